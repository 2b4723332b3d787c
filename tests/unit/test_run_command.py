"""The command that asks, plans and leads through a routine, with a clock and keys of our own."""

import argparse
import contextlib
import io
import json
import re
import sys
from collections.abc import Sequence

import pytest

from hamstring import catalogue, plan_routine, shortest_screen, triage
from hamstring.cli import main
from hamstring.dialogue import ask_screens
from hamstring.model.hurts import HurtQuestion
from hamstring.outputs.words import wrapped
from hamstring.run.command import run_told
from running import WORDS, Machine, Speaker, on_machine

Captured = pytest.CaptureFixture[str]
LEAD = "Look and feel."


def not_installed(_: str) -> None:
    """Find no package of any name."""


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: Sequence[str] = ()) -> int:
    """Run the command without a terminal, with a clock that takes no time."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    clock = Machine()
    clock.has_keys = False
    on_machine(monkeypatch, clock)
    return main(["run", "--minutes", "5", *arguments])


def test_without_a_terminal_the_run_is_plain_lines_to_its_end(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert command(monkeypatch, "--complete") == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines()[0].split()[1:4] == LEAD.split()
    assert told.out.splitlines()[-1] == "Done. Drink when you are thirsty."
    assert "\x1b" not in told.out


def test_the_safety_questions_come_first_and_can_end_it(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """The first screen is asked; a yes to chest pain refuses the routine with its advice, and nothing is run."""
    assert command(monkeypatch, typed=["1"]) == 3
    told = capsys.readouterr()
    assert "SIGNS TO ACT ON NOW" in told.err
    assert "emergency, now" in told.out
    assert LEAD not in told.out


def test_the_first_questions_are_the_shortest_screen(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """No shorter list of questions rules out an emergency, and then what needs help today; each is told when it has."""
    assert command(monkeypatch, typed=["0"] * 60) == 0
    told = " ".join(capsys.readouterr().err.split())
    findings = catalogue().findings
    before = told
    for urgency, absent in (("emergency", ()), ("same-day", shortest_screen("emergency"))):
        asked, _, before = before.partition(WORDS(f"screen-no-{urgency}"))
        screen = shortest_screen(urgency, absent=absent)
        assert len(re.findall(r" [1-9] (?=[A-Z])", asked)) == len(screen)
        assert all(" ".join(findings[name].ask.split()) in asked for name in screen)


def test_without_answers_the_routine_is_unscreened_and_says_so(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """No answer is no all-clear, with `--screened` or with nothing typed: it stays light and opens with when not to start."""
    for arguments in ((), ("--screened",)):
        assert command(monkeypatch, *arguments) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert "Do not start if one of these is true." in told
        assert "Today never above 3." in told


def test_screened_asks_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert command(monkeypatch, "--screened", "--symptom", "wrist-or-shoulder-trouble", typed=["1"]) == 0
    assert "SIGNS TO ACT ON NOW" not in capsys.readouterr().err


def test_answers_beside_the_questions_are_refused(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert command(monkeypatch, "--symptom", "fever") == 2
    assert "--screened" in capsys.readouterr().err


def test_the_cues_can_be_had_as_json(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert command(monkeypatch, "--complete", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [cue.to_dict() for cue in plan_routine(minutes=5, complete=True).cues()]


def test_without_rich_a_terminal_has_plain_lines_and_keys(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    clock = Machine((3.0, "q"))
    on_machine(monkeypatch, clock)
    monkeypatch.setattr("hamstring.run.command.find_spec", not_installed)
    monkeypatch.setenv("TERM", "xterm")
    assert main(["run", "--minutes", "5", "--complete"]) == 0
    told = capsys.readouterr().out
    assert WORDS("run-keys") in told
    assert told.splitlines()[-2].startswith("You have stopped here.")


def test_a_voice_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert command(monkeypatch, "--complete", "--speak", "no-such-program-here") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


# ---------------------------------------------------------------------------- from the first question to the last word


class Voices:
    """Stands for programs that speak: keeps for each what it was started with and what it said."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.speaker = Speaker()

    def __call__(self, command: str) -> Speaker:
        self.commands.append(command)
        return self.speaker


def pressed(monkeypatch: pytest.MonkeyPatch, *keys: tuple[float, str], arguments: Sequence[str] = ("--complete", "--plain")) -> int:
    """Run the command with keys that are pressed at given seconds."""
    on_machine(monkeypatch, Machine(*keys))
    return main(["run", "--minutes", "5", *arguments])


def test_what_hurts_ends_with_the_page_of_its_answers(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """The page is that of a triage with what was answered before and now; the exit code says that it is no plain end."""
    assert pressed(monkeypatch, (20.0, "h"), (21.0, "s"), (22.0, "n"), (23.0, "n"), (24.0, "y"), (25.0, "n")) == 3
    answered = triage({"leg-weakness-worse", "tingling-or-numb"}, complete=True)
    told = capsys.readouterr().out
    assert told.endswith(f"Yes or no?\n\n{answered}\n")
    assert WORDS("run-hurts-over") not in told


def test_what_hurts_and_is_nothing_urgent_ends_for_today(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert pressed(monkeypatch, (20.0, "h"), (21.0, "s"), *((22.0 + place, "n") for place in range(4))) == 0
    assert capsys.readouterr().out.endswith(f"\n{wrapped(WORDS('run-hurts-over'))}\n")


def test_who_quits_is_told_where_to_ask(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    assert pressed(monkeypatch, (20.0, "q")) == 0
    assert capsys.readouterr().out.endswith(f"\n{wrapped(WORDS('run-quit'))}\n")


def test_a_voice_says_all_that_is_shown_and_is_quiet_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The routine, and after the key for pain the advice and the questions too."""
    voices = Voices()
    monkeypatch.setattr("hamstring.run.command.Program", voices)
    keys = ((20.0, "h"), (21.0, "s"), *((22.0 + place, "n") for place in range(4)))
    assert pressed(monkeypatch, *keys, arguments=("--complete", "--plain", "--speak", "voice -v en")) == 0
    assert voices.commands == ["voice -v en"]
    cues = [cue.say for cue in plan_routine(minutes=5, complete=True).cues()]
    first, *said = [text for text in voices.speaker.said if text]
    assert first == cues[0]
    assert said[-5:] == [WORDS("run-hurts"), *(f"{entry.ask} Yes or no?" for entry in hurt_questions())]
    assert voices.speaker.said[-1] == ""


def hurt_questions() -> list[HurtQuestion]:
    return sorted(catalogue().hurts.values(), key=lambda entry: entry.order)


@pytest.mark.parametrize("error", [OSError(5, "gone"), BrokenPipeError(32, "no reader")])
def test_a_terminal_that_is_gone_hushes_the_voice_and_is_told_as_a_broken_pipe(error: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    """What calls the command knows one error for it, with the system's own words."""

    class Gone(Machine):
        def key(self, wait_s: float) -> str:
            assert wait_s
            raise error

    voices = Voices()
    monkeypatch.setattr("hamstring.run.command.Program", voices)
    on_machine(monkeypatch, Gone())
    options = argparse.Namespace(minutes=5, complete=True, screened=False, speak="voice", plain=True, json=False)
    with pytest.raises(BrokenPipeError) as caught:
        run_told(options, read=lambda _: None)
    assert caught.value.args == error.args
    assert voices.speaker.said[-1] == ""


@pytest.mark.parametrize("answer", ["--symptom", "--absent"])
def test_answers_on_the_command_line_need_the_word_that_they_are_all(
    answer: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """All questions are asked without it; an answer that is given twice could contradict itself."""
    assert command(monkeypatch, answer, "fever") == 2
    told = capsys.readouterr()
    field = {"--symptom": "symptoms", "--absent": "absent"}[answer]
    assert f"`{field}` is ['fever']: expected `--screened` beside it" in told.err
    assert told.out == ""


def test_one_can_begin_once_nothing_urgent_is_open(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """The offer is made once; what is left open keeps the routine light."""
    screens = shown_before_the_offer()
    assert command(monkeypatch, typed=[*["0"] * screens, "b"]) == 0
    told = capsys.readouterr()
    assert " ".join(told.err.split()).count(" ".join(WORDS("screen-may-begin").split())) == 1
    assert "Today never above 3." in " ".join(told.out.split())
    assert LEAD in told.out


def shown_before_the_offer() -> int:
    """Count the screens before one can begin."""
    prompts: list[str] = []

    def read(prompt: str) -> str | None:
        prompts.append(prompt)
        return "b" if prompt == WORDS("screen-prompt-begin") else "0"

    ask_screens(catalogue(), read=read, write=prompts.append, may_begin=True)
    count = prompts.count(WORDS("screen-prompt"))
    assert count
    return count


def test_questions_stand_beside_the_run_and_word_for_word(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """The run alone can be piped: what is asked goes to the other stream, a line for each text."""
    written: list[str] = []

    def read(prompt: str) -> str:
        written.append(prompt)
        return "1"

    ask_screens(catalogue(), read=read, write=lambda text: written.append(f"{text}\n"), may_begin=True)
    assert command(monkeypatch, typed=["1"] * 99) == 3
    assert capsys.readouterr().err.startswith("".join(written))


# ---------------------------------------------------------------------------- which screen


def screens(monkeypatch: pytest.MonkeyPatch, capsys: Captured, *arguments: str, has_keys: bool = True) -> str:
    """Run for some seconds in a terminal that is large enough, and give what was shown: a panel, or plain lines."""
    clock = Machine((3.0, "q"))
    clock.has_keys = has_keys
    on_machine(monkeypatch, clock)
    assert main(["run", "--minutes", "5", "--complete", *arguments]) == 0
    return capsys.readouterr().out


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rich")
    for name, value in (("COLUMNS", "80"), ("LINES", "24"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)


PANEL = "\x1b[?1049h"


@pytest.mark.usefixtures("large")
def test_a_large_terminal_has_a_panel(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    shown = screens(monkeypatch, capsys)
    assert PANEL in shown
    assert WORDS("run-keys") in shown


@pytest.mark.usefixtures("large")
def test_plain_lines_can_be_asked_for_and_tell_the_keys(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    shown = screens(monkeypatch, capsys, "--plain")
    assert PANEL not in shown
    assert WORDS("run-keys") in shown


@pytest.mark.usefixtures("large")
def test_without_keys_there_are_plain_lines_that_name_none(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    shown = screens(monkeypatch, capsys, has_keys=False)
    assert PANEL not in shown
    assert WORDS("run-keys") not in shown


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("TERM", ""), ("TERM", "unknown"), ("TERM", None), ("LINES", "23")])
def test_a_terminal_that_cannot_show_a_panel_has_plain_lines(
    name: str, value: str | None, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    assert PANEL not in screens(monkeypatch, capsys)


@pytest.mark.usefixtures("large")
def test_without_rich_a_large_terminal_has_plain_lines(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    sought: list[str] = []
    monkeypatch.setattr("hamstring.run.command.find_spec", sought.append)
    assert PANEL not in screens(monkeypatch, capsys)
    assert sought == ["rich"]


def test_the_real_terminal_is_that_of_input_and_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys come from where one types, and are there only if one also looks at a terminal."""
    ends: list[tuple[object, ...]] = []

    def machine(*given: object) -> contextlib.nullcontext[Machine]:
        ends.append(given)
        return contextlib.nullcontext(Machine((1.0, "q")))

    monkeypatch.setattr("hamstring.run.command.machine", machine)
    assert main(["run", "--minutes", "5", "--complete", "--plain"]) == 0
    assert ends == [(sys.stdin, sys.stdout)]
