"""The numbers that the planner promises, told here a second time, and contents that tempt it to break them.

The other laws take their numbers from the content, and with the shipped points much that is forbidden would not pay
anyhow. Here the numbers are written out, and what is forbidden pays: only the law itself keeps it out of the plan.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import groupby, product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs
import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.errors import PlanningError
from hamstring.model.places import Leg
from hamstring.model.policy import GoalGuide, Policy, Suit
from hamstring.model.practice import ByPace, Position, PositionGuide, Role, Stretch, ToolKind, Variant
from hamstring.model.requests import Goal, RoutineRequest
from hamstring.model.routines import Routine, SegmentKind
from hamstring.planning.plan import plan_routine
from hamstring.safety.triage import triage
from opened import put
from planning_strategies import firm_requests, planned, requests
from profiles import TIMES, on

K = SegmentKind
WORK = (K.LIGHT, K.WORK, K.HOLD)
END = (K.STRETCH, K.MOVEMENT)
LEGS = (Leg.LEFT, Leg.RIGHT)
DRAWN = 500
"""Requests that are drawn for the numbers; the other laws of the planner draw the same first."""


@cache
def pool() -> tuple[Routine, ...]:
    """Plan all that is drawn."""
    asked: list[RoutineRequest] = []

    def keep(request: RoutineRequest) -> None:
        asked.append(request)

    on(requests(), DRAWN - DRAWN // 10)(keep)()
    on(firm_requests(), DRAWN // 10)(keep)()
    assert len(asked) >= DRAWN * TIMES
    return tuple(plan for request in asked if isinstance(plan := planned(request), Routine))


# ---------------------------------------------------------------------------- the numbers


def variant(name: str | None) -> Variant:
    return catalogue().variants[name or ""]


def work_s(routine: Routine, leg: Leg) -> int:
    return sum(segment.seconds for segment in routine.segments if segment.kind in WORK and segment.leg is leg)


def changes_of_position(routine: Routine) -> int:
    """Count how often the body goes elsewhere between the first work and the end."""
    return len([*groupby(segment.position for segment in routine.segments if segment.kind in (*WORK, *END))]) - 1


def test_at_least_five_hundred_requests_are_drawn_and_most_have_a_plan() -> None:
    """The laws are tried on at least 500 requests; a law on no plan at all would prove nothing."""
    assert len(pool()) > DRAWN * TIMES // 2


def test_a_hold_lasts_20_to_30_s_and_friction_at_most_30() -> None:
    """Dose bounds: a hold is 20 to 30 s, friction at most 30 s."""
    for routine in pool():
        for segment in routine.segments:
            if segment.kind is K.HOLD:
                assert 20 <= segment.seconds <= 30
            if segment.kind is K.WORK and variant(segment.doing).role is Role.FRICTION:
                assert segment.seconds <= 30


def test_sweeps_get_60_to_120_s_for_each_leg_and_tool_in_blocks_of_30_s() -> None:
    """Dose bounds: the article's one to two minutes for each leg and tool, in sweeps of 30 s."""
    for routine in pool():
        swept = [segment for segment in routine.segments if segment.kind is K.WORK and variant(segment.doing).role is Role.SWEEP]
        assert {segment.seconds for segment in swept} <= {30}
        for seconds in Counter((segment.leg, segment.tool) for segment in swept).values():
            assert 60 <= 30 * seconds <= 120


def test_a_leg_gets_60_to_600_s_of_work() -> None:
    """Dose bounds: each leg that is worked gets 60 to 600 s, before sport at most 120."""
    for routine, leg in product(pool(), LEGS):
        most = 120 if routine.request.goal is Goal.BEFORE_SPORT else 600
        assert work_s(routine, leg) == 0 or 60 <= work_s(routine, leg) <= most


def test_pressure_stays_at_6_and_below_and_at_4_for_whom_it_says() -> None:
    """Pressure: 6 for the experienced, 4 for beginners, soreness, before sport and relaxation, 3 while questions are open."""
    for routine in pool():
        request = routine.request
        soft = request.experience == "beginner" or request.goal in (Goal.SORENESS, Goal.BEFORE_SPORT, Goal.RELAXATION)
        ceiling = 3 if not routine.settled else 4 if soft else 6 if request.experience == "experienced" else 5
        assert max(segment.high or 0 for segment in routine.segments) <= routine.pressure_cap <= ceiling


def test_positions_change_at_most_twice_and_three_tools_are_fetched_at_most() -> None:
    """At most two changes of position; at most three strokes, and two ways of one."""
    for routine in pool():
        assert changes_of_position(routine) <= 2
        assert sum(segment.kind is K.FETCH for segment in routine.segments) <= 3
        swept = {segment.doing for segment in routine.segments if segment.kind is K.WORK and variant(segment.doing).role is Role.SWEEP}
        families = Counter(variant(name).technique for name in swept)
        assert len(families) <= 3
        assert set(families.values()) <= {1, 2}


def test_settling_lasts_at_most_60_s_and_a_rest_10() -> None:
    """Settling takes what is left, at most 60 s; the wrists rest for 10 s."""
    for routine in pool():
        assert sum(segment.seconds for segment in routine.segments if segment.kind is K.SETTLE) <= 60
        assert {segment.seconds for segment in routine.segments if segment.kind is K.REST} <= {10}


def test_no_hold_and_no_friction_where_the_goal_forbids_it() -> None:
    """No hold when sore after exercise; friction for tender spots only."""
    for routine in pool():
        assert_role_is_kept(routine)


def assert_role_is_kept(routine: Routine) -> None:
    roles = {variant(segment.doing).role for segment in routine.segments if segment.kind in (K.WORK, K.HOLD)}
    if routine.request.goal is Goal.SORENESS:
        assert Role.PRESS not in roles
        assert K.HOLD not in {segment.kind for segment in routine.segments}
    if routine.request.goal is not Goal.TENDER_SPOTS:
        assert Role.FRICTION not in roles


# ---------------------------------------------------------------------------- contents that tempt

Change = Callable[[Any], Any]


def tempting(name: str, policy: Change, **kinds: Change) -> Catalogue:
    """Give the shipped content with other records. The name tells it from every other one, also for what is remembered."""
    texts = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    found = Catalogue((Folder(tuple(sorted((texts | {"policy": texts["policy"] + f"# {name}\n".encode()}).items()))),))
    put(found, {"policy": policy(catalogue().policy)})
    for kind, change in kinds.items():
        put(found, {kind: MappingProxyType({record: change(entry) for record, entry in catalogue().kind(kind).items()})})
    return found


PLACES = {ToolKind.HANDS: Position.BED, ToolKind.ROLLER: Position.FLOOR, ToolKind.STICK: Position.CHAIR}
"""Where each tool sweeps in a content in which everybody has to move."""


def nimble(most: int) -> Catalogue:
    """Give a content in which going elsewhere costs nearly nothing, and each tool is for another place."""

    def costs_nothing(policy: Policy) -> Policy:
        return attrs.evolve(policy, position_points=(), fetch_points=0, max_position_changes=most)

    def is_quick(guide: PositionGuide) -> PositionGuide:
        return attrs.evolve(guide, enter_s=ByPace(normal=5, slow=5), leave_s=ByPace(normal=5, slow=5))

    def in_its_place(entry: Variant) -> Variant:
        place = PLACES.get(entry.tool_kinds[0])
        kept = tuple(station for station in entry.at if entry.role is not Role.SWEEP or place in (None, station.position))
        return attrs.evolve(entry, at=kept)

    def on_ones_feet(entry: Stretch) -> Stretch:
        return attrs.evolve(entry, position=Position.STANDING)

    name = f"nimble {most}"
    return tempting(name, costs_nothing, positions=is_quick, variants=in_its_place, stretches=on_ones_feet)


def asks(goal: str, *, minutes: int = 25, **fields: Any) -> RoutineRequest:
    """Ask with every question denied, warm and experienced."""
    denied = triage((), complete=True).answers
    return RoutineRequest(minutes=minutes, goal=goal, experience="experienced", already_warm=True, answers=denied, **fields)


@pytest.mark.parametrize("goal", ["flexibility", "relaxation", "tender-spots"])
def test_a_third_change_of_position_is_never_made_however_well_it_pays(goal: str) -> None:
    """At most two changes of position: not even where a third one would earn more."""
    request = asks(goal, tools=("foam-roller", "hands", "lacrosse-ball", "roller-stick"))
    free = plan_routine(request, catalogue=nimble(9))
    assert changes_of_position(free) > 2, "a third change does not pay: the law is not put to the test"

    kept = plan_routine(request, catalogue=nimble(catalogue().policy.max_position_changes))
    assert changes_of_position(kept) <= 2
    assert kept.score < free.score


def pressing(*more: str) -> Catalogue:
    """Give a content in which every goal pays for spots, holds and friction more than for anything else."""

    def pays(goal: GoalGuide) -> GoalGuide:
        paid = [Suit(variant=entry.id, points=50) for entry in catalogue().variants.values() if entry.role in (Role.PRESS, Role.FRICTION)]
        suits = (*(suit for suit in goal.suits if suit.variant not in {entry.variant for entry in paid}), *paid)
        return attrs.evolve(goal, spot_points=900, suits=suits, roles=tuple(sorted({*goal.roles, *more})))

    return tempting(f"pressing {more}", lambda policy: policy, goals=pays)


SPOTS = ("left:outer-lower:2", "right:inner-lower:1")


@pytest.mark.parametrize("tools", [("hands",), ("hands", "lacrosse-ball"), ("roller-stick",)])
@pytest.mark.parametrize("goal", list(Goal))
def test_no_spot_is_pressed_where_the_goal_forbids_it_however_well_it_pays(goal: Goal, tools: tuple[str, ...]) -> None:
    """What a goal forbids is no option: no hold when sore, no friction but for tender spots, whatever it would earn."""
    request = asks(goal.value, tools=tools, spots=SPOTS)
    free = plan_routine(request, catalogue=pressing("friction", "press"))
    assert any(segment.kind is K.HOLD for segment in free.segments), "pressing does not pay: the law is not put to the test"

    kept = plan_routine(request, catalogue=pressing())
    assert_role_is_kept(kept)
    forbidden = [entry.about for entry in kept.omissions if entry.kind == "spot"]
    assert (goal is Goal.SORENESS) == (sorted(forbidden) == sorted(SPOTS))


def test_no_drawn_request_makes_the_planner_press_where_the_goal_forbids_it() -> None:
    """The same for requests as they come."""
    content = pressing()

    def keep(request: RoutineRequest) -> None:
        try:
            assert_role_is_kept(plan_routine(attrs.evolve(request, goal=Goal.SORENESS), catalogue=content))
        except PlanningError:
            return

    on(requests(), 40)(keep)()


# ---------------------------------------------------------------------------- the list of invariants

INVARIANTS = {
    "1 contiguous, on the grain, no longer than asked": (
        "test_segments_are_contiguous",
        "test_segments_are_on_the_grain",
        "test_segments_add_up_to_what_is_told_and_never_exceed_what_was_asked",
    ),
    "2 dose bounds": (
        "test_holds_and_stretches_are_as_long_as_the_content_says",
        "test_friction_only_on_spots_that_bear_it",
        "test_sweeps_are_blocks_within_the_bounds_of_tool_and_variant",
        "test_work_on_a_leg_stays_within_its_bound",
        "test_work_of_a_session_stays_within_its_bound",
    ),
    "3 nothing forbidden": (
        "test_no_block_touches_a_closed_place",
        "test_no_forbidden_stroke_is_done",
        "test_only_tools_at_hand_that_are_allowed_are_used",
        "test_no_forbidden_position_is_taken",
        "test_no_forbidden_stretch_is_done",
        "test_no_forbidden_demand_is_made",
        "test_pressure_is_never_above_the_cap",
        "test_no_spot_is_pressed_where_the_goal_forbids_it_however_well_it_pays",
    ),
    "4 gentle before firm, pressure never falls, warm-up first, stretch and settling last": (
        "test_firm_sweeps_follow_their_gentle_twin",
        "test_firm_finishes_and_friction_follow_a_gentle_press",
        "test_pressure_never_falls_on_a_leg_before_its_closing_strokes",
        "test_warm_up_comes_before_what_needs_it",
        "test_settling_and_stretching_come_last",
    ),
    "5 the same work on both legs": ("test_both_legs_get_the_same_work",),
    "6 all within reach is covered": (
        "test_what_a_used_sweep_can_reach_is_covered_on_each_leg",
        "test_every_head_within_reach_is_covered",
    ),
    "7 the ledger adds up": ("test_ledger_adds_up", "test_score_is_that_of_what_is_laid_out"),
    "8 a reason for what is left out": (
        "test_each_tool_is_used_or_left_out_with_a_reason",
        "test_each_spot_is_treated_or_left_out_with_a_reason",
        "test_a_wanted_stretch_is_done_or_left_out_with_a_reason",
        "test_each_leg_is_worked_or_left_out_with_a_reason",
        "test_a_focus_is_kept_or_left_out_with_a_reason",
        "test_a_pressure_that_was_wanted_and_is_not_allowed_is_told",
    ),
    "9 the floor once, two changes of position, each tool once": (
        "test_floor_is_entered_once_and_positions_change_seldom",
        "test_each_tool_is_fetched_once_and_used_in_one_go",
        "test_a_third_change_of_position_is_never_made_however_well_it_pays",
    ),
    "10 deterministic": (
        "test_planning_twice_gives_the_same",
        "test_order_of_what_is_asked_does_not_matter",
        "test_a_request_from_json_plans_the_same",
        "test_plan_does_not_depend_on_the_hash_seed",
    ),
    "11 more is never worse": (
        "test_more_time_is_never_worse",
        "test_more_tools_are_never_worse",
        "test_more_positions_are_never_worse",
        "test_a_higher_ceiling_is_never_worse",
        "test_leave_to_stretch_is_never_worse",
        "test_being_warm_is_never_worse",
    ),
    "12 the mirror": ("test_the_mirror_of_a_request_gives_the_mirror_of_its_plan",),
    "13 when nothing fits": (
        "test_least_seconds_are_the_least",
        "test_no_least_seconds_means_that_no_time_is_enough",
        "test_changes_are_those_that_help",
    ),
    "14 exact": ("test_exact_is_never_below_greedy", "test_score_and_seconds_are_those_of_the_oracle"),
}
"""Each invariant of the planner with the tests that keep it."""


@pytest.mark.parametrize("promise", INVARIANTS)
def test_each_invariant_has_its_own_tests(promise: str) -> None:
    """Each promise of the planner has tests of its own name, so that what breaks says which one."""
    folder = Path(__file__).parents[1]
    known = "".join(
        path.read_text(encoding="utf-8") for path in (*folder.glob("property/test_planner_*.py"), *folder.glob("oracle/test_planner_*.py"))
    )
    assert [name for name in INVARIANTS[promise] if f"\ndef {name}(" not in known] == []
