"""The promise: no outcome is relaxed since the last release unless the changelog says which one, why, and by what source.

`released/` holds what outcomes depend on in the last released content, without its words. A release writes it anew:

    HAMSTRING_RELEASE=1 python -m pytest tests/content/test_released.py

docs/how-to/release-content.md tells when.
"""

import json
import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, cast

import attrs
import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.deciding import deciding
from hamstring.content.files import Folder
from hamstring.model.logic import NO_LIMITS, Condition, Relations
from hamstring.safety.differing import Difference, difference
from hamstring.safety.table import table_of
from opened import files_of

ROOT = Path(__file__).parents[2]
RELEASED = Path(__file__).with_name("released")
DATA = ROOT / "src" / "hamstring" / "data"
WHOLE = ("manifest.toml", "policy.toml", "regions.toml")
"""Small files that are kept as they are."""

ENTRY = re.compile(
    r"- (?P<kind>relaxed|tightened|relaxed and tightened|excluded): (?P<findings>`[^`]+`(?: \+ `[^`]+`)*): (?P<what>[^;]*\w[^;]*)"
    r"; because (?P<why>[^;]*\w[^;]*); sources? (?P<sources>`[^`]+`(?:, `[^`]+`)*)\.?"
)


# ---------------------------------------------------------------------------- writing what was released


def written(content: Catalogue) -> dict[str, str]:
    """Write what decides in the findings and rules of a content, and nothing else."""
    relations = [(entry.id, _fields(entry)) for entry in content.relations()]
    conditions = [(entry.id, _fields(entry)) for entry in content.conditions()]
    return {"findings.toml": _tables("findings", relations), "rules.toml": _tables("rules", conditions)}


def _fields(record: Relations | Condition) -> dict[str, str]:
    found = attrs.asdict(record, recurse=False, filter=lambda field, value: field.name != "id" and value not in ((), "", NO_LIMITS))
    return {name: _value(value) for name, value in found.items()}


def _value(value: Any) -> str:
    if attrs.has(value.__class__):
        limits = attrs.asdict(value, recurse=False, filter=lambda _, told: told not in ((), None))
        return "{ " + ", ".join(f"{name} = {_value(told)}" for name, told in limits.items()) + " }"
    if isinstance(value, tuple):
        return json.dumps(cast("tuple[object, ...]", value))
    return json.dumps(getattr(value, "value", value))


def _tables(kind: str, records: list[tuple[str, dict[str, str]]]) -> str:
    lines = [f"# What decides in the {kind} of the last released content. Written by tests/content/test_released.py."]
    for name, fields in records:
        lines += ["", f"[{name}]", *(f"{field} = {value}" for field, value in fields.items())]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def released() -> Catalogue:
    """Read the last released content; write it first when asked to."""
    if os.environ.get("HAMSTRING_RELEASE") == "1":
        for name in WHOLE:
            shutil.copyfile(DATA / name, RELEASED / name)
        for name, text in written(catalogue()).items():
            (RELEASED / name).write_text(text, encoding="utf-8")
    return deciding(RELEASED)


# ---------------------------------------------------------------------------- reading the changelog


def since(released: str, changelog: str) -> str:
    """Give the part of the changelog that is newer than the section of a content version."""
    sections = re.split(r"^(?=## )", changelog, flags=re.MULTILINE)
    place = next(number for number, text in enumerate(sections) if names(released, text))
    return "".join(sections[:place])


def names(version: str, changelog: str) -> bool:
    """Tell whether a line names this version of the content, and not one that only begins like it."""
    return re.search(rf"^Content {re.escape(version)}\.$", changelog, flags=re.MULTILINE) is not None


def entries(changelog: str) -> Iterator[str]:
    """Give the lines that stand under the heading for changed outcomes."""
    for text in re.split(r"^(?=##)", changelog, flags=re.MULTILINE):
        if text.startswith("### Outcomes changed\n"):
            yield from (line for line in text.splitlines() if line.startswith("- ") and line != "- none")


def told(changelog: str, sources: Collection[str]) -> set[tuple[bool, frozenset[str]]]:
    """Read the sets of findings that the changelog owns up to, each with whether it was relaxed or excluded."""
    found: set[tuple[bool, frozenset[str]]] = set()
    for line in entries(changelog):
        entry = ENTRY.fullmatch(line)
        if entry and entry["kind"] != "tightened" and {*_ids(entry["sources"])} <= {*sources}:
            found.add((entry["kind"] == "excluded", frozenset(_ids(entry["findings"]))))
    return found


def _ids(text: str) -> list[str]:
    return re.findall("`([^`]+)`", text)


def untold(change: Difference, changelog: str, sources: Collection[str]) -> list[tuple[str, ...]]:
    """Give the sets that were relaxed, or can have no outcome any more, and that the changelog does not own up to."""
    owned = told(changelog, sources)
    relaxed = [(False, found.findings) for found in change.changes if found.is_relaxed]
    lost = [(True, pair) for pair in change.now_exclude]
    return sorted({names for is_lost, names in (*relaxed, *lost) if (is_lost, frozenset(names)) not in owned})


# ---------------------------------------------------------------------------- the promise


def test_no_outcome_was_relaxed_since_the_release_unless_the_changelog_says_so(released: Catalogue) -> None:
    """Add a line under **Outcomes changed** of the section Unreleased, as docs/how-to/release-content.md shows."""
    change = difference(table_of(released), table_of(catalogue()))
    newer = since(released.manifest.content_version, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert [] == untold(change, newer, catalogue().sources)


def test_the_released_content_is_the_one_that_was_released(released: Catalogue) -> None:
    """Nobody edited it by hand: the digest that its manifest names is still that of its rules."""
    assert released.manifest.rules_digest == table_of(released).digest


def test_the_released_content_has_the_version_of_a_release(released: Catalogue) -> None:
    assert names(released.manifest.content_version, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def test_content_that_decides_otherwise_than_the_release_has_a_version_of_its_own(released: Catalogue) -> None:
    """An answer carries the version of the content: two contents under one name could not be told apart afterwards."""
    is_same = all(text == (RELEASED / name).read_text(encoding="utf-8") for name, text in written(catalogue()).items())
    is_same = is_same and all((DATA / name).read_bytes() == (RELEASED / name).read_bytes() for name in WHOLE)
    assert is_same == (catalogue().manifest.content_version == released.manifest.content_version)


def test_the_released_content_holds_what_decides_and_no_more(released: Catalogue) -> None:
    assert sorted((*WHOLE, *written(released))) == sorted(path.name for path in RELEASED.iterdir())
    for name, text in written(released).items():
        assert text == (RELEASED / name).read_text(encoding="utf-8")


def test_a_content_without_its_words_decides_as_with_them() -> None:
    """So a folder of this kind can stand for a release."""
    texts = {name.removesuffix(".toml"): text.encode() for name, text in written(catalogue()).items()}
    texts |= {name.removesuffix(".toml"): (DATA / name).read_bytes() for name in WHOLE}
    first = files_of(deciding(RELEASED))[0]
    assert isinstance(first, Folder)
    lean = type(first)(tuple(sorted(texts.items())))
    assert table_of(catalogue()).digest == table_of(Catalogue((lean,))).digest


# ---------------------------------------------------------------------------- the check can fail

HEADING = "# Changelog\n\n## [Unreleased]\n\n### Outcomes changed\n\n"
OLDER = "\n## [0.1.0] - 2026-01-01\n\nContent 1.\n\n### Outcomes changed\n\n- none\n"
GOOD = "- relaxed: `chest-pain`: from emergency to self-care; because it is an example; source `nhs-dvt`."


@pytest.fixture(scope="module")
def relaxed(tmp_path_factory: pytest.TempPathFactory) -> Difference:
    """Lose the rule on chest pain, and no other one."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(RELEASED, folder, dirs_exist_ok=True)
    kept, lost = re.subn(r"\n\[chest-pain\]\n(?:.+\n)+", "", (folder / "rules.toml").read_text(encoding="utf-8"))
    assert lost == 1
    (folder / "rules.toml").write_text(kept, encoding="utf-8")
    return difference(table_of(deciding(RELEASED)), table_of(deciding(folder)))


def test_an_outcome_that_was_relaxed_in_silence_is_found(relaxed: Difference) -> None:
    assert [("chest-pain",)] == untold(relaxed, since("1", HEADING + OLDER), {"nhs-dvt"})


def test_a_version_that_only_begins_like_the_released_one_is_newer() -> None:
    assert "Content 1.1." in since("1", HEADING.replace("### ", "Content 1.1.\n\n### ") + OLDER)


def test_an_outcome_that_the_changelog_owns_up_to_may_be_relaxed(relaxed: Difference) -> None:
    assert [] == untold(relaxed, since("1", f"{HEADING}{GOOD}\n{OLDER}"), {"nhs-dvt"})


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(GOOD.replace("; because it is an example", ""), id="no reason"),
        pytest.param(GOOD.replace("it is an example", " "), id="an empty reason"),
        pytest.param(GOOD.replace("; source `nhs-dvt`", ""), id="no source"),
        pytest.param(GOOD.replace("nhs-dvt", "made-up"), id="an unknown source"),
        pytest.param(GOOD.replace("`chest-pain`", "`collapse`"), id="another finding"),
        pytest.param(GOOD.replace("`chest-pain`", "`chest-pain` + `collapse`"), id="a larger set"),
        pytest.param(GOOD.replace("relaxed", "tightened"), id="the other direction"),
        pytest.param(GOOD.replace("relaxed", "excluded"), id="another kind"),
        pytest.param(f"\n### Changed\n\n{GOOD}", id="under another heading"),
        pytest.param(f"\n## [0.1.0]\n\nContent 1.\n\n### Outcomes changed\n\n{GOOD}", id="in an older release"),
    ],
)
def test_half_an_entry_is_none(relaxed: Difference, line: str) -> None:
    """The set, a reason and a known source, under the heading, in a newer section: all of it or nothing."""
    assert [("chest-pain",)] == untold(relaxed, since("1", f"{HEADING}{line}\n{OLDER}"), {"nhs-dvt"})


def test_findings_that_exclude_each_other_from_now_on_must_be_told_too() -> None:
    """Their answers had an outcome and now are an error, which would hide what became of it."""
    change = Difference(
        changes=(), only_old=(), only_new=(), renamed=(), now_exclude=(("a", "b"),), gone_rules=(), added_rules=(), edited_rules=()
    )
    line = "- excluded: `a` + `b`: cannot both be true; because it is an example; source `nhs-dvt`"
    assert [("a", "b")] == untold(change, HEADING, {"nhs-dvt"})
    assert [] == untold(change, HEADING + line, {"nhs-dvt"})
