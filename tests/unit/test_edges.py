"""The promise: what stands just at an edge, or is not told at all, is read as it is meant."""

import attrs
import pytest

from hamstring import RequestError, catalogue, plan_routine
from hamstring.model.practice import Position


@pytest.mark.parametrize(("leg", "other"), [("left", "right"), ("right", "left")])
def test_spots_are_counted_leg_by_leg(leg: str, other: str) -> None:
    """The leg with too many is named; four on each are none too many."""
    most = catalogue().policy.max_spots_per_leg
    spots = [f"{leg}:outer-lower:1"] * most + [f"{other}:outer-lower:1"] * most
    assert len(plan_routine(minutes=10, complete=True, spots=spots).request.spots) == 2 * most
    with pytest.raises(RequestError, match=f"{most + 1} on the {leg} leg"):
        plan_routine(minutes=10, complete=True, spots=[*spots[:most], spots[0]])


def test_a_position_without_points_costs_none() -> None:
    policy = attrs.evolve(catalogue().policy, position_points=())
    assert {policy.points_of(position) for position in Position} == {0}
