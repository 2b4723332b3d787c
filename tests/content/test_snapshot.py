"""The promise: a changed outcome is visible in review.

`outcomes.json` holds what every rule alone contributes. After a change that is meant, write it anew and read the diff:

    HAMSTRING_UPDATE=1 python -m pytest tests/content/test_snapshot.py
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hamstring.content.catalogue import catalogue
from hamstring.content.converter import unstructure
from hamstring.model.logic import Condition
from hamstring.model.places import Leg
from hamstring.safety.triage import triage

SNAPSHOT = Path(__file__).with_name("outcomes.json")


def outcome_of(rule: Condition) -> dict[str, Any]:
    """Tell one rule; limits that it does not set are left out."""
    limits = unstructure(rule.limits)
    assert isinstance(limits, dict)
    told = {"when": list(rule.when), "urgency": str(rule.urgency), "massage": str(rule.massage)}
    told["limits"] = {name: value for name, value in limits.items() if value not in (None, [])}
    return told | ({"scope": rule.scope} if rule.scope else {})


def outcomes() -> dict[str, Any]:
    """Tell all rules, by id."""
    return {rule.id: outcome_of(rule) for rule in catalogue().conditions()}


def written(told: dict[str, Any]) -> str:
    """Write one rule a line, so that a diff shows whose advice changed."""
    lines = [f"{json.dumps(name)}: {json.dumps(rule)}" for name, rule in told.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


@pytest.fixture(scope="module")
def snapshot() -> dict[str, Any]:
    """Read the committed snapshot; write it first when asked to."""
    if os.environ.get("HAMSTRING_UPDATE") == "1":
        SNAPSHOT.write_text(written(outcomes()), encoding="utf-8")
    return dict(json.loads(SNAPSHOT.read_text(encoding="utf-8")))


def test_the_same_rules_stand_in_the_snapshot(snapshot: dict[str, Any]) -> None:
    """No rule comes or goes unseen."""
    assert list(snapshot) == list(outcomes())


def test_every_rule_says_what_the_snapshot_says(snapshot: dict[str, Any]) -> None:
    """No rule changes unseen."""
    told = outcomes()
    changed = {name: (snapshot[name], told[name]) for name in snapshot if name in told and snapshot[name] != told[name]}
    assert changed == {}, "if this is meant, run again with HAMSTRING_UPDATE=1"


def test_the_snapshot_is_written_as_the_test_writes_it(snapshot: dict[str, Any]) -> None:
    """One rule a line, in the order of ids; nothing edited by hand."""
    assert SNAPSHOT.read_text(encoding="utf-8") == written(snapshot)


def test_triage_is_at_least_as_strict_as_each_rule_alone(snapshot: dict[str, Any]) -> None:
    """What is reviewed here is what people are told."""
    for name, told in snapshot.items():
        answer = triage(told["when"])
        assert told["urgency"] in [str(level) for level in type(answer.urgency) if level <= answer.urgency], name
        assert told["massage"] in [str(level) for level in type(answer.massage) if level <= answer.massage], name
        least = told["limits"].get("max_pressure")
        highest = answer.on_leg(Leg.LEFT).limits.max_pressure
        assert least is None or answer.limits.is_total or (highest is not None and highest <= least), name
