"""Why a place of the thighs is not worked, or a tender spot not pressed."""

import attrs

from hamstring.model.anatomy import RegionKind
from hamstring.model.explaining import WhyNot
from hamstring.model.places import Leg
from hamstring.model.practice import Role
from hamstring.model.requests import TenderSpot
from hamstring.planning.asking import excluded
from hamstring.planning.problem import Problem
from hamstring.planning.why_not import Asker, Offers
from hamstring.safety.triage import rules_of

_SPOT = {
    "omitted-spot-leg": "forbidden",
    "omitted-spot-closed": "forbidden",
    "omitted-spot-excluded": "not-asked",
    "omitted-spot-goal": "not-possible",
    "omitted-spot-no-station": "not-possible",
    "omitted-spot-time": "does-not-fit",
    "omitted-spot-full": "earns-less",
}
"""What the reason of an omission is here."""


def of_place(asker: Asker, name: str) -> WhyNot | None:
    """Answer for a leg, ``region``, ``leg:region`` or a spot ``leg:region:tenderness``; None when it is none of these.

    Raises:
        UnknownIdError: If the region is unknown.
        RequestError: If a spot has the wrong form.
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
    worked = {(segment.leg, quadrant) for segment in asker.routine.segments if segment.leg for quadrant in segment.quadrants}
    missing = [place for place in places if place not in worked]
    if not missing:
        return told
    whole = len(missing) == len(places)
    return _strictest([_of_quadrant(asker, told if whole else _part(told, *place), *place) for place in missing])


def _part(told: WhyNot, leg: Leg, quadrant: str) -> WhyNot:
    """Answer for the part that is not worked, where the rest is."""
    return attrs.evolve(told, about=f"{leg.value}:{quadrant}")


def _strictest(answers: list[WhyNot]) -> WhyNot:
    order = ("forbidden", "not-asked", "not-possible", "earns-less")
    return min(answers, key=lambda answer: order.index(answer.reason))


def _of_quadrant(asker: Asker, told: WhyNot, leg: Leg, quadrant: str) -> WhyNot:
    what, request = asker.what, asker.request
    if leg not in request.legs.each:
        return attrs.evolve(told, reason="not-asked", needs=(asker.phrase("change-both-legs"),))
    if leg in what.shut:
        return asker.forbidden(told, what.shutting())
    place = what.legs.index(leg)
    if quadrant in what.keep_off[place]:
        return asker.forbidden(told, (rule for rule in what.by if f"{leg.value}:{quadrant}" in what.closing[rule.id].keep_off))
    if quadrant not in asker.frame.open[place]:
        return attrs.evolve(told, reason="not-asked", needs=(asker.phrase("change-exclude"),))
    return _of_open(asker, told, _works_on(place, quadrant))


def _of_open(asker: Asker, told: WhyNot, offers: Offers) -> WhyNot:
    if asker.offered(asker.request, offers):
        return attrs.evolve(told, reason="earns-less")
    barring = asker.barring(asker.request, offers)
    if barring is not None:
        return asker.forbidden(told, barring)
    return attrs.evolve(told, reason="not-possible", needs=asker.needs(offers))


def _works_on(place: int, quadrant: str, *roles: Role) -> Offers:
    def offers(problem: Problem) -> bool:
        wanted = roles or (Role.SWEEP, Role.LIGHT)
        return any(quadrant in option.works[place] for role in wanted for option in problem.options[role])

    return offers


def _of_spot(asker: Asker, spot: TenderSpot) -> WhyNot:
    told = WhyNot(kind="spot", about=str(spot), reason="in")
    if spot not in asker.request.spots:
        where = of_place(asker, f"{spot.leg.value}:{spot.region}")
        if where is not None and where.reason == "forbidden":
            return attrs.evolve(where, kind=told.kind, about=told.about)
        more = attrs.evolve(asker.request, spots=(*asker.request.spots, spot))
        return attrs.evolve(told, reason="not-asked", needs=(asker.phrase("change-spot"),), points=asker.gain(more))
    omission = next((entry for entry in asker.routine.omissions if entry.kind == "spot" and entry.about == str(spot)), None)
    if omission is None:
        return told
    reason = _SPOT[omission.reason]
    if reason == "forbidden":
        where = of_place(asker, f"{spot.leg.value}:{spot.region}")
        return told if where is None else attrs.evolve(where, kind=told.kind, about=told.about)
    needs: tuple[str, ...] = ()
    if reason == "not-possible":
        needs = asker.needs(_works_on(asker.what.legs.index(spot.leg), spot.region, Role.PRESS))
    elif reason == "not-asked":
        needs = (asker.phrase("change-exclude"),)
    return attrs.evolve(told, reason=reason, needs=needs)
