"""Fitting what is to be said into the seconds of one step, so that nothing said runs into what comes next."""

from collections.abc import Sequence

import attrs

from hamstring.model.cues import CueKind
from hamstring.outputs.voice import Voice

_WORTH = 2
"""Fuller words count as much as what stands so many priorities lower: an opening is not cut short for a reminder."""


@attrs.frozen(kw_only=True)
class Wish:
    """Something to be said in one step.

    Attributes:
        kind: What it is.
        texts: Ways of saying it, the fullest first.
        priority: 1 must be said.
        at_end: True for what is said last in the step, in the order of the wishes.
        exact_s: Seconds that it takes whatever its text, or None.
        told: What the fullest text tells, so that it need not be told again; or an empty string.
        late_s: What is said at a second may be said so much later, or None for the whole step.
    """

    kind: CueKind
    texts: tuple[str, ...]
    priority: int
    at_end: bool = False
    exact_s: int | None = None
    told: str = ""
    late_s: int | None = None


@attrs.frozen(kw_only=True)
class Said:
    """What is said in one step, and when."""

    at_s: int
    text: str
    wish: Wish


def packed(
    voice: Voice, seconds: int, wishes: Sequence[Wish], *, timed: Sequence[tuple[int, Wish]] = (), reminders: Sequence[Wish] = ()
) -> list[Said]:
    """Place wishes in a step, in their order.

    What must be said comes first, in few words; then what else counts; then its fuller words, where there is room; and
    then what counts less. Reminders come only where it would be quiet for long.

    Args:
        voice: Says how long a text takes.
        seconds: Length of the step.
        wishes: The opening, and what follows it.
        timed: What is said at a second of the step, or in the next quiet after it, if that is soon enough.
        reminders: Said in turn in what is left.

    Returns:
        What is said, in its order; the opening at second 0, without words where there is no time for any.
    """
    chosen = _chosen(voice, seconds, wishes)
    found = _laid_out(voice, seconds, [(wish, chosen[place]) for place, wish in enumerate(wishes) if place in chosen])
    for at_s, wish in timed:
        found = _with_timed(voice, seconds, found, at_s, wish)
    for reminder in reminders:
        found = _with_reminder(voice, seconds, found, reminder)
    return found


def _length(voice: Voice, wish: Wish, text: str) -> int:
    return voice.seconds(text) if wish.exact_s is None else wish.exact_s


def _chosen(voice: Voice, seconds: int, wishes: Sequence[Wish]) -> dict[int, str]:
    """Choose what is said, and in which words."""
    chosen = {0: ""}
    left = seconds
    turns = [(wish.priority + worth, bool(worth), place) for place, wish in enumerate(wishes) for worth in (0, _WORTH)]
    for _, is_fuller, place in sorted(turns):
        wish, said = wishes[place], chosen.get(place, "")
        if is_fuller and not said:
            continue
        have = _length(voice, wish, said) if said else 0
        texts = wish.texts if is_fuller else wish.texts[-1:]
        text = next((text for text in texts if _length(voice, wish, text) <= left + have), None)
        if text is not None:
            chosen[place] = text
            left -= _length(voice, wish, text) - have
    return chosen


def _laid_out(voice: Voice, seconds: int, chosen: Sequence[tuple[Wish, str]]) -> list[Said]:
    spare = seconds - sum(_length(voice, wish, text) for wish, text in chosen)
    found: list[Said] = []
    at = 0
    for wish, text in chosen:
        if wish.at_end:
            continue
        found.append(Said(at_s=at, text=text, wish=wish))
        gap = min(voice.speech.gap_s, spare)
        spare -= gap
        at += _length(voice, wish, text) + gap
    ending: list[Said] = []
    at = seconds
    for wish, text in reversed([entry for entry in chosen if entry[0].at_end]):
        at -= _length(voice, wish, text)
        ending.append(Said(at_s=at, text=text, wish=wish))
        gap = min(voice.speech.gap_s, spare)
        spare -= gap
        at -= gap
    return found + ending[::-1]


def _quiet(voice: Voice, seconds: int, found: Sequence[Said]) -> list[tuple[int, int]]:
    """Give the spans in which nothing is said."""
    starts = [entry.at_s for entry in found[1:]] + [seconds]
    ends = [entry.at_s + _length(voice, entry.wish, entry.text) for entry in found]
    return list(zip(ends, starts, strict=True))


def _put(found: Sequence[Said], said: Said) -> list[Said]:
    return sorted([*found, said], key=lambda entry: entry.at_s)


def _with_timed(voice: Voice, seconds: int, found: list[Said], at_s: int, wish: Wish) -> list[Said]:
    text, gap = wish.texts[-1], voice.speech.gap_s
    for start, end in _quiet(voice, seconds, found):
        at = max(start + gap, at_s)
        if wish.late_s is not None and at > at_s + wish.late_s:
            break
        if at + voice.seconds(text) + gap <= end:
            return _put(found, Said(at_s=at, text=text, wish=wish))
    return found


def _with_reminder(voice: Voice, seconds: int, found: list[Said], wish: Wish) -> list[Said]:
    start, end = max(_quiet(voice, seconds, found), key=lambda span: (span[1] - span[0], -span[0]))
    text = voice.fullest(wish.texts, end - start - 2 * voice.speech.gap_s)
    if end - start < voice.speech.quiet_s or text is None:
        return found
    return _put(found, Said(at_s=start + (end - start - voice.seconds(text)) // 2, text=text, wish=wish))
