"""The safety questions as a dialogue, word for word: what is asked, what is taken for an answer, and what it comes to."""

from functools import partial

import pytest

from checking import rule_of
from hamstring import Answers, Catalogue, Triage, Urgency, catalogue, triage
from hamstring.dialogue import ask_screens
from hamstring.outputs.words import Words, wrapped
from hamstring.safety.screening import next_screen

WORDS = Words(catalogue())
PROMPT = "Which are true? Numbers, 0 for none, ? to leave open: "
PROMPT_BEGIN = "Which are true? Numbers, 0 for none, ? to leave open, b to begin: "
FIRST = (
    "chest-pain",
    "sudden-breathlessness",
    "collapse",
    "one-sided-weakness",
    "leg-dead",
    "leg-cold-or-pale",
    "coughing-blood",
)


class Dialogue:
    """One dialogue with what is typed; then there are no more answers."""

    def __init__(self, *typed: str, may_begin: bool | None = None, content: Catalogue | None = None) -> None:
        self.told: list[str] = []
        self.prompts: list[str] = []
        self._typed = iter(typed)
        asking = partial(ask_screens, content or catalogue(), read=self._read, write=self.told.append)
        self.answered: Triage = asking() if may_begin is None else asking(may_begin=may_begin)

    def _read(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        assert len(self.prompts) < 150, "it asks for ever"
        return next(self._typed, None)

    @property
    def answers(self) -> Answers:
        return self.answered.answers


def shown(questions: tuple[str, ...], title: str, intro: str = "") -> list[str]:
    """Give the lines of a screen."""
    found = ["", title, *([intro] if intro else [])]
    found += [wrapped(catalogue().findings[name].ask, "     ", f"  {number}  ") for number, name in enumerate(questions, 1)]
    return [*found, "  0  none of these"]


FIRST_SCREEN = ("SIGNS TO ACT ON NOW", "First the signs that cannot wait.")


def test_without_an_answer_one_screen_was_shown_and_nothing_is_known() -> None:
    done = Dialogue()
    assert done.told == [*shown(FIRST, *FIRST_SCREEN), ""]
    assert done.prompts == [PROMPT]
    assert done.answered == triage(())


def test_the_answers_are_judged_by_the_content_at_hand() -> None:
    """A clinic's own rules decide, before the first answer and after it."""
    strict = rule_of("fever", urgency=Urgency.EMERGENCY, advice="emergency")
    content = catalogue().with_rules(strict)
    assert Dialogue(content=content).answered == triage((), catalogue=content) != triage(())
    done = Dialogue("0", content=content)
    assert done.answered == triage((), absent=done.answers.absent, catalogue=content)
    assert done.answered.rules_digest != triage(()).rules_digest


def test_a_yes_is_a_yes_and_the_other_lines_of_the_screen_are_a_no() -> None:
    """What implies a yes is left open; the answer is that of triage."""
    done = Dialogue("2 7")
    assert done.answers.present == ("coughing-blood", "sudden-breathlessness")
    assert set(done.answers.absent) == {*FIRST} - {"sudden-breathlessness", "coughing-blood"}
    assert done.answered == triage(done.answers.present, absent=done.answers.absent)


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("0", ()),
        ("1", (1,)),
        ("7", (7,)),
        ("1,2", (1, 2)),
        ("2, 1", (1, 2)),
        (" 3 ", (3,)),
        ("01", (1,)),
        ("3 3", (3,)),
        ("00", ()),
    ],
)
def test_numbers_are_taken_however_they_are_parted(line: str, yes: tuple[int, ...]) -> None:
    done = Dialogue(line)
    assert done.prompts[:2] == [PROMPT, PROMPT] or done.answered.settled
    assert {*done.answers.present, *(spot.finding for spot in done.answers.placed)} == {FIRST[number - 1] for number in yes}
    assert "Please give numbers from 1 to 7, or 0, or ?" not in done.told


@pytest.mark.parametrize(
    "line", ["", "8", "0 1", "1 0", "0 0", "x", "1 x", "-1", "1.5", "²", "\u0661", "001", "b", "none", "1;2", "9" * 5000]
)
def test_anything_else_is_asked_again_and_answers_nothing(line: str) -> None:
    """A line that is not understood is never taken for an answer, nor for a part of one."""
    done = Dialogue(line)
    assert done.told == [*shown(FIRST, *FIRST_SCREEN), "Please give numbers from 1 to 7, or 0, or ?", ""]
    assert done.prompts == [PROMPT, PROMPT]
    assert done.answered == triage(())


def test_what_is_left_open_is_open_and_not_asked_again() -> None:
    """A question mark says neither yes nor no to any line of the screen."""
    done = Dialogue("?", "0")
    assert done.told[: len(FIRST) + 4] == shown(FIRST, *FIRST_SCREEN)
    assert not {*FIRST} & {*done.answers.absent, *done.answers.present}
    assert done.answers.absent
    assert {*FIRST} & {*done.answered.ask}
    assert sum(text == FIRST_SCREEN[0] for text in done.told) == 1


def test_where_all_is_left_open_every_question_has_been_asked() -> None:
    done = Dialogue(*["?"] * 120)
    assert done.told[-2:] == ["All questions asked.", ""]
    assert done.answers == Answers()
    asked = [line for text in done.told for line in text.splitlines()]
    assert len(asked) > 300


def test_where_the_answer_is_settled_nothing_more_is_asked() -> None:
    done = Dialogue("1")
    assert done.answered.settled
    assert done.told == [*shown(FIRST, *FIRST_SCREEN), "That settles it.", ""]
    assert done.prompts == [PROMPT]


def test_a_screen_is_introduced_once_and_what_is_ruled_out_is_told() -> None:
    """The rest of a screen comes later, under its title alone; after what is urgent it is said that it is ruled out."""
    done = Dialogue(*["0"] * 17, may_begin=True)
    titles = [text for text in done.told if text == text.upper() and len(text) > 1 and "\n" not in text]
    twice = catalogue().screens["back-and-nerves"]
    assert titles.count(twice.title.upper()) == 2
    assert done.told.count(wrapped(twice.intro)) == 1
    for name in ("screen-no-emergency", "screen-no-same-day", "screen-may-begin"):
        assert done.told.count(f"\n{wrapped(WORDS(name))}") == 1
    places = [done.told.index(f"\n{wrapped(WORDS(name))}") for name in ("screen-no-emergency", "screen-no-same-day", "screen-may-begin")]
    assert places == sorted(places)
    assert places[2] == places[1] + 1
    assert done.prompts[-1] == PROMPT_BEGIN
    assert set(done.prompts[:-1]) == {PROMPT}


def test_an_emergency_is_not_told_as_ruled_out() -> None:
    for typed in (("1",), ("6", "left"), ("?", "0")):
        assert not [text for text in Dialogue(*typed).told if "fit none" in text or "fit nothing" in text]


def test_what_needs_help_today_and_no_more_rules_out_the_emergency_alone() -> None:
    """With one such sign the other is not said; only what no answer can bring any more is told."""
    names = to("leg-weakness-worse")
    done = Dialogue(*names, "2", "left", *["0"] * 20)
    assert done.answered.urgency.value == "same-day"
    assert not [text for text in done.told if "fit nothing" in text]


def to(name: str) -> list[str]:
    """Give the answers, none of them a yes, up to the screen with a question."""
    typed: list[str] = []
    absent: list[str] = []
    while True:
        following = next_screen(catalogue(), triage((), absent=absent))
        assert following is not None
        if name in following[1]:
            return typed
        typed.append("0")
        absent += following[1]


def number_of(name: str, typed: list[str]) -> str:
    """Give the number of a question on the screen to which some answers lead."""
    absent: list[str] = []
    for _ in typed:
        following = next_screen(catalogue(), triage((), absent=absent))
        assert following is not None
        absent += following[1]
    following = next_screen(catalogue(), triage((), absent=absent))
    assert following is not None
    return str(following[1].index(name) + 1)


# ---------------------------------------------------------------------------- beginning


def test_one_can_begin_when_nothing_urgent_is_open_and_not_before() -> None:
    """Before, the letter is no answer; without the offer it never is one."""
    typed = ["b", *["0"] * 17, "b"]
    done = Dialogue(*typed, may_begin=True)
    assert done.told.count("Please give numbers from 1 to 7, or 0, or ?") == 1
    assert done.told[-1] == ""
    assert not done.answered.not_asked
    assert not done.answered.settled
    plain = Dialogue(*["0"] * 17, "b", "0")
    assert len([text for text in plain.told if text.startswith("Please give numbers")]) == 1
    assert set(plain.prompts) == {PROMPT}
    assert f"\n{wrapped(WORDS('screen-may-begin'))}" not in plain.told


def test_the_offer_is_made_once() -> None:
    done = Dialogue(*["0"] * 20, may_begin=True)
    assert done.told.count(f"\n{wrapped(WORDS('screen-may-begin'))}") == 1
    assert done.prompts[-3:] == [PROMPT_BEGIN] * 3


# ---------------------------------------------------------------------------- where it is


def test_where_it_is_is_asked_of_what_has_a_place() -> None:
    """A leg where only a leg can be told; a part where a part can; nothing of what is in the whole body."""
    assert Dialogue("6", "left").prompts[1] == f"Which leg is it ({catalogue().findings['leg-cold-or-pale'].name})? left, right or both: "
    typed = to("had-injury")
    asked = Dialogue(*typed, number_of("had-injury", typed), "left:outer-lower")
    place = f"Where is it ({catalogue().findings['had-injury'].name})? left, right or both, or a part such as left:outer-lower: "
    assert asked.prompts[len(typed) + 1] == place
    assert [str(spot) for spot in asked.answers.placed] == ["had-injury@left:outer-lower"]
    assert Dialogue("3").prompts == [PROMPT]


@pytest.mark.parametrize("place", ["", "both", None])
def test_both_legs_or_no_answer_is_no_place(place: str | None) -> None:
    """Unplaced means both legs, the stricter reading."""
    done = Dialogue("6") if place is None else Dialogue("6", place)
    assert done.answers.present == ("leg-cold-or-pale",)
    assert done.answers.placed == ()


def test_a_place_that_is_none_is_told_and_asked_again() -> None:
    """With its own words; neither the finding nor the other answers are lost."""
    done = Dialogue("6", "middle", "left:nowhere", "right")
    assert [str(spot) for spot in done.answers.placed] == ["leg-cold-or-pale@right"]
    assert len(done.prompts) == 4 + (not done.answered.settled)
    assert done.prompts[1] == done.prompts[2] == done.prompts[3]
    errors = done.told[len(FIRST) + 4 : len(FIRST) + 6]
    assert "middle" in errors[0]
    assert "nowhere" in errors[1]


# ---------------------------------------------------------------------------- what cannot all be true


def test_answers_that_contradict_each_other_are_told_and_the_list_is_asked_again() -> None:
    """Nothing of that list is kept, what was answered before is."""
    typed = to("age-16-17")
    young, old = (number_of(name, typed) for name in ("age-16-17", "age-65-or-over"))
    done = Dialogue(*typed, f"{young} {old}", old)
    again = [text for text in done.told if text.endswith("\nThese cannot all be true. Please answer this list again.")]
    assert len(again) == 1
    assert "`age-16-17`, `age-65-or-over`: " in again[0]
    assert done.answers.present == ("age-65-or-over",)
    assert "chest-pain" in done.answers.absent
    place = done.told.index(again[0])
    assert done.told[place + 1 : place + 3] == ["", "AGE AND PREGNANCY"]
    assert done.told[place + 3].lstrip().startswith("1  ")
