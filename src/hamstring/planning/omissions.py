"""What was asked and is not in the routine, each with the reason."""

from collections.abc import Callable, Iterable, Iterator

from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.practice import Role, ToolKind
from hamstring.model.requests import RoutineRequest, TenderSpot
from hamstring.model.routines import Omission
from hamstring.model.screening import Rule
from hamstring.planning.done import done_of
from hamstring.planning.permission import Allowed
from hamstring.planning.problem import Frame, Option
from hamstring.planning.solve import Choice


def omissions_of(frame: Frame, allowed: Allowed, choice: Choice, longest: Callable[[], Choice | None]) -> tuple[Omission, ...]:
    """List what was asked and left out.

    Args:
        frame: The request after safety has had its say.
        allowed: What the answers allow.
        choice: What was chosen.
        longest: Gives what would be chosen with all the time there is; asked only to tell want of time from want of room.
    """
    request = frame.request
    return (
        *_legs(frame, allowed, choice),
        *_tools(frame, allowed, choice),
        *_tools_on_legs(frame, allowed, choice),
        *_spots(frame, allowed, choice, longest),
        *_focus(request, choice),
        *_stretch(frame, allowed, choice),
        *_pressure(frame),
    )


def _findings(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    return tuple(sorted({name for rule in rules for name in rule.when}))


def _barred(kind: str, about: str, reason: str, barring: tuple[Rule, ...], allowed: Allowed) -> Omission:
    """Name the findings, and say when planning the other leg alone would lift it."""
    lifted_by = "omitted-other-leg" if allowed.lifted_by_other_leg(barring) else ""
    return Omission(kind=kind, about=about, reason=reason, findings=_findings(barring), lifted_by=lifted_by)


def _legs(frame: Frame, allowed: Allowed, choice: Choice) -> Iterator[Omission]:
    for leg in allowed.shut:
        yield Omission(kind="leg", about=leg.value, reason="omitted-leg-shut", findings=_findings(allowed.shutting()))
    for place in range(len(choice.problem.legs)):
        if not choice.bundle.work[place] and not choice.tail.pressing.work[place]:
            yield _unworked(frame, allowed, place)


def _unworked(frame: Frame, allowed: Allowed, place: int) -> Omission:
    leg = frame.legs[place]
    if frame.open[place]:
        if any(entry.leg is leg for entry in done_of(frame.catalogue, frame.request)):
            return Omission(kind="leg", about=leg.value, reason="omitted-leg-done")
        return Omission(kind="leg", about=leg.value, reason="omitted-leg-no-reach")
    closing = _closing(allowed, leg, QUADRANTS)
    reason = "omitted-leg-closed" if closing else "omitted-leg-excluded"
    return Omission(kind="leg", about=leg.value, reason=reason, findings=_findings(closing))


def _closing(allowed: Allowed, leg: Leg, quadrants: Iterable[str]) -> tuple[Rule, ...]:
    """Name the rules that close some of these parts of a leg."""
    here = {f"{leg.value}:{name}" for name in quadrants}
    return tuple(rule for rule in allowed.by if not here.isdisjoint(allowed.closing[rule.id].keep_off))


def _tools_on_legs(frame: Frame, allowed: Allowed, choice: Choice) -> Iterator[Omission]:
    """Name the legs on which a tool in use has nothing to work on, because of what is closed there."""
    for place, leg in enumerate(choice.problem.legs):
        closed = [name for name in QUADRANTS if name not in frame.open[place]]
        if not closed or not (choice.bundle.work[place] or choice.tail.pressing.work[place]):
            continue
        for setup in choice.route.order:
            options = [option for known in choice.problem.options.values() for option in known if option.setup == setup]
            if options and not any(option.works[place] for option in options):
                findings = _findings(_closing(allowed, leg, closed))
                reason = "omitted-tool-on-leg" if findings else "omitted-tool-on-leg-asked"
                yield Omission(kind="tool-on-leg", about=f"{leg.value}:{setup[0]}", reason=reason, findings=findings)


def _tools(frame: Frame, allowed: Allowed, choice: Choice) -> Iterator[Omission]:
    used = {tool for tool, _ in choice.route.order}
    props = {prop for option in _stations(choice) for prop in option.station.props}
    for name in frame.request.tools:
        tool = frame.catalogue.tools[name]
        if name in used or name in props or (tool.kind is ToolKind.HANDS and _has_lights(choice)):
            continue
        barring = tuple(rule for rule in allowed.by if tool.kind.value in rule.limits.no_tools)
        if tool.kind.value in frame.catalogue.policy.other_leg.no_tools:
            barring = (*barring, *allowed.shutting())
        if not tool.is_planned and tool.kind is not ToolKind.PROP:
            yield Omission(kind="tool", about=name, reason="omitted-tool-not-planned")
        elif tool.kind is ToolKind.PROP:
            yield Omission(kind="tool", about=name, reason="omitted-prop-not-needed")
        elif tool.kind.value in frame.limits.no_tools:
            yield _barred("tool", name, "omitted-tool-forbidden", barring, allowed)
        elif any(option.tool.id == name for options in choice.problem.options.values() for option in options):
            yield Omission(kind="tool", about=name, reason="omitted-tool-earns-less")
        else:
            yield Omission(kind="tool", about=name, reason="omitted-tool-no-station")


def _stations(choice: Choice) -> Iterator[Option]:
    for package in choice.bundle.packages:
        yield from (option for option, _ in package.doses)
    if choice.press and choice.tail.pressing.treatments:
        yield choice.press


def _has_lights(choice: Choice) -> bool:
    return bool(choice.tail.opening_s or choice.tail.closing_s)


def _spots(frame: Frame, allowed: Allowed, choice: Choice, longest: Callable[[], Choice | None]) -> Iterator[Omission]:
    problem = choice.problem
    treated = {treatment.spot for treatment in choice.tail.pressing.treatments}
    pending = [spot.asked for place, spot in enumerate(problem.spots) if place not in treated]
    reachable = list(pending)
    presses = problem.options[Role.PRESS]
    for spot in frame.request.spots:
        about = str(spot)
        if spot.leg not in problem.legs:
            yield Omission(kind="spot", about=about, reason="omitted-spot-leg")
            continue
        place = problem.legs.index(spot.leg)
        if spot.region not in frame.open[place]:
            closing = _closing(allowed, spot.leg, (spot.region,))
            closed = spot.region in allowed.keep_off[place]
            reason = "omitted-spot-closed" if closed else "omitted-spot-excluded"
            yield Omission(kind="spot", about=about, reason=reason, findings=_findings(closing) if closed else ())
        elif spot not in {known.asked for known in problem.spots}:
            yield Omission(kind="spot", about=about, reason="omitted-spot-full")
        elif spot in reachable:
            reachable.remove(spot)
            if Role.PRESS.value not in problem.goal.roles:
                yield Omission(kind="spot", about=about, reason="omitted-spot-goal")
            elif not any(spot.region in option.works[place] for option in presses):
                yield Omission(kind="spot", about=about, reason="omitted-spot-no-station")
            else:
                helped = _treats_more(longest(), choice, spot)
                yield Omission(kind="spot", about=about, reason="omitted-spot-time" if helped else "omitted-spot-full")


def _treats_more(longer: Choice | None, choice: Choice, spot: TenderSpot) -> bool:
    """Say whether more time would treat more spots like this one."""
    return longer is not None and _treated_like(longer, spot) > _treated_like(choice, spot)


def _treated_like(choice: Choice, spot: TenderSpot) -> int:
    return sum(choice.problem.spots[treatment.spot].asked == spot for treatment in choice.tail.pressing.treatments)


def _focus(request: RoutineRequest, choice: Choice) -> Iterator[Omission]:
    if request.focus is None:
        return
    favoured = [line is request.focus for line, _ in QUADRANTS.values()] * len(choice.problem.legs)
    on_it = sum(halves for halves, mine in zip(choice.bundle.credit, favoured, strict=True) if mine)
    if 2 * on_it <= sum(choice.bundle.credit):
        yield Omission(kind="focus", about=request.focus.value, reason="omitted-focus")


def _stretch(frame: Frame, allowed: Allowed, choice: Choice) -> Iterator[Omission]:
    if choice.tail.ending is not None or not frame.request.stretch:
        return
    barring = tuple(rule for rule in allowed.by if any("stretch" in demand for demand in rule.limits.no_demands))
    if choice.problem.endings:
        yield Omission(kind="stretch", about="stretch", reason="omitted-stretch-time")
    elif barring:
        yield _barred("stretch", "stretch", "omitted-stretch-forbidden", barring, allowed)
    else:
        yield Omission(kind="stretch", about="stretch", reason="omitted-stretch-no-position")


def _pressure(frame: Frame) -> Iterator[Omission]:
    wanted = frame.request.pressure_cap
    if wanted is not None and wanted > frame.cap:
        yield Omission(kind="pressure", about=str(wanted), reason="omitted-pressure")
