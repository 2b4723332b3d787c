"""Routines read back from JSON, by planning their request again: what was stored is never believed."""

from typing import Any, cast

from hamstring.content.catalogue import Catalogue
from hamstring.errors import RequestError
from hamstring.model.routines import Routine
from hamstring.outputs.as_json import read_json, request_from, routine_object
from hamstring.planning.plan import plan_routine


def routine_from_json(text: str | bytes, catalogue: Catalogue | None = None) -> Routine:
    """Read a routine from JSON; see `Routine.from_json`.

    Raises:
        RequestError: If it is no routine, or not the one that its request gives.
        RoutineRefused: If its answers forbid a routine by now.
    """
    found = _table("routine", read_json("routine", text))
    routine = plan_routine(request_from(_table("request", found.get("request"))), catalogue=catalogue)
    told = routine_object(routine)
    for name in found:
        if name not in told:
            raise RequestError("routine", name, f"fields among {', '.join(f'`{field}`' for field in sorted(told))}")
    for name, value in told.items():
        if name != "request" and (name not in found or found[name] != value):
            raise RequestError(name, found.get(name), "what planning its request gives, with the content in use")
    return routine


def _table(field: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RequestError(field, value, "a JSON object, as `Routine.to_json` gives it")
    return dict(cast("dict[str, Any]", value))


__all__ = ["routine_from_json"]
