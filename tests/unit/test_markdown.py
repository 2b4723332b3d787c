"""The pages for 80 columns and in Markdown tell the same, and all of it: what to fetch, how, why, what not, and from where."""

import re
from functools import cache
from operator import methodcaller
from typing import Any

import attrs
import pytest

from hamstring import Routine, Triage, catalogue, plan_routine, triage
from hamstring.cli import main
from hamstring.model.places import QUADRANTS, Half, Leg, Line
from hamstring.model.routines import SegmentKind
from hamstring.outputs.how_to import WORK
from hamstring.outputs.markdown import escaped
from hamstring.outputs.text import RoutinePage
from hamstring.outputs.words import Words

WORDS = Words(catalogue())
in_a_notebook = methodcaller("_repr_markdown_")
KIT = {"foam-roller", "hands"}
ROUTINES: dict[str, dict[str, Any]] = {
    "plain": {"minutes": 10, "tools": KIT, "complete": True},
    "open questions": {"minutes": 5},
    "limits": {"minutes": 12, "tools": KIT, "symptoms": {"open-wound@left:outer-lower"}, "complete": True},
    "one leg shut": {"minutes": 10, "tools": KIT, "symptoms": {"recent-injury@left"}, "complete": True},
    "spots": {"minutes": 15, "tools": {"hands", "tennis-ball"}, "goal": "tender-spots", "spots": ["left:outer-lower:2"], "complete": True},
    "search": {"minutes": 15, "tools": {"hands", "tennis-ball"}, "goal": "tender-spots", "complete": True},
    "before sport": {"minutes": 6, "tools": {"roller-stick"}, "goal": "before-sport", "complete": True},
    "left out": {"minutes": 6, "tools": {"massage-gun", "hands"}, "exclude": ["right"], "pressure_cap": 9, "complete": True},
    "bare and experienced": {
        "minutes": 30,
        "tools": {"hands", "lacrosse-ball", "foam-roller"},
        "experience": "experienced",
        "skin": "bare",
        "goal": "tender-spots",
        "spots": ["right:inner-upper:1"],
        "complete": True,
    },
}
TRIAGES = {
    "emergency": triage({"chest-pain"}),
    "nothing answered": triage(set()),
    "limits": triage({"takes-aspirin-or-clopidogrel"}, complete=True),
    "one leg": triage({"recent-injury@left"}, complete=True),
    "settled": triage(set(), complete=True),
}

each_routine = pytest.mark.parametrize("name", ROUTINES)
each_triage = pytest.mark.parametrize("name", TRIAGES)


@cache
def routine_of(name: str) -> Routine:
    return plan_routine(**ROUTINES[name])


def shown(markdown: str) -> str:
    """Read Markdown as a person sees it: without marks, on one line."""
    plain = re.sub(r"(?m)^(#+|(?:    )?-) ", "", markdown)
    plain = re.sub(r"<https?://([^>]*)>", r"\1", plain)
    plain = re.sub(r"(?<!\\)\*+", "", plain)
    return " ".join(re.sub(r"\\(.)", r"\1", plain).split())


def unbroken(text: str) -> str:
    """Leave out all white space: a long address is broken at the end of a line."""
    return "".join(text.split())


def told(text: str) -> list[str]:
    """Give the sentences of a page for 80 columns without their layout."""
    plain = [re.sub(r"^ *- ", "", line) for line in re.split(r"\n(?=\S|\s*- |\s*\d+:\d\d)", text)]
    return [line for line in (" ".join(entry.split()) for entry in plain) if line]


# ---------------------------------------------------------------------------- one page, two forms


@each_routine
def test_the_markdown_of_a_routine_tells_all_that_its_page_tells(name: str) -> None:
    routine = routine_of(name)
    page, seen = RoutinePage(routine, catalogue()), shown(routine.to_markdown())
    for heading, lines in page.sections():
        entries = [re.sub(r"^\s*- ", "", " ".join(line.split())) for line in lines]
        if any(entries):
            assert WORDS(heading) in seen
        if heading != "heading-steps":
            assert [line for line in entries if re.sub(r"^- ", "", line) not in seen] == []
    for row in page.rows():
        for part in (row.leg, row.what, row.length, row.firm, row.detail, row.why):
            assert " ".join(part.split()) in seen
    for line in (*page.total(), *page.foot()):
        assert " ".join(line.split()) in seen


@each_triage
def test_the_markdown_of_a_triage_tells_all_that_its_page_tells(name: str) -> None:
    answer: Triage = TRIAGES[name]
    seen = unbroken(shown(answer.to_markdown())).casefold()
    assert [line for line in told(answer.to_text()) if unbroken(line).casefold() not in seen] == []


@each_routine
def test_a_routine_is_shown_in_notebooks_and_printed_alike(name: str) -> None:
    routine = routine_of(name)
    assert in_a_notebook(routine) == routine.to_markdown()
    assert str(routine) == routine.to_text()


@each_triage
def test_a_triage_is_shown_in_notebooks_and_printed_alike(name: str) -> None:
    assert in_a_notebook(TRIAGES[name]) == TRIAGES[name].to_markdown()
    assert str(TRIAGES[name]) == TRIAGES[name].to_text()


@each_routine
def test_a_page_keeps_to_80_columns(name: str) -> None:
    assert [line for line in routine_of(name).to_text().splitlines() if len(line) > 79] == []


@each_routine
def test_markdown_is_one_title_then_parts_with_something_in_them(name: str) -> None:
    text = routine_of(name).to_markdown()
    assert len(re.findall(r"(?m)^# ", text)) == 1
    assert re.findall(r"(?m)^## [^\n]*\n\n(?=#|\Z)", text) == []
    assert "\n\n\n" not in text
    assert text.endswith(".\n")


def test_the_command_line_prints_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--minutes", "5", "--complete", "--markdown"]) == 0
    assert capsys.readouterr().out.rstrip() == plan_routine(minutes=5, complete=True).to_markdown().rstrip()


# ---------------------------------------------------------------------------- what others wrote is text


@pytest.mark.parametrize(
    "hostile",
    [
        "# title",
        "* list",
        "1. one",
        "a_b_c",
        "[x](javascript:y)",
        "<b>&amp;",
        "`code`",
        "$x$",
        "| a |",
        "~~x~~",
        "- x",
        "+ x",
        "= x",
        "a\\*b",
    ],
)
def test_marks_in_a_text_are_escaped(hostile: str) -> None:
    marked = escaped(hostile)
    assert re.findall(r"(?<!\\)(?:\\\\)*[*_`<>\[\]|$~#&]", marked) == []
    assert not re.match(r"[-+=#]|\d+\.", marked)
    assert shown(marked) == " ".join(hostile.split())
    page = attrs.evolve(routine_of("plain"), because=(hostile,), content_version=hostile).to_markdown()
    assert escaped(hostile) in page


def test_an_address_becomes_a_link_and_nothing_else() -> None:
    assert escaped("See https://example.org/a_b?c=*d") == "See <https://example.org/a_b?c=*d>"
    assert escaped("javascript:alert(1)") == "javascript:alert(1)"


# ---------------------------------------------------------------------------- what it tells


@each_routine
def test_each_source_stands_on_the_page_with_its_title_and_address(name: str) -> None:
    routine, content = routine_of(name), catalogue()
    page, markdown = unbroken(routine.to_text()), routine.to_markdown()
    for source in (content.sources[name] for name in routine.sources):
        assert unbroken(source.title) in page
        address = f"doi.org/{source.doi}" if source.doi else (source.url or "").partition("://")[2]
        assert (address or unbroken(WORDS("guide-no-address"))) in page
        assert f"<https://{address}>" in markdown or f"<http://{address}>" in markdown or not address


@each_triage
def test_the_sources_of_the_rules_stand_on_the_page_of_a_triage(name: str) -> None:
    page = " ".join(TRIAGES[name].to_text().split())
    for rule in TRIAGES[name].fired:
        assert [source for source in rule.sources if catalogue().sources[source].title not in page] == []


@each_routine
def test_each_block_has_its_reason(name: str) -> None:
    idle = (SegmentKind.FETCH, SegmentKind.MOVE, SegmentKind.SWITCH, SegmentKind.GET_UP)
    kinds = {segment.start_s: segment.kind for segment in routine_of(name).segments}
    for row in RoutinePage(routine_of(name), catalogue()).rows():
        assert bool(row.why) == (kinds[row.start_s] not in idle), row


def test_the_reasons_are_those_of_the_blocks() -> None:
    def reasons(name: str) -> set[str]:
        return {row.why for row in RoutinePage(routine_of(name), catalogue()).rows()}

    def said(phrase: str, **gaps: str) -> str:
        return WORDS("reason", why=WORDS(phrase, **gaps))

    assert said("reason-spot") in reasons("spots")
    assert said("reason-spot") not in reasons("search")
    assert said("reason-search") in reasons("search")
    assert said("reason-movement") in reasons("before sport")
    assert said("reason-stretch") in reasons("plain")
    assert {said("reason-opening"), said("reason-closing")} <= reasons("search")
    focused = plan_routine(minutes=10, tools=KIT, focus="outer", complete=True)
    assert said("reason-focus", line="outer") in {row.why for row in RoutinePage(focused, catalogue()).rows()}


@each_routine
def test_a_reason_is_told_once_and_the_other_leg_points_to_it(name: str) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for row in RoutinePage(routine_of(name), catalogue()).rows():
        key = (row.what, row.detail, row.why)
        assert not row.why or seen.setdefault(key, row.leg) == row.leg, row
    again = WORDS("reason", why=WORDS("reason-again", leg="left"))
    assert any(row.why == again for row in RoutinePage(routine_of("plain"), catalogue()).rows())


def test_what_suits_the_goal_best_says_so_and_what_suits_it_less_does_not() -> None:
    goal = catalogue().goals["flexibility"]
    points = {catalogue().variants[entry.variant].name: entry.points for entry in goal.suits}
    rows = [row for row in RoutinePage(routine_of("plain"), catalogue()).rows() if row.firm and row.what in points]
    most = WORDS("reason", why=WORDS("reason-suits-most", goal=goal.name))
    assert {row.what for row in rows if row.why == most} == {max(points.keys() & {row.what for row in rows}, key=lambda name: points[name])}
    alone = RoutinePage(routine_of("open questions"), catalogue()).rows()
    assert WORDS("reason", why=WORDS("reason-suits", goal=goal.name)) in {row.why for row in alone}


@each_routine
def test_the_lengths_of_the_steps_and_the_seconds_between_add_up(name: str) -> None:
    routine, page = routine_of(name), RoutinePage(routine_of(name), catalogue())
    units = {"min": 60, "s": 1}
    shown = sum(int(count) * units[unit] for row in page.rows() for count, unit in re.findall(r"(\d+) (min|s)", row.length))
    between = sum(segment.seconds for segment in routine.segments if segment.kind is SegmentKind.GET_READY)
    assert routine.seconds == shown + between
    assert (WORDS("total-ready", seconds=between) in list(page.total())) is (between > 0)


@each_routine
def test_each_block_of_work_names_its_place(name: str) -> None:
    routine = routine_of(name)
    for row in RoutinePage(routine, catalogue()).rows():
        first = next(segment for segment in routine.segments if segment.start_s == row.start_s)
        if first.kind in WORK:
            names = [WORDS("whole-thigh"), *(WORDS(f"{half.value}-half") for half in Half), *(WORDS(f"line-{line.value}") for line in Line)]
            names += [WORDS(f"lane-{lane}") for lane in ("whole", "outer", "inner")] + [WORDS.region(region) for region in QUADRANTS]
            assert row.detail.startswith(tuple(names)), row
        if first.kind is SegmentKind.LIGHT:
            assert row.detail.partition(":")[0] == WORDS.part(first.quadrants)


def test_a_place_that_is_open_in_part_is_told_once_and_not_in_each_part() -> None:
    routine = plan_routine(minutes=12, tools={"hands"}, exclude=["left:inner-lower"], complete=True)
    details = [row.detail for row in RoutinePage(routine, catalogue()).rows() if row.leg == "left" and row.firm]
    assert "outer line and inner upper quarter" in details[0]
    assert [detail for detail in details if len(re.findall("quarter", detail)) > 1] == []
    assert "outer line and inner upper quarter: whole 60 s, outer 30 s, inner 30 s" in details


def test_a_line_that_is_the_whole_place_is_named_once() -> None:
    routine = plan_routine(minutes=12, tools={"hands"}, exclude=["left:inner"], complete=True)
    details = [row.detail for row in RoutinePage(routine, catalogue()).rows() if row.leg == "left" and row.firm]
    assert details
    assert all(detail.count("outer") == 1 for detail in details)


def test_what_the_answers_limit_stands_before_the_first_step() -> None:
    for text in (routine_of("limits").to_text().casefold(), routine_of("limits").to_markdown().casefold()):
        assert 0 < text.index(WORDS("heading-limits").casefold()) < text.index(f"{WORDS('heading-steps').casefold()}\n")


@each_triage
def test_no_page_of_a_triage_tells_the_same_twice_and_what_to_do_comes_first(name: str) -> None:
    lines = told(TRIAGES[name].to_text())
    assert len(set(lines)) == len(lines)
    blocks = [block for block in TRIAGES[name].to_markdown().split("\n\n") if not block.startswith("**")]
    assert len(set(blocks)) == len(blocks)
    assert blocks[1] == f"## {WORDS('triage-do')}"


def test_what_an_entry_is_about_stands_out_in_markdown() -> None:
    text = routine_of("limits").to_markdown()
    assert "- **Hands, kneading:** " in text
    assert "- **Left leg:** " in text
    assert "- **article:** " in text
    assert "- So this routine keeps to this: " in text


def test_a_step_in_markdown_has_its_parts_and_its_reason_below_it() -> None:
    first = next(row for row in RoutinePage(routine_of("plain"), catalogue()).rows() if row.firm)
    at = f"{first.start_s // 60}:{first.start_s % 60:02d}"
    step = (
        f"- **{at}** {first.leg}: {first.what}, {first.length}, {first.firm}\n    - {escaped(first.detail)}\n    - {escaped(first.why)}\n"
    )
    assert step in routine_of("plain").to_markdown()


@each_routine
def test_the_cautions_of_all_that_is_done_stand_on_the_page(name: str) -> None:
    routine, content = routine_of(name), catalogue()
    page = " ".join(routine.to_text().split())
    for doing in {segment.doing for segment in routine.segments if segment.doing}:
        record = content.variants.get(doing) or content.stretches.get(doing)
        cautions = record.cautions if record else ()
        assert [caution for caution in cautions if caution not in page] == [], doing


# ---------------------------------------------------------------------------- what was left out


def test_a_leg_that_was_to_be_left_out_says_so() -> None:
    found = next(entry for entry in routine_of("left out").omissions if entry.kind == "leg")
    assert (found.about, found.reason) == ("right", "omitted-leg-excluded")
    assert WORDS("omitted-leg-excluded", about="right") in " ".join(routine_of("left out").to_text().split())


def test_a_leg_of_which_all_is_closed_names_the_findings() -> None:
    wounds = {f"open-wound@right:{name}" for name in QUADRANTS}
    routine = plan_routine(minutes=8, symptoms=wounds, complete=True)
    found = next(entry for entry in routine.omissions if entry.kind == "leg")
    assert (found.about, found.reason, found.findings) == ("right", "omitted-leg-closed", ("open-wound",))


@pytest.mark.parametrize(
    "asked", [{"exclude": ["left:outer"]}, {"symptoms": {"open-wound@left:outer-lower", "open-wound@left:outer-upper"}}]
)
def test_a_tool_that_one_leg_does_without_says_so(asked: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"minutes": 10, "tools": KIT, "complete": True, **asked}
    routine = plan_routine(**fields)
    assert {segment.leg for segment in routine.segments if segment.tool == "foam-roller" and segment.quadrants} == {Leg.RIGHT}
    found = next(entry for entry in routine.omissions if entry.kind == "tool-on-leg")
    assert (found.about, found.findings) == ("left:foam-roller", ("open-wound",) if "symptoms" in asked else ())
    assert "Foam roller on the left leg: " in routine.to_text()


@each_routine
def test_a_tool_that_works_on_both_legs_is_not_told_as_left_out(name: str) -> None:
    routine = routine_of(name)
    for entry in routine.omissions:
        if entry.kind == "tool-on-leg":
            leg, _, tool = entry.about.partition(":")
            assert (Leg(leg), tool) not in {(segment.leg, segment.tool) for segment in routine.segments if segment.quadrants}


def test_a_leg_beside_a_shut_one_says_why_it_gets_less() -> None:
    assert WORDS("because-other-leg", leg="left") in " ".join(routine_of("one leg shut").to_text().split())
    assert "left alone today" not in routine_of("plain").to_text()


# ---------------------------------------------------------------------------- looking for spots


def test_a_search_pass_looks_at_every_part_that_is_worked() -> None:
    """With no spot named, the first strokes on each worked part of each leg look for spots, and the page says how."""
    for tools in ({"hands"}, {"hands", "tennis-ball"}, {"foam-roller"}, {"roller-stick", "hands"}):
        for positions in ({"chair"}, {"floor", "chair"}, {"bed", "chair"}):
            routine = plan_routine(minutes=15, goal="tender-spots", tools=tools, positions=positions, complete=True)
            strokes = [segment for segment in routine.segments if segment.kind is SegmentKind.WORK]
            seen: set[tuple[Leg | None, str]] = set()
            for stroke in strokes:
                here = {(stroke.leg, quadrant) for quadrant in stroke.quadrants}
                assert stroke.search or here <= seen
                seen |= here
            assert routine.search_pass
            assert WORDS("search-how") in " ".join(routine.to_text().split())


def test_with_a_spot_named_nothing_is_searched() -> None:
    assert not routine_of("spots").search_pass
    assert WORDS("search-how") not in " ".join(routine_of("spots").to_text().split())
