"""Records as TOML gives them to model, each failure told with its file, record and field."""

from typing import Any, TypeVar, cast

from hamstring.errors import ContentError

T = TypeVar("T")


def record_of(kind: str, record: str, raw: Any, model: type[T]) -> T:  # noqa: ANN401 - as TOML gave it
    """Make a record of one table; the name of the table is its id.

    Raises:
        ContentError: If it does not fit.
    """
    if not isinstance(raw, dict):
        return structured(kind, record, raw, model)
    fields = cast("dict[str, Any]", raw)
    if "id" in fields:
        raise ContentError(f"{kind}.toml", record, "id", "the table name is the id; leave the field away")
    if kind == "variants" and isinstance(fields.get("at"), dict):
        stations = cast("dict[str, Any]", fields["at"])
        fields = fields | {"at": [_at(kind, record, position, station) for position, station in sorted(stations.items())]}
    return structured(kind, record, fields | {"id": record}, model)


def _at(kind: str, record: str, position: str, station: Any) -> dict[str, Any]:  # noqa: ANN401 - as TOML gave it
    if not isinstance(station, dict):
        raise ContentError(f"{kind}.toml", record, f"at.{position}", "expected a table")
    return {**cast("dict[str, Any]", station), "position": position}


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
