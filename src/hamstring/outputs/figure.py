"""The back of both thighs as SVG, seen from behind: zones shaded by seconds, muscle heads, keep-outs, tender spots.

Ids and classes are for apps that light up regions themselves: see docs/how-to/show-a-card.md.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import attrs

from hamstring.model.figure import Figure, Shape, ShapeKind
from hamstring.model.places import QUADRANTS, Half, Leg, Line
from hamstring.outputs.markup import Markup, joined, tag
from hamstring.outputs.words import Words
from hamstring.outputs.zones import Zone

TOP: Final = 2
"""Room above the legs."""

FOOT: Final = 30
"""Room below them for the names of the lines."""

_SPOT: Final = 22
_SPOTS_A_ROW: Final = 2

_BODY_CLASS: Final = {
    "outline": "hs-skin",
    "fibular-head": "hs-bone",
    "gluteus-fibres": "hs-fibres",
    "skin-lines": "hs-crease",
    "sciatic-nerve": "hs-nerve",
}
_LINES: Final = {"shade-1": (11, False), "shade-2": (8, False), "shade-3": (6, False), "shade-4": (4, False), "closed": (8, True)}
"""How far the lines of a pattern lie apart, and whether they cross."""


@attrs.frozen
class _Look:
    """How a label with a ground of its own looks."""

    back: str
    text: str
    per_letter: float
    more: int
    height: int
    corner: int


_SECONDS: Final = _Look("hs-pill", "hs-on-pill hs-strong", 7.1, 12, 20, 10)
_CLOSED: Final = _Look("hs-pill-closed", "hs-on-closed hs-strong", 7.1, 12, 20, 10)
_TAG: Final = _Look("hs-tag", "hs-text hs-small", 6.6, 4, 14, 3)


class BodyMap:
    """Draws one map.

    Attributes:
        words: The phrases.
        prefix: What stands before each id, so that two maps may share a page.
    """

    def __init__(self, words: Words, prefix: str = "") -> None:
        self.words = words
        self.prefix = prefix
        self.figure: Figure = words.catalogue.figure
        self.half: int = self.figure.width
        self.width: int = 2 * self.half
        self.height: int = TOP + self.figure.height + FOOT

    def content(self, zones: Iterable[Zone]) -> Markup:
        """Give the definitions and both legs, ``width`` wide and ``height`` high."""
        known = {(zone.leg, zone.region): zone for zone in zones}
        legs = [self._leg(leg, known) for leg in Leg.BOTH.each]
        return joined(tag("defs", *self._patterns()), *legs)

    def _patterns(self) -> Iterator[Markup]:
        outline = self.figure.shapes[0]
        yield tag("clipPath", tag("path", d=_d(outline)), id=f"{self.prefix}inside")
        for name, (step, crossed) in _LINES.items():
            yield self._pattern(name, step, 45, "hs-closed-line" if name == "closed" else "hs-zone-line", crossed=crossed)
        yield self._pattern("never", 6, 135, "hs-never-line")

    def _pattern(self, name: str, step: int, turn: int, style: str, *, crossed: bool = False) -> Markup:
        lines = tag("path", class_=style, d=f"M0 0V{step}" + (f"M0 0H{step}" if crossed else ""))
        turned = f"rotate({turn})"
        return tag("pattern", lines, id=self.prefix + name, width=step, height=step, patternUnits="userSpaceOnUse", patternTransform=turned)

    def _leg(self, leg: Leg, zones: dict[tuple[Leg, str], Zone]) -> Markup:
        mirrored = " scale(-1,1)" if leg is Leg.LEFT else ""
        shapes = chain.from_iterable(self._shape(leg, shape, zones) for shape in self.figure.shapes)
        drawn = tag("g", *shapes, transform=f"translate({self.half},{TOP}){mirrored}")
        name = tag("title", self.words(f"legs-{leg.value}").capitalize())
        return tag("g", name, drawn, *self._labels(leg, zones), id=f"{self.prefix}{leg}", class_="hs-leg", data_leg=leg)

    def _shape(self, leg: Leg, shape: Shape, zones: dict[tuple[Leg, str], Zone]) -> Iterator[Markup]:
        match shape.kind:
            case ShapeKind.BODY:
                clip = None if shape.id == "outline" else f"url(#{self.prefix}inside)"
                yield tag("path", class_=_BODY_CLASS.get(shape.id, "hs-body"), d=_d(shape), clip_path=clip)
            case ShapeKind.HEAD:
                yield self._named(leg, shape, "hs-head", self.words.catalogue.heads[shape.id].name, data_head=shape.id)
            case ShapeKind.KEEP_OUT:
                name = self.words.region(shape.id)
                yield self._named(leg, shape, "hs-keep-out", name, data_region=shape.id, fill=f"url(#{self.prefix}never)")
            case ShapeKind.QUADRANT:
                yield from self._zone(leg, shape, zones.get((leg, shape.id)))

    def _zone(self, leg: Leg, shape: Shape, zone: Zone | None) -> Iterator[Markup]:
        shade = self.figure.shade(zone.seconds) if zone else 0
        state = "closed" if zone and zone.is_closed else f"shade-{shade}"
        told = joined(self.words.region(shape.id), ": ", self._said(zone)) if zone else self.words.region(shape.id)
        seconds = zone.seconds if zone else None
        yield self._named(leg, shape, f"hs-quadrant hs-{state}", told, data_region=shape.id, data_seconds=seconds)
        if state != "shade-0":
            yield tag("path", d=_d(shape), fill=f"url(#{self.prefix}{state})", clip_path=f"url(#{self.prefix}inside)")

    def _said(self, zone: Zone) -> str:
        return self.words("card-closed") if zone.is_closed else self.words("dose-seconds", seconds=zone.seconds)

    def _named(self, leg: Leg, shape: Shape, style: str, name: str, **more: object) -> Markup:
        clip = f"url(#{self.prefix}inside)" if shape.kind is not ShapeKind.HEAD else None
        return tag(
            "path", tag("title", name), id=f"{self.prefix}{leg}-{shape.id}", class_=style, data_leg=leg, **more, d=_d(shape), clip_path=clip
        )

    # ------------------------------------------------------------------------ labels, which are never mirrored

    def _labels(self, leg: Leg, zones: dict[tuple[Leg, str], Zone]) -> Iterator[Markup]:
        yield self._text(leg, (66, 10), self.words(f"legs-{leg.value}").capitalize(), "hs-text hs-strong")
        yield from self._scale(leg)
        for shape in self.figure.shapes:
            if shape.kind is ShapeKind.KEEP_OUT:
                yield from self._badge(leg, _at(shape), shape.mark)
            elif shape.kind is ShapeKind.HEAD:
                yield from self._pill(leg, _at(shape), shape.mark, _TAG)
        for region in QUADRANTS:
            if (leg, region) in zones:
                yield from self._state(leg, zones[leg, region])

    def _scale(self, leg: Leg) -> Iterator[Markup]:
        """Name the lines under the leg and the halves beside it, and mark where a hand's width lies."""
        words, of = self.words, self.figure.of
        for line in Line:
            where = (of(f"{line.value}-upper").at[0] + of(f"{line.value}-lower").at[0]) / 2
            yield self._text(leg, (where, self.figure.height + 13), words(f"lane-{line.value}"), "hs-text")
        for half in Half:
            yield from self._aside(leg, (140, of(f"outer-{half.value}").at[1]), words(f"{half.value}-half"), "hs-text")
        for span in self.figure.hands_width:
            x, top, bottom = self._x(leg, span.x), TOP + span.top, TOP + span.bottom
            yield tag("path", class_="hs-rule", d=f"M{x - 3} {top}h6M{x} {top}V{bottom}M{x - 3} {bottom}h6")
            yield from self._aside(leg, (span.x + 4, (span.top + span.bottom) / 2), words("card-hand"), "hs-note hs-small")

    def _state(self, leg: Leg, zone: Zone) -> Iterator[Markup]:
        x, y = _at(self.figure.of(zone.region))
        numbers = [number for number, _ in zone.spots]
        rows = [numbers[first : first + _SPOTS_A_ROW] for first in range(0, len(numbers), _SPOTS_A_ROW)]
        top = y - _SPOT * (max(len(rows), 1) - 1)
        yield from self._pill(leg, (x, top), self._said(zone), _CLOSED if zone.is_closed else _SECONDS)
        for down, row in enumerate(rows, 1):
            across = row if leg is Leg.RIGHT else row[::-1]
            for place, number in enumerate(across):
                yield from self._spot(leg, (x + _SPOT * (place - (len(row) - 1) / 2), top + _SPOT * down), number)

    def _spot(self, leg: Leg, at: tuple[float, float], number: int) -> Iterator[Markup]:
        x, y = self._x(leg, at[0]), TOP + at[1]
        yield tag("path", class_="hs-spot", data_spot=number, d=f"M{x} {y - 11}L{x + 11} {y}L{x} {y + 11}L{x - 11} {y}Z")
        yield self._text(leg, at, number, "hs-on-spot hs-strong")

    def _badge(self, leg: Leg, at: tuple[float, float], mark: str) -> Iterator[Markup]:
        yield tag("circle", class_="hs-badge", cx=self._x(leg, at[0]), cy=TOP + at[1], r=8.5)
        yield self._text(leg, at, mark, "hs-on-badge hs-strong")

    def _pill(self, leg: Leg, at: tuple[float, float], said: str, look: "_Look") -> Iterator[Markup]:
        width = round(look.per_letter * len(said) + look.more, 1)
        x, y = round(self._x(leg, at[0]) - width / 2, 1), TOP + at[1] - look.height / 2
        yield tag("rect", class_=look.back, x=x, y=y, width=width, height=look.height, rx=look.corner)
        yield self._text(leg, at, said, look.text)

    def _aside(self, leg: Leg, at: tuple[float, float], said: str, style: str) -> Iterator[Markup]:
        """Write a few words beside the leg, one under the other."""
        anchor = "end" if leg is Leg.LEFT else "start"
        for place, word in enumerate(said.split()):
            yield self._text(leg, (at[0], at[1] - 4.5 + 15 * place), word, style, anchor=anchor)

    def _text(self, leg: Leg, at: tuple[float, float], said: object, style: str, *, anchor: str = "middle") -> Markup:
        return tag("text", said, class_=style, x=self._x(leg, at[0]), y=TOP + at[1] + 4.5, text_anchor=anchor)

    def _x(self, leg: Leg, x: float) -> float:
        """Place a label: the left leg is on the left, as one sees it from behind."""
        return self.half - x if leg is Leg.LEFT else self.half + x


def _at(shape: Shape) -> tuple[float, float]:
    x, y = shape.at
    return x, y


def _d(shape: Shape) -> str:
    return " ".join(shape.d.split())
