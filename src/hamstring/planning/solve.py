"""The best routine for a problem, exactly.

A frame fixes which setups are used for sweeps and at which station spots are pressed; there are few frames. Within
one, the parts of the score add up, so fronts of time against points are enough. Frames are tried from the highest
upper bound down, and the search stops when no frame can beat what was found. See the page on the planning model.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product

import attrs

from hamstring.model.practice import Position, Role, ToolKind
from hamstring.planning.bounds import SweepBounds
from hamstring.planning.pressing import Pressing, presses, pressings
from hamstring.planning.problem import Ending, Option, Problem, Setup
from hamstring.planning.routes import Route, Routes, Stop, routes_of
from hamstring.planning.sweeps import Bundle, Package, QuadrantPoints, best_of, bundles, packages

_BALLS = frozenset({ToolKind.SOFT_BALL, ToolKind.MEDIUM_BALL, ToolKind.HARD_BALL})


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
    """What comes on top of the sweeps: spots, light strokes, the ending."""

    pressing: Pressing
    finish: Finish
    seconds: int
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


@attrs.frozen
class _Tails:
    """The tails that one way of routing allows: some pressings, some finishes, the legs that are swept."""

    pressings: tuple[Pressing, ...]
    finishes: tuple[Finish, ...]
    swept: tuple[int, ...]
    top: int
    fronts: dict[tuple[int, ...], tuple[Tail, ...]] = attrs.field(factory=dict[tuple[int, ...], tuple[Tail, ...]])


@attrs.frozen
class Choice:
    """A routine before it is laid out in time."""

    problem: Problem
    bundle: Bundle
    tail: Tail
    route: Route
    score: int
    seconds: int


@attrs.frozen
class _Frame:
    """Which setups are used for sweeps, and the press station."""

    sweeps: tuple[tuple[Package, ...], ...]
    press: Option | None
    bound: int
    key: tuple[object, ...]


class Solver:
    """Solves one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.routes: Routes = routes_of(problem.catalogue, problem.request.pace)
        self.legs = len(problem.legs)
        self._nothing = Pressing((), (None,) * self.legs, 0, (0,) * self.legs, 0)
        self._bundles: dict[tuple[Setup, ...], tuple[Bundle, ...]] = {}
        self._tails: dict[object, _Tails] = {}
        self._ways_to: dict[frozenset[Setup], tuple[int, int]] = {}
        self._beside: dict[object, tuple[Pressing, ...]] = {}
        self._relaxed_tails: dict[object, list[int | None]] = {}
        self._pressings: dict[object, tuple[Pressing, ...]] = {}
        self._quadrant_points = QuadrantPoints(problem)
        self._by_setup = self._group_sweeps()
        self._work_may_bind = self._may_bind()
        self._sweep_bounds = SweepBounds(problem, self._by_setup)

    # ------------------------------------------------------------------ what there is to choose from

    def _group_sweeps(self) -> dict[Setup, tuple[Package, ...]]:
        options: dict[Setup, list[Option]] = {}
        for option in self.problem.options[Role.SWEEP]:
            options.setdefault(option.setup, []).append(option)
        found: dict[Setup, tuple[Package, ...]] = {}
        for setup, entries in sorted(options.items(), key=_setup_key):
            sound = tuple(entry for entry in best_of(packages(self.problem, entries)) if self._within_caps(entry.work))
            if sound:
                found[setup] = sound
        return found

    def _may_bind(self) -> bool:
        """Say whether bounds on work can exclude anything that time does not exclude already."""
        problem, policy = self.problem, self.problem.policy
        if problem.session_cap_s is not None:
            return True
        sweeps = len({tool for tool, _ in self._by_setup}) * policy.tool_s.high + 2 * max(policy.light_doses_s)
        spots = max((sum(spot.leg == leg for spot in problem.spots) for leg in range(self.legs)), default=0)
        spots *= policy.spot_doses[-1].dose_s + policy.friction_s
        works = [package.work for entries in self._by_setup.values() for package in entries]
        if all(len(set(work)) == 1 for work in works):  # what is not for spots takes the same time on each leg
            sweeps = min(sweeps, (problem.budget_s - problem.start_s) // self.legs)
            return min(sweeps + spots, (problem.budget_s - problem.start_s + spots) // self.legs) > problem.leg_cap_s
        return sweeps + spots > problem.leg_cap_s

    def _frames(self) -> list[_Frame]:
        problem = self.problem
        by_tool: dict[str, list[Setup | None]] = {}
        for setup in self._by_setup:
            by_tool.setdefault(setup[0], [None]).append(setup)
        stations: list[Option | None] = [None, *(presses(problem) if problem.spots else ())]
        found: list[_Frame] = []
        for chosen in product(*by_tool.values()):
            setups = tuple(setup for setup in chosen if setup)
            if not setups or not self._one_ball(setups) or self._is_too_far(setups):
                continue
            for press in stations:
                if press and not self._agrees(press, setups):
                    continue
                bound = self._bound(setups, press)
                if bound is not None:
                    key = (*setups, press.key if press else ())
                    found.append(_Frame(tuple(self._by_setup[setup] for setup in setups), press, bound, key))
        found.sort(key=lambda frame: -frame.bound)
        return found

    def _one_ball(self, setups: Iterable[Setup]) -> bool:
        tools = self.problem.catalogue.tools
        return len({tool for tool, _ in setups if tools[tool].kind in _BALLS}) <= 1

    def _agrees(self, press: Option, setups: tuple[Setup, ...]) -> bool:
        if any(tool == press.tool.id and setup != press.setup for setup in setups for tool in (setup[0],)):
            return False
        return self._one_ball((*setups, press.setup)) and not self._is_too_far((*setups, press.setup))

    def _is_too_far(self, setups: tuple[Setup, ...]) -> bool:
        """Say whether setups need more positions or more tools than a routine may have."""
        policy = self.problem.policy
        fetched = {tool for tool, _ in setups if self.routes.fetch_s(tool)}
        return len({position for _, position in setups}) > policy.max_position_changes + 1 or len(fetched) > policy.max_fetched

    def bundles_of(self, setups: tuple[Setup, ...]) -> tuple[Bundle, ...]:
        """List the ways of sweeping with exactly these setups, the best first."""
        key = setups
        if key not in self._bundles:
            found = bundles(self.problem, self._quadrant_points, tuple(self._by_setup[setup] for setup in setups))
            sound = (entry for entry in found if self._within_caps(entry.work))
            self._bundles[key] = tuple(sorted(sound, key=lambda entry: (-entry.points, entry.seconds)))
        return self._bundles[key]

    def pressings_of(self, press: Option | None) -> tuple[Pressing, ...]:
        """List the ways of treating spots at a station."""
        if press is None:
            return (self._nothing,)
        if press.key not in self._pressings:
            room = self.problem.budget_s - self.problem.start_s
            cap = self.problem.leg_cap_s
            work_room = tuple(cap - least for least in self._least_work)
            self._pressings[press.key] = pressings(self.problem, press, room, work_room, keep_work=self._work_may_bind)
        return self._pressings[press.key]

    # ------------------------------------------------------------------ bounds

    def _bound(self, setups: tuple[Setup, ...], press: Option | None) -> int | None:
        """Give points that no routine of this frame exceeds, or None when none fits."""
        way_s, cost = self._least_way(frozenset((*setups, press.setup)) if press else frozenset(setups))
        room = self.problem.budget_s - self.problem.start_s - way_s
        relaxed = self._relaxed(press)
        grain, best = self.problem.policy.grain_s, None
        for seconds, points in reversed(self._sweep_bounds.front(setups)):
            left = room - seconds
            if left >= 0:
                tail = relaxed[min(left // grain, len(relaxed) - 1)]
                if tail is not None and (best is None or points + tail > best):
                    best = points + tail
        return None if best is None else best - cost

    def _least_way(self, used: frozenset[Setup]) -> tuple[int, int]:
        """Give seconds and points that going to these setups costs at least."""
        if used not in self._ways_to:
            problem, routes = self.problem, self.routes
            places = {position for _, position in used}
            fetches = [seconds for tool, _ in used if (seconds := routes.fetch_s(tool))]
            travel = max(routes.travel_s(problem.start, place) + routes.travel_s(place, Position.STANDING) for place in places)
            cost = problem.policy.fetch_points * len(fetches) + sum(problem.policy.points_of(place) for place in places)
            self._ways_to[used] = travel + sum(fetches), cost
        return self._ways_to[used]

    def _relaxed(self, press: Option | None) -> list[int | None]:
        """For each number of grains the most points that spots, light strokes and the ending can bring in it."""
        key = press.key if press else None
        if key in self._relaxed_tails:
            return self._relaxed_tails[key]
        problem, grain = self.problem, self.problem.policy.grain_s
        most: dict[int, int] = {}
        extras = self._relaxed_extras
        for pressing in self.pressings_of(press):
            if not self._within_caps(pressing.work, self._least_work):
                continue
            for seconds, points in extras:
                at = (pressing.seconds + seconds) // grain
                most[at] = max(most.get(at, pressing.points + points), pressing.points + points)
        table: list[int | None] = []
        best: int | None = None
        for grains in range(max(0, problem.budget_s // grain) + 1):
            if grains in most and (best is None or most[grains] > best):
                best = most[grains]
            table.append(best)
        self._relaxed_tails[key] = table
        return table

    @cached_property
    def _least_work(self) -> tuple[int, ...]:
        """The work that any sweep brings to each leg."""
        packages = [package for entries in self._by_setup.values() for package in entries]
        return tuple(min((package.work[leg] for package in packages), default=0) for leg in range(self.legs))

    @cached_property
    def _relaxed_extras(self) -> list[tuple[int, int]]:
        problem = self.problem
        lights = [
            (seconds // self.legs, points)
            for opening, closing, seconds, points in self._lights(tuple(range(self.legs)), allowed=True, needed=False)
            if opening + closing + max(self._least_work) <= problem.leg_cap_s
        ]
        endings = [(0, 0)] if not problem.ending_needed else []
        endings += [(self.legs * total, self.legs * points) for ending in problem.endings for _, total, points in ending.doses]
        front: list[tuple[int, int]] = []
        for seconds, points in sorted({(a + c, b + d) for a, b in lights for c, d in endings}):
            if not front or points > front[-1][1]:
                front.append((seconds, points))
        return front

    # ------------------------------------------------------------------ the search

    def best(self, at_least: int | None = None) -> Choice | None:
        """Give the best routine, or None when none fits (or none reaches the points asked for)."""
        found: Choice | None = None
        for frame in self._frames():
            bar = found.score if found else at_least
            if bar is not None and frame.bound < bar:
                break
            for choice in self._in_frame(frame, bar):
                if found is None or (choice.score, -choice.seconds) > (found.score, -found.seconds):
                    found = choice
        return found

    def _in_frame(self, frame: _Frame, bar: int | None) -> Iterator[Choice]:
        setups = tuple(packages[0].setup for packages in frame.sweeps)
        groups: dict[object, list[Bundle]] = {}
        for bundle in self.bundles_of(setups):
            groups.setdefault(bundle.lows, []).append(bundle)
        spots: dict[object, list[Pressing]] = {}
        for pressing in self.pressings_of(frame.press):
            spots.setdefault(pressing.lows, []).append(pressing)
        for group in groups.values():
            for lows, some in spots.items():
                stops = _stops(group[0].lows, frame.press, lows)  # type: ignore[arg-type]  # the keys of spots are lows
                for routes, tails in self._ways(frame, group, stops, lows, some, bar):
                    for choice in self._fit(group, routes, tails, bar):
                        bar = choice.score
                        yield choice

    def _ways(  # noqa: PLR0917 - what a way depends on
        self, frame: _Frame, group: Sequence[Bundle], stops: tuple[Stop, ...], lows: object, some: Sequence[Pressing], bar: int | None
    ) -> Iterator[tuple[tuple[Route, ...], _Tails]]:
        """Give the routes and tails for bundles with the same pressures, but for those that cannot reach the bar."""
        problem = self.problem
        swept = tuple(leg for leg in range(self.legs) if group[0].work[leg])
        allowed = all(problem.lights[position][leg] is not None for (_, position), _ in stops for leg in swept)
        needed = self._needs_opening(stops, swept)
        if needed is None or (needed and not allowed):
            return
        endings: dict[Position | None, list[Ending | None]] = {} if problem.ending_needed else {None: [None]}
        for ending in problem.endings:
            endings.setdefault(ending.position, []).append(ending)
        _, cost = self._least_way(frozenset(setup for setup, _ in stops))
        for position, entries in endings.items():
            key = (frame.press.key if frame.press else None, lows, swept, allowed, needed, position)
            if key not in self._tails:
                finishes = self._finishes(swept, entries, allowed=allowed, needed=needed)
                top = max(entry.points for entry in some) + max(finish.points for finish in finishes)
                self._tails[key] = _Tails(tuple(some), finishes, swept, top)
            tails = self._tails[key]
            if bar is not None and self._most(group, tails) - cost < bar:
                continue
            routes = self.routes.find(stops, problem.start, self.legs, position)
            if routes:
                yield routes, tails

    def _most(self, group: Sequence[Bundle], tails: _Tails) -> int:
        """Give the points that no bundle of a group exceeds with these tails, bounds on work kept."""
        most = group[0].points + tails.top
        if self._work_may_bind:
            fronts = ((bundle, self._front_for(tails, bundle.work)) for bundle in group)
            most = min(most, max((bundle.points + front[0].points for bundle, front in fronts if front), default=-1))
        return most

    def _needs_opening(self, stops: tuple[Stop, ...], swept: tuple[int, ...]) -> bool | None:
        """Say whether a leg needs opening strokes, to meet a cold leg softly; None when it cannot have them."""
        problem = self.problem
        needed = False
        if problem.is_warm:
            return False
        for leg in range(self.legs):
            here = [low[0] for _, lows in stops if (low := lows[leg])]
            if here and min(here) > problem.policy.first_contact_max:
                if leg not in swept:
                    return None
                needed = True
        return needed

    def _lights(self, swept: tuple[int, ...], *, allowed: bool, needed: bool) -> list[tuple[int, int, int, int]]:
        """List opening and closing seconds per leg, with all seconds and points."""
        policy, goal = self.problem.policy, self.problem.goal
        doses = (0, *(policy.light_doses_s if allowed else ()))
        found: list[tuple[int, int, int, int]] = []
        for opening in doses:
            if needed and not opening:
                continue
            for closing in doses:
                seconds = sum(dose + policy.lead_in_s for dose in (opening, closing) if dose)
                points = _light_points(policy.light_doses_s, goal.opening_points, opening)
                points += _light_points(policy.light_doses_s, goal.closing_points, closing)
                found.append((opening, closing, len(swept) * seconds, len(swept) * points))
        return found

    def _finishes(self, swept: tuple[int, ...], entries: Sequence[Ending | None], *, allowed: bool, needed: bool) -> tuple[Finish, ...]:
        """List light strokes with endings; of equal work only what more time makes better."""
        found: list[Finish] = []
        finals = [(ending, *dose) for ending in entries for dose in (ending.doses if ending else ((0, 0, 0),))]
        for opening, closing, light_s, light_points in self._lights(swept, allowed=allowed, needed=needed):
            for ending, dose, total, points in finals:
                seconds, gained = light_s + self.legs * total, light_points + self.legs * points
                found.append(Finish(opening, closing, ending, dose, seconds, opening + closing, gained))
        found.sort(key=lambda finish: (finish.work_s, finish.seconds, -finish.points))
        kept: list[Finish] = []
        for finish in found:
            if not kept or finish.work_s != kept[-1].work_s or finish.points > kept[-1].points:
                kept.append(finish)
        return tuple(kept)

    def _front_for(self, tails: _Tails, work: tuple[int, ...]) -> tuple[Tail, ...]:
        """List the tails that go with so much work, points and seconds both falling: the first that fits is the best."""
        key = work if self._work_may_bind else ()
        if key not in tails.fronts:
            found: list[tuple[int, int, int, Pressing]] = []
            for place, finish in enumerate(tails.finishes):
                used = tuple(done + (finish.work_s if leg in tails.swept else 0) for leg, done in enumerate(work))
                if self._within_caps(used):
                    found += [
                        (-pressing.points - finish.points, pressing.seconds + finish.seconds, place, pressing)
                        for pressing in self._pressings_beside(tails, used)
                    ]
            tails.fronts[key] = _falling(found, tails.finishes)
        return tails.fronts[key]

    def _pressings_beside(self, tails: _Tails, used: tuple[int, ...]) -> tuple[Pressing, ...]:
        """List the pressings that go with so much other work, seconds and points both rising."""
        if not self._work_may_bind:
            return tails.pressings
        key = (id(tails.pressings), used)
        if key not in self._beside:
            kept: list[Pressing] = []
            for pressing in sorted(tails.pressings, key=lambda entry: (entry.seconds, -entry.points)):
                if (not kept or pressing.points > kept[-1].points) and self._within_caps(used, pressing.work):
                    kept.append(pressing)
            self._beside[key] = tuple(kept)
        return self._beside[key]

    def _fit(self, group: Sequence[Bundle], routes: tuple[Route, ...], tails: _Tails, bar: int | None) -> Iterator[Choice]:
        problem = self.problem
        for route in routes:
            room_after_route = problem.budget_s - problem.start_s - route.seconds
            for bundle in group:
                room = room_after_route - bundle.seconds
                front = self._front_for(tails, bundle.work) if room >= 0 else ()
                fixed = bundle.points - route.points
                if not front or (bar is not None and fixed + front[0].points < bar):
                    continue
                place = bisect_left(front, -room, key=lambda tail: -tail.seconds)
                if place == len(front):
                    continue
                score = fixed + front[place].points
                if bar is None or score >= bar:
                    seconds = problem.start_s + route.seconds + bundle.seconds + front[place].seconds
                    yield Choice(problem, bundle, front[place], route, score, seconds)
                    bar = score

    def _within_caps(self, *works: tuple[int, ...]) -> bool:
        problem = self.problem
        total = tuple(map(sum, zip(*works, strict=True)))
        return max(total) <= problem.leg_cap_s and (problem.session_cap_s is None or sum(total) <= problem.session_cap_s)

    def least_seconds(self) -> int | None:
        """Give the least seconds of any routine for this problem, whatever the budget; None when there is none."""
        best: int | None = None
        roomy = Solver(attrs.evolve(self.problem, spots=()))
        by_tool: dict[str, list[Setup | None]] = {}
        for setup in roomy._by_setup:
            by_tool.setdefault(setup[0], [None]).append(setup)
        for chosen in product(*by_tool.values()):
            setups = tuple(setup for setup in chosen if setup)
            if setups and roomy._one_ball(setups):
                frame = _Frame(tuple(roomy._by_setup[setup] for setup in setups), None, 0, ())
                for seconds in roomy._seconds_in(frame):
                    best = seconds if best is None else min(best, seconds)
        return best

    def _seconds_in(self, frame: _Frame) -> Iterator[int]:
        setups = tuple(packages[0].setup for packages in frame.sweeps)
        for bundle in self.bundles_of(setups):
            stops = _stops(bundle.lows, None, ())
            for routes, tails in self._ways(frame, [bundle], stops, (None,) * self.legs, (self._nothing,), None):
                front = self._front_for(tails, bundle.work)
                if front:
                    yield self.problem.start_s + routes[0].seconds + bundle.seconds + front[-1].seconds


def _falling(found: list[tuple[int, int, int, Pressing]], finishes: tuple[Finish, ...]) -> tuple[Tail, ...]:
    found.sort(key=lambda entry: entry[:3])
    kept: list[Tail] = []
    for loss, seconds, place, pressing in found:
        if not kept or seconds < kept[-1].seconds:
            kept.append(Tail(pressing, finishes[place], seconds, -loss))
    return tuple(kept)


def _setup_key(entry: tuple[Setup, object]) -> tuple[str, str]:
    (tool, position), _ = entry
    return tool, position.value


def _light_points(doses: tuple[int, ...], points: tuple[int, ...], dose: int) -> int:
    return points[doses.index(dose)] if dose else 0


def _stops(
    sweeps: tuple[tuple[Setup, tuple[tuple[int, int] | None, ...]], ...],
    press: Option | None,
    lows: tuple[tuple[int, int] | None, ...],
) -> tuple[Stop, ...]:
    found = dict(sweeps)
    if press:
        known = found.get(press.setup, (None,) * len(lows))
        found[press.setup] = tuple(_wider(a, b) for a, b in zip(known, lows, strict=True))
    return tuple(sorted(found.items(), key=_setup_key))


def _wider(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    return b if a is None else a if b is None else (min(a[0], b[0]), max(a[1], b[1]))
