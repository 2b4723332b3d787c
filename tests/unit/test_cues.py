"""Cues: the words of single cases, the counting of seconds, the packing of a step, and what is refused."""

from collections.abc import Iterator
from itertools import pairwise, product
from string import Formatter

import attrs
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
    yield from ("stay-work", "fetch-for-later", "release-stretch", "put-aside", "stand", "where", "where-words", "warm-pace", "heavy")
    yield from ("aim-again", "setup-again", "hold-worse-again", "next-end", "next-release-stretch")
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
    "brief",
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
    must = {"work", "hold", "switch-side", "fetch", "get-ready", "release", "stretch", "keep-off", "keep-off-all", "look-and-feel", "end"}
    must |= {"put-aside", "hold-worse", "hold-worse-again", "where", "stand", "stay-work"}
    assert {catalogue().cues[name].priority for name in must} == {1}
    assert {line.priority for name, line in catalogue().cues.items() if name.startswith(("enter", "leave", "get-up", "on-"))} == {1}


def test_left_and_right_are_used_for_legs_only() -> None:
    """No line says left or right itself: a leg comes in by its gap, so that a mirrored routine is a mirrored one to the ear."""
    assert not [name for name, line in catalogue().cues.items() if {"left", "right"} & set(" ".join(line.texts).lower().split())]


# ---------------------------------------------------------------------------- seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("Let go.", 2),
        ("one two three four five six seven eight nine ten", 4),
        ("ten: one, two.", 3),
        ("120 seconds", 2),
        (" ".join(["99"] * 10), 8),
        (" ".join(["90"] * 10), 4),
    ],
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


def test_an_opening_is_not_cut_short_for_what_counts_much_less() -> None:
    """Name, place and length of a block are worth more than a repeated hint, and less than what comes next."""
    assert told(5, wish(LONG, SHORT), wish(SHORT, priority=4)) == [(0, LONG)]
    assert told(5, wish(LONG, SHORT), wish(SHORT, priority=3)) == [(0, SHORT), (3, SHORT)]


def test_what_comes_too_late_to_be_true_is_left_out() -> None:
    """The middle of a step is told at its second or a little later; what has no such bound is told when there is quiet."""
    found = [
        [entry.text for entry in packed(VOICE, 20, [wish(LONG)], timed=[(2, attrs.evolve(wish(SHORT), late_s=late))])]
        for late in (2, 3, None)
    ]
    assert found == [[LONG], [LONG, SHORT], [LONG, SHORT]]


def test_what_is_said_last_ends_with_the_step() -> None:
    assert told(20, wish(SHORT), wish(SHORT, priority=2, at_end=True)) == [(0, SHORT), (18, SHORT)]


def test_what_takes_a_set_time_has_it_whatever_its_words() -> None:
    """Three counts take three seconds, and begin three seconds before the end."""
    count = Wish(kind=CueKind.COUNT_IN, texts=("Three.",), priority=1, at_end=True, exact_s=3)
    following = wish("Next.", at_end=True)
    assert told(12, wish(SHORT), following, count) == [(0, SHORT), (7, "Next."), (9, "Three.")]
    assert [told(seconds, wish(SHORT), count) for seconds in (5, 4)] == [[(0, SHORT), (2, "Three.")], [(0, SHORT)]]


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


# ---------------------------------------------------------------------------- by ear

CHAIR = {"minutes": 20, "tools": {"roller-stick", "hook-cane", "hands"}, "goal": "tender-spots", "positions": ["chair"]}
SPOTS = {**CHAIR, "experience": "experienced", "spots": ["left:inner-lower:3", "left:outer-lower:1"]}
BALL = {"minutes": 15, "tools": {"foam-roller", "tennis-ball"}, "goal": "tender-spots", "experience": "experienced", "already_warm": True}
SPORT = {"minutes": 6, "tools": {"roller-stick"}, "goal": "before-sport", "positions": ["standing", "chair"]}
LONG_ONE = {"minutes": 60, "tools": {"foam-roller", "hands", "lacrosse-ball", "roller-stick"}, "experience": "experienced"}


def words_of(**fields: object) -> list[str]:
    return [cue.say for cue in routine(**fields).cues()]


def place_of(words: list[str], start: str, after: int = 0) -> int:
    return next(place for place, say in enumerate(words) if place >= after and say.startswith(start))


def test_where_to_work_is_told_before_the_start_and_its_words_only_where_they_are_used() -> None:
    """Nobody who only listens would know that the fold of the buttock and the knee are to be left alone."""
    assert "Never press on bone." in said(routine().cues(most=1), "how")[0]
    assert any(say.startswith("Lower means near the knee") for say in words_of())
    assert not any(say.startswith("Lower means") for say in words_of(minutes=3, tools={"hands"}))


def test_the_first_thing_to_do_is_the_one_that_is_announced() -> None:
    """Where a warm-up comes first it is not the first stroke that is announced."""
    words = words_of(**LONG_ONE)
    assert "First: march on the spot." in words[place_of(words, "Then we begin.")]
    assert "First: left leg, roller, plain. Sit with the roller" in words_of()[place_of(words_of(), "Then we begin.")]


def test_all_that_is_needed_is_named_with_one_and_and_with_what_lies_under_the_ball() -> None:
    assert said(routine(**LONG_ONE).cues(), "prepare")[0] == "Have within reach: lacrosse ball, roller stick and foam roller."
    lying = routine(
        tools={"massage-ball", "yoga-block", "hands"}, positions=["lying"], goal="tender-spots", spots=["left:outer-upper:1"], minutes=10
    )
    assert said(lying.cues(), "prepare")[0] == "Have within reach: massage ball and yoga block."


def test_every_part_of_a_block_tells_how_long_it_takes() -> None:
    """Whoever cannot see a clock is told with each line when it ends."""
    for fields in ({}, SPOTS, BALL, SPORT):
        assert all("seconds." in say for say in said(routine(**fields).cues(), "work")), fields


def test_palm_presses_are_told_with_name_place_and_length() -> None:
    """The opening of a block is not cut short for what was told before the start."""
    assert said(routine(**SPOTS).cues(), "light")[0] == "Left leg, hands, palm presses, lower half. 1 to 2 out of 10, for 30 seconds."


def test_to_stay_at_a_place_sounds_other_than_to_go_to_one() -> None:
    assert said(routine().cues(), "work")[1] == "Left leg, still the whole back of the thigh. Now 3 to 4 out of 10, for 30 seconds."


def test_how_to_place_tool_and_body_comes_before_how_to_move() -> None:
    """The first strokes with a tool are not made before it is told where it lies, also where less is said."""
    words = [cue.say for cue in routine(**BALL).cues(most=2)]
    start = place_of(words, "Take the foam roller.")
    assert place_of(words, "Sit with the roller", start) < place_of(words, "Roll slowly", start)


def test_what_was_told_is_not_told_in_full_again() -> None:
    """On the other leg how and aim are one sentence; how to place tool and body is told once for all strokes that share it."""
    words = words_of()
    assert words.count("Turn the toes a little out.") == 1
    assert sum(say.startswith("Turn the toes a little out. The roller") for say in words) == 1
    assert "Roll slowly from one end of the part to the other." in words
    assert sum("Keep the ball a hand's width" in say for say in words_of(**BALL)) == 1


def test_the_next_spot_is_named_while_the_hands_can_still_go_there() -> None:
    """From one spot to the next with the same press it is the place that is told, not the press again."""
    words = words_of(**SPOTS)
    start = place_of(words, "Left leg, hold again, inner lower quarter.")
    assert words[place_of(words, "Next:", start)] == "Next: left leg, outer lower quarter."
    assert "Next: right leg, hands, kneading, lower half." in words


def test_a_tool_is_taken_in_hand_when_it_is_used_and_not_on_the_way_down() -> None:
    """Both hands are needed on the way to the floor."""
    assert said(routine().cues(), "fetch") == ["Lay the foam roller where you can reach it."]
    assert said(routine(**BALL).cues(), "fetch")[1] == "Take the foam roller."


def test_a_rest_tells_where_it_goes_on() -> None:
    cues = routine().cues()
    rest = next(place for place, cue in enumerate(cues) if cue.kind is CueKind.REST)
    assert (cues[rest + 1].kind, cues[rest + 1].say) == (CueKind.NEXT, "Next: outer line.")


def test_a_hold_always_says_what_to_do_when_it_hurts_more() -> None:
    """In full the first time on a leg, in four words at each hold after it, and never left out."""
    cues = routine(**SPOTS).cues(most=1)
    holds, worse = said(cues, "hold"), [say for say in said(cues, "how") if "let go" in say.casefold()]
    assert len(worse) == len(holds)
    assert any(say.startswith("If it hurts more") for say in worse)
    assert worse[-1] == "More pain? Let go."


@pytest.mark.parametrize(("fields", "tool", "kind"), [(BALL, "tennis ball", "change-position"), (SPORT, "roller stick", "settle")])
def test_a_tool_is_put_aside_before_anything_else_is_done(fields: dict[str, object], tool: str, kind: str) -> None:
    """Nobody stands up from a ball under the thigh, or settles on a roller."""
    assert next(say for say in said(routine(**fields).cues(most=1), kind) if "aside" in say).startswith(f"Put the {tool} aside.")


def test_nobody_without_a_tool_is_told_to_put_one_away() -> None:
    words = words_of(minutes=5, tools={"hands"})
    assert not [say for say in words if "aside" in say or "Tool" in say]


def test_a_stretch_is_left_and_not_let_go_of_and_is_explained_before_it_begins() -> None:
    words = words_of(**BALL)
    assert "Come out of the stretch, slowly." in words_of()
    explained = next(place for place, say in enumerate(words) if say.startswith("Next:") and "Tip forward from the hips" in say)
    assert explained < place_of(words, "Left leg, long sit, soft knee. Hold the stretch")


def test_whoever_gets_up_to_stand_is_told_to_hold_on_before_the_leg_swings() -> None:
    words = words_of(**SPORT)
    assert words[place_of(words, "Right leg, leg swings") - 4].endswith("hold on.")
    assert any(say.endswith("Hold on to something steady.") for say in said(routine(**SPORT, pace="slow").cues(), "change-position"))


def test_to_settle_tells_how_long_and_is_not_quiet_throughout() -> None:
    words = words_of(**{**SPOTS, "spots": [], "goal": "relaxation"})
    settle = place_of(words, "Settle for ")
    assert words[settle + 1] == "Let your legs be heavy."


def test_the_end_is_told_before_it_comes_also_without_getting_up() -> None:
    assert words_of(**SPORT)[-4:-2] == ["Next: the end.", "Three. Two. One."]


def test_the_half_of_a_step_and_the_half_of_all_are_not_told_side_by_side() -> None:
    """In the step that holds the half of the routine only that one is told."""
    for fields in ({}, SPOTS, BALL, SPORT, LONG_ONE):
        halves = [cue for cue in routine(**fields).cues() if cue.kind is CueKind.HALF_WAY]
        assert all(after.start_s - before.start_s >= 15 for before, after in pairwise(halves)), fields


def test_how_long_to_wait_is_said_at_the_end_where_answers_ask_for_it() -> None:
    asked = routine(tools={"hands"}, symptoms={"pull-stage-2@left:outer-upper"})
    assert said(asked.cues(), "end")[0] == "That is all. You are done. Leave at least 24 hours before the next time."
    assert said(routine().cues(), "end")[0] == "That is all. You are done."


def test_a_step_that_ends_at_the_half_has_its_own_half_too() -> None:
    plan = routine(minutes=9, tools={"hands", "massage-ball"})
    half = plan.seconds // 2
    step = next(segment for segment in plan.segments if segment.end_s == half)
    told = [cue.start_s for cue in plan.cues() if cue.kind is CueKind.HALF_WAY and step.start_s <= cue.start_s]
    assert step.start_s < told[0] < half <= told[1]


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
