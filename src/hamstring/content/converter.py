"""Plain values to model, strictly. The only module that imports cattrs.

Left to itself cattrs coerces: ``"60"`` to 60, True to 1, ``"abc"`` to a tuple of letters. Here each type takes
its own kind only, unknown keys are refused, and every failure is told with the path to the value.
"""

from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin

import attrs
from cattrs import Converter, transform_error
from cattrs.gen import make_dict_structure_fn, override

T = TypeVar("T")


class Misfit(Exception):  # noqa: N818 - internal; each caller turns it into the error of its own edge
    """A value that does not fit its type."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}")


class _WrongValueError(Exception):
    """Raised by a strict hook; its text says what was expected."""


def _name(value: object) -> str:
    names: dict[type, str] = {dict: "a table", list: "a list", str: "text", bool: "true or false", int: "a whole number", float: "a number"}
    return names.get(type(value), "nothing" if value is None else type(value).__name__)


def _strict(kind: type, expected: str) -> Callable[[object, object], object]:
    def structure(value: object, _: object) -> object:
        if type(value) is not kind:
            raise _WrongValueError(f"expected {expected}, found {_name(value)}")
        return value

    return structure


def _enum(value: object, kind: type[Enum]) -> Enum:
    if isinstance(value, str):
        try:
            return kind(value)
        except ValueError:
            pass
    known = ", ".join(f"`{member.value}`" for member in kind)
    shown = f"`{value}`" if isinstance(value, str) else _name(value)
    raise _WrongValueError(f"expected one of {known}, found {shown}")


def _tuples(converter: Converter) -> Callable[[Any], Callable[[object, object], tuple[object, ...]]]:
    def factory(kind: Any) -> Callable[[object, object], tuple[object, ...]]:  # noqa: ANN401 - a type form, which has no type
        (item, _) = get_args(kind)
        structure = converter.get_structure_hook(item)

        def hook(value: Any, _: object) -> tuple[object, ...]:  # noqa: ANN401 - whatever was given
            if not isinstance(value, list):
                raise _WrongValueError(f"expected a list, found {_name(value)}")
            return tuple([structure(entry, item) for entry in value])  # pyright: ignore[reportUnknownVariableType] - plain values

        return hook

    return factory


def _is_tuple(kind: Any) -> bool:  # noqa: ANN401 - a type form, which has no type
    origin: object = get_origin(kind)
    return origin is tuple


def _records(converter: Converter) -> Callable[[Any], Callable[[object, object], object]]:
    def factory(kind: Any) -> Callable[[object, object], object]:  # noqa: ANN401 - any attrs class
        renamed: dict[str, Any] = {field.name: override(rename=field.name[:-1]) for field in attrs.fields(kind) if field.name.endswith("_")}
        structure = make_dict_structure_fn(kind, converter, **renamed)

        def hook(value: Any, _: object) -> object:  # noqa: ANN401 - whatever was given
            if not isinstance(value, dict):
                raise _WrongValueError(f"expected a table, found {_name(value)}")
            return structure(cast("dict[str, Any]", value), kind)

        return hook

    return factory


@cache
def _converter(*, detailed: bool) -> Converter:
    converter = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    converter.register_structure_hook(str, _strict(str, "text"))
    converter.register_structure_hook(bool, _strict(bool, "true or false"))
    converter.register_structure_hook(int, _strict(int, "a whole number"))
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum)
    converter.register_structure_hook_factory(_is_tuple, _tuples(converter))
    converter.register_structure_hook_factory(attrs.has, _records(converter))
    return converter


def structure(value: object, kind: type[T]) -> T:
    """Build a model value from plain ones.

    Raises:
        Misfit: With the path to the first value that does not fit, and what was expected there.
    """
    with suppress(Exception):  # whatever went wrong is told again, with its path, by the detailed converter
        return _converter(detailed=False).structure(value, kind)
    try:
        return _converter(detailed=True).structure(value, kind)
    except Exception as error:  # noqa: BLE001 - every failure of a value is a misfit
        path, _, problem = _first_problem(error)
        raise Misfit(path, problem) from None


def _first_problem(error: BaseException) -> tuple[str, str, str]:
    told = transform_error(error, path="", format_exception=_problem)[0]
    problem, at, path = told.rpartition(" @ ")
    return path.removeprefix("."), at, problem


def _problem(error: BaseException, _: type | None) -> str:
    match error:
        case _WrongValueError():
            return str(error)
        case KeyError():
            return f"needs `{error.args[0]}`"
        case _ if extra := getattr(error, "extra_fields", None):
            return "unknown " + ", ".join(f"`{name}`" for name in sorted(extra))
        case _:
            return str(error)


def unstructure(value: Any) -> Any:  # noqa: ANN401 - plain values of every sort
    """Turn a model value into plain ones: dicts in field order, lists, texts, numbers, True, False, None."""
    kind: Any = type(value)  # pyright: ignore[reportUnknownVariableType] - any attrs class, or none
    match value:
        case Enum():
            return value.value
        case tuple() | list():
            return [unstructure(entry) for entry in cast("list[Any]", value)]
        case _:
            return fields_of(value) if attrs.has(kind) else value


def fields_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any attrs value
    """Turn one attrs value into a dict of plain values, in field order."""
    kind: Any = type(value)  # pyright: ignore[reportUnknownVariableType] - any attrs class, or none
    return {field.name.rstrip("_"): unstructure(getattr(value, field.name)) for field in attrs.fields(kind) if field.repr}
