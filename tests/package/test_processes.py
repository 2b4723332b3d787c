"""What holds in a process of its own: many threads at once, any hash seed, a zip, and Hypothesis met in either order."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest

import hamstring

ROOT = Path(hamstring.__file__).parent
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def run(code: str, *paths: Path, seed: str = "0") -> str:
    """Run code in a fresh process that finds the package first in the paths, else where it is."""
    places = [str(path) for path in (*paths, ROOT.parent)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(places), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# ---------------------------------------------------------------------------- the same in any process

TELL = """
from hamstring import NoRoutineFits, RoutineRefused, plan_routine, suggest, triage
open_ = triage({"recent-injury@left", "takes-anticoagulant"}, absent={"fever", "chest-pain"})
print(open_.to_json(), open_.ask, open_.not_asked, repr(open_), sep="\\n")
plan = plan_routine(minutes=12, tools={"foam-roller", "hands", "tennis-ball"}, goal="tender-spots", complete=True,
                    spots={"left:outer-lower:3", "right:inner-upper:1"}, exclude={"right:outer-upper", "sit-bone"})
print(plan.to_json(), plan, repr(plan), sep="\\n")
for fields in ({"minutes": 1}, {"minutes": 9, "symptoms": {"fever", "one-leg-swelling"}}):
    try:
        plan_routine(**fields)
    except NoRoutineFits as error:
        print(error, error.changes)
    except RoutineRefused as error:
        print(error, error.ask, error.clearable)
print([finding.id for finding in suggest("swollen calf")])
"""


def test_the_hash_seed_shows_nowhere() -> None:
    """Reproducible, byte for byte: triage, the order of questions, routine, refusals and suggestions."""
    told = {run(TELL, seed=seed) for seed in ("0", "1", "2")}
    assert len(told) == 1
    assert len(told.pop()) > 1000


def archive(folder: Path) -> Path:
    """Write the package into a zip, as a wheel holds it."""
    path = folder / "hamstring.zip"
    with zipfile.ZipFile(path, "w") as file:
        for source in sorted(ROOT.rglob("*")):
            if source.suffix in (".py", ".toml", ".typed"):
                file.write(source, Path("hamstring") / source.relative_to(ROOT))
    return path


def test_a_zip_tells_the_same_as_a_folder(tmp_path: Path) -> None:
    """Works from a zipped wheel: triage and routine are the same to the letter, and strategies draw from it."""
    packed = archive(tmp_path)
    assert run(TELL) == run(TELL, packed)
    code = "from hypothesis import find\nfrom hamstring import strategies\nprint(strategies.__file__, find(strategies.finding_ids(), bool))"
    assert str(packed) in run(code, packed)


THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

sys.setswitchinterval(1e-6)
start = Barrier(8)

def work(number):
    start.wait()
    from hamstring import catalogue, plan_routine, triage
    answer = triage({"recent-injury@left"} if number % 2 else {"takes-anticoagulant"})
    plan = plan_routine(minutes=6 + number % 2, tools={"foam-roller", "hands"}, complete=True)
    return answer.to_json() + repr(answer.ask) + plan.to_json() + repr(sorted(catalogue().sources))

if ORDER == "together":
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(work, range(8)))
else:
    start = Barrier(1)
    said = [work(number) for number in range(8)]
print(*said, sep="\\n")
"""


def test_eight_threads_at_once_get_what_one_thread_gets_also_on_the_very_first_use() -> None:
    """Thread-safe: nothing is loaded yet when all eight begin, and the answers are those of one thread."""
    one = run("ORDER = 'alone'" + THREADS)
    assert {one} == {run("ORDER = 'together'" + THREADS, seed=str(seed)) for seed in range(3)}


# ---------------------------------------------------------------------------- Hypothesis

READ = ("content.converter", "planning", "outputs", "strategies")
"""Modules that are not needed to say which strategy stands for which class."""


def entry_point(folder: Path) -> Path:
    """Write what an installer writes for the entry points that the project declares."""
    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    info = folder / "hamstring_selfmassage-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {declared['name']}\nVersion: 0\n")
    lines = [f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in found.items()) for group, found in _groups(declared)]
    (info / "entry_points.txt").write_text("\n".join(lines))
    return folder


def _groups(declared: dict[str, dict[str, dict[str, str]]]) -> Iterable[tuple[str, dict[str, str]]]:
    return declared.get("entry-points", {}).items()


DRAW = """
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from hamstring import {name}
once = settings(database=None, max_examples=1, phases=[Phase.generate])
print(type(find(st.from_type({name}), lambda value: True, settings=once)).__name__)
"""


@pytest.mark.parametrize("imports", ["import hamstring, hypothesis", "import hypothesis, hamstring", "import hamstring.strategies"])
@pytest.mark.parametrize("name", ["RoutineRequest", "Triage"])
def test_from_type_just_works_in_either_order(imports: str, name: str, tmp_path: Path) -> None:
    """Where both are installed, Hypothesis knows how to draw our values, whichever is imported first."""
    assert run(imports + DRAW.format(name=name), entry_point(tmp_path)) == f"{name}\n"


def test_hypothesis_alone_reads_no_content_and_loads_no_strategy(tmp_path: Path) -> None:
    """Registering costs everybody who has both installed, so it imports the classes and no more."""
    code = "import sys, hypothesis\nprint(*(name for name in sys.modules if name.startswith('hamstring')), 'cattrs' in sys.modules)"
    loaded = run(code, entry_point(tmp_path)).split()
    assert "hamstring._hypothesis" in loaded
    assert [name for name in loaded if name.removeprefix("hamstring.").startswith(READ)] == []
    assert loaded[-1] == "False"


def test_the_library_does_not_import_hypothesis() -> None:
    """Hypothesis is for tests: neither importing nor using the library brings it in."""
    code = "import sys\nfrom hamstring import plan_routine\nplan_routine(minutes=5)\nprint('hypothesis' in sys.modules)"
    assert run(code) == "False\n"


def test_without_hypothesis_the_strategies_say_what_is_missing() -> None:
    """An extra that is not there is told in one sentence."""
    code = "import sys\nsys.modules['hypothesis'] = None\ntry:\n    import hamstring.strategies\nexcept ImportError as error:\n    print(type(error).__name__, error.library, error.extra)"
    assert run(code) == "MissingExtraError hypothesis strategies\n"


def test_an_installed_package_has_the_entry_point() -> None:
    """What is installed, as a wheel or editable, is found by Hypothesis."""
    try:
        installed = metadata.distribution("hamstring-selfmassage")
    except metadata.PackageNotFoundError:
        pytest.skip("hamstring-selfmassage is not installed here: only its declaration was tried")
    assert [entry.value for entry in installed.entry_points if entry.group == "hypothesis"] == ["hamstring._hypothesis:register"]


def test_values_pickled_in_one_process_are_the_same_in_another() -> None:
    """Picklable: what one process stores another one reads, with another hash seed too."""
    write = """
import pickle, sys
from hamstring import catalogue, plan_routine, triage
values = [catalogue(), triage({"fever"}), plan_routine(minutes=5), catalogue().tools["tennis-ball"]]
print(pickle.dumps(values).hex())
"""
    read = """
import json, pickle
from hamstring import catalogue, plan_routine, triage
values = pickle.loads(bytes.fromhex("STORED"))
mine = [catalogue(), triage({"fever"}), plan_routine(minutes=5), catalogue().tools["tennis-ball"]]
print(json.dumps([a == b and hash(a) == hash(b) for a, b in zip(values, mine, strict=True)]))
"""
    stored = run(write, seed="1").strip()
    assert json.loads(run(read.replace("STORED", stored), seed="2")) == [True] * 4
