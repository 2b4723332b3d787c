"""Checks of what records name: every id names something, whole and part name each other, nothing shared lies idle."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.issues import Checklist, Issue, error, note
from hamstring.content.kinds import KINDS
from hamstring.content.spelling import near
from hamstring.content.walking import everything, records_in, texts_at
from hamstring.model.anatomy import RegionKind
from hamstring.model.figure import ShapeKind
from hamstring.model.logic import RuleLimits
from hamstring.model.places import QUADRANTS
from hamstring.model.practice import Position, Role, ToolKind
from hamstring.model.requests import Goal

LIMIT_KINDS: Final = tuple(attrs.fields_dict(RuleLimits))
"""What a rule can limit."""

_LIMITS: Final = (("keep_off", "keep-offs"), ("no_tools", "tool kinds"), ("no_strokes", "techniques"), ("no_demands", "demands"))

_LINKS: Final = (
    *((kind, "sources", "sources") for kind in (*KINDS, "policy", "speech", "weeks") if kind != "sources"),
    *((kind, f"limits.{field}", target) for kind in ("contraindications", "rules") for field, target in _LIMITS),
    *(("policy", f"other_leg.{field}", target) for field, target in _LIMITS),
    ("article", "carried_by", "records"),
    ("article", "corrected_by", "corrections"),
    ("benefits", "figures.source", "sources"),
    ("contraindications", "advice", "advice"),
    ("contraindications", "finding", "findings"),
    ("contraindications", "published.source", "sources"),
    ("corrections", "where", "records"),
    ("covered", "covered_by", "rules"),
    ("covered", "when", "findings"),
    ("findings", "excludes", "findings"),
    ("findings", "implies", "findings"),
    ("glossary", "see", "glossary"),
    ("goals", "no_demands", "demands"),
    ("goals", "roles", "roles"),
    ("goals", "suits.variant", "variants"),
    ("groups", "muscles", "muscles"),
    ("hazards", "advice", "advice"),
    ("hazards", "demands", "demands"),
    ("hazards", "limits", "limit kinds"),
    ("hazards", "rules", "rules"),
    ("heads", "muscle", "muscles"),
    ("hurts", "findings", "findings"),
    ("heads", "quadrants", "quadrants"),
    ("muscles", "group", "groups"),
    ("muscles", "heads", "heads"),
    ("policy", "firm_demand", "demands"),
    ("policy", "floor_positions", "positions"),
    ("policy", "position_points.position", "positions"),
    ("policy", "rest.demand", "demands"),
    ("policy", "turn_demand", "demands"),
    ("positions", "base", "positions"),
    ("positions", "demands", "demands"),
    ("questions", "see", "records"),
    ("regions", "heads", "heads"),
    ("regions", "quadrants", "quadrants"),
    ("rules", "advice", "advice"),
    ("rules", "when", "findings"),
    ("screens", "findings", "findings"),
    ("screens", "opens_with", "findings"),
    ("stages", "finding", "findings"),
    ("stretches", "demands", "demands"),
    ("stretches", "position", "positions"),
    ("techniques", "dose_ranges.sources", "sources"),
    ("variants", "after", "variants"),
    ("variants", "at.demands", "demands"),
    ("variants", "at.position", "positions"),
    ("variants", "at.props", "props"),
    ("variants", "technique", "techniques"),
    ("variants", "tool_kinds", "planned tool kinds"),
    ("vignettes", "absent", "findings"),
    ("vignettes", "no_demands", "demands"),
    ("vignettes", "no_strokes", "techniques"),
    ("vignettes", "no_tools", "tool kinds"),
    ("warmups", "position", "positions"),
    ("weeks", "bruise_advice", "advice"),
    ("weeks", "bruise_practice", "practices"),
    ("weeks", "nearness.goal", "goals"),
    ("weeks", "rest_practice", "practices"),
    ("weeks", "returns.stages", "stages"),
    ("weeks", "stop_advice", "advice"),
)
"""Kind, field, and what the ids in the field name."""


def _targets(catalogue: Catalogue) -> Mapping[str, Iterable[str]]:
    """Give the known ids of everything that a field can name."""
    tools = catalogue.tools.values()
    return {
        **{kind: catalogue.kind(kind) for kind in KINDS},
        "records": {f"{kind}:{name}" for kind, name, _ in everything(catalogue) if name},
        "limit kinds": LIMIT_KINDS,
        "quadrants": QUADRANTS,
        "keep-offs": {"place", *catalogue.regions},
        "roles": {role.value for role in Role},
        "props": {tool.id for tool in tools if tool.kind is ToolKind.PROP},
        "tool kinds": {tool.kind.value for tool in tools},
        "planned tool kinds": {tool.kind.value for tool in tools if tool.is_planned},
    }


def _ids(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Every id names something."""
    targets = _targets(catalogue)
    for kind, field, target in _LINKS:
        known = targets[target]
        for name, record in records_in(catalogue, kind).items():
            for value in texts_at(record, field):
                if value not in known:
                    matches = near(value, known)
                    hint = f", did you mean `{matches[0]}`?" if matches else ""
                    yield error(kind, name, field, f"`{value}` is none of the {target}{hint}")


def _closed_sets(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Fields with a closed set of values have one of them, and the closed sets of the code have all their records."""
    for entry in checklist.closed:
        for name, record in records_in(catalogue, entry.kind).items():
            for value in texts_at(record, entry.field):
                if value not in entry.values:
                    expected = ", ".join(f"`{known}`" for known in entry.values)
                    yield error(entry.kind, name, entry.field, f"expected one of {expected}, found `{value}`")
    members = {
        "goals": [goal.value for goal in Goal],
        "positions": [position.value for position in Position],
        "regions": list(QUADRANTS),
    }
    for kind, names in members.items():
        for name in names:
            if name not in catalogue.kind(kind):
                yield error(kind, name, "", "expected a record of this id, found none")


def _orphans(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Shared records are used by somebody."""
    targets = _targets(catalogue)
    for shared in ("advice", "demands", "sources", "techniques"):
        used = {
            value
            for kind, field, target in _LINKS
            if target == shared and kind != "hazards"  # which name what others use
            for record in records_in(catalogue, kind).values()
            for value in texts_at(record, field)
        }
        for name in targets[shared]:
            if name not in used:
                yield note(shared, name, "", "nothing uses it")


def _corrections(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each correction is told by some record, or belongs to a fact of the article."""
    used = {name for fact in catalogue.article.values() for name in fact.corrected_by}
    for name, correction in catalogue.corrections.items():
        if not correction.where and name not in used:
            yield error("corrections", name, "where", "no fact of the article names it, and no record carries it")


def _anatomy(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Whole and part name each other."""
    pairs = (("groups", "muscles", "muscles", "group"), ("muscles", "heads", "heads", "muscle"), ("regions", "heads", "heads", "quadrants"))
    for wholes, down, parts, up in pairs:
        told = {(name, part) for name, whole in catalogue.kind(wholes).items() for part in getattr(whole, down)}
        back = {(whole, name) for name, part in catalogue.kind(parts).items() for whole in texts_at(part, up)}
        for whole, part in sorted(told - back):
            yield error(wholes, whole, down, f"`{part}` does not name it in `{up}`")
        for whole, part in sorted(back - told):
            yield error(parts, part, up, f"`{whole}` does not name it in `{down}`")


def _drawing(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """All heads and places that the map must show are drawn, and each shape has a record: an app lights it up by its id."""
    keep_outs = {region.id for region in catalogue.regions.values() if region.kind is RegionKind.KEEP_OUT}
    for kind, known in ((ShapeKind.HEAD, set(catalogue.heads)), (ShapeKind.KEEP_OUT, keep_outs), (ShapeKind.QUADRANT, set(QUADRANTS))):
        drawn = {shape.id for shape in catalogue.figure.kind(kind)}
        for name in sorted(drawn - known):
            matches = near(name, known)
            hint = f", did you mean `{matches[0]}`?" if matches else ""
            yield error("figure", "", "shapes.id", f"`{name}` is no {kind} of this content{hint}")
        for name in sorted(known - drawn):
            yield error("figure", "", "shapes", f"expected a shape for the {kind} `{name}`, found none")


LINK_CHECKS: Final = (_ids, _closed_sets, _orphans, _corrections, _anatomy, _drawing)
