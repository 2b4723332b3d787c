"""From a request to a routine."""

from collections.abc import Callable
from functools import cache
from typing import Unpack

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.errors import NoRoutineFits, RequestError, RoutineRefused
from hamstring.model.places import QUADRANTS
from hamstring.model.requests import RoutineRequest
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.planning.asking import checked, excluded
from hamstring.planning.changes import Change, most_to_choose_from, needed, other_requests, with_changes
from hamstring.planning.done import done_of
from hamstring.planning.keywords import RoutineFields, answers_of, content_of, only_known
from hamstring.planning.layout import lay_out
from hamstring.planning.ledger import ledger_of
from hamstring.planning.omissions import omissions_of
from hamstring.planning.permission import Allowed, allowed, urgent_questions
from hamstring.planning.posing import problems
from hamstring.planning.problem import Frame
from hamstring.planning.solve import Choice, Solver
from hamstring.planning.stock import Stock
from hamstring.safety.triage import Triage, rules_of
from hamstring.safety.triage import triage as triage_answers


def plan_routine(
    request: RoutineRequest | None = None, /, *, catalogue: Catalogue | None = None, **fields: Unpack[RoutineFields]
) -> Routine:
    """Plan the best routine for a request, to the second.

    Give one `RoutineRequest`, or its fields as keywords. The answers to the safety questions are given as
    ``symptoms``, ``absent`` and ``complete``, or taken from a ``triage``; without any, the routine is unscreened,
    held to a low pressure, and says so.

    Args:
        request: Everything at once; then no field may be given beside it.
        catalogue: The content to use, or None for the shipped one.
        **fields: The fields of a request, as follows.
        minutes: Whole minutes at hand, 1 to 60; give this or ``budget_s``.
        budget_s: Seconds at hand, a multiple of 5; give this or ``minutes``.
        tools: Ids of the tools at hand.
        positions: Positions that may be used.
        goal: What the routine is for.
        legs: Which legs.
        first_leg: The leg to start with.
        spots: Tender spots, at most four a leg, as `TenderSpot` or ``leg:region:tenderness``.
        focus: The line to favour.
        exclude: Places to leave out, as ``leg:region`` or ``region`` for both legs.
        pressure_cap: Highest felt pressure wanted, 1 to 10; the content may hold it lower.
        experience: ``beginner``, ``regular`` or ``experienced``.
        pace: How long changes of position may take.
        already_warm: True after easy movement.
        stretch: False leaves static stretches out.
        skin: Whether the strokes touch bare skin or clothes.
        symptoms: Findings that are present.
        absent: Findings that are denied.
        complete: True denies every finding that is not named.
        triage: Short for the answers of a triage made under the same rules.
        cleared: Findings that a clinician has considered and allowed.
        done: What was done already in this session, as ``leg:region:seconds`` or ``leg:region:seconds:variant``.

    Returns:
        A routine that no other one beats under the stated score; of equals the shortest.

    Raises:
        RequestError: If a field has the wrong type or value.
        UnknownIdError: If an id is unknown.
        AnswersError: If answers contradict each other.
        RoutineRefused: If the answers forbid a routine, or a question must be answered first.
        NoRoutineFits: If nothing fits; with the least seconds, and other changes that would help.

    Example:
        >>> from hamstring import plan_routine
        >>> plan = plan_routine(minutes=8, tools={"hands"}, complete=True)
        >>> plan.screened, plan.seconds <= 480
        (True, True)
    """
    content = content_of(catalogue)
    if request is None:
        return _plan(content, _request(content, fields))
    if not isinstance(request, RoutineRequest):
        raise RequestError("request", request, "a `RoutineRequest`, or keywords")
    if fields:
        raise RequestError("request", "a request and keywords", "either a `RoutineRequest` or keywords")
    return _plan(content, request)


def _request(content: Catalogue, fields: RoutineFields) -> RoutineRequest:
    """Make a request of keywords; the answers are read as `triage` reads them."""
    only_known(fields, RoutineFields)
    given = dict(fields)
    answers, cleared = answers_of(content, given)
    return RoutineRequest(**given, answers=answers, cleared=cleared)  # type: ignore[arg-type]  # each field checks what it is given


def asked_of(content: Catalogue, request: RoutineRequest) -> tuple[RoutineRequest, Allowed]:
    """Check a request, and say what its answers allow.

    Raises:
        RequestError: If a field has a wrong value.
        UnknownIdError: If an id is unknown.
        RoutineRefused: If the answers forbid a routine, or a question must be answered first.
    """
    known = checked(content, rules_of(content).table, request)
    answers = known.answers
    answered = triage_answers(answers.symptoms, absent=answers.absent, catalogue=content)
    return known, allowed(content, known, answered)


def _plan(content: Catalogue, request: RoutineRequest) -> Routine:
    known, what = asked_of(content, request)
    frame, reasons = frame_of(content, known, what)
    choice = best_choice(frame)
    if choice is None:
        raise _nothing_fits(content, known, what, frame)
    return _routine(request, frame, what, choice, reasons)


def frame_of(content: Catalogue, request: RoutineRequest, what: Allowed) -> tuple[Frame, tuple[str, ...]]:
    """Give what holds for a request, and the reasons for its ceiling."""
    policy, goal = content.policy, content.goals[request.goal.value]
    experience = policy.experience(request.experience)
    bounds = {
        "cap-experience": experience.cap,
        "cap-goal": goal.cap,
        "cap-wish": request.pressure_cap,
        "cap-limits": what.limits.max_pressure,
        "cap-unscreened": None if what.settled else policy.unscreened_cap,
    }
    told = {reason: bound for reason, bound in bounds.items() if bound is not None}
    cap = min(told.values())
    out = {place for entry in request.exclude for place in excluded(rules_of(content).table, entry)}
    open_ = tuple(
        frozenset(name for name in QUADRANTS if name not in closed and (leg, name) not in out)
        for leg, closed in zip(what.legs, what.keep_off, strict=True)
    )
    frame = Frame(catalogue=content, request=request, limits=what.limits, legs=what.legs, open=open_, cap=cap, budget_s=request.seconds)
    return frame, tuple(reason for reason, bound in told.items() if bound == cap)


def best_choice(frame: Frame) -> Choice | None:
    """Give the best routine of all ways of warming up, or None when none fits."""
    found: Choice | None = None
    stock: Stock | None = None
    for problem in problems(frame):
        solver = Solver(problem, stock)
        stock = solver.stock
        choice = solver.best(found.score if found else None)
        if choice and (found is None or (choice.score, -choice.seconds) > (found.score, -found.seconds)):
            found = choice
    return found


def least_seconds(frame: Frame) -> int | None:
    """Give the least seconds of any routine, whatever the budget; None when there is none."""
    found = [seconds for problem in problems(frame) if (seconds := Solver(problem).least_seconds()) is not None]
    return min(found, default=None)


def _nothing_fits(content: Catalogue, request: RoutineRequest, what: Allowed, frame: Frame) -> NoRoutineFits:
    least = least_seconds(frame)
    highest = 60 * content.policy.minutes_high
    if least is not None and least > highest:
        least = None
    others = other_requests(content, request, what)
    changes = tuple(_told(content, change) for change in others if _works(content, change[2], what.triage))
    if least is None and not changes:
        changes = _together(content, request, what, others)
    phrase = "nothing-fits-time" if least is not None else "nothing-fits"
    values = {"seconds": least, "minutes": -(-least // 60)} if least is not None else {}
    return NoRoutineFits(content.phrases[phrase].text.format(**values), least, changes)


def _told(content: Catalogue, change: Change) -> str:
    phrase, values, _ = change
    return content.phrases[phrase].text.format(**values)


def _together(content: Catalogue, request: RoutineRequest, what: Allowed, others: list[Change]) -> tuple[str, ...]:
    """Tell changes that help only together, none of which can be left out, with the minutes that they need; or nothing."""
    ample = attrs.evolve(request, minutes=content.policy.minutes_high, budget_s=None)
    wide = most_to_choose_from(content, ample, what)
    if not _works(content, wide, what.triage):
        return ()
    found = needed(ample, wide, others, lambda other: _works(content, other, what.triage))
    least = _least_of(content, with_changes(ample, request, found), what.triage)
    told = [_told(content, change) for change in found]
    if least is not None and least > request.seconds:
        told.append(_told(content, ("change-minutes", {"minutes": str(-(-least // 60))}, request)))
    return (content.phrases["and"].text.join(told),) if found else ()


def _works(content: Catalogue, request: RoutineRequest, answered: Triage) -> bool:
    least = _least_of(content, request, answered)
    return least is not None and least <= request.seconds


def _least_of(content: Catalogue, request: RoutineRequest, answered: Triage) -> int | None:
    """Give the least seconds of a request under the same answers, or None when it is refused or nothing fits."""
    try:
        what = allowed(content, request, answered)
    except RoutineRefused:
        return None
    return least_seconds(frame_of(content, request, what)[0])


def _routine(request: RoutineRequest, frame: Frame, what: Allowed, choice: Choice, reasons: tuple[str, ...]) -> Routine:
    content = frame.catalogue
    segments = lay_out(choice)
    known = done_of(content, request)
    work = {leg: sum(entry.seconds for entry in known if entry.leg is leg) for leg in choice.problem.legs}
    for segment in segments:
        if segment.leg in work and segment.kind in (SegmentKind.WORK, SegmentKind.HOLD, SegmentKind.LIGHT):
            work[segment.leg] += segment.seconds
    highs = [segment.high for segment in segments if segment.high is not None]
    cap = choice.problem.cap
    return Routine(
        request=request,
        seconds=segments[-1].end_s,
        segments=segments,
        score=choice.score,
        ledger=ledger_of(choice),
        omissions=omissions_of(frame, what, choice, _longest(frame)),
        pressure_cap=max(highs, default=cap),
        cap_reasons=reasons if cap == frame.cap else ("cap-cold",),
        screened=what.screened,
        settled=what.settled,
        search_pass=any(segment.search for segment in segments),
        ask=urgent_questions(content, request, what.triage),
        spot_questions=_spot_questions(content, request, what),
        limited_by=tuple(rule.id for rule in what.by),
        because=tuple(dict.fromkeys(rule.why for rule in what.by)),
        limits=what.limits,
        closed=_closed(frame, what),
        sources=_sources(content, what, segments),
        min_gap_h=what.limits.min_gap_h,
        is_quick=min(filter(None, work.values())) < content.policy.quick_below_s,
        content_version=content.manifest.content_version,
        rules_digest=what.triage.rules_digest,
    )


def _closed(frame: Frame, what: Allowed) -> tuple[str, ...]:
    open_ = dict.fromkeys(what.shut, frozenset[str]()) | dict(zip(frame.legs, frame.open, strict=True))
    return tuple(sorted(f"{leg.value}:{name}" for leg, here in open_.items() for name in QUADRANTS if name not in here))


def _longest(frame: Frame) -> Callable[[], Choice | None]:
    """Give, on demand and once, what would be chosen with all the time that may be asked for."""
    budget_s = 60 * frame.catalogue.policy.minutes_high
    return cache(lambda: best_choice(attrs.evolve(frame, budget_s=budget_s)))


def _sources(content: Catalogue, what: Allowed, segments: tuple[Segment, ...]) -> tuple[str, ...]:
    doing = {segment.doing for segment in segments if segment.doing}
    found = {name for rule in what.by for name in rule.sources}
    for kind in (content.variants, content.stretches, content.warmups):
        found.update(name for key in doing & kind.keys() for name in kind[key].sources)
    return tuple(sorted(found))


def _spot_questions(content: Catalogue, request: RoutineRequest, what: Allowed) -> tuple[str, ...]:
    if not request.spots:
        return ()
    answers = what.triage.answers
    said = {*answers.present, *answers.absent, *(entry.finding for entry in answers.placed)}
    return tuple(name for name in content.screens["spot"].findings if name not in said)


__all__ = ["asked_of", "best_choice", "frame_of", "least_seconds", "plan_routine"]
