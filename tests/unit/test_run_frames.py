"""What there is to see at each moment of a run, told word for word for a small one that is made up."""

import attrs
import pytest

from hamstring.run.frames import Frame, Frames, clock
from running import CUES, SECONDS, WORDS

KEYS = "space: pause   s: skip   b: back   h: this hurts   q: quit"


@pytest.fixture
def frames() -> Frames:
    return Frames(CUES, SECONDS, WORDS)


def test_before_the_first_touch_the_time_stands_still(frames: Frames) -> None:
    assert frames.at(0, 6.0) == Frame(
        left="1:00",
        block_left="0:09",
        block_share=0.4,
        share=0.0,
        step="Look and feel. Both the same?",
        say="Look and feel. Both the same?",
        following="Next: Sit on a chair",
        keys=KEYS,
    )


def test_a_step_has_a_line_of_its_own_with_all_that_holds_for_it(frames: Frames) -> None:
    assert frames.at(1, 0.0) == Frame(
        left="1:00",
        block_left="0:20",
        step="Sit on a chair.",
        say="Sit on a chair.",
        place="chair",
        following="Next: Left leg: glide",
        keys=KEYS,
        told="1:00 left, 0:20 for this. Chair. Next: Left leg: glide",
    )


def test_what_is_said_in_the_middle_of_a_step_leaves_the_step_as_it_is(frames: Frames) -> None:
    """The time of the step runs on, its line is told as at its start, and the pause is noted."""
    assert frames.at(3, 5.0, paused=True) == Frame(
        left="0:25",
        block_left="0:15",
        block_share=0.5,
        share=35 / 60,
        step="Left leg: glide. Slowly. As you like.",
        say="Half-way.",
        place="chair, hands, 2-3/10",
        following="Next: Hold",
        note="Paused",
        keys=KEYS,
        told="0:40 left, 0:30 for this. Chair, hands, 2-3/10. Next: Hold",
    )


def test_a_pressure_of_one_number_is_one_number(frames: Frames) -> None:
    shown = frames.at(4, 0.0)
    assert shown.place == "massage ball, 3/10"
    assert shown.told == "0:10 left, 0:10 for this. Massage ball, 3/10. Next: Done"


def test_after_the_end_nothing_is_left_and_nothing_follows(frames: Frames) -> None:
    assert frames.at(5, 2.5) == Frame(
        left="0:00", block_left="0:03", block_share=0.5, share=1.0, step="Done. Well done.", say="Done. Well done.", keys=KEYS
    )


@pytest.mark.parametrize(("into_s", "left"), [(0.0, "0:40"), (0.99, "0:40"), (1.0, "0:39"), (9.999, "0:31")])
def test_a_second_is_counted_when_it_is_over(into_s: float, left: str, frames: Frames) -> None:
    assert frames.at(2, into_s).left == left


@pytest.mark.parametrize(("into_s", "left"), [(0.0, "0:15"), (0.25, "0:15"), (0.99, "0:15"), (1.0, "0:14"), (14.5, "0:01")])
def test_before_the_start_too_a_second_is_counted_when_it_is_over(into_s: float, left: str, frames: Frames) -> None:
    assert frames.at(0, into_s).block_left == left


def test_more_than_all_is_never_shown(frames: Frames) -> None:
    """A tick that comes late shows the end of the step, and never a time below nothing."""
    late = frames.at(4, 12.0)
    assert (late.left, late.block_left, late.block_share, late.share) == ("0:00", "0:00", 1.0, 1.0)


def test_one_can_go_to_steps_and_to_what_is_said_before_and_after(frames: Frames) -> None:
    assert [frames.is_step(place) for place in range(len(CUES))] == [True, True, True, False, True, True]
    assert [frames.is_inside(place) for place in range(len(CUES))] == [False, True, True, True, True, False]


def test_a_routine_of_no_time_is_all_done(frames: Frames) -> None:
    """Without seconds there is no share to tell; it is whole."""
    alone = Frames((attrs.evolve(CUES[-1], start_s=0),), 0, WORDS)
    assert alone.at(0, 0.0).share == 1.0
    assert frames.at(0, 0.0).share == 0.0


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (60, "1:00"), (61, "1:01"), (3600, "60:00"), (-9, "-0:09"), (-75, "-1:15")],
)
def test_times_are_minutes_and_two_digits_of_seconds(seconds: float, told: str) -> None:
    assert clock(seconds) == told
