"""Weeks: which days, how long, how firm, after what history, and what each error says."""

import json
import pickle
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from hamstring import (
    AnswersError,
    NoRoutineFits,
    NoWeekFits,
    RequestError,
    RoutineRefused,
    RoutineRequest,
    SessionReport,
    UnknownIdError,
    Week,
    Weekday,
    WeekRefused,
    WeekRequest,
    catalogue,
    plan_session,
    plan_week,
    triage,
)
from hamstring.cli import main
from hamstring.content.catalogue import Catalogue
from hamstring.content.checks import check_content
from hamstring.content.files import Folder, Shipped

START = date(2026, 11, 23)
MON, TUE, WED, THU, FRI, SAT, SUN = (START + timedelta(days=day) for day in range(7))


def good(day: date, **fields: object) -> SessionReport:
    told = {"minutes": 60, "ceiling": 6, "pain_before": 0, "pain_during": 2, "pain_next_morning": 0, "new_bruise": False}
    return SessionReport(day=day, **(told | fields))  # type: ignore[arg-type]


def days_before(*days: int) -> list[date]:
    return [START - timedelta(days=day) for day in days]


def history(count: int, *after: SessionReport, **fields: object) -> list[SessionReport]:
    """So many good sessions, two days apart, the last one two days before the week or before what comes after."""
    end = 2 * (1 + len(after))
    return [*(good(day, **fields) for day in days_before(*range(end + 2 * (count - 1), end - 1, -2))), *after]


def week_of(**fields: object) -> Week:
    return plan_week(**({"sessions": 3, "start": START, "minutes": 10, "complete": True} | fields))  # type: ignore[arg-type]


def on(week: Week) -> list[str]:
    return [str(Weekday.of(session.day)) for session in week.sessions]


def first(week: Week) -> tuple[int, int]:
    return week.sessions[0].request.seconds // 60, week.sessions[0].pressure_cap


# ---------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["mon", "wed", "fri"]),
        ({"sessions": 4}, ["mon", "tue", "thu", "sat"]),
        ({"sessions": 5}, ["mon", "tue", "wed", "fri", "sat"]),
        ({"free": {"mon", "wed", "fri", "sun"}, "hard": {"tue"}}, ["mon", "wed", "fri"]),
        ({"free": {"sat", "sun", "mon"}}, ["mon", "sat", "sun"]),
        ({"goal": "soreness", "hard": {"tue"}}, ["tue", "wed", "sat"]),
        ({"goal": "soreness", "hard": {"sun"}}, ["mon", "thu", "sun"]),
        ({"goal": "before-sport", "hard": {"tue", "sat"}}, ["tue", "thu", "sat"]),
        ({"symptoms": {"doms-over-5-days"}, "goal": "soreness", "hard": {"tue"}}, ["mon", "wed", "fri"]),
        ({"today": WED}, ["wed", "fri", "sun"]),
    ],
)
def test_the_days_follow_the_order_of_preference(fields: dict[str, object], expected: list[str]) -> None:
    assert expected == on(week_of(**fields))


def test_a_gap_that_the_answers_ask_for_is_kept() -> None:
    week = week_of(symptoms={"doms-over-5-days"}, sessions=4, free={"mon", "wed", "fri", "sun"})
    assert (48, ["mon", "wed", "fri", "sun"]) == (week.min_gap_h, on(week))
    assert "doms-over-5-days" in week.limited_by
    with pytest.raises(NoWeekFits) as caught:
        week_of(symptoms={"doms-over-5-days"}, sessions=4, free={"mon", "tue", "wed", "fri", "sat"})
    assert (3, ("plan 3 sessions", "allow a session on Sunday")) == (caught.value.most, caught.value.changes)
    assert "2 days from one to the next" in str(caught.value)
    assert 4 == len(week_of(symptoms={"doms-over-5-days"}, sessions=4, free={"mon", "tue", "wed", "fri", "sat", "sun"}).sessions)


def test_a_number_that_does_not_fit_is_told_with_what_would_work() -> None:
    with pytest.raises(NoWeekFits) as caught:
        week_of(sessions=4, free={"mon", "wed"})
    assert (2, ()) == (caught.value.most, caught.value.changes)
    with pytest.raises(NoWeekFits) as caught:
        week_of(sessions=4, free={"mon", "wed", "fri"})
    assert caught.value.changes[:2] == ("plan 3 sessions", "allow a session on Tuesday")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.most, again.changes, str(again)) == (caught.value.most, caught.value.changes, str(caught.value))


# ---------------------------------------------------------------------------- steps


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([], (5, 3)),
        (history(2), (5, 3)),
        (history(3), (8, 3)),
        (history(6), (10, 3)),
        (history(9), (10, 4)),
        (history(12), (10, 5)),
        (history(15), (10, 6)),
        (history(40), (10, 6)),
        (history(9, good(*days_before(2), pain_during=6)), (10, 3)),
        (history(9, good(*days_before(2), pain_during=5)), (10, 4)),
        (history(9, good(*days_before(2), pain_next_morning=2)), (10, 3)),
        (history(9, good(*days_before(2), pain_next_morning=1)), (10, 4)),
        (history(9, good(*days_before(2), pain_before=2, pain_next_morning=3)), (10, 4)),
        (history(8, good(*days_before(2), new_bruise=None)), (10, 3)),
        (history(8, good(*days_before(2), minutes=None)), (10, 3)),
        (history(8, SessionReport(day=days_before(2)[0], done=False)), (10, 3)),
        (history(9, minutes=5, ceiling=3), (8, 4)),
        (history(15, ceiling=3), (10, 4)),
        ([attrs.evolve(report, day=report.day - timedelta(days=12)) for report in history(9)], (10, 4)),
        ([attrs.evolve(report, day=report.day - timedelta(days=13)) for report in history(9)], (10, 3)),
        ([attrs.evolve(report, day=report.day - timedelta(days=27)) for report in history(9)], (8, 3)),
    ],
)
def test_it_gets_longer_before_it_gets_firmer_one_step_after_three_good_sessions(
    reports: list[SessionReport], expected: tuple[int, int]
) -> None:
    week = week_of(history=reports, experience="experienced")
    assert expected == (max(s.request.seconds for s in week.sessions) // 60, max(s.pressure_cap for s in week.sessions))


def test_firm_sessions_are_held_down_around_hard_days_and_after_each_other() -> None:
    week = week_of(history=history(15), experience="experienced", sessions=5, hard={"mon"})
    assert [4] == [session.pressure_cap for session in week.sessions if session.day in (MON, TUE)]
    firm = [session.day for session in week.sessions if session.is_firm]
    assert [6] * len(firm) == [session.pressure_cap for session in week.sessions if session.is_firm]
    assert [WED, FRI, SUN] == firm
    assert ("week-cap-held",) == week.sessions[0].cap_reasons


def test_ceilings_come_from_experience_goal_wish_and_answers() -> None:
    long = history(40)
    assert 4 == max(s.pressure_cap for s in week_of(history=long, experience="beginner").sessions)
    assert 4 == max(s.pressure_cap for s in week_of(history=long, experience="experienced", goal="relaxation").sessions)
    assert 2 == max(s.pressure_cap for s in week_of(history=long, pressure_cap=2).sessions)
    assert 3 == max(s.pressure_cap for s in week_of(history=long, symptoms={"doms-over-5-days"}).sessions)


def test_a_step_down_brings_whole_days_of_rest_and_nothing_firm_in_that_week() -> None:
    reports = history(15, good(START - timedelta(days=1), pain_during=7))
    week = week_of(history=reports, experience="experienced")
    assert (WED, "week-down") == (week.rest_until, week.reasons[0])
    assert [WED, FRI, SUN] == [session.day for session in week.sessions]
    assert not any(session.is_firm for session in week.sessions)
    assert "The next session can be on 2026-11-25." in week.to_text()


def test_the_rest_of_a_week_is_planned_with_what_has_come_of_it() -> None:
    week = week_of(sessions=4)
    bad = week.sessions[0].report(pain_before=0, pain_during=3, pain_next_morning=3, new_bruise=False)
    later = week_of(sessions=4, history=[bad], today=TUE)
    assert (1, [2, 3, 4], [THU, FRI, SUN]) == (later.done, [s.number for s in later.sessions], [s.day for s in later.sessions])
    tight = week_of(sessions=5, history=[bad], today=TUE, free={"mon", "tue", "wed", "thu", "sat"})
    assert ([THU, SAT], True) == ([session.day for session in tight.sessions], "week-missing" in tight.reasons)
    assert "Fewer sessions than asked" in tight.to_text()


def test_all_done_leaves_an_empty_week() -> None:
    week = week_of(history=[good(MON), good(TUE), good(WED)], today=THU)
    assert (3, ()) == (week.done, week.sessions)
    assert "No session is left" in week.to_text()


# ---------------------------------------------------------------------------- stop, bruise, graded return


def test_a_bruise_means_no_session_until_it_is_gone() -> None:
    bruised = good(*days_before(4), new_bruise=True)
    with pytest.raises(WeekRefused) as caught:
        week_of(history=[bruised])
    assert ("bruise", None) == (caught.value.reason, caught.value.until)
    assert "bruise" in str(caught.value)
    assert caught.value.advice == catalogue().advice["go-light-bruise"]
    week = week_of(history=[attrs.evolve(bruised, bruise_gone_on=WED)])
    assert (WED, WED) == (week.rest_until, week.sessions[0].day)


BAD = {"pain_during": 8}


@pytest.mark.parametrize(
    ("reports", "reason"),
    [
        ([good(day, **BAD) for day in days_before(6, 4)], "worse-running"),
        ([good(days_before(9)[0], **BAD), SessionReport(day=days_before(7)[0]), good(days_before(5)[0], **BAD)], "worse-running"),
        ([*(good(day, **BAD) for day in days_before(20, 18)), *history(3)], "worse-running"),
        (
            [good(day, new_bruise=True, bruise_gone_on=day) if day in days_before(20, 6) else good(day) for day in days_before(20, 12, 6)],
            "second-bruise",
        ),
        ([good(day, stage="pull-2", **({} if day == days_before(8)[0] else BAD)) for day in days_before(12, 8, 4)], "set-backs"),
    ],
)
def test_worse_again_means_stop_and_see_somebody(reports: list[SessionReport], reason: str) -> None:
    with pytest.raises(WeekRefused) as caught:
        week_of(history=reports)
    assert reason == caught.value.reason
    assert caught.value.advice == catalogue().advice["see-soon"]
    assert catalogue().advice["see-soon"].text in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.reason, again.until, again.advice) == (reason, None, caught.value.advice)
    week = week_of(history=reports, seen_on=START - timedelta(days=1))
    assert (0, (5, 3)) == (week.step, first(week))


def test_two_bad_sessions_with_a_good_one_between_are_no_reason_to_stop() -> None:
    reports = [good(day, **({} if day == days_before(8)[0] else BAD)) for day in days_before(12, 8, 4)]
    assert 3 == len(week_of(history=reports).sessions)


def test_a_graded_return_keeps_the_limits_of_its_stage_and_goes_back_after_a_set_back() -> None:
    stage = {"symptoms": {"pull-stage-3@left"}, "tools": {"hands", "foam-roller", "tennis-ball"}}
    week = week_of(**stage, experience="experienced", history=history(20, stage="pull-3"))
    assert ("pull-3", 4) == (week.sessions[0].stage, week.sessions[0].pressure_cap)
    sore = week.sessions[0].report(pain_before=0, pain_during=2, pain_next_morning=4, new_bruise=False)
    back = week_of(**stage, history=[sore], today=TUE)
    assert ("pull-2", THU, 24) == (back.sessions[0].stage, back.sessions[0].day, back.min_gap_h)
    assert "week-set-back" in back.reasons
    routine = plan_session(back, THU, symptoms={"pull-stage-3@left"}, complete=True)
    earlier = triage({"pull-stage-2@left"}, complete=True).limits
    assert earlier <= routine.limits
    assert not earlier <= plan_session(week, MON, symptoms={"pull-stage-3@left"}, complete=True).limits
    unknown = [sore, good(THU, stage="pull-2", new_bruise=None)]
    assert "pull-2" == week_of(**stage, start=START + timedelta(days=7), history=unknown).sessions[0].stage
    healed = [sore, good(THU, stage="pull-2")]
    assert "pull-3" == week_of(**stage, start=START + timedelta(days=7), history=healed).sessions[0].stage


def test_a_stage_too_early_for_a_routine_is_told_in_its_own_words() -> None:
    with pytest.raises(WeekRefused) as caught:
        week_of(symptoms={"pull-stage-1@left"})
    assert "stage" == caught.value.reason
    assert catalogue().stages["pull-1"].allowed in str(caught.value)
    with pytest.raises(WeekRefused) as caught:
        week_of(symptoms={"pull-stage-2@left"}, history=[good(days_before(4)[0], stage="pull-2", pain_next_morning=9)])
    assert catalogue().stages["pull-1"].allowed in str(caught.value)


def test_a_fresh_pull_on_both_legs_is_refused() -> None:
    with pytest.raises(RoutineRefused):
        week_of(symptoms={"recent-injury"})


# ---------------------------------------------------------------------------- answers are asked anew


def test_a_week_keeps_no_answers_and_a_session_needs_its_own() -> None:
    week = week_of(absent={"chest-pain"})
    assert week.screened
    assert "chest-pain" not in week.to_json()
    routine = plan_session(week, MON)
    assert (False, True) == (routine.screened, "chest-pain" in routine.ask)
    assert plan_session(week, MON, triage=triage((), complete=True)).screened
    assert not plan_week(sessions=3, start=START, minutes=10).screened


@pytest.mark.parametrize("kept", [{"answers": triage((), complete=True).answers}, {"cleared": {"pregnant"}}])
def test_a_request_with_an_all_clear_is_refused(kept: dict[str, object]) -> None:
    routine = RoutineRequest(minutes=10, **kept)  # type: ignore[arg-type]
    with pytest.raises(RequestError, match="anew"):
        WeekRequest(sessions=3, start=START, routine=routine)


def test_a_request_with_something_done_already_is_refused() -> None:
    """Each session begins at its beginning; what was done in another one says nothing about it."""
    routine = RoutineRequest(minutes=10, done=["left:outer-lower:60"])
    for plan in (
        lambda: WeekRequest(sessions=3, start=START, routine=routine),
        lambda: plan_week(sessions=3, start=START, routine=routine),
    ):
        with pytest.raises(RequestError) as caught:
            plan()
        assert "done" == caught.value.field
    with pytest.raises(RequestError):
        plan_week(sessions=3, start=START, minutes=10, done=["left:outer-lower:60"])  # type: ignore[call-arg]  # no field of it


def test_what_is_cleared_today_counts_today_and_is_not_kept() -> None:
    asked: dict[str, Any] = {"symptoms": {"takes-anticoagulant"}, "complete": True}
    week = week_of(**asked, cleared={"takes-anticoagulant"})
    assert () == week.sessions[0].request.cleared
    assert plan_session(week, MON, **asked, cleared={"takes-anticoagulant"}).screened
    with pytest.raises(RoutineRefused):
        plan_session(week, MON, **asked)


def test_a_session_takes_what_came_since_into_account() -> None:
    week = week_of(history=history(9))
    assert (600, 4) == (week.sessions[0].request.seconds, week.sessions[0].pressure_cap)
    reports = list(week.request.history)
    bad = week.sessions[0].report(pain_before=0, pain_during=7, pain_next_morning=0, new_bruise=False)
    with pytest.raises(WeekRefused) as caught:
        plan_session(week, WED, history=[*reports, bad], complete=True)
    assert ("rest", THU) == (caught.value.reason, caught.value.until)
    later = plan_session(week, FRI, history=[*reports, bad], complete=True)
    assert (600, 3) == (later.request.seconds, later.request.pressure_cap)
    with pytest.raises(WeekRefused) as caught:
        plan_session(week, WED, history=[*reports, good(TUE)], symptoms={"doms-over-5-days"}, complete=True)
    assert ("rest", THU) == (caught.value.reason, caught.value.until)


# ---------------------------------------------------------------------------- wrong input


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sessions": 2}, "sessions"),
        ({"sessions": 6}, "sessions"),
        ({"sessions": True}, "sessions"),
        ({"sessions": "3"}, "sessions"),
        ({"start": "2026-13-01"}, "start"),
        ({"start": "20261123"}, "start"),
        ({"start": datetime(2026, 11, 23)}, "start"),  # noqa: DTZ001 - a naive one
        ({"start": date.max}, "start"),
        ({"start": date.min}, "start"),
        ({"free": "mon"}, "free"),
        ({"free": {"monday"}}, "free"),
        ({"hard": {1}}, "hard"),
        ({"history": "x"}, "history"),
        ({"history": ["x"]}, "history"),
        ({"history": [good(MON), good(MON, minutes=5)]}, "history"),
        ({"history": [good(SUN + timedelta(days=1))]}, "history"),
        ({"history": [good(TUE)], "today": MON}, "history"),
        ({"seen_on": TUE, "today": MON}, "seen_on"),
        ({"today": 5}, "today"),
        ({"minutes": 61}, "minutes"),
        ({"minuts": 5}, "minuts"),
        ({"routine": RoutineRequest(minutes=5)}, "routine"),
        ({"catalogue": 5}, "catalogue"),
        ({"triage": 5, "complete": True}, "triage"),
    ],
)
def test_a_wrong_field_is_told_by_its_name(fields: dict[str, object], field: str) -> None:
    with pytest.raises(RequestError) as caught:
        week_of(**fields)
    assert field == caught.value.field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"day": "x"}, "day"),
        ({"pain_before": 11}, "pain_before"),
        ({"pain_during": True}, "pain_during"),
        ({"pain_next_morning": -1}, "pain_next_morning"),
        ({"new_bruise": 1}, "new_bruise"),
        ({"minutes": 2.0}, "minutes"),
        ({"ceiling": 11}, "ceiling"),
        ({"done": 1}, "done"),
        ({"stage": 1}, "stage"),
        ({"done": False, "pain_before": 1}, "done"),
        ({"done": False, "bruise_gone_on": MON}, "done"),
        ({"bruise_gone_on": TUE}, "bruise_gone_on"),
        ({"bruise_gone_on": START - timedelta(days=1), "new_bruise": True}, "bruise_gone_on"),
    ],
)
def test_a_wrong_report_is_told_by_its_field(fields: dict[str, object], field: str) -> None:
    with pytest.raises(RequestError) as caught:
        SessionReport(**({"day": START} | fields))  # type: ignore[arg-type]
    assert field == caught.value.field


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        (lambda: week_of(tools={"foam-rolller"}), UnknownIdError),
        (lambda: week_of(symptoms={"chest-pian"}), UnknownIdError),
        (lambda: week_of(history=[good(days_before(2)[0], stage="pul-1")]), UnknownIdError),
        (lambda: week_of(symptoms={"fever"}, absent={"fever"}), AnswersError),
        (lambda: week_of(minutes=1), NoRoutineFits),
        (lambda: plan_week(minutes=5), RequestError),
        (lambda: plan_week(WeekRequest(sessions=3, start=START, routine=RoutineRequest(minutes=5)), minutes=5), RequestError),
        (lambda: plan_week("x"), RequestError),  # type: ignore[arg-type]  # no request
        (lambda: plan_session("x", MON), RequestError),  # type: ignore[arg-type]  # no week
        (lambda: plan_session(week_of(), TUE), RequestError),
        (lambda: plan_session(week_of(), MON, minutes=5), RequestError),  # type: ignore[call-arg]  # no field of it
    ],
)
def test_what_is_wrong_is_a_typed_error(wrong: Callable[[], object], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        wrong()


# ---------------------------------------------------------------------------- values


def test_requests_go_to_json_and_back_and_weeks_are_values() -> None:
    week = week_of(history=history(9), hard={"tue"}, seen_on=days_before(30)[0], today=MON)
    assert week.request == WeekRequest.from_json(week.request.to_json())
    assert week == plan_week(WeekRequest.from_json(week.request.to_json()), complete=True)
    assert week == pickle.loads(pickle.dumps(week)) == deepcopy(week)
    assert hash(week) == hash(week_of(history=history(9), hard={"tue"}, seen_on=days_before(30)[0], today=MON))
    told = json.loads(week.to_json())
    assert [str(session.day) for session in week.sessions] == [session["day"] for session in told["sessions"]]
    assert not {"answers", "cleared"} & {*told["request"]["routine"], *told["sessions"][0]["request"]}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"sessions": 3}', '{"sessions": 3, "start": "2026-11-23", "routine": 5}', '{"x": 1}']
    + [
        f'{{"sessions": 3, "start": "2026-11-23", "routine": {{"minutes": 5}}, "history": {more}}}'
        for more in ("5", "[5]", "[{}]", '[{"x": 1}]')
    ],
)
def test_json_that_is_no_request_is_told(text: str) -> None:
    with pytest.raises(RequestError):
        WeekRequest.from_json(text)


def test_the_page_fits_80_columns_and_says_to_answer_first() -> None:
    page = week_of(hard={"tue"}, history=history(15), experience="experienced", sessions=5).to_text()
    assert max(map(len, page.splitlines())) <= 80
    assert "answer the safety questions" in " ".join(page.split())


# ---------------------------------------------------------------------------- content


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("held_pressure = 4", "held_pressure = 5", "held_pressure"),
        ("pressures = [3, 4, 5, 6]", "pressures = [4, 5, 6]", "pressures"),
        ("pressures = [3, 4, 5, 6]", "pressures = [3, 5, 4]", "pressures"),
        ("minutes = [5, 8,", "minutes = [8, 5,", "minutes"),
        ("rest_days = 2", "rest_days = 0", "rest_days"),
        ("stop_running = 2", "stop_running = 9", "stop_running"),
        ('stop_advice = "see-soon"', 'stop_advice = "see-son"', "stop_advice"),
        ('"knock-1", "knock-2"', '"knock-2"', "returns"),
        ('"pull-0", "pull-1"', '"pull-1", "pull-0"', "returns"),
    ],
)
def test_numbers_that_do_not_fit_are_told_by_the_checks(old: str, new: str, field: str) -> None:
    texts = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    assert old.encode() in texts["weeks"]
    texts["weeks"] = texts["weeks"].replace(old.encode(), new.encode())
    found = check_content(Catalogue((Folder(tuple(sorted(texts.items()))),)))
    assert f"weeks.toml.{field}" in [issue.where for issue in found if issue.severity == "error"]


# ---------------------------------------------------------------------------- command line

WEEK = ("week", "--sessions", "3", "--start", "2026-11-23", "--minutes", "10")


def test_the_command_prints_the_page_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main([*WEEK, "--free", "mon,wed,fri,sun", "--hard", "tue", "--complete"])
    assert "Wednesday 2026-11-25: 5 min" in capsys.readouterr().out
    assert 0 == main([*WEEK, "--json"])
    assert 3 == len(json.loads(capsys.readouterr().out)["sessions"])


@pytest.mark.parametrize(
    ("more", "reports", "code"),
    [
        ((), [{"day": "2026-11-20", "new_bruise": True}], 3),
        ((), [{"day": "2026-11-18", "pain_during": 9}, {"day": "2026-11-20", "pain_during": 9}], 3),
        (("--seen", "2026-11-21"), [{"day": "2026-11-18", "pain_during": 9}, {"day": "2026-11-20", "pain_during": 9}], 0),
        (("--free", "mon,wed"), [], 4),
        (("--symptom", "chest-pain"), [], 3),
        ((), {"day": 1}, 2),
        ((), [{"dya": 1}], 2),
        (("--free", "moon"), [], 2),
        (("--at", "18:30"), [], 2),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_command_tells_by_its_exit_code_what_happened(
    *, more: tuple[str, ...], reports: object, code: int, form: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "history.json"
    file.write_text(json.dumps(reports), encoding="utf-8")
    assert code == main([*WEEK, "--history", str(file), *more, *form])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert (code != 0) == bool(told.err)
    if form:
        assert ("error" in json.loads(told.out)) == (code != 0)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 100_000, b"{"])
def test_a_history_that_cannot_be_read_is_one_line(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "history.json"
    file.write_bytes(content)
    assert 2 == main([*WEEK, "--history", str(file)])
    assert 2 == main([*WEEK, "--history", str(tmp_path / "none")])
    assert 2 == len(capsys.readouterr().err.splitlines())
