"""What differs from one routine to another, in a few words each."""

from collections.abc import Iterable, Iterator

from hamstring.model.places import Leg
from hamstring.model.routines import Routine, SegmentKind
from hamstring.outputs.how_to import ENDING, WORK
from hamstring.outputs.words import Words

_DOING = (*WORK, *ENDING)


def changes(before: Routine, after: Routine, words: Words, *, about: str = "", timed: bool = True) -> list[str]:
    """Tell what would change; nothing when all that counts is the same.

    Args:
        before: The routine as it is.
        after: The other one.
        words: The phrases to tell it with.
        about: Id of a tool that is told already, or an empty string.
        timed: Whether to tell that it takes more or less time.
    """
    return [
        *_tools(before, after, words, about),
        *_where(before, after, words),
        *_strokes(before, after, words),
        *_rest(before, after, words),
        *_time(before, after, words, timed=timed),
    ]


def _only(one: Iterable[str], other: Iterable[str]) -> list[str]:
    known = set(other)
    return [name for name in dict.fromkeys(one) if name not in known]


def _used(routine: Routine) -> list[str]:
    return [segment.tool for segment in routine.segments if segment.tool]


def _tools(before: Routine, after: Routine, words: Words, about: str) -> Iterator[str]:
    tools = words.catalogue.tools
    for phrase, names in (("change-uses", _only(_used(after), _used(before))), ("change-drops", _only(_used(before), _used(after)))):
        told = [tools[name].name for name in names if name != about]
        if told:
            yield words(phrase, names=words("and").join(told))


def _where(before: Routine, after: Routine, words: Words) -> Iterator[str]:
    """Tell where the body is, and which parts of the thighs come or go."""
    places = [dict.fromkeys(segment.position for segment in routine.segments if segment.kind in _DOING) for routine in (before, after)]
    if set(places[0]) != set(places[1]):
        old, new = (words("and").join(words.catalogue.positions[place.value].name for place in known) for known in places)
        yield words("change-where", new=new, old=old)
    parts = [_parts(routine) for routine in (before, after)]
    for phrase, lost in (("change-works", parts[1] - parts[0]), ("change-leaves", parts[0] - parts[1])):
        if lost:
            yield words(phrase, places=words.places(lost))


def _parts(routine: Routine) -> set[str]:
    return {f"{segment.leg.value}:{name}" for segment in routine.segments if segment.leg for name in segment.quadrants}


def _strokes(before: Routine, after: Routine, words: Words) -> Iterator[str]:
    """Tell strokes that come or go with a tool that stays."""
    stay = set(_used(before)) & set(_used(after))
    told = [
        [segment.doing for segment in routine.segments if segment.kind in WORK and segment.doing and segment.tool in stay]
        for routine in (before, after)
    ]
    for phrase, names in (("change-uses", _only(told[1], told[0])), ("change-drops", _only(told[0], told[1]))):
        if names:
            yield words(phrase, names=words("and").join(words.catalogue.variants[name].name for name in names))


def _rest(before: Routine, after: Routine, words: Words) -> Iterator[str]:
    warm = [any(segment.kind is SegmentKind.WARM_UP for segment in routine.segments) for routine in (before, after)]
    if warm[0] is not warm[1]:
        yield words("change-warm-up" if warm[1] else "change-no-warm-up")
    if before.pressure_cap != after.pressure_cap:
        yield words("change-cap", cap=after.pressure_cap, before=before.pressure_cap)
    spots = [sum(line.term == "spot" for line in routine.ledger) for routine in (before, after)]
    if spots[0] != spots[1]:
        yield words("change-spots", count=spots[1], before=spots[0])
    ends = [_ending(routine) for routine in (before, after)]
    if ends[0][0] != ends[1][0]:
        name = ends[1][0]
        yield words("change-ends", name=words.catalogue.stretches[name].name) if name else words("change-no-end")
    elif ends[0][1] != ends[1][1]:
        yield words("change-end-seconds", seconds=ends[1][1], before=ends[0][1])


def _ending(routine: Routine) -> tuple[str, int]:
    """Give the stretch at the end with its seconds."""
    ends = [segment for segment in routine.segments if segment.kind in ENDING]
    return (ends[0].doing or "", sum(segment.seconds for segment in ends)) if ends else ("", 0)


def _time(before: Routine, after: Routine, words: Words, *, timed: bool) -> Iterator[str]:
    more = {leg: _work(after, leg) - _work(before, leg) for leg in Leg.BOTH.each}
    if len(set(more.values())) == 1:
        if more[Leg.LEFT]:
            yield _seconds("change-work-each", more[Leg.LEFT], words)
    else:
        for leg, seconds in more.items():
            if seconds:
                yield _seconds("change-work-leg", seconds, words, leg=leg)
    if timed and before.seconds != after.seconds:
        yield _seconds("change-time", after.seconds - before.seconds, words)


def _work(routine: Routine, leg: Leg) -> int:
    return sum(segment.seconds for segment in routine.segments if segment.kind in WORK and segment.leg is leg)


def _seconds(phrase: str, seconds: int, words: Words, **gaps: object) -> str:
    return words(f"{phrase}-{'more' if seconds > 0 else 'less'}", seconds=abs(seconds), **gaps)
