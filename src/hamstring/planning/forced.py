"""The best routine that has a certain thing in it: what leaving it out is worth.

Each way of having it is a problem that cannot be solved without it, so the planner finds the best of each, and the
best of all ways is the answer. Where light strokes fall depends on the order of the setups; so whether a routine with
light strokes really has it is looked up in the routine that comes of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.practice import Role
from hamstring.model.routines import Segment, SegmentKind
from hamstring.planning.frames import Frame as SolverFrame
from hamstring.planning.layout import lay_out
from hamstring.planning.posing import problems
from hamstring.planning.pressing import Treated, extras_at, presses, treatments_of
from hamstring.planning.problem import Frame, Option, Problem, Setup, Spot, setup_key
from hamstring.planning.solve import Choice, Solver
from hamstring.planning.stock import Stock
from hamstring.planning.sweeps import Package

_Key = tuple[str, str, str]
"""A station, as `Option.key` tells it."""

_MASSAGE = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)
_DOING = (*_MASSAGE, SegmentKind.STRETCH, SegmentKind.MOVEMENT, SegmentKind.WARM_UP)


@attrs.frozen(kw_only=True)
class Wanted:
    """One thing that a routine must have in it.

    Attributes:
        kind: ``tool``, ``position``, ``variant``, ``technique``, ``stretch``, ``warm-up``, ``place`` or ``spot``.
        id: Its id; a place is ``leg:quadrant``, a spot is told as it was asked.
    """

    kind: str
    id: str

    def is_of(self, option: Option) -> bool:
        """Say whether an option uses it."""
        told: dict[str, tuple[str, ...]] = {
            "tool": (option.tool.id, *option.station.props),
            "position": (option.station.position.value,),
            "variant": (option.variant.id,),
            "technique": (option.variant.technique,),
        }
        return self.id in told.get(self.kind, ())

    def is_place(self, leg: Leg, quadrant: str) -> bool:
        """Say whether it is this place."""
        return self.kind == "place" and self.id == f"{leg.value}:{quadrant}"

    def touched_by(self, problem: Problem, option: Option) -> bool:
        """Say whether strokes of an option use it or, for a place, touch it."""
        works = zip(problem.legs, option.works, strict=True)
        return self.is_of(option) or any(self.is_place(leg, name) for leg, names in works for name in names)

    def is_offered(self, problem: Problem) -> bool:
        """Say whether a problem offers it at all."""
        return next(_ways(problem, self), None) is not None


@attrs.frozen(kw_only=True)
class Best:
    """The best routine with something in it.

    Attributes:
        choice: The best one that surely has it, or None when none fits.
        beaten_by: Points of a routine that may have had it and has not, or None; then a better one may have been missed.
    """

    choice: Choice | None
    beaten_by: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether no routine with it has more points than the choice."""
        return self.choice is not None and (self.beaten_by is None or self.beaten_by <= self.choice.score)


def is_offered(frame: Frame, wanted: Wanted) -> bool:
    """Say whether a frame offers it, with a warm-up or without."""
    return any(wanted.is_offered(problem) for problem in problems(frame))


def is_in(content: Catalogue, tools: tuple[str, ...], segments: Iterable[Segment], wanted: Wanted) -> bool:
    """Say whether segments have it, with the tools at hand; a spot is told by its omission instead."""
    return any(wanted.id in _told(content, tools, segment)[wanted.kind] for segment in segments if segment.kind in _DOING)


def _told(content: Catalogue, tools: tuple[str, ...], segment: Segment) -> Mapping[str, tuple[str | None, ...]]:
    variant = content.variants.get(segment.doing or "")
    stations = [station for station in variant.at if station.position is segment.position] if variant else []
    props = (name for station in stations for name in station.props if name in tools)
    leg = segment.leg.value if segment.leg else ""
    doing, technique = (segment.doing,), (variant.technique if variant else None,)
    return {
        "tool": (segment.tool, *props),
        "position": (segment.position.value,),
        "technique": technique,
        "variant": doing,
        "stretch": doing,
        "warm-up": doing,
        "place": tuple(f"{leg}:{name}" for name in segment.quadrants),
    }


def best_with(frame: Frame, wanted: Wanted) -> Best:
    """Give the best routine that has it, exactly as the planner would choose.

    Args:
        frame: The request after safety has had its say.
        wanted: What must be in it.
    """
    found: Choice | None = None
    beaten_by: int | None = None
    for problem in problems(frame):
        for way in _ways(problem, wanted):
            choice = Solver(way.problem, way.stock()).best(found.score if found else None, among=way.among)
            if choice is None:
                continue
            if way.is_sure or is_in(frame.catalogue, frame.request.tools, lay_out(choice), wanted):
                if found is None or (choice.score, -choice.seconds) > (found.score, -found.seconds):
                    found = choice
            elif beaten_by is None or choice.score > beaten_by:
                beaten_by = choice.score
    return Best(choice=found, beaten_by=beaten_by)


def least_minutes(frame: Frame, wanted: Wanted) -> int | None:
    """Give the fewest whole minutes in which a routine with it fits, or None when no time is enough."""
    policy = frame.catalogue.policy
    low, high = policy.minutes_low, policy.minutes_high
    if not fits(frame, wanted, high):
        return None
    while low < high:
        middle = (low + high) // 2
        if fits(frame, wanted, middle):
            high = middle
        else:
            low = middle + 1
    return low


def fits(frame: Frame, wanted: Wanted, minutes: int) -> bool:
    """Say whether a routine with it fits into so many minutes."""
    return best_with(attrs.evolve(frame, budget_s=60 * minutes), wanted).choice is not None


# ---------------------------------------------------------------------------- ways of having it


@attrs.frozen(kw_only=True)
class _Way:
    """A problem of which each solution has what is wanted, or (not sure) may have it."""

    problem: Problem
    stock: Callable[[], Stock | None] = lambda: None
    among: Callable[[SolverFrame], bool] | None = None
    is_sure: bool = True


def _ways(problem: Problem, wanted: Wanted) -> Iterator[_Way]:
    warm_up = problem.warm_up
    if warm_up is not None and wanted.id == {"warm-up": warm_up.id, "position": warm_up.position.value}.get(wanted.kind):
        yield _Way(problem=problem)
    endings = [end for end in problem.endings if wanted.id == {"stretch": end.stretch.id, "position": end.position.value}.get(wanted.kind)]
    if endings:
        yield _Way(problem=attrs.evolve(problem, endings=tuple(endings), ending_needed=True))
    yield from _sweeping(problem, wanted)
    yield from _pressing(problem, wanted)
    yield from _stroking(problem, wanted)


def _sweeping(problem: Problem, wanted: Wanted) -> Iterator[_Way]:
    """Sweep at one of the setups with it, in a way that has it."""
    setups: dict[Setup, list[Option]] = {}
    for option in problem.options[Role.SWEEP]:
        setups.setdefault(option.setup, []).append(option)
    always = frozenset(setup for setup, options in setups.items() if all(wanted.is_of(option) for option in options))
    if always:
        yield _Way(problem=problem, among=lambda frame: not always.isdisjoint(frame.setups))
    for setup, options in sorted(setups.items(), key=lambda entry: setup_key(entry[0])):
        if setup not in always and any(wanted.touched_by(problem, option) for option in options):
            yield _sweeping_at(problem, wanted, setup)


def _sweeping_at(problem: Problem, wanted: Wanted, setup: Setup) -> _Way:
    marks = [wanted.is_place(leg, name) for leg in problem.legs for name in QUADRANTS]

    def keeps(package: Package) -> bool:
        touches = any(mark and halves for mark, halves in zip(marks, package.credit, strict=True))
        return package.setup != setup or touches or any(wanted.is_of(option) for option, _ in package.doses)

    return _Way(problem=problem, stock=lambda: Stock(problem, keeps), among=lambda frame: setup in frame.setups)


def _pressing(problem: Problem, wanted: Wanted) -> Iterator[_Way]:
    """Press spots at a station with it, press a spot that is it, or follow a press with it."""
    stations = {press.key: press for press in presses(problem)}
    direct = frozenset(key for key, press in stations.items() if wanted.is_of(press))
    known: list[tuple[int, set[tuple[_Key, int | None]]]] = []
    for place, spot in enumerate(problem.spots):
        ways = {(key, way.extra) for key, press in stations.items() for way in treatments_of(problem, place, spot, press)}
        known.append((place, ways))
        if ways and _is_spot(wanted, spot):
            yield _treating(problem, Treated(place), frozenset(stations))
    if any(key in direct for _, ways in known for key, _ in ways):
        yield _Way(problem=problem, among=_at(direct))
    for place, ways in known:
        for extra in sorted({number for _, number in ways if number is not None}):
            after = {key for key, number in ways if number == extra and wanted.is_of(extras_at(problem, stations[key])[extra])}
            if after - direct:
                yield _treating(problem, Treated(place, extra), frozenset(after - direct))


def _is_spot(wanted: Wanted, spot: Spot) -> bool:
    return (wanted.kind, wanted.id) == ("spot", str(spot.asked)) or wanted.is_place(spot.asked.leg, spot.region)


def _treating(problem: Problem, treated: Treated, keys: frozenset[_Key]) -> _Way:
    return _Way(problem=problem, stock=lambda: Stock(problem, treated=treated), among=_at(keys))


def _at(keys: frozenset[_Key]) -> Callable[[SolverFrame], bool]:
    return lambda frame: frame.press is not None and frame.press.key in keys


def _stroking(problem: Problem, wanted: Wanted) -> Iterator[_Way]:
    """Begin or end with light strokes; where all lights have it, so has the routine."""
    lights = {position: [light for light in lights if light] for position, lights in problem.lights.items()}
    touching = frozenset(place for place, known in lights.items() if any(wanted.touched_by(problem, light) for light in known))
    if not touching or wanted.kind == "position":  # light strokes go where the work is
        return
    is_sure = all(wanted.is_of(light) for known in lights.values() for light in known)

    def only_there(frame: SolverFrame) -> bool:
        return frame.places <= touching

    for among in (None,) if is_sure else (None, only_there):
        yield _Way(problem=problem, stock=lambda: Stock(problem, needs_light=True), among=among, is_sure=is_sure)
