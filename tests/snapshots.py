"""What the committed snapshots tell of a content: outcomes, and the facts that planning and screening go by.

One record a line, so that a diff in review shows whose advice, dose, grade or limit changed. Words are left out where a
diff of the content shows them as well; stop signs are told whole.
"""

import json
from pathlib import Path
from typing import Any, cast

from hamstring.content.catalogue import Catalogue
from hamstring.content.converter import unstructure
from hamstring.model.screening import Rule

OUTCOMES = Path(__file__).parent / "content" / "outcomes.json"
FACTS = Path(__file__).parent / "content" / "facts.json"

FIELDS: dict[str, tuple[str, ...]] = {
    "advice": ("urgency", "time_frame"),
    "benefits": ("grade", "mechanism", "figures"),
    "contraindications": ("finding", "grade", "published"),
    "covered": ("when", "covered_by"),
    "findings": ("kind", "place", "aliases", "implies", "excludes"),
    "goals": (
        *("cap", "leg_max_s", "roles", "no_demands", "stretch", "needs_movement", "search_pass"),
        *("spot_points", "stretch_points", "standing_points", "opening_points", "closing_points", "suits"),
    ),
    "positions": ("enter_s", "leave_s", "switch_s", "base", "demands"),
    "practices": ("phase", "order", "grade"),
    "regions": ("kind", "quadrants", "heads"),
    "screens": ("order", "asked", "findings", "opens_with"),
    "stages": ("finding", "from_h", "to_h"),
    "stop_signs": ("order", "urgency", "do", "then", "short"),
    "stretches": ("position", "kind", "demands", "hold_options_s"),
    "techniques": ("dose_ranges",),
    "tools": ("kind", "firmness", "contact", "pressure_shift", "is_planned", "aliases"),
    "variants": ("technique", "role", "tool_kinds", "contact", "has_lanes", "skin", "after", "lead_in_s", "max_s", "at"),
    "warmups": ("position", "dose_s"),
}
"""The fields of each kind that are told."""

_WORDS = frozenset({"editorial", "note", "setup"})


def outcome_line(rule: Rule) -> dict[str, Any]:
    """Tell one rule; limits that it does not set are left out."""
    limits = _told(unstructure(rule.limits))
    line = {"when": list(rule.when), "urgency": str(rule.urgency), "massage": str(rule.massage), "limits": limits}
    return line | ({"scope": rule.scope} if rule.scope else {}) | {"advice": rule.advice}


def fact_line(kind: str, record: Any) -> dict[str, Any]:
    """Tell one record; what is empty is left out."""
    told: dict[str, Any] = _told({field: unstructure(getattr(record, field)) for field in FIELDS[kind]})
    return told


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value)  # plain values, as JSON has them
        return {name: _told(entry) for name, entry in entries.items() if name not in _WORDS and not _is_empty(entry)}
    if isinstance(value, list):
        return [_told(entry) for entry in cast("list[object]", value)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def policy_lines(content: Catalogue) -> dict[str, Any]:
    """Tell the numbers of the planner, one a line."""
    told = unstructure(content.policy)
    assert isinstance(told, dict)
    numbers = cast("dict[str, Any]", told)  # its fields by name
    return {f"policy:{name}": value for name, value in numbers.items() if name not in ("sources", "editorial", "note")}


def outcomes(content: Catalogue) -> dict[str, Any]:
    """Tell all rules, by id."""
    return {name: outcome_line(rule) for name, rule in content.rules.items()}


def facts(content: Catalogue) -> dict[str, Any]:
    """Tell all records with a fact in them, by kind and id, and the numbers of the planner."""
    told = {f"{kind}:{name}": fact_line(kind, record) for kind in FIELDS for name, record in content.kind(kind).items()}
    return dict(sorted((told | policy_lines(content)).items()))


def written(told: dict[str, Any]) -> str:
    """Write one record a line, so that a diff shows what changed."""
    lines = [f"{json.dumps(name)}: {json.dumps(line, ensure_ascii=False)}" for name, line in told.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def committed(path: Path) -> dict[str, Any]:
    """Read a committed snapshot."""
    return dict(json.loads(path.read_text(encoding="utf-8")))
