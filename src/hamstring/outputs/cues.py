"""A routine as cues: what to say at each second, before it, in it and after it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RequestError
from hamstring.model.cues import Cue, CueKind
from hamstring.model.places import QUADRANTS, Leg
from hamstring.outputs.cue_steps import Steps, closed_on
from hamstring.outputs.how_to import WORK, things
from hamstring.outputs.moving import Moving
from hamstring.outputs.voice import Voice

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.routines import Routine

MOST: Final = 5
"""The priority of what may be left out first."""


def routine_cues(routine: "Routine", *, most: int = MOST, catalogue: "Catalogue | None" = None) -> tuple[Cue, ...]:
    """Give the cues of a routine; see `Routine.cues`.

    Raises:
        RequestError: If ``most`` is not from 1 to 5.
    """
    if type(most) is not int or not 1 <= most <= MOST:
        raise RequestError("most", most, f"a whole number from 1 to {MOST}")
    voice = Voice(catalogue or shipped_catalogue())
    before = [cue for cue in _before(routine, voice) if cue.priority <= most]
    after = [cue for cue in _after(routine, voice) if cue.priority <= most]
    start = -sum(cue.seconds for cue in before)
    return (*_end_to_end(before, start), *_thinned(_during(routine, voice), most), *_end_to_end(after, routine.seconds))


def _end_to_end(cues: list[Cue], start_s: int) -> Iterator[Cue]:
    for cue in cues:
        yield attrs.evolve(cue, start_s=start_s)
        start_s += cue.seconds


def _thinned(cues: Iterator[Cue], most: int) -> Iterator[Cue]:
    """Leave out what counts less; what stands before it lasts longer."""
    kept: Cue | None = None
    for cue in cues:
        if kept and cue.priority > most:
            kept = attrs.evolve(kept, seconds=kept.seconds + cue.seconds)
            continue
        if kept:
            yield kept
        kept = cue
    if kept:
        yield kept


def _during(routine: "Routine", voice: Voice) -> Iterator[Cue]:
    for step, said in Steps(routine, voice).all():
        ends = [entry.at_s for entry in said[1:]] + [step.seconds]
        for entry, end in zip(said, ends, strict=True):
            yield Cue(
                start_s=step.start_s + entry.at_s,
                seconds=end - entry.at_s,
                kind=entry.wish.kind,
                say=entry.text,
                say_s=voice.seconds(entry.text),
                priority=entry.wish.priority,
                position=step.position,
                leg=step.leg,
                quadrants=step.quadrants,
                tool=step.tool,
                low=step.low,
                high=step.high,
            )


def _before(routine: "Routine", voice: Voice) -> Iterator[Cue]:
    """Give what is said before the first second: look and feel first, then what keeps one safe, then what to have ready."""
    words = voice.words
    yield _apart(voice, CueKind.LOOK_AND_FEEL, _line(voice, "look-and-feel"), 1, seconds=voice.speech.look_s)
    for notice, is_open in (("stop-first", not routine.screened), ("unscreened", not routine.settled)):
        if is_open:
            yield _apart(voice, CueKind.STOP_FIRST, words.notice(notice), 1)
    yield _apart(voice, CueKind.STOP_SIGNS, words.notice("stop-signs"), 1)
    if routine.spot_questions:
        yield _apart(voice, CueKind.SPOT_QUESTIONS, words.notice("spot-questions"), 1)
    steps = Steps(routine, voice)
    yield _said(voice, CueKind.HOW, "where")
    if any(0 < len(step.quadrants) < len(QUADRANTS) for step in steps.steps):
        yield _said(voice, CueKind.HOW, "where-words")
    for leg in (routine.request.first_leg, routine.request.first_leg.other):
        yield from _keep_off(routine, voice, leg)
    yield _said(voice, CueKind.HOW_FIRM, "how-firm", cap=routine.pressure_cap)
    yield from _prepare(routine, voice)
    first = next(step for step in steps.steps if step.kind in WORK)
    yield _said(voice, CueKind.PREPARE, "how-to-sit", how=" ".join(Moving(routine, words).how(first.position)))
    yield _said(voice, CueKind.BEGIN, "begin", **steps.gaps(steps.first) | {"time": voice.time(routine.seconds)})


def _prepare(routine: "Routine", voice: Voice) -> Iterator[Cue]:
    names = things(routine, voice.content)
    text = _line(voice, "prepare", tools=voice.listed(names)) if names else voice.words("need-no-tools")
    yield _apart(voice, CueKind.PREPARE, text, voice.priority("prepare"))


def _keep_off(routine: "Routine", voice: Voice, leg: Leg) -> Iterator[Cue]:
    closed = closed_on(routine, leg)
    if closed:
        line = "keep-off-all" if len(closed) == len(QUADRANTS) else "keep-off-before"
        text = _line(voice, line, leg=leg, place=voice.words.part(closed))
        yield attrs.evolve(_apart(voice, CueKind.KEEP_OFF, text, voice.priority(line)), leg=leg)


def _after(routine: "Routine", voice: Voice) -> Iterator[Cue]:
    gap = voice.words("gap", hours=routine.min_gap_h) if routine.min_gap_h else ""
    yield _apart(voice, CueKind.END, f"{_line(voice, 'end')} {gap}".strip(), voice.priority("end"))
    yield _apart(voice, CueKind.END, voice.words.notice("tomorrow"), 2)


def _said(voice: Voice, kind: CueKind, line: str, **gaps: object) -> Cue:
    """Make a cue of a line, in its fullest words."""
    return _apart(voice, kind, _line(voice, line, **gaps), voice.priority(line))


def _line(voice: Voice, line: str, **gaps: object) -> str:
    return voice.texts(line, **gaps)[0]


def _apart(voice: Voice, kind: CueKind, text: str, priority: int, *, seconds: int = 0) -> Cue:
    """Make a cue that has all the time it needs."""
    say_s = voice.seconds(text)
    return Cue(start_s=0, seconds=seconds or say_s + voice.speech.gap_s, kind=kind, say=text, say_s=say_s, priority=priority)
