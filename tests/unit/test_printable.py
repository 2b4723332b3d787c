"""What was given, made fit to be printed: by a stranger, of any length, with anything in it."""

import pytest

from hamstring.printable import Verbatim, one_line, printable, shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("calf swelling", "calf swelling"),
        ("a\nb\tc", r"a\nb\tc"),
        ("\x1b[2J", r"\x1b[2J"),
        ("Größe", r"Gr\xf6\xdfe"),
        ("\u202eabc", r"\u202eabc"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 57 + "..."),
        ("é" * 15, r"\xe9" * 15),
        ("é" * 16, r"\xe9" * 14 + r"\..."),
    ],
)
def test_a_text_is_printed_in_ascii_on_one_line_and_not_too_long(text: str, told: str) -> None:
    """Nothing that a terminal would obey, and at most 60 letters unless told otherwise."""
    assert printable(text) == told


def test_what_is_printed_can_be_shorter_or_longer() -> None:
    assert printable("x" * 20, 10) == "x" * 7 + "..."
    assert printable("x" * 20, 20) == "x" * 20
    assert printable("x" * 10_000_000, 5) == "xx..."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Größe ist größer", "Größe ist größer"),
        ("a\nb", r"a\nb"),
        ("\x1b[2J\u202e", r"\x1b[2J\u202e"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 77 + "..."),
    ],
)
def test_one_line_keeps_what_can_be_seen(text: str, told: str) -> None:
    """Letters of any language stay; what cannot be seen is spelt out; at most 80 letters unless told otherwise."""
    assert one_line(text) == told
    assert one_line(text, 500) == (told if len(text) < 81 else text)


class Stranger:
    """A value whose own words cannot be had."""

    def __repr__(self) -> str:
        raise RuntimeError


class Loud:
    def __repr__(self) -> str:
        return "\x1b[2Jloud\n"


@pytest.mark.parametrize(
    ("value", "told"),
    [(12, "12"), ("a", "'a'"), (Verbatim("'a'\n"), "'a'\n"), (Stranger(), "<Stranger>"), (Loud(), r"\x1b[2Jloud\n"), ([1] * 9, "[1, 1, ...")],
)  # fmt: skip
def test_any_value_can_be_shown(value: object, told: str) -> None:
    """Whatever its repr does; what was shown once is shown as it stands."""
    assert shown(value, 10 if isinstance(value, list) else 40) == told


def test_what_was_shown_once_stands_for_itself() -> None:
    assert repr(Verbatim("a b")) == "a b"
