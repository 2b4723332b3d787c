"""The difference between two rule tables: whose outcome changed, from what to what, and by which rules."""

from collections.abc import Iterator, Sequence

import attrs

from hamstring.model.answers import Placed
from hamstring.model.outcomes import Outcome
from hamstring.model.places import Leg
from hamstring.safety.changes import Renaming
from hamstring.safety.comparing import Side, contradicts, places_at, placings, seen
from hamstring.safety.table import LEGS, Places, RuleTable, bits_of

WHERE = (Leg.BOTH, *LEGS)


@attrs.frozen(kw_only=True)
class Change:
    """A smallest set of findings whose outcome changed, at a place that shows it.

    Attributes:
        findings: Ids: of the old rules if the outcome was relaxed, otherwise of the new ones.
        answers: The same as they may be handed to `triage`: placed where only the place shows the change.
        leg: The leg whose outcome changed; both for the outcome in all.
        old: The outcome before.
        new: The outcome now.
        old_rules: Ids of the old rules that asked for more than the new outcome gives.
        new_rules: Ids of the new rules that ask for more than the old outcome gave.
    """

    findings: tuple[str, ...]
    answers: tuple[str, ...]
    leg: Leg
    old: Outcome
    new: Outcome
    old_rules: tuple[str, ...]
    new_rules: tuple[str, ...]

    @property
    def is_relaxed(self) -> bool:
        """True when the new outcome is not at least as strict as the old one."""
        return not self.old <= self.new

    @property
    def is_tightened(self) -> bool:
        """True when the old outcome was not at least as strict as the new one."""
        return not self.new <= self.old


@attrs.frozen(kw_only=True)
class Difference:
    """What changed from one rule table to another.

    Attributes:
        changes: Each smallest set of findings whose outcome was relaxed, tightened or both, sorted by findings.
        only_old: Findings that the new rules do not know.
        only_new: Findings that the old rules did not know.
        renamed: Pairs of an old finding and the new id that stands for it.
        now_exclude: Pairs of old findings that cannot be present together any more, and so have no outcome now.
        gone_rules: Ids of rules that are gone.
        added_rules: Ids of rules that are new.
        edited_rules: Ids of rules that say something else, or in another case.
    """

    changes: tuple[Change, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    now_exclude: tuple[tuple[str, str], ...]
    gone_rules: tuple[str, ...]
    added_rules: tuple[str, ...]
    edited_rules: tuple[str, ...]

    @property
    def is_relaxed(self) -> bool:
        """True when some outcome was relaxed."""
        return any(change.is_relaxed for change in self.changes)


def difference(old: RuleTable, new: RuleTable) -> Difference:
    """Compare two rule tables: exactly, without sampling.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.differing import difference
        >>> from hamstring.safety.table import table_of
        >>> difference(table_of(catalogue()), table_of(catalogue())).changes
        ()
    """
    there, back = Renaming(old, new), Renaming(new, old)
    before = {rule.id: rule for rule in old.rules}
    now = {rule.id: rule for rule in new.rules}
    pairs = sorted({tuple(sorted((name, other))) for name, entry in new.findings.items() for other in entry.excludes})
    known = [(back.names[one], back.names[other]) for one, other in pairs if one in back.names and other in back.names]
    return Difference(
        changes=tuple(sorted(_changes(there, back), key=lambda change: (change.findings, change.is_tightened))),
        only_old=tuple(name for name in old.findings if name not in there.names),
        only_new=tuple(name for name in new.findings if name not in back.names),
        renamed=tuple((name, other) for name, other in there.names.items() if name != other),
        now_exclude=tuple(pair for pair in known if not contradicts(old, pair)),
        gone_rules=tuple(name for name in before if name not in now),
        added_rules=tuple(name for name in now if name not in before),
        edited_rules=tuple(name for name in before if name in now and before[name] != now[name]),
    )


def _changes(there: Renaming, back: Renaming) -> Iterator[Change]:
    looser = {*there.relaxed()}
    stricter = {names: _in_old(back, names) for names in back.relaxed()}
    for names in looser:
        yield from _shown(names, (there.old, str), (there.new, there.rename), relaxed=True, tightened=names in stricter.values())
    for names, before in stricter.items():
        if before not in looser:
            yield from _shown(names, (back.new, back.rename), (back.old, str), relaxed=False, tightened=True)


def _in_old(back: Renaming, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give the old ids of new findings, or None where the old rules do not know them all."""
    known = back.known(names)
    return tuple(sorted(known)) if len(known) == len(names) else None


def _shown(names: tuple[str, ...], old: Side, new: Side, *, relaxed: bool, tightened: bool) -> Iterator[Change]:
    """Give one place that shows all that happened to the outcome, or one for each direction."""
    found: dict[str, Change] = {}
    for spots in placings(names, old, new):
        for change in _seen_at(names, spots, old, new):
            if change.is_relaxed >= relaxed and change.is_tightened >= tightened:
                yield change
                return
            found.setdefault("relaxed" if change.is_relaxed else "tightened", change)
    yield from found.values()


def _seen_at(names: Sequence[str], spots: Sequence[Placed | None], old: Side, new: Side) -> Iterator[Change]:
    places = places_at(old, names, spots), places_at(new, names, spots)
    hits = _fired(names, old), _fired(names, new)
    before, now = seen(old[0], hits[0], places[0]), seen(new[0], hits[1], places[1])
    for view, (leg, one, other) in enumerate(zip(WHERE, before, now, strict=True)):
        if one != other:
            yield Change(
                findings=tuple(names),
                answers=tuple(str(spot) if spot else name for name, spot in zip(names, spots, strict=True)),
                leg=leg,
                old=one,
                new=other,
                old_rules=_asking_more(old[0], hits[0], places[0], view, other),
                new_rules=_asking_more(new[0], hits[1], places[1], view, one),
            )


def _fired(names: Sequence[str], side: Side) -> int:
    table, rename = side
    return table.fired(table.filled(filter(None, map(rename, names)))) & ~table.conflicts


def _asking_more(table: RuleTable, hit: int, places: Places, view: int, than: Outcome) -> tuple[str, ...]:
    return tuple(table.rules[bit].id for bit in bits_of(hit) if not seen(table, 1 << bit, places)[view] <= than)


__all__ = ["Change", "Difference", "difference"]
