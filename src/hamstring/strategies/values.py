"""Strategies for the small values: limits, outcomes and tender spots."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from hamstring.model.outcomes import EVERYTHING, NOTHING, Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.requests import TenderSpot

SINGLE_LEGS = (Leg.LEFT, Leg.RIGHT)

PRESSURES = (3, 4, 6)
SECONDS = (60, 120, 300)
HOURS = (24, 48)
MARKS = (*PRESSURES, *SECONDS, *HOURS)
"""Every number that a drawn limit can hold: few, so that joins collide."""


Whole = TypeVar("Whole")
Part = TypeVar("Part")


def part_of(whole: st.SearchStrategy[Whole], parts: Callable[[Whole], Sequence[Part]]) -> st.SearchStrategy[Part]:
    """Draw one of the parts of what is drawn; what has none is drawn again."""
    return whole.map(parts).filter(bool).flatmap(lambda found: st.sampled_from(found))  # noqa: PLW0108 - its overloads take no bare name


def _subsets(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(sorted(names))).map(lambda chosen: tuple(sorted(chosen)))


def limits() -> st.SearchStrategy[Limits]:
    """Draw limits, the empty and the total ones included.

    Names and numbers come from small alphabets, so two limits are often comparable. Shrinks to no limit at all.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import limits
        >>> @given(limits(), limits())
        ... def joining_never_loosens(one, other):
        ...     assert one <= one | other
        >>> joining_never_loosens()
    """
    closed = [f"{leg}:{name}" for leg in SINGLE_LEGS for name in QUADRANTS]
    some = st.builds(
        Limits,
        keep_off=_subsets(closed[1:6:2]),
        max_pressure=st.sampled_from((None, *PRESSURES)),
        no_tools=_subsets(("roller", "stick")),
        no_strokes=_subsets(("friction",)),
        no_demands=_subsets(("floor", "stretch")),
        max_leg_s=st.sampled_from((None, *SECONDS)),
        max_session_s=st.sampled_from((None, *SECONDS)),
        min_gap_h=st.sampled_from((None, *HOURS)),
    )
    return st.one_of(st.just(NOTHING), some, st.just(EVERYTHING))


def outcomes() -> st.SearchStrategy[Outcome]:
    """Draw points of the lattice, lawful as the outcome of a rule or not.

    Shrinks to the mildest outcome.

    Example:
        >>> from hypothesis import find
        >>> from hamstring.strategies import outcomes
        >>> find(outcomes(), lambda outcome: True)
        Outcome(urgency=<Urgency.SELF_CARE: 'self-care'>, massage=<Permission.OK: 'ok'>, limits=Limits(...))
    """
    return st.builds(Outcome, urgency=st.sampled_from(Urgency), massage=st.sampled_from(Permission), limits=limits())


def tender_spots(leg: Leg = Leg.BOTH) -> st.SearchStrategy[TenderSpot]:
    """Draw tender spots, of tenderness 1 to 3.

    Shrinks to the left leg, the first quadrant and little tenderness.

    Args:
        leg: The leg on which they are, or both for either.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import Leg
        >>> from hamstring.strategies import tender_spots
        >>> @given(tender_spots(Leg.RIGHT))
        ... def stays_on_its_leg(spot):
        ...     assert spot.leg is Leg.RIGHT and 1 <= spot.tenderness <= 3
        >>> stays_on_its_leg()
    """
    return st.builds(TenderSpot, st.sampled_from(leg.each), st.sampled_from(tuple(QUADRANTS)), st.integers(1, 3))
