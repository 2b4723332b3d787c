"""What answers do to a plan: refusals, clearance, the unscreened ceiling, one leg shut, limits of one leg, spot questions."""

import pickle
from typing import Any

import pytest

from checking import rule_of
from hamstring import (
    Answers,
    Leg,
    Permission,
    Placed,
    Routine,
    RoutineRequest,
    Urgency,
    catalogue,
    plan_routine,
    shortest_screen,
    triage,
)
from hamstring.errors import AnswersError, NoRoutineFits, RequestError, RoutineRefused, UnknownIdError
from hamstring.model.logic import RuleLimits
from hamstring.model.practice import Position
from hamstring.model.routines import SegmentKind

ALL_TOOLS = ("foam-roller", "hands", "hook-cane", "lacrosse-ball", "massage-ball", "roller-stick", "tennis-ball")
WORK = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)
FIRM: dict[str, Any] = {"experience": "experienced", "already_warm": True, "tools": ("foam-roller",), "positions": ("floor",)}
"""A request that goes up to 5 out of 10 if nothing holds it back."""

SPOT = catalogue().screens["spot"].findings
"""The questions that a named spot brings."""


def refused(**fields: Any) -> RoutineRefused:
    """Plan what must be refused."""
    with pytest.raises(RoutineRefused) as caught:
        plan_routine(minutes=12, **fields)
    return caught.value


def planned(**fields: Any) -> Routine:
    """Plan what must be allowed, with every other question denied."""
    given: dict[str, Any] = {"minutes": 12, "complete": True, **fields}
    return plan_routine(**given)


def tools_of(routine: Routine) -> set[str]:
    """Name the tools that a routine works with."""
    return {segment.tool for segment in routine.segments if segment.kind in WORK and segment.tool}


def legs_of(routine: Routine) -> set[Leg | None]:
    """Name the legs that a routine works on."""
    return {segment.leg for segment in routine.segments if segment.kind in WORK}


def quadrants_of(routine: Routine, leg: Leg) -> set[str]:
    """Name the quadrants that a routine works on, on one leg."""
    return {name for segment in routine.segments if segment.kind in WORK and segment.leg is leg for name in segment.quadrants}


# ---------------------------------------------------------------------------- refused: urgent, or not today


@pytest.mark.parametrize("finding", ["one-leg-swelling", "foot-drop", "chest-pain", "dark-urine"])
def test_same_day_and_above_is_refused(finding: str) -> None:
    error = refused(symptoms={finding}, complete=True)
    assert error.triage.urgency >= Urgency.SAME_DAY
    assert error.ask == ()


@pytest.mark.parametrize("leg", ["left", "right"])
def test_same_day_on_one_leg_refuses_the_other_one_too(leg: str) -> None:
    assert refused(symptoms={"one-leg-swelling@left"}, legs=leg, complete=True).triage.urgency is Urgency.SAME_DAY


def test_same_day_is_refused_whatever_else_is_open() -> None:
    assert refused(symptoms={"one-leg-swelling"}).triage.urgency is Urgency.SAME_DAY


def test_message_is_the_reason_and_the_advice() -> None:
    error = refused(symptoms={"chest-pain"}, complete=True)
    answered = triage({"chest-pain"}, complete=True)
    assert f"{answered.why} {answered.advice[0].text}" == str(error)


def test_refusal_carries_the_triage() -> None:
    assert triage({"chest-pain"}, complete=True) == refused(symptoms={"chest-pain"}, complete=True).triage


def test_refusal_survives_pickling() -> None:
    error = refused(symptoms={"takes-statin"})
    again = pickle.loads(pickle.dumps(error))
    assert (str(error), error.ask, error.triage) == (str(again), again.ask, again.triage)


def test_not_today_for_the_whole_body_is_refused() -> None:
    error = refused(symptoms={"fever"}, complete=True)
    assert error.triage.massage is Permission.NOT_TODAY
    assert error.triage.urgency < Urgency.SAME_DAY


def test_not_today_on_all_asked_legs_is_refused() -> None:
    assert refused(symptoms={"recent-injury@left"}, legs="left", complete=True).triage.massage_on("left") is Permission.NOT_TODAY
    assert refused(symptoms={"recent-injury@left", "leg-in-cast@right"}, complete=True).triage.massage is Permission.NOT_TODAY


# ---------------------------------------------------------------------------- refused: a question must be answered first


def test_half_met_rule_is_refused_with_the_open_conditions() -> None:
    error = refused(symptoms={"takes-statin"})
    assert {"unexplained-leg-pain", "unexplained-muscle-pain"} == set(error.ask)
    assert error.triage.half_met == error.ask


def test_half_met_rule_allows_a_plan_once_its_conditions_are_denied() -> None:
    routine = plan_routine(minutes=12, symptoms={"takes-statin"}, absent=["unexplained-leg-pain", "unexplained-muscle-pain"])
    assert not routine.screened


def test_half_met_rule_is_refused_while_one_of_two_conditions_is_open() -> None:
    error = refused(symptoms={"takes-statin"}, absent=["unexplained-muscle-pain"])
    assert error.ask == ("unexplained-leg-pain",)


def test_half_met_on_a_leg_that_is_not_asked_is_refused_all_the_same() -> None:
    assert refused(symptoms={"had-injury@left"}, legs="right").ask


def test_open_questions_alone_are_no_refusal() -> None:
    assert not plan_routine(minutes=12).screened


def test_every_half_met_rule_of_the_content_is_refused() -> None:
    partly = {rule.when[0] for rule in catalogue().rules.values() if rule.massage is Permission.NOT_TODAY and len(rule.when) > 1}
    for name in sorted(partly):
        answered = triage({name})
        if answered.half_met and answered.massage is not Permission.NOT_TODAY:
            assert refused(symptoms={name}).ask == answered.half_met


# ---------------------------------------------------------------------------- refused: ask first


def test_ask_first_is_refused_without_clearance() -> None:
    error = refused(symptoms={"takes-anticoagulant"}, complete=True)
    rule = catalogue().rules["takes-anticoagulant"]
    assert str(error).startswith(f"{rule.why} {catalogue().advice[rule.advice].text} ")
    assert 'cleared=["takes-anticoagulant"]' in str(error)
    assert error.clearable == ("takes-anticoagulant",)


def test_ask_first_is_allowed_when_the_clinician_considered_it_by_name() -> None:
    assert planned(symptoms={"takes-anticoagulant"}, cleared={"takes-anticoagulant"}).screened


@pytest.mark.parametrize("cleared", [(), {"pregnant"}, {"takes-statin", "fever"}])
def test_clearance_for_something_else_does_not_count(cleared: object) -> None:
    assert refused(symptoms={"takes-anticoagulant"}, complete=True, cleared=cleared).triage.massage is Permission.ASK_FIRST


def test_clearance_counts_for_what_it_names_only() -> None:
    error = refused(symptoms={"takes-anticoagulant", "pregnant"}, complete=True, cleared={"takes-anticoagulant"})
    assert str(error).startswith(catalogue().rules["pregnant"].why)
    assert error.clearable == ("pregnant",)
    assert planned(symptoms={"takes-anticoagulant", "pregnant"}, cleared={"takes-anticoagulant", "pregnant"}).screened


def test_clearance_must_name_the_whole_of_a_rule() -> None:
    rule = rule_of(
        "thumb-arthritis",
        "wrist-or-shoulder-trouble",
        urgency=Urgency.SELF_CARE,
        massage=Permission.ASK_FIRST,
        limits=RuleLimits(max_pressure=2),
        advice=catalogue().rules["takes-anticoagulant"].advice,
    )
    fields: dict[str, Any] = {"minutes": 12, "symptoms": set(rule.when), "complete": True, "catalogue": catalogue().with_rules(rule)}
    for part in rule.when:
        with pytest.raises(RoutineRefused):
            plan_routine(**fields, cleared={part})
    assert plan_routine(**fields, cleared=rule.when).pressure_cap == 2


def test_clearance_by_another_name_of_the_finding_counts() -> None:
    assert planned(symptoms={"warfarin"}, cleared={"warfarin"}).screened
    assert planned(symptoms={"takes-anticoagulant"}, cleared={"warfarin"}).screened


def test_clearance_with_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UnknownIdError) as caught:
        planned(symptoms={"takes-anticoagulant"}, cleared={"takes-anticoagulent"})
    assert caught.value.near["takes-anticoagulent"][0] == "takes-anticoagulant"


def test_clearance_lifts_no_limit() -> None:
    limits = catalogue().rules["takes-anticoagulant"].limits
    routine = planned(
        symptoms={"takes-anticoagulant"}, cleared={"takes-anticoagulant"}, **{**FIRM, "tools": ALL_TOOLS, "positions": tuple(Position)}
    )
    assert routine.pressure_cap <= (limits.max_pressure or 0)
    assert {catalogue().tools[tool].kind.value for tool in tools_of(routine)}.isdisjoint(limits.no_tools)
    assert "takes-anticoagulant" in routine.limited_by


@pytest.mark.parametrize("finding", ["fever", "chest-pain", "one-leg-swelling", "recent-injury"])
def test_clearance_lifts_no_not_today_and_no_urgency(finding: str) -> None:
    assert refused(symptoms={finding}, complete=True, cleared={finding, "had-injury"}).triage.massage is Permission.NOT_TODAY


def test_clearance_answers_no_open_question() -> None:
    assert refused(symptoms={"takes-anticoagulant"}, cleared={"takes-anticoagulant"}).ask


def test_ask_first_on_a_leg_that_is_not_asked_binds_nothing() -> None:
    assert planned(symptoms={"lymphoedema@left"}, legs="right").limited_by == ()
    assert refused(symptoms={"lymphoedema@left"}, legs="left", complete=True).triage.massage_on("left") is Permission.ASK_FIRST


def test_triage_knows_nothing_of_clearance() -> None:
    routine = planned(symptoms={"pregnant"}, cleared={"pregnant"})
    assert triage({"pregnant"}, complete=True).answers == routine.request.answers


# ---------------------------------------------------------------------------- unscreened


def test_without_answers_a_plan_is_unscreened_and_held_low() -> None:
    routine = plan_routine(minutes=12, **FIRM)
    assert not routine.screened
    assert routine.pressure_cap <= catalogue().policy.unscreened_cap
    assert routine.cap_reasons == ("cap-unscreened",)
    assert tuple(name for name in triage(()).not_asked if name not in SPOT) == routine.ask != ()


def test_with_answers_a_plan_is_screened_and_goes_up_to_the_ceiling() -> None:
    routine = planned(**FIRM)
    assert routine.screened
    assert routine.settled
    assert routine.pressure_cap == 5
    assert routine.cap_reasons == ("cap-experience",)
    assert routine.ask == ()


def test_denying_all_but_one_urgent_question_leaves_a_plan_unscreened() -> None:
    absent = [name for name in triage((), complete=True).answers.absent if name != "chest-pain"]
    routine = plan_routine(minutes=12, absent=absent, **FIRM)
    assert not routine.screened
    assert routine.ask == ("chest-pain",)
    assert routine.pressure_cap <= catalogue().policy.unscreened_cap


def test_leaving_only_mild_questions_open_is_screened_and_yet_held_low() -> None:
    """An open question that can still set a limit is never read as a no."""
    absent = [name for name in triage((), complete=True).answers.absent if name != "wrist-or-shoulder-trouble"]
    routine = plan_routine(minutes=12, absent=absent, **FIRM)
    assert (routine.screened, routine.settled) == (True, False)
    assert routine.pressure_cap <= catalogue().policy.unscreened_cap
    assert routine.cap_reasons == ("cap-unscreened",)
    assert catalogue().notices["unscreened"].text.split(".")[0] in " ".join(routine.to_text().split())


def test_a_routine_is_firm_only_when_no_open_question_can_limit_it() -> None:
    """The fewest questions that rule out an emergency or the same day do not make it firm."""
    for level in (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.SEE_SOON):
        routine = plan_routine(minutes=12, absent=shortest_screen(level), **FIRM)
        assert not routine.settled
        assert routine.pressure_cap <= catalogue().policy.unscreened_cap


def test_urgent_spot_questions_leave_a_plan_unscreened_once_a_spot_is_named() -> None:
    absent = [name for name in triage((), complete=True).answers.absent if name not in SPOT]
    routine = plan_routine(minutes=12, absent=absent, spots=["left:outer-lower:2"])
    assert not routine.screened
    assert {"spot-is-hot"} <= set(routine.ask) <= set(SPOT)
    assert plan_routine(minutes=12, absent=absent).screened


def test_text_of_an_unscreened_plan_opens_with_the_stop_first_questions() -> None:
    text = " ".join(str(plan_routine(minutes=12)).split())
    notice = " ".join(catalogue().notices["stop-first"].text.split())
    assert 0 < text.index(notice) < 200
    assert " ".join(catalogue().notices["unscreened"].text.split()) in text


def test_text_of_a_screened_plan_does_not() -> None:
    assert " ".join(catalogue().notices["stop-first"].text.split()) not in " ".join(str(planned()).split())


def test_unscreened_ceiling_is_the_lowest_of_all_ceilings() -> None:
    assert plan_routine(minutes=12, pressure_cap=2, **FIRM).pressure_cap == 2
    assert plan_routine(minutes=12, pressure_cap=2, **FIRM).cap_reasons == ("cap-wish",)


# ---------------------------------------------------------------------------- one leg shut


SHUT = {"symptoms": {"recent-injury@left"}}


def test_shut_leg_is_left_alone_and_told() -> None:
    routine = planned(**SHUT, tools=ALL_TOOLS, minutes=20)
    assert legs_of(routine) == {Leg.RIGHT}
    told = next(entry for entry in routine.omissions if entry.kind == "leg")
    assert (told.about, told.reason) == ("left", "omitted-leg-shut")
    assert "recent-injury" in told.findings


@pytest.mark.parametrize("minutes", [3, 8, 12, 20, 30])
def test_other_leg_is_worked_on_a_chair_with_hands_or_a_stick_only(minutes: int) -> None:
    routine = planned(**SHUT, tools=ALL_TOOLS, minutes=minutes, spots=["right:outer-lower:3"], goal="tender-spots")
    assert tools_of(routine) <= {"hands", "roller-stick"}
    assert {segment.position for segment in routine.segments if segment.kind in WORK} == {Position.CHAIR}


def test_other_leg_gets_nothing_on_the_floor_lying_or_standing() -> None:
    for position in (Position.FLOOR, Position.LYING, Position.STANDING):
        with pytest.raises(NoRoutineFits) as caught:
            planned(**SHUT, positions={position}, tools=ALL_TOOLS)
        assert caught.value.least_s is None


def test_tool_that_the_shut_leg_rules_out_names_the_finding() -> None:
    routine = planned(**SHUT, tools=("foam-roller", "hands"))
    told = next(entry for entry in routine.omissions if entry.kind == "tool")
    assert (told.about, told.reason) == ("foam-roller", "omitted-tool-forbidden")
    assert "recent-injury" in told.findings


def test_spot_on_a_shut_leg_is_left_out_and_told() -> None:
    routine = planned(**SHUT, spots=["left:outer-lower:2", "right:outer-lower:2"], goal="tender-spots")
    assert [(entry.about, entry.reason) for entry in routine.omissions if entry.kind == "spot"] == [
        ("left:outer-lower:2", "omitted-spot-leg")
    ]


def test_asking_for_the_open_leg_alone_is_bound_by_the_shut_one_too() -> None:
    routine = planned(**SHUT, legs="right", tools=ALL_TOOLS)
    assert tools_of(routine) <= {"hands", "roller-stick"}
    assert [entry for entry in routine.omissions if entry.kind == "leg"] == []


def test_whole_body_reason_shuts_both_legs() -> None:
    assert refused(symptoms={"vomiting-or-dizzy"}, complete=True).triage.massage is Permission.NOT_TODAY


# ---------------------------------------------------------------------------- limits of one leg


def test_limits_of_one_leg_bind_both() -> None:
    routine = planned(symptoms={"varicose-veins@left:outer-lower"}, **FIRM)
    assert routine.pressure_cap == catalogue().rules["varicose-veins"].limits.max_pressure
    assert {segment.leg for segment in routine.segments if segment.kind in WORK and (segment.high or 0) > 4} == set()
    assert routine.limited_by == ("varicose-veins",)
    assert "cap-limits" in routine.cap_reasons


def test_closed_place_is_closed_on_its_leg_only() -> None:
    routine = planned(symptoms={"open-wound@left:outer-lower"}, tools={"hands"}, positions={"floor"})
    assert quadrants_of(routine, Leg.LEFT) == {"outer-upper", "inner-upper", "inner-lower"}
    assert quadrants_of(routine, Leg.RIGHT) == {"outer-upper", "outer-lower", "inner-upper", "inner-lower"}


def test_tool_across_the_thigh_leaves_out_the_half_with_the_closed_place() -> None:
    routine = planned(symptoms={"open-wound@left:outer-lower"}, tools={"foam-roller"}, positions={"floor"})
    assert quadrants_of(routine, Leg.LEFT) == {"outer-upper", "inner-upper"}


def test_finding_on_a_leg_that_is_not_asked_does_not_bind() -> None:
    routine = planned(symptoms={"varicose-veins@left:outer-lower"}, legs="right", **FIRM)
    assert routine.pressure_cap == 5
    assert routine.limited_by == ()
    plain = planned(legs="right", **FIRM)
    assert plain.segments == routine.segments


def test_finding_without_a_place_binds_both_legs() -> None:
    routine = planned(symptoms={"open-wound@right:inner-upper", "age-65-or-over"}, legs="left", **FIRM)
    assert routine.limited_by == ("age-65-or-over",)
    assert routine.pressure_cap <= 4


def test_spot_in_a_closed_place_is_left_out_with_the_finding() -> None:
    routine = planned(symptoms={"open-wound@left:outer-lower"}, spots=["left:outer-lower:2", "right:outer-lower:2"], goal="tender-spots")
    told = [entry for entry in routine.omissions if entry.kind == "spot"]
    assert [(entry.about, entry.reason, entry.findings) for entry in told] == [
        ("left:outer-lower:2", "omitted-spot-closed", ("open-wound",))
    ]


def test_spot_in_a_closed_place_names_no_other_finding() -> None:
    routine = planned(
        symptoms={"open-wound@left:outer-lower", "irritated-skin@right:inner-upper"}, spots=["left:outer-lower:2"], goal="tender-spots"
    )
    assert next(entry for entry in routine.omissions if entry.kind == "spot").findings == ("open-wound",)


def test_tool_ruled_out_by_one_leg_says_that_the_other_leg_alone_would_lift_it() -> None:
    routine = planned(symptoms={"knock-stage-2@left"}, tools=("foam-roller", "hands"))
    told = next(entry for entry in routine.omissions if entry.kind == "tool")
    assert (told.about, told.findings) == ("foam-roller", ("knock-stage-2",))
    assert told.lifted_by == "omitted-other-leg"
    assert " ".join(catalogue().phrases["omitted-other-leg"].text.split()) in " ".join(str(routine).split())


def test_tool_ruled_out_by_both_legs_does_not() -> None:
    for symptoms in ({"knock-stage-2"}, {"severe-obesity", "latex-allergy"}):
        routine = planned(symptoms=symptoms, tools=("foam-roller", "hands", "tennis-ball"))
        assert {entry.lifted_by for entry in routine.omissions} <= {""}


def test_stretch_ruled_out_is_told_with_the_finding() -> None:
    routine = planned(symptoms={"hypermobility"})
    told = next(entry for entry in routine.omissions if entry.kind == "stretch")
    assert (told.reason, told.findings) == ("omitted-stretch-forbidden", ("hypermobility",))


def test_bound_on_the_minutes_of_a_leg_is_kept() -> None:
    routine = planned(symptoms={"pull-stage-2@left"}, minutes=30)
    for leg in Leg.BOTH.each:
        assert sum(segment.seconds for segment in routine.segments if segment.kind in WORK and segment.leg is leg) <= 60
    assert routine.min_gap_h == 24
    assert "48" not in str(routine.min_gap_h)


# ---------------------------------------------------------------------------- spot questions


def test_named_spots_bring_their_questions() -> None:
    routine = plan_routine(minutes=12, spots=["left:outer-lower:2"])
    assert catalogue().screens["spot"].findings == routine.spot_questions


def test_spot_questions_stand_at_the_top_of_the_text() -> None:
    routine = plan_routine(minutes=12, spots=["left:outer-lower:2"])
    text = " ".join(str(routine).split())
    steps = text.index(catalogue().phrases["heading-steps"].text.upper())
    need = text.index(catalogue().phrases["heading-need"].text.upper())
    for name in routine.spot_questions:
        assert text.index(" ".join(catalogue().findings[name].ask.split())) < need < steps


def test_answered_spot_questions_are_not_asked_again() -> None:
    routine = plan_routine(minutes=12, spots=["left:outer-lower:2"], absent=["spot-is-hot", "spot-is-lump"])
    assert set(catalogue().screens["spot"].findings) - {"spot-is-hot", "spot-is-lump"} == set(routine.spot_questions)
    assert planned(spots=["left:outer-lower:2"]).spot_questions == ()


def test_without_spots_there_are_no_spot_questions() -> None:
    assert plan_routine(minutes=12).spot_questions == ()
    assert catalogue().phrases["heading-spot"].text.upper() not in str(plan_routine(minutes=12))


# ---------------------------------------------------------------------------- where the answers come from


def test_triage_is_short_for_its_answers() -> None:
    answered = triage({"varicose-veins@left:outer-lower"}, complete=True)
    assert planned(symptoms={"varicose-veins@left:outer-lower"}) == plan_routine(minutes=12, triage=answered)


def test_triage_that_was_pickled_will_do() -> None:
    answered = triage({"thumb-arthritis"}, complete=True)
    assert plan_routine(minutes=12, triage=answered) == plan_routine(minutes=12, triage=pickle.loads(pickle.dumps(answered)))


def test_triage_made_under_other_rules_is_an_error() -> None:
    content = catalogue().with_rules(rule_of("fever"))
    for answered, other in ((triage((), catalogue=content), None), (triage(()), content)):
        with pytest.raises(RequestError) as caught:
            plan_routine(minutes=12, triage=answered, catalogue=other)
        assert caught.value.field == "triage"
    assert plan_routine(minutes=12, triage=triage((), catalogue=content), catalogue=content).rules_digest != triage(()).rules_digest


@pytest.mark.parametrize("fields", [{"symptoms": {"thumb-arthritis"}}, {"absent": ["fever"]}, {"complete": True}])
def test_triage_and_answers_together_are_an_error(fields: dict[str, Any]) -> None:
    with pytest.raises(RequestError) as caught:
        plan_routine(minutes=12, triage=triage(()), **fields)
    assert caught.value.field == "triage"


@pytest.mark.parametrize("value", ["ok", 3, {"urgency": "ok"}, Answers(), Permission.OK])
def test_what_is_no_triage_is_an_error(value: Any) -> None:
    with pytest.raises(RequestError) as caught:
        plan_routine(minutes=12, triage=value)
    assert caught.value.field == "triage"


def test_a_request_is_evaluated_whatever_it_was_made_with() -> None:
    request = RoutineRequest(minutes=12, answers=Answers(present=("chest-pain",)))
    with pytest.raises(RoutineRefused):
        plan_routine(request)


def test_answers_in_a_request_are_checked() -> None:
    with pytest.raises(UnknownIdError):
        plan_routine(RoutineRequest(minutes=12, answers=Answers(present=("chest-pian",))))
    with pytest.raises(AnswersError):
        plan_routine(RoutineRequest(minutes=12, answers=Answers(present=("fever",), absent=("fever",))))
    with pytest.raises(RequestError):
        plan_routine(RoutineRequest(minutes=12, answers=Answers(placed=(Placed("fever", Leg.LEFT),))))


def test_routine_carries_answers_that_plan_the_same_again() -> None:
    routine = planned(symptoms={"varicose-veins@left:outer-lower"})
    assert plan_routine(routine.request) == routine


def test_closed_place_is_never_named_as_work() -> None:
    """The words of a routine never send a hand to a place that the answers close."""
    routine = planned(symptoms={"varicose-veins@left:inner-lower"}, tools=("hands",), positions={Position.CHAIR}, minutes=7)
    left = [segment for segment in routine.segments if segment.leg is Leg.LEFT and segment.lane]
    assert left
    assert {segment.lane for segment in left} == {"outer"}
    floor = planned(symptoms={"varicose-veins@left:inner-lower"}, tools=("hands",), positions={Position.FLOOR}, minutes=7)
    assert "outer line and inner upper quarter" in " ".join(str(floor).split())


def test_routine_names_the_content_and_the_rules_that_made_it() -> None:
    """What a routine was made from can be told later: the version of the content and the digest of the rules."""
    routine = planned()
    assert routine.content_version == catalogue().manifest.content_version
    assert routine.rules_digest == catalogue().manifest.rules_digest == triage(()).rules_digest
