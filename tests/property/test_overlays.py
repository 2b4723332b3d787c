"""The promise: an overlay can only add, and so it only raises answers, and `hamstring check` proves it of any overlay.

Answers form a product and not a chain: what an overlay says is often neither milder nor stricter than what the base
says. Each law below is tried on made-up contents with made-up overlays, which have findings and rules of their own.
"""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder
from hamstring.errors import ContentError
from hamstring.model.answers import Answers
from hamstring.model.logic import Condition, Placing, RuleLimits
from hamstring.model.outcomes import Permission, Urgency
from hamstring.safety.proofs import hidden_rules, only_raises, prove
from hamstring.safety.table import RuleTable, table_of
from hamstring.safety.triage import triage
from opened import files_of
from profiles import examples
from strategies import SINGLE_LEGS, MadeUp, Web, answers, conditions, contents, finding, made_up, rule, webs

OVERLAID = ("contraindications", "findings", "rules")


@attrs.frozen
class Layers:
    """A content, and what an overlay adds to it."""

    base: MadeUp
    added: MadeUp

    def below(self) -> Catalogue:
        """Load the content alone."""
        return self.base.load()

    def merged(self) -> Catalogue:
        """Load the content with the overlay."""
        texts = self.added.texts()
        pack = Folder(tuple((kind, texts[kind].encode()) for kind in OVERLAID))
        return Catalogue((*files_of(self.base.load()), pack))


@st.composite
def layers(draw: st.DrawFn) -> Layers:
    """A web of findings of which the base knows a part that names no other one, and rules for either."""
    web = draw(webs())
    names = {entry.id for entry in web.relations}
    known = _named(web, draw(st.sets(st.sampled_from(sorted(names)), min_size=1)))
    inner = Web(tuple(entry for entry in web.relations if entry.id in known))
    old = [draw(conditions(inner, f"r{number}")) for number in range(draw(st.integers(1, 4)))]
    mine = draw(st.sampled_from(("a-mine", "z-mine")))  # before the rules of the base in the order of ids, or after them
    new = [draw(conditions(web, f"{mine}-{number}")) for number in range(draw(st.integers(1, 3)))]
    return Layers(
        MadeUp(inner.relations, tuple(entry for entry in old if entry)),
        MadeUp(tuple(entry for entry in web.relations if entry.id not in known), tuple(entry for entry in new if entry)),
    )


def _named(web: Web, names: set[str]) -> frozenset[str]:
    """Add whatever the findings name, as no base can name what only an overlay brings."""
    while True:
        wider = names.union(*(web.by_id[name].implies + web.by_id[name].excludes for name in names))
        if wider == names:
            return frozenset(names)
        names = wider


# ---------------------------------------------------------------------------- overlays only raise


@examples(150)
@given(layers(), st.data())
def test_an_overlay_never_makes_an_answer_milder(made: Layers, data: st.DataObject) -> None:
    """Whatever is answered, and wherever it is: certain and possible outcomes only rise, and no fired rule is lost."""
    below, merged = made.below(), made.merged()
    given_answers = data.draw(answers(below))
    old = triage(given_answers.symptoms, absent=given_answers.absent, catalogue=below)
    new = triage(given_answers.symptoms, absent=given_answers.absent, catalogue=merged)
    assert old.at_least <= new.at_least
    assert old.at_most <= new.at_most
    assert all(old.on_leg(leg) <= new.on_leg(leg) for leg in SINGLE_LEGS)
    assert {entry.id for entry in old.fired} <= {entry.id for entry in new.fired}


@examples(100)
@given(layers(), st.data())
def test_an_answer_with_an_overlay_is_the_join_of_what_both_say(made: Layers, data: st.DataObject) -> None:
    """So two answers that cannot be compared give one that is stricter than either, and never one of the two."""
    below, merged = table_of(made.below()), table_of(made.merged())
    told: Answers = data.draw(answers(made.merged(), places=False, absent=False))
    own = {entry.id for entry in made.added.conditions}
    hit = merged.fired(merged.filled(told.present))
    mine = sum(1 << bit for bit, entry in enumerate(merged.rules) if entry.id in own and hit >> bit & 1)
    known = [name for name in below.findings if name in merged.close(told.present)]
    base = below.outcome_of(below.fired(below.filled(known)) & ~below.conflicts)
    assert base | merged.outcome_of(mine) == merged.outcome_of(hit & ~merged.conflicts)


@examples(150)
@given(layers())
def test_every_overlay_is_proven_to_raise_only(made: Layers) -> None:
    """The proof is exact, so it must hold for each lawful overlay."""
    merged = table_of(made.merged())
    assert only_raises(table_of(made.below()), merged).holds
    assert {proof.property: proof.holds for proof in prove(merged)}["only raises answers"]


def test_incomparable_answers_join_to_one_that_is_stricter_than_both() -> None:
    limp = finding("limp", Placing.REGION)
    soft = rule("soft", "limp", massage=Permission.ASK_FIRST, limits=RuleLimits(max_pressure=3))
    no_roller = rule("no-roller", "limp", urgency=Urgency.SEE_SOON, massage=Permission.WITH_LIMITS, limits=RuleLimits(no_tools=("roller",)))
    made = Layers(made_up(limp, soft), made_up(no_roller))
    base, alone = made.below(), made_up(limp, no_roller).load()
    one, other, both = (triage({"limp@left:outer-lower"}, catalogue=content).at_least for content in (base, alone, made.merged()))
    assert not one <= other
    assert not other <= one
    assert one <= both != one
    assert other <= both != other
    assert (both.urgency, both.massage, both.limits.max_pressure, both.limits.no_tools) == (
        Urgency.SEE_SOON,
        Permission.ASK_FIRST,
        3,
        ("roller",),
    )


# ---------------------------------------------------------------------------- and the proof can fail


@examples(150)
@given(contents(), contents(), st.data())
def test_the_proof_fails_wherever_one_answer_is_milder(made: MadeUp, other: MadeUp, data: st.DataObject) -> None:
    """Against a content that is no overlay, the proof holds only if no answer that can be drawn is milder."""
    changed = MadeUp(made.relations, tuple(entry for entry in other.conditions if set(entry.when) <= set(made.names)))
    changed = MadeUp(changed.relations, tuple(entry for entry in changed.conditions if Web(made.relations).is_consistent(entry.when)))
    old, new = made.load(), data.draw(st.sampled_from([changed, without_one(made)])).load()
    try:
        proof = only_raises(table_of(old), table_of(new))
    except ContentError:
        return  # a rule that closes a place which its findings cannot have is refused on loading
    told = data.draw(answers(old, absent=False))
    milder = not triage(told.symptoms, catalogue=old).at_least <= triage(told.symptoms, catalogue=new).at_least
    assert not (milder and proof.holds)
    if not proof.holds:
        before, after = (triage(proof.witness, catalogue=content) for content in (old, new))
        unplaced_is_milder = not before.at_least <= after.at_least
        assert unplaced_is_milder or any(RuleTable(old).findings[name].place is not Placing.NONE for name in proof.witness)


def without_one(made: MadeUp) -> MadeUp:
    """Drop the last rule."""
    return MadeUp(made.relations, made.conditions[:-1])


def test_a_shipped_rule_that_an_overlay_replaces_is_told_with_a_witness() -> None:
    """If files could replace one another, this overlay would send nobody with chest pain to a hospital."""

    class Replacing(Catalogue):
        __slots__ = ()

        def conditions(self) -> tuple[Condition, ...]:
            return tuple(
                attrs.evolve(entry, urgency=Urgency.SEE_SOON) if entry.id == "chest-pain" else entry for entry in super().conditions()
            )

    proof = only_raises(table_of(catalogue()), RuleTable(Replacing(files_of(catalogue()))))
    assert (proof.holds, proof.refuses, proof.witness) == (False, True, ("chest-pain",))


@pytest.mark.parametrize("milder", [RuleLimits(max_pressure=5), RuleLimits(no_tools=("roller",), max_pressure=4)])
def test_stricter_in_one_part_and_milder_in_another_is_not_raised(milder: RuleLimits) -> None:
    """One part that got stricter makes up for none that got milder."""
    limp = finding("limp")
    before = made_up(limp, rule("r", "limp", massage=Permission.WITH_LIMITS, limits=RuleLimits(max_pressure=3)))
    after = made_up(limp, rule("r", "limp", urgency=Urgency.SEE_SOON, massage=Permission.ASK_FIRST, limits=milder))
    assert not only_raises(table_of(before.load()), table_of(after.load())).holds


# ---------------------------------------------------------------------------- what an overlay hides


def test_a_rule_of_the_base_that_an_overlay_hides_is_named_and_no_defect_of_the_overlay() -> None:
    limp = finding("limp")
    made = Layers(made_up(limp, rule("soft", "limp", massage=Permission.WITH_LIMITS)), made_up(rule("rest", "limp")))
    merged = table_of(made.merged())
    assert hidden_rules(merged) == ("soft",)
    assert {proof.property: proof for proof in prove(merged)}["no dead rule"].holds


def test_a_rule_of_the_overlay_that_decides_nothing_is_its_defect() -> None:
    limp = finding("limp")
    made = Layers(made_up(limp, rule("rest", "limp")), made_up(rule("soft", "limp", massage=Permission.WITH_LIMITS)))
    merged = table_of(made.merged())
    assert hidden_rules(merged) == ()
    assert {proof.property: proof for proof in prove(merged)}["no dead rule"].witness == ("soft",)


def test_rules_added_in_code_are_an_overlay_too() -> None:
    more = catalogue().with_rules(attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("fever", "new-lump")))
    assert more.base == catalogue()
    assert {proof.property: proof.holds for proof in prove(table_of(more))}["only raises answers"]
    assert catalogue().base is None
