"""The cards as Chromium draws them: nothing overflows, is clipped or lies over something else, and axe-core finds nothing.

Needs the extra `browser` and a Chromium on the machine; without either these tests are skipped and say so.
"""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hamstring import Routine, RoutineRefused, plan_routine, triage
from hamstring.outputs.card_style import DARK, LIGHT
from hamstring.outputs.how_to import WORK
from hamstring.outputs.refusal import refusal_html

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install '.[browser]'")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python: pip install '.[browser]'")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEAST_TEXT_PX = 10
_NOTEBOOK = "_repr_html_"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

TEXTS = """() => [...document.querySelectorAll('svg text')].map(text => {
  const box = text.getBoundingClientRect(), room = text.ownerSVGElement.getBoundingClientRect();
  const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d;
  return {said: text.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom, size,
          svg: [...document.querySelectorAll('svg')].indexOf(text.ownerSVGElement),
          inside: box.left >= room.left - 1 && box.right <= room.right + 1 && box.top >= room.top - 1 && box.bottom <= room.bottom + 1};
})"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  if (one.closest('svg') && one.tagName !== 'svg') return false;
  const box = one.getBoundingClientRect();
  return box.right > innerWidth + 0.5 || box.left < -0.5 || (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0);
}).map(one => one.tagName + '.' + one.className)"""


@cache
def routines() -> dict[str, Routine]:
    tools = {"foam-roller", "massage-ball", "hands"}
    spots = ("left:outer-lower:2", "right:outer-upper:3", "left:inner-upper:1")
    return {
        "open": plan_routine(minutes=8),
        "full": plan_routine(
            minutes=12, tools=tools, goal="tender-spots", spots=spots, symptoms=["open-wound@right:inner-upper"], complete=True
        ),
        "long": plan_routine(minutes=45, tools=tools, complete=True, already_warm=True),
        "crowded": plan_routine(
            minutes=30,
            tools={"tennis-ball"},
            goal="tender-spots",
            spots=[
                f"{leg}:{region}:{step}" for leg, region in (("left", "inner-lower"), ("right", "outer-lower")) for step in (1, 1, 2, 3)
            ],
            complete=True,
        ),
        "one leg shut": plan_routine(minutes=12, positions={"chair"}, symptoms={"recent-injury@left"}, complete=True),
    }


def refused() -> str:
    """Give the page of a refusal with much to answer first."""
    try:
        plan_routine(minutes=10, symptoms={"recent-injury"})
    except RoutineRefused as refusal:
        return refusal_html(refusal)
    raise AssertionError


def in_notebook(value: object) -> str:
    """Ask for what a notebook shows, as a notebook does."""
    return str(getattr(value, _NOTEBOOK)())


@cache
def pages() -> dict[str, str]:
    return {name: routine.to_html() for name, routine in routines().items()} | {
        "emergency": triage({"chest-pain"}).to_html(),
        "nothing answered": triage(set()).to_html(),
        "one leg": triage({"recent-injury@left"}).to_html(),
        "settled": triage(set(), complete=True).to_html(),
        "ask first": triage({"takes-anticoagulant"}, complete=True).to_html(),
        "refused": refused(),
        "notebook": f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>n</title></head>'
        f"<body><main><p id='host'>host</p>{in_notebook(routines()['full'])}</main></body></html>",
    }


WITH_MAP = ["open", "full", "long", "crowded", "one leg shut"]
NAMES = [*WITH_MAP, "emergency", "nothing answered", "one leg", "settled", "ask first", "refused"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with playwright.sync_playwright() as running:
        if found is None and not os.path.exists(running.chromium.executable_path):
            pytest.skip("needs Chromium: none is on the path, and playwright brought none")
        browser = running.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def shown(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Give a function that opens a card at a width and in a colour scheme."""
    contexts: list[Any] = []

    def show(name: str, width: int = 360, scheme: str = "light") -> Any:
        file = tmp_path / "card.html"
        file.write_text(pages()[name], encoding="utf-8")
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme))
        page = contexts[-1].new_page()

        def note(one: Any) -> None:
            page.asked_for.append(one.url)

        page.asked_for = []
        page.on("request", note)
        page.goto(file.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


each_card = pytest.mark.parametrize("name", NAMES)
each_map = pytest.mark.parametrize("name", WITH_MAP)
each_width = pytest.mark.parametrize("width", [320, 360, 1200])
each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])


@each_card
@each_width
def test_nothing_is_wider_than_the_screen(shown: Any, name: str, width: int) -> None:
    page = shown(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_WIDE) == []


@each_map
def test_no_text_of_a_drawing_is_clipped_or_too_small_on_a_phone(shown: Any, name: str) -> None:
    texts = shown(name).evaluate(TEXTS)
    assert len(texts) > 30
    assert [text["said"] for text in texts if not text["inside"]] == []
    assert [text["said"] for text in texts if text["size"] < LEAST_TEXT_PX] == []


@each_map
def test_no_label_lies_over_another(shown: Any, name: str) -> None:
    texts = shown(name).evaluate(TEXTS)
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            apart = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
            above = one["bottom"] <= other["top"] + 3 or other["bottom"] <= one["top"] + 3
            assert one["svg"] != other["svg"] or apart or above, (one, other)


@each_card
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1200, "dark")])
def test_axe_core_finds_nothing(shown: Any, name: str, width: int, scheme: str) -> None:
    found = axe.Axe().run(shown(name, width, scheme), options=RULES)
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]] == []
    assert len(found.response["passes"]) > 10


@each_card
def test_nothing_but_the_file_is_asked_for(shown: Any, name: str) -> None:
    page = shown(name)
    assert [url for url in page.asked_for if not url.endswith("card.html")] == []


@each_map
def test_the_seconds_that_are_shown_add_up(shown: Any, name: str) -> None:
    routine = routines()[name]
    page = shown(name)
    work = sum(segment.seconds for segment in routine.segments if segment.kind in WORK)
    cells = page.locator(".hs-zones tbody td").all_inner_texts()
    assert work == sum(int(cell.removesuffix(" s")) for cell in cells if cell.endswith(" s"))
    bars = page.evaluate("[...document.querySelectorAll('.hs-segment')].map(bar => +bar.dataset.seconds)")
    assert routine.seconds == sum(bars)


@each_map
def test_the_left_leg_is_drawn_on_the_left(shown: Any, name: str) -> None:
    page = shown(name)
    boxes = {
        leg: page.evaluate(f"document.getElementById('{leg}-outer-upper').getBoundingClientRect().toJSON()") for leg in ("left", "right")
    }
    inner = {
        leg: page.evaluate(f"document.getElementById('{leg}-inner-upper').getBoundingClientRect().toJSON()") for leg in ("left", "right")
    }
    assert boxes["left"]["left"] < inner["left"]["left"] < inner["right"]["left"] < boxes["right"]["left"]


GROUND = "getComputedStyle(document.querySelector('.hs-card')).backgroundColor"


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


@each_card
def test_dark_is_dark_and_paper_is_light(shown: Any, name: str) -> None:
    page = shown(name, scheme="dark")
    assert page.evaluate(GROUND) == rgb(DARK["paper"])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(GROUND) == rgb(LIGHT["paper"])
    assert page.evaluate("getComputedStyle(document.querySelector('.hs-card')).color") == rgb(LIGHT["ink"])


A4_PX, A4_HIGH_PX = 695, 1024
"""The room on A4 paper without its margins, at 96 dots an inch."""


@each_card
def test_it_prints_and_nothing_is_wider_than_the_paper(shown: Any, name: str) -> None:
    page = shown(name, A4_PX)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_PX
    assert page.evaluate(TOO_WIDE) == []
    assert page.pdf(format="A4", print_background=True).startswith(b"%PDF")


@each_map
def test_what_is_read_before_the_start_fits_on_the_first_sheet(shown: Any, name: str) -> None:
    page = shown(name, A4_PX)
    page.emulate_media(media="print")
    steps = page.locator(".hs-doing > :first-child")
    assert steps.bounding_box()["y"] <= A4_HIGH_PX
    assert steps.evaluate("one => getComputedStyle(one).breakBefore") == "page"


@each_map
@pytest.mark.parametrize("width", [360, 1200])
def test_the_steps_are_reached_before_the_map_and_never_squeezed(shown: Any, name: str, width: int) -> None:
    page = shown(name, width)
    steps, drawing = (page.locator(found).first.bounding_box() for found in (".hs-steps", "svg"))
    assert (steps["y"] < drawing["y"]) if width == 360 else (steps["x"] < drawing["x"])
    assert page.locator(".hs-steps td:nth-child(2)").first.bounding_box()["width"] >= 360 / 2


@each_card
def test_no_line_of_text_is_too_long_to_read(shown: Any, name: str) -> None:
    widest = "Math.max(...[...document.querySelectorAll('p,li')].map(one => one.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize)))"
    assert shown(name, 1200).evaluate(widest) <= 52


@each_scheme
def test_a_card_in_a_notebook_leaves_the_rest_alone(shown: Any, scheme: str) -> None:
    page = shown("notebook", scheme=scheme)
    assert page.evaluate("getComputedStyle(document.getElementById('host')).fontFamily.includes('system-ui')") is False
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.evaluate(GROUND) == rgb((DARK if scheme == "dark" else LIGHT)["paper"])
