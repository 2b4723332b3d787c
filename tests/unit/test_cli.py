"""Every command of the command line: what it prints, where, and the exit code. No traceback, whatever is typed."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import attrs
import pytest

from hamstring import RoutineRequest, catalogue, plan_routine, triage
from hamstring.cli import main
from hamstring.content.kinds import KINDS
from hamstring.model.logic import Placing
from hamstring.safety.table import table_of

DONE, WRONG, REFUSED, NOTHING_FITS = 0, 2, 3, 4

Captured = pytest.CaptureFixture[str]


@attrs.frozen
class Run:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object that it printed."""
        found: dict[str, Any] = json.loads(self.out)
        assert type(found) is dict
        return found

    @property
    def widest(self) -> int:
        """Length of the longest line."""
        return max(map(len, self.out.splitlines()), default=0)


@pytest.fixture
def run(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> "Runner":
    """Give a runner of commands."""
    return Runner(capsys, monkeypatch)


@attrs.frozen
class Runner:
    """Runs commands, with what is typed in."""

    capsys: Captured
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, typed: Sequence[str] = ()) -> Run:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        self.capsys.readouterr()
        code = main(list(arguments))
        told = self.capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return Run(code, told.out, told.err)

    def wrong(self, *arguments: str, code: int = WRONG) -> Run:
        """Run what must fail with one line on standard error."""
        done = self(*arguments)
        assert code == done.code
        assert done.err.endswith("\n")
        assert len(done.err.splitlines()) == 1, done.err
        assert done.err.startswith("hamstring")
        return done


# ---------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("plan",),
        ("plan", "--minutes", "ten"),
        ("plan", "--minutes", "1.5"),
        ("plan", "--minutes", "10", "--seconds", "600"),
        ("plan", "--minutes"),
        ("plan", "--minutes", "10", "--nonsense"),
        ("list",),
        ("show",),
        ("triage", "--absent"),
        ("plan", "--minutes", "10", "--spot"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(run: Runner, arguments: tuple[str, ...]) -> None:
    done = run.wrong(*arguments)
    assert done.out == ""
    assert "--help" in done.err


@pytest.mark.parametrize("command", ["plan", "resume", "run", "week", "session", "triage", "screen", "guide", "list", "show", "check"])
def test_help_is_code_0(run: Runner, command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (DONE, "")
    assert done.out.startswith(f"usage: hamstring {command}")


def test_help_names_every_command(run: Runner) -> None:
    done = run("--help")
    assert done.code == DONE
    assert all(
        f"  {command}" in done.out
        for command in ("plan", "resume", "run", "week", "session", "triage", "screen", "guide", "list", "show", "check")
    )


def test_module_runs_as_a_process() -> None:
    done = subprocess.run([sys.executable, "-m", "hamstring", "show", "nonsense-id"], capture_output=True, text=True, check=False)
    assert done.returncode == WRONG
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m hamstring plan --minutes 10 | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout.count("\n") == 1


def test_reader_of_a_refusal_that_stops_early_is_no_error() -> None:
    """A refusal is still a refusal when nobody reads it to its end."""
    command = f"{sys.executable} -m hamstring plan --minutes 10 --symptom chest-pain | true; exit ${{PIPESTATUS[0]}}"
    for _ in range(5):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert done.returncode == REFUSED


def test_terminal_that_knows_ascii_only_is_no_error() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "hamstring", "guide"],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PYTHONPATH": ":".join(sys.path), "PYTHONCOERCECLOCALE": "0"},
    )
    assert done.returncode == DONE, done.stderr[-300:]


# ---------------------------------------------------------------------------- plan


def test_plan_prints_the_page(run: Runner) -> None:
    done = run("plan", "--minutes", "10")
    assert (done.code, done.err) == (DONE, "")
    assert str(plan_routine(minutes=10)) + "\n" == done.out


def test_plan_takes_every_option(run: Runner) -> None:
    done = run(
        "plan", "--seconds", "905", "--tool", "foam-roller", "--tool", "hands", "--position", "floor", "--position", "chair", "--goal", "tender-spots",
        "--leg", "right", "--first-leg", "right", "--spot", "right:outer-lower:2", "--spot", "right:inner-upper", "--focus", "inner", "--cap", "4",
        "--experience", "experienced", "--pace", "slow", "--skin", "bare", "--warm", "--no-stretch", "--symptom", "pregnant", "--symptom", "varicose-veins@left:outer-lower",
        "--absent", "fever", "--complete", "--cleared", "pregnant", "--exclude", "right:outer-upper", "--json",
    )  # fmt: skip
    expected = RoutineRequest(
        budget_s=905,
        tools=["foam-roller", "hands"],
        positions=["floor", "chair"],
        goal="tender-spots",
        legs="right",
        first_leg="right",
        spots=["right:outer-lower:2", "right:inner-upper"],
        focus="inner",
        pressure_cap=4,
        experience="experienced",
        pace="slow",
        skin="bare",
        already_warm=True,
        stretch=False,
        exclude=["right:outer-upper"],
        cleared=["pregnant"],
        answers=triage(["pregnant", "varicose-veins@left:outer-lower"], complete=True).answers,
    )
    assert done.code == DONE, done.err
    assert json.loads(expected.to_json()) == done.json["request"]


def test_plan_as_json_is_one_object(run: Runner) -> None:
    done = run("plan", "--minutes", "10", "--json")
    assert (done.code, done.err) == (DONE, "")
    assert json.loads(plan_routine(minutes=10).to_json()) == done.json


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--complete",),
        (
            "--tool",
            "foam-roller",
            "--tool",
            "hands",
            "--tool",
            "lacrosse-ball",
            "--tool",
            "massage-gun",
            "--tool",
            "yoga-block",
            "--complete",
        ),
        ("--spot", "left:outer-lower:3", "--spot", "right:inner-upper:1", "--goal", "tender-spots"),
        ("--symptom", "recent-injury@left", "--complete", "--tool", "foam-roller", "--tool", "hands"),
        ("--symptom", "takes-aspirin-or-clopidogrel", "--symptom", "hamstring-tendinopathy@right", "--complete", "--focus", "outer"),
        ("--goal", "before-sport", "--warm", "--experience", "experienced", "--cap", "10", "--complete"),
        ("--goal", "relaxation", "--skin", "bare", "--pace", "slow"),
        ("--exclude", "left:upper", "--leg", "left"),
    ],
)
@pytest.mark.parametrize("minutes", ["6", "14", "45"])
def test_plan_fits_80_columns(run: Runner, minutes: str, arguments: tuple[str, ...]) -> None:
    done = run("plan", "--minutes", minutes, *arguments)
    assert done.code == DONE, done.err
    assert done.widest <= 80
    assert not any(line != line.rstrip() for line in done.out.splitlines())
    assert "{" not in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--minutes", "0"),
        ("--minutes", "61"),
        ("--seconds", "601"),
        ("--minutes", "10", "--tool", "foam-rollr"),
        ("--minutes", "10", "--goal", "fun"),
        ("--minutes", "10", "--leg", "middle"),
        ("--minutes", "10", "--first-leg", "both"),
        ("--minutes", "10", "--position", "sofa"),
        ("--minutes", "10", "--focus", "middle"),
        ("--minutes", "10", "--cap", "11"),
        ("--minutes", "10", "--experience", "none"),
        ("--minutes", "10", "--pace", "fast"),
        ("--minutes", "10", "--skin", "any"),
        ("--minutes", "10", "--spot", "left:sit-bone:1"),
        ("--minutes", "10", "--spot", "left:outer-lower:4"),
        ("--minutes", "10", "--leg", "right", "--spot", "left:outer-lower:1"),
        ("--minutes", "10", "--exclude", "left:nowhere"),
        ("--minutes", "10", "--symptom", "chest-pian"),
        ("--minutes", "10", "--symptom", "fever@left"),
        ("--minutes", "10", "--symptom", "fever", "--absent", "fever"),
        ("--minutes", "10", "--absent", "nonsense-id"),
        ("--minutes", "10", "--cleared", "nonsense-id"),
    ],
)
def test_bad_value_in_a_plan_is_one_line_and_code_2(run: Runner, arguments: tuple[str, ...]) -> None:
    assert run.wrong("plan", *arguments).out == ""
    told = run.wrong("plan", *arguments, "--json")
    assert set(told.json) >= {"error", "message"}


def test_error_as_json_tells_what_was_wrong(run: Runner) -> None:
    told = run.wrong("plan", "--minutes", "10", "--tool", "foam-rollr", "--json").json
    assert (told["error"], told["ids"]) == ("unknown-id", ["foam-rollr"])
    told = run.wrong("plan", "--minutes", "61", "--json").json
    assert (told["error"], told["field"]) == ("request", "minutes")


def test_refused_plan_is_code_3_with_the_triage(run: Runner) -> None:
    done = run.wrong("plan", "--minutes", "10", "--symptom", "chest-pain", code=REFUSED)
    assert done.out.startswith(str(triage(["chest-pain"])).splitlines()[0])
    assert done.widest <= 80
    assert "999" in done.out
    assert "999" in done.err


def test_refused_plan_as_json_is_one_object(run: Runner) -> None:
    told = run.wrong("plan", "--minutes", "10", "--symptom", "chest-pain", "--json", code=REFUSED).json
    assert (told["error"], told["ask"]) == ("refused", [])
    assert isinstance(told["triage"], dict)
    assert told["triage"]["urgency"] == "emergency"


def test_refusal_to_ask_first_names_what_would_count_as_cleared(run: Runner) -> None:
    symptoms = ("--symptom", "pregnant", "--symptom", "takes-anticoagulant", "--complete")
    done = run.wrong("plan", "--minutes", "10", *symptoms, code=REFUSED)
    text = " ".join(done.out.split())
    assert catalogue().phrases["cleared-on-command-line"].text in text
    assert "health professional has said" in text
    assert "  - --cleared pregnant\n  - --cleared takes-anticoagulant\n" in done.out
    assert done.widest <= 80
    told = run.wrong("plan", "--minutes", "10", *symptoms, "--json", code=REFUSED).json
    assert told["clearable"] == ["pregnant", "takes-anticoagulant"]
    cleared = ("--cleared", "pregnant", "--cleared", "takes-anticoagulant")
    assert run("plan", "--minutes", "10", *symptoms, *cleared).code == DONE


@pytest.mark.parametrize("finding", ["chest-pain", "recent-injury", "takes-statin"])
def test_refusal_that_nobody_can_clear_does_not_speak_of_it(run: Runner, finding: str) -> None:
    done = run.wrong("plan", "--minutes", "10", "--symptom", finding, code=REFUSED)
    assert "--cleared" not in done.out + done.err


def test_refusal_asks_one_list_of_questions(run: Runner) -> None:
    done = run.wrong("plan", "--minutes", "10", "--symptom", "age-65-or-over", code=REFUSED)
    assert "[fall-hip-pain]" in done.out
    assert "Next question:" not in done.out
    assert " ".join(catalogue().notices["not-settled"].text.split()) in " ".join(done.out.split())


def test_half_met_plan_is_code_3_with_the_questions(run: Runner) -> None:
    done = run.wrong("plan", "--minutes", "10", "--symptom", "takes-statin", code=REFUSED)
    assert "[unexplained-leg-pain]" in done.out
    assert done.widest <= 80
    told = run.wrong("plan", "--minutes", "10", "--symptom", "takes-statin", "--json", code=REFUSED).json
    assert set(told["ask"]) == {"unexplained-leg-pain", "unexplained-muscle-pain"}


def test_plan_that_does_not_fit_is_code_4_with_the_least_time(run: Runner) -> None:
    done = run.wrong("plan", "--minutes", "1", code=NOTHING_FITS)
    assert done.out == ""
    told = run.wrong("plan", "--minutes", "1", "--json", code=NOTHING_FITS).json
    assert told["error"] == "no-routine-fits"
    assert f"{told['least_s']} s" in done.err
    assert run("plan", "--seconds", str(told["least_s"])).code == DONE


def test_plan_that_no_time_fits_is_code_4_with_changes(run: Runner) -> None:
    told = run.wrong("plan", "--minutes", "10", "--tool", "hook-cane", "--position", "bed", "--json", code=NOTHING_FITS).json
    assert told["least_s"] is None
    assert told["changes"]
    assert "; or: " in run.wrong("plan", "--minutes", "10", "--tool", "hook-cane", "--position", "bed", code=NOTHING_FITS).err


# ---------------------------------------------------------------------------- triage


def test_triage_prints_the_page(run: Runner) -> None:
    done = run("triage", "varicose-veins@left:outer-lower", "--absent", "fever")
    assert (done.code, done.err) == (DONE, "")
    assert str(triage(["varicose-veins@left:outer-lower"], absent=["fever"])) + "\n" == done.out


def test_urgent_triage_is_an_answer_and_no_error(run: Runner) -> None:
    done = run("triage", "chest-pain")
    assert (done.code, done.err) == (DONE, "")
    assert done.out.startswith("How soon: emergency")


def test_triage_as_json_is_one_object(run: Runner) -> None:
    done = run("triage", "thumb-arthritis", "--complete", "--json")
    assert (done.code, done.err) == (DONE, "")
    assert json.loads(triage(["thumb-arthritis"], complete=True).to_json()) == done.json


@pytest.mark.parametrize(("complete", "step"), [((), 7), (("--complete",), 1)])
def test_triage_fits_80_columns(run: Runner, complete: tuple[str, ...], step: int) -> None:
    for name in list(catalogue().findings)[::step]:
        done = run("triage", name, *complete)
        assert done.code == DONE, done.err
        assert done.widest <= 80, name
        assert "{" not in done.out, name


def test_triage_without_findings_says_that_questions_are_open(run: Runner) -> None:
    assert run("triage").code == DONE
    assert run("triage").out != run("triage", "--complete").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("chest-pian",),
        ("fever@left",),
        ("fever@",),
        ("open-wound@left:nowhere",),
        ("fever", "--absent", "fever"),
        ("",),
        ("knock-stage-1", "knock-stage-2"),
    ],
)
def test_bad_finding_is_one_line_and_code_2(run: Runner, arguments: tuple[str, ...]) -> None:
    assert run.wrong("triage", *arguments).out == ""
    assert run.wrong("triage", *arguments, "--json").json["message"]


def test_all_unknown_findings_are_named_with_near_matches(run: Runner) -> None:
    done = run.wrong("triage", "chest-pian", "fevr")
    assert "`chest-pain`" in done.err
    assert "`fever`" in done.err


# ---------------------------------------------------------------------------- screen


def test_screen_that_runs_out_of_answers_tells_what_is_known(run: Runner) -> None:
    done = run("screen")
    assert (done.code, done.err) == (DONE, "")
    assert done.out.endswith(str(triage(())) + "\n")


def test_screen_that_runs_out_of_answers_starts_a_new_line(run: Runner) -> None:
    assert run("screen").out.endswith("\n" + str(triage(())) + "\n")


def test_screen_asks_the_most_urgent_first(run: Runner) -> None:
    out = run("screen").out
    first = min(catalogue().screens.values(), key=lambda screen: screen.order)
    assert out.lstrip().startswith(first.title.upper())
    assert out.index("  1  ") < out.index("  2  ") < out.index("  0  ")


def test_screen_stops_when_nothing_can_change_any_more(run: Runner) -> None:
    done = run("screen", "--json", typed=["1", "0", "0", "0"])
    assert done.code == DONE
    assert done.json["settled"] is True
    assert done.json["urgency"] == "emergency"
    assert catalogue().phrases["screen-done"].text in done.err
    assert done.err.count(catalogue().phrases["screen-prompt"].text) == 1


def test_screen_with_a_no_to_everything_leaves_only_follow_ups_open(run: Runner) -> None:
    done = run("screen", "--json", typed=["0"] * 60)
    assert (done.json["urgency"], done.json["massage"]) == ("self-care", "ok")
    later = {name for screen in catalogue().screens.values() if screen.asked.value == "follow-up" for name in screen.findings}
    assert set(done.json["ask"]) <= later
    assert set(done.json["not_asked"]) <= set(catalogue().screens["spot"].findings)


def test_screen_records_a_no_to_what_was_shown_only(run: Runner) -> None:
    done = run("screen", "--json", typed=["0"])
    first = min(catalogue().screens.values(), key=lambda screen: screen.order)
    answers = done.json["answers"]
    assert (set(answers["absent"]), answers["present"]) == (set(first.findings), [])


def test_screen_leaves_open_what_was_skipped(run: Runner) -> None:
    first = min(catalogue().screens.values(), key=lambda screen: screen.order)
    done = run("screen", "--json", typed=["?", *["0"] * 60])
    assert set(first.findings) <= set(done.json["not_asked"])
    assert done.json["settled"] is False
    assert catalogue().phrases["screen-end"].text in done.err


def test_screen_where_all_is_skipped_ends(run: Runner) -> None:
    done = run("screen", "--json", typed=["?"] * 100)
    answers = done.json["answers"]
    assert answers == {"present": [], "placed": [], "absent": []}


@pytest.mark.parametrize("line", ["9", "1 9", "0 1", "-1", "x", "1.5", "", " ", "1;2", "\u0661", "999999999999999999999", "1 x", "yes"])
def test_screen_asks_again_after_bad_input(run: Runner, line: str) -> None:
    done = run("screen", "--json", typed=[line, "0"])
    first = min(catalogue().screens.values(), key=lambda screen: screen.order)
    again = catalogue().phrases["screen-again"].text.format(count=len(first.findings))
    assert done.err.count(again) == 1
    assert set(done.json["answers"]["absent"]) == set(first.findings)


@pytest.mark.parametrize(("line", "expected"), [("2", 1), ("1 3", 2), ("1,3", 2), ("3, 1", 2), ("1 1", 1), ("  2  ", 1)])
def test_screen_takes_several_numbers(run: Runner, line: str, expected: int) -> None:
    answers = run("screen", "--json", typed=[line, "", "", ""]).json["answers"]
    assert len(answers["present"]) == expected


def to_screen(name: str) -> list[str]:
    """List what to type to tick one finding: yes to what it implies, everywhere, and no to all others on the way."""
    from hamstring.safety.screening import next_screen

    implied = table_of(catalogue()).closure[name]
    present: list[str] = []
    absent: list[str] = []
    typed: list[str] = []
    while True:
        following = next_screen(catalogue(), triage(present, absent=absent))
        assert following is not None, name
        questions = following[1]
        if name in questions:
            return [*typed, str(questions.index(name) + 1)]
        yes = [question for question in questions if question in implied]
        typed.append(" ".join(str(questions.index(question) + 1) for question in yes) or "0")
        typed += ["" for question in yes if catalogue().findings[question].place is not Placing.NONE]
        present += yes
        absent += [question for question in questions if question not in implied]


def test_screen_asks_where(run: Runner) -> None:
    done = run("screen", "--json", typed=[*to_screen("varicose-veins"), "left:outer-lower", *["0"] * 40])
    assert done.json["answers"]["placed"] == ["varicose-veins@left:outer-lower"]
    assert "left:outer-lower" in done.err


@pytest.mark.parametrize("line", ["", "both", "  "])
def test_screen_takes_no_place_as_both_legs(run: Runner, line: str) -> None:
    done = run("screen", "--json", typed=[*to_screen("varicose-veins"), line, *["0"] * 40])
    assert done.json["answers"]["present"] == ["varicose-veins"]


@pytest.mark.parametrize("line", ["middle", "left:nowhere", "left:", "@left", "left right"])
def test_screen_asks_again_where_after_a_bad_place(run: Runner, line: str) -> None:
    done = run("screen", "--json", typed=[*to_screen("varicose-veins"), line, "right", *["0"] * 40])
    assert done.code == DONE
    assert done.json["answers"]["placed"] == ["varicose-veins@right"]


def test_screen_takes_no_part_of_a_leg_for_what_concerns_the_whole_leg(run: Runner) -> None:
    done = run("screen", "--json", typed=[*to_screen("hamstring-tendinopathy"), "left:outer-lower", "left", *["0"] * 40])
    assert done.json["answers"]["placed"] == ["hamstring-tendinopathy@left"]


def test_screen_that_runs_out_while_asking_where_keeps_the_finding(run: Runner) -> None:
    done = run("screen", "--json", typed=to_screen("varicose-veins"))
    assert done.json["answers"]["present"] == ["varicose-veins"]


def test_screen_denies_nothing_that_follows_from_a_yes(run: Runner) -> None:
    for name in ("cancer-in-bone", "pregnant-16-weeks", "fragility-fracture"):
        done = run("screen", "--json", typed=[*to_screen(name), *["0"] * 60])
        assert done.code == DONE, done.err
        assert name in done.json["answers"]["present"]


def test_screen_survives_ticking_what_excludes_each_other(run: Runner) -> None:
    ages = to_screen("under-16")
    done = run("screen", "--json", typed=[*ages[:-1], "1 2 3 4 5 6 7", "1 2 3", "1 2", *["0"] * 60])
    assert done.code in (DONE, WRONG)


def test_screen_as_text_keeps_questions_and_answer_on_one_stream(run: Runner) -> None:
    done = run("screen", typed=["0", "2", "0"])
    assert done.err == ""
    assert done.widest <= 80
    assert "How soon: " in done.out
    assert done.out.count(catalogue().phrases["screen-prompt"].text) >= 2


def test_screen_fits_80_columns_to_the_end(run: Runner) -> None:
    assert run("screen", typed=["0"] * 60).widest <= 80


# ---------------------------------------------------------------------------- list, show, guide


@pytest.mark.parametrize("kind", KINDS)
def test_list_names_every_record_of_a_kind(run: Runner, kind: str) -> None:
    done = run("list", kind)
    assert (done.code, done.err) == (DONE, "")
    assert list(catalogue().kind(kind)) == [line.split()[0] for line in done.out.splitlines()]
    assert done.widest <= 110


def test_list_takes_dashes(run: Runner) -> None:
    assert run("list", "stop-signs") == run("list", "stop_signs")


@pytest.mark.parametrize("kind", ["nonsense", "", "finding", "../findings"])
def test_list_of_an_unknown_kind_is_one_line_and_code_2(run: Runner, kind: str) -> None:
    assert "unknown kind" in run.wrong("list", kind).err


def test_list_of_an_unknown_kind_offers_near_matches(run: Runner) -> None:
    assert "`findings`" in run.wrong("list", "finding").err


@pytest.mark.parametrize("kind", KINDS)
def test_show_prints_a_record_of_every_kind(run: Runner, kind: str) -> None:
    for name in catalogue().kind(kind):
        done = run("show", f"{kind}:{name}")
        assert (done.code, done.err) == (DONE, "")
        assert done.out.startswith(f"{kind}: {name}\n")
    first = next(iter(catalogue().kind(kind)))
    assert list(run("show", f"{kind}:{first}", "--json").json) == [kind]


def test_show_finds_an_id_in_every_kind(run: Runner) -> None:
    assert set(run("show", "open-wound", "--json").json) >= {"contraindications", "findings", "rules"}


@pytest.mark.parametrize("name", ["nonsense-id", "", "findings:", "findings:nonsense-id", "nonsense:open-wound", ":", "../policy"])
def test_show_of_an_unknown_id_is_one_line_and_code_2(run: Runner, name: str) -> None:
    assert "unknown id" in run.wrong("show", name).err
    assert run.wrong("show", name, "--json").json["error"] == "unknown-id"


def test_show_offers_near_matches(run: Runner) -> None:
    assert "`open-wound`" in run.wrong("show", "open-wond").err


@pytest.mark.skipif(find_spec("hamstring.outputs.guide") is None, reason="there is no guide yet")
def test_guide_prints_markdown(run: Runner) -> None:
    done = run("guide")
    assert (done.code, done.err) == (DONE, "")
    assert done.out.startswith("# ")
    assert len(done.out.splitlines()) > 50


# ---------------------------------------------------------------------------- check

has_check = find_spec("hamstring.outputs.report") is not None
checking = pytest.mark.skipif(not has_check, reason="there is no report yet")


@checking
def test_check_of_the_shipped_content_holds(run: Runner) -> None:
    done = run("check")
    assert (done.code, done.err) == (DONE, ""), done.out
    assert done.out


@checking
def test_check_as_json_is_one_object(run: Runner) -> None:
    done = run("check", "--json")
    assert done.code == DONE
    assert done.json


@checking
@pytest.mark.parametrize("folder", ["/nonsense/folder", ""])
def test_check_of_a_folder_that_is_not_there_is_code_2(run: Runner, folder: str) -> None:
    if folder:
        run.wrong("check", folder)
        assert run.wrong("check", folder, "--json").json["error"] == "content"


@checking
def test_check_of_a_broken_pack_is_one_line_and_code_2(run: Runner, tmp_path: pytest.TempPathFactory) -> None:
    folder = str(tmp_path)
    with open(f"{folder}/rules.toml", "w", encoding="utf-8") as file:
        file.write("[made-up]\nwhen = [")
    done = run.wrong("check", folder)
    assert "rules.toml" in done.err


@checking
def test_check_of_a_pack_that_names_an_unknown_finding_is_code_2(run: Runner, tmp_path: pytest.TempPathFactory) -> None:
    with open(f"{tmp_path}/rules.toml", "w", encoding="utf-8") as file:
        file.write(
            '[made-up]\nrow = "X"\nwhen = ["nonsense-id"]\nurgency = "see-soon"\nmassage = "not-today"\nwhy = "Made up."\n'
            'advice = "see-soon"\neditorial = true\n'
        )
    done = run("check", str(tmp_path))
    assert done.code == WRONG
    assert "nonsense-id" in done.out + done.err
