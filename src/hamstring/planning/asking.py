"""Checking a request against the content: every id known, every number within its bounds."""

from collections.abc import Iterable, Mapping

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.spelling import nearest
from hamstring.errors import RequestError, UnknownIdError
from hamstring.model.places import Leg
from hamstring.model.reading import whole
from hamstring.model.requests import RoutineRequest
from hamstring.planning.done import done_of
from hamstring.safety.table import RuleTable

_HIGHEST_RATING = 10
"""The end of the felt rating scale, which goes from 0 to 10."""


def checked(catalogue: Catalogue, table: RuleTable, request: RoutineRequest) -> RoutineRequest:
    """Check a request; aliases of tools and findings become their ids.

    Raises:
        RequestError: If a number is out of bounds or the request contradicts itself.
        UnknownIdError: If an id is unknown.
    """
    _check_time(catalogue, request)
    tools = _resolved("tool", request.tools, catalogue.tools)
    if not tools:
        raise RequestError("tools", request.tools, "at least one tool id")
    cleared = _resolved("finding", request.cleared, catalogue.findings)
    _known("level of experience", (request.experience,), [entry.id for entry in catalogue.policy.experiences])
    if request.pressure_cap is not None:
        whole("pressure_cap", request.pressure_cap, 1, _HIGHEST_RATING)
    _check_spots(catalogue, request)
    for place in request.exclude:
        excluded(table, place)
    done_of(catalogue, request)
    return attrs.evolve(request, tools=tools, cleared=cleared)


def _check_time(catalogue: Catalogue, request: RoutineRequest) -> None:
    policy = catalogue.policy
    if request.budget_s is None:
        whole("minutes", request.minutes, policy.minutes_low, policy.minutes_high)
        return
    low, high = 60 * policy.minutes_low, 60 * policy.minutes_high
    if whole("budget_s", request.budget_s, low, high) % policy.grain_s:
        raise RequestError("budget_s", request.budget_s, f"a multiple of {policy.grain_s} from {low} to {high}")


def _known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    all_known = set(known)
    unknown = [name for name in names if name not in all_known]
    if unknown:
        raise UnknownIdError(kind, nearest(unknown, all_known))


def _resolved(kind: str, names: Iterable[str], records: Mapping[str, object]) -> tuple[str, ...]:
    aliases = {alias: name for name, record in records.items() for alias in getattr(record, "aliases", ())}
    given = list(names)
    _known(kind, [name for name in given if name not in aliases], [*records, *aliases])
    return tuple(sorted({aliases.get(name, name) for name in given}))


def _check_spots(catalogue: Catalogue, request: RoutineRequest) -> None:
    policy = catalogue.policy
    for spot in request.spots:
        if spot.tenderness > policy.max_tenderness:
            raise RequestError("tenderness", spot.tenderness, f"a whole number from 1 to {policy.max_tenderness}")
        if spot.leg not in request.legs.each:
            raise RequestError("spots", str(spot), f"spots on the asked leg (`{request.legs}`)")
    for leg in Leg.BOTH.each:
        count = sum(spot.leg is leg for spot in request.spots)
        if count > policy.max_spots_per_leg:
            raise RequestError("spots", f"{count} on the {leg} leg", f"at most {policy.max_spots_per_leg} on a leg")


def excluded(table: RuleTable, place: str) -> tuple[tuple[Leg, str], ...]:
    """Read a place to leave out: ``leg``, ``leg:region`` or ``region`` for both legs.

    Raises:
        RequestError: If the text has another form.
        UnknownIdError: If the region is unknown.
    """
    first, colon, region = place.partition(":")
    legs = {leg.value: leg for leg in Leg}
    if colon and (first not in legs or not region):
        raise RequestError("exclude", place, "`region`, `left:region` or `right:region`")
    if first in legs:
        quadrants = table.quadrants(region) if region else (*table.quadrants("upper"), *table.quadrants("lower"))
        return tuple((leg, quadrant) for leg in legs[first].each for quadrant in quadrants)
    return tuple((leg, quadrant) for leg in Leg.BOTH.each for quadrant in table.quadrants(first))
