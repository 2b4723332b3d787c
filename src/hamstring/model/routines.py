"""What is asked of the planner, and what it gives back."""

from enum import Enum
from typing import Self

import attrs

from hamstring.errors import RequestError
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.practice import Pace, Position, Skin
from hamstring.model.reading import collection, one_of, truth
from hamstring.model.answers import Answers


class Goal(Enum):
    """What a routine is for.

    Example:
        >>> from hamstring import Goal
        >>> Goal("before-sport").name
        'BEFORE_SPORT'
    """

    FLEXIBILITY = "flexibility"
    SORENESS = "soreness"
    TENDER_SPOTS = "tender-spots"
    BEFORE_SPORT = "before-sport"
    RELAXATION = "relaxation"

    def __str__(self) -> str:
        return self.value


class SegmentKind(Enum):
    """What a segment of a routine is."""

    WARM_UP = "warm-up"
    FETCH = "fetch"
    MOVE = "move"
    GET_READY = "get-ready"
    LIGHT = "light"
    WORK = "work"
    HOLD = "hold"
    RELEASE = "release"
    REST = "rest"
    SWITCH = "switch"
    SETTLE = "settle"
    STRETCH = "stretch"
    MOVEMENT = "movement"
    GET_UP = "get-up"

    def __str__(self) -> str:
        return self.value


def _leg(value: object) -> Leg:
    return one_of(Leg, "leg", value, (Leg.LEFT, Leg.RIGHT))


def _region(value: object) -> str:
    if value not in QUADRANTS or type(value) is not str:
        raise RequestError("region", value, "a part of the thigh that may be pressed: " + ", ".join(f"`{name}`" for name in QUADRANTS))
    return value


def _tenderness(value: object) -> int:
    if type(value) is not int or value < 1:
        raise RequestError("tenderness", value, "a whole number from 1 (a little) to 3 (very)")
    return value


@attrs.frozen(order=True)
class TenderSpot:
    """A place that hurts when pressed.

    Attributes:
        leg: Left or right.
        region: The quadrant of the thigh in which it lies.
        tenderness: From 1, a little, to 3, very; not a pressure.

    Example:
        >>> from hamstring import TenderSpot
        >>> TenderSpot.parse("left:outer-lower:2").tenderness
        2
    """

    leg: Leg = attrs.field(converter=_leg, order=lambda leg: leg.value)
    region: str = attrs.field(converter=_region)
    tenderness: int = attrs.field(default=2, converter=_tenderness)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``leg:region`` or ``leg:region:tenderness``.

        Raises:
            RequestError: If the text has another form.
        """
        parts = text.split(":") if type(text) is str else []
        if len(parts) not in (2, 3) or (len(parts) == 3 and parts[2] not in ("1", "2", "3")):
            raise RequestError("spots", text, "`leg:region` or `leg:region:tenderness`, such as `left:outer-lower:2`")
        return cls(parts[0], parts[1], int(parts[2])) if len(parts) == 3 else cls(parts[0], parts[1])

    def __str__(self) -> str:
        return f"{self.leg.value}:{self.region}:{self.tenderness}"


def _ids(field: str, expected: str) -> "object":
    def read(value: object) -> tuple[str, ...]:
        entries = collection(field, value, expected)
        for entry in entries:
            if type(entry) is not str:
                raise RequestError(field, entry, f"text: one of the {expected}")
        return tuple(sorted({str(entry) for entry in entries}))

    return read


def _positions(value: object) -> tuple[Position, ...]:
    entries = {one_of(Position, "positions", entry) for entry in collection("positions", value, "positions")}
    if not entries:
        raise RequestError("positions", value, "at least one position")
    return tuple(position for position in Position if position in entries)


def _spots(value: object) -> tuple[TenderSpot, ...]:
    entries = collection("spots", value, "tender spots")
    spots = [TenderSpot.parse(entry) if type(entry) is str else entry for entry in entries]
    for spot in spots:
        if not isinstance(spot, TenderSpot):
            raise RequestError("spots", spot, "a `TenderSpot`, or text such as `left:outer-lower:2`")
    return tuple(sorted(spot for spot in spots if isinstance(spot, TenderSpot)))


def _optional_whole(field: str) -> "object":
    def read(value: object) -> int | None:
        if value is not None and type(value) is not int:
            raise RequestError(field, value, "a whole number")
        return value

    return read


def _line(value: object) -> Line | None:
    return None if value is None else one_of(Line, "focus", value)


def _answers(value: object) -> Answers:
    if not isinstance(value, Answers):
        raise RequestError("answers", value, "an `Answers` value, such as `triage(...).answers`")
    return value


def _one(kind: type[Enum], field: str, *also: Enum) -> "object":
    return lambda value: one_of(kind, field, value, also or None)


def _truth(field: str) -> "object":
    return lambda value: truth(field, value)


def _text(field: str) -> "object":
    def read(value: object) -> str:
        if type(value) is not str:
            raise RequestError(field, value, "text")
        return value

    return read


@attrs.frozen(kw_only=True)
class RoutineRequest:
    """Everything that `plan_routine` needs to know. Ids and members of the closed sets are both accepted.

    Attributes:
        minutes: Whole minutes at hand; give this or ``budget_s``.
        budget_s: Seconds at hand, a multiple of 5; give this or ``minutes``.
        tools: Ids of the tools at hand, props included.
        positions: Positions that may be used.
        goal: What the routine is for.
        legs: Which legs.
        first_leg: The leg to start with.
        spots: Tender spots, at most four a leg.
        focus: The line to favour, or None.
        exclude: Places to leave out, as ``leg:region`` or ``region`` for both legs.
        pressure_cap: Highest felt pressure wanted, 1 to 10, or None for the content's own.
        experience: Id of a level of experience: ``beginner``, ``regular`` or ``experienced``.
        pace: How long changes of position may take.
        already_warm: True after easy movement.
        stretch: False leaves static stretches out.
        skin: Whether the strokes touch bare skin or clothes.
        answers: The answers to the safety questions; planning always evaluates them.
        cleared: Findings that a clinician has considered and allowed.

    Raises:
        RequestError: If a field has the wrong type or value.

    Example:
        >>> from hamstring import RoutineRequest, plan_routine
        >>> request = RoutineRequest(minutes=6, tools={"foam-roller", "hands"})
        >>> plan_routine(request).request == request
        True
    """

    minutes: int | None = attrs.field(default=None, converter=_optional_whole("minutes"))
    budget_s: int | None = attrs.field(default=None, converter=_optional_whole("budget_s"))
    tools: tuple[str, ...] = attrs.field(default=("hands",), converter=_ids("tools", "tool ids"))
    positions: tuple[Position, ...] = attrs.field(default=tuple(Position), converter=_positions)
    goal: Goal = attrs.field(default=Goal.FLEXIBILITY, converter=_one(Goal, "goal"))
    legs: Leg = attrs.field(default=Leg.BOTH, converter=_one(Leg, "legs"))
    first_leg: Leg = attrs.field(default=Leg.LEFT, converter=_one(Leg, "first_leg", Leg.LEFT, Leg.RIGHT))
    spots: tuple[TenderSpot, ...] = attrs.field(default=(), converter=_spots)
    focus: Line | None = attrs.field(default=None, converter=_line)
    exclude: tuple[str, ...] = attrs.field(default=(), converter=_ids("exclude", "places"))
    pressure_cap: int | None = attrs.field(default=None, converter=_optional_whole("pressure_cap"))
    experience: str = attrs.field(default="regular", converter=_text("experience"))
    pace: Pace = attrs.field(default=Pace.NORMAL, converter=_one(Pace, "pace"))
    already_warm: bool = attrs.field(default=False, converter=_truth("already_warm"))
    stretch: bool = attrs.field(default=True, converter=_truth("stretch"))
    skin: Skin = attrs.field(default=Skin.CLOTHES, converter=_one(Skin, "skin", Skin.BARE, Skin.CLOTHES))
    answers: Answers = attrs.field(default=Answers(), converter=_answers)
    cleared: tuple[str, ...] = attrs.field(default=(), converter=_ids("cleared", "finding ids"))

    def __attrs_post_init__(self) -> None:
        if (self.minutes is None) == (self.budget_s is None):
            given = None if self.minutes is None else (self.minutes, self.budget_s)
            raise RequestError("minutes", given, "exactly one of `minutes` and `budget_s`")

    @property
    def seconds(self) -> int:
        """The time at hand, in seconds."""
        return self.budget_s if self.budget_s is not None else 60 * (self.minutes or 0)

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the request as one JSON object; `from_json` reads it back.

        Example:
            >>> from hamstring import RoutineRequest
            >>> request = RoutineRequest(minutes=5)
            >>> RoutineRequest.from_json(request.to_json()) == request
            True
        """
        from hamstring.outputs.as_json import request_json

        return request_json(self, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "RoutineRequest":
        """Read a request from JSON; fields that are left out have their defaults.

        Raises:
            RequestError: If it is not JSON, or a field is unknown or has the wrong type.

        Example:
            >>> from hamstring import RoutineRequest
            >>> RoutineRequest.from_json('{"minutes": 5}').minutes
            5
        """
        from hamstring.outputs.as_json import request_from_json

        return request_from_json(text)


@attrs.frozen(kw_only=True)
class Segment:
    """One stretch of time in a routine.

    Attributes:
        start_s: Seconds from the start.
        seconds: Its length, a multiple of 5.
        kind: What it is.
        position: Where the body is (at the end of it, for a move).
        leg: The leg it concerns, or None.
        tool: Id of the tool, or None.
        doing: Id of the variant, stretch or warm-up, or None.
        lane: ``whole``, ``outer`` or ``inner`` for sweeps; otherwise empty.
        quadrants: The parts of the thigh it works on.
        low: Felt pressure from, or None.
        high: Felt pressure up to, or None.
        search: True when the person is to note what is tender.

    Example:
        >>> from hamstring import plan_routine
        >>> plan_routine(minutes=5).segments[-1].kind.value
        'get-up'
    """

    start_s: int
    seconds: int
    kind: SegmentKind
    position: Position
    leg: Leg | None = None
    tool: str | None = None
    doing: str | None = None
    lane: str = ""
    quadrants: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    search: bool = False

    @property
    def end_s(self) -> int:
        """Seconds from the start to its end."""
        return self.start_s + self.seconds


@attrs.frozen(kw_only=True)
class LedgerLine:
    """One term of the score.

    Attributes:
        term: What was counted: line, suits, spot, opening, closing, stretch, move or fetch.
        about: The line, variant, spot, stretch, position or tool that it is about.
        leg: The leg it concerns, or None for both.
        seconds: The seconds that were counted.
        points: Whole points, negative for what costs.
    """

    term: str
    about: str
    leg: Leg | None = None
    seconds: int = 0
    points: int


@attrs.frozen(kw_only=True)
class Omission:
    """Something that was asked and is not in the routine, with the reason.

    Attributes:
        kind: What it is: tool, spot, stretch, focus, leg, pressure or region.
        about: Which one.
        reason: Id of the reason, a phrase ``omitted-...`` of the content.
        findings: Findings whose rules are the reason, if any.
        lifted_by: A change that would lift it, or an empty string.
    """

    kind: str
    about: str
    reason: str
    findings: tuple[str, ...] = ()
    lifted_by: str = ""


@attrs.frozen(kw_only=True)
class Routine:
    """A routine to the second, with the reasons for it.

    Attributes:
        request: What was asked; planning it again gives an equal routine.
        seconds: The length of all segments; never above what was asked.
        segments: Contiguous, from 0 to ``seconds``.
        score: The points of the routine.
        ledger: The terms of the score; they add up to it.
        omissions: What was asked and is not in it, each with the reason.
        pressure_cap: Highest felt pressure in this routine.
        cap_reasons: Why it is not higher: ids of phrases and of rules.
        screened: False while urgent safety questions are open.
        search_pass: True when the first sweeps look for tender spots.
        ask: Those urgent questions, the most urgent first.
        spot_questions: Questions that each named spot brings; empty once they are answered.
        limited_by: Ids of the rules whose limits were kept.
        min_gap_h: Least hours until the next session, or None.
        is_quick: True when it gives each leg less than a comprehensive session.
        content_version: Version of the content.
        rules_digest: Digest of the rules.

    Example:
        >>> from hamstring import plan_routine
        >>> plan = plan_routine(minutes=12, tools={"foam-roller", "hands"}, goal="flexibility")
        >>> plan.seconds <= 720 and plan.seconds == sum(segment.seconds for segment in plan.segments)
        True
    """

    request: RoutineRequest
    seconds: int
    segments: tuple[Segment, ...]
    score: int
    ledger: tuple[LedgerLine, ...]
    omissions: tuple[Omission, ...]
    pressure_cap: int
    cap_reasons: tuple[str, ...]
    screened: bool
    search_pass: bool
    ask: tuple[str, ...]
    spot_questions: tuple[str, ...]
    limited_by: tuple[str, ...]
    min_gap_h: int | None
    is_quick: bool
    content_version: str
    rules_digest: str

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the routine as one JSON object, keys in a fixed order.

        Example:
            >>> import json
            >>> from hamstring import plan_routine
            >>> json.loads(plan_routine(minutes=5).to_json())["screened"]
            False
        """
        from hamstring.outputs.as_json import routine_json

        return routine_json(self, indent=indent)

    def __str__(self) -> str:
        from hamstring.outputs.text import routine_text

        return routine_text(self)
