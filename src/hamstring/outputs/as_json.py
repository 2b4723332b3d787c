"""Results and requests as JSON: one object, keys in a fixed order, finished values only."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import attrs

from hamstring.content.converter import Misfit, fields_of, structure, unstructure
from hamstring.errors import HamstringError, RequestError
from hamstring.model.answers import Answers
from hamstring.model.cues import Cue
from hamstring.model.places import Leg
from hamstring.model.requests import RoutineRequest
from hamstring.model.routines import Routine

if TYPE_CHECKING:
    from hamstring.safety.triage import Triage

LONGEST = 1_000_000
"""A request is a few hundred bytes, and a history of years some hundred thousand; anything near this is neither."""


def dumped(value: object, indent: int | None = 2) -> str:
    """Write plain values as JSON."""
    return json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False)


def triage_object(answered: "Triage") -> dict[str, Any]:
    """Give the finished values of a triage as plain values."""
    return {
        "schema": answered.schema,
        "urgency": answered.urgency.value,
        "massage": answered.massage.value,
        "settled": answered.settled,
        "why": answered.why,
        "advice": [_without_empty(fields_of(entry)) for entry in answered.advice],
        "limits": unstructure(answered.limits),
        "massage_on": {leg.value: answered.massage_on(leg).value for leg in Leg.BOTH.each},
        "at_least": unstructure(answered.at_least),
        "at_most": unstructure(answered.at_most),
        "ask": list(answered.ask),
        "not_asked": list(answered.not_asked),
        "half_met": list(answered.half_met),
        "decided_by": [rule.id for rule in answered.decided_by],
        "fired": [_without_empty(fields_of(rule)) for rule in answered.fired],
        "answers": answers_object(answered.answers),
        "content_version": answered.content_version,
        "rules_digest": answered.rules_digest,
    }


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], None)}


def triage_json(answered: "Triage", *, indent: int | None) -> str:
    """Write a triage as JSON."""
    return dumped(triage_object(answered), indent)


def answers_object(answers: Answers) -> dict[str, Any]:
    """Give answers as plain values; a placed finding is text such as ``open-wound@left:outer-lower``."""
    return {
        "present": list(answers.present),
        "placed": [str(entry) for entry in answers.placed],
        "absent": list(answers.absent),
    }


def request_object(request: RoutineRequest) -> dict[str, Any]:
    """Give a request as plain values; a time that was not given is left out."""
    found: dict[str, Any] = {}
    for name in _FIELDS:
        value: Any = getattr(request, name)
        if name in _TIMES and value is None:
            continue
        write: Callable[[Any], object] = _WRITTEN.get(name, unstructure)
        found[name] = write(value)
    return found


_FIELDS = tuple(field.name for field in attrs.fields(RoutineRequest))
_TIMES = ("minutes", "budget_s")
_WRITTEN: Mapping[str, Callable[[Any], object]] = {"spots": lambda spots: [str(spot) for spot in spots], "answers": answers_object}


def request_json(request: RoutineRequest, *, indent: int | None) -> str:
    """Write a request as JSON."""
    return dumped(request_object(request), indent)


def request_from_json(text: str | bytes) -> RoutineRequest:
    """Read a request from JSON.

    Raises:
        RequestError: If it is not a JSON object, or a field is unknown or has the wrong type.
    """
    return request_from(object_of(text))


def request_from(found: dict[str, Any]) -> RoutineRequest:
    """Read a request from plain values.

    Raises:
        RequestError: If a field is unknown or has the wrong type.
    """
    for name in found:
        if name not in _FIELDS:
            raise RequestError("request", name, f"fields among {', '.join(f'`{field}`' for field in sorted(_FIELDS))}")
    if "answers" in found:
        found["answers"] = _answers(found["answers"])
    return RoutineRequest(**found)


def object_of(text: object) -> dict[str, Any]:
    """Read one JSON object, each field once.

    Raises:
        RequestError: If it is anything else.
    """
    found = read_json("request", text)
    if not isinstance(found, dict):
        raise RequestError("request", found, "a JSON object")
    return cast("dict[str, Any]", found)


def read_json(field: str, text: object) -> object:
    """Read JSON of bounded length: each field once, numbers that JSON has, and nothing nested without end.

    Raises:
        RequestError: Naming the field, if it is anything else.
    """
    if not isinstance(text, str | bytes):
        raise RequestError(field, text, "JSON text")
    if len(text) > LONGEST:
        raise RequestError(field, f"{len(text)} characters", f"at most {LONGEST}")
    try:
        return json.loads(text, parse_constant=partial(_no_constant, field), object_pairs_hook=partial(_once_each, field))
    except HamstringError:
        raise
    except (ValueError, RecursionError) as error:
        raise RequestError(field, str(text[:40]), "valid JSON") from error


def _once_each(field: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise RequestError(field, next(name for name in names if names.count(name) > 1), "each field once")
    return found


def _no_constant(field: str, name: str) -> object:
    raise RequestError(field, name, "numbers that JSON has")


def _answers(value: Any) -> Answers:  # noqa: ANN401 - as JSON gave it
    from hamstring.model.answers import Placed

    if not isinstance(value, dict):
        raise RequestError("answers", value, "an object with `present`, `placed` and `absent`")
    given = cast("dict[str, Any]", value)
    unknown = sorted(set(given) - {"present", "placed", "absent"})
    if unknown:
        raise RequestError("answers", unknown[0], "`present`, `placed` and `absent`")
    try:
        told = {name: structure(given.get(name, []), tuple[str, ...]) for name in ("present", "placed", "absent")}
    except Misfit as error:
        raise RequestError("answers", given, f"lists of text: {error.problem}") from None
    placed = tuple(sorted((Placed.parse(entry) for entry in told["placed"]), key=str))
    return Answers(present=tuple(sorted(set(told["present"]))), placed=placed, absent=tuple(sorted(set(told["absent"]))))


def routine_object(routine: Routine) -> dict[str, Any]:
    """Give a routine as plain values."""
    return fields_of(routine) | {"request": request_object(routine.request)}


def routine_json(routine: Routine, *, indent: int | None) -> str:
    """Write a routine as JSON."""
    return dumped(routine_object(routine), indent)


def cue_object(cue: Cue) -> dict[str, Any]:
    """Give a cue as plain values."""
    return fields_of(cue)
