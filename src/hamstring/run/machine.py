"""The real clock, the real keys and a real voice. The only module that knows a clock, a terminal and other programs."""

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from types import FrameType
from typing import TYPE_CHECKING, Final, TextIO

from hamstring.errors import RequestError

if TYPE_CHECKING:
    from hamstring.run.ports import Machine

_SHOW_CURSOR: Final = "\x1b[?25h"
_END_S: Final = 0.5
_ESCAPE: Final = b"\x1b"
_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name))


class NoKeys:
    """A clock without keys: for pipes, and for systems without terminals of this kind."""

    has_keys = False

    def seconds(self) -> float:
        """Give the seconds of a clock that never goes back."""
        return time.monotonic()

    def key(self, wait_s: float) -> str:
        """Wait."""
        time.sleep(wait_s)
        return ""


class Keys(NoKeys):
    """A clock, and keys as they are pressed."""

    has_keys = True

    def __init__(self, number: int) -> None:
        self._number = number

    def key(self, wait_s: float) -> str:
        """Give what is pressed within so many seconds, or an empty text.

        Raises:
            KeyboardInterrupt: When the terminal is at its end.
            OSError: When it is gone.
        """
        import select

        if not select.select([self._number], [], [], wait_s)[0]:
            return ""
        pressed = os.read(self._number, 32)
        if not pressed:
            raise KeyboardInterrupt
        return letters(pressed)


def letters(pressed: bytes) -> str:
    r"""Give the letters of what a terminal sends, without keys such as arrows: their letters would mean something else.

    Example:
        >>> from hamstring.run.machine import letters
        >>> letters(b"sh"), letters(b"\x1b[H")
        ('sh', '')
    """
    return pressed.partition(_ESCAPE)[0].decode("ascii", "replace")


def machine(stream: TextIO, out: TextIO) -> "AbstractContextManager[Machine]":
    """Give clock and keys; on leaving, in whatever way, the terminal is as it was, and what was typed ahead is gone.

    Without a terminal at either end there are no keys. The key that suspends a program does nothing meanwhile: it would
    leave the terminal as it is now.
    """
    try:
        import termios
        import tty

        number = stream.fileno()
        if not (os.isatty(number) and out.isatty()):
            return nullcontext(NoKeys())
        before = termios.tcgetattr(number)
    except (ImportError, OSError, ValueError, AttributeError):
        return nullcontext(NoKeys())

    def set_up() -> None:
        tty.setcbreak(number)
        modes = termios.tcgetattr(number)
        modes[6][termios.VSUSP] = bytes((os.fpathconf(number, "PC_VDISABLE"),))
        termios.tcsetattr(number, termios.TCSANOW, modes)

    def put_back() -> None:
        with suppress(OSError, termios.error):  # the terminal may be gone
            termios.tcsetattr(number, termios.TCSAFLUSH, before)
            out.write(_SHOW_CURSOR)
            out.flush()

    return _restored(Keys(number), set_up, put_back)


@contextmanager
def _restored(keys: Keys, set_up: Callable[[], object], put_back: Callable[[], None]) -> Generator[Keys]:
    old = {number: signal.signal(number, _leave) for number in _SIGNALS}
    try:
        try:
            set_up()
            yield keys
        finally:
            _ignore()
    finally:  # reached even if a signal came just before
        put_back()
        for number, handler in old.items():
            signal.signal(number, handler)


def _leave(number: int, _: FrameType | None) -> None:
    """Leave by the usual way, so that everything is put back, and let no further signal disturb that."""
    _ignore()
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)


def _ignore() -> None:
    for number in _SIGNALS:
        signal.signal(number, _nothing)  # SIG_IGN would complain of a signal that is under way already


def _nothing(_: int, __: FrameType | None) -> None:
    """Do nothing."""


class Program:
    """A voice: a program that reads a text from its standard input and says it."""

    def __init__(self, command: str) -> None:
        try:
            self._command = shlex.split(command)
        except ValueError as error:
            raise RequestError("speak", command, f"a command: {error}") from error
        self._name = command
        self._running: subprocess.Popen[bytes] | None = None
        if not self._command or shutil.which(self._command[0]) is None:
            raise RequestError("speak", command, "a program that can be run and says its standard input, such as `espeak-ng`")

    def say(self, text: str) -> None:
        """Begin to say a text, and end what is being said.

        Raises:
            RequestError: If the program cannot be started.
        """
        self.hush()
        try:
            self._running = subprocess.Popen(  # noqa: S603 - the person at the keyboard chose the program
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
            )
        except OSError as error:
            raise RequestError("speak", self._name, f"a program that can be run: {error.strerror}") from error
        pipe = self._running.stdin
        if pipe is not None:
            with suppress(OSError), pipe:  # a program that does not listen says nothing
                pipe.write(f"{text}\n".encode())

    def hush(self) -> None:
        """End what is being said."""
        running, self._running = self._running, None
        if running is None:
            return
        if running.poll() is None:
            _end(running, running.terminate, "SIGTERM")
        try:
            running.wait(_END_S)
        except subprocess.TimeoutExpired:
            _end(running, running.kill, "SIGKILL")
            running.wait()


def _end(running: "subprocess.Popen[bytes]", alone: Callable[[], None], name: str) -> None:
    """End a program with all that it has started, such as the voice that a script calls; alone where there are no groups."""
    try:
        os.killpg(running.pid, signal.Signals[name])
    except (AttributeError, KeyError, OSError):
        alone()
