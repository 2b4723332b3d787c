"""What is fuzzed. A target makes hostile input from choices and hands it over; whatever it raises is a defect.

Errors of the library are the right answer to hostile input. They too are held to something: they can be pickled,
and they say what is wrong in one printable line of bounded length.
"""

import json
import pickle
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

import attrs

import hamstring
from fuzz import hostile
from fuzz.choices import Choices
from fuzz.commands import command_line
from fuzz.contents import file, folder, pack
from fuzz.documents import documents
from fuzz.judging import known, tried
from hamstring import (
    Answers,
    Placed,
    Routine,
    RoutineRequest,
    SessionReport,
    TenderSpot,
    Triage,
    Week,
    WeekRequest,
    plan_routine,
    plan_session,
    plan_week,
    suggest,
    triage,
)
from hamstring.planning.keywords import AnswersGiven, RoutineFields, WeekFields

# ---------------------------------------------------------------------------- values


def fields(choices: Choices, names: type, most: int) -> dict[str, Any]:
    """Give some of the keywords that a function takes: some right, some of any sort."""
    found: dict[str, Any] = {}
    for name in choices.some(sorted(names.__annotations__), most):
        found[name] = hostile.value(choices, known()) if choices.below(3) else near_miss(choices, name)
    if choices.one_in(16):
        found[hostile.text(choices, known())[:200]] = 1
    return found


LISTS = ("tools", "positions", "spots", "exclude", "cleared", "symptoms", "absent", "free", "hard", "done")


def near_miss(choices: Choices, name: str) -> object:
    """Give a value of the right shape, with ids of any sort in it."""
    if name in LISTS:
        ids = hostile.texts(choices, known())
        shapes: tuple[object, ...] = (ids, set(ids), tuple(ids), frozenset(ids))
        return choices.pick(shapes)
    if name == "history":
        return [SessionReport(day=f"2026-11-{day}", minutes=5) for day in range(10, 10 + choices.below(15))]
    return hostile.text(choices, known()) if choices.one_in(2) else choices.pick(hostile.NUMBERS)


def plan_values(choices: Choices) -> None:
    """Keywords of `plan_routine`, and what a routine is asked."""
    given: dict[str, Any] = {"minutes": choices.pick((5, 10, 12, 60)), **fields(choices, RoutineFields, 5)}
    routine = tried(lambda: plan_routine(**given))
    if isinstance(routine, Routine):
        read_again(routine.request)
        assert json.loads(routine.to_json())
        assert str(routine)
        if choices.one_in(4):
            ask_routine(choices, routine)


def ask_routine(choices: Choices, routine: Routine) -> None:
    """Ask a routine about anything, and to go on from anywhere."""
    asked: Any = hostile.value(choices, known())
    more = fields(choices, AnswersGiven, 2)
    match choices.below(3):
        case 0:
            tried(lambda: str(routine.why_not(asked)))
        case 1:
            tried(lambda: routine.cues(most=asked))
        case _:
            tried(lambda: str(routine.resume(at=choices.pick((0, 30, asked)), spots=asked, **more)))


def week_values(choices: Choices) -> None:
    """Keywords of `plan_week`, and of the sessions that come of it."""
    given: dict[str, Any] = {"sessions": 3, "start": "2026-11-23", "minutes": 10, **fields(choices, WeekFields, 4)}
    week = tried(lambda: plan_week(**given))
    if isinstance(week, Week):
        read_again(week.request)
        assert json.loads(week.to_json())
        assert week.to_text()
        day: Any = hostile.value(choices, known()) if choices.one_in(4) else week.sessions[0].day
        more = fields(choices, AnswersGiven, 2)
        tried(lambda: str(plan_session(week, day, **more)))


def read_again(request: RoutineRequest | WeekRequest) -> None:
    """What was made can be written as JSON and is the same when it is read."""
    assert type(request).from_json(request.to_json()) == request


def parts(choices: Choices) -> None:
    """The values that users construct: requests, spots, placed findings, answers, reports."""
    kinds: tuple[type[Any], ...] = (TenderSpot, Placed, Answers, RoutineRequest, SessionReport, WeekRequest)
    kind = choices.pick(kinds)
    known_fields = attrs.fields_dict(cast("type[attrs.AttrsInstance]", kind))
    given: dict[str, Any] = {
        name: hostile.value(choices, known()) for name, field in known_fields.items() if choices.below(3) or field.default is attrs.NOTHING
    }
    if kind is WeekRequest and choices.one_in(2):
        given |= {"sessions": 3, "start": "2026-11-23", "routine": RoutineRequest(minutes=5)}
    made = tried(lambda: kind(**given))
    if isinstance(made, RoutineRequest | WeekRequest):
        read_again(made)
    readers = [reader for entry in kinds if (reader := getattr(entry, "parse", None))]
    tried(lambda: choices.pick(readers)(hostile.value(choices, known())))


def triage_values(choices: Choices) -> None:
    """Answers for `triage`, and what its result says."""
    given = hostile.value(choices, known()) if choices.one_in(2) else near_miss(choices, "symptoms")
    more: dict[str, Any] = {}
    for name in choices.some(("absent", "complete"), 2):
        more[name] = hostile.value(choices, known()) if choices.one_in(2) else near_miss(choices, name)
    answered = tried(lambda: triage(cast("set[str]", given), **more))
    if isinstance(answered, Triage):
        assert json.loads(answered.to_json())
        assert str(answered)
        assert pickle.loads(pickle.dumps(answered)) == answered
        tried(lambda: answered.massage_on(cast("str", hostile.value(choices, known()))))


def suggest_values(choices: Choices) -> None:
    """Free text for `suggest`."""
    given = hostile.value(choices, known()) if choices.one_in(4) else " ".join(hostile.texts(choices, known()))
    tried(lambda: suggest(cast("str", given)))


# ---------------------------------------------------------------------------- JSON


@cache
def readers() -> Mapping[str, Callable[[str | bytes], object]]:
    """Every public class that can be read from JSON."""
    found = {name: getattr(getattr(hamstring, name), "from_json", None) for name in hamstring.__all__}
    return {name: read for name, read in sorted(found.items()) if read}


def from_json(choices: Choices) -> None:
    """JSON for everything that reads it."""
    read = choices.pick(list(readers().values()))
    plain = json.loads(choices.pick(documents()))
    given: object = hostile.json_text(choices, plain, known()) if choices.below(8) else hostile.value(choices, known())
    if choices.one_in(16):
        given = choices.pick(hostile.RAW_JSON)
    if choices.one_in(16):
        given = choices.take(250)
    made = tried(lambda: read(cast("str", given)))
    if isinstance(made, RoutineRequest | WeekRequest):
        read_again(made)


TARGETS: Mapping[str, tuple[int, Callable[[Choices], None]]] = {
    "command line": (15, command_line),
    "content file": (6, file),
    "content folder": (2, folder),
    "content pack": (4, pack),
    "from_json": (28, from_json),
    "parts of a request": (14, parts),
    "plan_routine": (12, plan_values),
    "plan_week": (6, week_values),
    "suggest": (3, suggest_values),
    "triage": (10, triage_values),
}
"""Each target with its share of the runs, in hundredths."""
