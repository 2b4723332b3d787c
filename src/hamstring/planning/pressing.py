"""Tender spots: what one press station can do for all of them, as fronts of time against points."""

from collections.abc import Iterable
from itertools import product

import attrs

from hamstring.model.practice import Role
from hamstring.planning.problem import Option, Problem, Spot
from hamstring.planning.sweeps import Lows


@attrs.frozen
class Treatment:
    """What is done for one spot.

    Attributes:
        spot: Its place among the spots of the problem.
        dose_s: Seconds of pressure.
        extra: The place of a firm finish or of friction among the extras of the station, or None.
        seconds: All seconds that it takes.
        work: Seconds of work.
        points: Its points.
        lows: The low ends of its blocks.
    """

    spot: int
    dose_s: int
    extra: int | None
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
    lows: Lows
    seconds: int
    work: tuple[int, ...]
    points: int


@attrs.frozen
class Treated:
    """A spot that must be pressed, by its place in the problem; with one extra of the station, or however (None)."""

    spot: int
    extra: int | None = None

    def keeps(self, treatment: Treatment) -> bool:
        """Say whether a treatment may still be chosen."""
        return self.extra is None or treatment.spot != self.spot or treatment.extra == self.extra


def extra_seconds(problem: Problem, extra: Option) -> int:
    """Give the seconds of work of a firm finish or of friction."""
    policy = problem.policy
    return policy.friction_s if extra.variant.role is Role.FRICTION else policy.firm_finish_s


def treatments_of(problem: Problem, place: int, spot: Spot, press: Option) -> Iterable[Treatment]:
    """List what may be done for a spot, by its place in the problem, at a station."""
    if spot.region not in press.works[spot.leg]:
        return
    policy, goal = problem.policy, problem.goal
    for dose in policy.spot_doses:
        if press.max_s is not None and dose.dose_s > press.max_s:
            continue
        rest = policy.rest.rest_s if press.weighs_on_hands else 0
        seconds = press.lead_in_s + dose.dose_s + policy.release_s * (len(dose.holds) - 1) + rest
        points = goal.spot_points * spot.tenderness * dose.points_percent // 100 + press.suits * dose.dose_s // policy.grain_s
        yield Treatment(place, dose.dose_s, None, seconds, dose.dose_s, points, (press.low,))
        for number, extra in enumerate(extras_at(problem, press)):
            friction = extra.variant.role is Role.FRICTION
            if spot.region not in extra.works[spot.leg] or (friction and spot.tenderness > policy.friction_max_tenderness):
                continue
            if not friction and dose.dose_s != policy.spot_doses[0].dose_s:
                continue
            more = extra_seconds(problem, extra)
            shaken = policy.rest.rest_s if extra.weighs_on_hands and not friction else 0
            yield Treatment(
                place,
                dose.dose_s,
                number,
                seconds + extra.lead_in_s + more + shaken,
                dose.dose_s + more,
                points + extra.suits * more // policy.grain_s,
                (press.low, extra.low),
            )


def extras_at(problem: Problem, press: Option) -> tuple[Option, ...]:
    """List the firm finishes and friction that may follow a hold at a station."""
    finishes = [entry for entry in problem.options[Role.PRESS] if entry.variant.after == press.variant.id]
    return tuple([entry for entry in (*finishes, *problem.options[Role.FRICTION]) if entry.setup == press.setup])


def shape_of(problem: Problem, press: Option) -> object:
    """Give all that counts about a station when spots are pressed there: with the same shape, the same can be done."""
    return tuple(
        (
            option.variant.role,
            tuple([spot.region in option.works[spot.leg] for spot in problem.spots]),
            option.low,
            option.lead_in_s,
            option.max_s,
            option.suits,
            option.weighs_on_hands,
        )
        for option in (press, *extras_at(problem, press))
    )


def presses(problem: Problem) -> tuple[Option, ...]:
    """List the stations that may press spots."""
    return tuple(entry for entry in problem.options[Role.PRESS] if entry.variant.after is None)


class Pressings:
    """The best ways of treating spots at one station, for each room that is left for work."""

    def __init__(self, problem: Problem, press: Option, room_s: int, treated: Treated | None = None) -> None:
        self._room_s = room_s
        self._sides = [_side(problem, press, leg, room_s, treated) for leg in range(len(problem.legs))]
        self._fronts: dict[object, dict[Lows, tuple[Pressing, ...]]] = {}

    def by_work(self) -> list[tuple[int, int]]:
        """Give work on all legs with the most points that any way of treating some spots has for it."""
        sums = [(0, 0)]
        for known in self._sides:
            sums = [(a + side.work, b + side.points) for a, b in sums for side in known]
            sums = rising(sums)
        return sums

    def fronts(self, work_room: tuple[int, ...], session_room: int | None) -> dict[Lows, tuple[Pressing, ...]]:
        """Give, for each pattern of pressures, what no other way beats in seconds and points; seconds and points rise.

        Args:
            work_room: No more work than this on each leg.
            session_room: No more work than this in all, or None.
        """
        key = work_room, session_room
        if key not in self._fronts:
            keep_work = session_room is not None
            rooms = zip(self._sides, work_room, strict=True)
            sides = [_undominated([side for side in known if side.work <= room], keep_work=keep_work) for known, room in rooms]
            room = sum(work_room) if session_room is None else session_room
            some = (chosen for chosen in product(*sides) if any(side.treatments for side in chosen))
            self._fronts[key] = _rising(some, self._room_s, room)
        return self._fronts[key]


@attrs.frozen
class _Side:
    """Treatments for spots of one leg; of their extras those that are bounded."""

    treatments: tuple[Treatment, ...]
    extras: tuple[int, ...]
    low: tuple[int, int] | None
    seconds: int
    work: int
    points: int


def _bounded(problem: Problem, press: Option) -> dict[int, tuple[int, int]]:
    """Give the seconds of extras that are bounded, with what they may add up to on a leg."""
    extras = enumerate(extras_at(problem, press))
    return {number: (extra_seconds(problem, extra), extra.max_s) for number, extra in extras if extra.max_s is not None}


def _side(problem: Problem, press: Option, leg: int, room_s: int, treated: Treated | None) -> list[_Side]:
    """Give the best ways of treating the spots of one leg, for each pattern of pressures and each work.

    Args:
        problem: The problem.
        press: The station.
        leg: The leg.
        room_s: No more seconds than this.
        treated: A spot that must be pressed, or None.
    """
    found, most = [_Side((), (), None, 0, 0, 0)], _bounded(problem, press)
    for place, spot in enumerate(problem.spots):
        if spot.leg == leg:
            options = [option for option in treatments_of(problem, place, spot, press) if treated is None or treated.keeps(option)]
            more = [
                _with(side, option, bounded=option.extra in most)
                for side in found
                for option in options
                if side.seconds + option.seconds <= room_s and side.work + option.work <= problem.leg_caps_s[leg]
            ]
            without = [] if treated and treated.spot == place else found
            found = _undominated(without + [side for side in more if _within(side, most)], keep_work=True)
    return found


def _with(side: _Side, option: Treatment, *, bounded: bool) -> _Side:
    least, most = side.low or (option.lows[0], option.lows[0])
    low = (min(least, *option.lows), max(most, *option.lows))
    extras = tuple(sorted((*side.extras, option.extra))) if bounded and option.extra is not None else side.extras
    treatments = (*side.treatments, option)
    return _Side(treatments, extras, low, side.seconds + option.seconds, side.work + option.work, side.points + option.points)


def _within(side: _Side, most: dict[int, tuple[int, int]]) -> bool:
    return all(side.extras.count(extra) * most[extra][0] <= most[extra][1] for extra in side.extras)


def _undominated(sides: list[_Side], *, keep_work: bool) -> list[_Side]:
    """Of each pattern of pressures and bounded extras keep what no other beats in seconds, points and (if told so) work."""
    best: dict[object, dict[int, int]] = {}
    kept: list[_Side] = []
    for side in sorted(sides, key=lambda side: (side.seconds, -side.points, side.work)):
        known = best.setdefault((side.low, side.extras), {})
        work = side.work if keep_work else 0
        for other, points in known.items():
            if points >= side.points and other <= work:
                break
        else:
            known[work] = side.points
            kept.append(side)
    return kept


def _rising(choices: Iterable[tuple[_Side, ...]], room_s: int, work_room: int) -> dict[Lows, tuple[Pressing, ...]]:
    """Of each pattern of pressures keep those that no other one beats in seconds and points.

    Args:
        choices: A side for each leg.
        room_s: No more seconds than this.
        work_room: No more work on all legs than this.
    """
    best: dict[tuple[Lows, int], tuple[int, tuple[int, ...], tuple[_Side, ...]]] = {}  # less is better: points lost, work
    for chosen in choices:
        seconds = sum([side.seconds for side in chosen])
        work = tuple([side.work for side in chosen])
        if seconds <= room_s and sum(work) <= work_room:
            key = tuple([side.low for side in chosen]), seconds
            loss, known = -sum([side.points for side in chosen]), best.get(key)
            if known is None or (loss, work) < known[:2]:
                best[key] = loss, work, chosen
    kept: dict[Lows, list[Pressing]] = {}
    for (lows, seconds), (loss, work, chosen) in sorted(best.items(), key=lambda entry: entry[0][1]):
        rising_here = kept.setdefault(lows, [])
        if not rising_here or -loss > rising_here[-1].points:
            treatments = tuple([treatment for side in chosen for treatment in side.treatments])
            rising_here.append(Pressing(treatments, lows, seconds, work, -loss))
    return {lows: tuple(entries) for lows, entries in kept.items()}


def rising(entries: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of costs with points keep those that cost more only to bring more."""
    kept: list[tuple[int, int]] = []
    for cost, loss in sorted([(cost, -points) for cost, points in entries]):
        if not kept or -loss > kept[-1][1]:
            kept.append((cost, -loss))
    return kept
