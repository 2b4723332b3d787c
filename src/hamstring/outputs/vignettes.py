"""What came of the vignettes: as lines, or as plain values."""

from collections.abc import Iterator
from typing import Any

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.outputs.words import Words, wrapped
from hamstring.safety.vignettes import VignetteKind, VignetteResult, run_vignettes


@attrs.frozen
class VignetteReport:
    """The results of all vignettes of one content.

    Attributes:
        results: One for each vignette.
    """

    results: tuple[VignetteResult, ...]

    @property
    def failed(self) -> tuple[VignetteResult, ...]:
        """The vignettes that were run and did not come out as expected."""
        return tuple(result for result in self.results if result.problems)

    def counts(self, kind: VignetteKind | None = None) -> dict[str, int]:
        """Count the vignettes of one kind, or all: those that were run, passed, failed and skipped."""
        of_kind = [result for result in self.results if kind in (None, result.kind)]
        failed, skipped = sum(bool(result.problems) for result in of_kind), sum(bool(result.unknown) for result in of_kind)
        run = len(of_kind) - skipped
        return {"run": run, "passed": run - failed, "failed": failed, "skipped": skipped}

    def lines(self) -> Iterator[str]:
        """Give the report for a terminal."""
        words = Words(shipped_catalogue())
        for result in self.failed:
            yield wrapped(f"{words('report-fails')} {_title(result, words)}", "     ", "")
            yield from (wrapped(problem, "       ") for problem in result.problems)
        for result in self.results:
            if result.stricter:
                yield wrapped(words("vignettes-stricter", name=result.id, how="; ".join(result.stricter)), "  ", "")
        for kind in VignetteKind:
            yield words(f"vignettes-{kind.value}", **self.counts(kind))
        totals = self.counts()
        if totals["skipped"]:
            yield words("vignettes-skipped", count=totals["skipped"])
        yield words("vignettes-sum", **totals)

    @property
    def first_failure(self) -> str:
        """The first vignette that fails and its first problem, or an empty string."""
        words = Words(shipped_catalogue())
        return next((f"{_title(result, words)}: {result.problems[0]}" for result in self.failed), "")

    def plain(self) -> dict[str, Any]:
        """Give the report as plain values."""
        return {
            "holds": not self.failed,
            "counts": {kind.value: self.counts(kind) for kind in VignetteKind} | {"all": self.counts()},
            "vignettes": [
                {"kind": result.kind.value, "passed": result.passed} | attrs.asdict(result, filter=attrs.filters.exclude("kind"))
                for result in self.results
            ],
        }


def _title(result: VignetteResult, words: Words) -> str:
    return words("vignettes-case", rule=result.id, missing=result.missing) if result.missing else result.id


def vignette_report(content: Catalogue) -> VignetteReport:
    """Run the vignettes of a content.

    Raises:
        ContentError: If the content cannot be read, or its rules break a law.

    Example:
        >>> from hamstring import catalogue
        >>> vignette_report(catalogue()).counts()["failed"]
        0
    """
    return VignetteReport(run_vignettes(content))
