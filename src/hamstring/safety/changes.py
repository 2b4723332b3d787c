"""What changed from one rule table to another: exactly, by the smallest answers that show it."""

from collections.abc import Iterable
from itertools import product

from hamstring.model.logic import Condition
from hamstring.safety.comparing import all_below, contradicts, passing_on, seen, views
from hamstring.safety.table import RuleTable, bits_of


def relaxed(old: RuleTable, new: RuleTable) -> tuple[tuple[str, ...], ...]:
    """Give the smallest answers whose outcome under the new rules is not at least as strict as under the old ones.

    Exact: if any answer is relaxed, one of these lies within it. Ids are those of the old rules. A finding that was
    renamed, so that either name is an alias of the other, is the same; one that the new rules do not know counts for
    nothing there. Answers that the new rules call contradictory are left out.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> relaxed(table_of(catalogue()), table_of(catalogue()))
        ()
    """
    return Renaming(old, new).relaxed()


def tightened(old: RuleTable, new: RuleTable) -> tuple[tuple[str, ...], ...]:
    """Give the smallest answers whose outcome under the old rules is not at least as strict as under the new ones.

    An answer may be relaxed and tightened at once. Ids are those of the new rules.
    """
    return Renaming(new, old).relaxed()


class Renaming:
    """Two tables, and the findings of the first as the second knows them.

    Attributes:
        names: For each old finding that the new table knows, its id there.
    """

    def __init__(self, old: RuleTable, new: RuleTable) -> None:
        self.old = old
        self.new = new
        self.names: dict[str, str] = {name: current for name in old.findings if (current := self._renamed(name))}

    def _renamed(self, name: str) -> str | None:
        names = (name, self.new.aliases.get(name), *self.old.findings[name].aliases)
        return next((known for known in names if known in self.new.findings), None)

    def rename(self, name: str) -> str | None:
        """Give the id that an old finding has in the new table, or None."""
        return self.names.get(name)

    def known(self, names: Iterable[str]) -> list[str]:
        """Give the new ids of old findings, without those that the new table does not know."""
        return [self.names[name] for name in names if name in self.names]

    def relaxed(self) -> tuple[tuple[str, ...], ...]:
        """Give the smallest answers whose outcome is not at least as strict as before."""
        answers = {
            self._shortened(bit, names)
            for bit, rule in enumerate(self.old.rules)
            for names in self._answers_firing(rule)
            if self._is_possible(names) and self._is_milder(bit, names)
        }
        return self._least(answers)

    def _is_possible(self, names: tuple[str, ...]) -> bool:
        return not contradicts(self.old, names) and not contradicts(self.new, self.known(names))

    def _answers_firing(self, rule: Condition) -> set[tuple[str, ...]]:
        """Give the answers that fire a rule: its conditions, or what brings them otherwise than before."""
        ways = [[name, *(other for other in self.old.findings if self._brings_otherwise(other, name))] for name in rule.when]
        return {tuple(sorted(set(names))) for names in product(*ways)}

    def _brings_otherwise(self, name: str, other: str) -> bool:
        """Say whether a finding implied another one, and now no more, or at places that the other one cannot have."""
        if other not in self.old.closure[name]:
            return False
        if not self._still_implies(name, other) or not self._same_placing(other):
            return True
        return name in passing_on(self.old, other) or self.names[name] in passing_on(self.new, self.names[other])

    def _same_placing(self, name: str) -> bool:
        return self.old.findings[name].place is self.new.findings[self.names[name]].place

    def _still_implies(self, name: str, other: str) -> bool:
        return self.names.get(other) in self.new.close(self.known([name]))

    def _shortened(self, bit: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """Leave away what the other findings imply under both tables, unless the answer needs a place of its own for it."""
        for name in names:
            others = tuple(other for other in names if other != name)
            implied = any(name in self.old.closure[other] and self._still_implies(other, name) for other in others)
            if implied and self._is_milder(bit, others):
                return self._shortened(bit, others)
        return names

    def _is_milder(self, bit: int, names: tuple[str, ...]) -> bool:
        """Say whether what one old rule contributes is not held by the new rules, somewhere."""
        hit = self.new.fired(self.new.filled(self.known(names)))
        if self._is_kept(bit, hit):
            return False
        places = views(names, (self.old, str), (self.new, self.rename))
        return any(not all_below(seen(self.old, 1 << bit, before), seen(self.new, hit, after)) for before, after in places)

    def _is_kept(self, bit: int, hit: int) -> bool:
        """Say whether the same rule fires with the same meaning; then there is nothing to compare."""
        old, new = self.old, self.new
        rule = old.rules[bit]
        return old.other_leg == new.other_leg and any(
            new.rules[other] == rule and new.whole_of(other) == old.whole_of(bit) and all(map(self._same_placing, rule.when))
            for other in bits_of(hit & ~new.conflicts)
        )

    def _least(self, answers: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        """Keep the answers that hold no other one, under either table."""
        closed = {names: (self.old.close(names), self.new.close(self.known(names))) for names in answers}
        kept: list[tuple[str, ...]] = []
        for names in sorted(closed, key=lambda names: (sum(map(len, closed[names])), len(names), names)):
            if not any(all(a <= b for a, b in zip(closed[other], closed[names], strict=True)) for other in kept):
                kept.append(names)
        return tuple(sorted(kept))
