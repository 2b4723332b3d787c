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
        NoRoutineFits,
        PlanningError,
        RequestError,
        RoutineRefused,
        UnknownIdError,
    )
    from hamstring.model.anatomy import Muscle, Region
    from hamstring.model.answers import Answers, Placed
    from hamstring.model.evidence import Grade, Source
    from hamstring.model.knowledge import Benefit
    from hamstring.model.outcomes import Limits, Outcome, Permission, Urgency
    from hamstring.model.places import Leg
    from hamstring.model.practice import Position, Stretch, Technique, Tool
    from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
    from hamstring.model.routines import LedgerLine, Omission, Routine, Segment
    from hamstring.model.screening import Advice, Contraindication, Finding, Rule
    from hamstring.planning.plan import plan_routine
    from hamstring.safety.suggesting import suggest
    from hamstring.safety.triage import Triage, triage
else:
    _HOMES = {
        "Advice": "model.screening",
        "Answers": "model.answers",
        "AnswersError": "errors",
        "Benefit": "model.knowledge",
        "Catalogue": "content.catalogue",
        "ContentError": "errors",
        "Contraindication": "model.screening",
        "Finding": "model.screening",
        "Goal": "model.requests",
        "Grade": "model.evidence",
        "HamstringError": "errors",
        "LedgerLine": "model.routines",
        "Leg": "model.places",
        "Limits": "model.outcomes",
        "Muscle": "model.anatomy",
        "NoRoutineFits": "errors",
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
        "Source": "model.evidence",
        "Stretch": "model.practice",
        "Technique": "model.practice",
        "TenderSpot": "model.requests",
        "Tool": "model.practice",
        "Triage": "safety.triage",
        "UnknownIdError": "errors",
        "Urgency": "model.outcomes",
        "catalogue": "content.catalogue",
        "plan_routine": "planning.plan",
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
    "Finding",
    "Goal",
    "Grade",
    "HamstringError",
    "LedgerLine",
    "Leg",
    "Limits",
    "Muscle",
    "NoRoutineFits",
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
    "Source",
    "Stretch",
    "Technique",
    "TenderSpot",
    "Tool",
    "Triage",
    "UnknownIdError",
    "Urgency",
    "catalogue",
    "plan_routine",
    "suggest",
    "triage",
]
