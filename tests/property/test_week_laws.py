"""Laws of weeks: whatever is asked and whatever came before, feedback that is worse never leads to more."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import TypedDict

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hamstring import (
    PlanningError,
    RoutineRefused,
    RoutineRequest,
    SessionReport,
    Urgency,
    Week,
    Weekday,
    WeekRefused,
    WeekRequest,
    catalogue,
    plan_session,
    plan_week,
    triage,
)
from hamstring.model.week_requests import WEEK_DAYS
from hamstring.planning.week_days import Days, best_days, most_days
from hamstring.planning.week_history import standing

START = date(2026, 11, 23)
FIRM_FROM = catalogue().policy.firm_from


class Told(TypedDict):
    """What a report tells of a session that was done."""

    minutes: int
    ceiling: int
    pain_before: int
    pain_during: int
    pain_next_morning: int
    new_bruise: bool


class Felt(TypedDict, total=False):
    """What is asked after a session."""

    pain_before: int | None
    pain_during: int | None
    pain_next_morning: int | None
    new_bruise: bool


GOOD: Told = {"minutes": 60, "ceiling": 6, "pain_before": 1, "pain_during": 2, "pain_next_morning": 1, "new_bruise": False}
ROUTINES = (
    RoutineRequest(minutes=8),
    RoutineRequest(minutes=10, experience="experienced", tools={"foam-roller"}, already_warm=True),
    RoutineRequest(minutes=5, experience="experienced", goal="tender-spots"),
    RoutineRequest(minutes=10, goal="soreness"),
    RoutineRequest(minutes=20, experience="beginner"),
)


@cache
def planned(request: WeekRequest) -> Week | PlanningError:
    try:
        return plan_week(request, complete=True)
    except PlanningError as error:
        return error


ratings = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10))


@st.composite
def reports(draw: st.DrawFn, day: date) -> SessionReport:
    """Mostly good ones, so that a history climbs."""
    if draw(st.integers(0, 5)) > 0:
        return attrs.evolve(SessionReport(day=day, **GOOD), minutes=draw(st.sampled_from((5, 8, 10, 60))))
    if draw(st.integers(0, 4)) == 0:
        return SessionReport(day=day, done=False)
    bruise = draw(st.sampled_from((None, False, False, True)))
    return SessionReport(
        day=day,
        minutes=draw(st.one_of(st.none(), st.integers(0, 60))),
        ceiling=draw(ratings),
        pain_before=draw(ratings),
        pain_during=draw(ratings),
        pain_next_morning=draw(ratings),
        new_bruise=bruise,
        bruise_gone_on=day + timedelta(days=draw(st.integers(0, 9))) if bruise and draw(st.integers(0, 3)) else None,
    )


@st.composite
def histories(draw: st.DrawFn, last: date = START - timedelta(days=1)) -> tuple[SessionReport, ...]:
    """Good sessions, as many as climb to some step, and then all sorts, now and then with a long gap."""
    day = last
    found: list[SessionReport] = []
    for _ in range(draw(st.integers(0, 6))):
        found.append(draw(reports(day)))
        day -= timedelta(days=draw(st.sampled_from((2, 2, 2, 3, 1, 16))))
    climbed = draw(st.sampled_from((0, 2, 3, 5, 9, 14, 15, 20, 20)))
    return (*found, *(SessionReport(day=day - timedelta(days=2 * at), **GOOD) for at in range(climbed)))


def climbed(count: int) -> tuple[SessionReport, ...]:
    """Give so many good sessions, two days apart, the last one two days before the week."""
    return tuple(SessionReport(day=START - timedelta(days=2 * at), **GOOD) for at in range(count, 0, -1))


day_sets = st.one_of(st.just(frozenset(Weekday)), st.frozensets(st.sampled_from(Weekday), min_size=3))
hard_days = st.frozensets(st.sampled_from(Weekday), max_size=3)


@st.composite
def week_requests(draw: st.DrawFn) -> WeekRequest:
    today = draw(st.sampled_from((None, None, START, START + timedelta(days=2))))
    return WeekRequest(
        sessions=draw(st.integers(3, 5)),
        start=START,
        routine=draw(st.sampled_from(ROUTINES)),
        free=draw(day_sets),
        hard=draw(hard_days),
        history=draw(histories((today or START) - timedelta(days=draw(st.integers(1, 3))))),
        today=today,
    )


def load(found: Week | PlanningError) -> tuple[int, int, int, list[int]]:
    """Give what must not grow: sessions, their length, firm ones, and the ceilings, the highest first."""
    if isinstance(found, PlanningError):
        return 0, 0, 0, []
    sessions = found.sessions
    longest = max((session.request.seconds for session in sessions), default=0)
    return len(sessions), longest, sum(s.is_firm for s in sessions), sorted((s.pressure_cap for s in sessions), reverse=True)


def is_no_more(worse: Week | PlanningError, before: Week | PlanningError) -> bool:
    (count, longest, firm, caps), (most, limit, firm_most, bounds) = load(worse), load(before)
    return count <= most and longest <= limit and firm <= firm_most and all(cap <= bound for cap, bound in zip(caps, bounds, strict=False))


def worse_ones(report: SessionReport) -> Iterable[SessionReport]:
    """Give reports of the same session that are worse in one thing, or tell less."""
    if not report.done:
        return
    if not report.new_bruise:
        yield attrs.evolve(report, new_bruise=True)
    yield attrs.evolve(report, pain_during=10)
    yield attrs.evolve(report, pain_before=0, pain_next_morning=10)
    if report.new_bruise:
        yield attrs.evolve(report, bruise_gone_on=None)
        if report.bruise_gone_on:
            yield attrs.evolve(report, bruise_gone_on=report.bruise_gone_on + timedelta(days=5))
    if report.is_complete and report.pain_during is not None and report.pain_during <= 5:
        if not report.new_bruise and (report.pain_next_morning or 0) - (report.pain_before or 0) < 2:
            yield attrs.evolve(report, minutes=None)
            yield attrs.evolve(report, pain_before=None)
            yield attrs.evolve(report, pain_during=None)
            yield attrs.evolve(report, pain_next_morning=None)
        if report.new_bruise is False:
            yield attrs.evolve(report, new_bruise=None)


@settings(max_examples=150, deadline=None)
@given(week_requests(), st.data())
def test_one_report_that_is_worse_or_tells_less_never_makes_a_week_longer_or_firmer(request: WeekRequest, data: st.DataObject) -> None:
    candidates = [(at, worse) for at, report in enumerate(request.history) for worse in worse_ones(report)]
    if not candidates:
        return
    at, worse = data.draw(st.sampled_from(candidates))
    other = attrs.evolve(request, history=(*request.history[:at], worse, *request.history[at + 1 :]))
    assert is_no_more(planned(other), planned(request)), (planned(other), planned(request))


@settings(max_examples=100, deadline=None)
@given(week_requests(), st.data())
def test_one_more_session_that_went_badly_never_makes_a_week_longer_or_firmer(request: WeekRequest, data: st.DataObject) -> None:
    """Not even by closing a gap: having done it is no more of a reason to go on than not having done it."""
    last = max((report.day for report in request.history), default=START - timedelta(days=40))
    day = data.draw(st.dates(last + timedelta(days=1), max(last + timedelta(days=1), request.first - timedelta(days=1))))
    if day > (request.today or request.end):
        return
    bad = attrs.evolve(SessionReport(day=day, **GOOD), pain_during=data.draw(st.integers(6, 10)))
    other = attrs.evolve(request, history=(*request.history, bad))
    assert is_no_more(planned(other), planned(request)), (planned(other), planned(request))


@settings(max_examples=100, deadline=None)
@given(week_requests())
def test_it_gets_firmer_only_at_the_wished_length_and_by_one_step_at_a_time(request: WeekRequest) -> None:
    """Time before pressure: a ceiling above the first one comes with the whole length, and never both in one step."""
    week = planned(request)
    if isinstance(week, PlanningError) or not week.sessions:
        return
    first = planned(attrs.evolve(request, history=()))
    assert isinstance(first, Week)
    lowest = first.sessions[0].pressure_cap
    for session in week.sessions:
        assert session.pressure_cap <= lowest or session.request.seconds == request.routine.seconds


@settings(max_examples=80, deadline=None)
@given(week_requests(), st.booleans())
def test_one_more_good_session_leads_up_by_one_step_at_most(request: WeekRequest, is_firm: bool) -> None:  # noqa: FBT001 - drawn
    """Longer or firmer, never both at once; the week before is compared as it would be without a gap."""
    asked = attrs.evolve(request, history=climbed(20)) if is_firm else request
    last = max((report.day for report in asked.history), default=START - timedelta(days=2))
    day = last + timedelta(days=1)
    before, after = (
        planned(attrs.evolve(asked, history=(*asked.history, *more), start=START + timedelta(days=7), today=None))
        for more in ((SessionReport(day=day),), (SessionReport(day=day, **GOOD),))
    )
    if isinstance(before, PlanningError) or isinstance(after, PlanningError):
        return
    assert after.step - before.step in (0, 1)
    (_, longer, _, firmer), (_, long, _, firm) = load(after), load(before)
    assert longer <= long or firmer[0] <= firm[0]


@settings(max_examples=100, deadline=None)
@given(week_requests(), st.integers(1, 60))
def test_a_longer_gap_never_leads_up(request: WeekRequest, days: int) -> None:
    week = planned(request)
    if isinstance(week, PlanningError) or week.done or not week.sessions:
        return
    moved = tuple(
        attrs.evolve(
            report,
            day=report.day - timedelta(days=days),
            bruise_gone_on=report.bruise_gone_on and report.bruise_gone_on - timedelta(days=days),
        )
        for report in request.history
    )
    later = planned(attrs.evolve(request, history=moved))
    assert isinstance(later, Week)
    if later.sessions and later.sessions[0].day == week.sessions[0].day:
        assert later.step <= week.step


@settings(max_examples=60, deadline=None)
@given(week_requests(), st.data())
def test_worse_twice_running_stops_every_week_and_session_until_somebody_has_looked_at_it(
    request: WeekRequest, data: st.DataObject
) -> None:
    """Whatever came before and after: nothing but a day in `seen_on` opens it again."""
    week = planned(request)
    last = START - timedelta(days=200)
    pair = [
        attrs.evolve(SessionReport(day=last + timedelta(days=2 * at), **GOOD), pain_next_morning=data.draw(st.integers(3, 10)))
        for at in (0, 1)
    ]
    history = (*pair, *(report for report in request.history if report.day > pair[-1].day))
    stopped = planned(attrs.evolve(request, history=history))
    assert isinstance(stopped, WeekRefused)
    assert stopped.reason == "worse-running"
    assert stopped.advice == catalogue().advice["see-soon"]
    if isinstance(week, Week) and week.sessions:
        with pytest.raises(WeekRefused):
            plan_session(week, week.sessions[0].day, history=history, complete=True)
    assert not isinstance(planned(attrs.evolve(request, history=pair, seen_on=START - timedelta(days=100))), WeekRefused)


@settings(max_examples=60, deadline=None)
@given(week_requests(), st.data())
def test_while_there_is_a_bruise_there_is_no_week_and_no_session(request: WeekRequest, data: st.DataObject) -> None:
    week = planned(request)
    done = [at for at, report in enumerate(request.history) if report.done]
    if not done:
        return
    at = data.draw(st.sampled_from(done))
    bruised = attrs.evolve(request.history[at], new_bruise=True, bruise_gone_on=None)
    history = (*request.history[:at], bruised, *request.history[at + 1 :])
    assert isinstance(planned(attrs.evolve(request, history=history)), WeekRefused)
    if isinstance(week, Week) and week.sessions:
        with pytest.raises(WeekRefused):
            plan_session(week, week.sessions[0].day, history=history, complete=True)


@settings(max_examples=150, deadline=None)
@given(week_requests())
def test_firm_sessions_never_lie_on_days_running_nor_on_a_hard_day_nor_on_the_day_after(request: WeekRequest) -> None:
    week = planned(request)
    if isinstance(week, PlanningError):
        return
    firm = [session.day for session in week.sessions if session.pressure_cap >= FIRM_FROM]
    assert [session.day for session in week.sessions if session.is_firm] == firm
    earlier = [report.day for report in request.history if report.done and (report.ceiling is None or report.ceiling >= FIRM_FROM)]
    assert all(abs((a - b).days) > 1 for a, b in combinations(firm, 2))
    assert all(abs((a - b).days) > 1 for a in firm for b in earlier)
    for day in firm:
        assert Weekday.of(day) not in request.hard
        assert Weekday.of(day - timedelta(days=1)) not in request.hard


@settings(max_examples=60, deadline=None)
@given(week_requests())
def test_sessions_lie_on_free_days_after_every_rest_and_hold_no_answers(request: WeekRequest) -> None:
    week = planned(request)
    if isinstance(week, PlanningError):
        return
    assert len(week.sessions) + week.done <= max(request.sessions, week.done)
    for session in week.sessions:
        assert request.first <= session.day <= request.end
        assert Weekday.of(session.day) in request.free
        assert week.rest_until is None or session.day >= week.rest_until
        assert all(session.day >= report.bruise_gone_on for report in request.history if report.bruise_gone_on)
        assert (session.request.answers.symptoms, session.request.answers.absent, session.request.cleared) == ((), (), ())
        assert session.request.seconds <= request.routine.seconds
        assert session.request.pressure_cap == session.pressure_cap
    assert [session.number for session in week.sessions] == list(range(week.done + 1, week.done + 1 + len(week.sessions)))


@settings(max_examples=60, deadline=None)
@given(week_requests())
def test_the_same_input_gives_the_same_week_whatever_the_order_of_it(request: WeekRequest) -> None:
    one = planned(request)
    planned.cache_clear()
    again = attrs.evolve(request, history=request.history[::-1], free=frozenset(request.free), hard=list(request.hard)[::-1])
    assert repr(one) == repr(planned(again))
    assert request == WeekRequest.from_json(request.to_json())
    if isinstance(one, Week):
        assert one == Week.from_json(one.to_json())


NO_MORE = tuple(sorted(name for name in catalogue().findings if triage([name]).urgency >= Urgency.SAME_DAY))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NO_MORE), st.booleans())
@example("chest-pain", True)
def test_there_is_no_plan_after_a_red_flag(name: str, is_complete: bool) -> None:  # noqa: FBT001 - drawn
    week = plan_week(sessions=3, start=START, minutes=8, complete=True)
    for plan in (
        lambda: plan_week(sessions=3, start=START, minutes=8, symptoms={name}, complete=is_complete),
        lambda: plan_session(week, week.sessions[0].day, symptoms={name}, complete=is_complete),
    ):
        try:
            plan()
        except RoutineRefused as refused:
            assert refused.triage.urgency >= Urgency.SAME_DAY
        else:
            raise AssertionError(name)


@settings(max_examples=60, deadline=None)
@given(week_requests(), st.booleans())
def test_a_session_without_the_answers_of_its_day_is_light_and_says_so(request: WeekRequest, is_told: bool) -> None:  # noqa: FBT001 - drawn
    """However complete the answers were on planning the week: none of them counts for a session."""
    week = planned(request)
    if isinstance(week, PlanningError) or not week.sessions:
        return
    routine = plan_session(week, week.sessions[0].day, absent={"fever"} if is_told else ())
    assert not routine.screened
    assert routine.ask
    assert routine.pressure_cap <= catalogue().policy.unscreened_cap


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ROUTINES[1:3]), st.integers(3, 5), hard_days, st.data())
def test_no_session_is_firm_beside_a_firm_day_or_in_the_week_of_a_rest(
    routine: RoutineRequest, sessions: int, hard: frozenset[Weekday], data: st.DataObject
) -> None:
    """Also beside a session that nobody had planned: what came since the week was planned counts."""
    history = climbed(20)
    week = plan_week(WeekRequest(sessions=sessions, start=START, routine=routine, hard=hard, history=history), complete=True)
    session = data.draw(st.sampled_from(week.sessions))
    day = data.draw(st.dates(START - timedelta(days=1), max(START - timedelta(days=1), session.day - timedelta(days=1))))
    good = SessionReport(day=day, **GOOD)
    report = data.draw(st.sampled_from((good, attrs.evolve(good, ceiling=None), attrs.evolve(good, pain_during=9))))
    try:
        planned_now = plan_session(week, session.day, history=(*history, report), complete=True)
    except WeekRefused as refused:
        assert refused.reason == "rest"
        return
    if report.pain_during == 9 or day == session.day - timedelta(days=1):
        assert planned_now.pressure_cap < FIRM_FROM


@settings(max_examples=60, deadline=None)
@given(week_requests(), st.data())
def test_a_session_is_never_longer_or_firmer_than_in_its_week(request: WeekRequest, data: st.DataObject) -> None:
    week = planned(request)
    if isinstance(week, PlanningError) or not week.sessions:
        return
    session = data.draw(st.sampled_from(week.sessions))
    since = [entry.report(**data.draw(feelings())) for entry in week.sessions if entry.day < session.day]
    try:
        routine = plan_session(week, session.day, history=[*request.history, *since], complete=True)
    except WeekRefused as refused:
        assert refused.reason != "rest" or (refused.until is not None and refused.until > session.day)
        return
    assert routine.request.seconds <= session.request.seconds
    assert routine.pressure_cap <= session.pressure_cap


@st.composite
def feelings(draw: st.DrawFn) -> Felt:
    if draw(st.booleans()):
        return {"pain_before": 1, "pain_during": 2, "pain_next_morning": 1, "new_bruise": False}
    return {"pain_before": draw(ratings), "pain_during": draw(ratings), "pain_next_morning": draw(ratings)}


@settings(max_examples=60, deadline=None)
@given(week_requests())
def test_missing_data_never_leads_up(request: WeekRequest) -> None:
    """A history in which each report lacks something leads to the first step."""
    bare = tuple(attrs.evolve(report, pain_next_morning=None) if report.done else report for report in request.history)
    week = planned(attrs.evolve(request, history=bare))
    if isinstance(week, Week):
        assert week.step == 0
        first = plan_week(attrs.evolve(request, history=()), complete=True).sessions[0]
        assert all(session.request.seconds <= first.request.seconds for session in week.sessions)
        assert all(session.pressure_cap <= first.pressure_cap for session in week.sessions)


STAGES = ("pull-1", "pull-2", "pull-3")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STAGES), st.sampled_from((2, 2, 9))), min_size=1, max_size=8), st.data())
def test_one_report_that_is_worse_or_tells_less_never_opens_a_later_stage(found: list[tuple[str, int]], data: st.DataObject) -> None:
    told = [
        attrs.evolve(SessionReport(day=START - timedelta(days=3 * (len(found) - at)), stage=stage, **GOOD), pain_during=pain)
        for at, (stage, pain) in enumerate(found)
    ]
    candidates = [(at, worse) for at, report in enumerate(told) for worse in worse_ones(report)]
    at, worse = data.draw(st.sampled_from(candidates))

    def latest(history: list[SessionReport]) -> int:
        request = WeekRequest(sessions=3, start=START, routine=ROUTINES[0], history=history)
        closed = dict(standing(catalogue(), request, 9).held_back)
        return min((STAGES.index(back) for back in closed.values()), default=len(STAGES))

    assert latest([*told[:at], worse, *told[at + 1 :]]) <= latest(told)


# ---------------------------------------------------------------------------- exactness

offsets = st.frozensets(st.integers(0, WEEK_DAYS - 1))


@st.composite
def day_problems(draw: st.DrawFn) -> Days:
    done = draw(st.frozensets(st.integers(0, 2), max_size=2))
    free = draw(offsets) - set(range(max(done) + 1)) if done else draw(offsets)
    return Days(
        free=tuple(sorted(free)),
        wanted=draw(st.integers(0, 5)),
        gap=draw(st.integers(1, 3)),
        done=tuple(sorted(done)),
        near=draw(offsets),
        held=draw(offsets),
        firm_before=draw(st.frozensets(st.integers(-2, 1), max_size=2)),
        is_firm=draw(st.booleans()),
    )


def brute(days: Days) -> tuple[tuple[int, ...], frozenset[int]]:
    """Try all 128 sets of days with all their subsets of firm days; written apart from the planner, from the stated order."""
    best: tuple[object, ...] | None = None
    found: tuple[tuple[int, ...], frozenset[int]] = ((), frozenset())
    for mask in range(2**WEEK_DAYS):
        chosen = tuple(day for day in range(WEEK_DAYS) if mask >> day & 1)
        if not set(chosen) <= set(days.free) or len(chosen) > days.wanted:
            continue
        if any(0 < b - a < days.gap for a in chosen for b in chosen):
            continue
        here = sorted(set(chosen) | set(days.done))
        around = [*here, *(day + WEEK_DAYS for day in here)]
        spread = sum((around[at + order] - day) ** 2 for order in range(1, len(here)) for at, day in enumerate(here))
        for part in range(2 ** len(chosen)):
            firm = tuple(day for at, day in enumerate(chosen) if part >> at & 1)
            if firm and not days.is_firm:
                continue
            if set(firm) & days.held or any(abs(day - other) == 1 for day in firm for other in days.firm_before):
                continue
            if any((b - a) % WEEK_DAYS == 1 for a in firm for b in firm):
                continue
            key = (-len(chosen), -len(days.near & set(chosen)), spread, -len(firm), chosen, firm)
            if best is None or key < best:
                best, found = key, (chosen, frozenset(firm))
    return found


@settings(max_examples=200, deadline=None)
@given(day_problems())
def test_the_days_are_the_best_of_all_sets_of_days(days: Days) -> None:
    assert brute(days) == best_days(days)
    assert len(brute(days)[0]) == most_days(days)
