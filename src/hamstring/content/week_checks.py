"""Checks of the numbers of weeks: they fit together, and to those of the planner."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from hamstring.content.catalogue import Catalogue
from hamstring.content.issues import Checklist, Issue, error
from hamstring.model.week_requests import WEEK_DAYS


def _weeks(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """First sessions are light, what is held down is not firm, steps rise, and every bad sign has a consequence."""
    weeks, policy = catalogue.weeks, catalogue.policy
    bounds = (
        ("sessions_low", weeks.sessions_low, 1, WEEK_DAYS),
        ("sessions_high", weeks.sessions_high, weeks.sessions_low, WEEK_DAYS),
        ("days_apart", weeks.days_apart, 1, WEEK_DAYS),
        ("minutes", weeks.minutes[0], policy.minutes_low, policy.minutes_high),
        ("minutes", weeks.minutes[-1], policy.minutes_low, policy.minutes_high),
        ("pressures", weeks.pressures[0], 1, min(policy.unscreened_cap, policy.firm_from - 1)),
        ("pressures", weeks.pressures[-1], 1, max(entry.cap for entry in policy.experiences)),
        ("held_pressure", weeks.held_pressure, weeks.pressures[0], policy.firm_from - 1),
        ("rest_days", weeks.rest_days, 1, weeks.gap_days),
        ("good_sessions", weeks.good_sessions, 1, WEEK_DAYS),
        ("stop_running", weeks.stop_running, 1, weeks.good_sessions),
        ("stop_bruises", weeks.stop_bruises, 1, weeks.good_sessions),
        ("stop_set_backs", weeks.stop_set_backs, 1, weeks.good_sessions),
        ("morning_rise", weeks.morning_rise, 1, 10),
        ("pain_during_above", weeks.pain_during_above, 0, 10),
    )
    for field, value, low, high in bounds:
        if not low <= value <= high:
            yield error("weeks", "", field, f"expected from {low} to {high}, found {value}")
    for field, values in (("minutes", weeks.minutes), ("pressures", weeks.pressures)):
        if any(later <= earlier for earlier, later in pairwise(values)):
            yield error("weeks", "", field, "expected numbers that rise")


def _returns(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each stage stands in one graded return, and the later stage begins no sooner."""
    named = [name for entry in catalogue.weeks.returns for name in entry.stages]
    for name in catalogue.stages:
        if named.count(name) != 1:
            yield error("weeks", "", "returns", f"expected stage `{name}` once, found it {named.count(name)} times")
    for entry in catalogue.weeks.returns:
        for one, other in pairwise(name for name in entry.stages if name in catalogue.stages):
            if (catalogue.stages[one].from_h or 0) > (catalogue.stages[other].from_h or 0):
                yield error("weeks", "", "returns", f"stage `{other}` begins before `{one}`")


WEEK_CHECKS: Final = (_weeks, _returns)
