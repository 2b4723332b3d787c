"""Random requests, already framed, for comparing the planner with the oracle."""

from functools import cache
from random import Random
from typing import TYPE_CHECKING, TypeVar

import attrs

from hamstring.content.catalogue import catalogue
from hamstring.model.outcomes import Limits
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.practice import Pace, Position, Skin
from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
from hamstring.planning.asking import checked
from hamstring.planning.permission import allowed
from hamstring.planning.plan import frame_of
from hamstring.planning.problem import Frame
from hamstring.safety.triage import rules_of, triage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstring.content.catalogue import Catalogue

T = TypeVar("T")

DONE = 0.3
"""Chance of something having been done already."""

HAD = 0.6
"""Chance of each quadrant to have had some of it."""

CLOSED = 0.1
"""Chance of each quadrant of each leg to be closed."""


def random_frame(rng: Random, catalogue: "Catalogue") -> Frame:
    """Make a random request with random limits, and what holds for it. The same seed gives the same frame.

    The cap is the least of what was asked, of the goal, of the experience and of the limits.
    """
    # Firm sweeps and friction need much to come together: let it happen more often.
    is_firm = rng.random() < 0.2
    goal = rng.choice([Goal.FLEXIBILITY, Goal.TENDER_SPOTS] if is_firm else [*Goal, Goal.TENDER_SPOTS])
    legs = rng.choices([Leg.BOTH, Leg.LEFT, Leg.RIGHT], [4, 1, 1])[0]
    first = rng.choice([Leg.LEFT, Leg.RIGHT])
    closed = [f"{leg.value}:{name}" for leg in legs.each for name in QUADRANTS if rng.random() < CLOSED]
    by_rule = [entry for entry in closed if rng.random() < 0.5]
    limits = _limits(rng, catalogue, tuple(sorted(by_rule)))
    experiences = sorted(catalogue.policy.experiences, key=lambda entry: entry.cap)
    experience = experiences[-1] if is_firm else rng.choice([*experiences, experiences[-1]])
    asked = None if is_firm else rng.choice([*[None] * 6, *range(2, 7)])
    tools = _some(rng, sorted(catalogue.tools))
    if is_firm:
        tools = rng.choice([("foam-roller",), ("hands", "roller-stick"), ("foam-roller", *tools)])
    request = RoutineRequest(
        budget_s=rng.randrange(60, 1501, catalogue.policy.grain_s),
        tools=(*tools, "hands") if rng.random() < 0.5 else tools,
        positions=tuple(Position) if is_firm else _some(rng, list(Position)),
        goal=goal,
        legs=legs,
        first_leg=first,
        spots=tuple(spot for leg in legs.each for spot in _spots(rng, catalogue, leg)),
        focus=rng.choice([None, None, *Line]),
        exclude=tuple(sorted({*closed} - {*by_rule})),
        pressure_cap=asked,
        experience=experience.id,
        pace=rng.choice(list(Pace)),
        already_warm=rng.random() < (0.8 if is_firm else 0.4),
        stretch=rng.random() < 0.8,
        skin=rng.choice([Skin.BARE, Skin.CLOTHES]),
    )
    if rng.random() < DONE:
        request = attrs.evolve(request, done=_done(rng, catalogue, legs))
    order = (first, first.other) if legs is Leg.BOTH else (legs,)
    open_ = {leg: frozenset(name for name in QUADRANTS if f"{leg.value}:{name}" not in closed) for leg in order}
    # A leg that is shut altogether is not planned for, unless nothing else is left.
    working = tuple(leg for leg in order if open_[leg]) or order
    return Frame(
        catalogue=catalogue,
        request=request,
        limits=limits,
        legs=working,
        open=tuple(open_[leg] for leg in working),
        cap=min(cap for cap in (experience.cap, catalogue.goals[goal.value].cap, asked, limits.max_pressure) if cap is not None),
        budget_s=request.seconds,
    )


def _done(rng: Random, catalogue: "Catalogue", legs: Leg) -> tuple[str, ...]:
    """Draw what was done already: with a stroke or without, on some quadrants, now and then near the bound on work."""
    grain_s, variants = catalogue.policy.grain_s, sorted(catalogue.variants)
    most = rng.choice((60, 120, 300))
    return tuple(
        f"{leg.value}:{name}:{rng.randrange(grain_s, most + 1, grain_s)}{rng.choice(('', ':' + rng.choice(variants)))}"
        for leg in legs.each
        for name in QUADRANTS
        if rng.random() < HAD
    )


def ordinary_frame(catalogue: "Catalogue", **fields: object) -> Frame:
    """Give what holds for a request as people make it, every question denied."""
    rules = rules_of(catalogue)
    fields["answers"] = triage((), complete=True).answers
    request = checked(catalogue, rules.table, RoutineRequest(**fields))  # type: ignore[arg-type]  # it checks its fields
    what = allowed(catalogue, request, triage(request.answers.symptoms, absent=request.answers.absent))
    return frame_of(catalogue, request, what)[0]


def _some(rng: Random, values: "Sequence[T]") -> "tuple[T, ...]":
    """Draw at least one; few are as likely as many."""
    return tuple(rng.sample(values, rng.randint(1, len(values))))


def _spots(rng: Random, catalogue: "Catalogue", leg: Leg) -> list[TenderSpot]:
    policy = catalogue.policy
    number = rng.choices(range(policy.max_spots_per_leg + 1), [4, *[1] * policy.max_spots_per_leg])[0]
    return [TenderSpot(leg, rng.choice(list(QUADRANTS)), rng.randint(1, policy.max_tenderness)) for _ in range(number)]


def _limits(rng: Random, catalogue: "Catalogue", keep_off: tuple[str, ...]) -> Limits:
    """Set each kind of limit now and then."""
    kinds = sorted({tool.kind.value for tool in catalogue.tools.values()})
    demands = sorted({*catalogue.demands, catalogue.policy.firm_demand})
    strokes = sorted(catalogue.techniques)

    def few(values: list[str], chance: float) -> tuple[str, ...]:
        return tuple(sorted(rng.sample(values, rng.randint(1, 3)))) if rng.random() < chance else ()

    def seconds(low: int, high: int, chance: float) -> int | None:
        return rng.randrange(low, high + 1, catalogue.policy.grain_s) if rng.random() < chance else None

    return Limits(
        keep_off=keep_off,
        max_pressure=rng.randint(2, 5) if rng.random() < 0.1 else None,
        no_tools=few(kinds, 0.15),
        no_strokes=few(strokes, 0.1),
        no_demands=few(demands, 0.25),
        max_leg_s=seconds(60, 300, 0.2),
        max_session_s=seconds(60, 600, 0.15),
    )


TOLD = (
    "varicose-veins@left:inner-lower",
    "takes-anticoagulant",
    "cannot-get-up-from-floor",
    "thumb-arthritis",
    "wrist-or-shoulder-trouble",
    "pregnant",
)


@cache
def drawn_request(number: int) -> RoutineRequest:
    """Draw a request, with its answers; one in three with something told that limits a massage."""
    rng = Random(number)
    drawn = random_frame(rng, catalogue()).request
    told = triage([rng.choice(TOLD)] if rng.random() < 0.33 else (), complete=True)
    return attrs.evolve(
        drawn, answers=told.answers, cleared=("takes-anticoagulant",) if "takes-anticoagulant" in told.answers.present else ()
    )
