"""The promise: what the dossier and anatomy ask of the content holds, told by hand apart from the content."""

from collections.abc import Iterable

import pytest

from dossier import dossier
from hamstring.content.catalogue import catalogue
from mutation.content_mutants import Mutant, mutants
from mutation.content_suite import Edited
from promises import PROMISES, Promise


@pytest.mark.parametrize("promise", [pytest.param(promise, id=promise.__name__) for _, promise in PROMISES])
def test_the_shipped_content_keeps_it(promise: Promise) -> None:
    assert list(promise(catalogue())) == []


@pytest.fixture(scope="module")
def mistakes() -> list[Mutant]:
    return list(mutants(catalogue()))


@pytest.mark.parametrize(("kinds", "promise"), [pytest.param(*entry, id=entry[1].__name__) for entry in PROMISES])
def test_some_mistake_of_each_of_its_kinds_breaks_it(kinds: tuple[str, ...], promise: Promise, mistakes: list[Mutant]) -> None:
    """A promise that no mistake can break promises nothing."""
    for kind in kinds:
        assert any(next(promise(Edited(mutant)), "") for mutant in mistakes if mutant.kind == kind), kind


def _unknown(kind: str, names: Iterable[str]) -> set[str]:
    return set(names) - set(catalogue().kind(kind))


def test_the_dossier_speaks_of_what_there_is() -> None:
    """A misspelt name in the dossier would promise nothing."""
    told = dossier()
    found = {name for sign in told.signs for names in sign.sets() for name in names}
    found |= {*told.answered_first, *(name for names in told.answered_first.values() for name in names)}
    found |= {*told.conditions, *told.harmless, *told.means, *told.names, *told.opens}
    found |= {name for names in (*told.means.values(), *told.one_at_most, *told.places.values(), *told.opens.values()) for name in names}
    assert _unknown("findings", found) == set()
    advice = {name for sign in told.signs for name in sign.advice}
    advice |= {name for condition in told.conditions.values() for name in condition.advice}
    assert _unknown("advice", advice) == set()
    assert _unknown("contraindications", (*told.asked_first.higher, *told.asked_first.closes_a_place)) == set()
    assert _unknown("variants", [way for way, _ in told.stations] + [*told.gentler_twins]) == set()
    for kind, names in (
        ("goals", told.goals),
        ("positions", told.positions),
        ("stages", told.stages),
        ("stop_signs", told.stop_signs),
        ("stretches", told.stretches),
        ("tools", (*told.tool_names, *told.tool_shifts)),
    ):
        assert _unknown(kind, names) == set(), kind


def test_a_condition_stands_at_one_row_and_a_finding_at_one_place() -> None:
    """No two parts of the dossier say different things of the same finding."""
    placed = [name for names in dossier().places.values() for name in names]
    assert sorted(placed) == sorted(set(placed))
    led = [name for names in dossier().names.values() for name in names]
    assert sorted(led) == sorted(set(led))
