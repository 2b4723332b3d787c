"""Folders with content, as their authors write them, and what `hamstring check` prints of them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder
from hamstring.content.kinds import KINDS, SINGLES
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.screening import Rule
from opened import put

DONE, WRONG = 0, 2


class Told(NamedTuple):
    """What one check printed."""

    code: int
    json: Any
    err: str


Check = Callable[..., Told]


def folder(place: Path, texts: Mapping[str, str]) -> Path:
    """Write content files."""
    place.mkdir(exist_ok=True)
    for kind, text in texts.items():
        (place / f"{kind}.toml").write_text(text, encoding="utf-8")
    return place


def rule_of(*when: str, **fields: Any) -> Rule:
    """Give a rule of our own; where nothing else is told, one that bars massage."""
    told: dict[str, Any] = {"id": "mine", "row": "", "why": "So.", "advice": "see-soon", "editorial": True}
    told |= {"urgency": Urgency.SEE_SOON, "massage": Permission.NOT_TODAY, "when": when} | fields
    return Rule(**told)


def rule_text(*when: str, name: str = "mine", limits: str = "", **fields: str) -> str:
    told = {"urgency": "see-soon", "massage": "not-today", "advice": "see-soon"} | fields
    lines = "".join(f'{field} = "{value}"\n' for field, value in told.items())
    ids = ", ".join(f'"{entry}"' for entry in when)
    return f'[{name}]\nrow = "mine"\nwhen = [{ids}]\n{limits}{lines}why = "So."\neditorial = true\n'


def finding_text(name: str, place: str = "region", more: str = "") -> str:
    return f'[{name}]\nname = "waxed"\nask = "Was your thigh waxed?"\nkind = "circumstance"\nplace = "{place}"\n{more}editorial = true\n'


def screen_text(*names: str, asked: str = "once") -> str:
    ids = ", ".join(f'"{name}"' for name in names)
    return f'[our-studio]\norder = 60\nasked = "{asked}"\ntitle = "More"\nintro = "One more."\nfindings = [{ids}]\neditorial = true\n'


SOUND = {
    "findings": finding_text("waxed"),
    "rules": rule_text(
        "waxed", massage="with-limits", urgency="self-care", advice="leave-it-alone", limits='limits = { keep_off = ["place"] }\n'
    ),
    "screens": screen_text("waxed"),
}
"""A pack in which nothing is wrong."""


def proof(told: Told, name: str) -> Any:
    return next(entry for entry in told.json["proofs"] if entry["property"] == name)


def errors_of(told: Told) -> list[Any]:
    return [issue for issue in told.json["issues"] if issue["severity"] == "error"]


def with_records(**records: object) -> Catalogue:
    """Give the shipped content with other records in the place of its own, by kind; nothing is read again.

    It is for checks, which remember nothing: whatever its records are, it is equal to any other one that is made here.
    """
    content = Catalogue((Folder(()),))
    put(content, {name: getattr(catalogue(), name) for name in (*KINDS, *SINGLES)} | records)
    return content


def with_record(kind: str, name: str, **fields: object) -> Catalogue:
    """Give the shipped content with other fields in one record; a kind that holds one value has no names."""
    shipped = getattr(catalogue(), kind)
    return with_records(**{kind: {**shipped, name: attrs.evolve(shipped[name], **fields)} if name else attrs.evolve(shipped, **fields)})


def alone(kind: str, *names: str, **fields: object) -> Catalogue:
    """Give a content in which these are the only records, with other fields; what holds one value is there too."""
    others: dict[str, object] = {name: {} for name in KINDS}
    return with_records(**others | {kind: {name: attrs.evolve(catalogue().kind(kind)[name], **fields) for name in names}})
