"""What callers hand over for a week: the request or its fields, and the answers beside them."""

from datetime import date
from typing import Any, TypedDict

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RequestError
from hamstring.model.answers import Answers
from hamstring.model.places import Leg, Line
from hamstring.model.practice import Pace, Skin
from hamstring.model.requests import Goal, PositionsGiven, RoutineRequest, SpotsGiven, Texts
from hamstring.model.week_requests import DaysGiven, ReportsGiven, WeekRequest
from hamstring.safety.answering import Ids, Symptoms
from hamstring.safety.triage import Triage, rules_of
from hamstring.safety.triage import triage as triage_answers


class AnswersGiven(TypedDict, total=False):
    """The answers to the safety questions, as they are today."""

    symptoms: Symptoms
    absent: Ids
    complete: bool
    triage: Triage | None
    cleared: Texts


class WeekFields(AnswersGiven, total=False):
    """The keywords of `plan_week`."""

    sessions: int
    start: date | str
    free: DaysGiven
    hard: DaysGiven
    history: ReportsGiven
    seen_on: date | str | None
    today: date | str | None
    routine: RoutineRequest
    minutes: int | None
    budget_s: int | None
    tools: Texts
    positions: PositionsGiven
    goal: Goal | str
    legs: Leg | str
    first_leg: Leg | str
    spots: SpotsGiven
    focus: Line | str | None
    exclude: Texts
    pressure_cap: int | None
    experience: str
    pace: Pace | str
    already_warm: bool
    stretch: bool
    skin: Skin | str


def content_of(catalogue: Catalogue | None) -> Catalogue:
    """Give the content to use.

    Raises:
        RequestError: If it is no catalogue.
    """
    content = shipped_catalogue() if catalogue is None else catalogue
    if not isinstance(content, Catalogue):
        raise RequestError("catalogue", content, "a `Catalogue`")
    return content


def answers_of(content: Catalogue, fields: dict[str, Any], *, only: bool = False) -> tuple[Answers, Texts]:
    """Take the answers and what is cleared out of keywords; other keywords stay, or are refused with ``only``.

    Raises:
        RequestError: If a value is wrong.
        UnknownIdError: If a finding is unknown.
        AnswersError: If answers contradict each other.
    """
    given = {name: fields.pop(name) for name in AnswersGiven.__annotations__ if name in fields}
    if only and fields:
        known = ", ".join(f"`{name}`" for name in sorted(AnswersGiven.__annotations__))
        raise RequestError(next(iter(fields)), next(iter(fields)), f"fields among {known}")
    cleared, stored = given.pop("cleared", ()), given.pop("triage", None)
    if stored is None:
        return triage_answers(given.pop("symptoms", ()), **given, catalogue=content).answers, cleared
    if not isinstance(stored, Triage):
        raise RequestError("triage", stored, "a `Triage`, as `triage(...)` gives it")
    if given:
        raise RequestError("triage", "a triage and answers", "either `triage`, or `symptoms`, `absent` and `complete`")
    if stored.rules_digest != rules_of(content).table.digest:
        raise RequestError("triage", f"made under rules {stored.rules_digest[:12]}", "a triage made under the same rules")
    return stored.answers, cleared


def request_of(request: object, fields: dict[str, Any]) -> WeekRequest:
    """Give the request, or make it of keywords.

    Raises:
        RequestError: If a value is wrong.
    """
    if request is not None:
        if not isinstance(request, WeekRequest):
            raise RequestError("request", request, "a `WeekRequest`, or keywords")
        if fields:
            raise RequestError("request", "a request and keywords", "either a `WeekRequest` or keywords, and the answers")
        return request
    for name in fields:
        if name not in WeekFields.__annotations__:
            known = ", ".join(f"`{field}`" for field in sorted(WeekFields.__annotations__))
            raise RequestError(name, name, f"fields among {known}")
    for name in ("sessions", "start"):
        if name not in fields:
            raise RequestError(name, None, "a number of sessions and the first day")
    own = {name: fields.pop(name) for name in attrs.fields_dict(WeekRequest) if name in fields}
    if "routine" not in own:
        own["routine"] = RoutineRequest(**fields)
    elif fields:
        raise RequestError("routine", "a routine and its fields", "either `routine`, or the fields of a routine")
    return WeekRequest(**own)
