"""Turning what callers hand over into closed sets and whole numbers, or into an error that says what was expected."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any, TypeVar, cast

from hamstring.errors import RequestError

E = TypeVar("E", bound=Enum)


def one_of(members: Iterable[E], field: str, value: object) -> E:
    """Read a member of a closed set, or of a part of it, from the member or from its text.

    Raises:
        RequestError: If it is neither.
    """
    for member in members:
        if value is member or (type(value) is str and value == member.value):
            return member
    raise RequestError(field, value, "one of " + ", ".join(f"`{member.value}`" for member in members))


def whole(field: str, value: object, low: int, high: int) -> int:
    """Read a whole number in a closed span; True and 5.0 are not whole numbers.

    Raises:
        RequestError: If it is another type or outside the span.
    """
    if type(value) is not int or not low <= value <= high:
        raise RequestError(field, value, f"a whole number from {low} to {high}")
    return value


def truth(field: str, value: object) -> bool:
    """Read True or False.

    Raises:
        RequestError: If it is anything else, such as 1 or ``"yes"``.
    """
    if type(value) is not bool:
        raise RequestError(field, value, "True or False")
    return value


def collection(field: str, value: Any, expected: str) -> list[object]:  # noqa: ANN401 - whatever was given
    """Read a set, list or tuple; a bare string is not a collection.

    Raises:
        RequestError: If it is anything else.
    """
    if not isinstance(value, AbstractSet | list | tuple):
        raise RequestError(field, value, f"a set, list or tuple of {expected}")
    return list(cast("list[object]", value))
