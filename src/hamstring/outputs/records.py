"""One record of the content as plain lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from hamstring.content.catalogue import Catalogue
from hamstring.content.converter import fields_of
from hamstring.content.kinds import KINDS
from hamstring.content.spelling import near
from hamstring.errors import UnknownIdError
from hamstring.outputs.words import wrapped


def records_of(catalogue: Catalogue, name: str) -> Mapping[str, Any]:
    """Find the records with an id, by kind; ``kind:id`` looks in one kind only.

    Raises:
        UnknownIdError: If there is none.
    """
    kind, colon, rest = name.partition(":")
    kinds = {entry: catalogue.kind(entry) for entry in ([kind] if colon and kind in KINDS else KINDS)}
    wanted = rest if colon and kind in KINDS else name
    found = {entry: records[wanted] for entry, records in kinds.items() if wanted in records}
    if not found:
        raise UnknownIdError("id", {name: near(wanted, {key for records in kinds.values() for key in records})})
    return found


def record_lines(kind: str, record: object) -> Iterator[str]:
    """Give the fields of a record, a line each, wrapped."""
    fields = fields_of(record)
    yield f"{kind}: {fields.pop('id', '')}"
    yield from _lines(fields, "  ")


def _lines(fields: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in fields.items():
        if value in (None, "", []):
            continue
        entries: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType] - plain values
        if isinstance(entries[0], dict):
            for entry in entries:
                yield f"{indent}{name}:"
                yield from _lines(entry, indent + "  ")
        else:
            yield wrapped(", ".join(map(str, entries)), indent + "  ", f"{indent}{name}: ")
