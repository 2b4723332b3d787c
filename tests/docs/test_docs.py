"""What the documents print is true: their examples run, their links lead somewhere, and nothing public is left out."""

import doctest
import importlib
import io
import pkgutil
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import hamstring
from hamstring import HamstringError
from hamstring.cli import main
from hamstring.content.kinds import KINDS
from hamstring.outputs.guide_page import anchor

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted(module.name for module in pkgutil.walk_packages(hamstring.__path__, "hamstring.") if module.name != "hamstring.__main__")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def run_doctest(test: doctest.DocTest) -> str:
    told = io.StringIO()
    doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test, out=told.write)
    return told.getvalue()


def write_content(page: Path) -> None:
    """Write the TOML of a page into the files that it names; `my-content` begins as a copy of the shipped content."""
    for block in blocks(page, "toml"):
        first, _, rest = block.partition("\n")
        path = Path(first.removeprefix("# "))
        if path.parent.name == "my-content" and not path.parent.exists():
            shutil.copytree(ROOT / "src" / "hamstring" / "data", path.parent)
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" + rest)


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Give each command of the console blocks with the output that is printed under it."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            yield line, shown


@each_page
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_content(page)
    test = doctest.DocTestParser().get_doctest(page.read_text(encoding="utf-8"), {}, page.name, str(page), 0)
    assert run_doctest(test) == ""


@each_page
def test_every_python_block_of_a_page_is_an_example(page: Path) -> None:
    for block in blocks(page, "python"):
        assert block.startswith(">>> ")
        assert block.endswith("\n\n"), "an empty line keeps the fence out of the expected output"


def test_the_readme_runs_with_plain_doctest() -> None:
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False, verbose=False).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    module = importlib.import_module(name)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        assert run_doctest(test) == ""


@pytest.mark.parametrize("name", hamstring.__all__)
def test_every_public_name_has_an_example_and_its_examples_run_alone(name: str) -> None:
    # Looked up by name, since a public class may say that it stands in the package itself, and no module would own it.
    found = {test.name: test for test in doctest.DocTestFinder().find(getattr(hamstring, name), name, module=False)}
    assert found[name].examples
    for test in found.values():
        assert run_doctest(test) == ""


@pytest.mark.parametrize("command", [pytest.param(found, id=found[0]) for page in PAGES for found in commands(page)])
def test_the_commands_of_a_page_run(
    command: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line, shown = command
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    program, *arguments = shlex.split(line)
    assert program == "hamstring"
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert printed
    assert not shown or doctest.OutputChecker().check_output(shown, printed, FLAGS), printed


@each_page
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        file, _, place = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.is_file(), link
        assert not place or place in anchors(target), link


def anchors(page: Path) -> set[str]:
    return {anchor(title) for title in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)}


@each_page
def test_a_page_has_one_title_and_one_sentence_a_line(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    if page.name == "planning-model.md":
        return
    prose = [line for line in text.splitlines() if not line.startswith("|")]
    assert [line for line in prose if re.search(r"[a-z`)][.?!] [A-Z]", line)] == []


@each_page
def test_a_page_names_no_unrelated_package(page: Path) -> None:
    assert "pip install hamstring" not in page.read_text(encoding="utf-8")


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        if page.name != "index.md":
            assert f"({page.relative_to(ROOT / 'docs')})" in index


def slugs(kind: type[HamstringError]) -> Iterator[str]:
    yield kind.slug
    for child in kind.__subclasses__():
        yield from slugs(child)


def test_every_error_has_its_anchor() -> None:
    assert set(slugs(HamstringError)) <= anchors(ROOT / "docs" / "reference" / "errors.md")


def test_every_public_name_stands_in_the_reference() -> None:
    text = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    assert [name for name in hamstring.__all__ if f"`{name}`" not in text] == []


def test_every_kind_of_content_stands_in_the_reference_with_its_class() -> None:
    text = (ROOT / "docs" / "reference" / "content.md").read_text(encoding="utf-8")
    assert [name for name, (_, kind) in KINDS.items() if f"| `{name}` | `{kind}` |" not in text] == []


@pytest.mark.parametrize(
    "command", ["plan", "resume", "run", "week", "session", "triage", "screen", "guide", "list", "show", "check", "diff", "vignettes"]
)
def test_every_option_stands_in_the_reference(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert f"## hamstring {command}\n" in text
    assert main([command, "--help"]) == 0
    flags = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert [flag for flag in sorted(flags) if f"`{flag}" not in text] == []


def test_the_changelog_names_the_versions_of_code_and_content() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## [{project['version']}]" in text
    assert f"Content {hamstring.catalogue().manifest.content_version}." in text
    assert text.index("## [Unreleased]") < text.index(f"## [{project['version']}]")
