"""The shortest screen against z3: one no fewer cannot rule the urgency out, whichever questions are asked."""

from collections.abc import Iterable
from functools import cache
from random import Random

import pytest

from hamstring import Catalogue, Urgency, catalogue, shortest_screen, triage
from oracle.z3_types import Z3

z3: Z3 = pytest.importorskip("z3", reason="z3-solver is not installed (extra `oracle`)")

LEVELS = tuple(Urgency)[1:]


def can_rule_out(content: Catalogue, urgency: Urgency, noes: int, present: Iterable[str] = ()) -> bool:
    """Say whether some list of so many noes contradicts every way of reaching an urgency.

    A no to a finding is a clause, and so is what a finding implies. For each rule there is a world in which it
    fires with as few findings as it can; each such world must hold a finding that is denied.
    """
    asked = z3.Solver()
    denied = {name: z3.Bool(f"no:{name}") for name in content.findings}
    asked.add(z3.PbLe([(no, 1) for no in denied.values()], noes))
    for name in closed(content, present):
        asked.add(z3.Not(denied[name]))
    for rule in content.rules.values():
        if rule.urgency >= urgency:
            asked.add(z3.Or([denied[name] for name in closed(content, rule.when)]))
    return asked.check() == z3.sat


def closed(content: Catalogue, names: Iterable[str]) -> set[str]:
    """Add what is implied until nothing is added any more."""
    found = set(names)
    while more := {other for name in found for other in content.findings[name].implies} - found:
        found |= more
    return found


@pytest.mark.parametrize("urgency", LEVELS, ids=str)
def test_z3_finds_no_shorter_screen(urgency: Urgency) -> None:
    length = len(shortest_screen(urgency))
    assert can_rule_out(catalogue(), urgency, length)
    assert not can_rule_out(catalogue(), urgency, length - 1)


@cache
def free() -> list[str]:
    """Name what is no emergency alone, and neither excludes anything nor is excluded."""
    excluding = {name for name, entry in catalogue().findings.items() if entry.excludes}
    excluding |= {other for entry in catalogue().findings.values() for other in entry.excludes}
    names = [name for name in catalogue().findings if excluding.isdisjoint(closed(catalogue(), [name]))]
    return [name for name in names if triage([name]).urgency < Urgency.EMERGENCY]


@pytest.mark.parametrize("seed", range(12))
def test_z3_finds_no_shorter_screen_after_a_yes(seed: int) -> None:
    """What is present cannot be denied, and what needs it needs less."""
    present = Random(seed).sample(free(), 1)
    length = len(shortest_screen("emergency", symptoms=present))
    assert can_rule_out(catalogue(), Urgency.EMERGENCY, length, present)
    assert not can_rule_out(catalogue(), Urgency.EMERGENCY, length - 1, present)
