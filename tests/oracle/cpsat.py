"""The planning model of ``docs/explanation/planning-model.md`` in OR-Tools CP-SAT.

An oracle for the planner: written from the page alone, with no part of the solver. Of ``hamstring.planning`` it uses
the input, a `Problem`, and ``travel``.

The used setups stand at ranks 1, 2, ... without gaps; rank 0 is the start and the rank past the last setup is the
ending. A rank that nobody takes keeps the position and the leg of the rank before.
"""

from collections.abc import Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

import attrs
from ortools.sat.python import cp_model

from hamstring.model.places import QUADRANTS, Line
from hamstring.model.practice import Contact, Position, Role, ToolKind
from hamstring.planning.problem import Problem, travel

if TYPE_CHECKING:
    from hamstring.planning.problem import Ending, Option, Setup, Spot

BALLS = {ToolKind.SOFT_BALL, ToolKind.MEDIUM_BALL, ToolKind.HARD_BALL}
FIRM_DOSES_S = (30, 60)
POINTS_STEP_S = 5
"""Bands and suits tell points per so many seconds."""
HALVES = 5
"""Credit comes in steps of so many half seconds: a block of 30 s shared by one, two, three or four quadrants."""

Bool = cp_model.IntVar
Linear = cp_model.LinearExpr | int


def best(problem: Problem, *, workers: int = 1) -> tuple[int, int] | None:
    """Give the score and the seconds of an optimal plan, its seconds the least among the best; None if there is none."""
    plan = best_plan(problem, workers=workers)
    return None if plan is None else (plan.score, plan.seconds)


def least_seconds(problem: Problem, *, workers: int = 1) -> int | None:
    """Give the least seconds of a plan that keeps everything but the budget; None if there is none."""
    plan = least_plan(problem, workers=workers)
    return None if plan is None else plan.seconds


def best_plan(problem: Problem, *, workers: int = 1) -> "Plan | None":
    """Give one optimal plan, to look at when the planner disagrees."""
    model = Oracle(problem)
    model.add(model.seconds <= problem.budget_s)
    model.maximize(model.score * (problem.budget_s + 1) - model.seconds)
    return model.solved(workers)


def least_plan(problem: Problem, *, workers: int = 1) -> "Plan | None":
    """Give one plan of least seconds, whatever the budget."""
    model = Oracle(problem)
    model.minimize(model.seconds)
    return model.solved(workers)


@attrs.frozen(kw_only=True)
class Treated:
    """A spot by its place in ``problem.spots``, with its holds and what follows them."""

    spot: int
    dose_s: int
    finish: str | None = None
    friction: str | None = None


@attrs.frozen(kw_only=True)
class Plan:
    """A plan as the oracle chose it.

    Attributes:
        setups: The used setups in their order.
        sweeps: Key of the option and dose per leg.
        press: Key of the press, or None.
        opening_s: Opening strokes on each leg that has sweeps.
        closing_s: Closing strokes on each leg that has sweeps.
        ending: Id of the stretch and its dose, or None.
    """

    score: int
    seconds: int
    setups: tuple["Setup", ...]
    sweeps: tuple[tuple[tuple[str, str, str], int], ...]
    press: tuple[str, str, str] | None
    spots: tuple[Treated, ...]
    opening_s: int
    closing_s: int
    ending: tuple[str, int] | None


@attrs.frozen
class _Sweep:
    """One sweep option with one of its doses; ``credit`` is half seconds by leg and quadrant."""

    option: "Option"
    dose_s: int
    credit: dict[tuple[int, str], int]
    var: Bool


@attrs.frozen
class _Hold:
    """One spot pressed by one option with one dose."""

    option: "Option"
    spot: int
    dose_s: int
    var: Bool


@attrs.frozen
class _Extra:
    """A firm finish or friction on a spot, after a press."""

    option: "Option"
    spot: int
    seconds: int
    is_friction: bool
    var: Bool


class Oracle(cp_model.CpModel):
    """The variables and rules of one problem; ``seconds`` and ``score`` are its two sums."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
        self.policy = problem.policy
        self.legs = range(len(problem.legs))
        self.seconds: Linear = problem.start_s
        self.score: Linear = 0
        self.work: list[Linear] = [0 for _ in self.legs]
        self.sweeps: list[_Sweep] = []
        self.holds: list[_Hold] = []
        self.extras: list[_Extra] = []
        self.uses: dict[tuple[str, str, str], Bool] = {}
        self.presses: dict[tuple[str, str, str], Bool] = {}
        self._add_sweeps()
        self._add_spots()
        self._bound_extras()
        self._add_works()
        self._add_setups()
        self._add_lights()
        self._add_ending()
        self._add_ranks()
        self._add_way()
        self._add_switches()
        self._add_pressures()
        self._add_first_contact()
        self._add_caps()

    # Small pieces

    def flag(self, name: object) -> Bool:
        """Make a variable that is 0 or 1."""
        return self.new_bool_var(str(name))

    def any_of(self, literals: Sequence[Bool], name: object) -> Bool:
        """Make a variable that is 1 exactly when one of these is."""
        found = self.flag(name)
        self.add_max_equality(found, literals or [self.new_constant(0)])
        return found

    def all_of(self, literals: Sequence[Bool], name: object) -> Bool:
        """Make a variable that is 1 exactly when all of these are."""
        found = self.flag(name)
        self.add_min_equality(found, literals)
        return found

    # 1. Sweeps

    def _add_sweeps(self) -> None:
        policy, options = self.policy, self.problem.options[Role.SWEEP]
        for option in options:
            doses: list[Bool] = []
            for dose_s, blocks in self._patterns(option):
                sweep = _Sweep(option, dose_s, self._credit(option, blocks), self.flag(("sweep", option.key, dose_s)))
                doses.append(sweep.var)
                self.sweeps.append(sweep)
            self.add_at_most_one(doses)
            self.uses[option.key] = self.any_of(doses, ("use", option.key))
        self.add_at_least_one(self.uses.values())
        by_stroke: dict[str, list[Bool]] = {}
        for option in options:
            by_stroke.setdefault(option.variant.technique, []).append(self.uses[option.key])
        for uses in by_stroke.values():
            self.add(sum(uses) <= policy.max_variants_per_family)
        self.add(sum(self.any_of(uses, ("stroke", stroke)) for stroke, uses in by_stroke.items()) <= policy.max_families)
        for option in options:
            if option.variant.after is not None:
                self._add_after(option)
        self._add_sweep_sums()
        self._add_quadrant_points()

    def _patterns(self, option: "Option") -> list[tuple[int, tuple[str, ...]]]:
        patterns, focus = self.policy.patterns, self.problem.request.focus
        if option.variant.contact is Contact.POINT:
            found = patterns.by_line if focus is None else patterns.by_line_focus
        elif option.lanes:
            found = patterns.lanes if focus is None else patterns.lanes_focus
        else:
            found = patterns.plain
        is_firm = option.low >= self.policy.firm_from
        return [
            (pattern.dose_s, pattern.blocks)
            for pattern in found
            if (not is_firm or pattern.dose_s in FIRM_DOSES_S) and (option.max_s is None or pattern.dose_s <= option.max_s)
        ]

    def _credit(self, option: "Option", blocks: tuple[str, ...]) -> dict[tuple[int, str], int]:
        """Share each block equally among the quadrants that it works; a block for a line without any goes to the other."""
        focus = self.problem.request.focus
        credit = dict.fromkeys(product(self.legs, QUADRANTS), 0)
        for leg in self.legs:
            if not option.works[leg]:
                continue
            for block in blocks:
                shared = set(option.works[leg])
                if block != "whole":
                    line = focus if block == "focus" else next(it for it in Line if it is not focus) if block == "other" else Line(block)
                    on_line = {name for name in shared if QUADRANTS[name][0] is line}
                    shared = on_line or shared - on_line
                for name in shared:
                    credit[leg, name] += _exactly(2 * self.policy.block_s, len(shared))
        return credit

    def _add_after(self, option: "Option") -> None:
        legs = {leg for leg in self.legs if option.works[leg]}
        gentler = [
            sweep.var
            for sweep in self.sweeps
            if sweep.option.variant.id == option.variant.after
            and sweep.option.setup == option.setup
            and sweep.dose_s >= self.policy.block_s
            and all(sweep.option.works[leg] for leg in legs)
        ]
        self.add(sum(gentler) >= self.uses[option.key])

    def _add_sweep_sums(self) -> None:
        policy, rest = self.policy, self.policy.rest
        by_setup: dict[Setup, list[_Sweep]] = {}
        for sweep in self.sweeps:
            by_setup.setdefault(sweep.option.setup, []).append(sweep)
        for (setup, sweeps), leg in product(by_setup.items(), self.legs):
            here = [sweep for sweep in sweeps if sweep.option.works[leg]]
            if not here:
                continue
            dose = sum(sweep.dose_s * sweep.var for sweep in here)
            some = self.any_of([sweep.var for sweep in here], ("sweeps", setup, leg))
            self.add(dose <= policy.tool_s.high * some)
            self.add(dose >= policy.tool_s.low * some)
            self.work[leg] += dose
            for sweep in here:
                self.seconds += (sweep.option.lead_in_s + sweep.dose_s) * sweep.var
                self.score += sweep.option.suits * _exactly(sweep.dose_s, POINTS_STEP_S) * sweep.var
            weighing = sum(sweep.dose_s * sweep.var for sweep in here if sweep.option.weighs_on_hands)
            rests = self.new_int_var(0, policy.tool_s.high // rest.after_s, str(("rests", setup, leg)))
            self.add(weighing >= rest.after_s * rests)
            self.add(weighing <= rest.after_s * rests + rest.after_s - 1)
            self.seconds += rest.rest_s * rests

    def _add_quadrant_points(self) -> None:
        bands = self.policy.quadrant_bands
        assert all(a.up_to_s < b.up_to_s and a.points >= b.points >= 0 for a, b in pairwise(bands))
        for leg, (name, (line, _)) in product(self.legs, QUADRANTS.items()):
            done = self.problem.done[leg * len(QUADRANTS) + list(QUADRANTS).index(name)]
            credit = done + sum(sweep.credit[leg, name] * sweep.var for sweep in self.sweeps)
            steps: list[Bool] = []
            start_s = 0
            for band in bands:
                # A step is five half seconds. The bands fall, so that the best filling is from the first one on:
                # no more is needed than the sum.
                step = self.new_int_var(0, _exactly(2 * (band.up_to_s - start_s), HALVES), str(("band", leg, name, start_s)))
                points = _exactly(band.points * HALVES, 2 * POINTS_STEP_S)
                had = _exactly(max(0, min(done, 2 * band.up_to_s) - 2 * start_s), HALVES)
                self.score += self.problem.line_weight(line) * points * (step - had)
                steps.append(step)
                start_s = band.up_to_s
            self.add(HALVES * sum(steps) <= credit)

    # 2. Spots

    def _add_spots(self) -> None:
        problem, policy = self.problem, self.policy
        rest_s = policy.rest.rest_s
        for option in problem.options[Role.PRESS]:
            if option.variant.after is not None:
                continue
            chosen = self.flag(("press", option.key))
            self.presses[option.key] = chosen
            holds: list[Bool] = []
            for place, spot in enumerate(problem.spots):
                if spot.region in option.works[spot.leg]:
                    holds += self._add_holds(option, place, spot, chosen)
            self.add(sum(holds) >= chosen)
        self.add_at_most_one(self.presses.values())
        for place in range(len(problem.spots)):
            self.add_at_most_one(hold.var for hold in self.holds if hold.spot == place)
            self.add_at_most_one(extra.var for extra in self.extras if extra.spot == place)
        for extra in self.extras:
            leg = problem.spots[extra.spot].leg
            weighs = extra.option.weighs_on_hands and not extra.is_friction
            self.seconds += (extra.option.lead_in_s + extra.seconds + (rest_s if weighs else 0)) * extra.var
            self.work[leg] += extra.seconds * extra.var
            self.score += extra.option.suits * _exactly(extra.seconds, POINTS_STEP_S) * extra.var

    def _add_holds(self, press: "Option", place: int, spot: "Spot", chosen: Bool) -> list[Bool]:
        problem, policy = self.problem, self.policy
        found: list[Bool] = []
        of_30: list[Bool] = []
        for dose in policy.spot_doses:
            hold = self.flag(("hold", press.key, place, dose.dose_s))
            self.add_implication(hold, chosen)
            self.holds.append(_Hold(press, place, dose.dose_s, hold))
            found.append(hold)
            if dose.dose_s == 30:
                of_30.append(hold)
            releases_s = policy.release_s * (len(dose.holds) - 1)
            rest_s = policy.rest.rest_s if press.weighs_on_hands else 0
            self.seconds += (press.lead_in_s + dose.dose_s + releases_s + rest_s) * hold
            self.work[spot.leg] += dose.dose_s * hold
            points = problem.goal.spot_points * spot.tenderness * dose.points_percent // 100
            self.score += (points + press.suits * _exactly(dose.dose_s, POINTS_STEP_S)) * hold
        here = [
            option
            for option in (*problem.options[Role.PRESS], *problem.options[Role.FRICTION])
            if option.setup == press.setup and spot.region in option.works[spot.leg]
        ]
        for option in here:
            if option.variant.role is Role.PRESS and option.variant.after == press.variant.id:
                self._add_extra(option, press, place, policy.firm_finish_s, of_30, is_friction=False)
            if option.variant.role is Role.FRICTION and spot.tenderness <= policy.friction_max_tenderness:
                self._add_extra(option, press, place, policy.friction_s, found, is_friction=True)
        return found

    def _add_extra(self, option: "Option", press: "Option", place: int, seconds: int, after: list[Bool], *, is_friction: bool) -> None:
        extra = self.flag(("extra", option.key, press.key, place))
        self.add(sum(after) >= extra)
        self.extras.append(_Extra(option, place, seconds, is_friction, extra))

    def _bound_extras(self) -> None:
        """What one firm finish or friction option does on a leg stays within its bound."""
        bounds = {extra.option.key: extra.option.max_s for extra in self.extras if extra.option.max_s is not None}
        for key, max_s in bounds.items():
            for leg in range(len(self.legs)):
                here = [extra for extra in self.extras if extra.option.key == key and self.problem.spots[extra.spot].leg == leg]
                self.add(sum(extra.seconds * extra.var for extra in here) <= max_s)

    # What works where

    def _add_works(self) -> None:
        """For each option and leg: whether a block of the option is done on that leg."""
        spots = self.problem.spots
        self.works: dict[tuple[str, str, str], tuple[Bool, ...]] = {}
        self.options = {option.key: option for role in (Role.SWEEP, Role.PRESS, Role.FRICTION) for option in self.problem.options[role]}
        for key, option in self.options.items():
            here: list[Bool] = []
            for leg in self.legs:
                done = [self.uses[key]] if option.variant.role is Role.SWEEP and option.works[leg] else []
                done += [hold.var for hold in self.holds if hold.option.key == key and spots[hold.spot].leg == leg]
                done += [extra.var for extra in self.extras if extra.option.key == key and spots[extra.spot].leg == leg]
                here.append(self.any_of(done, ("works", key, leg)))
            self.works[key] = tuple(here)
        sweeps = self.problem.options[Role.SWEEP]
        self.has_sweeps = [self.any_of([self.works[option.key][leg] for option in sweeps], ("has sweeps", leg)) for leg in self.legs]
        self.is_worked = [self.any_of([self.works[key][leg] for key in self.options], ("is worked", leg)) for leg in self.legs]

    def _add_setups(self) -> None:
        chosen = self.uses | self.presses
        self.setups = sorted({self.options[key].setup for key in chosen}, key=lambda setup: (setup[0], tuple(Position).index(setup[1])))
        self.is_used = {
            setup: self.any_of([var for key, var in chosen.items() if self.options[key].setup == setup], ("used", setup))
            for setup in self.setups
        }
        self.setup_works = {
            (setup, leg): self.any_of(
                [self.works[key][leg] for key, option in self.options.items() if option.setup == setup], ("setup works", setup, leg)
            )
            for setup in self.setups
            for leg in self.legs
        }
        tools = sorted({tool for tool, _ in self.setups})
        for tool in tools:
            self.add_at_most_one(self.is_used[setup] for setup in self.setups if setup[0] == tool)
        self.add_at_most_one(self.is_used[setup] for setup in self.setups if self._kind(setup[0]) in BALLS)
        fetched = [self.is_used[setup] for setup in self.setups if self._kind(setup[0]) is not ToolKind.HANDS]
        self.add(sum(fetched) <= self.policy.max_fetched)
        for setup in self.setups:
            if self._kind(setup[0]) is not ToolKind.HANDS:
                self.seconds += self.policy.fetch_s * self.is_used[setup]
                self.score -= self.policy.fetch_points * self.is_used[setup]

    def _kind(self, tool: str) -> ToolKind:
        kind = self.problem.catalogue.tools[tool].kind
        assert isinstance(kind, ToolKind)
        return kind

    # 3. Light strokes

    def _add_lights(self) -> None:
        problem, policy = self.problem, self.policy
        self.lights: dict[str, dict[int, Bool]] = {}
        for name, points in (("opening", problem.goal.opening_points), ("closing", problem.goal.closing_points)):
            doses = {dose_s: self.flag((name, dose_s)) for dose_s in policy.light_doses_s}
            self.add_at_most_one(doses.values())
            self.lights[name] = doses
            for (place, (dose_s, dose)), leg in product(enumerate(doses.items()), self.legs):
                done = self.all_of([dose, self.has_sweeps[leg]], (name, dose_s, leg))
                self.seconds += (policy.lead_in_s + dose_s) * done
                self.work[leg] += dose_s * done
                self.score += points[place] * done
        for setup, leg in product(self.setups, self.legs):
            if problem.lights[setup[1]][leg] is None:
                for dose in (*self.lights["opening"].values(), *self.lights["closing"].values()):
                    self.add_bool_or(~dose, ~self.is_used[setup], ~self.has_sweeps[leg])

    # 4. Ending

    def _add_ending(self) -> None:
        problem, both = self.problem, len(self.legs)
        self.endings: list[tuple[Ending, int, Bool]] = []
        for ending in problem.endings:
            for dose_s, total_s, points in ending.doses:
                chosen = self.flag(("ending", ending.stretch.id, dose_s))
                self.endings.append((ending, dose_s, chosen))
                switch_s = self._switch_s(ending.position) if both == 2 else 0
                self.seconds += (total_s * both + switch_s) * chosen
                self.score += points * both * chosen
        self.add_at_most_one(chosen for _, _, chosen in self.endings)
        if problem.ending_needed:
            self.add_at_least_one(chosen for _, _, chosen in self.endings)

    def _switch_s(self, position: Position) -> int:
        return self.problem.catalogue.positions[position.value].switch_s

    # 5. Order

    def _add_ranks(self) -> None:
        """Give each used setup a rank; rank 0 is the start, the rank past the last one is the ending."""
        tools = {tool for tool, _ in self.setups}
        balls = {tool for tool in tools if self._kind(tool) in BALLS}
        self.ranks = range(1, len(tools) - max(0, len(balls) - 1) + 1)
        self.at = {(rank, setup): self.flag(("at", rank, setup)) for rank in self.ranks for setup in self.setups}
        self.taken = {rank: self.flag(("taken", rank)) for rank in self.ranks}
        for rank in self.ranks:
            self.add(sum(self.at[rank, setup] for setup in self.setups) == self.taken[rank])
            if rank > 1:
                self.add_implication(self.taken[rank], self.taken[rank - 1])
        for setup in self.setups:
            self.add(sum(self.at[rank, setup] for rank in self.ranks) == self.is_used[setup])

    def _add_way(self) -> None:
        problem, policy = self.problem, self.policy
        found = {problem.start, *(position for _, position in self.setups), *(ending.position for ending, _, _ in self.endings)}
        self.places = [position for position in Position if position in found]
        last = len(self.ranks) + 1
        self.place = {(rank, position): self.flag(("place", rank, position)) for rank in range(last + 1) for position in self.places}
        for rank in range(last + 1):
            self.add_exactly_one(self.place[rank, position] for position in self.places)
        self.add(self.place[0, problem.start] == 1)
        for (rank, setup), at in self.at.items():
            self.add_implication(at, self.place[rank, setup[1]])
        for ending, _, chosen in self.endings:
            self.add_implication(chosen, self.place[last, ending.position])
        self.moves: dict[int, Bool] = {}
        for rank in range(1, last + 1):
            self.moves[rank] = self._add_move(rank)
        for rank in self.ranks:
            self.add_implication(~self.taken[rank], ~self.moves[rank])
        self.add(self.moves[last] <= sum(chosen for _, _, chosen in self.endings))
        # The way to the first setup does not count.
        self.add(sum(self.moves[rank] for rank in range(2, last + 1)) <= policy.max_position_changes)
        for position in self.places:
            self.seconds += self._travel(position, Position.STANDING) * self.place[last, position]
        floor = [position for position in self.places if position.value in policy.floor_positions]
        entries: list[Bool] = []
        for rank in range(1, last + 1):
            before, now = (sum(self.place[it, position] for position in floor) for it in (rank - 1, rank))
            entered = self.flag(("floor", rank))
            self.add(entered >= now - before)
            entries.append(entered)
        self.add(sum(entries) + sum(self.place[0, position] for position in floor) <= 1)

    def _add_move(self, rank: int) -> Bool:
        """Make the change of position on the way to a rank, and count its seconds."""
        ways = {(a, b): self.flag(("way", rank, a, b)) for a in self.places for b in self.places}
        for position in self.places:
            self.add(sum(ways[position, b] for b in self.places) == self.place[rank - 1, position])
            self.add(sum(ways[a, position] for a in self.places) == self.place[rank, position])
        self.seconds += sum(self._travel(a, b) * way for (a, b), way in ways.items())
        if rank == 1:
            # The first position of work is paid for even when the body is there already; some setup is always used.
            self.score -= sum(self.policy.points_of(b) * way for (_, b), way in ways.items())
        else:
            self.score -= sum(self.policy.points_of(b) * way for (a, b), way in ways.items() if a is not b)
        moves = self.flag(("moves", rank))
        self.add(moves == sum(way for (a, b), way in ways.items() if a is not b))
        return moves

    def _travel(self, start: Position, end: Position) -> int:
        return 0 if start is end else travel(self.problem.catalogue, start, end, self.problem.request.pace)

    def _add_switches(self) -> None:
        """Carry the leg worked last from setup to setup; the ending's own switch is counted with the ending."""
        if len(self.legs) < 2:
            return
        last: Bool | None = None
        for rank in self.ranks:
            works = [self.flag(("rank works", rank, leg)) for leg in self.legs]
            for leg, work in enumerate(works):
                self.add_implication(work, self.taken[rank])
                for setup in self.setups:
                    self.add(work == self.setup_works[setup, leg]).only_enforce_if(self.at[rank, setup])  # pyright: ignore[reportUnknownMemberType] - ortools does not type it
            now, switches = self.flag(("last leg", rank)), self.flag(("switches", rank))
            if last is None:
                # The first setup starts with leg 0 if it works on it; there is no leg worked last.
                self.add_allowed_assignments([*works, now, switches], [(1, 0, 0, 0), (0, 1, 1, 0), (1, 1, 1, 1)])
            else:
                rows = [
                    (taken, *on, before, moves, *_after(on, before, moves=moves == 1))
                    for taken, on, before, moves in product((0, 1), product((0, 1), repeat=2), (0, 1), (0, 1))
                    if taken == max(on)
                ]
                self.add_allowed_assignments([self.taken[rank], *works, last, self.moves[rank], now, switches], rows)
            for position in self.places:
                here = self.all_of([switches, self.place[rank, position]], ("switches", rank, position))
                self.seconds += self._switch_s(position) * here
            last = now

    def _add_pressures(self) -> None:
        """On each leg the low of no block is under that of a block of an earlier setup."""
        top = max((option.low for option in self.options.values()), default=0)
        bottom = min((option.low for option in self.options.values()), default=0)
        for leg in self.legs:
            reached = {rank: self.new_int_var(bottom, top, str(("reached", rank, leg))) for rank in (0, *self.ranks)}
            for rank in self.ranks:
                self.add(reached[rank] >= reached[rank - 1])
                for key, option in self.options.items():
                    if option.setup in self.is_used:
                        done = [self.at[rank, option.setup], self.works[key][leg]]
                        self.add(reached[rank - 1] <= option.low).only_enforce_if(done)  # pyright: ignore[reportUnknownMemberType] - as above
                        self.add(reached[rank] >= option.low).only_enforce_if(done)  # pyright: ignore[reportUnknownMemberType] - as above

    # 6. Warm-up, and the bounds

    def _add_first_contact(self) -> None:
        if self.problem.is_warm:
            return
        for leg in self.legs:
            gentle = [self.works[key][leg] for key, option in self.options.items() if option.low <= self.policy.first_contact_max]
            opened = [self.all_of([dose, self.has_sweeps[leg]], ("opened", leg)) for dose in self.lights["opening"].values()]
            self.add_bool_or(~self.is_worked[leg], *gentle, *opened)

    def _add_caps(self) -> None:
        for leg in self.legs:
            self.add(self.work[leg] <= self.problem.leg_caps_s[leg])
        if self.problem.session_cap_s is not None:
            self.add(sum(self.work) <= self.problem.session_cap_s)

    # Solving

    def solved(self, workers: int) -> Plan | None:
        """Solve to the end and read the plan off."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = 0
        # The sums are nearly linear: all of them in the relaxation is eight times as fast on the slowest problems.
        solver.parameters.linearization_level = 2
        status = solver.solve(self)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"CP-SAT gave up: {solver.status_name(status)}")
        on = solver.boolean_value
        extras = {extra.spot: extra for extra in self.extras if on(extra.var)}
        treated = tuple(
            Treated(
                spot=hold.spot,
                dose_s=hold.dose_s,
                finish=extra.option.variant.id if extra is not None and not extra.is_friction else None,
                friction=extra.option.variant.id if extra is not None and extra.is_friction else None,
            )
            for hold in sorted((hold for hold in self.holds if on(hold.var)), key=lambda hold: hold.spot)
            for extra in (extras.get(hold.spot),)
        )
        return Plan(
            score=solver.value(self.score),
            seconds=solver.value(self.seconds),
            setups=tuple(setup for rank in self.ranks for setup in self.setups if on(self.at[rank, setup])),
            sweeps=tuple((sweep.option.key, sweep.dose_s) for sweep in self.sweeps if on(sweep.var)),
            press=next((key for key, chosen in self.presses.items() if on(chosen)), None),
            spots=treated,
            opening_s=sum(dose_s for dose_s, dose in self.lights["opening"].items() if on(dose)),
            closing_s=sum(dose_s for dose_s, dose in self.lights["closing"].items() if on(dose)),
            ending=next(((ending.stretch.id, dose_s) for ending, dose_s, chosen in self.endings if on(chosen)), None),
        )


def _after(works: tuple[int, ...], before: int, *, moves: bool) -> tuple[int, int]:
    """Give the leg worked last after a setup, and how often the leg is changed for it."""
    if not any(works):
        return before, 0
    if all(works):
        return 1 - before, 1
    leg = works.index(1)
    return leg, int(leg != before and not moves)


def _exactly(number: int, divisor: int) -> int:
    quotient, rest = divmod(number, divisor)
    assert rest == 0, (number, divisor)
    return quotient
