"""What is said in each step of a routine: its opening, how it is done, what comes next, and when it ends.

INVARIANT: no closed place is named here as one to work. Places come from the segments; how to aim at a line is told
only where that line is worked.
"""

from collections.abc import Iterator, Mapping

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.cues import CueKind
from hamstring.model.places import Leg, Line
from hamstring.model.practice import Position, Stretch, Variant, WarmUp
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.cue_packing import Said, Wish, packed
from hamstring.outputs.how_to import ENDING, WORK
from hamstring.outputs.moving import between, way
from hamstring.outputs.voice import Voice

_ON_SKIN = (SegmentKind.LIGHT, SegmentKind.WORK)
_COUNTED = (SegmentKind.WARM_UP, *WORK, *ENDING)
_COUNTS_IN = (SegmentKind.GET_READY, SegmentKind.RELEASE, SegmentKind.REST)
_TELLS_NEXT = (*_COUNTED, SegmentKind.RELEASE, SegmentKind.REST, SegmentKind.SETTLE)

KIND_OF = {kind: CueKind(kind.value) for kind in SegmentKind if kind not in (SegmentKind.MOVE, SegmentKind.SWITCH)} | {
    SegmentKind.MOVE: CueKind.CHANGE_POSITION,
    SegmentKind.SWITCH: CueKind.SWITCH_SIDE,
}
"""The kind of the cue that opens a segment of each kind."""


def steps_of(routine: Routine) -> tuple[Segment, ...]:
    """Give the segments, with those in one that go on in the same way."""
    found: list[Segment] = []
    for segment in routine.segments:
        before = found[-1] if found else None
        if before and segment == attrs.evolve(before, start_s=segment.start_s, seconds=segment.seconds) and segment.kind in _ON_SKIN:
            found[-1] = attrs.evolve(before, seconds=before.seconds + segment.seconds)
        else:
            found.append(segment)
    return tuple(found)


class Steps:
    """Says the steps of one routine, in their order."""

    def __init__(self, routine: Routine, voice: Voice) -> None:
        self.routine = routine
        self.voice = voice
        self.content: Catalogue = voice.content
        self.steps: tuple[Segment, ...] = steps_of(routine)
        self.told: set[str] = set()
        self.here: Position | None = None
        self.block: str = ""
        self.is_firm: bool = False
        self.half_told: bool = False

    def all(self) -> Iterator[tuple[Segment, list[Said]]]:
        """Give each step with what is said in it."""
        for place, step in enumerate(self.steps):
            following = self.steps[place + 1 : place + 3]
            said = packed(
                self.voice,
                step.seconds,
                [self._opening(step, following), *self._overdue(step), *self._doing(step), *self._ending(step, following)],
                timed=[*self._timed(step)],
                reminders=[*self._reminders(step)],
            )
            self._remember(step, said)
            yield step, said

    def _wish(
        self, kind: CueKind, line: str, gaps: Mapping[str, object], *, priority: int = 0, told: str = "", at_end: bool = False
    ) -> Wish:
        texts = self.voice.texts(line, **gaps)
        exact = self.voice.speech.count_s if kind in (CueKind.COUNT_IN, CueKind.LAST_SECONDS) else None
        return Wish(kind=kind, texts=texts, priority=priority or self.voice.priority(line), told=told, at_end=at_end, exact_s=exact)

    # ------------------------------------------------------------------------ openings

    def _opening(self, step: Segment, following: tuple[Segment, ...]) -> Wish:
        kind = KIND_OF[step.kind]
        if kind is CueKind.CHANGE_POSITION:
            return self._move(step, following)
        if kind is CueKind.GET_UP:
            return self._get_up(self.here or Position.CHAIR)
        goes_on = step.kind in (*WORK, *ENDING) and self.block == self._about(step)
        told = self._about(step) if kind is CueKind.GET_READY else ""
        return self._wish(kind, f"on-{kind}" if goes_on else kind.value, self.gaps(step), told=told)

    def gaps(self, step: Segment) -> dict[str, object]:
        """Give what the lines say of a step."""
        record, tool = self._record(step), self.content.tools[step.tool].name if step.tool else ""
        return {
            "leg": step.leg,
            "name": record.name if record else "",
            "say": record.say if record else "",
            "setup": self._setup(step),
            "tool": tool,
            "place": self.voice.words.part(step.quadrants) if step.quadrants else "",
            "pressure": self._pressure(step),
            "position": self.content.positions[step.position.value].name,
            "seconds": step.seconds,
            "time": self.voice.time(step.seconds),
        }

    def _pressure(self, step: Segment) -> str:
        line = "pressure-one" if step.low == step.high else "pressure-span"
        return self.voice.part(line, low=step.low, high=step.high)

    def _record(self, step: Segment) -> Variant | Stretch | WarmUp | None:
        for records in (self.content.variants, self.content.stretches, self.content.warmups):
            if (step.doing or "") in records:
                return records[step.doing or ""]
        return None

    def _about(self, step: Segment) -> str:
        """Name the way of placing tool and body, which is told once."""
        return f"{step.doing}@{step.position}"

    def _setup(self, step: Segment) -> str:
        record = self._record(step)
        if not isinstance(record, Variant) or self._about(step) in self.told:
            return ""
        return next(station.setup for station in record.at if station.position is step.position)

    def _move(self, step: Segment, following: tuple[Segment, ...]) -> Wish:
        goes_on = next((after for after in following if after.kind is not SegmentKind.FETCH), None)
        is_foot_up = step.position is not Position.STANDING or (goes_on is not None and self._works(goes_on))
        end = step.position if is_foot_up else None
        fullest = " ".join(way(self.content, self.here, end))
        left, entered = between(self.content, self.here, end)
        short = [self.content.cues[f"leave-{place}"].texts[0] for place in left]
        short += [self.content.cues[f"enter-{place}"].texts[0] for place in entered]
        last = self.content.cues[f"enter-{step.position}"]
        texts = dict.fromkeys(text for text in (fullest, " ".join(short), last.texts[-1]) if text)
        return Wish(kind=CueKind.CHANGE_POSITION, texts=tuple(texts), priority=last.priority)

    def _works(self, step: Segment) -> bool:
        return step.kind in WORK or (step.kind is SegmentKind.GET_READY and step.doing in self.content.variants)

    def _get_up(self, start: Position) -> Wish:
        wish = self._wish(CueKind.GET_UP, f"get-up-{start}", {})
        return attrs.evolve(wish, texts=(" ".join(way(self.content, start, None)), *wish.texts))

    # ------------------------------------------------------------------------ in the middle

    def _overdue(self, step: Segment) -> Iterator[Wish]:
        """Tell that half is done when there was no room for it at the half."""
        if not self.half_told and step.start_s > self.routine.seconds // 2 and step.kind in _TELLS_NEXT:
            yield self._wish(CueKind.HALF_WAY, "half-way-all", {}, priority=2, told="half")

    def _doing(self, step: Segment) -> Iterator[Wish]:
        record, is_new = self._record(step), self.block != self._about(step)
        if record is None or step.kind not in (*WORK, *ENDING):
            return
        gaps = self.gaps(step)
        yield from self._care(step)
        if is_new:
            yield self._wish(CueKind.HOW, "how" if record.id not in self.told else "how-again", gaps)
        if step.kind is SegmentKind.HOLD:
            yield self._wish(CueKind.HOW, "hold-worse", gaps)
        if step.search and is_new:
            yield self._wish(CueKind.HOW, "search", gaps)
        if isinstance(record, Variant):
            yield from self._aim(step, record)
        if gaps["setup"]:
            yield self._wish(CueKind.HOW, "setup", gaps, told=self._about(step))

    def _care(self, step: Segment) -> Iterator[Wish]:
        """Repeat the stop signs where firm work begins, and say once on each leg what to stay off."""
        if not self.is_firm and self._is_firm(step):
            yield Wish(kind=CueKind.STOP_SIGN, texts=(self.voice.words.notice("stop-signs-short"),), priority=1)
        closed = closed_on(self.routine, step.leg)
        if step.kind in WORK and closed and f"closed:{step.leg}" not in self.told:
            gaps = {"leg": step.leg, "place": self.voice.words.part(closed)}
            yield self._wish(CueKind.KEEP_OFF, "keep-off", gaps)

    def _is_firm(self, step: Segment) -> bool:
        return step.kind in WORK and step.low is not None and step.low >= self.content.policy.firm_from

    def _aim(self, step: Segment, variant: Variant) -> Iterator[Wish]:
        aims = {Line.OUTER.value: variant.aim_outer, Line.INNER.value: variant.aim_inner}
        about = f"aim:{variant.id}:{step.lane}:{step.leg}"
        if (text := aims.get(step.lane)) and about not in self.told:
            yield self._wish(CueKind.HOW, "aim", {"aim": text}, told=about)

    def _timed(self, step: Segment) -> Iterator[tuple[int, Wish]]:
        half = self.routine.seconds // 2
        if step.start_s <= half < step.end_s:
            yield half - step.start_s, self._wish(CueKind.HALF_WAY, "half-way-all", {}, told="half")
        if step.kind in _COUNTED and step.seconds >= self.voice.speech.half_way_from_s:
            yield step.seconds // 2, self._wish(CueKind.HALF_WAY, "half-way", {})

    def _reminders(self, step: Segment) -> Iterator[Wish]:
        if step.kind in WORK and step.doing:
            variant = self.content.variants[step.doing]
            if variant.lower and f"lower:{variant.id}" not in self.told:
                yield self._wish(CueKind.LIGHTER, "lighter", {"lower": variant.lower}, told=f"lower:{variant.id}")
            yield self._wish(CueKind.BREATHE, "breathe-check", {})
        if step.kind in (*WORK, SegmentKind.STRETCH, SegmentKind.SETTLE):
            yield self._wish(CueKind.BREATHE, "breathe", {})

    # ------------------------------------------------------------------------ the end of a step

    def _ending(self, step: Segment, following: tuple[Segment, ...]) -> Iterator[Wish]:
        if not following:
            return
        after = following[0]
        if self._tells_next(step, after):
            yield self._next(after, following[1:])
        if step.kind in _COUNTS_IN and after.kind in _COUNTED:
            yield self._wish(CueKind.COUNT_IN, "count-in", {}, at_end=True)
        elif step.kind in _COUNTED and after.kind not in WORK:
            yield self._wish(CueKind.LAST_SECONDS, "last-seconds", {}, at_end=True)

    def _tells_next(self, step: Segment, after: Segment) -> bool:
        if step.kind in (SegmentKind.RELEASE, SegmentKind.REST) and after.kind in (*WORK, *ENDING):
            return False
        return step.kind in _TELLS_NEXT and (after.kind not in _ON_SKIN or after.quadrants != step.quadrants)

    def _next(self, after: Segment, then: tuple[Segment, ...]) -> Wish:
        named = next((step for step in (after, *then) if step.doing and step.leg is after.leg), None)
        name = self.gaps(named)["name"] if named else ""
        told = self._about(after) if after.kind is SegmentKind.GET_READY else ""
        return self._wish(CueKind.NEXT, f"next-{KIND_OF[after.kind]}", self.gaps(after) | {"name": name}, at_end=True, told=told)

    # ------------------------------------------------------------------------ what was told

    def _remember(self, step: Segment, said: list[Said]) -> None:
        for entry in said:
            if entry.wish.told and entry.text == entry.wish.texts[0]:
                self.told.add(entry.wish.told)
            self.half_told = self.half_told or entry.wish.told == "half"
        if step.kind in (*WORK, *ENDING):
            self.told |= {step.doing or "", f"closed:{step.leg}"}
            self.block = self._about(step)
        if step.kind in (*WORK, *ENDING, SegmentKind.MOVE):
            self.here = step.position
        if step.kind in (SegmentKind.GET_READY, SegmentKind.SWITCH):
            self.block, self.is_firm = "", False
        elif step.kind in WORK:
            self.is_firm = self._is_firm(step)


def closed_on(routine: Routine, leg: Leg | None) -> list[str]:
    """Give the closed parts of a leg."""
    return [place.partition(":")[2] for place in routine.closed if leg is not None and place.startswith(f"{leg}:")]
