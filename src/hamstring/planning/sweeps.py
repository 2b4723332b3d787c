"""Sweeps: which doses one setup can give, and the best ways of putting setups together.

A package is what one setup does on each leg. Packages of several setups add up, but for the points of a quadrant,
which fall as its seconds grow: so seconds on the quadrants are kept apart, and of equals only the best is kept.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
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


def lane_quadrants(works: frozenset[str], block: str) -> frozenset[str]:
    """Of the quadrants that are worked name those of a block; a block for a closed line goes to the other one."""
    if block == "whole":
        return works
    own = frozenset(name for name in works if QUADRANTS[name][0].value == block)
    return own or works


@lru_cache(maxsize=256)
def _credit(works: frozenset[str], blocks: tuple[str, ...], block_s: int) -> Credit:
    """Give the half seconds of blocks on each quadrant of a leg."""
    halves = dict.fromkeys(QUADRANTS, 0)
    for block in blocks:
        quadrants = lane_quadrants(works, block)
        for name in quadrants:
            halves[name] += 2 * block_s // len(quadrants)
    return tuple(halves.values())


@attrs.frozen
class _Dose:
    """One option with a dose: what it adds to each leg."""

    option: Option
    dose_s: int
    work: tuple[int, ...]
    on_hands: tuple[int, ...]
    credit: Credit
    seconds: int
    points: int


_Grown = tuple[tuple[tuple[_Dose, ...], ...], tuple[Package, ...]]
"""Doses that go together, and the packages that they make."""


class Packages:
    """What one setup can do, nothing left out.

    It grows option by option, the gentlest first. So the problems of a frame, which differ in how firm their options
    are, share what their gentler ones make.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._known: dict[tuple[Option, ...], _Grown] = {(): (((),), ())}

    def of(self, options: Iterable[Option]) -> tuple[Package, ...]:
        """List the packages of the options of one setup."""
        return self._grown(tuple(sorted(options, key=lambda option: (option.low, option.variant.id))))[1]

    def _grown(self, options: tuple[Option, ...]) -> _Grown:
        if options not in self._known:
            problem = self._problem
            before, known = self._grown(options[:-1])
            parts = [_dose(problem, options[-1], dose) for dose in doses_of(problem, options[-1])]
            grown = [(*chosen, part) for chosen in before for part in parts if _is_small(problem, (*chosen, part))]
            found = [_package(problem, chosen) for chosen in grown if _is_sound(problem, chosen)]
            self._known[options] = (*before, *grown), (*known, *found)
        return self._known[options]


def _dose(problem: Problem, option: Option, dose_s: int) -> _Dose:
    blocks = pattern(problem, option, dose_s) or ()
    usable = [bool(quadrants) for quadrants in option.works]
    return _Dose(
        option=option,
        dose_s=dose_s,
        work=tuple([dose_s if here else 0 for here in usable]),
        on_hands=tuple([dose_s if here and option.weighs_on_hands else 0 for here in usable]),
        credit=tuple([halves for works in option.works for halves in _credit(works, blocks, problem.policy.block_s)]),
        seconds=(dose_s + option.lead_in_s) * sum(usable),
        points=option.suits * dose_s // problem.policy.grain_s * sum(usable),
    )


def _is_small(problem: Problem, chosen: tuple[_Dose, ...]) -> bool:
    """Say whether strokes and seconds keep their upper bounds, which more of them cannot mend."""
    most = problem.policy.tool_s.high
    if not few_enough(problem, tuple([part.option.variant.technique for part in chosen])):
        return False
    return all(sum(seconds) <= most for seconds in zip(*[part.work for part in chosen], strict=True))


def _is_sound(problem: Problem, chosen: tuple[_Dose, ...]) -> bool:
    least = problem.policy.tool_s.low
    for leg, seconds in enumerate(zip(*[part.work for part in chosen], strict=True)):
        if 0 < sum(seconds) < least:
            return False
        here = [part.option.variant for part in chosen if part.work[leg]]
        names = {variant.id for variant in here}
        if any(variant.after and variant.after not in names for variant in here):
            return False
    return True


def _package(problem: Problem, chosen: tuple[_Dose, ...]) -> Package:
    rest = problem.policy.rest
    lows: list[tuple[int, int] | None] = []
    for leg in range(len(problem.legs)):
        here = [part.option.low for part in chosen if part.work[leg]]
        lows.append((here[0], here[-1]) if here else None)
    rests = [sum(seconds) // rest.after_s * rest.rest_s for seconds in zip(*[part.on_hands for part in chosen], strict=True)]
    return Package(
        setup=chosen[0].option.setup,
        doses=tuple([(part.option, part.dose_s) for part in chosen]),
        families=tuple(sorted([part.option.variant.technique for part in chosen])),
        lows=tuple(lows),
        credit=tuple(map(sum, zip(*[part.credit for part in chosen], strict=True))),
        seconds=sum([part.seconds for part in chosen]) + sum(rests),
        work=tuple(map(sum, zip(*[part.work for part in chosen], strict=True))),
        points=sum([part.points for part in chosen]),
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


@lru_cache(maxsize=64)
def _points_table(bands: tuple[Band, ...], grain_s: int, weight: int) -> tuple[int, ...]:
    """Give the weighted points for each number of half seconds up to the last band."""
    return tuple([weight * band_points(bands, halves, grain_s) for halves in range(2 * bands[-1].up_to_s + 1)])


def _more_than(table: tuple[int, ...], done: int) -> tuple[int, ...]:
    """Give the points that half seconds add to those that were done already."""
    if not done:
        return table
    last = len(table) - 1
    return tuple([table[min(last, halves + done)] - table[min(last, done)] for halves in range(len(table))])


class QuadrantPoints:
    """Points of half seconds on the quadrants of all legs, from a table."""

    def __init__(self, problem: Problem) -> None:
        policy = problem.policy
        last = 2 * policy.quadrant_bands[-1].up_to_s
        weights = [problem.line_weight(line) for line, _ in QUADRANTS.values()] * len(problem.legs)
        self._last = last
        tables = [_points_table(policy.quadrant_bands, policy.grain_s, weight) for weight in weights]
        self._tables = [_more_than(table, done) for table, done in zip(tables, problem.done, strict=True)]
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
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...] | None] = {}
    parts: list[tuple[_Part, int]] = [
        (((package,), package.families, (package.lows,), package.credit, package.seconds, package.work), package.points)
        for package in choices[0]
        if few_enough(problem, package.families)
    ]
    for found in choices[1:]:
        grown: dict[object, tuple[_Part, int]] = {}
        for (chosen, strokes, lows, credit, seconds, work), points in parts:
            for package in found:
                together = strokes, package.families
                if together not in known:
                    joined = tuple(sorted((*strokes, *package.families)))
                    known[together] = joined if few_enough(problem, joined) else None
                families = known[together]
                if families is None:
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
