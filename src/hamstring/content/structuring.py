"""Records as TOML gives them to model, each failure told with its file, record and field."""

from typing import Any, TypeVar

from hamstring.content.files import is_table
from hamstring.errors import ContentError

T = TypeVar("T")


def record_of(kind: str, record: str, raw: object, model: type[T]) -> T:
    """Make a record of one table; the name of the table is its id.

    Raises:
        ContentError: If it does not fit.
    """
    if not is_table(raw):
        return structured(kind, record, raw, model)
    if "id" in raw:
        raise ContentError(f"{kind}.toml", record, "id", "the table name is the id; leave the field away")
    if kind == "variants" and is_table(stations := raw.get("at")):
        raw = raw | {"at": [_at(kind, record, position, station) for position, station in sorted(stations.items())]}
    return structured(kind, record, raw | {"id": record}, model)


def _at(kind: str, record: str, position: str, station: object) -> dict[str, Any]:
    if not is_table(station):
        raise ContentError(f"{kind}.toml", record, f"at.{position}", "expected a table")
    return station | {"position": position}


def structured(kind: str, record: str, raw: object, model: type[T]) -> T:
    """Make a value of plain values, strictly.

    Raises:
        ContentError: If it does not fit.
    """
    from hamstring.content.converter import Misfit, structure

    try:
        return structure(raw, model)
    except Misfit as error:
        raise ContentError(f"{kind}.toml", record, error.path, error.problem) from None
