"""A chosen routine laid out in time: contiguous segments, to the second."""

from collections.abc import Iterator

import attrs

from hamstring.model.places import QUADRANTS
from hamstring.model.practice import Position, Role
from hamstring.model.routines import Segment, SegmentKind
from hamstring.planning.pressing import Treatment, extra_seconds
from hamstring.planning.problem import Option, Setup
from hamstring.planning.routes import routes_of
from hamstring.planning.solve import Choice
from hamstring.planning.sweeps import lane_quadrants, pattern

_TURN = {Role.SWEEP: 0, Role.PRESS: 1, Role.FRICTION: 2}


@attrs.frozen
class _Block:
    """One block on one leg: a sweep, a press on a spot, or what follows a press."""

    option: Option
    seconds: int
    spot: Treatment | None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Gentle before firm; sweeps before presses before friction."""
        place = self.spot.spot if self.spot else -1
        return self.option.low, _TURN[self.option.variant.role], place, self.option.variant.id


class _Layout:
    """Lays out one choice."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.problem = choice.problem
        self.policy = choice.problem.policy
        self.routes = routes_of(self.problem.catalogue, self.problem.request.pace)
        self.segments: list[Segment] = []
        self.position = self.problem.start
        self.leg: int | None = None
        self.moved = False
        self.gentle_s = dict.fromkeys(range(len(self.problem.legs)), 0 if self.problem.is_warm else self.policy.first_contact_s)
        self.work = {setup: self._blocks(setup) for setup in choice.route.order}

    def _blocks(self, setup: Setup) -> dict[int, list[_Block]]:
        found: dict[int, list[_Block]] = {}
        for package in self.choice.bundle.packages:
            if package.setup == setup:
                for option, dose in package.doses:
                    for leg, quadrants in enumerate(option.works):
                        if quadrants:
                            found.setdefault(leg, []).append(_Block(option, dose, None))
        press = self.choice.press
        for treatment in self.choice.tail.pressing.treatments:
            if press and press.setup == setup:
                blocks = found.setdefault(self.problem.spots[treatment.spot].leg, [])
                blocks.append(_Block(press, treatment.dose_s, treatment))
                extra = self.choice.extra_of(treatment)
                if extra:
                    blocks.append(_Block(extra, extra_seconds(self.problem, extra), treatment))
        return {leg: sorted(blocks, key=lambda block: block.order) for leg, blocks in found.items()}

    def add(self, kind: SegmentKind, seconds: int, **fields: object) -> None:
        """Append a segment."""
        if seconds:
            start = self.segments[-1].end_s if self.segments else 0
            leg = None if self.leg is None or kind in (SegmentKind.WARM_UP, SegmentKind.SETTLE) else self.problem.legs[self.leg]
            known = {"position": self.position, "leg": leg} | fields
            self.segments.append(Segment(start_s=start, seconds=seconds, kind=kind, **known))  # type: ignore[arg-type]  # known fields

    def run(self) -> tuple[Segment, ...]:
        """Lay out everything."""
        self._warm_up()
        visits = [(setup, leg) for setup in self.choice.route.order for leg in self.work[setup]]
        first: dict[int, Setup] = {}
        last: dict[int, Setup] = {}
        for setup, leg in visits:
            first.setdefault(leg, setup)
            last[leg] = setup
        for setup in self.choice.route.order:
            self._enter(setup)
            for leg in self._turns(tuple(sorted(self.work[setup]))):
                if first[leg] == setup:
                    self._light(self.choice.tail.opening_s)
                self._work(self.work[setup][leg])
                if last[leg] == setup:
                    self._light(self.choice.tail.closing_s)
        self._settle()
        self._end()
        self.leg = None
        home = self.routes.travel_s(self.position, Position.STANDING)
        self.position = Position.STANDING
        self.add(SegmentKind.GET_UP, home)
        return tuple(self.segments)

    def _warm_up(self) -> None:
        warm_up = self.problem.warm_up
        if warm_up is not None:
            way = self.problem.start_s - self.policy.warm_up_s
            self.add(SegmentKind.MOVE, way)
            self.add(SegmentKind.WARM_UP, self.policy.warm_up_s, doing=warm_up.id)

    def _enter(self, setup: Setup) -> None:
        tool, position = setup
        stands = self.position is Position.STANDING  # fetch before going down, but get up before fetching
        if stands:
            self._fetch(tool)
        self._go(position)
        if not stands:
            self._fetch(tool)

    def _fetch(self, tool: str) -> None:
        self.add(SegmentKind.FETCH, self.routes.fetch_s(tool), tool=tool, leg=None)

    def _go(self, position: Position) -> None:
        seconds = self.routes.travel_s(self.position, position)
        self.position = position
        self.add(SegmentKind.MOVE, seconds, leg=None)
        self.moved = seconds > 0

    def _turns(self, working: tuple[int, ...]) -> Iterator[int]:
        """Give the legs in the order of working, with a switch wherever the body has to change over."""
        turns = sorted(working, key=lambda leg: leg != self.leg) if self.leg in working else list(working)
        for place, leg in enumerate(turns):
            changes = self.leg is not None and leg != self.leg and (place > 0 or not self.moved)
            self.leg = leg
            if changes:
                self.add(SegmentKind.SWITCH, self.routes.switch_s(self.position))
            yield leg

    def _light(self, seconds: int) -> None:
        leg = self.leg
        option = None if leg is None else self.problem.lights[self.position][leg]
        if seconds and option is not None and leg is not None and self._is_swept(leg):
            self.add(SegmentKind.GET_READY, self.policy.lead_in_s, tool=option.tool.id, doing=option.variant.id)
            self._press(SegmentKind.LIGHT, seconds, option, option.works[leg])

    def _is_swept(self, leg: int) -> bool:
        return self.choice.bundle.work[leg] > 0

    def _press(
        self, kind: SegmentKind, seconds: int, option: Option, quadrants: frozenset[str], lane: str = "", *, search: bool = False
    ) -> None:
        leg = self.leg or 0
        high = min(option.high, self.problem.cap)
        if self.gentle_s[leg] > 0:
            high = min(high, max(self.policy.first_contact_max, option.low))
            self.gentle_s[leg] -= seconds
        self.add(
            kind,
            seconds,
            tool=option.tool.id,
            doing=option.variant.id,
            lane=lane,
            quadrants=tuple(sorted(quadrants)),
            low=option.low,
            high=high,
            search=search,
        )

    def _work(self, blocks: list[_Block]) -> None:
        on_hands = 0
        for block in blocks:
            option = block.option
            self.add(SegmentKind.GET_READY, option.lead_in_s, tool=option.tool.id, doing=option.variant.id)
            if block.spot is not None:
                self._treat(block, block.spot)
                continue
            for lane in pattern(self.problem, option, block.seconds) or ():
                quadrants = lane_quadrants(option.works[self.leg or 0], lane)
                lines = {QUADRANTS[name][0] for name in quadrants}
                told = lane if len(lines) > 1 else next(iter(lines)).value  # a closed line is never named
                search = self.problem.goal.search_pass and not self.problem.request.spots and self._searches(quadrants)
                self._press(SegmentKind.WORK, self.policy.block_s, option, quadrants, told, search=search)
                on_hands += self.policy.block_s if option.weighs_on_hands else 0
                if on_hands >= self.policy.rest.after_s:
                    self.add(SegmentKind.REST, self.policy.rest.rest_s)
                    on_hands = 0

    def _searches(self, quadrants: frozenset[str]) -> bool:
        """Say whether strokes look for spots: the first ones on a leg, and the first ones on each part of it."""
        leg = self.problem.legs[self.leg or 0]
        before = [segment for segment in self.segments if segment.leg is leg and segment.kind is SegmentKind.WORK]
        seen = {name for segment in before for name in segment.quadrants}
        first = all(segment.search for segment in before) and sum(segment.seconds for segment in before) < self.policy.tool_s.low
        return first or not quadrants <= seen

    def _treat(self, block: _Block, treatment: Treatment) -> None:
        option, region = block.option, frozenset({self.problem.spots[treatment.spot].region})
        if option.variant.role is Role.FRICTION:
            self._press(SegmentKind.WORK, block.seconds, option, region)
            return
        holds: tuple[int, ...] = (block.seconds,)
        if option is self.choice.press:
            holds = next(entry.holds for entry in self.policy.spot_doses if entry.dose_s == block.seconds)
        for place, hold in enumerate(holds):
            if place:
                self.add(SegmentKind.RELEASE, self.policy.release_s, tool=option.tool.id, doing=option.variant.id)
            self._press(SegmentKind.HOLD, hold, option, region)
        if option.weighs_on_hands:
            self.add(SegmentKind.REST, self.policy.rest.rest_s)

    def _settle(self) -> None:
        left = self.problem.budget_s - self.choice.seconds
        grain = self.policy.grain_s
        self.add(SegmentKind.SETTLE, min(self.policy.settle_max_s, left // grain * grain))

    def _end(self) -> None:
        tail = self.choice.tail
        if tail.ending is None:
            return
        stretch = tail.ending.stretch
        self._go(stretch.position)
        for _ in self._turns(tuple(range(len(self.problem.legs)))):
            self.add(SegmentKind.GET_READY, self.policy.lead_in_s, doing=stretch.id)
            if self.problem.goal.stretch == "movement":
                self.add(SegmentKind.MOVEMENT, tail.dose, doing=stretch.id)
                continue
            holds = next(entry.holds for entry in self.policy.stretch_doses if entry.dose_s == tail.dose)
            for place, hold in enumerate(holds):
                if place:
                    self.add(SegmentKind.RELEASE, self.policy.release_s, doing=stretch.id)
                self.add(SegmentKind.STRETCH, hold, doing=stretch.id)


def lay_out(choice: Choice) -> tuple[Segment, ...]:
    """Lay a choice out in time."""
    return _Layout(choice).run()
