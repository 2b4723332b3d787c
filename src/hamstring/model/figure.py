"""The drawing of the back of the thigh: shapes that carry the ids of what they show."""

from enum import Enum

import attrs


class ShapeKind(Enum):
    """What a shape shows."""

    BODY = "body"
    HEAD = "head"
    KEEP_OUT = "keep-out"
    QUADRANT = "quadrant"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(kw_only=True)
class Shape:
    """One part of the drawing of a right leg, seen from behind.

    Attributes:
        id: Id of a head or region of the content; for what is only there to look at, a name of its own.
        kind: What it shows.
        d: An SVG path; x counts from the middle of the body outwards, y downwards.
        mark: Its short label, or an empty string.
        at: Where its label stands, as x and y; empty when it has none.
    """

    id: str
    kind: ShapeKind
    d: str
    mark: str = ""
    at: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Span:
    """A length that is marked beside the leg, from top to bottom."""

    x: int
    top: int
    bottom: int


@attrs.frozen(kw_only=True)
class Figure:
    """The drawing of one right leg; the left one is its mirror image.

    Attributes:
        width: Room for one leg, from the middle of the body outwards.
        height: Room from top to bottom.
        shades_s: Seconds of work from which a zone gets its next shade after the first, rising.
        hands_width: Where a hand's width is marked beside the leg.
        shapes: In the order in which they are painted; the outline first.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().figure.of("sit-bone").mark
        'B'
    """

    width: int
    height: int
    shades_s: tuple[int, ...]
    hands_width: tuple[Span, ...]
    shapes: tuple[Shape, ...]
    editorial: bool = False
    note: str = ""

    def of(self, name: str) -> Shape:
        """Give the shape with an id."""
        return next(shape for shape in self.shapes if shape.id == name)

    def kind(self, kind: ShapeKind) -> tuple[Shape, ...]:
        """Give the shapes of one kind in their order."""
        return tuple(shape for shape in self.shapes if shape.kind is kind)

    def shade(self, seconds: int) -> int:
        """Give the shade for seconds of work; 0 for none."""
        return (seconds > 0) + sum(seconds >= least for least in self.shades_s)
