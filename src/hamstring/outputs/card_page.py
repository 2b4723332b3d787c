"""A routine as one HTML page that needs no script and no network: all that the text page tells, with the drawings."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.figure import ShapeKind
from hamstring.model.routines import Routine
from hamstring.outputs.card import spot_lines, told_zones, zone_name, zone_state
from hamstring.outputs.figure import BodyMap
from hamstring.outputs.markup import Markup, joined, tag
from hamstring.outputs.page_html import beside, bound, document, fragment, lines_html, section_html
from hamstring.outputs.text import NAMED, RoutinePage, Row
from hamstring.outputs.timeline import WIDTH, Timeline
from hamstring.outputs.words import Words
from hamstring.outputs.zones import zones_of

_STEPS = "heading-steps"
_FIRST = ("heading-first", "heading-spot")
_READY = ("heading-need", "heading-down", "heading-firm", "heading-limits", "heading-stop", "heading-search")
_ALERTS = (*_FIRST, "heading-stop")


def routine_html(routine: Routine, catalogue: Catalogue | None = None) -> str:
    """Write a routine as a page of its own.

    Args:
        routine: The routine.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import plan_routine
        >>> plan_routine(minutes=5).to_html().splitlines()[0]
        '<!DOCTYPE html>'
    """
    words = Words(catalogue or shipped_catalogue())
    card = _Card(routine, words)
    return document(card.page.title(), card.parts(), words)


def routine_fragment(routine: Routine, catalogue: Catalogue | None = None) -> str:
    """Write a routine as a part of a page, such as a notebook, with ids of its own."""
    words = Words(catalogue or shipped_catalogue())
    digest = sha256(routine.to_json().encode(errors="backslashreplace")).hexdigest()
    return fragment(_Card(routine, words, f"hs{digest[:8]}-").parts(), words)


class _Card:
    """Writes the parts of one card."""

    def __init__(self, routine: Routine, words: Words, prefix: str = "") -> None:
        self.routine = routine
        self.words = words
        self.prefix = prefix
        self.page = RoutinePage(routine, words.catalogue)
        self.zones = zones_of(routine)

    def parts(self) -> Markup:
        """Give the whole card."""
        written = {name: self._section(name, lines) for name, lines in self.page.sections() if name != _STEPS}
        first, ready = ([written.pop(name) for name in names] for names in (_FIRST, _READY))
        start = tag("div", *ready, class_="hs-start")
        doing = beside("hs-doing", self._steps(), joined(self._map(), self._time()), joined(*written.values()))
        foot = tag("footer", lines_html(self.page.foot()), class_="hs-foot")
        return joined(tag("h1", bound(self.page.title())), *first, start, doing, foot)

    def _section(self, heading: str, lines: Iterable[str]) -> Markup:
        style = "hs-panel" if heading == "heading-first" and self.routine.settled else "hs-alert" if heading in _ALERTS else None
        return section_html(self.words(heading), lines_html(lines, named=heading in NAMED), style)

    # ------------------------------------------------------------------------ where

    def _map(self) -> Markup:
        words, drawn = self.words, BodyMap(self.words, self.prefix)
        texts = words("card-map-title"), told_zones(self.zones, words)
        picture = self._picture("map", texts, (drawn.width, drawn.height), drawn.content(self.zones))
        shown = tag("figure", picture, tag("figcaption", words("card-map")))
        spots = lines_html(f"  - {line}" for line in spot_lines(self.routine, self.zones, words))
        return section_html(words("card-map-heading"), beside("hs-halves", joined(shown, spots), joined(*self._keys())))

    def _zones(self) -> Markup:
        words = self.words
        head = tag("thead", tag("tr", *(tag("th", words(name), scope="col") for name in ("card-column-zone", "card-column-state"))))
        rows = [
            tag("tr", tag("th", zone_name(zone, words), scope="row"), tag("td", zone_state(zone, words)), data_seconds=zone.seconds)
            for zone in self.zones
        ]
        return tag("table", tag("caption", words("card-zones")), head, tag("tbody", *rows), class_="hs-zones")

    def _keys(self) -> Iterator[Markup]:
        words, content = self.words, self.words.catalogue
        never = [(shape.mark, content.regions[shape.id]) for shape in content.figure.kind(ShapeKind.KEEP_OUT)]
        heads = [(shape.mark, content.heads[shape.id]) for shape in content.figure.kind(ShapeKind.HEAD)]
        yield tag("h3", words("card-never"))
        yield tag("ul", *(tag("li", _mark(mark), tag("strong", region.name), ". ", region.why) for mark, region in never), class_="hs-keys")
        yield tag("h3", words("guide-muscles"))
        yield tag("ul", *(tag("li", tag("strong", mark), " ", head.name) for mark, head in heads), class_="hs-keys")
        yield tag("p", words("card-drawing"), class_="hs-detail")

    def _picture(self, name: str, texts: tuple[str, str], size: tuple[int, int], body: Markup) -> Markup:
        ids = [f"{self.prefix}{name}-{part}" for part in ("title", "desc")]
        told = tag("title", texts[0], id=ids[0]), tag("desc", texts[1], id=ids[1])
        room = f"-1 -1 {size[0] + 2} {size[1] + 2}"
        return tag("svg", *told, body, class_="hs-svg", role="img", aria_labelledby=ids[0], aria_describedby=ids[1], viewBox=room)

    # ------------------------------------------------------------------------ when

    def _time(self) -> Markup:
        words, drawn = self.words, Timeline(self.routine, self.words, self.prefix)
        texts = words("card-time-title"), " ".join(" ".join(self.page.total()).split())
        shown = self._picture("time", texts, (WIDTH, drawn.height), drawn.content())
        bars = tag("figure", shown, tag("figcaption", words("card-minutes")))
        return section_html(words("card-time-heading"), beside("hs-halves", bars, self._zones()))

    def _steps(self) -> Markup:
        words = self.words
        columns = ("card-column-time", "card-column-step", "card-column-firm")
        head = tag("thead", tag("tr", *(tag("th", words(name), scope="col") for name in columns)))
        table = tag("table", tag("caption", words("card-steps")), head, tag("tbody", *map(self._row, self.page.rows())), class_="hs-steps")
        return section_html(words(_STEPS), joined(table, lines_html(self.page.total())))

    def _row(self, row: Row) -> Markup:
        words, at = self.words, f"{row.start_s // 60}:{row.start_s % 60:02d}"
        what = words("at-place", place=words(f"card-side-{row.leg}"), parts=row.what) if row.leg else row.what
        details = [tag("span", bound(text), class_="hs-detail") for text in (row.detail, row.why) if text]
        amounts = [tag("span", bound(text), class_="hs-part") for text in (row.length, row.firm) if text]
        return tag(
            "tr",
            tag("th", at, scope="row", class_="hs-time"),
            tag("td", tag("span", what, class_="hs-what"), *details),
            tag("td", *amounts, class_="hs-number"),
        )


def _mark(mark: str) -> Markup:
    return tag("span", mark, class_="hs-mark")
