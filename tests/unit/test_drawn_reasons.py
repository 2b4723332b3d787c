"""The promise: why something is not in a routine, what would help, and what fits later change only where a reviewer sees it.

Drawn requests, asked for all that a routine can have in it; the answers stand in `tests/reviewed`, see `tests/reviewed.py`.
They say nothing of what is right: the oracle does, in `tests/oracle/test_forced_cpsat.py`.
"""

from collections.abc import Iterator
from random import Random
from typing import cast

import attrs
import pytest

from hamstring import (
    Catalogue,
    HamstringError,
    NoRoutineFits,
    Routine,
    RoutineRefused,
    RoutineRequest,
    TenderSpot,
    WhyNot,
    catalogue,
    plan_routine,
)
from hamstring.model.places import QUADRANTS, Leg
from oracle.requests import drawn_request
from reviewed import Reviewed

ASKED_OF = ("tools", "positions", "techniques", "variants", "stretches", "warmups", "goals")


def everything(content: Catalogue) -> Iterator[str]:
    """Name all that one can ask for, and some that nobody can."""
    for kind in ASKED_OF:
        yield from content.kind(kind)
    yield from content.regions
    for leg in Leg.BOTH.each:
        yield from (f"{leg.value}:{name}" for name in QUADRANTS)
        yield from (str(TenderSpot(leg, name, 2)) for name in QUADRANTS)


def line(answer: WhyNot) -> str:
    told: dict[str, object] = attrs.asdict(answer, filter=lambda field, _: field.name != "text")
    return "; ".join(f"{name} {_joined(value)}" for name, value in told.items() if value not in ((), None, "") and value is not False)


def _joined(value: object) -> str:
    return ", ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else str(value)


def asked(routine: Routine, name: str) -> str:
    try:
        return f"{name}: {line(routine.why_not(name))}"
    except HamstringError as error:
        return f"{name}: {type(error).__name__}: {error}"


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("number", [14, 24, 35, 49])
def test_why_not_is_answered_as_it_was_reviewed(number: int, part: int, reviewed: Reviewed) -> None:
    routine = plan_routine(drawn_request(number))
    names = sorted(everything(catalogue()))[part::4]
    reviewed(*(asked(routine, name) for name in names))


def tight(number: int) -> RoutineRequest:
    """Give a drawn request next to no time, and make it hard to meet."""
    rng, drawn = Random(number), drawn_request(number)
    return attrs.evolve(
        drawn,
        minutes=None,
        budget_s=rng.choice((60, 75, 90, 120)),
        tools=drawn.tools[: rng.randint(1, 2)],
        positions=drawn.positions[: rng.randint(1, 2)],
        pressure_cap=rng.choice((None, 2, 3)),
        exclude=rng.choice(((), ("upper",), ("left",), ("right:inner", "lower"))),
        pace=rng.choice(("normal", "slow")),
        done=(),
    )


@pytest.mark.parametrize("number", range(100, 140))
def test_what_would_help_is_told_as_it_was_reviewed(number: int, reviewed: Reviewed) -> None:
    try:
        reviewed(f"fits in {plan_routine(tight(number)).seconds} s")
    except (NoRoutineFits, RoutineRefused):
        return  # what it says is noted
