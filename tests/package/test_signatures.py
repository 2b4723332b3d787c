"""What the public names look like changes only on purpose: the golden file shows it in review."""

import difflib
import sys
from enum import Enum

import attrs
import pytest

from package.signatures import GOLDEN, lines

NEWEST = (3, 14)
"""From here on Python writes some types in another way."""


@pytest.mark.skipif(sys.version_info >= NEWEST, reason="types are written in another way")
def test_public_signatures_are_those_of_the_golden_file() -> None:
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    actual = "\n".join(lines()).splitlines()
    changes = list(difflib.unified_diff(expected, actual, "signatures.txt", "now", lineterm="", n=0))
    assert not changes, "\n".join([*changes, "if that is meant: python tests/package/signatures.py --write"])


def test_a_new_field_a_new_member_and_a_new_keyword_show(monkeypatch: pytest.MonkeyPatch) -> None:
    @attrs.frozen(kw_only=True)
    class Tool:
        kind: str
        weight_g: int

    class Goal(Enum):
        SLEEP = "sleep"

    def suggest(text: str, *, most: int = 5) -> tuple[str, ...]:
        return (text,) * most

    for value in (Tool, Goal, suggest):
        monkeypatch.setattr(f"hamstring.{value.__name__}", value)
    told = list(lines())
    assert "    weight_g: int" in told
    assert "    SLEEP = 'sleep'" in told
    assert "suggest(text: str, *, most: int = 5) -> tuple[str, ...]" in told
