"""Folders with content, as their authors write them, and what `hamstring check` prints of them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

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
