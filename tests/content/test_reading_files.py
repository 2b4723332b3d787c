"""The promise: what lies in a folder or a package is read as it lies there, and what cannot be read is told with its place.

Wherever the library is installed, the shipped files are found; of one's own files none is passed over or cut off.
"""

import importlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import hamstring
from hamstring import Catalogue, ContentError, catalogue
from hamstring.content.deciding import deciding
from hamstring.content.files import Folder, Shipped, is_table, package_files, read
from hamstring.content.structuring import record_of
from hamstring.model.practice import Tool, Variant
from hamstring.safety.table import RuleTable
from strategies import finding, made_up, rule

DATA = Path(hamstring.__file__).parent / "data"
LARGEST = 500_000


def refused(error: pytest.ExceptionInfo[ContentError]) -> tuple[str, str, str, str]:
    return error.value.file, error.value.record, error.value.field, error.value.problem


# ---------------------------------------------------------------------------- the shipped files, however they are installed


def installed(monkeypatch: pytest.MonkeyPatch, **loader: object) -> None:
    """Install the library with a loader that can do only this."""
    monkeypatch.setattr(hamstring, "__spec__", SimpleNamespace(loader=SimpleNamespace(**loader)))


def test_the_loader_of_the_package_gives_the_shipped_files(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def get_data(path: str) -> bytes:
        asked.append(path)
        return b"as the loader has it"

    installed(monkeypatch, get_data=get_data)
    assert Shipped().text("tools") == b"as the loader has it"
    assert asked == [str(DATA / "tools.toml")]


def test_a_loader_without_that_file_has_no_such_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def get_data(path: str) -> bytes:
        raise OSError(path)

    installed(monkeypatch, get_data=get_data)
    assert Shipped().text("tools") == b""


@pytest.mark.parametrize("has_spec", [True, False])
def test_a_loader_that_gives_no_data_leaves_the_shipped_files_to_be_found(has_spec: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a case
    installed(monkeypatch)
    if not has_spec:
        monkeypatch.setattr(hamstring, "__spec__", None)
    monkeypatch.setattr("importlib_resources.files", {"hamstring": DATA.parent}.__getitem__)
    assert Shipped().text("tools") == (DATA / "tools.toml").read_bytes()
    assert Shipped().text("nothing") == b""


def test_a_package_without_a_place_of_its_own_leaves_the_shipped_files_to_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib_resources.files", {"hamstring": DATA.parent}.__getitem__)
    monkeypatch.setattr(hamstring, "__file__", None)
    assert Shipped().text("tools") == (DATA / "tools.toml").read_bytes()


def test_the_shipped_kinds_are_the_names_of_the_files() -> None:
    assert Shipped().kinds() == tuple(sorted(path.stem for path in DATA.glob("*.toml")))
    assert Shipped().text("nothing") == b""


# ---------------------------------------------------------------------------- folders


def laid(place: Path, files: Mapping[str, bytes]) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (place / name).write_bytes(text)
    return place


def test_a_folder_is_read_with_its_content_files_only(tmp_path: Path) -> None:
    laid(tmp_path, {"tools.toml": b"a = 1", "rules.toml": b"b = 1", "notes.txt": b"c", "toml": b"d"})
    (tmp_path / "findings.toml").mkdir()
    folder = Folder.load(tmp_path)
    assert folder == Folder((("rules", b"b = 1"), ("tools", b"a = 1")))
    assert folder.kinds() == ("rules", "tools")
    assert (folder.text("tools"), folder.text("nothing")) == (b"a = 1", b"")


def test_what_changes_on_disk_later_does_not_matter(tmp_path: Path) -> None:
    folder = Folder.load(str(laid(tmp_path, {"tools.toml": b"a = 1"})))
    laid(tmp_path, {"tools.toml": b"a = 2"})
    assert read(folder, "tools") == {"a": 1}


def test_folders_are_equal_exactly_when_their_files_are() -> None:
    one, same, other = Folder((("rules", b"a"),)), Folder((("rules", b"a"),)), Folder((("rules", b"b"),))
    assert one == same
    assert one != other
    assert {one, same, other} == {one, other}
    assert hash(one) != hash(other), "a set of many folders stays quick"
    assert Shipped() == Shipped()
    assert "rules" not in repr(one), "whole files are not shown"


@pytest.mark.parametrize("path", [None, 5, b"folder", ["folder"]], ids=str)
def test_what_is_no_path_is_told_by_its_type(path: object) -> None:
    with pytest.raises(ContentError) as caught:
        Catalogue.from_folder(path)  # type: ignore[arg-type]  # that is the test
    assert refused(caught) == (type(path).__name__, "", "", "expected the path of a folder")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    place = laid(tmp_path, {"tools.toml": b""}) / "tools.toml"
    with pytest.raises(ContentError) as caught:
        Folder.load(place)
    assert refused(caught) == (str(place), "", "", "cannot be read: Not a directory")


def test_a_folder_without_content_is_told_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        Folder.load(laid(tmp_path, {"notes.txt": b""}))
    assert refused(caught) == (str(tmp_path), "", "", "expected a folder with content files (`*.toml`)")


def test_a_file_is_read_to_its_end_or_refused(tmp_path: Path) -> None:
    """A file that is cut off would lose its last rules."""
    end = b"\nlast = 1"
    fits = b"#" * (LARGEST - len(end)) + end
    assert read(Folder.load(laid(tmp_path, {"tools.toml": fits})), "tools") == {"last": 1}
    with pytest.raises(ContentError) as caught:
        read(Folder.load(laid(tmp_path, {"tools.toml": b"#" + fits})), "tools")
    assert refused(caught) == ("tools.toml", "", "", f"expected at most {LARGEST} bytes, found {LARGEST + 1}")


# ---------------------------------------------------------------------------- packages


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Lay out a package with content files at two depths."""
    place = tmp_path / "made_up_content"
    laid(place, {"__init__.py": b"", "tools.toml": b"top = 1", "findings.toml": b"more = 1", "notes.txt": b"c"})
    laid(place / "content" / "deep", {"tools.toml": b"deep = 1"})
    laid(place / "bare", {"notes.txt": b""})
    monkeypatch.syspath_prepend(tmp_path)  # pyright: ignore[reportUnknownMemberType] - pytest does not type it
    importlib.invalidate_caches()
    yield place
    sys.modules.pop(place.name, None)


@pytest.mark.usefixtures("package")
def test_a_package_is_read_as_a_folder_is() -> None:
    assert package_files("x", "made_up_content", "") == Folder((("findings", b"more = 1"), ("tools", b"top = 1")))
    assert package_files("x", "made_up_content", "content.deep") == Folder((("tools", b"deep = 1"),))


@pytest.mark.usefixtures("package")
def test_a_package_that_cannot_be_read_is_told_with_its_place() -> None:
    with pytest.raises(ContentError) as caught:
        package_files("made_up_content:bare", "made_up_content", "bare")
    assert refused(caught) == ("made_up_content:bare", "", "", "expected a package with content files (`*.toml`)")
    with pytest.raises(ContentError) as caught:
        package_files("no_such:place", "no_such_package", "place")
    assert refused(caught) == ("no_such:place", "", "", "cannot be read: No module named 'no_such_package'")


def test_the_error_of_a_package_is_told_in_one_line(package: Path) -> None:
    laid(package, {"__init__.py": b"raise RuntimeError('two\\n   lines')\n"})
    with pytest.raises(ContentError) as caught:
        package_files("made_up_content", "made_up_content", "")
    assert caught.value.problem == "cannot be read: two lines"


# ---------------------------------------------------------------------------- TOML


def of_text(kind: str, text: bytes) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read(Folder(((kind, text),)), kind)
    return caught.value


def test_the_words_of_the_parser_say_where() -> None:
    assert "line 2" in of_text("tools", b"a = 1\nb =\n").problem
    assert "\n" not in of_text("tools", b"a = 1\nb =\n").problem


def test_what_is_nested_too_deeply_is_told_so() -> None:
    error = of_text("tools", b"a = " + b"[" * 20_000 + b"]" * 20_000)
    assert (error.file, error.problem) == ("tools.toml", "not valid TOML: nested too deeply")


def test_a_number_with_too_many_digits_is_told() -> None:
    assert of_text("tools", b"a = " + b"9" * 5_000).problem.startswith("not valid TOML: Exceeds the limit")


def texts_of(when: str) -> dict[str, bytes]:
    texts = made_up(finding("fever"), rule("a", "fever")).texts()
    return {f"{kind}.toml": text.replace("fever", when).encode() for kind, text in texts.items()} | {"manifest.toml": b""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"odd = 1\n", ("rules.toml", "odd", "", "expected a table")),
        (b"# caf\xe9\n", ("rules.toml", "", "", "not UTF-8 text")),
        (b"#" * (LARGEST + 1), ("rules.toml", "", "", f"expected at most {LARGEST} bytes, found {LARGEST + 1}")),
        (b"#" + b"." * 101, ("rules.toml", "", "", "expected at most 100 dots in a line")),
        (b"#" + b" ." * 101, ("rules.toml", "", "", "expected at most 100 dots in a line")),
    ],
    ids=["no table", "not UTF-8", "too large", "too many dots", "too many dots with blanks between"],
)
def test_where_only_what_decides_is_read_a_broken_file_is_told_too(
    text: bytes, expected: tuple[str, str, str, str], tmp_path: Path
) -> None:
    content = deciding(laid(tmp_path, texts_of("fever") | {"rules.toml": text}))
    with pytest.raises(ContentError) as caught:
        RuleTable(content)
    assert refused(caught) == expected


def test_where_only_what_decides_is_read_the_words_do_not_matter(tmp_path: Path) -> None:
    """The lines of words may say anything; what decides is the same."""
    words = b'name = "x \\" y"\nask = "Who?"\nsources = ["nobody"]\nnote = """\nTwo\nlines"""\neditorial = 5\n'
    texts = {
        "manifest.toml": b"",
        "findings.toml": b'[fever]\nplace = "none"\n' + words,
        "rules.toml": b'[a]\nwhen = ["fever"]\nurgency = "see-soon"\nmassage = "not-today"\n' + words,
    }
    content = deciding(laid(tmp_path, texts))
    assert RuleTable(content)
    assert [(entry.id, entry.when) for entry in content.conditions()] == [("a", ("fever",))]


def test_where_only_what_decides_is_read_an_id_is_not_reused_either(tmp_path: Path) -> None:
    decides = b'urgency = "see-soon"\nmassage = "not-today"\n'
    texts = {
        "manifest.toml": b"",
        "findings.toml": b'[fever]\nplace = "none"\n',
        "rules.toml": b'[a]\nwhen = ["fever"]\n' + decides,
        "contraindications.toml": b'[a]\nfinding = "fever"\n' + decides,
    }
    with pytest.raises(ContentError) as caught:
        deciding(laid(tmp_path, texts)).conditions()
    assert refused(caught) == ("rules.toml", "a", "", "this id stands in the content already; ids are never reused")


# ---------------------------------------------------------------------------- records


def shipped(kind: str, name: str) -> dict[str, Any]:
    """Give a shipped record as TOML gives it."""
    found = read(Shipped(), kind)[name]
    assert is_table(found)
    return found


def of_record(kind: str, raw: object, model: type[object]) -> tuple[str, str, str, str]:
    with pytest.raises(ContentError) as caught:
        record_of(kind, "mine", raw, model)
    return refused(caught)


def tool(**fields: object) -> dict[str, object]:
    return {"kind": "cane", "name": "cane", "plain": "A cane.", "is_planned": True} | fields


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", True, "expected text, found true or false"),
        ("name", 1.5, "expected text, found a number"),
        ("name", {}, "expected text, found a table"),
        ("name", [], "expected text, found a list"),
        ("name", None, "expected text, found nothing"),
        ("name", b"x", "expected text, found bytes"),
        ("aliases", "x", "expected a list, found text"),
        ("aliases", [1], "expected text, found a whole number"),
        ("is_planned", None, "expected true or false, found nothing"),
        ("pressure_shift", 1.0, "expected a whole number, found a number"),
    ],
)
def test_a_value_of_another_sort_is_named_in_plain_words(field: str, value: object, problem: str) -> None:
    assert of_record("tools", tool(**{field: value}), Tool) == ("tools.toml", "mine", field, problem)


def test_unknown_fields_are_all_told_sorted() -> None:
    assert of_record("tools", tool(weight=1, colour="red"), Tool) == ("tools.toml", "mine", "", "unknown `colour`, `weight`")


def test_a_closed_set_is_listed() -> None:
    told = of_record("tools", tool(firmness="hard as stone"), Tool)
    assert told[2:] == ("firmness", "expected one of `soft`, `medium`, `hard`, found `hard as stone`")
    assert of_record("tools", tool(firmness=3), Tool)[3] == "expected one of `soft`, `medium`, `hard`, found a whole number"


def test_a_field_that_breaks_its_own_rule_is_told_in_words() -> None:
    hurt = shipped("hurts", "swelling")
    told = of_record("hurts", {**hurt, "findings": list[str]()}, type(catalogue().hurts["swelling"]))
    assert told[:2] == ("hurts.toml", "mine")
    assert "findings" in told[3]
    assert ">= 1: 0" in told[3]


def test_a_record_is_a_table_with_its_name_as_id() -> None:
    assert record_of("tools", "mine", tool(), Tool).id == "mine"
    assert of_record("tools", 5, Tool) == ("tools.toml", "mine", "", "expected a table, found a whole number")
    assert of_record("tools", tool(id="mine"), Tool) == ("tools.toml", "mine", "id", "the table name is the id; leave the field away")


def test_stations_are_sorted_by_position_and_each_is_a_table() -> None:
    raw = shipped("variants", "ball-circles")
    turned = raw | {"at": dict(sorted(raw["at"].items(), reverse=True))}
    assert record_of("variants", "ball-circles", turned, Variant) == catalogue().variants["ball-circles"]
    assert of_record("variants", raw | {"at": raw["at"] | {"bed": 5}}, Variant) == ("variants.toml", "mine", "at.bed", "expected a table")
    assert of_record("variants", raw | {"at": 5}, Variant) == ("variants.toml", "mine", "at", "expected a list, found a whole number")
    broken = {"chair": raw["at"]["chair"] | {"position": "floor", "lowest": 1}}
    assert of_record("variants", raw | {"at": broken}, Variant) == ("variants.toml", "mine", "at", "unknown `lowest`")


# ---------------------------------------------------------------------------- what rules of an unchecked content may name


@pytest.mark.parametrize("without", ["advice", "demands"])
def test_without_advice_no_rule_may_give_any_and_without_demands_none_can_be_forbidden(without: str) -> None:
    texts = made_up(finding("fever"), rule("a", "fever"), rule("b", "fever")).texts()
    assert texts.get("advice")
    content = Catalogue((Folder(tuple(sorted((kind, text.encode()) for kind, text in texts.items() if kind != without))),))
    if without == "demands":
        assert RuleTable(content)
        return
    with pytest.raises(ContentError) as caught:
        RuleTable(content)
    assert caught.value.field == "advice"
    assert caught.value.problem.startswith("unknown advice `")
    assert "did you mean" not in caught.value.problem


def test_a_rule_added_in_code_gives_advice_that_is_known() -> None:
    """The shipped content is checked already; what is added to it is not."""
    added = attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("fever",), advice="see-son")
    with pytest.raises(ContentError) as caught:
        RuleTable(catalogue().with_rules(added))
    assert refused(caught) == ("rules.toml", "mine", "advice", "unknown advice `see-son`, did you mean `see-soon`?")
