"""What there is to see at one moment of a guided run."""

from math import floor
from typing import TYPE_CHECKING

import attrs

from hamstring.outputs.words import Words

if TYPE_CHECKING:
    from hamstring.model.cues import Cue

_MINUTE_S = 60


@attrs.frozen(kw_only=True)
class Frame:
    """One moment.

    Attributes:
        left: Time that is left, such as ``7:30``.
        block_left: Time that is left of this step.
        block_share: How much of this step is done, 0 to 1.
        share: How much of all is done, 0 to 1.
        step: What is to be done now.
        say: What was said last.
        place: Position, tool and pressure; may be empty.
        following: What comes next; may be empty.
        note: Whether it is paused; may be empty.
        keys: What the keys do now.
        told: The same in one line, as it is when the step begins; may be empty.
    """

    left: str
    block_left: str = ""
    block_share: float = 0.0
    share: float = 0.0
    step: str
    say: str
    place: str = ""
    following: str = ""
    note: str = ""
    keys: str = ""
    told: str = ""


def clock(seconds: float) -> str:
    """Write seconds as minutes and seconds, a minus before the start.

    Example:
        >>> from hamstring.run.frames import clock
        >>> clock(450), clock(-9)
        ('7:30', '-0:09')
    """
    whole = round(abs(seconds))
    return f"{'-' if seconds < 0 else ''}{whole // _MINUTE_S}:{whole % _MINUTE_S:02d}"


class Frames:
    """Makes the frames of one routine."""

    def __init__(self, cues: "tuple[Cue, ...]", seconds: int, words: Words) -> None:
        self.cues = cues
        self.seconds = seconds
        self.words = words

    def at(self, place: int, into_s: float, *, paused: bool = False) -> Frame:
        """Make the frame at so many seconds into the cue at a place."""
        cue, step = self.cues[place], self._step(place)
        at_s = min(cue.start_s + into_s, self.seconds)
        first, end = self.cues[step].start_s, self._end(step)
        return Frame(
            left=clock(self.seconds - max(floor(at_s), 0)),
            block_left=clock(max(end - floor(cue.start_s + into_s), 0)),
            block_share=_share(cue.start_s + into_s - first, end - first),
            share=_share(at_s, self.seconds),
            step=self.cues[step].say,
            say=cue.say,
            place=self._place(cue),
            following=self._following(step),
            note=self.words("run-paused") if paused else "",
            keys=self.words("run-keys"),
            told=self._told(step),
        )

    def is_inside(self, place: int) -> bool:
        """Say whether a cue is within the routine, neither before nor after it."""
        return 0 <= self.cues[place].start_s < self.seconds

    def is_step(self, place: int) -> bool:
        """Say whether one can go to a cue: to steps, and to all that is said before and after them."""
        return self.cues[place].kind.is_step or not self.is_inside(place)

    def _step(self, place: int) -> int:
        return next(entry for entry in range(place, -1, -1) if self.is_step(entry))

    def _end(self, step: int) -> int:
        after = next((cue for entry, cue in enumerate(self.cues) if entry > step and self.is_step(entry)), None)
        return after.start_s if after else self.cues[-1].end_s

    def _told(self, step: int) -> str:
        """Tell time, place and what follows of a step within the routine."""
        cue = self.cues[step]
        if not self.is_inside(step):
            return ""
        times = self.words("run-left", left=clock(self.seconds - cue.start_s), step=clock(self._end(step) - cue.start_s))
        place = self._place(cue)
        return ". ".join(filter(None, (times, place[:1].upper() + place[1:], self._following(step))))

    def _place(self, cue: "Cue") -> str:
        content, words = self.words.catalogue, self.words
        parts = [content.positions[cue.position.value].name] if cue.position else []
        parts += [content.tools[cue.tool].name] if cue.tool else []
        if cue.high is not None:
            one = cue.low == cue.high
            parts.append(words("pressure-one", high=cue.high) if one else words("pressure", low=cue.low, high=cue.high))
        return ", ".join(parts)

    def _following(self, step: int) -> str:
        after = next((cue for entry, cue in enumerate(self.cues) if entry > step and self.is_step(entry)), None)
        return self.words("run-next", text=after.say.partition(". ")[0].removesuffix(".")) if after else ""


def _share(part: float, whole: float) -> float:
    return min(max(part / whole, 0.0), 1.0) if whole else 1.0
