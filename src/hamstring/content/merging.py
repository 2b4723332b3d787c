"""Records of one kind out of a content and its packs: sorted by id, and no id twice."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NoReturn

from hamstring.content.files import ContentFiles, read, skim
from hamstring.content.kinds import KINDS, class_of
from hamstring.content.spelling import near
from hamstring.content.structuring import record_of
from hamstring.errors import ContentError, UnknownIdError

if TYPE_CHECKING:
    from hamstring.model.logic import Condition
    from hamstring.model.screening import Rule

_REUSED: Final = "this id stands in the content already; ids are never reused"


class Records(dict[str, Any]):
    """Records of one kind by id. One that is not there is told with those that look like it.

    Example:
        >>> Records("tools", {"foam-roller": 1})["foam-rollr"]
        Traceback (most recent call last):
        hamstring.UnknownIdError: unknown id in tools `foam-rollr`, did you mean `foam-roller`?
    """

    __slots__ = ("_kind",)

    def __init__(self, kind: str, found: Mapping[str, Any]) -> None:
        super().__init__(found)
        self._kind = kind

    def __missing__(self, name: str) -> NoReturn:
        raise UnknownIdError(f"id in {self._kind}", {name: near(name, self)})


def records(files: Sequence[ContentFiles], name: str) -> dict[str, Any]:
    """Read all records of one kind, by id.

    Raises:
        ContentError: If a record breaks its schema, or an id stands twice.

    Example:
        >>> from hamstring.content.files import Shipped
        >>> list(records([Shipped()], "muscles"))
        ['biceps-femoris', 'semimembranosus', 'semitendinosus']
    """
    merged: dict[str, object] = {}
    for source in files:
        for record, raw in read(source, name).items():
            if record in merged:
                raise ContentError(f"{name}.toml", record, "", _REUSED)
            merged[record] = raw
    kind = class_of(KINDS[name])
    return {record: record_of(name, record, merged[record], kind) for record in sorted(merged)}


def with_made_rules(written: Mapping[str, "Rule"], made: Iterable["Rule"]) -> "dict[str, Rule]":
    """Add rules that no file of rules holds.

    Raises:
        ContentError: If a rule has the id of another one.

    Example:
        >>> with_made_rules({}, [])
        {}
    """
    found = dict(written)
    for rule in made:
        if rule.id in found:
            raise ContentError("rules.toml", rule.id, "", _REUSED)
        found[rule.id] = rule
    return dict(sorted(found.items()))


def logic(files: Sequence[ContentFiles], name: str, kind: type[Any]) -> tuple[Any, ...]:
    """Read the part of all records of one kind that decides, sorted by id.

    Raises:
        ContentError: If that part of a record breaks its schema.

    Example:
        >>> from hamstring.content.files import Shipped
        >>> from hamstring.model.logic import Condition
        >>> all(rule.when for rule in logic([Shipped()], "rules", Condition))
        True
    """
    merged: dict[str, object] = {}
    for source in files:
        for record, raw in skim(source, name).items():
            if name == "contraindications" and "finding" in raw:
                raw["when"] = [raw.pop("finding")]
            merged[record] = raw
    return tuple(record_of(name, record, merged[record], kind) for record in sorted(merged))


def by_id(conditions: Iterable["Condition"]) -> "tuple[Condition, ...]":
    """Sort conditions by id.

    Raises:
        ContentError: If an id stands twice.

    Example:
        >>> by_id([])
        ()
    """
    found = sorted(conditions, key=lambda entry: entry.id)
    for one, other in pairwise(found):
        if one.id == other.id:
            raise ContentError("rules.toml", one.id, "", _REUSED)
    return tuple(found)
