"""Checks of the numbers that the planner works with: doses, sums, pressures and points."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.issues import Checklist, Issue, error
from hamstring.content.walking import everything, leaves


def _span(catalogue: Catalogue, scope: str) -> tuple[int, int]:
    """Give the span in which all techniques with a dose of this scope agree; empty when there is none."""
    spans = [entry for technique in catalogue.techniques.values() for entry in technique.dose_ranges if entry.scope == scope]
    lows = [entry.low_s for entry in spans if entry.low_s is not None]
    highs = [entry.high_s for entry in spans if entry.high_s is not None]
    return max(lows, default=1), min(highs, default=0)


def _doses(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each dose of the planner lies within the span that its techniques publish."""
    policy = catalogue.policy
    doses = [
        ("hold_s.low", "hold", policy.hold_s.low),
        ("hold_s.high", "hold", policy.hold_s.high),
        ("tool_s.low", "sweep", policy.tool_s.low),
        ("tool_s.high", "sweep", policy.tool_s.high),
        ("leg_s.high", "leg", policy.leg_s.high),
        ("quick_below_s", "leg", policy.quick_below_s),
        *(("spot_doses.dose_s", "spot", dose.dose_s) for dose in policy.spot_doses),
        *(("spot_doses.holds", "hold", hold) for dose in policy.spot_doses for hold in dose.holds),
        *(("stretch_doses.holds", "hold", hold) for dose in policy.stretch_doses for hold in dose.holds),
    ]
    for field, scope, seconds in doses:
        low, high = _span(catalogue, scope)
        if not low <= seconds <= high:
            yield error("policy", "", field, f"{seconds} s, expected the span `{scope}` of techniques.toml, {low} to {high} s")


def _sums(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Holds and blocks add up to their dose; sweeps, goals and variants stay below their ceilings."""
    policy = catalogue.policy
    for field in ("spot_doses", "stretch_doses"):
        for dose in getattr(policy, field):
            if sum(dose.holds) != dose.dose_s:
                yield error("policy", "", f"{field}.holds", f"they add up to {sum(dose.holds)} s, expected {dose.dose_s}")
    for field in attrs.fields_dict(type(policy.patterns)):
        for pattern in getattr(policy.patterns, field):
            if len(pattern.blocks) * policy.block_s != pattern.dose_s or pattern.dose_s > policy.tool_s.high:
                problem = f"expected {pattern.dose_s} s in blocks of {policy.block_s}, at most {policy.tool_s.high} s"
                yield error("policy", "", f"patterns.{field}", problem)
    ceilings = [("goals", goal.id, "leg_max_s", goal.leg_max_s, policy.leg_s.high) for goal in catalogue.goals.values()]
    ceilings += [("variants", entry.id, "max_s", entry.max_s, policy.tool_s.high) for entry in catalogue.variants.values()]
    for kind, name, field, seconds, most in ceilings:
        if seconds is not None and seconds > most:
            yield error(kind, name, field, f"{seconds} s, expected at most {most}")


def _lead_ins(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """A lead-in of its own is longer than the usual one."""
    usual = catalogue.policy.lead_in_s
    for name, variant in catalogue.variants.items():
        if variant.lead_in_s is not None and variant.lead_in_s <= usual:
            yield error("variants", name, "lead_in_s", f"expected more than the usual {usual} s, or none")


def _numbers(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Seconds are multiples of the grain, and felt pressures lie on the scale."""
    grain = catalogue.policy.grain_s
    for kind, name, record in everything(catalogue):
        for path, value in leaves(record):
            if type(value) is not int:
                continue
            if any(part.endswith("_s") for part in path.split(".")) and (value < 0 or value % grain):
                yield error(kind, name, path, f"expected a multiple of {grain}, found {value}")
            if path.endswith(("cap", "max_pressure")) and not 0 <= value <= _SCALE:
                yield error(kind, name, path, f"expected 0 to {_SCALE}, found {value}")


def _stations(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """The felt pressures of a station lie on the scale, the lighter end first."""
    for name, variant in catalogue.variants.items():
        for station in variant.at:
            if not 0 <= station.low <= station.high <= _SCALE:
                yield error("variants", name, f"at.{station.position}", f"expected 0 <= low <= high <= {_SCALE}")


_SCALE: Final = 10
"""The scale of felt pressure goes from 0 to 10: a convention of the code, as in `Limits`."""


def _twins(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """A firm variant has a gentler twin of its kind, and never earns more than it unless the goal says so."""
    for name, variant in catalogue.variants.items():
        twin = catalogue.variants.get(variant.after or "")
        if twin is None:
            continue
        lighter = min(station.low for station in twin.at) < min(station.low for station in variant.at)
        if twin.after or twin.role is not variant.role or not set(variant.tool_kinds) <= set(twin.tool_kinds) or not lighter:
            yield error("variants", name, "after", f"`{twin.id}` is no lighter way of the same role with the same tools")
        for goal in catalogue.goals.values():
            points = {suit.variant: suit.points for suit in goal.suits}
            if goal.id not in checklist.firm_may_earn_more_for and points.get(name, 0) > points.get(twin.id, 0):
                yield error("goals", goal.id, "suits", f"`{name}` earns more than `{twin.id}`, which comes before it")


def _bands(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Points per band are even and fall, while the bands rise."""
    bands = catalogue.policy.quadrant_bands
    for band in bands:
        if band.points % 2:
            yield error("policy", "", "quadrant_bands.points", f"expected an even number, found {band.points}")
    for one, other in pairwise(bands):
        if one.points <= other.points or one.up_to_s >= other.up_to_s:
            yield error("policy", "", "quadrant_bands", "expected rising seconds with falling points")


LOCAL_DOSE_CHECKS: Final = (_numbers,)
"""Those that look at one record at a time."""

DOSE_CHECKS: Final = (_doses, _sums, _lead_ins, _numbers, _stations, _twins, _bands)
