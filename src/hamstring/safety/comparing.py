"""Comparing what rules say, wherever their findings may be.

A rule whose findings can be placed binds a leg or both, and may matter at one place only. So outcomes are compared
unplaced and, as far as that settles nothing, at every place that can tell two rules apart: places join as outcomes
do, so one quadrant for each finding is enough.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, product

import attrs

from hamstring.model.answers import Placed
from hamstring.model.logic import Placing
from hamstring.model.outcomes import Outcome
from hamstring.model.places import QUADRANTS, Leg
from hamstring.safety.table import LEGS, Places, RuleTable

Side = tuple[RuleTable, Callable[[str], str | None]]
"""A table, and how it calls the findings in question: by the same name, by another one, or not at all."""


def contradicts(table: RuleTable, names: Iterable[str]) -> bool:
    """Say whether findings cannot all be present."""
    return bool(table.fired(table.filled(names)) & table.conflicts)


def closeness(table: RuleTable, name: str) -> int:
    """Rank how closely a finding can be placed: not at all, on a leg, in a part of one thigh."""
    return (Placing.NONE, Placing.LEG, Placing.REGION).index(table.findings[name].place)


def passing_on(table: RuleTable, name: str) -> list[str]:
    """Name what implies a finding and is placed more closely, if that is passed on to something that it implies in turn.

    A place that is one quadrant shuts a whole leg by a finding of the leg, and yet stays a quadrant for what follows.
    """
    own = closeness(table, name)
    if not any(closeness(table, other) > own for other in table.closure[name]):
        return []
    return [other for other, closed in table.closure.items() if name in closed and closeness(table, other) > own]


def seen(table: RuleTable, hit: int, places: Places) -> tuple[Outcome, ...]:
    """Give all that rules say at places: in all, and for each leg, which is the same when nothing is placed."""
    if not places:
        return (table.outcome_of(hit),) * (1 + len(LEGS))
    return (table.outcome(hit, places), *(table.outcome_on(leg, hit, places) for leg in LEGS))


def all_below(milder: Iterable[Outcome], stricter: Iterable[Outcome]) -> bool:
    """Say whether each outcome is at most as strict as the other one at the same place."""
    return all(one <= other for one, other in zip(milder, stricter, strict=True))


def views(names: Sequence[str], *sides: Side) -> Iterator[tuple[Places, ...]]:
    """Give the places where the same findings may be, as each table sees them: unplaced first, then on one leg."""
    return (tuple(places_at(side, names, spots) for side in sides) for spots in placings(names, *sides))


def placings(names: Sequence[str], *sides: Side) -> Iterator[tuple[Placed | None, ...]]:
    """Give the ways of placing findings: unplaced first, then all on one leg, then each at its own place.

    The first finding that is placed at all is placed on the left: the legs are mirror images.
    """
    yield (None,) * len(names)
    choices = [tuple(_spots(name, sides)) for name in names]
    one_leg = tuple(next((spot for spot in spots if spot and spot.region is None), None) for spots in choices)
    for spots in chain([one_leg], product(*choices)):
        first = next(filter(None, spots), None)
        if first and first.leg is Leg.LEFT:
            yield spots


def _spots(name: str, sides: Iterable[Side]) -> Iterator[Placed | None]:
    placings = {table.findings[known].place for table, rename in sides if (known := rename(name))}
    yield None
    if Placing.NONE not in placings:
        yield from (Placed(name, leg) for leg in LEGS)
        if Placing.LEG not in placings:
            yield from (Placed(name, leg, region) for leg in LEGS for region in QUADRANTS)


def places_at(side: Side, names: Sequence[str], spots: Sequence[Placed | None]) -> Places:
    """Give the places of findings as one table sees them."""
    table, rename = side
    known = [(current, spot) for name, spot in zip(names, spots, strict=True) if (current := rename(name))]
    placed = [attrs.evolve(spot, finding=current) for current, spot in known if spot]
    return table.places(placed, [current for current, spot in known if not spot])
