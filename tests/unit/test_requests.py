"""Bad input to the planner: each mistake is a typed error that names the field and says what was expected."""

import json
import math
import pickle
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import pytest

from hamstring import Goal, Leg, Position, RoutineRequest, TenderSpot, catalogue, plan_routine
from hamstring.errors import HamstringError, NoRoutineFits, RequestError, UnknownIdError
from hamstring.model.practice import Pace, Skin


def wrong(field: str, *request: Any, **fields: Any) -> RequestError:
    """Plan with a mistake in one field."""
    given: dict[str, Any] = fields if request else {"minutes": 10, **fields}
    with pytest.raises(RequestError) as caught:
        plan_routine(*request, **given)
    assert field == caught.value.field
    assert caught.value.expected
    assert f"`{field}`" in str(caught.value)
    return caught.value


def unknown(**fields: Any) -> UnknownIdError:
    """Plan with an unknown id."""
    with pytest.raises(UnknownIdError) as caught:
        plan_routine(minutes=10, **fields)
    return caught.value


# ---------------------------------------------------------------------------- time


@pytest.mark.parametrize("value", [0, -1, 61, 10**30, True, False, 1.5, 10.0, math.nan, math.inf, "10", "ten", b"10", [10], {}])
def test_minutes_are_a_whole_number_from_1_to_60(value: Any) -> None:
    assert "whole number" in wrong("minutes", minutes=value).expected


@pytest.mark.parametrize("value", [0, -5, 55, 3605, 10**30, True, 600.0, math.nan, "600", [600]])
def test_seconds_are_a_whole_number_within_bounds(value: Any) -> None:
    wrong("budget_s", minutes=None, budget_s=value)


@pytest.mark.parametrize("value", [61, 601, 3599])
def test_seconds_are_a_multiple_of_five(value: int) -> None:
    assert "multiple of 5" in wrong("budget_s", minutes=None, budget_s=value).expected


def test_minutes_and_seconds_together_are_an_error() -> None:
    assert "exactly one" in wrong("minutes", minutes=10, budget_s=600).expected


def test_neither_minutes_nor_seconds_is_an_error() -> None:
    assert "exactly one" in wrong("minutes", minutes=None).expected
    with pytest.raises(RequestError):
        plan_routine()
    with pytest.raises(RequestError):
        RoutineRequest()


def test_bounds_of_time_are_closed() -> None:
    with pytest.raises(NoRoutineFits):
        plan_routine(minutes=1)
    with pytest.raises(NoRoutineFits):
        plan_routine(budget_s=60)
    assert plan_routine(minutes=60).seconds <= 3600
    assert plan_routine(minutes=60).segments == plan_routine(budget_s=3600).segments


# ---------------------------------------------------------------------------- collections


@pytest.mark.parametrize("field", ["tools", "positions", "spots", "exclude", "cleared", "symptoms", "absent"])
@pytest.mark.parametrize("value", ["hands", "", b"hands", 5, None, True, {"hands": 1}, iter(["hands"]), 1.5])
def test_a_collection_is_a_set_list_or_tuple(field: str, value: Any) -> None:
    assert "set, list or tuple" in wrong(field, **{field: value}).expected


@pytest.mark.parametrize("field", ["tools", "positions", "spots", "exclude", "cleared", "symptoms", "absent"])
@pytest.mark.parametrize("value", [None, 5, True, b"hands", ("hands",)])
def test_what_is_in_a_collection_has_the_right_type(field: str, value: Any) -> None:
    wrong(field, **{field: [value]})


@pytest.mark.parametrize("field", ["tools", "positions"])
def test_tools_and_positions_are_not_empty(field: str) -> None:
    assert "at least one" in wrong(field, **{field: []}).expected


def test_sets_lists_and_tuples_give_equal_requests() -> None:
    names = ("hands", "foam-roller")
    assert (
        RoutineRequest(minutes=5, tools=set(names))
        == RoutineRequest(minutes=5, tools=[*names, "hands"])
        == RoutineRequest(minutes=5, tools=names)
    )


# ---------------------------------------------------------------------------- ids


def test_all_unknown_tools_are_named_at_once_with_near_matches() -> None:
    error = unknown(tools={"foam-rollr", "stik", "hands"})
    assert error.kind == "tool"
    assert error.ids == ("foam-rollr", "stik")
    assert error.near["foam-rollr"][0] == "foam-roller"
    assert error.near["stik"][0] == "stick"


@pytest.mark.parametrize("alias", ["roller", "foam-log"])
def test_alias_of_a_tool_plans_as_the_tool(alias: str) -> None:
    expected, actual = (plan_routine(minutes=10, tools={name, "hands"}) for name in ("foam-roller", alias))
    assert (expected.segments, expected.score, expected.omissions) == (actual.segments, actual.score, actual.omissions)


def test_a_tool_and_its_alias_are_one_tool() -> None:
    expected, actual = (plan_routine(minutes=10, tools=names) for names in (["foam-roller"], ["roller", "foam-log", "foam-roller"]))
    assert expected.segments == actual.segments


def test_tool_that_is_never_planned_is_known_and_left_out_with_a_reason() -> None:
    routine = plan_routine(minutes=10, tools={"massage-gun", "hands"})
    assert [(entry.about, entry.reason) for entry in routine.omissions if entry.kind == "tool"] == [
        ("massage-gun", "omitted-tool-not-planned")
    ]


def test_unknown_region_to_exclude_is_named() -> None:
    error = unknown(exclude={"left:outer-lowr"})
    assert (error.kind, error.ids) == ("region", ("outer-lowr",))
    assert error.near["outer-lowr"][0] == "outer-lower"


@pytest.mark.parametrize("value", ["left:", ":outer", "up:outer", "outer:left", "lft:outer-lower"])
def test_place_to_exclude_has_the_right_form(value: str) -> None:
    wrong("exclude", exclude={value})


def test_unknown_finding_to_clear_is_named() -> None:
    error = unknown(cleared={"takes-anticoagulent"})
    assert (error.kind, error.near["takes-anticoagulent"][0]) == ("finding", "takes-anticoagulant")


def test_unknown_symptom_is_named() -> None:
    error = unknown(symptoms={"chest-pian"}, absent={"fevr"})
    assert error.ids == ("chest-pian", "fevr")


def test_unknown_level_of_experience_is_named() -> None:
    assert unknown(experience="experiensed").near["experiensed"][0] == "experienced"


# ---------------------------------------------------------------------------- closed sets


@pytest.mark.parametrize(("field", "kind"), [("goal", Goal), ("legs", Leg), ("first_leg", Leg), ("pace", Pace), ("skin", Skin)])
@pytest.mark.parametrize("value", ["", "wrong", "LEFT", 3, None, True, ["left"], 1.0])
def test_what_is_not_in_a_closed_set_is_an_error(field: str, kind: type[Enum], value: Any) -> None:
    assert "`" + next(iter(kind)).value + "`" in wrong(field, **{field: value}).expected or field == "skin"


@pytest.mark.parametrize("value", ["sofa", "FLOOR", "", 1])
def test_unknown_position_is_an_error(value: Any) -> None:
    assert "`chair`" in wrong("positions", positions=[value]).expected


@pytest.mark.parametrize("value", ["", "middle", "whole", 1, True])
def test_unknown_line_of_focus_is_an_error(value: Any) -> None:
    assert "`outer`" in wrong("focus", focus=value).expected


def test_first_leg_is_one_leg() -> None:
    wrong("first_leg", first_leg="both")
    wrong("first_leg", first_leg=Leg.BOTH)


def test_skin_is_bare_or_clothes() -> None:
    wrong("skin", skin="any")
    wrong("skin", skin=Skin.ANY)


def test_members_and_their_texts_give_equal_requests() -> None:
    assert RoutineRequest(minutes=5, goal="soreness", legs="left", positions=["chair"], pace="slow", skin="bare") == RoutineRequest(
        minutes=5, goal=Goal.SORENESS, legs=Leg.LEFT, positions=[Position.CHAIR], pace=Pace.SLOW, skin=Skin.BARE
    )


@pytest.mark.parametrize("field", ["already_warm", "stretch", "complete"])
@pytest.mark.parametrize("value", [0, 1, "yes", "False", None, [], 1.0])
def test_claims_are_true_or_false(field: str, value: Any) -> None:
    assert "True or False" in wrong(field, **{field: value}).expected


@pytest.mark.parametrize("value", [0, 11, -1, 10**30, True, 4.0, math.nan, "4", [4]])
def test_pressure_cap_is_a_whole_number_from_1_to_10(value: Any) -> None:
    assert "whole number" in wrong("pressure_cap", pressure_cap=value).expected


@pytest.mark.parametrize("value", [1, 10, None])
def test_bounds_of_the_pressure_cap_are_closed(value: int | None) -> None:
    try:
        plan_routine(minutes=10, pressure_cap=value)
    except NoRoutineFits:
        assert value == 1


@pytest.mark.parametrize("value", [None, 3, True, ["regular"]])
def test_experience_is_text(value: Any) -> None:
    wrong("experience", experience=value)


# ---------------------------------------------------------------------------- spots


@pytest.mark.parametrize("name", [name for name, region in catalogue().regions.items() if region.kind.value == "keep-out"])
def test_spot_in_a_place_never_to_press_is_an_error(name: str) -> None:
    assert "`outer-lower`" in wrong("region", spots=[f"left:{name}:2"]).expected
    with pytest.raises(RequestError):
        TenderSpot(Leg.LEFT, name)


@pytest.mark.parametrize("region", ["upper", "outer", "nowhere", "", 3, None])
def test_spot_lies_in_a_quadrant(region: Any) -> None:
    with pytest.raises(RequestError) as caught:
        TenderSpot(Leg.LEFT, region)
    assert caught.value.field == "region"


@pytest.mark.parametrize("leg", ["both", "middle", "", None, 3, Leg.BOTH])
def test_spot_lies_on_one_leg(leg: Any) -> None:
    with pytest.raises(RequestError) as caught:
        TenderSpot(leg, "outer-lower")
    assert caught.value.field == "leg"


@pytest.mark.parametrize("tenderness", [0, -1, 4, 10**30, True, 2.0, "2", None])
def test_tenderness_is_a_whole_number_from_1_to_3(tenderness: Any) -> None:
    with pytest.raises(RequestError) as caught:
        plan_routine(minutes=10, spots=[TenderSpot(Leg.LEFT, "outer-lower", tenderness)])
    assert caught.value.field == "tenderness"


@pytest.mark.parametrize(
    "text",
    ["", "left", "left:outer-lower:2:3", "left:outer-lower:", "left:outer-lower:x", "left:outer-lower:+1", "left:outer-lower:\u0662"],
)
def test_text_of_a_spot_has_the_right_form(text: str) -> None:
    assert "leg:region" in wrong("spots", spots=[text]).expected


@pytest.mark.parametrize("text", ["left:outer-lower:0", "left:outer-lower:4", "left:outer-lower:10"])
def test_tenderness_in_a_text_is_from_1_to_3(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        plan_routine(minutes=10, spots=[text])
    assert caught.value.field in ("spots", "tenderness")


def test_four_spots_on_a_leg_are_enough() -> None:
    assert "at most 4" in wrong("spots", spots=["left:outer-lower:1"] * 5).expected
    four = [f"{leg}:{region}:1" for leg in ("left", "right") for region in ("outer-lower", "outer-upper", "inner-lower", "inner-upper")]
    assert plan_routine(minutes=20, spots=four).segments


def test_spot_on_a_leg_that_is_not_asked_is_an_error() -> None:
    assert "right" in wrong("spots", legs="right", spots=["left:outer-lower:1"]).expected


def test_spot_and_its_text_give_equal_requests() -> None:
    assert RoutineRequest(minutes=5, spots=["left:outer-lower"]) == RoutineRequest(
        minutes=5, spots=[TenderSpot(Leg.LEFT, "outer-lower", 2)]
    )


# ---------------------------------------------------------------------------- a request and keywords


REQUEST = RoutineRequest(minutes=5, goal="soreness", legs="left")


@pytest.mark.parametrize(
    "fields",
    [
        {"goal": "relaxation"},
        {"tools": {"foam-roller"}},
        {"budget_s": 600},
        {"minutes": 5},
        {"minutes": 60},
        {"legs": "both"},
        {"goal": "flexibility"},
        {"stretch": True},
        {"symptoms": {"thumb-arthritis"}},
        {"absent": ["fever"]},
        {"complete": True},
        {"cleared": ["pregnant"]},
    ],
    ids=str,
)
def test_a_request_and_keywords_together_are_an_error(fields: dict[str, object]) -> None:
    wrong("request", REQUEST, **fields)


def test_a_request_may_come_with_a_catalogue() -> None:
    assert plan_routine(REQUEST) == plan_routine(REQUEST, catalogue=catalogue())


@pytest.mark.parametrize("value", [{"minutes": 5}, '{"minutes": 5}', 5, ("minutes", 5), True, object()])
def test_what_is_no_request_is_an_error(value: Any) -> None:
    wrong("request", value)


@pytest.mark.parametrize("value", [3, "shipped", {}])
def test_what_is_no_catalogue_is_an_error(value: Any) -> None:
    wrong("catalogue", catalogue=value)


def test_an_error_is_raised_even_when_its_value_cannot_be_shown() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise RuntimeError("no")

    assert "Shy" in wrong("goal", goal=Shy()).value


def test_an_error_survives_pickling_and_shows_little() -> None:
    error = wrong("goal", goal="x" * 10_000)
    again = pickle.loads(pickle.dumps(error))
    assert (str(error), error.field, error.value) == (str(again), again.field, again.value)
    assert len(str(error)) < 300


# ---------------------------------------------------------------------------- JSON

GOOD = json.loads(
    RoutineRequest(
        minutes=10,
        tools={"hands", "foam-roller"},
        spots=["left:outer-lower:2"],
        focus="outer",
        exclude={"right:upper"},
        pressure_cap=4,
        cleared={"pregnant"},
    ).to_json()
)


def from_json(fields: Mapping[str, object], **more: object) -> RoutineRequest:
    """Read a request from fields, with some of them changed."""
    return RoutineRequest.from_json(json.dumps({**fields, **more}))


def test_request_comes_back_from_json() -> None:
    assert RoutineRequest.from_json(json.dumps(GOOD)).to_json() == json.dumps(GOOD, indent=2)


SORTS: dict[str, object] = {
    "null": None,
    "true": True,
    "a number": 7,
    "a negative number": -7,
    "a fraction": 1.5,
    "text": "wrong",
    "no text": "",
    "a list of numbers": [1],
    "a list of nulls": [None],
    "a list of lists": [["left"]],
    "a list of text": ["wrong"],
    "an object": {"a": 1},
    "a list of objects": [{}],
    "a huge number": 10**400,
}

FITS = {
    ("minutes", "a number"),
    ("budget_s", "null"),
    ("focus", "null"),
    ("pressure_cap", "null"),
    ("pressure_cap", "a number"),
    ("already_warm", "true"),
    ("stretch", "true"),
}
"""What is right, or leaves the field away."""


def mistakes() -> Iterator[tuple[str, str]]:
    """List each field with each value that does not fit it."""
    for field in (*GOOD, "budget_s"):
        for sort in SORTS:
            if (field, sort) not in FITS:
                yield field, sort


@pytest.mark.parametrize(("field", "sort"), list(mistakes()), ids=lambda value: str(value).replace(" ", "-"))
def test_each_wrong_type_in_json_is_a_typed_error_that_names_the_field(field: str, sort: str) -> None:
    good = {name: value for name, value in GOOD.items() if field != "budget_s" or name != "minutes"}
    with pytest.raises(HamstringError) as caught:
        plan_routine(from_json(good, **{field: SORTS[sort]}))
    error = caught.value
    if isinstance(error, UnknownIdError):
        kinds = {"tools": "tool", "exclude": "region", "cleared": "finding", "experience": "level of experience"}
        assert kinds[field] == error.kind
        assert "wrong" in error.ids or error.ids == ("",)
    else:
        assert isinstance(error, RequestError), error
        assert error.field in (field, "minutes" if field == "budget_s" else field)


@pytest.mark.parametrize("field", ["minuts", "symptoms", "triage", "complete", "__class__", "", "catalogue"])
def test_unknown_field_in_json_is_an_error(field: str) -> None:
    with pytest.raises(RequestError) as caught:
        from_json(GOOD, **{field: 1})
    assert caught.value.field == "request"
    assert repr(field) == caught.value.value
    assert "`minutes`" in caught.value.expected


@pytest.mark.parametrize(
    "text", ["", "{", "nonsense", "{'minutes': 5}", '{"minutes": 5,}', '{"minutes": 5} 6', "\ufeff{}", b"\xff\xfe\x00"]
)
def test_what_is_not_json_is_an_error(text: str | bytes) -> None:
    with pytest.raises(RequestError) as caught:
        RoutineRequest.from_json(text)
    assert caught.value.field == "request"


@pytest.mark.parametrize("text", ["[]", "null", "5", '"minutes"', "true", '[{"minutes": 5}]'])
def test_what_is_not_an_object_is_an_error(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        RoutineRequest.from_json(text)
    assert (caught.value.field, caught.value.expected) == ("request", "a JSON object")


@pytest.mark.parametrize("value", [None, 5, {"minutes": 5}, ["{}"], bytearray(b'{"minutes": 5}')])
def test_what_is_not_text_is_an_error(value: Any) -> None:
    with pytest.raises(RequestError) as caught:
        RoutineRequest.from_json(value)
    assert caught.value.field == "request"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("field", ["minutes", "pressure_cap", "goal"])
def test_numbers_that_json_does_not_have_are_an_error(number: str, field: str) -> None:
    text = json.dumps({"minutes": 5, field: "@"}).replace('"@"', number)
    with pytest.raises(RequestError):
        RoutineRequest.from_json(text)


def test_huge_json_is_an_error() -> None:
    with pytest.raises(RequestError) as caught:
        from_json({"minutes": 5, "tools": ["hands"] * 500_000})
    assert caught.value.field == "request"
    assert "at most" in caught.value.expected


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"tools":['])
def test_deeply_nested_json_is_an_error(opening: str) -> None:
    with pytest.raises(RequestError) as caught:
        RoutineRequest.from_json(opening * 100_000)
    assert caught.value.field == "request"


def test_deep_but_sound_json_is_an_error_too() -> None:
    with pytest.raises(RequestError):
        RoutineRequest.from_json('{"minutes": 5, "tools": ' + "[" * 900 + "]" * 900 + "}")


def test_number_with_too_many_digits_is_an_error() -> None:
    with pytest.raises(RequestError):
        RoutineRequest.from_json('{"minutes": ' + "9" * 100_000 + "}")


@pytest.mark.parametrize(
    "answers", [{"present": "fever"}, {"present": [1]}, {"placed": ["fever"]}, {"placed": ["@left"]}, {"absent": None}, {"maybe": []}, []]
)
def test_answers_in_json_have_the_right_form(answers: object) -> None:
    with pytest.raises(RequestError) as caught:
        from_json(GOOD, answers=answers)
    assert caught.value.field in ("answers", "symptoms")


def test_answers_in_json_are_evaluated() -> None:
    with pytest.raises(UnknownIdError):
        plan_routine(from_json(GOOD, answers={"present": ["chest-pian"]}))


def test_fields_that_are_left_out_of_json_have_their_defaults() -> None:
    assert RoutineRequest(minutes=5) == RoutineRequest.from_json('{"minutes": 5}')
    assert RoutineRequest(minutes=5) == RoutineRequest.from_json(b'{"minutes": 5}')
