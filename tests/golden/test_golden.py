"""The promise: what people see of a command changes only where a reviewer sees it.

Each case in `cases.toml` is typed into the command line; its output, its errors and its exit code stand in a file.
After a change that is meant, write them anew and read the diff:

    HAMSTRING_UPDATE=1 python -m pytest tests/golden
"""

import contextlib
import functools
import io
import os
import shlex
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

import hamstring
from hamstring.cli import main
from hamstring.content.files import Shipped

FOLDER = Path(__file__).parent
CASES = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))


def typed(command: str, out: Path) -> tuple[str, str, object]:
    """Type a command: give what it prints, its errors, and its exit code."""
    places = {"OUT": str(out), "FOLDER": str(FOLDER), "STORED": f"{out}.json", "CONTENTS": f"{out}.contents"}
    words = [functools.reduce(lambda word, place: word.replace(*place), places.items(), word) for word in shlex.split(command)]
    with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.redirect_stderr(io.StringIO()) as errors:
        try:
            code: object = main(words)
        except SystemExit as ended:
            code = ended.code
    return shown.getvalue(), errors.getvalue(), code


def made_up(folder: Path) -> None:
    """Write the made-up contents anew, each with what it needs for planning from the shipped one."""
    shutil.copytree(FOLDER / "contents", folder)
    for content in folder.iterdir():
        for kind in ("policy", "regions") if (content / "manifest.toml").exists() else ():
            (content / f"{kind}.toml").write_bytes(Shipped().text(kind))


def seen(name: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Type a case, and give all that its last command shows."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in CASES["typed"].get(name, ()))))
    if name in CASES["python"]:
        public = {public: getattr(hamstring, public) for public in hamstring.__all__}
        return f">>> {CASES['python'][name]}\n{eval(CASES['python'][name], public)}\n"  # noqa: S307 - it stands in our own file
    case: str | list[str] = CASES["case"][name]
    *before, last = [case] if isinstance(case, str) else case
    if "CONTENTS" in last:
        made_up(Path(f"{out}.contents"))
    for command in before:
        Path(f"{out}.json").write_text(typed(command, out)[0], "utf-8")
    shown, errors, code = typed(last, out)
    parts = [*(f"$ hamstring {command}" for command in (*before, last)), shown]
    if errors:
        parts += ["== errors", errors]
    for path in sorted(out.iterdir()):
        parts += [f"== {path.name}", path.read_bytes().decode("utf-8").replace("\r\n", "\n")]
    text = "\n".join([*parts, f"== exit code {code}", ""])
    return text.replace(f"{out}.contents", "CONTENTS").replace(str(out), "OUT").replace(str(FOLDER), "FOLDER")


@pytest.mark.parametrize("name", sorted(CASES["case"] | CASES["python"]))
def test_a_command_shows_what_was_reviewed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word for word; with HAMSTRING_UPDATE=1 it is written anew."""
    path = FOLDER / f"{name}.txt"
    text = seen(name, tmp_path, monkeypatch)
    if os.environ.get("HAMSTRING_UPDATE") == "1":
        path.write_text(text, "utf-8")
    parted = str.split if name.startswith("help") else str.splitlines  # where lines of help break is the interpreter's
    assert parted(text) == parted(path.read_text("utf-8")), "if this is meant, run again with HAMSTRING_UPDATE=1"


def test_no_file_stands_without_a_case() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES["case"] | CASES["python"])
