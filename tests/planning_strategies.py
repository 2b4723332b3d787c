"""Requests to the planner as the tests want them, and what a request becomes in a mirror."""

from collections.abc import Iterable
from functools import cache

import attrs
from hypothesis import strategies as st

from hamstring import strategies
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.errors import PlanningError
from hamstring.model.answers import Answers, Placed
from hamstring.model.outcomes import Permission
from hamstring.model.places import Leg
from hamstring.model.requests import Goal, RoutineRequest
from hamstring.model.routines import Omission, Routine
from hamstring.planning.plan import plan_routine
from hamstring.safety.triage import triage
from hamstring.strategies import shut_answers, tool_sets
from hamstring.strategies.telling import alone

__all__ = [
    "GRAIN_S",
    "LEGS",
    "firm_requests",
    "firmer",
    "mirrored",
    "mirrored_routine",
    "planned",
    "requests",
    "shut_requests",
    "timed",
    "told_in_order",
    "tool_sets",
]

GRAIN_S = 5
LEGS = (Leg.LEFT, Leg.RIGHT)

OFTEN = (
    "age-65-or-over",
    "cannot-get-up-from-floor",
    "hypermobility",
    "irritated-skin",
    "open-wound",
    "spot-is-bruise",
    "takes-aspirin-or-clopidogrel",
    "thumb-arthritis",
    "varicose-veins",
    "wrist-or-shoulder-trouble",
)
"""Findings that leave much to do, each with another kind of limit."""


def finding_names() -> st.SearchStrategy[str]:
    """Ids of findings that leave something to do, of which those that leave much come more often."""
    often = st.sampled_from(OFTEN)
    return st.deferred(lambda: st.one_of(often, *(st.sampled_from(alone(catalogue(), kind)) for kind in LIMITING)))


LIMITING = (Permission.WITH_LIMITS, Permission.ASK_FIRST)

_ANSWERS = strategies.workable_answers(names=finding_names())


def requests(
    *, low_s: int = 60, high_s: int = 1800, most_spots: int = 4, answers: Answers | st.SearchStrategy[Answers] = _ANSWERS, **fixed: object
) -> st.SearchStrategy[RoutineRequest]:
    """Requests in all fields, with answers that leave much to do."""
    return strategies.requests(None, low_s=low_s, high_s=high_s, most_spots=most_spots, answers=answers, **fixed)


@st.composite
def firm_requests(draw: st.DrawFn) -> RoutineRequest:
    """Requests that allow everything to somebody experienced and warm: firm sweeps, firm finishes, friction."""
    told = triage(draw(st.sampled_from(((), ("wrist-or-shoulder-trouble",), ("insulin-site-today@left:inner-upper",)))), complete=True)
    request = draw(requests(most_spots=2, experience="experienced", already_warm=True, pressure_cap=None, answers=told.answers, exclude=()))
    tools = draw(st.sampled_from(("foam-roller", "lacrosse-ball", "massage-ball", "tennis-ball", "roller-stick")))
    places = draw(st.sampled_from((("floor",), ("chair",), ("chair", "floor"), ("bed", "chair", "floor", "lying", "standing"))))
    goal = draw(st.sampled_from((Goal.TENDER_SPOTS, Goal.TENDER_SPOTS, Goal.FLEXIBILITY)))
    return attrs.evolve(request, tools=(*request.tools, tools) if draw(st.booleans()) else (tools,), positions=places, goal=goal)


def shut_requests() -> st.SearchStrategy[RoutineRequest]:
    """Requests of somebody who must leave one leg alone today."""
    return requests(answers=shut_answers(), cleared=())


FIRMER = {"ball-lean": (7, 40), "ball-circles": (3, 30), "stick-short-strokes": (3, 40), "roller-crossed": (3, 9)}
"""Points of firm work, as they are for tender spots, and as they would have to be for it to be chosen often."""


@cache
def firmer() -> Catalogue:
    """Give the content with more points for firm work: with its own points a longer gentle press always earns more."""
    texts = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    for name, points in FIRMER.items():
        before, after = (f'{{ variant = "{name}", points = {number} }}'.encode() for number in points)
        assert before in texts["goals"]
        texts["goals"] = texts["goals"].replace(before, after)
    return Catalogue((Folder(tuple(sorted(texts.items()))),))


@cache
def planned(request: RoutineRequest) -> Routine | PlanningError:
    """Plan a request once for all tests; give the error when there is no plan."""
    try:
        return plan_routine(request)
    except PlanningError as error:
        return error


def timed(request: RoutineRequest, seconds: int) -> RoutineRequest:
    """Give the same request with other seconds at hand."""
    return attrs.evolve(request, minutes=None, budget_s=seconds)


# ---------------------------------------------------------------------------- the mirror


def mirrored_text(text: str) -> str:
    """Swap left and right where a text names a leg."""
    swap = {"left": "right", "right": "left"}
    leg, colon, rest = text.partition(":")
    return swap.get(leg, leg) + colon + rest


def mirrored_answers(told: Answers) -> Answers:
    """Give the answers of the same person seen in a mirror."""
    placed = (Placed(entry.finding, entry.leg.other, entry.region) for entry in told.placed)
    return attrs.evolve(told, placed=tuple(sorted(placed, key=str)))


def mirrored(request: RoutineRequest) -> RoutineRequest:
    """Give the request for the same person seen in a mirror."""
    return attrs.evolve(
        request,
        legs=request.legs.other,
        first_leg=request.first_leg.other,
        spots=tuple(attrs.evolve(spot, leg=spot.leg.other) for spot in request.spots),
        exclude=tuple(map(mirrored_text, request.exclude)),
        answers=mirrored_answers(request.answers),
    )


def mirrored_routine(routine: Routine) -> Routine:
    """Give the routine of the same person seen in a mirror."""
    flip = {leg: leg.other for leg in LEGS} | {None: None}
    return attrs.evolve(
        routine,
        request=mirrored(routine.request),
        segments=tuple(attrs.evolve(segment, leg=flip[segment.leg]) for segment in routine.segments),
        ledger=tuple(attrs.evolve(line, leg=flip[line.leg], about=mirrored_text(line.about)) for line in routine.ledger),
        omissions=told_in_order(attrs.evolve(entry, about=mirrored_text(entry.about)) for entry in routine.omissions),
        limits=attrs.evolve(routine.limits, keep_off=tuple(sorted(map(mirrored_text, routine.limits.keep_off)))),
        closed=tuple(sorted(map(mirrored_text, routine.closed))),
    )


def told_in_order(omissions: Iterable[Omission]) -> tuple[Omission, ...]:
    """Sort omissions: their order follows the order of what was asked, which names left before right."""
    return tuple(sorted(omissions, key=repr))
