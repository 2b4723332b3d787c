"""The promise: what is told reaches whoever waits for it: at once, and on any terminal."""

import sys
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from hamstring.cli import main


def narrow() -> TextIOWrapper:
    """Give a stream that can show nothing but ASCII, and would fail at anything else."""
    return TextIOWrapper(BytesIO(), encoding="ascii", errors="strict", write_through=True)


def shown(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def test_a_terminal_without_the_letters_is_told_in_others(monkeypatch: pytest.MonkeyPatch) -> None:
    out, errors = narrow(), narrow()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", errors)
    assert main(["show", "grabow-2018"]) == 0
    assert r"\u0160karabot J" in shown(out)
    assert main(["show", "š"]) == 2
    assert shown(errors).startswith(r"hamstring: unknown id `\u0161`")


class Screen(StringIO):
    """Knows whether all that was written is shown."""

    is_shown = True

    def write(self, text: str, /) -> int:
        self.is_shown = False
        return super().write(text)

    def flush(self) -> None:
        self.is_shown = True


class Person:
    """Types an answer only to what is on the screen, and leaves after a few."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.answers = ["y\n", "n\n", "maybe\n", "n\n"]

    def readline(self) -> str:
        assert self.screen.is_shown
        return self.answers.pop() if self.answers else ""


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_question_is_on_the_screen_before_its_answer_is_waited_for(form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """With JSON the questions go to the other stream, so that one can still be read by a program."""
    asked, told = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", told if form else asked)
    monkeypatch.setattr(sys, "stderr", asked if form else told)
    monkeypatch.setattr(sys, "stdin", Person(asked))
    assert main(["screen", *form]) == 0
    assert "?" in asked.getvalue()
    assert told.getvalue().startswith("{") is bool(form)
