"""What strategies give: a fixed number of draws, the same ones in each run."""

from typing import TypeVar

from hypothesis import Phase, find, given, seed, settings
from hypothesis import strategies as st

from hamstring import PlanningError, RoutineRequest, plan_routine
from profiles import ALL_CHECKS

Value = TypeVar("Value")

QUIET = settings(database=None, deadline=None, phases=[Phase.generate], suppress_health_check=ALL_CHECKS)


def drawn(strategy: st.SearchStrategy[Value], number: int = 200, at_a_time: int = 10) -> list[Value]:
    """Draw about so many values, alike in each run.

    Several at a time are quicker; one at a time, no value comes twice until all have come.
    """
    found: list[Value] = []

    @seed(20261122)
    @settings(QUIET, max_examples=-(-number // at_a_time))
    @given(st.data())
    def note(data: st.DataObject) -> None:
        for _ in range(at_a_time):
            found.append(data.draw(strategy))

    note()
    return found


def least(strategy: st.SearchStrategy[Value]) -> Value:
    """Give what a strategy shrinks to."""
    shrinking = settings(QUIET, phases=[Phase.generate, Phase.shrink], derandomize=True)
    return find(strategy, lambda _: True, settings=shrinking)


def has_plan(request: RoutineRequest) -> bool:
    """Say whether a request can be planned."""
    try:
        plan_routine(request)
    except PlanningError:
        return False
    return True
