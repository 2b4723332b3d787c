"""What the cross-checks and the proofs say of a content: as lines, or as plain values."""

from collections.abc import Iterator
from typing import Any

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.content.checks import check_content
from hamstring.content.issues import Issue
from hamstring.errors import ContentError
from hamstring.outputs.words import Words, wrapped
from hamstring.safety.proofs import Proof, prove
from hamstring.safety.table import table_of


@attrs.frozen
class Report:
    """Issues and proofs of one content.

    Attributes:
        issues: What the cross-checks found.
        proofs: What was proven of the rule table, each with a witness.
        strict: True when what is only a defect counts as well; so for the shipped content.
    """

    issues: tuple[Issue, ...]
    proofs: tuple[Proof, ...]
    strict: bool

    @property
    def holds(self) -> bool:
        """True when there is no error, and every proof that counts holds."""
        return not self.first_failure

    @property
    def first_failure(self) -> str:
        """The first thing that does not hold, or an empty string."""
        errors = [f"{issue.where}: {issue.problem}" for issue in self.issues if issue.severity == "error"]
        failed = [proof.property for proof in self.proofs if not proof.holds and (proof.refuses or self.strict)]
        return next(iter((*errors, *failed)), "")

    def lines(self) -> Iterator[str]:
        """Give the report for a terminal."""
        words = Words(shipped_catalogue())
        for proof in self.proofs:
            yield wrapped(f"{words('report-holds' if proof.holds else 'report-fails')} {proof.property}", "     ", "")
            if proof.witness and not proof.holds:
                yield wrapped(words("report-witness", witness=", ".join(proof.witness)), "       ")
        for issue in self.issues:
            yield wrapped(f"{issue.severity}: {issue.where}: {issue.problem}", "  ", "")
        errors = sum(issue.severity == "error" for issue in self.issues)
        failed = sum(not proof.holds for proof in self.proofs)
        yield words("report-sum", proofs=len(self.proofs), failed=failed, errors=errors, notes=len(self.issues) - errors)

    def plain(self) -> dict[str, Any]:
        """Give the report as plain values."""
        return {
            "holds": self.holds,
            "issues": [attrs.asdict(issue) for issue in self.issues],
            "proofs": [attrs.asdict(proof) for proof in self.proofs],
        }


def report_of(content: Catalogue) -> Report:
    """Check a content and prove its rules. What cannot be loaded is the one issue that is told.

    Example:
        >>> from hamstring import catalogue
        >>> from hamstring.outputs.report import report_of
        >>> report_of(catalogue()).holds
        True
    """
    strict, issues = content == shipped_catalogue(), check_content(content)
    try:
        return Report(issues, prove(table_of(content)), strict)
    except ContentError as error:
        refused = Issue("error", str(error).removesuffix(f": {error.problem}"), error.problem)
        return Report(issues if refused in issues else (refused, *issues), (), strict)
