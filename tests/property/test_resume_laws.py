"""The rest of a routine, planned again: within the time that is left and all bounds, on the answers of now, and reproducible."""

from collections import Counter

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hamstring import NoRoutineFits, RequestError, Routine, RoutineRefused, UnknownIdError, catalogue, plan_routine, triage
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.requests import Goal, RoutineRequest
from hamstring.model.routines import SegmentKind
from hamstring.planning.done import done_of
from hamstring.planning.plan import asked_of, frame_of
from hamstring.planning.posing import problems
from hamstring.strategies import requests, routines
from planning_strategies import timed
from profiles import examples

GRAIN_S = 5
LEAST_S = 60
WORK = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)
POLICY = catalogue().policy


def work_on(routine: Routine, until: int | None = None) -> Counter[Leg]:
    """Add up the seconds of work on each leg until a time."""
    found: Counter[Leg] = Counter()
    for segment in routine.segments:
        end = segment.end_s if until is None else min(segment.end_s, until)
        if segment.kind in WORK and segment.leg and end > segment.start_s:
            found[segment.leg] += end - segment.start_s
    return found


def again(routine: Routine, at: int, *spots: str) -> Routine:
    """Plan the rest with the same answers, given anew."""
    told = routine.request
    return routine.resume(at=at, spots=spots, symptoms=told.answers.symptoms, absent=told.answers.absent, cleared=told.cleared)


@st.composite
def broken_off(draw: st.DrawFn) -> tuple[Routine, int, tuple[str, ...]]:
    """A routine, a time at which it is broken off, and a spot or none that was found."""
    routine = draw(routines(requests(low_s=300, high_s=1200, most_spots=1)))
    at = draw(st.integers(0, routine.request.seconds - LEAST_S))
    leg = draw(st.sampled_from(routine.request.legs.each))
    spot = f"{leg.value}:{draw(st.sampled_from(list(QUADRANTS)))}:2"
    return routine, at, draw(st.sampled_from(((), (spot,))))


def rest_of(case: tuple[Routine, int, tuple[str, ...]]) -> Routine:
    routine, at, spots = case
    try:
        return again(routine, at, *spots)
    except NoRoutineFits:
        assume(False)
        raise


@examples(40)
@given(broken_off())
def test_the_rest_never_exceeds_the_seconds_that_are_left(case: tuple[Routine, int, tuple[str, ...]]) -> None:
    """To the second: what is done and the rest never take more than was asked."""
    routine, at, _ = case
    assert at + rest_of(case).seconds <= routine.request.seconds


@examples(40)
@given(broken_off())
def test_all_bounds_on_work_hold_for_what_is_done_and_the_rest(case: tuple[Routine, int, tuple[str, ...]]) -> None:
    """Safety: breaking off and going on is no way round a bound on work."""
    routine, at, _ = case
    rest = rest_of(case)
    done, more = work_on(routine, at), work_on(rest)
    goal = catalogue().goals[routine.request.goal.value]
    most = min(bound for bound in (POLICY.leg_s.high, goal.leg_max_s, rest.limits.max_leg_s) if bound is not None)
    assert all(done[leg] + more[leg] <= most for leg in more)
    if rest.limits.max_session_s is not None:
        assert sum(done.values()) + sum(more.values()) <= rest.limits.max_session_s or not more


@examples(40)
@given(broken_off())
def test_no_stroke_is_done_for_longer_than_its_bound(case: tuple[Routine, int, tuple[str, ...]]) -> None:
    """Safety: what was done with a stroke counts for its own bound on a leg."""
    routine, at, _ = case
    rest = rest_of(case)
    variants = catalogue().variants
    for name in {segment.doing for segment in rest.segments if segment.kind in WORK}:
        variant = variants[name or ""]
        for leg in Leg.BOTH.each:
            parts = [
                max(0, min(segment.end_s, until) - segment.start_s)
                for one, until in ((routine, at), (rest, rest.seconds))
                for segment in one.segments
                if segment.doing == name and segment.leg is leg and segment.kind in WORK
            ]
            assert variant.max_s is None or sum(parts) <= variant.max_s


@examples(40)
@given(broken_off())
def test_nothing_touches_a_closed_place(case: tuple[Routine, int, tuple[str, ...]]) -> None:
    """Safety: what is closed stays closed in the rest."""
    rest = rest_of(case)
    assert not [s for s in rest.segments for name in s.quadrants if s.leg and f"{s.leg.value}:{name}" in rest.closed]


@examples(30)
@given(broken_off())
def test_the_rest_is_reproducible_and_so_is_its_request(case: tuple[Routine, int, tuple[str, ...]]) -> None:
    """Reproducible: the same again gives the same, and planning its request gives it too, also through JSON."""
    rest = rest_of(case)
    assert rest == rest_of(case)
    assert plan_routine(rest.request) == rest
    assert RoutineRequest.from_json(rest.request.to_json()) == rest.request
    assert sum(line.points for line in rest.ledger) == rest.score


@examples(30)
@given(routines(requests(low_s=300, high_s=1200, most_spots=2)))
def test_the_rest_of_all_is_the_request_already_warm(routine: Routine) -> None:
    """At second 0 with nothing found, it is the same request of somebody warm."""
    warm = plan_routine(attrs.evolve(timed(routine.request, routine.request.seconds), already_warm=True))
    rest = again(routine, 0)
    assert (rest.score, rest.seconds, rest.segments) == (warm.score, warm.seconds, warm.segments)
    assert rest.request.done == ()


@examples(30)
@given(broken_off())
def test_what_was_done_is_told_to_the_next_rest_too(case: tuple[Routine, int, tuple[str, ...]]) -> None:
    """Broken off twice, both parts count; no second of work is lost, and each sum is less than a grain too high."""
    routine, at, _ = case
    rest = rest_of(case)
    later = min(rest.seconds, rest.request.seconds - LEAST_S) // 2
    try:
        last = again(rest, later)
    except NoRoutineFits:
        return
    both = work_on(routine, at) + work_on(rest, later)
    told: Counter[Leg] = Counter()
    for entry in done_of(catalogue(), last.request):
        told[entry.leg] += entry.seconds
    entries = Counter(entry.leg for entry in done_of(catalogue(), last.request))
    for leg in Leg.BOTH.each:
        assert both[leg] <= told[leg] <= both[leg] + 2 * GRAIN_S * entries[leg]


# ---------------------------------------------------------------------------- answers of now


def test_a_stored_all_clear_is_never_used_again() -> None:
    """Safety: answers are asked again; without any, the rest is unscreened and light."""
    routine = plan_routine(minutes=15, complete=True)
    rest = routine.resume(at=120)
    assert routine.screened
    assert not rest.screened
    assert rest.pressure_cap <= POLICY.unscreened_cap
    assert rest.request.answers == triage(()).answers


def test_an_allowance_of_a_clinician_is_asked_again() -> None:
    routine = plan_routine(minutes=10, symptoms={"takes-anticoagulant"}, complete=True, cleared={"takes-anticoagulant"})
    with pytest.raises(RoutineRefused):
        routine.resume(at=60, symptoms={"takes-anticoagulant"}, complete=True)
    assert routine.resume(at=60, symptoms={"takes-anticoagulant"}, complete=True, cleared={"takes-anticoagulant"}).screened


def test_what_was_found_on_the_way_can_end_it() -> None:
    routine = plan_routine(minutes=10, complete=True)
    with pytest.raises(RoutineRefused):
        routine.resume(at=60, symptoms={"chest-pain"}, complete=True)


def test_a_triage_can_stand_for_the_answers() -> None:
    routine = plan_routine(minutes=10, complete=True)
    assert routine.resume(at=60, triage=triage((), complete=True)) == routine.resume(at=60, complete=True)


# ---------------------------------------------------------------------------- spots


def test_spots_that_were_found_are_pressed() -> None:
    routine = plan_routine(minutes=15, goal="tender-spots", tools={"hands", "tennis-ball"}, complete=True)
    assert routine.search_pass
    rest = routine.resume(at=240, spots=["left:outer-lower:2"], complete=True)
    held = {(segment.leg, segment.quadrants) for segment in rest.segments if segment.kind is SegmentKind.HOLD}
    assert not rest.search_pass
    assert held == {(Leg.LEFT, ("outer-lower",))}


def test_spots_that_were_pressed_are_done_and_the_others_stay() -> None:
    spots = ["left:outer-lower:2", "right:outer-lower:2"]
    routine = plan_routine(minutes=15, goal="tender-spots", tools={"hands", "tennis-ball"}, spots=spots, complete=True)
    holds = {segment.leg: segment.end_s for segment in routine.segments if segment.kind is SegmentKind.HOLD}
    first = min(holds, key=lambda leg: holds[leg])
    rest = routine.resume(at=holds[first], complete=True)
    assert [spot.leg for spot in rest.request.spots] == [first.other if first else None]
    assert len(routine.resume(at=0, complete=True).request.spots) == 2
    assert len(routine.resume(at=0, spots=spots, complete=True).request.spots) == 2


# ---------------------------------------------------------------------------- what was done, in a request


def test_what_was_done_earns_nothing_again() -> None:
    """Exact: the more a part has had, the less more of it earns, and the planner turns to the others."""
    had = plan_routine(minutes=5, legs="left", complete=True, done=[f"left:outer-{half}:120" for half in ("upper", "lower")])
    fresh = plan_routine(minutes=5, legs="left", complete=True)
    earned = Counter({line.about: line.points for line in had.ledger if line.term == "quadrant"})
    assert earned["outer-upper"] < earned["inner-upper"]
    assert had.score < fresh.score


def test_what_was_done_is_taken_from_the_bounds() -> None:
    request = plan_routine(minutes=20, complete=True, done=["left:outer-lower:100", "left:inner-lower:50:hands-knead"]).request
    known, what = asked_of(catalogue(), request)
    found = problems(frame_of(catalogue(), known, what)[0])[0]
    assert found.leg_caps_s == (POLICY.leg_s.high - 150, POLICY.leg_s.high)
    assert sum(found.done) == 2 * 150


def test_a_leg_that_has_had_all_gets_no_more() -> None:
    routine = plan_routine(minutes=20, complete=True, done=[f"left:outer-lower:{POLICY.leg_s.high}"])
    assert set(work_on(routine)) == {Leg.RIGHT}


@pytest.mark.parametrize(
    "entry",
    [
        "left:outer-lower",
        "left:outer-lower:7",
        "left:outer-lower:0",
        "both:outer-lower:5",
        "left:outer-lower:5:",
        "left:outer-lower:99999",
        "",
    ],
)
def test_what_was_done_has_a_form(entry: str) -> None:
    with pytest.raises(RequestError, match="`done` is"):
        plan_routine(minutes=5, complete=True, done=[entry])


@pytest.mark.parametrize(("entry", "near"), [("left:outer-lowr:5", "outer-lower"), ("left:outer-lower:5:hands-nead", "hands-knead")])
def test_unknown_ids_in_what_was_done_have_near_matches(entry: str, near: str) -> None:
    with pytest.raises(UnknownIdError, match=f"did you mean.*`{near}`"):
        plan_routine(minutes=5, complete=True, done=[entry])


@pytest.mark.parametrize("at", [-5, 541, 10_000, 1.5, True, "60"])
def test_a_time_that_leaves_no_minute_is_a_request_error(at: object) -> None:
    with pytest.raises(RequestError, match="`at` is"):
        plan_routine(minutes=10, complete=True).resume(at=at)  # type: ignore[arg-type]  # on purpose


def test_other_keywords_are_refused() -> None:
    with pytest.raises(RequestError, match="fields among"):
        plan_routine(minutes=10, complete=True).resume(at=60, goal=Goal.SORENESS)  # type: ignore[call-arg]  # on purpose
