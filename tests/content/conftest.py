"""The command `hamstring check`, for all tests of content."""

import json
from pathlib import Path

import pytest

from checking import Check, Told
from hamstring.cli import main


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Run `hamstring check --json`."""

    def run(*arguments: str | Path) -> Told:
        code = main(["check", *map(str, arguments), "--json"])
        out, err = capsys.readouterr()
        return Told(code, json.loads(out), err)

    return run
