"""What the cross-checks and the proofs say of a content: as lines, or as plain values."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.content.checks import check_content
from hamstring.content.issues import Issue, error, note
from hamstring.errors import ContentError
from hamstring.outputs.words import Words, wrapped
from hamstring.safety.proofs import Proof, hidden_rules, prove
from hamstring.safety.table import RuleTable, table_of


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


def report_of(content: Catalogue, *, on: date | None = None, strict: bool = False) -> Report:
    """Check a content and prove its rules. What cannot be loaded is told first, and nothing is proven of it.

    Args:
        content: The content, with or without packs.
        on: The day on which the content must not be due for review, or None not to ask.
        strict: True to count what is only a defect; the shipped content is always held to that.

    Example:
        >>> from hamstring import catalogue
        >>> from hamstring.outputs.report import report_of
        >>> report_of(catalogue()).holds
        True
    """
    counts, issues = strict or content == shipped_catalogue(), (*_due(content, on), *check_content(content))
    try:
        table = table_of(content)
        return Report((*issues, *_hidden(table)), prove(table), counts)
    except ContentError as broken:
        refused = Issue("error", str(broken).removesuffix(f": {broken.problem}"), broken.problem)
        return Report(issues if refused in issues else (refused, *issues), (), counts)


def _due(content: Catalogue, on: date | None) -> Iterator[Issue]:
    try:
        manifest = content.manifest
    except ContentError:
        return  # the checks tell it
    if on is not None and manifest.is_due(on):
        yield error("manifest", "", "review_due", f"the content was to be reviewed by `{manifest.review_due}`; it may be out of date")


def _hidden(table: RuleTable) -> Iterator[Issue]:
    for name in hidden_rules(table):
        file = "contraindications" if name in table.catalogue.contraindications else "rules"
        yield note(file, name, "", "what was added hides it: it decides nothing any more")
