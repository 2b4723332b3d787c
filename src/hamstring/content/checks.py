"""Checks across files: what one record alone cannot tell.

Reading tells whether a record fits its schema, and compiling the rules tells whether they obey the laws. These checks
tell whether the files fit together: every id names something, every claim has a source, every dose lies within its
published span. What this content must hold, such as the rows of the dossier, stands in ``checklist.toml``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.doses import DOSE_CHECKS, LOCAL_DOSE_CHECKS
from hamstring.content.files import ContentFiles, read
from hamstring.content.hazards import HAZARD_CHECKS
from hamstring.content.issues import Check, Checklist, Issue, error, note
from hamstring.content.kinds import APART, KINDS, SINGLES
from hamstring.content.links import LINK_CHECKS
from hamstring.content.spelling import near
from hamstring.content.structuring import structured
from hamstring.content.walking import everything, leaves, records_in, tables, texts_at
from hamstring.content.week_checks import WEEK_CHECKS
from hamstring.errors import ContentError
from hamstring.model.days import day_of
from hamstring.model.outcomes import Urgency
from hamstring.model.screening import Asked, Rule


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
        checklist = checklist_of(catalogue)
        found = tuple(issue for check in CHECKS for issue in check(catalogue, checklist))
    return tuple(sorted(set(found), key=lambda issue: (issue.severity, issue.where, issue.problem)))


def _unreadable(catalogue: Catalogue) -> Iterator[Issue]:
    readers: list[Callable[[], object]] = [partial(records_in, catalogue, kind) for kind in (*KINDS, *SINGLES)]
    readers.append(partial(checklist_of, catalogue))
    for reader in readers:
        try:
            reader()
        except ContentError as broken:
            yield Issue("error", str(broken).removesuffix(f": {broken.problem}"), broken.problem)


def _misnamed(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """A file of no known kind is read by nobody, so what it holds is lost."""
    known = {*KINDS, *SINGLES, *APART}
    for kind in _first(catalogue).kinds():
        if kind not in known:
            matches = near(kind, known)
            hint = f", did you mean `{matches[0]}.toml`?" if matches else ""
            yield error(kind, "", "", f"no kind of content has this name{hint}")


def _first(catalogue: Catalogue) -> ContentFiles:
    """Give the files that packs are added to; a pack with a file of no known kind is refused on loading."""
    return catalogue._files[0]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - only these checks look behind the records


def checklist_of(catalogue: Catalogue) -> Checklist:
    """Read the checklist of a content. A pack answers to that of the content that it adds to.

    Raises:
        ContentError: If it breaks its schema.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> checklist_of(catalogue()) == checklist_of(catalogue(packs=[]))
        True
    """
    return structured("checklist", "", read(_first(catalogue), "checklist"), Checklist)


# ---------------------------------------------------------------------------- sources, texts, order, dates


def _sourced(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Every record has a source or is marked as our own judgement, and every source can be found or says that it cannot."""
    for kind, name, record in everything(catalogue):
        if hasattr(record, "editorial") and not record.editorial and not record.sources:
            yield error(kind, name, "sources", "expected a source, or `editorial = true`")
    for name, source in catalogue.sources.items():
        if source.not_located == bool(source.doi or source.url):
            yield error("sources", name, "not_located", "expected either a `doi` or `url`, or `not_located = true`")


def _texts(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """No text is blank, and what every record needs holds something."""
    for kind, name, record in everything(catalogue):
        for path, value in leaves(record):
            if isinstance(value, str) and value != value.strip() and kind not in _JOINED:
                yield error(kind, name, path, "expected text without blanks at its ends")
        for path, table in tables(record):
            for field in attrs.fields(type(table)):
                at = f"{path}.{field.name}".strip("._")
                if _is_blank(getattr(table, field.name), field) and (kind, at) not in _MAY_BE_EMPTY:
                    yield error(kind, name, at, "expected something, found nothing")


def _is_blank(value: object, field: "attrs.Attribute[Any]") -> bool:
    is_needed = field.default is attrs.NOTHING
    return (is_needed and value in ("", ())) or (isinstance(value, tuple) and "" in value)


_MAY_BE_EMPTY: Final = {("manifest", "rules_digest"), ("stretches", "demands"), ("vignettes", "present")}

_JOINED: Final = {"phrases"}
"""Kinds whose texts may be joined to others, and so may end in a blank."""


def _lengths(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Names fit their lists, and spoken lines can be spoken."""
    for entry in checklist.longest:
        for name, record in records_in(catalogue, entry.kind).items():
            for text in texts_at(record, entry.field):
                if entry.most_chars is not None and len(text) > entry.most_chars:
                    yield error(entry.kind, name, entry.field, f"{len(text)} characters, expected at most {entry.most_chars}")
                if entry.most_words is not None and len(text.split()) > entry.most_words:
                    yield error(entry.kind, name, entry.field, f"{len(text.split())} words, expected at most {entry.most_words}")


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
                yield error(kind, name, field, f"`{seen[place]}` has the same {field}")
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
                    yield error(kind, name, field, f"`{alias}` stands for something else, or stands twice")


def _dates(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Dates are days, the next review follows the last one soon enough, and no source was checked after it."""
    manifest = catalogue.manifest
    reviewed, due = day_of(manifest.reviewed), day_of(manifest.review_due)
    for field, day in (("reviewed", reviewed), ("review_due", due)):
        if day is None:
            yield error("manifest", "", field, "expected a day as `2026-01-31`")
    if reviewed is None or due is None:
        return
    most = checklist.due_within_days
    if due <= reviewed or (most is not None and (due - reviewed).days > most):
        within = "" if most is None else f"within {most} days "
        yield error("manifest", "", "review_due", f"expected a day {within}after the last review")
    for name, source in catalogue.sources.items():
        checked = reviewed if source.checked is None else day_of(source.checked)
        if checked is None or checked > reviewed:
            yield error("sources", name, "checked", f"expected a day not after {reviewed}, found `{source.checked}`")
        if source.year is not None and source.year > reviewed.year:
            yield error("sources", name, "year", f"expected a year not after {reviewed.year}, found {source.year}")


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
            yield error("findings", name, "", f"expected in exactly one screen, found in {asked[name]}")
    most = checklist.max_screen_findings
    for screen in screens:
        if most is not None and len(screen.findings) > most:
            yield error("screens", screen.id, "findings", f"{len(screen.findings)} questions, expected at most {most}")
        if screen.opens_with and screen.asked is not Asked.FOLLOW_UP:
            yield error("screens", screen.id, "opens_with", f"only `{Asked.FOLLOW_UP.value}` screens have openers")
    yield from _sessions(catalogue, checklist)


def _sessions(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """A content keeps to its own number of screens; a pack may add to them, and is told that it does."""
    merged, own = (
        sum(screen.asked is Asked.SESSION for screen in content.screens.values()) for content in (catalogue, catalogue.base or catalogue)
    )
    most = checklist.max_session_screens
    if most is not None and merged > most:
        told = error if own > most else note
        yield told("screens", "", "asked", f"{merged} screens each session, expected at most {most}")


def _findings_used(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Each finding stands in a rule, brings one that does, or opens a screen."""
    used = {name for rule in catalogue.rules.values() for name in rule.when}
    used |= {name for screen in catalogue.screens.values() for name in screen.opens_with}
    for name in catalogue.findings:
        if used.isdisjoint(_closure(catalogue, [name])):
            yield note("findings", name, "", "no rule asks for it, and it opens no screen")


def _rows(catalogue: Catalogue, checklist: Checklist) -> Iterator[Issue]:
    """Each row of the dossier is carried."""
    carried = {record.row for kind in ("rules", "covered", "ordinary") for record in catalogue.kind(kind).values()}
    for row in checklist.rows:
        if row not in carried:
            yield error("checklist", "", "rows", f"row {row} is in no rule, contraindication, covered row or ordinary case")


def _covered(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """The rule that covers a row fires with it, and is at least as urgent as the mildest rule of that row."""
    for name, row in catalogue.covered.items():
        rule = catalogue.rules.get(row.covered_by)
        if rule is None:
            continue
        if missing := sorted(set(rule.when) - _closure(catalogue, row.when)):
            yield error("covered", name, "covered_by", f"`{rule.id}` also needs `{missing[0]}`")
        own = [other.urgency for other in catalogue.rules.values() if other.row == row.row]
        if own and rule.urgency < min(own):
            yield error("covered", name, "covered_by", f"`{rule.id}` is less urgent than every rule of row {row.row}")
        if row.when != tuple(sorted(set(row.when))):
            yield error("covered", name, "when", "expected findings sorted, without duplicates")


def _advice(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """No rule gives advice that is written for more urgent cases, nor an urgent rule for milder ones."""
    for rule in catalogue.rules.values():
        advice = catalogue.advice.get(rule.advice)
        urgent = rule.urgency >= Urgency.SAME_DAY
        if advice and (advice.urgency > rule.urgency or (urgent and advice.urgency < rule.urgency)):
            problem = f"`{advice.id}` is written for `{advice.urgency}`, the rule is `{rule.urgency}`"
            yield error(_rule_file(catalogue, rule), rule.id, "advice", problem)


def _stages(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """A stage begins before it ends."""
    for name, stage in catalogue.stages.items():
        if stage.from_h is not None and stage.to_h is not None and stage.from_h >= stage.to_h:
            yield error("stages", name, "to_h", f"expected more than {stage.from_h}, found {stage.to_h}")


LOCAL_CHECKS: Final[tuple[Check, ...]] = (_texts, *LOCAL_DOSE_CHECKS)
"""Those that look at one record at a time."""

CHECKS: Final[tuple[Check, ...]] = (
    *LINK_CHECKS,
    *DOSE_CHECKS,
    *HAZARD_CHECKS,
    *WEEK_CHECKS,
    _misnamed,
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
)
