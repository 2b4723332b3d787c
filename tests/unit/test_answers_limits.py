"""What an answer forbids only grows: each part of it alone is joined to the stricter, and compared part by part."""

from typing import Any

import pytest

from hamstring import Limits, Outcome, Permission, Urgency
from hamstring.model.outcomes import EVERYTHING, NOTHING

STRICTER: dict[str, tuple[Any, Any]] = {
    "keep_off": (("left:inner-lower",), ("left:inner-lower", "right:inner-lower")),
    "max_pressure": (4, 3),
    "no_tools": (("roller",), ("roller", "stick")),
    "no_strokes": (("friction",), ("friction", "stripping")),
    "no_demands": (("floor",), ("floor", "standing")),
    "max_leg_s": (300, 120),
    "max_session_s": (600, 300),
    "min_gap_h": (24, 48),
}
"""Each part, milder and stricter."""

each_part = pytest.mark.parametrize("part", STRICTER)


def limits(part: str) -> tuple[Limits, Limits]:
    milder, stricter = STRICTER[part]
    return Limits(**{part: milder}), Limits(**{part: stricter})


@each_part
def test_the_stricter_of_two_limits_forbids_at_least_as_much(part: str) -> None:
    milder, stricter = limits(part)
    assert NOTHING <= milder <= stricter <= EVERYTHING
    assert milder <= limits(part)[0]
    assert not stricter <= milder
    assert not milder <= NOTHING
    assert not EVERYTHING <= stricter
    for other in STRICTER:
        assert other == part or not milder <= limits(other)[1]


@each_part
def test_limits_are_joined_to_the_stricter(part: str) -> None:
    milder, stricter = limits(part)
    assert milder | stricter == stricter | milder == stricter
    assert milder | NOTHING == NOTHING | milder == milder
    assert milder | EVERYTHING == EVERYTHING | milder == EVERYTHING


def test_parts_that_have_nothing_to_do_with_each_other_are_all_kept() -> None:
    joined = NOTHING
    for part in STRICTER:
        joined = limits(part)[0] | joined
    assert joined == Limits(**{part: milder for part, (milder, _) in STRICTER.items()})
    assert Limits(no_tools=("a", "c")) | Limits(no_tools=("b", "c")) == Limits(no_tools=("a", "b", "c"))


def test_an_empty_limit_limits_nothing() -> None:
    assert NOTHING.is_empty
    assert not any(limits(part)[0].is_empty for part in STRICTER)
    assert not EVERYTHING.is_empty


def test_outcomes_are_compared_and_joined_part_by_part() -> None:
    """Two may be incomparable: one asks for permission, the other closes a place."""
    graze = Outcome(massage=Permission.WITH_LIMITS, limits=Limits(keep_off=("left:inner-lower",)))
    thin = Outcome(urgency=Urgency.SEE_SOON, massage=Permission.ASK_FIRST)
    assert not graze <= thin
    assert not thin <= graze
    both = Outcome(urgency=Urgency.SEE_SOON, massage=Permission.ASK_FIRST, limits=graze.limits)
    assert graze | thin == thin | graze == both
    assert graze <= both
    assert thin <= both
    assert not Outcome(urgency=Urgency.SAME_DAY) <= both
    assert not Outcome(massage=Permission.NOT_TODAY) <= both
