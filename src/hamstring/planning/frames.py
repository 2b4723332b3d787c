"""Frames, the most promising first: which setups are used for sweeps, and at which station spots are pressed."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count

import attrs

from hamstring.model.practice import Position
from hamstring.planning.pressing import rising
from hamstring.planning.problem import Option, Problem, Setup
from hamstring.planning.stock import Stock
from hamstring.planning.tails import extras_of, most_extra, some_lights

_Front = list[tuple[int, int]]
"""Costs with points, both rising."""

_Table = list[int | None]
"""For each number of grains the most points to be had for it, or None when nothing goes into it."""


@attrs.frozen
class _Gains:
    """What spots, light strokes and the ending bring at most, in so much time and for so much work."""

    in_time: _Table
    in_work: _Table


@attrs.frozen
class Frame:
    """Which setups are used for sweeps, and the press station.

    Attributes:
        cost: Points that going there takes at least.
        bound: Points that no routine with these exceeds.
    """

    setups: tuple[Setup, ...]
    press: Option | None
    cost: int
    bound: int

    @property
    def places(self) -> frozenset[Position]:
        """The positions in which the work is done."""
        used = (*self.setups, self.press.setup) if self.press else self.setups
        return frozenset([position for _, position in used])


class Frames:
    """The frames of a problem."""

    def __init__(self, problem: Problem, stock: Stock) -> None:
        self._problem = problem
        self._stock = stock
        self._lights = some_lights(stock)
        extras = extras_of(problem, stock, self._lights)
        self._extras_in_time = rising((extra.seconds, extra.points) for extra in extras)
        self._extras_in_work = rising((extra.work_s, extra.points) for extra in extras)
        self._most_extra: dict[frozenset[Position], int | None] = {}
        self._grain_s = problem.policy.grain_s
        self._least_s = {setup: min(entry.seconds for entry in entries) for setup, entries in stock.by_setup.items()}
        self._gains: dict[object, _Gains] = {}

    def setups_within(self, room_s: int | None) -> Iterator[tuple[Setup, ...]]:
        """List the sets of setups that go together and may be swept within so many seconds (None: any), the way included."""
        known: list[tuple[tuple[Setup, ...], int]] = [((), 0)]
        for setup in self._stock.by_setup:
            for chosen, seconds in tuple(known):
                used, total = (*chosen, setup), seconds + self._least_s[setup]
                if self._stock.go_together(used) and (room_s is None or total + self._way_to(frozenset(used))[0] <= room_s):
                    known.append((used, total))
                    yield used

    def best_first(self) -> Iterator[Frame]:
        """Give all frames in which something may fit, the highest bound first.

        Setups are bounded for all stations at once; only where that promises enough, station by station.
        """
        stock = self._stock
        stations: tuple[Option | None, ...] = (None, *stock.presses)
        tables = [self._gains_of(press) for press in {stock.shape_of(press): press for press in stations}.values()]
        highest = _highest(tables)
        number = count()
        heap: list[tuple[int, int, tuple[Setup, ...], Frame | None]] = []
        for setups in self.setups_within(self._problem.room_s):
            bound = self._bound(setups, frozenset(setups), highest)
            if bound is not None:
                heappush(heap, (-bound, next(number), setups, None))
        while heap:
            _, _, setups, frame = heappop(heap)
            if frame:
                yield frame
                continue
            for press in stations:
                used = frozenset((*setups, press.setup)) if press else frozenset(setups)
                if press is None or stock.go_together(used):
                    bound = self._bound(setups, used, self._gains_of(press))
                    if bound is not None:
                        heappush(heap, (-bound, next(number), setups, Frame(setups, press, self._way_to(used)[1], bound)))

    def _way_to(self, used: frozenset[Setup]) -> tuple[int, int]:
        return self._stock.routes.least_way(self._problem.start, used)

    def _bound(self, setups: tuple[Setup, ...], used: frozenset[Setup], gains: _Gains) -> int | None:
        """Give points that no routine exceeds, or None when none fits."""
        grain_s = self._grain_s
        way_s, cost = self._way_to(used)
        room, work_room = self._problem.room_s - way_s, self._problem.work_room_s
        most, best = gains.in_time[-1], None
        if most is None:
            return None
        for points, seconds, work in self._stock.bounds.front(setups):
            if best is not None and points + most <= best:
                break
            if seconds <= room and work <= work_room:
                gain, other = gains.in_time[(room - seconds) // grain_s], gains.in_work[(work_room - work) // grain_s]
                if gain is not None and other is not None and (best is None or points + min(gain, other) > best):
                    best = points + min(gain, other)
        return None if best is None else best - cost

    def most_extra(self, places: frozenset[Position]) -> int | None:
        """Give points that light strokes and an ending bring at most where the body is at these places anyway."""
        if places not in self._most_extra:
            self._most_extra[places] = most_extra(self._problem, self._stock.legs, self._lights, places)
        return self._most_extra[places]

    def _gains_of(self, press: Option | None) -> _Gains:
        stock = self._stock
        key = stock.shape_of(press)
        if key not in self._gains:
            in_time = rising((entry.seconds, entry.points) for known in stock.pressings_of(press).values() for entry in known)
            self._gains[key] = _Gains(
                self._table(in_time, self._extras_in_time, self._problem.room_s),
                self._table(stock.pressings_by_work(press), self._extras_in_work, self._problem.work_room_s),
            )
        return self._gains[key]

    def _table(self, some: _Front, more: _Front, room: int) -> _Table:
        """For each number of grains up to the room give the most points that one of each brings, None where nothing goes into it."""
        table: _Table = []
        best: int | None = None
        found: dict[int, int | None] = dict(rising((a + c, b + d) for a, b in some for c, d in more))
        for cost in range(0, room + 1, self._grain_s):
            best = found.get(cost, best)
            table.append(best)
        return table


def _highest(gains: list[_Gains]) -> _Gains:
    if len(gains) == 1:
        return gains[0]
    return _Gains(_pointwise([entry.in_time for entry in gains]), _pointwise([entry.in_work for entry in gains]))


def _pointwise(tables: list[_Table]) -> _Table:
    return [max([gain for gain in gains if gain is not None], default=None) for gains in zip(*tables, strict=True)]
