"""From a request to a week of sessions, and from one of them with fresh answers to a routine."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Unpack, cast

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.errors import NoRoutineFits, NoWeekFits, RequestError, WeekRefused
from hamstring.model.answers import Answers
from hamstring.model.outcomes import Permission
from hamstring.model.requests import RoutineRequest, Texts
from hamstring.model.routines import Routine
from hamstring.model.screening import Rule
from hamstring.model.week_requests import ReportsGiven, Weekday, WeekRequest, read_day
from hamstring.model.weeks import Week, WeekSession
from hamstring.planning.asking import checked
from hamstring.planning.keywords import AnswersGiven, WeekFields, answers_of, content_of, only_known
from hamstring.planning.permission import Allowed, allowed
from hamstring.planning.plan import plan_routine
from hamstring.planning.week_days import Days, best_days, most_days
from hamstring.planning.week_history import BRUISE, REST, Standing, standing
from hamstring.planning.week_steps import Step, Steps, steps_of
from hamstring.safety.triage import rules_of
from hamstring.safety.triage import triage as triage_answers

_HOURS = 24


def plan_week(request: WeekRequest | None = None, /, *, catalogue: Catalogue | None = None, **fields: Unpack[WeekFields]) -> Week:
    """Plan a week of sessions: on which days, how long, and how firm at most.

    Give one `WeekRequest`, or its fields as keywords; the fields of a `RoutineRequest` say what a session is to
    become in the end. The answers to the safety questions are given beside either, and are not kept: the week tells
    what to do, and `plan_session` asks anew whether it may be done.

    Args:
        request: Everything but the answers at once; then no other field may be given beside it.
        catalogue: The content to use, or None for the shipped one.
        **fields: The fields of a request and the answers, as follows.
        sessions: Sessions in the week, 3 to 5.
        start: The first of the seven days.
        free: Days on which a session may lie, such as ``{"mon", "wed"}``; all without it.
        hard: Days of hard training. On them and on the day after firm work is held down.
        history: Reports on earlier sessions, as `SessionReport`; those of this week count as done.
        seen_on: The day on which a professional last looked at it and allowed going on.
        today: No session lies before it; for planning the rest of a week.
        routine: A `RoutineRequest` without answers, in place of its fields.
        symptoms: Findings that are present, with ``absent``, ``complete``, ``triage`` and ``cleared`` as in
            `plan_routine`.

    Returns:
        The week. After bad feedback it is never longer or firmer than it would have been without.

    Raises:
        RequestError: If a field has the wrong type or value.
        UnknownIdError: If an id is unknown.
        AnswersError: If answers contradict each other.
        RoutineRefused: If the answers forbid a routine, or a question must be answered first.
        WeekRefused: If the history says stop, a bruise is there, or the stage of a graded return is too early for a routine.
        NoWeekFits: If so many sessions do not fit into the free days.
        NoRoutineFits: If no session fits into the time.

    Example:
        >>> from hamstring import Weekday, plan_week
        >>> week = plan_week(sessions=3, start="2026-11-23", minutes=10, hard={"tue"}, goal="soreness")
        >>> [Weekday.of(session.day).value for session in week.sessions]
        ['tue', 'wed', 'sat']
    """
    content = content_of(catalogue)
    given = cast("dict[str, Any]", dict(fields))
    answers, cleared = answers_of(content, given)
    asked = _asked(request, given)
    return _Planning(content, asked, answers, cleared).week()


def plan_session(
    week: Week,
    day: date | str,
    /,
    *,
    history: ReportsGiven | None = None,
    catalogue: Catalogue | None = None,
    **fields: Unpack[AnswersGiven],
) -> Routine:
    """Plan the routine of one session, with the answers of that day.

    What came of sessions since the week was planned counts: the routine is never longer or firmer than in the week,
    and may be shorter and softer; beside a firm session, and in the week of a rest, it is not firm. Without answers it
    is unscreened, held to a low pressure, and says so.

    Args:
        week: The week.
        day: The day of the session.
        history: All reports until now, or None for those of the week.
        catalogue: The content to use, or None for the shipped one.
        **fields: The answers of today: ``symptoms``, ``absent``, ``complete``, ``triage`` and ``cleared``, as in
            `plan_routine`.

    Returns:
        The routine.

    Raises:
        RequestError: If there is no session on that day, or a value is wrong.
        UnknownIdError: If an id is unknown.
        AnswersError: If answers contradict each other.
        RoutineRefused: If the answers forbid a routine, or a question must be answered first.
        WeekRefused: If the history says rest or stop, or the gap to the last session is too short.
        NoRoutineFits: If no routine fits.

    Example:
        >>> from hamstring import plan_session, plan_week
        >>> week = plan_week(sessions=3, start="2026-11-23", minutes=10)
        >>> routine = plan_session(week, week.sessions[0].day, complete=True)
        >>> routine.screened, routine.seconds <= 300, routine.pressure_cap
        (True, True, 3)
    """
    content = content_of(catalogue)
    if not isinstance(week, Week):
        raise RequestError("week", week, "a `Week`, as `plan_week` gives it")
    on = read_day("day", day)
    session = next((entry for entry in week.sessions if entry.day == on), None)
    if session is None:
        raise RequestError("day", str(on), "a day with a session: " + ", ".join(str(entry.day) for entry in week.sessions))
    only_known(fields, AnswersGiven)
    answers, cleared = answers_of(content, dict(fields))
    reports = week.request.history if history is None else history
    asked = attrs.evolve(week.request, history=reports, today=on)
    return _Planning(content, asked, answers, cleared).routine(session)


def _asked(request: object, fields: dict[str, Any]) -> WeekRequest:
    """Give the request, or make it of keywords.

    Raises:
        RequestError: If a value is wrong.
    """
    if request is not None:
        if not isinstance(request, WeekRequest):
            raise RequestError("request", request, "a `WeekRequest`, or keywords")
        if fields:
            raise RequestError("request", "a request and keywords", "either a `WeekRequest` or keywords, and the answers")
        return request
    only_known(fields, WeekFields)
    for name in ("sessions", "start"):
        if name not in fields:
            raise RequestError(name, None, "a number of sessions and the first day")
    own = {name: fields.pop(name) for name in attrs.fields_dict(WeekRequest) if name in fields}
    if "routine" not in own:
        own["routine"] = RoutineRequest(**fields)
    elif fields:
        raise RequestError("routine", "a routine and its fields", "either `routine`, or the fields of a routine")
    return WeekRequest(**own)


class _Planning:
    """Plans one week, or one session of it, with the answers of one day."""

    def __init__(self, content: Catalogue, request: WeekRequest, answers: Answers, cleared: Texts) -> None:
        policy = content.weeks
        if not policy.sessions_low <= request.sessions <= policy.sessions_high:
            expected = f"a whole number from {policy.sessions_low} to {policy.sessions_high}"
            raise RequestError("sessions", request.sessions, expected)
        self.request = request
        self.policy = policy
        found = standing(content, request, 0)
        self.content = _with_set_backs(content, found)
        asked = attrs.evolve(request.routine, answers=answers, cleared=cleared)
        rules = rules_of(self.content)
        self.known = checked(self.content, rules.table, asked)
        answered = triage_answers(answers.symptoms, absent=answers.absent, catalogue=self.content)
        self.what: Allowed = allowed(self.content, self.known, answered)
        self._refuse(found)
        self.stage = self._stage(found)
        self.steps = self._steps()
        self.found: Standing = standing(content, request, self.steps.top)
        self.original = content

    def _refuse(self, found: Standing) -> None:
        """Refuse when the history says stop, or a bruise is there."""
        advice, policy, content = self.content.advice, self.policy, self.content
        if found.stop:
            stop = advice[policy.stop_advice]
            raise WeekRefused(f"{content.phrases[f'week-stop-{found.stop}'].text} {stop.text}", found.stop, advice=stop)
        if found.bruised:
            raise WeekRefused(content.practices[policy.bruise_practice].text, BRUISE, advice=advice[policy.bruise_advice])

    def _steps(self) -> Steps:
        """Give the steps; a stage that leaves too little for a routine is told in its own words."""
        try:
            return steps_of(self.content, self.known, self.what)
        except NoRoutineFits as error:
            if not self.stage or error.least_s is not None:
                raise
            stage, text = self.content.stages[self.stage], self.content.phrases["week-stage-by-hand"].text
            message = text.format(title=stage.title, allowed=stage.allowed, set_back=stage.set_back)
            raise WeekRefused(message, "stage") from error

    # ------------------------------------------------------------------------ one session

    def routine(self, session: WeekSession) -> Routine:
        """Plan the routine of one session."""
        found, day = self.found, session.day
        if found.rest_until is not None and day < found.rest_until:
            raise self._rest(found.rest_until, self.content.practices[self.policy.rest_practice].text)
        if found.last is not None:
            earliest = found.last + timedelta(days=self._gap())
            if day < earliest:
                raise self._rest(earliest, self.content.phrases["gap"].text.format(hours=_HOURS * self._gap()))
        now = self.steps.after(found.step_on(self.policy, day), found)
        beside = any(abs((firm - day).days) == 1 for firm in self._firm_before())
        highest = self.policy.held_pressure if beside or self._rests() else now.cap
        least = Step(min(now.seconds, session.request.seconds), min(now.cap, highest, session.pressure_cap))
        return plan_routine(_timed(self.known, least), catalogue=self.content)

    def _rest(self, until: date, why: str) -> WeekRefused:
        text = self.content.phrases["week-rest-until"].text.format(until=until)
        return WeekRefused(f"{why} {text}", REST, until)

    def _gap(self) -> int:
        return max(self.policy.days_apart, -(-(self.what.limits.min_gap_h or 0) // _HOURS))

    # ------------------------------------------------------------------------ a week

    def week(self) -> Week:
        """Plan the week."""
        request, found = self.request, self.found
        self._check_fit()
        done = [report.day for report in request.history if report.done and report.day >= request.start]
        chosen, firm = best_days(self._days(done))
        first = request.start + timedelta(days=chosen[0]) if chosen else request.first
        step = found.step_on(self.policy, first)
        return Week(
            request=request,
            sessions=tuple(self._sessions(chosen, firm, step, len(done))),
            done=len(done),
            step=step,
            steps=self.steps.top + 1,
            reasons=tuple(self._reasons(step, request.sessions - len(done) - len(chosen))),
            rest_until=found.rest_until if found.rest_until and found.rest_until > request.first else None,
            screened=self.what.screened,
            limited_by=tuple(rule.id for rule in self.what.by if rule.id in self.original.rules),
            min_gap_h=self.what.limits.min_gap_h,
            content_version=self.content.manifest.content_version,
            rules_digest=rules_of(self.original).table.digest,
        )

    def _check_fit(self) -> None:
        """Refuse a number of sessions that the free days do not hold, whatever the history."""
        request, content = self.request, self.content
        most = self._most(request.free)
        if most >= request.sessions:
            return
        changes = [content.phrases["week-change-sessions"].text.format(sessions=most)] if most >= self.policy.sessions_low else []
        changes += [
            content.phrases["week-change-free"].text.format(day=content.phrases[f"weekday-{day}"].text)
            for day in Weekday
            if day not in request.free and self._most((*request.free, day)) >= request.sessions
        ]
        phrase = "week-no-fit" if self._gap() == 1 else "week-no-fit-gap"
        text = content.phrases[phrase].text.format(sessions=request.sessions, most=most, gap=self._gap())
        raise NoWeekFits(text, most, tuple(changes))

    def _most(self, free: Iterable[Weekday]) -> int:
        return most_days(Days(free=self._offsets(free), wanted=self.request.sessions, gap=self._gap()))

    def _offsets(self, days: Iterable[Weekday]) -> tuple[int, ...]:
        first = list(Weekday).index(Weekday.of(self.request.start))
        return tuple(sorted((list(Weekday).index(day) - first) % len(Weekday) for day in set(days)))

    def _days(self, done: list[date]) -> Days:
        request, found = self.request, self.found
        start = request.start
        earliest = max(request.first, found.rest_until or request.first)
        if found.last is not None:
            earliest = max(earliest, found.last + timedelta(days=self._gap()))
        hard = self._offsets(request.hard)
        step = self.steps.after(found.step_on(self.policy, earliest), found)
        return Days(
            free=tuple(day for day in self._offsets(request.free) if start + timedelta(days=day) >= earliest),
            wanted=max(0, request.sessions - len(done)),
            gap=self._gap(),
            done=tuple((day - start).days for day in done),
            near=_after(hard, self.policy.days_after(request.routine.goal.value)),
            held=_after(hard, self.policy.held_after_hard),
            firm_before=frozenset((firm - start).days for firm in self._firm_before()),
            is_firm=self._is_firm(step.cap) and not self._rests(),
        )

    def _firm_before(self) -> Iterable[date]:
        """Give the days of sessions that were firm, or may have been."""
        return (report.day for report in self.request.history if report.done and self._is_firm(report.ceiling))

    def _rests(self) -> bool:
        """Say whether a rest reaches into the week; then no session of it is firm."""
        return self.found.rest_until is not None and self.found.rest_until > self.request.start

    def _is_firm(self, cap: int | None) -> bool:
        return cap is None or cap >= self.content.policy.firm_from

    def _sessions(self, chosen: tuple[int, ...], firm: frozenset[int], step: int, done: int) -> Iterable[WeekSession]:
        here = self.steps.after(step, self.found)
        for number, day in enumerate(chosen, done + 1):
            is_held = self._is_firm(here.cap) and day not in firm
            cap = min(here.cap, self.policy.held_pressure) if is_held else here.cap
            planned = _timed(self.known, Step(here.seconds, cap))
            yield WeekSession(
                number=number,
                day=self.request.start + timedelta(days=day),
                request=attrs.evolve(planned, answers=Answers(), cleared=()),
                pressure_cap=cap,
                cap_reasons=("week-cap-held",) if is_held else ("week-cap-step",) if step < self.steps.top else ("week-cap-top",),
                is_firm=self._is_firm(cap),
                stage=self.stage,
            )

    def _stage(self, found: Standing) -> str:
        """Give the stage of a graded return that the answers tell, or the one that a set-back leads to."""
        told = self.what.triage.answers
        present = {*told.present, *(entry.finding for entry in told.placed)}
        back = dict(found.held_back)
        for entry in self.policy.returns:
            here = [name for name in entry.stages if self.content.stages[name].finding in present]
            if here:
                return back.get(here[-1], here[-1])
        return ""

    def _reasons(self, step: int, missing: int) -> Iterable[str]:
        found = self.found
        if not any(report.done for report in self.request.history):
            yield "week-first"
        elif found.went_down:
            yield "week-down"
        elif step < found.step:
            yield "week-gap"
        elif step == self.steps.top:
            yield "week-top"
        else:
            yield "week-same"
        if found.held_back and self.stage:
            yield "week-set-back"
        if self._rests():
            yield "week-rest"
        if missing > 0:
            yield "week-missing"


def _after(days: Iterable[int], steps: Iterable[int]) -> frozenset[int]:
    """Give the days that lie so many days after some, around the week."""
    after = tuple(steps)
    return frozenset((day + step) % len(Weekday) for day in days for step in after)


def _timed(request: RoutineRequest, step: Step) -> RoutineRequest:
    minutes, rest = divmod(step.seconds, 60)
    return attrs.evolve(request, pressure_cap=step.cap, minutes=None if rest else minutes, budget_s=step.seconds if rest else None)


def _with_set_backs(content: Catalogue, found: Standing) -> Catalogue:
    """Add a rule for each stage that a set-back closes: what holds there holds with the limits of the earlier stage too."""
    rules: list[Rule] = []
    for stage, back in found.held_back:
        later, earlier = content.stages[stage], content.stages[back]
        bound = next((rule for rule in content.rules.values() if rule.when == (earlier.finding,)), None)
        if bound is not None and bound.massage is not Permission.NOT_TODAY:
            rules.append(attrs.evolve(bound, id=f"set-back-{stage}", when=(later.finding,), why=later.set_back, editorial=True))
    return content.with_rules(*rules) if rules else content


__all__ = ["plan_session", "plan_week"]
