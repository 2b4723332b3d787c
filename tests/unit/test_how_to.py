"""What a person on the floor reads: where to work, what to stay off, how to get from place to place."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import attrs
import pytest

from hamstring import NoRoutineFits, Routine, Segment, catalogue, plan_routine
from hamstring.model.places import QUADRANTS, Half, Leg, Line
from hamstring.model.practice import Contact, Position, Role, Station, Variant
from hamstring.model.routines import SegmentKind
from hamstring.outputs.how_to import how_to
from hamstring.outputs.words import Words

WORDS = Words(catalogue())
SOME_CLOSED = [set(names) for count in range(1, len(QUADRANTS)) for names in combinations(QUADRANTS, count)]
WAYS = [pytest.param(variant, id=variant.id) for variant in catalogue().variants.values()]

each_variant = pytest.mark.parametrize("variant", WAYS)
each_closed = pytest.mark.parametrize("closed", SOME_CLOSED, ids=lambda closed: "+".join(sorted(closed)))


@cache
def base() -> Routine:
    return plan_routine(minutes=5)


def workable(variant: Variant, station: Station, closed: set[str]) -> set[str]:
    """Give what a station may work: a tool across the thigh needs both lines of a half."""
    found = {name for name, (_, half) in QUADRANTS.items() if half in station.reach and name not in closed}
    if variant.contact is not Contact.ACROSS:
        return found
    return {name for name in found if all(f"{line.value}-{QUADRANTS[name][1].value}" in found for line in Line)}


def segments(variant: Variant, station: Station, leg: Leg, open_: set[str]) -> Iterator[Segment]:
    """Give the work of a variant on a leg as the planner lays it out: no lane has the name of a line that is not worked."""
    lanes = ["whole", *(line.value for line in Line)] if variant.role is Role.SWEEP else [""]
    for lane in lanes:
        here = {name for name in open_ if lane in ("", "whole", QUADRANTS[name][0].value)}
        lines = {QUADRANTS[name][0].value for name in here}
        told = lane if lane != "whole" or len(lines) > 1 else next(iter(lines), "")
        if here:
            kind = SegmentKind.HOLD if variant.role is Role.PRESS else SegmentKind.WORK
            yield Segment(
                start_s=0, seconds=30, kind=kind, position=station.position, leg=leg, doing=variant.id, lane=told, quadrants=tuple(here)
            )


def routine_of(variant: Variant, station: Station, closed: set[str], legs: tuple[Leg, ...]) -> Routine | None:
    work: list[Segment] = []
    for leg in legs:
        work += segments(variant, station, leg, workable(variant, station, closed if leg is Leg.LEFT else set()))
    if not any(segment.leg is Leg.LEFT for segment in work):
        return None
    return attrs.evolve(base(), segments=tuple(work), closed=tuple(sorted(f"left:{name}" for name in closed)))


def paragraphs(routine: Routine) -> list[str]:
    return [" ".join(text.split()).removeprefix("- ") for text in how_to(routine, WORDS)]


@each_closed
@each_variant
def test_no_line_of_how_to_names_a_closed_line_as_one_to_work(variant: Variant, closed: set[str]) -> None:
    shut = [line for line in Line if {f"{line.value}-{half.value}" for half in Half} <= closed]
    for station in variant.at:
        alone = routine_of(variant, station, closed, (Leg.LEFT,))
        both = routine_of(variant, station, closed, (Leg.LEFT, Leg.RIGHT))
        if alone is None or both is None:
            continue
        kept, *told = paragraphs(alone)
        assert kept == WORDS("keep-off", leg="Left", place=WORDS.part(closed))
        assert not [line for line in shut if line.value in " ".join(told)]
        kept, *told = paragraphs(both)
        assert kept == WORDS("keep-off", leg="Left", place=WORDS.part(closed))
        for line in shut:
            assert not re.search(rf"Left leg, [^.:]*{line.value}(?![^.:]*ight leg)", " ".join(told))
            assert not re.search(rf"[.] {line.value.capitalize()} ", " ".join(told))


@each_variant
def test_steps_hold_for_every_part_of_the_thigh(variant: Variant) -> None:
    general = [variant.say, *variant.steps, variant.raise_, variant.lower, *(station.setup for station in variant.at)]
    assert not [text for text in general if re.search(r"\b(outer|inner)\b", text)]
    assert not [text for text in variant.steps if "width" in text and "knee" in text and "Stay" not in text]


@each_variant
def test_what_can_be_aimed_along_a_line_says_how(variant: Variant) -> None:
    aimed = variant.role is Role.SWEEP and variant.has_lanes
    assert (bool(variant.aim_outer), bool(variant.aim_inner)) == (aimed, aimed)


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ({"inner-lower"}, "inner lower quarter"),
        ({"inner-lower", "inner-upper"}, "inner line"),
        ({"inner-lower", "outer-lower"}, "lower half"),
        ({"inner-lower", "outer-upper"}, "outer upper quarter and inner lower quarter"),
        ({"inner-lower", "outer-lower", "outer-upper"}, "outer line and inner lower quarter"),
        (set(QUADRANTS), "whole back of the thigh"),
    ],
)
def test_a_part_is_named_as_shortly_as_it_can_be(closed: set[str], said: str) -> None:
    assert WORDS.part(closed) == said


@pytest.mark.parametrize(
    ("closed", "outer", "inner"),
    [
        (set[str](), "Outer line: ", "Inner line: "),
        ({"inner-lower"}, "Outer line: ", "Left leg, inner upper quarter and right leg, inner line: "),
        ({"outer-lower", "outer-upper"}, "Right leg, outer line: ", "Inner line: "),
    ],
)
def test_how_to_aim_tells_the_leg_where_the_legs_differ(closed: set[str], outer: str, inner: str) -> None:
    variant = WORDS.catalogue.variants["hands-knead"]
    routine = routine_of(variant, variant.at[0], closed, (Leg.LEFT, Leg.RIGHT))
    assert routine is not None
    told = paragraphs(routine)[-1]
    assert f". {outer}{variant.aim_outer}" in told
    assert f". {inner}{variant.aim_inner}" in told


# ---------------------------------------------------------------------------- whole pages


def rows(routine: Routine, leg: str) -> str:
    """Give what the table says of one leg."""
    found: list[str] = []
    mine = False
    for line in str(routine).partition("THE ROUTINE\n")[2].partition(" in all. Work:")[0].splitlines():
        if line[:5].strip():
            mine = line[7:13].strip() == leg
        found += [line] if mine else []
    return " ".join(found)


@each_closed
@pytest.mark.parametrize("tools", [("hands",), ("foam-roller", "massage-stick"), ("tennis-ball", "hook-cane")])
def test_no_row_of_a_planned_routine_names_a_closed_place(closed: set[str], tools: tuple[str, ...]) -> None:
    try:
        routine = plan_routine(minutes=7, tools=tools, exclude=sorted(f"left:{name}" for name in closed), complete=True)
    except NoRoutineFits:
        return
    told = rows(routine, "left")
    for line in Line:
        if {f"{line.value}-{half.value}" for half in Half} <= closed:
            assert line.value not in told
    assert not [name for name in closed if WORDS.region(name) in told]
    assert routine.closed == tuple(sorted(f"left:{name}" for name in closed))
    assert WORDS("keep-off", leg="Left", place=WORDS.part(closed)) in " ".join(str(routine).split())


def test_a_leg_that_the_answers_shut_is_kept_off_and_not_in_the_title() -> None:
    routine = plan_routine(minutes=12, symptoms={"recent-injury@left"}, complete=True)
    assert set(routine.closed) == {f"left:{name}" for name in QUADRANTS}
    assert str(routine).splitlines()[0].endswith("right leg")
    assert WORDS("keep-off", leg="Left", place=WORDS("whole-thigh")) in " ".join(str(routine).split())


def test_a_routine_with_limits_says_what_it_keeps_to() -> None:
    routine = plan_routine(minutes=10, symptoms={"varicose-veins@left:inner-lower"}, complete=True)
    text = " ".join(str(routine).split())
    assert WORDS("limit-all", limits="; ".join(WORDS.limits(routine.limits))) in text
    assert "stay off: left inner lower quarter" in text


def test_every_change_of_place_says_how_to_leave_and_how_to_arrive() -> None:
    positions = catalogue().positions
    routine = plan_routine(minutes=9, goal="before-sport", already_warm=True, complete=True, tools=["foam-roller"])
    text = " ".join(str(routine).split())
    assert {segment.position for segment in routine.segments} >= {Position.FLOOR, Position.STANDING}
    assert all(step in text for step in (*positions["floor"].get_down, *positions["floor"].get_up))


def test_lying_down_goes_by_way_of_the_floor() -> None:
    positions = catalogue().positions
    text = " ".join(str(plan_routine(minutes=10, positions={Position.LYING}, complete=True)).split())
    down = [text.index(step) for name in ("floor", "lying") for step in positions[name].get_down]
    up = [text.index(step) for name in ("lying", "floor") for step in positions[name].get_up]
    assert down == sorted(down)
    assert up == sorted(up)


def test_a_warm_up_is_explained_and_no_other_one_is_asked_for() -> None:
    routine = plan_routine(minutes=30, complete=True)
    warm_up = next(segment for segment in routine.segments if segment.kind is SegmentKind.WARM_UP)
    text = " ".join(str(routine).split())
    assert all(step in text for step in catalogue().warmups[warm_up.doing or ""].steps)
    assert WORDS("warm-up-first") not in text
    assert WORDS("warm-up-first") in " ".join(str(plan_routine(minutes=5)).split())


def test_a_routine_that_is_shorter_than_asked_says_so() -> None:
    asked = plan_routine(minutes=45, complete=True)
    assert asked.request.seconds - asked.seconds >= 60
    assert WORDS("total-less", asked="45 min") in " ".join(str(asked).split())
    assert "that you asked for" not in " ".join(str(plan_routine(minutes=5)).split())


def test_strokes_that_go_on_are_one_part() -> None:
    assert "whole 30 s, whole 30 s" not in " ".join(str(plan_routine(minutes=14, complete=True, tools=["foam-roller"])).split())


def test_one_leg_with_a_full_session_is_not_called_quick() -> None:
    routine = plan_routine(minutes=30, exclude=["right"], complete=True, tools=["hands", "tennis-ball"], goal="relaxation")
    work = sum(segment.seconds for segment in routine.segments if segment.kind in (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD))
    assert work >= catalogue().policy.quick_below_s
    assert not routine.is_quick
