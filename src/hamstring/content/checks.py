"""Checks across files: what one record alone cannot tell.

Reading tells whether a record fits its schema, and compiling the rules tells whether they obey the laws. These checks
tell whether the files fit together: every id names something, every claim has a source, every dose lies within its
published span. What this content must hold, such as the rows of the dossier, stands in ``checklist.toml``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import partial
from itertools import pairwise
from typing import Any, Final, Literal, TypeGuard, cast

import attrs
from attrs import AttrsInstance

from hamstring.content.catalogue import KINDS, SINGLES, Catalogue, near
from hamstring.content.converter import Misfit, structure
from hamstring.content.files import read
from hamstring.errors import ContentError
from hamstring.model.outcomes import Urgency
from hamstring.model.places import QUADRANTS
from hamstring.model.practice import Position, Role, ToolKind
from hamstring.model.routines import Goal
from hamstring.model.screening import Asked, Rule


@attrs.frozen
class Issue:
    """One thing that does not fit.

    Attributes:
        severity: ``error`` for what must be mended, ``note`` for what should be looked at.
        where: File, record and field, such as ``rules.toml: `fever`.advice``.
        problem: What is wrong, and what was expected.
    """

    severity: Literal["error", "note"]
    where: str
    problem: str


@attrs.frozen(kw_only=True)
class Longest:
    """How long a text may be, in characters or in words."""

    kind: str
    field: str
    most_chars: int | None = None
    most_words: int | None = None


@attrs.frozen(kw_only=True)
class Closed:
    """The only values that a field may have."""

    kind: str
    field: str
    values: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Checklist:
    """What a content expects of itself; a content without a checklist expects nothing beyond the general.

    Attributes:
        rows: Rows of the safety dossier; each must be carried.
        max_session_screens: Most screens before each session, or None.
        max_screen_findings: Most questions of one screen, or None.
        firm_may_earn_more_for: Goals for which a firm variant may earn more than its gentler twin.
        due_within_days: Most days from one review to the next, or None.
        longest: How long texts may be.
        closed: Fields with a closed set of values.
    """

    rows: tuple[str, ...] = ()
    max_session_screens: int | None = None
    max_screen_findings: int | None = None
    firm_may_earn_more_for: tuple[str, ...] = ()
    due_within_days: int | None = None
    longest: tuple[Longest, ...] = ()
    closed: tuple[Closed, ...] = ()


def check_content(catalogue: Catalogue) -> tuple[Issue, ...]:
    """Check a whole content across its files.

    Args:
        catalogue: The content. It need not have lawful rules: that is told when they are compiled.

    Returns:
        What does not fit, errors first, sorted by place. A file that cannot be read is told alone, as nothing can be
        compared with it.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.content.checks import check_content
        >>> [issue.where for issue in check_content(catalogue()) if issue.severity == "error"]
        []
    """
    found = tuple(_unreadable(catalogue))
    if not found:
        checklist = _checklist(catalogue)
        found = tuple(issue for check in _CHECKS for issue in check(catalogue, checklist))
    return tuple(sorted(set(found), key=lambda issue: (issue.severity, issue.where, issue.problem)))


def _unreadable(catalogue: Catalogue) -> Iterator[Issue]:
    readers: list[Callable[[], object]] = [partial(_records, catalogue, kind) for kind in (*KINDS, *SINGLES)]
    readers.append(partial(_checklist, catalogue))
    for reader in readers:
        try:
            reader()
        except ContentError as error:
            yield Issue("error", str(error).removesuffix(f": {error.problem}"), error.problem)


def _checklist(catalogue: Catalogue) -> Checklist:
    # A pack answers to the checklist of the content that it adds to; only these checks ever read one.
    files = catalogue._files[0]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    try:
        return structure(read(files, "checklist"), Checklist)
    except Misfit as error:
        raise ContentError("checklist.toml", "", error.path, error.problem) from None


# ---------------------------------------------------------------------------- walking through records


def _error(kind: str, record: str, field: str, problem: str) -> Issue:
    where = f"{kind}.toml" + (f": `{record}`" if record else "") + (f".{field}" if field else "")
    return Issue("error", where, problem)


def _note(kind: str, record: str, field: str, problem: str) -> Issue:
    return attrs.evolve(_error(kind, record, field, problem), severity="note")


def _records(catalogue: Catalogue, kind: str) -> Mapping[str, Any]:
    """Give the records that stand in one file; the rules that the loader makes stand in another."""
    if kind in SINGLES:
        return {"": getattr(catalogue, kind)}
    if kind == "rules":
        return {name: rule for name, rule in catalogue.rules.items() if name not in catalogue.contraindications}
    return catalogue.kind(kind)


def _everything(catalogue: Catalogue) -> Iterator[tuple[str, str, Any]]:
    for kind in (*KINDS, *SINGLES):
        for name, record in _records(catalogue, kind).items():
            yield kind, name, record


def _tables(record: AttrsInstance, path: str = "") -> Iterator[tuple[str, AttrsInstance]]:
    """Give a record and every table within it, each with its path."""
    yield path, record
    for name, entry in _entries(record, path):
        if _is_table(entry):
            yield from _tables(entry, name)


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


def _leaves(record: AttrsInstance) -> Iterator[tuple[str, object]]:
    """Give every plain value in a record with its path."""
    for path, table in _tables(record):
        for name, entry in _entries(table, path):
            if not _is_table(entry):
                yield name, entry


def _named(record: AttrsInstance, path: str) -> list[str]:
    """List the texts at a path; what is left out is not among them."""
    found: list[object] = [record]
    for name in path.split("."):
        found = [entry for table in found for entry in _listed(getattr(table, name))]
    texts = [entry.value if isinstance(entry, Enum) else entry for entry in found]
    return [text for text in texts if isinstance(text, str) and text]


# ---------------------------------------------------------------------------- ids

_LIMITS: Final = (("keep_off", "keep-offs"), ("no_tools", "tool kinds"), ("no_strokes", "techniques"), ("no_demands", "demands"))

_LINKS: Final = (
    *((kind, "sources", "sources") for kind in (*KINDS, "policy") if kind != "sources"),
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
    ("heads", "muscle", "muscles"),
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
    ("warmups", "position", "positions"),
)
"""Kind, field, and what the ids in the field name."""


def _targets(catalogue: Catalogue) -> Mapping[str, Iterable[str]]:
    """Give the known ids of everything that a field can name."""
    tools = catalogue.tools.values()
    return {
        **{kind: catalogue.kind(kind) for kind in KINDS},
        "records": {f"{kind}:{name}" for kind, name, _ in _everything(catalogue) if name},
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
        for name, record in _records(catalogue, kind).items():
            for value in _named(record, field):
                if value not in known:
                    matches = near(value, known)
                    hint = f", did you mean `{matches[0]}`?" if matches else ""
                    yield _error(kind, name, field, f"`{value}` is none of the {target}{hint}")


def _closed_sets(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Fields with a closed set of values have one of them, and the closed sets of the code have all their records."""
    for entry in checklist.closed:
        for name, record in _records(catalogue, entry.kind).items():
            for value in _named(record, entry.field):
                if value not in entry.values:
                    expected = ", ".join(f"`{known}`" for known in entry.values)
                    yield _error(entry.kind, name, entry.field, f"expected one of {expected}, found `{value}`")
    members = {
        "goals": [goal.value for goal in Goal],
        "positions": [position.value for position in Position],
        "regions": list(QUADRANTS),
    }
    for kind, names in members.items():
        for name in names:
            if name not in catalogue.kind(kind):
                yield _error(kind, name, "", "expected a record of this id, found none")


def _orphans(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Shared records are used by somebody."""
    targets = _targets(catalogue)
    for shared in ("advice", "demands", "sources", "techniques"):
        used = {
            value
            for kind, field, target in _LINKS
            if target == shared
            for record in _records(catalogue, kind).values()
            for value in _named(record, field)
        }
        for name in targets[shared]:
            if name not in used:
                yield _note(shared, name, "", "nothing uses it")


# ---------------------------------------------------------------------------- sources, texts, order, dates


def _sourced(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Every record has a source or is marked as our own judgement, and every source can be found or says that it cannot."""
    for kind, name, record in _everything(catalogue):
        if hasattr(record, "editorial") and not record.editorial and not record.sources:
            yield _error(kind, name, "sources", "expected a source, or `editorial = true`")
    for name, source in catalogue.sources.items():
        if source.not_located == bool(source.doi or source.url):
            yield _error("sources", name, "not_located", "expected either a `doi` or `url`, or `not_located = true`")


def _texts(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """No text is blank, and what every record needs holds something."""
    for kind, name, record in _everything(catalogue):
        for path, value in _leaves(record):
            if isinstance(value, str) and value != value.strip() and kind not in _JOINED:
                yield _error(kind, name, path, "expected text without blanks at its ends")
        for path, table in _tables(record):
            for field in attrs.fields(type(table)):
                at = f"{path}.{field.name}".strip("._")
                if _is_blank(getattr(table, field.name), field) and (kind, at) not in _MAY_BE_EMPTY:
                    yield _error(kind, name, at, "expected something, found nothing")


def _is_blank(value: object, field: "attrs.Attribute[Any]") -> bool:
    is_needed = field.default is attrs.NOTHING
    return (is_needed and value in ("", ())) or (isinstance(value, tuple) and "" in value)


_MAY_BE_EMPTY: Final = {("manifest", "rules_digest"), ("stretches", "demands")}

_JOINED: Final = {"phrases"}
"""Kinds whose texts may be joined to others, and so may end in a blank."""


def _lengths(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Names fit their lists, and spoken lines can be spoken."""
    for entry in checklist.longest:
        for name, record in _records(catalogue, entry.kind).items():
            for text in _named(record, entry.field):
                if entry.most_chars is not None and len(text) > entry.most_chars:
                    yield _error(entry.kind, name, entry.field, f"{len(text)} characters, expected at most {entry.most_chars}")
                if entry.most_words is not None and len(text.split()) > entry.most_words:
                    yield _error(entry.kind, name, entry.field, f"{len(text.split())} words, expected at most {entry.most_words}")


_ORDERS: Final = (
    ("conflicts", "number", ""),
    ("corrections", "number", ""),
    ("practices", "order", "phase"),
    ("questions", "order", ""),
    ("screens", "order", ""),
    ("stop_signs", "order", ""),
)
"""Kind, the field that orders its records, and the field within whose values it does so."""


def _orders(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """No two records have the same place in a list that is shown."""
    for kind, field, within in _ORDERS:
        seen: dict[object, str] = {}
        for name, record in catalogue.kind(kind).items():
            place = (getattr(record, within) if within else "", getattr(record, field))
            if place in seen:
                yield _error(kind, name, field, f"`{seen[place]}` has the same {field}")
            seen.setdefault(place, name)


def _aliases(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """No other name stands for two things."""
    for kind, field, title in (("findings", "aliases", "id"), ("glossary", "also", "term"), ("tools", "aliases", "id")):
        records = catalogue.kind(kind)
        names = Counter(str(getattr(record, title)).casefold() for record in records.values())
        names.update(str(alias).casefold() for record in records.values() for alias in getattr(record, field))
        for name, record in records.items():
            for alias in getattr(record, field):
                if names[alias.casefold()] > 1:
                    yield _error(kind, name, field, f"`{alias}` stands for something else, or stands twice")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _dates(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Dates are days, the next review follows the last one soon enough, and no source was checked after it."""
    manifest = catalogue.manifest
    reviewed, due = _day(manifest.reviewed), _day(manifest.review_due)
    for field, day in (("reviewed", reviewed), ("review_due", due)):
        if day is None:
            yield _error("manifest", "", field, "expected a day as `2026-01-31`")
    if reviewed is None or due is None:
        return
    if due <= reviewed or (checklist.due_within_days is not None and (due - reviewed).days > checklist.due_within_days):
        yield _error("manifest", "", "review_due", f"expected a day within {checklist.due_within_days} days after the last review")
    for name, source in catalogue.sources.items():
        checked = reviewed if source.checked is None else _day(source.checked)
        if checked is None or checked > reviewed:
            yield _error("sources", name, "checked", f"expected a day not after {reviewed}, found `{source.checked}`")
        if source.year is not None and source.year > reviewed.year:
            yield _error("sources", name, "year", f"expected a year not after {reviewed.year}, found {source.year}")


# ---------------------------------------------------------------------------- screening


def _closure(catalogue: Catalogue, names: Iterable[str]) -> frozenset[str]:
    """Give findings with everything that they imply; unknown ones imply nothing."""
    closed: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in closed:
            closed.add(name)
            todo += catalogue.findings[name].implies if name in catalogue.findings else ()
    return frozenset(closed)


def _rule_file(catalogue: Catalogue, rule: Rule) -> str:
    return "contraindications" if rule.id in catalogue.contraindications else "rules"


def _screens(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Each finding is asked once, and no screen asks too much."""
    screens = catalogue.screens.values()
    asked = Counter(name for screen in screens for name in screen.findings)
    for name in catalogue.findings:
        if asked[name] != 1:
            yield _error("findings", name, "", f"expected in exactly one screen, found in {asked[name]}")
    most = checklist.max_screen_findings
    for screen in screens:
        if most is not None and len(screen.findings) > most:
            yield _error("screens", screen.id, "findings", f"{len(screen.findings)} questions, expected at most {most}")
        if screen.opens_with and screen.asked is not Asked.FOLLOW_UP:
            yield _error("screens", screen.id, "opens_with", f"only `{Asked.FOLLOW_UP.value}` screens have openers")
    sessions = [screen for screen in screens if screen.asked is Asked.SESSION]
    if checklist.max_session_screens is not None and len(sessions) > checklist.max_session_screens:
        yield _error("screens", "", "asked", f"{len(sessions)} screens each session, expected at most {checklist.max_session_screens}")


def _findings_used(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each finding stands in a rule, brings one that does, or opens a screen."""
    used = {name for rule in catalogue.rules.values() for name in rule.when}
    used |= {name for screen in catalogue.screens.values() for name in screen.opens_with}
    for name in catalogue.findings:
        if used.isdisjoint(_closure(catalogue, [name])):
            yield _error("findings", name, "", "no rule asks for it, and it opens no screen")


def _rows(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Each row of the dossier is carried."""
    carried = {record.row for kind in ("rules", "covered", "ordinary") for record in catalogue.kind(kind).values()}
    for row in checklist.rows:
        if row not in carried:
            yield _error("checklist", "", "rows", f"row {row} is in no rule, contraindication, covered row or ordinary case")


def _covered(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """The rule that covers a row fires with it, and is at least as urgent as the mildest rule of that row."""
    for name, row in catalogue.covered.items():
        rule = catalogue.rules.get(row.covered_by)
        if rule is None:
            continue
        if missing := sorted(set(rule.when) - _closure(catalogue, row.when)):
            yield _error("covered", name, "covered_by", f"`{rule.id}` also needs `{missing[0]}`")
        own = [other.urgency for other in catalogue.rules.values() if other.row == row.row]
        if own and rule.urgency < min(own):
            yield _error("covered", name, "covered_by", f"`{rule.id}` is less urgent than every rule of row {row.row}")
        if row.when != tuple(sorted(set(row.when))):
            yield _error("covered", name, "when", "expected findings sorted, without duplicates")


def _advice(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """No rule gives advice that is written for more urgent cases, nor an urgent rule for milder ones."""
    for rule in catalogue.rules.values():
        advice = catalogue.advice.get(rule.advice)
        urgent = rule.urgency >= Urgency.SAME_DAY
        if advice and (advice.urgency > rule.urgency or (urgent and advice.urgency < rule.urgency)):
            problem = f"`{advice.id}` is written for `{advice.urgency}`, the rule is `{rule.urgency}`"
            yield _error(_rule_file(catalogue, rule), rule.id, "advice", problem)


def _stages(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """A stage begins before it ends."""
    for name, stage in catalogue.stages.items():
        if stage.from_h is not None and stage.to_h is not None and stage.from_h >= stage.to_h:
            yield _error("stages", name, "to_h", f"expected more than {stage.from_h}, found {stage.to_h}")


# ---------------------------------------------------------------------------- knowledge and anatomy


def _corrections(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each correction is told by some record, or belongs to a fact of the article."""
    used = {name for fact in catalogue.article.values() for name in fact.corrected_by}
    for name, correction in catalogue.corrections.items():
        if not correction.where and name not in used:
            yield _error("corrections", name, "where", "no fact of the article names it, and no record carries it")


def _anatomy(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Whole and part name each other."""
    pairs = (("groups", "muscles", "muscles", "group"), ("muscles", "heads", "heads", "muscle"), ("regions", "heads", "heads", "quadrants"))
    for wholes, down, parts, up in pairs:
        told = {(name, part) for name, whole in catalogue.kind(wholes).items() for part in getattr(whole, down)}
        back = {(whole, name) for name, part in catalogue.kind(parts).items() for whole in _named(part, up)}
        for whole, part in sorted(told - back):
            yield _error(wholes, whole, down, f"`{part}` does not name it in `{up}`")
        for whole, part in sorted(back - told):
            yield _error(parts, part, up, f"`{whole}` does not name it in `{down}`")


# ---------------------------------------------------------------------------- practice and policy


def _span(catalogue: Catalogue, scope: str) -> tuple[int, int]:
    """Give the span in which all techniques with a dose of this scope agree; empty when there is none."""
    spans = [entry for technique in catalogue.techniques.values() for entry in technique.dose_ranges if entry.scope == scope]
    lows = [entry.low_s for entry in spans if entry.low_s is not None]
    highs = [entry.high_s for entry in spans if entry.high_s is not None]
    return max(lows, default=1), min(highs, default=0)


def _doses(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each dose of the planner lies within the span that its techniques publish."""
    policy = catalogue.policy
    doses = [
        ("hold_s.low", "hold", policy.hold_s.low),
        ("hold_s.high", "hold", policy.hold_s.high),
        ("tool_s.low", "sweep", policy.tool_s.low),
        ("tool_s.high", "sweep", policy.tool_s.high),
        ("leg_s.high", "leg", policy.leg_s.high),
        ("quick_below_s", "leg", policy.quick_below_s),
        *(("spot_doses.dose_s", "spot", dose.dose_s) for dose in policy.spot_doses),
        *(("spot_doses.holds", "hold", hold) for dose in policy.spot_doses for hold in dose.holds),
        *(("stretch_doses.holds", "hold", hold) for dose in policy.stretch_doses for hold in dose.holds),
    ]
    for field, scope, seconds in doses:
        low, high = _span(catalogue, scope)
        if not low <= seconds <= high:
            yield _error("policy", "", field, f"{seconds} s, expected the span `{scope}` of techniques.toml, {low} to {high} s")


def _sums(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Holds and blocks add up to their dose; sweeps, goals and variants stay below their ceilings."""
    policy = catalogue.policy
    for field in ("spot_doses", "stretch_doses"):
        for dose in getattr(policy, field):
            if sum(dose.holds) != dose.dose_s:
                yield _error("policy", "", f"{field}.holds", f"they add up to {sum(dose.holds)} s, expected {dose.dose_s}")
    for field in attrs.fields_dict(type(policy.patterns)):
        for pattern in getattr(policy.patterns, field):
            if len(pattern.blocks) * policy.block_s != pattern.dose_s or pattern.dose_s > policy.tool_s.high:
                problem = f"expected {pattern.dose_s} s in blocks of {policy.block_s}, at most {policy.tool_s.high} s"
                yield _error("policy", "", f"patterns.{field}", problem)
    ceilings = [("goals", goal.id, "leg_max_s", goal.leg_max_s, policy.leg_s.high) for goal in catalogue.goals.values()]
    ceilings += [("variants", entry.id, "max_s", entry.max_s, policy.tool_s.high) for entry in catalogue.variants.values()]
    for kind, name, field, seconds, most in ceilings:
        if seconds is not None and seconds > most:
            yield _error(kind, name, field, f"{seconds} s, expected at most {most}")


def _lead_ins(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """A lead-in of its own is longer than the usual one."""
    usual = catalogue.policy.lead_in_s
    for name, variant in catalogue.variants.items():
        if variant.lead_in_s is not None and variant.lead_in_s <= usual:
            yield _error("variants", name, "lead_in_s", f"expected more than the usual {usual} s, or none")


def _numbers(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Seconds are multiples of the grain, and felt pressures lie on the scale."""
    grain = catalogue.policy.grain_s
    for kind, name, record in _everything(catalogue):
        for path, value in _leaves(record):
            if type(value) is not int:
                continue
            if any(part.endswith("_s") for part in path.split(".")) and (value < 0 or value % grain):
                yield _error(kind, name, path, f"expected a multiple of {grain}, found {value}")
            if path.endswith(("cap", "max_pressure")) and not 0 <= value <= _SCALE:
                yield _error(kind, name, path, f"expected 0 to {_SCALE}, found {value}")


def _stations(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """The felt pressures of a station lie on the scale, the lighter end first."""
    for name, variant in catalogue.variants.items():
        for station in variant.at:
            if not 0 <= station.low <= station.high <= _SCALE:
                yield _error("variants", name, f"at.{station.position}", f"expected 0 <= low <= high <= {_SCALE}")


_SCALE: Final = 10
"""The scale of felt pressure goes from 0 to 10: a convention of the code, as in `Limits`."""


def _twins(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """A firm variant has a gentler twin of its kind, and never earns more than it unless the goal says so."""
    for name, variant in catalogue.variants.items():
        twin = catalogue.variants.get(variant.after or "")
        if twin is None:
            continue
        lighter = min(station.low for station in twin.at) < min(station.low for station in variant.at)
        if twin.after or twin.role is not variant.role or not set(variant.tool_kinds) <= set(twin.tool_kinds) or not lighter:
            yield _error("variants", name, "after", f"`{twin.id}` is no lighter way of the same role with the same tools")
        for goal in catalogue.goals.values():
            points = {suit.variant: suit.points for suit in goal.suits}
            if goal.id not in checklist.firm_may_earn_more_for and points.get(name, 0) > points.get(twin.id, 0):
                yield _error("goals", goal.id, "suits", f"`{name}` earns more than `{twin.id}`, which comes before it")


def _bands(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Points per band are even and fall, while the bands rise."""
    bands = catalogue.policy.quadrant_bands
    for band in bands:
        if band.points % 2:
            yield _error("policy", "", "quadrant_bands.points", f"expected an even number, found {band.points}")
    for one, other in pairwise(bands):
        if one.points <= other.points or one.up_to_s >= other.up_to_s:
            yield _error("policy", "", "quadrant_bands", "expected rising seconds with falling points")


_CHECKS: Final = (
    _ids,
    _closed_sets,
    _orphans,
    _sourced,
    _texts,
    _lengths,
    _orders,
    _aliases,
    _dates,
    _screens,
    _findings_used,
    _rows,
    _covered,
    _advice,
    _stages,
    _corrections,
    _anatomy,
    _doses,
    _sums,
    _lead_ins,
    _numbers,
    _stations,
    _twins,
    _bands,
)
