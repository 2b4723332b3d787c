"""A routine as one picture: the map of the thighs, its keys, the time, all in one SVG file."""

from collections.abc import Iterator
from typing import Final

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.figure import ShapeKind
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.card_style import svg_style
from hamstring.outputs.figure import BodyMap
from hamstring.outputs.markup import Markup, joined, tag
from hamstring.outputs.text import RoutinePage
from hamstring.outputs.timeline import Timeline
from hamstring.outputs.words import Words
from hamstring.outputs.zones import Zone, zones_of

XMLNS: Final = "http://www.w3.org/2000/svg"
_LINE: Final = 21
_MARGIN: Final = 12
_PER_LINE: Final = 50


def routine_svg(routine: Routine, catalogue: Catalogue | None = None) -> str:
    """Draw a routine as one SVG file that needs nothing else.

    Args:
        routine: The routine.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import plan_routine
        >>> plan_routine(minutes=5).to_svg().startswith("<svg ")
        True
    """
    words = Words(catalogue or shipped_catalogue())
    return _Picture(routine, words).markup()


def figure_svg(catalogue: Catalogue | None = None) -> str:
    """Draw the back of both thighs without a routine, for apps that light up regions themselves.

    Args:
        catalogue: The content for the names, or None for the shipped one.

    Example:
        >>> from hamstring.outputs.card import figure_svg
        >>> 'id="left-outer-upper"' in figure_svg()
        True
    """
    words = Words(catalogue or shipped_catalogue())
    drawn = BodyMap(words)
    body = joined(tag("rect", class_="hs-paper", width=drawn.width, height=drawn.height), drawn.content(()))
    return standalone(drawn.width, drawn.height, words("card-map-title"), words("card-drawing"), body)


def standalone(width: int, height: int, title: str, told: str, body: Markup) -> Markup:
    """Give an SVG file with its title, its description and its styles."""
    return tag(
        "svg",
        tag("title", title, id="title"),
        tag("desc", told, id="desc"),
        tag("style", svg_style()),
        body,
        xmlns=XMLNS,
        viewBox=f"0 0 {width} {height}",
        width=2 * width,
        height=2 * height,
        class_="hs-svg",
        role="img",
        aria_labelledby="title",
        aria_describedby="desc",
    )


def told_zones(zones: tuple[Zone, ...], words: Words) -> str:
    """Tell in words what the map shows."""
    return " ".join(f"{words('card-zone', place=zone_name(zone, words), state=zone_state(zone, words))}." for zone in zones)


def zone_name(zone: Zone, words: Words) -> str:
    """Name a zone with its leg."""
    return words("place", leg=zone.leg, region=words.region(zone.region))


def zone_state(zone: Zone, words: Words) -> str:
    """Say what is done to a zone."""
    if zone.is_closed:
        return words("card-closed")
    return words("dose-seconds", seconds=zone.seconds) if zone.seconds else words("card-not-worked")


def spot_lines(routine: Routine, zones: tuple[Zone, ...], words: Words) -> Iterator[str]:
    """Tell of each tender spot where it is and what is done to its place."""
    found = {number: (spot, zone) for zone in zones for number, spot in zone.spots}
    for number, (spot, zone) in sorted(found.items()):
        pressed = sum(segment.seconds for segment in routine.segments if _presses(segment, zone))
        done = words("card-spot-pressed", seconds=pressed) if pressed else words("card-spot-left")
        yield words("card-spot", number=number, place=zone_name(zone, words), tenderness=spot.tenderness, done=done)


def _presses(segment: Segment, zone: Zone) -> bool:
    return segment.kind is SegmentKind.HOLD and segment.leg is zone.leg and segment.quadrants == (zone.region,)


class _Picture:
    """Puts the parts of one picture under each other."""

    def __init__(self, routine: Routine, words: Words) -> None:
        self.routine = routine
        self.words = words
        self.zones = zones_of(routine)
        self.map = BodyMap(words)
        self.width = self.map.width + 2 * _MARGIN
        self.y = _MARGIN
        self.parts: list[Markup] = []

    def markup(self) -> Markup:
        """Give the file."""
        page = RoutinePage(self.routine, self.words.catalogue)
        self._line(page.title(), "hs-text hs-strong")
        if not self.routine.settled:
            self._paragraph(self.words.notice("unscreened"))
        self._place(self.map.content(self.zones), self.map.height)
        self._paragraph(self.words("card-map"), "hs-note")
        for line in spot_lines(self.routine, self.zones, self.words):
            self._paragraph(line)
        self._keys()
        self._heading("card-time-title")
        self._paragraph(self.words("card-minutes"))
        timeline = Timeline(self.routine, self.words)
        self._place(timeline.content(), timeline.height)
        for line in page.foot():
            self._paragraph(line, "hs-note")
        ground = tag("rect", class_="hs-paper", width=self.width, height=self.y)
        return standalone(self.width, self.y, page.title(), told_zones(self.zones, self.words), joined(ground, *self.parts))

    def _place(self, drawn: Markup, height: int) -> None:
        self.parts.append(tag("g", drawn, transform=f"translate({_MARGIN},{self.y})"))
        self.y += height + _MARGIN

    def _line(self, said: str, style: str = "hs-text", x: int = _MARGIN) -> None:
        self.y += _LINE
        self.parts.append(tag("text", said, class_=style, x=x, y=self.y - 6))

    def _heading(self, phrase: str) -> None:
        self.y += _MARGIN
        self._line(self.words(phrase), "hs-text hs-strong")

    def _paragraph(self, said: str, style: str = "hs-text") -> None:
        for line in _wrapped(said):
            self._line(line, style)

    def _keys(self) -> None:
        content = self.words.catalogue
        self._heading("card-never")
        for shape in content.figure.kind(ShapeKind.KEEP_OUT):
            self._key(tag("circle", class_="hs-badge", cx=_MARGIN + 9, cy=self.y + 10, r=8.5), shape.mark, content.regions[shape.id].name)
        self._heading("guide-muscles")
        for shape in content.figure.kind(ShapeKind.HEAD):
            self._key(None, shape.mark, content.heads[shape.id].name)

    def _key(self, badge: Markup | None, mark: str, name: str) -> None:
        if badge:
            centre = {"x": _MARGIN + 9, "text_anchor": "middle"}
            self.parts += [badge, tag("text", mark, class_="hs-on-badge hs-strong", y=self.y + 14.5, **centre)]
        else:
            self.parts.append(tag("text", mark, class_="hs-text hs-strong", x=_MARGIN, y=self.y + 15))
        self._line(name, x=_MARGIN + (26 if badge else 44))


def _wrapped(said: str) -> list[str]:
    from textwrap import wrap

    return wrap(" ".join(said.split()), _PER_LINE, break_on_hyphens=False)
