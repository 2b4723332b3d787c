"""Why a place of the thighs is not worked, or a tender spot not pressed."""

import attrs

from hamstring.model.anatomy import RegionKind
from hamstring.model.explaining import WhyNot
from hamstring.model.places import Leg
from hamstring.model.requests import TenderSpot
from hamstring.planning.asking import excluded
from hamstring.planning.forced import Wanted, is_in
from hamstring.planning.plan import plan_routine
from hamstring.planning.why_not import Asker
from hamstring.safety.triage import rules_of


def of_place(asker: Asker, name: str) -> WhyNot | None:
    """Answer for a leg, ``region``, ``leg:region`` or a spot ``leg:region:tenderness``; None when it is none of these.

    Raises:
        UnknownIdError: If the region is unknown.
        RequestError: If a spot has the wrong form, or cannot be named as well.
    """
    _, colon, region = name.partition(":")
    if not colon and name not in asker.content.regions and name not in {entry.value for entry in Leg}:
        return None
    if ":" in region:
        return _of_spot(asker, TenderSpot.parse(name))
    told = WhyNot(kind="place", about=name, reason="in")
    keep_out = asker.content.regions.get(region if colon else name)
    if keep_out is not None and keep_out.kind is RegionKind.KEEP_OUT:
        return attrs.evolve(told, reason="never", sources=keep_out.sources)
    places = excluded(rules_of(asker.content).table, name)
    missing = [place for place in places if not _is_worked(asker, *place)]
    if not missing:
        return told
    whole = len(missing) == len(places)
    return _strictest([_of_quadrant(asker, told if whole else _part(told, *place), *place) for place in missing])


def _is_worked(asker: Asker, leg: Leg, quadrant: str) -> bool:
    return is_in(asker.content, asker.request.tools, asker.routine.segments, _place(leg, quadrant))


def _place(leg: Leg, quadrant: str) -> Wanted:
    return Wanted(kind="place", id=f"{leg.value}:{quadrant}")


def _part(told: WhyNot, leg: Leg, quadrant: str) -> WhyNot:
    """Answer for the part that is not worked, where the rest is."""
    return attrs.evolve(told, about=f"{leg.value}:{quadrant}")


def _strictest(answers: list[WhyNot]) -> WhyNot:
    order = ("forbidden", "not-asked", "not-possible", "does-not-fit", "earns-less")
    return min(answers, key=lambda answer: order.index(answer.reason))


def _of_quadrant(asker: Asker, told: WhyNot, leg: Leg, quadrant: str) -> WhyNot:
    return _of_closed(asker, told, leg, quadrant) or asker.of_open(told, _place(leg, quadrant))


def _of_closed(asker: Asker, told: WhyNot, leg: Leg, quadrant: str) -> WhyNot | None:
    """Answer for a part that is not open; None when it is."""
    what, request = asker.what, asker.request
    if leg not in request.legs.each:
        return attrs.evolve(told, reason="not-asked", needs=(asker.phrase("change-both-legs"),))
    if leg in what.shut:
        return asker.forbidden(told, what.shutting())
    place = what.legs.index(leg)
    if quadrant in what.keep_off[place]:
        return asker.forbidden(told, (rule for rule in what.by if f"{leg.value}:{quadrant}" in what.closing[rule.id].keep_off))
    if quadrant not in asker.frame.open[place]:
        more = attrs.evolve(request, exclude=())
        return attrs.evolve(told, reason="not-asked", needs=(asker.phrase("change-exclude"),), points=asker.gain(more))
    return None


def _of_spot(asker: Asker, spot: TenderSpot) -> WhyNot:
    told = WhyNot(kind="spot", about=str(spot), reason="in")
    if spot in asker.request.spots and not any(entry.kind == "spot" and entry.about == str(spot) for entry in asker.routine.omissions):
        return told
    closed = _of_closed(asker, told, spot.leg, spot.region)
    if closed is not None:
        return closed
    if spot in asker.request.spots:
        return asker.of_open(told, Wanted(kind="spot", id=str(spot)))
    more = plan_routine(attrs.evolve(asker.request, spots=(*asker.request.spots, spot)), catalogue=asker.content)
    gain, named = more.score - asker.routine.score, _of_spot(Asker(asker.content, more), spot)
    if named.reason != "in":
        return named if named.points is None else attrs.evolve(named, points=named.points + gain)
    return attrs.evolve(told, reason="not-asked", needs=(asker.phrase("change-spot"),), points=gain)
