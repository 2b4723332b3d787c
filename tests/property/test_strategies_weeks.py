"""What the strategies of weeks and of records give: every kind of report and of wish, and the records of a content."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from drawing import drawn, least
from hamstring import (
    Answers,
    Catalogue,
    PlanningError,
    Position,
    RoutineRequest,
    SessionReport,
    UnknownIdError,
    Week,
    Weekday,
    WeekRequest,
    catalogue,
    plan_week,
    run_vignettes,
)
from hamstring.content.kinds import KINDS
from hamstring.strategies import records, session_reports, vignette_results, week_requests, week_sessions, weekly, weeks
from hamstring.strategies.made_up import finding, made_up, rule
from hamstring.strategies.weekly import FIRST, LAST, LOOKED_BACK

DAY = date(2026, 11, 23)

# ---------------------------------------------------------------------------- reports


def test_what_is_known_of_a_session_is_all_or_nothing_of_its_span() -> None:
    """Not known now and then; from the least to the most that a session can have."""
    reports = [report for report in drawn(session_reports(DAY), 1000) if report.done]
    for field, low, high in (
        ("minutes", 1, 30), ("ceiling", 0, 6), ("pain_before", 0, 10), ("pain_during", 0, 10), ("pain_next_morning", 0, 10)
    ):  # fmt: skip
        found = [getattr(report, field) for report in reports]
        assert {None, low, high} <= set(found) <= {None, *range(low, high + 1)}
        assert len(found) / 5 < found.count(None) < len(found) * 0.8


def test_sessions_are_skipped_now_and_then_and_then_nothing_is_known() -> None:
    found = drawn(session_reports(DAY), 500)
    skipped = [report for report in found if not report.done]
    assert set(skipped) == {SessionReport(day=DAY, done=False)}
    assert len(found) / 20 < len(skipped) < len(found) / 2


def test_a_bruise_is_not_known_there_or_not_there_and_gone_after_up_to_ten_days() -> None:
    """Only a bruise that was there can be gone."""
    found = [report for report in drawn(session_reports(DAY), 800) if report.done]
    assert {report.new_bruise for report in found} == {None, True, False}
    assert {report.bruise_gone_on for report in found if not report.new_bruise} == {None}
    bruises = [report.bruise_gone_on for report in found if report.new_bruise]
    assert set(bruises) <= {None, *(DAY + timedelta(days=days) for days in range(11))}
    assert {None, DAY, DAY + timedelta(days=10)} <= set(bruises)


def test_a_report_is_of_the_day_that_is_told_or_of_any() -> None:
    """From 2001 to 2098; it shrinks to one of which nothing is known."""
    assert {report.day for report in drawn(session_reports(DAY), 30)} == {DAY}
    days = [report.day for report in drawn(session_reports(), 100)]
    assert date(2001, 1, 1) <= min(days) < max(days) <= date(2098, 12, 31)
    assert len({day.year for day in days}) > 15
    assert least(session_reports(DAY)) == SessionReport(day=DAY)


# ---------------------------------------------------------------------------- requests


@pytest.fixture(scope="module")
def asked() -> list[WeekRequest]:
    return drawn(week_requests(), 150)


def test_weeks_have_three_to_five_sessions_on_free_days_with_up_to_two_hard_ones(asked: list[WeekRequest]) -> None:
    assert {request.sessions for request in asked} == {3, 4, 5}
    assert {3, 7} <= {len(request.free) for request in asked} <= {3, 4, 5, 6, 7}
    assert {len(request.hard) for request in asked} == {0, 1, 2}
    assert {day for request in asked for day in request.hard} == set(Weekday)
    assert sum(len(request.free) == 7 for request in asked) > len(asked) / 5
    assert FIRST <= min(request.start for request in asked) < max(request.start for request in asked) <= LAST


def test_reports_are_of_up_to_four_days_of_the_four_weeks_before(asked: list[WeekRequest]) -> None:
    days = [[(request.start - report.day).days for report in request.history] for request in asked]
    assert {len(before) for before in days} == {0, 1, 2, 3, 4}
    assert all(len(set(before)) == len(before) for before in days)
    assert {day for before in days for day in before} <= set(range(1, LOOKED_BACK + 1))
    assert LOOKED_BACK == 28
    assert min(day for before in days for day in before) < 4
    assert max(day for before in days for day in before) > 24


def test_the_usual_routine_has_neither_answers_nor_what_is_allowed(asked: list[WeekRequest]) -> None:
    """Five to fifteen minutes, at most one spot a leg: answers are asked before each session."""
    usual = [request.routine for request in asked]
    assert {request.answers for request in usual} == {Answers()}
    assert {request.cleared for request in usual} == {()}
    assert 300 <= min(request.seconds for request in usual) < max(request.seconds for request in usual) <= 900
    assert min(request.seconds for request in usual) < 480
    assert max(request.seconds for request in usual) > 800
    assert {sum(spot.leg is leg for spot in request.spots) for request in usual for leg in request.legs.each} == {0, 1}


def test_a_week_shrinks_to_three_sessions_on_free_days_without_history() -> None:
    first = least(week_requests())
    assert (first.sessions, first.free, first.hard, first.history) == (3, tuple(Weekday), (), ())


def test_the_content_of_a_week_is_the_one_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """For its requests, for planning, and for the sessions out of it."""
    content = catalogue().with_rules()
    told: list[object] = []
    usual = RoutineRequest(minutes=10, positions=(Position.CHAIR,))

    def requests(known: Catalogue | None = None, **_: object) -> st.SearchStrategy[RoutineRequest]:
        told.append(known)
        return st.just(usual)

    def planned(request: WeekRequest, *, catalogue: Catalogue | None, complete: bool) -> Week:
        told.append(catalogue)
        assert complete, "every question is denied"
        return plan_week(request, complete=complete)

    monkeypatch.setattr(weekly, "requests", requests)
    monkeypatch.setattr(weekly, "plan_week", planned)
    for strategy, number in ((week_requests(content), 1), (weeks(content), 2), (week_sessions(content), 2)):
        told.clear()
        drawn(strategy, 1, at_a_time=1)
        assert len(told) >= number
        assert {id(known) for known in told} == {id(content)}


def test_a_week_without_a_plan_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fine = plan_week(sessions=3, start=DAY, minutes=10, complete=True)
    turns: list[int] = []

    def planned(*_: object, **__: object) -> Week:
        turns.append(1)
        if len(turns) % 2:
            raise PlanningError
        return fine

    monkeypatch.setattr(weekly, "plan_week", planned)
    assert set(drawn(weeks(), 4, at_a_time=1)) == {fine}
    assert len(turns) > 4


def test_sessions_are_those_of_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    week = plan_week(sessions=3, start=DAY, minutes=10, complete=True)

    def only(_: object) -> st.SearchStrategy[Week]:
        return st.just(week)

    monkeypatch.setattr(weekly, "weeks", only)
    assert set(drawn(week_sessions(), 40)) == set(week.sessions)


# ---------------------------------------------------------------------------- records


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_records_are_all_of_their_kind(kind: str) -> None:
    """Drawn one after the other until all have come; they shrink to the first id."""
    shipped = catalogue().kind(kind)
    found = {record.id for record in drawn(records(kind), 30, at_a_time=1)}
    assert found <= set(shipped)
    assert len(found) >= min(len(shipped), 15)
    assert least(records(kind)).id == next(iter(shipped))


def test_records_are_of_the_content_at_hand() -> None:
    content = made_up(finding("limp"), finding("numb"), rule("rest", "limp")).load()
    assert {record.id for record in drawn(records("findings", content), 30)} == {"limp", "numb"}


def test_a_kind_that_is_none_is_told_on_the_first_draw() -> None:
    strategy = records("tool")
    with pytest.raises(UnknownIdError):
        drawn(strategy, 1)


def test_results_of_vignettes_are_those_of_the_content_at_hand() -> None:
    content = made_up(finding("limp"), finding("numb"), rule("rest", "limp", "numb")).load()
    found = {result.id for result in drawn(vignette_results(content), 40, at_a_time=1)}
    assert found <= {result.id for result in run_vignettes(content)}
    assert len(found) > 30
    assert least(vignette_results(content)) == run_vignettes(content)[0] != run_vignettes()[0]
    assert {result.id for result in drawn(vignette_results(), 50)} <= {result.id for result in run_vignettes()}
    assert least(vignette_results()) == run_vignettes()[0]
