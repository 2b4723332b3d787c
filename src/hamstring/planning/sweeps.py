"""Sweeps: which doses one setup can give, and the best ways of putting setups together.

A package is what one setup does on each leg. Packages of several setups add up, but for the points of a quadrant,
which fall as its seconds grow: so seconds on the quadrants are kept apart, and of equals only the best is kept.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from operator import add

import attrs

from hamstring.model.places import QUADRANTS, Line
from hamstring.model.policy import Band, Pattern
from hamstring.model.practice import Contact
from hamstring.planning.problem import Option, Problem, Setup, is_firm

Credit = tuple[int, ...]
"""Half seconds on each quadrant of leg 0, then of leg 1; so 30 s can be shared by one, two, three or four quadrants."""

Lows = tuple[tuple[int, int] | None, ...]
"""For each leg the least and the greatest low end of the blocks of a setup, or None where it does nothing."""


@attrs.frozen
class Package:
    """The sweeps of one setup.

    Attributes:
        doses: Options with their seconds per leg, the gentlest first.
        families: Their strokes, with repetitions, sorted.
        lows: The pressures that they bring on each leg.
        credit: Their half seconds on each quadrant of each leg.
        seconds: All seconds that they take, lead-ins and rests included.
        work: Seconds of work on each leg.
        points: Points for suiting the goal.
    """

    setup: Setup
    doses: tuple[tuple[Option, int], ...]
    families: tuple[str, ...]
    lows: Lows
    credit: Credit
    seconds: int
    work: tuple[int, ...]
    points: int


@attrs.frozen
class Bundle:
    """The sweeps of a routine: one package for each setup that has some, with the points of the quadrants."""

    packages: tuple[Package, ...]
    credit: Credit
    seconds: int
    work: tuple[int, ...]
    points: int

    @property
    def lows(self) -> tuple[tuple[Setup, Lows], ...]:
        """The pressures on each leg, by setup."""
        return tuple((package.setup, package.lows) for package in self.packages)


def pattern(problem: Problem, option: Option, dose_s: int) -> tuple[str, ...] | None:
    """Give the blocks of a dose, as ``whole``, ``outer`` and ``inner``; None when there is no such dose."""
    focus = problem.request.focus
    for entry in _patterns(problem, option):
        if entry.dose_s == dose_s:
            if focus is None:
                return entry.blocks
            other = next(line for line in Line if line is not focus)
            named = {"focus": focus.value, "other": other.value}
            return tuple(named.get(block, block) for block in entry.blocks)
    return None


def _patterns(problem: Problem, option: Option) -> tuple[Pattern, ...]:
    patterns, focus = problem.policy.patterns, problem.request.focus
    if option.variant.contact is Contact.POINT:
        return patterns.by_line_focus if focus else patterns.by_line
    if option.lanes:
        return patterns.lanes_focus if focus else patterns.lanes
    return patterns.plain


def doses_of(problem: Problem, option: Option) -> tuple[int, ...]:
    """List the doses that an option can be given."""
    doses = [entry.dose_s for entry in _patterns(problem, option)]
    if is_firm(problem.policy, option.low):
        doses = [dose for dose in doses if dose <= 2 * problem.policy.block_s]
    return tuple(dose for dose in doses if option.max_s is None or dose <= option.max_s)


def lane_quadrants(option: Option, leg: int, block: str) -> frozenset[str]:
    """Name the quadrants of a block on one leg; a block for a closed line goes to the other one."""
    works = option.works[leg]
    if block == "whole":
        return works
    own = frozenset(name for name in works if QUADRANTS[name][0].value == block)
    return own or works


def _credit(problem: Problem, option: Option, dose_s: int) -> Credit:
    found: list[int] = []
    for leg in range(len(problem.legs)):
        halves = dict.fromkeys(QUADRANTS, 0)
        for block in pattern(problem, option, dose_s) or ():
            quadrants = lane_quadrants(option, leg, block)
            for name in quadrants:
                halves[name] += 2 * problem.policy.block_s // len(quadrants)
        found += halves.values()
    return tuple(found)


def packages(problem: Problem, options: Iterable[Option]) -> tuple[Package, ...]:
    """List what one setup can do, nothing left out."""
    known = sorted(options, key=lambda option: (option.low, option.variant.id))
    found: list[Package] = []
    for doses in product(*((0, *doses_of(problem, option)) for option in known)):
        chosen = tuple((option, dose) for option, dose in zip(known, doses, strict=True) if dose)
        if chosen and _is_sound(problem, chosen):
            found.append(_package(problem, chosen))
    return tuple(found)


def _is_sound(problem: Problem, chosen: tuple[tuple[Option, int], ...]) -> bool:
    policy = problem.policy
    given = {option.variant.id: option for option, _ in chosen}
    if not few_enough(problem, tuple(option.variant.technique for option, _ in chosen)):
        return False
    for leg in range(len(problem.legs)):
        total = sum(dose for option, dose in chosen if option.works[leg])
        if total and not policy.tool_s.low <= total <= policy.tool_s.high:
            return False
        for option, _ in chosen:
            twin = option.variant.after
            if twin and option.works[leg] and not (twin in given and given[twin].works[leg]):
                return False
    return True


def _package(problem: Problem, chosen: tuple[tuple[Option, int], ...]) -> Package:
    policy, legs = problem.policy, range(len(problem.legs))
    lows: list[tuple[int, int] | None] = []
    work: list[int] = []
    seconds, points = 0, 0
    for leg in legs:
        here = [(option, dose) for option, dose in chosen if option.works[leg]]
        lows.append((here[0][0].low, here[-1][0].low) if here else None)
        work.append(sum(dose for _, dose in here))
        points += sum(option.suits * dose // policy.grain_s for option, dose in here)
        on_hands = sum(dose for option, dose in here if option.weighs_on_hands)
        seconds += work[-1] + sum(option.lead_in_s for option, _ in here)
        seconds += on_hands // policy.rest.after_s * policy.rest.rest_s
    given = [_credit(problem, option, dose) for option, dose in chosen]
    return Package(
        setup=chosen[0][0].setup,
        doses=chosen,
        families=tuple(sorted(option.variant.technique for option, _ in chosen)),
        lows=tuple(lows),
        credit=tuple(map(sum, zip(*given, strict=True))),
        seconds=seconds,
        work=tuple(work),
        points=points,
    )


def best_of(found: Iterable[Package]) -> tuple[Package, ...]:
    """Of packages that differ in points only keep the best; the first of equals."""
    best: dict[object, Package] = {}
    for package in found:
        key = package.families, package.lows, package.credit, package.seconds, package.work
        if key not in best or package.points > best[key].points:
            best[key] = package
    return tuple(best.values())


def band_points(bands: tuple[Band, ...], half_seconds: int, grain_s: int) -> int:
    """Add up the points of the bands for half seconds on one quadrant; the content keeps them whole."""
    total = start = 0
    for band in bands:
        total += max(0, min(half_seconds, 2 * band.up_to_s) - start) * band.points
        start = 2 * band.up_to_s
    return total // (2 * grain_s)


class QuadrantPoints:
    """Points of half seconds on the quadrants of all legs, from a table."""

    def __init__(self, problem: Problem) -> None:
        policy = problem.policy
        last = 2 * policy.quadrant_bands[-1].up_to_s
        table = [band_points(policy.quadrant_bands, halves, policy.grain_s) for halves in range(last + 1)]
        weights = [problem.line_weight(line) for line, _ in QUADRANTS.values()] * len(problem.legs)
        self._last = last
        self._tables = [[weight * points for points in table] for weight in weights]
        self._known: dict[Credit, int] = {}

    def of(self, credit: Credit) -> int:
        """Give the points of all quadrants."""
        if credit not in self._known:
            last = self._last
            self._known[credit] = sum([table[min(last, halves)] for table, halves in zip(self._tables, credit, strict=True)])
        return self._known[credit]


_Part = tuple[tuple[Package, ...], tuple[str, ...], tuple[Lows, ...], Credit, int, tuple[int, ...]]
"""Packages with their families, pressures, credit, seconds and work."""


def bundles(problem: Problem, points_of: QuadrantPoints, choices: tuple[tuple[Package, ...], ...]) -> Iterator[Bundle]:
    """Put one package of each setup together, within the bound on strokes; of equals the best, in a fixed order."""
    parts: list[tuple[_Part, int]] = [
        (((package,), package.families, (package.lows,), package.credit, package.seconds, package.work), package.points)
        for package in choices[0]
        if few_enough(problem, package.families)
    ]
    for found in choices[1:]:
        grown: dict[object, tuple[_Part, int]] = {}
        for (chosen, strokes, lows, credit, seconds, work), points in parts:
            for package in found:
                families = tuple(sorted((*strokes, *package.families)))
                if not few_enough(problem, families):
                    continue
                key = (
                    families,
                    (*lows, package.lows),
                    tuple(map(add, credit, package.credit)),
                    seconds + package.seconds,
                    tuple(map(add, work, package.work)),
                )
                total = points + package.points
                if key not in grown or total > grown[key][1]:
                    grown[key] = ((*chosen, package), *key), total
        parts = list(grown.values())
    for (chosen, _, _, credit, seconds, work), points in parts:
        yield Bundle(packages=chosen, credit=credit, seconds=seconds, work=work, points=points + points_of.of(credit))


def few_enough(problem: Problem, families: tuple[str, ...]) -> bool:
    """Say whether strokes, with repetitions, stay within the bounds on strokes and on variants of one."""
    kinds = set(families)
    if len(kinds) > problem.policy.max_families:
        return False
    most = problem.policy.max_variants_per_family
    return len(families) == len(kinds) or all(families.count(family) <= most for family in kinds)
