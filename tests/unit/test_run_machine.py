"""The real clock, the real keys and signals, on a pseudo-terminal of this process."""

import errno
import io
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, TextIO

import attrs
import pytest

from hamstring.run.machine import Keys, NoKeys, machine

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

ECHO = 3
CHARACTERS = 6
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


@attrs.frozen
class Terminal:
    """Both ends of a terminal: what a person types and sees, and what a program reads and writes."""

    outer: int
    stream: TextIO
    out: TextIO

    def settings(self) -> list[Any]:
        found: list[Any] = termios.tcgetattr(self.stream.fileno())
        return found

    def shown(self) -> bytes:
        """Give what is on the screen and was not read yet."""
        found = b""
        while select.select([self.outer], [], [], 0.01)[0]:
            found += os.read(self.outer, 4096)
        return found

    def press(self, keys: bytes) -> None:
        os.write(self.outer, keys)

    def waiting(self) -> bool:
        """Say whether keys are waiting to be read."""
        return bool(select.select([self.stream], [], [], 0)[0])


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    outer, inner = pty.openpty()
    with ExitStack() as opened:
        opened.callback(os.close, outer)
        opened.callback(os.close, inner)
        stream = opened.enter_context(open(inner, closefd=False))
        out = opened.enter_context(open(inner, "w", closefd=False))
        handlers = {number: signal.getsignal(number) for number in SIGNALS}
        yield Terminal(outer, stream, out)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def handlers() -> list[object]:
    return [signal.getsignal(number) for number in signal.valid_signals()]


# ---------------------------------------------------------------------------- the terminal


def test_keys_come_as_they_are_pressed_and_are_not_shown(terminal: Terminal) -> None:
    """No return key is needed, and nothing that is pressed stands on the screen."""
    with machine(terminal.stream, terminal.out) as clock:
        terminal.press(b"s")
        assert clock.key(5.0) == "s"
        terminal.press(b"sh")
        assert clock.key(5.0) == "sh"
        assert clock.key(0.001) == ""
        assert terminal.shown() == b""


def test_keys_of_control_still_break_off_and_none_suspends(terminal: Terminal) -> None:
    """A run that cannot be broken off by the usual key would be a trap; one that is suspended leaves the terminal as it is."""
    before = terminal.settings()
    none = bytes((os.fpathconf(terminal.stream.fileno(), "PC_VDISABLE"),))
    with machine(terminal.stream, terminal.out):
        now = terminal.settings()
    assert now[ECHO] & termios.ISIG
    assert not now[ECHO] & (termios.ECHO | termios.ICANON)
    assert before[CHARACTERS][termios.VSUSP] != none == now[CHARACTERS][termios.VSUSP]
    assert before[CHARACTERS][termios.VINTR] == now[CHARACTERS][termios.VINTR]


def test_on_leaving_all_is_as_before_and_what_was_typed_ahead_is_gone(terminal: Terminal) -> None:
    """Settings, signals, the cursor; keys that were hit in the run do not reach the shell."""
    before, signals = terminal.settings(), handlers()
    with machine(terminal.stream, terminal.out) as clock:
        assert clock.has_keys
        assert terminal.settings() != before
        assert handlers() != signals
        terminal.press(b"rm\n")
        assert select.select([terminal.stream], [], [], 5)[0]  # typed ahead: it has come through the line
    assert terminal.settings() == before
    assert handlers() == signals
    assert not terminal.waiting()
    assert terminal.shown().endswith(b"\x1b[?25h")


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, BrokenPipeError])
def test_after_any_error_in_a_run_the_terminal_and_the_signals_are_as_before(error: type[BaseException], terminal: Terminal) -> None:
    """Whatever is raised inside: settings and handlers of signals are those from before."""
    before, signals = terminal.settings(), handlers()
    with pytest.raises(error):
        leave(terminal, lambda: raised(error))
    assert terminal.settings() == before
    assert handlers() == signals


def raised(error: type[BaseException]) -> None:
    raise error


def failing(error: type[BaseException]) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raised(error)

    return fail


def leave(terminal: Terminal, by: Callable[[], object], out: TextIO | None = None) -> None:
    with machine(terminal.stream, out or terminal.out) as clock:
        assert clock.has_keys
        by()


class Gone(io.StringIO):
    """An output that was a terminal and is gone."""

    def isatty(self) -> bool:
        return True

    def write(self, _: str, /) -> int:
        raise OSError(errno.EIO, "gone")


def test_a_terminal_that_is_gone_disturbs_nothing(terminal: Terminal) -> None:
    """Nothing can be put back on it; the signals are as before all the same."""
    signals = handlers()
    with machine(terminal.stream, Gone()):
        pass
    assert handlers() == signals


def test_settings_that_cannot_be_put_back_are_no_error(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    signals = handlers()
    with machine(terminal.stream, terminal.out):
        monkeypatch.setattr(termios, "tcsetattr", failing(termios.error))
    assert handlers() == signals


def test_settings_that_cannot_be_made_leave_no_trace(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while the terminal is made ready is raised, and terminal and signals are as before."""
    before, signals = terminal.settings(), handlers()
    monkeypatch.setattr(os, "fpathconf", failing(OSError))
    with pytest.raises(OSError):  # noqa: PT011 - made above
        leave(terminal, lambda: None)
    assert terminal.settings() == before
    assert handlers() == signals


# ---------------------------------------------------------------------------- signals


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131)])
def test_a_signal_leaves_by_the_usual_way_with_its_own_code(number: signal.Signals, code: int, terminal: Terminal) -> None:
    before, signals = terminal.settings(), handlers()
    with pytest.raises(SystemExit) as caught:
        leave(terminal, lambda: os.kill(os.getpid(), number))
    assert caught.value.code == code
    assert terminal.settings() == before
    assert handlers() == signals


def test_breaking_off_is_an_interrupt(terminal: Terminal) -> None:
    with pytest.raises(KeyboardInterrupt):
        leave(terminal, lambda: os.kill(os.getpid(), signal.SIGINT))


@pytest.mark.parametrize("first", [None, *SIGNALS])
def test_no_signal_disturbs_the_putting_back(first: signal.Signals | None, terminal: Terminal) -> None:
    """A window that is closed sends one signal after the other: all is put back before anything else ends."""
    before, signals = terminal.settings(), handlers()
    last: list[str] = []

    class Disturbed(io.StringIO):
        """An output on which more signals come while it is written to."""

        def isatty(self) -> bool:
            return True

        def write(self, text: str, /) -> int:
            for number in SIGNALS:
                os.kill(os.getpid(), number)
            last.append(text)
            return len(text)

        def flush(self) -> None:
            last.append("flushed")

    error = RuntimeError if first is None else KeyboardInterrupt if first is signal.SIGINT else SystemExit
    with pytest.raises(error):
        leave(terminal, lambda: raised(error) if first is None else os.kill(os.getpid(), first), Disturbed())
    assert last == ["\x1b[?25h", "flushed"]
    assert terminal.settings() == before
    assert handlers() == signals


# ---------------------------------------------------------------------------- without keys


def test_without_a_terminal_at_either_end_there_are_no_keys(terminal: Terminal) -> None:
    """For pipes: nothing is set, and no signal means anything else than before."""
    before, signals = terminal.settings(), handlers()
    with open(os.devnull) as nothing, open(os.devnull, "w") as nowhere:
        ends: list[tuple[TextIO, TextIO]] = [
            (nothing, terminal.out),
            (terminal.stream, nowhere),
            (nothing, nowhere),
            (io.StringIO(), terminal.out),
            (terminal.stream, io.StringIO()),
        ]
        for stream, out in ends:
            with machine(stream, out) as clock:
                assert not clock.has_keys
                assert terminal.settings() == before
                assert handlers() == signals
    assert terminal.shown() == b""


def test_closed_or_missing_ends_are_no_terminals(terminal: Terminal) -> None:
    """A program without a window has None for its input and output."""
    closed = open(os.devnull)  # noqa: SIM115 - to be closed
    closed.close()
    for stream, out in ((closed, terminal.out), (None, terminal.out), (terminal.stream, None)):
        with machine(stream, out) as clock:  # type: ignore[arg-type]  # what stands there on such a system
            assert not clock.has_keys


@pytest.mark.parametrize("name", ["termios", "tty"])
def test_systems_without_terminals_of_this_kind_have_no_keys(name: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with machine(terminal.stream, terminal.out) as clock:
        assert not clock.has_keys


def test_without_keys_the_wait_is_as_long_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(time, "monotonic", lambda: 12.5)
    clock = NoKeys()
    assert clock.key(0.75) == ""
    assert slept == [0.75]
    assert clock.seconds() == 12.5


# ---------------------------------------------------------------------------- reading keys


@pytest.fixture
def pipe() -> Iterator[tuple[Keys, Callable[[bytes], object], Callable[[], None]]]:
    """Keys that come through a pipe: how to press some, and how to end it."""
    ours, theirs = os.pipe()
    opened = [ours, theirs]

    def end() -> None:
        opened.remove(theirs)
        os.close(theirs)

    yield Keys(ours), lambda keys: os.write(theirs, keys), end
    for number in opened:
        os.close(number)


Pipe = tuple[Keys, Callable[[bytes], object], Callable[[], None]]


def test_a_wait_for_keys_is_as_long_as_asked_and_only_for_them(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """It neither spins nor sleeps through what is pressed."""
    waited: list[object] = []
    usual = select.select

    def watched(*arguments: Any) -> Any:
        waited.append(arguments[1:])
        return usual(*arguments)

    monkeypatch.setattr(select, "select", watched)
    keys, press, _ = pipe
    assert keys.key(0.002) == ""
    press(b"p")
    assert keys.key(0.5) == "p"
    assert waited == [([], [], 0.002), ([], [], 0.5)]


def test_of_a_long_paste_a_piece_at_a_time_is_read(pipe: Pipe) -> None:
    keys, press, _ = pipe
    press(b"x" * 40)
    assert [len(keys.key(0.1)), len(keys.key(0.1))] == [32, 8]


def test_the_end_of_the_terminal_breaks_off(pipe: Pipe) -> None:
    """Reading on would give nothing, for ever and at once."""
    keys, press, end = pipe
    press(b"s")
    end()
    assert keys.key(0.1) == "s"
    with pytest.raises(KeyboardInterrupt):
        keys.key(0.1)
