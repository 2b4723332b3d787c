"""The drawing that comes with the package, as a typed value."""

from functools import cache

from hamstring.content.files import Shipped, read
from hamstring.content.structuring import structured
from hamstring.model.figure import Figure


@cache
def figure() -> Figure:
    """Give the drawing. It is read once; two threads may read it twice and get equal values.

    Raises:
        ContentError: If the file does not fit its schema.

    Example:
        >>> from hamstring.content.drawing import figure
        >>> [shape.mark for shape in figure().shapes if shape.id == "semitendinosus-head"]
        ['ST']
    """
    return structured("figure", "", read(Shipped(), "figure"), Figure)
