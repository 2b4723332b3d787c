"""What the tests use of z3, with types: its own functions have none."""

from collections.abc import Sequence
from typing import Protocol


class Term(Protocol):
    """A Boolean term, such as a variable or a clause."""

    def sexpr(self) -> str: ...


class Clauses(Protocol):
    """Clauses that can be taken back, and whether they can all hold."""

    def add(self, *terms: Term) -> None: ...
    def push(self) -> None: ...
    def pop(self) -> None: ...
    def check(self) -> object: ...


class Z3(Protocol):
    """The module."""

    sat: object
    unsat: object

    def Bool(self, name: str) -> Term: ...  # noqa: N802 - the names of z3
    def BoolVal(self, val: bool) -> Term: ...  # noqa: N802, FBT001
    def And(self, *terms: Term | Sequence[Term]) -> Term: ...  # noqa: N802
    def Or(self, terms: Sequence[Term]) -> Term: ...  # noqa: N802
    def Not(self, term: Term) -> Term: ...  # noqa: N802
    def Implies(self, one: Term, other: Term) -> Term: ...  # noqa: N802
    def PbLe(self, weighed: Sequence[tuple[Term, int]], most: int) -> Term: ...  # noqa: N802
    def Solver(self) -> Clauses: ...  # noqa: N802
    def SolverFor(self, logic: str) -> Clauses: ...  # noqa: N802
