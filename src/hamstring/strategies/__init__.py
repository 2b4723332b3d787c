"""Hypothesis strategies for the values of the library, to test your own code with.

Needs Hypothesis: the extra ``strategies``. Where both are installed, ``st.from_type(RoutineRequest)`` and its like
work without importing this module. Nothing is drawn from chance or clock but through Hypothesis, and no content is
read before the first draw. Small contents can be put together by hand with `hamstring.strategies.made_up`.

Example:
    >>> from hypothesis import given, settings
    >>> from hamstring import plan_routine
    >>> from hamstring.strategies import routines
    >>> @settings(max_examples=5, deadline=None)
    ... @given(routines())
    ... def planning_again_gives_the_same(routine):
    ...     assert plan_routine(routine.request) == routine
    >>> planning_again_gives_the_same()
"""

from hamstring.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401  # pyright: ignore[reportUnusedImport] - only to tell plainly what is missing
except ModuleNotFoundError as _missing:
    raise MissingExtraError("hypothesis", "strategies") from _missing

from hamstring.strategies.answering import answers, finding_ids, findings, placed, triages
from hamstring.strategies.explaining import explanations, what_ifs, why_nots
from hamstring.strategies.made_up import MadeUp
from hamstring.strategies.requesting import cues, ledger_lines, omissions, requests, routines, segments, tool_sets
from hamstring.strategies.shipped import records, vignette_results
from hamstring.strategies.tables import catalogues, contents, overlays, rules, whole_body_contents
from hamstring.strategies.telling import shut_answers, workable_answers
from hamstring.strategies.values import limits, outcomes, tender_spots
from hamstring.strategies.weekly import session_reports, week_requests, week_sessions, weeks

__all__ = [
    "MadeUp",
    "answers",
    "catalogues",
    "contents",
    "cues",
    "explanations",
    "finding_ids",
    "findings",
    "ledger_lines",
    "limits",
    "omissions",
    "outcomes",
    "overlays",
    "placed",
    "records",
    "requests",
    "routines",
    "rules",
    "segments",
    "session_reports",
    "shut_answers",
    "tender_spots",
    "tool_sets",
    "triages",
    "vignette_results",
    "week_requests",
    "week_sessions",
    "weeks",
    "what_ifs",
    "whole_body_contents",
    "why_nots",
    "workable_answers",
]
