"""Data flows one way: a part imports only from the parts above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hamstring

ROOT = Path(hamstring.__file__).parent
ORDER = (
    "printable",
    "errors",
    "model",
    "content",
    "safety",
    "planning",
    "outputs",
    "strategies",
    "_hypothesis",
    "dialogue",
    "run",
    "cli_files",
    "cli_week",
    "cli_options",
    "cli_stored",
    "cli",
    "__main__",
)

DELEGATIONS = {
    ("model/cues.py", "to_dict"),
    ("model/requests.py", "to_json"),
    ("model/requests.py", "from_json"),
    ("model/routines.py", "from_json"),
    ("model/routines.py", "to_json"),
    ("model/routines.py", "cues"),
    ("model/routines.py", "explain"),
    ("model/routines.py", "resume"),
    ("model/routines.py", "why_not"),
    ("model/routines.py", "to_markdown"),
    ("model/routines.py", "to_text"),
    ("model/routines.py", "to_html"),
    ("model/routines.py", "to_svg"),
    ("model/routines.py", "_repr_html_"),
    ("model/week_requests.py", "to_json"),
    ("model/week_requests.py", "from_json"),
    ("model/weeks.py", "from_json"),
    ("model/weeks.py", "to_text"),
    ("model/weeks.py", "to_json"),
    ("model/weeks.py", "to_ics"),
    ("safety/triage.py", "to_json"),
    ("safety/triage.py", "to_markdown"),
    ("safety/triage.py", "to_text"),
    ("safety/triage.py", "to_html"),
    ("safety/triage.py", "_repr_html_"),
}
"""Named convenience methods that hand over to a later part, with the import inside."""

ALONE = {"tomllib": "content/files.py", "importlib_resources": "content/files.py", "cattrs": "content/converter.py"}


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def part(name: str) -> str:
    return name.removeprefix("hamstring.").split(".")[0]


def imports(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, str]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module), inside
        name = node.name if isinstance(node, ast.FunctionDef) else inside
        yield from imports(node, name)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_the_parts_above_it(path: Path) -> None:
    place = str(path.relative_to(ROOT))
    own = ORDER.index(place.split("/", maxsplit=1)[0].removesuffix(".py"))
    for name, inside in imports(ast.parse(path.read_text())):
        if name.startswith("hamstring.") and (place, inside) not in DELEGATIONS:
            assert ORDER.index(part(name)) <= own, f"{place} imports {name}"


@pytest.mark.parametrize("library", ALONE)
def test_only_one_module_knows_a_file_format_or_its_library(library: str) -> None:
    users = {
        str(path.relative_to(ROOT))
        for path in modules()
        for name, _ in imports(ast.parse(path.read_text()))
        if name.split(".")[0] == library
    }
    assert users == {ALONE[library]}


def test_no_top_level_module_shares_a_name_with_a_public_name() -> None:
    names = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())}
    assert names.isdisjoint(hamstring.__all__)


def test_all_is_sorted_and_complete() -> None:
    assert list(hamstring.__all__) == sorted(set(hamstring.__all__))
    assert all(getattr(hamstring, name) is not None for name in hamstring.__all__)
    assert set(hamstring.__all__) <= set(dir(hamstring))


CLOCKS = {"run/machine.py": {"subprocess", "time"}}
"""The one module that a guided run has for the clock and for a voice; all else gets them passed in."""


def test_no_code_touches_the_network_the_clock_or_chance() -> None:
    banned = {"socket", "urllib", "http", "random", "time", "asyncio", "subprocess", "secrets"}
    for path in modules():
        used = {name.split(".")[0] for name, _ in imports(ast.parse(path.read_text()))}
        allowed = CLOCKS.get(path.relative_to(ROOT).as_posix(), set())
        assert used & banned == allowed, f"{path.name} imports {used & banned}"
        assert ".now(" not in path.read_text()
        assert ".today(" not in path.read_text()
