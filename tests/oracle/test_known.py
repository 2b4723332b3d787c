"""The promise: plans are exact, on many more requests than there is time to solve twice.

`known.json` holds what the oracle (OR-Tools CP-SAT) said of drawn requests: for each the score and the seconds of a best
plan, and the least seconds of any; null where nothing fits. What we say must be the same. After a change of content or of
the planning model let the oracle say it anew (about five minutes), and read the diff:

    HAMSTRING_UPDATE=1 python -m pytest tests/oracle/test_known.py
"""

import json
import os
from pathlib import Path

import pytest

from hamstring.planning.plan import best_choice, least_seconds
from oracle.test_planner_cpsat import frame_of, least_of, plan_of

KNOWN = Path(__file__).with_name("known.json")
FIRST, LAST, BLOCK = 1000, 2000, 10
"""Numbers that the comparison in `test_planner_cpsat` does not reach."""

Told = tuple[list[int] | None, int | None]
"""Score and seconds of a best plan, and the least seconds of any."""


@pytest.fixture(scope="module")
def known() -> dict[str, list[Told]]:
    """Read what the oracle said; ask it first when told to."""
    if os.environ.get("HAMSTRING_UPDATE") == "1":
        said: dict[int, list[Told]] = {}
        for first in range(FIRST, LAST, BLOCK):
            plans = [(plan_of(number), least_of(frame_of(number))) for number in range(first, first + BLOCK)]
            said[first] = [(None if plan is None else [plan.score, plan.seconds], least) for plan, least in plans]
        KNOWN.write_text("{\n" + ",\n".join(f'"{first}": {json.dumps(told)}' for first, told in said.items()) + "\n}\n", "utf-8")
    read: dict[str, list[Told]] = json.loads(KNOWN.read_text("utf-8"))
    return read


@pytest.mark.parametrize("first", range(FIRST, LAST, BLOCK))
def test_score_and_seconds_are_those_that_the_oracle_told(first: int, known: dict[str, list[Told]]) -> None:
    """Exact: no plan earns more, none that earns as much is shorter, and no routine takes less than the least."""
    chosen = [best_choice(frame_of(number)) for number in range(first, first + BLOCK)]
    ours = [None if choice is None else [choice.score, choice.seconds] for choice in chosen]
    assert [best for best, _ in known[str(first)]] == ours


@pytest.mark.parametrize("first", range(FIRST, LAST, BLOCK))
def test_the_least_seconds_are_those_that_the_oracle_told(first: int, known: dict[str, list[Told]]) -> None:
    """Exact, and there are some exactly when something is left to do."""
    assert [least for _, least in known[str(first)]] == [least_seconds(frame_of(number)) for number in range(first, first + BLOCK)]
