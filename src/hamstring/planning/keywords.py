"""What callers hand over as keywords: the wishes, the answers, the days; and how they are read."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RequestError
from hamstring.model.answers import Answers
from hamstring.model.places import Leg, Line
from hamstring.model.practice import Pace, Skin
from hamstring.model.requests import Goal, PositionsGiven, RoutineRequest, SpotsGiven, Texts
from hamstring.model.week_requests import DaysGiven, ReportsGiven
from hamstring.safety.answering import Ids, Symptoms
from hamstring.safety.triage import Triage, rules_of
from hamstring.safety.triage import triage as triage_answers


class WishFields(TypedDict, total=False):
    """What a person can wish of a routine."""

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


class AnswersGiven(TypedDict, total=False):
    """The answers of now, in the form of `triage`, and what a clinician has allowed."""

    symptoms: Symptoms
    absent: Ids
    complete: bool
    triage: Triage | None
    cleared: Texts


class RoutineFields(WishFields, AnswersGiven, total=False):
    """The keywords of `plan_routine`."""

    done: Texts


class WeekFields(WishFields, AnswersGiven, total=False):
    """The keywords of `plan_week`."""

    sessions: int
    start: date | str
    free: DaysGiven
    hard: DaysGiven
    history: ReportsGiven
    seen_on: date | str | None
    today: date | str | None
    routine: RoutineRequest


def content_of(catalogue: Catalogue | None) -> Catalogue:
    """Give the content to use.

    Raises:
        RequestError: If it is no catalogue.
    """
    content = shipped_catalogue() if catalogue is None else catalogue
    if not isinstance(content, Catalogue):
        raise RequestError("catalogue", content, "a `Catalogue`")
    return content


def only_known(given: Mapping[str, Any], fields: type) -> None:
    """Refuse a keyword that is none of the fields.

    Raises:
        RequestError: Naming the first one.
    """
    known = fields.__annotations__
    for name in given:
        if name not in known:
            raise RequestError(name, name, f"fields among {', '.join(f'`{field}`' for field in sorted(known))}")


def answers_of(content: Catalogue, fields: dict[str, Any]) -> tuple[Answers, Texts]:
    """Take the answers and what is cleared out of keywords; the others stay.

    Raises:
        RequestError: If a value is wrong.
        UnknownIdError: If a finding is unknown.
        AnswersError: If answers contradict each other.
    """
    given = {name: fields.pop(name) for name in AnswersGiven.__annotations__ if name in fields}
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
