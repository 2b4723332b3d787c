"""From a frame to the problems that are solved: what may be used, and what every way of warming up leaves."""

from typing import TYPE_CHECKING

import attrs

from hamstring.model.places import QUADRANTS, Half
from hamstring.model.practice import Contact, Position, Role, Skin, Tool, Variant
from hamstring.planning.done import done_of, done_with, leg_caps, session_cap, swept
from hamstring.planning.problem import Ending, Frame, Option, Problem, Spot, is_firm, travel

if TYPE_CHECKING:
    from hamstring.model.practice import Station, WarmUp

Options = dict[Role, tuple[Option, ...]]
"""What may be used, by role and sorted by key."""


def problems(frame: Frame) -> tuple[Problem, ...]:
    """Give the problems to solve: by warmth, and once something was done also with one leg left to rest."""
    frames = [frame]
    if frame.request.done and len(frame.legs) > 1:
        nothing = frozenset[str]()
        frames += [attrs.evolve(frame, open=open_) for open_ in ((nothing, frame.open[1]), (frame.open[0], nothing))]
    return tuple(problem for one in frames for problem in _by_warmth(one))


def _by_warmth(frame: Frame) -> tuple[Problem, ...]:
    """Give the problems to solve: warm already, or with a warm-up in the minutes, or without and lighter."""
    policy, request = frame.catalogue.policy, frame.request
    options = _Finder(frame).options()
    if request.already_warm:
        return (_problem(frame, None, frame.cap, options, is_warm=True),)
    cap = min(frame.cap, policy.warm_up_above)
    found = [_problem(frame, None, cap, options if cap == frame.cap else _up_to(cap, options), is_warm=False)]
    warm_up = _warm_up(frame)
    if warm_up is not None:
        found.append(_problem(frame, warm_up, frame.cap, options, is_warm=True))
    return tuple(found)


def _up_to(cap: int, options: Options) -> Options:
    return {role: tuple([option for option in known if option.low <= cap]) for role, known in options.items()}


class _Finder:
    """Finds what may be used up to the cap of a frame."""

    def __init__(self, frame: Frame) -> None:
        request, policy = frame.request, frame.catalogue.policy
        goal = frame.catalogue.goals[request.goal.value]
        self._frame = frame
        self._roles = {Role.SWEEP.value, Role.LIGHT.value, *goal.roles}
        self._suits = {entry.variant: entry.points for entry in goal.suits}
        self._experience = policy.experience(request.experience)
        self._done = done_of(frame.catalogue, request)

    def options(self) -> Options:
        """List what may be used."""
        catalogue, banned = self._frame.catalogue, self._frame.limits.no_tools
        tools = [tool for name in self._frame.request.tools if (tool := catalogue.tools[name]).is_planned and tool.kind.value not in banned]
        found = [
            option
            for variant in catalogue.variants.values()
            if self._is_allowed(variant)
            for tool in tools
            if tool.kind in variant.tool_kinds
            for station in variant.at
            if (option := self._option(variant, tool, station)) is not None
        ]
        found.sort(key=lambda option: option.key)
        return {role: tuple([option for option in found if option.variant.role is role]) for role in Role}

    def _is_allowed(self, variant: Variant) -> bool:
        frame = self._frame
        if variant.technique in frame.limits.no_strokes or variant.skin not in (Skin.ANY, frame.request.skin):
            return False
        if variant.role is Role.FRICTION and not self._experience.friction:
            return False
        return variant.role.value in self._roles

    def _option(self, variant: Variant, tool: Tool, station: "Station") -> Option | None:
        frame, policy = self._frame, self._frame.catalogue.policy
        request = frame.request
        low = station.low + tool.pressure_shift
        firm = is_firm(policy, low) and variant.role is not Role.FRICTION
        if (
            low > frame.cap
            or station.position not in request.positions
            or (firm and not self._experience.firm)
            or (station.props and set(station.props).isdisjoint(request.tools))
        ):
            return None
        demands = (*station.demands, *frame.catalogue.positions[station.position.value].demands)
        if _forbidden(frame, (*demands, policy.firm_demand) if firm else demands):
            return None
        works = tuple([_works(variant.contact, station.reach, open_) for open_ in frame.open])
        if not any(works):
            return None
        turns = variant.contact is Contact.ACROSS and policy.turn_demand in frame.limits.no_demands
        caps = [seconds for seconds in (variant.max_s, station.max_s) if seconds is not None]
        return Option(
            variant=variant,
            tool=tool,
            station=station,
            low=low,
            high=station.high + tool.pressure_shift,
            works=works,
            lanes=variant.has_lanes and not turns,
            suits=self._suits.get(variant.id, 0),
            weighs_on_hands=policy.rest.demand in station.demands,
            lead_in_s=policy.lead_in_s if variant.lead_in_s is None else variant.lead_in_s,
            max_s=max(0, min(caps) - done_with(self._done, variant.id)) if caps else None,
        )


def _works(contact: Contact, reach: tuple[Half, ...], open_: frozenset[str]) -> frozenset[str]:
    """Name the open quadrants within reach; a tool that lies across needs both lines of a half."""
    found: set[str] = set()
    for half in reach:
        names = {name for name, (_, its_half) in QUADRANTS.items() if its_half is half}
        if contact is not Contact.ACROSS:
            found |= names & open_
        elif names <= open_:
            found |= names
    return frozenset(found)


def _forbidden(frame: Frame, demands: tuple[str, ...]) -> bool:
    goal = frame.catalogue.goals[frame.request.goal.value]
    return not set(demands).isdisjoint({*frame.limits.no_demands, *goal.no_demands})


def _warm_up(frame: Frame) -> "WarmUp | None":
    catalogue, seconds = frame.catalogue, frame.catalogue.policy.warm_up_s
    fitting = [
        warm_up
        for warm_up in catalogue.warmups.values()
        if warm_up.position in frame.request.positions
        and warm_up.dose_s.low <= seconds <= warm_up.dose_s.high
        and not _forbidden(frame, catalogue.positions[warm_up.position.value].demands)
    ]
    return min(fitting, key=lambda entry: (entry.position is not Position.STANDING, entry.id), default=None)


def _problem(frame: Frame, warm_up: "WarmUp | None", cap: int, options: Options, *, is_warm: bool) -> Problem:
    catalogue, request, policy = frame.catalogue, frame.request, frame.catalogue.policy
    goal = catalogue.goals[request.goal.value]
    start, start_s = Position.STANDING, 0
    if warm_up is not None:
        start = warm_up.position
        start_s = travel(catalogue, Position.STANDING, start, request.pace) + policy.warm_up_s
    endings = tuple(_endings(frame, is_warm=is_warm))
    done = done_of(catalogue, request)
    most_s = min(s for s in (policy.leg_s.high, goal.leg_max_s, frame.limits.max_leg_s) if s is not None)
    return Problem(
        catalogue=catalogue,
        policy=policy,
        goal=goal,
        request=request,
        budget_s=frame.budget_s,
        legs=frame.legs,
        options=options,
        lights=_lights(frame, options[Role.LIGHT]),
        spots=tuple(_spots(frame)),
        endings=endings,
        ending_needed=goal.needs_movement and bool(endings),
        warm_up=warm_up,
        start=start,
        start_s=start_s,
        is_warm=is_warm,
        leg_caps_s=leg_caps(done, frame.legs, most_s),
        session_cap_s=session_cap(done, frame.limits.max_session_s),
        done=swept(catalogue, done, frame.legs),
        cap=cap,
    )


def _lights(frame: Frame, lights: tuple[Option, ...]) -> dict[Position, tuple[Option | None, ...]]:
    found: dict[Position, tuple[Option | None, ...]] = {}
    for position in Position:
        here = [option for option in lights if option.station.position is position]
        found[position] = tuple(next((option for option in here if option.works[leg]), None) for leg in range(len(frame.legs)))
    return found


def _spots(frame: Frame) -> list[Spot]:
    return [
        Spot(leg=place, region=spot.region, tenderness=spot.tenderness, asked=spot)
        for place, leg in enumerate(frame.legs)
        for spot in frame.request.spots
        if spot.leg is leg and spot.region in frame.open[place]
    ]


def _endings(frame: Frame, *, is_warm: bool) -> list[Ending]:
    catalogue, request, policy = frame.catalogue, frame.request, frame.catalogue.policy
    goal = catalogue.goals[request.goal.value]
    found: list[Ending] = []
    for stretch in catalogue.stretches.values():
        demands = (*stretch.demands, *catalogue.positions[stretch.position.value].demands)
        if stretch.position not in request.positions or _forbidden(frame, demands):
            continue
        if goal.stretch == "movement" and stretch.kind == "dynamic":
            points = goal.stretch_points + (goal.standing_points if stretch.position is Position.STANDING else 0)
            found.append(Ending(stretch=stretch, doses=((policy.movement_s, policy.lead_in_s + policy.movement_s, points),)))
        elif goal.stretch == "static" and stretch.kind == "static" and request.stretch:
            doses = tuple(
                (
                    entry.dose_s,
                    policy.lead_in_s + entry.dose_s + policy.release_s * (len(entry.holds) - 1),
                    goal.stretch_points * entry.points_percent // 100,
                )
                for entry in policy.stretch_doses
                if is_warm or max(entry.holds) < policy.warm_up_hold_s
            )
            found.append(Ending(stretch=stretch, doses=doses))
    return found
