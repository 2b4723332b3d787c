"""Hostile content: one file by itself, packs on the shipped content, and folders on disk."""

import json
import tempfile
import tomllib
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from fuzz import hostile
from fuzz.choices import Choices
from fuzz.judging import known, tried
from hamstring import Catalogue, catalogue, triage
from hamstring.content.files import Folder, Shipped
from hamstring.content.kinds import KINDS, OVERLAY_KINDS, SINGLES
from hamstring.outputs.report import report_of


@cache
def shipped_texts() -> Mapping[str, str]:
    return {kind: Shipped().text(kind).decode() for kind in (*KINDS, *SINGLES)}


@cache
def shipped_tables() -> Mapping[str, Any]:
    return {kind: tomllib.loads(text) for kind, text in shipped_texts().items()}


def toml_text(choices: Choices, kind: str) -> bytes:
    """Give a content file with damage done to its values, its text or its bytes."""
    match choices.below(4):
        case 0:
            return choices.pick(hostile.RAW_TOML).encode("utf-8", "surrogatepass")
        case 1:
            data = bytearray(shipped_texts()[kind].encode())
            for _ in range(1 + choices.below(6)):
                at = choices.below(65536) % len(data)
                data[at : at + choices.below(4)] = choices.take(4)
            return bytes(data)
        case _:
            tables: object = shipped_tables()[kind]
            if choices.one_in(3):
                tables = dict(choices.some(sorted(shipped_tables()[kind].items(), key=lambda entry: entry[0]), 6))
            for _ in range(1 + choices.below(3)):
                tables = hostile.damaged(choices, tables, known())
            return hostile.toml(cast("dict[str, Any]", tables) if isinstance(tables, dict) else {"x": tables}).encode()


def use(content: Catalogue, *, whole: bool) -> None:
    """Read every kind, ask for an answer, and check all of it, as `hamstring check` does."""
    for kind in KINDS:
        tried(partial(content.kind, kind))
    for single in SINGLES:
        tried(partial(getattr, content, single))
    tried(lambda: str(triage({"fever", "open-wound@left"}, absent={"chest-pain"}, catalogue=content)))
    tried(lambda: repr(content))
    if whole:
        tried(lambda: json.dumps(report_of(content).plain()))
        tried(lambda: "\n".join(report_of(content).lines()))


def file(choices: Choices) -> None:
    """One damaged file alone: whatever its bytes are, they are read or refused."""
    kind = choices.pick(sorted(shipped_texts()))
    data = choices.take(250) if choices.one_in(4) else toml_text(choices, kind)
    content = Catalogue((Folder(((kind, data),)),))
    tried(partial(getattr, content, kind) if kind in SINGLES else partial(content.kind, kind))
    if kind in ("findings", "rules", "contraindications"):
        tried(lambda: str(triage({"fever"}, catalogue=content)))


def pack(choices: Choices) -> None:
    """A pack of one to three damaged files on the shipped content."""
    kinds = choices.some(sorted(OVERLAY_KINDS), 2) or ["rules"]
    texts = tuple(sorted({kind: toml_text(choices, kind) for kind in kinds}.items()))
    use(Catalogue((Shipped(), Folder(texts))), whole=choices.one_in(16))


def folder(choices: Choices) -> None:
    """A folder on disk with one to three damaged files, among whole ones or alone."""
    damaged = {kind: toml_text(choices, kind) for kind in choices.some(sorted(shipped_texts()), 2) or ["policy"]}
    rest = {kind: text.encode() for kind, text in shipped_texts().items()} if choices.below(4) else {}
    with tempfile.TemporaryDirectory() as place:
        for kind, data in (rest | damaged).items():
            (Path(place) / f"{kind}.toml").write_bytes(data)
        content = tried(lambda: Catalogue.from_folder(place))
        if isinstance(content, Catalogue):
            use(content, whole=choices.one_in(8))
    tried(lambda: Catalogue.from_folder(cast("str", hostile.value(choices, known()))))
    tried(lambda: catalogue(cast("list[str]", hostile.value(choices, known()))))
