"""A routine or a triage as plain text for 80 columns, for somebody who will do what it says."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.practice import Skin, ToolKind
from hamstring.model.routines import Omission, Routine, Segment, SegmentKind
from hamstring.outputs.how_to import ENDING, WORK, how_to
from hamstring.outputs.moving import Moving
from hamstring.outputs.words import Words, bullets, section, wrapped

if TYPE_CHECKING:
    from hamstring.safety.triage import Triage

_BLOCK = (*WORK, SegmentKind.RELEASE, SegmentKind.REST, *ENDING)
_MINUTE_S = 60


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
    return "\n".join(_Page(routine, catalogue or shipped_catalogue()).lines()).rstrip()


class _Page:
    """Writes one routine."""

    def __init__(self, routine: Routine, content: Catalogue) -> None:
        self.routine = routine
        self.content = content
        self.words = Words(content)
        self.moving = Moving(routine, self.words)

    def lines(self) -> Iterator[str]:
        """Give the page line by line."""
        words, routine = self.words, self.routine
        goal = self.content.goals[routine.request.goal.value]
        legs = words(f"legs-{self._legs().value}")
        yield words("routine-title", goal=goal.name.capitalize(), minutes=words.time(routine.seconds), legs=legs)
        yield ""
        yield from section(words("heading-first"), self._first())
        yield from section(words("heading-spot"), self._spot())
        yield from section(words("heading-need"), self._need())
        yield from section(words("heading-down"), bullets(self.moving.start()))
        yield from section(words("heading-firm"), self._firm())
        yield from section(words("heading-stop"), [wrapped(words.notice("stop-signs")), wrapped(words.notice("after-stopping"))])
        yield from section(words("heading-steps"), [*self._steps(), "", *self._total()])
        yield from section(words("heading-moves"), bullets(self.moving.changes()))
        yield from section(words("heading-how"), how_to(routine, words))
        yield from section(words("heading-limits"), self._limits())
        yield from section(words("heading-left-out"), bullets(map(self._omission, routine.omissions)))
        yield from section(words("heading-up"), bullets(self.moving.end()))
        yield from section(words("heading-after"), self._after())
        yield from self._foot()

    def _legs(self) -> Leg:
        """Give the legs that have a part in it."""
        legs = {segment.leg for segment in self.routine.segments if segment.leg}
        return legs.pop() if len(legs) == 1 else Leg.BOTH

    def _first(self) -> Iterator[str]:
        words, routine = self.words, self.routine
        if not routine.screened:
            yield wrapped(words.notice("stop-first"))
            yield wrapped(f"{words.notice('unscreened')} {words('unscreened-more')}")
        yield wrapped(words.notice("look-and-feel"))

    def _spot(self) -> Iterator[str]:
        if self.routine.spot_questions:
            yield wrapped(self.words.notice("spot-questions"))
            yield from bullets(self.content.findings[name].ask for name in self.routine.spot_questions)

    def _need(self) -> Iterator[str]:
        words, content = self.words, self.content
        used = dict.fromkeys(segment.tool for segment in self.routine.segments if segment.tool)
        tools = [content.tools[name].name for name in used if content.tools[name].kind is not ToolKind.HANDS]
        tools += self._props()
        yield wrapped(words("need-tools", tools=", ".join(tools)) if tools else words("need-no-tools"))
        places = dict.fromkeys(segment.position for segment in self.routine.segments if segment.kind in _BLOCK)
        yield wrapped(words("need-position", positions=", ".join(content.positions[place.value].name for place in places)))
        if any(segment.kind is SegmentKind.LIGHT for segment in self.routine.segments):
            yield wrapped(words("need-bare" if self.routine.request.skin is Skin.BARE else "need-clothes"))
        if not self.routine.request.already_warm and not any(s.kind is SegmentKind.WARM_UP for s in self.routine.segments):
            yield wrapped(words("warm-up-first"))

    def _props(self) -> list[str]:
        found: dict[str, None] = {}
        for segment in self.routine.segments:
            for station in self.content.variants[segment.doing].at if segment.kind in WORK and segment.doing else ():
                if station.position is segment.position:
                    asked = [name for name in station.props if name in self.routine.request.tools]
                    found.update(dict.fromkeys(asked[:1]))
        return [self.content.tools[name].name for name in found]

    def _firm(self) -> Iterator[str]:
        words, routine = self.words, self.routine
        reasons = " ".join(words(reason) for reason in routine.cap_reasons)
        yield wrapped(f"{words('pressure-ceiling', cap=routine.pressure_cap)} {reasons}")
        yield wrapped(words.notice("how-firm"))
        yield wrapped(words.notice("where"))
        yield wrapped(words.notice("where-not"))

    def _steps(self) -> Iterator[str]:
        row: list[Segment] = []
        for segment in self.routine.segments:
            if segment.kind in _BLOCK:
                row.append(segment)
                continue
            yield from self._row(row)
            row = []
            if segment.kind is not SegmentKind.GET_READY:
                yield self._line(segment.start_s, "", self._step(segment), self.words("dose-seconds", seconds=segment.seconds))
        yield from self._row(row)

    def _row(self, row: list[Segment]) -> Iterator[str]:
        if not row:
            return
        words, first = self.words, row[0]
        name = self._name(first)
        rated = [segment for segment in row if segment.high is not None]
        low, high = min((s.low or 0 for s in rated), default=0), max((s.high or 0 for s in rated), default=0)
        pressure = words("pressure", low=low, high=high) if low < high else words("pressure-one", high=high)
        leg = first.leg.value if first.leg else ""
        yield self._line(first.start_s, leg, name, pressure if rated else "")
        yield wrapped(self._detail(row, high), " " * 15, " " * 15)

    def _detail(self, row: list[Segment], high: int) -> str:
        """Tell the parts of a block; a place that they all share is told once, before them."""
        here = [name for name in QUADRANTS if any(name in segment.quadrants for segment in row)]
        halves = {QUADRANTS[name][1] for name in here}
        scope = [name for name in QUADRANTS if QUADRANTS[name][1] in halves]
        parts = ", ".join(self._part(segment, scope, high) for segment in _merged(row))
        shared = scope if any(segment.lane for segment in row) else here
        if not shared or len(shared) == len(QUADRANTS):
            return parts
        return self.words("at-place", place=self.words.part(shared), parts=parts)

    def _name(self, segment: Segment) -> str:
        doing = segment.doing or ""
        known = self.content.stretches if segment.kind in (SegmentKind.STRETCH, SegmentKind.MOVEMENT) else self.content.variants
        return known[doing].name

    def _part(self, segment: Segment, scope: list[str], high: int) -> str:
        words = self.words
        if segment.kind is SegmentKind.RELEASE:
            return words("dose-release", seconds=segment.seconds)
        if segment.kind is SegmentKind.REST:
            return f"{words('step-rest')} {words('dose-seconds', seconds=segment.seconds)}"
        if segment.kind in (SegmentKind.HOLD, SegmentKind.STRETCH):
            return words("dose-hold", seconds=segment.seconds)
        said = words("dose-seconds", seconds=segment.seconds)
        if segment.lane:
            said = f"{self._lane(segment, scope)} {said}"
        if segment.high is not None and segment.high < high:
            said = words("part-gentle", part=said, high=segment.high)
        return f"{said} ({words('step-search')})" if segment.search else said

    def _lane(self, segment: Segment, scope: list[str]) -> str:
        """Name a lane; where a part of it is closed, name what is open."""
        whole = [name for name in scope if segment.lane in ("whole", QUADRANTS[name][0].value)]
        return self.words(f"lane-{segment.lane}") if set(whole) == set(segment.quadrants) else self.words.part(segment.quadrants)

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

    def _line(self, start_s: int, leg: str, what: str, right: str) -> str:
        return f" {start_s // 60:2d}:{start_s % 60:02d}  {leg:<6} {what:<44} {right:>9}".rstrip()

    def _total(self) -> Iterator[str]:
        words, routine = self.words, self.routine
        work = {leg: sum(s.seconds for s in routine.segments if s.kind in WORK and s.leg is leg) for leg in Leg.BOTH.each}
        minutes = words.time(routine.seconds)
        if all(work.values()):
            yield wrapped(words("total", minutes=minutes, left=work[Leg.LEFT], right=work[Leg.RIGHT]))
        else:
            leg = max(work, key=lambda one: work[one])
            yield wrapped(words("total-one", minutes=minutes, seconds=work[leg], leg=leg))
        if routine.request.seconds - routine.seconds >= _MINUTE_S:
            yield wrapped(words("total-less", asked=words.time(routine.request.seconds)))
        if routine.is_quick:
            yield wrapped(words.notice("quick-routine"))

    def _limits(self) -> Iterator[str]:
        limits = self.words.limits(self.routine.limits)
        yield from bullets(self.routine.because)
        yield from bullets([self.words("limit-all", limits="; ".join(limits))] if limits else [])

    def _omission(self, omission: Omission) -> str:
        words, about = self.words, omission.about
        if omission.kind == "tool":
            about = self.content.tools[about].name
        elif omission.kind == "spot":
            leg, region, _ = about.split(":")
            about = words("place", leg=leg, region=self.content.regions[region].name)
        said = words(omission.reason, about=about, findings=words.findings(omission.findings))
        return f"{said[0].upper()}{said[1:]}" + (f" {words(omission.lifted_by)}" if omission.lifted_by else "")

    def _after(self) -> Iterator[str]:
        yield wrapped(self.words.notice("tomorrow"))
        yield wrapped(self.words.notice("drink-to-thirst"))

    def _foot(self) -> Iterator[str]:
        routine = self.routine
        yield wrapped(self.words.notice("what-this-is-not"))
        yield wrapped(self.words("sources", sources=", ".join(routine.sources)))
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


def triage_text(answered: "Triage", catalogue: Catalogue | None = None, *, ending: Iterable[str] | None = None) -> str:
    """Write a triage as a short page: how soon, whether to massage, why, what to do, what is still open.

    Args:
        answered: The triage.
        catalogue: The content it was made with, or None for the shipped one.
        ending: Lines for its end in place of the next question, or None.

    Example:
        >>> from hamstring import triage
        >>> print(str(triage({"chest-pain"})).splitlines()[0])
        How soon: emergency, now
    """
    content = catalogue or shipped_catalogue()
    words = Words(content)
    last = open_lines(answered, words) if ending is None else ending
    return "\n".join([*_triage_lines(answered, words), *last, *_triage_foot(answered, words)]).rstrip()


def _triage_lines(answered: "Triage", words: Words) -> Iterator[str]:
    yield from _levels(answered, words)
    if answered.massage_on(Leg.LEFT) is not answered.massage_on(Leg.RIGHT):
        for leg in Leg.BOTH.each:
            yield words("triage-leg", leg=leg.value.capitalize(), name=words(f"massage-{answered.massage_on(leg)}"))
    yield ""
    yield from section(words("triage-why"), [wrapped(answered.why)])
    yield from section(words("triage-do"), _advice_lines(answered, words))
    if answered.massage in (Permission.WITH_LIMITS, Permission.ASK_FIRST) or not answered.limits.is_total:
        yield from section(words("triage-limits"), bullets(words.limits(answered.limits)))


def _triage_foot(answered: "Triage", words: Words) -> Iterator[str]:
    yield wrapped(words.notice("what-this-is-not"))
    if answered.fired:
        yield wrapped(words("triage-fired", rules=", ".join(rule.id for rule in answered.fired)))
    yield wrapped(words("content", version=answered.content_version, digest=answered.rules_digest[:12]))


def _levels(answered: "Triage", words: Words) -> Iterator[str]:
    """Tell how soon and whether to massage; what is not settled is never told as if it were."""
    most = answered.at_most
    for part, level, highest in (("urgency", answered.urgency, most.urgency), ("massage", answered.massage, most.massage)):
        name, top = words(f"{part}-{level}"), words(f"{part}-{highest}")
        how = "" if level is highest else "-at-least" if level is Urgency.SAME_DAY else "-open"
        yield wrapped(words(f"triage-{part}{how}", name=name, most=top))


def _advice_lines(answered: "Triage", words: Words) -> Iterator[str]:
    shown = [entry for entry in answered.advice if answered.urgency < Urgency.SAME_DAY or entry.urgency >= answered.urgency]
    unsure = answered.massage < Permission.ASK_FIRST and answered.massage < answered.at_most.massage
    if unsure and shown:
        yield wrapped(words.notice("not-settled"))
    for advice in shown or answered.advice[:1]:
        yield wrapped(words("advice-if-no-more", advice=advice.text) if unsure else advice.text)
        yield wrapped(words("advice-when", when=advice.time_frame, who=advice.contact))
        yield wrapped(words("advice-worse", worse=advice.if_worse))
    if not answered.advice:
        yield wrapped(words.notice("self-care" if answered.settled else "not-settled"))


def open_lines(answered: "Triage", words: Words) -> Iterator[str]:
    """Say that nothing is open, or give the next question."""
    if answered.settled:
        yield words("triage-settled")
        yield ""
        return
    if answered.ask:
        yield wrapped(words("triage-open", question=words.catalogue.findings[answered.ask[0]].ask))
        yield ""
