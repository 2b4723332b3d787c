"""The cards: all that the text page tells, with a map and a timeline that tell the same, in one file that needs nothing else."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import rule_of
from hamstring import Catalogue, Routine, RoutineRefused, Triage, catalogue, plan_routine, triage
from hamstring.cli import main
from hamstring.content.checks import check_content
from hamstring.content.files import Shipped
from hamstring.model.anatomy import RegionKind
from hamstring.model.figure import Shape, ShapeKind
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.places import QUADRANTS, Half, Leg, Line
from hamstring.outputs.card import figure_svg
from hamstring.outputs.card_style import DARK, LIGHT, SHAPE_ON, TEXT_ON
from hamstring.outputs.how_to import WORK
from hamstring.outputs.markup import tag
from hamstring.outputs.refusal import refusal_html
from hamstring.outputs.text import RoutinePage
from hamstring.outputs.triage_card import triage_html
from hamstring.outputs.triage_text import triage_levels
from hamstring.outputs.words import Words
from hamstring.outputs.zones import zones_of

SVG = "{http://www.w3.org/2000/svg}"


@cache
def routines() -> dict[str, Routine]:
    tools = {"foam-roller", "massage-ball", "hands"}
    return {
        "plain": plan_routine(minutes=8, complete=True),
        "open questions": plan_routine(minutes=8),
        "one leg": plan_routine(minutes=10, legs="right", tools=tools, complete=True),
        "closed and spots": plan_routine(
            minutes=12,
            tools=tools,
            goal="tender-spots",
            spots=["left:outer-lower:2", "right:outer-upper:3", "left:inner-upper:1"],
            symptoms=["open-wound@right:inner-upper"],
            complete=True,
        ),
        "long": plan_routine(minutes=30, tools=tools, complete=True, already_warm=True),
    }


def urgent_ones_denied() -> Triage:
    """Deny whatever is urgent, and leave the rest open."""
    answered, absent = triage(set()), set[str]()
    while answered.not_asked:
        absent.update(answered.not_asked)
        answered = triage(set(), absent=absent)
    assert not answered.settled
    return answered


TRIAGES = {
    "urgent ones denied": urgent_ones_denied(),
    "emergency": triage({"chest-pain"}),
    "one leg": triage({"recent-injury@left"}),
    "nothing answered": triage(set()),
    "nothing found": triage(set(), complete=True),
    "ask first": triage({"takes-anticoagulant"}, complete=True),
    "same day": triage({"one-leg-swelling"}),
    "see soon": triage({"pressure-sore@left:inner-upper"}, complete=True),
    "within limits": triage({"varicose-veins@left:inner-lower"}, complete=True),
}

each_routine = pytest.mark.parametrize("name", ["plain", "open questions", "one leg", "closed and spots", "long"])
each_triage = pytest.mark.parametrize("name", list(TRIAGES))


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text.removeprefix("<!DOCTYPE html>"))  # noqa: S314 - our own text


def elements(root: ET.Element, style: str) -> list[ET.Element]:
    return [found for found in root.iter() if style in found.get("class", "").split()]


def text_of(root: ET.Element) -> str:
    """Give all text that is shown, blanks made one."""
    shown = " ".join(root.itertext()).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", shown)


def in_notebook(value: object, form: str = "html") -> str:
    """Ask for what a notebook shows, as a notebook does."""
    return str(getattr(value, f"_repr_{form}_")())


def ids_in(text: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', text)


# ---------------------------------------------------------------------------- the drawing


def test_the_drawing_has_exactly_the_regions_and_heads_of_the_content() -> None:
    content, drawn = catalogue(), catalogue().figure
    keep_outs = {region.id for region in content.regions.values() if region.kind is RegionKind.KEEP_OUT}
    assert {shape.id for shape in drawn.kind(ShapeKind.QUADRANT)} == set(QUADRANTS)
    assert {shape.id for shape in drawn.kind(ShapeKind.KEEP_OUT)} == keep_outs
    assert {shape.id for shape in drawn.kind(ShapeKind.HEAD)} == set(content.heads)
    assert len({shape.id for shape in drawn.shapes}) == len(drawn.shapes)


def test_every_keep_out_and_head_has_a_mark_of_its_own() -> None:
    marks = [shape.mark for shape in catalogue().figure.shapes if shape.kind in (ShapeKind.KEEP_OUT, ShapeKind.HEAD)]
    assert all(marks)
    assert len(set(marks)) == len(marks)


def outline_of(shape: Shape) -> list[tuple[float, float]]:
    """Follow a path of M, L and C commands; each curve in a few steps."""
    points: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MLC])([^MLCZ]*)", shape.d):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        pairs = list(zip(values[::2], values[1::2], strict=True))
        if command != "C":
            points += pairs
            continue
        for first in range(0, len(pairs), 3):
            a, (b, c, d) = points[-1], pairs[first : first + 3]
            for step in range(1, 9):
                t = step / 8
                weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                x, y = (sum(weight * point[axis] for weight, point in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
                points.append((x, y))
    return points


def holds(outline: list[tuple[float, float]], at: tuple[int, ...]) -> bool:
    """Say whether a point lies inside, by counting the edges to its right."""
    edges = zip(outline, [*outline[1:], outline[0]], strict=True)
    crossed = [a[0] + (at[1] - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges if (a[1] > at[1]) != (b[1] > at[1])]
    return sum(x > at[0] for x in crossed) % 2 == 1


@pytest.mark.parametrize("shape", [shape for shape in catalogue().figure.shapes if shape.at], ids=lambda shape: shape.id)
def test_a_label_stands_in_its_shape(shape: Shape) -> None:
    assert holds(outline_of(shape), shape.at)


def test_outer_is_further_from_the_middle_of_the_body_and_upper_is_higher() -> None:
    of = catalogue().figure.of
    for half in Half:
        assert of(f"inner-{half.value}").at[0] < of(f"outer-{half.value}").at[0]
    for line in Line:
        assert of(f"{line.value}-upper").at[1] < of(f"{line.value}-lower").at[1]


def test_the_heads_lie_on_the_line_of_their_muscle_and_reach_the_quadrants_of_the_content() -> None:
    content = catalogue()
    for head in content.heads.values():
        outline = outline_of(catalogue().figure.of(head.id))
        for region in head.quadrants:
            zone = outline_of(catalogue().figure.of(region))
            assert any(holds(zone, (round(x), round(y))) for x, y in outline), (head.id, region)
        side = catalogue().figure.of(head.id).at[0] - catalogue().figure.of("back-of-knee").at[0]
        assert (side > 0) == (content.muscles[head.muscle].line is Line.OUTER), head.id


def test_no_zone_to_work_overlaps_a_keep_out() -> None:
    for zone in catalogue().figure.kind(ShapeKind.QUADRANT):
        ys = [y for _, y in outline_of(zone)]
        for place in catalogue().figure.kind(ShapeKind.KEEP_OUT):
            away = [y for _, y in outline_of(place)]
            assert max(ys) <= min(away) or min(ys) >= max(away), (zone.id, place.id)


def test_the_nerve_runs_between_the_hip_point_and_the_sit_bone_and_parts_behind_the_knee() -> None:
    of = catalogue().figure.of
    nerve = outline_of(of("sciatic-nerve"))
    beside = [x for x, y in nerve if abs(y - of("sit-bone").at[1]) < 12]
    edge = max(x for x, _ in outline_of(of("sit-bone")))
    assert beside
    assert all(edge < x < min(x for x, _ in outline_of(of("greater-trochanter"))) for x in beside)
    for place in ("buttock-crease", "back-of-knee", "outer-knee"):
        assert any(holds(outline_of(of(place)), (round(x), round(y))) for x, y in nerve), place
    under = [(x, y) for x, y in nerve if 200 < y < 290]
    head = outline_of(of("biceps-femoris-long-head"))
    assert all(min(abs(x - edge) for edge, level in head if abs(level - y) < 25) < 8 for x, y in under)


EDITS = [
    pytest.param(
        'id = "sit-bone"', 'id = "sit-bonne"', "`sit-bonne` is no keep-out of this content, did you mean `sit-bone`?", id="keep-out"
    ),
    pytest.param(
        'id = "sit-bone"\nkind = "keep-out"', 'id = "sit-bone"\nkind = "body"', "expected a shape for the keep-out `sit-bone`", id="missing"
    ),
    pytest.param('id = "semitendinosus-head"', 'id = "semitendinosus"', "`semitendinosus` is no head of this content", id="head"),
    pytest.param('id = "inner-upper"', 'id = "upper-inner"', "expected a shape for the quadrant `inner-upper`, found none", id="quadrant"),
]


@pytest.mark.parametrize(("old", "new", "problem"), EDITS)
def test_a_drawing_that_does_not_fit_its_content_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    for kind in Shipped().kinds():
        text = Shipped().text(kind).decode()
        (tmp_path / f"{kind}.toml").write_text(text.replace(f"\n{old}", f"\n{new}") if kind == "figure" else text, encoding="utf-8")
    found = [issue for issue in check_content(Catalogue.from_folder(tmp_path)) if issue.severity == "error"]
    assert {issue.where.split(".")[0] for issue in found} == {"figure"}
    assert any(issue.problem.startswith(problem) for issue in found)


# ---------------------------------------------------------------------------- form


@each_routine
def test_pages_and_pictures_are_well_formed_with_ids_that_stand_once(name: str) -> None:
    routine = routines()[name]
    for text in (routine.to_html(), routine.to_svg(), in_notebook(routine), in_notebook(routine, "svg")):
        parsed(text)
        assert len(set(ids_in(text))) == len(ids_in(text))


@each_routine
def test_all_regions_and_heads_have_their_ids_on_both_legs(name: str) -> None:
    names = [shape.id for shape in catalogue().figure.shapes if shape.kind is not ShapeKind.BODY]
    for text in (routines()[name].to_html(), routines()[name].to_svg(), figure_svg()):
        assert {f"{leg}-{one}" for leg in Leg.BOTH.each for one in names} <= set(ids_in(text))


@each_triage
def test_a_triage_card_is_well_formed(name: str) -> None:
    parsed(TRIAGES[name].to_html())
    parsed(in_notebook(TRIAGES[name]))


def all_texts() -> Iterator[str]:
    for routine in routines().values():
        yield from (routine.to_html(), routine.to_svg(), in_notebook(routine))
    for answered in TRIAGES.values():
        yield from (answered.to_html(), in_notebook(answered))
    yield figure_svg()


def test_nothing_is_fetched_and_nothing_runs() -> None:
    for text in all_texts():
        plain = text.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert re.findall(r"https?:|//[a-z]|<script|<link|@import|@font-face|\bsrc=|\bhref=|\bon[a-z]+=", plain) == []
        assert [target for target in re.findall(r"url\(([^)]*)\)", plain) if not target.startswith("#")] == []


def test_every_reference_inside_a_card_has_its_target() -> None:
    for text in all_texts():
        used = re.findall(r"url\(#([^)]*)\)", text)
        used += [name for names in re.findall(r'aria-(?:labelledby|describedby)="([^"]*)"', text) for name in names.split()]
        assert set(used) <= set(ids_in(text))


def test_a_part_of_a_page_styles_nothing_outside_and_has_ids_of_its_own() -> None:
    one, other = in_notebook(routines()["plain"]), in_notebook(routines()["long"])
    assert set(ids_in(one)).isdisjoint(ids_in(other))
    style = parsed(one).find("style")
    assert style is not None
    assert style.text
    flat = re.sub(r"@media[^{]*\{|@page\{[^}]*\}", "", style.text)
    selectors = [part.strip() for found in re.findall(r"([^{}]+)\{[^}]*\}", flat) for part in found.split(",")]
    assert len(selectors) > 50
    assert [selector for selector in selectors if not selector.startswith(".hs-")] == []


def test_the_same_routine_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "from hamstring import *; r = plan_routine(minutes=8, complete=True); print(r.to_html(), r.to_svg(), triage({'fever'}).to_html())"
    )
    made: set[bytes] = set()
    for seed in ("0", "1"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYTHONIOENCODING": "utf-8",
        }
        made.add(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
    assert len(made) == 1


# ---------------------------------------------------------------------------- what it tells


@each_routine
def test_the_page_tells_all_that_the_text_page_tells(name: str) -> None:
    routine = routines()[name]
    page = RoutinePage(routine, catalogue())
    shown = text_of(parsed(routine.to_html()))
    assert page.title() in shown
    for heading, lines in page.sections():
        told = [" ".join(line.split()).removeprefix("- ") for line in lines]
        if any(told):
            assert Words(catalogue())(heading) in shown
        assert heading == "heading-steps" or [line for line in told if line not in shown] == []
    for row in page.rows():
        at = f"{row.start_s // 60}:{row.start_s % 60:02d}"
        side = f"{row.leg.capitalize()}: " if row.leg else ""
        assert " ".join(f"{at} {side}{row.what} {row.detail} {row.why} {row.length} {row.firm}".split()) in shown
    for line in (*page.total(), *page.foot()):
        assert " ".join(line.split()) in shown


@each_routine
def test_the_shown_seconds_of_each_leg_are_its_seconds_of_work(name: str) -> None:
    routine = routines()[name]
    for text in (routine.to_html(), routine.to_svg()):
        zones = elements(parsed(text), "hs-quadrant")
        for leg in Leg.BOTH.each:
            work = sum(segment.seconds for segment in routine.segments if segment.kind in WORK and segment.leg is leg)
            assert work == sum(int(zone.get("data-seconds", "")) for zone in zones if zone.get("data-leg") == leg.value)
        shown = [int(found) for pill in elements(parsed(text), "hs-on-pill") for found in re.findall(r"^(\d+) s$", pill.text or "")]
        assert sum(shown) == sum(int(zone.get("data-seconds", "")) for zone in zones)


@each_routine
def test_the_bars_add_up_to_the_routine(name: str) -> None:
    routine = routines()[name]
    for text in (routine.to_html(), routine.to_svg()):
        bars = elements(parsed(text), "hs-segment")
        assert routine.seconds == sum(int(bar.get("data-seconds", "")) for bar in bars)
        for kind in {segment.kind for segment in routine.segments}:
            planned = sum(segment.seconds for segment in routine.segments if segment.kind is kind)
            assert planned == sum(int(bar.get("data-seconds", "")) for bar in bars if bar.get("data-kind") == kind.value)


@each_routine
def test_a_bar_is_as_wide_as_its_seconds_and_as_high_as_it_is_firm(name: str) -> None:
    firm: dict[int, float] = {}
    for bar in elements(parsed(routines()[name].to_svg()), "hs-segment"):
        rect = bar.find(f"{SVG}rect")
        assert rect is not None
        assert rect.get("width") == bar.get("data-seconds")
        rated = re.search(r"(\d+)/10$", bar.findtext(f"{SVG}title") or "")
        if rated:
            firm[int(rated[1])] = float(rect.get("height", ""))
    assert [height / high for high, height in firm.items()] == pytest.approx([3.2] * len(firm))


@each_routine
def test_each_leg_has_its_own_lane_with_its_name(name: str) -> None:
    root = parsed(routines()[name].to_svg())
    for row in elements(root, "hs-row"):
        names = {text.text: float(text.get("y", "")) for text in row.findall(f"{SVG}text")}
        assert names["Left"] < names["Right"]
        for bar in elements(row, "hs-segment"):
            rect = bar.find(f"{SVG}rect")
            assert rect is not None
            if rect.get("class") != "hs-moving":
                foot = float(rect.get("y", "")) + float(rect.get("height", ""))
                assert foot == pytest.approx(names[str(bar.get("data-leg")).capitalize()] + 3)


def test_seconds_that_cannot_be_shared_equally_still_add_up() -> None:
    routine = routines()["plain"]
    work = next(segment for segment in routine.segments if segment.kind in WORK)
    part = attrs.evolve(work, start_s=0, seconds=5, quadrants=tuple(sorted(QUADRANTS)))
    three = attrs.evolve(part, start_s=5, seconds=10, quadrants=("inner-lower", "inner-upper", "outer-lower"))
    found = zones_of(attrs.evolve(routine, segments=(part, three)))
    assert sum(zone.seconds for zone in found) == 15
    assert max(zone.seconds for zone in found) == 5


def test_kinds_differ_in_more_than_colour() -> None:
    looks: set[tuple[str | None, str | None]] = set()
    for routine in routines().values():
        for bar in elements(parsed(routine.to_svg()), "hs-segment"):
            rect = bar.find(f"{SVG}rect")
            assert rect is not None
            looks.add((rect.get("class"), rect.get("fill")))
    assert {("hs-bar", f"url(#bar-{look})") for look in ("work", "hold", "stretch")} <= looks
    assert {("hs-moving", None), ("hs-pause", None)} <= looks


@each_routine
def test_closed_places_are_marked_by_word_and_pattern_and_no_other_is(name: str) -> None:
    routine = routines()[name]
    for text in (routine.to_html(), routine.to_svg()):
        root = parsed(text)
        closed = {f"{zone.get('data-leg')}:{zone.get('data-region')}" for zone in elements(root, "hs-closed")}
        assert set(routine.closed) == closed
        assert len(routine.closed) == sum(found.get("fill") == "url(#closed)" for found in root.iter())
        assert [pill.text for pill in elements(root, "hs-on-closed")] == ["closed"] * len(routine.closed)


def test_only_closed_zones_have_crossed_lines_and_each_shade_is_denser() -> None:
    patterns = {pattern.get("id"): pattern for pattern in parsed(figure_svg()).iter(f"{SVG}pattern")}
    crossed = [name for name, pattern in patterns.items() if "H" in pattern[0].get("d", "")]
    assert crossed == ["closed"]
    steps = [float(patterns[f"shade-{shade}"].get("width", "")) for shade in range(1, len(catalogue().figure.shades_s) + 2)]
    assert steps == sorted(set(steps), reverse=True)


def test_a_closed_zone_has_no_seconds_and_a_worked_one_has() -> None:
    for routine in routines().values():
        for zone in zones_of(routine):
            assert not (zone.is_closed and zone.seconds)


def test_more_seconds_are_shaded_no_less() -> None:
    shades = [catalogue().figure.shade(seconds) for seconds in range(601)]
    assert shades == sorted(shades)
    assert (shades[0], shades[1], shades[-1]) == (0, 1, len(catalogue().figure.shades_s) + 1)


def test_the_left_leg_is_on_the_left_as_one_sees_it_from_behind() -> None:
    drawn = {leg.get("data-leg"): leg for leg in elements(parsed(figure_svg()), "hs-leg")}
    half = catalogue().figure.width
    assert [f"translate({half},2) scale(-1,1)", f"translate({half},2)"] == [
        child.get("transform") for leg in ("left", "right") for child in drawn[leg].findall(f"{SVG}g")
    ]
    for leg, is_left in (("left", True), ("right", False)):
        places = {text.text: float(text.get("x", "")) for text in drawn[leg].findall(f"{SVG}text")}
        assert all((x < half) == is_left for x in places.values())
        assert (abs(places["outer"] - half) > abs(places["inner"] - half)) is True
        assert f"{leg.capitalize()} leg" in places


def test_spots_are_marked_in_their_zone_on_their_leg() -> None:
    routine = routines()["closed and spots"]
    marks = elements(parsed(routine.to_svg()), "hs-spot")
    assert len(routine.request.spots) == len(marks)
    for mark in marks:
        spot = routine.request.spots[int(mark.get("data-spot", "")) - 1]
        x, y = (float(number) for number in re.findall(r"-?[\d.]+", mark.get("d", ""))[:2])
        across = (x - catalogue().figure.width) * (-1 if spot.leg is Leg.LEFT else 1)
        assert holds(outline_of(catalogue().figure.of(spot.region)), (round(across), round(y + 11 - 2)))
    shown = text_of(parsed(routine.to_html()))
    assert "Spot 1: left inner upper quarter, tenderness 1 of 3." in shown


def test_four_spots_in_one_zone_stay_in_it_and_apart() -> None:
    for region in QUADRANTS:
        spots = [f"{leg}:{region}:{tenderness}" for leg in ("left", "right") for tenderness in (1, 1, 2, 3)]
        routine = plan_routine(minutes=30, tools={"tennis-ball"}, goal="tender-spots", spots=spots, complete=True)
        zone, skin = outline_of(catalogue().figure.of(region)), outline_of(catalogue().figure.of("outline"))
        centres: list[tuple[float, float]] = []
        for mark in elements(parsed(routine.to_svg()), "hs-spot"):
            x, y = (float(number) for number in re.findall(r"-?[\d.]+", mark.get("d", ""))[:2])
            side = -1 if int(mark.get("data-spot", "")) <= 4 else 1
            at = (round((x - catalogue().figure.width) * side), round(y + 11 - 2))
            assert holds(zone, at), (region, mark.get("data-spot"))
            assert holds(skin, at), (region, mark.get("data-spot"))
            assert all(abs(x - other[0]) + abs(y - other[1]) >= 22 for other in centres)
            centres.append((x, y))
        assert len(centres) == 8


def test_numbers_of_spots_rise_from_left_to_right_on_both_legs() -> None:
    spots = ["left:outer-lower:1", "left:outer-lower:2", "right:outer-lower:1", "right:outer-lower:2"]
    routine = plan_routine(minutes=20, tools={"tennis-ball"}, goal="tender-spots", spots=spots, complete=True)
    marks = elements(parsed(routine.to_svg()), "hs-spot")
    places = [(float(re.findall(r"-?[\d.]+", mark.get("d", ""))[0]), mark.get("data-spot")) for mark in marks]
    assert [number for _, number in sorted(places)] == ["1", "2", "3", "4"]


@each_routine
def test_on_a_page_all_that_keeps_safe_comes_first_then_the_steps_then_the_map(name: str) -> None:
    root = parsed(routines()[name].to_html())
    titles = [title.text for title in root.iter("h2")]
    words = Words(catalogue())
    order = ["heading-first", "heading-firm", "heading-limits", "heading-stop", "heading-steps", "card-map-heading", "card-time-heading"]
    expected = [words(phrase) for phrase in order if words(phrase) in titles]
    assert [title for title in titles if title in expected] == expected
    assert (words("heading-limits") in titles) is bool(routines()[name].because)


def test_a_picture_explains_what_is_drawn() -> None:
    for routine in routines().values():
        shown = text_of(parsed(routine.to_svg())).replace("\n", " ")
        assert Words(catalogue())("card-map") in shown


def test_a_routine_with_open_questions_opens_with_them() -> None:
    root = parsed(routines()["open questions"].to_html())
    first = next(found for found in root.iter("section"))
    assert first.get("class") == "hs-alert"
    assert " ".join(catalogue().notices["stop-first"].text.split()) in text_of(first)
    assert next(parsed(routines()["plain"].to_html()).iter("section")).get("class") == "hs-panel"


HOSTILE = ["</style><script>alert(1)</script>", '" onload="x', "<!-- & ]]>", "\x00\x1b\ud800", "</svg></title><b>"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_others_wrote_is_shown_as_text_and_never_as_markup(hostile: str) -> None:
    routine = routines()["plain"]
    before, after = routine, attrs.evolve(routine, because=(hostile,), sources=(hostile,), content_version=hostile)
    for name in ("to_html", "to_svg", "_repr_html_"):
        text = getattr(after, name)()
        text.encode("utf-8")
        plain, found = parsed(getattr(before, name)()), parsed(text)
        assert {one.tag for one in plain.iter()} == {one.tag for one in found.iter()}
        assert {key for one in plain.iter() for key in one.attrib} == {key for one in found.iter() for key in one.attrib}
    visible = re.sub("[\x00\x1b\ud800]", "\N{REPLACEMENT CHARACTER}", hostile)
    assert visible in text_of(parsed(after.to_html()))


def test_words_of_another_content_are_escaped_in_a_triage_card() -> None:
    rule = rule_of("fever", urgency=Urgency.EMERGENCY, advice="emergency-chest", why="<script>x</script>")
    content = catalogue().with_rules(rule)
    page = triage_html(triage({"fever"}, complete=True, catalogue=content), content)
    assert "<script>" not in page
    assert "<script>x</script>" in text_of(parsed(page))


@given(st.text())
def test_text_survives_an_element_but_for_what_xml_cannot_hold(text: str) -> None:
    legal = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\N{REPLACEMENT CHARACTER}", text)
    found = ET.fromstring(tag("p", text, title=text))  # noqa: S314 - our own text
    assert (found.text or "") == re.sub("\r\n?", "\n", legal)


# ---------------------------------------------------------------------------- colours


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_published() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_shapes_stand_out_from_their_ground(colours: dict[str, str]) -> None:
    assert [pair for pair in TEXT_ON if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []
    assert [pair for pair in SHAPE_ON if contrast(colours[pair[0]], colours[pair[1]]) < 3] == []


def test_the_cards_use_the_checked_colours_and_no_others() -> None:
    known = {*LIGHT.values(), *DARK.values()}
    for text in all_texts():
        used = set(re.findall(r"#[0-9a-f]{6}\b", text))
        assert used <= known
        assert LIGHT["paper"] in used
        assert DARK["paper"] in used


# ---------------------------------------------------------------------------- triage


@each_triage
def test_a_triage_card_opens_with_how_soon_in_words(name: str) -> None:
    answered = TRIAGES[name]
    body = parsed(answered.to_html()).find("body")
    assert body is not None
    shown = text_of(body)
    told = [" ".join(line.split()) for line in triage_levels(answered, Words(catalogue()))]
    assert " ".join(("What your answers mean", *told)) == shown.strip()[: len(" ".join(("What your answers mean", *told)))]


@each_triage
def test_a_triage_card_tells_what_to_do_by_when_and_what_if_it_gets_worse(name: str) -> None:
    answered = TRIAGES[name]
    shown = text_of(parsed(answered.to_html()))
    for line in re.split(r"\n\n", str(answered)):
        for part in line.splitlines():
            assert part.removeprefix("  - ").strip() in shown or part.isupper(), part
    for advice in answered.advice:
        assert advice.time_frame in shown
        assert " ".join(advice.if_worse.split()) in shown


@each_triage
def test_a_triage_card_is_calm_only_when_all_is_well_and_alarming_when_it_may_be_urgent(name: str) -> None:
    """Safety: an answer that wants somebody to be seen or asked first does not look like a yes."""
    answered: Triage = TRIAGES[name]
    root = parsed(answered.to_html())
    alarming = answered.at_most.urgency >= Urgency.SAME_DAY or answered.massage is Permission.NOT_TODAY
    assert bool(elements(root, "hs-alert")) is alarming
    is_well = answered.settled and answered.urgency is Urgency.SELF_CARE and answered.massage in (Permission.OK, Permission.WITH_LIMITS)
    assert bool(elements(root, "hs-calm")) is is_well


@each_triage
def test_a_triage_card_tells_what_is_open_and_never_calls_it_settled(name: str) -> None:
    answered: Triage = TRIAGES[name]
    shown = text_of(parsed(answered.to_html()))
    assert (catalogue().phrases["triage-settled"].text in shown) is answered.settled
    if not answered.settled:
        assert " ".join(catalogue().findings[answered.ask[0]].ask.split()) in shown
        assert f"answer: {len(answered.ask)}." in shown
        assert "not settled" in shown or answered.massage is Permission.NOT_TODAY


def test_an_emergency_names_the_numbers_before_anything_else_to_do() -> None:
    root = parsed(TRIAGES["emergency"].to_html())
    assert elements(root, "hs-alert")
    assert "999 in the UK, 112 in Europe, 911 in the US" in text_of(next(root.iter("section")))


# ---------------------------------------------------------------------------- command line


def test_the_command_line_writes_the_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, picture, answer = tmp_path / "a.html", tmp_path / "a.svg", tmp_path / "t.html"
    assert main(["plan", "--minutes", "8", "--complete", "--html", str(page), "--svg", str(picture)]) == 0
    assert main(["triage", "fever", "--html", str(answer)]) == 0
    assert page.read_text(encoding="utf-8") == routines()["plain"].to_html()
    assert picture.read_text(encoding="utf-8") == routines()["plain"].to_svg()
    assert answer.read_text(encoding="utf-8") == triage({"fever"}).to_html()
    assert "Flexibility, 8 min" in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked", [["--symptom", "chest-pain"], ["--symptom", "recent-injury"], ["--symptom", "takes-anticoagulant", "--complete"]]
)
def test_a_refusal_writes_its_card_and_keeps_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str]) -> None:
    page, picture = tmp_path / "a.html", tmp_path / "a.svg"
    page.write_text("the routine of yesterday", encoding="utf-8")
    assert main(["plan", "--minutes", "10", *asked, "--html", str(page), "--svg", str(picture)]) == 3
    assert not picture.exists()
    with pytest.raises(RoutineRefused) as refused:
        plan_routine(minutes=10, symptoms={asked[1]}, complete="--complete" in asked)
    error, root = refused.value, parsed(page.read_text(encoding="utf-8"))
    assert page.read_text(encoding="utf-8") == refusal_html(error)
    shown, told = text_of(root), capsys.readouterr().out
    content = catalogue()
    for text in (*(content.findings[name].ask for name in error.ask), *error.clearable, *triage_levels(error.triage, Words(content))):
        assert " ".join(text.split()) in shown
        assert " ".join(text.split()) in " ".join(told.split())
    assert elements(root, "hs-alert") or error.clearable
    assert (Words(content)("triage-still-open") in shown) is not bool(error.ask)


def test_no_file_that_cannot_be_written_hides_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = str(tmp_path / "no" / "a.html")
    assert main(["plan", "--minutes", "10", "--symptom", "chest-pain", "--html", nowhere]) == 3
    told = capsys.readouterr()
    assert "How soon: emergency, now" in told.out
    refusal, unwritten = told.err.splitlines()
    assert refusal.startswith("hamstring: no routine now: ")
    assert "a file that can be written" in unwritten
    assert main(["triage", "chest-pain", "--html", nowhere]) == 2
    told = capsys.readouterr()
    assert "How soon: emergency, now" in told.out
    assert len(told.err.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--minutes", "8", "--svg", str(tmp_path / "no" / "a.svg")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "a file that can be written" in told.err
