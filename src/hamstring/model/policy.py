"""The numbers of the planner. All of them are content; these classes only say what they mean."""

import attrs

from hamstring.model.logic import RuleLimits
from hamstring.model.practice import Position, SecondsSpan


@attrs.frozen(kw_only=True)
class Band:
    """Points per 5 s up to a total of seconds; bands follow each other with falling points."""

    up_to_s: int
    points: int


@attrs.frozen(kw_only=True)
class Holds:
    """A dose as the holds that make it up, with releases between them."""

    dose_s: int
    holds: tuple[int, ...]
    points_percent: int = 100


@attrs.frozen(kw_only=True)
class Pattern:
    """The blocks of one sweep dose: ``whole``, ``outer`` and ``inner``, or ``focus`` and ``other``."""

    dose_s: int
    blocks: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Patterns:
    """Sweep patterns by what the contact allows, without and with a focus."""

    lanes: tuple[Pattern, ...]
    lanes_focus: tuple[Pattern, ...]
    plain: tuple[Pattern, ...]
    by_line: tuple[Pattern, ...]
    by_line_focus: tuple[Pattern, ...]


@attrs.frozen(kw_only=True)
class Rest:
    """A rest after so many seconds with the weight on the hands behind."""

    after_s: int
    rest_s: int
    demand: str


@attrs.frozen(kw_only=True)
class Experience:
    """What a level of experience allows."""

    id: str
    name: str
    cap: int
    firm: bool
    friction: bool


@attrs.frozen(kw_only=True)
class PositionPoints:
    """Points taken for going into a position."""

    position: Position
    points: int


@attrs.frozen(kw_only=True)
class Policy:
    """The numbers of the planner.

    Attributes:
        grain_s: All durations are multiples of it.
        minutes_low: Least minutes that may be asked.
        minutes_high: Most minutes that may be asked.
        lead_in_s: To get ready before a block.
        block_s: Length of one sweep along a line.
        tool_s: Seconds of sweeps per leg and tool.
        leg_s: Seconds of work per leg; the high end is a ceiling.
        quick_below_s: Under so many seconds of work per leg a routine is labelled quick.
        hold_s: Seconds of one hold.
        spot_doses: Doses of pressure on one spot.
        release_s: Release between two holds.
        friction_s: Moving work on one spot.
        friction_max_tenderness: Friction only up to this tenderness.
        firm_finish_s: A firmer hold after a gentle one on the same spot.
        light_doses_s: Opening and closing strokes per leg.
        stretch_doses: Static stretch per leg.
        movement_s: Movement per leg, for before sport.
        rest: Rest for the wrists.
        fetch_s: To fetch a tool.
        settle_max_s: Most seconds of breathing and settling.
        warm_up_s: Easy movement inside the routine.
        warm_up_above: Pressure above it needs a warm-up.
        warm_up_hold_s: A stretch held so long needs a warm-up.
        first_contact_max: Highest pressure of the first block on a leg without a warm-up.
        first_contact_s: How long that holds.
        firm_from: A station is firm when its low end is at least this.
        firm_demand: The demand that every firm station makes.
        turn_demand: The demand that lanes of an across tool make.
        unscreened_cap: Highest pressure while safety questions are open.
        experiences: Levels of experience.
        max_families: Most strokes in one routine.
        max_variants_per_family: Most variants of one stroke.
        max_spots_per_leg: Most tender spots per leg.
        max_tenderness: Highest tenderness of a spot.
        max_position_changes: Most changes of position between the first work and the end.
        max_fetched: Most tools to fetch in one routine.
        floor_positions: Positions on the floor, which is entered at most once.
        quadrant_bands: Points for seconds on one quadrant of one leg.
        line_weight: Weight of a quadrant without focus.
        focus_weight: Weight of a quadrant on the line in focus.
        position_points: Points taken for going into each position, the first one included.
        fetch_points: Points taken for each tool fetched.
        patterns: Sweep patterns.
        other_leg: What binds a leg while the other one is shut.
        stop_rest_s: Seconds to stay still after stopping.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().policy.grain_s
        5
    """

    grain_s: int
    minutes_low: int
    minutes_high: int
    lead_in_s: int
    block_s: int
    tool_s: SecondsSpan
    leg_s: SecondsSpan
    quick_below_s: int
    hold_s: SecondsSpan
    spot_doses: tuple[Holds, ...]
    release_s: int
    friction_s: int
    friction_max_tenderness: int
    firm_finish_s: int
    light_doses_s: tuple[int, ...]
    stretch_doses: tuple[Holds, ...]
    movement_s: int
    rest: Rest
    fetch_s: int
    settle_max_s: int
    warm_up_s: int
    warm_up_above: int
    warm_up_hold_s: int
    first_contact_max: int
    first_contact_s: int
    firm_from: int
    firm_demand: str
    turn_demand: str
    unscreened_cap: int
    experiences: tuple[Experience, ...]
    max_families: int
    max_variants_per_family: int
    max_spots_per_leg: int
    max_tenderness: int
    max_position_changes: int
    max_fetched: int
    floor_positions: tuple[str, ...]
    quadrant_bands: tuple[Band, ...]
    line_weight: int
    focus_weight: int
    position_points: tuple[PositionPoints, ...]
    fetch_points: int
    patterns: Patterns
    other_leg: RuleLimits
    stop_rest_s: int
    sources: tuple[str, ...]
    editorial: bool
    note: str = ""

    def points_of(self, position: Position) -> int:
        """Give the points taken for going into a position."""
        return next((entry.points for entry in self.position_points if entry.position is position), 0)

    def experience(self, name: str) -> Experience:
        """Give a level of experience by its id, which must be known."""
        return next(entry for entry in self.experiences if entry.id == name)


@attrs.frozen(kw_only=True)
class Suit:
    """How well one variant suits a goal, in points per 5 s."""

    variant: str
    points: int


@attrs.frozen(kw_only=True)
class GoalGuide:
    """What a routine can be for, and what that allows and pays for.

    Attributes:
        cap: Highest pressure for this goal, or None.
        leg_max_s: Most seconds of work per leg for this goal, or None.
        roles: Roles that are allowed besides sweeps and light strokes.
        no_demands: Demands that this goal does not make.
        stretch: ``static`` or ``movement``.
        needs_movement: True when the routine must end with movement.
        search_pass: True when the first sweeps search for tender spots if none is named.
        spot_points: Points for the first 30 s on a spot, per step of tenderness.
        stretch_points: Points per leg for a full static stretch dose.
        standing_points: Extra points per leg for ending on one's feet.
        opening_points: Points per leg for opening strokes, for each light dose.
        closing_points: Points per leg for closing strokes, for each light dose.
        suits: Points per 5 s for each variant; a variant that is not named gets none.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().goals["before-sport"].leg_max_s
        120
    """

    id: str
    name: str
    plain: str
    cap: int | None = None
    leg_max_s: int | None = None
    roles: tuple[str, ...] = ()
    no_demands: tuple[str, ...] = ()
    stretch: str
    needs_movement: bool = False
    search_pass: bool = False
    spot_points: int
    stretch_points: int
    standing_points: int = 0
    opening_points: tuple[int, ...]
    closing_points: tuple[int, ...]
    suits: tuple[Suit, ...]
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
