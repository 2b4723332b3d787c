"""A routine as plain text for 80 columns, for somebody who will do what it says."""

from collections.abc import Iterable, Iterator

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.practice import Skin
from hamstring.model.routines import Omission, Routine, Segment, SegmentKind
from hamstring.outputs.how_to import ENDING, WORK, how_to, things
from hamstring.outputs.moving import Moving
from hamstring.outputs.reasons import Reasons
from hamstring.outputs.sources import sources_told
from hamstring.outputs.words import Words, bullets, section, wrapped

_BLOCK = (*WORK, SegmentKind.RELEASE, SegmentKind.REST, *ENDING)
_MINUTE_S = 60

NAMED = ("heading-moves", "heading-how", "heading-left-out", "heading-sources")
"""The parts whose entries begin with what they are about, and a colon."""


def routine_text(routine: Routine, catalogue: Catalogue | None = None) -> str:
    """Write a routine as a page that a person can follow.

    Args:
        routine: The routine.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import plan_routine
        >>> print(str(plan_routine(minutes=5)).splitlines()[0])
        Flexibility, 5 min, both legs
    """
    return "\n".join(RoutinePage(routine, catalogue or shipped_catalogue()).lines()).rstrip()


@attrs.frozen
class Row:
    """One step of the page.

    Attributes:
        start_s: Seconds from the start.
        leg: The leg, or an empty string.
        what: What is done.
        length: How long it takes, all its parts together.
        firm: How firm it is, for work; otherwise an empty string.
        detail: The place and the parts of a block with their seconds, or an empty string.
        why: What it is for, or an empty string.
    """

    start_s: int
    leg: str
    what: str
    length: str
    firm: str = ""
    detail: str = ""
    why: str = ""


class RoutinePage:
    """Writes one routine."""

    def __init__(self, routine: Routine, content: Catalogue) -> None:
        self.routine = routine
        self.content = content
        self.words: Words = Words(content)
        self.moving: Moving = Moving(routine, self.words)
        self._reasons = Reasons(routine, self.words)

    def lines(self) -> Iterator[str]:
        """Give the page line by line."""
        yield self.title()
        yield ""
        for heading, lines in self.sections():
            yield from section(self.words(heading), lines)
        yield from self.foot()

    def title(self) -> str:
        """Say what it is for, how long it takes, and for which legs."""
        words, routine = self.words, self.routine
        goal = self.content.goals[routine.request.goal.value]
        legs = words(f"legs-{self._legs().value}")
        return words("routine-title", goal=goal.name.capitalize(), minutes=words.time(routine.seconds), legs=legs)

    def sections(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Give the phrase of each heading with what stands under it: a line is a paragraph or an entry of a list."""
        words = self.words
        yield "heading-first", self._first()
        yield "heading-spot", self._spot()
        yield "heading-need", self._need()
        yield "heading-down", bullets(self.moving.start())
        yield "heading-firm", self._firm()
        yield "heading-limits", self._limits()
        yield "heading-stop", [wrapped(words.notice("stop-signs")), wrapped(words.notice("after-stopping"))]
        yield "heading-search", self._search()
        yield "heading-steps", [*self._steps(), "", *self.total()]
        yield "heading-moves", bullets(self.moving.changes())
        yield "heading-how", how_to(self.routine, words)
        yield "heading-left-out", bullets(map(self._omission, self.routine.omissions))
        yield "heading-up", bullets(self.moving.end())
        yield "heading-after", self._after()
        yield "heading-sources", (f"  - {line}" for line in sources_told(self.routine.sources, self.words))

    def _legs(self) -> Leg:
        """Give the legs that have a part in it."""
        legs = {segment.leg for segment in self.routine.segments if segment.leg}
        return legs.pop() if len(legs) == 1 else Leg.BOTH

    def _first(self) -> Iterator[str]:
        words, routine = self.words, self.routine
        if not routine.screened:
            yield wrapped(words.notice("stop-first"))
        if not routine.settled:
            yield wrapped(f"{words.notice('unscreened')} {words('unscreened-more')}")
        yield wrapped(words.notice("look-and-feel"))

    def _spot(self) -> Iterator[str]:
        if self.routine.spot_questions:
            yield wrapped(self.words.notice("spot-questions"))
            yield from bullets(self.content.findings[name].ask for name in self.routine.spot_questions)

    def _need(self) -> Iterator[str]:
        words, content = self.words, self.content
        tools = things(self.routine, content)
        yield wrapped(words("need-tools", tools=", ".join(tools)) if tools else words("need-no-tools"))
        places = dict.fromkeys(segment.position for segment in self.routine.segments if segment.kind in _BLOCK)
        yield wrapped(words("need-position", positions=", ".join(content.positions[place.value].name for place in places)))
        if any(segment.kind is SegmentKind.LIGHT for segment in self.routine.segments):
            yield wrapped(words("need-bare" if self.routine.request.skin is Skin.BARE else "need-clothes"))
        if not self.routine.request.already_warm and not any(s.kind is SegmentKind.WARM_UP for s in self.routine.segments):
            yield wrapped(words("warm-up-first"))

    def _firm(self) -> Iterator[str]:
        words, routine = self.words, self.routine
        reasons = " ".join(words(reason) for reason in routine.cap_reasons)
        yield wrapped(f"{words('pressure-ceiling', cap=routine.pressure_cap)} {reasons}")
        yield wrapped(words.notice("how-firm"))
        yield wrapped(words.notice("where"))
        yield wrapped(words.notice("where-not"))

    def _search(self) -> Iterator[str]:
        if self.routine.search_pass:
            yield wrapped(self.words("search-how"))
            yield wrapped(self.words("search-then"))

    def _steps(self) -> Iterator[str]:
        for row in self.rows():
            at = f"{row.start_s // 60:2d}:{row.start_s % 60:02d}"
            yield f" {at}  {row.leg:<6} {row.what:<38} {row.length:>10} {row.firm:>7}".rstrip()
            if row.detail:
                yield wrapped(row.detail, " " * 15, " " * 15)
            if row.why:
                yield wrapped(row.why, " " * 15, " " * 15)

    def rows(self) -> "Iterator[Row]":
        """Give the steps in their order; a reason that holds for the other leg, too, is told for the first one only."""
        told: dict[tuple[str, str, str], str] = {}
        for row in self._rows():
            before = told.setdefault((row.what, row.detail, row.why), row.leg)
            again = row.why and before != row.leg
            yield attrs.evolve(row, why=self.words("reason", why=self.words("reason-again", leg=before))) if again else row

    def _rows(self) -> "Iterator[Row]":
        """Give the steps; the parts of one block stand in one row."""
        block: list[Segment] = []
        for segment in self.routine.segments:
            if segment.kind in _BLOCK:
                block.append(segment)
                continue
            yield from self._row(block)
            block = []
            if segment.kind is not SegmentKind.GET_READY:
                yield Row(segment.start_s, "", self._step(segment), self._length([segment]), why=self._reasons.of([segment]))
        yield from self._row(block)

    def _row(self, row: list[Segment]) -> "Iterator[Row]":
        if not row:
            return
        words, first = self.words, row[0]
        rated = [segment for segment in row if segment.high is not None]
        low, high = min((s.low or 0 for s in rated), default=0), max((s.high or 0 for s in rated), default=0)
        pressure = words("pressure", low=low, high=high) if low < high else words("pressure-one", high=high)
        leg = first.leg.value if first.leg else ""
        firm = pressure if rated else ""
        yield Row(first.start_s, leg, self._name(first), self._length(row), firm, self._detail(row, high), self._reasons.of(row))

    def _length(self, row: list[Segment]) -> str:
        seconds = sum(segment.seconds for segment in row)
        return self.words.time(seconds) if seconds >= _MINUTE_S else self.words("dose-seconds", seconds=seconds)

    def _detail(self, row: list[Segment], high: int) -> str:
        """Tell the place of a block and its parts; nothing tells a place that its parts tell already."""
        here = {name for segment in row for name in segment.quadrants}
        parts = ", ".join(self._part(segment, here, high) for segment in _merged(row))
        is_told = len(here) == len(QUADRANTS) and any(segment.lane for segment in row)
        return parts if is_told or not here else self.words("at-place", place=self.words.part(here), parts=parts)

    def _name(self, segment: Segment) -> str:
        doing = segment.doing or ""
        known = self.content.stretches if segment.kind in (SegmentKind.STRETCH, SegmentKind.MOVEMENT) else self.content.variants
        return known[doing].name

    def _part(self, segment: Segment, here: set[str], high: int) -> str:
        words = self.words
        if segment.kind is SegmentKind.RELEASE:
            return words("dose-release", seconds=segment.seconds)
        if segment.kind is SegmentKind.REST:
            return f"{words('step-rest')} {words('dose-seconds', seconds=segment.seconds)}"
        if segment.kind in (SegmentKind.HOLD, SegmentKind.STRETCH):
            return words("dose-hold", seconds=segment.seconds)
        said = words("dose-seconds", seconds=segment.seconds)
        if lane := self._lane(segment, here):
            said = f"{lane} {said}"
        if segment.high is not None and segment.high < high:
            said = words("part-gentle", part=said, high=segment.high)
        return f"{said} ({words('step-search')})" if segment.search else said

    def _lane(self, segment: Segment, here: set[str]) -> str:
        """Name a lane within the place of its block; a line that is the whole place needs no name.

        A lane that does not run all along is named by its quadrants.
        """
        if not segment.lane or (segment.lane != "whole" and set(segment.quadrants) == here):
            return ""
        along = {name for name in here if segment.lane in ("whole", QUADRANTS[name][0].value)}
        return self.words(f"lane-{segment.lane}") if along == set(segment.quadrants) else self.words.part(segment.quadrants)

    def _step(self, segment: Segment) -> str:
        words, content = self.words, self.content
        match segment.kind:
            case SegmentKind.WARM_UP:
                return words("step-warm-up", name=content.warmups[segment.doing or ""].name)
            case SegmentKind.FETCH:
                return words("step-fetch", tool=content.tools[segment.tool or ""].name)
            case SegmentKind.MOVE:
                return words("step-move", position=content.positions[segment.position.value].name)
            case SegmentKind.SWITCH:
                return words("step-switch", leg=segment.leg)
            case _:
                return words(f"step-{segment.kind.value}")

    def total(self) -> Iterator[str]:
        """Add it up: all seconds, the work on each leg, and what is less than asked."""
        words, routine = self.words, self.routine
        work = {leg: sum(s.seconds for s in routine.segments if s.kind in WORK and s.leg is leg) for leg in Leg.BOTH.each}
        minutes = words.time(routine.seconds)
        if all(work.values()):
            yield wrapped(words("total", minutes=minutes, left=work[Leg.LEFT], right=work[Leg.RIGHT]))
        else:
            leg = max(work, key=lambda one: work[one])
            yield wrapped(words("total-one", minutes=minutes, seconds=work[leg], leg=leg))
        ready = sum(s.seconds for s in routine.segments if s.kind is SegmentKind.GET_READY)
        if ready:
            yield wrapped(words("total-ready", seconds=ready))
        if routine.request.seconds - routine.seconds >= _MINUTE_S:
            yield wrapped(words("total-less", asked=words.time(routine.request.seconds)))
        if routine.is_quick:
            yield wrapped(words.notice("quick-routine"))

    def _limits(self) -> Iterator[str]:
        limits = self.words.limits(self.routine.limits)
        shut = [omission.about for omission in self.routine.omissions if omission.reason == "omitted-leg-shut"]
        yield from bullets(self.words("because-other-leg", leg=leg) for leg in shut)
        yield from bullets(self.routine.because)
        yield from bullets([self.words("limit-all", limits="; ".join(limits))] if limits else [])

    def _omission(self, omission: Omission) -> str:
        words, about = self.words, omission.about
        if omission.kind == "tool":
            about = self.content.tools[about].name
        elif omission.kind == "tool-on-leg":
            leg, _, tool = about.partition(":")
            about = words("tool-on-leg", tool=self.content.tools[tool].name, leg=leg)
        elif omission.kind == "spot":
            leg, region, _ = about.split(":")
            about = words("place", leg=leg, region=self.content.regions[region].name)
        said = words(omission.reason, about=about, findings=words.findings(omission.findings))
        return f"{said[0].upper()}{said[1:]}" + (f" {words(omission.lifted_by)}" if omission.lifted_by else "")

    def _after(self) -> Iterator[str]:
        yield wrapped(self.words.notice("tomorrow"))
        yield wrapped(self.words.notice("drink-to-thirst"))

    def foot(self) -> Iterator[str]:
        """Say what this is not, and of which content it is made."""
        routine = self.routine
        yield wrapped(self.words.notice("what-this-is-not"))
        yield wrapped(self.words("content", version=routine.content_version, digest=routine.rules_digest[:12]))


def _merged(row: Iterable[Segment]) -> Iterator[Segment]:
    """Join strokes that go on in the same way."""
    before: Segment | None = None
    for segment in row:
        alike = before and segment == attrs.evolve(before, start_s=segment.start_s, seconds=segment.seconds)
        if before and alike and segment.kind is SegmentKind.WORK:
            before = attrs.evolve(before, seconds=before.seconds + segment.seconds)
            continue
        if before:
            yield before
        before = segment
    if before:
        yield before
