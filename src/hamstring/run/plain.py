"""A run as plain lines: for pipes, for readers aloud of the screen, and where rich is not installed."""

from typing import TextIO

from hamstring.outputs.words import wrapped
from hamstring.run.frames import Frame

_INDENT = " " * 8
_NOTHING = Frame(left="", step="", say="")


class PlainScreen:
    """Writes one line for each thing that is said, for each step, and for each change of the note and of the keys."""

    def __init__(self, out: TextIO, *, has_keys: bool = False) -> None:
        self._out = out
        self._has_keys = has_keys
        self._last = _NOTHING

    def tell(self, at: str, text: str) -> None:
        """Write a text with its time."""
        self._write(wrapped(text, _INDENT, f"{at:>6}  "))

    def show(self, frame: Frame) -> None:
        """Write once how far it is, that it is paused, and what the keys do."""
        last, self._last = self._last, frame
        if frame.told and frame.told != last.told:
            self._write(wrapped(f"[{frame.told}]", _INDENT))
        if self._has_keys and frame.keys != last.keys:
            self._write(f"{_INDENT}[{frame.keys}]")
        if frame.note and frame.note != last.note:
            self._write(f"{_INDENT}{frame.note}, {frame.left}")

    def _write(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()
