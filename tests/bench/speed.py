"""Speed, as ratios within one run. Reports; asserts nothing. Run: ``python tests/bench/speed.py``.

- a warm ``triage()`` of four findings against ``frozenset(symptoms)``
- a cold process to its first answer against importing attrs, cattrs and importlib_resources
- plans against OR-Tools CP-SAT on the same problems, building its model included (needs the extra ``oracle``);
  ordinary requests, and the random ones of the oracle's test, most of which have odd limits
"""

import gc
import os
import random
import statistics
import subprocess
import sys
import time
import timeit
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

FOUR = ("takes-anticoagulant", "fever", "open-wound", "pregnant")


def warm() -> None:
    from hamstring import triage

    many = [tuple(random.Random(seed).sample(_findings(), 4)) for seed in range(200)]
    kinds: dict[str, Callable[[tuple[str, ...]], set[str] | list[str] | tuple[str, ...]]] = {"tuple": tuple, "list": list, "set": set}
    for name, kind in kinds.items():
        inputs = [kind(entry) for entry in many]
        base = _best(partial(_each, frozenset, inputs))
        ours = _best(partial(_each, triage, inputs))
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


ORDINARY: tuple[dict[str, Any], ...] = (
    {"minutes": 3},
    {"minutes": 5, "tools": ("foam-roller",)},
    {"minutes": 8, "tools": ("foam-roller",), "goal": "soreness"},
    {"minutes": 10},
    {"minutes": 10, "tools": ("foam-roller", "massage-ball", "hands")},
    {"minutes": 10, "tools": ("hands",), "positions": ("chair",)},
    {"minutes": 10, "tools": ("massage-ball", "hands"), "goal": "tender-spots", "spots": ("left:outer-lower:2",)},
    {"minutes": 12, "tools": ("foam-roller", "massage-ball"), "spots": ("left:outer-lower:2", "right:inner-upper:1")},
    {"minutes": 15, "tools": ("foam-roller", "roller-stick", "massage-ball", "hands"), "already_warm": True},
    {"minutes": 15, "tools": ("roller-stick", "hands"), "goal": "relaxation", "legs": "left"},
    {"minutes": 20, "tools": ("foam-roller", "roller-stick"), "goal": "flexibility"},
)
"""Requests as people make them."""


def plans(count: int = 100) -> None:
    try:
        from oracle.cpsat import best
    except ImportError:
        print("plan against CP-SAT: skipped, OR-Tools is not installed")
        return
    from hamstring import catalogue
    from hamstring.planning.plan import best_choice
    from hamstring.planning.posing import problems
    from oracle.requests import ordinary_frame, random_frame

    rng = random.Random(7)
    mixes = {
        "ordinary": [ordinary_frame(catalogue(), **fields) for fields in ORDINARY],
        "random": [random_frame(rng, catalogue()) for _ in range(count)],
    }
    for name, frames in mixes.items():
        best_choice(frames[0])  # what is read once
        ours = [_seconds(partial(best_choice, frame)) for frame in frames]
        theirs = [_seconds(partial(_each, best, problems(frame))) for frame in frames]
        ratios = sorted(b / a for a, b in zip(ours, theirs, strict=True))
        print(f"plan, {name}: {len(frames)} requests, CP-SAT takes {sum(theirs) / sum(ours):.1f} x as long in all,")
        print(f"    for one request {statistics.median(ratios):.1f} x (median), from {ratios[0]:.1f} to {ratios[-1]:.1f} x;")
        takes: tuple[tuple[str, Callable[[list[float]], float]], ...] = (("median", statistics.median), ("95th percentile", _late))
        for label, take in takes:
            print(f"    {label} {take(ours) * 1e3:.1f} ms against {take(theirs) * 1e3:.1f} ms")


def _late(some: list[float]) -> float:
    return statistics.quantiles(some, n=20)[18]


def _each(call: Callable[[Any], object], inputs: Iterable[Any]) -> None:
    for entry in inputs:
        call(entry)


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()  # what others left behind is not on this account
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    warm()
    cold()
    plans(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
