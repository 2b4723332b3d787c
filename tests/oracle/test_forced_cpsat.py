"""The best routine with a certain thing in it, against the independent solver that must use it too."""

import os
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

import pytest

from hamstring.content.catalogue import catalogue
from hamstring.model.places import QUADRANTS
from hamstring.model.practice import Position
from hamstring.planning.forced import Wanted, best_with, is_offered
from hamstring.planning.posing import problems
from hamstring.planning.problem import Frame, Problem
from oracle.test_planner_cpsat import frame_of

if TYPE_CHECKING:
    from oracle.cpsat import Bool, Oracle

pytestmark = pytest.mark.skipif(find_spec("ortools") is None, reason="OR-Tools is not installed: what is forced goes unchecked")

N = int(os.environ.get("HAMSTRING_ORACLE_N", "200")) // 2
EACH = 4


def wanted_of(number: int) -> list[Wanted]:
    """Draw some of all that the request with this number offers and could be asked about."""
    frame, content = frame_of(number), catalogue()
    kinds = {
        "tool": content.tools,
        "position": [position.value for position in Position],
        "variant": content.variants,
        "technique": content.techniques,
        "stretch": content.stretches,
        "warm-up": content.warmups,
        "place": [f"{leg.value}:{name}" for leg in frame.legs for name in QUADRANTS],
        "spot": sorted({str(spot) for spot in frame.request.spots}),
    }
    everything = [Wanted(kind=kind, id=name) for kind, names in kinds.items() for name in names]
    offered = [wanted for wanted in everything if is_offered(frame, wanted)]
    return Random(number).sample(offered, min(EACH, len(offered)))


def best_of(frame: Frame, wanted: Wanted) -> int | None:
    """Give the points of the best plan of all ways of warming up that has it, by the oracle."""
    from oracle.cpsat import Oracle

    found: list[int] = []
    for problem in problems(frame):
        model = Oracle(problem)
        model.add(model.seconds <= problem.budget_s)
        if not warms(problem, wanted):
            model.add_at_least_one([*having(model, wanted), model.new_constant(0)])
        model.maximize(model.score)
        plan = model.solved(1)
        found += [] if plan is None else [plan.score]
    return max(found, default=None)


def warms(problem: Problem, wanted: Wanted) -> bool:
    """Say whether the warm-up has it."""
    warm_up = problem.warm_up
    return warm_up is not None and wanted.id in {"warm-up": [warm_up.id], "position": [warm_up.position.value]}.get(wanted.kind, [])


def having(model: "Oracle", wanted: Wanted) -> "list[Bool]":
    """List all that has it; of places what light strokes do is left out."""
    problem = model.problem
    found = [chosen for ending, _, chosen in model.endings if wanted.id in (ending.stretch.id, ending.position.value)]
    if wanted.kind == "spot":
        return [hold.var for hold in model.holds if str(problem.spots[hold.spot].asked) == wanted.id]
    if wanted.kind == "place":
        leg, name = next((leg, name) for leg in model.legs for name in QUADRANTS if f"{problem.legs[leg].value}:{name}" == wanted.id)
        at = [place for place, spot in enumerate(problem.spots) if (spot.leg, spot.region) == (leg, name)]
        swept = [sweep.var for sweep in model.sweeps if sweep.credit[leg, name]]
        return swept + [hold.var for hold in model.holds if hold.spot in at]
    for key, option in model.options.items():
        used = (option.tool.id, *option.station.props, option.station.position.value, option.variant.id, option.variant.technique)
        found += model.works[key] if wanted.id in used else ()
    lights = [light for known in problem.lights.values() for light in known if light]
    if any(wanted.id in (light.tool.id, light.variant.id, light.variant.technique) for light in lights):
        doses = [dose for known in model.lights.values() for dose in known.values()]
        found += [model.all_of([dose, here], ("light", str(dose), leg)) for dose in doses for leg, here in enumerate(model.has_sweeps)]
    return found


@pytest.mark.parametrize("number", range(N))
def test_the_best_routine_with_it_is_that_of_the_oracle(number: int) -> None:
    """Exact: what `why_not` says that it costs is what it costs, and what does not fit does not."""
    frame = frame_of(number)
    for wanted in wanted_of(number):
        best, expected = best_with(frame, wanted), best_of(frame, wanted)
        told = None if best.choice is None else best.choice.score
        if wanted.kind != "place":
            assert (told, best.is_exact) == (expected, expected is not None), (wanted, frame.request)
        elif expected is not None:  # with light strokes there may be a better one
            assert told is not None, (wanted, frame.request)
            assert told >= expected, (wanted, frame.request)
