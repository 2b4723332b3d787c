"""Requests that differ in one thing that a person can change. None lifts a limit of the triage."""

from collections.abc import Iterator

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.places import Leg
from hamstring.model.practice import Pace, Position, Skin, ToolKind
from hamstring.model.requests import Goal, RoutineRequest
from hamstring.planning.permission import Allowed

Change = tuple[str, dict[str, str], RoutineRequest]
"""A phrase with its gaps, and the other request."""


def other_requests(content: Catalogue, request: RoutineRequest, what: Allowed) -> list[Change]:
    """List requests that may fit where this one does not: with more to choose from, and no other aim."""
    found: list[Change] = [
        ("change-tool", {"tool": tool.name}, attrs.evolve(request, tools=(*request.tools, tool.id)))
        for tool in content.tools.values()
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


def wider_requests(content: Catalogue, request: RoutineRequest, what: Allowed) -> list[Change]:
    """List requests that may offer what this one does not: as above, and props, clothes, warmth, a stretch, other aims."""
    return [*(change for change in other_requests(content, request, what) if change[0] != "change-leg"), *_more(content, request)]


def _more(content: Catalogue, request: RoutineRequest) -> Iterator[Change]:
    for tool in content.tools.values():
        if tool.kind is ToolKind.PROP and tool.id not in request.tools:
            yield "change-tool", {"tool": tool.name}, attrs.evolve(request, tools=(*request.tools, tool.id))
    if request.skin is Skin.BARE:
        yield "change-clothes", {}, attrs.evolve(request, skin=Skin.CLOTHES)
    if not request.already_warm:
        yield "change-warm", {}, attrs.evolve(request, already_warm=True)
    if not request.stretch:
        yield "change-stretch", {}, attrs.evolve(request, stretch=True)
    for goal in Goal:
        if goal is not request.goal:
            yield "change-goal", {"goal": content.goals[goal.value].name}, attrs.evolve(request, goal=goal)
    levels = [entry.id for entry in content.policy.experiences]
    for entry in content.policy.experiences[levels.index(request.experience) + 1 :]:
        yield "change-experience", {"experience": entry.name}, attrs.evolve(request, experience=entry.id)


def generous(content: Catalogue, request: RoutineRequest, goal: Goal, skin: Skin) -> RoutineRequest:
    """Give the request with all that a person can bring along, for an aim, on bare skin or over clothes."""
    return attrs.evolve(
        request,
        tools=tuple(content.tools),
        positions=tuple(Position),
        goal=goal,
        exclude=(),
        pressure_cap=None,
        experience=content.policy.experiences[-1].id,
        already_warm=True,
        stretch=True,
        skin=skin,
    )
