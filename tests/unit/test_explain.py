"""Every routine explains itself: its points, what a change would bring, and why something is not in it."""

import json
from functools import cache

import attrs
import pytest

from hamstring import Goal, NoRoutineFits, RequestError, Routine, UnknownIdError, WhyNot, catalogue, plan_routine
from hamstring.cli import main
from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.content.kinds import KINDS
from hamstring.model.practice import Position, ToolKind
from hamstring.model.routines import SegmentKind
from hamstring.outputs.words import Words
from hamstring.planning.forced import Wanted, best_with, is_offered
from hamstring.planning.layout import lay_out
from hamstring.planning.plan import asked_of, frame_of
from hamstring.planning.problem import Frame

ROUTINES = {
    "plain": {"minutes": 10, "tools": {"foam-roller", "hands"}},
    "several tools": {"minutes": 20, "tools": {"foam-roller", "hands", "tennis-ball", "roller-stick"}, "goal": "soreness"},
    "limits": {"minutes": 10, "tools": {"foam-roller", "hands"}, "symptoms": {"open-wound@left:outer-lower", "cannot-get-up-from-floor"}},
    "one leg shut": {"minutes": 10, "tools": {"foam-roller", "hands"}, "symptoms": {"recent-injury@left"}},
    "spots": {"minutes": 8, "tools": {"hands", "tennis-ball"}, "goal": "tender-spots", "spots": ["left:outer-lower:2"]},
    "tight": {"budget_s": 180, "tools": {"hands", "foam-roller", "tennis-ball"}},
}

each_routine = pytest.mark.parametrize("name", ROUTINES)


@cache
def routine_of(name: str) -> Routine:
    return plan_routine(**{"complete": True, **ROUTINES[name]})  # type: ignore[arg-type]  # the table above


def frame(routine: Routine) -> Frame:
    known, what = asked_of(catalogue(), routine.request)
    return frame_of(catalogue(), known, what)[0]


def every_id() -> list[str]:
    content = catalogue()
    kinds = ("tools", "positions", "variants", "techniques", "stretches", "warmups", "goals", "regions")
    return [name for kind in kinds for name in content.kind(kind)] + ["left", "right:upper", "left:outer-lower:2", "right:inner-upper:1"]


# ---------------------------------------------------------------------------- explain


@each_routine
def test_the_points_in_words_are_those_of_the_ledger(name: str) -> None:
    routine = routine_of(name)
    *terms, total = routine.explain().points
    assert sum(int(line.rpartition(": ")[2]) for line in terms) == routine.score
    assert total == Words(catalogue())("ledger-total", points=routine.score)
    assert len({(line.term, line.about) for line in routine.ledger}) == len(terms)


@each_routine
def test_a_what_if_is_what_planning_again_gives(name: str) -> None:
    """Exact: it is planned, not guessed: its points are the difference of two scores."""
    routine = routine_of(name)
    for what_if in routine.explain().what_ifs:
        if what_if.routine is None:
            continue
        again = plan_routine(what_if.routine.request)
        assert again == what_if.routine
        assert what_if.points == again.score - routine.score
        assert what_if.points is not None
        assert (f"({abs(what_if.points)} points" in what_if.text) == bool(what_if.points)


@each_routine
def test_all_kinds_of_what_ifs_are_told(name: str) -> None:
    routine = routine_of(name)
    told = [what_if.change for what_if in routine.explain().what_ifs]
    assert {"minute-more", "minute-less", "lower-pressure", "already-warm"} <= set(told)
    used = {segment.tool for segment in routine.segments if segment.tool} - {"hands"}
    assert {what_if.about for what_if in routine.explain().what_ifs if what_if.change == "without-tool"} == used
    for what_if in routine.explain().what_ifs:
        if what_if.change == "without-tool" and what_if.routine is not None:
            assert what_if.about not in {segment.tool for segment in what_if.routine.segments}


def test_one_tool_more_is_the_best_one() -> None:
    routine = routine_of("plain")
    told = next(what_if for what_if in routine.explain().what_ifs if what_if.change == "with-tool")
    others = [tool.id for tool in catalogue().tools.values() if tool.is_planned and tool.id not in routine.request.tools]
    best = max(plan_routine(attrs.evolve(routine.request, tools=(*routine.request.tools, tool))).score for tool in others)
    assert told.text.endswith("it would be no better.") == (not told.about)
    assert told.points == max(0, best - routine.score)
    assert bool(told.about) == (best > routine.score)


def test_a_change_that_leaves_nothing_says_so() -> None:
    least = next(minutes for minutes in range(1, 10) if fits(minutes))
    told = next(entry for entry in plan_routine(minutes=least, complete=True).explain().what_ifs if entry.change == "minute-less")
    assert (told.routine, told.points) == (None, None)
    assert "there would be no routine" in told.text
    assert told.about == ""


def fits(minutes: int) -> bool:
    try:
        return plan_routine(minutes=minutes, complete=True).seconds > 0
    except NoRoutineFits:
        return False


def test_nothing_is_told_that_is_not_a_change() -> None:
    assert "minute-more" not in {entry.change for entry in plan_routine(minutes=60, complete=True).explain().what_ifs}
    assert "already-warm" not in {entry.change for entry in plan_routine(minutes=5, complete=True, already_warm=True).explain().what_ifs}


# ---------------------------------------------------------------------------- why not


@cache
def answer_of(name: str, asked: str) -> WhyNot:
    """Ask a routine, once for all tests."""
    return routine_of(name).why_not(asked)


@each_routine
def test_everything_that_can_be_asked_has_an_answer(name: str) -> None:
    for asked in every_id():
        told = answer_of(name, asked)
        assert str(told) == told.text
        assert told.text[0].isupper()
        assert "{" not in told.text
        assert (told.reason == "forbidden") == bool(told.rules)


@each_routine
def test_what_is_used_is_in_it_and_nothing_else(name: str) -> None:
    routine, content = routine_of(name), catalogue()
    used = {segment.doing for segment in routine.segments if segment.doing} | {segment.tool for segment in routine.segments if segment.tool}
    for asked in (*content.variants, *content.stretches, *(tool.id for tool in content.tools.values() if tool.is_planned)):
        assert (answer_of(name, asked).reason == "in") == (asked in used), asked


@each_routine
def test_the_best_routine_with_it_is_exact(name: str) -> None:
    """What is in the routine costs nothing; what is not never earns more, and is really in the other routine."""
    routine = routine_of(name)
    here = frame(routine)
    for kind, ids in {
        "tool": routine.request.tools,
        "variant": tuple(catalogue().variants),
        "stretch": tuple(catalogue().stretches),
    }.items():
        for name_ in ids:
            wanted = Wanted(kind=kind, id=name_)
            told = answer_of(name, name_)
            if told.reason == "earns-less" and told.points is not None:
                choice = best_with(here, wanted).choice
                assert choice is not None
                assert told.points == choice.score - routine.score <= 0
                assert name_ in {told for segment in lay_out(choice) for told in (segment.doing, segment.tool)}
            elif told.reason == "in" and kind == "stretch":
                choice = best_with(here, wanted).choice
                assert choice is not None
                assert choice.score == routine.score


def test_what_is_forced_in_is_the_best_of_all_that_have_it() -> None:
    """Told a second way: with that tool alone at hand there is no better routine than the best one that must use it."""
    request = attrs.evolve(routine_of("plain").request, tools=("foam-roller", "hands"))
    both, alone = frame(plan_routine(request)), frame(plan_routine(attrs.evolve(request, tools=("foam-roller",))))
    wanted = Wanted(kind="tool", id="foam-roller")
    with_it, only = best_with(both, wanted).choice, best_with(alone, wanted).choice
    assert with_it is not None
    assert only is not None
    assert only.score <= with_it.score == plan_routine(request).score


def test_a_forbidden_thing_names_the_findings_the_rules_and_their_sources() -> None:
    routine = routine_of("limits")
    told = routine.why_not("left:outer-lower")
    assert (told.reason, told.findings) == ("forbidden", ("open-wound",))
    assert set(told.sources) == {name for rule in told.rules for name in catalogue().rules[rule].sources}
    assert catalogue().rules[told.rules[0]].why in told.text
    assert routine.why_not("floor").findings == ("cannot-get-up-from-floor",)
    assert routine_of("one leg shut").why_not("foam-roller").findings == ("had-injury", "recent-injury")
    assert routine_of("one leg shut").why_not("left").reason == "forbidden"
    assert routine.why_not("left:outer-lower:2").reason == "forbidden"


def test_only_the_part_that_is_not_worked_is_explained() -> None:
    assert routine_of("limits").why_not("outer").about == "left:outer-lower"
    assert plan_routine(minutes=10, complete=True).why_not("outer").reason == "in"


def test_what_was_not_asked_says_so_and_what_it_would_bring() -> None:
    routine = plan_routine(minutes=10, complete=True)
    told = routine.why_not("foam-roller")
    more = plan_routine(attrs.evolve(routine.request, tools=("foam-roller", "hands")))
    assert (told.reason, told.points) == ("not-asked", more.score - routine.score)
    left = plan_routine(minutes=10, complete=True, legs="left", exclude=["left:upper"])
    assert left.why_not("right").reason == "not-asked"
    out = left.why_not("left:outer-upper")
    all_in = plan_routine(attrs.evolve(left.request, exclude=()))
    assert (out.reason, out.points) == ("not-asked", all_in.score - left.score)
    assert left.why_not("left:outer-lower:2").reason == "not-asked"
    assert routine.why_not("soreness").reason == "not-asked"
    assert routine.why_not(routine.request.goal.value).reason == "in"
    assert plan_routine(minutes=10, complete=True, positions={"chair"}).why_not("floor").reason == "not-asked"
    assert plan_routine(minutes=10, complete=True, stretch=False).why_not("floor-long-sit").reason == "not-asked"


def test_what_cannot_be_names_changes_that_make_it_possible() -> None:
    routine = plan_routine(minutes=10, complete=True)
    told = routine.why_not("hands-glide")
    assert (told.reason, told.needs) == ("not-possible", (catalogue().phrases["change-skin"].text,))
    bare = plan_routine(attrs.evolve(routine.request, skin=type(routine.request.skin)("bare")))
    assert bare.why_not("hands-glide").reason != "not-possible"
    several = routine.why_not("hands-friction")
    assert (several.reason, len(several.needs)) == ("not-possible", 1)
    assert catalogue().phrases["change-spot"].text in several.needs[0]
    request = attrs.evolve(routine.request, goal=Goal.TENDER_SPOTS, experience="experienced", spots=("left:outer-lower:1",))
    assert is_offered(frame(plan_routine(request)), Wanted(kind="variant", id="hands-friction"))
    assert routine.why_not("ball-press").reason == "not-possible"


@each_routine
def test_what_cannot_be_always_says_what_would_help(name: str) -> None:
    """Honest: with the answers of these routines all else can be had, so there is always a way to name."""
    told = [answer_of(name, asked) for asked in every_id()]
    assert not [answer.about for answer in told if answer.reason == "not-possible" and not answer.needs]


def test_no_change_lifts_a_limit_of_the_answers() -> None:
    routine = plan_routine(minutes=10, symptoms={"wrist-or-shoulder-trouble"}, complete=True)
    for name in every_id():
        told = routine.why_not(name)
        assert not (told.reason == "forbidden" and told.needs)


def test_an_open_question_is_named_as_what_would_help() -> None:
    routine = plan_routine(minutes=20, tools={"foam-roller", "hands"}, experience="experienced", already_warm=True, goal="tender-spots")
    assert not routine.screened
    assert catalogue().phrases["change-screened"].text in routine.why_not("roller-crossed").needs


def test_what_does_not_fit_says_in_how_much_time_it_would() -> None:
    routine = routine_of("tight")
    told = [answer for name in every_id() if (answer := answer_of("tight", name)).reason == "does-not-fit" and answer.kind != "spot"]
    assert told
    for answer in told[:3]:
        assert answer.least_minutes is not None
        wanted = Wanted(kind=answer.kind, id=answer.about)
        here = frame(routine)
        assert best_with(attrs.evolve(here, budget_s=60 * answer.least_minutes), wanted).choice is not None
        assert best_with(attrs.evolve(here, budget_s=60 * answer.least_minutes - 60), wanted).choice is None


def test_a_warm_up_is_told_of_like_all_else() -> None:
    """What stands on the page can be asked about: also the warm-ups."""
    routine = plan_routine(minutes=10, tools={"foam-roller"}, complete=True)
    done = {segment.doing for segment in routine.segments if segment.kind is SegmentKind.WARM_UP}
    assert {name for name in catalogue().warmups if routine.why_not(name).reason == "in"} == done == {"march-on-the-spot"}
    assert routine.why_not("brisk-walk-beforehand").reason == "never"
    other = catalogue().phrases["change-no-position"].text.format(position=catalogue().positions["standing"].name)
    assert routine.why_not("seated-march").needs == (other,)
    warm = plan_routine(minutes=10, tools={"foam-roller"}, complete=True, already_warm=True)
    assert warm.why_not("march-on-the-spot").reason == "not-asked"


@pytest.mark.parametrize("name", ["chen-2021", "breathe-slowly", "open-wound", "biceps-femoris", "what-if"])
def test_what_no_routine_has_in_it_is_an_error_that_names_its_kind(name: str) -> None:
    """Unknown input is an error, and an id that the content knows is never called unknown."""
    kind = next(kind for kind in KINDS if name in catalogue().kind(kind))
    with pytest.raises(RequestError, match=f"something that a routine can have in it; that is the id of one of the {kind}$"):
        routine_of("plain").why_not(name)


@pytest.mark.parametrize("spots", [["left:outer-lower:4"], [f"left:{name}:1" for name in ("outer-upper", "inner-upper", "inner-lower")]])
def test_a_spot_that_cannot_be_named_as_well_is_an_error(spots: list[str]) -> None:
    """It is never offered to name what the planner then refuses."""
    routine = plan_routine(minutes=10, complete=True, spots=[*spots, "left:outer-lower:1"] if len(spots) > 1 else [])
    with pytest.raises(RequestError, match=r"tenderness|at most 4 on a leg"):
        routine.why_not(spots[0] if len(spots) == 1 else "left:outer-upper:2")


def test_a_spot_that_would_not_be_pressed_is_told_as_what_it_is() -> None:
    """To name it would bring nothing: what keeps it out is told instead."""
    told = plan_routine(minutes=10, complete=True, goal="soreness").why_not("left:outer-lower:2")
    assert (told.reason, told.points) == ("not-possible", None)
    assert any("choose the goal" in change for change in told.needs)


def test_a_limit_of_the_answers_is_named_where_no_time_is_enough() -> None:
    """Safety: what the answers leave no room for is never said to want more time."""
    pulled = ["pull-stage-2@left:outer-upper"]
    routine = plan_routine(minutes=20, complete=True, goal="tender-spots", symptoms=pulled, spots=["right:outer-lower:2"])
    assert routine.limits.max_leg_s == catalogue().policy.tool_s.low
    for name in ("right:outer-lower:2", "hands-press", "hands-palm-press"):
        told = routine.why_not(name)
        assert (told.reason, told.findings, told.needs) == ("forbidden", ("pull-stage-2",), ())


@pytest.mark.parametrize(("name", "near"), [("foam-rolr", "foam-roller"), ("left:outr", "outer"), ("hands-nead", "hands-knead")])
def test_an_unknown_id_raises_with_near_matches(name: str, near: str) -> None:
    with pytest.raises(UnknownIdError, match=f"did you mean.*`{near}`"):
        routine_of("plain").why_not(name)


@pytest.mark.parametrize("name", ["left:outer-lower:x", "both:outer-lower:2", 5, None])
def test_what_is_no_id_is_a_request_error(name: object) -> None:
    with pytest.raises(RequestError):
        routine_of("plain").why_not(name)  # type: ignore[arg-type]  # on purpose


def test_other_content_is_refused_and_the_same_content_accepted() -> None:
    texts = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    other = Catalogue((Folder(tuple(sorted(texts.items()))),))
    routine = plan_routine(minutes=5, complete=True)
    assert routine.why_not("hands", catalogue=other).reason == "in"
    with pytest.raises(RequestError, match="planned with"):
        attrs.evolve(routine, content_version="0").explain()


# ---------------------------------------------------------------------------- on the command line


def test_the_command_line_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--minutes", "5", "--complete", "--explain"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Flexibility, 5 min")
    assert "\nWHAT IF\n" in page
    assert main(["plan", "--minutes", "5", "--complete", "--why-not", "foam-roller", "--why-not", "floor"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Foam roller: ")
    assert page.count("\n\n") == 1
    assert main(["plan", "--minutes", "5", "--complete", "--markdown", "--explain"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# Flexibility")
    assert "\n## What if\n\n- " in page
    assert main(["plan", "--minutes", "5", "--complete", "--json", "--explain", "--why-not", "floor"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["why_not"][0]["about"], told["explanation"]["what_ifs"][0]["change"]) == ("floor", "minute-more")


def test_an_unknown_id_is_one_line_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--minutes", "5", "--complete", "--why-not", "foam-rolr"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_every_position_can_be_asked() -> None:
    reasons = {position.value: routine_of("plain").why_not(position.value).reason for position in Position}
    assert set(reasons.values()) <= {"in", "earns-less", "not-possible", "does-not-fit"}


def test_a_tool_that_is_never_planned_is_told_as_such() -> None:
    """What no routine ever uses is not said to have earned less, or to be missing from the wish."""
    never = [tool.id for tool in catalogue().tools.values() if not tool.is_planned and tool.kind is not ToolKind.PROP]
    assert never
    for name in never:
        told = plan_routine(minutes=8, complete=True).why_not(name)
        assert told.reason == "never"
        assert told.sources == catalogue().tools[name].sources
