"""The promise: what `hamstring diff` tells is true of the two contents, and nothing that changed is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstring import AnswersError, Catalogue, Leg, Outcome, Permission, UnknownIdError, Urgency, triage
from hamstring.model.logic import Placing, RuleLimits
from hamstring.safety.changes import relaxed, tightened
from hamstring.safety.differing import Change, Difference, difference
from hamstring.safety.table import table_of
from strategies import MadeUp, contents, finding, made_up, rule


def differing(old: MadeUp, new: MadeUp) -> Difference:
    return difference(table_of(old.load()), table_of(new.load()))


def seen(content: Catalogue, change: Change) -> Outcome:
    """Ask triage itself, without the findings that the content does not know."""
    known = [answer for answer in change.answers if answer.partition("@")[0] in content.findings]
    answered = triage(known, catalogue=content)
    return answered.at_least if change.leg is Leg.BOTH else answered.on_leg(change.leg)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(contents(4, 5), contents(4, 5))
def test_every_change_is_what_triage_says_before_and_now(one: MadeUp, other: MadeUp) -> None:
    """The outcomes are those of the contents, they differ as told, and the rules named are among those that fire."""
    old, new = one.load(), other.load()
    for change in difference(table_of(old), table_of(new)).changes:
        assert seen(old, change) == change.old
        assert seen(new, change) == change.new
        assert change.is_relaxed or change.is_tightened
        assert change.is_relaxed == bool(change.old_rules)
        assert change.is_tightened == bool(change.new_rules)
        assert {*change.old_rules} <= {entry.id for entry in one.conditions}
        assert {*change.new_rules} <= {entry.id for entry in other.conditions}


@settings(derandomize=True, deadline=None, max_examples=80)
@given(contents(4, 5), contents(4, 5))
def test_every_smallest_set_is_told_and_no_other_one(one: MadeUp, other: MadeUp) -> None:
    old, new = table_of(one.load()), table_of(other.load())
    told = difference(old, new)
    looser, stricter = {*relaxed(old, new)}, {*tightened(old, new)}
    assert looser <= {change.findings for change in told.changes if change.is_relaxed}
    assert stricter <= {change.findings for change in told.changes if change.is_tightened}
    assert looser | stricter == {change.findings for change in told.changes}
    assert told.is_relaxed == bool(looser)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(contents(4, 5), contents(4, 5))
def test_findings_of_one_content_only_are_told(one: MadeUp, other: MadeUp) -> None:
    told = differing(one, other)
    assert told.only_old == tuple(name for name in one.names if name not in other.names)
    assert told.only_new == tuple(name for name in other.names if name not in one.names)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(contents(5, 3), contents(5, 3), st.data())
def test_answers_that_became_a_contradiction_hold_a_pair_that_is_told(one: MadeUp, other: MadeUp, data: st.DataObject) -> None:
    """Else a new exclusion could hide an outcome that is gone; unless it follows from what a finding newly implies."""
    names = [name for name in one.names if name in other.names]
    picked = data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
    told = differing(one, other)
    before, now = table_of(one.load()), table_of(other.load())
    try:
        triage(picked, catalogue=before.catalogue)
    except AnswersError:
        return
    if now.is_contradiction(picked) and all(now.closure[name] <= before.closure[name] for name in picked):
        closed = now.close(picked)
        assert any({*pair} <= closed for pair in told.now_exclude)


# ---------------------------------------------------------------------------- one case each


def test_one_set_may_be_relaxed_and_tightened() -> None:
    cap, tool = RuleLimits(max_pressure=3), RuleLimits(no_tools=("roller",))
    old = made_up(finding("fever"), rule("a", "fever", massage=Permission.WITH_LIMITS, limits=cap))
    new = made_up(finding("fever"), rule("a", "fever", massage=Permission.WITH_LIMITS, limits=tool))
    told = differing(old, new)
    (change,) = told.changes
    assert (change.is_relaxed, change.is_tightened, change.old_rules, change.new_rules) == (True, True, ("a",), ("a",))
    assert told.edited_rules == ("a",)


def test_a_change_at_one_place_only_is_told_at_that_place() -> None:
    old = made_up(finding("bruise", Placing.LEG), rule("a", "bruise", scope="body"))
    new = made_up(finding("bruise", Placing.LEG), rule("a", "bruise"))
    (change,) = differing(old, new).changes
    assert (change.findings, change.answers) == (("bruise",), ("bruise@left",))
    assert change.is_relaxed


def test_one_set_may_be_relaxed_on_one_leg_and_tightened_in_all() -> None:
    """It is told twice, and a rule that says nothing of the other leg is not blamed for it."""
    kept = rule("b", "bruise", massage=Permission.WITH_LIMITS, limits=RuleLimits(no_tools=("roller",)))
    mild, strict = RuleLimits(max_pressure=4), RuleLimits(max_pressure=3)
    old = made_up(finding("bruise", Placing.LEG), rule("a", "bruise", massage=Permission.WITH_LIMITS, limits=mild, scope="body"), kept)
    new = made_up(finding("bruise", Placing.LEG), rule("a", "bruise", massage=Permission.WITH_LIMITS, limits=strict), kept)
    looser, stricter = differing(old, new).changes
    assert (looser.leg, looser.answers, looser.old_rules, looser.is_tightened) == (Leg.RIGHT, ("bruise@left",), ("a",), False)
    assert (stricter.leg, stricter.answers, stricter.new_rules, stricter.is_relaxed) == (Leg.BOTH, ("bruise",), ("a",), False)


def test_findings_that_excluded_each_other_before_are_not_told() -> None:
    content = made_up(finding("fever", excludes=("limp",)), finding("limp"), rule("a", "fever"), rule("b", "limp"))
    assert differing(content, content).now_exclude == ()


def test_a_finding_that_went_with_its_rule_is_relaxed_and_told() -> None:
    old = made_up(finding("fever"), finding("limp"), rule("a", "fever"), rule("b", "limp"))
    new = made_up(finding("fever"), rule("a", "fever"))
    told = differing(old, new)
    assert (told.only_old, told.only_new, told.gone_rules) == (("limp",), (), ("b",))
    assert [change.findings for change in told.changes if change.is_relaxed] == [("limp",)]


def test_a_finding_that_came_is_tightened_and_told() -> None:
    old = made_up(finding("fever"), rule("a", "fever"))
    new = made_up(finding("fever"), finding("limp"), rule("a", "fever"), rule("b", "limp", urgency=Urgency.EMERGENCY))
    told = differing(old, new)
    assert (told.only_new, told.added_rules, told.is_relaxed) == (("limp",), ("b",), False)
    assert [(change.findings, change.new_rules) for change in told.changes] == [(("limp",), ("b",))]


def test_a_renamed_finding_is_neither_gone_nor_new() -> None:
    old = made_up(finding("fever"), rule("a", "fever"))
    new = made_up(finding("numb-toe", aliases=("fever",)), rule("a", "numb-toe", urgency=Urgency.EMERGENCY))
    told = differing(old, new)
    assert (told.only_old, told.only_new, told.renamed) == ((), (), (("fever", "numb-toe"),))
    assert [change.findings for change in told.changes] == [("numb-toe",)]


def test_a_renamed_finding_that_was_relaxed_and_tightened_is_told_once() -> None:
    cap, tool = RuleLimits(max_pressure=3), RuleLimits(no_tools=("roller",))
    old = made_up(finding("fever"), rule("a", "fever", massage=Permission.WITH_LIMITS, limits=cap))
    new = made_up(finding("limp", aliases=("fever",)), rule("a", "limp", massage=Permission.WITH_LIMITS, limits=tool))
    assert [change.findings for change in differing(old, new).changes] == [("fever",)]


def test_findings_that_exclude_each_other_only_now_are_told() -> None:
    old = made_up(finding("fever"), finding("limp"), rule("a", "fever", "limp"))
    new = made_up(finding("fever", excludes=("limp",)), finding("limp"))
    told = differing(old, new)
    assert (told.now_exclude, told.changes) == ((("fever", "limp"),), ())
    with pytest.raises(AnswersError):
        triage(["fever", "limp"], catalogue=new.load())
    assert differing(new, old).now_exclude == ()


def test_an_unknown_finding_is_still_an_error_for_triage() -> None:
    with pytest.raises(UnknownIdError):
        triage(["limp"], catalogue=made_up(finding("fever")).load())
