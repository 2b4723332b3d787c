"""A guided run in the tests: a clock, keys, a screen and a voice that are made up, so that no second passes."""

import contextlib
from typing import cast

import pytest

from hamstring import Cue, CueKind, Position, Routine, catalogue
from hamstring.outputs.words import Words
from hamstring.run.following import Following
from hamstring.run.frames import Frame

WORDS = Words(catalogue())

CUES = (
    Cue(start_s=-15, seconds=15, kind=CueKind.LOOK_AND_FEEL, say="Look and feel. Both the same?", say_s=4, priority=1),
    Cue(start_s=0, seconds=20, kind=CueKind.GET_READY, say="Sit on a chair.", say_s=2, priority=1, position=Position.CHAIR),
    Cue(
        start_s=20, seconds=10, kind=CueKind.WORK, say="Left leg: glide. Slowly. As you like.", say_s=3, priority=1,
        position=Position.CHAIR, tool="hands", low=2, high=3,
    ),
    Cue(
        start_s=30, seconds=20, kind=CueKind.HALF_WAY, say="Half-way.", say_s=1, priority=4,
        position=Position.CHAIR, tool="hands", low=2, high=3,
    ),
    Cue(start_s=50, seconds=10, kind=CueKind.HOLD, say="Hold", say_s=1, priority=1, tool="massage-ball", low=3, high=3),
    Cue(start_s=60, seconds=5, kind=CueKind.END, say="Done. Well done.", say_s=2, priority=1),
)  # fmt: skip
SECONDS = 60
"""A run of a minute, made up: what is said before it, three steps, what is said in the middle of one, and after it."""


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


class Short:
    """What a run needs of a routine: a minute of cues."""

    seconds = SECONDS

    def cues(self) -> tuple[Cue, ...]:
        return CUES


SHORT = cast("Routine", Short())


class Run:
    """One run, and what came of it."""

    def __init__(self, routine: Routine, *keys: tuple[float, str]) -> None:
        self.machine, self.screen, self.speaker = Machine(*keys), Screen(), Speaker()
        self.lead = -routine.cues()[0].start_s
        self.ending = Following(routine, WORDS, machine=self.machine, screen=self.screen, speaker=self.speaker).run()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.screen.told]


def on_machine(monkeypatch: pytest.MonkeyPatch, clock: Machine) -> None:
    """Let the command run by this clock and its keys."""

    def machine(*_: object) -> contextlib.nullcontext[Machine]:
        return contextlib.nullcontext(clock)

    monkeypatch.setattr("hamstring.run.command.machine", machine)
