"""What the tests share: the library's own strategies, and outcomes told a second way."""

from collections.abc import Iterable

from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue
from hamstring.model.answers import Answers
from hamstring.model.outcomes import Outcome, Permission, Urgency
from hamstring.safety.triage import Triage
from hamstring.strategies import answers, contents, finding_ids, limits, outcomes, placed, rules, whole_body_contents
from hamstring.strategies.answering import REGIONS
from hamstring.strategies.made_up import KEEP_OUTS, MadeUp, finding, made_up, rule
from hamstring.strategies.tables import Web, conditions, rule_limits, webs
from hamstring.strategies.values import MARKS, SINGLE_LEGS

__all__ = [
    "KEEP_OUTS",
    "MARKS",
    "REGIONS",
    "SINGLE_LEGS",
    "TOLD",
    "MadeUp",
    "Web",
    "answers",
    "asked",
    "atoms",
    "conditions",
    "contents",
    "finding",
    "finding_ids",
    "join_atoms",
    "limits",
    "made_up",
    "outcomes",
    "placed",
    "rule",
    "rule_limits",
    "rules",
    "told",
    "webs",
    "whole_body_contents",
]

TOLD = (
    "answers",
    "at_least",
    "at_most",
    "urgency",
    "massage",
    "limits",
    "settled",
    "ask",
    "not_asked",
    "half_met",
    "fired",
    "decided_by",
    "why",
    "advice",
    "content_version",
    "rules_digest",
    "schema",
)
"""Everything that a triage says."""


def told(answer: Triage) -> dict[str, object]:
    """Read everything that a triage says."""
    said: dict[str, object] = {name: getattr(answer, name) for name in TOLD}
    return said | {f"on_{leg}": answer.on_leg(leg) for leg in SINGLE_LEGS}


def atoms(outcome: Outcome, marks: Iterable[int] = MARKS) -> frozenset[tuple[str, object]]:
    """Tell an outcome as a set, so that the join is the union and the order is inclusion.

    A level stands as all levels up to it, a bound as all marks that it keeps below, a gap as all marks it reaches.
    The numbers of the outcome must be among the marks. What is total stands alone for all limits.
    """
    found: set[tuple[str, object]] = {("urgency", level) for level in Urgency if level.rank <= outcome.urgency.rank}
    found |= {("massage", level) for level in Permission if level.rank <= outcome.massage.rank}
    bound = outcome.limits
    if bound.is_total:
        return frozenset(found | {("total", True)})
    for field in ("keep_off", "no_tools", "no_strokes", "no_demands"):
        found |= {(field, name) for name in getattr(bound, field)}
    for field in ("max_pressure", "max_leg_s", "max_session_s"):
        low = getattr(bound, field)
        found |= {(field, mark) for mark in marks if low is not None and mark >= low}
    found |= {("min_gap_h", mark) for mark in marks if bound.min_gap_h is not None and mark <= bound.min_gap_h}
    return frozenset(found)


def join_atoms(parts: Iterable[frozenset[tuple[str, object]]]) -> frozenset[tuple[str, object]]:
    """Unite outcomes told as sets; what is total swallows all other limits."""
    found = frozenset[tuple[str, object]]().union(*parts)
    if ("total", True) in found:
        return frozenset(atom for atom in found if atom[0] in ("urgency", "massage", "total"))
    return found


@st.composite
def asked(
    draw: st.DrawFn,
    pool: st.SearchStrategy[MadeUp] | None = None,
    *,
    most: int = 6,
    places: bool = True,
    absent: bool = True,
) -> tuple[MadeUp, Catalogue, Answers]:
    """A small content, loaded afresh, with answers that fit it."""
    made = draw(contents() if pool is None else pool)
    content = made.load()
    return made, content, draw(answers(content, most=most, places=places, absent=absent))
