"""What is shown of a run: plain lines, and a panel on the whole screen."""

import contextlib
import io
import re
import threading
from typing import Any

import attrs
import pytest

from hamstring import Routine, catalogue, plan_routine
from hamstring.run.following import Following
from hamstring.run.frames import Frame, Frames
from hamstring.run.panel import Panel, big, has_room, panel
from hamstring.run.plain import PlainScreen
from running import WORDS, Machine, Speaker


@pytest.fixture(scope="module")
def routine() -> Routine:
    return plan_routine(minutes=8, tools={"foam-roller"}, complete=True)


def test_plain_lines_fit_80_columns_and_tell_keys_and_pauses_once() -> None:
    out = io.StringIO()
    screen = PlainScreen(out, has_keys=True)
    screen.tell("-0:15", "word " * 40)
    for _ in range(3):
        screen.show(Frame(left="7:00", step="", say="", note="Paused", keys="q: quit"))
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.strip() for line in lines[-2:]] == ["[q: quit]", "Paused, 7:00"]
    assert lines[0].startswith(" -0:15  word")


def test_plain_lines_tell_of_each_step_what_a_panel_shows(routine: Routine) -> None:
    """Time left, length of the step, position, tool, pressure and what comes next, once for each step of the routine."""
    out = io.StringIO()
    Following(routine, WORDS, machine=Machine(), screen=PlainScreen(out), speaker=Speaker()).run()
    told = " ".join(out.getvalue().split())
    cues = routine.cues()
    frames = Frames(cues, routine.seconds, WORDS)
    steps = [place for place, cue in enumerate(cues) if cue.kind.is_step and 0 <= cue.start_s < routine.seconds]
    for place in steps:
        frame = frames.at(place, 0.0)
        body = frame.place[:1].upper() + frame.place[1:]
        assert f"[{frame.left} left, {frame.block_left} for this. {body}. {frame.following}".rstrip() in told
    assert told.count(" for this. ") == len(steps)


def test_big_digits_are_three_lines_of_one_width() -> None:
    for text in ("12:34", "56:78", "-0:09"):
        assert len({len(line) for line in big(text).splitlines()}) == 1
        assert len(big(text).splitlines()) == 3


def test_the_panel_shows_all_of_a_frame() -> None:
    pytest.importorskip("rich")

    out = io.StringIO()
    with panel(out) as screen:
        screen.show(
            Frame(left="7:30", block_left="0:21", step="STEP", say="SAID", place="floor", following="AFTER", note="Paused", keys="KEYS")
        )
    shown = out.getvalue()
    for text in ("STEP", "SAID", "floor", "AFTER", "Paused", "KEYS", "0:21", big("7:30").splitlines()[0]):
        assert text in shown


@pytest.mark.parametrize("is_complete", [True, False])
def test_a_usual_terminal_has_room_for_every_frame(is_complete: bool) -> None:  # noqa: FBT001 - as told
    """80 columns and 24 rows: the longest text, paused, and what comes next are not cut off."""
    console = pytest.importorskip("rich.console").Console(width=80, file=io.StringIO())

    class Live:
        drawn: Any = None

        def update(self, drawn: object, *, refresh: bool) -> None:
            assert refresh
            self.drawn = drawn

    tools = set(catalogue().tools)
    for long in (
        plan_routine(minutes=20, tools=tools, pace="slow", spots={"left:outer-lower:3", "right:inner-upper:2"}, complete=is_complete),
        plan_routine(minutes=20, tools=tools, experience="experienced", already_warm=True, goal="tender-spots", complete=is_complete),
    ):
        frames = Frames(long.cues(), long.seconds, WORDS)
        for place in range(len(long.cues())):
            live = Live()
            Panel(live).show(frames.at(place, 0.0, paused=True))  # type: ignore[arg-type]  # what it needs of one
            lines = console.render_lines(live.drawn, console.options.update(height=None))
            assert len(lines) <= 24


def test_where_there_is_no_room_the_keys_are_what_stays() -> None:
    """A terminal that was made small cuts a panel off at its foot: the keys stand above all that can be long."""
    pytest.importorskip("rich")

    out = io.StringIO()
    with panel(out) as screen:
        screen.show(Frame(left="7:30", step="long " * 400, say="", keys="KEYS", note="Paused"))
    assert "KEYS" in out.getvalue()
    assert "Paused" in out.getvalue()


@pytest.mark.parametrize(("columns", "lines", "is_enough"), [(80, 24, True), (64, 24, True), (63, 24, False), (80, 23, False)])
def test_a_small_terminal_gets_plain_lines(*, columns: int, lines: int, is_enough: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(lines))
    assert has_room() is is_enough


# ---------------------------------------------------------------------------- word for word

WHOLE = Frame(
    left="7:30",
    block_left="0:21",
    block_share=0.25,
    share=0.5,
    step="Left leg: glide.",
    say="Half-way.",
    place="floor, hands, 3/10",
    following="Next: Right leg",
    note="Paused",
    keys="q: quit",
    told="8:00 left, 0:30 for this",
)


def drawn(frame: Frame, *, styled: bool = False) -> str:
    """Draw a frame as a panel on 80 columns, with the marks of its styles or without."""
    rich = pytest.importorskip("rich.console")
    out = io.StringIO()
    system = {"force_terminal": True, "color_system": "standard"} if styled else {}

    class Live:
        def update(self, renderable: object, *, refresh: bool) -> None:
            assert refresh, "a frame is shown at once"
            rich.Console(width=80, file=out, **system).print(renderable)

    Panel(Live()).show(frame)  # type: ignore[arg-type]  # what it needs of one
    return out.getvalue()


def inside(text: str) -> list[str]:
    """Give the lines in the box, without its sides."""
    lines = [line.strip() for line in text.splitlines()]
    assert {len(line) for line in lines} == {64}
    assert all(line[:3] == "│  " and line[-3:] == "  │" for line in lines[1:-1])
    return [line[3:-3].rstrip() for line in lines[1:-1]]


def test_a_panel_tells_a_frame_from_what_cannot_wait_down_to_what_comes_next() -> None:
    """Time, how much of all is done, keys, pause, step, place, time of the step and its bar, what was said, what follows."""
    assert inside(drawn(WHOLE)) == [
        *(line.rstrip() for line in big("7:30").splitlines()),
        "━" * 24,
        "q: quit",
        "Paused",
        "Left leg: glide.",
        "floor, hands, 3/10",
        "0:21",
        "━" * 12,
        "Half-way.",
        "Next: Right leg",
    ]


def test_a_panel_stands_in_the_middle() -> None:
    assert {line.index(line.strip()) for line in drawn(WHOLE).splitlines()} == {8}


def test_what_was_said_is_not_shown_twice_and_what_is_empty_takes_no_room() -> None:
    shown = inside(drawn(attrs.evolve(WHOLE, say=WHOLE.step)))
    assert shown.count("Left leg: glide.") == 1
    bare = inside(drawn(Frame(left="", step="Is it so?", say="Is it so?", keys="y: yes")))
    assert bare == ["", "y: yes", "", "Is it so?", "", ""]


def bars(frame: Frame) -> list[tuple[int, int]]:
    """Give the length of each bar, and how much of it is done: that has another colour than the rest."""
    lines = [line for line in drawn(frame, styled=True).splitlines() if line.count("━") > 40 and "│" in line]
    return [(len(re.findall("[━╸╺]", line)), line.partition("\x1b[0m")[0].count("━")) for line in lines]


@pytest.mark.parametrize(("share", "block_share", "done"), [(0.5, 0.25, [24, 12]), (0.25, 0.75, [12, 36]), (1.0, 1.0, [48, 48])])
def test_the_bars_are_as_long_as_what_is_done(share: float, block_share: float, done: list[int]) -> None:
    """The upper one for all, the lower one for this step."""
    assert bars(attrs.evolve(WHOLE, share=share, block_share=block_share)) == [(48, part) for part in done]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Left leg: glide.", "1"),
        (big("7:30").splitlines()[0], "1"),
        ("q: quit", "2"),
        ("Next: Right leg", "2"),
        ("Paused", "7"),
        ("Half-way.", ""),
        ("0:21", ""),
        ("floor, hands, 3/10", ""),
    ],
)
def test_what_is_to_be_done_stands_out_and_what_helps_stays_behind(text: str, mark: str) -> None:
    """Bold for the time and the step, dim for the keys and what follows, reversed for a pause."""
    before, found, _ = drawn(WHOLE, styled=True).partition(text)
    assert found
    assert before.rpartition("\x1b[")[2].partition("m")[0] == (mark or "0")


def test_a_panel_tells_nothing_until_the_next_frame() -> None:
    """The frame shows the text; a line of its own would scroll the screen."""
    out = io.StringIO()
    with panel(out) as screen:
        before = out.getvalue()
        screen.tell("7:30", "Text.")
        assert out.getvalue() == before


def test_a_panel_takes_the_whole_screen_and_gives_it_back() -> None:
    """Also after an error; and nothing is drawn of itself, so that it never draws in the middle of something."""
    out, threads = io.StringIO(), threading.active_count()
    with contextlib.suppress(RuntimeError), panel(out):
        assert "\x1b[?1049h" in out.getvalue()
        assert "\x1b[?25l" in out.getvalue()
        assert threading.active_count() == threads
        raise RuntimeError
    assert out.getvalue().rindex("\x1b[?1049l") > out.getvalue().rindex("\x1b[?1049h")
    assert out.getvalue().rindex("\x1b[?25h") > out.getvalue().rindex("\x1b[?25l")


def test_big_digits_look_like_digits() -> None:
    assert big("-0:12").splitlines() == [
        "   █▀█   ▀█  ▀▀█",
        "▀▀ █ █ ▪  █  █▀▀",
        "   ▀▀▀ ▪ ▀▀▀ ▀▀▀",
    ]


class Out(io.StringIO):
    """Counts how often what was written was sent on."""

    sent = 0

    def flush(self) -> None:
        self.sent += 1


def test_plain_lines_word_for_word() -> None:
    """Each text with its time, each step once, the keys and the pause when they change; each line is sent on at once."""
    out = Out()
    screen = PlainScreen(out, has_keys=True)
    step = attrs.evolve(WHOLE, note="")
    screen.tell("7:30", "Left leg: glide.")
    for frame in (step, step, WHOLE, WHOLE, step, WHOLE, attrs.evolve(step, told="", keys="x: y"), step):
        screen.show(frame)
    assert out.getvalue().splitlines() == [
        "  7:30  Left leg: glide.",
        "        [8:00 left, 0:30 for this]",
        "        [q: quit]",
        "        Paused, 7:30",
        "        Paused, 7:30",
        "        [x: y]",
        "        [8:00 left, 0:30 for this]",
        "        [q: quit]",
    ]
    assert out.sent == 8


def test_plain_lines_without_keys_name_none() -> None:
    out = Out()
    screen = PlainScreen(out)
    screen.tell("", "Text.")
    screen.show(WHOLE)
    assert out.getvalue().splitlines() == ["        Text.", "        [8:00 left, 0:30 for this]", "        Paused, 7:30"]


def test_long_plain_lines_stand_below_each_other() -> None:
    out = Out()
    screen = PlainScreen(out)
    screen.tell("10:00", "word " * 30)
    screen.show(attrs.evolve(WHOLE, told="told " * 30))
    lines = out.getvalue().splitlines()
    assert [line[:12] for line in lines[:4]] == [" 10:00  word", "        word", "        word", "        [tol"]
    assert {line[:8] for line in lines[1:]} == {" " * 8}
    assert max(map(len, lines)) <= 78
