"""The promise: what a week says, and what a refusal of one says, changes only where a reviewer sees it.

Weeks after histories of each sort; their pages stand in `tests/reviewed`, see `tests/reviewed.py`.
"""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from hamstring import SessionReport, Week, plan_week
from reviewed import Reviewed

START = date(2026, 11, 23)
MON, TUE, WED, THU, *_ = (START + timedelta(days=day) for day in range(7))
BEFORE = [START - timedelta(days=2 * count) for count in range(20, 0, -1)]
STAGE: dict[str, object] = {"symptoms": {"pull-stage-3@left"}, "tools": {"hands", "foam-roller", "tennis-ball"}}


def good(day: date, **fields: object) -> SessionReport:
    told = {"minutes": 60, "ceiling": 6, "pain_before": 0, "pain_during": 2, "pain_next_morning": 0, "new_bruise": False}
    return SessionReport(day=day, **(told | fields))  # type: ignore[arg-type]


def goods(count: int, **fields: object) -> list[SessionReport]:
    """So many good sessions, two days apart, until two days before the week."""
    return [good(day, **fields) for day in BEFORE[-count:]]


WEEKS: dict[str, dict[str, Any]] = {
    "the first": {},
    "one left": {"goal": "soreness", "minutes": 7, "history": [good(MON), good(TUE)], "today": WED},
    "longer": {"history": goods(3)},
    "the last step": {"history": goods(20), "experience": "experienced", "hard": ["mon", "sat"], "sessions": 5},
    "after a bad one": {"history": [*goods(15), good(START - timedelta(days=1), pain_during=7)], "experience": "experienced"},
    "after a bruise": {"history": [good(BEFORE[-2], new_bruise=True, bruise_gone_on=WED)]},
    "after a long time": {"history": [attrs.evolve(report, day=report.day - timedelta(days=13)) for report in goods(9)]},
    "begun": {"sessions": 4, "history": [good(MON)], "today": TUE},
    "too little left": {
        "sessions": 5,
        "history": [good(MON, pain_next_morning=3)],
        "today": TUE,
        "free": ["mon", "tue", "wed", "thu", "sat"],
    },
    "all done": {"history": [good(MON), good(TUE), good(WED)], "today": THU},
    "a stage": STAGE | {"experience": "experienced", "history": goods(20, stage="pull-3")},
    "a stage back": STAGE | {"history": [good(MON, stage="pull-3", pain_next_morning=4)], "today": TUE},
    "days between": {"symptoms": {"pregnant"}, "cleared": {"pregnant"}},
}


def week(name: str) -> Week:
    return plan_week(**{"sessions": 3, "start": START, "minutes": 10, "complete": True} | WEEKS[name])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", WEEKS)
def test_a_week_is_told_as_it_was_reviewed(name: str, reviewed: Reviewed) -> None:
    """The days, and why so; the rest of the page is the same for all."""
    title, days, _, why, *_ = week(name).to_text().split("\n\n")
    reviewed(title, *days.splitlines(), *why.splitlines())
    reviewed(*(f"session {entry.number}, {entry.stage or 'no stage'}, {', '.join(entry.cap_reasons)}" for entry in week(name).sessions))
