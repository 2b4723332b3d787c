"""Speed, as ratios within one run. Reports; asserts nothing. Run: ``python tests/bench/speed.py``.

- a warm ``triage()`` of four findings against ``frozenset(symptoms)``
- a cold process to its first answer against importing attrs, cattrs and importlib_resources
- a plan against OR-Tools CP-SAT on the same problems (needs the extra ``oracle``)
"""

import os
import random
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

FOUR = ("takes-anticoagulant", "fever", "open-wound", "pregnant")


def warm() -> None:
    from hamstring import triage

    many = [tuple(random.Random(seed).sample(_findings(), 4)) for seed in range(200)]
    kinds: dict[str, Callable[[tuple[str, ...]], object]] = {"tuple": tuple, "list": list, "set": set}
    for name, kind in kinds.items():
        inputs = [kind(entry) for entry in many]
        base = _best(lambda inputs=inputs: [frozenset(entry) for entry in inputs])
        ours = _best(lambda inputs=inputs: [triage(entry) for entry in inputs])
        print(f"warm triage of four findings, {name:5}: {ours / 200 * 1e6:6.2f} us, {ours / base:5.1f} x frozenset")


def _findings() -> list[str]:
    """Findings that exclude nothing, so that any four go together."""
    from hamstring import catalogue

    found = catalogue().findings.values()
    excluded = {name for entry in found for name in entry.excludes}
    return [entry.id for entry in found if not entry.excludes and entry.id not in excluded and not entry.implies]


def _best(run: Callable[[], object]) -> float:
    return min(timeit.repeat(run, number=20, repeat=15)) / 20


def cold() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    scripts = {
        "three": "import attrs, cattrs, importlib_resources",
        "first": "from hamstring import triage; triage({'chest-pain'}).urgency",
    }
    times: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(25):
        for name, script in scripts.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", script], check=True, env=environment)
            times[name].append(time.perf_counter() - start)
    for take in (min, statistics.median):
        three, first = take(times["three"]), take(times["first"])
        print(f"cold process to its first answer, {take.__name__:6}: {first * 1e3:6.1f} ms, {first / three:4.2f} x importing the three")


def plans(count: int = 60) -> None:
    try:
        from oracle.cpsat import best
    except ImportError:
        print("plan against CP-SAT: skipped, OR-Tools is not installed")
        return
    from hamstring import catalogue
    from hamstring.planning.problem import problems
    from hamstring.planning.solve import Solver
    from oracle.requests import random_frame

    rng = random.Random(7)
    ours, theirs = [], []
    while len(ours) < count:
        for problem in problems(random_frame(rng, catalogue())):
            start = time.perf_counter()
            Solver(problem).best()
            middle = time.perf_counter()
            best(problem)
            ours.append(middle - start)
            theirs.append(time.perf_counter() - middle)
    for name, take in (("median", statistics.median), ("95th percentile", lambda values: statistics.quantiles(values, n=20)[18])):
        mine, other = take(ours), take(theirs)
        print(f"plan, {name:15}: {mine * 1e3:7.1f} ms, CP-SAT {other * 1e3:8.1f} ms, {other / mine:6.1f} x as fast ({len(ours)} problems)")
    print(f"plan, in all         : {sum(theirs) / sum(ours):6.1f} x as fast")


if __name__ == "__main__":
    warm()
    cold()
    plans(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
