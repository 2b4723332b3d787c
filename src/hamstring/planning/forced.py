"""The best routine that has a certain tool, position, stroke or stretch in it: what leaving it out is worth."""

from collections.abc import Callable

import attrs

from hamstring.model.practice import Role
from hamstring.planning.frames import Frame as SolverFrame
from hamstring.planning.problem import Frame, Option, Problem, Setup, problems, setup_key
from hamstring.planning.solve import Choice, Solver
from hamstring.planning.stock import Stock
from hamstring.planning.sweeps import Package


@attrs.frozen(kw_only=True)
class Wanted:
    """One thing that a routine must use.

    Attributes:
        kind: ``tool``, ``position``, ``variant``, ``technique`` or ``stretch``.
        id: Its id.
    """

    kind: str
    id: str

    def is_of(self, option: Option) -> bool:
        """Say whether an option uses it."""
        told = {
            "tool": option.tool.id,
            "position": option.station.position.value,
            "variant": option.variant.id,
            "technique": option.variant.technique,
        }
        return told.get(self.kind) == self.id

    def is_offered(self, problem: Problem) -> bool:
        """Say whether a problem offers it at all."""
        if self.kind == "stretch":
            return any(ending.stretch.id == self.id for ending in problem.endings)
        return any(self.is_of(option) for options in problem.options.values() for option in options)


def is_offered(frame: Frame, wanted: Wanted) -> bool:
    """Say whether a frame offers it, with a warm-up or without."""
    return any(wanted.is_offered(problem) for problem in problems(frame))


def can_force(wanted: Wanted, frame: Frame) -> bool:
    """Say whether `best_with` can be asked: what only follows a press, and light strokes, stand and fall with others."""
    if wanted.kind != "variant":
        return True
    variant = frame.catalogue.variants[wanted.id]
    return variant.role is Role.SWEEP or (variant.role is Role.PRESS and variant.after is None)


def best_with(frame: Frame, wanted: Wanted) -> Choice | None:
    """Give the best routine that uses it, exactly as the planner would choose; None when none fits.

    Args:
        frame: The request after safety has had its say.
        wanted: What must be in it; `can_force` must hold.
    """
    found: Choice | None = None
    for problem in problems(frame):
        for choice in _choices(problem, wanted):
            if choice and (found is None or (choice.score, -choice.seconds) > (found.score, -found.seconds)):
                found = choice
    return found


def least_minutes(frame: Frame, wanted: Wanted) -> int | None:
    """Give the fewest whole minutes in which a routine with it fits, or None when no time is enough."""
    policy = frame.catalogue.policy
    low, high = policy.minutes_low, policy.minutes_high
    if best_with(attrs.evolve(frame, budget_s=60 * high), wanted) is None:
        return None
    while low < high:
        middle = (low + high) // 2
        if best_with(attrs.evolve(frame, budget_s=60 * middle), wanted) is None:
            low = middle + 1
        else:
            high = middle
    return low


def _choices(problem: Problem, wanted: Wanted) -> list[Choice | None]:
    if not wanted.is_offered(problem):
        return []
    if wanted.kind == "stretch":
        endings = tuple(ending for ending in problem.endings if ending.stretch.id == wanted.id)
        return [Solver(attrs.evolve(problem, endings=endings, ending_needed=True)).best()]
    if wanted.kind != "variant":
        return [Solver(problem).best(among=_with(wanted))]
    if problem.catalogue.variants[wanted.id].role is Role.PRESS:
        return [Solver(problem).best(among=_pressing(wanted))] if problem.spots else []
    setups = sorted({option.setup for option in problem.options[Role.SWEEP] if wanted.is_of(option)}, key=setup_key)
    return [Solver(problem, Stock(problem, _sweeping(wanted, *setup))).best(among=_sweeps_at(setup)) for setup in setups]


def _with(wanted: Wanted) -> Callable[[SolverFrame], bool]:
    place = 0 if wanted.kind == "tool" else 1

    def has(frame: SolverFrame) -> bool:
        used = (*frame.setups, frame.press.setup) if frame.press else frame.setups
        return any(str(setup[place]) == wanted.id for setup in used)

    return has


def _pressing(wanted: Wanted) -> Callable[[SolverFrame], bool]:
    return lambda frame: frame.press is not None and wanted.is_of(frame.press)


def _sweeps_at(setup: Setup) -> Callable[[SolverFrame], bool]:
    return lambda frame: setup in frame.setups


def _sweeping(wanted: Wanted, tool: str, position: object) -> Callable[[Package], bool]:
    def keeps(package: Package) -> bool:
        return package.setup != (tool, position) or any(wanted.is_of(option) for option, _ in package.doses)

    return keeps
