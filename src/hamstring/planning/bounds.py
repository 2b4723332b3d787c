"""Upper bounds: points that no routine of a frame can exceed, found without building its sweeps.

Seconds of work on a leg earn most when they are spread over the quadrants that are reached as the bands pay best,
whatever each tool really does. With that, what a setup can do is a short list of seconds, work and points, and lists merge quickly.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import add, gt

import attrs

from hamstring.model.places import QUADRANTS
from hamstring.model.policy import Band
from hamstring.model.practice import Position
from hamstring.planning.problem import Problem, Setup
from hamstring.planning.sweeps import Package, few_enough

_Entry = tuple[int, tuple[int, ...], int, tuple[str, ...]]
"""Seconds, work on each leg, points for suiting the goal, families."""

_Merged = dict[tuple[tuple[int, ...], int, tuple[str, ...]], int]
"""For work on each leg, seconds and families the most points for suiting the goal."""

_Reach = tuple[frozenset[str], ...]
"""For each leg the quadrants that are reached."""

Front = tuple[tuple[int, int, int], ...]
"""Points at most, seconds and work on all legs at least; points fall."""


@attrs.frozen
class _Profile:
    """What a setup can do, and where."""

    entries: tuple[_Entry, ...]
    reach: _Reach


class SweepBounds:
    """Bounds on the points of sweeps, by the setups that are used."""

    def __init__(self, problem: Problem, by_setup: dict[Setup, tuple[Package, ...]], switch_s: Callable[[Position], int]) -> None:
        """Prepare.

        Args:
            problem: The problem.
            by_setup: What each setup can do.
            switch_s: Gives the seconds of a change of leg in a position, which working on both legs there takes.
        """
        self._problem = problem
        profiles = {setup: _profile(packages, switch_s(setup[1])) for setup, packages in by_setup.items()}
        self._profiles = list(dict.fromkeys(profiles.values()))
        self._shapes = {setup: self._profiles.index(profile) for setup, profile in profiles.items()}
        self._fronts: dict[tuple[int, ...], Front] = {}
        self._tables: dict[tuple[int, frozenset[str]], tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], _Merged] = {(): {((0,) * len(problem.legs), 0, ()): 0}}

    def front(self, setups: Iterable[Setup]) -> Front:
        """Give the front for exactly these setups."""
        key = tuple(sorted([self._shapes[setup] for setup in setups]))
        if key not in self._fronts:
            profiles = [self._profiles[shape] for shape in key]
            reach = [frozenset[str]().union(*[profile.reach[leg] for profile in profiles]) for leg in range(len(self._problem.legs))]
            self._fronts[key] = self._front(self._merge(key), reach)
        return self._fronts[key]

    def _merge(self, shapes: tuple[int, ...]) -> _Merged:
        """Add up what setups of these shapes can do."""
        if shapes not in self._merged:
            problem = self._problem
            caps_s, session_s = problem.leg_caps_s, problem.session_cap_s
            grown: _Merged = {}
            for (work, seconds, strokes), points in self._merge(shapes[:-1]).items():
                for more_s, more_work, more_points, more_strokes in self._profiles[shapes[-1]].entries:
                    total = tuple(map(add, work, more_work))
                    if any(map(gt, total, caps_s)) or (session_s is not None and sum(total) > session_s):
                        continue
                    families = tuple(sorted((*strokes, *more_strokes)))
                    if few_enough(problem, families):
                        key = (total, seconds + more_s, families)
                        grown[key] = max(grown.get(key, -1), points + more_points)
            self._merged[shapes] = grown
        return self._merged[shapes]

    def _front(self, merged: _Merged, reach: list[frozenset[str]]) -> Front:
        tables = [self._table(leg, quadrants) for leg, quadrants in enumerate(reach)]
        found = sorted((-_most(tables, work) - points, seconds, sum(work)) for (work, seconds, _), points in merged.items())
        least: dict[int, int] = {}  # for each work the least seconds so far
        front: list[tuple[int, int, int]] = []
        for loss, seconds, work_s in found:
            if all(known > seconds for other, known in least.items() if other <= work_s):
                least[work_s] = seconds
                front.append((-loss, seconds, work_s))
        return tuple(front)

    def _table(self, leg: int, quadrants: frozenset[str]) -> tuple[int, ...]:
        key = leg, quadrants
        if key not in self._tables:
            problem, policy = self._problem, self._problem.policy
            halves = dict(zip(QUADRANTS, problem.done[leg * len(QUADRANTS) :], strict=False))
            known = tuple(sorted([(problem.line_weight(QUADRANTS[name][0]), halves[name] // 2) for name in quadrants]))
            self._tables[key] = _spread_points(policy.quadrant_bands, policy.grain_s, known)
        return self._tables[key]


def _most(tables: list[tuple[int, ...]], work: tuple[int, ...]) -> int:
    return sum([table[min(seconds, len(table) - 1)] for seconds, table in zip(work, tables, strict=True)])


def _profile(packages: tuple[Package, ...], switch_s: int) -> _Profile:
    best: dict[tuple[tuple[int, ...], tuple[str, ...]], tuple[int, int]] = {}
    reach = [frozenset[str]() for _ in packages[0].work]
    for package in packages:
        key = package.work, package.families
        here_s = package.seconds + (switch_s if all(package.work) and len(package.work) > 1 else 0)
        seconds, points = best.get(key, (here_s, package.points))
        best[key] = min(seconds, here_s), max(points, package.points)
        for option, _ in package.doses:
            reach = [known | works for known, works in zip(reach, option.works, strict=True)]
    entries = tuple((seconds, work, points, families) for (work, families), (seconds, points) in sorted(best.items()))
    return _Profile(entries, tuple(reach))


@lru_cache(maxsize=256)
def _spread_points(bands: tuple[Band, ...], grain_s: int, quadrants: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """Give, for each number of seconds on a leg, the points of its best spread, rounded up.

    Args:
        bands: What seconds on a quadrant earn.
        grain_s: The seconds that points are told for.
        quadrants: For each quadrant its weight and the seconds that it has had already.
    """
    steps: list[tuple[int, int]] = []
    for weight, done_s in quadrants:
        start = done_s
        for band in bands:
            steps.append((weight * band.points, max(0, band.up_to_s - start)))
            start = max(start, band.up_to_s)
    steps.sort(reverse=True)
    table, gained = [0], 0
    for rate, seconds in steps:
        for _ in range(seconds):
            gained += rate
            table.append(-(-gained // grain_s))
    return tuple(table)
