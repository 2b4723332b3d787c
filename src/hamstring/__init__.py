"""Self-massage for the hamstrings, done safely.

`triage` says what findings mean; `plan_routine` plans a routine to the second; `catalogue` gives all content.
Nothing is loaded until a name is touched.
"""

TYPE_CHECKING = False  # checkers know the name; importing it from typing would load much more

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue, catalogue
    from hamstring.errors import (
        AnswersError,
        ContentError,
        HamstringError,
        MissingExtraError,
        NoRoutineFits,
        NoWeekFits,
        PlanningError,
        RequestError,
        RoutineRefused,
        UnknownIdError,
        WeekRefused,
    )
    from hamstring.model.anatomy import Muscle, Region
    from hamstring.model.answers import Answers, Placed
    from hamstring.model.cues import Cue, CueKind
    from hamstring.model.evidence import Grade, Source
    from hamstring.model.explaining import Explanation, WhatIf, WhyNot
    from hamstring.model.knowledge import Benefit
    from hamstring.model.outcomes import Limits, Outcome, Permission, Urgency
    from hamstring.model.places import Leg
    from hamstring.model.practice import Position, Stretch, Technique, Tool
    from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
    from hamstring.model.routines import LedgerLine, Omission, Routine, Segment
    from hamstring.model.screening import Advice, Contraindication, Finding, Rule
    from hamstring.model.vignettes import Vignette
    from hamstring.model.week_requests import SessionReport, Weekday, WeekRequest
    from hamstring.model.weeks import Week, WeekSession
    from hamstring.planning.plan import plan_routine
    from hamstring.planning.week import plan_session, plan_week
    from hamstring.safety.shortest import shortest_screen
    from hamstring.safety.suggesting import suggest
    from hamstring.safety.triage import Triage, triage
    from hamstring.safety.vignettes import VignetteKind, VignetteResult, run_vignettes
else:
    _HOMES = {
        "Advice": "model.screening",
        "Answers": "model.answers",
        "AnswersError": "errors",
        "Benefit": "model.knowledge",
        "Catalogue": "content.catalogue",
        "ContentError": "errors",
        "Contraindication": "model.screening",
        "Cue": "model.cues",
        "CueKind": "model.cues",
        "Explanation": "model.explaining",
        "Finding": "model.screening",
        "Goal": "model.requests",
        "Grade": "model.evidence",
        "HamstringError": "errors",
        "LedgerLine": "model.routines",
        "Leg": "model.places",
        "Limits": "model.outcomes",
        "MissingExtraError": "errors",
        "Muscle": "model.anatomy",
        "NoRoutineFits": "errors",
        "NoWeekFits": "errors",
        "Omission": "model.routines",
        "Outcome": "model.outcomes",
        "Permission": "model.outcomes",
        "Placed": "model.answers",
        "PlanningError": "errors",
        "Position": "model.practice",
        "Region": "model.anatomy",
        "RequestError": "errors",
        "Routine": "model.routines",
        "RoutineRefused": "errors",
        "RoutineRequest": "model.requests",
        "Rule": "model.screening",
        "Segment": "model.routines",
        "SessionReport": "model.week_requests",
        "Source": "model.evidence",
        "Stretch": "model.practice",
        "Technique": "model.practice",
        "TenderSpot": "model.requests",
        "Tool": "model.practice",
        "Triage": "safety.triage",
        "UnknownIdError": "errors",
        "Urgency": "model.outcomes",
        "Vignette": "model.vignettes",
        "VignetteKind": "safety.vignettes",
        "VignetteResult": "safety.vignettes",
        "Week": "model.weeks",
        "WeekRefused": "errors",
        "WeekRequest": "model.week_requests",
        "WeekSession": "model.weeks",
        "Weekday": "model.week_requests",
        "WhatIf": "model.explaining",
        "WhyNot": "model.explaining",
        "catalogue": "content.catalogue",
        "plan_routine": "planning.plan",
        "plan_session": "planning.week",
        "plan_week": "planning.week",
        "run_vignettes": "safety.vignettes",
        "shortest_screen": "safety.shortest",
        "suggest": "safety.suggesting",
        "triage": "safety.triage",
    }

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'hamstring' has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"hamstring.{_HOMES[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "Advice",
    "Answers",
    "AnswersError",
    "Benefit",
    "Catalogue",
    "ContentError",
    "Contraindication",
    "Cue",
    "CueKind",
    "Explanation",
    "Finding",
    "Goal",
    "Grade",
    "HamstringError",
    "LedgerLine",
    "Leg",
    "Limits",
    "MissingExtraError",
    "Muscle",
    "NoRoutineFits",
    "NoWeekFits",
    "Omission",
    "Outcome",
    "Permission",
    "Placed",
    "PlanningError",
    "Position",
    "Region",
    "RequestError",
    "Routine",
    "RoutineRefused",
    "RoutineRequest",
    "Rule",
    "Segment",
    "SessionReport",
    "Source",
    "Stretch",
    "Technique",
    "TenderSpot",
    "Tool",
    "Triage",
    "UnknownIdError",
    "Urgency",
    "Vignette",
    "VignetteKind",
    "VignetteResult",
    "Week",
    "WeekRefused",
    "WeekRequest",
    "WeekSession",
    "Weekday",
    "WhatIf",
    "WhyNot",
    "catalogue",
    "plan_routine",
    "plan_session",
    "plan_week",
    "run_vignettes",
    "shortest_screen",
    "suggest",
    "triage",
]
