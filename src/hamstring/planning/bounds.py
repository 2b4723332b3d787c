"""Upper bounds: points that no routine of a frame can exceed, found without building its sweeps.

Seconds of work on a leg earn most when they are spread over the quadrants that are reached as the bands pay best,
whatever each tool really does. With that, what a setup can do is a short list of seconds, work and points, and lists merge quickly.
"""

from collections.abc import Iterable
from operator import add

import attrs

from hamstring.model.places import QUADRANTS
from hamstring.planning.problem import Problem, Setup
from hamstring.planning.sweeps import Package, few_enough

_Entry = tuple[int, tuple[int, ...], int, tuple[str, ...]]
"""Seconds, work on each leg, points for suiting the goal, families."""

_Reach = tuple[frozenset[str], ...]
"""For each leg the quadrants that are reached."""

Front = tuple[tuple[int, int], ...]
"""Seconds with the points that no more can be had for; both rise."""


@attrs.frozen
class _Profile:
    """What a setup can do, and where."""

    entries: tuple[_Entry, ...]
    reach: _Reach


class SweepBounds:
    """Bounds on the points of sweeps, by the setups that are used."""

    def __init__(self, problem: Problem, by_setup: dict[Setup, tuple[Package, ...]]) -> None:
        self._problem = problem
        profiles = {setup: _profile(packages) for setup, packages in by_setup.items()}
        self._profiles = profiles
        known = list(dict.fromkeys(profiles.values()))
        self._shapes = {setup: known.index(profile) for setup, profile in profiles.items()}
        self._fronts: dict[tuple[int, ...], Front] = {}
        self._spreads: dict[frozenset[str], list[int]] = {}

    def front(self, setups: Iterable[Setup]) -> Front:
        """Give the front for exactly these setups."""
        used = tuple(setups)
        key = tuple(self._shapes[setup] for setup in used)
        if key not in self._fronts:
            self._fronts[key] = self._merged([self._profiles[setup] for setup in used])
        return self._fronts[key]

    def _merged(self, profiles: list[_Profile]) -> Front:
        problem = self._problem
        cap_s, session_s = problem.leg_cap_s, problem.session_cap_s
        nothing = (0,) * len(problem.legs)
        best: dict[tuple[tuple[int, ...], int, tuple[str, ...]], int] = {(nothing, 0, ()): 0}
        for profile in profiles:
            grown: dict[tuple[tuple[int, ...], int, tuple[str, ...]], int] = {}
            for (work, seconds, strokes), points in best.items():
                for more_s, more_work, more_points, more_strokes in profile.entries:
                    total, families = tuple(map(add, work, more_work)), tuple(sorted((*strokes, *more_strokes)))
                    if max(total) > cap_s or (session_s is not None and sum(total) > session_s):
                        continue
                    if few_enough(problem, families):
                        key = (total, seconds + more_s, families)
                        grown[key] = max(grown.get(key, -1), points + more_points)
            best = grown
        reach = [frozenset[str]().union(*(profile.reach[leg] for profile in profiles)) for leg in range(len(nothing))]
        found = sorted((seconds, self._most(work, reach) + points) for (work, seconds, _), points in best.items())
        front: list[tuple[int, int]] = []
        for seconds, points in found:
            if not front or points > front[-1][1]:
                front.append((seconds, points))
        return tuple(front)

    def _most(self, work: tuple[int, ...], reach: list[frozenset[str]]) -> int:
        total = 0
        for seconds, quadrants in zip(work, reach, strict=True):
            if quadrants not in self._spreads:
                self._spreads[quadrants] = _spread_points(self._problem, quadrants)
            table = self._spreads[quadrants]
            total += table[min(seconds, len(table) - 1)]
        return total


def _profile(packages: tuple[Package, ...]) -> _Profile:
    best: dict[tuple[tuple[int, ...], tuple[str, ...]], tuple[int, int]] = {}
    reach = [frozenset[str]() for _ in packages[0].work]
    for package in packages:
        key = package.work, package.families
        seconds, points = best.get(key, (package.seconds, package.points))
        best[key] = min(seconds, package.seconds), max(points, package.points)
        for option, _ in package.doses:
            reach = [known | works for known, works in zip(reach, option.works, strict=True)]
    entries = tuple((seconds, work, points, families) for (work, families), (seconds, points) in sorted(best.items()))
    return _Profile(entries, tuple(reach))


def _spread_points(problem: Problem, quadrants: frozenset[str]) -> list[int]:
    """Give, for each number of seconds on a leg, the points of its best spread over these quadrants, rounded up."""
    policy = problem.policy
    steps: list[tuple[int, int]] = []
    for name in sorted(quadrants):
        start = 0
        for band in policy.quadrant_bands:
            steps.append((problem.line_weight(QUADRANTS[name][0]) * band.points, band.up_to_s - start))
            start = band.up_to_s
    steps.sort(reverse=True)
    table, gained = [0], 0
    for rate, seconds in steps:
        for _ in range(seconds):
            gained += rate
            table.append(-(-gained // policy.grain_s))
    return table
