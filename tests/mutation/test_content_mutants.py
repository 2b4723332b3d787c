"""The promise: no plausible mistake in the content goes unseen.

A sample of the mutants is tried each time. All of them, with their counts:

    HAMSTRING_MUTANTS=all python -m pytest tests/mutation/test_content_mutants.py -s
"""

import os
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from hamstring.content.catalogue import catalogue
from hamstring.content.checks import check_content
from hamstring.content.issues import Issue
from mutation.content_mutants import Mutant, mutants
from mutation.content_suite import KILLERS, Edited, first_to_speak
from snapshots import FACTS, OUTCOMES, committed, facts, outcomes

ALL = list(mutants(catalogue()))
TRIED = ALL if os.environ.get("HAMSTRING_MUTANTS") == "all" else ALL[::40]

OURS = Path(__file__).parents[1] / "content" / "ours.toml"

SOURCED = ("swap a grade", "widen a dose")
"""Mistakes that nothing but the source behind them can judge, so that the snapshot alone may tell them."""


@cache
def ours() -> frozenset[tuple[str, str, str]]:
    """Read what is our judgement alone: kind, record, and how what the mutant changes begins."""
    kinds = tomllib.loads(OURS.read_text(encoding="utf-8"))
    return frozenset((kind, name, what) for kind, records in kinds.items() for name, whats in records.items() for what in whats)


def is_ours(mutant: Mutant) -> tuple[str, str, str] | None:
    """Give the judgement of ours that a mutant changes."""
    name = "planner" if mutant.kind == "policy" else mutant.id
    return next((entry for entry in ours() if entry[:2] == (mutant.kind, name) and mutant.what.startswith(entry[2])), None)


def unjudged(only_snapshot: Iterable[Mutant]) -> list[str]:
    """Name what has no second opinion, is no judgement of ours, and has no source to judge it by."""
    return [str(mutant) for mutant in only_snapshot if mutant.operator not in SOURCED and is_ours(mutant) is None]


def counted(told: dict[str, Counter[str]]) -> str:
    """Write the counts as a table, one operator a line."""
    heads = ("mutants", *KILLERS, "survive")
    rows = [(name, sum(count.values()), *(count[part] for part in KILLERS), count[""]) for name, count in sorted(told.items())]
    total = sum((count for count in told.values()), Counter[str]())
    rows.append(("all", sum(total.values()), *(total[part] for part in KILLERS), total[""]))
    lines = [f"{'':<30}" + "".join(f"{head:>10}" for head in heads)]
    lines += [f"{name:<30}" + "".join(f"{number:>10}" for number in numbers) for name, *numbers in rows]
    return "\n".join(lines)


def test_no_mutant_survives() -> None:
    """Each mistake makes some part of the suite speak up; the counts say which part speaks first."""
    told: dict[str, Counter[str]] = {}
    alone: list[Mutant] = []
    survivors: list[str] = []
    for mutant in TRIED:
        part, _ = first_to_speak(mutant)
        told.setdefault(mutant.operator, Counter())[part] += 1
        survivors += [] if part else [str(mutant)]
        alone += [mutant] if part == "snapshot" else []
    print(f"\n{counted(told)}")
    assert survivors == []
    assert unjudged(alone) == []


def test_what_is_ours_is_told_by_the_snapshot_alone() -> None:
    """The list of our judgements names what there is, and nothing that has a second opinion by now."""
    assert ours() == {entry for mutant in ALL if (entry := is_ours(mutant)) and first_to_speak(mutant)[0] == "snapshot"}


def test_what_is_not_ours_needs_a_second_opinion() -> None:
    """A mistake that only the snapshot tells is named, unless nothing but a source can judge it."""
    by_operator = {mutant.operator: mutant for mutant in ALL if is_ours(mutant) is None}
    assert unjudged(by_operator.values()) == [str(mutant) for name, mutant in by_operator.items() if name not in SOURCED]


def test_no_two_mutants_are_the_same_and_none_is_the_content_itself() -> None:
    """The counts count mistakes."""
    assert len({str(mutant) for mutant in ALL}) == len(ALL)
    for mutant in ALL:
        own = catalogue().policy if mutant.kind == "policy" else catalogue().kind(mutant.kind)[mutant.id]
        assert mutant.record != own, str(mutant)


@pytest.mark.parametrize("kind", ["rules", "contraindications", "findings", "policy", "screens"])
def test_a_record_put_in_its_own_place_makes_nothing_speak(kind: str) -> None:
    """So a mutant is killed for its mistake, and not for being tried."""
    records = {"": catalogue().policy} if kind == "policy" else catalogue().kind(kind)
    name, record = next((name, record) for name, record in records.items() if kind != "rules" or name not in catalogue().contraindications)
    assert first_to_speak(Mutant("nothing", kind, name, "", record)) == ("", "")


def test_an_edited_content_is_told_as_the_shipped_one_but_for_the_edit() -> None:
    """What the suite compares line by line is what the snapshot tests compare whole."""
    mutant = next(mutant for mutant in ALL if mutant.operator == "swap an advice")
    edited = Edited(mutant)
    before, after = committed(OUTCOMES), outcomes(edited)
    assert [mutant.id] == [name for name in before if before[name] != after[name]]
    assert facts(edited) == committed(FACTS)
    assert all(isinstance(issue, Issue) for issue in check_content(edited))
