"""When it hurts: weight off, what cannot wait, two minutes still, four questions, and what their answers mean."""

from typing import Any

import pytest

from checking import rule_of
from hamstring import Answers, AnswersError, Permission, Routine, Triage, Urgency, catalogue, plan_routine, triage
from hamstring.outputs.words import Words
from hamstring.run import hurting as hurting_module
from hamstring.run.frames import Frame, clock
from hamstring.run.hurting import Hurting
from running import WORDS, Machine, Screen, Speaker


@pytest.fixture(scope="module")
def routine() -> Routine:
    return plan_routine(minutes=8, tools={"foam-roller"}, complete=True)


def hurting(routine: Routine, *keys: tuple[float, str]) -> tuple[Triage | None, Machine, Screen]:
    machine, screen = Machine(*keys), Screen()
    answered = Hurting(WORDS, machine=machine, screen=screen, speaker=Speaker()).ask(routine.request.answers)
    return answered, machine, screen


def test_first_it_says_what_cannot_wait_then_two_minutes_still_then_four_questions(routine: Routine) -> None:
    """The emergency number comes before the rest; four times no means no triage, but no more today either."""
    answered, _, screen = hurting(routine, (121.0, "n"), (122.0, "n"), (123.0, "n"), (124.0, "n"))
    assert answered is None
    first, *questions = [text for _, text in screen.told]
    assert first.startswith("Let go and take your weight off.")
    assert "call your local emergency number now" in first
    assert [entry.ask for entry in sorted(catalogue().hurts.values(), key=lambda entry: entry.order)] == [
        text.removesuffix(" Yes or no?") for text in questions
    ]
    assert len([frame for frame in screen.frames if frame.step == "Keep still and breathe."]) == 120
    assert any(frame.left == "2:00" for frame in screen.frames)


@pytest.mark.parametrize(
    ("keys", "urgency"),
    [
        ("y", Urgency.EMERGENCY),
        ("ny", Urgency.EMERGENCY),
        ("nnyn", Urgency.SAME_DAY),
        ("nnny", Urgency.SAME_DAY),
    ],
)
def test_a_yes_leads_to_its_advice(keys: str, urgency: Urgency, routine: Routine) -> None:
    """Chest, breath and a cold foot are an emergency and end the asking; weakness and swelling need help today."""
    answered, machine, _ = hurting(routine, *((121.0 + place, key) for place, key in enumerate(keys)))
    assert answered is not None
    assert answered.urgency is urgency
    assert answered.massage is Permission.NOT_TODAY
    assert machine.keys == []


def test_what_stays_open_is_not_taken_for_a_no() -> None:
    """A question that was not answered, or left by quitting, is no denial: the triage names it as open."""
    unscreened = plan_routine(minutes=8)
    for keys in ("nn?n", "nnq"):
        answered, _, _ = hurting(unscreened, *((121.0 + place, key) for place, key in enumerate(keys)))
        assert answered is not None
        assert "tingling-or-numb" not in answered.answers.absent
        assert "chest-pain" in answered.answers.absent


def test_what_is_true_now_goes_before_what_was_denied_earlier(routine: Routine) -> None:
    """Everything was denied before the routine; a yes now still counts, with all that was said before."""
    assert "chest-pain" in routine.request.answers.absent
    answered, _, _ = hurting(routine, (1.0, "y"), (2.0, "y"))
    assert answered is not None
    assert {"chest-pain", "sudden-breathlessness"} <= set(answered.answers.present)
    assert "fever" in answered.answers.absent


@pytest.mark.parametrize(("pressed", "is_urgent"), [("ny", True), ("yn", True), ("n?", False), ("nq", False), ("xn", None)])
def test_of_answers_pressed_at_once_the_most_careful_one_counts(pressed: str, is_urgent: bool | None) -> None:  # noqa: FBT001 - as told
    """A no never hides a yes or a doubt."""
    keys = ((121.0, pressed), (122.0, "n"), (123.0, "n"), (124.0, "n"))
    answered, _, _ = hurting(plan_routine(minutes=8), *keys)
    assert (answered is None) == (is_urgent is None)
    if answered is not None:
        assert (answered.urgency is Urgency.EMERGENCY) == is_urgent
        assert "chest-pain" not in answered.answers.absent


def test_the_rest_can_be_cut_short_for_the_questions(routine: Routine) -> None:
    _, machine, _ = hurting(routine, (3.0, "s"), (4.0, "n"), (5.0, "n"), (6.0, "n"), (7.0, "n"))
    assert machine.passed_s == pytest.approx(7.0)


# ---------------------------------------------------------------------------- word for word

STILL = "Keep still and breathe."
STILL_KEYS = "s: to the questions now"
QUESTION_KEYS = "y: yes   n: no   ?: not sure   q: quit"


def test_two_minutes_still_are_counted_down_second_by_second(routine: Routine) -> None:
    """With the advice on the screen all the time, and the one key that there is."""
    _, machine, screen = hurting(routine, *((121.0 + place, "n") for place in range(4)))
    advice = WORDS("run-hurts")
    assert screen.frames[:120] == [
        Frame(left=clock(120 - second), share=second / 120, step=STILL, say=advice, keys=STILL_KEYS, told=STILL) for second in range(120)
    ]
    assert screen.frames[120].step.endswith("Yes or no?")
    assert machine.passed_s == pytest.approx(124.0)


def test_a_part_of_a_second_is_waited_for_and_no_more(routine: Routine) -> None:
    """Another key does not make the rest longer: the last wait is what is left of it."""
    keys = ((60.25, "x"), *((120.1 + place, "n") for place in range(4)))
    _, machine, screen = hurting(routine, *keys)
    resting = [frame for frame in screen.frames if frame.step == STILL]
    assert len(resting) == 121
    assert resting[-1].left == "0:01"
    assert resting[-1].share == pytest.approx(119.25 / 120)
    assert machine.passed_s == pytest.approx(123.1)
    assert len(screen.told) == 5


@pytest.mark.parametrize("key", ["s", "S", "n", "y", "q", "Q", "xs"])
def test_keys_of_the_questions_end_the_rest_and_answer_nothing_yet(key: str, routine: Routine) -> None:
    """Somebody who answers at once wants the questions: the first of them is asked, not taken as answered."""
    answered, machine, screen = hurting(routine, (2.0, key), *((3.0 + place, "n") for place in range(4)))
    assert answered is None
    assert machine.passed_s == pytest.approx(6.0)
    assert len(screen.told) == 5


@pytest.mark.parametrize("key", ["x", " ", "?", "p", "h"])
def test_no_other_key_cuts_the_rest_short(key: str, routine: Routine) -> None:
    _, machine, _ = hurting(routine, (2.0, key), *((121.0 + place, "n") for place in range(4)))
    assert machine.passed_s == pytest.approx(124.0)


def test_a_question_is_said_once_and_stands_until_it_is_answered(routine: Routine) -> None:
    machine, screen, speaker = Machine((1.0, "s"), (3.5, "x"), (5.0, "Y")), Screen(), Speaker()
    answered = Hurting(WORDS, machine=machine, screen=screen, speaker=speaker).ask(routine.request.answers)
    assert answered is not None
    question = "Is there pain in your chest, or is it hard to breathe? Yes or no?"
    assert speaker.said == [WORDS("run-hurts"), question]
    assert screen.told == [("", WORDS("run-hurts")), ("", question)]
    asked = [frame for frame in screen.frames if frame.step != STILL]
    assert asked == [Frame(left="", step=question, say=question, keys=QUESTION_KEYS)] * 5
    assert machine.passed_s == pytest.approx(5.0)


# ---------------------------------------------------------------------------- what the answers mean


def test_what_was_told_before_is_told_again_with_its_place() -> None:
    """Findings from before the routine count on, where they are, beside what is true now."""
    before = triage({"takes-aspirin-or-clopidogrel", "open-wound@left:outer-lower"}, absent={"chest-pain", "fever"}).answers
    machine = Machine((1.0, "s"), (2.0, "n"), (3.0, "n"), (4.0, "n"), (5.0, "y"))
    answered = Hurting(WORDS, machine=machine, screen=Screen(), speaker=Speaker()).ask(before)
    assert answered is not None
    assert set(answered.answers.present) == {"takes-aspirin-or-clopidogrel", "one-leg-swelling"}
    assert [str(spot) for spot in answered.answers.placed] == ["open-wound@left:outer-lower"]
    assert {"chest-pain", "fever", "leg-dead", "tingling-or-numb"} <= set(answered.answers.absent)


def test_a_no_of_now_takes_nothing_back_that_was_true_before() -> None:
    """A leg that tingles is left alone, and the other one was worked on: the no is of that one, and the tingling stays."""
    before = triage({"tingling-or-numb@left"}, complete=True).answers
    machine = Machine((1.0, "s"), (2.0, "n"), (3.0, "?"), (4.0, "n"), (5.0, "n"))
    answered = Hurting(WORDS, machine=machine, screen=Screen(), speaker=Speaker()).ask(before)
    assert answered is not None
    assert [str(spot) for spot in answered.answers.placed] == ["tingling-or-numb@left"]
    assert {"chest-pain", "fever", "one-leg-swelling"} <= set(answered.answers.absent)


def test_the_answers_are_judged_by_the_content_that_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic's own rules hold here too, also where earlier answers had to be left aside."""
    strict = rule_of("one-leg-swelling", urgency=Urgency.EMERGENCY, advice="emergency")
    content = catalogue().with_rules(strict)
    keys = ((1.0, "s"), (2.0, "n"), (3.0, "n"), (4.0, "n"), (5.0, "y"))

    def asked() -> Triage | None:
        return Hurting(Words(content), machine=Machine(*keys), screen=Screen(), speaker=Speaker()).ask(Answers())

    answered = asked()
    assert answered is not None
    assert answered.urgency is Urgency.EMERGENCY
    monkeypatch.setattr(hurting_module, "triage", refusing_first())
    answered = asked()
    assert answered is not None
    assert answered.urgency is Urgency.EMERGENCY


def refusing_first() -> Any:
    """Give a triage that finds a contradiction the first time."""
    turns: list[int] = []

    def judged(symptoms: set[str] | list[str], **given: Any) -> Triage:
        turns.append(1)
        if len(turns) == 1:
            raise AnswersError((), "made up")
        return triage(symptoms, **given)

    return judged


def test_quitting_a_question_leaves_it_and_the_rest_open() -> None:
    """Nothing more is asked, what was answered stays answered, and the triage says what is open."""
    answered, machine, screen = hurting(plan_routine(minutes=8), (1.0, "s"), (2.0, "n"), (3.0, "q"))
    assert answered is not None
    assert len(screen.told) == 3
    assert machine.passed_s == pytest.approx(3.0)
    assert answered.answers.absent == ("chest-pain", "sudden-breathlessness")
    assert {"leg-dead", "one-leg-swelling"} <= set(answered.ask)


def test_a_yes_counts_even_where_it_contradicts_what_was_told_before(routine: Routine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers of before that shut out what is true now are left aside; nobody in pain is stopped by an error."""
    asked: list[tuple[object, ...]] = []

    def strict(symptoms: set[str] | list[str], **given: Any) -> Triage:
        asked.append((sorted(map(str, symptoms)), *sorted(given)))
        if len(asked) == 1:
            raise AnswersError((), "made up")
        return triage(symptoms, **given)

    monkeypatch.setattr(hurting_module, "triage", strict)
    answered, _, _ = hurting(routine, (1.0, "s"), (2.0, "y"))
    assert answered is not None
    assert answered.urgency is Urgency.EMERGENCY
    assert asked[1] == (["chest-pain", "sudden-breathlessness"], "catalogue")
