"""Candidates for a finding that somebody put in their own words. They are for a person to confirm, never an answer."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RequestError

if TYPE_CHECKING:
    from hamstring.model.screening import Finding

_MOST = 5
_ENOUGH = 0.5
_ALIKE = 0.75
_SHORTEST = 3
_UNUSED = 4
"""A word that no finding uses weighs as one that four use: it may be misspelt, or beside the point."""


def suggest(text: str, *, catalogue: Catalogue | None = None) -> "tuple[Finding, ...]":
    """Offer findings that a text may mean, best first, for a person to confirm.

    Ids, aliases, names and questions are compared; a text that looks like none of them gives nothing.

    Args:
        text: What somebody wrote, at most 200 characters are read.
        catalogue: The content to use, or None for the shipped one.

    Raises:
        RequestError: If it is not text.

    Example:
        >>> from hamstring import suggest
        >>> suggest("clf swelling")[0].id
        'one-leg-swelling'
    """
    if not isinstance(text, str):
        raise RequestError("text", text, "text")
    content = shipped_catalogue() if catalogue is None else catalogue
    used = Counter(word for finding in content.findings.values() for word in {*_words(" ".join(_texts(finding)))})
    words = {word: 1 / (1 + (used[word] or _UNUSED)) for word in _words(text[:200])}
    alike = cache(_alike)
    scored: list[tuple[float, str, Finding]] = []
    for finding in content.findings.values():
        *names, question = (_score(words, _words(other), alike) for other in _texts(finding))
        score = max(*names, 0.9 * question)
        if score >= _ENOUGH:
            scored.append((-score, finding.id, finding))
    scored.sort(key=lambda entry: entry[:2])
    return tuple(finding for *_, finding in scored[:_MOST])


def _texts(finding: "Finding") -> tuple[str, ...]:
    """Give the texts that are compared, the question last."""
    return finding.id, finding.name, *finding.aliases, finding.ask


def _words(text: str) -> list[str]:
    """Give the words of a text that tell something; numbers do beside others, as in the name of a stage."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    long = [word for word in kept if len(word) >= _SHORTEST]
    return long and long + [word for word in kept if word.isdecimal() and len(word) < _SHORTEST]


def _score(words: dict[str, float], known: list[str], alike: Callable[[str, str], float]) -> float:
    """Say how well the words of a text are found among known ones, from 0 to 1, counting extra known words a little.

    A word weighs the less the more findings use it: "the" and "leg" tell little.
    """
    if not words or not known:
        return 0.0
    found = sum(weight * max(alike(word, other) for other in known) for word, weight in words.items()) / sum(words.values())
    return float(found - 0.01 * max(0, len(known) - len(words)))


def _alike(word: str, other: str) -> float:
    from difflib import SequenceMatcher

    if word == other:
        return 1.0
    if 2 * min(len(word), len(other)) < _ALIKE * (len(word) + len(other)):  # too unlike in length to be alike
        return 0.0
    ratio = SequenceMatcher(None, word, other).ratio()
    return ratio if ratio >= _ALIKE else 0.0
