"""Strategies for requests and for the routines planned from them.

Sizes are drawn so that most requests have a plan and take milliseconds; the long tail is there, and seldom.
"""

from functools import cache, lru_cache

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.spelling import near
from hamstring.errors import PlanningError, RequestError, UnknownIdError
from hamstring.model.answers import Answers
from hamstring.model.cues import Cue
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.practice import Pace, Position, Skin
from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
from hamstring.model.routines import LedgerLine, Omission, Routine, Segment
from hamstring.planning.plan import plan_routine
from hamstring.strategies.telling import clearance, workable_answers
from hamstring.strategies.values import SINGLE_LEGS, part_of, tender_spots


@cache
def _spots_on(leg: Leg, most: int) -> st.SearchStrategy[list[TenderSpot]]:
    """Tender spots on one leg, mostly few; two may be in the same place."""
    one = tender_spots(leg)
    return st.one_of(st.just([]), st.lists(one, max_size=min(2, most)), st.lists(one, max_size=most))


@cache
def _excluded(content: Catalogue) -> st.SearchStrategy[tuple[str, ...]]:
    """Places to leave out, mostly none."""
    places = sorted({*content.regions, *QUADRANTS})
    one = st.sampled_from([f"{leg}:{place}" for leg in SINGLE_LEGS for place in places] + [*places, "left", "right"])
    return st.one_of(st.just(()), st.just(()), st.lists(one, max_size=2).map(tuple))


@cache
def tool_sets(content: Catalogue | None = None) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw tools at hand: the hands with up to three others, some others, or many; props and what is never planned too.

    Shrinks to the hands alone.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import catalogue
        >>> from hamstring.strategies import tool_sets
        >>> @given(tool_sets())
        ... def are_known(tools):
        ...     assert tools and set(tools) <= set(catalogue().tools)
        >>> are_known()
    """

    def drawn() -> st.SearchStrategy[tuple[str, ...]]:
        rest = [name for name in sorted((content or catalogue()).tools) if name != "hands"]
        some = st.lists(st.sampled_from(rest), max_size=3, unique=True).map(lambda found: ("hands", *found))
        few = st.lists(st.sampled_from(rest), min_size=1, max_size=3, unique=True)
        many = st.lists(st.sampled_from(rest), min_size=1, max_size=len(rest), unique=True)
        return st.one_of(some, few.map(tuple), many.map(tuple))

    return st.deferred(drawn)


def _positions(found: list[Position]) -> tuple[Position, ...]:
    return tuple(found)


@cache
def _position_sets() -> st.SearchStrategy[tuple[Position, ...]]:
    some = st.lists(st.sampled_from(tuple(Position)), min_size=1, unique=True).map(_positions)
    return st.one_of(st.just(tuple(Position)), some.map(lambda found: (*found, Position.CHAIR)), some)


@cache
def _times(low_s: int, high_s: int, grain_s: int) -> st.SearchStrategy[dict[str, int]]:
    """Time at hand, in minutes or in seconds, more often long than short."""

    def one_from(low_s: int) -> st.SearchStrategy[dict[str, int]]:
        whole = range(high_s // 60, -(-low_s // 60) - 1, -1)
        fine = st.sampled_from(range(high_s - high_s % grain_s, low_s - 1, -grain_s)).map(lambda time: {"budget_s": time})
        return st.one_of(st.sampled_from(whole).map(lambda time: {"minutes": time}), fine) if whole else fine

    longer = [one_from(least) for least in (480, 300) if low_s < least <= high_s - 60]
    return st.one_of(*longer, one_from(low_s))


@cache
def _wishes(content: Catalogue) -> dict[str, st.SearchStrategy[object]]:
    """The fields that stand for themselves."""
    experiences = [entry.id for entry in content.policy.experiences]
    return {
        "tools": tool_sets(content),
        "positions": _position_sets(),
        "goal": st.sampled_from((*Goal, Goal.TENDER_SPOTS)),
        "first_leg": st.sampled_from(SINGLE_LEGS),
        "focus": st.sampled_from((None, None, *Line)),
        "exclude": _excluded(content),
        "pressure_cap": st.sampled_from((None, None, None, 1, 2, 3, 4, 5, 6, 10)),
        "experience": st.sampled_from((*experiences, experiences[-1])),
        "pace": st.sampled_from(tuple(Pace)),
        "already_warm": st.booleans(),
        "stretch": st.sampled_from((True, True, False)),
        "skin": st.sampled_from((Skin.CLOTHES, Skin.BARE)),
    }


def requests(
    content: Catalogue | None = None,
    *,
    low_s: int = 60,
    high_s: int = 1800,
    most_spots: int = 4,
    answers: Answers | st.SearchStrategy[Answers] | None = None,
    **fixed: object,
) -> st.SearchStrategy[RoutineRequest]:
    """Draw requests in all fields but ``done``, which the planner accepts; most of them have a plan.

    What the answers need allowed is cleared. Shrinks to much time, the hands, no spots and nothing left out.

    Args:
        content: Whose tools and findings, or None for the shipped content.
        low_s: Least seconds at hand, from 60.
        high_s: Most seconds at hand, up to 3600.
        most_spots: At most so many tender spots on each leg, up to 4.
        answers: The answers, or where they come from; None for `workable_answers`.
        **fixed: Other fields of `RoutineRequest`, which are then not drawn.

    Raises:
        RequestError: If the times or the number of spots are none that can be drawn.
        UnknownIdError: If a field is none of a request.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring import RoutineRequest
        >>> from hamstring.strategies import requests
        >>> @given(requests(goal="relaxation", high_s=600))
        ... def survives_json(request):
        ...     assert RoutineRequest.from_json(request.to_json()) == request
        >>> survives_json()
    """
    names = [field.name for field in attrs.fields(RoutineRequest) if field.name != "answers"]
    if unknown := {name: near(name, names) for name in fixed if name not in names}:
        raise UnknownIdError("field", unknown)
    if not 60 <= low_s <= high_s <= 3600:  # noqa: PLR2004 - a minute and an hour
        raise RequestError("low_s", (low_s, high_s), "60 <= `low_s` <= `high_s` <= 3600")
    if not 0 <= most_spots <= 4:  # noqa: PLR2004 - as the docstring says
        raise RequestError("most_spots", most_spots, "a whole number from 0 to 4")
    return _requests(content, (low_s, high_s), most_spots, st.just(answers) if isinstance(answers, Answers) else answers, fixed)


_LEGS = st.sampled_from((Leg.BOTH, Leg.BOTH, Leg.BOTH, *SINGLE_LEGS))


@st.composite
def _requests(  # noqa: PLR0917 - only `requests` calls it
    draw: st.DrawFn,
    content: Catalogue | None,
    times: tuple[int, int],
    most_spots: int,
    answers: st.SearchStrategy[Answers] | None,
    fixed: dict[str, object],
) -> RoutineRequest:
    known = content or catalogue()
    legs = Leg(str(fixed["legs"])) if "legs" in fixed else Leg.BOTH if "spots" in fixed else draw(_LEGS)
    told = draw(workable_answers(content) if answers is None else answers)
    fields: dict[str, object] = {"legs": legs, "answers": told, **fixed}
    if "cleared" not in fixed:
        fields["cleared"] = clearance(known, told)
    if "spots" not in fixed:
        fields["spots"] = [spot for leg in legs.each for spot in draw(_spots_on(leg, most_spots))]
    if not {"minutes", "budget_s"} & {*fixed}:
        fields |= draw(_times(*times, known.policy.grain_s))
    wishes = {name: strategy for name, strategy in _wishes(known).items() if name not in fixed}
    return RoutineRequest(**draw(st.fixed_dictionaries(wishes)), **fields)  # type: ignore[arg-type]  # each field checks what it is given


@lru_cache(maxsize=1024)
def _planned(request: RoutineRequest, content: Catalogue | None) -> Routine | None:
    try:
        return plan_routine(request, catalogue=content)
    except PlanningError:
        return None


@st.composite
def routines(draw: st.DrawFn, asked: st.SearchStrategy[RoutineRequest] | None = None, content: Catalogue | None = None) -> Routine:  # noqa: D417 - the decorator gives `draw`
    """Draw routines, by planning what was drawn; a request without a plan is drawn again.

    Planning takes milliseconds, so this is slower than other strategies. Shrinks as `requests` does.

    Args:
        asked: Where the requests come from; None for requests of 5 to 15 minutes with at most two spots a leg.
        content: The content to plan with, or None for the shipped one.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import routines
        >>> @settings(max_examples=10, deadline=None)
        ... @given(routines())
        ... def adds_up(routine):
        ...     assert sum(segment.seconds for segment in routine.segments) == routine.seconds <= routine.request.seconds
        >>> adds_up()
    """
    usual = requests(content, low_s=300, high_s=900, most_spots=2)
    found = _planned(draw(usual if asked is None else asked), content)
    return reject() if found is None else found


def segments(content: Catalogue | None = None) -> st.SearchStrategy[Segment]:
    """Draw stretches of time out of `routines`.

    Shrinks to the first one of a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import segments
        >>> @settings(max_examples=5, deadline=None)
        ... @given(segments())
        ... def is_on_the_grain(segment):
        ...     assert segment.seconds % 5 == 0
        >>> is_on_the_grain()
    """
    return part_of(routines(content=content), lambda routine: routine.segments)


def ledger_lines(content: Catalogue | None = None) -> st.SearchStrategy[LedgerLine]:
    """Draw terms of a score out of `routines`.

    Shrinks to the first one of a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import ledger_lines
        >>> @settings(max_examples=5, deadline=None)
        ... @given(ledger_lines())
        ... def counts_something(line):
        ...     assert line.points != 0
        >>> counts_something()
    """
    return part_of(routines(content=content), lambda routine: routine.ledger)


def omissions(content: Catalogue | None = None) -> st.SearchStrategy[Omission]:
    """Draw reasons why something is not in a routine, out of `routines` that left something out.

    Shrinks to the first one of a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import omissions
        >>> @settings(max_examples=5, deadline=None)
        ... @given(omissions())
        ... def has_a_reason(omission):
        ...     assert omission.reason
        >>> has_a_reason()
    """
    return part_of(routines(content=content), lambda routine: routine.omissions)


def cues(content: Catalogue | None = None) -> st.SearchStrategy[Cue]:
    """Draw what is said while a routine is followed, out of `routines`.

    Shrinks to the first one of a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import cues
        >>> @settings(max_examples=5, deadline=None)
        ... @given(cues())
        ... def is_said_in_time(cue):
        ...     assert cue.say_s <= cue.seconds
        >>> is_said_in_time()
    """
    return part_of(routines(content=content), lambda routine: routine.cues())
