"""A run on the whole screen, drawn with rich: big time, two bars, what to do now and what comes next."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from hamstring.run.frames import Frame

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

_BAR: Final = 48
_BOX: Final = _BAR + 16
_ROWS: Final = 24
"""On so many rows the longest text fits, whatever comes with it."""
_DIGITS: Final = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ":": (" ", "▪", "▪"),
    "-": ("  ", "▀▀", "  "),
}
"""Big digits, three lines each."""


def big(text: str) -> str:
    """Write a time in big digits.

    Example:
        >>> from hamstring.run.panel import big
        >>> len(big("7:30").splitlines())
        3
    """
    return "\n".join(" ".join(_DIGITS[mark][row] for mark in text) for row in range(3))


class Panel:
    """Draws frames on a live screen of rich."""

    def __init__(self, live: "Live") -> None:
        self._live = live

    def tell(self, at: str, text: str) -> None:
        """Show nothing: the next frame shows the text."""

    def show(self, frame: Frame) -> None:
        """Draw a frame."""
        self._live.update(self._drawn(frame), refresh=True)

    def _drawn(self, frame: Frame) -> "RenderableType":
        from rich.align import Align
        from rich.console import Group
        from rich.panel import Panel as Box
        from rich.progress_bar import ProgressBar
        from rich.text import Text

        # INVARIANT: what stands below is cut off where there is no room, so the keys stand above all that can be long.
        lines: list[RenderableType] = [Text(big(frame.left), style="bold")] if frame.left else []
        lines += [ProgressBar(total=1.0, completed=frame.share, width=_BAR), Text()]
        lines += [Text(frame.keys, style="dim"), Text(frame.note, style="reverse")]
        lines += [Text(frame.step, style="bold"), Text(frame.place)]
        if frame.block_left:
            lines += [Text(frame.block_left), ProgressBar(total=1.0, completed=frame.block_share, width=_BAR), Text()]
        if frame.say != frame.step:
            lines.append(Text(frame.say))
        lines.append(Text(frame.following, style="dim"))
        return Align.center(Box(Group(*lines), width=_BOX, padding=(0, 2)))


def has_room() -> bool:
    """Say whether the terminal is large enough for a panel; on a smaller one plain lines tell more."""
    size = shutil.get_terminal_size()
    return size.columns >= _BOX and size.lines >= _ROWS


@contextmanager
def panel(out: TextIO) -> Generator[Panel]:
    """Open a live screen on a terminal; on leaving, in whatever way, the screen before it is there again, with its cursor.

    Raises:
        ImportError: If rich is not installed.
    """
    from rich.console import Console
    from rich.live import Live

    with Live(console=Console(file=out, force_terminal=True), screen=True, auto_refresh=False) as live:
        yield Panel(live)
