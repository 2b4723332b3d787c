"""Hypothesis strategies for requests to the planner, and what a request becomes in a mirror.

Sizes are drawn so that most requests have a plan and take milliseconds; the long tail is there, and seldom.
"""

from collections.abc import Iterable
from functools import cache

import attrs
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.errors import AnswersError, PlanningError
from hamstring.model.answers import Answers, Placed
from hamstring.model.logic import Placing
from hamstring.model.outcomes import Permission
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.practice import Pace, Position, Skin
from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
from hamstring.model.routines import Routine
from hamstring.planning.plan import plan_routine
from hamstring.safety.triage import Triage, triage

GRAIN_S = 5
LEGS = (Leg.LEFT, Leg.RIGHT)
PLACES = (*QUADRANTS, "inner", "lower", "outer", "upper", "back-of-knee", "buttock-crease", "outer-knee", "sit-bone")
"""What may be left out on a leg."""


@cache
def limiting() -> tuple[str, ...]:
    """Name the findings that alone limit the massage and forbid nothing else."""
    rules = catalogue().rules.values()
    alone = {rule.when[0] for rule in rules if len(rule.when) == 1 and rule.massage is Permission.WITH_LIMITS}
    return tuple(name for name in sorted(alone) if triage([name], complete=True).massage is Permission.WITH_LIMITS)


@cache
def asking() -> tuple[str, ...]:
    """Name the findings that alone need a clinician's word, and nothing more."""
    rules = catalogue().rules.values()
    alone = {rule.when[0] for rule in rules if len(rule.when) == 1 and rule.massage is Permission.ASK_FIRST}
    return tuple(name for name in sorted(alone) if triage([name], complete=True).massage is Permission.ASK_FIRST)


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

SHUTTING = ("leg-in-cast", "recent-injury", "skin-infection")
"""Findings that shut the leg on which they are."""


@cache
def answered(symptoms: tuple[str, ...], *, complete: bool) -> Triage | None:
    """Evaluate findings once for all draws; None when they contradict each other."""
    try:
        return triage(symptoms, complete=complete)
    except AnswersError:
        return None


@cache
def placings(name: str) -> st.SearchStrategy[str]:
    """The ways in which a finding can be told, the closest place first."""
    placing = catalogue().findings[name].place
    told = [name]
    if placing is not Placing.NONE:
        told += [f"{name}@{leg}" for leg in LEGS]
    if placing is Placing.REGION:
        told += [f"{name}@{leg}:{region}" for leg in LEGS for region in (*QUADRANTS, "upper", "outer")]
    return st.sampled_from(told[::-1])


@cache
def finding_names() -> st.SearchStrategy[str]:
    """Ids of findings that leave something to do."""
    return st.one_of(st.sampled_from(OFTEN), st.sampled_from(OFTEN), st.sampled_from(limiting()), st.sampled_from(asking()))


_SHUT = st.sampled_from([f"{name}@{leg}" for name in SHUTTING for leg in LEGS])
_UP_TO_NINE = st.integers(0, 9)


@st.composite
def symptoms(draw: st.DrawFn, most: int = 3) -> tuple[str, ...]:
    """Findings that can be told together and leave something to do, most of them at a place."""
    found: tuple[str, ...] = ()
    for name in draw(st.lists(finding_names(), min_size=1, max_size=most)):
        told = answered((*found, more := draw(placings(name))), complete=True)
        if told is not None and told.massage is not Permission.NOT_TODAY:
            found = (*found, more)
    if draw(_UP_TO_NINE) == 9:
        shut = (*found, draw(_SHUT))
        found = found if answered(shut, complete=True) is None else shut
    return found


_SYMPTOMS = symptoms()
_KINDS = st.sampled_from(("complete", "none", "some", "some", "open"))


@st.composite
def planning_answers(draw: st.DrawFn) -> Answers:
    """None, all denied, or some findings, the rest denied or left open."""
    kind = draw(_KINDS)
    if kind == "none":
        return Answers()
    told = () if kind == "complete" else draw(_SYMPTOMS)
    is_complete = kind != "open" or (is_half_met(told) and draw(_UP_TO_NINE) < 8)
    found = answered(told, complete=is_complete)
    assert found is not None
    return found.answers


@cache
def is_half_met(told: tuple[str, ...]) -> bool:
    """Say whether findings alone leave a question that must be answered first."""
    found = answered(told, complete=False)
    return found is not None and bool(found.half_met)


@cache
def clearance(told: Answers) -> tuple[str, ...]:
    """Name all that a clinician must have considered before these answers allow a massage."""
    fired = triage(told.symptoms, absent=told.absent).fired
    return tuple(sorted({name for rule in fired if rule.massage is Permission.ASK_FIRST for name in rule.when}))


@cache
def spots_on(leg: Leg, most: int = 4) -> st.SearchStrategy[list[TenderSpot]]:
    """Tender spots on one leg; two may be in the same place."""
    one = st.builds(TenderSpot, st.just(leg), st.sampled_from(tuple(QUADRANTS)), st.integers(1, 3))
    return st.one_of(st.just([]), st.lists(one, max_size=min(2, most)), st.lists(one, max_size=most))


@cache
def excluded() -> st.SearchStrategy[tuple[str, ...]]:
    """Places to leave out, mostly none."""
    one = st.sampled_from([f"{leg}:{place}" for leg in LEGS for place in PLACES] + [*PLACES, "left", "right"])
    return st.one_of(st.just(()), st.just(()), st.lists(one, max_size=2).map(tuple))


@cache
def tool_sets() -> st.SearchStrategy[tuple[str, ...]]:
    """Tools at hand: hands more often than not, props and tools that are never planned now and then."""
    rest = [name for name in sorted(catalogue().tools) if name != "hands"]
    some = st.lists(st.sampled_from(rest), max_size=3, unique=True)
    many = st.lists(st.sampled_from(rest), min_size=1, max_size=len(rest), unique=True)
    return st.one_of(
        some.map(lambda found: ("hands", *found)),
        some.map(lambda found: ("hands", *found)),
        st.lists(st.sampled_from(rest), min_size=1, max_size=3, unique=True).map(tuple),
        many.map(tuple),
    )


@cache
def position_sets() -> st.SearchStrategy[tuple[Position, ...]]:
    """Positions that may be used."""
    some = st.lists(st.sampled_from(tuple(Position)), min_size=1, unique=True).map(tuple)
    return st.one_of(st.just(tuple(Position)), some.map(lambda found: (*found, Position.CHAIR)), some)


@cache
def times(low_s: int = 60, high_s: int = 1800) -> st.SearchStrategy[dict[str, int]]:
    """Time at hand, in minutes or in seconds, more often long than short."""

    def one_from(low_s: int) -> st.SearchStrategy[dict[str, int]]:
        minutes = st.sampled_from(range(high_s // 60, -(-low_s // 60) - 1, -1))
        seconds = st.sampled_from(range(high_s, low_s - 1, -GRAIN_S))
        return st.one_of(minutes.map(lambda time: {"minutes": time}), seconds.map(lambda time: {"budget_s": time}))

    longer = [one_from(least) for least in (480, 300) if low_s < least <= high_s - 60]
    return st.one_of(*longer, *longer[:1], one_from(low_s))


@cache
def _fields() -> st.SearchStrategy[dict[str, object]]:
    """The fields that stand for themselves."""
    return st.fixed_dictionaries(
        {
            "tools": tool_sets(),
            "positions": position_sets(),
            "goal": st.sampled_from((*Goal, Goal.TENDER_SPOTS)),
            "first_leg": st.sampled_from(LEGS),
            "focus": st.sampled_from((None, None, *Line)),
            "exclude": excluded(),
            "pressure_cap": st.sampled_from((None, None, None, 1, 2, 3, 4, 5, 6, 10)),
            "experience": st.sampled_from(("beginner", "regular", "experienced", "experienced")),
            "pace": st.sampled_from(tuple(Pace)),
            "already_warm": st.booleans(),
            "stretch": st.sampled_from((True, True, False)),
            "skin": st.sampled_from((Skin.CLOTHES, Skin.BARE)),
        }
    )


_ANSWERS = planning_answers()
_ASKED_LEGS = st.sampled_from((Leg.BOTH, Leg.BOTH, Leg.BOTH, *LEGS))


@st.composite
def requests(draw: st.DrawFn, *, low_s: int = 60, high_s: int = 1800, most_spots: int = 4, **fixed: object) -> RoutineRequest:
    """Requests in all fields; what is ``fixed`` is not drawn (legs always are)."""
    legs, told = draw(_ASKED_LEGS), draw(_ANSWERS)
    spots = [spot for leg in legs.each for spot in draw(spots_on(leg, most_spots))]
    fields: dict[str, object] = {"legs": legs, "answers": told, "cleared": clearance(told), "spots": spots}
    return RoutineRequest(**{**draw(times(low_s, high_s)), **draw(_fields()), **fields, **fixed})


@st.composite
def firm_requests(draw: st.DrawFn) -> RoutineRequest:
    """Requests that allow everything to somebody experienced and warm: firm sweeps, firm finishes, friction."""
    told = answered(draw(st.sampled_from(((), ("wrist-or-shoulder-trouble",), ("insulin-site-today@left:inner-upper",)))), complete=True)
    assert told is not None
    request = draw(requests(most_spots=2, experience="experienced", already_warm=True, pressure_cap=None, answers=told.answers, exclude=()))
    tools = draw(st.sampled_from(("foam-roller", "lacrosse-ball", "massage-ball", "tennis-ball", "roller-stick")))
    places = draw(st.sampled_from((("floor",), ("chair",), ("chair", "floor"), ("bed", "chair", "floor", "lying", "standing"))))
    goal = draw(st.sampled_from((Goal.TENDER_SPOTS, Goal.TENDER_SPOTS, Goal.FLEXIBILITY)))
    return attrs.evolve(request, tools=(*request.tools, tools) if draw(st.booleans()) else (tools,), positions=places, goal=goal)


def shut_requests() -> st.SearchStrategy[RoutineRequest]:
    """Requests of somebody who must leave one leg alone today."""
    shut = _SHUT.map(lambda told: (told,)).map(lambda told: answered(told, complete=True)).filter(bool).map(lambda found: found.answers)
    return shut.flatmap(lambda told: requests(answers=told, cleared=()))


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


def told_in_order(omissions: Iterable[object]) -> tuple[object, ...]:
    """Sort omissions: their order follows the order of what was asked, which names left before right."""
    return tuple(sorted(omissions, key=repr))
