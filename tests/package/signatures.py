"""The public names with their signatures, fields and members, as text: ``python tests/package/signatures.py --write``."""

import inspect
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import FunctionType
from typing import Any, Unpack, cast, get_args, get_origin

import attrs

import hamstring

GOLDEN = Path(__file__).parent / "signatures.txt"


def lines() -> Iterator[str]:
    """Give one block for each public name, sorted."""
    for name in hamstring.__all__:
        value: Any = getattr(hamstring, name)
        if not inspect.isclass(value):
            yield f"{name}{_signature(value)}"
            yield from (f"    {key}: {shown(kind)}" for key, kind in _keywords(value))
            continue
        bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
        yield f"class {name}({bases})" if bases else f"class {name}"
        if issubclass(value, Enum):
            yield from (f"    {member.name} = {member.value!r}" for member in value)
        yield from sorted(f"    {line}" for line in _members(value))


def shown(kind: object) -> str:
    """Write a type without the modules in which things happen to lie."""
    if get_origin(kind) is Unpack:
        return f"Unpack[{shown(get_args(kind)[0])}]"
    text = (kind if isinstance(kind, str) else inspect.formatannotation(kind)).replace("'", "")
    words = [word.rpartition(".")[2] if not word.startswith("...") else word for word in _words(text)]
    return "".join(words)


def _words(text: str) -> Iterator[str]:
    """Part a text into dotted names and what stands between them."""
    word = ""
    for letter in text:
        if letter.isidentifier() or letter.isdigit() or letter == ".":
            word += letter
        else:
            yield from (word, letter)
            word = ""
    yield word


def _signature(function: Any) -> str:
    found = inspect.signature(function)
    arguments = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in found.parameters.values()]
    told: list[str] = []
    for bare, full in zip(arguments, found.parameters.values(), strict=True):
        annotation = "" if full.annotation is inspect.Parameter.empty else f": {shown(full.annotation)}"
        stars = "*" if full.kind is full.VAR_POSITIONAL else "**" if full.kind is full.VAR_KEYWORD else ""
        default = "" if full.default is inspect.Parameter.empty else f" = {_default(full.default)}"
        marks = [] if full.kind is not inspect.Parameter.KEYWORD_ONLY or any("*" in entry for entry in told) else ["*"]
        told += [*marks, f"{stars}{bare.name}{annotation}{default}"]
        if full.kind is inspect.Parameter.POSITIONAL_ONLY:
            told = [*(entry for entry in told if entry != "/"), "/"]
    answer = "" if found.return_annotation is inspect.Signature.empty else f" -> {shown(found.return_annotation)}"
    return f"({', '.join(told)}){answer}"


def _default(value: object) -> str:
    if value is attrs.NOTHING or isinstance(value, attrs.Factory):  # type: ignore[arg-type]  # a class at run time
        return "..."
    if isinstance(value, tuple):
        entries = [_default(entry) for entry in cast("tuple[object, ...]", value)]
        return f"({', '.join(entries)}{',' if len(entries) == 1 else ''})"
    return f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else repr(value)


def _keywords(function: Any) -> list[tuple[str, object]]:
    """List the keywords of a function that takes them as a typed dict."""
    kinds = [entry.annotation for entry in inspect.signature(function).parameters.values() if entry.kind is entry.VAR_KEYWORD]
    return sorted(entry for kind in kinds if get_origin(kind) is Unpack for entry in get_args(kind)[0].__annotations__.items())


def _members(value: type[Any]) -> Iterator[str]:
    fields = {field.name: field for field in attrs.fields(value)} if attrs.has(value) else {}
    for name, field in fields.items():
        if not name.startswith("_"):
            default = "" if field.default is attrs.NOTHING else f" = {_default(field.default)}"
            yield f"{name}: {shown(field.type)}{default}"
    hints = {**getattr(value, "__annotations__", {})} if not fields else {}
    yield from (f"{name}: {shown(kind)}" for name, kind in hints.items() if not name.startswith("_"))
    for name, member in vars(value).items():
        if name.startswith("_") and name != "__init__":
            continue
        plain: Any = getattr(member, "__func__", member)
        if isinstance(plain, property):
            yield f"{name} -> {shown(inspect.signature(cast('Any', plain.fget)).return_annotation)} (property)"
        elif isinstance(plain, FunctionType) and not (name == "__init__" and issubclass(value, Enum)):
            mark = f"{type(member).__name__} " if plain is not member else ""
            yield f"{mark}{name}{_signature(plain)}"


def main() -> int:
    """Print the signatures, or write them down."""
    text = "\n".join(lines()) + "\n"
    if "--write" in sys.argv[1:]:
        GOLDEN.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
