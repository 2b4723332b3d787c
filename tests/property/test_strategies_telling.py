"""What the strategies of workable answers give: what a person can have and still massage, and what shuts one leg."""

import pytest
from hypothesis import strategies as st

from drawing import drawn, least
from hamstring import Answers, Catalogue, Permission, Urgency, catalogue, triage
from hamstring.model.logic import Placing
from hamstring.strategies import shut_answers, workable_answers
from hamstring.strategies.made_up import finding, made_up, rule
from hamstring.strategies.telling import alone, clearance, evaluated, shutting

LIMITED, ASKED = Permission.WITH_LIMITS, Permission.ASK_FIRST


@pytest.fixture
def content() -> Catalogue:
    """Findings that limit, that need a word, that forbid, that shut a leg, and some that do so together only."""
    return made_up(
        finding("asks", Placing.LEG),
        finding("asks-too"),
        finding("brings", implies=("forbids",)),
        finding("forbids"),
        finding("limits", Placing.REGION),
        finding("limits-too", excludes=("asks-too",)),
        finding("only-with"),
        finding("shuts", Placing.LEG),
        rule("r1", "asks", massage=ASKED),
        rule("r2", "asks-too", massage=ASKED),
        rule("r3", "brings", massage=LIMITED),
        rule("r4", "forbids"),
        rule("r5", "limits", massage=LIMITED),
        rule("r6", "limits-too", massage=LIMITED),
        rule("r7", "only-with", "limits", massage=ASKED),
        rule("r8", "shuts", urgency=Urgency.SEE_SOON),
    ).load()


def test_what_brings_a_permission_by_itself_brings_no_more_than_that(content: Catalogue) -> None:
    """One finding, not two together; what implies something stricter is not among them."""
    assert alone(content, LIMITED) == ("limits", "limits-too")
    assert alone(content, ASKED) == ("asks", "asks-too")
    assert alone(content, Permission.NOT_TODAY) == ("forbids", "shuts")


@pytest.mark.parametrize("permission", [LIMITED, ASKED])
def test_of_the_shipped_content_all_such_findings_are_known(permission: Permission) -> None:
    """Each with a rule of its own, found by asking triage about every finding."""
    once = {entry.when[0] for entry in catalogue().conditions() if len(entry.when) == 1 and entry.massage is permission}
    assert alone(catalogue(), permission) == tuple(name for name in sorted(once) if triage({name}, complete=True).massage is permission)


def test_what_shuts_a_leg_leaves_the_other_one(content: Catalogue) -> None:
    assert shutting(content) == ("shuts@left", "shuts@right")
    forbid = {entry.when[0] for entry in catalogue().conditions() if len(entry.when) == 1 and entry.massage is Permission.NOT_TODAY}
    found = {f"{name}@{leg}" for name in forbid for leg in ("left", "right") if shuts(name, leg)}
    assert set(shutting(catalogue())) == found


def shuts(name: str, leg: str) -> bool:
    """Say whether a finding with a rule of its own shuts the leg where it is and leaves the other one."""
    if catalogue().findings[name].place is Placing.NONE:
        return False
    answer = triage([f"{name}@{leg}"], complete=True)
    return (
        answer.massage_on(leg) is Permission.NOT_TODAY
        and answer.massage_on("right" if leg == "left" else "left") is not Permission.NOT_TODAY
    )


def test_shut_answers_are_one_leg_each_with_all_else_denied(content: Catalogue) -> None:
    for known in (content, catalogue()):
        found = {str(spot) for told in drawn(shut_answers(known), 300, at_a_time=1) for spot in told.placed}
        assert found == set(shutting(known))
    assert {len(told.placed) for told in drawn(shut_answers(), 20)} == {1}
    assert all(len(told.absent) == 7 for told in drawn(shut_answers(content), 20))
    assert [str(spot) for spot in least(shut_answers(content)).placed] == ["shuts@left"]


def test_contradictions_are_evaluated_to_none(content: Catalogue) -> None:
    assert evaluated(content, ("limits-too", "asks-too"), complete=True) is None
    for complete in (True, False):
        assert evaluated(content, ("limits",), complete=complete) == triage(["limits"], complete=complete, catalogue=content)


def test_what_must_be_cleared_is_all_that_needs_a_word(content: Catalogue) -> None:
    """Every finding of the rules that ask, sorted; also where they ask together only."""
    assert clearance(content, Answers(present=("asks-too", "limits", "only-with"))) == ("asks-too", "limits", "only-with")
    assert clearance(content, Answers(present=("limits",))) == ()
    assert clearance(content, triage(["asks@left"], complete=True, catalogue=content).answers) == ("asks",)


def test_workable_answers_are_of_every_kind(content: Catalogue) -> None:
    """All denied; nothing answered; some limits with the rest denied or left open; a leg shut now and then."""
    for known in (content, catalogue()):
        found = drawn(workable_answers(known), 250)
        kinds = {
            "complete": [told for told in found if told.absent and not told.symptoms],
            "none": [told for told in found if told == Answers()],
            "some": [told for told in found if told.symptoms and told.absent],
            "open": [told for told in found if told.symptoms and not told.absent],
        }
        assert all(len(kind) > 8 for kind in kinds.values()), {name: len(kind) for name, kind in kinds.items()}
        assert sum(len(kind) for kind in kinds.values()) == len(found)
        assert all(len(told.absent) == len(known.findings) for told in kinds["complete"])
    assert least(workable_answers(content)) == triage((), complete=True, catalogue=content).answers


def test_workable_answers_leave_something_to_do(content: Catalogue) -> None:
    """Never all forbidden; now and then one leg is, and then only one."""
    shut = 0
    for told in drawn(workable_answers(content), 600):
        answer = triage(told.symptoms, absent=told.absent, catalogue=content)
        assert not answer.limits.is_total
        legs = [answer.massage_on(leg) is Permission.NOT_TODAY for leg in ("left", "right")]
        assert not all(legs)
        assert any(legs) == bool({"shuts"} & {spot.finding for spot in told.placed})
        shut += any(legs)
    assert 10 < shut < 120


def test_workable_answers_tell_findings_in_all_their_places(content: Catalogue) -> None:
    """Not placed, on a leg, in a part: as each of them can be."""
    found = drawn(workable_answers(content), 1000)
    places = {str(spot) for told in found for spot in told.placed}
    regions = ("inner-lower", "inner-upper", "outer", "outer-lower", "outer-upper", "upper")
    assert places == {
        *(f"{name}@{leg}" for name in ("asks", "limits", "shuts") for leg in ("left", "right")),
        *(f"limits@{leg}:{region}" for leg in ("left", "right") for region in regions),
    }
    assert {name for told in found for name in told.present} == {"asks", "asks-too", "limits", "limits-too"}


def test_workable_answers_are_at_most_as_many_as_told_and_of_the_names_told(content: Catalogue) -> None:
    """Three unless told otherwise; the one that shuts a leg comes on top."""

    def sizes(strategy: st.SearchStrategy[Answers]) -> set[int]:
        return {len([*told.present, *(spot for spot in told.placed if spot.finding != "shuts")]) for told in drawn(strategy, 300)}

    assert sizes(workable_answers(content)) == {0, 1, 2, 3}
    assert sizes(workable_answers(content, most=1)) == {0, 1}
    found = drawn(workable_answers(content, names=st.just("asks-too")), 200)
    assert {name for told in found for name in told.present} == {"asks-too"}
    assert {spot.finding for told in found for spot in told.placed} <= {"shuts"}


def test_what_a_finding_forbids_is_left_out_whatever_names_are_told(content: Catalogue) -> None:
    """Names that forbid come to nothing; what contradicts what is there already does too."""
    found = drawn(workable_answers(content, names=st.sampled_from(("forbids", "brings", "limits-too", "asks-too"))), 300)
    assert {name for told in found for name in told.present} == {"limits-too", "asks-too"}
    assert not any(len(told.present) > 1 for told in found)


def test_half_met_rules_refuse_now_and_then(content: Catalogue) -> None:
    """Where an open question could still forbid, the rest is mostly denied, and seldom left open."""
    half = made_up(finding("limits"), finding("other"), rule("r1", "limits", massage=LIMITED), rule("r2", "limits", "other")).load()
    found = [told for told in drawn(workable_answers(half), 800) if told.symptoms]
    open_ = [told for told in found if not told.absent]
    assert 5 < len(open_) < len(found) / 4
    usual = [told for told in drawn(workable_answers(content), 400) if told.symptoms]
    assert sum(not told.absent for told in usual) > len(usual) / 5


def test_where_nothing_limits_all_is_denied_or_nothing_is_answered() -> None:
    """A content may have rules that forbid, and no others."""
    strict = made_up(finding("forbids"), rule("r1", "forbids")).load()
    assert set(drawn(workable_answers(strict), 100)) == {Answers(), Answers(absent=("forbids",))}
