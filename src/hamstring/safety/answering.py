"""From what a caller hands over to answers that are checked: every id known, nothing contradictory."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, cast

from hamstring.content.spelling import nearest
from hamstring.errors import AnswersError, RequestError, UnknownIdError
from hamstring.model.answers import Answers, Placed
from hamstring.model.logic import Placing
from hamstring.safety.table import LEGS, RuleTable, folded

Symptoms = (
    AbstractSet[str]
    | AbstractSet[Placed]
    | AbstractSet[str | Placed]
    | list[str]
    | list[Placed]
    | list[str | Placed]
    | tuple[str | Placed, ...]
)
"""Findings as callers give them: ids, ``id@leg:region`` texts, or `Placed` values."""

Ids = AbstractSet[str] | list[str] | tuple[str, ...]


def read_answers(table: RuleTable, symptoms: object, absent: object, *, complete: object = False) -> Answers:
    """Check and canonicalise answers.

    Raises:
        RequestError: If a field has the wrong type.
        UnknownIdError: For all unknown ids at once.
        AnswersError: If answers contradict each other.
    """
    given = _collection("symptoms", symptoms, Placed)
    denied = _texts(_collection("absent", absent))
    if type(complete) is not bool:
        raise RequestError("complete", complete, "True or False")
    texts = _texts(given)
    placed = [entry for entry in given if isinstance(entry, Placed)] + [Placed.parse(text) for text in texts if "@" in text]
    plain = [text for text in texts if "@" not in text]
    known = _resolve(table, [*plain, *(entry.finding for entry in placed), *denied])
    present = {known[text] for text in plain}
    spots = [_checked_place(table, Placed(known[entry.finding], entry.leg, entry.region)) for entry in placed]
    present, spots = _absorb(present, spots)
    no = {known[text] for text in denied}
    yes = table.close({*present, *(entry.finding for entry in spots)})
    _check_consistent(table, yes, no)
    if complete:
        no |= {name for name in table.findings if name not in yes}
    return Answers(present=tuple(sorted(present)), placed=tuple(sorted(spots, key=str)), absent=tuple(sorted(no)))


def _texts(entries: Iterable[object]) -> list[str]:
    """Give plain text of what is text: a member of a text enum is its value, whatever its own `str` says."""
    return [str.__str__(entry) for entry in entries if isinstance(entry, str)]


def _collection(field: str, value: Any, *also: type) -> list[object]:  # noqa: ANN401 - whatever was given
    expected = "a set, list or tuple of finding ids"
    if not isinstance(value, AbstractSet | list | tuple):
        raise RequestError(field, value, expected)
    entries = list(cast("list[object]", value))
    for entry in entries:
        if not isinstance(entry, (str, *also)):
            raise RequestError(field, entry, "a finding id")
    return entries


def _resolve(table: RuleTable, names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    unknown: list[str] = []
    for name in names:
        key = name if name in table.findings else folded(name)
        key = table.aliases.get(key, key)
        if key in table.findings:
            found[name] = key
        else:
            unknown.append(name)
    if unknown:
        raise UnknownIdError("finding", nearest(unknown, [*table.findings, *table.aliases]))
    return found


def _checked_place(table: RuleTable, entry: Placed) -> Placed:
    placing = table.findings[entry.finding].place
    if placing is Placing.NONE:
        raise RequestError("symptoms", str(entry), f"`{entry.finding}` without a place; it concerns the whole body")
    if entry.region is not None:
        if placing is Placing.LEG:
            raise RequestError("symptoms", str(entry), f"`{entry.finding}@{entry.leg}`; it concerns the whole leg")
        table.quadrants(entry.region)
    return entry


def _absorb(present: set[str], spots: list[Placed]) -> tuple[set[str], list[Placed]]:
    """Drop what a wider answer holds already: everywhere over a leg, a leg over a part of it."""
    whole = {name for name in {entry.finding for entry in spots} if _both_legs(name, spots)}
    present = present | whole
    kept: dict[str, Placed] = {}
    for entry in spots:
        if entry.finding in present:
            continue
        if entry.region is not None and Placed(entry.finding, entry.leg) in spots:
            continue
        kept[str(entry)] = entry
    return present, list(kept.values())


def _both_legs(name: str, spots: list[Placed]) -> bool:
    return all(Placed(name, leg) in spots for leg in LEGS)


def _check_consistent(table: RuleTable, yes: frozenset[str], no: set[str]) -> None:
    both = yes & no
    if both:
        raise AnswersError(tuple(both), "answered both yes and no (or an answer of yes includes it)")
    for name in sorted(yes):
        clash = yes.intersection(table.findings[name].excludes)
        if clash:
            raise AnswersError((name, *clash), "cannot all be true")


__all__ = ["Ids", "Symptoms", "read_answers"]
