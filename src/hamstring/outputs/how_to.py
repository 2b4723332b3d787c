"""How to do each part of a routine: what to stay off, then a paragraph for each stroke, stretch and warm-up.

INVARIANT: nothing here names a closed line as one to work. The steps in the content name no line; how to aim at a line
is told only for the legs on which that line is worked.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hamstring.model.places import Leg, Line
from hamstring.model.practice import ToolKind
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.words import Words, bullets

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.practice import Position, Variant

WORK = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)
"""What touches the thigh."""

ENDING = (SegmentKind.STRETCH, SegmentKind.MOVEMENT)
"""What comes after it."""


def how_to(routine: Routine, words: Words) -> list[str]:
    """Tell how to do each part of a routine, as wrapped lines."""
    return bullets(_HowTo(routine, words).lines())


def things(routine: Routine, content: "Catalogue") -> list[str]:
    """Name the tools of a routine in their order, then the props that they need and that are at hand."""
    tools = dict.fromkeys(segment.tool for segment in routine.segments if segment.tool)
    names = [content.tools[name].name for name in tools if content.tools[name].kind is not ToolKind.HANDS]
    props: dict[str, None] = {}
    for segment in routine.segments:
        for station in content.variants[segment.doing].at if segment.kind in WORK and segment.doing else ():
            if station.position is segment.position:
                props |= dict.fromkeys([name for name in station.props if name in routine.request.tools][:1])
    return names + [content.tools[name].name for name in props]


class _HowTo:
    """Writes the paragraphs of one routine."""

    def __init__(self, routine: Routine, words: Words) -> None:
        self.words = words
        self.content = words.catalogue
        self.closed = routine.closed
        self.segments = routine.segments
        self.work = [segment for segment in routine.segments if segment.kind in WORK]
        self.legs = {segment.leg for segment in self.work}

    def lines(self) -> Iterator[str]:
        """Give the paragraphs."""
        yield from self._keep_off()
        for name in self._done(SegmentKind.WARM_UP):
            yield self._paragraph(self.content.warmups[name].name, self.content.warmups[name].steps)
        told: set[str] = set()
        for name, position in dict.fromkeys((segment.doing or "", segment.position) for segment in self.work):
            yield self._stroke(self.content.variants[name], position, again=name in told)
            told.add(name)
        if any(segment.kind is SegmentKind.HOLD for segment in self.work):
            yield self.words("hold-worse")
        for name in self._done(*ENDING):
            yield self._stretch(name)

    def _keep_off(self) -> Iterator[str]:
        for leg in Leg.BOTH.each:
            here = [place.partition(":")[2] for place in self.closed if place.startswith(f"{leg.value}:")]
            if here:
                yield self.words("keep-off", leg=leg.value.capitalize(), place=self.words.part(here))

    def _done(self, *kinds: SegmentKind) -> dict[str, None]:
        return dict.fromkeys(segment.doing or "" for segment in self.segments if segment.kind in kinds)

    def _paragraph(self, name: str, steps: tuple[str, ...]) -> str:
        return f"{name.capitalize()}: {' '.join(steps)}"

    def _stretch(self, name: str) -> str:
        stretch = self.content.stretches[name]
        return self._paragraph(stretch.name, (*stretch.steps, *stretch.cautions))

    def _stroke(self, variant: "Variant", position: "Position", *, again: bool) -> str:
        here = [segment for segment in self.work if segment.doing == variant.id and segment.position is position]
        setup = next(station.setup for station in variant.at if station.position is position)
        steps = (self.words("how-again"),) if again else variant.steps
        cautions = () if again else variant.cautions
        return self._paragraph(variant.name, (setup, *steps, *self._aims(variant, here), *cautions))

    def _aims(self, variant: "Variant", here: list[Segment]) -> Iterator[str]:
        """Tell how to aim at each line that is worked; with the leg, when it is not the same on all worked legs."""
        for line, text in ((Line.OUTER, variant.aim_outer), (Line.INNER, variant.aim_inner)):
            aimed = [segment for segment in here if segment.lane == line.value]
            places = {leg: self._place(aimed, leg) for leg in Leg.BOTH.each if any(segment.leg is leg for segment in aimed)}
            same = set(places) == self.legs and len(set(places.values())) == 1
            told = set(places.values()) if same else [self.words("place-on-leg", leg=leg, place=place) for leg, place in places.items()]
            if text and told:
                label = self.words("and").join(told)
                yield self.words("at-place", place=f"{label[0].upper()}{label[1:]}", parts=text)

    def _place(self, segments: list[Segment], leg: Leg) -> str:
        return self.words.part(name for segment in segments if segment.leg is leg for name in segment.quadrants)
