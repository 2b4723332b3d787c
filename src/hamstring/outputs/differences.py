"""The difference between two contents: as lines, or as plain values."""

from collections.abc import Iterator
from typing import Any

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.content.converter import unstructure
from hamstring.model.outcomes import Limits, Outcome
from hamstring.model.places import Leg
from hamstring.outputs.words import Words, wrapped
from hamstring.safety.differing import Change, Difference, difference
from hamstring.safety.table import table_of


@attrs.frozen
class Comparison:
    """Two contents and how their outcomes differ.

    Attributes:
        versions: The old and the new content version.
        digests: The old and the new digest of all that decides, as computed.
        difference: What changed.
    """

    versions: tuple[str, str]
    digests: tuple[str, str]
    difference: Difference

    @property
    def is_relaxed(self) -> bool:
        """True when some outcome was relaxed."""
        return self.difference.is_relaxed

    def plain(self) -> dict[str, Any]:
        """Give the comparison as plain values."""
        told = self.difference
        old, new = ({"content_version": name, "rules_digest": digest} for name, digest in zip(self.versions, self.digests, strict=True))
        return {
            "old": old,
            "new": new,
            "is_relaxed": told.is_relaxed,
            "changes": [_plain(change) for change in told.changes],
            "findings": {
                "only_old": list(told.only_old),
                "only_new": list(told.only_new),
                "renamed": [list(pair) for pair in told.renamed],
                "now_exclude": [list(pair) for pair in told.now_exclude],
            },
            "rules": {"gone": list(told.gone_rules), "added": list(told.added_rules), "edited": list(told.edited_rules)},
        }

    def lines(self) -> Iterator[str]:
        """Give the comparison for a terminal."""
        words = Words(shipped_catalogue())
        told = self.difference
        yield words("diff-versions", old=self.versions[0], new=self.versions[1])
        for change in told.changes:
            yield ""
            yield from self._change(words, change)
        lists = [
            ("diff-only-old", told.only_old),
            ("diff-only-new", told.only_new),
            ("diff-renamed", [f"{old} -> {new}" for old, new in told.renamed]),
            ("diff-now-exclude", [" + ".join(pair) for pair in told.now_exclude]),
        ]
        if any(names for _, names in lists):
            yield ""
        for phrase, names in lists:
            if names:
                yield wrapped(words(phrase, names=", ".join(names)), "  ", "")
        yield ""
        yield words(
            "diff-sum",
            relaxed=sum(change.is_relaxed and not change.is_tightened for change in told.changes),
            tightened=sum(change.is_tightened and not change.is_relaxed for change in told.changes),
            both=sum(change.is_relaxed and change.is_tightened for change in told.changes),
        )

    def _change(self, words: Words, change: Change) -> Iterator[str]:
        kind = "both" if change.is_relaxed and change.is_tightened else "relaxed" if change.is_relaxed else "tightened"
        place = "" if change.leg is Leg.BOTH else words("diff-on-leg", leg=change.leg)
        yield wrapped(f"{words('diff-' + kind)}: {' + '.join(change.answers)}{place}", "    ", "")
        yield wrapped(words("diff-old", outcome=_told(words, change.old, change.new)), "      ", "  ")
        yield wrapped(words("diff-new", outcome=_told(words, change.new, change.old)), "      ", "  ")
        for phrase, names in (("diff-old-rules", change.old_rules), ("diff-new-rules", change.new_rules)):
            if names:
                yield wrapped(words(phrase, names=", ".join(self._rule(words, name) for name in names)), "      ", "  ")

    def _rule(self, words: Words, name: str) -> str:
        told = self.difference
        found = [("gone", told.gone_rules), ("added", told.added_rules), ("edited", told.edited_rules)]
        states = [words(f"diff-rule-{state}") for state, names in found if name in names]
        return " ".join((name, *states))


def comparison(old: Catalogue, new: Catalogue) -> Comparison:
    """Compare what two contents say to all answers.

    Args:
        old: The content before.
        new: The content now.

    Raises:
        ContentError: If the rules of either break a law.

    Example:
        >>> from hamstring import catalogue
        >>> from hamstring.outputs.differences import comparison
        >>> comparison(catalogue(), catalogue()).is_relaxed
        False
    """
    tables = table_of(old), table_of(new)
    return Comparison(
        (old.manifest.content_version, new.manifest.content_version),
        (tables[0].digest, tables[1].digest),
        difference(*tables),
    )


def _plain(change: Change) -> dict[str, Any]:
    return {
        "findings": list(change.findings),
        "answers": list(change.answers),
        "leg": change.leg.value,
        "is_relaxed": change.is_relaxed,
        "is_tightened": change.is_tightened,
        "old": unstructure(change.old),
        "new": unstructure(change.new),
        "old_rules": list(change.old_rules),
        "new_rules": list(change.new_rules),
    }


def _told(words: Words, outcome: Outcome, other: Outcome) -> str:
    """Tell the levels of an outcome, and of its limits those that the other one has not alike."""
    return ", ".join((str(outcome.urgency), str(outcome.massage), *_limits(words, outcome.limits, other.limits)))


def _limits(words: Words, limits: Limits, other: Limits) -> Iterator[str]:
    if limits == other or limits.is_total:
        return
    for field in attrs.fields(Limits):
        value: tuple[str, ...] | int | None = getattr(limits, field.name)
        if field.name != "is_total" and value != getattr(other, field.name):
            shown = " ".join(value) if isinstance(value, tuple) else str(value)
            yield f"{field.name} {words('diff-unlimited') if value in ((), None) else shown}"


__all__ = ["Comparison", "comparison"]
