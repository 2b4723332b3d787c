"""The public API has the types that `api.py` states, for mypy and for pyright; each is skipped where it is not installed.

And nothing is left out: both are strict on all of the source and all tests.
"""

import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
API = Path(__file__).parent / "api.py"
CHECKERS = {
    "mypy": [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")],
    "pyright": ["pyright", "--pythonpath", sys.executable],
}

each_checker = pytest.mark.parametrize(
    "checker",
    [
        pytest.param("mypy", marks=pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")),
        pytest.param("pyright", marks=pytest.mark.skipif(shutil.which("pyright") is None, reason="pyright is not installed")),
    ],
)


def check(checker: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CHECKERS[checker], str(path)], cwd=ROOT, capture_output=True, text=True, check=False)


@each_checker
def test_the_public_api_has_the_types_that_are_stated(checker: str) -> None:
    done = check(checker, API)
    assert done.returncode == 0, done.stdout


@each_checker
def test_a_wrong_type_is_told(checker: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(API.read_text().replace("assert_type(answer.urgency, Urgency)", "assert_type(answer.urgency, str)"))
    done = check(checker, wrong)
    assert done.returncode != 0
    assert '"Urgency"' in done.stdout


def test_both_checkers_are_strict_on_all_source_and_all_tests() -> None:
    """No folder is left out, and no module has milder rules. One rule of pyright is off, for callers without types."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    mypy, pyright = tools["mypy"], tools["pyright"]
    assert (["src", "tests"], True) == (mypy["files"], mypy["strict"])
    assert (["src", "tests"], "strict") == (pyright["include"], pyright["typeCheckingMode"])
    assert set(mypy) == {"strict", "files", "mypy_path", "explicit_package_bases", "python_version"}
    assert set(pyright) == {"include", "extraPaths", "typeCheckingMode", "reportUnnecessaryIsInstance", "pythonVersion"}
