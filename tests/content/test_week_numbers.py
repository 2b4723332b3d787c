"""The promise: the numbers of a week lie within their bounds, both ends included, and what lies beyond is told with its bounds.

First sessions are short and light, what is held down is not firm, a rest has an end, and no bad sign goes without consequence.
"""

from typing import Any

import attrs
import pytest

from checking import with_records
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.issues import Checklist, Issue
from hamstring.content.week_checks import WEEK_CHECKS
from hamstring.model.week_policy import GradedReturn


def told(content: Catalogue) -> list[Issue]:
    """List what the checks of weeks find."""
    return [issue for check in WEEK_CHECKS for issue in check(content, Checklist())]


def with_weeks(**fields: Any) -> list[Issue]:
    """Say what is found when the week has other numbers."""
    return told(with_records(weeks=attrs.evolve(catalogue().weeks, **fields)))


def wrong(field: str, problem: str) -> Issue:
    return Issue("error", f"weeks.toml.{field}", problem)


BOUNDS = {
    "sessions_low": (1, 7),
    "sessions_high": (3, 7),
    "days_apart": (1, 7),
    "held_pressure": (3, 4),
    "rest_days": (1, 14),
    "stop_running": (1, 3),
    "stop_bruises": (1, 3),
    "stop_set_backs": (1, 3),
    "morning_rise": (1, 10),
    "pain_during_above": (0, 10),
}
"""What a number of the week may be from and to, with the other numbers as they are shipped."""


@pytest.mark.parametrize("field", BOUNDS)
def test_a_number_of_the_week_lies_within_its_bounds(field: str) -> None:
    low, high = BOUNDS[field]
    others = {"sessions_high": 7} if field == "sessions_low" else {}
    for fits in (low, high):
        assert with_weeks(**others, **{field: fits}) == []
    assert wrong(field, f"expected from {low} to {high}, found {high + 1}") in with_weeks(**others, **{field: high + 1})
    assert with_weeks(**others, **{field: low - 1})[0] == wrong(field, f"expected from {low} to {high}, found {low - 1}")


def test_a_step_up_takes_no_fewer_sessions_than_a_stop() -> None:
    """Somebody who got worse so many times running must have been stopped before the next step up."""
    found = with_weeks(good_sessions=1)
    assert found == [wrong(field, "expected from 1 to 1, found 2") for field in ("stop_running", "stop_bruises", "stop_set_backs")]
    assert wrong("good_sessions", "expected from 1 to 7, found 0") in with_weeks(good_sessions=0)
    assert with_weeks(good_sessions=7) == []
    assert with_weeks(good_sessions=8) == [wrong("good_sessions", "expected from 1 to 7, found 8")]


def test_the_most_sessions_are_no_fewer_than_the_least() -> None:
    assert with_weeks(sessions_low=5) == []
    assert with_weeks(sessions_low=6) == [wrong("sessions_high", "expected from 6 to 7, found 5")]


def test_a_rest_ends_before_the_gap_after_which_one_steps_down() -> None:
    assert with_weeks(rest_days=3, gap_days=3) == []
    assert with_weeks(rest_days=4, gap_days=3) == [wrong("rest_days", "expected from 1 to 3, found 4")]


@pytest.mark.parametrize(("minutes", "found"), [((0, 8), 0), ((5, 61), 61)])
def test_lengths_are_those_that_the_planner_takes(minutes: tuple[int, ...], found: int) -> None:
    assert with_weeks(minutes=(1, 60)) == []
    assert with_weeks(minutes=minutes) == [wrong("minutes", f"expected from 1 to 60, found {found}")]


def test_the_first_ceiling_is_no_firmer_than_for_somebody_whom_nobody_asked() -> None:
    assert with_weeks(pressures=(1, 6)) == []
    assert with_weeks(pressures=(4, 6)) == [wrong("pressures", "expected from 1 to 3, found 4")]
    assert wrong("pressures", "expected from 1 to 3, found 0") in with_weeks(pressures=(0, 6))


def test_the_first_ceiling_is_not_firm() -> None:
    """However much is allowed to somebody whom nobody asked."""
    policy = attrs.evolve(catalogue().policy, unscreened_cap=6)
    light, firm = (attrs.evolve(catalogue().weeks, pressures=(first, 6), held_pressure=4) for first in (4, 5))
    assert told(with_records(policy=policy, weeks=light)) == []
    assert wrong("pressures", "expected from 1 to 4, found 5") in told(with_records(policy=policy, weeks=firm))


def test_the_last_ceiling_is_that_of_somebody_experienced() -> None:
    assert with_weeks(pressures=(3, 7)) == [wrong("pressures", "expected from 1 to 6, found 7")]


@pytest.mark.parametrize("field", ["minutes", "pressures"])
def test_steps_rise(field: str) -> None:
    assert with_weeks(**{field: (3,)}) == []
    for steps in ((1, 3, 2), (1, 2, 2)):
        assert with_weeks(**{field: steps}) == [wrong(field, "expected numbers that rise")]


# ---------------------------------------------------------------------------- graded returns

SHIPPED_RETURNS = (("pull-0", "pull-1", "pull-2", "pull-3"), ("knock-0", "knock-1", "knock-2"))


def with_returns(*returns: tuple[str, ...]) -> list[Issue]:
    return with_weeks(returns=tuple(GradedReturn(stages=stages) for stages in returns))


def test_each_stage_stands_in_one_graded_return() -> None:
    """A stage that stands in none would never be reached, and one in two would not say where to go on."""
    pull, knock = SHIPPED_RETURNS
    assert with_returns(pull, knock) == []
    assert with_returns(pull, knock[:2]) == [wrong("returns", "expected stage `knock-2` once, found it 0 times")]
    assert with_returns(pull, ("pull-0", *knock)) == [wrong("returns", "expected stage `pull-0` once, found it 2 times")]


def test_a_later_stage_begins_no_sooner() -> None:
    pull, knock = SHIPPED_RETURNS
    assert with_returns(pull, ("knock-0", "knock-2", "knock-1")) == [], "both begin after 72 hours"
    assert with_returns(("pull-0", "pull-2", "pull-1", "pull-3"), knock) == [wrong("returns", "stage `pull-1` begins before `pull-2`")]
    assert with_returns(("pull-1", "pull-0", "pull-2", "pull-3"), knock) == [wrong("returns", "stage `pull-0` begins before `pull-1`")]


@pytest.mark.parametrize("last", ["pull-3", "pull-0"])
def test_a_stage_without_hours_begins_at_once(last: str) -> None:
    stages = {name: attrs.evolve(stage, from_h=None) if name == last else stage for name, stage in catalogue().stages.items()}
    found = told(with_records(stages=stages, weeks=catalogue().weeks))
    assert found == ([wrong("returns", "stage `pull-3` begins before `pull-2`")] if last == "pull-3" else [])


def test_a_stage_that_begins_an_hour_after_the_injury_comes_after_one_without_hours() -> None:
    hours = {"pull-0": None, "pull-1": 1}
    stages = {name: attrs.evolve(stage, from_h=hours.get(name, stage.from_h)) for name, stage in catalogue().stages.items()}
    pull, knock = SHIPPED_RETURNS
    assert told(with_records(stages=stages)) == []
    turned = attrs.evolve(catalogue().weeks, returns=(GradedReturn(stages=("pull-1", "pull-0", *pull[2:])), GradedReturn(stages=knock)))
    assert told(with_records(stages=stages, weeks=turned)) == [wrong("returns", "stage `pull-0` begins before `pull-1`")]


def test_an_unknown_stage_is_left_to_the_check_of_ids() -> None:
    pull, knock = SHIPPED_RETURNS
    assert with_returns(("pull-0", "pull-9", *pull[1:]), knock) == []
