"""Why something is not in a routine: its answers forbid it, it was not asked, it cannot be, it does not fit, it earns less."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.spelling import nearest
from hamstring.errors import HamstringError, RoutineRefused, UnknownIdError
from hamstring.model.explaining import WhyNot
from hamstring.model.outcomes import LEAST, Limits
from hamstring.model.practice import Position, Role, Skin, ToolKind
from hamstring.model.requests import Goal, RoutineRequest
from hamstring.model.routines import Routine, SegmentKind
from hamstring.model.screening import Rule
from hamstring.planning.changes import Change, generous, wider_requests
from hamstring.planning.forced import Wanted, best_with, can_force, is_offered, least_minutes
from hamstring.planning.permission import Allowed, allowed, closed_on
from hamstring.planning.plan import asked_of, frame_of, plan_routine
from hamstring.planning.problem import Frame, Problem, problems
from hamstring.safety.triage import rules_of

Offers = Callable[[Problem], bool]
"""Says whether a problem offers what is asked about."""

_WORK = (SegmentKind.LIGHT, SegmentKind.WORK, SegmentKind.HOLD)
_PAIRED = ("change-tool", "change-position", "change-skin", "change-clothes", "change-experience", "change-goal", "change-stretch")


class Asker:
    """Answers for one routine, with the content that it was planned with."""

    def __init__(self, content: Catalogue, routine: Routine) -> None:
        self.content = content
        self.routine = routine
        self.request: RoutineRequest
        self.what: Allowed
        self.request, self.what = asked_of(content, routine.request)
        self.frame: Frame = frame_of(content, self.request, self.what)[0]

    def of_id(self, name: str) -> WhyNot:
        """Answer for a tool, a position, a variant, a technique, a stretch or a goal.

        Raises:
            UnknownIdError: If there is none of this id.
        """
        kind, known = self._kind_of(name)
        if kind == "goal":
            reason = "in" if self.request.goal is Goal(known) else "not-asked"
            needs = () if reason == "in" else (self.phrase("change-goal", goal=self.content.goals[known].name),)
            return WhyNot(kind=kind, about=known, reason=reason, needs=needs)
        return self._of(Wanted(kind=kind, id=known))

    def _kind_of(self, name: str) -> tuple[str, str]:
        content = self.content
        aliases = {alias: tool.id for tool in content.tools.values() for alias in tool.aliases}
        known = aliases.get(name, name)
        kinds = {
            "tool": content.tools,
            "position": content.positions,
            "variant": content.variants,
            "technique": content.techniques,
            "stretch": content.stretches,
            "goal": content.goals,
        }
        for kind, records in kinds.items():
            if known in records:
                return kind, known
        everything = {*aliases, *content.regions, *(entry for records in kinds.values() for entry in records)}
        raise UnknownIdError("id", nearest([name], everything))

    def _of(self, wanted: Wanted) -> WhyNot:
        told = WhyNot(kind=wanted.kind, about=wanted.id, reason="in")
        if self._is_in(wanted):
            return told
        tool = self.content.tools.get(wanted.id) if wanted.kind == "tool" else None
        if tool is not None and not tool.is_planned and tool.kind is not ToolKind.PROP:
            return attrs.evolve(told, reason="never", sources=tool.sources)
        if tool is not None and tool.kind is ToolKind.PROP:
            return self._prop(told, wanted)
        if is_offered(self.frame, wanted):
            return self._weighed(told, wanted)
        barring = self.barring(self.request, wanted.is_offered, (wanted.kind, wanted.id))
        if barring is not None:
            return self.forbidden(told, barring)
        return self._not_offered(told, wanted)

    def _prop(self, told: WhyNot, wanted: Wanted) -> WhyNot:
        more = _asking_for(self.request, wanted)
        if more is None:
            return attrs.evolve(told, reason="earns-less")
        return attrs.evolve(told, reason="not-asked", needs=(self._asked_phrase(wanted),), points=self.gain(more))

    def _is_in(self, wanted: Wanted) -> bool:
        segments = [segment for segment in self.routine.segments if segment.kind in (*_WORK, SegmentKind.STRETCH, SegmentKind.MOVEMENT)]
        variants = self.content.variants
        match wanted.kind:
            case "tool":
                return any(segment.tool == wanted.id for segment in segments) or wanted.id in self._props()
            case "position":
                return any(segment.position.value == wanted.id for segment in segments)
            case "technique":
                done = {segment.doing for segment in segments} & variants.keys()
                return any(variants[name or ""].technique == wanted.id for name in done)
            case _:
                return any(segment.doing == wanted.id for segment in segments)

    def _props(self) -> set[str]:
        used = {(segment.doing, segment.position) for segment in self.routine.segments if segment.kind in _WORK}
        stations = (
            station for doing, position in used if doing for station in self.content.variants[doing].at if station.position is position
        )
        return {name for station in stations for name in station.props if name in self.request.tools}

    def _weighed(self, told: WhyNot, wanted: Wanted) -> WhyNot:
        """Say how far behind the best routine with it is, or in how much time one would fit."""
        variant = self.content.variants.get(wanted.id)
        if variant is not None and variant.role in (Role.PRESS, Role.FRICTION) and not self.request.spots:
            return attrs.evolve(told, reason="not-possible", needs=(self.phrase("change-spot"),))
        if wanted.kind == "technique" or not can_force(wanted, self.frame):
            return attrs.evolve(told, reason="earns-less")
        choice = best_with(self.frame, wanted)
        if choice is not None:
            return attrs.evolve(told, reason="earns-less", points=choice.score - self.routine.score)
        return attrs.evolve(told, reason="does-not-fit", least_minutes=least_minutes(self.frame, wanted))

    def _not_offered(self, told: WhyNot, wanted: Wanted) -> WhyNot:
        more = _asking_for(self.request, wanted)
        if more is not None and self.offered(more, wanted.is_offered):
            needs = (self._asked_phrase(wanted),)
            return attrs.evolve(told, reason="not-asked", needs=needs, points=self.gain(more))
        return attrs.evolve(told, reason="not-possible", needs=self.needs(wanted.is_offered))

    def _asked_phrase(self, wanted: Wanted) -> str:
        if wanted.kind == "tool":
            return self.phrase("change-tool", tool=self.content.tools[wanted.id].name)
        if wanted.kind == "position":
            return self.phrase("change-position", position=self.content.positions[wanted.id].name)
        return self.phrase("change-stretch")

    def gain(self, request: RoutineRequest) -> int | None:
        """Give the points that another request for the same goal brings more, or None when it has no routine."""
        try:
            return plan_routine(request, catalogue=self.content).score - self.routine.score
        except HamstringError:
            return None

    # ------------------------------------------------------------------------ what forbids

    def forbidden(self, told: WhyNot, rules: Iterable[Rule]) -> WhyNot:
        """Name rules with their findings and sources."""
        barring = tuple(rules)
        return attrs.evolve(
            told,
            reason="forbidden",
            rules=tuple(rule.id for rule in barring),
            findings=tuple(sorted({name for rule in barring for name in rule.when})),
            sources=tuple(sorted({name for rule in barring for name in rule.sources})),
        )

    def barring(self, request: RoutineRequest, offers: Offers, wanted: tuple[str, str] | None = None) -> tuple[Rule, ...] | None:
        """Give the rules that alone keep it out, for the request or for all that a person can bring along; None when none does."""
        found = self._barring(request, offers)
        if found is not None or wanted is None:
            return found
        wide = [generous(self.content, request, goal, skin) for goal in Goal for skin in (Skin.CLOTHES, Skin.BARE)]
        told = [self._barring(other, offers) for other in wide if self._offered(other, self._freed(LEAST.limits), offers)]
        return told[0] if told and all(entry is not None for entry in told) else None

    def _barring(self, request: RoutineRequest, offers: Offers) -> tuple[Rule, ...] | None:
        if self._offered(request, self.what, offers) or not self._offered(request, self._freed(LEAST.limits), offers):
            return None
        bounds = {rule: self.what.closing[rule.id] for rule in self.what.by}
        bounds |= dict.fromkeys(self.what.shutting() if self.what.shut else (), rules_of(self.content).table.other_leg)
        alone = tuple(rule for rule, limits in bounds.items() if not self._offered(request, self._freed(limits), offers))
        return alone or tuple(bounds) or None

    def _freed(self, limits: Limits) -> Allowed:
        """Give what is allowed when only these limits hold."""
        return attrs.evolve(self.what, limits=limits, keep_off=tuple(closed_on(limits, leg) for leg in self.what.legs))

    # ------------------------------------------------------------------------ what it would need

    def offered(self, request: RoutineRequest, offers: Offers) -> bool:
        """Say whether another request offers it, under the same answers."""
        try:
            what = allowed(self.content, request, self.what.triage)
        except RoutineRefused:
            return False
        return self._offered(request, what, offers)

    def _offered(self, request: RoutineRequest, what: Allowed, offers: Offers) -> bool:
        frame, _ = frame_of(self.content, request, what)
        return any(offers(problem) for problem in problems(frame))

    def needs(self, offers: Offers) -> tuple[str, ...]:
        """Name the changes that alone make it possible; if there is none, the first two that do so together."""
        changes = wider_requests(self.content, self.request, self.what)
        found = [self.phrase(name, **gaps) for name, gaps, other in changes if self.offered(other, offers)]
        if not self.what.screened and self._offered(self.request, attrs.evolve(self.what, screened=True), offers):
            found.append(self.phrase("change-screened"))
        return tuple(found) or tuple(self._pair(changes, offers))

    def _pair(self, changes: list[Change], offers: Offers) -> Iterator[str]:
        for one, other in combinations([change for change in changes if change[0] in _PAIRED], 2):
            both = _merged(self.request, one[2], other[2])
            if both is not None and self.offered(both, offers):
                yield self.phrase("and").join((self.phrase(one[0], **one[1]), self.phrase(other[0], **other[1])))
                return

    def phrase(self, name: str, **gaps: str) -> str:
        """Fill the gaps of a phrase."""
        return self.content.phrases[name].text.format(**gaps)


def _asking_for(request: RoutineRequest, wanted: Wanted) -> RoutineRequest | None:
    """Give the request that asks for it, when it can be asked for and was not."""
    if wanted.kind == "tool" and wanted.id not in request.tools:
        return attrs.evolve(request, tools=(*request.tools, wanted.id))
    if wanted.kind == "position" and Position(wanted.id) not in request.positions:
        return attrs.evolve(request, positions=(*request.positions, Position(wanted.id)))
    if wanted.kind == "stretch" and not request.stretch:
        return attrs.evolve(request, stretch=True)
    return None


def _merged(base: RoutineRequest, one: RoutineRequest, other: RoutineRequest) -> RoutineRequest | None:
    """Give the request with both changes, or None when they are about the same field."""
    changed = {
        field.name: getattr(other, field.name)
        for field in attrs.fields(RoutineRequest)
        if getattr(other, field.name) != getattr(base, field.name)
    }
    if any(getattr(one, name) != getattr(base, name) for name in changed):
        return None
    return attrs.evolve(one, **changed)


__all__ = ["Asker", "Offers"]
