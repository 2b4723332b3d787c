"""Nothing is read at import, and a first answer reads no more than it needs."""

import subprocess
import sys

HEAVY = ("attr", "attrs", "cattrs", "tomllib", "json", "pathlib", "re", "importlib_resources")


def loaded_after(code: str) -> set[str]:
    script = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-S", "-c", _with_path(script)], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def _with_path(script: str) -> str:
    return f"import sys\nsys.path[:] = {sys.path!r}\n{script}"


def test_import_loads_no_library_and_reads_nothing() -> None:
    loaded = loaded_after("import hamstring")
    assert not loaded.intersection(HEAVY)
    assert {name for name in loaded if name.startswith("hamstring")} == {"hamstring"}


def test_a_first_triage_leaves_the_planner_and_the_outputs_alone() -> None:
    loaded = loaded_after("from hamstring import triage\ntriage({'chest-pain'}).urgency")
    assert not [name for name in loaded if name.startswith(("hamstring.planning", "hamstring.outputs", "hamstring.model.practice"))]


def test_a_misspelt_public_name_is_an_attribute_error() -> None:
    code = "import hamstring\ntry:\n    hamstring.plan_rutine\nexcept AttributeError:\n    import colorsys"
    assert "colorsys" in loaded_after(code)
