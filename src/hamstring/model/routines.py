"""What the planner gives back."""

from enum import Enum

import attrs

from hamstring.model.outcomes import Limits
from hamstring.model.places import Leg
from hamstring.model.practice import Position
from hamstring.model.requests import RoutineRequest


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
        term: What was counted: quadrant, suits, spot, opening, closing, ending, move or fetch.
        about: The quadrant, variant, spot, stretch, position or tool that it is about; ``light`` for light strokes.
        leg: The leg it concerns, or None for both.
        seconds: The seconds that were counted.
        points: Whole points, negative for what costs.

    Example:
        >>> from hamstring import plan_routine
        >>> plan = plan_routine(minutes=5)
        >>> sum(line.points for line in plan.ledger) == plan.score
        True
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
        kind: What it is: leg, tool, spot, focus, stretch or pressure.
        about: Which one.
        reason: Id of the reason, a phrase ``omitted-...`` of the content.
        findings: Findings whose rules are the reason, if any.
        lifted_by: A change that would lift it, a phrase of the content, or an empty string.

    Example:
        >>> from hamstring import plan_routine
        >>> [omission.kind for omission in plan_routine(minutes=5, pressure_cap=10).omissions]
        ['pressure']
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
        because: The reasons of those rules, in words.
        limits: Those limits, of the legs that may be worked.
        closed: Places that nothing in it touches, as ``leg:quadrant``: for the answers, or because it was asked.
        sources: Ids of the sources of all that is in it.
        min_gap_h: Least hours until the next session, or None.
        is_quick: True when it gives a leg that it works on less than a comprehensive session.
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
    because: tuple[str, ...]
    limits: Limits
    closed: tuple[str, ...]
    sources: tuple[str, ...]
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
