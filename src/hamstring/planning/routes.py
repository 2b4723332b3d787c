"""The order of setups: every order that keeps the laws, with the seconds and points that it costs.

There are a handful of setups at most, so all orders are tried; pressure on a leg never falls, the floor is entered
once, and positions change seldom. What no other order beats in both seconds and points is kept.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import attrs

from hamstring.model.practice import Pace, Position, ToolKind
from hamstring.planning.problem import Setup, travel

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue

Stop = tuple[Setup, tuple[tuple[int, int] | None, ...]]
"""A setup with the least and greatest low end of its blocks on each leg."""


@attrs.frozen
class Route:
    """One order of setups, with what it costs."""

    seconds: int
    points: int
    order: tuple[Setup, ...]


@attrs.define
class _Way:
    """A route on the way: where the body is, the leg worked last, the pressure reached on each leg."""

    position: Position
    leg: int | None
    levels: tuple[int, ...]
    changes: int
    left_floor: bool
    seconds: int
    points: int
    order: tuple[Setup, ...]


class Routes:
    """Finds routes, with the seconds of one catalogue at one pace. Remembers what it found, bounded."""

    def __init__(self, catalogue: "Catalogue", pace: Pace) -> None:
        policy = catalogue.policy
        self._policy = policy
        self._switch_s = {position: catalogue.positions[position.value].switch_s for position in Position}
        self._travel_s = {(a, b): travel(catalogue, a, b, pace) for a in Position for b in Position}
        self._points = {position: policy.points_of(position) for position in Position}
        self._floor = frozenset(Position(name) for name in policy.floor_positions)
        self._hands = frozenset(tool.id for tool in catalogue.tools.values() if tool.kind is ToolKind.HANDS)
        self.find: Callable[[tuple[Stop, ...], Position, int, Position | None], tuple[Route, ...]] = lru_cache(maxsize=8192)(self._find)
        self.least_way: Callable[[Position, frozenset[Setup]], tuple[int, int]] = lru_cache(maxsize=8192)(self._least_way)

    def travel_s(self, start: Position, end: Position) -> int:
        """Give the seconds from one position to another."""
        return self._travel_s[start, end]

    def switch_s(self, position: Position) -> int:
        """Give the seconds of a change of leg."""
        return self._switch_s[position]

    def fetch_s(self, tool: str) -> int:
        """Give the seconds to fetch a tool."""
        return 0 if tool in self._hands else self._policy.fetch_s

    def _least_way(self, start: Position, used: frozenset[Setup]) -> tuple[int, int]:
        """Give seconds and points that going from the start to these setups and up again costs at least, in the shortest order."""
        places = {position for _, position in used}
        fetches = [seconds for tool, _ in used if (seconds := self.fetch_s(tool))]
        orders = [(start, *order, Position.STANDING) for order in permutations(places)]
        travel = min(sum([self._travel_s[leg] for leg in pairwise(order)]) for order in orders)
        return travel + sum(fetches), self._policy.fetch_points * len(fetches) + sum(self._points[place] for place in places)

    def _find(self, stops: tuple[Stop, ...], start: Position, legs: int, ending: Position | None) -> tuple[Route, ...]:
        """List the routes that no other one beats, the quickest first.

        Args:
            stops: The setups, in a fixed order.
            start: Where the body is before.
            legs: How many legs the ending works on.
            ending: Position of the ending, or None.
        """
        found: list[Route] = []
        nowhere = _Way(start, None, (0,) * len(stops[0][1]), -1, False, 0, 0, ())
        self._extend(nowhere, stops, legs, ending, found)
        found.sort(key=lambda route: (route.seconds, route.points))
        kept: list[Route] = []
        for route in found:
            if not kept or route.points < kept[-1].points:
                kept.append(route)
        return tuple(kept)

    def _extend(self, way: _Way, left: tuple[Stop, ...], legs: int, ending: Position | None, found: list[Route]) -> None:
        if not left:
            self._finish(way, legs, ending, found)
            return
        for place, (setup, lows) in enumerate(left):
            if any(low and low[0] < level for low, level in zip(lows, way.levels, strict=True)):
                continue
            working = tuple(leg for leg, low in enumerate(lows) if low)
            moved = self._arrive(way, setup[1], working)
            if moved is None:
                continue
            fetch_s = self.fetch_s(setup[0])
            moved.levels = tuple(max(level, low[1]) if low else level for level, low in zip(way.levels, lows, strict=True))
            moved.seconds += fetch_s
            moved.points += self._policy.fetch_points if fetch_s else 0
            moved.order = (*way.order, setup)
            self._extend(moved, left[:place] + left[place + 1 :], legs, ending, found)

    def _arrive(self, way: _Way, position: Position, working: tuple[int, ...]) -> _Way | None:
        """Go to a position and work there on some legs; None when a law forbids it."""
        moves = position is not way.position
        changes = way.changes + (1 if moves or way.changes < 0 else 0)
        enters_floor = position in self._floor
        if changes > self._policy.max_position_changes or (enters_floor and way.left_floor):
            return None
        seconds, points = way.seconds, way.points
        first = way.leg if way.leg in working else working[0]
        if moves or way.changes < 0:
            points += self._points[position]
        if moves:
            seconds += self._travel_s[way.position, position]
        elif way.leg is not None and first != way.leg:
            seconds += self._switch_s[position]
        last = first
        if len(working) > 1:
            seconds += self._switch_s[position]
            last = next(leg for leg in working if leg != first)
        was_on_floor = way.order != () and way.position in self._floor
        left_floor = way.left_floor or (was_on_floor and not enters_floor)
        return _Way(position, last, way.levels, changes, left_floor, seconds, points, way.order)

    def _finish(self, way: _Way, legs: int, ending: Position | None, found: list[Route]) -> None:
        done: _Way | None = way
        if ending is not None:
            done = self._arrive(way, ending, tuple(range(legs)))
        if done is not None:
            home_s = self._travel_s[done.position, Position.STANDING]
            found.append(Route(done.seconds + home_s, done.points, done.order))


@lru_cache(maxsize=32)
def routes_of(catalogue: "Catalogue", pace: Pace) -> Routes:
    """Give the routes of a catalogue at a pace, made once."""
    return Routes(catalogue, pace)
