"""The planner against an independent solver: the same page, in OR-Tools CP-SAT.

``HAMSTRING_ORACLE_N`` says how many random requests are compared.
"""

import os
from importlib.util import find_spec
from random import Random

import pytest

from hamstring.content.catalogue import catalogue
from hamstring.planning.plan import best_choice, least_seconds
from hamstring.planning.problem import Frame, problems

pytestmark = pytest.mark.skipif(find_spec("ortools") is None, reason="OR-Tools is not installed: the planner goes unchecked")

N = int(os.environ.get("HAMSTRING_ORACLE_N", "200"))
TOO_LITTLE_S = 60
FEW = 4


def frame_of(seed: int) -> Frame:
    """Give the random request with this number."""
    from oracle.requests import random_frame

    return random_frame(Random(seed), catalogue())


def best_of(frame: Frame) -> tuple[int, int] | None:
    """Give the score and the seconds of the best of all ways of warming up, by the oracle."""
    from oracle.cpsat import best

    found = [told for problem in problems(frame) if (told := best(problem)) is not None]
    return max(found, key=lambda told: (told[0], -told[1]), default=None)


def least_of(frame: Frame) -> int | None:
    """Give the least seconds of all ways of warming up, by the oracle."""
    from oracle.cpsat import least_seconds

    found = [told for problem in problems(frame) if (told := least_seconds(problem)) is not None]
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(N))
def test_score_and_seconds_are_those_of_the_oracle(seed: int) -> None:
    """Exact: no plan earns more, and none that earns as much is shorter."""
    frame = frame_of(seed)
    choice = best_choice(frame)
    assert best_of(frame) == (None if choice is None else (choice.score, choice.seconds)), frame.request


@pytest.mark.parametrize("seed", range(N))
def test_least_seconds_are_those_of_the_oracle(seed: int) -> None:
    """Exact: what is told as the least time is the least, and there is one exactly when something is left to do."""
    frame = frame_of(seed)
    assert least_of(frame) == least_seconds(frame), frame.request


def test_the_requests_are_worth_comparing() -> None:
    """Among the random requests are some that fit and some that do not, with spots, endings, warm-ups and several setups."""
    choices = [best_choice(frame_of(seed)) for seed in range(200)]
    found = [choice for choice in choices if choice is not None]
    told = {
        "nothing fits": len(choices) - len(found),
        "spots": sum(bool(choice.tail.pressing.treatments) for choice in found),
        "extras": sum(any(entry.extra for entry in choice.tail.pressing.treatments) for choice in found),
        "endings": sum(choice.tail.ending is not None for choice in found),
        "warm-ups": sum(choice.problem.warm_up is not None for choice in found),
        "firm": sum(any(option.variant.after for package in choice.bundle.packages for option, _ in package.doses) for choice in found),
        "setups": sum(len(choice.route.order) > 1 for choice in found),
        "moves": sum(len({position for _, position in choice.route.order}) > 1 for choice in found),
        "lights": sum(choice.tail.opening_s > 0 for choice in found),
        "one leg idle": sum(min(choice.bundle.work) == 0 < max(choice.bundle.work) for choice in found),
    }
    assert {name: number for name, number in told.items() if number < FEW} == {}
