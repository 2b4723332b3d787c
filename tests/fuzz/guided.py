"""Fuzz the library guided by coverage: ``python tests/fuzz/guided.py --runs 20000``. It needs the extra ``fuzz``.

Atheris changes inputs that reached new code until they reach more of it. It drives the targets of `targets`, begins
with the inputs of `fuzz`, and ends the process that it runs in: so each target has a process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

GUIDED = ("command line", "content file", "from_json")
"""The targets that are tried when none is named: what reads text from outside."""

SEEDS = 200
"""Inputs to begin with."""

LONGEST = 2_000
"""Bytes of an input."""

MISSING = 2


def instrumented() -> Any:
    """Give atheris, with the library and the TOML parser imported so that it sees which code is reached."""
    atheris: Any = import_module("atheris")
    with (
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        atheris.instrument_imports(include=["hamstring", "tomllib"]),
    ):
        import_module("tomllib")
        for module in walk_packages(import_module("hamstring").__path__, "hamstring."):
            if not module.name.endswith("__main__"):
                with suppress(ImportError):  # an extra that is not installed
                    import_module(module.name)
    return atheris


def guide(target: str, runs: int, seed: int) -> None:
    """Try so many inputs of one target, tell what came of it, and end the process."""
    atheris = instrumented()
    from fuzz.fuzz import MOST_MEMORY_MB, Tally, data_of, memory_mb, run_data

    place = tempfile.TemporaryDirectory()
    for number in range(SEEDS):
        (Path(place.name) / str(number)).write_bytes(data_of(target, seed, number))
    tally = Tally(target)

    def attempt(data: bytes) -> None:
        entry = run_data(target, tally.tried, data)
        if tally.add(entry):
            print(f"\n{target}, --hex {data.hex()}:\n{entry.failure[-3000:]}", flush=True)
        if tally.tried == runs:
            memory = memory_mb()
            print(f"{tally}   most memory {memory:.0f} MB", flush=True)
            place.cleanup()
            os._exit(1 if tally.failed or memory > MOST_MEMORY_MB else 0)

    atheris.Setup(
        [sys.argv[0], place.name, f"-seed={seed}", f"-max_len={LONGEST}", "-timeout=0", "-rss_limit_mb=0", "-verbosity=0"], attempt
    )
    atheris.Fuzz()


def main() -> int:
    """Read the arguments and fuzz one target after the other."""
    parser = argparse.ArgumentParser(description="Fuzz the library guided by coverage.")
    parser.add_argument("--runs", type=int, default=20_000, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", action="append", help=f"one of the targets of `targets.py`; without it {', '.join(GUIDED)}")
    parser.add_argument("--here", action="store_true", help="in this process, which ends with it")
    options = parser.parse_args()
    if find_spec("atheris") is None:
        print("guided.py: atheris is not installed; it comes with the extra `fuzz`, on Linux and Python 3.11 to 3.13", file=sys.stderr)
        return MISSING
    targets: list[str] = options.target or list(GUIDED)
    if options.here:
        guide(targets[0], options.runs, options.seed)
    again = [sys.executable, __file__, "--here", "--runs", str(options.runs), "--seed", str(options.seed)]
    codes = [subprocess.run([*again, "--target", target], check=False).returncode for target in targets]
    return max(map(abs, codes))


if __name__ == "__main__":
    sys.exit(main())
