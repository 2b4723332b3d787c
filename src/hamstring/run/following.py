"""The run itself: each cue in its time, and what the keys do. Time, keys, screen and voice come from outside."""

from enum import Enum
from typing import TYPE_CHECKING, Final

from hamstring.run.frames import Frames, clock
from hamstring.run.ports import Machine, Screen, Speaker

if TYPE_CHECKING:
    from hamstring.model.cues import Cue
    from hamstring.model.routines import Routine
    from hamstring.outputs.words import Words

_TICK_S: Final = 1.0
_AGAIN_S: Final = 3.0
"""Within so many seconds of its start, back goes to the step before."""
_LATE_S: Final = 2.0
"""After a longer sleep of the machine nothing is caught up with."""


class Ending(Enum):
    """How a run ended."""

    DONE = "done"
    QUIT = "quit"
    HURTS = "hurts"


class Key(Enum):
    """What a key means; what cannot wait stands first."""

    HURTS = "hurts"
    QUIT = "quit"
    PAUSE = "pause"
    BACK = "back"
    SKIP = "skip"


KEYS: Final = {" ": Key.PAUSE, "p": Key.PAUSE, "s": Key.SKIP, "n": Key.SKIP, "b": Key.BACK, "h": Key.HURTS, "q": Key.QUIT}
"""The keys that do something; any other one does nothing."""


def meant(pressed: str) -> Key | None:
    """Give what keys mean; of several pressed at once the one that cannot wait.

    Example:
        >>> from hamstring.run.following import meant
        >>> meant("sh"), meant("x")
        (<Key.HURTS: 'hurts'>, None)
    """
    found = {KEYS[letter] for letter in pressed.lower() if letter in KEYS}
    return next((key for key in Key if key in found), None)


class Following:
    """One run of one routine."""

    def __init__(self, routine: "Routine", words: "Words", *, machine: Machine, screen: Screen, speaker: Speaker) -> None:
        self.cues: tuple[Cue, ...] = routine.cues()
        self.frames: Frames = Frames(self.cues, routine.seconds, words)
        self.machine = machine
        self.screen = screen
        self.speaker = speaker
        self.place: int = 0
        self.began: float = machine.seconds()

    def run(self) -> Ending:
        """Follow the routine to its end, or until a key ends it.

        Returns:
            How it ended. On ``HURTS`` nothing more is said or shown: what then has to be done is not done yet.
        """
        while self.place < len(self.cues):
            self._tell()
            ending = self._wait()
            if ending is not None:
                self.speaker.hush()
                return ending
        return Ending.DONE

    def _tell(self) -> None:
        cue = self.cues[self.place]
        self.screen.tell(clock(cue.start_s), cue.say)
        self.speaker.say(cue.say)

    def _wait(self) -> Ending | None:
        """Wait for the end of the cue or for a key that leaves it."""
        seconds = self.cues[self.place].seconds
        while (into := self.machine.seconds() - self.began) < seconds:
            self.screen.show(self.frames.at(self.place, into))
            pressed = meant(self.machine.key(min(_TICK_S, seconds - into)))
            if pressed is Key.PAUSE:
                pressed = self._pause()
            match pressed:
                case Key.HURTS:
                    return Ending.HURTS
                case Key.QUIT:
                    return Ending.QUIT
                case Key.SKIP:
                    self._go(self._after())
                    return None
                case Key.BACK:
                    self._go(self._before(self.machine.seconds() - self.began))
                    return None
                case Key.PAUSE | None:
                    pass
        late = self.machine.seconds() - self.began - seconds
        self.began = self.began + seconds if late < _LATE_S else self.machine.seconds()
        self.place += 1
        return None

    def _pause(self) -> Key | None:
        """Stand still until the same key or another one that does something."""
        into = self.machine.seconds() - self.began
        self.speaker.hush()
        self.screen.show(self.frames.at(self.place, into, paused=True))
        pressed: Key | None = None
        while pressed is None:
            pressed = meant(self.machine.key(_TICK_S))
        self.began = self.machine.seconds() - into
        if pressed is not Key.PAUSE:
            return pressed
        self.speaker.say(self.cues[self.place].say)
        return None

    def _go(self, place: int) -> None:
        self.place, self.began = place, self.machine.seconds()

    def _after(self) -> int:
        found = (place for place in range(self.place + 1, len(self.cues)) if self.frames.is_step(place))
        return next(found, len(self.cues))

    def _before(self, into_s: float) -> int:
        steps = [place for place in range(self.place + 1) if self.frames.is_step(place)]
        since = self.cues[self.place].start_s + into_s - self.cues[steps[-1]].start_s
        return steps[-2] if since < _AGAIN_S and len(steps) > 1 else steps[-1]
