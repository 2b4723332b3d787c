"""Every value that is handed over says of each of its fields what is wrong with it; what each error says stands in `tests/reviewed`.

The values are made directly, as an app does that keeps them; `test_requests.py` goes by way of the planner.
"""

import json
import operator
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

import attrs
import pytest

from hamstring import (
    Answers,
    Leg,
    Permission,
    Placed,
    RequestError,
    RoutineRequest,
    SessionReport,
    TenderSpot,
    Urgency,
    Week,
    Weekday,
    WeekRequest,
    catalogue,
    plan_routine,
    plan_week,
)
from hamstring.model.evidence import Grade
from hamstring.model.screening import Rule

START = date(2026, 11, 23)


def wrong(field: str, make: Callable[..., object], *given: object, **fields: Any) -> RequestError:
    with pytest.raises(RequestError) as caught:
        make(*given, **fields)
    assert caught.value.field == field
    return caught.value


T = TypeVar("T")


def made(kind: Callable[..., T], given: dict[str, Any], fields: dict[str, Any]) -> T:
    return kind(**given | fields)


def routine_request(**fields: Any) -> RoutineRequest:
    return made(RoutineRequest, {"minutes": 5}, fields)


def week_request(**fields: Any) -> WeekRequest:
    return made(WeekRequest, {"sessions": 3, "start": START, "routine": RoutineRequest(minutes=10)}, fields)


def report(**fields: Any) -> SessionReport:
    return made(SessionReport, {"day": START}, fields)


# ---------------------------------------------------------------------------- wrong types

GIVEN: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "a request": (routine_request, tuple(attrs.fields_dict(RoutineRequest))),
    "a week": (week_request, tuple(attrs.fields_dict(WeekRequest))),
    "a report": (report, tuple(attrs.fields_dict(SessionReport))),
    "answers": (Answers, tuple(attrs.fields_dict(Answers))),
}
LISTS = ("tools", "positions", "spots", "exclude", "cleared", "done", "history", "free", "hard", "present", "placed", "absent")


@pytest.mark.parametrize("value", [2.5, "nonsense"], ids=["a fraction", "some text"])
@pytest.mark.parametrize(("name", "field"), [(name, field) for name, (_, fields) in GIVEN.items() for field in fields])
def test_a_value_of_the_wrong_sort_is_told_with_its_field(name: str, field: str, value: object) -> None:
    if (field, value) in {("experience", "nonsense"), ("stage", "nonsense")}:
        return  # any text will do; the content says which it knows
    make, _ = GIVEN[name]
    wrong(field, make, **{field: value})


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, (_, fields) in GIVEN.items() for field in fields if field in LISTS])
def test_what_is_in_a_list_has_the_right_sort(name: str, field: str) -> None:
    make, _ = GIVEN[name]
    if field != "done" or name == "a request":
        wrong(field, make, **{field: [2.5]})


@pytest.mark.parametrize(
    "text", [None, 5, b"left:outer-lower:2", "left", "left:outer-lower:12", "left:outer-lower:-1", ["left:outer-lower"]]
)
def test_a_text_of_a_spot_is_leg_region_and_tenderness(text: Any) -> None:
    wrong("spots", TenderSpot.parse, text)


def test_a_spot_is_read_with_all_that_it_says() -> None:
    assert TenderSpot.parse("right:inner-upper:3") == TenderSpot(Leg.RIGHT, "inner-upper", 3)
    assert TenderSpot.parse("right:inner-upper") == TenderSpot(Leg.RIGHT, "inner-upper", 2)
    assert str(TenderSpot.parse("right:inner-upper:1")) == "right:inner-upper:1"
    wrong("tenderness", TenderSpot.parse, "left:outer-lower:0")
    wrong("leg", TenderSpot.parse, ":outer-lower:2")
    wrong("region", TenderSpot.parse, "left::2")


def test_spots_are_sorted_by_leg_region_and_tenderness() -> None:
    texts = ["right:inner-lower:1", "left:outer-lower:2", "left:inner-lower:3", "left:inner-lower:1"]
    assert [str(spot) for spot in routine_request(spots=texts).spots] == sorted(texts)


@pytest.mark.parametrize("text", [None, 5, b"fever@left", "", "fever", "@left", "fever@both", "fever@left:", "fever@left:outer:lower"])
def test_a_text_of_a_placed_finding_is_finding_leg_and_region(text: Any) -> None:
    if text == "fever@left:outer:lower":
        assert Placed.parse(text).region == "outer:lower", "the content says which regions it knows"
    else:
        wrong("symptoms", Placed.parse, text)


def test_a_placed_finding_has_a_finding_a_leg_and_perhaps_a_region() -> None:
    for finding in (None, 5, ""):
        wrong("finding", Placed, finding, Leg.LEFT)
    for leg in (None, Leg.BOTH, "both"):
        wrong("leg", Placed, "fever", leg)
    for region in (5, ""):
        wrong("region", Placed, "fever", Leg.LEFT, region)
    assert str(Placed("fever", Leg.LEFT)) == "fever@left"
    assert str(Placed.parse("fever@right:outer-lower")) == "fever@right:outer-lower"


def test_answers_are_sorted_and_told_once() -> None:
    places = [Placed("b", Leg.RIGHT), Placed("a", Leg.LEFT, "outer-lower"), Placed("b", Leg.RIGHT), Placed("b", Leg.LEFT)]
    answers = Answers(present=["b", "a", "b"], placed=places, absent={"d", "c"})
    assert (answers.present, answers.absent) == (("a", "b"), ("c", "d"))
    assert [str(entry) for entry in answers.placed] == ["a@left:outer-lower", "b@left", "b@right"]
    assert answers.symptoms == (*answers.present, *answers.placed)


# ---------------------------------------------------------------------------- bounds of weeks and reports


@pytest.mark.parametrize(
    ("make", "field", "low", "high"),
    [
        (week_request, "sessions", 1, 7),
        (report, "minutes", 0, 1440),
        (report, "ceiling", 0, 10),
        (report, "pain_before", 0, 10),
        (report, "pain_during", 0, 10),
        (report, "pain_next_morning", 0, 10),
    ],
)
def test_a_whole_number_lies_between_its_bounds(make: Callable[..., object], field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(make(**{field: value}), field) == value
    for beyond in (low - 1, high + 1, True):
        wrong(field, make, **{field: beyond})


def test_a_day_is_a_date_or_its_text() -> None:
    assert report(day="2026-11-23").day == START
    for text in ("2026-11-3", "20261123", "2026-W48-1", "2026-02-30", datetime(2026, 11, 23), None):  # noqa: DTZ001 - no date
        wrong("day", report, day=text)


@pytest.mark.parametrize(("field", "make"), [("seen_on", week_request), ("today", week_request), ("bruise_gone_on", report)])
def test_a_day_that_is_not_told_is_none(field: str, make: Callable[..., object]) -> None:
    assert getattr(make(**{field: None}), field) is None
    others = {"new_bruise": True} if field == "bruise_gone_on" else {}
    assert getattr(make(**others, **{field: "2026-11-23"}), field) == START


def test_the_days_of_a_week_lie_in_the_calendar() -> None:
    """And so do those that a week before and after may be asked for."""
    first, last = date.min + timedelta(days=7), date.max - timedelta(days=7)
    for start in (first, last):
        assert week_request(start=start).start == start
    for start in (first - timedelta(days=1), last + timedelta(days=1)):
        wrong("start", week_request, start=start)


def test_nothing_is_told_of_a_session_that_was_skipped() -> None:
    assert not report(done=False).is_complete
    told = {"minutes": 0, "ceiling": 0, "pain_before": 0, "pain_during": 0, "pain_next_morning": 0, "new_bruise": False}
    for field, value in told.items():
        wrong("done", report, done=False, **{field: value})
    wrong("done", report, done=False, bruise_gone_on=START)
    assert report(**told).is_complete
    for field in told:
        assert not report(**told | {field: None}).is_complete


def test_a_bruise_goes_after_the_session_that_it_came_of() -> None:
    assert report(new_bruise=True, bruise_gone_on=START).bruise_gone_on == START
    wrong("bruise_gone_on", report, new_bruise=True, bruise_gone_on=START - timedelta(days=1))
    for bruise in (False, None):
        wrong("bruise_gone_on", report, new_bruise=bruise, bruise_gone_on=START)


def test_reports_are_sorted_with_at_most_one_a_day() -> None:
    early, late = report(day="2026-11-01"), report(day="2026-11-02")
    assert week_request(history=[late, early, late]).history == (early, late)
    error = wrong("history", week_request, history=[early, late, attrs.evolve(late, minutes=5)])
    assert error.value == "'2026-11-02'"


def test_nothing_has_come_of_a_day_that_is_yet_to_come() -> None:
    last = START + timedelta(days=6)
    assert week_request(history=[report(day=last)], seen_on=last).seen_on == last
    later = last + timedelta(days=1)
    wrong("history", week_request, history=[report(day=later)])
    wrong("seen_on", week_request, seen_on=later)
    assert week_request(history=[report(day=START)], seen_on=START, today=START).today == START
    for today in (START, later):
        error = wrong("history", week_request, history=[report(day=later)], today=today)
        assert error.expected == f"reports on days up to {min(today, last)}"
    wrong("seen_on", week_request, seen_on=START + timedelta(days=1), today=START)


def test_a_week_has_seven_days_from_its_start_or_from_today() -> None:
    week = week_request()
    assert (week.first, week.end) == (START, START + timedelta(days=6))
    assert week_request(today=START - timedelta(days=3)).first == START
    assert week_request(today=START + timedelta(days=3)).first == START + timedelta(days=3)


def test_a_week_keeps_no_answers_and_nothing_done() -> None:
    for field, kept in (("answers", Answers(absent=("fever",))), ("cleared", ["pregnant"]), ("done", ["left:outer-lower:30"])):
        wrong(field, week_request, routine=routine_request(**{field: kept}))


def test_days_of_the_week_are_in_their_order() -> None:
    assert week_request(free=["sun", Weekday.MONDAY, "sun"]).free == (Weekday.MONDAY, Weekday.SUNDAY)
    assert week_request(hard={"fri"}).hard == (Weekday.FRIDAY,)
    assert [str(Weekday.of(START + timedelta(days=number))) for number in range(7)] == [day.value for day in Weekday]


# ---------------------------------------------------------------------------- JSON


@pytest.fixture(scope="module")
def stored() -> list[Any]:
    """Give one value of each class that goes to JSON."""
    week: Week = plan_week(sessions=3, start=START, minutes=10, complete=True)
    routine = plan_routine(minutes=6, complete=True)
    return [routine.request, week.request, routine, week]


def test_json_is_indented_by_two_unless_told_otherwise(stored: list[Any]) -> None:
    """The same fields in each layout: what is stored in one is read back in another."""
    for value in stored:
        texts = [value.to_json(), value.to_json(indent=2), value.to_json(indent=4), value.to_json(indent=None)]
        assert texts[0] == texts[1] == json.dumps(json.loads(texts[0]), indent=2, ensure_ascii=False)
        assert texts[2] == json.dumps(json.loads(texts[0]), indent=4, ensure_ascii=False)
        assert "\n" not in texts[3]
        kind: Any = value.__class__
        assert all(kind.from_json(text) == value for text in texts)


def test_a_routine_is_explained_with_the_content_that_it_was_planned_with() -> None:
    content = catalogue().with_rules(attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("fever", "new-lump")))
    routine = plan_routine(minutes=6, complete=True, catalogue=content)
    assert routine.explain(catalogue=content).what_ifs
    assert routine.why_not("foam-roller", catalogue=content)
    wrong("catalogue", routine.explain)
    wrong("catalogue", routine.why_not, "foam-roller")


# ---------------------------------------------------------------------------- order, and rules made of contraindications


@pytest.mark.parametrize("kind", [Urgency, Permission, Grade])
def test_closed_sets_with_an_order_compare_with_their_own_kind_only(kind: type[Enum]) -> None:
    members = list(kind)
    for name in ("lt", "le", "gt", "ge"):
        compare = getattr(operator, name)
        for one, first in enumerate(members):
            for other, second in enumerate(members):
                assert compare(first, second) is compare(one, other)
        for stranger in (0, "ok", None, next(iter(Leg)), Permission.OK if kind is Urgency else Urgency.SELF_CARE):
            with pytest.raises(TypeError):
                compare(members[0], stranger)


def test_a_contraindication_stands_for_a_rule_with_all_that_it_says() -> None:
    record = attrs.evolve(
        next(entry for entry in catalogue().contraindications.values() if entry.limits.max_pressure),
        scope="body",
        sources=("article",),
        editorial=True,
        note="Made up.",
    )
    rule = record.as_rule()
    assert rule.when == (record.finding,)
    assert all(getattr(rule, field) == getattr(record, field) for field in attrs.fields_dict(Rule) if field != "when")
