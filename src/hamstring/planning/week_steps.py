"""The steps from the first light session to what was asked: longer first, then firmer, one at a time."""

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.policy import Policy
from hamstring.model.requests import RoutineRequest
from hamstring.planning.permission import Allowed
from hamstring.planning.plan import frame_of, least_seconds, plan_routine
from hamstring.planning.week_history import Standing


@attrs.frozen
class Step:
    """The length of a session, and its ceiling of pressure."""

    seconds: int
    cap: int


@attrs.frozen(kw_only=True)
class Steps:
    """The steps that a request can climb. They depend on the request and the answers, never on a history.

    Attributes:
        seconds: The lengths, rising; the last one is what was asked.
        caps: The ceilings, rising; the first one holds until the last length is reached.
    """

    seconds: tuple[int, ...]
    caps: tuple[int, ...]

    @property
    def top(self) -> int:
        """The highest step, counted from 0."""
        return len(self.seconds) + len(self.caps) - 2

    def at(self, step: int) -> Step:
        """Give one step."""
        longer = min(step, len(self.seconds) - 1)
        return Step(self.seconds[longer], self.caps[step - longer])

    def after(self, step: int, found: Standing) -> Step:
        """Give one step, at most one longer and one firmer than what has gone well before."""
        here = self.at(step)
        seconds = next((entry for entry in self.seconds if entry > found.longest_s), self.seconds[-1])
        cap = next((entry for entry in self.caps if entry > found.highest), self.caps[-1])
        return Step(min(here.seconds, seconds), min(here.cap, cap))


def steps_of(catalogue: Catalogue, request: RoutineRequest, what: Allowed) -> Steps:
    """Give the steps for a request.

    Args:
        catalogue: The content.
        request: The request with the answers on planning, checked.
        what: What those answers allow.

    Raises:
        NoRoutineFits: If the whole of what was asked does not suffice for any session.
    """
    weeks = catalogue.weeks
    highest = _highest(catalogue.policy, catalogue, request, what)
    caps = tuple(cap for cap in weeks.pressures if cap <= highest) or (highest,)
    needed = 0
    for cap in caps:
        held = attrs.evolve(request, pressure_cap=cap)
        least = least_seconds(frame_of(catalogue, held, what)[0])
        if least is None or least > request.seconds:
            plan_routine(held, catalogue=catalogue)  # raises: its error says what is missing
        needed = max(needed, least or 0)
    shorter = tuple(60 * minutes for minutes in weeks.minutes if needed <= 60 * minutes < request.seconds)
    return Steps(seconds=(*shorter, request.seconds), caps=caps)


def _highest(policy: Policy, catalogue: Catalogue, request: RoutineRequest, what: Allowed) -> int:
    """Give the highest ceiling that the content, the wish and the answers on planning allow."""
    experience = policy.experience(request.experience)
    bounds = (experience.cap, catalogue.goals[request.goal.value].cap, request.pressure_cap, what.limits.max_pressure)
    return min(bound for bound in bounds if bound is not None)
