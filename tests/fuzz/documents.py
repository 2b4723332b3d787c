"""JSON that is right, for damage to be done to it: requests, reports, routines, weeks and triages."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from hamstring import RoutineRequest, SessionReport, WeekRequest, plan_routine, plan_week, triage

REPORT = {"day": "2026-11-20", "minutes": 5, "ceiling": 3, "pain_before": 1, "pain_during": 3, "pain_next_morning": 1, "new_bruise": False}


@cache
def requests() -> tuple[str, ...]:
    """Requests of every sort."""
    routine = RoutineRequest(minutes=12, tools={"hands", "ball"}, spots=["left:outer-lower:2", "right:inner-upper"], exclude=["left:upper"])
    answered = RoutineRequest(budget_s=600, answers=triage({"open-wound@left:outer-lower", "takes-anticoagulant"}, complete=True).answers)
    week = WeekRequest(
        sessions=3, start="2026-11-23", routine=RoutineRequest(minutes=10), hard={"tue"}, history=[SessionReport(day="2026-11-20")]
    )
    later = WeekRequest(sessions=4, start="2026-11-23", routine=RoutineRequest(budget_s=600), seen_on="2026-11-20", today="2026-11-24")
    return tuple(request.to_json() for request in (routine, answered, week, later))


@cache
def stored() -> Mapping[str, Any]:
    """Give what the command line reads from files, as plain values by the name of the file."""
    return {
        "history.json": [REPORT],
        "routine.json": json.loads(plan_routine(minutes=6).to_json()),
        "week.json": json.loads(plan_week(sessions=3, start="2026-11-23", minutes=10).to_json()),
    }


@cache
def documents() -> tuple[str, ...]:
    """Give all of them as text, a triage too."""
    answered = triage({"fever", "open-wound@left"}, absent={"chest-pain"}).to_json()
    return (*requests(), *(json.dumps(plain) for plain in stored().values()), answered)
