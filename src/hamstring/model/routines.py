"""What the planner gives back."""

from enum import Enum
from typing import TYPE_CHECKING, Unpack

import attrs

from hamstring.model.outcomes import Limits
from hamstring.model.places import Leg
from hamstring.model.practice import Position
from hamstring.model.requests import RoutineRequest

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.cues import Cue
    from hamstring.model.explaining import Explanation, WhyNot
    from hamstring.model.requests import SpotsGiven
    from hamstring.planning.keywords import AnswersGiven


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
        kind: What it is: leg, tool, tool-on-leg, spot, focus, stretch or pressure.
        about: Which one; for a tool that is used on the other leg only ``leg:tool``.
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
        settled: False while any safety question is open that can change what is allowed; then it stays light.
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
    settled: bool
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

    @classmethod
    def from_json(cls, text: str | bytes, *, catalogue: "Catalogue | None" = None) -> "Routine":
        """Read a routine from what `to_json` gave. Its request is planned again, and must give the same.

        Args:
            text: The JSON.
            catalogue: The content that it was planned with, or None for the shipped one.

        Raises:
            RequestError: If it is no routine, was changed, or was planned with other content.
            RoutineRefused: If its answers forbid a routine by now.

        Example:
            >>> from hamstring import Routine, plan_routine
            >>> plan = plan_routine(minutes=5)
            >>> Routine.from_json(plan.to_json()) == plan
            True
        """
        from hamstring.outputs.stored import routine_from_json

        return routine_from_json(text, catalogue)

    def to_text(self) -> str:
        """Give the routine as a page for 80 columns; `str` gives it too.

        Example:
            >>> from hamstring import plan_routine
            >>> print(plan_routine(minutes=5).to_text().splitlines()[0])
            Flexibility, 5 min, both legs
        """
        from hamstring.outputs.text import routine_text

        return routine_text(self)

    def to_markdown(self) -> str:
        """Give the routine as a page of Markdown, with all that its text tells.

        Returns:
            The page. Marks in what it tells are escaped; the addresses of sources are links.

        Example:
            >>> from hamstring import plan_routine
            >>> "## Left out" in plan_routine(minutes=5, pressure_cap=10).to_markdown()
            True
        """
        from hamstring.outputs.markdown import routine_markdown

        return routine_markdown(self)

    def to_html(self) -> str:
        """Give the routine as one HTML page: all that its text tells, with a map of the thighs and a timeline.

        The page is one file that needs no script and no network, and is the same each time. What stands in it is escaped.

        Returns:
            The page, from its document type on. `_repr_html_` gives the same as a part of a page, for notebooks.

        Example:
            >>> from hamstring import plan_routine
            >>> plan_routine(minutes=5).to_html().count("<h1>")
            1
        """
        from hamstring.outputs.card_page import routine_html

        return routine_html(self)

    def to_svg(self) -> str:
        """Give the routine as one picture: both thighs from behind with seconds on each zone, and the time as bars.

        Returns:
            An SVG file that needs nothing else. The ids and classes in it are documented in ``docs/how-to/show-a-card.md``.

        Example:
            >>> from hamstring import plan_routine
            >>> 'id="left-outer-upper"' in plan_routine(minutes=5).to_svg()
            True
        """
        from hamstring.outputs.card import routine_svg

        return routine_svg(self)

    def cues(self, *, most: int = 5) -> "tuple[Cue, ...]":
        """Give what to say and show, end to end, so that it can be followed without a screen.

        Cues before second 0 are for before the first touch and can wait for the person; the first of them is to look
        and feel. From second 0 the cues add up to ``seconds``. What starts at ``seconds`` or later is the end.

        Args:
            most: The highest priority number to keep, from 1 (what must be said) to 5 (all). What stands before a cue
                that is left out lasts longer; words and times of the others stay.

        Returns:
            The cues in their order. Nothing is said for longer than its cue lasts.

        Raises:
            RequestError: If ``most`` is not a whole number from 1 to 5.

        Example:
            >>> from hamstring import plan_routine
            >>> plan = plan_routine(minutes=5, complete=True)
            >>> sum(cue.seconds for cue in plan.cues() if 0 <= cue.start_s < plan.seconds) == plan.seconds
            True
        """
        from hamstring.outputs.cues import routine_cues

        return routine_cues(self, most=most)

    def explain(self, *, catalogue: "Catalogue | None" = None) -> "Explanation":
        """Say where the points come from, and what a change would bring. Each change is planned again.

        The changes: a minute more or less, without a tool, with one tool more, lighter, already warm.

        Args:
            catalogue: The content that it was planned with, or None for the shipped one.

        Raises:
            RequestError: If it was planned with other content.

        Example:
            >>> from hamstring import plan_routine
            >>> told = plan_routine(minutes=5, complete=True).explain()
            >>> [entry.change for entry in told.what_ifs]
            ['minute-more', 'minute-less', 'with-tool', 'lower-pressure', 'already-warm']
        """
        from hamstring.outputs.explain import explanation

        return explanation(self, catalogue)

    def why_not(self, name: str, *, catalogue: "Catalogue | None" = None) -> "WhyNot":
        """Say why something is not in it: forbidden, not asked for, not possible, no room, or worth less.

        Args:
            name: Id of a tool, variant, technique, stretch, warm-up, goal or position; or a place (``outer``,
                ``left:upper``, ``left``); or a tender spot (``left:outer-lower:2``).
            catalogue: The content that it was planned with, or None for the shipped one.

        Raises:
            UnknownIdError: If there is nothing of that id, with near matches.
            RequestError: If a place or a spot has the wrong form, if no routine has such a thing in it, or if it was
                planned with other content.

        Example:
            >>> from hamstring import plan_routine
            >>> plan = plan_routine(minutes=8, tools={"hands"}, complete=True)
            >>> plan.why_not("foam-roller").reason, plan.why_not("hands").reason
            ('not-asked', 'in')
        """
        from hamstring.outputs.why_not import why_not

        return why_not(self, name, catalogue)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def resume(
        self, *, at: int, spots: "SpotsGiven" = (), catalogue: "Catalogue | None" = None, **answers: "Unpack[AnswersGiven]"
    ) -> "Routine":
        """Plan the rest again, with tender spots that were found on the way.

        The new request is warm already and has the seconds that are left. What was done earns nothing again, and
        counts for every bound on work. It begins upright, so that somebody who has stood up can start.

        Args:
            at: Seconds of this routine that are over; at least a minute must be left.
            spots: The spots that were found; those of the request that are not yet pressed stay.
            catalogue: The content to plan with, or None for the shipped one.
            **answers: ``symptoms``, ``absent``, ``complete``, ``triage`` and ``cleared`` as `plan_routine` takes them,
                asked again now. The answers of this routine are not used again: without any, the rest is unscreened.

        Raises:
            RequestError: If too little time is left, or a field has a wrong value.
            RoutineRefused: If the answers of now forbid a routine, or a question must be answered first.
            NoRoutineFits: If nothing fits into the rest.

        Example:
            >>> from hamstring import plan_routine
            >>> plan = plan_routine(minutes=15, goal="tender-spots", complete=True)
            >>> rest = plan.resume(at=240, spots=["left:outer-lower:2"], complete=True)
            >>> rest.seconds <= 900 - 240, rest.request.already_warm
            (True, True)
        """
        from hamstring.planning.resume import resume

        return resume(self, at=at, spots=spots, catalogue=catalogue, **answers)

    def _repr_html_(self) -> str:
        from hamstring.outputs.card_page import routine_fragment

        return routine_fragment(self)

    def _repr_svg_(self) -> str:
        return self.to_svg()

    def __str__(self) -> str:
        return self.to_text()
