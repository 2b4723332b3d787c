"""What the strategies of answers give: every way of answering that fits the content, and no other."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from drawing import drawn, least
from hamstring import Answers, AnswersError, Catalogue, Leg, Placed, catalogue, triage
from hamstring.model.logic import Placing
from hamstring.safety.answering import read_answers
from hamstring.safety.triage import rules_of
from hamstring.strategies import answers, finding_ids, findings, placed, triages
from hamstring.strategies.answering import REGIONS
from hamstring.strategies.made_up import KEEP_OUTS, finding, made_up, rule
from hamstring.strategies.values import SINGLE_LEGS

LIMP, NUMB, SORE = finding("limp"), finding("numb", Placing.LEG), finding("sore", Placing.REGION)
BORN, TRIED = finding("born", implies=("limp",)), finding("tried", excludes=("numb",))


@pytest.fixture
def content() -> Catalogue:
    """Findings of each placing, one that brings another, and one that shuts another out."""
    return made_up(LIMP, NUMB, SORE, BORN, TRIED, rule("rest", "limp")).load()


def test_ids_and_findings_are_all_of_the_content_at_hand(content: Catalogue) -> None:
    names = ["born", "limp", "numb", "sore", "tried"]
    assert sorted(set(drawn(finding_ids(content)))) == names
    assert sorted({entry.id for entry in drawn(findings(content))}) == names
    assert set(drawn(finding_ids(), 100)) <= set(catalogue().findings)
    assert len(set(drawn(finding_ids(), 300))) > 50
    assert {entry.id for entry in drawn(findings(), 100)} <= set(catalogue().findings)
    assert least(finding_ids(content)) == least(findings(content)).id == "born"
    assert least(finding_ids()) == least(findings()).id == min(catalogue().findings)


def test_a_placed_finding_is_on_a_leg_or_on_a_part_that_it_can_have(content: Catalogue) -> None:
    """A finding of a leg has a leg alone; one of a part has every part and keep-out, on either leg, or the whole leg."""
    found = set(drawn(placed(content), 1200))
    assert found == {
        *(Placed("numb", leg) for leg in SINGLE_LEGS),
        *(Placed("sore", leg, region) for leg in SINGLE_LEGS for region in (None, *REGIONS)),
    }
    assert {"inner", "outer", "upper", "lower", *KEEP_OUTS} < set(REGIONS)
    assert least(placed(content)) == Placed("numb", Leg.LEFT)


def test_a_finding_that_is_named_is_the_one_that_is_placed(content: Catalogue) -> None:
    assert {spot.finding for spot in drawn(placed(content, SORE), 50)} == {"sore"}
    assert {spot.finding for spot in drawn(placed(entry=NUMB), 50)} == {"numb"}
    assert least(placed(content, SORE)) == Placed("sore", Leg.LEFT)


def test_placed_findings_are_those_of_the_shipped_content_unless_told_otherwise() -> None:
    local = {entry.id for entry in catalogue().relations() if entry.place is not Placing.NONE}
    assert {spot.finding for spot in drawn(placed(), 50)} <= local


RELATED = (LIMP, NUMB, BORN, TRIED)


@pytest.fixture
def small() -> Catalogue:
    return made_up(*RELATED, rule("rest", "limp")).load()


def ways(most: int) -> Iterator[Answers]:
    """List every way of answering at most so many questions without places."""
    said = [(entry.id, way) for entry in RELATED for way in ("yes", "no")]
    for number in range(most + 1):
        for chosen in combinations(said, number):
            present = tuple(sorted(name for name, way in chosen if way == "yes"))
            absent = tuple(sorted(name for name, way in chosen if way == "no"))
            yield Answers(present=present, absent=absent)


def is_possible(content: Catalogue, told: Answers) -> bool:
    try:
        read_answers(rules_of(content).table, told.symptoms, told.absent)
    except AnswersError:
        return False
    return True


@pytest.mark.parametrize("most", [0, 1, 2])
def test_answers_without_places_are_every_possible_way_and_no_other(most: int, small: Catalogue) -> None:
    """What findings bring and shut out is kept, for a yes and for a no, in whatever order they are drawn."""
    assert set(drawn(answers(small, most=most, places=False), 1500)) == {told for told in ways(most) if is_possible(small, told)}


def test_answers_can_do_without_denials(small: Catalogue) -> None:
    found = set(drawn(answers(small, most=2, places=False, absent=False), 500))
    assert found == {told for told in ways(2) if not told.absent and is_possible(small, told)}


def test_answers_are_placed_where_they_can_be_and_never_contradict_each_other(content: Catalogue) -> None:
    """A finding can be at two places, on both legs, placed and not placed; what has no place is told without."""
    found = drawn(answers(content), 800)
    assert all(is_possible(content, told) for told in found)
    spots = [told.placed for told in found]
    assert {spot.finding for told in spots for spot in told} == {"numb", "sore"}
    assert any(len({spot.finding for spot in told}) < len(told) for told in spots)
    assert any(told.placed and told.present and told.absent for told in found)
    assert any({spot.finding for spot in told.placed} & set(told.present) for told in found)


def test_answers_are_at_most_as_many_as_asked_for_and_sometimes_none() -> None:
    """Six unless told otherwise; they shrink to none."""
    many = made_up(*(finding(f"f{number:02}") for number in range(40)), rule("rest", "f00")).load()
    for most, strategy in ((6, answers(many)), (3, answers(many, most=3)), (8, answers(many, most=8))):
        assert {len(told.present) + len(told.absent) for told in drawn(strategy, 150)} == set(range(most + 1))
    assert max(len(answer.answers.present) + len(answer.answers.absent) for answer in drawn(triages(many), 150)) == 6
    assert least(answers(many)) == Answers()


def test_answers_are_stored_in_order(content: Catalogue) -> None:
    for told in drawn(answers(content, most=9), 300):
        assert [*told.present] == sorted(set(told.present))
        assert [*told.absent] == sorted(set(told.absent))
        assert [*told.placed] == sorted(set(told.placed), key=str)


def test_answers_of_the_shipped_content_say_yes_no_and_here() -> None:
    """Each of the three comes often, not once in a while."""
    found = drawn(answers(), 60)
    for field in ("present", "placed", "absent"):
        assert sum(bool(getattr(told, field)) for told in found) > 12


def test_a_triage_is_that_of_its_content_and_of_such_answers(content: Catalogue) -> None:
    """All arguments are those of `answers`."""
    found = drawn(triages(content, most=2), 200)
    assert {answer.rules_digest for answer in found} == {triage((), catalogue=content).rules_digest}
    told = [answer.answers for answer in found]
    assert any(entry.placed for entry in told)
    assert any(entry.absent for entry in told)
    assert all(len(entry.present) + len(entry.placed) <= 2 for entry in told)
    assert not any(answer.answers.placed for answer in drawn(triages(content, places=False), 100))
    assert not any(answer.answers.absent for answer in drawn(triages(content, absent=False), 100))
    assert {answer.rules_digest for answer in drawn(triages(most=1), 5)} == {triage(()).rules_digest}
    assert least(triages(content)) == triage((), catalogue=content)
    assert max(len(answer.answers.absent) for answer in drawn(triages(content), 200)) >= 3


def test_a_triage_evaluates_the_answers_as_they_are(content: Catalogue) -> None:
    for answer in drawn(triages(content), 100):
        assert answer == triage(answer.answers.symptoms, absent=answer.answers.absent, catalogue=content)
