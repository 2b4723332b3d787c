"""Upper bounds: points that no routine of a frame can exceed, found without building its sweeps.

Seconds of work on a leg earn most when they are spread over its quadrants as the bands pay best, whatever a tool
really reaches. With that, what a setup can do is a short list of seconds, work and points, and lists merge quickly.
"""

from collections.abc import Iterable

from hamstring.model.places import QUADRANTS
from hamstring.planning.problem import Problem, Setup
from hamstring.planning.sweeps import Package

_Profile = tuple[tuple[int, tuple[int, ...], int], ...]
"""What a setup can do: seconds, work on each leg, points for suiting the goal."""

Front = tuple[tuple[int, int], ...]
"""Seconds with the points that no more can be had for; both rise."""


class SweepBounds:
    """Bounds on the points of sweeps, by the setups that are used."""

    def __init__(self, problem: Problem, by_setup: dict[Setup, tuple[Package, ...]]) -> None:
        self._problem = problem
        self._profiles = {setup: _profile(packages) for setup, packages in by_setup.items()}
        self._spread = _spread_points(problem)
        self._fronts: dict[tuple[_Profile, ...], Front] = {}

    def front(self, setups: Iterable[Setup]) -> Front:
        """Give the front for exactly these setups."""
        key = tuple(self._profiles[setup] for setup in setups)
        if key not in self._fronts:
            self._fronts[key] = self._merged(key)
        return self._fronts[key]

    def _merged(self, profiles: tuple[_Profile, ...]) -> Front:
        cap_s, session_s = self._problem.leg_cap_s, self._problem.session_cap_s
        best: dict[tuple[tuple[int, ...], int], int] = {((0,) * len(self._problem.legs), 0): 0}
        for profile in profiles:
            grown: dict[tuple[tuple[int, ...], int], int] = {}
            for (work, seconds), points in best.items():
                for more_s, more_work, more_points in profile:
                    total = tuple(map(int.__add__, work, more_work))
                    if max(total) > cap_s or (session_s is not None and sum(total) > session_s):
                        continue
                    key = (total, seconds + more_s)
                    grown[key] = max(grown.get(key, -1), points + more_points)
            best = grown
        found = sorted((seconds, self._most(work) + points) for (work, seconds), points in best.items())
        front: list[tuple[int, int]] = []
        for seconds, points in found:
            if not front or points > front[-1][1]:
                front.append((seconds, points))
        return tuple(front)

    def _most(self, work: tuple[int, ...]) -> int:
        return sum(self._spread[min(seconds, len(self._spread) - 1)] for seconds in work)


def _profile(packages: tuple[Package, ...]) -> _Profile:
    best: dict[tuple[int, ...], tuple[int, int]] = {}
    for package in packages:
        seconds, points = best.get(package.work, (package.seconds, package.points))
        best[package.work] = min(seconds, package.seconds), max(points, package.points)
    return tuple((seconds, work, points) for work, (seconds, points) in sorted(best.items()))


def _spread_points(problem: Problem) -> list[int]:
    """Give, for each number of seconds on a leg, the points of its best spread over all quadrants, rounded up."""
    policy = problem.policy
    steps: list[tuple[int, int]] = []
    for line, _ in QUADRANTS.values():
        start = 0
        for band in policy.quadrant_bands:
            steps.append((problem.line_weight(line) * band.points, band.up_to_s - start))
            start = band.up_to_s
    steps.sort(reverse=True)
    table, gained = [0], 0
    for rate, seconds in steps:
        for _ in range(seconds):
            gained += rate
            table.append(-(-gained // policy.grain_s))
    return table
