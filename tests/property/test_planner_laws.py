"""The laws of the planner. Each test's docstring is the promise that it keeps.

What a routine may do is worked out here a second time, from the answers, the request and the content: open places,
ceilings, demands, seconds and points. Of the planner only `plan_routine` and the routine that it gives are used.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import groupby, pairwise, product
from pathlib import Path
from random import Random
from typing import TypeVar

import attrs
import pytest
from hypothesis import assume
from hypothesis import strategies as st

import hamstring
from checking import rule_of
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.errors import NoRoutineFits
from hamstring.model.logic import RuleLimits
from hamstring.model.outcomes import LEAST, Limits, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.policy import GoalGuide, Policy
from hamstring.model.practice import Contact, Pace, Position, Role, Skin, Station, ToolKind, Variant
from hamstring.model.requests import Goal, RoutineRequest, TenderSpot
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.planning.plan import best_choice, plan_routine
from hamstring.planning.posing import problems
from hamstring.planning.problem import Option, Problem
from hamstring.safety.triage import triage
from planning_strategies import (
    GRAIN_S,
    LEGS,
    firm_requests,
    firmer,
    mirrored,
    mirrored_routine,
    planned,
    requests,
    shut_requests,
    timed,
    told_in_order,
    tool_sets,
)
from profiles import Law, on

ALONE = 450
"""Requests that are drawn for the laws on one plan; those that have one are planned once."""

TOGETHER = 50
"""Requests of each law on two plans."""

Entry = TypeVar("Entry")

K = SegmentKind
WORK = (K.LIGHT, K.WORK, K.HOLD)
END = (K.STRETCH, K.MOVEMENT)
BALLS = (ToolKind.SOFT_BALL, ToolKind.MEDIUM_BALL, ToolKind.HARD_BALL)


routines = requests().map(planned).filter(lambda found: isinstance(found, Routine))


@cache
def pool() -> tuple[Routine, ...]:
    """Draw the requests that every law on one plan looks at, and plan them once; the simplest first."""
    found: dict[RoutineRequest, Routine] = {}

    def keep(request: RoutineRequest) -> None:
        plan = planned(request)
        if isinstance(plan, Routine):
            found[request] = plan

    on(requests(), ALONE)(keep)()
    on(firm_requests(), ALONE // 3)(keep)()
    on(shut_requests(), ALONE // 10)(keep)()
    return tuple(sorted(found.values(), key=lambda plan: (len(plan.request.to_json()), plan.request.to_json())))


def each_routine(law: Law) -> Callable[[], None]:
    """Try a law on every routine of the pool; the simplest that breaks it is told."""

    LAWS.append(law)

    def test() -> None:
        for routine in pool():
            try:
                law(routine)
            except AssertionError as error:
                error.add_note(f"with {shown(routine.request)}")
                raise

    test.__name__, test.__doc__ = law.__name__, law.__doc__
    return test


LAWS: list[Law] = []
"""All laws on one plan."""


def shown(request: RoutineRequest) -> str:
    """Show what a request asks beyond the default, with the answers that are yes."""
    usual = RoutineRequest(minutes=1)
    fields = {
        field.name: getattr(request, field.name)
        for field in attrs.fields(RoutineRequest)
        if field.name != "answers" and getattr(request, field.name) != getattr(usual, field.name)
    }
    answers = request.answers
    return f"{fields}, symptoms={list(map(str, answers.symptoms))}, {len(answers.absent)} denied"


# ---------------------------------------------------------------------------- what binds a request, worked out again


@attrs.frozen
class Bounds:
    """What answers, wishes and content allow."""

    legs: tuple[Leg, ...]
    shut: tuple[Leg, ...]
    limits: Limits
    open: dict[Leg, frozenset[str]]
    cap: int
    no_demands: frozenset[str]


def content() -> Catalogue:
    """Give the shipped content."""
    return catalogue()


def policy() -> Policy:
    """Give the numbers of the planner."""
    return content().policy


def goal_of(routine: Routine) -> GoalGuide:
    """Give the goal of a routine."""
    return content().goals[routine.request.goal.value]


def places(entry: str) -> set[tuple[Leg, str]]:
    """Read a place to leave out, by the quadrants of the region records."""
    first, _, rest = entry.partition(":")
    legs = [Leg(first)] if first in ("left", "right") else list(LEGS)
    region = rest if first in ("left", "right") else first
    quadrants = content().regions[region].quadrants if region else tuple(QUADRANTS)
    return set(product(legs, quadrants))


def urgent(request: RoutineRequest) -> tuple[str, ...]:
    """Name the open questions that can still bring an urgent answer; those about a spot only when one is named."""
    answered = triage(request.answers.symptoms, absent=request.answers.absent)
    spot = () if request.spots else content().screens["spot"].findings
    return tuple(name for name in answered.not_asked if name not in spot)


@cache
def bounds(request: RoutineRequest) -> Bounds:
    """Work out what binds a request."""
    answered = triage(request.answers.symptoms, absent=request.answers.absent)
    asked = sorted(request.legs.each, key=lambda leg: leg is not request.first_leg)
    outcomes = {leg: answered.on_leg(leg) for leg in asked}
    legs = tuple(leg for leg in asked if outcomes[leg].massage < Permission.NOT_TODAY)
    joined = LEAST
    for leg in legs:
        joined |= outcomes[leg]
    out = {place for entry in request.exclude for place in places(entry)}
    open_ = {
        leg: frozenset(name for name in QUADRANTS if (leg, name) not in out and f"{leg.value}:{name}" not in outcomes[leg].limits.keep_off)
        for leg in legs
    }
    goal = content().goals[request.goal.value]
    experience = next(entry for entry in policy().experiences if entry.id == request.experience)
    unscreened = policy().unscreened_cap if urgent(request) else None
    caps = (experience.cap, goal.cap, request.pressure_cap, joined.limits.max_pressure, unscreened)
    return Bounds(
        legs=legs,
        shut=tuple(leg for leg in asked if leg not in legs),
        limits=joined.limits,
        open=open_,
        cap=min(cap for cap in caps if cap is not None),
        no_demands=frozenset({*joined.limits.no_demands, *goal.no_demands}),
    )


def variant_of(segment: Segment) -> Variant:
    """Give the variant that a block does."""
    assert segment.doing is not None
    return content().variants[segment.doing]


def station_of(segment: Segment) -> Station:
    """Give the station at which a block is done."""
    return next(entry for entry in variant_of(segment).at if entry.position is segment.position)


def shift_of(segment: Segment) -> int:
    """Give what the hardness of the tool adds."""
    return content().tools[segment.tool or ""].pressure_shift


def is_firm(segment: Segment) -> bool:
    """Say whether a block is firm."""
    return segment.low is not None and segment.low >= policy().firm_from and variant_of(segment).role is not Role.FRICTION


def of_kind(routine: Routine, *kinds: SegmentKind) -> list[Segment]:
    """List the segments of these kinds."""
    return [segment for segment in routine.segments if segment.kind in kinds]


def by_role(routine: Routine, role: Role) -> list[Segment]:
    """List the blocks of a role."""
    return [segment for segment in of_kind(routine, *WORK) if variant_of(segment).role is role]


def is_warm(routine: Routine) -> bool:
    """Say whether the body is warm when the work begins."""
    return routine.request.already_warm or bool(of_kind(routine, K.WARM_UP))


def workable(request: RoutineRequest, segment: Segment) -> dict[Leg, frozenset[str]]:
    """Say where the variant of a block may work on each leg: open places in reach, and for a tool across whole halves."""
    variant, bound = variant_of(segment), bounds(request)
    found: dict[Leg, frozenset[str]] = {}
    for leg in bound.legs:
        here = {name for name in bound.open[leg] if QUADRANTS[name][1] in station_of(segment).reach}
        if variant.contact is Contact.ACROSS:
            here = {name for name in here if all(other in here for other in QUADRANTS if QUADRANTS[other][1] is QUADRANTS[name][1])}
        found[leg] = frozenset(here)
    return found


@attrs.frozen
class Block:
    """What is done after getting ready once."""

    lead_in: Segment
    parts: tuple[Segment, ...]

    @property
    def work(self) -> tuple[Segment, ...]:
        """The parts that are work."""
        return tuple(part for part in self.parts if part.kind in WORK)

    @property
    def seconds(self) -> int:
        """Seconds of work."""
        return sum(part.seconds for part in self.work)

    @property
    def first(self) -> Segment:
        """The first part."""
        return self.parts[0]


def blocks(routine: Routine) -> list[Block]:
    """Cut a routine into blocks."""
    found: list[Block] = []
    parts: list[Segment] = []
    lead_in: Segment | None = None
    for segment in (*routine.segments, None):
        if segment is not None and segment.kind in (*WORK, *END, K.RELEASE, K.REST):
            parts.append(segment)
            continue
        if lead_in is not None:
            found.append(Block(lead_in, tuple(parts)))
        lead_in, parts = (segment if segment is not None and segment.kind is K.GET_READY else None), []
    return found


def presses(routine: Routine) -> list[Block]:
    """List the blocks that hold a spot, firm finishes left out."""
    return [block for block in blocks(routine) if block.first.kind is K.HOLD and variant_of(block.first).after is None]


def finishes(routine: Routine) -> list[Block]:
    """List the firm finishes on spots."""
    return [block for block in blocks(routine) if block.first.kind is K.HOLD and variant_of(block.first).after is not None]


def left_out(routine: Routine, kind: str) -> list[str]:
    """List what was left out of one kind."""
    return [entry.about for entry in routine.omissions if entry.kind == kind]


def treated(routine: Routine) -> list[TenderSpot]:
    """List the spots that were not left out, in order."""
    missing = Counter(left_out(routine, "spot"))
    found: list[TenderSpot] = []
    for spot in routine.request.spots:
        if missing[str(spot)]:
            missing[str(spot)] -= 1
        else:
            found.append(spot)
    return found


# ---------------------------------------------------------------------------- one plan: time and doses


@each_routine
def test_segments_are_contiguous(routine: Routine) -> None:
    """To the second: segments follow each other without a gap, from 0 to the end, each with some time in it."""
    assert routine.segments[0].start_s == 0
    assert all(one.end_s == other.start_s for one, other in pairwise(routine.segments))
    assert all(segment.seconds > 0 for segment in routine.segments)


@each_routine
def test_segments_are_on_the_grain(routine: Routine) -> None:
    """All times are multiples of 5 s."""
    assert [segment for segment in routine.segments if segment.seconds % policy().grain_s or segment.start_s % policy().grain_s] == []


@each_routine
def test_segments_add_up_to_what_is_told_and_never_exceed_what_was_asked(routine: Routine) -> None:
    """To the second: segments add up to the stated length, never above what was asked."""
    assert sum(segment.seconds for segment in routine.segments) == routine.seconds <= routine.request.seconds


@each_routine
def test_each_segment_takes_the_seconds_of_the_content(routine: Routine) -> None:
    """Ways, fetching, lead-ins, releases, rests and changes of leg take what the content says, no less."""
    place, numbers, positions = Position.STANDING, policy(), content().positions
    for segment in routine.segments:
        match segment.kind:
            case K.MOVE | K.GET_UP:
                expected = travel_s(place, segment.position, routine.request.pace)
            case K.FETCH:
                expected = numbers.fetch_s
            case K.SWITCH:
                expected = positions[segment.position.value].switch_s
            case K.RELEASE:
                expected = numbers.release_s
            case K.REST:
                expected = numbers.rest.rest_s
            case K.WARM_UP:
                expected = numbers.warm_up_s
            case K.GET_READY:
                own = content().variants[segment.doing or ""].lead_in_s if segment.doing in content().variants else None
                expected = numbers.lead_in_s if own is None else own
            case _:
                expected = segment.seconds
        assert expected == segment.seconds, segment
        assert segment.kind in (K.MOVE, K.GET_UP) or segment.position is place, segment
        place = segment.position
    assert place is Position.STANDING


def travel_s(start: Position, end: Position, pace: Pace) -> int:
    """Give the seconds from one position to another, through the floor for whoever lies there."""
    if start is end:
        return 0
    guides = content().positions
    enter = {place: guides[place.value].enter_s.at(pace) for place in Position}
    leave = {place: guides[place.value].leave_s.at(pace) for place in Position}
    if {start, end} == {Position.FLOOR, Position.LYING}:
        return enter[Position.LYING] if end is Position.LYING else leave[Position.LYING]
    up = leave[start] + (leave[Position.FLOOR] if start is Position.LYING else 0)
    return up + enter[end] + (enter[Position.FLOOR] if end is Position.LYING else 0)


@each_routine
def test_every_block_has_a_lead_in_and_every_change_of_leg_its_own_time(routine: Routine) -> None:
    """A lead-in before each block, and changing sides as a segment of its own, so that no side is cut short."""
    assert all(block.parts for block in blocks(routine))
    assert sum(len(block.parts) for block in blocks(routine)) == len(of_kind(routine, *WORK, *END, K.RELEASE, K.REST))
    leg: Leg | None = None
    moved = True
    for segment in routine.segments:
        if segment.kind is K.MOVE:
            moved = True
        elif segment.kind is K.SWITCH:
            assert leg is not None
            assert segment.leg is leg.other
            leg = segment.leg
        elif segment.kind is K.GET_READY:
            assert moved or segment.leg is leg, segment
            leg, moved = segment.leg, False


@each_routine
def test_holds_and_stretches_are_as_long_as_the_content_says(routine: Routine) -> None:
    """A hold is 20 to 30 s; a spot gets 30 to 60 s of pressure; a firm finish, friction and movement have their one dose."""
    numbers = policy()
    doses = {entry.dose_s: entry.holds for entry in numbers.spot_doses}
    for block in presses(routine):
        assert tuple(part.seconds for part in block.work) == doses[block.seconds], block
        assert all(numbers.hold_s.low <= part.seconds <= numbers.hold_s.high for part in block.work)
    assert {block.seconds for block in finishes(routine)} <= {numbers.firm_finish_s}
    assert {segment.seconds for segment in by_role(routine, Role.FRICTION)} <= {numbers.friction_s}
    assert {segment.seconds for segment in of_kind(routine, K.LIGHT)} <= set(numbers.light_doses_s)
    assert {segment.seconds for segment in of_kind(routine, K.MOVEMENT)} <= {numbers.movement_s}
    held = {entry.dose_s: entry.holds for entry in numbers.stretch_doses}
    for leg in LEGS:
        seconds = tuple(segment.seconds for segment in of_kind(routine, K.STRETCH) if segment.leg is leg)
        assert not seconds or seconds == held[sum(seconds)]


@each_routine
def test_friction_only_on_spots_that_bear_it(routine: Routine) -> None:
    """Friction is moving work of at most 30 s on a spot, never at tenderness 3; one way of it keeps its bound on each leg."""
    for leg, doing in {(segment.leg, segment.doing) for segment in by_role(routine, Role.FRICTION)}:
        seconds = sum(segment.seconds for segment in by_role(routine, Role.FRICTION) if (segment.leg, segment.doing) == (leg, doing))
        assert seconds <= (content().variants[doing or ""].max_s or seconds)
    done = Counter((segment.leg, *segment.quadrants) for segment in by_role(routine, Role.FRICTION))
    bears = Counter((spot.leg, spot.region) for spot in treated(routine) if spot.tenderness <= policy().friction_max_tenderness)
    assert done <= bears


@each_routine
def test_sweeps_are_blocks_within_the_bounds_of_tool_and_variant(routine: Routine) -> None:
    """Sweeps are blocks of 30 s, and each tool gets 60 to 120 s of them on a leg, or none; a firm one at most 60 s."""
    numbers, tools, variants = policy(), Counter[object](), Counter[object]()
    for segment in by_role(routine, Role.SWEEP):
        assert segment.seconds == numbers.block_s
        assert segment.lane in ("whole", "outer", "inner")
        tools[segment.tool, segment.leg] += segment.seconds
        variants[segment.doing, segment.position, segment.leg] += segment.seconds
        most = [entry for entry in (variant_of(segment).max_s, station_of(segment).max_s, 60 if is_firm(segment) else None) if entry]
        assert variants[segment.doing, segment.position, segment.leg] <= min(most, default=numbers.tool_s.high)
    assert {key: seconds for key, seconds in tools.items() if not numbers.tool_s.low <= seconds <= numbers.tool_s.high} == {}


@each_routine
def test_work_on_a_leg_stays_within_its_bound(routine: Routine) -> None:
    """Seconds of work on each leg are at most 600, and at most what goal and answers allow."""
    most = (policy().leg_s.high, goal_of(routine).leg_max_s, bounds(routine.request).limits.max_leg_s)
    work = Counter[object]()
    for segment in of_kind(routine, *WORK):
        work[segment.leg] += segment.seconds
    assert max(work.values()) <= min(entry for entry in most if entry is not None)
    assert routine.is_quick == (min(work.values()) < policy().quick_below_s)


@cache
def with_session(most_s: int) -> Catalogue:
    """Give the content with a rule that bounds the work of a session."""
    rule = rule_of(
        "wrist-or-shoulder-trouble",
        urgency=Urgency.SELF_CARE,
        massage=Permission.WITH_LIMITS,
        limits=RuleLimits(max_session_s=most_s),
        advice=catalogue().rules["wrist-or-shoulder-trouble"].advice,
    )
    return catalogue().with_rules(rule)


@on(
    st.tuples(requests(answers=triage(["wrist-or-shoulder-trouble"], complete=True).answers), st.sampled_from((60, 125, 180, 300))),
    TOGETHER,
)
def test_work_of_a_session_stays_within_its_bound(drawn: tuple[RoutineRequest, int]) -> None:
    """Seconds of work in a session are at most what the answers allow."""
    request, most_s = drawn
    try:
        routine = plan_routine(request, catalogue=with_session(most_s))
    except NoRoutineFits:
        return
    assert sum(segment.seconds for segment in of_kind(routine, *WORK)) <= most_s


@each_routine
def test_few_strokes_variants_presses_and_tools(routine: Routine) -> None:
    """At most three strokes, two variants of one, one way of pressing spots, one ball, three tools to fetch, each in one position."""
    swept = {(variant_of(segment).technique, segment.doing) for segment in by_role(routine, Role.SWEEP)}
    families = Counter(technique for technique, _ in swept)
    assert len(families) <= policy().max_families
    assert max(families.values()) <= policy().max_variants_per_family
    assert len({(block.first.doing, block.first.tool, block.first.position) for block in presses(routine)}) <= 1
    setups = {(segment.tool, segment.position) for segment in of_kind(routine, K.WORK, K.HOLD)}
    assert len({tool for tool, _ in setups}) == len(setups)
    assert sum(content().tools[tool or ""].kind in BALLS for tool, _ in setups) <= 1
    assert len(of_kind(routine, K.FETCH)) <= policy().max_fetched


@each_routine
def test_before_sport_is_short_and_ends_with_movement(routine: Routine) -> None:
    """Before sport: at most 120 s a leg, no hold over 30 s, no held stretch, and movement at the end where one is allowed."""
    if routine.request.goal is not Goal.BEFORE_SPORT:
        return
    for leg in LEGS:
        assert sum(segment.seconds for segment in of_kind(routine, *WORK) if segment.leg is leg) <= 120
    assert of_kind(routine, K.STRETCH) == []
    movable = [stretch for stretch in content().stretches.values() if stretch.kind == "dynamic" and may_stretch(routine, stretch.id)]
    assert bool(of_kind(routine, K.MOVEMENT)) == bool(movable)


def may_stretch(routine: Routine, name: str) -> bool:
    """Say whether a stretch or movement is allowed."""
    stretch = content().stretches[name]
    demands = {*stretch.demands, *content().positions[stretch.position.value].demands}
    return stretch.position in routine.request.positions and demands.isdisjoint(bounds(routine.request).no_demands)


@each_routine
def test_soreness_takes_nothing_firm(routine: Routine) -> None:
    """Sore after exercise: no holds, no friction, no crossed legs."""
    if routine.request.goal is Goal.SORENESS:
        assert of_kind(routine, K.HOLD) == by_role(routine, Role.FRICTION) == []
        assert not any("crossed-legs" in station_of(segment).demands for segment in of_kind(routine, *WORK))


@on(requests(low_s=480, goal=Goal.FLEXIBILITY, stretch=True).map(planned).filter(lambda found: isinstance(found, Routine)), TOGETHER)
def test_flexibility_from_eight_minutes_ends_with_a_stretch(routine: Routine) -> None:
    """Flexibility from 8 min ends with at least 20 s of stretch on each leg where allowed."""
    if any(stretch.kind == "static" and may_stretch(routine, stretch.id) for stretch in content().stretches.values()):
        for leg in bounds(routine.request).legs:
            assert sum(segment.seconds for segment in of_kind(routine, K.STRETCH) if segment.leg is leg) >= 20


@each_routine
def test_wrists_rest_after_a_minute(routine: Routine) -> None:
    """After 60 s with the weight on the hands behind comes a rest of 10 s, or a release or change that takes the weight off."""
    weighing = 0
    for segment in routine.segments:
        if segment.kind in (K.REST, K.RELEASE, K.SWITCH, K.MOVE, K.FETCH):
            weighing = 0
        elif segment.kind in WORK:
            weighing = weighing + segment.seconds if policy().rest.demand in station_of(segment).demands else 0
            assert weighing <= policy().rest.after_s, segment


# ---------------------------------------------------------------------------- one plan: nothing forbidden


@each_routine
def test_only_asked_legs_that_are_not_shut_are_worked(routine: Routine) -> None:
    """A leg that was not asked for, or is shut today, is left alone."""
    assert {segment.leg for segment in routine.segments} - {None} <= set(bounds(routine.request).legs)


@each_routine
def test_no_block_touches_a_closed_place(routine: Routine) -> None:
    """Nothing forbidden: places, with the whole footprint of the tool. What lies across never works a half with a closed line."""
    for segment in of_kind(routine, *WORK):
        assert segment.leg is not None
        assert segment.quadrants
        halves = {QUADRANTS[name][1] for name in segment.quadrants}
        under = set(segment.quadrants)
        if variant_of(segment).contact is Contact.ACROSS:
            under = {name for name in QUADRANTS if QUADRANTS[name][1] in halves}
        assert under <= bounds(routine.request).open[segment.leg], segment


@each_routine
def test_no_block_is_out_of_reach(routine: Routine) -> None:
    """On a chair hands, stick, cane and roller reach the lower halves only, and so on."""
    for segment in of_kind(routine, *WORK):
        assert {QUADRANTS[name][1] for name in segment.quadrants} <= set(station_of(segment).reach), segment


@each_routine
def test_lines_are_worked_where_the_lane_says(routine: Routine) -> None:
    """A block for a line works that line, unless it is closed on this leg; nobody turns a leg that must not turn."""
    for segment in by_role(routine, Role.SWEEP):
        assert segment.leg is not None
        works = workable(routine.request, segment)[segment.leg]
        on_line = {name for name in works if segment.lane in ("whole", QUADRANTS[name][0].value)}
        assert set(segment.quadrants) == (on_line or works), segment
        if segment.lane != "whole":
            assert variant_of(segment).has_lanes or variant_of(segment).contact is Contact.POINT
            turns = variant_of(segment).contact is Contact.ACROSS and policy().turn_demand in bounds(routine.request).limits.no_demands
            assert not turns, segment


@each_routine
def test_only_tools_at_hand_that_are_allowed_are_used(routine: Routine) -> None:
    """Nothing forbidden: tools; none that was not asked for, none that is never planned, and props where they are needed."""
    asked, limits = set(routine.request.tools), bounds(routine.request).limits
    for segment in of_kind(routine, *WORK, K.FETCH, K.GET_READY):
        if segment.tool is None:
            continue
        tool = content().tools[segment.tool]
        assert tool.id in asked
        assert tool.is_planned
        assert tool.kind.value not in limits.no_tools
    for segment in of_kind(routine, *WORK):
        assert content().tools[segment.tool or ""].kind in variant_of(segment).tool_kinds
        assert not station_of(segment).props or set(station_of(segment).props) & asked


@each_routine
def test_no_forbidden_stroke_is_done(routine: Routine) -> None:
    """Nothing forbidden: strokes, those of goal, experience and skin included."""
    experience = next(entry for entry in policy().experiences if entry.id == routine.request.experience)
    for segment in of_kind(routine, *WORK):
        variant = variant_of(segment)
        assert variant.technique not in bounds(routine.request).limits.no_strokes
        assert variant.role in (Role.SWEEP, Role.LIGHT) or variant.role.value in goal_of(routine).roles
        assert variant.role is not Role.FRICTION or experience.friction
        assert not is_firm(segment) or experience.firm
        assert variant.skin in (Skin.ANY, routine.request.skin)


@each_routine
def test_no_forbidden_position_is_taken(routine: Routine) -> None:
    """Nothing forbidden: positions, on the way too; standing up at the end is all that needs no leave."""
    for segment in routine.segments:
        if segment.kind is K.GET_UP or (segment.kind is K.FETCH and segment.position is Position.STANDING):
            continue
        assert segment.position in routine.request.positions, segment
        demands = set(content().positions[segment.position.value].demands)
        assert demands.isdisjoint(bounds(routine.request).no_demands), segment


@each_routine
def test_no_forbidden_demand_is_made(routine: Routine) -> None:
    """Nothing forbidden: body weight, crossed legs, weight on the hands, thumbs, bending, firm work, whatever a limit names."""
    for segment in of_kind(routine, *WORK):
        demands = {*station_of(segment).demands, *([policy().firm_demand] if is_firm(segment) else [])}
        assert demands.isdisjoint(bounds(routine.request).no_demands), segment


@each_routine
def test_no_forbidden_stretch_is_done(routine: Routine) -> None:
    """Nothing forbidden: stretches; none at all when none was wanted, and only the kind that the goal has."""
    for segment in of_kind(routine, *END):
        stretch = content().stretches[segment.doing or ""]
        assert segment.position is stretch.position
        assert may_stretch(routine, stretch.id)
        assert (stretch.kind, goal_of(routine).stretch) in (("static", "static"), ("dynamic", "movement"))
        assert segment.kind is (K.STRETCH if stretch.kind == "static" else K.MOVEMENT)
        assert routine.request.stretch or stretch.kind == "dynamic"


@each_routine
def test_pressure_is_never_above_the_cap(routine: Routine) -> None:
    """Nothing forbidden: pressure. Each block names its station's span, held to the cap; the routine names the highest."""
    cap = bounds(routine.request).cap if is_warm(routine) else min(bounds(routine.request).cap, policy().warm_up_above)
    for segment in of_kind(routine, *WORK):
        assert segment.low is not None
        assert segment.high is not None
        assert segment.low == station_of(segment).low + shift_of(segment)
        assert segment.low <= segment.high <= min(cap, station_of(segment).high + shift_of(segment)), segment
    assert max(segment.high or 0 for segment in of_kind(routine, *WORK)) == routine.pressure_cap
    assert routine.pressure_cap <= bounds(routine.request).cap


@each_routine
def test_a_cold_leg_is_met_softly(routine: Routine) -> None:
    """Without a warm-up the first 30 s on a leg are at most 3 out of 10."""
    if is_warm(routine):
        return
    for leg in LEGS:
        done = 0
        for segment in of_kind(routine, *WORK):
            if segment.leg is leg and done < policy().first_contact_s:
                assert (segment.high or 0) <= policy().first_contact_max, segment
                done += segment.seconds


def test_a_ball_is_used_lying_only_with_something_to_raise_it() -> None:
    """Props: what needs a block or a book is done with one at hand, and without one it is told why not."""
    spots = ["left:outer-lower:3", "left:inner-upper:3", "right:outer-lower:3"]
    with_block, without = (
        plan_routine(minutes=15, complete=True, goal="tender-spots", tools=tools, positions=["lying"], spots=spots)
        for tools in (["tennis-ball", "hands", "yoga-block"], ["tennis-ball", "hands"])
    )
    assert {block.first.tool for block in presses(with_block)} == {"tennis-ball"}
    assert left_out(with_block, "tool") == []
    assert {block.first.tool for block in presses(without)} == {"hands"}
    assert left_out(without, "tool") == ["tennis-ball"]


# ---------------------------------------------------------------------------- one plan: order


@each_routine
def test_firm_sweeps_follow_their_gentle_twin(routine: Routine) -> None:
    """A firm sweep needs at least 30 s of its gentle twin on the same leg first; legs are crossed only in neutral."""
    done = Counter[object]()
    for segment in by_role(routine, Role.SWEEP):
        twin = variant_of(segment).after
        if twin is not None:
            assert done[twin, segment.tool, segment.position, segment.leg] >= policy().block_s, segment
        if is_firm(segment):
            assert twin is not None
        if "crossed-legs" in station_of(segment).demands:
            assert segment.lane == "whole"
        done[segment.doing, segment.tool, segment.position, segment.leg] += segment.seconds


@each_routine
def test_firm_finishes_and_friction_follow_a_gentle_press(routine: Routine) -> None:
    """On a spot nothing firm and no friction comes before its gentle press; of a longer press there is no firm finish."""
    gentle, short = Counter[object](), Counter[object]()
    for block in blocks(routine):
        key = (block.first.leg, block.first.quadrants, block.first.tool, block.first.position)
        if block.first.kind is K.HOLD and variant_of(block.first).after is None:
            gentle[key] += 1
            short[key] += block.seconds == policy().spot_doses[0].dose_s
            assert not is_firm(block.first)
        elif block.first.kind is K.HOLD:
            short[key] -= 1
            gentle[key] -= 1
            assert min(short[key], gentle[key]) >= 0, block
            assert variant_of(block.first).after in {variant_of(press.first).id for press in presses(routine)}
        elif block.first.kind is K.WORK and variant_of(block.first).role is Role.FRICTION:
            gentle[key] -= 1
            assert gentle[key] >= 0, block


@each_routine
def test_pressure_never_falls_on_a_leg_before_its_closing_strokes(routine: Routine) -> None:
    """Per leg the pressure of work and holds never falls; opening strokes come first, closing strokes last."""
    for leg in LEGS:
        kinds = [segment.kind for segment in of_kind(routine, *WORK) if segment.leg is leg]
        lows = [segment.low or 0 for segment in of_kind(routine, K.WORK, K.HOLD) if segment.leg is leg]
        assert sorted(lows) == lows
        assert [is_light for is_light, _ in groupby(kind is K.LIGHT for kind in kinds)].count(False) <= 1
        assert kinds.count(K.LIGHT) <= 2


@each_routine
def test_warm_up_comes_before_what_needs_it(routine: Routine) -> None:
    """Work above 4 out of 10 or a stretch held 30 s needs a warm-up at the start, or being warm already."""
    held = max((segment.seconds for segment in of_kind(routine, K.STRETCH)), default=0)
    highest = max(segment.high or 0 for segment in of_kind(routine, *WORK))
    if highest > policy().warm_up_above or held >= policy().warm_up_hold_s:
        assert is_warm(routine)
    warm_ups = of_kind(routine, K.WARM_UP)
    assert len(warm_ups) <= 1
    if warm_ups:
        before = [segment.kind for segment in routine.segments if segment.start_s < warm_ups[0].start_s]
        assert before in ([], [K.MOVE])
        assert not routine.request.already_warm
        warm_up = content().warmups[warm_ups[0].doing or ""]
        assert warm_up.position is warm_ups[0].position
        assert warm_up.dose_s.low <= warm_ups[0].seconds <= warm_up.dose_s.high


@each_routine
def test_settling_and_stretching_come_last(routine: Routine) -> None:
    """After the work come breathing and settling, then the stretch, then getting up; settling takes what is left, at most 60 s."""
    kinds = [segment.kind for segment in routine.segments]
    last_work = max(place for place, kind in enumerate(kinds) if kind in WORK)
    assert not set(kinds[:last_work]) & {K.SETTLE, *END, K.GET_UP}
    after = [kind for kind in kinds[last_work + 1 :] if kind in (K.SETTLE, *END, K.GET_UP)]
    assert [kind for kind, _ in groupby(after)] == sorted({*after}, key=(K.SETTLE, *END, K.GET_UP).index)
    left = routine.request.seconds - (routine.seconds - sum(segment.seconds for segment in of_kind(routine, K.SETTLE)))
    assert sum(segment.seconds for segment in of_kind(routine, K.SETTLE)) == min(policy().settle_max_s, left)


@each_routine
def test_floor_is_entered_once_and_positions_change_seldom(routine: Routine) -> None:
    """The floor is entered at most once, and there are at most two changes of position."""
    floor = {Position(name) for name in policy().floor_positions}
    places_ = [segment.position for segment in routine.segments]
    on_floor = [place in floor for place, _ in groupby(place in floor and Position.FLOOR for place in places_)]
    assert on_floor.count(True) <= 1
    busy = [place for place, _ in groupby(segment.position for segment in of_kind(routine, *WORK, *END))]
    assert len(busy) - 1 <= policy().max_position_changes


def test_the_law_on_the_floor_can_fail() -> None:
    """The planner never wants the floor twice with this content; the law would see it all the same."""
    law = next(law for law in LAWS if law.__name__ == "test_floor_is_entered_once_and_positions_change_seldom")
    routine = next(plan for plan in pool() if sum(segment.position is Position.FLOOR for segment in of_kind(plan, *WORK)) > 2)
    on_floor = [place for place, segment in enumerate(routine.segments) if segment.position is Position.FLOOR]
    segments = list(routine.segments)
    law(routine)
    segments[on_floor[1]] = attrs.evolve(segments[on_floor[1]], position=Position.CHAIR)
    with pytest.raises(AssertionError):
        law(attrs.evolve(routine, segments=tuple(segments)))


@each_routine
def test_each_tool_is_fetched_once_and_used_in_one_go(routine: Routine) -> None:
    """Each tool is fetched once, just before its one turn; hands need no fetching."""
    fetched = [segment.tool for segment in of_kind(routine, K.FETCH)]
    turns = [tool for tool, _ in groupby(segment.tool for segment in of_kind(routine, K.WORK, K.HOLD))]
    assert len(set(turns)) == len(turns)
    assert [tool for tool in turns if content().tools[tool or ""].kind is not ToolKind.HANDS] == fetched


# ---------------------------------------------------------------------------- one plan: fair, complete, accounted for


@each_routine
def test_both_legs_get_the_same_work(routine: Routine) -> None:
    """Without exclusions or limits by place both legs get identical work, spots apart."""
    request, bound = routine.request, bounds(routine.request)
    if request.exclude or bound.limits.keep_off or set(bound.legs) != set(LEGS):
        return
    done: dict[Leg, list[tuple[object, ...]]] = {}
    for leg in LEGS:
        mine = [segment for segment in of_kind(routine, *WORK, *END) if segment.leg is leg]
        mine = [segment for segment in mine if segment.kind in END or variant_of(segment).role in (Role.SWEEP, Role.LIGHT)]
        done[leg] = [
            (segment.kind, segment.seconds, segment.position, segment.tool, segment.doing, segment.lane, segment.quadrants, segment.low)
            for segment in mine
        ]
        if not request.spots:
            done[leg] += [(segment.high, segment.search) for segment in mine]
    assert done[Leg.LEFT] == done[Leg.RIGHT]


@each_routine
def test_what_a_used_sweep_can_reach_is_covered_on_each_leg(routine: Routine) -> None:
    """Every open place within reach of a used technique is covered, on each leg on which it can be used."""
    covered: dict[object, set[str]] = {}
    for segment in by_role(routine, Role.SWEEP):
        covered.setdefault((segment.doing, segment.tool, segment.leg), set()).update(segment.quadrants)
    for segment in by_role(routine, Role.SWEEP):
        for leg, works in workable(routine.request, segment).items():
            assert covered.get((segment.doing, segment.tool, leg), set()) == works, segment


@each_routine
def test_every_head_within_reach_is_covered(routine: Routine) -> None:
    """Together the sweeps cover every head within reach."""
    for leg in bounds(routine.request).legs:
        covered = {name for segment in by_role(routine, Role.SWEEP) if segment.leg is leg for name in segment.quadrants}
        reach = {name for segment in by_role(routine, Role.SWEEP) for name in workable(routine.request, segment)[leg]}
        missed = [head.id for head in content().heads.values() if reach & set(head.quadrants) and not covered & set(head.quadrants)]
        assert missed == []


@each_routine
def test_search_pass_comes_first_and_only_without_spots(routine: Routine) -> None:
    """For tender spots without a named one, the first sweeps of each leg and of each part look for them; otherwise none does."""
    searching = [segment for segment in routine.segments if segment.search]
    assert routine.search_pass == bool(searching)
    assert bool(searching) == (goal_of(routine).search_pass and not routine.request.spots)
    for leg in {segment.leg for segment in searching}:
        seen: set[str] = set()
        for place, segment in enumerate(found for found in by_role(routine, Role.SWEEP) if found.leg is leg):
            assert segment.search or (place and seen.issuperset(segment.quadrants))
            seen.update(segment.quadrants)


@each_routine
def test_ledger_adds_up(routine: Routine) -> None:
    """The ledger adds up to the score, and tells nothing that counts nothing."""
    assert sum(line.points for line in routine.ledger) == routine.score
    assert all(line.points for line in routine.ledger)


@each_routine
def test_score_is_that_of_what_is_laid_out(routine: Routine) -> None:
    """The score is what the segments earn by the page on the model: nobody is paid for work that is not in the routine."""
    assert sum(points_of(routine)) == routine.score


def points_of(routine: Routine) -> Iterator[int]:
    """Count the points of a routine from its segments."""
    numbers, goal, request = policy(), goal_of(routine), routine.request
    suits = {entry.variant: entry.points for entry in goal.suits}
    credit = Counter[tuple[Leg | None, str]]()
    for segment in by_role(routine, Role.SWEEP):
        for name in segment.quadrants:
            credit[segment.leg, name] += 2 * segment.seconds // len(segment.quadrants)
    for (_, name), halves in credit.items():
        weight = numbers.focus_weight if request.focus is QUADRANTS[name][0] else numbers.line_weight
        start = 0
        for band in numbers.quadrant_bands:
            filled = max(0, min(halves, 2 * band.up_to_s) - start)
            yield weight * filled * band.points // (2 * GRAIN_S)
            start = 2 * band.up_to_s
    for segment in of_kind(routine, K.WORK, K.HOLD):
        yield suits.get(segment.doing or "", 0) * segment.seconds // GRAIN_S
    waiting: dict[tuple[Leg, str], list[TenderSpot]] = {
        place: [spot for spot in treated(routine) if (spot.leg, spot.region) == place] for place in product(LEGS, QUADRANTS)
    }
    for block in presses(routine):
        assert block.first.leg is not None
        spot = waiting[block.first.leg, block.first.quadrants[0]].pop(0)
        percent = next(entry.points_percent for entry in numbers.spot_doses if entry.dose_s == block.seconds)
        yield goal.spot_points * spot.tenderness * percent // 100
    assert not any(waiting.values())
    for leg in LEGS:
        mine = [segment for segment in of_kind(routine, *WORK) if segment.leg is leg]
        if mine and mine[0].kind is K.LIGHT:
            yield goal.opening_points[numbers.light_doses_s.index(mine[0].seconds)]
        if mine and mine[-1].kind is K.LIGHT:
            yield goal.closing_points[numbers.light_doses_s.index(mine[-1].seconds)]
        held = sum(segment.seconds for segment in of_kind(routine, K.STRETCH) if segment.leg is leg)
        yield from (goal.stretch_points * entry.points_percent // 100 for entry in numbers.stretch_doses if entry.dose_s == held)
        for segment in of_kind(routine, K.MOVEMENT):
            if segment.leg is leg:
                yield goal.stretch_points + (goal.standing_points if segment.position is Position.STANDING else 0)
    for place, _ in groupby(segment.position for segment in of_kind(routine, *WORK, *END)):
        yield -numbers.points_of(place)
    yield -numbers.fetch_points * len(of_kind(routine, K.FETCH))


@each_routine
def test_each_tool_is_used_or_left_out_with_a_reason(routine: Routine) -> None:
    """Each asked tool that is not used has a reason, and no tool is both."""
    used = {segment.tool for segment in of_kind(routine, *WORK)}
    needed = [set(station_of(segment).props) for segment in of_kind(routine, *WORK)]
    missing = left_out(routine, "tool")
    assert len(set(missing)) == len(missing)
    assert used.isdisjoint(missing)
    for name in routine.request.tools:
        if content().tools[name].kind is ToolKind.PROP:
            assert (name in missing) != any(name in props for props in needed), name
        else:
            assert (name in missing) != (name in used), name
    assert set(missing) <= set(routine.request.tools)


@each_routine
def test_each_spot_is_treated_or_left_out_with_a_reason(routine: Routine) -> None:
    """Each named spot that is not treated has a reason, and no spot is both."""
    asked = Counter((spot.leg, spot.region) for spot in routine.request.spots)
    missing = Counter((spot.leg, spot.region) for spot in map(TenderSpot.parse, left_out(routine, "spot")))
    done = Counter((block.first.leg, block.first.quadrants[0]) for block in presses(routine))
    assert asked == missing + done
    assert Counter(left_out(routine, "spot")) <= Counter(map(str, routine.request.spots))


@each_routine
def test_a_wanted_stretch_is_done_or_left_out_with_a_reason(routine: Routine) -> None:
    """A stretch that was wanted and is not there has a reason."""
    assert bool(left_out(routine, "stretch")) == (routine.request.stretch and not of_kind(routine, *END))


@each_routine
def test_each_leg_is_worked_or_left_out_with_a_reason(routine: Routine) -> None:
    """Each asked leg that gets no work has a reason."""
    worked = {segment.leg for segment in of_kind(routine, *WORK)}
    assert {leg.value for leg in routine.request.legs.each if leg not in worked} == set(left_out(routine, "leg"))


@each_routine
def test_a_focus_is_kept_or_left_out_with_a_reason(routine: Routine) -> None:
    """A line that was to be favoured gets more than the other one, or there is a reason."""
    if routine.request.focus is None:
        assert left_out(routine, "focus") == []
        return
    credit = Counter[Line]()
    for segment in by_role(routine, Role.SWEEP):
        for name in segment.quadrants:
            credit[QUADRANTS[name][0]] += 2 * segment.seconds // len(segment.quadrants)
    other = next(line for line in Line if line is not routine.request.focus)
    assert (credit[routine.request.focus] > credit[other]) == (left_out(routine, "focus") == [])


@each_routine
def test_a_pressure_that_was_wanted_and_is_not_allowed_is_told(routine: Routine) -> None:
    """A wish for more pressure than is allowed has a reason."""
    wanted = routine.request.pressure_cap
    assert bool(left_out(routine, "pressure")) == (wanted is not None and wanted > bounds(routine.request).cap)


@each_routine
def test_reasons_can_be_told(routine: Routine) -> None:
    """Each reason is a phrase of the content, and findings stand beside what they rule out."""
    for entry in routine.omissions:
        assert entry.reason in content().phrases
        assert "{findings}" not in content().phrases[entry.reason].text or entry.findings, entry
        assert set(entry.findings) <= set(content().findings)
    assert set(routine.cap_reasons) <= set(content().phrases)
    assert routine.cap_reasons


@each_routine
def test_a_plan_tells_what_was_asked_and_by_which_rules(routine: Routine) -> None:
    """A routine carries its request, the limits that were kept, and whether the person was screened."""
    answered = triage(routine.request.answers.symptoms, absent=routine.request.answers.absent)
    assert routine.screened == (not urgent(routine.request))
    assert routine.ask == urgent(routine.request)
    assert routine.min_gap_h == bounds(routine.request).limits.min_gap_h
    assert set(routine.limited_by) <= {rule.id for rule in answered.fired}
    assert routine.rules_digest == answered.rules_digest


@each_routine
def test_a_page_can_be_written_for_every_plan(routine: Routine) -> None:
    """Every plan can be read on 80 columns, and as one JSON object."""
    assert max(map(len, str(routine).splitlines())) <= 80
    assert json.loads(routine.to_json())["seconds"] == routine.seconds


def test_want_of_time_is_a_reason_only_where_more_time_would_help() -> None:
    """Honest about what it left out: what is said to want time is there when there is time enough."""
    told = {"omitted-spot-time", "omitted-stretch-time"}
    for routine in pool()[: ALONE // 2]:
        wanting = Counter((entry.kind, entry.about) for entry in routine.omissions if entry.reason in told)
        if wanting:
            longest = planned(timed(routine.request, 60 * policy().minutes_high))
            assert isinstance(longest, Routine)
            still = wanting & Counter((entry.kind, entry.about) for entry in longest.omissions)
            assert not still, shown(routine.request)


def test_all_this_holds_when_other_work_pays_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """With other points other work is chosen, firm finishes too, and every law on one plan holds."""
    monkeypatch.setitem(globals(), "content", firmer)
    found: list[Routine] = []

    def keep(request: RoutineRequest) -> None:
        try:
            found.append(plan_routine(request, catalogue=firmer()))
        except NoRoutineFits:
            return

    on(firm_requests(), ALONE // 4)(keep)()
    assert sum(bool(finishes(routine)) for routine in found) >= 5
    for routine, law in product(found, LAWS):
        try:
            law(routine)
        except AssertionError as error:
            error.add_note(f"{law.__name__}, with {shown(routine.request)}")
            raise


# ---------------------------------------------------------------------------- between plans: the same


@on(requests(), TOGETHER)
def test_planning_twice_gives_the_same(request: RoutineRequest) -> None:
    """Reproducible: same request and content, same routine, byte for byte."""
    expected = planned(request)
    try:
        actual = plan_routine(request)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must be the same error
        assert (type(expected), str(expected)) == (type(error), str(error))
        return
    assert expected == actual
    assert isinstance(expected, Routine)
    assert expected.to_json() == actual.to_json()


@on(st.tuples(requests(), st.randoms(use_true_random=False)), TOGETHER)
def test_order_of_what_is_asked_does_not_matter(drawn: tuple[RoutineRequest, Random]) -> None:
    """Independent of the order of spots, tools, positions and places, and of saying a thing twice."""
    request, rng = drawn

    def mixed(values: Iterable[Entry], *, twice: bool = True) -> list[Entry]:
        found = [*values, *values] if twice else list(values)
        rng.shuffle(found)
        return found

    again = attrs.evolve(
        request,
        tools=mixed(request.tools),
        positions=mixed(request.positions),
        exclude=mixed(request.exclude),
        spots=mixed(request.spots, twice=False),
        cleared=mixed(request.cleared),
    )
    assert request == again
    expected = planned(request)
    if isinstance(expected, Routine):
        assert expected == plan_routine(again)


@on(routines, TOGETHER)
def test_a_request_from_json_plans_the_same(routine: Routine) -> None:
    """A JSON round trip plans the same."""
    again = RoutineRequest.from_json(routine.request.to_json())
    assert routine.request == again
    assert routine == plan_routine(again)


CHILD = """
import sys
from hashlib import sha256
from hamstring import RoutineRequest, plan_routine
for line in sys.stdin:
    print(sha256(plan_routine(RoutineRequest.from_json(line)).to_json().encode()).hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_plan_does_not_depend_on_the_hash_seed(hash_seed: str) -> None:
    """Reproducible across processes: the hash seed does not matter."""
    found = some_routines()
    environment = dict(os.environ, PYTHONHASHSEED=hash_seed, PYTHONPATH=str(Path(hamstring.__file__).parents[1]))
    lines = "".join(routine.request.to_json(indent=None) + "\n" for routine in found)
    run = subprocess.run([sys.executable, "-c", CHILD], input=lines, env=environment, capture_output=True, text=True, check=True)
    assert [sha256(routine.to_json().encode()).hexdigest() for routine in found] == run.stdout.split()


@cache
def some_routines() -> tuple[Routine, ...]:
    """Draw a few routines for a process of their own."""
    found: list[Routine] = []

    def keep(routine: Routine) -> None:
        found.append(routine)

    on(routines, 20)(keep)()
    return tuple(found)


# ---------------------------------------------------------------------------- between plans: more is never worse


def score_of(request: RoutineRequest) -> int:
    """Give the score of the plan for a request; less than any when there is none."""
    found = planned(request)
    assume(isinstance(found, Routine | NoRoutineFits))
    return found.score if isinstance(found, Routine) else -(10**6)


@on(st.tuples(requests(), st.sampled_from((5, 10, 30, 60, 120, 300))), TOGETHER)
def test_more_time_is_never_worse(drawn: tuple[RoutineRequest, int]) -> None:
    """More seconds: never a lower score."""
    request, more_s = drawn
    assert score_of(request) <= score_of(timed(request, request.seconds + more_s))


@on(st.tuples(requests(), tool_sets()), TOGETHER)
def test_more_tools_are_never_worse(drawn: tuple[RoutineRequest, tuple[str, ...]]) -> None:
    """A tool more: never a lower score."""
    request, more = drawn
    assert score_of(request) <= score_of(attrs.evolve(request, tools=(*request.tools, *more)))


@on(st.tuples(requests(), st.sampled_from(tuple(Position))), 2 * TOGETHER)
def test_more_positions_are_never_worse(drawn: tuple[RoutineRequest, Position]) -> None:
    """A position more: never a lower score."""
    request, more = drawn
    assert score_of(request) <= score_of(attrs.evolve(request, positions=(*request.positions, more)))


@on(st.tuples(requests(), st.integers(1, 9)), TOGETHER)
def test_a_higher_ceiling_is_never_worse(drawn: tuple[RoutineRequest, int]) -> None:
    """A higher cap: never a lower score; without a cap of one's own neither."""
    request, cap = drawn
    capped = score_of(attrs.evolve(request, pressure_cap=cap))
    assert capped <= score_of(attrs.evolve(request, pressure_cap=cap + 1))
    assert capped <= score_of(attrs.evolve(request, pressure_cap=None))


@on(requests(), TOGETHER)
def test_leave_to_stretch_is_never_worse(request: RoutineRequest) -> None:
    """Permission to stretch: never a lower score."""
    assert score_of(attrs.evolve(request, stretch=False)) <= score_of(attrs.evolve(request, stretch=True))


@on(requests(), TOGETHER)
def test_being_warm_is_never_worse(request: RoutineRequest) -> None:
    """Being warm: never a lower score."""
    assert score_of(attrs.evolve(request, already_warm=False)) <= score_of(attrs.evolve(request, already_warm=True))


# ---------------------------------------------------------------------------- between plans: the mirror


@on(requests(), 2 * TOGETHER)
def test_the_mirror_of_a_request_gives_the_mirror_of_its_plan(request: RoutineRequest) -> None:
    """Mirroring the request, first leg included, mirrors the plan exactly."""
    here, there = planned(request), planned(mirrored(request))
    assert type(here) is type(there)
    if isinstance(here, Routine) and isinstance(there, Routine):
        assert mirrored_routine(here) == attrs.evolve(there, omissions=told_in_order(there.omissions))
    if isinstance(here, NoRoutineFits) and isinstance(there, NoRoutineFits):
        assert (here.least_s, len(here.changes)) == (there.least_s, len(there.changes))


# ---------------------------------------------------------------------------- when nothing fits

hard = requests(high_s=400, most_spots=1).map(lambda request: timed(request, min(request.seconds, 300)))
nothing = hard.filter(lambda request: isinstance(planned(request), NoRoutineFits))


@on(nothing, TOGETHER)
def test_least_seconds_are_the_least(request: RoutineRequest) -> None:
    """Infeasible: planning with the least seconds succeeds, with 5 s less it fails."""
    error = planned(request)
    assert isinstance(error, NoRoutineFits)
    if error.least_s is not None:
        assert error.least_s > request.seconds
        assert isinstance(planned(timed(request, error.least_s)), Routine)
        less = max(60, error.least_s - GRAIN_S)
        assert isinstance(planned(timed(request, less)), NoRoutineFits)


@on(nothing, TOGETHER)
def test_no_least_seconds_means_that_no_time_is_enough(request: RoutineRequest) -> None:
    """Least seconds are None only when no time would be enough."""
    error = planned(request)
    assert isinstance(error, NoRoutineFits)
    longest = planned(timed(request, 60 * policy().minutes_high))
    assert (error.least_s is None) == isinstance(longest, NoRoutineFits)


@on(nothing, TOGETHER)
def test_changes_are_told(request: RoutineRequest) -> None:
    """Each change that would help is told in words, none twice."""
    error = planned(request)
    assert isinstance(error, NoRoutineFits)
    assert all(change.strip() for change in error.changes)
    assert len(set(error.changes)) == len(error.changes)
    assert "{" not in "".join((str(error), *error.changes))


@on(nothing, TOGETHER // 2)
def test_changes_are_those_that_help(request: RoutineRequest) -> None:
    """Each change that is told gives a routine by itself, and of those that a person can make none is missing."""
    error = planned(request)
    assert isinstance(error, NoRoutineFits)
    helpful = [text for text, other in changed(request) if isinstance(planned(other), Routine)]
    if helpful or error.least_s is not None:
        assert sorted(helpful) == sorted(error.changes)


def followed(request: RoutineRequest, told: Iterable[str]) -> RoutineRequest:
    """Do what is told, with all the time there is."""
    others = dict(changed(request))
    fields = [field.name for field in attrs.fields(RoutineRequest)]
    altered = {
        name: getattr(others[text], name) for text in told for name in fields if getattr(others[text], name) != getattr(request, name)
    }
    return timed(attrs.evolve(request, **altered), 60 * policy().minutes_high)


@on(nothing.map(lambda request: attrs.evolve(request, exclude=("left", "right:upper"), tools=request.tools[:1])), TOGETHER)
def test_where_no_change_alone_helps_as_few_as_do_so_together_are_told(request: RoutineRequest) -> None:
    """Done together they give a routine in the minutes that are told, and none of them can be left out."""
    error = planned(request)
    if not isinstance(error, NoRoutineFits) or error.least_s is not None:
        return
    if any(isinstance(planned(other), Routine) for _, other in changed(request)):
        return
    for told in error.changes:
        *parts, last = told.split(content().phrases["and"].text)
        minutes = re.fullmatch(r"ask for at least (\d+) min", last)
        parts += [] if minutes else [last]
        ample = followed(request, parts)
        assert isinstance(planned(ample), Routine)
        if minutes:
            assert isinstance(planned(timed(ample, 60 * int(minutes[1]))), Routine)
            assert 60 * int(minutes[1]) > request.seconds
        for part in parts:
            assert not isinstance(planned(followed(request, [other for other in parts if other != part])), Routine)


def changed(request: RoutineRequest) -> Iterator[tuple[str, RoutineRequest]]:
    """List what a person can change, one thing at a time, in words and as a request; no limit of the answers is lifted."""

    def said(phrase: str, **gaps: object) -> str:
        return content().phrases[phrase].text.format(**gaps)

    for tool in content().tools.values():
        if tool.is_planned and tool.id not in request.tools:
            yield said("change-tool", tool=tool.name), attrs.evolve(request, tools=(*request.tools, tool.id))
    for place in Position:
        if place not in request.positions:
            name = content().positions[place.value].name
            yield said("change-position", position=name), attrs.evolve(request, positions=(*request.positions, place))
    if request.exclude:
        yield said("change-exclude"), attrs.evolve(request, exclude=())
    if request.pressure_cap is not None:
        yield said("change-pressure"), attrs.evolve(request, pressure_cap=None)
    if request.pace is Pace.SLOW:
        yield said("change-pace"), attrs.evolve(request, pace=Pace.NORMAL)
    if request.skin is Skin.CLOTHES:
        yield said("change-skin"), attrs.evolve(request, skin=Skin.BARE)
    for leg in bounds(request).legs if request.legs is Leg.BOTH else ():
        spots = tuple(spot for spot in request.spots if spot.leg is leg)
        yield said("change-leg", leg=leg.value), attrs.evolve(request, legs=leg, spots=spots)


# ---------------------------------------------------------------------------- exact

SMALL = range(80)


@pytest.mark.parametrize("number", SMALL)
def test_exact_is_never_below_greedy(number: int) -> None:
    """Exact >= greedy: no plan that is put together step by step, one tool in one position, earns more."""
    from oracle.requests import random_frame

    frame = random_frame(Random(number), catalogue())
    request = frame.request
    frame = attrs.evolve(frame, request=attrs.evolve(request, tools=request.tools[:3], spots=request.spots[:2], done=()))
    choice = best_choice(frame)
    expected = max((found for problem in problems(frame) if (found := greedy(problem)) is not None), default=None)
    if expected is not None:
        assert choice is not None
        assert choice.score >= expected


def greedy(problem: Problem) -> int | None:
    """Score the best plan of one sweep in one position to which things are added while they fit."""
    found = [greedy_from(problem, option) for option in problem.options[Role.SWEEP] if option.variant.after is None]
    return max((points for points in found if points is not None), default=None)


def greedy_from(problem: Problem, option: Option) -> int | None:
    """Start with 60 s of one sweep on each leg; then add an ending, closing strokes and holds, if there is time."""
    numbers, goal, pace = problem.policy, problem.goal, problem.request.pace
    legs = [leg for leg, works in enumerate(option.works) if works]
    place, dose = option.station.position, numbers.tool_s.low
    if (option.max_s or dose) < dose or option.low >= numbers.firm_from:
        return None
    if not problem.is_warm and option.low > numbers.first_contact_max:
        return None
    is_tool = option.tool.kind is not ToolKind.HANDS
    switches = content().positions[place.value].switch_s * (len(legs) - 1)
    rests = numbers.rest.rest_s * len(legs) if option.weighs_on_hands else 0
    seconds = problem.start_s + travel_s(problem.start, place, pace) + (numbers.fetch_s if is_tool else 0)
    seconds += len(legs) * (option.lead_in_s + dose) + switches + rests
    points = len(legs) * option.suits * dose // GRAIN_S - numbers.points_of(place) - (numbers.fetch_points if is_tool else 0)
    points += sum(greedy_quadrants(problem, option, leg, dose) for leg in legs)
    work = dict.fromkeys(legs, dose)
    home = travel_s(place, Position.STANDING, pace)
    # The ending first: the greedy like it best, and before sport it is needed. Only where the body is already.
    endings = [(gained, total) for ending in problem.endings if ending.position is place for _, total, gained in ending.doses]
    fitting = [(gained, total) for gained, total in endings if seconds + home + len(problem.legs) * total + 10 <= problem.budget_s]
    if fitting:
        gained, total = max(fitting)
        both = len(problem.legs) - 1
        seconds += len(problem.legs) * total + both * content().positions[place.value].switch_s
        if both and len(legs) < len(problem.legs):
            seconds += 0
        points += len(problem.legs) * gained
    elif problem.ending_needed:
        return None
    light = numbers.light_doses_s[0]
    total = len(legs) * (numbers.lead_in_s + light)
    lights = all(problem.lights[place][leg] is not None for leg in legs)
    if lights and seconds + home + total <= problem.budget_s and all(done + light <= problem.leg_caps_s[leg] for leg, done in work.items()):
        if problem.session_cap_s is None or sum(work.values()) + light * len(legs) <= problem.session_cap_s:
            seconds, points = seconds + total, points + len(legs) * goal.closing_points[0]
            work = {leg: done + light for leg, done in work.items()}
    allowed = all(done <= problem.leg_caps_s[leg] for leg, done in work.items())
    allowed = allowed and (problem.session_cap_s is None or sum(work.values()) <= problem.session_cap_s)
    return points if allowed and seconds + home <= problem.budget_s else None


def greedy_quadrants(problem: Problem, option: Option, leg: int, dose: int) -> int:
    """Count what 60 s earn on the quadrants of a leg when each gets an equal share."""
    numbers, focus = problem.policy, problem.request.focus
    works = option.works[leg]
    halves = Counter[str]()
    lines = [Line.OUTER, Line.INNER]
    by_line = option.variant.contact is Contact.POINT
    blocks_ = [[line] for line in lines] if by_line else [lines, [focus] if focus and option.lanes else lines]
    for block in blocks_[: dose // numbers.block_s]:
        shared = [name for name in works if QUADRANTS[name][0] in block] or list(works)
        for name in shared:
            halves[name] += 2 * numbers.block_s // len(shared)
    total = 0
    for name, got in halves.items():
        start = 0
        for band in numbers.quadrant_bands:
            filled = max(0, min(got, 2 * band.up_to_s) - start)
            total += problem.line_weight(QUADRANTS[name][0]) * filled * band.points // (2 * GRAIN_S)
            start = 2 * band.up_to_s
    return total
