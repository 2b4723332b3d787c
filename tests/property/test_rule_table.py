"""What the proofs say about a rule table is true, and it is all there is to say.

The shipped table has every property. On small made-up tables each proof is compared with plain enumeration: every
way of answering, with every finding at every place where it can be.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder
from hamstring.errors import RequestError
from hamstring.model.answers import Placed
from hamstring.model.logic import Condition, Placing, Relations, RuleLimits
from hamstring.model.outcomes import Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.safety.changes import relaxed, tightened
from hamstring.safety.proofs import Proof, boundary_cases, dead_rules, prove
from hamstring.safety.shortest import shortest_screen
from hamstring.safety.table import LEGS, RuleTable, table_of
from opened import files_of
from profiles import examples
from strategies import MadeUp, conditions, contents, finding, made_up, rule, webs, whole_body_contents

few, many = examples(40), examples(60)

Answer = tuple[str | Placed, ...]
NO_MATTER_WHERE = RuleLimits(max_pressure=4)


# ---------------------------------------------------------------------------- plain enumeration


def spots(name: str, placing: Placing) -> list[str | Placed | None]:
    """List every way to answer about one finding: not present, everywhere, on a leg, at one quadrant."""
    found: list[str | Placed | None] = [None, name]
    if placing is not Placing.NONE:
        found += [Placed(name, leg) for leg in LEGS]
    if placing is Placing.REGION:
        found += [Placed(name, leg, region) for leg in LEGS for region in QUADRANTS]
    return found


def names_of(answer: Answer) -> tuple[str, ...]:
    return tuple(entry.finding if isinstance(entry, Placed) else entry for entry in answer)


def is_consistent(table: RuleTable, names: tuple[str, ...]) -> bool:
    return not table.is_contradiction(names)


def every_answer(table: RuleTable, *, placed: bool = True) -> Iterator[Answer]:
    """List every consistent way to answer."""
    ways = [spots(name, entry.place if placed else Placing.NONE) for name, entry in table.findings.items()]
    for chosen in product(*ways):
        answer = tuple(entry for entry in chosen if entry is not None)
        if is_consistent(table, names_of(answer)):
            yield answer


def fired_by(table: RuleTable, names: tuple[str, ...]) -> int:
    """Fire rules by the plain definition: all conditions are among what is present and what that implies."""
    closed = table.close(names)
    return sum(1 << bit for bit, entry in enumerate(table.rules) if closed.issuperset(entry.when))


class Said:
    """What a table, or a part of its rules, says to answers; remembered."""

    def __init__(self, table: RuleTable) -> None:
        self.table = table

        @cache
        def hit(names: tuple[str, ...]) -> int:
            return fired_by(table, names)

        self.hit = hit
        self.told = cache(self._told)

    def __call__(self, answer: Answer, only: int = -1) -> tuple[Outcome, ...]:
        """Give the outcome in all and on each leg, of the rules in a mask."""
        places = self.table.places(
            [entry for entry in answer if isinstance(entry, Placed)], [entry for entry in answer if isinstance(entry, str)]
        )
        return self.told(self.hit(names_of(answer)) & only, tuple(sorted(places.items())))

    def _told(self, hit: int, places: tuple[tuple[str, frozenset[str]], ...]) -> tuple[Outcome, ...]:
        where = dict(places)
        return (self.table.outcome(hit, where), *(self.table.outcome_on(leg, hit, where) for leg in LEGS))


def mask(table: RuleTable, names: set[str]) -> int:
    return sum(1 << bit for bit, entry in enumerate(table.rules) if entry.id in names)


def proven(table: RuleTable) -> dict[str, Proof]:
    return {proof.property: proof for proof in prove(table)}


def compiled(content: MadeUp) -> RuleTable:
    return RuleTable(content.load())


# ---------------------------------------------------------------------------- the shipped table

SHIPPED = table_of(catalogue())


@pytest.mark.parametrize("proof", prove(SHIPPED), ids=lambda proof: proof.property.replace(" ", "-"))
def test_shipped_table_has_the_property(proof: Proof) -> None:
    """The table is proven, not sampled."""
    if proof.property == "digest in the manifest" and not catalogue().manifest.rules_digest:
        pytest.skip(f"the manifest names no digest yet; it would be {SHIPPED.digest}")
    assert proof.holds, proof.witness


def test_every_shipped_level_has_a_witness_that_reaches_it() -> None:
    proofs = proven(SHIPPED)
    for level in (*Urgency, *Permission):
        witness = proofs[f"reaches {level}"].witness
        outcome = SHIPPED.outcome_of(SHIPPED.fired(SHIPPED.filled(witness)))
        assert level in (outcome.urgency, outcome.massage)


def test_denying_the_shortest_screen_rules_out_every_shipped_rule_of_that_urgency() -> None:
    for urgency in (Urgency.SEE_SOON, Urgency.SAME_DAY, Urgency.EMERGENCY):
        screen = set(shortest_screen(urgency, catalogue=SHIPPED.catalogue))
        left = [entry.id for entry in SHIPPED.rules if entry.urgency >= urgency and screen.isdisjoint(SHIPPED.close(entry.when))]
        assert [] == left


def test_no_shipped_screen_is_longer_than_the_one_for_a_lower_urgency() -> None:
    sizes = [
        len(shortest_screen(urgency, catalogue=SHIPPED.catalogue)) for urgency in (Urgency.SEE_SOON, Urgency.SAME_DAY, Urgency.EMERGENCY)
    ]
    assert sorted(sizes, reverse=True) == sizes


def test_every_shipped_rule_has_its_boundary_cases() -> None:
    cases = boundary_cases(SHIPPED)
    assert [entry.id for entry in SHIPPED.rules] == [case.rule for case in cases if case.missing is None]
    assert sum(len(entry.when) for entry in SHIPPED.rules) == sum(case.missing is not None for case in cases)


def test_a_rule_taken_out_of_the_shipped_table_is_told_as_relaxed() -> None:
    less = without(SHIPPED, "chest-pain")
    assert (("chest-pain",),) == relaxed(SHIPPED, less)
    assert () == tightened(SHIPPED, less)
    assert (("chest-pain",),) == tightened(less, SHIPPED)


def without(table: RuleTable, name: str) -> RuleTable:
    """Compile a table again without one rule."""

    class Fewer(Catalogue):
        __slots__ = ()

        def conditions(self) -> tuple[Condition, ...]:
            return tuple(entry for entry in super().conditions() if entry.id != name)

    return RuleTable(Fewer(files_of(table.catalogue)))


# ---------------------------------------------------------------------------- against enumeration


@few
@given(contents(3, 5))
def test_dead_rules_never_change_an_answer_and_live_ones_do(content: MadeUp) -> None:
    """A rule is called dead exactly when no answer, at any place, would be another without it."""
    table = compiled(content)
    said = Said(table)
    dead = dead_rules(table)
    alive = ~mask(table, set(dead))
    answers = list(every_answer(table))
    assert all(said(answer) == said(answer, alive) for answer in answers)
    for entry in table.rules:
        rest = alive & ~mask(table, {entry.id})
        matters = any(said(answer, alive) != said(answer, rest) for answer in answers)
        assert matters is (entry.id not in dead)


@many
@given(whole_body_contents(5, 6))
def test_dead_rules_of_the_whole_body_are_those_that_enumeration_finds(content: MadeUp) -> None:
    """The same with more findings and no places."""
    table = compiled(content)
    said = Said(table)
    dead = dead_rules(table)
    alive = ~mask(table, set(dead))
    for entry in table.rules:
        rest = alive & ~mask(table, {entry.id})
        assert any(said(answer, alive) != said(answer, rest) for answer in every_answer(table)) is (entry.id not in dead)


@many
@given(contents(5, 6))
def test_levels_are_reached_exactly_by_a_smallest_witness(content: MadeUp) -> None:
    """A level is said to be reached exactly when some answer reaches it, and no smaller answer does."""
    table = compiled(content)
    said = Said(table)
    reached: dict[object, int] = {}
    for answer in every_answer(table, placed=False):
        outcome = said(answer)[0]
        for level in (outcome.urgency, outcome.massage):
            reached[level] = min(len(answer), reached.get(level, len(answer)))
    proofs = proven(table)
    for level in (*Urgency, *Permission):
        proof = proofs[f"reaches {level}"]
        assert proof.holds is (level in reached)
        if proof.holds:
            assert reached[level] == len(proof.witness)
            assert level in (said(proof.witness)[0].urgency, said(proof.witness)[0].massage)


@few
@given(contents(3, 4))
def test_idle_findings_are_those_that_change_no_answer(content: MadeUp) -> None:
    """A finding is called idle exactly when no answer changes by it, wherever it is."""
    table = compiled(content)
    said = Said(table)
    idle = set(proven(table)["no idle finding"].witness)
    answers = list(every_answer(table))
    for name, entry in table.findings.items():
        changes = any(
            said((*answer, more)) != said(answer)
            for answer in answers
            if name not in names_of(answer) and is_consistent(table, (*names_of(answer), name))
            for more in spots(name, entry.place)
            if more is not None
        )
        assert changes is (name not in idle)


@many
@given(contents(5, 6))
def test_unused_findings_are_those_that_fire_nothing(content: MadeUp) -> None:
    """A finding is called unused exactly when no rule needs it or what it implies."""
    table = compiled(content)
    needed = {name for entry in table.rules for name in entry.when}
    expected = tuple(name for name in table.findings if not needed & table.close([name]))
    assert expected == proven(table)["no unused finding"].witness


@many
@given(contents(5, 7))
def test_lawful_contents_are_proven_lawful(content: MadeUp) -> None:
    """Whatever the loader lets through is monotone, lawful and consistent."""
    for proof in prove(compiled(content)):
        assert proof.holds or not proof.refuses


@many
@given(contents(5, 7), st.sampled_from((Urgency.SEE_SOON, Urgency.SAME_DAY, Urgency.EMERGENCY)))
def test_shortest_screen_is_the_fewest_denials_that_rule_out_the_level(content: MadeUp, urgency: Urgency) -> None:
    """No smaller set of noes rules the level out, and this one does."""
    table = compiled(content)
    screen = shortest_screen(urgency, catalogue=table.catalogue)
    urgent = [answer for answer in every_answer(table, placed=False) if Said(table)(answer)[0].urgency >= urgency]

    def rules_out(denied: tuple[str, ...]) -> bool:
        return not any(table.close(names_of(answer)).isdisjoint(denied) for answer in urgent)

    assert rules_out(screen)
    smaller = (names for size in range(len(screen)) for names in combinations(table.findings, size))
    assert not any(map(rules_out, smaller))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[MadeUp, MadeUp]:
    """Two contents over much the same findings: some rules kept, some changed, sometimes other relations."""
    old = draw(contents(3, 4))
    if draw(st.booleans()):
        return old, draw(contents(3, 4))
    web = draw(webs(3)) if draw(st.booleans()) else None
    if web is None or {entry.id for entry in web.relations} != set(old.names):
        kept = [entry for entry in old.conditions if draw(st.booleans())]
        return old, MadeUp(old.relations, tuple(kept))
    drawn = [draw(conditions(web, f"r{number}")) for number in range(3)]
    kept = [entry for entry in old.conditions if web.is_consistent(entry.when) and is_lawful_at(entry.limits, web.relations, entry.when)]
    names = {entry.id for entry in kept}
    return old, MadeUp(web.relations, (*kept, *(entry for entry in drawn if entry and entry.id not in names)))


def is_lawful_at(bound: RuleLimits, relations: tuple[Relations, ...], when: tuple[str, ...]) -> bool:
    """Say whether a limit at the place of a finding has a finding that can be placed."""
    local = {entry.id for entry in relations if entry.place is not Placing.NONE}
    return "place" not in bound.keep_off or bool(local.intersection(when))


@few
@given(pairs())
def test_relaxed_answers_are_the_smallest_ones_that_enumeration_finds(pair: tuple[MadeUp, MadeUp]) -> None:
    """Any answer that became milder holds one that is told, and each one told did become milder."""
    old, new = map(compiled, pair)
    told = relaxed(old, new)
    milder = {names_of(answer) for answer in milder_answers(old, new)}
    for names in told:
        assert any(set(names) == set(other) for other in milder)
    for other in milder:
        assert any(within(old, new, names, other) for names in told)
    assert not any(within(old, new, one, other) for one, other in product(told, told) if one != other)


def milder_answers(old: RuleTable, new: RuleTable) -> Iterator[Answer]:
    """List the answers that both tables take and that the new one judges not at least as strictly."""
    before, after = Said(old), Said(new)
    for answer in every_answer(old):
        known = tuple(entry for entry in answer if names_of((entry,))[0] in new.findings)
        fits = all(entry in spots(name, new.findings[name].place) for entry, name in zip(known, names_of(known), strict=True))
        if fits and is_consistent(new, names_of(known)):
            was, now = before(answer), after(known)
            if not all(one <= other for one, other in zip(was, now, strict=True)):
                yield answer


def within(old: RuleTable, new: RuleTable, names: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether one answer lies within another, by what either table makes of them."""
    return all(
        table.close(name for name in names if name in table.findings) <= table.close(name for name in other if name in table.findings)
        for table in (old, new)
    )


@many
@given(contents(5, 6))
def test_nothing_is_relaxed_or_tightened_between_equal_tables(content: MadeUp) -> None:
    """A content does not differ from itself."""
    table = compiled(content)
    assert () == relaxed(table, compiled(content)) == tightened(table, compiled(content))


@many
@given(contents(5, 6))
def test_boundary_cases_fire_their_rule_just_so(content: MadeUp) -> None:
    """A rule that is just met fires; one condition short of it, it does not."""
    table = compiled(content)
    place = {entry.id: bit for bit, entry in enumerate(table.rules)}
    for case in boundary_cases(table):
        hit = fired_by(table, case.present)
        assert bool(hit >> place[case.rule] & 1) is (case.missing is None)
        assert Said(table)(case.present)[0] == case.outcome


@many
@given(whole_body_contents(5, 6))
def test_boundary_cases_pin_every_rule_that_is_not_dead(content: MadeUp) -> None:
    """Without a live rule, the answer at its own boundary is another one."""
    table = compiled(content)
    dead = set(dead_rules(table))
    alive = ~mask(table, dead)
    for case in boundary_cases(table):
        if case.missing is None and case.rule not in dead:
            assert Said(table)(case.present, alive & ~mask(table, {case.rule}))[0] != case.outcome


# ---------------------------------------------------------------------------- made by hand


def test_a_rule_is_dead_by_two_others_of_which_neither_hides_it() -> None:
    """Outcomes are points of a product: pairwise tests would call this rule alive."""
    both = RuleLimits(max_pressure=3, no_tools=("roller",))
    content = made_up(
        finding("fever"),
        finding("limp"),
        rule("both", "fever", "limp", massage=Permission.WITH_LIMITS, limits=both),
        rule("cap", "fever", massage=Permission.WITH_LIMITS, limits=RuleLimits(max_pressure=3)),
        rule("tool", "limp", massage=Permission.WITH_LIMITS, limits=RuleLimits(no_tools=("roller",))),
    )
    assert {"both": ("cap", "tool")} == dead_rules(compiled(content))


def test_a_rule_for_the_other_leg_is_not_dead() -> None:
    """Unplaced, one rule hides the other; on one leg the milder one binds the leg that the stricter one leaves open."""
    content = made_up(
        finding("bruise", Placing.LEG),
        rule("other-leg", "bruise", massage=Permission.ASK_FIRST, scope="body"),
        rule("this-leg", "bruise", massage=Permission.NOT_TODAY),
    )
    assert {} == dead_rules(compiled(content))


def test_of_two_equal_rules_the_later_one_is_dead() -> None:
    content = made_up(finding("fever"), rule("a", "fever"), rule("b", "fever"))
    assert {"b": ("a",)} == dead_rules(compiled(content))


def test_a_rule_is_dead_by_what_its_finding_implies() -> None:
    content = made_up(
        finding("fever", implies=("limp",)), finding("limp"), rule("a", "limp"), rule("b", "fever", massage=Permission.ASK_FIRST)
    )
    assert {"b": ("a",)} == dead_rules(compiled(content))


def test_a_rule_that_says_nothing_is_dead() -> None:
    content = made_up(finding("fever"), rule("nothing", "fever", massage=Permission.OK))
    assert {"nothing": ()} == dead_rules(compiled(content))
    assert not proven(compiled(content))["no dead rule"].holds


def test_levels_that_nothing_reaches_are_told() -> None:
    table = compiled(made_up(finding("fever"), rule("a", "fever", urgency=Urgency.EMERGENCY)))
    missed = [proof.property for proof in prove(table) if proof.property.startswith("reaches") and not proof.holds]
    assert ["reaches see-soon", "reaches same-day", "reaches with-limits", "reaches ask-first"] == missed


def test_a_finding_that_implies_all_conditions_is_the_smaller_witness() -> None:
    content = made_up(
        finding("fever"),
        finding("limp"),
        finding("old-scar", implies=("fever", "limp")),
        rule("a", "fever", "limp", urgency=Urgency.EMERGENCY),
    )
    assert ("old-scar",) == proven(compiled(content))["reaches emergency"].witness


def test_a_finding_in_a_hidden_rule_is_used_and_yet_idle() -> None:
    content = made_up(finding("fever"), finding("limp"), rule("a", "fever"), rule("b", "fever", "limp"))
    proofs = proven(compiled(content))
    assert proofs["no unused finding"].holds
    assert ("limp",) == proofs["no idle finding"].witness


def test_a_denial_of_what_is_implied_denies_what_implies_it() -> None:
    content = made_up(
        finding("fever", implies=("limp",)),
        finding("limp"),
        finding("old-scar", implies=("limp",)),
        rule("a", "fever", urgency=Urgency.EMERGENCY),
        rule("b", "old-scar", urgency=Urgency.EMERGENCY),
    )
    assert ("limp",) == shortest_screen(Urgency.EMERGENCY, catalogue=compiled(content).catalogue)


def test_a_level_that_no_rule_reaches_needs_no_screen() -> None:
    table = compiled(made_up(finding("fever"), rule("a", "fever")))
    assert () == shortest_screen(Urgency.SEE_SOON, catalogue=table.catalogue)


def test_the_lowest_urgency_cannot_be_ruled_out() -> None:
    with pytest.raises(RequestError, match="`urgency` is 'self-care'"):
        shortest_screen(Urgency.SELF_CARE, catalogue=SHIPPED.catalogue)


def test_an_answer_may_be_relaxed_and_tightened_at_once() -> None:
    cap, tool = RuleLimits(max_pressure=3), RuleLimits(no_tools=("roller",))
    old = compiled(made_up(finding("fever"), rule("a", "fever", massage=Permission.WITH_LIMITS, limits=cap)))
    new = compiled(made_up(finding("fever"), rule("a", "fever", massage=Permission.WITH_LIMITS, limits=tool)))
    assert (("fever",),) == relaxed(old, new) == tightened(old, new)


def test_a_narrower_scope_is_relaxed_although_unplaced_answers_agree() -> None:
    old = compiled(made_up(finding("bruise", Placing.LEG), rule("a", "bruise", scope="body")))
    new = compiled(made_up(finding("bruise", Placing.LEG), rule("a", "bruise")))
    assert (("bruise",),) == relaxed(old, new)
    assert () == tightened(old, new)


def test_a_finding_that_went_is_relaxed_and_a_renamed_one_is_not() -> None:
    old = compiled(made_up(finding("fever"), finding("limp"), rule("a", "fever"), rule("b", "limp")))
    new = compiled(made_up(finding("numb-toe", aliases=("fever",)), rule("a", "numb-toe")))
    assert (("limp",),) == relaxed(old, new)
    assert () == tightened(old, new)


def test_an_implication_that_went_is_told_by_the_finding_that_lost_it() -> None:
    old = compiled(made_up(finding("fever", implies=("limp",)), finding("limp"), rule("a", "limp")))
    new = compiled(made_up(finding("fever"), finding("limp"), rule("a", "limp")))
    assert (("fever",),) == relaxed(old, new)


def test_a_rule_may_matter_at_one_quadrant_only() -> None:
    """Everywhere and on a whole leg the first rule closes what the second one does; at another quadrant it does not."""
    content = made_up(
        finding("old-scar", Placing.REGION),
        rule("place", "old-scar", massage=Permission.WITH_LIMITS, limits=RuleLimits(keep_off=("place",))),
        rule("quadrant", "old-scar", massage=Permission.WITH_LIMITS, limits=RuleLimits(keep_off=("outer-lower",))),
    )
    assert {} == dead_rules(compiled(content))


def test_a_witness_is_never_a_contradiction() -> None:
    """Two findings that bring all three conditions and exclude each other are no smaller answer."""
    content = made_up(
        finding("deep-ache", implies=("fever", "limp")),
        finding("fever"),
        finding("limp"),
        finding("numb-toe", implies=("old-scar",), excludes=("deep-ache",)),
        finding("old-scar"),
        rule("a", "fever", "limp", "old-scar", urgency=Urgency.EMERGENCY),
    )
    assert ("deep-ache", "old-scar") == proven(compiled(content))["reaches emergency"].witness


def test_a_finding_that_completes_only_what_it_excludes_is_idle() -> None:
    content = made_up(
        finding("fever"),
        finding("limp"),
        finding("old-scar", implies=("limp",), excludes=("fever",)),
        rule("a", "fever", "limp"),
    )
    assert ("old-scar",) == proven(compiled(content))["no idle finding"].witness


def test_the_shortest_screen_is_not_what_greed_finds() -> None:
    """The finding in most rules is in no smallest screen."""
    bodies = ("apx", "aqx", "rx", "apy", "aqy", "sy")
    names = {letter: f"{letter}-finding" for letter in "apqrsxy"}
    rules = [rule(f"r{place}", *(names[letter] for letter in body), urgency=Urgency.EMERGENCY) for place, body in enumerate(bodies)]
    table = compiled(made_up(*map(finding, names.values()), *rules))
    assert ("x-finding", "y-finding") == shortest_screen(Urgency.EMERGENCY, catalogue=table.catalogue)


def test_what_the_new_rules_call_contradictory_is_not_relaxed() -> None:
    old = compiled(made_up(finding("fever"), finding("limp"), rule("a", "fever", "limp")))
    new = compiled(made_up(finding("fever", excludes=("limp",)), finding("limp")))
    assert () == relaxed(old, new)


def test_an_answer_is_told_without_what_it_implies() -> None:
    relations = (finding("fever", implies=("limp",)), finding("limp"))
    old, new = compiled(made_up(*relations, rule("a", "fever", "limp"))), compiled(made_up(*relations))
    assert (("fever",),) == relaxed(old, new)


def test_a_condition_that_is_implied_may_need_a_place_of_its_own() -> None:
    """Alone, the first finding is kept off where it is; with the second one elsewhere, the old rules kept off both."""
    place = RuleLimits(keep_off=("place",))
    relations = (finding("bruise", Placing.LEG, implies=("limp",)), finding("limp", Placing.LEG))
    kept = rule("a", "bruise", massage=Permission.WITH_LIMITS, limits=place)
    both = rule("b", "bruise", "limp", massage=Permission.WITH_LIMITS, limits=place)
    old, new = compiled(made_up(*relations, kept, both)), compiled(made_up(*relations, kept))
    assert (("bruise", "limp"),) == relaxed(old, new)
    assert {"a": ("b",)} == dead_rules(old)


def test_a_finding_may_matter_by_its_place_alone() -> None:
    """It is implied already, but elsewhere."""
    place = RuleLimits(keep_off=("place",))
    content = made_up(
        finding("bruise", Placing.LEG, implies=("limp",)),
        finding("limp", Placing.LEG),
        rule("a", "bruise", "limp", massage=Permission.WITH_LIMITS, limits=place),
    )
    assert proven(compiled(content))["no idle finding"].holds


def test_a_finding_of_the_whole_body_passes_a_place_on() -> None:
    """By the fever alone both legs are shut; by the bruise that brings it one is, and then the other rule binds more."""
    content = made_up(
        finding("bruise", Placing.LEG, implies=("fever",)),
        finding("fever", implies=("limp",)),
        finding("limp", Placing.LEG),
        rule("a", "fever", massage=Permission.WITH_LIMITS),
        rule("b", "limp", massage=Permission.NOT_TODAY),
    )
    assert {} == dead_rules(compiled(content))
    less = MadeUp(content.relations, content.conditions[1:])
    assert (("bruise",),) == relaxed(compiled(content), compiled(less))


def test_a_finding_of_a_leg_passes_a_quadrant_on() -> None:
    """The cold foot by itself keeps off the scar's whole leg; by the bruise that brings it, the scar is one quadrant."""
    place = RuleLimits(keep_off=("place",))
    content = made_up(
        finding("bruise", Placing.REGION, implies=("cold-foot",)),
        finding("cold-foot", Placing.LEG, implies=("old-scar",)),
        finding("old-scar", Placing.REGION),
        rule("a", "cold-foot", massage=Permission.WITH_LIMITS, limits=place),
        rule("b", "old-scar", massage=Permission.WITH_LIMITS, limits=place),
    )
    assert {} == dead_rules(compiled(content))


def test_a_place_that_is_told_more_closely_is_relaxed_where_it_is_implied() -> None:
    """The finding by itself binds both legs as before; brought by one that is on the left, it now binds the left only."""
    old = compiled(made_up(finding("bruise", Placing.LEG, implies=("limp",)), finding("limp"), rule("a", "limp")))
    new = compiled(made_up(finding("bruise", Placing.LEG, implies=("limp",)), finding("limp", Placing.LEG), rule("a", "limp")))
    assert (("bruise",),) == relaxed(old, new)


def test_less_that_binds_the_other_leg_is_relaxed() -> None:
    content = made_up(finding("bruise", Placing.LEG), rule("a", "bruise"))
    texts = content.texts()
    freer = re.sub(r"\[other_leg\].*", '[other_leg]\nno_tools = ["roller"]\n', texts["policy"], flags=re.DOTALL)
    files = Folder(tuple(sorted((kind, text.encode()) for kind, text in (texts | {"policy": freer}).items())))
    old, new = compiled(content), RuleTable(Catalogue((files,)))
    assert (("bruise",),) == relaxed(old, new)
    assert () == tightened(old, new)


# ---------------------------------------------------------------------------- the laws can be seen broken


@pytest.mark.parametrize(
    "lawless",
    [
        Outcome(urgency=Urgency.EMERGENCY),
        Outcome(urgency=Urgency.SAME_DAY, massage=Permission.ASK_FIRST, limits=Limits(max_pressure=3)),
        Outcome(massage=Permission.NOT_TODAY, limits=Limits(max_pressure=3)),
        Outcome(massage=Permission.NOT_TODAY),
        Outcome(massage=Permission.WITH_LIMITS),
        Outcome(limits=Limits(max_pressure=3)),
    ],
    ids=lambda outcome: f"{outcome.urgency}-{outcome.massage}",
)
def test_a_broken_outcome_law_is_seen(lawless: Outcome) -> None:
    table = compiled(made_up(finding("fever"), rule("a", "fever")))
    table.whole_of = lambda _: lawless
    proof = proven(table)["lawful"]
    assert not proof.holds
    assert proof.refuses


def test_a_rule_that_stops_firing_is_seen() -> None:
    table = compiled(made_up(finding("fever"), finding("limp"), rule("a", "fever"), rule("b", "limp")))
    fired, both = table.fired, table.filled(["fever", "limp"])
    table.fired = lambda filled: 0 if filled == both else fired(filled)  # type: ignore[method-assign]
    assert Proof("monotone", holds=False, witness=("a", "b"), refuses=True) == proven(table)["monotone"]


def test_a_join_below_its_parts_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made_up(
        finding("fever"),
        finding("limp"),
        rule("a", "fever", massage=Permission.WITH_LIMITS, limits=NO_MATTER_WHERE),
        rule("b", "limp", massage=Permission.WITH_LIMITS, limits=RuleLimits(no_tools=("roller",))),
    )
    table = compiled(content)

    def first(one: Limits, _: Limits) -> Limits:
        return one

    monkeypatch.setattr(Limits, "__or__", first)
    assert ("a", "b") == proven(table)["monotone"].witness


def test_findings_that_exclude_what_they_imply_are_seen() -> None:
    table = compiled(made_up(finding("fever", excludes=("limp",)), finding("limp"), rule("a", "fever")))
    table.fills["fever"] |= table.fills["limp"]
    assert ("fever", "a") == proven(table)["consistent"].witness


def test_a_stale_digest_is_told_and_not_refused() -> None:
    table = compiled(made_up(finding("fever"), rule("a", "fever")))
    assert Proof("digest in the manifest", holds=False, witness=(table.digest,)) == proven(table)["digest in the manifest"]


def test_the_mirrored_leg_counts_as_much_as_the_first() -> None:
    """The proofs place the first finding on the left only; the right leg must not be forgotten thereby."""
    content = made_up(
        finding("bruise", Placing.LEG),
        finding("deep-ache", Placing.LEG),
        rule("both", "bruise", "deep-ache", massage=Permission.NOT_TODAY),
        rule("one", "bruise", massage=Permission.NOT_TODAY),
    )
    table = compiled(content)
    assert {} == dead_rules(table)
    said = Said(table)
    answer = (Placed("bruise", Leg.RIGHT), Placed("deep-ache", Leg.LEFT))
    assert said(answer) != said(answer, ~mask(table, {"both"}))
