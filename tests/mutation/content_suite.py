"""The fast content suite, run in-process on a content with one record changed. What speaks up is named."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.checks import CHECKS, LOCAL_CHECKS, check_content, checklist_of
from hamstring.content.files import Shipped
from hamstring.content.issues import Issue
from hamstring.content.kinds import KINDS, SINGLES
from hamstring.errors import HamstringError
from hamstring.model.logic import Condition, Relations
from hamstring.model.vignettes import Vignette
from hamstring.safety.proofs import of_rules
from hamstring.safety.table import table_of
from hamstring.safety.vignettes import judged
from mutation.content_mutants import Mutant
from promises import PROMISES
from snapshots import FACTS, FIELDS, OUTCOMES, committed, fact_line, outcome_line, policy_lines

Killer = Callable[["Edited", Mutant], Iterator[str]]


class Edited(Catalogue):
    """The shipped content with one record changed, added to nothing else; equal to itself only."""

    __slots__ = ()

    def __init__(self, mutant: Mutant) -> None:
        super().__init__((Shipped(),))
        shipped = catalogue()
        self._read.update({kind: getattr(shipped, kind) for kind in (*KINDS, *SINGLES)})
        if mutant.kind in SINGLES:
            self._read[mutant.kind] = mutant.record
            return
        changed = {name: record for name, record in shipped.kind(mutant.kind).items() if name != mutant.id}
        if mutant.record is not None:
            changed[mutant.id] = mutant.record
        self._read[mutant.kind] = MappingProxyType(dict(sorted(changed.items())))
        if mutant.kind == "contraindications":
            made = {name: record.as_rule() for name, record in changed.items()}
            written = {name: rule for name, rule in shipped.rules.items() if name not in shipped.contraindications}
            self._read["rules"] = MappingProxyType(dict(sorted((made | written).items())))

    def relations(self) -> tuple[Relations, ...]:
        """Read them from the records."""
        return tuple(
            Relations(id=entry.id, place=entry.place, aliases=entry.aliases, implies=entry.implies, excludes=entry.excludes)
            for entry in self.findings.values()
        )

    def conditions(self) -> tuple[Condition, ...]:
        """Read them from the records."""
        return tuple(rule.condition for rule in self.rules.values())

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


# ---------------------------------------------------------------------------- what speaks up


def _refusal(content: Edited, _: Mutant) -> Iterator[str]:
    try:
        table_of(content)
    except HamstringError as error:
        yield str(error)


def _told(content: Edited, mutant: Mutant) -> Iterator[str]:
    for story in _concerned(mutant):
        milder, stricter = judged(content, story)
        if milder or stricter:
            yield f"{story.id}: {(*milder, *stricter)[0]}"


@cache
def _brought() -> Mapping[str, frozenset[str]]:
    closure = table_of(catalogue()).closure
    return {
        name: frozenset[str]().union(*(closure[entry.partition("@")[0]] for entry in story.present))
        for name, story in catalogue().vignettes.items()
    }


def _concerned(mutant: Mutant) -> list[Vignette]:
    """Give the stories whose answer may change; the others would be told for nothing."""
    stories = catalogue().vignettes
    if mutant.kind in ("rules", "contraindications"):
        wanted = set(catalogue().rules[mutant.id].when)
    elif mutant.kind == "findings":
        wanted = {mutant.id}
    else:
        return list(stories.values()) if mutant.kind in ("regions", "policy") else []
    return [story for name, story in stories.items() if wanted <= _brought()[name]]


class _Alone(Edited):
    """The changed kind and nothing else, for checks that look at one record at a time."""

    __slots__ = ()

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant)
        self._read.update({kind: MappingProxyType({}) for kind in KINDS if kind != mutant.kind})


@cache
def _shipped_issues() -> frozenset[Issue]:
    return frozenset(check_content(catalogue()))


def _promised(content: Edited, mutant: Mutant) -> Iterator[str]:
    for kinds, promise in PROMISES:
        if mutant.kind in kinds:
            yield from promise(content)


def _checked(content: Edited, mutant: Mutant) -> Iterator[str]:
    checklist = checklist_of(content)
    for check in CHECKS:
        seen = _Alone(mutant) if check in LOCAL_CHECKS else content
        yield from (f"{issue.where}: {issue.problem}" for issue in check(seen, checklist) if issue not in _shipped_issues())


def _failures(content: Catalogue) -> frozenset[str]:
    """Name the proofs that fail, of those that content can break; the digest is a committed value, and no proof of this kind."""
    table = table_of(content)
    return frozenset(proof.property for proof in of_rules(table) if not proof.holds)


@cache
def _shipped_failures() -> frozenset[str]:
    return _failures(catalogue())


def _proven(content: Edited, mutant: Mutant) -> Iterator[str]:
    if mutant.kind in ("rules", "contraindications", "findings"):
        yield from sorted(_failures(content) - _shipped_failures())


@cache
def _lines() -> dict[str, object]:
    return committed(FACTS) | {f"rules:{name}": line for name, line in committed(OUTCOMES).items()}


def _snapshot(content: Edited, mutant: Mutant) -> Iterator[str]:
    """Compare the lines of the changed record; the others are as they were."""
    told: dict[str, object] = {}
    if mutant.kind == "policy":
        told |= policy_lines(content)
    if mutant.kind in FIELDS and mutant.record is not None:
        told[f"{mutant.kind}:{mutant.id}"] = fact_line(mutant.kind, mutant.record)
    if mutant.kind in ("rules", "contraindications") and mutant.record is not None:
        told[f"rules:{mutant.id}"] = outcome_line(content.rules[mutant.id])
    yield from (name for name, line in told.items() if _lines().get(name) != line)
    if mutant.record is None and f"{mutant.kind}:{mutant.id}" in _lines():
        yield f"{mutant.kind}:{mutant.id}"


KILLERS: Mapping[str, Killer] = {
    "refusal": _refusal,
    "stories": _told,
    "promises": _promised,
    "checks": _checked,
    "proofs": _proven,
    "snapshot": _snapshot,
}
"""The parts of the suite, the snapshot last: what it alone tells is a change seen in review, and no broken promise."""


def first_to_speak(mutant: Mutant) -> tuple[str, str]:
    """Name the first part of the suite that speaks up, and what it says; twice nothing when a mutant survives."""
    content = Edited(mutant)
    for name, killer in KILLERS.items():
        if said := next(killer(content, mutant), ""):
            return name, said
    return "", ""
