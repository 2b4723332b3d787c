"""Going on with what was stored: the rest of a routine and a session of a week, in Python and on the command line."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from hamstring import (
    RequestError,
    Routine,
    RoutineRefused,
    SessionReport,
    Week,
    catalogue,
    plan_routine,
    plan_session,
    plan_week,
    triage,
)
from hamstring.cli import main
from hamstring.content.catalogue import Catalogue
from hamstring.model.screening import Rule

Captured = pytest.CaptureFixture[str]
START = date(2026, 11, 23)


@pytest.fixture(scope="module")
def routine() -> Routine:
    return plan_routine(minutes=15, goal="tender-spots", tools={"hands", "tennis-ball"}, complete=True)


@pytest.fixture(scope="module")
def week() -> Week:
    return plan_week(sessions=3, start=START, minutes=10, tools={"foam-roller", "hands"}, complete=True)


def stored(folder: Path, value: Routine | Week) -> str:
    path = folder / "stored.json"
    path.write_text(value.to_json(), encoding="utf-8")
    return str(path)


def changed(value: Routine | Week, **fields: object) -> str:
    return json.dumps(json.loads(value.to_json()) | fields)


# ---------------------------------------------------------------------------- reading back


def test_a_routine_comes_back_from_its_json(routine: Routine) -> None:
    """It is planned again from its request, and the rest of it too."""
    assert routine == Routine.from_json(routine.to_json()) == Routine.from_json(routine.to_json(indent=None).encode())
    rest = routine.resume(at=180, complete=True)
    assert rest == Routine.from_json(rest.to_json())


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"score": 5}, "score"),
        ({"segments": []}, "segments"),
        ({"content_version": "1999.01.01"}, "content_version"),
        ({"x": 1}, "routine"),
    ],
)
def test_a_routine_that_is_not_what_its_request_gives_is_refused(fields: dict[str, object], named: str, routine: Routine) -> None:
    """What was done cannot be told from a routine that was changed, or planned with other content."""
    with pytest.raises(RequestError) as caught:
        Routine.from_json(changed(routine, **fields))
    assert named == caught.value.field


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"request": 5}', '{"request": {"minutes": 5}}', '{"request": {"x": 5}}', "[" * 100_000])
def test_what_is_no_routine_is_told(text: str) -> None:
    with pytest.raises(RequestError):
        Routine.from_json(text)


def test_a_routine_that_rules_of_now_forbid_does_not_come_back() -> None:
    """Safety: content that has become stricter counts for what was stored before."""
    answers = triage({"pregnant"}, complete=True).answers
    before = plan_routine(minutes=10, symptoms={"pregnant"}, absent=answers.absent, cleared={"pregnant"})
    rule: Rule = next(rule for rule in catalogue().rules.values() if rule.massage.value == "not-today" and len(rule.when) == 1)
    stricter: Catalogue = catalogue().with_rules(attrs.evolve(rule, id="stricter", when=("pregnant",)))
    with pytest.raises(RoutineRefused):
        Routine.from_json(before.to_json(), catalogue=stricter)


def test_a_week_comes_back_from_its_json(week: Week) -> None:
    assert week == Week.from_json(week.to_json())
    bad = week.sessions[0].report(pain_before=0, pain_during=8, pain_next_morning=0, new_bruise=False)
    request = attrs.evolve(week.request, history=[bad], today=START + timedelta(days=1), hard={"tue"})
    later = plan_week(request, symptoms={"doms-over-5-days"}, complete=True)
    assert later.rest_until is not None
    assert later.min_gap_h is not None
    assert later == Week.from_json(later.to_json())


def session_with(week: Week, **fields: object) -> dict[str, object]:
    told: list[dict[str, Any]] = json.loads(week.to_json())["sessions"]
    return {"sessions": [told[0] | fields]}


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"done": "1"}, "done"),
        ({"done": True}, "done"),
        ({"screened": 1}, "screened"),
        ({"rest_until": "soon"}, "rest_until"),
        ({"reasons": "week-first"}, "reasons"),
        ({"min_gap_h": 1.5}, "min_gap_h"),
        ({"sessions": 5}, "sessions"),
        ({"request": 5}, "request"),
        ({"x": 1}, "week"),
    ],
)
def test_a_week_with_a_wrong_field_is_told_by_its_name(fields: dict[str, object], named: str, week: Week) -> None:
    with pytest.raises(RequestError) as caught:
        Week.from_json(changed(week, **fields))
    assert named == caught.value.field


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"day": "x"}, "day"),
        ({"day": None}, "day"),
        ({"pressure_cap": "9"}, "pressure_cap"),
        ({"x": 1}, "sessions"),
        ({"request": None}, "request"),
        ({"request": {"minutes": 5, "answers": {}}}, "answers"),
        ({"request": {"minutes": 5, "cleared": []}}, "cleared"),
    ],
)
def test_a_session_with_a_wrong_field_or_with_answers_is_told(fields: dict[str, object], named: str, week: Week) -> None:
    """A stored all-clear has no way back in, not even by hand."""
    with pytest.raises(RequestError) as caught:
        Week.from_json(changed(week, **session_with(week, **fields)))
    assert named == caught.value.field


@pytest.mark.parametrize("name", ["sessions", "done", "request", "rules_digest"])
def test_a_week_that_lacks_a_field_is_told(name: str, week: Week) -> None:
    told = json.loads(week.to_json())
    del told[name]
    with pytest.raises(RequestError) as caught:
        Week.from_json(json.dumps(told))
    assert name == caught.value.field


# ---------------------------------------------------------------------------- hamstring resume


def test_resume_plans_the_rest_with_the_answers_of_now(routine: Routine, tmp_path: Path, capsys: Captured) -> None:
    file = stored(tmp_path, routine)
    assert 0 == main(["resume", file, "--at", "180", "--spot", "left:outer-lower:3", "--complete", "--json"])
    told = capsys.readouterr().out
    assert routine.resume(at=180, spots=["left:outer-lower:3"], complete=True).to_json() + "\n" == told
    (tmp_path / "rest.json").write_text(told, encoding="utf-8")
    assert 0 == main(["resume", str(tmp_path / "rest.json"), "--at", "60"])
    again = routine.resume(at=180, spots=["left:outer-lower:3"], complete=True).resume(at=60)
    assert str(again) + "\n" == capsys.readouterr().out
    assert not again.screened, "the answers of the routine are not used again"


def test_resume_writes_the_forms_of_a_routine(routine: Routine, tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "card.html"
    assert 0 == main(["resume", stored(tmp_path, routine), "--at", "180", "--complete", "--markdown", "--html", str(page)])
    rest = routine.resume(at=180, complete=True)
    assert (rest.to_markdown().rstrip(), rest.to_html()) == (capsys.readouterr().out.rstrip(), page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--at", "180", "--symptom", "chest-pain"), 3),
        (("--at", "180", "--symptom", "tingling-or-numb", "--complete"), 3),
        (("--at", "180", "--spot", "left:outer-lower:4"), 2),
        (("--at", "180", "--spot", "left:nowhere"), 2),
        (("--at", "180", "--symptom", "chest-pian"), 2),
        (("--at", "-5"), 2),
        (("--at", "850"), 2),
        (("--at", "soon"), 2),
        ((), 2),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_resume_tells_by_its_exit_code_what_happened(
    *, more: tuple[str, ...], code: int, form: tuple[str, ...], routine: Routine, tmp_path: Path, capsys: Captured
) -> None:
    assert code == main(["resume", stored(tmp_path, routine), *more, *form])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert 1 == len(told.err.splitlines())


@pytest.mark.parametrize("command", [("resume", "--at", "60"), ("session", "--day", "2026-11-23")])
@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"[]", b"[" * 100_000, b"1" * 1_000_001, None])
def test_a_file_that_cannot_be_read_is_one_line(command: tuple[str, ...], content: bytes | None, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "stored.json"
    if content is not None:
        file.write_bytes(content)
    assert 2 == main([command[0], str(file), *command[1:]])
    told = capsys.readouterr()
    assert (1, "") == (len(told.err.splitlines()), told.out)


# ---------------------------------------------------------------------------- hamstring session


def test_session_plans_a_day_of_the_week_with_its_answers(week: Week, tmp_path: Path, capsys: Captured) -> None:
    file = stored(tmp_path, week)
    assert 0 == main(["session", file, "--day", str(START), "--complete", "--json"])
    assert plan_session(week, START, complete=True).to_json() + "\n" == capsys.readouterr().out
    assert 0 == main(["session", file, "--day", str(START), "--absent", "fever"])
    alone = plan_session(week, START, absent={"fever"})
    assert not alone.screened, "the week was planned with every answer, and none of them counts"
    assert str(alone) + "\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "reports", "code"),
    [
        ((), [{"day": "2026-11-23", "minutes": 5, "pain_before": 0, "pain_during": 2}], 0),
        ((), [{"day": "2026-11-23", "pain_during": 9}], 3),
        ((), [{"day": "2026-11-21", "pain_during": 9}, {"day": "2026-11-23", "pain_during": 9}], 3),
        ((), [{"day": "2026-11-23", "new_bruise": True}], 3),
        ((), [{"day": "2026-11-26"}], 2),
        ((), {"day": "2026-11-23"}, 2),
        (("--symptom", "chest-pain"), [], 3),
        (("--day", "2026-11-24"), [], 2),
        (("--day", "tomorrow"), [], 2),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_session_tells_by_its_exit_code_what_happened(
    *, more: tuple[str, ...], reports: object, code: int, form: tuple[str, ...], week: Week, tmp_path: Path, capsys: Captured
) -> None:
    history = tmp_path / "history.json"
    history.write_text(json.dumps(reports), encoding="utf-8")
    assert code == main(["session", stored(tmp_path, week), "--day", "2026-11-25", "--history", str(history), *more, *form])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert (code != 0) == bool(told.err)
    if form:
        assert ("error" in json.loads(told.out)) == (code != 0)


def test_session_without_a_history_takes_that_of_the_week(week: Week, tmp_path: Path, capsys: Captured) -> None:
    worse = [SessionReport(day=START - timedelta(days=1), pain_during=9)]
    rested = plan_week(attrs.evolve(week.request, history=worse), complete=True)
    day = rested.sessions[0].day
    assert 0 == main(["session", stored(tmp_path, rested), "--day", str(day), "--complete", "--json"])
    assert plan_session(rested, day, complete=True).to_json() + "\n" == capsys.readouterr().out
    early = attrs.evolve(rested, sessions=(attrs.evolve(rested.sessions[0], day=START),))
    assert 3 == main(["session", stored(tmp_path, early), "--day", str(START), "--complete"])
    assert "2026-11-25" in capsys.readouterr().err


def test_the_rest_is_planned_with_the_content_that_is_given() -> None:
    """A rule of one's own holds for the rest as well."""
    content = catalogue().with_rules(attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("fever", "new-lump")))
    routine = plan_routine(minutes=10, catalogue=content, complete=True)
    assert routine.resume(at=180, complete=True, catalogue=content).rules_digest == routine.rules_digest
    assert routine.rules_digest != plan_routine(minutes=10, complete=True).rules_digest
