"""`hamstring vignettes`: what users run says how many passed, and fails when one does."""

import json
from pathlib import Path

import pytest

from hamstring.cli import main

STORY = '[mine]\nstory = "x"\npresent = ["fever"]\nurgency = "{urgency}"\nmassage = "not-today"\nrow = "x"\neditorial = true\n'


def pack(folder: Path, urgency: str) -> str:
    (folder / "vignettes.toml").write_text(STORY.format(urgency=urgency), encoding="utf-8")
    return str(folder)


def test_the_shipped_content_passes_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vignettes"]) == 0
    *kinds, total = capsys.readouterr().out.splitlines()
    sizes = [int(line.split()[0]) for line in kinds]
    assert all(line.startswith(f"{size} of {size} ") for line, size in zip(kinds, sizes, strict=True))
    assert total == f"{sum(sizes)} of {sum(sizes)} vignettes pass; 0 fail"


def test_json_holds_the_same_counts_and_every_vignette(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vignettes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] is True
    assert (
        told["counts"]["all"]["passed"]
        == len(told["vignettes"])
        == sum(told["counts"][kind]["run"] for kind in ("story", "just-met", "near-miss"))
    )
    assert all(entry["passed"] and not entry["problems"] for entry in told["vignettes"])


def test_the_stories_of_a_pack_are_run_with_the_shipped_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vignettes", pack(tmp_path, "self-care"), "--json"]) == 0
    assert "mine" in [entry["id"] for entry in json.loads(capsys.readouterr().out)["vignettes"]]


def test_a_story_that_fails_is_told_with_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = pack(tmp_path, "emergency")
    assert main(["vignettes", folder]) == 2
    told = capsys.readouterr()
    assert "FAILS mine\n       urgency `self-care`, expected at least `emergency`\n" in told.out
    assert told.err.startswith("hamstring: ")
    assert told.err.count("\n") == 1
    assert main(["vignettes", folder, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["holds"] is False


def test_a_folder_that_is_not_there_is_one_line_and_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vignettes", "/nonsense/folder"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
