"""The laws of cues: whoever only listens knows at each second what to do, and is told nothing that does not hold."""

import json
import re
from itertools import groupby, pairwise

import attrs
from hypothesis import strategies as st

from hamstring.content.catalogue import catalogue
from hamstring.errors import PlanningError
from hamstring.model.cues import Cue, CueKind
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.practice import ToolKind
from hamstring.model.requests import RoutineRequest
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.cues import routine_cues
from hamstring.outputs.voice import Voice
from hamstring.planning.plan import plan_routine
from planning_strategies import LEGS, firm_requests, firmer, mirrored, planned, requests
from profiles import on

K = SegmentKind
WORK = (K.LIGHT, K.WORK, K.HOLD)
OPENS = {K.MOVE: CueKind.CHANGE_POSITION, K.SWITCH: CueKind.SWITCH_SIDE}
ASKED = st.one_of(requests(), firm_requests())
DRAWN = 80
LONGEST_QUIET_S = 30


def routine_of(request: RoutineRequest) -> Routine | None:
    plan = planned(request)
    return plan if isinstance(plan, Routine) else None


def inside(routine: Routine, cues: tuple[Cue, ...]) -> list[Cue]:
    return [cue for cue in cues if 0 <= cue.start_s < routine.seconds]


def opening_of(segment: Segment, cues: list[Cue]) -> Cue:
    """Give the opening that holds when a segment begins."""
    return [cue for cue in cues if cue.kind.is_step and cue.start_s <= segment.start_s][-1]


@on(ASKED, DRAWN)
def test_cues_stand_end_to_end_and_add_up_to_the_seconds(request: RoutineRequest) -> None:
    """Cues are sorted, without gap or overlap; those of the routine add up to its seconds, all others lie around it."""
    if routine := routine_of(request):
        cues = routine.cues()
        assert all(before.end_s == after.start_s for before, after in pairwise(cues))
        assert sum(cue.seconds for cue in inside(routine, cues)) == routine.seconds
        assert cues[0].start_s < 0
        assert 0 in {cue.start_s for cue in cues}
        assert routine.seconds in {cue.start_s for cue in cues}


@on(ASKED, DRAWN)
def test_nothing_is_said_for_longer_than_its_cue_lasts(request: RoutineRequest) -> None:
    """Every cue has words, and saying them at the rate of the content ends before the next cue begins."""
    if routine := routine_of(request):
        voice = Voice(catalogue())
        for cue in routine.cues():
            assert cue.say
            assert voice.seconds(cue.say) == cue.say_s <= cue.seconds
            assert not re.search(r"[{}]|None|  |\.\.", cue.say), cue.say


@on(ASKED, DRAWN)
def test_look_and_feel_comes_first_and_the_stop_signs_come_once_before_the_first_touch(request: RoutineRequest) -> None:
    """The first cue is 15 s of look and feel; the stop signs are told once; stop-first questions stand in an unscreened routine."""
    if routine := routine_of(request):
        cues = routine.cues()
        before = [cue for cue in cues if cue.end_s <= 0]
        assert (cues[0].kind, cues[0].seconds) == (CueKind.LOOK_AND_FEEL, 15)
        assert [cue.kind for cue in cues].count(CueKind.STOP_SIGNS) == [cue.kind for cue in before].count(CueKind.STOP_SIGNS) == 1
        assert any(cue.kind is CueKind.STOP_FIRST for cue in before) is not routine.settled
        assert any(cue.kind is CueKind.SPOT_QUESTIONS for cue in before) is bool(routine.spot_questions)
        assert any(f"never above {routine.pressure_cap}" in cue.say for cue in before if cue.kind is CueKind.HOW_FIRM)


def firm_blocks(routine: Routine) -> list[Segment]:
    """Give the first firm segment of each run of firm work that nothing else than pauses interrupts."""
    work = [segment for segment in routine.segments if segment.kind not in (K.RELEASE, K.REST)]
    firm_from = catalogue().policy.firm_from
    runs = groupby(work, lambda segment: segment.kind in WORK and (segment.low or 0) >= firm_from)
    return [next(run) for is_firm, run in runs if is_firm]


@on(firm_requests(), DRAWN)
def test_each_firm_block_repeats_the_stop_signs_in_six_words(request: RoutineRequest) -> None:
    """In each firm block, within its first step, the stop signs are said again in at most six words; nowhere else."""
    try:
        routine = plan_routine(request, catalogue=firmer())
    except PlanningError:
        return
    signs = [cue for cue in routine_cues(routine, most=1, catalogue=firmer()) if cue.kind is CueKind.STOP_SIGN]
    blocks = firm_blocks(routine)
    assert len(signs) == len(blocks)
    for sign, block in zip(signs, blocks, strict=True):
        assert block.start_s <= sign.start_s < block.end_s
        assert len(sign.say.split()) <= 6


@on(ASKED, DRAWN)
def test_leg_place_tool_and_pressure_are_those_of_the_segment(request: RoutineRequest) -> None:
    """A cue lies in segments that all agree with it in leg, parts, tool, position and pressure."""
    if routine := routine_of(request):
        for cue in inside(routine, routine.cues()):
            for segment in routine.segments:
                if segment.start_s < cue.end_s and cue.start_s < segment.end_s:
                    for name in ("leg", "quadrants", "tool", "position", "low", "high"):
                        assert getattr(cue, name) == getattr(segment, name)


@on(ASKED, DRAWN)
def test_the_least_of_cues_alone_can_be_followed(request: RoutineRequest) -> None:
    """Priority 1 alone says at each segment what it is, with which leg, where, and how hard."""
    if routine := routine_of(request):
        cues = inside(routine, routine.cues(most=1))
        assert {cue.priority for cue in cues} == {1}
        words = Voice(catalogue()).words
        for segment in routine.segments:
            cue = opening_of(segment, cues)
            assert cue.kind is OPENS.get(segment.kind, CueKind(segment.kind.value if segment.kind not in OPENS else "work"))
            told = cue.say.casefold()
            if segment.kind in (*WORK, K.SWITCH):
                assert f"{segment.leg} leg" in told
            if segment.kind in WORK:
                assert words.part(segment.quadrants) in told
                assert f"{segment.high} out of 10" in told
            if segment.kind is K.FETCH:
                assert catalogue().tools[segment.tool or ""].name in told


@on(ASKED, DRAWN)
def test_thinned_cues_are_a_part_of_all(request: RoutineRequest) -> None:
    """Leaving out moves nothing: what stays is said at the same second in the same words, and the seconds still add up."""
    if routine := routine_of(request):
        every = {(cue.start_s, cue.say) for cue in inside(routine, routine.cues())}
        for most in range(1, 6):
            cues = routine.cues(most=most)
            assert all(cue.priority <= most for cue in cues)
            assert {(cue.start_s, cue.say) for cue in inside(routine, cues)} <= every
            assert sum(cue.seconds for cue in inside(routine, cues)) == routine.seconds
            assert all(before.end_s == after.start_s for before, after in pairwise(cues))


def closed_names(routine: Routine, leg: Leg) -> set[str]:
    """Name every part of a leg of which all is closed."""
    shut = {place.partition(":")[2] for place in routine.closed if place.startswith(f"{leg}:")}
    regions = catalogue().regions
    names = {regions[name].name for name in shut}
    names |= {regions[half].name for half in ("upper", "lower") if {f"outer-{half}", f"inner-{half}"} <= shut}
    return names | {f"{line} " for line in Line if {name for name in QUADRANTS if QUADRANTS[name][0] is line} <= shut}


@on(ASKED, DRAWN)
def test_no_closed_place_is_named_as_one_to_work(request: RoutineRequest) -> None:
    """A closed place is named only to stay off it; it is, before the start and once with the first work on that leg."""
    if routine := routine_of(request):
        cues = routine.cues()
        for leg in LEGS:
            names = closed_names(routine, leg)
            shut = {place.partition(":")[2] for place in routine.closed if place.startswith(f"{leg}:")}
            on_leg = [cue for cue in cues if cue.leg is leg]
            for cue in on_leg:
                assert shut.isdisjoint(cue.quadrants)
                if cue.kind is not CueKind.KEEP_OFF:
                    assert not any(name in f"{cue.say.casefold()} " for name in names), cue.say
            if shut:
                keep_off = [cue for cue in on_leg if cue.kind is CueKind.KEEP_OFF]
                assert keep_off[0].end_s <= 0
                worked = [segment.start_s for segment in routine.segments if segment.kind in WORK and segment.leg is leg]
                assert len(keep_off) == 1 + bool(worked)
                if worked:
                    assert (
                        opening_of(next(s for s in routine.segments if s.start_s == worked[0]), inside(routine, cues)).start_s
                        <= keep_off[1].start_s
                        < worked[0] + 30
                    )


@on(ASKED, DRAWN)
def test_a_change_of_side_is_told_before_it_comes(request: RoutineRequest) -> None:
    """Before each change of side the step before it says to which leg."""
    if routine := routine_of(request):
        cues = inside(routine, routine.cues())
        for before, after in pairwise(routine.segments):
            if after.kind is K.SWITCH:
                told = [cue.say for cue in cues if cue.kind is CueKind.NEXT and before.start_s <= cue.start_s < before.end_s]
                assert told
                assert f"Next: {after.leg} leg" in told[-1]


@on(ASKED, DRAWN)
def test_the_half_and_the_end_are_told(request: RoutineRequest) -> None:
    """Once in the second half it is told that half is done; the end is told where it is."""
    if routine := routine_of(request):
        half = [cue for cue in routine.cues() if cue.say == Voice(catalogue()).texts("half-way-all")[0]]
        ends = [cue for cue in routine.cues(most=1) if cue.kind is CueKind.END]
        assert [cue.start_s for cue in ends] == [routine.seconds]
        assert len(half) <= 1
        assert all(routine.seconds // 2 <= cue.start_s <= routine.seconds // 2 + 60 for cue in half)
        assert half or routine.seconds < 120


@on(ASKED, DRAWN)
def test_the_half_of_a_step_is_told_at_its_half_or_not_at_all(request: RoutineRequest) -> None:
    """What is said to be half-way is: at most a few seconds after the middle of what it is said of."""
    if routine := routine_of(request):
        cues = inside(routine, routine.cues())
        starts = [cue.start_s for cue in cues if cue.kind.is_step] + [routine.seconds]
        for cue in cues:
            if cue.say == "Half-way.":
                first, end = max(s for s in starts if s <= cue.start_s), min(s for s in starts if s > cue.start_s)
                assert 0 <= cue.start_s - (first + end) // 2 <= catalogue().speech.half_way_late_s


@on(ASKED, DRAWN)
def test_it_is_never_quiet_for_long(request: RoutineRequest) -> None:
    """Whoever only listens is never left without a word for longer than a few breaths, but to get down or up in their own time."""
    if routine := routine_of(request):
        told = [cue for cue in inside(routine, routine.cues()) if cue.kind not in (CueKind.CHANGE_POSITION, CueKind.GET_UP)]
        assert all(cue.seconds - cue.say_s <= LONGEST_QUIET_S for cue in told)


@on(ASKED, DRAWN)
def test_a_tool_is_put_aside_where_other_work_or_none_follows(request: RoutineRequest) -> None:
    """The step after the work with a tool begins with putting it aside, whatever is left out; no other step does."""
    if routine := routine_of(request):
        tools, cues = catalogue().tools, inside(routine, routine.cues(most=1))
        work = [segment for segment in routine.segments if segment.kind in WORK and segment.tool]
        ends = [before for before, after in pairwise([*work, None]) if before and (after is None or after.tool != before.tool)]
        held = {end.end_s: tools[end.tool or ""] for end in ends}
        after = {start: tool.name for start, tool in held.items() if tool.kind is not ToolKind.HANDS}
        told = {cue.start_s: cue.say.casefold() for cue in cues if " aside." in cue.say}
        assert set(told) == set(after)
        assert all(f"{name} aside." in told[start] for start, name in after.items())


def in_the_mirror(cue: Cue) -> Cue:
    swap = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    said = re.sub(r"\b[Ll]eft\b|\b[Rr]ight\b", lambda found: swap[found[0]], cue.say)
    return attrs.evolve(cue, say=said, leg=cue.leg.other if cue.leg else None)


@on(ASKED, DRAWN)
def test_the_mirror_of_a_request_gives_the_mirror_of_its_cues(request: RoutineRequest) -> None:
    """Mirrored, first leg included, each cue comes at the same second, with the other leg."""
    here, there = routine_of(request), routine_of(mirrored(request))
    if here and there:
        assert tuple(map(in_the_mirror, here.cues())) == there.cues()


@on(ASKED, DRAWN)
def test_a_cue_goes_through_json(request: RoutineRequest) -> None:
    """A cue as a dictionary holds plain values only, and the same request gives the same ones."""
    if routine := routine_of(request):
        plain = [cue.to_dict() for cue in routine.cues()]
        assert json.loads(json.dumps(plain)) == plain
        assert plain == [cue.to_dict() for cue in routine.cues()]
