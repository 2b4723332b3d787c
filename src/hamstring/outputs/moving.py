"""Getting down, changing place and getting up: the positions of a routine in their order, and the ways between them."""

from collections.abc import Iterator
from itertools import pairwise

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.practice import Position, ToolKind
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.how_to import ENDING, WORK
from hamstring.outputs.words import Words


@attrs.frozen
class _Stop:
    """A position where something is done."""

    position: Position
    is_work: bool


class Moving:
    """Tells how a body moves through one routine."""

    def __init__(self, routine: Routine, words: Words) -> None:
        self.words = words
        self.content: Catalogue = words.catalogue
        self.stops: tuple[_Stop, ...] = tuple(_stops(routine))
        self.kinds: dict[Position, set[ToolKind]] = {position: set() for position in Position}
        for segment in routine.segments:
            if segment.kind in WORK and segment.tool:
                self.kinds[segment.position].add(self.content.tools[segment.tool].kind)
        self.first: int = next(place for place, stop in enumerate(self.stops) if stop.is_work)

    def start(self) -> Iterator[str]:
        """Tell the way to the first work, and how to be there."""
        here = None
        for stop in self.stops[: self.first + 1]:
            yield from way(self.content, here, stop.position)
            here = stop.position
        yield from self.how(self.stops[self.first].position)

    def how(self, position: Position) -> Iterator[str]:
        """Tell how to be there, with the tools that are used there."""
        guide, kinds = self.content.positions[position.value], self.kinds[position]
        yield from guide.how
        yield from (line.text for line in guide.how_with if not kinds.isdisjoint(line.tool_kinds))

    def changes(self) -> Iterator[str]:
        """Tell each way from one place to the next, and how to work there."""
        told = {self.stops[self.first].position}
        for before, after in pairwise(self.stops[self.first :]):
            start, end = (self.content.positions[stop.position.value] for stop in (before, after))
            steps = " ".join(way(self.content, before.position, after.position if self._needs_way(after) else None))
            yield self.words("move-from-to", start=start.name, end=end.name, steps=steps)
            if after.is_work and after.position not in told:
                yield self.words("position-how", position=end.name.capitalize(), steps=" ".join(self.how(after.position)))
            told.add(after.position)

    def _needs_way(self, stop: _Stop) -> bool:
        """Say whether its way down is meant: the foot goes up on a step for work, a stretch says itself how to stand."""
        return stop.is_work or stop.position is not Position.STANDING

    def end(self) -> tuple[str, ...]:
        """Tell the way up at the end."""
        return tuple(way(self.content, self.stops[-1].position, None))


def _stops(routine: Routine) -> Iterator[_Stop]:
    """List the places in their order."""
    before: _Stop | None = None
    for segment in filter(_is_stop, routine.segments):
        stop = _Stop(segment.position, segment.kind in WORK)
        if before is None or before.position is not stop.position or (stop.is_work and not before.is_work):
            yield stop
            before = stop


def _is_stop(segment: Segment) -> bool:
    """Say whether a segment needs its place; to warm up on one's feet needs none."""
    if segment.kind is SegmentKind.WARM_UP:
        return segment.position is not Position.STANDING
    return segment.kind in WORK or segment.kind in ENDING


def way(content: Catalogue, start: Position | None, end: Position | None) -> Iterator[str]:
    """Give the steps from one position to another, None for upright: up to where the two ways meet, and down again."""
    left, entered = between(content, start, end)
    for position in left:
        yield from content.positions[position.value].get_up
    for position in entered:
        yield from content.positions[position.value].get_down


def between(content: Catalogue, start: Position | None, end: Position | None) -> tuple[list[Position], list[Position]]:
    """Give the positions that are left on the way from one to another, and those that are taken, in their order."""
    up, down = _up(content, start), _up(content, end)
    return [place for place in up if place not in down], [place for place in reversed(down) if place not in up]


def _up(content: Catalogue, position: Position | None) -> list[Position]:
    found: list[Position] = []
    while position is not None:
        found.append(position)
        position = content.positions[position.value].base
    return found
