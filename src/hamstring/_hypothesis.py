"""Tells Hypothesis which strategy stands for which class: the entry point that it calls when it is imported.

Only the classes are imported here; strategies on the first draw, and content by them. Nothing may be imported at the
top: Hypothesis may be half imported itself when this is called.
"""

TYPE_CHECKING = False  # checkers know the name; importing it from typing would load much more

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

STRATEGIES = {
    "Advice": ("records", "advice"),
    "Answers": ("answers",),
    "Benefit": ("records", "benefits"),
    "Catalogue": ("catalogues",),
    "Contraindication": ("records", "contraindications"),
    "Cue": ("cues",),
    "Explanation": ("explanations",),
    "Finding": ("findings",),
    "LedgerLine": ("ledger_lines",),
    "Limits": ("limits",),
    "Muscle": ("records", "muscles"),
    "Omission": ("omissions",),
    "Outcome": ("outcomes",),
    "Placed": ("placed",),
    "Region": ("records", "regions"),
    "Routine": ("routines",),
    "RoutineRequest": ("requests",),
    "Rule": ("rules",),
    "Segment": ("segments",),
    "SessionReport": ("session_reports",),
    "Source": ("records", "sources"),
    "Stretch": ("records", "stretches"),
    "Technique": ("records", "techniques"),
    "TenderSpot": ("tender_spots",),
    "Tool": ("records", "tools"),
    "Triage": ("triages",),
    "Vignette": ("records", "vignettes"),
    "VignetteResult": ("vignette_results",),
    "Week": ("weeks",),
    "WeekRequest": ("week_requests",),
    "WeekSession": ("week_sessions",),
    "WhatIf": ("what_ifs",),
    "WhyNot": ("why_nots",),
}
"""Each public class with the strategy of `hamstring.strategies` that draws it, and its argument; enums draw themselves."""


def register() -> None:
    """Register a strategy for each public class."""
    from hypothesis import strategies as st

    import hamstring

    for name in STRATEGIES:
        st.register_type_strategy(getattr(hamstring, name), _drawing(name))


def _drawing(name: str) -> "Callable[[type[object]], SearchStrategy[object]]":
    def strategy(_: type[object]) -> "SearchStrategy[object]":
        from hamstring import strategies

        function, *arguments = STRATEGIES[name]
        found: SearchStrategy[object] = getattr(strategies, function)(*arguments)
        return found

    return strategy
