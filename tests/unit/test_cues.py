"""Cues: the words of single cases, the counting of seconds, the packing of a step, and what is refused."""

from collections.abc import Iterator
from itertools import product
from string import Formatter

import pytest

from hamstring import Cue, CueKind, RequestError, Routine, catalogue, plan_routine
from hamstring.model.practice import Position
from hamstring.outputs.cue_packing import Wish, packed
from hamstring.outputs.voice import Voice, sentences

VOICE = Voice(catalogue())


def routine(**fields: object) -> Routine:
    return plan_routine(**{"minutes": 8, "complete": True, "tools": {"foam-roller"}, **fields})  # type: ignore[arg-type]


def said(cues: tuple[Cue, ...], kind: str) -> list[str]:
    return [cue.say for cue in cues if cue.kind is CueKind(kind)]


# ---------------------------------------------------------------------------- the lines


def expected_lines() -> Iterator[str]:
    yield from (f"{way}-{place}" for way, place in product(("enter", "leave", "get-up"), Position))
    yield from ("fetch", "get-ready", "switch-side", "warm-up", "light", "work", "hold", "stretch", "movement", "release", "rest", "settle")
    yield from (f"on-{step}" for step in ("light", "work", "hold", "stretch", "movement"))
    steps = ("change-position", "fetch", "get-ready", "get-up", "hold", "light", "movement", "release", "rest", "settle", "stretch")
    yield from (f"next-{step}" for step in (*steps, "switch-side", "work"))
    yield from ("time-minute", "time-minutes", "time-seconds", "time-minute-seconds", "time-minutes-seconds")
    yield from ("pressure-one", "pressure-span", "look-and-feel", "keep-off", "keep-off-all", "keep-off-before", "how-firm", "prepare")
    yield from ("how-to-sit", "begin", "end", "how", "how-again", "setup", "aim", "search", "hold-worse", "lighter", "breathe")
    yield from ("breathe-check", "half-way", "half-way-all", "count-in", "last-seconds")


def test_each_line_is_one_that_is_said_and_none_is_missing() -> None:
    """A line that nothing says, or one that is missing, is found here and not on the floor."""
    assert sorted(expected_lines()) == list(catalogue().cues)


GAPS = {"leg", "name", "say", "setup", "tool", "place", "pressure", "position", "seconds", "time", "minutes", "low", "high"} | {
    "aim",
    "cap",
    "how",
    "lower",
    "tools",
}


def test_the_gaps_of_the_lines_are_known() -> None:
    for line in catalogue().cues.values():
        for text in line.texts:
            assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= GAPS, line.id


def test_what_opens_a_step_or_keeps_one_safe_is_never_left_out() -> None:
    """Openings, stop signs, closed places and the end have priority 1 in the content."""
    must = ("work", "hold", "switch-side", "fetch", "get-ready", "release", "stretch", "keep-off", "keep-off-all", "look-and-feel", "end")
    assert {catalogue().cues[name].priority for name in must} == {1}
    assert {line.priority for name, line in catalogue().cues.items() if name.startswith(("enter", "leave", "get-up", "on-"))} == {1}


def test_left_and_right_are_used_for_legs_only() -> None:
    """No line says left or right itself: a leg comes in by its gap, so that a mirrored routine is a mirrored one to the ear."""
    assert not [name for name, line in catalogue().cues.items() if {"left", "right"} & set(" ".join(line.texts).lower().split())]


# ---------------------------------------------------------------------------- seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 0), ("Let go.", 2), ("one two three four five six seven eight nine ten", 4), ("ten: one, two.", 3), ("120 seconds", 2)],
)
def test_seconds_are_words_and_pauses_rounded_up(text: str, seconds: int) -> None:
    """At 150 words a minute a word has 0.4 s, and each pause 0.3 s."""
    assert (VOICE.speech.words_per_minute, VOICE.speech.pause_ms) == (150, 300)
    assert VOICE.seconds(text) == seconds


def test_sentences_begin_with_a_capital() -> None:
    assert sentences("left leg, hold.  let go. next: right leg") == "Left leg, hold. Let go. Next: right leg"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(45, "45 seconds"), (60, "1 minute"), (75, "1 minute and 15 seconds"), (120, "2 minutes"), (485, "8 minutes and 5 seconds")],
)
def test_a_length_of_time_is_said_in_words(seconds: int, told: str) -> None:
    assert VOICE.time(seconds) == told


# ---------------------------------------------------------------------------- packing


def wish(*texts: str, priority: int = 1, kind: str = "work", at_end: bool = False) -> Wish:
    return Wish(kind=CueKind(kind), texts=texts, priority=priority, at_end=at_end)


def told(seconds: int, *wishes: Wish, reminders: tuple[Wish, ...] = ()) -> list[tuple[int, str]]:
    return [(entry.at_s, entry.text) for entry in packed(VOICE, seconds, wishes, reminders=reminders)]


LONG = "one two three four five six seven eight nine ten"
SHORT = "one two three four five"


def test_the_fullest_words_are_said_that_fit() -> None:
    assert [told(seconds, wish(LONG, SHORT)) for seconds in (4, 3, 1)] == [[(0, LONG)], [(0, SHORT)], [(0, "")]]


def test_what_counts_less_is_left_out_before_what_counts_more_is_cut() -> None:
    assert told(4, wish(SHORT), wish(SHORT, priority=2), wish(SHORT, priority=3)) == [(0, SHORT), (2, SHORT)]
    assert told(3, wish(SHORT), wish(SHORT, priority=3), wish("one", priority=2)) == [(0, SHORT), (2, "one")]


def test_what_is_said_last_ends_with_the_step() -> None:
    assert told(20, wish(SHORT), wish(SHORT, priority=2, at_end=True)) == [(0, SHORT), (18, SHORT)]


def test_a_reminder_comes_only_where_it_would_be_quiet_for_long() -> None:
    assert told(40, wish(SHORT), reminders=(wish(SHORT),)) == [(0, SHORT), (20, SHORT)]
    assert told(20, wish(SHORT), reminders=(wish(SHORT),)) == [(0, SHORT)]


# ---------------------------------------------------------------------------- whole routines


def test_a_closed_quarter_is_told_before_the_start_and_with_the_first_work() -> None:
    cues = routine(exclude=["left:inner-lower"]).cues()
    assert said(cues, "keep-off") == [
        "Left leg: stay off the inner lower quarter, with hands and tools.",
        "Left leg: not the inner lower quarter. Stay off it.",
    ]


def test_a_leg_that_is_shut_is_left_alone() -> None:
    cues = routine(tools={"hands"}, positions=["chair"], symptoms={"recent-injury@left"}, absent=(), first_leg="right").cues()
    assert said(cues, "keep-off") == ["Left leg: leave it alone today, with hands and tools."]
    assert all("left leg" not in cue.say.lower() for cue in cues if cue.start_s >= 0)


def test_firm_work_and_tender_spots_have_their_words() -> None:
    cues = routine(
        minutes=12, tools={"foam-roller", "tennis-ball"}, goal="tender-spots", experience="experienced", already_warm=True, positions=["chair", "floor"],
        spots=["left:outer-lower:2"],
    ).cues()  # fmt: skip
    assert said(cues, "stop-sign") == ["Sharp, numb or tingling? Stop now."] * 2  # once for each leg, not again after a rest
    assert said(cues, "hold")[0].startswith("Left leg, hold")
    assert "If it hurts more while you hold, let go and leave that spot for today." in said(cues, "how")


def test_an_unscreened_routine_tells_when_not_to_start() -> None:
    cues = plan_routine(minutes=5).cues(most=1)
    assert [cue.kind.value for cue in cues[:4]] == ["look-and-feel", "stop-first", "stop-first", "stop-signs"]


@pytest.mark.parametrize("most", [0, 6, -1, True, "5", 2.0, None])
def test_a_priority_out_of_bounds_is_refused(most: object) -> None:
    with pytest.raises(RequestError, match="whole number from 1 to 5"):
        routine().cues(most=most)  # type: ignore[arg-type]


def test_a_cue_cannot_be_made_shorter_than_what_it_says() -> None:
    cue = routine().cues()[0]
    assert cue.seconds == 15
    with pytest.raises(ValueError, match="and there are 1 s"):
        Cue(start_s=0, seconds=1, kind=cue.kind, say=cue.say, say_s=cue.say_s, priority=1)


def test_a_cue_as_a_dictionary_holds_all_its_fields() -> None:
    cue = next(cue for cue in routine().cues() if cue.kind is CueKind.WORK)
    assert {"start_s", "seconds", "kind", "say", "say_s", "priority", "position", "leg", "quadrants", "tool", "low", "high"} == set(
        cue.to_dict()
    )
    assert cue.to_dict()["leg"] == "left"
