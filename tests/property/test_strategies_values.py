"""What the strategies of small values give: all that they say, and nothing else."""

import pytest
from hypothesis import strategies as st

from drawing import drawn, least
from hamstring import Leg, Limits, Outcome, Permission, TenderSpot, Urgency
from hamstring.model.outcomes import EVERYTHING, NOTHING
from hamstring.model.places import QUADRANTS
from hamstring.strategies import limits, outcomes, tender_spots
from hamstring.strategies.values import HOURS, MARKS, PRESSURES, SECONDS, part_of


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("max_pressure", {None, *PRESSURES}),
        ("max_leg_s", {None, *SECONDS}),
        ("max_session_s", {None, *SECONDS}),
        ("min_gap_h", {None, *HOURS}),
        ("no_tools", {(), ("roller",), ("stick",), ("roller", "stick")}),
        ("no_strokes", {(), ("friction",)}),
        ("no_demands", {(), ("floor",), ("stretch",), ("floor", "stretch")}),
    ],
)
def test_limits_take_every_value_of_a_small_alphabet(field: str, values: set[object]) -> None:
    """So that two of them are often comparable; every number is among the marks."""
    some = [found for found in drawn(limits(), 300) if found not in (NOTHING, EVERYTHING)]
    assert {getattr(found, field) for found in some} == values
    assert {value for value in values if isinstance(value, int)} <= {*MARKS}


def test_limits_close_parts_of_both_legs_and_of_each_line() -> None:
    places = {name for found in drawn(limits(), 300) for name in found.keep_off}
    assert places >= {"left:inner-upper", "left:outer-upper", "right:inner-upper"} or len(places) == 3
    assert {name.partition(":")[0] for name in places} == {"left", "right"}
    assert {name.partition(":")[2] for name in places} <= set(QUADRANTS)


def test_limits_are_empty_or_total_now_and_then_and_shrink_to_none() -> None:
    """Both ends of the lattice are there, beside what lies between."""
    found = drawn(limits(), 300)
    assert {NOTHING, EVERYTHING} < set(found)
    assert len({*found}) > 50
    assert least(limits()) == NOTHING == Limits()


def test_outcomes_are_every_pair_of_levels_with_and_without_limits() -> None:
    found = drawn(outcomes(), 600)
    assert {(entry.urgency, entry.massage) for entry in found} == {(one, other) for one in Urgency for other in Permission}
    assert {entry.limits == NOTHING for entry in found} == {True, False}
    assert least(outcomes()) == Outcome(urgency=Urgency.SELF_CARE, massage=Permission.OK, limits=NOTHING)


@pytest.mark.parametrize("leg", Leg)
def test_tender_spots_are_everywhere_on_the_leg_and_nowhere_else(leg: Leg) -> None:
    """Each quadrant in each tenderness; both legs where either may have it."""
    found = set(drawn(tender_spots(leg), 500))
    assert found == {TenderSpot(one, name, number) for one in leg.each for name in QUADRANTS for number in (1, 2, 3)}
    assert least(tender_spots(leg)) == TenderSpot(leg.each[0], next(iter(QUADRANTS)), 1)


def test_tender_spots_are_on_either_leg_unless_told_otherwise() -> None:
    assert {spot.leg for spot in drawn(tender_spots())} == {Leg.LEFT, Leg.RIGHT}


def test_a_part_is_one_of_the_whole_that_has_some() -> None:
    """What has no part is drawn again, and every part is reached."""
    whole = st.sampled_from(((), (1,), (2, 3)))
    assert set(drawn(part_of(whole, lambda found: found))) == {1, 2, 3}
