"""Changes of a request, each planned again: a minute more or less, a tool less or more, lighter, already warm."""

from collections.abc import Iterator

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.errors import PlanningError
from hamstring.model.practice import ToolKind
from hamstring.model.requests import RoutineRequest
from hamstring.model.routines import Routine, SegmentKind
from hamstring.planning.plan import asked_of, plan_routine

_MINUTE_S = 60
_WORK = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)


@attrs.frozen(kw_only=True)
class Other:
    """A changed request with what comes of it.

    Attributes:
        change: What is changed, as in `WhatIf`.
        about: The tool or the pressure that it is about, or an empty string.
        found: The routine, or why there is none.
    """

    change: str
    about: str
    found: Routine | PlanningError


def what_ifs(content: Catalogue, routine: Routine) -> Iterator[Other]:
    """Plan each change again; of the tools that are not at hand only the one that brings most is told.

    When with none of them it is better, in points or in less time, that one change names no tool and has the same routine.
    """
    request = routine.request
    for change, seconds in (("minute-more", request.seconds + _MINUTE_S), ("minute-less", request.seconds - _MINUTE_S)):
        if _MINUTE_S * content.policy.minutes_low <= seconds <= _MINUTE_S * content.policy.minutes_high:
            yield _other(content, change, "", _timed(request, seconds))
    for tool in dict.fromkeys(segment.tool for segment in routine.segments if segment.kind in _WORK and segment.tool):
        if content.tools[tool].kind is not ToolKind.HANDS:
            yield _other(content, "without-tool", tool, _without(content, request, tool))
    yield from _one_more(content, routine)
    if routine.pressure_cap > 1:
        lower = routine.pressure_cap - 1
        yield _other(content, "lower-pressure", str(lower), attrs.evolve(request, pressure_cap=lower))
    if not request.already_warm:
        yield _other(content, "already-warm", "", attrs.evolve(request, already_warm=True))


def _other(content: Catalogue, change: str, about: str, request: RoutineRequest) -> Other:
    try:
        return Other(change=change, about=about, found=plan_routine(request, catalogue=content))
    except PlanningError as error:
        return Other(change=change, about=about, found=error)


def _timed(request: RoutineRequest, seconds: int) -> RoutineRequest:
    if request.minutes is not None:
        return attrs.evolve(request, minutes=seconds // _MINUTE_S)
    return attrs.evolve(request, budget_s=seconds)


def _without(content: Catalogue, request: RoutineRequest, tool: str) -> RoutineRequest:
    """Leave a tool out; with nothing left to massage with there are still the hands."""
    known, _ = asked_of(content, request)
    rest = tuple(name for name in known.tools if name != tool)
    if not any(content.tools[name].is_planned for name in rest):
        rest = (*rest, *(entry.id for entry in content.tools.values() if entry.kind is ToolKind.HANDS))
    return attrs.evolve(known, tools=rest)


def _one_more(content: Catalogue, routine: Routine) -> Iterator[Other]:
    request, what = asked_of(content, routine.request)
    others = [
        _other(content, "with-tool", tool.id, attrs.evolve(request, tools=(*request.tools, tool.id)))
        for tool in sorted(content.tools.values(), key=lambda tool: tool.pressure_shift)  # of equals the softest
        if (tool.is_planned or tool.kind is ToolKind.PROP) and tool.id not in request.tools and tool.kind.value not in what.limits.no_tools
    ]
    best = max(others, key=_worth, default=None)
    if best is not None:
        yield best if _worth(best) > _worth_of(routine) else Other(change="with-tool", about="", found=routine)


def _worth(other: Other) -> tuple[int, int]:
    return _worth_of(other.found) if isinstance(other.found, Routine) else (-1, 0)


def _worth_of(routine: Routine) -> tuple[int, int]:
    """Give what the planner compares: points, then less time of all but settling, which only fills up."""
    return routine.score, -sum(segment.seconds for segment in routine.segments if segment.kind is not SegmentKind.SETTLE)
