"""The types of the public API, as a checker sees them. Checked by mypy and pyright, never run."""

from collections.abc import Mapping
from datetime import date
from typing import assert_type

from hamstring import (
    Advice,
    Answers,
    AnswersError,
    Catalogue,
    ContentError,
    Explanation,
    Finding,
    Goal,
    HamstringError,
    Leg,
    Limits,
    NoRoutineFits,
    Omission,
    Outcome,
    Permission,
    Placed,
    Position,
    RequestError,
    Routine,
    RoutineRefused,
    RoutineRequest,
    Rule,
    Segment,
    TenderSpot,
    Tool,
    Triage,
    UnknownIdError,
    Urgency,
    VignetteResult,
    Week,
    WeekRequest,
    WhyNot,
    catalogue,
    plan_routine,
    plan_session,
    plan_week,
    run_vignettes,
    shortest_screen,
    suggest,
    triage,
)


def answering(content: Catalogue) -> None:
    answer = assert_type(triage({"fever"}), Triage)
    assert_type(triage(["fever"], absent=("chest-pain",), complete=True, catalogue=content), Triage)
    assert_type(triage((Placed("open-wound", Leg.LEFT), "fever")), Triage)
    assert_type(answer.urgency, Urgency)
    assert_type(answer.urgency >= Urgency.SAME_DAY, bool)
    assert_type(answer.massage, Permission)
    assert_type(answer.limits, Limits)
    assert_type(answer.at_least | answer.at_most, Outcome)
    assert_type(answer.at_least <= answer.at_most, bool)
    assert_type(answer.settled, bool)
    assert_type(answer.ask, tuple[str, ...])
    assert_type(answer.decided_by, tuple[Rule, ...])
    assert_type(answer.advice, tuple[Advice, ...])
    assert_type(answer.answers, Answers)
    assert_type(answer.massage_on("left"), Permission)
    assert_type(answer.to_json(), str)
    assert_type(suggest("calf"), tuple[Finding, ...])
    assert_type(shortest_screen("emergency"), tuple[str, ...])
    triage("fever")  # type: ignore[arg-type]  # a bare string is no collection of ids
    triage({"fever"}, complete=1)  # type: ignore[arg-type]  # 1 is not True
    triage({"fever"}, ("fever",))  # type: ignore[call-arg]  # options are keywords


def planning(content: Catalogue, request: RoutineRequest) -> None:
    plan = assert_type(plan_routine(minutes=10, tools={"hands"}, goal="flexibility", legs=Leg.LEFT), Routine)
    assert_type(plan_routine(request, catalogue=content), Routine)
    assert_type(plan_routine(budget_s=600, spots=["left:outer-lower:2"], positions={"chair"}, triage=triage(())), Routine)
    assert_type(plan.request, RoutineRequest)
    assert_type(plan.seconds, int)
    assert_type(plan.screened, bool)
    assert_type(plan.segments, tuple[Segment, ...])
    assert_type(plan.segments[0].leg, Leg | None)
    assert_type(plan.omissions, tuple[Omission, ...])
    assert_type(request.goal, Goal)
    assert_type(request.positions, tuple[Position, ...])
    assert_type(request.spots, tuple[TenderSpot, ...])
    assert_type(request.tools, tuple[str, ...])
    assert_type(RoutineRequest.from_json(request.to_json()), RoutineRequest)
    assert_type(TenderSpot.parse("left:outer-lower"), TenderSpot)
    assert_type(plan.explain(), Explanation)
    assert_type(plan.explain().what_ifs[0].routine, Routine | None)
    assert_type(plan.why_not("chair"), WhyNot)
    assert_type(plan.resume(at=60, spots=["left:outer-lower:2"], symptoms={"fever"}), Routine)
    assert_type(plan.to_markdown(), str)
    plan.resume(at=60, goal="soreness")  # type: ignore[call-arg]  # only answers are given anew
    plan_routine(minutes="10")  # type: ignore[arg-type]  # text is no number
    plan_routine(minuets=10)  # type: ignore[call-arg]  # a misspelt field
    plan_routine(minutes=10, tools="hands")  # type: ignore[arg-type]  # a bare string
    plan.seconds = 5  # type: ignore[misc]  # values are immutable


def weeks(request: WeekRequest, day: date) -> None:
    week = assert_type(plan_week(request), Week)
    assert_type(plan_session(week, day), Routine)


def content_of() -> None:
    content = assert_type(catalogue(), Catalogue)
    assert_type(content.tools, Mapping[str, Tool])
    assert_type(content.findings["fever"], Finding)
    assert_type(content.rules["fever"].urgency, Urgency)
    assert_type(Catalogue.from_folder("mine"), Catalogue)
    assert_type(run_vignettes(content), tuple[VignetteResult, ...])


def failing(error: HamstringError) -> None:
    match error:
        case RoutineRefused():
            assert_type(error.triage, Triage)
            assert_type(error.ask, tuple[str, ...])
        case NoRoutineFits():
            assert_type(error.least_s, int | None)
        case UnknownIdError():
            assert_type(error.near, dict[str, tuple[str, ...]])
        case RequestError():
            assert_type(error.value, str)
        case ContentError():
            assert_type((error.file, error.record, error.field, error.problem), tuple[str, str, str, str])
        case AnswersError():
            assert_type(error.findings, tuple[str, ...])
        case _:
            assert_type(error.slug, str)
