"""A guided run with a clock and keys of our own, and once in a real pseudo-terminal."""

import contextlib
import io
import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from hamstring import Permission, RequestError, Routine, Triage, Urgency, catalogue, plan_routine, shortest_screen
from hamstring.cli import main
from hamstring.outputs.words import Words
from hamstring.run.following import KEYS, Ending, Following, Key, meant
from hamstring.run.frames import Frame, Frames, clock
from hamstring.run.hurting import Hurting
from hamstring.run.machine import Program, letters, machine
from hamstring.run.panel import big, has_room
from hamstring.run.plain import PlainScreen

Captured = pytest.CaptureFixture[str]
WORDS = Words(catalogue())
LEAD = "Look and feel."


class Machine:
    """A clock that goes only while it is asked to wait, and keys pressed at given seconds."""

    has_keys = True

    def __init__(self, *keys: tuple[float, str], starts_at: float = 1000.0) -> None:
        self.at = self.began = starts_at
        self.keys = sorted(keys)

    def seconds(self) -> float:
        return self.at

    def key(self, wait_s: float) -> str:
        assert 0 < wait_s <= 1.0
        assert self.passed_s < 10_000, "it waits for a key that never comes"
        if self.keys and self.began + self.keys[0][0] <= self.at + wait_s:
            pressed_s, key = self.keys.pop(0)
            self.at = max(self.at, self.began + pressed_s)
            return key
        self.at += wait_s
        return ""

    @property
    def passed_s(self) -> float:
        return self.at - self.began


class Screen:
    """Keeps what is shown."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.frames: list[Frame] = []

    def tell(self, at: str, text: str) -> None:
        self.told.append((at, text))

    def show(self, frame: Frame) -> None:
        self.frames.append(frame)


class Speaker:
    """Keeps what is said; an empty text for being hushed."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def hush(self) -> None:
        self.said.append("")


@pytest.fixture(scope="module")
def routine() -> Routine:
    return plan_routine(minutes=8, tools={"foam-roller"}, complete=True)


class Run:
    """One run, and what came of it."""

    def __init__(self, routine: Routine, *keys: tuple[float, str]) -> None:
        self.machine, self.screen, self.speaker = Machine(*keys), Screen(), Speaker()
        self.lead = -routine.cues()[0].start_s
        self.ending = Following(routine, WORDS, machine=self.machine, screen=self.screen, speaker=self.speaker).run()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.screen.told]


# ---------------------------------------------------------------------------- in its time


def test_every_cue_is_told_and_said_once_and_the_run_takes_the_seconds_of_all(routine: Routine) -> None:
    """Without keys: each cue in its turn, at its second, and not a second more in all."""
    run = Run(routine)
    cues = routine.cues()
    assert run.ending is Ending.DONE
    assert run.screen.told == [(clock(cue.start_s), cue.say) for cue in cues]
    assert run.speaker.said == [cue.say for cue in cues]
    assert run.machine.passed_s == pytest.approx(cues[-1].end_s - cues[0].start_s)


def test_the_frames_count_down_to_nothing(routine: Routine) -> None:
    """The time left is that of the routine before it, then falls by seconds; the shares rise from 0 to 1."""
    frames = Run(routine).screen.frames
    assert frames[0].left == clock(routine.seconds) == "8:00"
    assert frames[-1].left == "0:00"
    shares = [frame.share for frame in frames]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(0 <= frame.block_share <= 1 for frame in frames)


def test_a_frame_tells_place_pressure_and_what_comes_next(routine: Routine) -> None:
    frames = Frames(routine.cues(), routine.seconds, WORDS)
    place = next(place for place, cue in enumerate(routine.cues()) if cue.kind.value == "work")
    frame = frames.at(place, 2.0)
    assert frame.place.startswith("floor, foam roller, 3/10")
    assert frame.following.startswith("Next: Left leg")
    assert frame.block_left == "0:28"
    assert frames.at(place, 2.0, paused=True).note == "Paused"


def test_after_a_long_sleep_of_the_machine_nothing_is_caught_up_with(routine: Routine) -> None:
    """A lid that was closed for an hour costs no cue: the next one begins when it is open."""
    machine, screen = Machine(), Screen()
    usual = machine.key

    def slept(wait_s: float) -> str:
        if len(screen.told) == 3 and machine.passed_s < 3600:
            machine.at += 3600
        return usual(wait_s)

    machine.key = slept  # type: ignore[method-assign]
    Following(routine, WORDS, machine=machine, screen=screen, speaker=Speaker()).run()
    assert machine.passed_s > 3600 + routine.seconds
    assert [text for _, text in screen.told] == [cue.say for cue in routine.cues()]


# ---------------------------------------------------------------------------- keys


def test_a_pause_lasts_until_the_key_comes_again_and_costs_no_time_of_the_routine(routine: Routine) -> None:
    """Paused for 60 s: the voice stops, the run takes 60 s more, and the cue is said again."""
    plain, paused = Run(routine), Run(routine, (5.0, "p"), (65.0, " "))
    assert paused.machine.passed_s == pytest.approx(plain.machine.passed_s + 60)
    assert paused.texts == plain.texts
    assert paused.speaker.said[:4] == [plain.texts[0], "", plain.texts[0], plain.texts[1]]
    assert any(frame.note == "Paused" for frame in paused.screen.frames)


def test_skip_goes_to_the_next_step_and_back_to_the_one_before(routine: Routine) -> None:
    """Skip leaves the rest of a step out; back begins a step anew, and pressed at once goes to the step before."""
    openings = [cue.say for cue in routine.cues() if cue.kind.is_step]
    lead = Run(routine).lead
    assert Run(routine, (lead + 32.0, "s"), (lead + 32.5, "q")).texts[-2:] == [openings[3], openings[4]]
    assert Run(routine, (lead + 36.0, "b"), (lead + 37.0, "q")).texts[-2:] == [openings[3], openings[3]]
    assert Run(routine, (lead + 31.0, "b"), (lead + 32.0, "q")).texts[-2:] == [openings[3], openings[2]]


def test_skip_works_from_a_pause_and_to_the_very_end(routine: Routine) -> None:
    assert Run(routine, (2.0, "p"), (9.0, "s"), (10.0, "q")).texts == [cue.say for cue in routine.cues()[:2]]
    assert Run(routine, *((0.5, "s") for _ in range(200))).ending is Ending.DONE


def test_back_at_the_first_cue_stays_there(routine: Routine) -> None:
    assert Run(routine, (1.0, "b"), (2.0, "q")).texts == [routine.cues()[0].say] * 2


def test_other_keys_do_nothing(routine: Routine) -> None:
    keys = ((1.0, "x"), (2.0, "\x1b"), (3.0, "\n"), (4.0, "?"))
    assert Run(routine, *keys).machine.passed_s == pytest.approx(Run(routine).machine.passed_s)


@pytest.mark.parametrize(("key", "ending"), [("q", Ending.QUIT), ("Q", Ending.QUIT), ("h", Ending.HURTS), ("H", Ending.HURTS)])
def test_quit_and_hurts_end_the_run_and_the_voice_at_once(key: str, ending: Ending, routine: Routine) -> None:
    for keys in (((200.0, key),), ((190.0, "p"), (200.0, key))):
        run = Run(routine, *keys)
        assert run.ending is ending
        assert run.machine.passed_s == pytest.approx(200.0)
        assert run.speaker.said[-1] == ""


@pytest.mark.parametrize(
    ("pressed", "key"), [("sh", Key.HURTS), ("qh", Key.HURTS), ("sq", Key.QUIT), ("xs", Key.SKIP), ("xyz", None), ("", None)]
)
def test_of_keys_pressed_at_once_the_one_that_cannot_wait_counts(pressed: str, key: Key | None) -> None:
    """Somebody in pain hits more than one key: none of them hides "this hurts"."""
    assert meant(pressed) is key
    assert meant(pressed[::-1].upper()) is key


def test_arrows_and_their_like_are_no_letters() -> None:
    """The key Home is sent as escape, bracket, H: it does not mean that it hurts, and neither does a broken byte."""
    for sent in (b"\x1b[H", b"\x1bOB", b"\x1b[A\x1b[B", b"\xff\xc3"):
        assert meant(letters(sent)) is None
    assert letters(b"h\x1b[A") == "h"


def test_every_meaning_has_a_key_and_the_line_of_keys_tells_it() -> None:
    assert set(KEYS.values()) == set(Key)
    told = {part.split(":")[0].strip().replace("space", " ") for part in WORDS("run-keys").split("   ")}
    assert {KEYS[key] for key in told} == set(Key)


# ---------------------------------------------------------------------------- this hurts


def hurting(routine: Routine, *keys: tuple[float, str]) -> tuple[Triage | None, Machine, Screen]:
    machine, screen = Machine(*keys), Screen()
    answered = Hurting(WORDS, machine=machine, screen=screen, speaker=Speaker()).ask(routine.request.answers)
    return answered, machine, screen


def test_first_it_says_what_cannot_wait_then_two_minutes_still_then_four_questions(routine: Routine) -> None:
    """The emergency number comes before the rest; four times no means no triage, but no more today either."""
    answered, _, screen = hurting(routine, (121.0, "n"), (122.0, "n"), (123.0, "n"), (124.0, "n"))
    assert answered is None
    first, *questions = [text for _, text in screen.told]
    assert first.startswith("Let go and take your weight off.")
    assert "call your local emergency number now" in first
    assert [entry.ask for entry in sorted(catalogue().hurts.values(), key=lambda entry: entry.order)] == [
        text.removesuffix(" Yes or no?") for text in questions
    ]
    assert len([frame for frame in screen.frames if frame.step == "Keep still and breathe."]) == 120
    assert any(frame.left == "2:00" for frame in screen.frames)


@pytest.mark.parametrize(
    ("keys", "urgency"),
    [
        ("y", Urgency.EMERGENCY),
        ("ny", Urgency.EMERGENCY),
        ("nnyn", Urgency.SAME_DAY),
        ("nnny", Urgency.SAME_DAY),
    ],
)
def test_a_yes_leads_to_its_advice(keys: str, urgency: Urgency, routine: Routine) -> None:
    """Chest, breath and a cold foot are an emergency and end the asking; weakness and swelling need help today."""
    answered, machine, _ = hurting(routine, *((121.0 + place, key) for place, key in enumerate(keys)))
    assert answered is not None
    assert answered.urgency is urgency
    assert answered.massage is Permission.NOT_TODAY
    assert machine.keys == []


def test_what_stays_open_is_not_taken_for_a_no() -> None:
    """A question that was not answered, or left by quitting, is no denial: the triage names it as open."""
    unscreened = plan_routine(minutes=8)
    for keys in ("nn?n", "nnq"):
        answered, _, _ = hurting(unscreened, *((121.0 + place, key) for place, key in enumerate(keys)))
        assert answered is not None
        assert "tingling-or-numb" not in answered.answers.absent
        assert "chest-pain" in answered.answers.absent


def test_what_is_true_now_goes_before_what_was_denied_earlier(routine: Routine) -> None:
    """Everything was denied before the routine; a yes now still counts, with all that was said before."""
    assert "chest-pain" in routine.request.answers.absent
    answered, _, _ = hurting(routine, (1.0, "y"), (2.0, "y"))
    assert answered is not None
    assert {"chest-pain", "sudden-breathlessness"} <= set(answered.answers.present)
    assert "fever" in answered.answers.absent


@pytest.mark.parametrize(("pressed", "is_urgent"), [("ny", True), ("yn", True), ("n?", False), ("nq", False), ("xn", None)])
def test_of_answers_pressed_at_once_the_most_careful_one_counts(pressed: str, is_urgent: bool | None) -> None:  # noqa: FBT001 - as told
    """A no never hides a yes or a doubt."""
    keys = ((121.0, pressed), (122.0, "n"), (123.0, "n"), (124.0, "n"))
    answered, _, _ = hurting(plan_routine(minutes=8), *keys)
    assert (answered is None) == (is_urgent is None)
    if answered is not None:
        assert (answered.urgency is Urgency.EMERGENCY) == is_urgent
        assert "chest-pain" not in answered.answers.absent


def test_the_rest_can_be_cut_short_for_the_questions(routine: Routine) -> None:
    _, machine, _ = hurting(routine, (3.0, "s"), (4.0, "n"), (5.0, "n"), (6.0, "n"), (7.0, "n"))
    assert machine.passed_s == pytest.approx(7.0)


# ---------------------------------------------------------------------------- screens and voices


def test_plain_lines_fit_80_columns_and_tell_keys_and_pauses_once() -> None:
    out = io.StringIO()
    screen = PlainScreen(out, has_keys=True)
    screen.tell("-0:15", "word " * 40)
    for _ in range(3):
        screen.show(Frame(left="7:00", step="", say="", note="Paused", keys="q: quit"))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.strip() for line in lines[-2:]] == ["[q: quit]", "Paused, 7:00"]
    assert lines[0].startswith(" -0:15  word")


def test_plain_lines_tell_of_each_step_what_a_panel_shows(routine: Routine) -> None:
    """Time left, length of the step, position, tool, pressure and what comes next, once for each step of the routine."""
    out = io.StringIO()
    Following(routine, WORDS, machine=Machine(), screen=PlainScreen(out), speaker=Speaker()).run()
    told = " ".join(out.getvalue().split())
    cues = routine.cues()
    frames = Frames(cues, routine.seconds, WORDS)
    steps = [place for place, cue in enumerate(cues) if cue.kind.is_step and 0 <= cue.start_s < routine.seconds]
    for place in steps:
        frame = frames.at(place, 0.0)
        body = frame.place[:1].upper() + frame.place[1:]
        assert f"[{frame.left} left, {frame.block_left} for this. {body}. {frame.following}".rstrip() in told
    assert told.count(" for this. ") == len(steps)


def test_big_digits_are_three_lines_of_one_width() -> None:
    for text in ("12:34", "56:78", "-0:09"):
        assert len({len(line) for line in big(text).splitlines()}) == 1
        assert len(big(text).splitlines()) == 3


def test_the_panel_shows_all_of_a_frame() -> None:
    pytest.importorskip("rich")
    from hamstring.run.panel import panel

    out = io.StringIO()
    with panel(out) as screen:
        screen.show(
            Frame(left="7:30", block_left="0:21", step="STEP", say="SAID", place="floor", following="AFTER", note="Paused", keys="KEYS")
        )
    shown = out.getvalue()
    for text in ("STEP", "SAID", "floor", "AFTER", "Paused", "KEYS", "0:21", big("7:30").splitlines()[0]):
        assert text in shown


@pytest.mark.parametrize("is_complete", [True, False])
def test_a_usual_terminal_has_room_for_every_frame(is_complete: bool) -> None:  # noqa: FBT001 - as told
    """80 columns and 24 rows: the longest text, paused, and what comes next are not cut off."""
    console = pytest.importorskip("rich.console").Console(width=80, file=io.StringIO())
    from hamstring.run.panel import Panel

    class Live:
        drawn: Any = None

        def update(self, drawn: object, *, refresh: bool) -> None:
            assert refresh
            self.drawn = drawn

    tools = set(catalogue().tools)
    for long in (
        plan_routine(minutes=20, tools=tools, pace="slow", spots={"left:outer-lower:3", "right:inner-upper:2"}, complete=is_complete),
        plan_routine(minutes=20, tools=tools, experience="experienced", already_warm=True, goal="tender-spots", complete=is_complete),
    ):
        frames = Frames(long.cues(), long.seconds, WORDS)
        for place in range(len(long.cues())):
            live = Live()
            Panel(live).show(frames.at(place, 0.0, paused=True))  # type: ignore[arg-type]  # what it needs of one
            lines = console.render_lines(live.drawn, console.options.update(height=None))
            assert len(lines) <= 24


def test_where_there_is_no_room_the_keys_are_what_stays() -> None:
    """A terminal that was made small cuts a panel off at its foot: the keys stand above all that can be long."""
    pytest.importorskip("rich")
    from hamstring.run.panel import panel

    out = io.StringIO()
    with panel(out) as screen:
        screen.show(Frame(left="7:30", step="long " * 400, say="", keys="KEYS", note="Paused"))
    assert "KEYS" in out.getvalue()
    assert "Paused" in out.getvalue()


@pytest.mark.parametrize(("columns", "lines", "is_enough"), [(80, 24, True), (64, 24, True), (63, 24, False), (80, 23, False)])
def test_a_small_terminal_gets_plain_lines(*, columns: int, lines: int, is_enough: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(lines))
    assert has_room() is is_enough


def program(tmp_path: Path) -> tuple[str, Path]:
    """Give a voice that writes what it says into a file."""
    heard, script = tmp_path / "heard", tmp_path / "voice.py"
    script.write_text(f"import sys\nopen({str(heard)!r}, 'a').write(sys.stdin.read())\n")
    return f"'{sys.executable}' '{script}'", heard


def test_a_voice_is_given_the_text_and_ends_when_the_next_one_begins(tmp_path: Path) -> None:
    command, heard = program(tmp_path)
    voice = Program(command)
    voice.say("First.")
    until = time.monotonic() + 20
    while not heard.exists() or not heard.read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    voice.hush()
    assert heard.read_text() == "First.\n"
    sleeper = Program(f"'{sys.executable}' -c 'import time; time.sleep(60)'")
    began = time.monotonic()
    sleeper.say("a")
    sleeper.say("b")
    sleeper.hush()
    assert time.monotonic() - began < 20


def test_a_voice_ends_with_all_that_it_has_started(tmp_path: Path) -> None:
    """A script that calls the program that speaks: both are over, so that the next text is not talked into."""
    pytest.importorskip("pty")
    number = tmp_path / "number"
    inner = f"import os, time; open({str(number)!r}, 'w').write(str(os.getpid()) + '.'); time.sleep(600)"
    voice = Program(f"sh -c '{sys.executable} -c \"$0\"; true' {shlex.quote(inner)}")
    voice.say("First.")
    until = time.monotonic() + 20
    while not (number.exists() and number.read_text().endswith(".")):
        assert time.monotonic() < until
        time.sleep(0.02)
    child = int(number.read_text().rstrip("."))
    voice.hush()
    while is_running(child):
        assert time.monotonic() < until
        time.sleep(0.02)


def is_running(number: int) -> bool:
    """Say whether a process is there and has not ended; one that has ended may wait for somebody to notice."""
    try:
        os.kill(number, 0)
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("command", ["", "no-such-program-here", "'open", "   "])
def test_a_voice_that_cannot_be_run_is_refused(command: str) -> None:
    with pytest.raises(RequestError, match="speak"):
        Program(command)


# ---------------------------------------------------------------------------- the command


def on_machine(monkeypatch: pytest.MonkeyPatch, clock: Machine) -> None:
    """Let the command run by this clock and its keys."""

    def machine(*_: object) -> contextlib.nullcontext[Machine]:
        return contextlib.nullcontext(clock)

    monkeypatch.setattr("hamstring.run.command.machine", machine)


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


# ---------------------------------------------------------------------------- in a terminal

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")


class Terminal:
    """A command in a pseudo-terminal."""

    def __init__(self, *arguments: str, errors: Path | None = None) -> None:
        self.outer, self.inner = pty.openpty()
        self.before = termios.tcgetattr(self.inner)
        self.shown = b""
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "80", "LINES": "40"}
        with contextlib.ExitStack() as opened:
            told = self.inner if errors is None else opened.enter_context(errors.open("wb"))
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hamstring", "run", "--minutes", "5", "--complete", *arguments],
                stdin=self.inner, stdout=self.inner, stderr=told, env=environment,
            )  # fmt: skip

    def until(self, text: bytes, seconds: float = 60.0) -> None:
        """Read until a text is shown."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < end, self.shown[-2000:]
            self._read(0.1)

    def _read(self, wait_s: float) -> bool:
        ready = bool(select.select([self.outer], [], [], wait_s)[0])
        if ready:
            self.shown += os.read(self.outer, 65536)
        return ready

    def press(self, keys: str) -> None:
        os.write(self.outer, keys.encode())

    def end(self) -> int:
        """Wait for its end, and give the exit code."""
        end = time.monotonic() + 60
        while self.process.poll() is None:
            assert time.monotonic() < end
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.returncode

    def is_clean(self) -> bool:
        """Say whether the terminal is as before, its cursor shown, its first screen in view, and nothing typed ahead left."""
        shown = self.shown
        same = termios.tcgetattr(self.inner) == self.before and not select.select([self.inner], [], [], 0)[0]
        return (
            same and shown.rfind(b"\x1b[?25h") >= shown.rfind(b"\x1b[?25l") and shown.count(b"\x1b[?1049h") == shown.count(b"\x1b[?1049l")
        )

    def hang_up(self) -> None:
        """Close the terminal, as a window that is closed."""
        for end in (self.outer, self.inner):
            os.close(end)
        self.outer = self.inner = -1

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.outer >= 0:
            self.hang_up()


@contextlib.contextmanager
def running(*arguments: str, errors: Path | None = None) -> Generator[Terminal]:
    """Run the command in a terminal until its keys are shown."""
    terminal = Terminal(*arguments, errors=errors)
    try:
        terminal.until(b"this hurts")
        yield terminal
    finally:
        terminal.close()


WAYS = (("q", 0), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131))


@pytest.mark.parametrize("arguments", [(), ("--plain",)])
@pytest.mark.parametrize(("way", "code"), WAYS)
def test_the_terminal_is_as_before_however_the_run_ends(way: str | signal.Signals, code: int, arguments: tuple[str, ...]) -> None:
    """Keys work as they are pressed; after a key and after every signal the terminal echoes again and shows its cursor."""
    with running(*arguments) as terminal:
        assert termios.tcgetattr(terminal.inner) != terminal.before
        if isinstance(way, str):
            terminal.press(way)
        else:
            terminal.process.send_signal(way)
        assert terminal.end() == code
        assert terminal.is_clean()
        assert b"Traceback" not in terminal.shown


def test_one_signal_after_the_other_does_not_disturb_the_putting_back() -> None:
    """A window that is closed sends one signal, whoever closes it may send others, and keys are hit meanwhile."""
    with running() as terminal:
        terminal.press("xxx")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            terminal.process.send_signal(number)
        terminal.end()
        assert terminal.is_clean()
        assert b"Traceback" not in terminal.shown


def test_no_key_suspends_a_run() -> None:
    """Control and Z would leave a screen without cursor and echo to the shell: while it runs no key means that."""
    with running() as terminal:
        none = bytes((os.fpathconf(terminal.inner, "PC_VDISABLE"),))
        assert termios.tcgetattr(terminal.inner)[6][termios.VSUSP] == none != terminal.before[6][termios.VSUSP]
        terminal.press("\x1a")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.is_clean()


@pytest.mark.parametrize("arguments", [(), ("--plain",)])
def test_a_terminal_that_is_gone_ends_the_run_without_a_traceback(arguments: tuple[str, ...], tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with running(*arguments, errors=errors) as terminal:
        terminal.hang_up()
        assert terminal.process.wait(60) in (0, 130)
        assert errors.read_text() == ""


def test_a_voice_that_fails_on_the_way_is_told_in_one_line_and_the_terminal_is_as_before(tmp_path: Path) -> None:
    """It was there at first, and then it could not be started any more."""
    script, errors = tmp_path / "voice", tmp_path / "errors"
    script.write_text("#!/bin/sh\ncat > /dev/null\n")
    script.chmod(0o755)
    with running("--speak", str(script), errors=errors) as terminal:
        script.unlink()
        terminal.press("s")
        assert terminal.end() == 2
        assert terminal.is_clean()
        assert len(errors.read_text().splitlines()) == 1
        assert "speak" in errors.read_text()


@pytest.mark.parametrize("voice", ["false", "true", "sh -c 'exec 0<&-; exit 3'"])
def test_a_voice_that_does_not_listen_disturbs_nothing(voice: str) -> None:
    with running("--speak", voice) as terminal:
        terminal.press("s")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.is_clean()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, BrokenPipeError])
def test_after_any_error_in_a_run_the_terminal_and_the_signals_are_as_before(error: type[BaseException]) -> None:
    """Whatever is raised inside: settings and handlers of signals are those from before."""
    outer, inner = pty.openpty()
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    before = termios.tcgetattr(inner)
    try:
        with pytest.raises(error):
            fail_in_a_run(inner, error)
        assert termios.tcgetattr(inner) == before
        assert [signal.getsignal(number) for number in signal.valid_signals()] == handlers
    finally:
        os.close(outer)
        os.close(inner)


def fail_in_a_run(terminal: int, error: type[BaseException]) -> None:
    before = termios.tcgetattr(terminal)
    with open(terminal, closefd=False) as stream, open(terminal, "w", closefd=False) as out, machine(stream, out) as clock:
        assert clock.has_keys
        assert termios.tcgetattr(terminal) != before
        raise error


def test_a_reader_of_the_lines_that_stops_early_is_no_error() -> None:
    """A broken pipe ends the run: no traceback, and the terminal at its input is as before."""
    outer, inner = pty.openpty()
    before = termios.tcgetattr(inner)
    command = f"{sys.executable} -m hamstring run --minutes 5 --complete --speak cat | head -n 1"
    try:
        done = subprocess.run(["sh", "-c", command], stdin=inner, capture_output=True, text=True, check=False, timeout=100)
        assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)
        assert termios.tcgetattr(inner) == before
    finally:
        os.close(outer)
        os.close(inner)


def test_the_key_for_pain_leads_through_the_questions_to_the_advice() -> None:
    """In a terminal: h, then at once to the questions, then yes: the page of the triage, exit code 3."""
    with running("--plain") as terminal:
        terminal.press("h")
        terminal.until(b"to the questions now")
        terminal.press("s")
        terminal.until(b"not sure")
        terminal.press("y")
        assert terminal.end() == 3
        assert b"How soon: emergency, now" in terminal.shown
        assert terminal.is_clean()
