"""The package holds its data and its type marker, and works from inside a zip."""

import subprocess
import sys
import zipfile
from pathlib import Path

import hamstring
from hamstring.content.files import Shipped
from hamstring.content.kinds import KINDS, SINGLES

ROOT = Path(hamstring.__file__).parent


def test_the_type_marker_and_every_kind_of_content_are_there() -> None:
    assert (ROOT / "py.typed").exists()
    assert {*KINDS, *SINGLES} <= set(Shipped().kinds())


def test_it_works_from_inside_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "hamstring.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(ROOT.rglob("*")):
            if path.suffix in (".py", ".toml", ".typed"):
                file.write(path, Path("hamstring") / path.relative_to(ROOT))
    code = "from hamstring import catalogue, triage; print(triage({'chest-pain'}).urgency, len(catalogue().tools), __import__('hamstring').__file__)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(archive)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    urgency, tools, place = done.stdout.split()
    assert (urgency, int(tools) > 0, str(archive) in place) == ("emergency", True, True)


def test_the_list_of_files_in_the_wheel_is_current() -> None:
    listed = {line for line in (Path(__file__).parent / "wheel.txt").read_text().splitlines() if line.startswith("hamstring/")}
    there = {
        f"hamstring/{path.relative_to(ROOT)}" for path in ROOT.rglob("*") if path.is_file() and path.suffix in (".py", ".toml", ".typed")
    }
    assert listed == there
