"""The promise: the shortest screen rules an urgency out, nothing shorter does, and a dialogue asks it first.

The proof for the shipped content is a list of rules of which no two share a finding; tests/oracle/test_shortest_z3.py
has a second opinion, and made-up contents are compared with trying all smaller lists.
"""

from collections.abc import Mapping
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstring import (
    AnswersError,
    Catalogue,
    Permission,
    RequestError,
    UnknownIdError,
    Urgency,
    catalogue,
    plan_routine,
    shortest_screen,
    triage,
)
from hamstring.content.files import Folder
from hamstring.dialogue import ask_screens
from hamstring.model.logic import Placing, RuleLimits
from hamstring.safety.hitting import bodies_apart, smallest_hitting_set
from hamstring.safety.screening import URGENT, next_screen
from hamstring.safety.shortest import rules_apart
from strategies import MadeUp, contents, finding, made_up, rule

LEVELS = tuple(Urgency)[1:]
each_level = pytest.mark.parametrize("urgency", LEVELS, ids=str)


def everything_with(content: Catalogue) -> Mapping[str, frozenset[str]]:
    """Close each finding under what it implies, by the plain definition."""
    found = {name: {name, *entry.implies} for name, entry in content.findings.items()}
    for _ in found:
        for closed in found.values():
            closed.update(*(found[name] for name in tuple(closed)))
    return {name: frozenset(closed) for name, closed in found.items()}


# ---------------------------------------------------------------------------- the shipped content


@each_level
def test_a_no_to_the_shortest_screen_rules_the_urgency_out(urgency: Urgency) -> None:
    assert triage((), absent=shortest_screen(urgency)).at_most.urgency < urgency


@each_level
def test_rules_that_share_no_finding_prove_that_no_shorter_screen_exists(urgency: Urgency) -> None:
    """Each of these rules needs a no of its own, to one of its findings or to one that they imply."""
    closed = everything_with(catalogue())
    rules = [catalogue().rules[name] for name in rules_apart(urgency)]
    bodies = [frozenset[str]().union(*(closed[name] for name in entry.when)) for entry in rules]
    assert all(entry.urgency >= urgency for entry in rules)
    assert all(one.isdisjoint(other) for one, other in combinations(bodies, 2))
    assert len(rules) == len(shortest_screen(urgency))


def test_to_rule_out_an_emergency_first_makes_the_rest_no_longer() -> None:
    first = shortest_screen("emergency")
    then = shortest_screen("same-day", absent=first)
    assert len(first) + len(then) == len(shortest_screen("same-day"))


# ---------------------------------------------------------------------------- any content


def is_ruled_out(content: Catalogue, urgency: Urgency, present: tuple[str, ...], absent: tuple[str, ...]) -> bool:
    return triage(present, absent=absent, catalogue=content).at_most.urgency < urgency


@settings(derandomize=True, deadline=None, max_examples=60)
@given(contents(5, 7), st.sampled_from(LEVELS), st.data())
def test_after_any_answers_no_shorter_screen_rules_the_urgency_out(made: MadeUp, urgency: Urgency, data: st.DataObject) -> None:
    """By trying every shorter list of noes."""
    content = made.load()
    few = st.lists(st.sampled_from(made.names), max_size=2, unique=True).map(tuple) if made.names else st.just(())
    present, absent = data.draw(few), data.draw(few)
    try:
        reached = triage(present, absent=absent, catalogue=content).urgency >= urgency
    except AnswersError:
        with pytest.raises(AnswersError):
            shortest_screen(urgency, symptoms=present, absent=absent, catalogue=content)
        return
    if reached:
        with pytest.raises(RequestError, match="which the symptoms reach already"):
            shortest_screen(urgency, symptoms=present, absent=absent, catalogue=content)
        return
    screen = shortest_screen(urgency, symptoms=present, absent=absent, catalogue=content)
    assert tuple(sorted({*screen})) == screen
    assert is_ruled_out(content, urgency, present, (*absent, *screen))
    for size in range(len(screen)):
        for names in combinations(made.names, size):
            try:
                assert not is_ruled_out(content, urgency, present, (*absent, *names))
            except AnswersError:
                continue


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=4), max_size=9))
def test_sets_apart_are_a_proof_or_nothing(bodies: list[frozenset[str]]) -> None:
    """As many as the smallest set that hits all, all of them among the bodies, no two with a name in common."""
    chosen = smallest_hitting_set(bodies)
    apart = bodies_apart(bodies, chosen)
    can_be = any(
        all(one.isdisjoint(other) for one, other in combinations(names, 2))
        for names in combinations(sorted({*bodies}, key=sorted), len(chosen))
    )
    assert len(apart) == (len(chosen) if can_be else 0)
    assert {*apart} <= {*bodies}
    assert all(one.isdisjoint(other) for one, other in combinations(apart, 2))


def test_three_rules_that_share_findings_in_pairs_need_two_noes_without_such_a_proof() -> None:
    names = ("bruise", "fever", "limp")
    rules = [rule(f"r{place}", *pair, urgency=Urgency.EMERGENCY) for place, pair in enumerate(combinations(names, 2))]
    content = made_up(*map(finding, names), *rules).load()
    assert len(shortest_screen("emergency", catalogue=content)) == 2
    assert () == rules_apart("emergency", catalogue=content)


# ---------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize("urgency", ["self-care", Urgency.SELF_CARE, "urgent", "", 3, None, "EMERGENCY"])
def test_an_urgency_that_no_answer_rules_out_is_refused(urgency: Urgency) -> None:
    with pytest.raises(RequestError, match="`urgency`"):
        shortest_screen(urgency)


@pytest.mark.parametrize("urgency", ["same-day", "see-soon"])
def test_an_urgency_that_is_reached_cannot_be_ruled_out(urgency: str) -> None:
    assert triage({"one-leg-swelling"}).urgency is Urgency.SAME_DAY
    with pytest.raises(RequestError, match="which the symptoms reach already"):
        shortest_screen(urgency, symptoms={"one-leg-swelling"})
    assert shortest_screen("emergency", symptoms={"one-leg-swelling"})


def test_answers_are_checked_as_by_triage() -> None:
    with pytest.raises(UnknownIdError, match="chest-pain"):
        shortest_screen("emergency", absent=["chest-pian"])
    with pytest.raises(RequestError):
        shortest_screen("emergency", symptoms="fever")  # type: ignore[arg-type]  # a bare string
    with pytest.raises(AnswersError):
        shortest_screen("emergency", symptoms=["fever"], absent=["fever"])


def test_a_yes_on_the_way_is_followed_up() -> None:
    """With fever, what makes a fever an emergency must be denied too."""
    before, after = (shortest_screen("emergency", symptoms=present) for present in ((), ("fever",)))
    assert "fever" in before
    assert "fever" not in after
    assert triage({"fever"}, absent=after).at_most.urgency < Urgency.EMERGENCY


# ---------------------------------------------------------------------------- the dialogue


def test_a_healthy_person_reaches_each_conclusion_with_the_fewest_answers() -> None:
    """Every answer is a no: as many of them rule an urgency out as the shortest screen is long.

    How many settle the answer is told in docs/explanation/safety-model.md.
    """
    absent: tuple[str, ...] = ()
    answers_until: dict[Urgency, int] = {}
    while following := next_screen(catalogue(), answered := triage((), absent=absent)):
        assert {*following[1]} <= {*following[0].findings} - {*absent}
        absent += following[1]
        for level in URGENT:
            if triage((), absent=absent).at_most.urgency < level:
                answers_until.setdefault(level, len(absent))
    assert answered.settled
    assert answers_until == {level: len(shortest_screen(level)) for level in URGENT}
    assert len(absent) == 121


SAID = {catalogue().phrases[f"screen-no-{level}"].text: level for level in URGENT}


@pytest.mark.parametrize("seed", range(15))
def test_the_dialogue_concludes_nothing_that_open_questions_can_change(seed: int) -> None:
    """Whoever stops at a conclusion has a triage that says so; it settles only what is settled; it ends."""
    chance = Random(seed)
    heard: list[str] = []
    stop = chance.choice([*URGENT, None])

    def read(prompt: str) -> str | None:
        if "left, right" in prompt:
            return chance.choice(["", "left", "right"])
        if any(level is stop for text, level in SAID.items() if text in concluded()):
            return None
        return chance.choice(["0", "0", "0", "0", "0", "1", "?"])

    def concluded() -> list[str]:
        return [" ".join(text.split()) for text in heard]

    answered = ask_screens(catalogue(), read=read, write=lambda text: heard.append(str(text)))
    for text, level in SAID.items():
        assert answered.at_most.urgency < level or not (stop is level and text in concluded())
    assert (catalogue().phrases["screen-done"].text in concluded()) <= answered.settled
    if stop is None:
        assert answered.settled == (catalogue().phrases["screen-done"].text in concluded())


def test_the_dialogue_asks_the_shortest_screen_for_an_emergency_first() -> None:
    asked: list[str] = []
    absent: tuple[str, ...] = ()
    while triage((), absent=absent).at_most.urgency >= Urgency.EMERGENCY:
        following = next_screen(catalogue(), triage((), absent=absent))
        assert following is not None
        asked += following[1]
        absent += following[1]
    assert sorted(asked) == list(shortest_screen("emergency"))


def test_one_may_begin_as_soon_as_nothing_urgent_is_open_and_no_sooner() -> None:
    """Whoever says no to the fewest questions may begin, lightly; `b` is no answer before, nor in a mere screening."""
    for may_begin in (True, False):
        told = ask_screens(catalogue(), read=lambda prompt: "b" if "b to begin" in prompt else "0", write=len, may_begin=may_begin)
        assert may_begin == (told.answers.absent == shortest_screen("same-day"))
        assert told.settled is not may_begin
        assert not told.not_asked
        typed = ["0"] * 60 + ["b"]
        heard: list[str] = []
        first = ask_screens(catalogue(), read=lambda _: typed.pop(), write=heard.append, may_begin=may_begin)  # noqa: B023
        assert any(catalogue().phrases["screen-again"].text[:12] in text for text in heard)
        assert first.settled
    routine = plan_routine(minutes=8, triage=triage((), absent=shortest_screen("same-day")))
    assert (routine.screened, routine.settled) == (True, False)
    assert routine.pressure_cap <= catalogue().policy.unscreened_cap


def test_what_settles_the_answer_is_told_once() -> None:
    """No further list is announced where none follows."""
    heard: list[str] = []
    first = next_screen(catalogue(), triage(()))
    assert first is not None
    typed = iter([str(first[1].index("coughing-blood") + 1), *["0"] * 60])
    answered = ask_screens(catalogue(), read=lambda _: next(typed), write=lambda text: heard.append(" ".join(str(text).split())))
    assert (answered.settled, answered.urgency) == (True, Urgency.SAME_DAY)
    assert catalogue().phrases["screen-done"].text in heard
    assert not {*SAID}.intersection(heard)


def test_a_question_that_only_widens_a_place_is_asked_too() -> None:
    """No rule lacks anything, but the fever would bring the bruise to both legs."""
    keep_off = RuleLimits(keep_off=("place",))
    limit = rule("a", "bruise", massage=Permission.WITH_LIMITS, limits=keep_off)
    made = made_up(finding("bruise", Placing.LEG), finding("fever", implies=("bruise",)), limit)
    screen = '[only]\norder = 1\nasked = "session"\ntitle = "Only"\nintro = "Only."\nfindings = ["fever"]\neditorial = true\n'
    texts = sorted({**made.texts(), "screens": screen}.items())
    content = Catalogue((Folder(tuple((kind, text.encode()) for kind, text in texts)),))
    answered = triage(["bruise@left"], catalogue=content)
    assert not answered.settled
    following = next_screen(content, answered)
    assert following is not None
    assert following[1] == ("fever",)
    assert next_screen(content, triage(["bruise@left"], absent=["fever"], catalogue=content)) is None
