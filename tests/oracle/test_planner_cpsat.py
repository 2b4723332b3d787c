"""The planner against an independent solver: the same page, in OR-Tools CP-SAT.

``HAMSTRING_ORACLE_N`` says how many random requests are compared. Every fourth one is made for spots: somebody
experienced, warm, with balls and tender spots, and a content in which firm finishes pay.
"""

import os
from functools import cache
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

import attrs
import pytest

from hamstring.content.catalogue import catalogue
from hamstring.model.outcomes import Limits
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.requests import Goal, TenderSpot
from hamstring.planning.plan import best_choice, least_seconds
from hamstring.planning.posing import problems
from hamstring.planning.problem import Frame
from planning_strategies import firmer

if TYPE_CHECKING:
    from oracle.cpsat import Plan

pytestmark = pytest.mark.skipif(find_spec("ortools") is None, reason="OR-Tools is not installed: the planner goes unchecked")

N = int(os.environ.get("HAMSTRING_ORACLE_N", "200"))
FEW = max(1, N // 50)
SPOTTY = 4


def frame_of(number: int) -> Frame:
    """Give the random request with this number."""
    from oracle.requests import random_frame

    rng = Random(number)
    frame = random_frame(rng, catalogue() if number % SPOTTY else firmer())
    return frame if number % SPOTTY else spotty(rng, frame)


def spotty(rng: Random, frame: Frame) -> Frame:
    """Change a request so that firm work is allowed: somebody experienced and warm, with what it takes, and spots."""
    kits = (
        ("hands", "lacrosse-ball"),
        ("massage-ball", "foam-roller"),
        ("hands", "tennis-ball", "foam-roller"),
        ("hands", "roller-stick"),
        ("foam-roller",),
    )
    spots = [TenderSpot(leg, rng.choice(list(QUADRANTS)), rng.choice((1, 2, 2, 3))) for leg in frame.legs for _ in range(rng.randint(1, 3))]
    request = attrs.evolve(
        frame.request,
        goal=Goal.TENDER_SPOTS,
        tools=rng.choice(kits),
        positions=rng.choice((("chair",), ("floor",), ("chair", "floor"), ("bed", "chair", "floor", "lying", "standing"))),
        spots=tuple(spots),
        legs=Leg.BOTH if len(frame.legs) == 2 else frame.legs[0],
        experience="experienced",
        already_warm=rng.random() < 0.7,
        pressure_cap=None,
    )
    return attrs.evolve(
        frame, request=request, cap=6, limits=attrs.evolve(frame.limits, max_pressure=None, no_strokes=(), no_tools=(), no_demands=())
    )


@cache
def plan_of(number: int) -> "Plan | None":
    """Give a best plan of all ways of warming up, by the oracle."""
    from oracle.cpsat import best_plan

    found = [plan for problem in problems(frame_of(number)) if (plan := best_plan(problem)) is not None]
    return max(found, key=lambda plan: (plan.score, -plan.seconds), default=None)


def least_of(frame: Frame) -> int | None:
    """Give the least seconds of all ways of warming up, by the oracle."""
    from oracle.cpsat import least_seconds as least

    found = [seconds for problem in problems(frame) if (seconds := least(problem)) is not None]
    return min(found, default=None)


@pytest.mark.parametrize("number", range(N))
def test_score_and_seconds_are_those_of_the_oracle(number: int) -> None:
    """Exact: no plan earns more, and none that earns as much is shorter."""
    plan, choice = plan_of(number), best_choice(frame_of(number))
    expected = None if plan is None else (plan.score, plan.seconds)
    assert expected == (None if choice is None else (choice.score, choice.seconds)), frame_of(number).request


@pytest.mark.parametrize("number", range(N))
def test_least_seconds_are_those_of_the_oracle(number: int) -> None:
    """Exact: what is told as the least time is the least, and there is one exactly when something is left to do."""
    frame = frame_of(number)
    assert least_of(frame) == least_seconds(frame), frame.request


@pytest.mark.skipif(N < 100, reason="too few requests to say")
def test_the_requests_are_worth_comparing() -> None:
    """Among the requests are some that fit and some that do not, with all that a plan can have."""
    plans = [plan_of(number) for number in range(N)]
    found = [plan for plan in plans if plan is not None]
    variants = catalogue().variants
    told = {
        "nothing fits": len(plans) - len(found),
        "spots": sum(bool(plan.spots) for plan in found),
        "firm finishes": sum(any(spot.finish for spot in plan.spots) for plan in found),
        "friction": sum(any(spot.friction for spot in plan.spots) for plan in found),
        "endings": sum(plan.ending is not None for plan in found),
        "no ending": sum(plan.ending is None for plan in found),
        "several setups": sum(len(plan.setups) > 1 for plan in found),
        "moves": sum(len({position for _, position in plan.setups}) > 1 for plan in found),
        "opening strokes": sum(plan.opening_s > 0 for plan in found),
        "no closing strokes": sum(plan.closing_s == 0 for plan in found),
        "firm sweeps": sum(any(variants[key[2]].after for key, _ in plan.sweeps) for plan in found),
        "something done already": sum(bool(frame_of(number).request.done) for number, plan in enumerate(plans) if plan),
        "limits": sum(frame_of(number).limits != Limits() for number, plan in enumerate(plans) if plan),
    }
    assert {name: count for name, count in told.items() if count < FEW} == {}
