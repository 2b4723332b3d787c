"""Mutants of the shipped content: each is one small, plausible mistake of an editor.

A mutant that would break a law of outcomes gets what makes it lawful again, so that it is not refused for the law alone:
an urgency of the same day brings the permission ``not-today``, and a permission that needs limits gets a mild one.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple, TypeVar, cast

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.anatomy import RegionKind
from hamstring.model.logic import NO_LIMITS, Placing, RuleLimits
from hamstring.model.outcomes import Permission, Urgency

Value = TypeVar("Value")
Level = TypeVar("Level", bound=Enum)

SETS = ("keep_off", "no_tools", "no_strokes", "no_demands")
MILD = RuleLimits(max_pressure=8)
TIGHT = RuleLimits(max_pressure=1)


class Mutant(NamedTuple):
    """One record with one mistake in it; without a record it is gone."""

    operator: str
    kind: str
    id: str
    what: str
    record: Any

    def __str__(self) -> str:
        return f"{self.operator}: {self.kind}:{self.id} {self.what}"


def mutants(content: Catalogue) -> Iterator[Mutant]:
    """Give every mutant of a content, always in the same order."""
    for make in (_rules, _limits, _relations, _screens, _signs, _places, _doses, _policy, _grades):
        yield from make(content)


def shifted(member: Level, by: int) -> Level | None:
    """Give the member of an enum so many places further, or None beyond its ends."""
    members = list(type(member))
    place = members.index(member) + by
    return members[place] if 0 <= place < len(members) else None


def without(values: Iterable[Value], value: object) -> tuple[Value, ...]:
    return tuple(entry for entry in values if entry != value)


def _moved(record: object, last: object) -> tuple[str, object]:
    """Put a record behind all others, or the last one before them, so that every move changes the order; say which."""
    return ("before", _with(record, "order", -1)) if record is last else ("behind", _with(record, "order", 1_000))


def _with(record: Value, field: str, value: object) -> Value:
    """Change a field by its name, which no type knows."""
    named: Any = record
    return cast("Value", attrs.evolve(named, **{field: value}))


def _own(content: Catalogue) -> Iterator[tuple[str, Any]]:
    """Give rules and contraindications, each with the file that holds it."""
    for rule in content.rules.values():
        held = rule.id in content.contraindications
        yield ("contraindications", content.contraindications[rule.id]) if held else ("rules", rule)


# ---------------------------------------------------------------------------- rules


def _rules(content: Catalogue) -> Iterator[Mutant]:
    advice = sorted(content.advice)
    for kind, record in _own(content):
        whole = content.rules[record.id]
        yield Mutant(f"drop a {'rule' if kind == 'rules' else 'contraindication'}", kind, record.id, "", None)
        for name in whole.when if len(whole.when) > 1 else ():
            less = attrs.evolve(whole, when=without(whole.when, name))
            yield Mutant("drop a condition", "rules", record.id, name, less)
        for name in _further(content, whole.when):
            more = attrs.evolve(whole, when=tuple(sorted((*whole.when, name))))
            yield Mutant("add a condition", "rules", record.id, name, more)
        for by in (-1, 1):
            if level := shifted(record.urgency, by):
                yield Mutant("move an urgency", kind, record.id, str(level), _at_urgency(record, level))
            if (level := shifted(record.massage, by)) and (level is Permission.NOT_TODAY or record.urgency < Urgency.SAME_DAY):
                yield Mutant("change a permission", kind, record.id, str(level), _at_permission(record, level))
        following = advice[(advice.index(record.advice) + 1) % len(advice)]
        same = [name for name in advice if content.advice[name].urgency is content.advice[record.advice].urgency and name != record.advice]
        for name in dict.fromkeys((following, *same[:1])):
            yield Mutant("swap an advice", kind, record.id, name, attrs.evolve(record, advice=name))
        scope = "" if record.scope else "body"
        if any(content.findings[name].place is not Placing.NONE for name in whole.when):
            yield Mutant("change a scope", kind, record.id, scope or "none", attrs.evolve(record, scope=scope))


def _at_urgency(record: Any, level: Urgency) -> Any:
    if level >= Urgency.SAME_DAY:
        return attrs.evolve(record, urgency=level, massage=Permission.NOT_TODAY, limits=NO_LIMITS)
    return attrs.evolve(record, urgency=level)


def _at_permission(record: Any, level: Permission) -> Any:
    needs = level in (Permission.WITH_LIMITS, Permission.ASK_FIRST)
    limits = NO_LIMITS if not needs else record.limits if record.limits != NO_LIMITS else TIGHT
    return attrs.evolve(record, massage=level, limits=limits)


def _further(content: Catalogue, when: tuple[str, ...]) -> Iterator[str]:
    """Give two findings that a rule does not need: the next one, and the one that stories tell most often beside it."""
    names = sorted(content.findings)
    start = names.index(when[-1])
    fit = [name for name in (*names[start:], *names[:start]) if _fits(content, when, name)]
    told = [{entry.partition("@")[0] for entry in story.present} for story in content.vignettes.values()]
    beside = [name for present in told if present.issuperset(when) for name in present]
    common = max(sorted(name for name in fit if name in beside), key=beside.count, default=None)
    yield from dict.fromkeys(name for name in (fit[0], common) if name)


def _fits(content: Catalogue, when: tuple[str, ...], name: str) -> bool:
    entries = [content.findings[other] for other in when]
    apart = any(name in entry.excludes or entry.id in content.findings[name].excludes for entry in entries)
    return name not in when and not apart and not any(name in entry.implies for entry in entries)


# ---------------------------------------------------------------------------- limits


def _limits(content: Catalogue) -> Iterator[Mutant]:
    for kind, record in _own(content):
        for operator, what, limits in looser(record.limits):
            yield Mutant(operator, kind, record.id, what, attrs.evolve(record, limits=limits))
    for operator, what, limits in looser(content.policy.other_leg):
        yield Mutant(operator, "policy", "", f"other_leg {what}", attrs.evolve(content.policy, other_leg=limits))


def looser(limits: RuleLimits) -> Iterator[tuple[str, str, RuleLimits]]:
    """Loosen one bound, or take one name out of one set; limits never become empty, which would be refused."""
    for field, by in (("max_pressure", 1), ("max_leg_s", 30), ("max_session_s", 60), ("min_gap_h", -12)):
        value = getattr(limits, field)
        if value is not None:
            yield "raise a limit", f"{field} {value + by}", _with(limits, field, value + by)
            gone = _with(limits, field, None)
            yield "drop a limit", field, MILD if gone == NO_LIMITS else gone
    for field in SETS:
        for name in getattr(limits, field):
            gone = _with(limits, field, without(getattr(limits, field), name))
            operator = "drop a closed place" if field == "keep_off" else "drop a limit"
            yield operator, f"{field} {name}", MILD if gone == NO_LIMITS else gone


# ---------------------------------------------------------------------------- findings and screens


def _relations(content: Catalogue) -> Iterator[Mutant]:
    for finding in content.findings.values():
        for field, operator in (("implies", "drop an implies"), ("excludes", "drop an excludes"), ("aliases", "drop an alias")):
            for name in getattr(finding, field):
                record = _with(finding, field, without(getattr(finding, field), name))
                yield Mutant(operator, "findings", finding.id, name, record)
        for by in (-1, 1):
            if place := shifted(finding.place, by):
                yield Mutant("change a placing", "findings", finding.id, place.value, attrs.evolve(finding, place=place))
        yield Mutant("drop a finding", "findings", finding.id, "", None)
    for tool in content.tools.values():
        for name in tool.aliases:
            yield Mutant("drop an alias", "tools", tool.id, name, attrs.evolve(tool, aliases=without(tool.aliases, name)))


def _screens(content: Catalogue) -> Iterator[Mutant]:
    screens = sorted(content.screens.values(), key=lambda screen: screen.order)
    for screen in screens:
        for name in screen.findings:
            less = attrs.evolve(screen, findings=without(screen.findings, name))
            yield Mutant("drop a finding from a screen", "screens", screen.id, name, less)
        for name in screen.opens_with:
            less = attrs.evolve(screen, opens_with=without(screen.opens_with, name))
            yield Mutant("drop an opener", "screens", screen.id, name, less)
        for asked in type(screen.asked):
            if asked is not screen.asked:
                yield Mutant("change when a screen is asked", "screens", screen.id, asked.value, attrs.evolve(screen, asked=asked))
        yield Mutant("move a screen", "screens", screen.id, *_moved(screen, screens[-1]))


def _signs(content: Catalogue) -> Iterator[Mutant]:
    signs = list(content.stop_signs.values())
    last = max(signs, key=lambda sign: sign.order)
    for sign, other in zip(signs, signs[1:] + signs[:1], strict=True):
        yield Mutant("drop a stop sign", "stop_signs", sign.id, "", None)
        yield Mutant("move a stop sign", "stop_signs", sign.id, *_moved(sign, last))
        for by in (-1, 1):
            if level := shifted(sign.urgency, by):
                yield Mutant("change a stop sign", "stop_signs", sign.id, str(level), attrs.evolve(sign, urgency=level))
        for field in ("do", "then", "short"):
            if getattr(sign, field) != getattr(other, field):
                swapped = _with(sign, field, getattr(other, field))
                yield Mutant("change a stop sign", "stop_signs", sign.id, f"{field} of {other.id}", swapped)
    for stage in content.stages.values():
        for field, by in (("from_h", -24), ("to_h", -24)):
            value = getattr(stage, field)
            if value is not None:
                yield Mutant("move a stage", "stages", stage.id, field, _with(stage, field, value + by))
        yield Mutant("drop a stage", "stages", stage.id, "", None)


# ---------------------------------------------------------------------------- places


def _places(content: Catalogue) -> Iterator[Mutant]:
    for region in content.regions.values():
        operator = "drop a keep-out" if region.kind is RegionKind.KEEP_OUT else "drop a region"
        yield Mutant(operator, "regions", region.id, "", None)
        for name in region.quadrants:
            fewer = attrs.evolve(region, quadrants=without(region.quadrants, name))
            yield Mutant("drop a bordering quadrant", "regions", region.id, name, fewer)
        for kind in type(region.kind):
            if kind is not region.kind:
                yield Mutant("change a region", "regions", region.id, kind.value, attrs.evolve(region, kind=kind))
    for demanding in ("positions", "stretches"):
        for record in content.kind(demanding).values():
            for name in record.demands:
                less = attrs.evolve(record, demands=without(record.demands, name))
                yield Mutant("drop a demand", demanding, record.id, name, less)
    for goal in content.goals.values():
        for name in goal.no_demands:
            yield Mutant("drop a demand", "goals", goal.id, name, attrs.evolve(goal, no_demands=without(goal.no_demands, name)))


# ---------------------------------------------------------------------------- doses and grades


def _doses(content: Catalogue) -> Iterator[Mutant]:
    for make in (_spans, _variants, _goals_and_stretches, _tools):
        yield from make(content)


def _spans(content: Catalogue) -> Iterator[Mutant]:
    for technique in content.techniques.values():
        for place, span in enumerate(technique.dose_ranges):
            for field, by in (("low_s", -5), ("high_s", 5), ("low_per_week", -1), ("high_per_week", 1)):
                value = getattr(span, field)
                if value is not None:
                    spans = list(technique.dose_ranges)
                    spans[place] = _with(span, field, value + by)
                    record = attrs.evolve(technique, dose_ranges=tuple(spans))
                    yield Mutant("widen a dose", "techniques", technique.id, f"{span.scope} {field}", record)


def _variants(content: Catalogue) -> Iterator[Mutant]:
    for variant in content.variants.values():
        if variant.max_s is not None:
            yield Mutant("widen a dose", "variants", variant.id, "max_s", attrs.evolve(variant, max_s=variant.max_s + 30))
        if variant.after is not None:
            yield Mutant("drop a gentler twin", "variants", variant.id, variant.after, attrs.evolve(variant, after=None))
        for place, station in enumerate(variant.at):
            for what, loose in _stations(station):
                at = (*variant.at[:place], loose, *variant.at[place + 1 :])
                yield Mutant("loosen a station", "variants", variant.id, what, attrs.evolve(variant, at=at))


def _goals_and_stretches(content: Catalogue) -> Iterator[Mutant]:
    for goal in content.goals.values():
        for field, by in (("cap", 1), ("leg_max_s", 60)):
            value = getattr(goal, field)
            if value is not None:
                yield Mutant("widen a dose", "goals", goal.id, field, _with(goal, field, value + by))
    for stretch in content.stretches.values():
        if stretch.hold_options_s:
            longer = (*stretch.hold_options_s, stretch.hold_options_s[-1] + 15)
            yield Mutant("widen a dose", "stretches", stretch.id, "hold_options_s", attrs.evolve(stretch, hold_options_s=longer))


def _tools(content: Catalogue) -> Iterator[Mutant]:
    for tool in content.tools.values():
        harder = attrs.evolve(tool, pressure_shift=tool.pressure_shift + 1)
        yield Mutant("loosen a tool", "tools", tool.id, "pressure_shift", harder)
        yield Mutant("loosen a tool", "tools", tool.id, "is_planned", attrs.evolve(tool, is_planned=not tool.is_planned))
    for warm_up in content.warmups.values():
        longer = attrs.evolve(warm_up.dose_s, high=warm_up.dose_s.high + 30)
        yield Mutant("widen a dose", "warmups", warm_up.id, "dose_s", attrs.evolve(warm_up, dose_s=longer))


def _stations(station: Any) -> Iterator[tuple[str, Any]]:
    name = station.position.value
    yield f"{name} high", attrs.evolve(station, high=station.high + 1)
    if station.low:
        yield f"{name} low", attrs.evolve(station, low=station.low - 1)
    if station.max_s is not None:
        yield f"{name} max_s", attrs.evolve(station, max_s=station.max_s + 30)
    for demand in station.demands:
        yield f"{name} demands {demand}", attrs.evolve(station, demands=without(station.demands, demand))


def _is_number(value: object) -> bool:
    return type(value) is int


_STEADY = frozenset({"grain_s"})
"""Numbers whose change breaks every other one."""


def _policy(content: Catalogue) -> Iterator[Mutant]:
    policy = content.policy
    for field in attrs.fields(type(policy)):
        value = getattr(policy, field.name)
        step = policy.grain_s if field.name.endswith("_s") else 1
        if _is_number(value) and field.name not in _STEADY:
            for by in (-step, step):
                yield Mutant(
                    "move a number of the planner", "policy", "", f"{field.name} {value + by}", _with(policy, field.name, value + by)
                )
        elif field.name in ("tool_s", "leg_s", "hold_s"):
            wider = attrs.evolve(value, high=value.high + step)
            yield Mutant("widen a dose", "policy", "", f"{field.name} high", _with(policy, field.name, wider))
        elif field.name in ("spot_doses", "stretch_doses"):
            for dose in value:
                holds = (*dose.holds[:-1], dose.holds[-1] + step)
                longer = attrs.evolve(dose, dose_s=dose.dose_s + step, holds=holds)
                changed = tuple(longer if entry is dose else entry for entry in value)
                yield Mutant("widen a dose", "policy", "", f"{field.name} {dose.dose_s}", _with(policy, field.name, changed))
    for level in policy.experiences:
        for field, value in (("cap", level.cap + 1), ("firm", not level.firm), ("friction", not level.friction)):
            changed = tuple(_with(entry, field, value) if entry is level else entry for entry in policy.experiences)
            yield Mutant("loosen an experience", "policy", "", f"{level.id} {field}", _with(policy, "experiences", changed))
    for name in policy.floor_positions:
        less = without(policy.floor_positions, name)
        yield Mutant("drop a demand", "policy", "", f"floor_positions {name}", _with(policy, "floor_positions", less))


def _grades(content: Catalogue) -> Iterator[Mutant]:
    for kind in ("benefits", "contraindications", "practices"):
        for record in content.kind(kind).values():
            if record.grade is not None:
                for grade in _others(record.grade):
                    yield Mutant("swap a grade", kind, record.id, grade.value, attrs.evolve(record, grade=grade))
    for record in content.contraindications.values():
        for place, entry in enumerate(record.published):
            percent = None if entry.percent is None else entry.percent - 1
            label = entry.label + " no" if percent is None else entry.label
            published = (*record.published[:place], attrs.evolve(entry, percent=percent, label=label), *record.published[place + 1 :])
            yield Mutant(
                "swap a grade", "contraindications", record.id, f"published {entry.source}", attrs.evolve(record, published=published)
            )


def _others(grade: Enum) -> Iterator[Enum]:
    """Give the neighbours of a grade: the mistakes that look plausible."""
    for by in (-1, 1):
        if other := shifted(grade, by):
            yield other
