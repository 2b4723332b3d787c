"""Walking through the records of a content: every record, every table in it, every value with its path."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, TypeGuard, cast

import attrs
from attrs import AttrsInstance

from hamstring.content.catalogue import Catalogue
from hamstring.content.kinds import KINDS, SINGLES


def records_in(catalogue: Catalogue, kind: str) -> Mapping[str, Any]:
    """Give the records that stand in one file; the rules that the loader makes stand in another."""
    if kind in SINGLES:
        return {"": getattr(catalogue, kind)}
    if kind == "rules":
        return {name: rule for name, rule in catalogue.rules.items() if name not in catalogue.contraindications}
    return catalogue.kind(kind)


def everything(catalogue: Catalogue) -> Iterator[tuple[str, str, Any]]:
    """Give every record with its kind and id; a file that holds one value has an empty id."""
    for kind in (*KINDS, *SINGLES):
        for name, record in records_in(catalogue, kind).items():
            yield kind, name, record


def tables(record: AttrsInstance, path: str = "") -> Iterator[tuple[str, AttrsInstance]]:
    """Give a record and every table within it, each with its path."""
    yield path, record
    for name, entry in _entries(record, path):
        if _is_table(entry):
            yield from tables(entry, name)


def _is_table(value: object) -> TypeGuard[AttrsInstance]:
    return attrs.has(type(value))


def _entries(table: AttrsInstance, path: str) -> Iterator[tuple[str, object]]:
    """Give the values of a table, those of a list one by one, each with the path of its field."""
    for field in attrs.fields(type(table)):
        name = field.name.rstrip("_")
        for entry in _listed(getattr(table, field.name)):
            yield f"{path}.{name}" if path else name, entry


def _listed(value: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)


def leaves(record: AttrsInstance) -> Iterator[tuple[str, object]]:
    """Give every plain value in a record with its path."""
    for path, table in tables(record):
        for name, entry in _entries(table, path):
            if not _is_table(entry):
                yield name, entry


def texts_at(record: AttrsInstance, path: str) -> list[str]:
    """List the texts at a path; what is left out is not among them."""
    found: list[object] = [record]
    for name in path.split("."):
        found = [entry for table in found for entry in _listed(getattr(table, name))]
    texts = [entry.value if isinstance(entry, Enum) else entry for entry in found]
    return [text for text in texts if isinstance(text, str) and text]
