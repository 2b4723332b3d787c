"""`hamstring diff OLD NEW`: what it prints and its exit codes. It says whose outcome changed, and fails if any was relaxed."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hamstring import Permission, Urgency, catalogue
from hamstring.cli import main
from hamstring.content.deciding import deciding
from hamstring.content.files import Shipped
from hamstring.safety.table import table_of

DATA = Path(__file__).parents[2] / "src" / "hamstring" / "data"
DONE, WRONG, RELAXED = 0, 2, 5

Edit = Callable[[str, str, str], str]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Give a maker of copies of the shipped content with one edit."""

    def edit(kind: str, pattern: str, replacement: str) -> str:
        folder = tmp_path / "content"
        shutil.copytree(DATA, folder)
        file = folder / f"{kind}.toml"
        text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
        assert count == 1
        file.write_text(text, encoding="utf-8")
        return str(folder)

    return edit


NO_RULE = (r"\n\[antibiotic-muscle-pain\].*?(?=\n\[)", "")


def test_the_same_content_has_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "shipped", "shipped"]) == DONE
    assert "0 relaxed, 0 tightened" in capsys.readouterr().out


def test_a_relaxed_outcome_is_code_5_and_names_the_rule(edited: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "shipped", edited("rules", *NO_RULE)]) == RELAXED
    told = capsys.readouterr()
    assert told.err == ""
    assert "relaxed: unexplained-muscle-pain" in told.out or "relaxed: takes-fluoroquinolone" in told.out
    assert "before: same-day, not-today" in " ".join(told.out.split())
    assert "antibiotic-muscle-pain (gone)" in " ".join(told.out.split())
    assert max(map(len, told.out.splitlines())) <= 80


def test_a_tightened_outcome_is_code_0(edited: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", edited("rules", *NO_RULE), "shipped"]) == DONE
    told = " ".join(capsys.readouterr().out.split())
    assert "tightened: " in told
    assert "antibiotic-muscle-pain (new)" in told


def test_json_tells_the_same(edited: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--json", "shipped", edited("rules", *NO_RULE)]) == RELAXED
    told = json.loads(capsys.readouterr().out)
    assert told["is_relaxed"] is True
    assert told["rules"] == {"gone": ["antibiotic-muscle-pain"], "added": [], "edited": []}
    (change,) = told["changes"]
    assert (change["old"]["urgency"], change["is_relaxed"], change["is_tightened"]) == (str(Urgency.SAME_DAY), True, False)
    assert change["new"]["massage"] in map(str, Permission)
    assert told["old"]["rules_digest"] == table_of(catalogue()).digest != told["new"]["rules_digest"]


def test_a_milder_limit_is_shown_by_what_differs(edited: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edited("contraindications", r"(\n\[takes-anticoagulant\]\n[^\[]*?max_pressure = )\d", r"\g<1>7")
    assert main(["diff", "shipped", folder]) == RELAXED
    told = " ".join(capsys.readouterr().out.split())
    assert "now: self-care, ask-first, max_pressure 7 asked" in told
    assert "takes-anticoagulant (edited)" in told


def test_a_finding_of_one_content_only_is_told(edited: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    more = '\n[made-up]\nname = "made up"\nask = "Made up?"\nkind = "sign"\nplace = "none"\neditorial = true\n'
    folder = edited("findings", r"\n\[active-cancer\]", more.replace("\\", "") + "\n[active-cancer]")
    assert main(["diff", "shipped", folder]) == DONE
    assert "only the new content has: made-up" in capsys.readouterr().out
    assert main(["diff", folder, "shipped"]) == DONE
    assert "only the old content has: made-up" in capsys.readouterr().out


def test_a_pack_is_compared_together_with_what_it_adds_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules.toml").write_text(
        '[made-up]\nrow = "X"\nwhen = ["dizzy-on-standing"]\nurgency = "see-soon"\nmassage = "not-today"\nwhy = "Made up."\n'
        'advice = "see-soon"\neditorial = true\n',
        encoding="utf-8",
    )
    assert main(["diff", "shipped", str(tmp_path)]) == DONE
    assert "made-up (new)" in capsys.readouterr().out
    assert main(["diff", str(tmp_path), "shipped"]) == RELAXED


@pytest.mark.parametrize(
    "arguments", [(), ("shipped",), ("shipped", "nonsense-folder"), ("nonsense-folder", "shipped"), ("shipped", "shipped", "shipped")]
)
def test_wrong_usage_is_one_line_and_code_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *arguments]) == WRONG
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_rules_that_break_a_law_are_refused_with_their_place(edited: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    folder = edited("rules", r'when = \["active-cancer", "fever"\]', 'when = ["active-cancer", "fevr"]')
    assert main(["diff", "shipped", folder]) == WRONG
    assert "unknown finding `fevr`, did you mean `fever`?" in capsys.readouterr().err


def test_a_content_without_words_is_enough_to_compare(tmp_path: Path) -> None:
    """An old release is kept as what decides in it; nothing else is read."""
    for kind in ("findings", "rules", "contraindications", "manifest", "policy"):
        text = Shipped().text(kind).decode()
        (tmp_path / f"{kind}.toml").write_text(re.sub(r"^(?:ask|name|why|note) = .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert table_of(deciding(tmp_path)).digest == table_of(catalogue()).digest
