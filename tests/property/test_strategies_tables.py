"""What the strategies of rule tables give: small contents, lawful and consistent, in all the shapes that they say."""

from collections import Counter
from itertools import combinations

import attrs
import pytest

from drawing import drawn, least
from hamstring import Catalogue, Permission, Rule, Urgency, catalogue, triage
from hamstring.content.checks import check_content
from hamstring.model.logic import NO_LIMITS, Condition, Placing, broken_law
from hamstring.model.outcomes import Limits, Outcome
from hamstring.strategies import catalogues, contents, overlays, rules, whole_body_contents
from hamstring.strategies.made_up import MadeUp, finding, made_up, rule
from hamstring.strategies.tables import NAMES, Web, conditions, rule_limits, webs

WEB = Web(
    (
        finding("bruise", Placing.REGION, implies=("limp",)),
        finding("fever", excludes=("numb",)),
        finding("limp", implies=("tired",)),
        finding("numb", Placing.LEG),
        finding("tired", implies=("limp",)),
    )
)

# ---------------------------------------------------------------------------- webs


def test_what_is_implied_is_added_until_nothing_is_added_any_more() -> None:
    """Rings too; and nothing is added to nothing."""
    assert WEB.close(("bruise",)) == {"bruise", "limp", "tired"}
    assert WEB.close(("tired", "numb")) == {"limp", "tired", "numb"}
    assert WEB.close(()) == frozenset()


@pytest.mark.parametrize(
    ("names", "absent", "is_consistent"),
    [
        (("bruise", "numb"), (), True),
        (("fever", "numb"), (), False),
        (("numb", "fever"), (), False),
        (("bruise",), ("numb",), True),
        (("bruise",), ("tired",), False),
        (("fever",), ("fever",), False),
        ((), ("fever", "numb"), True),
    ],
)
def test_findings_that_shut_each_other_out_or_bring_what_is_absent_cannot_be(
    names: tuple[str, ...], absent: tuple[str, ...], *, is_consistent: bool
) -> None:
    assert WEB.is_consistent(names, absent) is is_consistent


def test_webs_have_every_kind_of_relation() -> None:
    """One way, both ways, exclusion told from one side and from both; never what contradicts itself."""
    shapes: Counter[str] = Counter()
    for web in drawn(webs(), 500):
        by_id = web.by_id
        assert [*by_id] == [*NAMES[: len(by_id)]]
        for one, other in combinations(by_id, 2):
            implied = (other in by_id[one].implies, one in by_id[other].implies)
            shut = (other in by_id[one].excludes, one in by_id[other].excludes)
            shapes[f"implied {implied}"] += 1
            shapes[f"shut {shut}"] += 1
            if any(shut):
                assert not web.is_consistent((one, other))
        for name in by_id:
            assert web.is_consistent((name,)), "a finding that cannot be"
            assert by_id[name].aliases == (f"{name}-too",)
    either = [(True, False), (False, True), (True, True), (False, False)]
    assert set(shapes) == {f"implied {pair}" for pair in either} | {f"shut {pair}" for pair in either if pair != (False, True)}


def test_webs_have_as_many_findings_as_told_and_shrink_to_one_without_relations() -> None:
    for most in (1, 2, 7):
        assert {len(web.relations) for web in drawn(webs(most), 150)} == set(range(1, most + 1))
    assert {len(web.relations) for web in drawn(webs(), 100)} == {1, 2, 3, 4, 5}
    assert least(webs()).relations == (finding("bruise", aliases=("bruise-too",)),)


def test_webs_have_up_to_three_relations_and_places_as_told() -> None:
    """Every placing unless told otherwise."""
    found = drawn(webs(7), 300)
    links = [sum(len(entry.implies) + len(entry.excludes) for entry in web.relations) for web in found]
    assert {0, 1, 2, 3} <= set(links)
    assert max(links) <= 6
    assert {entry.place for web in found for entry in web.relations} == set(Placing)
    assert {entry.place for web in drawn(webs(3, (Placing.LEG,)), 50) for entry in web.relations} == {Placing.LEG}


# ---------------------------------------------------------------------------- rules


def test_conditions_are_lawful_and_take_what_they_say() -> None:
    """Findings that can be present together, every lawful pair of levels, limits where they bind, a scope where there is a place."""
    found = [entry for entry in drawn(conditions(WEB, "mine"), 1000) if entry is not None]
    for entry in found:
        assert entry.id == "mine"
        assert [*entry.when] == sorted(set(entry.when))
        assert WEB.is_consistent(entry.when)
        assert broken_law(Outcome(urgency=entry.urgency, massage=entry.massage, limits=Limits()), entry.limits) is None
    assert {len(entry.when) for entry in found} == {1, 2, 3, 4}
    assert {name for entry in found for name in entry.when} == set(WEB.by_id)
    lawful = {
        (urgency, massage) for urgency in Urgency for massage in Permission if urgency < Urgency.SAME_DAY or massage is Permission.NOT_TODAY
    }
    assert {(entry.urgency, entry.massage) for entry in found} == lawful
    local = [entry for entry in found if {"bruise", "numb"} & set(entry.when)]
    everywhere = [entry for entry in found if not {"bruise", "numb"} & set(entry.when)]
    assert {entry.scope for entry in local} == {"", "body"}
    assert {entry.scope for entry in everywhere} == {""}
    assert any("place" in entry.limits.keep_off for entry in local)
    assert not any("place" in entry.limits.keep_off for entry in everywhere)
    assert {entry.limits for entry in everywhere} == {NO_LIMITS, *drawn(rule_limits(is_local=False), 300)}


def test_a_rule_over_findings_that_cannot_be_is_none() -> None:
    """Now and then, and only then."""
    shut = Web((finding("fever", excludes=("numb",)), finding("numb")))
    found = drawn(conditions(shut, "mine"), 200)
    assert {entry.when for entry in found if entry is not None} == {("fever",), ("numb",)}
    assert None in found


def test_limits_of_a_place_stand_only_where_there_is_one() -> None:
    local, everywhere = set(drawn(rule_limits(), 400)), set(drawn(rule_limits(is_local=False), 400))
    assert everywhere < local
    assert all("place" in entry.keep_off for entry in local - everywhere)
    assert not any("place" in entry.keep_off for entry in everywhere)
    assert NO_LIMITS not in local
    assert {field.name for entry in local for field in attrs.fields(type(entry)) if getattr(entry, field.name)} == {
        field.name for field in attrs.fields(type(NO_LIMITS))
    }


SMALL = made_up(finding("limp"), finding("numb", Placing.LEG), rule("rest", "limp"))


def test_rules_for_a_content_are_its_own_and_can_be_added() -> None:
    """Over findings of the content at hand, under the id that is told, with the advice of their urgency."""
    content = SMALL.load()
    for entry in drawn(rules(content), 200):
        assert isinstance(entry, Rule)
        assert set(entry.when) <= {"limp", "numb"}
        assert (entry.id, entry.why, entry.row, entry.editorial) == ("made-up", "Made up.", "", True)
        assert content.advice[entry.advice].urgency is entry.urgency
        assert entry in triage(set(entry.when), catalogue=content.with_rules(entry)).fired
    assert {entry.id for entry in drawn(rules(content, "other"), 10)} == {"other"}
    first = least(rules(content))
    assert (len(first.when), first.urgency, first.massage) == (1, Urgency.SELF_CARE, Permission.WITH_LIMITS)


def test_rules_for_the_shipped_content_are_over_its_findings() -> None:
    for entry in drawn(rules(), 30):
        assert set(entry.when) <= set(catalogue().findings)
        assert catalogue().advice[entry.advice].urgency is entry.urgency


def test_where_no_advice_has_the_urgency_any_other_one_stands_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A content may have advice for some urgencies only; the rule can still be added."""
    content = SMALL.load()
    some = {name: entry for name, entry in content.advice.items() if entry.urgency is Urgency.EMERGENCY}
    monkeypatch.setattr(Catalogue, "advice", property(lambda _: some))
    assert {entry.advice for entry in drawn(rules(content), 50)} == {"emergency"}


def test_overlays_add_one_rule_up_to_as_many_as_told() -> None:
    content = SMALL.load()
    for most, strategy in ((3, overlays(content)), (1, overlays(content, most=1)), (5, overlays(content, most=5))):
        added = [[entry.id for entry in found.conditions() if entry.id != "rest"] for found in drawn(strategy, 100)]
        assert {len(ids) for ids in added} == set(range(1, most + 1))
        assert all(ids == [f"made-up-{number}" for number in range(1, len(ids) + 1)] for ids in added)
    assert len(least(overlays(content)).conditions()) == 2


def test_overlays_are_of_the_shipped_content_unless_told_otherwise() -> None:
    added = {entry.id for found in drawn(overlays(), 3) for entry in found.conditions()}
    assert {entry.id for entry in catalogue().conditions()} < added


# ---------------------------------------------------------------------------- contents


def test_contents_are_as_large_as_told_and_can_be_loaded() -> None:
    """From one finding and no rule on; rules have ids in their order; what is loaded is what was drawn."""
    for findings, number in ((5, 6), (2, 3), (7, 1)):
        strategy = contents() if (findings, number) == (5, 6) else contents(findings, number)
        found = drawn(strategy, 120)
        assert {len(made.relations) for made in found} == set(range(1, findings + 1))
        assert {len(made.conditions) for made in found} - {0} == set(range(1, number + 1))
        for made in found:
            ids = [entry.id for entry in made.conditions]
            assert ids == sorted(ids)
            assert set(ids) <= {f"r{place}" for place in range(number)}
    for made in drawn(contents(), 20):
        content = made.load()
        assert {entry.id for entry in content.relations()} == set(made.names)
        assert content.conditions() == made.conditions
    first = least(contents())
    assert [(entry.place, entry.implies) for entry in first.relations] == [(Placing.NONE, ())]
    assert len(first.conditions) <= 1


def test_contents_of_the_whole_body_have_no_places() -> None:
    for findings, number in ((5, 6), (2, 3)):
        strategy = whole_body_contents() if (findings, number) == (5, 6) else whole_body_contents(findings, number)
        found = drawn(strategy, 150)
        assert {entry.place for made in found for entry in made.relations} == {Placing.NONE}
        assert max(len(made.relations) for made in found) == findings
        assert max(len(made.conditions) for made in found) == number


def test_contents_have_places_as_told() -> None:
    for placings in ((Placing.LEG,), (Placing.NONE, Placing.REGION)):
        found = drawn(contents(3, 2, placings), 80)
        assert {entry.place for made in found for entry in made.relations} == {*placings}
    assert {entry.place for made in drawn(contents(), 80) for entry in made.relations} == set(Placing)


def test_catalogues_are_contents_that_were_loaded() -> None:
    for findings, number in ((5, 6), (2, 3)):
        strategy = catalogues() if (findings, number) == (5, 6) else catalogues(findings, number)
        found = drawn(strategy, 80)
        assert all(isinstance(content, Catalogue) for content in found)
        assert max(len(content.relations()) for content in found) == findings
        assert max(len(content.conditions()) for content in found) == number
    assert len(least(catalogues()).relations()) == 1


# ---------------------------------------------------------------------------- by hand

HAND = made_up(
    finding("sore", Placing.REGION, aliases=("ache", "pain"), implies=("limp",)),
    rule("first", "limp"),
    finding("limp", excludes=("numb",)),
    rule("second", "sore", massage=Permission.WITH_LIMITS),
    finding("numb", Placing.LEG),
    rule("third", "numb", urgency=Urgency.SEE_SOON, massage=Permission.ASK_FIRST, scope="body"),
    rule("fourth", "sore", "limp", massage=Permission.OK),
    rule("fifth", "numb", "limp", massage=Permission.WITH_LIMITS, limits=attrs.evolve(NO_LIMITS, keep_off=("outer", "place"), max_leg_s=60)),
)  # fmt: skip


def test_a_content_by_hand_is_what_was_written() -> None:
    """Findings and rules in any order; the words, and the order of the records, change nothing that decides."""
    for content in (HAND.load(), HAND.load(words="other"), HAND.load(backwards=True)):
        assert content.relations() == tuple(sorted(HAND.relations, key=lambda entry: entry.id))
        assert content.conditions() == tuple(sorted(HAND.conditions, key=lambda entry: entry.id))
    assert HAND.names == ("limp", "numb", "sore")
    assert {entry.id for entry in HAND.load().contraindications.values()} == {"first", "third"}
    assert {entry.id for entry in HAND.load().rules.values() if entry.row == "R"} == {"second", "fourth", "fifth"}


def test_what_is_loaded_is_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the words and in the order that are told; a catalogue shows neither order nor file."""
    written: list[tuple[str, bool]] = []
    usual = MadeUp.texts

    def noted(made: MadeUp, *, words: str, backwards: bool) -> dict[str, str]:
        written.append((words, backwards))
        return usual(made, words=words, backwards=backwards)

    monkeypatch.setattr(MadeUp, "texts", noted)
    HAND.load()
    HAND.load(words="other", backwards=True)
    assert written == [("made up", False), ("other", True)]


def test_usual_limits_stand_where_there_must_be_some() -> None:
    by_id: dict[str, Condition] = {entry.id: entry for entry in HAND.conditions}
    assert by_id["first"].limits == by_id["fourth"].limits == NO_LIMITS
    assert by_id["second"].limits == attrs.evolve(NO_LIMITS, max_pressure=4)
    assert by_id["third"].limits == attrs.evolve(NO_LIMITS, max_pressure=3)
    assert rule("plain", "b", "a") == Condition(id="plain", when=("a", "b"), urgency=Urgency.SELF_CARE, massage=Permission.NOT_TODAY)
    assert finding("plain").place is Placing.NONE


def test_a_content_by_hand_says_its_words_everywhere() -> None:
    """So that a text that comes from a made-up content can be told from all others."""
    for words, content in (("made up", HAND.load()), ("other", HAND.load(words="other"))):
        assert {(entry.name, entry.ask, entry.kind.value) for entry in content.findings.values()} == {(words, f"{words}?", "sign")}
        assert {entry.why for entry in content.rules.values()} == {f"{words}, since {entry.id}." for entry in HAND.conditions}
        assert {(entry.text, entry.if_worse, entry.contact, entry.time_frame) for entry in content.advice.values()} == {
            (words, words, words, "now")
        }
        assert {(entry.title, entry.text) for entry in content.notices.values()} == {
            (words, f"{words}: not-settled."),
            (words, f"{words}: self-care."),
        }
        assert {(entry.id, entry.name, entry.plain, entry.find, entry.quadrants) for entry in content.regions.values()} == {
            ("buttock-crease", words, words, words, ("inner-upper", "outer-upper")),
            ("outer-knee", words, words, words, ("outer-lower",)),
        }


def test_a_content_by_hand_is_sound_but_for_what_it_leaves_out() -> None:
    """Every record is of its kind; each is marked as nobody's source; it has its own version and no shipped words."""
    content = HAND.load()
    for kind in ("findings", "rules", "contraindications", "advice", "notices", "regions"):
        assert content.kind(kind)
        assert all(entry.editorial for entry in content.kind(kind).values())
    assert {entry.row for entry in content.rules.values()} == {"R", "C"}
    assert {entry.row for entry in content.contraindications.values()} == {"C"}
    assert {entry.grade.value for entry in content.contraindications.values()} == {"relative"}
    assert {entry.urgency: entry.id for entry in content.advice.values()} == {level: level.value for level in Urgency}
    assert {issue.where for issue in check_content(content) if issue.where.startswith(("findings", "rules", "advice"))} == set()
    assert content.manifest.content_version == "2001.1.1"
    assert content.policy == catalogue().policy


def test_contents_backwards_and_loaded_twice_share_nothing() -> None:
    texts, backwards = HAND.texts(), HAND.texts(backwards=True)
    assert texts == HAND.texts(words="made up", backwards=False)
    assert {*texts} == {*backwards}
    for kind in ("findings", "rules", "contraindications"):
        assert texts[kind] != backwards[kind]
        assert sorted(texts[kind].splitlines()) == sorted(backwards[kind].splitlines())
    assert MadeUp((), ()).names == ()
    one, other = HAND.load(), HAND.load()
    assert one is not other
    assert one.findings is not other.findings
