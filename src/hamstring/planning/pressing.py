"""Tender spots: what one press station can do for all of them, as a front of time against points."""

from collections.abc import Iterable
from itertools import product

import attrs

from hamstring.model.practice import Role
from hamstring.planning.problem import Option, Problem, Spot


@attrs.frozen
class Treatment:
    """What is done for one spot.

    Attributes:
        spot: Its place among the spots of the problem.
        press: The press station.
        dose_s: Seconds of pressure by it.
        extra: A firm finish or friction afterwards, or None.
        seconds: All seconds that it takes.
        work: Seconds of work.
        points: Its points.
        lows: The low ends of its blocks.
    """

    spot: int
    press: Option
    dose_s: int
    extra: Option | None
    seconds: int
    work: int
    points: int
    lows: tuple[int, ...]


@attrs.frozen
class Pressing:
    """Treatments for some of the spots, all at one press station.

    Attributes:
        lows: For each leg the least and greatest low end, or None.
    """

    treatments: tuple[Treatment, ...]
    lows: tuple[tuple[int, int] | None, ...]
    seconds: int
    work: tuple[int, ...]
    points: int


def extra_seconds(problem: Problem, extra: Option) -> int:
    """Give the seconds of work of a firm finish or of friction."""
    policy = problem.policy
    return policy.friction_s if extra.variant.role is Role.FRICTION else policy.firm_finish_s


def _treatments(problem: Problem, place: int, spot: Spot, press: Option) -> Iterable[Treatment]:
    if spot.region not in press.works[spot.leg]:
        return
    policy, goal = problem.policy, problem.goal
    extras = [None, *(entry for entry in _extras(problem, press) if spot.region in entry.works[spot.leg])]
    for dose in policy.spot_doses:
        if press.max_s is not None and dose.dose_s > press.max_s:
            continue
        rest = policy.rest.rest_s if press.weighs_on_hands else 0
        seconds = press.lead_in_s + dose.dose_s + policy.release_s * (len(dose.holds) - 1) + rest
        points = goal.spot_points * spot.tenderness * dose.points_percent // 100 + press.suits * dose.dose_s // policy.grain_s
        for extra in extras:
            if extra is None:
                yield Treatment(place, press, dose.dose_s, None, seconds, dose.dose_s, points, (press.low,))
                continue
            friction = extra.variant.role is Role.FRICTION
            if friction and spot.tenderness > policy.friction_max_tenderness:
                continue
            if not friction and dose.dose_s != policy.spot_doses[0].dose_s:
                continue
            more = extra_seconds(problem, extra)
            shaken = policy.rest.rest_s if extra.weighs_on_hands and not friction else 0
            yield Treatment(
                place,
                press,
                dose.dose_s,
                extra,
                seconds + extra.lead_in_s + more + shaken,
                dose.dose_s + more,
                points + extra.suits * more // policy.grain_s,
                (press.low, extra.low),
            )


def _extras(problem: Problem, press: Option) -> list[Option]:
    finishes = [entry for entry in problem.options[Role.PRESS] if entry.variant.after == press.variant.id]
    return [entry for entry in (*finishes, *problem.options[Role.FRICTION]) if entry.setup == press.setup]


def presses(problem: Problem) -> tuple[Option, ...]:
    """List the stations that may press spots."""
    return tuple(entry for entry in problem.options[Role.PRESS] if entry.variant.after is None)


def pressings(problem: Problem, press: Option, room_s: int, work_room: tuple[int, ...], *, keep_work: bool) -> tuple[Pressing, ...]:
    """Give the best ways of treating spots at one station, for each pattern of pressures on the legs.

    Args:
        problem: The problem.
        press: The station.
        room_s: No more seconds than this.
        work_room: No more work than this on each leg.
        keep_work: Whether ways that differ in work per leg only must all be kept, since work is bounded.
    """
    sides = [_side(problem, press, leg, room_s, work_room[leg], keep_work=keep_work) for leg in range(len(problem.legs))]
    found: list[Pressing] = []
    for chosen in product(*sides):
        seconds = sum(side.seconds for side in chosen)
        treatments = tuple(treatment for side in chosen for treatment in side.treatments)
        if treatments and seconds <= room_s:
            lows, work = tuple(side.low for side in chosen), tuple(side.work for side in chosen)
            found.append(Pressing(treatments, lows, seconds, work, sum(side.points for side in chosen)))
    return tuple(found) if keep_work else tuple(_undominated(found))


@attrs.frozen
class _Side:
    """Treatments for spots of one leg."""

    treatments: tuple[Treatment, ...]
    low: tuple[int, int] | None
    seconds: int
    work: int
    points: int


def _side(problem: Problem, press: Option, leg: int, room_s: int, work_room: int, *, keep_work: bool) -> list[_Side]:
    """Give the best ways of treating the spots of one leg, for each pattern of pressures."""
    found = [_Side((), None, 0, 0, 0)]
    for place, spot in enumerate(problem.spots):
        if spot.leg == leg:
            options = list(_treatments(problem, place, spot, press))
            more = [_with(side, option) for side in found for option in options]
            grown = found + [side for side in more if side.seconds <= room_s and side.work <= work_room and _within_most(problem, side)]
            found = _undominated_sides(problem, grown, keep_work=keep_work)
    return found


def _with(side: _Side, option: Treatment) -> _Side:
    least, most = side.low or (option.lows[0], option.lows[0])
    low = (min(least, *option.lows), max(most, *option.lows))
    return _Side((*side.treatments, option), low, side.seconds + option.seconds, side.work + option.work, side.points + option.points)


def _extra_seconds_of(problem: Problem, side: _Side) -> dict[Option, int]:
    """Add up what bounded firm finishes and friction take on one leg."""
    found: dict[Option, int] = {}
    for treatment in side.treatments:
        extra = treatment.extra
        if extra is not None and extra.max_s is not None:
            found[extra] = found.get(extra, 0) + extra_seconds(problem, extra)
    return found


def _within_most(problem: Problem, side: _Side) -> bool:
    return all(seconds <= (extra.max_s or 0) for extra, seconds in _extra_seconds_of(problem, side).items())


def _undominated_sides(problem: Problem, sides: list[_Side], *, keep_work: bool) -> list[_Side]:
    """Of each pattern of pressures and bounded extras keep what no other beats in seconds, points and bounded work."""
    sides.sort(key=lambda side: (side.seconds, -side.points, side.work))
    best: dict[object, dict[int, int]] = {}
    kept: list[_Side] = []
    for side in sides:
        extras = tuple((extra.key, seconds) for extra, seconds in _extra_seconds_of(problem, side).items())
        known = best.setdefault((side.low, tuple(sorted(extras))), {})
        work = side.work if keep_work else 0
        if not any(points >= side.points and other <= work for other, points in known.items()):
            known[work] = side.points
            kept.append(side)
    return kept


def _undominated(entries: list[Pressing]) -> list[Pressing]:
    """Of each pattern of pressures keep those that no other one beats in seconds and points."""
    entries.sort(key=lambda entry: (entry.seconds, -entry.points, entry.work))
    best: dict[object, int] = {}
    kept: list[Pressing] = []
    for entry in entries:
        if entry.points > best.get(entry.lows, -1):
            best[entry.lows] = entry.points
            kept.append(entry)
    return kept
