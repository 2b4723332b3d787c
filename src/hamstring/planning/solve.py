"""The best routine for a problem, exactly.

A frame fixes which setups are used for sweeps and at which station spots are pressed; there are few frames. Within
one, the parts of the score add up, so fronts of time against points are enough. Frames are tried from the highest
upper bound down, and the search stops when no frame can beat what was found. See the page on the planning model.
"""

from collections.abc import Callable, Iterator, Sequence

import attrs

from hamstring.model.practice import Position
from hamstring.planning.frames import Frame, Frames
from hamstring.planning.pressing import Treatment, extras_at
from hamstring.planning.problem import Ending, Option, Problem, Setup, setup_key
from hamstring.planning.routes import Route, Stop
from hamstring.planning.stock import Stock
from hamstring.planning.sweeps import Bundle, Lows
from hamstring.planning.tails import Tail, Tails, finishes_of


@attrs.frozen
class Choice:
    """A routine before it is laid out in time; with the station where spots are pressed, if any are."""

    problem: Problem
    bundle: Bundle
    press: Option | None
    tail: Tail
    route: Route
    score: int
    seconds: int

    def extra_of(self, treatment: Treatment) -> Option | None:
        """Give the firm finish or the friction of a treatment."""
        if self.press is None or treatment.extra is None:
            return None
        return extras_at(self.problem, self.press)[treatment.extra]


class Solver:
    """Solves one problem."""

    def __init__(self, problem: Problem, stock: Stock | None = None) -> None:
        """Prepare.

        Args:
            problem: The problem.
            stock: The stock of another problem of the same frame; used as far as it serves.
        """
        self._problem = problem
        self.stock: Stock = stock if stock and stock.serves(problem) else Stock(problem, before=stock)
        self._frames = Frames(problem, self.stock)
        self._tails: dict[object, Tails] = {}
        self._endings: dict[Position | None, list[Ending | None]] = {} if problem.ending_needed else {None: [None]}
        for ending in problem.endings:
            self._endings.setdefault(ending.position, []).append(ending)

    def best(self, at_least: int | None = None, *, among: Callable[[Frame], bool] | None = None) -> Choice | None:
        """Give the best routine, or None when none fits (or none reaches the points asked for).

        Args:
            at_least: Points below which a routine is of no use, or None.
            among: Says which frames may be chosen, or None for all.
        """
        found: Choice | None = None
        for frame in self._frames.best_first():
            bar = found.score if found else at_least
            if bar is not None and frame.bound < bar:
                break
            if among and not among(frame):
                continue
            for choice in self._in_frame(frame, bar):
                if found is None or (choice.score, -choice.seconds) > (found.score, -found.seconds):
                    found = choice
        return found

    def least_seconds(self) -> int | None:
        """Give the least seconds of any routine for this problem, whatever the budget; None when there is none."""
        if self._problem.spots:  # a spot never makes a routine shorter
            return Solver(attrs.evolve(self._problem, spots=())).least_seconds()
        alone = [(setup,) for setup in self.stock.by_setup]
        best = min((seconds for setups in alone for seconds in self._seconds_of(setups)), default=None)
        start_s = self._problem.start_s
        for setups in self._frames.setups_within(None if best is None else best - start_s):
            for seconds in self._seconds_of(setups) if len(setups) > 1 else ():
                best = seconds if best is None else min(best, seconds)
        return best

    def _seconds_of(self, setups: tuple[Setup, ...]) -> Iterator[int]:
        for group in self.stock.groups_of(setups):
            for routes, tails in self._ways(group, None, self.stock.no_lows, None):
                for bundle in group:
                    front = tails.within(bundle.work)
                    if front:
                        yield self._problem.start_s + routes[0].seconds + bundle.seconds + front[-1].seconds

    def _in_frame(self, frame: Frame, bar: int | None) -> Iterator[Choice]:
        extra = self._frames.most_extra(frame.places)
        if extra is None:
            return
        most = {lows: known[-1].points + extra for lows, known in self.stock.pressings_of(frame.press).items()}
        for group in self.stock.groups_of(frame.setups):
            for lows, more in most.items():
                if bar is not None and group[0].points + more - frame.cost < bar:
                    continue
                for routes, tails in self._ways(group, frame.press, lows, None if bar is None else bar + frame.cost):
                    for choice in self._fit(group, frame.press, routes, tails, bar):
                        bar = choice.score
                        yield choice

    def _ways(
        self, group: Sequence[Bundle], press: Option | None, lows: Lows, bar: int | None
    ) -> Iterator[tuple[tuple[Route, ...], Tails]]:
        """Give the routes and tails for bundles with the same pressures, but for those that cannot reach the bar."""
        problem = self._problem
        stops = _stops(group[0].lows, press, lows)
        swept = tuple([leg for leg, seconds in enumerate(group[0].work) if seconds])
        allowed = all(problem.lights[position][leg] is not None for (_, position), _ in stops for leg in swept)
        needed = self._needs_opening(stops, swept)
        if needed is None or (needed and not allowed):
            return
        places = {position for (_, position), _ in stops}
        for position in self._endings:
            tails = self._tails_of(press, lows, swept, position, allowed=allowed, needed=needed)
            cost = problem.policy.points_of(position) if position and position not in places else 0
            if tails.front and (bar is None or _may_reach(bar + cost, group, tails)):
                routes = self.stock.routes.find(stops, problem.start, self.stock.legs, position)
                if routes:
                    yield routes, tails

    def _tails_of(
        self, press: Option | None, lows: Lows, swept: tuple[int, ...], position: Position | None, *, allowed: bool, needed: bool
    ) -> Tails:
        key = (self.stock.shape_of(press), lows, swept, position, allowed, needed)
        tails = self._tails.get(key)
        if tails is None:
            finishes = finishes_of(self.stock, swept, self._endings[position], allowed=allowed, needed=needed)
            tails = self._tails[key] = Tails(self.stock, press, lows, finishes, swept)
        return tails

    def _needs_opening(self, stops: tuple[Stop, ...], swept: tuple[int, ...]) -> bool | None:
        """Say whether a leg needs opening strokes, to meet a cold leg softly; None when it cannot have them."""
        problem, needed = self._problem, False
        if problem.is_warm:
            return False
        for leg in range(self.stock.legs):
            here = [low[0] for _, lows in stops if (low := lows[leg])]
            if here and min(here) > problem.policy.first_contact_max:
                if leg not in swept:
                    return None
                needed = True
        return needed

    def _fit(
        self, group: Sequence[Bundle], press: Option | None, routes: tuple[Route, ...], tails: Tails, bar: int | None
    ) -> Iterator[Choice]:
        problem = self._problem
        for route in routes:
            room_after_route = problem.room_s - route.seconds
            for bundle in group:
                fixed = bundle.points - route.points
                tail = tails.best(bundle.work, room_after_route - bundle.seconds, None if bar is None else bar - fixed)
                if tail is not None:
                    seconds = problem.start_s + route.seconds + bundle.seconds + tail.seconds
                    bar = fixed + tail.points
                    yield Choice(problem, bundle, press, tail, route, bar, seconds)


def _may_reach(bar: int, group: Sequence[Bundle], tails: Tails) -> bool:
    """Say whether some bundle, the best first, may reach so many points with these tails."""
    top = tails.front[0].points
    for bundle in group:
        if bundle.points + top < bar:
            return False
        most = tails.most(bundle.work)
        if most is not None and bundle.points + most >= bar:
            return True
    return False


def _stops(sweeps: tuple[tuple[Setup, Lows], ...], press: Option | None, lows: Lows) -> tuple[Stop, ...]:
    found = dict(sweeps)
    if press:
        known = found.get(press.setup, (None,) * len(lows))
        found[press.setup] = tuple(_wider(a, b) for a, b in zip(known, lows, strict=True))
    return tuple(sorted(found.items(), key=lambda entry: setup_key(entry[0])))


def _wider(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    return b if a is None else a if b is None else (min(a[0], b[0]), max(a[1], b[1]))
