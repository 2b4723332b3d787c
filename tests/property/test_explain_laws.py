"""What a routine says about itself is true: its sums, each what-if, each reason why something is not in it, each way to get it."""

from itertools import combinations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from hamstring import NoRoutineFits, Routine, catalogue, plan_routine
from hamstring.content.kinds import KINDS
from hamstring.model.explaining import WhatIf, WhyNot
from hamstring.model.practice import ToolKind
from hamstring.model.requests import RoutineRequest
from hamstring.model.routines import SegmentKind
from hamstring.planning.changes import wider_requests
from hamstring.planning.forced import Wanted, best_with, is_in, is_offered
from hamstring.planning.layout import lay_out
from hamstring.planning.permission import allowed
from hamstring.planning.plan import asked_of, frame_of
from hamstring.strategies import requests, routines
from planning_strategies import timed
from profiles import examples

CONTENT = catalogue()
PLANNED = ("tools", "positions", "variants", "techniques", "stretches", "warmups")
PLACES = ("left", "outer", "right:upper", "left:inner-lower", "right:outer-upper")
BETTER = ("minute-more", "with-tool", "already-warm")
SMALL = routines(requests(low_s=120, high_s=900, most_spots=1))
ASKED = st.sampled_from([*(name for kind in PLANNED for name in CONTENT.kind(kind)), *PLACES])


def known_tools(routine: Routine) -> set[str]:
    tools = {alias: tool.id for tool in CONTENT.tools.values() for alias in (tool.id, *tool.aliases)}
    return {tools[name] for name in routine.request.tools}


def changed(routine: Routine, what_if: WhatIf) -> RoutineRequest:
    """Make the changed request in another way than the library does."""
    request, about, known = routine.request, what_if.about, known_tools(routine)
    match what_if.change:
        case "minute-more":
            return timed(request, request.seconds + 60)
        case "minute-less":
            return timed(request, request.seconds - 60)
        case "with-tool":
            return attrs.evolve(request, tools=known | ({about} if about else set()))
        case "without-tool":
            rest = known - {about}
            return attrs.evolve(request, tools=rest if any(CONTENT.tools[name].is_planned for name in rest) else rest | {"hands"})
        case "lower-pressure":
            return attrs.evolve(request, pressure_cap=routine.pressure_cap - 1)
        case change:
            assert change == "already-warm"
            return attrs.evolve(request, already_warm=True)


def planned_anew(request: RoutineRequest) -> Routine | str:
    try:
        return plan_routine(request)
    except NoRoutineFits as error:
        return str(error).rstrip(".")


@examples(25)
@given(SMALL)
def test_each_what_if_is_what_planning_the_changed_request_gives(routine: Routine) -> None:
    """Exact: the routine, its points, and where there is none, why."""
    for what_if in routine.explain().what_ifs:
        anew = planned_anew(changed(routine, what_if))
        if isinstance(anew, str):
            assert (what_if.routine, what_if.points) == (None, None)
            assert anew in what_if.text
            continue
        assert what_if.routine is not None
        assert (anew.segments, anew.score) == (what_if.routine.segments, what_if.routine.score)
        gain = anew.score - routine.score
        assert what_if.points == gain
        if set(anew.request.tools) <= known_tools(routine) or what_if.change in BETTER:  # hands stand in for an only tool
            assert gain >= 0 if what_if.change in BETTER else gain <= 0


@examples(25)
@given(SMALL)
def test_a_what_if_says_what_changes_for_the_person(routine: Routine) -> None:
    """Nothing is said to stay as it is that does not, and points alone are never all that is said."""
    same = CONTENT.phrases["what-if-same"].text
    for what_if in routine.explain().what_ifs:
        _, _, told = what_if.text.partition(": ")
        assert told
        assert told[0] != "("
        if what_if.routine is not None and (what_if.change, what_if.about) != ("with-tool", ""):
            assert (same in what_if.text) == (what_if.routine.segments == routine.segments)


@examples(15)
@given(SMALL)
def test_no_tool_more_is_better_than_the_one_that_is_named(routine: Routine) -> None:
    told = next((entry for entry in routine.explain().what_ifs if entry.change == "with-tool"), None)
    others = [tool for tool in CONTENT.tools.values() if tool.is_planned or tool.kind is ToolKind.PROP]
    for tool in others:
        more = plan_routine(attrs.evolve(routine.request, tools=(*routine.request.tools, tool.id)))
        assert more.score <= (told.routine or routine).score if told else more.score == routine.score


@examples(40)
@given(SMALL)
def test_all_that_is_told_of_the_points_adds_up(routine: Routine) -> None:
    """Exact: the lines add up to the score, and the seconds on the parts of the thighs to those of the strokes."""
    *terms, _ = routine.explain().points
    assert sum(int(line.rpartition(": ")[2]) for line in terms) == routine.score
    swept = [
        segment.seconds
        for segment in routine.segments
        if segment.kind is SegmentKind.WORK and segment.doing and CONTENT.variants[segment.doing].role.value == "sweep"
    ]
    told = [line.seconds for line in routine.ledger if line.term == "quadrant"]
    assert sum(told) == sum(swept)


# ---------------------------------------------------------------------------- why not


def wanted_of(told: WhyNot) -> Wanted:
    return Wanted(kind=told.kind, id=told.about)


def has(routine: Routine, told: WhyNot) -> bool:
    tools = asked_of(CONTENT, routine.request)[0].tools
    return is_in(CONTENT, tools, routine.segments, wanted_of(told))


def narrower(request: RoutineRequest) -> list[RoutineRequest]:
    """List requests whose routines this one may have as well: fewer tools, fewer positions."""
    tools = [(name,) for name in request.tools] + list(combinations(request.tools, 2))
    fewer = [attrs.evolve(request, tools=some) for some in tools if any(CONTENT.tools[name].is_planned for name in some)]
    return fewer + [attrs.evolve(request, positions=(position,)) for position in request.positions]


@examples(60)
@given(SMALL, ASKED)
def test_each_reason_is_true(routine: Routine, name: str) -> None:
    """Honest: what is in it is in it, what was not asked brings what is told, what is forbidden names rules and no way round."""
    told = routine.why_not(name)
    if told.kind != "place":
        assert (told.reason == "in") == has(routine, told)
    assert (told.reason == "forbidden") == bool(told.rules)
    assert not (told.needs and told.reason in {"forbidden", "in", "never", "earns-less", "does-not-fit"})
    assert set(told.findings) == {finding for rule in told.rules for finding in CONTENT.rules[rule].when}
    assert "{" not in told.text
    if told.reason == "not-asked" and told.kind == "tool":
        more = plan_routine(attrs.evolve(routine.request, tools=(*routine.request.tools, told.about)))
        assert told.points == more.score - routine.score >= 0


@examples(8)
@given(SMALL)
def test_no_other_routine_with_it_earns_more_than_is_told(routine: Routine) -> None:
    """Exact: the routine with it fits the request, has it, and none that needs less at hand and has it beats it."""
    request, what = asked_of(CONTENT, routine.request)
    others = [other for other in map(planned_anew, narrower(request)) if isinstance(other, Routine)]
    for name in (name for kind in PLANNED for name in CONTENT.kind(kind)):
        told = routine.why_not(name)
        if told.reason != "earns-less":
            continue
        best = best_with(frame_of(CONTENT, request, what)[0], wanted_of(told)).choice
        assert best is not None
        assert told.points == best.score - routine.score <= 0
        assert is_in(CONTENT, request.tools, lay_out(best), wanted_of(told))
        assert best.seconds <= request.seconds
        assert not [other for other in others if has(other, told) and other.score > best.score]


@examples(40)
@given(SMALL, ASKED)
def test_what_would_help_helps(routine: Routine, name: str) -> None:
    """Honest: each way that is named makes it possible, under the same answers; so no limit of theirs is lifted."""
    told = routine.why_not(name)
    if told.reason != "not-possible" or told.kind == "place":
        return
    request, what = asked_of(CONTENT, routine.request)
    known = {CONTENT.phrases[phrase].text.format(**gaps): other for phrase, gaps, other in wider_requests(CONTENT, request, what)}
    for way in told.needs:
        other, settled = request, what.settled
        for step in way.split(CONTENT.phrases["and"].text):
            if step == CONTENT.phrases["change-screened"].text:
                settled = True
                continue
            one = known[step]
            for field in attrs.fields(RoutineRequest):
                if getattr(one, field.name) != getattr(request, field.name):
                    value = getattr(one, field.name)
                    if field.name == "tools":
                        value = (*other.tools, *value)
                    other = attrs.evolve(other, **{field.name: value})
        allows = allowed(CONTENT, other, what.triage)
        frame = frame_of(CONTENT, other, attrs.evolve(allows, settled=allows.settled or settled))[0]
        assert is_offered(frame, wanted_of(told)), way


@examples(60)
@given(SMALL, st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.sampled_from(sorted(CONTENT.kind(kind)))))
def test_every_id_of_the_content_has_an_answer_or_is_no_part_of_a_routine(routine: Routine, name: str) -> None:
    """Total: an id that the content knows is never called unknown."""
    try:
        told = routine.why_not(name)
    except ValueError as error:
        assert "something that a routine can have in it" in str(error)
        assert not any(name in CONTENT.kind(kind) for kind in (*PLANNED, "goals", "regions"))
    else:
        assert told.text[0].isupper()
