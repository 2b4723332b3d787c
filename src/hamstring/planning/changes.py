"""Requests that differ in what a person can change. None lifts a limit of the triage."""

from collections.abc import Callable, Iterator

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.practice import Pace, Position, Skin, ToolKind
from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
from hamstring.planning.permission import Allowed

Change = tuple[str, dict[str, str], RoutineRequest]
"""A phrase with its gaps, and the other request."""


def other_requests(content: Catalogue, request: RoutineRequest, what: Allowed) -> list[Change]:
    """List requests that may fit where this one does not: with more to choose from, and no other aim."""
    found: list[Change] = [
        ("change-tool", {"tool": tool.name}, attrs.evolve(request, tools=(*request.tools, tool.id)))
        for tool in sorted(content.tools.values(), key=lambda tool: tool.pressure_shift)  # the softest first
        if tool.is_planned and tool.id not in request.tools and tool.kind.value not in what.limits.no_tools
    ]
    for position in Position:
        if position not in request.positions:
            more = attrs.evolve(request, positions=(*request.positions, position))
            found.append(("change-position", {"position": content.positions[position.value].name}, more))
    if request.exclude:
        found.append(("change-exclude", {}, attrs.evolve(request, exclude=())))
    if request.pressure_cap is not None:
        found.append(("change-pressure", {}, attrs.evolve(request, pressure_cap=None)))
    if request.pace is Pace.SLOW:
        found.append(("change-pace", {}, attrs.evolve(request, pace=Pace.NORMAL)))
    if request.skin is Skin.CLOTHES:
        found.append(("change-skin", {}, attrs.evolve(request, skin=Skin.BARE)))
    if request.legs is Leg.BOTH:
        found += [
            (
                "change-leg",
                {"leg": leg.value},
                attrs.evolve(request, legs=leg, spots=tuple(spot for spot in request.spots if spot.leg is leg)),
            )
            for leg in what.legs
        ]
    return found


def most_to_choose_from(content: Catalogue, request: RoutineRequest, what: Allowed) -> RoutineRequest:
    """Give the request with all at once that these requests have to choose from, for the same legs."""
    more = [tool.id for tool in content.tools.values() if tool.is_planned and tool.kind.value not in what.limits.no_tools]
    return attrs.evolve(
        request,
        tools=tuple(dict.fromkeys((*request.tools, *more))),
        positions=tuple(Position),
        exclude=(),
        pressure_cap=None,
        pace=Pace.NORMAL,
        skin=Skin.BARE,
    )


def wider_requests(content: Catalogue, request: RoutineRequest, what: Allowed) -> list[Change]:
    """List requests that may offer what this one does not: as above, and props, clothes, warmth, a stretch, spots, other aims."""
    return [*(change for change in other_requests(content, request, what) if change[0] != "change-leg"), *_more(content, request)]


def _more(content: Catalogue, request: RoutineRequest) -> Iterator[Change]:
    for tool in content.tools.values():
        if tool.kind is ToolKind.PROP and tool.id not in request.tools:
            yield "change-tool", {"tool": tool.name}, attrs.evolve(request, tools=(*request.tools, tool.id))
    if request.skin is Skin.BARE:
        yield "change-clothes", {}, attrs.evolve(request, skin=Skin.CLOTHES)
    yield "change-cold" if request.already_warm else "change-warm", {}, attrs.evolve(request, already_warm=not request.already_warm)
    yield "change-spot", {}, attrs.evolve(request, spots=_everywhere(content, request))
    if len(request.positions) > 1:
        for position in request.positions:
            rest = tuple(other for other in request.positions if other is not position)
            yield "change-no-position", {"position": content.positions[position.value].name}, attrs.evolve(request, positions=rest)
    if not request.stretch:
        yield "change-stretch", {}, attrs.evolve(request, stretch=True)
    for goal in Goal:
        if goal is not request.goal:
            yield "change-goal", {"goal": content.goals[goal.value].name}, attrs.evolve(request, goal=goal)
    levels = [entry.id for entry in content.policy.experiences]
    for entry in content.policy.experiences[levels.index(request.experience) + 1 :]:
        yield "change-experience", {"experience": entry.name}, attrs.evolve(request, experience=entry.id)


def _everywhere(content: Catalogue, request: RoutineRequest) -> tuple[TenderSpot, ...]:
    """Give the spots of a request with more of them, a little tender and in each part, as many as may be."""
    named = {(spot.leg, spot.region) for spot in request.spots}
    found = list(request.spots)
    for leg in request.legs.each:
        room = content.policy.max_spots_per_leg - sum(spot.leg is leg for spot in request.spots)
        found += [TenderSpot(leg, name, 1) for name in QUADRANTS if (leg, name) not in named][: max(0, room)]
    return tuple(found)


def generous(content: Catalogue, request: RoutineRequest, goal: Goal, skin: Skin) -> RoutineRequest:
    """Give the request with all that a person can bring along, for an aim, on bare skin or over clothes."""
    return attrs.evolve(
        request,
        tools=tuple(content.tools),
        positions=tuple(Position),
        spots=_everywhere(content, request),
        goal=goal,
        exclude=(),
        pressure_cap=None,
        experience=content.policy.experiences[-1].id,
        already_warm=True,
        stretch=True,
        skin=skin,
    )


def with_changes(request: RoutineRequest, base: RoutineRequest, changes: list[Change]) -> RoutineRequest:
    """Give a request with what changes of another one alter."""
    altered = {
        field.name: getattr(other, field.name)
        for _, _, other in changes
        for field in attrs.fields(RoutineRequest)
        if getattr(other, field.name) != getattr(base, field.name)
    }
    return attrs.evolve(request, **altered)


def needed(base: RoutineRequest, wide: RoutineRequest, changes: list[Change], offers: Callable[[RoutineRequest], bool]) -> list[Change]:
    """Take back from a request with many changes all that it can do without.

    Args:
        base: The request as it is.
        wide: The same with many changes, which offers what is looked for.
        changes: The changes of one thing that a person can be told of.
        offers: Says whether a request offers it.

    Returns:
        Changes that do together, of which none can be left out; nothing when they cannot be told so.
    """
    found: list[Change] = []
    for name in [field.name for field in attrs.fields(RoutineRequest) if getattr(wide, field.name) != getattr(base, field.name)]:
        known = [change for change in changes if getattr(change[2], name) != getattr(base, name)]
        for change in (None, *known):
            other: RoutineRequest = attrs.evolve(wide, **{name: getattr(change[2] if change else base, name)})
            if offers(other):
                wide = other
                found += [change] if change else []
                break
        else:
            return []
    return found
