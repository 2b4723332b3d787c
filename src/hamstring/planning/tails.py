"""Tails: what comes on top of the sweeps, which are spots, light strokes and the ending.

Bounds on work seldom bind. So the best tail for a time is found without them first; only where that one breaks a
bound, all tails are looked at that keep it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import add

import attrs

from hamstring.model.practice import Position
from hamstring.planning.pressing import Pressing, rising
from hamstring.planning.problem import Ending, Option, Problem
from hamstring.planning.stock import Stock
from hamstring.planning.sweeps import Lows


@attrs.frozen
class Finish:
    """Light strokes and the ending: what does not depend on spots."""

    opening_s: int
    closing_s: int
    ending: Ending | None
    dose: int
    seconds: int
    work_s: int
    points: int


@attrs.frozen
class Tail:
    """Spots, light strokes, the ending."""

    pressing: Pressing
    finish: Finish
    seconds: int
    work: tuple[int, ...]
    points: int

    @property
    def opening_s(self) -> int:
        """Seconds of opening strokes on each swept leg."""
        return self.finish.opening_s

    @property
    def closing_s(self) -> int:
        """Seconds of closing strokes on each swept leg."""
        return self.finish.closing_s

    @property
    def ending(self) -> Ending | None:
        """The stretch or movement at the end."""
        return self.finish.ending

    @property
    def dose(self) -> int:
        """Seconds of it on each leg."""
        return self.finish.dose


Front = tuple[Tail, ...]
"""Tails of which points and seconds both fall, so that the first that fits is the best."""


class Tails:
    """The tails that one way of routing allows: some pressings, some finishes, the legs that are swept."""

    def __init__(self, stock: Stock, press: Option | None, lows: Lows, finishes: Sequence[Finish], swept: tuple[int, ...]) -> None:
        self._stock = stock
        self._press = press
        self._lows = lows
        self._swept = swept
        self._finishes = [(finish, self._work_of(finish)) for finish in finishes]
        self._within: dict[tuple[int, ...], Front] = {}
        pressings = stock.pressings_of(press).get(lows, ())
        self.front: Front = _falling([(pressing, finish, work) for finish, work in self._finishes for pressing in pressings])

    def _work_of(self, finish: Finish) -> tuple[int, ...]:
        return tuple([finish.work_s if leg in self._swept else 0 for leg in range(self._stock.legs)])

    def best(self, work: tuple[int, ...], room_s: int, at_least: int | None) -> Tail | None:
        """Give the best tail that goes with so much work on each leg into the room, or None.

        Args:
            work: Seconds of work that the sweeps bring to each leg.
            room_s: The seconds that are left.
            at_least: Points below which a tail is of no use, or None.
        """
        tail = _first(self.front, room_s, at_least)
        if tail is None or self._stock.keeps_caps(work, tail.work):
            return tail
        return _first(self.within(work), room_s, at_least)

    def most(self, work: tuple[int, ...]) -> int | None:
        """Give the points of the best tail beside so much work, whatever its time; None when there is none."""
        if self.front and self._stock.keeps_caps(work, self.front[0].work):
            return self.front[0].points
        front = self.within(work)
        return front[0].points if front else None

    def within(self, work: tuple[int, ...]) -> Front:
        """Give the front of the tails that keep all bounds on work beside so much of it."""
        if work not in self._within:
            found: list[tuple[Pressing, Finish, tuple[int, ...]]] = []
            for finish, more in self._finishes:
                if self._stock.keeps_caps(work, more):
                    used = tuple(map(add, work, more))
                    found += [(pressing, finish, more) for pressing in self._stock.pressings_of(self._press, used).get(self._lows, ())]
            self._within[work] = _falling(found)
        return self._within[work]


def _first(front: Front, room_s: int, at_least: int | None) -> Tail | None:
    if not front or (at_least is not None and front[0].points < at_least):
        return None
    place = bisect_left(front, -room_s, key=lambda tail: -tail.seconds)
    if place == len(front) or (at_least is not None and front[place].points < at_least):
        return None
    return front[place]


def _falling(found: list[tuple[Pressing, Finish, tuple[int, ...]]]) -> Front:
    most: dict[int, tuple[int, int]] = {}  # for each number of seconds the most points, and the first place that has them
    for place, (pressing, finish, _) in enumerate(found):
        seconds, points = pressing.seconds + finish.seconds, pressing.points + finish.points
        known = most.get(seconds)
        if known is None or points > known[0]:
            most[seconds] = points, place
    kept: list[Tail] = []
    for seconds, (points, place) in sorted(most.items()):
        if not kept or points > kept[-1].points:
            pressing, finish, more = found[place]
            kept.append(Tail(pressing, finish, seconds, tuple(map(add, pressing.work, more)), points))
    return tuple(reversed(kept))


def finishes_of(
    stock: Stock, swept: tuple[int, ...], entries: Sequence[Ending | None], *, allowed: bool, needed: bool
) -> tuple[Finish, ...]:
    """List light strokes with endings; of equal work only what more time makes better.

    Args:
        stock: What the problem offers.
        swept: The legs that are swept.
        entries: The endings to choose from; None is none.
        allowed: Whether there may be light strokes.
        needed: Whether there must be opening strokes.
    """
    finals = [(ending, *dose) for ending in entries for dose in (ending.doses if ending else ((0, 0, 0),))]
    found: list[Finish] = []
    for opening, closing, light_s, light_points in lights_of(stock, len(swept), allowed=allowed, needed=needed):
        for ending, dose, total, points in finals:
            seconds, gained = light_s + stock.legs * total, light_points + stock.legs * points
            found.append(Finish(opening, closing, ending, dose, seconds, opening + closing, gained))
    found.sort(key=lambda finish: (finish.work_s, finish.seconds, -finish.points))
    kept: list[Finish] = []
    for finish in found:
        if not kept or finish.work_s != kept[-1].work_s or finish.points > kept[-1].points:
            kept.append(finish)
    return tuple(kept)


def lights_of(stock: Stock, swept: int, *, allowed: bool, needed: bool) -> list[tuple[int, int, int, int]]:
    """List opening and closing seconds per leg, with all seconds and points on so many swept legs."""
    policy, goal = stock.problem.policy, stock.problem.goal
    doses = (0, *(policy.light_doses_s if allowed else ()))
    points_of = [dict(zip(policy.light_doses_s, points, strict=True)) for points in (goal.opening_points, goal.closing_points)]
    found: list[tuple[int, int, int, int]] = []
    for opening in doses:
        if needed and not opening:
            continue
        for closing in doses:
            if stock.needs_light and not opening + closing:
                continue
            seconds = sum(dose + policy.lead_in_s for dose in (opening, closing) if dose)
            points = points_of[0].get(opening, 0) + points_of[1].get(closing, 0)
            found.append((opening, closing, swept * seconds, swept * points))
    return found


@attrs.frozen
class Extra:
    """Light strokes and an ending, all legs together: seconds and work at least, points at most."""

    seconds: int
    work_s: int
    points: int


Lights = list[tuple[int, int, int]]
"""Seconds, work and points of light strokes on all legs together."""


def extras_of(problem: Problem, stock: Stock, lights: Lights) -> tuple[Extra, ...]:
    """List what light strokes and an ending may add, wherever the ending is done."""
    legs = stock.legs
    endings = {(0, 0)} if not problem.ending_needed else set[tuple[int, int]]()
    endings.update((legs * total, legs * points) for ending in problem.endings for _, total, points in ending.doses)
    kept = rising(endings)
    return tuple([Extra(a + c, work, b + d) for a, work, b in lights for c, d in kept])


def some_lights(stock: Stock) -> Lights:
    """List what light strokes there may be."""
    found = {
        (seconds, swept * (opening + closing), points)
        for swept in range(1, stock.legs + 1)
        for opening, closing, seconds, points in lights_of(stock, swept, allowed=True, needed=False)
        if opening + closing + min(stock.least_work) <= max(stock.problem.leg_caps_s)
    }
    return sorted(found)


def most_extra(problem: Problem, legs: int, lights: Lights, places: frozenset[Position]) -> int | None:
    """Give points that light strokes and an ending bring at most; None when nothing may end the routine.

    Args:
        problem: The problem.
        legs: How many legs the ending works on.
        lights: The light strokes that there may be.
        places: The positions of the sweeps and presses; going to another one for the ending costs points.
    """
    endings = [] if problem.ending_needed else [0]
    for ending in problem.endings:
        cost = 0 if ending.position in places else problem.policy.points_of(ending.position)
        endings += [legs * points - cost for _, _, points in ending.doses]
    return max(endings) + max([points for _, _, points in lights], default=0) if endings else None
