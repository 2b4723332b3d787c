"""What is said and shown while a routine is followed, second by second."""

from enum import Enum
from typing import Any

import attrs

from hamstring.model.places import Leg
from hamstring.model.practice import Position


class CueKind(Enum):
    """What a cue is: the opening of a step, or something said in the middle of it.

    Example:
        >>> from hamstring import CueKind
        >>> CueKind("hold").is_step, CueKind("half-way").is_step
        (True, False)
    """

    LOOK_AND_FEEL = "look-and-feel"
    STOP_FIRST = "stop-first"
    STOP_SIGNS = "stop-signs"
    SPOT_QUESTIONS = "spot-questions"
    KEEP_OFF = "keep-off"
    HOW_FIRM = "how-firm"
    PREPARE = "prepare"
    BEGIN = "begin"
    WARM_UP = "warm-up"
    FETCH = "fetch"
    CHANGE_POSITION = "change-position"
    GET_READY = "get-ready"
    LIGHT = "light"
    WORK = "work"
    HOLD = "hold"
    RELEASE = "release"
    REST = "rest"
    SWITCH_SIDE = "switch-side"
    SETTLE = "settle"
    STRETCH = "stretch"
    MOVEMENT = "movement"
    GET_UP = "get-up"
    STOP_SIGN = "stop-sign"
    HOW = "how"
    NEXT = "next"
    COUNT_IN = "count-in"
    HALF_WAY = "half-way"
    LAST_SECONDS = "last-seconds"
    LIGHTER = "lighter"
    BREATHE = "breathe"
    END = "end"

    def __str__(self) -> str:
        return self.value

    @property
    def is_step(self) -> bool:
        """True for the opening of a step: it says what to do from now on."""
        return self in _STEPS


_STEPS = frozenset(
    {
        CueKind.WARM_UP,
        CueKind.FETCH,
        CueKind.CHANGE_POSITION,
        CueKind.GET_READY,
        CueKind.LIGHT,
        CueKind.WORK,
        CueKind.HOLD,
        CueKind.RELEASE,
        CueKind.REST,
        CueKind.SWITCH_SIDE,
        CueKind.SETTLE,
        CueKind.STRETCH,
        CueKind.MOVEMENT,
        CueKind.GET_UP,
    }
)


@attrs.frozen(kw_only=True)
class Cue:
    """A moment of a routine with what is said at its start.

    Cues stand end to end: each lasts until the next one, and nothing is said for longer than that. Those before second
    0 are for before the first touch, and one or more from the routine's last second on are for after it; in between
    they add up to the seconds of the routine.

    Attributes:
        start_s: Seconds from the start of the routine; negative before it.
        seconds: Its length, until the next cue; above 0.
        kind: What it is.
        say: What to say, in whole sentences.
        say_s: Seconds that saying it takes at the rate of the content, rounded up; never above ``seconds``.
        priority: 1 is never left out; up to 5, what an app may leave out first.
        position: Where the body is, or None before and after the routine.
        leg: The leg it concerns, or None.
        quadrants: The parts of the thigh that are worked in this step; what a ``keep-off`` names is not among them.
        tool: Id of the tool in use, or None.
        low: Felt pressure from, 0 to 10, or None.
        high: Felt pressure up to, 0 to 10, or None.

    Example:
        >>> from hamstring import plan_routine
        >>> cues = plan_routine(minutes=5, complete=True).cues()
        >>> cues[0].kind.value, cues[0].seconds, cues[-1].kind.value
        ('look-and-feel', 15, 'end')
    """

    start_s: int
    seconds: int = attrs.field(validator=attrs.validators.gt(0))
    kind: CueKind
    say: str
    say_s: int
    priority: int
    position: Position | None = None
    leg: Leg | None = None
    quadrants: tuple[str, ...] = ()
    tool: str | None = None
    low: int | None = None
    high: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.say_s > self.seconds:
            raise ValueError(f"`{self.say}` takes {self.say_s} s, and there are {self.seconds} s")

    @property
    def end_s(self) -> int:
        """Seconds from the start of the routine to its end."""
        return self.start_s + self.seconds

    def to_dict(self) -> dict[str, Any]:
        """Give the cue as plain values for JSON, keys in a fixed order.

        Example:
            >>> from hamstring import plan_routine
            >>> [cue.to_dict()["kind"] for cue in plan_routine(minutes=5, complete=True).cues()][:2]
            ['look-and-feel', 'stop-signs']
        """
        from hamstring.outputs.as_json import cue_object

        return cue_object(self)


@attrs.frozen(kw_only=True)
class CueLine:
    """A line that is said, with gaps to fill.

    Attributes:
        texts: Ways of saying it, the fullest first.
        priority: 1 is never left out; up to 5.
    """

    id: str
    texts: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    priority: int = attrs.field(validator=[attrs.validators.ge(1), attrs.validators.le(5)])
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Speech:
    """How fast cues are spoken, and the seconds that go with it.

    Attributes:
        words_per_minute: Words that a voice says in a minute.
        pause_ms: Milliseconds of a pause within a text.
        look_s: Seconds for "look and feel".
        gap_ms: Milliseconds of quiet between two sayings, where there is room; whole seconds.
        count_ms: Milliseconds for a count; whole seconds.
        half_way_from_s: Only a part of at least so many seconds is told at its middle.
        half_way_late_ms: Milliseconds that the middle of a part may be told late; later it would not be true; whole seconds.
        quiet_s: A reminder comes only where it would be quiet for at least so many seconds.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().speech.look_s
        15
    """

    words_per_minute: int = attrs.field(validator=attrs.validators.gt(0))
    pause_ms: int
    look_s: int
    gap_ms: int
    count_ms: int
    half_way_from_s: int
    half_way_late_ms: int
    quiet_s: int
    sources: tuple[str, ...] = ()
    editorial: bool
    note: str = ""

    @property
    def gap_s(self) -> int:
        """Seconds of quiet between two sayings."""
        return self.gap_ms // 1000

    @property
    def count_s(self) -> int:
        """Seconds for a count."""
        return self.count_ms // 1000

    @property
    def half_way_late_s(self) -> int:
        """Seconds that the middle of a part may be told late."""
        return self.half_way_late_ms // 1000
