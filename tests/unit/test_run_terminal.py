"""A guided run in a real pseudo-terminal: the whole command, in a process of its own."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

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
