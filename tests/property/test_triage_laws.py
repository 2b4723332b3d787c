"""The laws of triage. Each test's docstring is the promise that it keeps.

The plain definition stands in this file: a rule fires when all of its conditions are among what is present, with
everything that is implied. On small made-up contents every consistent way of answering the open questions is
listed, so bounds and questions are compared with the whole truth, not with samples of it.
"""

import copy
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import combinations
from operator import attrgetter
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hamstring
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.model.answers import Answers, Placed
from hamstring.model.logic import Condition, Placing, RuleLimits
from hamstring.model.outcomes import EVERYTHING, LEAST, NOTHING, Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.screening import Rule
from hamstring.safety.table import table_of
from hamstring.safety.triage import Triage, triage
from profiles import examples
from strategies import (
    REGIONS,
    SINGLE_LEGS,
    MadeUp,
    Web,
    answers,
    asked,
    atoms,
    contents,
    finding,
    finding_ids,
    join_atoms,
    limits,
    made_up,
    outcomes,
    rule,
    told,
    whole_body_contents,
)

shipped, laws, many = examples(15), examples(50), examples(100)

Atoms = frozenset[tuple[str, object]]
Spots = frozenset[str]

# ---------------------------------------------------------------------------- the plain definition


def _on(leg: Leg) -> Spots:
    return frozenset(f"{leg}:{name}" for name in QUADRANTS)


BOTH = _on(Leg.LEFT) | _on(Leg.RIGHT)


def _covered(region: str | None) -> tuple[str, ...]:
    """Name the quadrants of a region of a made-up content, as its file tells them."""
    if region is None:
        return tuple(QUADRANTS)
    near = {"buttock-crease": ("inner-upper", "outer-upper"), "outer-knee": ("outer-lower",)}
    return near[region] if region in near else tuple(name for name in QUADRANTS if region in (name, *name.split("-")))


@attrs.frozen(slots=False)
class Plain:
    """A rule table, read one rule at a time, and answers listed one by one."""

    web: Web
    rules: tuple[Condition, ...]
    other_leg: Limits

    @classmethod
    def of(cls, made: MadeUp, content: Catalogue) -> "Plain":
        """Take the findings and rules as they were drawn, not as they were loaded."""
        told_limits = content.policy.other_leg
        other = Limits(no_tools=told_limits.no_tools, no_strokes=told_limits.no_strokes, no_demands=told_limits.no_demands)
        return cls(Web(made.relations), tuple(sorted(made.conditions, key=attrgetter("id"))), other)

    @cached_property
    def local(self) -> frozenset[str]:
        """The findings that have a place."""
        return frozenset(name for name, entry in self.web.by_id.items() if entry.place is not Placing.NONE)

    def fired(self, present: Iterable[str]) -> tuple[Condition, ...]:
        """Give the rules whose conditions are all present."""
        closed = self.web.close(present)
        return tuple(entry for entry in self.rules if closed.issuperset(entry.when))

    def spots(self, given: Answers, more: Iterable[str] = ()) -> dict[str, Spots]:
        """Say where each present finding is; one of the whole body, and one without a place told, is everywhere."""
        found: dict[str, Spots] = {}
        everywhere = self.web.close((*given.present, *more))
        for entry in given.placed:
            here = frozenset(f"{entry.leg}:{name}" for name in _covered(entry.region))
            for name in self.web.close((entry.finding,)):
                spots = here if self.web.by_id[name].place is Placing.REGION else _on(entry.leg)
                found[name] = found.get(name, frozenset()) | spots
        return found | dict.fromkeys(everywhere, BOTH) | {name: BOTH for name in found if name not in self.local}

    def outcome(self, given: Answers, more: Iterable[str] = ()) -> Atoms:
        """Join the outcomes of all fired rules, each where its conditions are."""
        places = self.spots(given, more)
        return join_atoms([atoms(LEAST), *(self.contribution(entry, places) for entry in self.fired(places))])

    def legs(self, entry: Condition, places: Mapping[str, Spots]) -> tuple[Leg, ...]:
        """Name the legs that a rule binds: those of its local conditions; both if there are none or it is urgent."""
        local = [name for name in entry.when if name in self.local]
        if not local or entry.scope == "body" or entry.urgency in (Urgency.SAME_DAY, Urgency.EMERGENCY):
            return SINGLE_LEGS
        return tuple(leg for leg in SINGLE_LEGS if any(places[name] & _on(leg) for name in local))

    def contribution(self, entry: Condition, places: Mapping[str, Spots]) -> Atoms:
        """Tell what one fired rule adds."""
        return atoms(Outcome(urgency=entry.urgency, massage=entry.massage, limits=self._bound(entry, places)))

    def _bound(self, entry: Condition, places: Mapping[str, Spots]) -> Limits:
        legs = self.legs(entry, places)
        if entry.massage is Permission.NOT_TODAY:
            if len(legs) == len(SINGLE_LEGS):
                return EVERYTHING
            return attrs.evolve(self.other_leg, keep_off=tuple(sorted(_on(legs[0]))))
        closed: set[str] = set()
        for region in entry.limits.keep_off:
            if region == "place":
                closed |= {spot for name in entry.when if name in self.local for spot in places[name]}
            else:
                closed |= {f"{leg}:{name}" for leg in legs for name in _covered(region)}
        told_limits: dict[str, Any] = attrs.asdict(entry.limits) | {"keep_off": tuple(sorted(closed))}
        return Limits(**told_limits)

    def completions(self, given: Answers) -> Iterator[frozenset[str]]:
        """List every consistent way in which the open questions can be answered, by the findings that are added."""
        present = (*given.present, *(entry.finding for entry in given.placed))
        open_names = sorted(set(self.web.by_id) - self.web.close(present))
        for size in range(len(open_names) + 1):
            for more in combinations(open_names, size):
                if self.web.close(more) - self.web.close(present) == frozenset(more) and self.web.is_consistent(
                    (*present, *more), given.absent
                ):
                    yield frozenset(more)

    def truth(self, given: Answers) -> "Truth":
        """Work out everything by listing."""
        reached = {more: self.outcome(given, more) for more in self.completions(given)}
        present = self.web.close((*given.present, *(entry.finding for entry in given.placed)))
        changes = {name: found for name in sorted(set(self.web.by_id) - present) if (found := list(self._changes(given, reached, name)))}
        return Truth(reached[frozenset()], join_atoms(reached.values()), present, changes)

    def _changes(
        self, given: Answers, reached: Mapping[frozenset[str], Atoms], name: str
    ) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """List the completions, before and after, whose outcome one more finding changes."""
        for before, outcome in reached.items():
            present = self.web.close((*given.present, *(entry.finding for entry in given.placed)))
            after = self.web.close((*before, name)) - present
            if name not in before and reached.get(after, outcome) != outcome:
                yield before, after


@attrs.frozen
class Truth:
    """Bounds and questions by listing every completion."""

    at_least: Atoms
    at_most: Atoms
    present: frozenset[str]
    changes: Mapping[str, list[tuple[frozenset[str], frozenset[str]]]]


def ask(content: Catalogue, given: Answers) -> Triage:
    """Hand over answers as a caller does."""
    return triage(given.symptoms, absent=given.absent, catalogue=content)


def _ids(entries: Iterable[Rule | Condition]) -> tuple[str, ...]:
    return tuple(entry.id for entry in entries)


# ---------------------------------------------------------------------------- total, deterministic, free of order


@shipped
@given(answers())
def test_every_consistent_answer_of_the_shipped_content_gets_a_whole_triage(given_answers: Answers) -> None:
    """Triage is total: every consistent way of answering gets an answer that can be read to the end."""
    answer = ask(catalogue(), given_answers)

    said = told(answer)

    assert isinstance(said["at_least"], Outcome)
    assert answer.why
    assert set(answer.decided_by) <= set(answer.fired)


@many
@given(asked())
def test_every_consistent_answer_of_a_made_up_content_gets_a_whole_triage(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Triage is total on every lawful content, with implied, excluded and placed findings."""
    _, content, given_answers = case
    answer = ask(content, given_answers)

    told(answer)

    assert answer.why


@laws
@given(asked())
def test_same_answers_and_content_get_the_same_triage(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Triage is deterministic: a content that is loaded again says the same."""
    made, content, given_answers = case
    first, second = ask(content, given_answers), ask(made.load(), given_answers)

    assert first == second
    assert hash(first) == hash(second)
    assert told(first) == told(second)
    assert repr(told(first)) == repr(told(second))


Entry = TypeVar("Entry")
Collection = list[Entry] | tuple[Entry, ...] | AbstractSet[Entry]


def collected(values: Iterable[Entry]) -> tuple[Collection[Entry], ...]:
    """Give values in each collection that a person may hand over."""
    given_values = tuple(values)
    return list(given_values), given_values, set(given_values), frozenset(given_values)


@many
@given(asked(), st.data())
def test_order_and_duplicates_of_answers_do_not_matter(case: tuple[MadeUp, Catalogue, Answers], data: st.DataObject) -> None:
    """Triage is a join, so it is free of order and of duplicates, in whatever collection the answers come."""
    _, content, given_answers = case
    again = data.draw(st.lists(st.sampled_from(given_answers.symptoms), max_size=4)) if given_answers.symptoms else []
    shuffled = data.draw(st.permutations([*given_answers.symptoms, *again]))
    denied = data.draw(st.permutations([*given_answers.absent, *given_answers.absent]))
    expected = ask(content, given_answers)
    said = told(expected)

    for symptoms, absent in zip(collected(shuffled), collected(denied), strict=True):
        actual = triage(symptoms, absent=absent, catalogue=content)
        assert expected == actual
        assert said == told(actual)
        assert repr(expected) == repr(actual)


@shipped
@given(st.data())
def test_order_and_duplicates_do_not_matter_on_the_fast_way(data: st.DataObject) -> None:
    """Triage of the shipped content is free of order and of duplicates, in whatever collection the answers come."""
    given_answers = data.draw(answers(places=False, absent=False))
    shuffled = data.draw(st.permutations([*given_answers.present, *given_answers.present]))
    expected = triage(given_answers.present, catalogue=catalogue())
    said = told(expected)

    for symptoms in collected(shuffled):
        actual = triage(symptoms)
        assert expected == actual
        assert said == told(actual)


@shipped
@given(answers(places=False, absent=False))
def test_the_fast_way_and_the_careful_way_agree(given_answers: Answers) -> None:
    """Ids alone take a fast way; texts in capitals take the careful one, and mean the same."""
    fast = triage(given_answers.present)
    careful = triage([name.upper() for name in given_answers.present])

    assert fast == careful
    assert told(fast) == told(careful)


@laws
@given(asked())
def test_canonical_answers_mean_the_same_as_the_answers_given(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """The answers that a triage keeps are enough to make it again."""
    _, content, given_answers = case
    first = ask(content, given_answers)
    second = ask(content, first.answers)

    assert first == second
    assert first.answers == second.answers
    assert told(first) == told(second)


@laws
@given(asked())
def test_an_alias_means_the_same_as_its_id(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """An alias is looked up exactly and stands for its finding everywhere."""
    _, content, given_answers = case
    placed = [attrs.evolve(entry, finding=f"{entry.finding}-too") for entry in given_answers.placed]
    present = [f"{name}-too" for name in given_answers.present]
    symptoms: list[str | Placed] = [*present, *placed]
    by_alias = triage(symptoms, absent=[f"{name}-too" for name in given_answers.absent], catalogue=content)

    assert ask(content, given_answers) == by_alias


# ---------------------------------------------------------------------------- monotone


@many
@given(asked(), st.data())
def test_one_more_finding_never_makes_the_answer_milder(case: tuple[MadeUp, Catalogue, Answers], data: st.DataObject) -> None:
    """Triage is monotone: one more finding, placed or not, never makes the answer milder."""
    made, content, given_answers = case
    web = Web(made.relations)
    yes = (*given_answers.present, *(entry.finding for entry in given_answers.placed))
    wider = [name for name in made.names if web.is_consistent((*yes, name), given_answers.absent)]
    old = ask(content, given_answers)
    for name in wider:
        more: list[str | Placed] = [name]
        if web.by_id[name].place is not Placing.NONE:
            region = data.draw(st.sampled_from(REGIONS)) if web.by_id[name].place is Placing.REGION else None
            more.append(Placed(name, data.draw(st.sampled_from(SINGLE_LEGS)), region))
        for one in more:
            new = triage([*given_answers.symptoms, one], absent=given_answers.absent, catalogue=content)
            assert old.at_least <= new.at_least
            assert atoms_under(old.at_least, new.at_least)
            assert all(old.massage_on(leg) <= new.massage_on(leg) for leg in SINGLE_LEGS)
            assert all(old.on_leg(leg) <= new.on_leg(leg) for leg in SINGLE_LEGS)


def atoms_under(old: Outcome, new: Outcome) -> bool:
    """Compare outcomes as sets; what is total swallows all other limits."""
    return join_atoms((atoms(old), atoms(new))) == atoms(new)


@shipped
@given(st.data())
def test_one_more_finding_never_makes_the_shipped_answer_milder(data: st.DataObject) -> None:
    """Triage of the shipped content is monotone."""
    given_answers = data.draw(answers(absent=False))
    web = Web(catalogue().relations())
    yes = (*given_answers.present, *(entry.finding for entry in given_answers.placed))
    name = data.draw(finding_ids().filter(lambda one: web.is_consistent((*yes, one))))
    old = triage(given_answers.symptoms)
    new = triage([*given_answers.symptoms, name])

    assert old.at_least <= new.at_least


@many
@given(asked())
def test_a_placed_finding_becoming_unplaced_is_never_milder(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """A finding without a place means both whole thighs, so forgetting a place never makes the answer milder."""
    _, content, given_answers = case
    old = ask(content, given_answers)
    for entry in given_answers.placed:
        rest = [other for other in given_answers.symptoms if other != entry]
        whole_leg = triage([*rest, Placed(entry.finding, entry.leg)], absent=given_answers.absent, catalogue=content)
        unplaced = triage([*rest, entry.finding], absent=given_answers.absent, catalogue=content)
        assert old.at_least <= whole_leg.at_least <= unplaced.at_least
        assert all(old.on_leg(leg) <= whole_leg.on_leg(leg) <= unplaced.on_leg(leg) for leg in SINGLE_LEGS)


@laws
@given(asked())
def test_both_legs_together_are_everywhere(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """A finding placed on both whole legs says the same as the finding without a place."""
    _, content, given_answers = case
    both = [Placed(entry.finding, leg) for entry in given_answers.placed for leg in SINGLE_LEGS]
    unplaced = [entry.finding for entry in given_answers.placed]
    symptoms: list[str | Placed] = [*given_answers.present, *both]

    assert triage([*given_answers.present, *unplaced], catalogue=content) == triage(symptoms, catalogue=content)


@laws
@given(asked(absent=False), st.data())
def test_one_more_rule_never_makes_an_answer_milder(case: tuple[MadeUp, Catalogue, Answers], data: st.DataObject) -> None:
    """An overlay can only add rules, so it can only make answers stricter."""
    made, content, given_answers = case
    drawn = data.draw(contents_on(made))
    added = [_as_rule(entry) for entry in drawn]
    wider = content.with_rules(*added)

    assert ask(content, given_answers).at_least <= ask(wider, given_answers).at_least
    assert ask(content, given_answers).at_most <= ask(wider, given_answers).at_most


@st.composite
def contents_on(draw: st.DrawFn, made: MadeUp) -> list[Condition]:
    """More rules for the findings of a content."""
    from strategies import conditions

    drawn = [draw(conditions(Web(made.relations), f"more-{number}")) for number in range(draw(st.integers(1, 3)))]
    return [entry for entry in drawn if entry is not None]


def _as_rule(entry: Condition) -> Rule:
    return Rule(**attrs.asdict(entry, recurse=False), row="R", why="Made up.", advice="self-care", editorial=True)


# ---------------------------------------------------------------------------- absent and unanswered


@many
@given(asked())
def test_a_denial_never_changes_what_is_certain(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Absent never raises or lowers what is certain, and never raises what is possible."""
    _, content, given_answers = case
    without = triage(given_answers.symptoms, catalogue=content)
    denied = ask(content, given_answers)

    assert without.at_least == denied.at_least
    assert denied.at_most <= without.at_most
    assert set(denied.ask) <= set(without.ask)
    assert _ids(without.fired) == _ids(denied.fired)


@many
@given(asked(places=False))
def test_unanswered_is_not_absent(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Absent is not unanswered: each question to ask can still change the answer, and is no question once denied."""
    made, content, given_answers = case
    answer = ask(content, given_answers)
    web = Web(made.relations)
    for name in answer.ask:
        denied = triage(given_answers.symptoms, absent=[*given_answers.absent, name], catalogue=content)
        assert name not in denied.ask
        assert denied != answer
        confirmed = triage([*given_answers.symptoms, name], absent=given_answers.absent, catalogue=content)
        assert set(confirmed.ask) <= set(answer.ask) - web.close((name,))


@laws
@given(asked())
def test_complete_denies_everything_that_is_not_named(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """``complete`` is each denial written out by id, and nothing is left to ask."""
    made, content, given_answers = case
    web = Web(made.relations)
    yes = web.close((*given_answers.present, *(entry.finding for entry in given_answers.placed)))
    complete = triage(given_answers.symptoms, complete=True, catalogue=content)
    written_out = triage(given_answers.symptoms, absent=sorted(set(made.names) - yes), catalogue=content)

    assert complete == written_out
    assert tuple(sorted(set(made.names) - yes)) == complete.answers.absent
    assert complete.settled
    assert complete.ask == ()
    assert complete.at_least == complete.at_most == triage(given_answers.symptoms, catalogue=content).at_least


# ---------------------------------------------------------------------------- bounds and questions


@many
@given(asked())
def test_what_is_certain_is_below_what_is_possible(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """What is certain never exceeds what the answer can still become."""
    _, content, given_answers = case
    answer = ask(content, given_answers)

    assert answer.at_least <= answer.at_most
    assert atoms_under(answer.at_least, answer.at_most)


@many
@given(asked(places=False))
def test_bounds_equal_those_of_all_consistent_completions(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """What is certain, and what the answer can still become, are exact."""
    made, content, given_answers = case
    truth = Plain.of(made, content).truth(given_answers)
    answer = ask(content, given_answers)

    assert truth.at_least == atoms(answer.at_least)
    assert truth.at_most == atoms(answer.at_most)


@many
@given(asked(places=False))
def test_questions_are_exactly_those_that_can_change_the_answer(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """A finding is worth asking exactly when it changes the outcome of some consistent completion."""
    made, content, given_answers = case
    truth = Plain.of(made, content).truth(given_answers)

    assert sorted(truth.changes) == sorted(ask(content, given_answers).ask)


@many
@given(asked(places=False))
def test_questions_come_in_the_order_of_what_they_can_bring(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """The most urgent question comes first, then the strictest, then the one with fewest further answers, then the id."""
    made, content, given_answers = case
    plain = Plain.of(made, content)
    truth = plain.truth(given_answers)

    def order(name: str) -> tuple[int, int, int, str]:
        brought: list[tuple[int, int, int, str]] = []
        for before, after in truth.changes[name]:
            had = plain.outcome(given_answers, before)
            fresh = set(plain.fired((*truth.present, *after))) - set(plain.fired((*truth.present, *before)))
            places = dict.fromkeys(plain.web.by_id, BOTH)
            for entry in fresh:
                if join_atoms((had, plain.contribution(entry, places))) != had:
                    further = set(entry.when) - truth.present - plain.web.close((name,))
                    urgency = 0 if ("urgency", entry.urgency) in had else entry.urgency.rank
                    massage = 0 if ("massage", entry.massage) in had else entry.massage.rank
                    brought.append((-urgency, -massage, len(further), name))
        return min(brought)

    assert sorted(truth.changes, key=order) == list(ask(content, given_answers).ask)


def test_a_question_is_not_credited_with_an_urgency_that_is_certain_already() -> None:
    """What a question can bring is what it changes: to bring see-soon once more is to bring nothing."""
    soon, limited = Urgency.SEE_SOON, Permission.WITH_LIMITS
    content = made_up(
        finding("certain"),
        finding("again"),
        finding("stricter"),
        rule("r0", "certain", urgency=soon, massage=limited, limits=RuleLimits(max_pressure=3)),
        rule("r1", "again", urgency=soon, massage=limited, limits=RuleLimits(max_pressure=4)),
        rule("r2", "again", massage=limited, limits=RuleLimits(no_tools=("roller",))),
        rule("r3", "stricter", massage=Permission.ASK_FIRST, limits=RuleLimits(max_pressure=4)),
    ).load()

    assert ("stricter", "again") == triage({"certain"}, catalogue=content).ask
    assert ("again", "certain", "stricter") == triage((), catalogue=content).ask


@many
@given(asked(places=False))
def test_not_asked_are_the_questions_that_can_bring_same_day(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Screened means that no open question can still bring the urgency to same day or above."""
    made, content, given_answers = case
    plain = Plain.of(made, content)
    truth = plain.truth(given_answers)
    urgent = {
        name
        for name, found in truth.changes.items()
        for before, after in found
        for level in (Urgency.SAME_DAY, Urgency.EMERGENCY)
        if ("urgency", level) in plain.outcome(given_answers, after) - plain.outcome(given_answers, before)
    }
    answer = ask(content, given_answers)

    assert urgent == set(answer.not_asked)
    assert tuple(name for name in answer.ask if name in urgent) == answer.not_asked


@many
@given(asked(places=False))
def test_an_answer_is_settled_exactly_when_there_is_nothing_to_ask(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Settled means that no open question can change the answer."""
    _, content, given_answers = case
    answer = ask(content, given_answers)

    assert answer.settled is (answer.ask == ())


@many
@given(asked())
def test_half_met_are_the_open_conditions_of_rules_that_forbid_massage(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """A rule that forbids massage is half met when one of its conditions is present, and none can be ruled out."""
    made, content, given_answers = case
    plain = Plain.of(made, content)
    present = plain.web.close((*given_answers.present, *(entry.finding for entry in given_answers.placed)))
    expected = {
        name
        for entry in plain.rules
        if entry.massage is Permission.NOT_TODAY and present & set(entry.when)
        if plain.web.is_consistent((*present, *entry.when), given_answers.absent)
        for name in set(entry.when) - present
    }

    assert expected == set(ask(content, given_answers).half_met)


# ---------------------------------------------------------------------------- bounds and questions, with places


@many
@given(asked())
def test_no_completion_exceeds_what_is_possible_with_placed_answers(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """What the answer can still become bounds every consistent completion, wherever findings were placed."""
    made, content, given_answers = case
    plain = Plain.of(made, content)
    highest = ask(content, given_answers).at_most

    for more in plain.completions(given_answers):
        fuller = triage([*given_answers.symptoms, *more], absent=given_answers.absent, catalogue=content)
        assert fuller.at_least <= highest


@many
@given(asked())
def test_bounds_with_placed_answers_equal_those_of_all_completions(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """The bounds are exact wherever findings were placed: what is placed stays there, what is open can be anywhere."""
    made, content, given_answers = case
    truth = Plain.of(made, content).truth(given_answers)
    answer = ask(content, given_answers)

    assert truth.at_least == atoms(answer.at_least)
    assert truth.at_most == atoms(answer.at_most)


@many
@given(asked())
def test_questions_with_placed_answers_are_exactly_those_that_can_change_them(
    case: tuple[MadeUp, Catalogue, Answers],
) -> None:
    """The questions are exact wherever findings were placed."""
    made, content, given_answers = case
    truth = Plain.of(made, content).truth(given_answers)

    assert sorted(truth.changes) == sorted(ask(content, given_answers).ask)


@many
@given(asked())
def test_a_placed_answer_is_settled_exactly_when_there_is_nothing_to_ask(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Settled means that no open question can change the answer, wherever findings were placed."""
    _, content, given_answers = case
    answer = ask(content, given_answers)

    assert answer.settled is (answer.ask == ())


# ---------------------------------------------------------------------------- the evaluator


@many
@given(asked())
def test_the_compiled_evaluator_equals_the_plain_definition(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """A rule fires exactly when its conditions are inside what is present with all that it implies."""
    made, content, given_answers = case
    plain = Plain.of(made, content)
    present = (*given_answers.present, *(entry.finding for entry in given_answers.placed))
    answer = ask(content, given_answers)

    assert _ids(plain.fired(present)) == _ids(answer.fired)
    assert plain.outcome(given_answers) == atoms(answer.at_least)


@laws
@given(contents())
def test_every_set_of_findings_fires_what_the_plain_definition_says(made: MadeUp) -> None:
    """The evaluator is compared on every set of findings, consistent or not."""
    table = table_of(made.load())
    plain_web = Web(made.relations)
    for size in range(len(made.names) + 1):
        for names in combinations(made.names, size):
            hit = table.fired(table.filled(names))
            closed = plain_web.close(names)
            expected = [closed.issuperset(entry.when) for entry in sorted(made.conditions, key=attrgetter("id"))]
            assert expected == [bool(hit >> bit & 1) for bit in range(len(table.rules))]
            assert plain_web.is_consistent(names) is not bool(hit & table.conflicts)


@shipped
@given(answers())
def test_shipped_rules_fire_when_their_conditions_are_present(given_answers: Answers) -> None:
    """A rule of the shipped content fires exactly when its conditions are inside what is present."""
    web = Web(catalogue().relations())
    closed = web.close((*given_answers.present, *(entry.finding for entry in given_answers.placed)))
    expected = tuple(name for name, entry in catalogue().rules.items() if closed.issuperset(entry.when))

    assert expected == _ids(ask(catalogue(), given_answers).fired)


@many
@given(asked())
def test_the_deciding_rules_reach_the_certain_level(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Every answer explains itself: which fired rules decided, and a reason that is never empty."""
    _, content, given_answers = case
    answer = ask(content, given_answers)
    if answer.urgency > Urgency.SELF_CARE:
        expected = tuple(entry for entry in answer.fired if entry.urgency is answer.urgency)
    elif answer.massage > Permission.OK:
        expected = tuple(entry for entry in answer.fired if entry.massage is answer.massage)
    else:
        expected = ()

    assert expected == answer.decided_by
    assert bool(expected) is (answer.urgency > Urgency.SELF_CARE or answer.massage > Permission.OK)
    assert answer.why == (expected[0].why if expected else content.notices[_notice(answer)].text)
    ranks = [entry.urgency.rank for entry in answer.advice]
    assert sorted(ranks, reverse=True) == ranks
    assert len(set(answer.advice)) == len(answer.advice)
    told_advice = {entry.id for entry in answer.advice}
    assert {entry.advice for entry in answer.decided_by} <= told_advice <= {entry.advice for entry in answer.fired}


def _notice(answer: Triage) -> str:
    return "self-care" if answer.settled else "not-settled"


# ---------------------------------------------------------------------------- the lattice


@many
@given(outcomes(), outcomes(), outcomes())
def test_the_join_is_associative_commutative_and_idempotent(a: Outcome, b: Outcome, c: Outcome) -> None:
    """Outcomes form a lattice: the join does not mind grouping, order or repetition."""
    assert (a | b) | c == a | (b | c)
    assert a | b == b | a
    assert a | a == a
    assert a | LEAST == LEAST | a == a
    assert a.limits | NOTHING == NOTHING | a.limits == a.limits
    assert a.limits | EVERYTHING == EVERYTHING


@many
@given(outcomes(), outcomes(), outcomes())
def test_below_is_the_order_of_the_join(a: Outcome, b: Outcome, c: Outcome) -> None:
    """One outcome is below another exactly when joining them gives the other; the join is the least one above both."""
    assert (a <= b) is (a | b == b)
    assert (a.limits <= b.limits) is (a.limits | b.limits == b.limits)
    assert a <= a | b
    assert (a <= c and b <= c) is (a | b <= c)
    assert (a <= b <= a) is (a == b)


@many
@given(outcomes(), outcomes())
def test_the_join_is_the_union_of_everything_demanded(a: Outcome, b: Outcome) -> None:
    """Sets join by union, bounds by minimum, the gap by maximum, levels by the higher one."""
    assert join_atoms((atoms(a), atoms(b))) == atoms(a | b)
    assert (join_atoms((atoms(a), atoms(b))) == atoms(b)) is (a <= b)


@laws
@given(limits(), limits())
def test_only_the_empty_limits_are_empty(a: Limits, b: Limits) -> None:
    """Limits are empty exactly when nothing is limited, and a join is empty only if both parts are."""
    assert a.is_empty is (a == Limits())
    assert (a | b).is_empty is (a.is_empty and b.is_empty)


def test_levels_are_ordered_by_severity_and_not_by_alphabet() -> None:
    """Self-care is the mildest urgency and emergency the highest; ok is the mildest permission and not-today the strictest."""
    assert ["self-care", "see-soon", "same-day", "emergency"] == [level.value for level in sorted(Urgency)]
    assert ["ok", "with-limits", "ask-first", "not-today"] == [level.value for level in sorted(Permission)]
    assert Urgency.SELF_CARE < Urgency.SEE_SOON <= Urgency.SEE_SOON < Urgency.SAME_DAY < Urgency.EMERGENCY
    assert Permission.NOT_TODAY > Permission.ASK_FIRST >= Permission.ASK_FIRST > Permission.WITH_LIMITS > Permission.OK


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_levels_of_different_kinds_cannot_be_compared(compare: str) -> None:
    """An urgency is not a permission, nor a text."""
    for other in (Permission.OK, "emergency", 3, None):
        assert getattr(Urgency.EMERGENCY, compare)(other) is NotImplemented
    with pytest.raises(TypeError):
        _ = Urgency.EMERGENCY < Permission.OK  # type: ignore[operator]


def assert_lawful(outcome: Outcome) -> None:
    """Check the laws that each rule obeys, and so each join."""
    if outcome.urgency >= Urgency.SAME_DAY:
        assert outcome.massage is Permission.NOT_TODAY
        assert outcome.limits == EVERYTHING
    if outcome.massage is Permission.NOT_TODAY:
        closed = set(BOTH) if outcome.limits.is_total else set(outcome.limits.keep_off)
        assert _on(Leg.LEFT) <= closed or _on(Leg.RIGHT) <= closed
    assert outcome.limits.is_empty is (outcome.massage < Permission.WITH_LIMITS)


@many
@given(asked())
def test_every_answer_obeys_the_laws_of_outcomes(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Same day and above forbid massage; not-today closes at least a leg; limits are told exactly when they bind."""
    _, content, given_answers = case
    answer = ask(content, given_answers)

    assert_lawful(answer.at_least)
    assert_lawful(answer.at_most)
    for leg in SINGLE_LEGS:
        assert_lawful(answer.on_leg(leg))


@shipped
@given(answers())
def test_every_shipped_answer_obeys_the_laws_of_outcomes(given_answers: Answers) -> None:
    """The laws of outcomes hold for the shipped content, wherever findings are placed."""
    answer = ask(catalogue(), given_answers)

    assert_lawful(answer.at_least)
    assert_lawful(answer.at_most)
    for leg in SINGLE_LEGS:
        assert_lawful(answer.on_leg(leg))


@many
@given(asked())
def test_the_permission_is_the_stricter_of_both_legs(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """``massage`` is the stricter of both legs, ``urgency`` the higher; asking for both legs joins them."""
    _, content, given_answers = case
    answer = ask(content, given_answers)
    left, right = answer.on_leg("left"), answer.on_leg("right")

    assert max(left.massage, right.massage) == answer.massage
    assert max(left.urgency, right.urgency) == answer.urgency
    assert answer.on_leg("both") == left | right
    if left.massage is right.massage is Permission.NOT_TODAY and not answer.limits.is_total:
        assert set(answer.limits.keep_off) == set(BOTH)


# ---------------------------------------------------------------------------- copies, JSON, threads, processes


def _copies(value: Triage) -> list[Triage]:
    pickles = [pickle.loads(pickle.dumps(value, protocol)) for protocol in (0, pickle.HIGHEST_PROTOCOL)]
    return [*pickles, copy.copy(value), copy.deepcopy(value)]


@examples(40)
@given(asked())
def test_a_copy_says_the_same_as_the_original(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """A triage that was pickled or copied is equal and tells the same finished values, without any rules."""
    _, content, given_answers = case
    answer = ask(content, given_answers)
    said = told(answer)
    for twin in _copies(answer):
        assert answer == twin
        assert hash(answer) == hash(twin)
        assert said == told(twin)
        assert repr(answer) == repr(twin)
        for again in _copies(twin):
            assert said == told(again)


@examples(5)
@given(answers())
def test_a_copy_of_a_shipped_answer_says_the_same(given_answers: Answers) -> None:
    """A triage of the shipped content survives pickling and copying."""
    answer = ask(catalogue(), given_answers)
    said = told(answer)
    for twin in _copies(answer):
        assert answer == twin
        assert said == told(twin)


@examples(5)
@given(answers(places=False, absent=False))
def test_a_copy_of_an_answer_made_on_the_fast_way_says_the_same(given_answers: Answers) -> None:
    """A triage of ids alone survives pickling and copying, its answers included."""
    answer = triage(given_answers.present)
    for twin in _copies(answer):
        assert given_answers.present == twin.answers.present
        assert answer == twin
        assert told(answer) == told(twin)


@laws
@given(outcomes())
def test_outcomes_survive_pickling_and_copying(outcome: Outcome) -> None:
    """Outcomes and their levels are values: copies are equal, and members of enums stay themselves."""
    for twin in (pickle.loads(pickle.dumps(outcome)), copy.copy(outcome), copy.deepcopy(outcome)):
        assert outcome == twin
        assert hash(outcome) == hash(twin)
        assert outcome.urgency is twin.urgency
        assert outcome.massage is twin.massage


def test_a_pickle_keeps_what_was_said_under_other_rules() -> None:
    """A stored triage keeps its finished values: it does not ask the rules of the day."""
    strict = made_up(finding("fever"), rule("hot", "fever", urgency=Urgency.EMERGENCY)).load()
    stored = pickle.dumps(triage({"fever"}, catalogue=strict))

    twin = pickle.loads(stored)

    assert Urgency.EMERGENCY is twin.urgency
    assert ("hot",) == _ids(twin.fired)
    assert strict.manifest.content_version == twin.content_version


def test_answers_under_other_rules_are_not_equal() -> None:
    """Two triages are equal when their answers and the digest of their rules are."""
    mild = made_up(finding("fever"), rule("hot", "fever", urgency=Urgency.SEE_SOON)).load()
    strict = made_up(finding("fever"), rule("hot", "fever", urgency=Urgency.EMERGENCY)).load()

    assert triage({"fever"}, catalogue=mild) != triage({"fever"}, catalogue=strict)
    assert triage({"fever"}, catalogue=mild) != triage((), catalogue=mild)
    assert triage({"fever"}, catalogue=mild) != "fever"


@examples(40)
@given(contents())
def test_the_digest_minds_rules_and_neither_words_nor_order(made: MadeUp) -> None:
    """Words and the order of records in a file do not move the digest of the rules; a rule less does."""
    digest = table_of(made.load()).digest

    assert digest == table_of(made.load(words="other words", backwards=True)).digest
    for number in range(len(made.conditions)):
        fewer = attrs.evolve(made, conditions=made.conditions[:number] + made.conditions[number + 1 :])
        assert digest != table_of(fewer.load()).digest


@examples(40)
@given(asked(), st.data())
def test_json_is_stable(case: tuple[MadeUp, Catalogue, Answers], data: st.DataObject) -> None:
    """The JSON form depends on what was answered alone: not on order, and not on having been stored."""
    made, content, given_answers = case
    answer = ask(content, given_answers)
    text = answer.to_json()
    shuffled = triage(
        data.draw(st.permutations(given_answers.symptoms)),
        absent=data.draw(st.permutations(given_answers.absent)),
        catalogue=made.load(),
    )

    assert text == answer.to_json()
    assert text == shuffled.to_json()
    assert [text] * 4 == [twin.to_json() for twin in _copies(answer)]
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii="\\u" in text)
    assert json.loads(text) == json.loads(answer.to_json(indent=None))
    assert answer.urgency.value == json.loads(text)["urgency"]


THREADS = 8


@examples(15)
@given(asked())
def test_eight_threads_get_the_same_answer(case: tuple[MadeUp, Catalogue, Answers]) -> None:
    """Triage is safe from many threads at once, also the first time that a content is asked."""
    made, content, given_answers = case
    expected = told(ask(content, given_answers))
    fresh = made.load()
    start = Barrier(THREADS)

    def work(_: int) -> dict[str, object]:
        start.wait()
        return told(ask(fresh, given_answers))

    with ThreadPoolExecutor(THREADS) as pool:
        assert [expected] * THREADS == list(pool.map(work, range(THREADS)))


@examples(2)
@given(st.lists(answers(), min_size=THREADS, max_size=THREADS))
def test_eight_threads_with_different_shipped_answers_do_not_disturb_each_other(many_answers: list[Answers]) -> None:
    """Threads that ask different things at once each get their own answer."""
    expected = [told(ask(catalogue(), entry)) for entry in many_answers]
    start = Barrier(THREADS)

    def work(entry: Answers) -> dict[str, object]:
        start.wait()
        return told(ask(catalogue(), entry))

    with ThreadPoolExecutor(THREADS) as pool:
        assert expected == list(pool.map(work, many_answers))


_SCRIPT = """
from hamstring.content.catalogue import catalogue
from hamstring.safety.triage import triage

ids = sorted(entry.id for entry in catalogue().relations())
local = sorted(entry.id for entry in catalogue().relations() if entry.place.value == "leg")
cases = [[], ids[:1], ids[5:7], [local[0] + "@left", local[1] + "@right"], [local[2] + "@right", ids[0]]]
for symptoms in cases:
    answer = triage({*symptoms}, absent={*ids[-9:]})
    print(repr(answer))
    for name in NAMES:
        print(name, getattr(answer, name))
    print(answer.on_leg("left"), answer.on_leg("right"))
    print(answer.to_json())
"""


def test_the_hash_seed_does_not_show() -> None:
    """Triage says the same, to the letter, whatever the hash seed of the process."""
    from strategies import TOLD

    script = _SCRIPT.replace("NAMES", repr(TOLD))
    root = str(Path(hamstring.__file__).parents[1])
    said = set[bytes]()
    for seed in ("0", "1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
        run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
        said.add(run.stdout)

    assert 1 == len(said)
    assert said != {b""}


# ---------------------------------------------------------------------------- limits are values


def test_limits_of_a_rule_do_not_mind_the_order_in_which_they_are_written() -> None:
    """Values hold sorted tuples without duplicates, so equal limits are equal values whatever the file's order."""
    sorted_ones = RuleLimits(no_tools=("roller", "stick"))
    unsorted = RuleLimits(no_tools=("stick", "roller", "stick"))
    one = made_up(finding("fever"), rule("hot", "fever", massage=Permission.WITH_LIMITS, limits=sorted_ones)).load()
    other = made_up(finding("fever"), rule("hot", "fever", massage=Permission.WITH_LIMITS, limits=unsorted)).load()

    assert triage({"fever"}, catalogue=one).limits == triage({"fever"}, catalogue=other).limits


def test_whole_body_contents_have_no_places() -> None:
    """The strategies keep their own promise: what is drawn as whole-body has no place."""

    @laws
    @given(whole_body_contents())
    def check(made: MadeUp) -> None:
        assert {Placing.NONE} >= {entry.place for entry in made.relations}

    check()
