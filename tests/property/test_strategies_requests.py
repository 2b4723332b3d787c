"""What the strategies of requests and routines give: every wish, within the bounds that are told, mostly with a plan."""

from typing import Any

import pytest
from hypothesis import find, settings
from hypothesis import strategies as st

from drawing import QUIET, drawn, has_plan, least
from hamstring import (
    Answers,
    Goal,
    Leg,
    Position,
    RequestError,
    TenderSpot,
    UnknownIdError,
    catalogue,
    triage,
)
from hamstring.model.places import QUADRANTS, Line
from hamstring.model.practice import Pace, Skin
from hamstring.strategies import requests, tool_sets

DENIED: dict[str, Any] = {"answers": Answers()}
WISHES: dict[str, Any] = DENIED | {
    "tools": ("hands",), "positions": tuple(Position), "goal": Goal.SORENESS, "first_leg": Leg.LEFT, "focus": None, "exclude": (),
    "pressure_cap": None, "experience": "regular", "pace": Pace.NORMAL, "already_warm": False, "stretch": True, "skin": Skin.CLOTHES,
}  # fmt: skip
"""All that is fixed where one thing is looked at."""


def but(*fields: str) -> dict[str, Any]:
    """Fix all wishes, the time and the spots but some fields."""
    return {name: value for name, value in (WISHES | {"minutes": 5, "spots": ()}).items() if name not in fields}


def values(field: str, number: int = 300, **fixed: Any) -> set[Any]:
    """Give what a field takes in many requests in which all else is fixed."""
    return {getattr(request, field) for request in drawn(requests(**(but(field, "spots" if field == "legs" else "") | fixed)), number)}


# ---------------------------------------------------------------------------- wishes


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("goal", set(Goal)),
        ("legs", set(Leg)),
        ("first_leg", {Leg.LEFT, Leg.RIGHT}),
        ("focus", {None, *Line}),
        ("pressure_cap", {None, 1, 2, 3, 4, 5, 6, 10}),
        ("experience", {"beginner", "regular", "experienced"}),
        ("pace", set(Pace)),
        ("already_warm", {True, False}),
        ("stretch", {True, False}),
        ("skin", {Skin.CLOTHES, Skin.BARE}),
        ("done", {()}),
    ],
)
def test_every_wish_takes_every_value(field: str, expected: set[object]) -> None:
    assert values(field) == expected


def test_tools_are_the_hands_with_others_or_some_others_or_many() -> None:
    """Each tool of the content, each once; never none."""
    found = drawn(tool_sets(), 400)
    assert {name for tools in found for name in tools} == set(catalogue().tools)
    assert all(tools and len(set(tools)) == len(tools) for tools in found)
    with_hands = [tools for tools in found if "hands" in tools]
    without = [tools for tools in found if "hands" not in tools]
    assert min(len(with_hands), len(without)) > len(found) / 4
    assert {len(tools) for tools in with_hands} == {1, 2, 3, 4}
    assert {1, 2, 3} < {len(tools) for tools in without}
    assert max(len(tools) for tools in without) > 8
    assert {tools[0] for tools in with_hands} == {"hands"}
    assert least(tool_sets()) == ("hands",)


class Few:
    """A content with some tools only, of the rest the shipped one."""

    def __init__(self, **kinds: object) -> None:
        self._kinds = kinds

    def __getattr__(self, name: str) -> object:
        return self._kinds.get(name) or getattr(catalogue(), name)


def test_tools_and_places_are_those_of_the_content_at_hand() -> None:
    shipped = catalogue()
    few = Few(
        tools={name: shipped.tools[name] for name in ("hands", "cane", "massage-ball") if name in shipped.tools},
        regions={"outer-knee": shipped.regions["outer-knee"]},
    )
    found = drawn(requests(few, **but("tools", "exclude")), 300)  # type: ignore[arg-type]  # what it needs of one
    assert {name for request in found for name in request.tools} == {*few.tools}  # type: ignore[misc]
    places = {name.rpartition(":")[2] for request in found for name in request.exclude}
    assert places == {"outer-knee", *QUADRANTS, "left", "right"}
    assert set(drawn(tool_sets(few), 100)) <= {request.tools for request in drawn(requests(few, **but("tools")), 300)}  # type: ignore[arg-type]


def test_positions_are_all_or_some_and_the_chair_is_among_them_often() -> None:
    found = drawn(requests(**but("positions")), 300)
    assert {position for request in found for position in request.positions} == set(Position)
    assert {len(request.positions) for request in found} >= {1, 2, 3, len(Position)}
    assert sum(Position.CHAIR in request.positions for request in found) > len(found) / 2
    assert any(Position.CHAIR not in request.positions for request in found)


def test_places_to_leave_out_are_none_or_up_to_two_of_all_there_are() -> None:
    """On a leg, on both, a whole leg; mostly none, since little is left otherwise."""
    found = [request.exclude for request in drawn(requests(**but("exclude")), 2000)]
    assert {len(places) for places in found} == {0, 1, 2}
    assert sum(not places for places in found) > len(found) / 2
    names = {*catalogue().regions, *QUADRANTS}
    told = {name for places in found for name in places}
    assert {name.rpartition(":")[2] for name in told} == {*names, "left", "right"}
    assert {name.partition(":")[0] for name in told if ":" in name} == {"left", "right"}
    assert len({name for name in told if ":" not in name}) > len(names) / 2


# ---------------------------------------------------------------------------- time


def test_the_time_is_in_the_span_that_is_told_to_its_ends() -> None:
    """In minutes or in seconds on the grain; the least and the most come too."""
    for low_s, high_s in ((60, 120), (300, 360), (65, 110), (600, 600)):
        found = drawn(requests(low_s=low_s, high_s=high_s, **but("minutes")), 300)
        seconds = {request.seconds for request in found}
        assert (min(seconds), max(seconds)) == (low_s, high_s)
        assert seconds == set(range(low_s, high_s + 1, 5))
        minutes = {request.minutes for request in found if request.minutes is not None}
        assert minutes == set(range(-(-low_s // 60), high_s // 60 + 1))


def test_the_time_is_a_minute_to_half_an_hour_unless_told_otherwise_and_more_often_long() -> None:
    found = [request.seconds for request in drawn(requests(**but("minutes")), 600)]
    assert min(found) >= 60
    assert find(requests(**but("minutes")), lambda request: request.seconds == 60, settings=settings(QUIET, max_examples=5000))
    assert 1740 < max(found) <= 1800
    assert sum(seconds >= 480 for seconds in found) > len(found) * 0.7
    assert sum(seconds < 300 for seconds in found) < len(found) * 0.15
    first = least(requests(**DENIED))
    assert (first.minutes, first.tools, first.spots, first.exclude, first.legs) == (30, ("hands",), (), (), Leg.BOTH)


def test_seconds_that_are_not_on_the_grain_are_rounded_into_the_span() -> None:
    found = {request.seconds for request in drawn(requests(low_s=61, high_s=118, **but("minutes")), 200)}
    assert found <= set(range(60, 120))
    assert max(found) == 115


@pytest.mark.parametrize(("low_s", "high_s"), [(59, 600), (600, 595), (60, 3601), (-1, 0)])
def test_a_span_that_cannot_be_drawn_is_refused_at_once(low_s: int, high_s: int) -> None:
    with pytest.raises(RequestError) as caught:
        requests(low_s=low_s, high_s=high_s)
    assert (caught.value.field, caught.value.value) == ("low_s", str((low_s, high_s)))
    assert caught.value.expected == "60 <= `low_s` <= `high_s` <= 3600"


def test_a_whole_hour_can_be_asked_for() -> None:
    assert {request.seconds for request in drawn(requests(low_s=3600, high_s=3600, **but("minutes")), 20)} == {3600}
    assert {request.seconds for request in drawn(requests(low_s=60, high_s=60, **but("minutes")), 20)} == {60}


# ---------------------------------------------------------------------------- spots


def test_spots_lie_on_the_legs_that_are_asked_for_and_are_no_more_than_told() -> None:
    """Four on each leg unless told otherwise; two may lie in the same place."""
    for most in (0, 1, 4):
        found = drawn(requests(most_spots=most, **but("spots")), 400)
        for request in found:
            assert {spot.leg for spot in request.spots} <= set(request.legs.each)
        counts = {sum(spot.leg is leg for spot in request.spots) for request in found for leg in (Leg.LEFT, Leg.RIGHT)}
        assert counts == set(range(most + 1))
    assert max(len(request.spots) for request in drawn(requests(**but("spots")), 400)) > 4
    assert sum(not request.spots for request in found) > len(found) / 6


@pytest.mark.parametrize("most", [0, 4])
def test_none_and_as_many_spots_as_a_leg_may_have_can_be_asked_for(most: int) -> None:
    assert drawn(requests(most_spots=most, **but()), 1)


@pytest.mark.parametrize("most", [-1, 5])
def test_more_spots_than_a_leg_may_have_are_refused_at_once(most: int) -> None:
    with pytest.raises(RequestError) as caught:
        requests(most_spots=most)
    assert (caught.value.field, caught.value.value, caught.value.expected) == ("most_spots", str(most), "a whole number from 0 to 4")


# ---------------------------------------------------------------------------- what is fixed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("goal", Goal.SORENESS),
        ("tools", ("foam-roller", "hands")),
        ("positions", (Position.CHAIR,)),
        ("legs", Leg.RIGHT),
        ("first_leg", Leg.RIGHT),
        ("spots", (TenderSpot(Leg.LEFT, "outer-lower", 3),)),
        ("focus", Line.OUTER),
        ("exclude", ("left:outer-lower",)),
        ("pressure_cap", 5),
        ("experience", "beginner"),
        ("pace", Pace.SLOW),
        ("already_warm", True),
        ("stretch", False),
        ("skin", Skin.BARE),
        ("cleared", ("fever",)),
        ("minutes", 7),
        ("budget_s", 425),
        ("done", ("left:outer-lower:30",)),
    ],
)
def test_what_is_fixed_is_not_drawn(field: str, value: object) -> None:
    fixed: Any = {field: value}
    assert {getattr(request, field) for request in drawn(requests(**DENIED, **fixed), 20)} == {value}


def test_fixed_time_is_the_only_time() -> None:
    assert {(request.minutes, request.budget_s) for request in drawn(requests(minutes=7, **DENIED), 20)} == {(7, None)}
    assert {(request.minutes, request.budget_s) for request in drawn(requests(budget_s=425, **DENIED), 20)} == {(None, 425)}


def test_fixed_legs_carry_all_spots_and_fixed_spots_leave_both_legs() -> None:
    found = drawn(requests(legs="right", **but("spots")), 100)
    assert {spot.leg for request in found for spot in request.spots} == {Leg.RIGHT}
    assert {request.legs for request in drawn(requests(spots=(), **DENIED), 40)} == {Leg.BOTH}


def test_fields_that_are_none_are_told_at_once_with_what_is_near() -> None:
    """All of them; the answers have a word of their own."""
    with pytest.raises(UnknownIdError) as caught:
        requests(gaol="soreness", tool="hands", minutes=5)
    assert caught.value.kind == "field"
    assert set(caught.value.near) == {"gaol", "tool"}
    assert caught.value.near["gaol"] == ("goal",)
    assert caught.value.near["tool"][0] == "tools"
    with pytest.raises(UnknownIdError) as caught:
        requests(answer=Answers())
    assert "answers" not in caught.value.near["answer"]


# ---------------------------------------------------------------------------- answers


def test_answers_are_workable_ones_those_given_or_from_where_they_are_told() -> None:
    """What they need allowed is cleared."""
    one = triage({"takes-aspirin-or-clopidogrel"}, complete=True).answers
    other = Answers()
    assert values("answers", 20, answers=one) == {one}
    assert values("answers", 60, answers=st.sampled_from((one, other))) == {one, other}
    found = drawn(requests(), 150)
    assert len({request.answers for request in found}) > 20
    for request in found:
        told = triage(request.answers.symptoms, absent=request.answers.absent)
        asking = {name for entry in told.fired if entry.massage.value == "ask-first" for name in entry.when}
        assert set(request.cleared) == asking
    assert any(request.cleared for request in found)


def test_most_requests_have_a_plan() -> None:
    """Otherwise whoever draws them would draw mostly refusals."""
    found = drawn(requests(low_s=300, high_s=600, most_spots=1, tools=("hands",)), 50)
    assert sum(has_plan(request) for request in found) > len(found) / 2
