"""The promise: told a patient story, triage answers as a careful clinician who never saw the rules would.

It is never less urgent than the clinician, and at most one step more; it allows exactly as much massage;
and every limit that the clinician asked for holds. The stories stand in `vignettes.toml`.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from hamstring.content.catalogue import catalogue
from hamstring.model.outcomes import Permission, Urgency
from hamstring.safety.triage import Triage, triage

STORIES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("vignettes.toml").read_text(encoding="utf-8"))
URGENCIES = list(Urgency)

each_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
limited_story = pytest.mark.parametrize(
    ("story", "name"),
    [
        pytest.param(story, name, id=f"{key}-{name}")
        for key, story in STORIES.items()
        for name in ("keep_off", "no_demands", "no_tools")
        if name in story
    ],
)
capped_story = pytest.mark.parametrize("story", [pytest.param(story, id=key) for key, story in STORIES.items() if "max_pressure" in story])


def answered(story: dict[str, Any]) -> Triage:
    """Give the triage of what this person ticks."""
    return triage(story["present"], absent=story.get("absent", []))


@each_story
def test_urgency_is_never_below_the_clinician(story: dict[str, Any]) -> None:
    """Nobody is told to wait longer than a careful clinician would let them."""
    assert answered(story).urgency >= Urgency(story["urgency"])


@each_story
def test_urgency_is_at_most_one_step_above_the_clinician(story: dict[str, Any]) -> None:
    """Nobody is alarmed by two steps: that is how alarms lose their worth."""
    expected, actual = Urgency(story["urgency"]), answered(story).urgency
    assert URGENCIES.index(actual) <= URGENCIES.index(expected) + 1


@each_story
def test_massage_is_what_the_clinician_allows(story: dict[str, Any]) -> None:
    """Neither a risky massage allowed nor a harmless one refused."""
    assert Permission(story["massage"]) == answered(story).massage


@capped_story
def test_pressure_stays_below_the_cap_of_the_clinician(story: dict[str, Any]) -> None:
    """The pressure that a condition bears is never exceeded."""
    limits = answered(story).limits
    assert limits.is_total or (limits.max_pressure is not None and limits.max_pressure <= story["max_pressure"])


@limited_story
def test_what_the_clinician_forbids_is_forbidden(story: dict[str, Any], name: str) -> None:
    """Tools, demands and places that the clinician shuts are shut."""
    limits = answered(story).limits
    assert limits.is_total or set(story[name]) <= set(getattr(limits, name))


def test_every_finding_has_a_story() -> None:
    """No finding goes into the content without somebody who ticks it."""
    ticked = {entry.partition("@")[0] for story in STORIES.values() for entry in story["present"]}
    assert set(catalogue().findings) == ticked


def test_stories_are_sorted_by_id() -> None:
    """A story is found where its name says."""
    assert sorted(STORIES) == list(STORIES)
