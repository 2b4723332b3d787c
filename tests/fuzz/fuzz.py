"""Fuzz the library with hostile input: ``python tests/fuzz/fuzz.py --runs 20000``.

Only errors of the library may come out, in bounded time and memory. The inputs follow from the seed.
"""

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

import attrs

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz.choices import Choices
from fuzz.targets import TARGETS

SLOWEST_S = 10
MOST_MEMORY_MB = 1_000


class TooSlowError(BaseException):
    """An input took too long; not an `Exception`, so that nothing on the way takes it for one of its own."""


@attrs.frozen
class Run:
    """One input tried.

    Attributes:
        target: The name of the target.
        number: Its number among the inputs of the target.
        seconds: How long it took.
        failure: The traceback, or an empty string.
    """

    target: str
    number: int
    seconds: float
    failure: str


def data_of(target: str, seed: int, number: int) -> bytes:
    """Give the bytes of one input; the same for ever."""
    return Random(f"{seed} {target} {number}").randbytes(400)


@contextmanager
def at_most(seconds: float) -> Generator[None]:
    """Stop what takes longer, where the system can."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"took more than {seconds} s")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run(target: str, seed: int, number: int, slowest_s: float = SLOWEST_S) -> Run:
    """Try one input that follows from a seed."""
    return run_data(target, number, data_of(target, seed, number), slowest_s)


def run_data(target: str, number: int, data: bytes, slowest_s: float = SLOWEST_S) -> Run:
    """Try one input."""
    _, attempt = TARGETS[target]
    start = time.perf_counter()
    failure = ""
    try:
        with at_most(slowest_s):
            attempt(Choices(data))
    except (Exception, TooSlowError, SystemExit):  # noqa: BLE001 - whatever comes out is a finding
        failure = traceback.format_exc(limit=-8)
    return Run(target, number, time.perf_counter() - start, failure)


def shares(runs: int) -> dict[str, int]:
    """Share out the runs among the targets; the sum is never less than what was asked."""
    return {name: -(-runs * share // 100) for name, (share, _) in TARGETS.items()}


def memory_mb() -> float:
    """Give the most memory this process has held, or 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Tally:
    """What came of the inputs of one target: how many, the slowest, and the first of each sort of failure."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.tried = self.failed = 0
        self.slowest = Run(target, 0, 0.0, "")
        self.failures: dict[str, Run] = {}

    def add(self, entry: Run) -> bool:
        """Count one; true for a failure of a new sort."""
        self.tried += 1
        self.slowest = max(self.slowest, entry, key=lambda found: found.seconds)
        if not entry.failure:
            return False
        self.failed += 1
        lines = entry.failure.splitlines()
        sort = lines[-1][:160] + lines[-3][:160]
        return self.failures.setdefault(sort, entry) is entry

    def __str__(self) -> str:
        slowest = f"slowest {self.slowest.seconds:6.2f} s (number {self.slowest.number})"
        return f"{self.target:<20} {self.tried:>6} tried {self.failed:>4} failed   {slowest}"


def fuzz(runs: int, seed: int, only: str | None) -> int:
    """Try so many inputs and tell what came of it."""
    failures: dict[str, Run] = {}
    total = 0
    for target, count in shares(runs).items():
        if only not in (None, target):
            continue
        tally = Tally(target)
        for number in range(count):
            tally.add(run(target, seed, number))
        print(tally, flush=True)
        total += count
        failures |= tally.failures
    for entry in failures.values():
        print(f"\n{entry.target}, number {entry.number}:\n{entry.failure[-3000:]}")
    memory = memory_mb()
    print(f"\n{total} inputs tried with seed {seed}; sorts of failure: {len(failures)}; most memory {memory:.0f} MB")
    return 1 if failures or memory > MOST_MEMORY_MB else 0


def main() -> int:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(description="Fuzz the library with hostile input.")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=sorted(TARGETS), help="this target only, with its share of the runs")
    parser.add_argument("--number", type=int, help="this input of the target only")
    parser.add_argument("--hex", type=bytes.fromhex, dest="data", help="this input of the target only, as `guided.py` tells it")
    options = parser.parse_args()
    if options.data is not None:
        one = run_data(options.target, 0, options.data)
    elif options.number is not None:
        one = run(options.target, options.seed, options.number)
    else:
        return fuzz(options.runs, options.seed, options.target)
    print(one.failure or f"passes in {one.seconds:.2f} s")
    return 1 if one.failure else 0


if __name__ == "__main__":
    sys.exit(main())
