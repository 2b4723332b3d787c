"""Following a routine with a clock and keys of our own: every cue in its time, and what the keys do."""

import pytest

from hamstring import Routine, plan_routine
from hamstring.run.following import KEYS, Ending, Following, Key, meant
from hamstring.run.frames import Frames, clock
from hamstring.run.machine import letters
from running import CUES, SHORT, WORDS, Machine, Run, Screen, Speaker


@pytest.fixture(scope="module")
def routine() -> Routine:
    return plan_routine(minutes=8, tools={"foam-roller"}, complete=True)


# ---------------------------------------------------------------------------- in its time


def test_every_cue_is_told_and_said_once_and_the_run_takes_the_seconds_of_all(routine: Routine) -> None:
    """Without keys: each cue in its turn, at its second, and not a second more in all."""
    run = Run(routine)
    cues = routine.cues()
    assert run.ending is Ending.DONE
    assert run.screen.told == [(clock(cue.start_s), cue.say) for cue in cues]
    assert run.speaker.said == [cue.say for cue in cues]
    assert run.machine.passed_s == pytest.approx(cues[-1].end_s - cues[0].start_s)


def test_the_frames_count_down_to_nothing(routine: Routine) -> None:
    """The time left is that of the routine before it, then falls by seconds; the shares rise from 0 to 1."""
    frames = Run(routine).screen.frames
    assert frames[0].left == clock(routine.seconds) == "8:00"
    assert frames[-1].left == "0:00"
    shares = [frame.share for frame in frames]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(0 <= frame.block_share <= 1 for frame in frames)


def test_a_frame_tells_place_pressure_and_what_comes_next(routine: Routine) -> None:
    frames = Frames(routine.cues(), routine.seconds, WORDS)
    place = next(place for place, cue in enumerate(routine.cues()) if cue.kind.value == "work")
    frame = frames.at(place, 2.0)
    assert frame.place.startswith("floor, foam roller, 3/10")
    assert frame.following.startswith("Next: Left leg")
    assert frame.block_left == "0:28"
    assert frames.at(place, 2.0, paused=True).note == "Paused"


def test_after_a_long_sleep_of_the_machine_nothing_is_caught_up_with(routine: Routine) -> None:
    """A lid that was closed for an hour costs no cue: the next one begins when it is open."""
    machine, screen = Machine(), Screen()
    usual = machine.key

    def slept(wait_s: float) -> str:
        if len(screen.told) == 3 and machine.passed_s < 3600:
            machine.at += 3600
        return usual(wait_s)

    machine.key = slept  # type: ignore[method-assign]
    Following(routine, WORDS, machine=machine, screen=screen, speaker=Speaker()).run()
    assert machine.passed_s > 3600 + routine.seconds
    assert [text for _, text in screen.told] == [cue.say for cue in routine.cues()]


# ---------------------------------------------------------------------------- keys


def test_a_pause_lasts_until_the_key_comes_again_and_costs_no_time_of_the_routine(routine: Routine) -> None:
    """Paused for 60 s: the voice stops, the run takes 60 s more, and the cue is said again."""
    plain, paused = Run(routine), Run(routine, (5.0, "p"), (65.0, " "))
    assert paused.machine.passed_s == pytest.approx(plain.machine.passed_s + 60)
    assert paused.texts == plain.texts
    assert paused.speaker.said[:4] == [plain.texts[0], "", plain.texts[0], plain.texts[1]]
    assert any(frame.note == "Paused" for frame in paused.screen.frames)


def test_skip_goes_to_the_next_step_and_back_to_the_one_before(routine: Routine) -> None:
    """Skip leaves the rest of a step out; back begins a step anew, and pressed at once goes to the step before."""
    openings = [cue.say for cue in routine.cues() if cue.kind.is_step]
    lead = Run(routine).lead
    assert Run(routine, (lead + 32.0, "s"), (lead + 32.5, "q")).texts[-2:] == [openings[3], openings[4]]
    assert Run(routine, (lead + 36.0, "b"), (lead + 37.0, "q")).texts[-2:] == [openings[3], openings[3]]
    assert Run(routine, (lead + 31.0, "b"), (lead + 32.0, "q")).texts[-2:] == [openings[3], openings[2]]


def test_skip_works_from_a_pause_and_to_the_very_end(routine: Routine) -> None:
    assert Run(routine, (2.0, "p"), (9.0, "s"), (10.0, "q")).texts == [cue.say for cue in routine.cues()[:2]]
    assert Run(routine, *((0.5, "s") for _ in range(200))).ending is Ending.DONE


def test_back_at_the_first_cue_stays_there(routine: Routine) -> None:
    assert Run(routine, (1.0, "b"), (2.0, "q")).texts == [routine.cues()[0].say] * 2


def test_other_keys_do_nothing(routine: Routine) -> None:
    keys = ((1.0, "x"), (2.0, "\x1b"), (3.0, "\n"), (4.0, "?"))
    assert Run(routine, *keys).machine.passed_s == pytest.approx(Run(routine).machine.passed_s)


@pytest.mark.parametrize(("key", "ending"), [("q", Ending.QUIT), ("Q", Ending.QUIT), ("h", Ending.HURTS), ("H", Ending.HURTS)])
def test_quit_and_hurts_end_the_run_and_the_voice_at_once(key: str, ending: Ending, routine: Routine) -> None:
    for keys in (((200.0, key),), ((190.0, "p"), (200.0, key))):
        run = Run(routine, *keys)
        assert run.ending is ending
        assert run.machine.passed_s == pytest.approx(200.0)
        assert run.speaker.said[-1] == ""


@pytest.mark.parametrize(
    ("pressed", "key"), [("sh", Key.HURTS), ("qh", Key.HURTS), ("sq", Key.QUIT), ("xs", Key.SKIP), ("xyz", None), ("", None)]
)
def test_of_keys_pressed_at_once_the_one_that_cannot_wait_counts(pressed: str, key: Key | None) -> None:
    """Somebody in pain hits more than one key: none of them hides "this hurts"."""
    assert meant(pressed) is key
    assert meant(pressed[::-1].upper()) is key


def test_arrows_and_their_like_are_no_letters() -> None:
    """The key Home is sent as escape, bracket, H: it does not mean that it hurts, and neither does a broken byte."""
    for sent in (b"\x1b[H", b"\x1bOB", b"\x1b[A\x1b[B", b"\xff\xc3"):
        assert meant(letters(sent)) is None
    assert letters(b"h\x1b[A") == "h"


def test_every_meaning_has_a_key_and_the_line_of_keys_tells_it() -> None:
    assert set(KEYS.values()) == set(Key)
    told = {part.split(":")[0].strip().replace("space", " ") for part in WORDS("run-keys").split("   ")}
    assert {KEYS[key] for key in told} == set(Key)


# ---------------------------------------------------------------------------- to the second

SAID = [cue.say for cue in CUES]


@pytest.mark.parametrize(
    ("pressed_s", "place"),
    [
        (3.0, 0),  # before the routine: there is nothing before
        (16.0, 0),  # one second into the first step
        (17.9, 0),
        (18.0, 1),  # three seconds into it: it begins anew
        (36.0, 1),  # one second into the second step
        (38.0, 2),
        (48.0, 2),  # in the middle of the second step
        (66.0, 2),  # one second into the third step
        (76.0, 4),  # one second after the end
        (79.0, 5),
    ],
)
def test_back_goes_to_the_start_of_the_step_or_at_its_start_to_the_step_before(pressed_s: float, place: int) -> None:
    """Within three seconds the step before is meant: nobody goes back to what has only just begun."""
    run = Run(SHORT, (pressed_s, "b"), (pressed_s + 0.5, "q"))
    assert run.texts[-1] == SAID[place]
    assert run.machine.passed_s == pytest.approx(pressed_s + 0.5)


@pytest.mark.parametrize(("pressed_s", "place"), [(3.0, 1), (16.0, 2), (36.0, 4), (48.0, 4), (66.0, 5)])
def test_skip_goes_to_the_next_step_and_not_to_what_is_said_in_the_middle_of_one(pressed_s: float, place: int) -> None:
    run = Run(SHORT, (pressed_s, "s"), (pressed_s + 0.5, "q"))
    assert run.texts[-1] == SAID[place]


def test_skip_from_the_last_step_ends_the_run() -> None:
    run = Run(SHORT, (76.0, "s"))
    assert run.ending is Ending.DONE
    assert run.machine.passed_s == pytest.approx(76.0)


def test_what_was_skipped_to_lasts_as_long_as_ever() -> None:
    """A step that is begun early, or anew, has all of its seconds."""
    assert Run(SHORT, (3.0, "s")).machine.passed_s == pytest.approx(80 - 12)
    assert Run(SHORT, (30.0, "b")).machine.passed_s == pytest.approx(80 + 15)


def test_a_wait_is_a_second_or_what_is_left_of_the_cue() -> None:
    """A frame for every second; after a key that does nothing the next wait is shorter, so that no cue is late."""
    run = Run(SHORT, (15.25, "x"))
    assert len(run.screen.frames) == 80 + 1
    assert run.machine.passed_s == pytest.approx(80.0)


@pytest.mark.parametrize(("late_s", "lost_s"), [(0.5, 0.0), (1.99, 0.0), (2.0, 2.0), (60.0, 60.0)])
def test_a_short_delay_is_caught_up_with_and_a_long_one_is_not(late_s: float, lost_s: float) -> None:
    """Below two seconds the next cue is that much shorter; after a sleep of the machine it has all of its time."""
    machine, screen = Machine(), Screen()
    usual = machine.key

    def late(wait_s: float) -> str:
        found = usual(wait_s)
        if machine.passed_s == 35.0:
            machine.at += late_s
        return found

    machine.key = late  # type: ignore[method-assign]
    Following(SHORT, WORDS, machine=machine, screen=screen, speaker=Speaker()).run()
    assert machine.passed_s == pytest.approx(80.0 + lost_s)
    assert [text for _, text in screen.told] == SAID


def test_a_pause_stands_still_at_its_second_and_shows_that_it_does() -> None:
    """The time left is that of the moment, and goes on from there; the frame of a pause is shown once."""
    run = Run(SHORT, (20.5, "p"), (50.0, "p"))
    paused = [frame for frame in run.screen.frames if frame.note]
    assert [(frame.left, frame.block_left, frame.note) for frame in paused] == [("0:55", "0:15", "Paused")]
    after = run.screen.frames[run.screen.frames.index(paused[0]) + 1]
    assert (after.left, after.note) == ("0:55", "")
    assert run.machine.passed_s == pytest.approx(80 + 29.5)


def test_a_pause_ends_with_any_key_that_means_something() -> None:
    """And with no other one; that key does what it means, and the voice does not begin again."""
    run = Run(SHORT, (20.5, "p"), (30.0, "x"), (40.0, "s"), (41.0, "q"))
    assert run.texts == [SAID[0], SAID[1], SAID[2]]
    assert run.speaker.said == [SAID[0], SAID[1], "", SAID[2], ""]
    back = Run(SHORT, (20.5, "p"), (40.0, "b"), (41.0, "q"))
    assert back.texts == [SAID[0], SAID[1], SAID[1]]


def test_the_times_that_are_told_are_those_of_the_routine() -> None:
    assert Run(SHORT).screen.told == [
        ("-0:15", SAID[0]), ("0:00", SAID[1]), ("0:20", SAID[2]), ("0:30", SAID[3]), ("0:50", SAID[4]), ("1:00", SAID[5])
    ]  # fmt: skip
