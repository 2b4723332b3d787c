"""The time of a routine as bars in SVG: a row for each few minutes, in it a lane for each leg and one for all else.

What touches the thigh is as high as it is firm, and each kind has a pattern of its own.
"""

from collections.abc import Iterator
from typing import Final

import attrs

from hamstring.model.places import Leg
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.markup import Markup, joined, tag
from hamstring.outputs.words import Words

WIDTH: Final = 376
"""Width of the drawing; one unit is one second."""

_ROW_S: Final = 300
_LEFT: Final = 52
_LANE: Final = 46
_MIDDLE: Final = 20
_AXIS: Final = 26
_ROW: Final = 2 * _LANE + _MIDDLE + _AXIS
_POINT: Final = 3.2
_FLAT: Final = 10
_MINUTE_S: Final = 60
_ROOM_FOR_LABEL: Final = 24
_KEY: Final = 20

_KINDS: Final = {
    SegmentKind.WARM_UP: "moving",
    SegmentKind.FETCH: "moving",
    SegmentKind.MOVE: "moving",
    SegmentKind.GET_READY: "moving",
    SegmentKind.SWITCH: "moving",
    SegmentKind.SETTLE: "moving",
    SegmentKind.GET_UP: "moving",
    SegmentKind.LIGHT: "light",
    SegmentKind.WORK: "work",
    SegmentKind.HOLD: "hold",
    SegmentKind.RELEASE: "pause",
    SegmentKind.REST: "pause",
    SegmentKind.STRETCH: "stretch",
    SegmentKind.MOVEMENT: "stretch",
}
"""How each kind of segment looks; each look has a phrase ``card-kind-...`` in the key."""


@attrs.frozen
class _Piece:
    """A part of a segment that lies in one row."""

    segment: Segment
    start_s: int
    seconds: int


class Timeline:
    """Draws the time of one routine.

    Attributes:
        height: The height that the drawing takes.
    """

    def __init__(self, routine: Routine, words: Words, prefix: str = "") -> None:
        self.routine = routine
        self.words = words
        self.prefix = prefix
        self.rows: int = -(-routine.seconds // _ROW_S)
        self.looks: list[str] = list(dict.fromkeys(_KINDS[segment.kind] for segment in routine.segments))
        self.height: int = self.rows * _ROW + _KEY * ((len(self.looks) + 1) // 2) + 8

    def content(self) -> Markup:
        """Give the definitions, the rows and the key, ``WIDTH`` wide and ``height`` high."""
        rows = [self._row(number) for number in range(self.rows)]
        return joined(tag("defs", *self._patterns()), *rows, *self._key())

    def _patterns(self) -> Iterator[Markup]:
        lines = {"light": "M0 3H.1", "work": "M0 0V6", "hold": "M0 0V6M0 0H6", "stretch": "M0 3H6"}
        for look, d in lines.items():
            style = "hs-zone-line hs-dots" if look == "light" else "hs-zone-line"
            dot = tag("circle", class_="hs-zone-dot", cx=3, cy=3, r=1.3) if look == "light" else tag("path", class_=style, d=d)
            turned = "rotate(45)" if look == "work" else None
            yield tag(
                "pattern", dot, id=f"{self.prefix}bar-{look}", width=6, height=6, patternUnits="userSpaceOnUse", patternTransform=turned
            )

    def _row(self, number: int) -> Markup:
        start, end = number * _ROW_S, min((number + 1) * _ROW_S, self.routine.seconds)
        bars = [self._bar(piece, start) for piece in self._pieces(start, end)]
        return tag("g", *self._axis(start, end), *bars, class_="hs-row", transform=f"translate(0,{number * _ROW})")

    def _pieces(self, start: int, end: int) -> Iterator[_Piece]:
        for segment in self.routine.segments:
            first, last = max(segment.start_s, start), min(segment.end_s, end)
            if first < last:
                yield _Piece(segment, first, last - first)

    def _axis(self, start: int, end: int) -> Iterator[Markup]:
        right, low = _LEFT + end - start, 2 * _LANE + _MIDDLE
        for leg, base in ((Leg.LEFT, _LANE), (Leg.RIGHT, low)):
            yield tag("text", self.words(f"card-side-{leg}"), class_="hs-text hs-strong", x=0, y=base - 3)
            yield tag("path", class_="hs-rule", d=f"M{_LEFT} {base}H{right}")
        for second in range(start, end + 1, _MINUTE_S):
            x = _LEFT + second - start
            yield tag("path", class_="hs-rule", d=f"M{x} {low}v5")
            yield tag("text", f"{second // _MINUTE_S}:00", class_="hs-note hs-small", x=x, y=low + 17, text_anchor="middle")

    def _bar(self, piece: _Piece, start: int) -> Markup:
        segment, look = piece.segment, _KINDS[piece.segment.kind]
        leg = segment.leg if look != "moving" else None
        height = round(segment.high * _POINT, 1) if segment.high is not None else _FLAT
        base = {Leg.LEFT: _LANE, Leg.RIGHT: 2 * _LANE + _MIDDLE}.get(leg, _LANE + _MIDDLE - 5) if leg else _LANE + _MIDDLE - 5
        x, y = _LEFT + piece.start_s - start, round(base - height, 1)
        bar = tag("rect", x=x, y=y, width=piece.seconds, height=height, **self._look(look))
        return tag(
            "g",
            tag("title", self._told(segment)),
            bar,
            *self._label(segment, piece, x, y),
            class_="hs-segment",
            data_kind=segment.kind,
            data_leg=segment.leg,
            data_seconds=piece.seconds,
        )

    def _look(self, look: str) -> dict[str, object]:
        if look in ("moving", "pause"):
            return {"class_": f"hs-{look}"}
        return {"class_": "hs-bar", "fill": f"url(#{self.prefix}bar-{look})"}

    def _label(self, segment: Segment, piece: _Piece, x: int, y: float) -> Iterator[Markup]:
        if segment.high is None or piece.seconds < _ROOM_FOR_LABEL:
            return
        said = str(segment.high) if segment.low == segment.high else f"{segment.low}-{segment.high}"
        yield tag("text", said, class_="hs-text hs-small", x=x + piece.seconds / 2, y=y - 3, text_anchor="middle")

    def _told(self, segment: Segment) -> str:
        words, at = self.words, f"{segment.start_s // _MINUTE_S}:{segment.start_s % _MINUTE_S:02d}"
        parts = [at, words(f"card-kind-{_KINDS[segment.kind]}"), words("dose-seconds", seconds=segment.seconds)]
        if segment.leg:
            parts.insert(1, words(f"legs-{segment.leg}"))
        if segment.high is not None:
            parts.append(words("pressure", low=segment.low, high=segment.high))
        return ", ".join(parts)

    def _key(self) -> Iterator[Markup]:
        for place, look in enumerate(self.looks):
            x, y = (place % 2) * (WIDTH // 2), self.rows * _ROW + 6 + _KEY * (place // 2)
            yield tag("rect", x=x + 1, y=y, width=22, height=12, **self._look(look))
            yield tag("text", self.words(f"card-kind-{look}"), class_="hs-text hs-key", x=x + 30, y=y + 10.5)
