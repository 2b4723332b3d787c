"""What tests are told, word for word, as a reviewer has seen it: one JSON file for each module of tests.

The promise: what an error says changes only where a reviewer sees it. Every error of the library that a test in
`tests/unit` or `tests/content` provokes is noted, and must be what stands in `tests/reviewed`; a test can hand over more.
Under the sentence of an error stand those of its attributes that the sentence does not tell.
After a change that is meant, write the files anew and read the diff:

    rm -r tests/reviewed; HAMSTRING_UPDATE=1 python -m pytest tests/unit tests/content
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from hamstring.errors import HamstringError
from hamstring.model.screening import Advice
from hamstring.safety.triage import Triage

ROOT = Path(__file__).parent
FOLDER = ROOT / "reviewed"
WRITING = os.environ.get("HAMSTRING_UPDATE") == "1"

VARIES = re.compile(r"(?<=not valid TOML: ).*|(?<=not valid JSON: ).*|(?<= at )0x[0-9a-f]+")
"""The parser's own words, which differ from one interpreter to the next, and addresses."""

_TELLTALE = 12
"""So many letters tell a temporary path, which may be cut short where it is shown; the rest of the text is not compared."""

_LONGEST_VALUE = 200
"""So much of an attribute is noted."""

_LONGEST = 60
"""A case with a longer text is named by its number: how its name is cut differs from one pytest to the next."""

Reviewed = Callable[..., None]


class Book:
    """What stands in the files, and what is to be written into them."""

    def __init__(self) -> None:
        self._read: dict[Path, dict[str, Any]] = {}
        self._changed: set[Path] = set()

    def compare(self, module: str, name: str, told: list[str]) -> None:
        path = FOLDER / f"{module}.json"
        if path not in self._read:
            self._read[path] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        entries = self._read[path]
        if WRITING and told != entries.get(name, []):
            entries[name] = told
            self._changed.add(path)
        assert told == entries.get(name, []), "if this is meant, run again with HAMSTRING_UPDATE=1"

    def close(self) -> None:
        FOLDER.mkdir(exist_ok=True)
        for path in self._changed:
            kept = {name: told for name, told in self._read[path].items() if told}
            path.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


def name_of(node: Any) -> str:
    """Give the name of a test, with its case."""
    case: Any = getattr(node, "callspec", None)
    if case is None or all(len(value) <= _LONGEST for value in case.params.values() if isinstance(value, str | bytes)):
        return str(node.name)
    return f"{node.originalname}[{'-'.join(map(str, case.indices.values()))}]"


def untold(error: HamstringError) -> list[str]:
    """Give the attributes of an error that its sentence does not tell."""
    named = {name: _short(value) for name, value in vars(error).items()}
    return [f"    {name} = {value!r}"[:_LONGEST_VALUE] for name, value in named.items() if not _is_told(value, str(error))]


def _short(value: object) -> object:
    """Give advice by its id and a triage by what it answers; anything else as it is."""
    match value:
        case Advice():
            return value.id
        case Triage():
            return f"{value.urgency}, {value.massage}"
        case _:
            return value


def _is_told(value: object, sentence: str) -> bool:
    if isinstance(value, tuple | dict):
        return all(_is_told(entry, sentence) for entry in cast("Iterable[object]", value))
    return str(value) in sentence


@pytest.fixture(scope="session")
def book() -> Iterator[Book]:
    """Give the files; what is to be written is written at the end."""
    opened = Book()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def reviewed(
    request: pytest.FixtureRequest, book: Book, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reviewed]:
    """Note the errors that a test provokes, and what it hands over; compare all with what was reviewed."""
    if request.node.path.relative_to(ROOT).parts[0] not in {"unit", "content"}:
        yield lambda *_: None
        return
    noted: dict[tuple[str, ...], None] = {}
    temporary = str(tmp_path_factory.getbasetemp())[:_TELLTALE]

    def kept(text: str) -> str:
        before, found, _ = text.partition(temporary)
        return VARIES.sub("...", f"{before}TMP" if found else text)

    def note(*told: object) -> None:
        noted.update(dict.fromkeys((kept(str(text)),) for text in told))

    def told(error: HamstringError, *words: object) -> None:
        Exception.__init__(error, *words)
        noted[tuple(map(kept, (f"{type(error).__name__}: {error}", *untold(error))))] = None

    monkeypatch.setattr(HamstringError, "__init__", told)
    yield note
    if not hasattr(request.node.obj, "hypothesis"):
        lines = [line for entry in noted for line in entry]
        book.compare(request.node.module.__name__.rpartition(".")[2], name_of(request.node), lines)
