"""What a problem offers, made ready once: packages of sweeps, ways of treating spots, and what going there costs."""

from collections.abc import Callable, Iterable
from functools import cached_property

from hamstring.model.practice import Role, ToolKind
from hamstring.planning.bounds import SweepBounds
from hamstring.planning.pressing import Pressing, Pressings, Treated, presses, shape_of
from hamstring.planning.problem import Option, Problem, Setup, setup_key
from hamstring.planning.routes import Routes, routes_of
from hamstring.planning.sweeps import Bundle, Lows, Package, Packages, QuadrantPoints, best_of, bundles

_BALLS = frozenset({ToolKind.SOFT_BALL, ToolKind.MEDIUM_BALL, ToolKind.HARD_BALL})


class Stock:
    """What the problems of one frame offer, as far as neither the way there nor the warm-up matters."""

    def __init__(
        self,
        problem: Problem,
        keep: Callable[[Package], bool] | None = None,
        *,
        treated: Treated | None = None,
        needs_light: bool = False,
        before: "Stock | None" = None,
    ) -> None:
        """Prepare.

        Args:
            problem: The problem.
            keep: Says which ways of sweeping with one setup may be chosen, or None for all.
            treated: A spot that must be pressed wherever spots are, or None.
            needs_light: Whether there must be light strokes.
            before: The stock of another problem of the same frame, whose packages and points are used on.
        """
        self.problem = problem
        self.needs_light = needs_light
        self._treated = treated
        self._keep = keep
        self.routes: Routes = routes_of(problem.catalogue, problem.request.pace)
        self.legs: int = len(problem.legs)
        self.no_lows: Lows = (None,) * self.legs
        self._no_work = (0,) * self.legs
        self._nothing: dict[Lows, tuple[Pressing, ...]] = {self.no_lows: (Pressing((), self.no_lows, 0, self._no_work, 0),)}
        self.packages: Packages = before.packages if before else Packages(problem)
        self.points: QuadrantPoints = before.points if before else QuadrantPoints(problem)
        self.by_setup: dict[Setup, tuple[Package, ...]] = self._group_sweeps()
        self.bounds: SweepBounds = SweepBounds(problem, self.by_setup, self.routes.switch_s)
        self._groups: dict[tuple[Setup, ...], tuple[tuple[Bundle, ...], ...]] = {}
        self._shapes: dict[object, int] = {}
        self._shape_of: dict[tuple[str, str, str], int] = {}
        self._pressings: dict[int | None, Pressings] = {}

    def serves(self, problem: Problem) -> bool:
        """Say whether another problem may use this stock: the same options, and no more time."""
        return problem.options is self.problem.options and problem.room_s <= self.problem.room_s

    def _group_sweeps(self) -> dict[Setup, tuple[Package, ...]]:
        options: dict[Setup, list[Option]] = {}
        for option in self.problem.options[Role.SWEEP]:
            options.setdefault(option.setup, []).append(option)
        found: dict[Setup, tuple[Package, ...]] = {}
        for setup, entries in sorted(options.items(), key=lambda entry: setup_key(entry[0])):
            possible = self.packages.of(entries)
            kept = filter(self._keep, possible) if self._keep else possible
            sound = tuple(entry for entry in best_of(kept) if self.keeps_caps(entry.work, self._no_work))
            if sound:
                found[setup] = sound
        return found

    def keeps_caps(self, work: tuple[int, ...], more: tuple[int, ...]) -> bool:
        """Say whether so much work on each leg, added up, keeps the bounds on work."""
        problem = self.problem
        for a, b, cap_s in zip(work, more, problem.leg_caps_s, strict=True):
            if a + b > cap_s:
                return False
        return problem.session_cap_s is None or sum(work) + sum(more) <= problem.session_cap_s

    @cached_property
    def least_work(self) -> tuple[int, ...]:
        """The work that any sweep brings to each leg."""
        known = [package for entries in self.by_setup.values() for package in entries]
        return tuple(min((package.work[leg] for package in known), default=0) for leg in range(self.legs))

    def groups_of(self, setups: tuple[Setup, ...]) -> tuple[tuple[Bundle, ...], ...]:
        """List the ways of sweeping with exactly these setups, those with the same pressures together, the best first."""
        if setups not in self._groups:
            groups: dict[object, list[Bundle]] = {}
            for bundle in bundles(self.problem, self.points, tuple(self.by_setup[setup] for setup in setups)):
                if self.keeps_caps(bundle.work, self._no_work):
                    groups.setdefault(bundle.lows, []).append(bundle)
            known = [tuple(sorted(group, key=lambda entry: (-entry.points, entry.seconds))) for group in groups.values()]
            self._groups[setups] = tuple(sorted(known, key=lambda group: -group[0].points))
        return self._groups[setups]

    @cached_property
    def presses(self) -> tuple[Option, ...]:
        """The stations that may press spots."""
        return presses(self.problem) if self.problem.spots else ()

    def shape_of(self, press: Option | None) -> int | None:
        """Give a number that stations share where the same can be done for spots; None for no station."""
        if press is None:
            return None
        if press.key not in self._shape_of:
            self._shape_of[press.key] = self._shapes.setdefault(shape_of(self.problem, press), len(self._shapes))
        return self._shape_of[press.key]

    def pressings_of(self, press: Option | None, work: tuple[int, ...] | None = None) -> dict[Lows, tuple[Pressing, ...]]:
        """Give the best ways of treating spots at a station, by their pressures.

        Args:
            press: The station, or None for no spot.
            work: Seconds of work that each leg has besides; without, the least that sweeps bring.
        """
        if press is None:
            return self._nothing
        caps_s, session_s, besides = self.problem.leg_caps_s, self.problem.session_cap_s, work or self.least_work
        room = None if session_s is None else session_s - sum(besides)
        return self._treating(press).fronts(tuple([cap_s - done for cap_s, done in zip(caps_s, besides, strict=True)]), room)

    def pressings_by_work(self, press: Option | None) -> list[tuple[int, int]]:
        """Give work on all legs with the most points that treating spots at a station has for it."""
        return [(0, 0)] if press is None else self._treating(press).by_work()

    def _treating(self, press: Option) -> Pressings:
        shape = self.shape_of(press)
        if shape not in self._pressings:
            self._pressings[shape] = Pressings(self.problem, press, self.problem.room_s, self._treated)
        return self._pressings[shape]

    def go_together(self, setups: Iterable[Setup]) -> bool:
        """Say whether a routine may use all of these: one position for a tool, few enough of everything."""
        policy, used = self.problem.policy, set(setups)
        tools = [tool for tool, _ in used]
        return (
            len(tools) == len(set(tools))
            and len({position for _, position in used}) <= policy.max_position_changes + 1
            and sum(self.routes.fetch_s(tool) > 0 for tool in tools) <= policy.max_fetched
            and sum(self.problem.catalogue.tools[tool].kind in _BALLS for tool in tools) <= 1
        )
