"""What is said, filled in, and how long saying it takes."""

import re
from collections.abc import Iterable, Sequence
from string import Formatter
from typing import TYPE_CHECKING

from hamstring.outputs.words import Words

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.cues import Speech

_SENTENCE = re.compile(r"(^|[.?!:] +)([a-z])")
_PAUSE = re.compile(r"[.,:;?!]+(?=\s|$)")
_LAST_WORD = 20
_LAST_PAIR = 99
_MINUTE_S = 60
_MINUTE_MS = 60_000


class Voice:
    """Says the lines of one catalogue."""

    def __init__(self, content: "Catalogue") -> None:
        self.content = content
        self.words: Words = Words(content)
        self.speech: Speech = content.speech

    def texts(self, line: str, /, **gaps: object) -> tuple[str, ...]:
        """Fill the texts of a line, the fullest first, without doubles; one that has nothing for a gap is left out.

        The last one always stays.
        """
        texts = self.content.cues[line].texts
        filled = [text for text in texts if all(gaps[name] != "" for name in _gaps(text))] or texts[-1:]
        return tuple(dict.fromkeys(sentences(text.format(**gaps)) for text in filled))

    def priority(self, line: str) -> int:
        """Give the priority of a line."""
        return self.content.cues[line].priority

    def part(self, line: str, /, **gaps: object) -> str:
        """Fill a line that is a part of others."""
        return self.content.cues[line].texts[0].format(**gaps)

    def time(self, seconds: int) -> str:
        """Say a length of time."""
        minutes, rest = divmod(seconds, _MINUTE_S)
        names = [name for name, count in (("minute" if minutes == 1 else "minutes", minutes), ("seconds", rest)) if count]
        return self.part("-".join(("time", *names)), minutes=minutes, seconds=rest)

    def listed(self, names: Sequence[str]) -> str:
        """Say names one after the other, with a word before the last one."""
        *others, last = names
        return self.words("and").join([", ".join(others), last] if others else [last])

    def seconds(self, text: str) -> int:
        """Give the seconds that saying a text takes, rounded up.

        Example:
            >>> from hamstring import catalogue
            >>> from hamstring.outputs.voice import Voice
            >>> voice = Voice(catalogue())
            >>> voice.seconds("") == 0 and voice.seconds("Let go.") <= 2
            True
        """
        spoken = sum(map(_words_in, text.split())) * _MINUTE_MS
        pauses = len(_PAUSE.findall(text)) * self.speech.pause_ms
        return -(-(spoken + pauses * self.speech.words_per_minute) // (self.speech.words_per_minute * 1000))

    def fullest(self, texts: Iterable[str], room_s: int) -> str | None:
        """Give the first text that can be said in so many seconds, or None."""
        return next((text for text in texts if self.seconds(text) <= room_s), None)


def sentences(text: str) -> str:
    """Begin each sentence with a capital, with single spaces and nothing loose at its ends."""
    return _SENTENCE.sub(lambda found: found[1] + found[2].upper() if found[1] != ": " else found[0], " ".join(text.split()))


def brief(text: str) -> str:
    """Give the first sentence of a text.

    Example:
        >>> from hamstring.outputs.voice import brief
        >>> brief("Roll slowly. Count three for each way.")
        'Roll slowly.'
    """
    first, end, _ = text.partition(". ")
    return first + end.strip()


def _gaps(text: str) -> Iterable[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name)


def _words_in(word: str) -> int:
    """Count the words in which a word is said: ``120`` is three or four, ``18`` is one, ``half-way`` two."""
    digits = word.strip(".,:;?!()")
    if not digits.isdigit():
        return 1 + word.strip("-").count("-")
    number = int(digits)
    if number <= _LAST_WORD or (number <= _LAST_PAIR and number % 10 == 0):
        return 1
    return 2 if number <= _LAST_PAIR else 4
