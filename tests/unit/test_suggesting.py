"""The promise: `suggest` offers findings for a person to confirm, best first, and decides nothing."""

from typing import Any

import pytest

from hamstring import RequestError, catalogue, suggest
from reviewed import Reviewed
from strategies import finding, made_up

WORDS = (
    *("swollen calf", "clf swelling", "I cough blood", "warfarin", "pins and needles in my foot", "blood thiner", "pregnent"),
    *("varicose", "my back of the knee hurts", "cramp", "fever", "sciatica", "bruise on the thigh", "heard a pop", "numb saddle"),
)


def ids(text: str, **known: Any) -> list[str]:
    return [found.id for found in suggest(text, **known)]


@pytest.mark.parametrize("text", WORDS)
def test_peoples_own_words_lead_where_they_were_reviewed_to_lead(text: str, reviewed: Reviewed) -> None:
    assert 1 <= len(ids(text)) <= 5
    reviewed(*ids(text))


@pytest.mark.parametrize("name", sorted(catalogue().findings))
def test_an_id_leads_to_its_own_finding_first(name: str) -> None:
    assert ids(name)[0] == name
    assert ids(name.replace("-", " ").upper() + "!")[0] == name


@pytest.mark.parametrize("text", ["", "   ", "a b", "?!", "qqqq zzzz", "\ud800", "1 2"])
def test_what_looks_like_nothing_gives_nothing(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize("text", [None, 5, b"fever", ["fever"]])
def test_what_is_no_text_is_an_error_that_shows_it(text: Any) -> None:
    with pytest.raises(RequestError) as caught:
        suggest(text)
    assert (caught.value.field, caught.value.value) == ("text", repr(text))


def test_the_catalogue_that_is_given_is_used() -> None:
    content = made_up(finding("odd-knee", aliases=("wobbly-joint",)), finding("fever")).load()
    assert ids("wobbly joint", catalogue=content) == ["odd-knee"]
    assert ids("fever", catalogue=content) == ["fever"]
    assert ids("cramp", catalogue=content) == []


def test_only_the_first_200_characters_are_read() -> None:
    assert ids(" " * 195 + "fever")[0] == "fever"
    assert ids(" " * 196 + "fever") == ids("feve")


def test_of_equals_the_first_by_id_comes_first() -> None:
    """The same text always gives the same order."""
    content = made_up(*(finding(f"{letter}-limp") for letter in "gfedcba")).load()
    assert ids("limp", catalogue=content) == [f"{letter}-limp" for letter in "abcde"]
