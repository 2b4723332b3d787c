"""Try a sample of mutants of the code: all of them would take a day. Run it from the root of a checkout.

    pip install -e '.[test,mutation]'
    python tests/mutation/code_sample.py --number 60 --seed 1

mutmut makes the mutants, in a copy of the tree. Of these a sample is drawn, and for each the tests nearest to its
package are run until one fails, then the others of the suite that can tell it. What survives is printed, to be looked at by hand.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

NEAREST = {
    "planning": (
        "property/test_planner_laws.py",
        "property/test_planner_promises.py",
        "property/test_resume_laws.py",
        "property/test_week_laws.py",
        "unit/test_planning_on_answers.py",
        "unit/test_weeks.py",
        "unit/test_explain.py",
    ),
    "safety": (
        "property/test_triage_laws.py",
        "property/test_rule_table.py",
        "property/test_shortest.py",
        "property/test_differing.py",
        "content/test_vignettes.py",
        "unit/test_diff.py",
    ),
    "content": ("content/test_refusals.py", "content/test_check.py", "content/test_content.py", "property/test_overlays.py"),
    "model": ("unit/test_requests.py", "unit/test_answers.py", "unit/test_places.py", "property/test_values.py"),
    "outputs": ("unit/test_cli.py", "unit/test_card.py", "unit/test_how_to.py", "unit/test_cues.py", "unit/test_markdown.py"),
    "run": ("unit/test_run.py",),
}
"""Tests that tell mutants of a package soonest."""

THEN = (
    "unit",
    "docs",
    "property/test_triage_laws.py",
    "property/test_planner_laws.py",
    "property/test_cue_laws.py",
    "content/test_vignettes.py",
)
"""Tests for what these let pass."""

NEEDS_MANY = "tests/property/test_planner_laws.py::test_all_this_holds_when_other_work_pays_more"
"""It wants more examples than are drawn here."""

LIMIT_S = 600
"""A mutant that runs for longer is told by that."""


def made(folder: Path) -> list[str]:
    """Make all mutants in a copy of the tree; give their names, sorted."""
    shutil.copytree(".", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", "mutants", "build", "dist"))
    making = subprocess.Popen(
        [sys.executable, "-m", "mutmut", "run", "none such"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert making.stdout is not None
    seen = ""
    while "done in" not in seen and (more := making.stdout.read(256)):  # the next step, which maps tests, is not needed
        seen = seen[-256:] + more
    making.kill()
    found = [json.loads(path.read_text("utf-8"))["exit_code_by_key"] for path in (folder / "mutants").rglob("*.meta")]
    return sorted(name for names in found for name in names)


def killer(folder: Path, mutant: str) -> str | None:
    """Give the stage that tells a mutant, or None when it survives."""
    package = mutant.split(".")[1]
    environment = {**os.environ, "MUTANT_UNDER_TEST": mutant, "PYTHONPATH": "src", "HAMSTRING_EXAMPLES": "0.2"}
    for stage, paths in (("nearest", NEAREST.get(package, ())), ("then", THEN)):
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--deselect", NEEDS_MANY]
        command += [f"tests/{path}" for path in paths]
        if paths:
            try:
                done = subprocess.run(command, cwd=folder / "mutants", env=environment, capture_output=True, timeout=LIMIT_S, check=False)
            except subprocess.TimeoutExpired:
                return "time"
            if done.returncode:
                return stage
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packages", nargs="*", default=["content", "model", "planning", "safety"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = [mutant for mutant in made(folder) if mutant.split(".")[1] in options.packages]
        drawn = random.Random(options.seed).sample(names, min(options.number, len(names)))
        if killer(folder, "none.such"):
            sys.exit("the tests fail without a mutant")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = dict(zip(drawn, pool.map(partial(killer, folder), drawn), strict=True))
    survivors = [mutant for mutant, stage in found.items() if stage is None]
    told = len(drawn) - len(survivors)
    print(
        f"{told} of {len(drawn)} sampled mutants are told ({100 * told / len(drawn):.0f} %), of {len(names)} in all", *survivors, sep="\n  "
    )


if __name__ == "__main__":
    main()
