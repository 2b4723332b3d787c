"""A request after safety and content have had their say: what may be used, and every number that the score needs.

Legs are told relative to the request: 0 is the leg that goes first, 1 the other one. So the mirrored request is the
same problem.
"""

from typing import TYPE_CHECKING

import attrs

from hamstring.model.places import Leg, Line
from hamstring.model.practice import Pace, Position, Role, Tool, Variant
from hamstring.model.requests import RoutineRequest, TenderSpot

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


@attrs.frozen(kw_only=True, eq=False)
class Option:
    """One variant with one tool in one position, and where it may work; made once for a frame.

    Attributes:
        low: Felt pressure at its lightest.
        high: Felt pressure at its firmest; the cap of the problem may hold it lower.
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


def is_firm(frame_or_policy: "Policy", low: int) -> bool:
    """Say whether a station with this low end is firm."""
    return low >= frame_or_policy.firm_from


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
