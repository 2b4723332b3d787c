"""What is said in each step of a routine: its opening, how it is done, what comes next, and when it ends.

INVARIANT: no closed place is named here as one to work. Places come from the segments; how to aim at a line is told
only where that line is worked.
"""

from collections.abc import Iterator, Mapping

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.cues import CueKind
from hamstring.model.places import Leg, Line
from hamstring.model.practice import Position, Stretch, ToolKind, Variant, WarmUp
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.cue_packing import Said, Wish, packed
from hamstring.outputs.how_to import ENDING, WORK
from hamstring.outputs.moving import between, way
from hamstring.outputs.voice import Voice, brief

_ON_SKIN = (SegmentKind.LIGHT, SegmentKind.WORK)
_COUNTED = (SegmentKind.WARM_UP, *WORK, *ENDING)
_COUNTS_IN = (SegmentKind.GET_READY, SegmentKind.RELEASE, SegmentKind.REST)
_PAUSES = (SegmentKind.RELEASE, SegmentKind.REST)
_TELLS_NEXT = (*_COUNTED, *_PAUSES, SegmentKind.SETTLE)
_LEADS = (SegmentKind.FETCH, SegmentKind.MOVE, SegmentKind.SWITCH, SegmentKind.GET_READY)
"""What stands before a block and leads to it."""

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
        self.first: Segment = next(step for step in self.steps if step.doing)
        self.heard: str = self._setup(self.first)
        self.here: Position | None = None
        self.block: str = ""
        self.at: tuple[str, ...] = ()
        self.aside: str = ""
        self.is_firm: bool = False
        self.half_told: bool = False

    def all(self) -> Iterator[tuple[Segment, list[Said]]]:
        """Give each step with what is said in it."""
        for place, step in enumerate(self.steps):
            following = self.steps[place + 1 :]
            said = packed(
                self.voice,
                step.seconds,
                [self._opening(step, following), *self._overdue(step), *self._doing(step), *self._ending(step, following)],
                timed=[*self._timed(step)],
                reminders=[*self._reminders(step)],
            )
            self._remember(step, said, following)
            yield step, said

    def _wish(
        self, kind: CueKind, line: str, gaps: Mapping[str, object], *, priority: int = 0, told: str = "", at_end: bool = False
    ) -> Wish:
        texts = self.voice.texts(line, **gaps)
        exact = self.voice.speech.count_s if kind in (CueKind.COUNT_IN, CueKind.LAST_SECONDS) else None
        return Wish(kind=kind, texts=texts, priority=priority or self.voice.priority(line), told=told, at_end=at_end, exact_s=exact)

    # ------------------------------------------------------------------------ openings

    def _opening(self, step: Segment, following: tuple[Segment, ...]) -> Wish:
        wish = self._begins(step, following)
        if not self.aside:
            return wish
        full, short = self.voice.texts("put-aside", tool=self.content.tools[self.aside].name)
        texts = [f"{full} {text}" for text in wish.texts] + [f"{short} {wish.texts[-1]}"]
        alone = [short] if step.kind is SegmentKind.GET_READY else []
        return attrs.evolve(wish, texts=(*texts, *alone))

    def _begins(self, step: Segment, following: tuple[Segment, ...]) -> Wish:
        kind = KIND_OF[step.kind]
        if kind is CueKind.CHANGE_POSITION:
            return self._move(step, following)
        if kind is CueKind.GET_UP:
            return self._get_up(self.here or Position.CHAIR)
        gaps = self._block_gaps((step, *following)) if kind is CueKind.GET_READY else self.gaps(step)
        return self._wish(kind, self._line(step, following), gaps, told=str(gaps["setup"]) if kind is CueKind.GET_READY else "")

    def _line(self, step: Segment, following: tuple[Segment, ...]) -> str:
        """Name the line that opens a step: some go on with what was done, and some differ with what comes next."""
        kind = KIND_OF[step.kind].value
        if step.kind in (*WORK, *ENDING) and self.block == self._about(step):
            return f"stay-{kind}" if step.kind is SegmentKind.WORK and step.quadrants == self.at else f"on-{kind}"
        if step.kind is SegmentKind.RELEASE and isinstance(self._record(step), Stretch):
            return f"{kind}-stretch"
        if step.kind is SegmentKind.FETCH and following[0].kind is SegmentKind.MOVE:
            return f"{kind}-for-later"
        return kind

    def _block_gaps(self, steps: tuple[Segment, ...]) -> dict[str, object]:
        """Give the gaps of the first step, with leg, name, place and setup of the block that it leads to."""
        ahead = next(place for place, step in enumerate(steps) if step.kind not in _LEADS)
        block = steps[ahead]
        if not block.doing:
            return self.gaps(steps[0])
        return self.gaps(steps[0]) | {name: self.gaps(block)[name] for name in ("leg", "name", "place", "setup")}

    def gaps(self, step: Segment) -> dict[str, object]:
        """Give what the lines say of a step."""
        record, tool = self._record(step), self.content.tools[step.tool].name if step.tool else ""
        return {
            "leg": step.leg or "",
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
        """Give how to place tool and body if it was not told; a stretch has it in what it says."""
        record = self._record(step)
        if isinstance(record, Variant):
            text = next(station.setup for station in record.at if station.position is step.position)
        else:
            text = record.say if isinstance(record, Stretch) else ""
        return "" if text in self.told else text

    def _move(self, step: Segment, following: tuple[Segment, ...]) -> Wish:
        goes_on = next((after for after in following if after.kind is not SegmentKind.FETCH), None)
        is_foot_up = step.position is not Position.STANDING or (goes_on is not None and self._works(goes_on))
        end = step.position if is_foot_up else None
        lines = self.content.cues
        stand = [] if is_foot_up else [lines["stand"].texts[0]]
        left, entered = between(self.content, self.here, end)
        fullest = [*way(self.content, self.here, end), *stand]
        short = [lines[f"leave-{place}"].texts[0] for place in left] + [lines[f"enter-{place}"].texts[0] for place in entered] + stand
        last = lines[f"enter-{step.position}"]
        texts = dict.fromkeys((" ".join(fullest), " ".join(short), last.texts[-1]))
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
        yield from self._care(step)
        setup = self._setup(step) if isinstance(record, Variant) else ""
        if setup and setup != self.heard:
            yield self._wish(CueKind.HOW, "setup", {"setup": setup}, told=setup)
        if is_new:
            yield self._how(record)
        if setup and setup == self.heard:
            yield self._wish(CueKind.HOW, "setup-again", {"setup": setup}, told=setup)
        if step.kind is SegmentKind.HOLD:
            about = f"worse:{step.leg}"
            yield self._wish(CueKind.HOW, "hold-worse-again" if about in self.told else "hold-worse", {}, told=about)
        if step.search and is_new:
            yield self._wish(CueKind.HOW, "search", {})
        if isinstance(record, Variant):
            yield from self._aim(step, record)

    def _how(self, record: Variant | Stretch | WarmUp) -> Wish:
        line = "how-again" if record.say in self.told else "how"
        return self._wish(CueKind.HOW, line, {"say": record.say, "brief": brief(record.say)}, told=record.say)

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
        """Tell how to aim at a line: in full the first time, in few words the first time on the other leg."""
        text = {Line.OUTER.value: variant.aim_outer, Line.INNER.value: variant.aim_inner}.get(step.lane)
        about = f"{step.leg}:{text}"
        if text and about not in self.told:
            yield self._wish(CueKind.HOW, "aim-again" if text in self.told else "aim", {"aim": text, "brief": brief(text)}, told=about)

    def _timed(self, step: Segment) -> Iterator[tuple[int, Wish]]:
        half = self.routine.seconds // 2
        if step.start_s <= half < step.end_s:
            yield half - step.start_s, self._wish(CueKind.HALF_WAY, "half-way-all", {}, told="half")
        elif step.kind in _COUNTED and step.seconds >= self.voice.speech.half_way_from_s:
            half_way = self._wish(CueKind.HALF_WAY, "half-way", {})
            yield step.seconds // 2, attrs.evolve(half_way, late_s=self.voice.speech.half_way_late_s)

    def _reminders(self, step: Segment) -> Iterator[Wish]:
        if step.kind is SegmentKind.WARM_UP:
            yield self._wish(CueKind.BREATHE, "warm-pace", {})
            yield self._wish(CueKind.BREATHE, "breathe-check", {})
        if step.kind in WORK and step.doing:
            variant = self.content.variants[step.doing]
            if variant.lower and f"lower:{variant.id}" not in self.told:
                yield self._wish(CueKind.LIGHTER, "lighter", {"lower": variant.lower}, told=f"lower:{variant.id}")
            yield self._wish(CueKind.BREATHE, "breathe-check", {})
        if step.kind is SegmentKind.SETTLE:
            yield self._wish(CueKind.BREATHE, "heavy", {})
        if step.kind in (*WORK, SegmentKind.STRETCH, SegmentKind.SETTLE):
            yield self._wish(CueKind.BREATHE, "breathe", {})

    # ------------------------------------------------------------------------ the end of a step

    def _ending(self, step: Segment, following: tuple[Segment, ...]) -> Iterator[Wish]:
        after = following[0] if following else None
        if after is None and step.kind in _COUNTED:
            yield self._wish(CueKind.NEXT, "next-end", {}, at_end=True)
        if after and self._tells_next(step, after):
            yield self._next(step, following)
        if after and step.kind in _COUNTS_IN and after.kind in _COUNTED:
            yield self._wish(CueKind.COUNT_IN, "count-in", {}, at_end=True)
        elif step.kind in _COUNTED and (after is None or after.kind not in WORK):
            yield self._wish(CueKind.LAST_SECONDS, "last-seconds", {}, at_end=True)

    def _tells_next(self, step: Segment, after: Segment) -> bool:
        if step.kind is SegmentKind.MOVE:
            return self.here is not None
        if step.kind in _PAUSES and after.kind in (*WORK, *ENDING):
            return after.kind in _ON_SKIN and after.quadrants != self.at
        return step.kind in _TELLS_NEXT and (after.kind not in _ON_SKIN or after.quadrants != step.quadrants)

    def _next(self, step: Segment, following: tuple[Segment, ...]) -> Wish:
        """Tell what comes next, and the block that it leads to: the next place for what only moves on."""
        after = following[0]
        gaps = self._block_gaps(following)
        moves_on = after.kind is SegmentKind.GET_READY and after.doing == step.doing and gaps["place"]
        line = self._line(after, following[1:]) if after.kind is SegmentKind.RELEASE else KIND_OF[after.kind].value
        told = str(gaps["setup"]) if after.kind in (SegmentKind.GET_READY, SegmentKind.FETCH) else ""
        return self._wish(CueKind.NEXT, "next-work" if moves_on else f"next-{line}", gaps, at_end=True, told=told)

    # ------------------------------------------------------------------------ what was told

    def _remember(self, step: Segment, said: list[Said], following: tuple[Segment, ...]) -> None:
        for entry in said:
            self.told.add(entry.text)
            if entry.text == entry.wish.texts[0] or entry.wish.told in entry.text:
                self.told.add(entry.wish.told)
            self.half_told = self.half_told or entry.wish.told == "half"
        if said[0].text:
            self.aside = ""
        if step.kind in (*WORK, *ENDING):
            self.told |= {f"closed:{step.leg}", self.heard}
            self.block, self.at = self._about(step), step.quadrants
        if step.kind in WORK and step.tool and self.content.tools[step.tool].kind is not ToolKind.HANDS:
            after = next((after.tool for after in following if after.kind in WORK), None)
            self.aside = step.tool if after != step.tool else ""
        if step.kind in (*WORK, *ENDING, SegmentKind.MOVE):
            self.here = step.position
        if step.kind in (SegmentKind.GET_READY, SegmentKind.SWITCH):
            self.block, self.is_firm = "", False
        elif step.kind in WORK:
            self.is_firm = self._is_firm(step)


def closed_on(routine: Routine, leg: Leg | None) -> list[str]:
    """Give the closed parts of a leg."""
    return [place.partition(":")[2] for place in routine.closed if leg is not None and place.startswith(f"{leg}:")]
