"""A request after safety and content have had their say: what may be used, and every number that the score needs.

Legs are told relative to the request: 0 is the leg that goes first, 1 the other one. So the mirrored request is the
same problem.
"""

from typing import TYPE_CHECKING

import attrs

from hamstring.model.places import QUADRANTS, Half, Leg, Line
from hamstring.model.practice import Contact, Pace, Position, Role, Skin, Tool, Variant
from hamstring.model.requests import RoutineRequest, TenderSpot
from hamstring.planning.done import done_of, done_with, leg_caps, session_cap, swept

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.outcomes import Limits
    from hamstring.model.policy import GoalGuide, Policy
    from hamstring.model.practice import Station, Stretch, WarmUp

Setup = tuple[str, Position]
"""A tool and the position in which it is used."""


def setup_key(setup: Setup) -> tuple[str, str]:
    """Give what setups are sorted by."""
    return setup[0], setup[1].value


@attrs.frozen(kw_only=True)
class Option:
    """One variant with one tool in one position, and where it may work.

    Attributes:
        low: Felt pressure at its lightest.
        high: Felt pressure at its firmest, held to the cap.
        works: For each leg the quadrants that it may work there; empty when it may not be used on that leg.
        lanes: True when it can lean to a line.
        suits: Points per 5 s for the goal.
        weighs_on_hands: True when the wrists need rests.
        lead_in_s: Seconds to get ready before each block.
        max_s: Most seconds per leg, or None.
    """

    variant: Variant
    tool: Tool
    station: "Station"
    low: int
    high: int
    works: tuple[frozenset[str], ...]
    lanes: bool
    suits: int
    weighs_on_hands: bool
    lead_in_s: int
    max_s: int | None

    @property
    def setup(self) -> Setup:
        """The tool and the position."""
        return self.tool.id, self.station.position

    @property
    def key(self) -> tuple[str, str, str]:
        """A name to sort by."""
        return self.tool.id, self.station.position.value, self.variant.id


@attrs.frozen(kw_only=True)
class Ending:
    """One stretch or movement that may end the routine."""

    stretch: "Stretch"
    doses: tuple[tuple[int, int, int], ...]

    @property
    def position(self) -> Position:
        """Where it is done."""
        return self.stretch.position


@attrs.frozen(kw_only=True)
class Spot:
    """A tender spot, its leg told relative to the request."""

    leg: int
    region: str
    tenderness: int
    asked: TenderSpot


@attrs.frozen(kw_only=True)
class Problem:
    """What the solver works on.

    Attributes:
        legs: The legs that may be worked, the first one first.
        options: All stations that may be used, by role, sorted by key.
        lights: For each position and leg the light station that serves there, or None.
        spots: The spots that lie in open regions.
        endings: Stretches or movements that may end the routine; ``doses`` hold seconds, total seconds and points.
        ending_needed: True when the routine must end with one of them.
        warm_up: The warm-up in the minutes, or None when there is none to pay for.
        start: Where the body is when the work begins.
        start_s: Seconds before the first work: the warm-up and the way to it.
        is_warm: True when nothing is forbidden for want of a warm-up.
        leg_caps_s: For each leg the most seconds of work, without those that were done already.
        session_cap_s: Most seconds of work in all, without those that were done already, or None.
        done: Half seconds of sweeps that each quadrant of each leg has had already.
        cap: Highest felt pressure.
    """

    catalogue: "Catalogue"
    policy: "Policy"
    goal: "GoalGuide"
    request: RoutineRequest
    budget_s: int
    legs: tuple[Leg, ...]
    options: dict[Role, tuple[Option, ...]]
    lights: dict[Position, tuple[Option | None, ...]]
    spots: tuple[Spot, ...]
    endings: tuple[Ending, ...]
    ending_needed: bool
    warm_up: "WarmUp | None"
    start: Position
    start_s: int
    is_warm: bool
    leg_caps_s: tuple[int, ...]
    session_cap_s: int | None
    done: tuple[int, ...]
    cap: int

    @property
    def room_s(self) -> int:
        """Seconds for the work and the ways."""
        return self.budget_s - self.start_s

    @property
    def work_room_s(self) -> int:
        """Seconds of work that all legs together may have."""
        bounds = (sum(self.leg_caps_s), self.session_cap_s, max(self.room_s, 0))
        return min(bound for bound in bounds if bound is not None)

    def line_weight(self, line: Line) -> int:
        """Give the weight of a line."""
        return self.policy.focus_weight if self.request.focus is line else self.policy.line_weight


@attrs.frozen(kw_only=True)
class Frame:
    """What holds for every way of warming up: the open quadrants, the limits, the cap."""

    catalogue: "Catalogue"
    request: RoutineRequest
    limits: "Limits"
    legs: tuple[Leg, ...]
    open: tuple[frozenset[str], ...]
    cap: int
    budget_s: int


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
    if request.already_warm:
        return (_problem(frame, None, frame.cap, _options(frame, frame.cap), is_warm=True),)
    cap = min(frame.cap, policy.warm_up_above)
    options = _options(frame, cap)
    found = [_problem(frame, None, cap, options, is_warm=False)]
    warm_up = _warm_up(frame)
    if warm_up is not None:
        more = options if cap == frame.cap else _options(frame, frame.cap)
        found.append(_problem(frame, warm_up, frame.cap, more, is_warm=True))
    return tuple(found)


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


def _forbidden(frame: Frame, demands: tuple[str, ...]) -> bool:
    goal = frame.catalogue.goals[frame.request.goal.value]
    return not set(demands).isdisjoint({*frame.limits.no_demands, *goal.no_demands})


def _problem(frame: Frame, warm_up: "WarmUp | None", cap: int, options: dict[Role, tuple[Option, ...]], *, is_warm: bool) -> Problem:
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


def _options(frame: Frame, cap: int) -> dict[Role, tuple[Option, ...]]:
    """List by role what may be used up to a pressure."""
    catalogue, request = frame.catalogue, frame.request
    tools = [catalogue.tools[name] for name in request.tools]
    found: list[Option] = []
    for variant in catalogue.variants.values():
        if not _variant_allowed(frame, variant):
            continue
        for tool in tools:
            if tool.kind in variant.tool_kinds and tool.is_planned and tool.kind.value not in frame.limits.no_tools:
                for station in variant.at:
                    option = _option(frame, variant, tool, station, cap)
                    if option is not None:
                        found.append(option)
    found.sort(key=lambda option: option.key)
    return {role: tuple([option for option in found if option.variant.role is role]) for role in Role}


def _variant_allowed(frame: Frame, variant: Variant) -> bool:
    catalogue, request = frame.catalogue, frame.request
    goal = catalogue.goals[request.goal.value]
    experience = next(entry for entry in catalogue.policy.experiences if entry.id == request.experience)
    if variant.technique in frame.limits.no_strokes or variant.skin not in (Skin.ANY, request.skin):
        return False
    if variant.role is Role.FRICTION and not experience.friction:
        return False
    return variant.role in (Role.SWEEP, Role.LIGHT) or variant.role.value in goal.roles


def is_firm(frame_or_policy: "Policy", low: int) -> bool:
    """Say whether a station with this low end is firm."""
    return low >= frame_or_policy.firm_from


def _option(frame: Frame, variant: Variant, tool: Tool, station: "Station", cap: int) -> Option | None:
    catalogue, request, policy = frame.catalogue, frame.request, frame.catalogue.policy
    experience = next(entry for entry in policy.experiences if entry.id == request.experience)
    low, high = station.low + tool.pressure_shift, station.high + tool.pressure_shift
    firm = is_firm(policy, low) and variant.role is not Role.FRICTION
    demands = (*station.demands, *catalogue.positions[station.position.value].demands)
    if firm:
        demands = (*demands, policy.firm_demand)
    if (
        low > cap
        or station.position not in request.positions
        or (firm and not experience.firm)
        or (station.props and set(station.props).isdisjoint(request.tools))
        or _forbidden(frame, demands)
    ):
        return None
    works = tuple(_works(variant.contact, station.reach, open_) for open_ in frame.open)
    if not any(works):
        return None
    turns = variant.contact is Contact.ACROSS and policy.turn_demand in frame.limits.no_demands
    suits = next((entry.points for entry in catalogue.goals[request.goal.value].suits if entry.variant == variant.id), 0)
    caps = [seconds for seconds in (variant.max_s, station.max_s) if seconds is not None]
    return Option(
        variant=variant,
        tool=tool,
        station=station,
        low=low,
        high=min(high, cap),
        works=works,
        lanes=variant.has_lanes and not turns,
        suits=suits,
        weighs_on_hands=policy.rest.demand in station.demands,
        lead_in_s=policy.lead_in_s if variant.lead_in_s is None else variant.lead_in_s,
        max_s=max(0, min(caps) - done_with(done_of(catalogue, request), variant.id)) if caps else None,
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


def travel(catalogue: "Catalogue", start: Position, end: Position, pace: Pace) -> int:
    """Give the seconds from one position to another: up to where the two ways meet, and down again."""
    up, down = _way_up(catalogue, start), _way_up(catalogue, end)
    seconds = 0
    for position in up:
        if position not in down:
            seconds += catalogue.positions[position.value].leave_s.at(pace)
    for position in down:
        if position not in up:
            seconds += catalogue.positions[position.value].enter_s.at(pace)
    return seconds


def _way_up(catalogue: "Catalogue", position: Position) -> list[Position]:
    way = [position]
    while (base := catalogue.positions[way[-1].value].base) is not None:
        way.append(base)
    return way if way[-1] is Position.STANDING else [*way, Position.STANDING]
