"""Weeks and what is asked of them as JSON: one object, keys in a fixed order."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import attrs

from hamstring.content.converter import Misfit, structure, unstructure
from hamstring.errors import RequestError
from hamstring.model.week_requests import SessionReport, WeekRequest, read_day
from hamstring.model.weeks import Week, WeekSession
from hamstring.outputs.as_json import dumped, object_of, read_json, request_from, request_object

_KEPT_AWAY = ("answers", "cleared")
"""Fields of a routine that a week never holds."""


def _plain(value: object) -> object:
    """Give one value; days in ISO form."""
    return value.isoformat() if isinstance(value, date) else unstructure(value)


def report_object(report: SessionReport) -> dict[str, Any]:
    """Give a report as plain values."""
    return {name: _plain(getattr(report, name)) for name in attrs.fields_dict(SessionReport)}


def _routine_object(request: WeekRequest | WeekSession) -> dict[str, Any]:
    routine = request.routine if isinstance(request, WeekRequest) else request.request
    return {name: value for name, value in request_object(routine).items() if name not in _KEPT_AWAY}


def week_request_object(request: WeekRequest) -> dict[str, Any]:
    """Give the request of a week as plain values."""
    found = {name: _plain(getattr(request, name)) for name in attrs.fields_dict(WeekRequest) if name not in ("routine", "history")}
    return found | {"routine": _routine_object(request), "history": [report_object(report) for report in request.history]}


def week_request_json(request: WeekRequest, *, indent: int | None) -> str:
    """Write the request of a week as JSON."""
    return dumped(week_request_object(request), indent)


def week_object(week: Week) -> dict[str, Any]:
    """Give a week as plain values."""
    found = {name: _plain(getattr(week, name)) for name in attrs.fields_dict(Week) if name not in ("request", "sessions")}
    sessions = [
        {name: _plain(getattr(entry, name)) for name in attrs.fields_dict(WeekSession) if name != "request"}
        | {"request": _routine_object(entry)}
        for entry in week.sessions
    ]
    return {"request": week_request_object(week.request), "sessions": sessions} | found


def week_json(week: Week, *, indent: int | None) -> str:
    """Write a week as JSON."""
    return dumped(week_object(week), indent)


def week_from_json(text: str | bytes) -> Week:
    """Read a week from JSON.

    Raises:
        RequestError: If it is not a JSON object, a field is unknown, missing or of the wrong type, or it holds answers.
    """
    found = _object("week", read_json("week", text))
    sessions = found.get("sessions")
    if not isinstance(sessions, list):
        raise RequestError("sessions", sessions, "a list of objects, one for each session")
    read = {
        "request": _week_request(_object("request", found.get("request"))),
        "sessions": tuple(_session(entry) for entry in cast("list[object]", sessions)),
    }
    return Week(**_fields("week", Week, found, read))


def _session(value: object) -> WeekSession:
    found = _object("sessions", value)
    told = _object("request", found.get("request"))
    for name in _KEPT_AWAY:
        if name in told:
            raise RequestError(name, "kept in a week", "answers given anew for each session")
    return WeekSession(**_fields("sessions", WeekSession, found, {"request": request_from(told)}))


def _fields(field: str, kind: type, found: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """Read all fields of a class but those that were read already."""
    names = attrs.fields_dict(kind)
    _check_names(field, found, names)
    for name in names:
        if name not in found:
            raise RequestError(name, None, "a field of this name")
    return read | {name: _value(name, found[name], entry.type) for name, entry in names.items() if name not in read}


def _value(name: str, value: object, kind: Any) -> object:  # noqa: ANN401 - a type form, which has no type
    if kind in (date, date | None):
        return None if value is None and kind is not date else read_day(name, value)
    try:
        return structure(value, kind)
    except Misfit as error:
        raise RequestError(name, value, error.problem.removeprefix("expected ")) from None


def week_request_from_json(text: str | bytes) -> WeekRequest:
    """Read the request of a week from JSON.

    Raises:
        RequestError: If it is not a JSON object, or a field is unknown, missing or has the wrong type.
    """
    return _week_request(object_of(text))


def _week_request(found: dict[str, Any]) -> WeekRequest:
    _check_names("request", found, attrs.fields_dict(WeekRequest))
    for name in ("sessions", "start", "routine"):
        if name not in found:
            raise RequestError(name, None, "a field of this name")
    found["routine"] = request_from(_object("routine", found["routine"]))
    if "history" in found:
        found["history"] = reports_from(found["history"])
    return WeekRequest(**found)


def reports_from(value: Any) -> tuple[SessionReport, ...]:  # noqa: ANN401 - as JSON gave it
    """Read reports from a list of plain objects.

    Raises:
        RequestError: If it is anything else, or a field is unknown, missing or has the wrong type.
    """
    if not isinstance(value, list):
        raise RequestError("history", value, "a list of objects, one for each session")
    found: list[SessionReport] = []
    for entry in cast("list[object]", value):
        fields = _object("history", entry)
        _check_names("history", fields, attrs.fields_dict(SessionReport))
        if "day" not in fields:
            raise RequestError("history", fields, "the `day` of each session")
        found.append(SessionReport(**fields))
    return tuple(found)


def _object(field: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - as JSON gave it
    if not isinstance(value, dict):
        raise RequestError(field, value, "a JSON object")
    return dict(cast("dict[str, Any]", value))


def _check_names(field: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(known)
    for name in given:
        if name not in names:
            raise RequestError(field, name, f"fields among {', '.join(f'`{entry}`' for entry in names)}")
