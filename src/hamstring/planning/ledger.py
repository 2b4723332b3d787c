"""The terms of a score, so that each point can be shown."""

from collections.abc import Iterator

from hamstring.model.places import QUADRANTS
from hamstring.model.routines import LedgerLine
from hamstring.planning.pressing import extra_seconds
from hamstring.planning.routes import routes_of
from hamstring.planning.solve import Choice
from hamstring.planning.sweeps import band_points


def ledger_of(choice: Choice) -> tuple[LedgerLine, ...]:
    """List the terms of the score of a choice; they add up to it."""
    lines = [*_quadrants(choice), *_suits(choice), *_spots(choice), *_lights(choice), *_ending(choice), *_way(choice)]
    return tuple(line for line in lines if line.points)


def _quadrants(choice: Choice) -> Iterator[LedgerLine]:
    problem, policy = choice.problem, choice.problem.policy
    for place, leg in enumerate(problem.legs):
        here = choice.bundle.credit[place * len(QUADRANTS) : (place + 1) * len(QUADRANTS)]
        seconds = _whole_seconds(here, first=place == 0)
        for at, (name, (line, _)) in enumerate(QUADRANTS.items()):
            halves = here[at]
            done = problem.done[place * len(QUADRANTS) + at]
            more = [band_points(policy.quadrant_bands, known, policy.grain_s) for known in (done + halves, done)]
            points = problem.line_weight(line) * (more[0] - more[1])
            yield LedgerLine(term="quadrant", about=name, leg=leg, seconds=seconds[name], points=points)


def _whole_seconds(halves: tuple[int, ...], *, first: bool) -> dict[str, int]:
    """Tell half seconds as whole ones with the same sum; what is rounded up on the first leg is rounded down on the other."""
    odd = [place for place, known in enumerate(halves) if known % 2]
    up = odd[: len(odd) // 2] if first else odd[len(odd) // 2 :]
    return {name: known // 2 + (place in up) for place, (name, known) in enumerate(zip(QUADRANTS, halves, strict=True))}


def _suits(choice: Choice) -> Iterator[LedgerLine]:
    grain = choice.problem.policy.grain_s
    for package in choice.bundle.packages:
        for option, dose in package.doses:
            legs = sum(bool(works) for works in option.works)
            points = legs * (option.suits * dose // grain)
            yield LedgerLine(term="suits", about=option.variant.id, seconds=legs * dose, points=points)


def _spots(choice: Choice) -> Iterator[LedgerLine]:
    problem = choice.problem
    for treatment in choice.tail.pressing.treatments:
        spot = problem.spots[treatment.spot]
        extra = choice.extra_of(treatment)
        seconds = treatment.dose_s + (extra_seconds(problem, extra) if extra else 0)
        yield LedgerLine(term="spot", about=str(spot.asked), leg=spot.asked.leg, seconds=seconds, points=treatment.points)


def _lights(choice: Choice) -> Iterator[LedgerLine]:
    problem, doses = choice.problem, choice.problem.policy.light_doses_s
    swept = sum(work > 0 for work in choice.bundle.work)
    for term, dose, points in (
        ("opening", choice.tail.opening_s, problem.goal.opening_points),
        ("closing", choice.tail.closing_s, problem.goal.closing_points),
    ):
        if dose:
            yield LedgerLine(term=term, about="light", seconds=swept * dose, points=swept * points[doses.index(dose)])


def _ending(choice: Choice) -> Iterator[LedgerLine]:
    tail, legs = choice.tail, len(choice.problem.legs)
    if tail.ending is not None:
        points = next(points for dose, _, points in tail.ending.doses if dose == tail.dose)
        yield LedgerLine(term="ending", about=tail.ending.stretch.id, seconds=legs * tail.dose, points=legs * points)


def _way(choice: Choice) -> Iterator[LedgerLine]:
    problem, policy = choice.problem, choice.problem.policy
    routes = routes_of(problem.catalogue, problem.request.pace)
    position = None
    stops = [(setup[0], setup[1]) for setup in choice.route.order]
    if choice.tail.ending is not None:
        stops.append(("", choice.tail.ending.position))
    for tool, there in stops:
        if there is not position:
            yield LedgerLine(term="move", about=there.value, points=-policy.points_of(there))
            position = there
        if tool and routes.fetch_s(tool):
            yield LedgerLine(term="fetch", about=tool, points=-policy.fetch_points)
