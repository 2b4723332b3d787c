"""Planning the rest of a routine again, with the spots that were found on the way."""

from collections.abc import Iterator
from typing import Unpack

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.errors import RequestError
from hamstring.model.places import Leg
from hamstring.model.reading import whole
from hamstring.model.requests import RoutineRequest, SpotsGiven
from hamstring.model.routines import Routine, SegmentKind
from hamstring.planning.done import Done, done_of
from hamstring.planning.keywords import AnswersGiven, answers_of, content_of, only_known
from hamstring.planning.plan import plan_routine

_WORK = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)


def resume(
    routine: Routine, *, at: int, spots: SpotsGiven = (), catalogue: Catalogue | None = None, **answers: Unpack[AnswersGiven]
) -> Routine:
    """Plan the rest of a routine again.

    Args:
        routine: The routine that is being done.
        at: Seconds of it that are over.
        spots: Tender spots that were found; those of the request that are not yet pressed stay.
        catalogue: The content to plan with, or None for the shipped one.
        **answers: The answers of now, as `plan_routine` takes them; those of the routine are not used again.

    Raises:
        RequestError: If ``at`` leaves too little time, or a field has a wrong value.
        RoutineRefused: If the answers of now forbid a routine.
        NoRoutineFits: If nothing fits into the rest.
    """
    content = content_of(catalogue)
    only_known(answers, AnswersGiven)
    told, cleared = answers_of(content, dict(answers))
    rest = _rest(content, routine, at, spots)
    return plan_routine(attrs.evolve(rest, answers=told, cleared=cleared), catalogue=content)


def _rest(content: Catalogue, routine: Routine, at: int, spots: SpotsGiven) -> RoutineRequest:
    policy, request = content.policy, routine.request
    most = request.seconds - 60 * policy.minutes_low
    if most < 0 or whole("at", at, 0, most) < 0:
        raise RequestError("at", at, "a time that leaves at least a minute")
    begun = {(segment.leg, *segment.quadrants) for segment in routine.segments if segment.kind is SegmentKind.HOLD and segment.start_s < at}
    found = attrs.evolve(request, spots=spots).spots
    kept = tuple(spot for spot in request.spots if (spot.leg, spot.region) not in begun and spot not in found)
    return attrs.evolve(
        request,
        minutes=None,
        budget_s=(request.seconds - at) // policy.grain_s * policy.grain_s,
        already_warm=True,
        spots=(*kept, *found),
        done=tuple(map(str, _done(content, routine, at))),
    )


def _done(content: Catalogue, routine: Routine, at: int) -> Iterator[Done]:
    """Add up what was done on each place with each stroke until then, each sum rounded up to the grain."""
    shares: dict[tuple[Leg, str, str], list[tuple[int, int]]] = {}
    for entry in done_of(content, routine.request):
        shares.setdefault((entry.leg, entry.quadrant, entry.variant), []).append((entry.seconds, 1))
    for segment in routine.segments:
        seconds = min(segment.end_s, at) - segment.start_s
        if segment.kind in _WORK and segment.leg is not None and seconds > 0:
            for quadrant in segment.quadrants:
                shares.setdefault((segment.leg, quadrant, segment.doing or ""), []).append((seconds, len(segment.quadrants)))
    grain_s = content.policy.grain_s
    for (leg, quadrant, variant), parts in sorted(shares.items(), key=lambda entry: (entry[0][0].value, *entry[0][1:])):
        twelfths = sum(12 * seconds // among for seconds, among in parts)  # 12 can be shared by one to four
        yield Done(leg, quadrant, -(-twelfths // (12 * grain_s)) * grain_s, variant)
