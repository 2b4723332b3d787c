"""The promise: a changed outcome, dose, grade, limit or keep-out is visible in review.

`outcomes.json` holds what every rule alone contributes, and its advice; `facts.json` holds doses, grades, keep-outs,
screens, stop signs and the numbers of the planner. After a change that is meant, write both anew and read the diff:

    HAMSTRING_UPDATE=1 python -m pytest tests/content/test_snapshot.py
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.model.places import Leg
from hamstring.safety.triage import triage
from snapshots import FACTS, OUTCOMES, committed, facts, outcomes, written

Teller = Callable[[Catalogue], dict[str, Any]]

each_snapshot = pytest.mark.parametrize(
    ("path", "tell"), [pytest.param(OUTCOMES, outcomes, id="outcomes"), pytest.param(FACTS, facts, id="facts")]
)


@pytest.fixture(scope="module", autouse=True)
def snapshots() -> None:
    """Write the snapshots first when asked to."""
    if os.environ.get("HAMSTRING_UPDATE") == "1":
        for path, tell in ((OUTCOMES, outcomes), (FACTS, facts)):
            path.write_text(written(tell(catalogue())), encoding="utf-8")


@each_snapshot
def test_the_same_records_stand_in_the_snapshot(path: Path, tell: Teller) -> None:
    """No rule and no fact comes or goes unseen."""
    assert list(committed(path)) == list(tell(catalogue()))


@each_snapshot
def test_every_record_says_what_the_snapshot_says(path: Path, tell: Teller) -> None:
    """No rule and no fact changes unseen."""
    before, told = committed(path), tell(catalogue())
    changed = {name: (before[name], told[name]) for name in before if name in told and before[name] != told[name]}
    assert changed == {}, "if this is meant, run again with HAMSTRING_UPDATE=1"


@each_snapshot
def test_the_snapshot_is_written_as_the_test_writes_it(path: Path, tell: Teller) -> None:
    """One record a line, in the order of ids; nothing edited by hand."""
    assert path.read_text(encoding="utf-8") == written(committed(path))
    assert path.read_text(encoding="utf-8") == written(tell(catalogue()))


def test_triage_is_at_least_as_strict_as_each_rule_alone() -> None:
    """What is reviewed here is what people are told."""
    for name, told in committed(OUTCOMES).items():
        answer = triage(told["when"])
        assert told["urgency"] in [str(level) for level in type(answer.urgency) if level <= answer.urgency], name
        assert told["massage"] in [str(level) for level in type(answer.massage) if level <= answer.massage], name
        least = told["limits"].get("max_pressure")
        highest = answer.on_leg(Leg.LEFT).limits.max_pressure
        assert least is None or answer.limits.is_total or (highest is not None and highest <= least), name
