"""What is done, with what, and how: tools, positions, strokes and the ways of doing them."""

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from hamstring.model.evidence import Grade
from hamstring.model.ordered import Ordered
from hamstring.model.places import Half


class ToolKind(Enum):
    """Tools that behave alike, as limits and stations see them."""

    HANDS = "hands"
    ROLLER = "roller"
    STICK = "stick"
    SOFT_BALL = "soft-ball"
    MEDIUM_BALL = "medium-ball"
    HARD_BALL = "hard-ball"
    CANE = "cane"
    PROP = "prop"
    PERCUSSION = "percussion"


class Firmness(Ordered):
    """How hard a tool is to the touch."""

    SOFT = "soft"
    MEDIUM = "medium"
    HARD = "hard"


class Contact(Enum):
    """What a tool touches: both lines of a half at once, one line, or one point."""

    ACROSS = "across"
    LINE = "line"
    POINT = "point"


class Position(Enum):
    """Where the body is.

    Example:
        >>> from hamstring import Position
        >>> [position.value for position in Position]
        ['floor', 'chair', 'bed', 'lying', 'standing']
    """

    FLOOR = "floor"
    CHAIR = "chair"
    BED = "bed"
    LYING = "lying"
    STANDING = "standing"

    if not TYPE_CHECKING:
        __hash__ = object.__hash__  # an enum hashes its name in Python; the planner asks often

    def __str__(self) -> str:
        return self.value


class Pace(Enum):
    """How long changes of position may take."""

    NORMAL = "normal"
    SLOW = "slow"


class Role(Enum):
    """What a variant is for: along the thigh, holds on a spot, moving work on a spot, or light strokes."""

    SWEEP = "sweep"
    PRESS = "press"
    FRICTION = "friction"
    LIGHT = "light"


class Skin(Enum):
    """What the strokes touch."""

    ANY = "any"
    BARE = "bare"
    CLOTHES = "clothes"


@attrs.frozen(kw_only=True)
class Tool:
    """Something to massage with, or to raise a ball with.

    Attributes:
        kind: Tools of one kind share stations and limits.
        pressure_shift: Whole points that its hardness adds to the felt pressure of a station.
        is_planned: False for a tool that the library knows and never plans.
        choose: Advice on choosing one.
        care: Advice on using it with care.
        figures: Plain facts with numbers.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().tools["lacrosse-ball"].firmness.value
        'hard'
    """

    id: str
    kind: ToolKind
    name: str
    plain: str
    firmness: Firmness | None = None
    contact: Contact | None = None
    pressure_shift: int = 0
    is_planned: bool
    choose: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Demand:
    """Something that a position, a station or a stretch asks of the body, and a limit can forbid."""

    id: str
    name: str
    plain: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class ByPace:
    """Seconds by pace."""

    normal: int
    slow: int

    def at(self, pace: Pace) -> int:
        """Give the seconds at a pace."""
        return self.normal if pace is Pace.NORMAL else self.slow


@attrs.frozen(kw_only=True)
class ToolLine:
    """A line that holds for some kinds of tools only."""

    tool_kinds: tuple[ToolKind, ...]
    text: str


@attrs.frozen(kw_only=True)
class PositionGuide:
    """How a position is taken, held and left.

    Attributes:
        how: How to be there, with any tool.
        how_with: What else holds with some tools.
        enter_s: Seconds from standing (or from ``base``) into it.
        leave_s: Seconds back.
        switch_s: Seconds to change the leg.
        base: The position through which it is reached, or None for standing.
        demands: What being there asks of the body.
    """

    id: str
    name: str
    plain: str
    how: tuple[str, ...]
    how_with: tuple[ToolLine, ...] = ()
    enter_s: ByPace
    leave_s: ByPace
    switch_s: int
    base: Position | None = None
    demands: tuple[str, ...] = ()
    get_down: tuple[str, ...] = ()
    get_up: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class DoseRange:
    """A closed span of seconds, or of times a week, at one scope."""

    scope: str
    low_s: int | None = None
    high_s: int | None = None
    low_per_week: int | None = None
    high_per_week: int | None = None
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Technique:
    """A stroke as therapists name it.

    Attributes:
        term: The therapist's term.
        aim_outer: How to aim at the outer hamstring.
        aim_inner: How to aim at the inner hamstring.
        dose: The dose in plain lines.
        dose_ranges: The same as closed spans, each with its sources.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().techniques["petrissage"].term
        'petrissage'
    """

    id: str
    name: str
    term: str
    plain: str
    how: tuple[str, ...]
    aim_outer: str = ""
    aim_inner: str = ""
    dose: tuple[str, ...] = ()
    dose_ranges: tuple[DoseRange, ...] = ()
    cautions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Station:
    """One position in which a variant can be done.

    Attributes:
        position: Where the body is.
        reach: Halves of the thigh that can be reached.
        low: Felt pressure at its lightest, 0 to 10.
        high: Felt pressure at its firmest, 0 to 10.
        demands: What it asks of the body beyond the position itself.
        setup: How to place tool and body.
        props: Props of which one is needed.
        max_s: Most seconds per leg here, or None.
    """

    position: Position
    reach: tuple[Half, ...]
    low: int
    high: int
    demands: tuple[str, ...] = ()
    setup: str
    props: tuple[str, ...] = ()
    max_s: int | None = None


@attrs.frozen(kw_only=True)
class Variant:
    """One way of doing a technique with one kind of tool.

    Attributes:
        role: Sweep, press, friction or light.
        contact: What it touches; ``across`` means that a closed line closes the whole half.
        has_lanes: True when it can be aimed at the outer or the inner line.
        after: Id of the gentler twin that must come first on the same leg.
        lead_in_s: Seconds to get ready before each block, or None for the usual.
        max_s: Most seconds per leg in one session, or None.
        say: One line to be spoken at the start of a block.
        steps: How to do it, whichever part of the thigh it is for; they name no line.
        aim_outer: How to aim at the outer line, where it can be aimed.
        aim_inner: How to aim at the inner line, where it can be aimed.
        raise_: How to make it firmer within the cap (``raise`` in the content).
        lower: How to make it lighter.
        at: The positions in which it can be done.
    """

    id: str
    name: str
    technique: str
    role: Role
    tool_kinds: tuple[ToolKind, ...]
    contact: Contact
    has_lanes: bool = False
    skin: Skin = Skin.ANY
    after: str | None = None
    lead_in_s: int | None = None
    max_s: int | None = None
    say: str
    steps: tuple[str, ...]
    aim_outer: str = ""
    aim_inner: str = ""
    raise_: str = ""
    lower: str = ""
    cautions: tuple[str, ...] = ()
    at: tuple[Station, ...]
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Stretch:
    """A stretch for after the work, or a movement for before sport.

    Example:
        >>> from hamstring import catalogue
        >>> all(stretch.say for stretch in catalogue().stretches.values())
        True
    """

    id: str
    name: str
    position: Position
    kind: str
    demands: tuple[str, ...]
    hold_options_s: tuple[int, ...] = ()
    say: str
    steps: tuple[str, ...]
    dose: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class SecondsSpan:
    """A closed span of seconds."""

    low: int
    high: int


@attrs.frozen(kw_only=True)
class WarmUp:
    """Easy movement before firm work or long stretches."""

    id: str
    name: str
    position: Position
    say: str
    steps: tuple[str, ...]
    dose_s: SecondsSpan
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Practice:
    """One habit that makes the work safer or better."""

    id: str
    phase: str
    title: str
    text: str
    why: str
    dose: str = ""
    order: int
    grade: Grade | None = None
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
