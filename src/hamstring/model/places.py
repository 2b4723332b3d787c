"""Legs, lines and halves, and the quadrants where they meet."""

from collections.abc import Mapping
from enum import Enum


class Leg(Enum):
    """One leg, or both.

    Example:
        >>> from hamstring import Leg
        >>> Leg("left").other
        <Leg.RIGHT: 'right'>
    """

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Leg":
        """The opposite leg; both stay both."""
        return {Leg.LEFT: Leg.RIGHT, Leg.RIGHT: Leg.LEFT, Leg.BOTH: Leg.BOTH}[self]

    @property
    def each(self) -> "tuple[Leg, ...]":
        """The single legs that are meant, left first."""
        return (Leg.LEFT, Leg.RIGHT) if self is Leg.BOTH else (self,)

    def __str__(self) -> str:
        return self.value


class Line(Enum):
    """One of the two lines along the back of the thigh."""

    OUTER = "outer"
    INNER = "inner"


class Half(Enum):
    """Upper or lower half of the back of the thigh."""

    UPPER = "upper"
    LOWER = "lower"


def quadrant(line: Line, half: Half) -> str:
    """Give the id of the quadrant where a line and a half meet."""
    return f"{line.value}-{half.value}"


QUADRANTS: Mapping[str, tuple[Line, Half]] = {quadrant(line, half): (line, half) for line in Line for half in Half}
"""The four quadrants in drawing order: their ids are made of the line and the half."""
