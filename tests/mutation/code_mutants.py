"""Try mutants of the code, all of them or a sample. Run it from the root of a checkout, with Python 3.12 or later.

    pip install -e '.[test,mutation,oracle,cli,calendar]'
    python tests/mutation/code_mutants.py --number 500 --seed 1

mutmut makes the mutants, in a copy of the tree. The tests are collected once, and run once to see which lines each of
them reaches. Then for each mutant the process forks, swaps the code of that one function, and runs the tests that reach
the changed statement, the quick ones first, until one fails. So a mutant costs the time of its tests and no start of a
process.
What was remembered from loading the content is forgotten first, where the function has a part in it: a table that was
built before would hide the mutant.

What survives is printed with what was changed, to be looked at by hand; but not what cannot be told: another type in a
``cast``, which does nothing, and another ``strict`` in a ``zip`` over what is of equal length by construction. These
count as no mutants. Without ``--number`` all are tried; with
``--results FILE`` a run goes on where the last one ended, and mutants that survived a smaller ``--budget`` are tried again.
"""

import argparse
import ast
import contextlib
import copy
import difflib
import functools
import gc
import importlib
import inspect
import json
import os
import pickle
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import types
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from _pytest.runner import runtestprotocol

TESTS = ("tests/unit", "tests/property", "tests/content", "tests/docs", "tests/oracle", "tests/package", "tests/fuzz", "tests/golden")

MEMORY = 6 << 30
"""Bytes that one mutant may take; one that wants more is told by that."""

Function = tuple[str, str]
"""Module, and the qualified name of a function in it."""


def made(folder: Path) -> list[str]:
    """Make all mutants in a copy of the tree; give their names, sorted."""
    shutil.copytree(".", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", "mutants", "build", "dist"))
    making = subprocess.Popen(
        [sys.executable, "-m", "mutmut", "run", "none such"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert making.stdout is not None
    seen = ""
    while "done in" not in seen and (more := making.stdout.read(256)):  # the next step, which maps tests, is done here instead
        seen = seen[-256:] + more
    making.kill()
    return names_of(folder)


def names_of(folder: Path) -> list[str]:
    found = [json.loads(path.read_text("utf-8"))["exit_code_by_key"] for path in (folder / "mutants").rglob("*.meta")]
    return sorted(name for names in found for name in names)


def function_of(mutant: str) -> Function:
    """Give the function that a mutant changes: mutmut writes it into the name."""
    module, _, name = mutant.rpartition("__mutmut_")[0].rpartition(".")
    return module, name.removeprefix("xǁ").replace("ǁ", ".") if name.startswith("xǁ") else name.removeprefix("x_")


def live(function: Function) -> types.FunctionType:
    """Find a function where it is used; methods too, whatever wraps them."""
    module, name = function
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = inspect.getattr_static(found, part) if inspect.isclass(found) else getattr(found, part)
    while not isinstance(found, types.FunctionType):
        found = found.fget if isinstance(found, property) else found.__func__ if hasattr(found, "__func__") else found.__wrapped__
    return found


class Sources:
    """The mutants, by name: their code, and what they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "mutants" / "src"
        self._read = functools.lru_cache(2)(self._tree)

    def read(self, mutant: str) -> None:
        """Read the file of a mutant, before the forks that need it."""
        self._read(mutant.rpartition(".")[0])

    def _tree(self, module: str) -> tuple[dict[str, ast.FunctionDef], dict[str, types.CodeType]]:
        at = self._folder / module.replace(".", "/")
        path = at.with_suffix(".py") if at.with_suffix(".py").exists() else at / "__init__.py"
        tree = ast.parse(path.read_text("utf-8"))
        defined = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name}
        codes: dict[str, types.CodeType] = {}
        waiting = [compile(tree, str(path), "exec")]
        while waiting:
            code = waiting.pop()
            codes.setdefault(code.co_name, code)
            waiting += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
        return defined, codes

    def swap(self, mutant: str) -> None:
        """Put the code of a mutant in the place of the function's own, for everybody who holds that function."""
        module, _, name = mutant.rpartition(".")
        defined, codes = self._read(module)
        function = live(function_of(mutant))
        function.__code__ = codes[name]
        node = defined[name]
        if ast.dump(node.args) != ast.dump(defined[name.rpartition("__mutmut_")[0] + "__mutmut_orig"].args):
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None
            bare = eval(f"lambda {ast.unparse(node.args)}: None", dict(function.__globals__))  # noqa: S307 - our own source
            function.__defaults__, function.__kwdefaults__ = bare.__defaults__, bare.__kwdefaults__

    def lines(self, mutant: str) -> range:
        """Give the lines of the statement that a mutant changes, counted from the line of its function."""
        module, _, name = mutant.rpartition(".")
        defined, _ = self._read(module)
        changed, original = defined[name], defined[name.rpartition("__mutmut_")[0] + "__mutmut_orig"]
        return _changed(original, changed, original.lineno)

    def is_untold(self, mutant: str) -> bool:
        """Say whether a mutant changes only what no test can tell."""
        module, _, name = mutant.rpartition(".")
        defined, _ = self._read(module)
        bare = [ast.dump(_Bare().visit(copy.deepcopy(defined[one]))) for one in (name, name.rpartition("__mutmut_")[0] + "__mutmut_orig")]
        return bare[0].replace(name, "") == bare[1].replace(name.rpartition("__mutmut_")[0] + "__mutmut_orig", "")

    def change(self, mutant: str) -> list[str]:
        """Give the lines that a mutant changes."""
        module, _, name = mutant.rpartition(".")
        defined, _ = self._read(module)
        original = defined[name.rpartition("__mutmut_")[0] + "__mutmut_orig"]
        before, after = (ast.unparse(node).splitlines()[1:] or [""] for node in (original, defined[name]))
        if ast.unparse(original.args) != ast.unparse(defined[name].args):
            before, after = [ast.unparse(original.args), *before], [ast.unparse(defined[name].args), *after]
        return [line for line in difflib.unified_diff(before, after, lineterm="", n=0) if line[:2] not in {"--", "++", "@@"}]


class _Bare(ast.NodeTransformer):
    """Takes out what no test can tell."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "cast":
            return node.args[1]
        if name == "zip":
            node.keywords = []
        return node


def _changed(original: ast.AST, changed: ast.AST, first: int) -> range:
    """Find the innermost statement that differs; of one with a body, the lines before that."""
    pairs = list(zip(ast.iter_child_nodes(original), ast.iter_child_nodes(changed), strict=False))
    inner = [(one, other) for one, other in pairs if isinstance(one, ast.stmt) and ast.dump(one) != ast.dump(other)]
    if len(inner) == 1 and type(inner[0][0]) is type(inner[0][1]):
        return _changed(*inner[0], first)
    if not isinstance(original, ast.stmt) or isinstance(original, ast.FunctionDef):
        return range(0)
    body = getattr(original, "body", None)
    return range(original.lineno - first, (body[0].lineno if body else (original.end_lineno or original.lineno) + 1) - first)


def memories() -> list[Any]:
    """Find what remembers results: caches of the library, and of the tests."""
    kind = type(functools.cache(len))
    ours = {name for name, module in sys.modules.items() if (getattr(module, "__file__", None) or "").startswith(os.getcwd())}
    return [found for found in gc.get_objects() if isinstance(found, kind) and found.__module__ in ours]


@attrs.define
class Reach:
    """Which tests reach each function and each of its lines, by number, and how long each of them takes."""

    names: list[str]
    seconds: list[float]
    functions: dict[Function, set[int]]
    lines: dict[tuple[str, str, int], array[int]]
    loading: set[Function]

    @classmethod
    def read(cls, path: Path) -> "Reach":
        with path.open("rb") as file:
            return cls(*pickle.load(file))

    def write(self, path: Path) -> None:
        with path.open("wb") as file:
            pickle.dump((self.names, self.seconds, self.functions, self.lines, self.loading), file)


class Runner:
    """Runs tests in forks of a process that has collected them."""

    def __init__(self, session: pytest.Session, options: argparse.Namespace, folder: Path) -> None:
        self.items = {item.nodeid: item for item in session.items}
        self.options = options
        self.folder = folder
        self.sources = Sources(folder)
        self.memories = memories()
        self._starts: dict[Function, int | None] = {}

    def passes(self, nodeid: str) -> bool:
        reports = runtestprotocol(self.items[nodeid], log=False, nextitem=None)
        return all(not report.failed for report in reports)

    def reach(self, found: Reach) -> None:
        """Run each test once that was not run before, in as many forks as there are cores, and note what it reaches."""
        for memory in self.memories:
            memory.cache_clear()
        found.loading |= {(module, name) for module, name, _ in self._watched(load)[1]}
        known = {*found.names}
        modules = defaultdict[str, list[str]](list)
        for nodeid in self.items:
            if nodeid not in known:
                modules[nodeid.partition("::")[0]].append(nodeid)
        waiting = sorted(modules.values(), key=len)
        running: list[Fork] = []
        while waiting or running:
            while waiting and len(running) < self.options.workers:
                running.append(Fork(functools.partial(self._reach_of, waiting.pop()), 3600))
            for fork in ready(running):
                running.remove(fork)
                for nodeid, passed, took, reached in fork.result():
                    if not passed:
                        print(f"left out, as it fails without a mutant: {nodeid}", flush=True)
                        continue
                    for module, name, line in reached:
                        found.functions.setdefault((module, name), set()).add(len(found.names))
                        found.lines.setdefault((module, name, line), array("H")).append(len(found.names))
                    found.names.append(nodeid)
                    found.seconds.append(took)

    def _reach_of(self, nodeids: list[str]) -> list[tuple[str, bool, float, list[tuple[str, str, int]]]]:
        remembering = [memory for memory in self.memories if memory.__name__ not in LOADERS]
        found: list[tuple[str, bool, float, list[tuple[str, str, int]]]] = []
        for nodeid in nodeids:
            for memory in remembering:
                memory.cache_clear()
            begun = time.perf_counter()
            passed, reached = self._watched(functools.partial(self.passes, nodeid))
            found.append((nodeid, bool(passed), time.perf_counter() - begun, reached))
        return found

    def _watched(self, work: Callable[[], object]) -> tuple[object, list[tuple[str, str, int]]]:
        """Run something, and give what it reaches: modules, functions, and lines counted from those of the functions."""
        reached: set[tuple[types.CodeType, int]] = set()
        watching: Any = getattr(sys, "monitoring")  # noqa: B009 - from Python 3.12 on

        def line(code: types.CodeType, number: int) -> object:
            if "/hamstring/" in code.co_filename:
                reached.add((code, number))
            return watching.DISABLE

        watching.use_tool_id(watching.COVERAGE_ID, "reach")
        watching.register_callback(watching.COVERAGE_ID, watching.events.LINE, line)
        watching.restart_events()
        watching.set_events(watching.COVERAGE_ID, watching.events.LINE)
        try:
            result = work()
        finally:
            watching.set_events(watching.COVERAGE_ID, 0)
            watching.free_tool_id(watching.COVERAGE_ID)
        return result, [place for code, number in reached if (place := self._place(code, number))]

    def _place(self, code: types.CodeType, number: int) -> tuple[str, str, int] | None:
        function = module_of(code), code.co_qualname.partition(".<locals>")[0]
        if function not in self._starts:
            try:
                source, first = inspect.getsourcelines(live(function))
            except (AttributeError, ImportError, OSError, TypeError):
                self._starts[function] = None
            else:
                self._starts[function] = first + next(
                    place for place, text in enumerate(source) if text.lstrip().startswith(("def ", "async "))
                )
        start = self._starts[function]
        return None if start is None else (*function, number - start)

    def order(self, reach: Reach, mutant: str, killers: Counter[str]) -> list[int]:
        """Give the tests that may tell a mutant: those that told its neighbours, then the quick ones, within the budget."""
        function = function_of(mutant)
        everywhere = reach.functions.get(function, set())
        lines = [reach.lines[(*function, line)] for line in self.sources.lines(mutant) if (*function, line) in reach.lines]
        near = {number for numbers in lines for number in numbers} or everywhere
        wanted = set(near)
        if function in reach.loading:
            wanted |= set(range(len(reach.names)))
        else:  # tests of a module share what they remember: the first one alone seems to reach it
            modules = {module for number in near if (module := self._module(reach, number)).startswith("tests/property")}
            wanted |= {number for number in range(len(reach.names)) if self._module(reach, number) in modules}
        order = sorted(wanted, key=lambda number: (-killers[reach.names[number]], reach.seconds[number] * (1 if number in near else 5)))
        spent, kept = 0.0, list[int]()
        for number in order:
            if reach.names[number] not in self.items:
                continue
            spent += reach.seconds[number]
            if spent > self.options.budget and kept:
                break
            kept.append(number)
        return kept

    @staticmethod
    def _module(reach: Reach, number: int) -> str:
        return reach.names[number].partition("::")[0]

    def tell(self, mutant: str, order: list[str], *, fresh: bool) -> str | None:
        """Try one mutant: give the test that tells it."""
        self.sources.swap(mutant)
        if fresh:
            for memory in self.memories:
                memory.cache_clear()
        for nodeid in order:
            if not self.passes(nodeid):
                return nodeid
        return None


LOADERS = {"_shipped", "_converter", "figure", "rules_of", "table_of"}
"""What remembers the shipped content and its table."""


def load() -> None:
    """Load the shipped content and its table."""
    from hamstring import triage

    triage(())


def module_of(code: types.CodeType) -> str:
    parts = Path(code.co_filename).with_suffix("").parts
    name = ".".join(parts[len(parts) - 1 - parts[::-1].index("hamstring") :])
    return name.removesuffix(".__init__")


class Fork:
    """Work in a process of its own; what it gives comes back, and "time" where it takes too long."""

    def __init__(self, work: Callable[[], object], limit_s: float) -> None:
        self._pipe, theirs = os.pipe()
        self._until = time.monotonic() + limit_s
        self._said = b""
        self._pid = os.fork()
        if not self._pid:
            try:
                os.setpgid(0, 0)
                os.close(self._pipe)
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
                silent = os.open(os.devnull, os.O_RDWR)
                for number in (0, 1, 2):
                    os.dup2(silent, number)
                said = pickle.dumps(work())
            except BaseException as error:  # noqa: BLE001 - a mutant may raise anything: it is told by that
                said = pickle.dumps(type(error).__name__)
            with os.fdopen(theirs, "wb") as out:
                out.write(said)
            os._exit(0)
        os.close(theirs)

    def fileno(self) -> int:
        return self._pipe

    def ended(self) -> bool:
        """Read what has come; say whether it is all, or too late."""
        if select.select([self], [], [], 0)[0]:
            part = os.read(self._pipe, 1 << 16)
            self._said += part
            return not part
        return time.monotonic() > self._until

    def result(self) -> Any:
        late = time.monotonic() > self._until
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._pipe)
        return pickle.loads(self._said) if self._said else "time" if late else "died"


def ready(running: list[Fork]) -> Iterator[Fork]:
    select.select(running, [], [], 0.2)
    yield from [fork for fork in running if fork.ended()]


class Trial:
    """A plugin for pytest: instead of running the tests, it tries the mutants on them."""

    def __init__(self, options: argparse.Namespace, folder: Path, names: Iterable[str]) -> None:
        self.options = options
        self.folder = folder
        self.names = list(names)
        self.told: dict[str, str | None] = {}

    def pytest_collection(self) -> None:
        from hypothesis import HealthCheck, Phase, settings  # pytest must see it first

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", database=None, deadline=None, phases=phases, suppress_health_check=list(HealthCheck))
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        runner = Runner(session, self.options, self.folder)
        kept = Path(self.options.results) if self.options.results else None
        if kept and kept.exists():
            self.told = json.loads(kept.read_text("utf-8"))
        begun = time.monotonic()
        stored = self.folder / "reach.pickle"
        reach = Reach.read(stored) if stored.exists() else Reach([], [], {}, {}, set())
        runner.reach(reach)
        reach.write(stored)
        print(f"{len(reach.names)} tests reach {len(reach.functions)} functions; {time.monotonic() - begun:.0f} s", flush=True)
        waiting = [name for name in self.names if self.told.get(name) is None and (name not in self.told or self.options.again)]
        gc.freeze()
        killers = defaultdict[Function, Counter[str]](Counter)
        running: dict[Fork, str] = {}
        done = 0
        while waiting or running:
            while waiting and len(running) < self.options.workers:
                mutant = waiting.pop(0)
                runner.sources.read(mutant)
                order = runner.order(reach, mutant, killers[function_of(mutant)])
                fresh = function_of(mutant) in reach.loading
                limit_s = 20 + 10 * sum(reach.seconds[number] for number in order)
                names = [reach.names[number] for number in order]
                running[Fork(functools.partial(runner.tell, mutant, names, fresh=fresh), limit_s)] = mutant
            for fork in ready(list(running)):
                mutant = running.pop(fork)
                self.told[mutant] = fork.result()
                if self.told[mutant] in runner.items:
                    killers[function_of(mutant)][str(self.told[mutant])] += 1
                done += 1
                if kept and not done % 50:
                    kept.write_text(json.dumps(self.told, indent=0), "utf-8")
                    print(f"{done} tried, {len(waiting)} to go, {time.monotonic() - begun:.0f} s", flush=True)
        if kept:
            kept.write_text(json.dumps(self.told, indent=0), "utf-8")
        return True


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, help="how many, drawn by the seed; all of them without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packages", nargs="*", help="such as safety, or planning.solve")
    parser.add_argument("--budget", type=float, default=20, help="seconds of tests for each mutant")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="where the mutants are, or are made and kept; tests that are new there are added")
    parser.add_argument("--results", help="a file to go on from")
    parser.add_argument("--again", action="store_true", help="try survivors of that file again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        names = names_of(folder) if (folder / "mutants").exists() else made(folder)
        prefixes = tuple(f"hamstring.{package}." for package in options.packages or ())
        names = [name for name in names if not prefixes or name.startswith(prefixes)]
        drawn = sorted(random.Random(options.seed).sample(names, min(options.number or len(names), len(names))))
        os.environ["HAMSTRING_EXAMPLES"] = "0.2"
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(folder / "src")
        sys.path.insert(0, str(folder / "src"))
        trial = Trial(options, folder, drawn)
        pytest.main(["-q", "-p", "no:cacheprovider", "-s", *TESTS], plugins=[trial])
        sources = Sources(folder)
        told = {mutant: trial.told[mutant] for mutant in drawn}
        unclear = {mutant: by for mutant, by in told.items() if by not in {None, "time", "died"} and "::" not in str(by)}
        if unclear:
            raise SystemExit(f"no test told these, but an error on the way to the tests: {unclear}")
        untold = [mutant for mutant, by in told.items() if by is None and sources.is_untold(mutant)]
        survivors = [mutant for mutant, by in told.items() if by is None and mutant not in untold]
        for mutant in survivors:
            print(mutant, *sources.change(mutant), sep="\n    ")
        count = len(drawn) - len(untold)
        share = 100 * (1 - len(survivors) / count)
        print(f"{count - len(survivors)} of {count} mutants are told ({share:.1f} %), of {len(names)} in all; {len(untold)} are none")


if __name__ == "__main__":
    main()
