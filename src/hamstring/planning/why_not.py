"""Why something is not in a routine: its answers forbid it, it was not asked, it cannot be, it does not fit, it earns less."""

from collections.abc import Callable, Iterable, Mapping

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.kinds import KINDS
from hamstring.content.spelling import nearest
from hamstring.errors import HamstringError, RequestError, RoutineRefused, UnknownIdError
from hamstring.model.explaining import WhyNot
from hamstring.model.outcomes import LEAST, Limits
from hamstring.model.practice import Position, Skin, ToolKind
from hamstring.model.requests import Goal, RoutineRequest
from hamstring.model.routines import Routine
from hamstring.model.screening import Rule
from hamstring.planning.changes import generous, needed, wider_requests
from hamstring.planning.forced import Wanted, best_with, fits, is_in, is_offered, least_minutes
from hamstring.planning.permission import Allowed, allowed, closed_on
from hamstring.planning.plan import asked_of, frame_of, plan_routine
from hamstring.planning.problem import Frame
from hamstring.safety.triage import rules_of

Offers = Callable[[Frame], bool]
"""Says whether what holds for a request offers what is asked about."""


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
        """Answer for a tool, a position, a variant, a technique, a stretch, a warm-up or a goal.

        Raises:
            UnknownIdError: If there is none of this id.
            RequestError: If it is the id of something that no routine has in it.
        """
        kind, known = self._kind_of(name)
        if kind == "goal":
            reason = "in" if self.request.goal is Goal(known) else "not-asked"
            needs = () if reason == "in" else (self.phrase("change-goal", goal=self.content.goals[known].name),)
            return WhyNot(kind=kind, about=known, reason=reason, needs=needs)
        return self._of(WhyNot(kind=kind, about=known, reason="in"))

    def _kind_of(self, name: str) -> tuple[str, str]:
        content = self.content
        aliases = {alias: tool.id for tool in content.tools.values() for alias in tool.aliases}
        known = aliases.get(name, name)
        kinds: dict[str, Mapping[str, object]] = {
            "tool": content.tools,
            "position": content.positions,
            "variant": content.variants,
            "technique": content.techniques,
            "stretch": content.stretches,
            "warm-up": content.warmups,
            "goal": content.goals,
        }
        for kind, records in kinds.items():
            if known in records:
                return kind, known
        others = [kind for kind in KINDS if name in content.kind(kind)]
        if others:
            raise RequestError("why_not", name, f"something that a routine can have in it; that is the id of one of the {others[0]}")
        everything = {*aliases, *content.regions, *(entry for records in kinds.values() for entry in records)}
        raise UnknownIdError("id", nearest([name], everything))

    def _of(self, told: WhyNot) -> WhyNot:
        wanted = Wanted(kind=told.kind, id=told.about)
        if is_in(self.content, self.request.tools, self.routine.segments, wanted):
            return told
        never = self._never(wanted)
        return attrs.evolve(told, reason="never", sources=never) if never is not None else self.of_open(told, wanted)

    def _never(self, wanted: Wanted) -> tuple[str, ...] | None:
        """Give the sources of what no routine has in it, or None when one may."""
        tool = self.content.tools.get(wanted.id) if wanted.kind == "tool" else None
        if tool is not None:
            return None if tool.is_planned or tool.kind is ToolKind.PROP else tool.sources
        warm_up = self.content.warmups.get(wanted.id) if wanted.kind == "warm-up" else None
        if warm_up is not None and not warm_up.dose_s.low <= self.content.policy.warm_up_s <= warm_up.dose_s.high:
            return warm_up.sources
        return None

    def of_open(self, told: WhyNot, wanted: Wanted) -> WhyNot:
        """Answer for what is not in the routine and may be in one."""
        if is_offered(self.frame, wanted):
            return self._weighed(told, wanted)

        def offers(frame: Frame) -> bool:
            return is_offered(frame, wanted)

        barring = self._barring(self.request, offers) or self._barring_all(offers)
        if barring:
            return self.forbidden(told, barring)
        more, asking = self._asking_for(wanted)
        if asking and self.offered(more, offers):
            return attrs.evolve(told, reason="not-asked", needs=asking, points=self.gain(more))
        return attrs.evolve(told, reason="not-possible", needs=self._needs(offers, more, asking))

    def _weighed(self, told: WhyNot, wanted: Wanted) -> WhyNot:
        """Say how far behind the best routine with it is, or in how much time one would fit."""
        best = best_with(self.frame, wanted)
        if best.choice is not None or best.beaten_by is not None:
            points = best.choice.score - self.routine.score if best.choice is not None and best.is_exact else None
            return attrs.evolve(told, reason="earns-less", points=points)
        least = least_minutes(self.frame, wanted)
        highest = self.content.policy.minutes_high
        barring = self._barring(self.request, lambda frame: fits(frame, wanted, highest)) if least is None else ()
        if barring:
            return self.forbidden(told, barring)
        return attrs.evolve(told, reason="does-not-fit", least_minutes=least)

    def _asking_for(self, wanted: Wanted) -> tuple[RoutineRequest, tuple[str, ...]]:
        """Give the request that asks for it with how to do so; the same request when it cannot be asked for, or was."""
        request = self.request
        if wanted.kind == "tool" and wanted.id not in request.tools:
            asking = self.phrase("change-tool", tool=self.content.tools[wanted.id].name)
            return attrs.evolve(request, tools=(*request.tools, wanted.id)), (asking,)
        if wanted.kind == "position" and Position(wanted.id) not in request.positions:
            asking = self.phrase("change-position", position=self.content.positions[wanted.id].name)
            return attrs.evolve(request, positions=(*request.positions, Position(wanted.id))), (asking,)
        if wanted.kind == "stretch" and not request.stretch:
            return attrs.evolve(request, stretch=True), (self.phrase("change-stretch"),)
        if wanted.kind == "warm-up" and request.already_warm:
            return attrs.evolve(request, already_warm=False), (self.phrase("change-cold"),)
        return request, ()

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

    def _barring_all(self, offers: Offers) -> tuple[Rule, ...]:
        """Give the rules that keep it out of all that a person can ask for and bring along; nothing when one may have it."""
        told = [
            self._barring(other, offers) for other in self._wide(self.request) if self._offered(other, self._freed(LEAST.limits), offers)
        ]
        return told[0] if told and all(told) else ()

    def _barring(self, request: RoutineRequest, offers: Offers) -> tuple[Rule, ...]:
        """Give the rules that keep it out of a request: those that alone do, or else all; nothing when none does."""
        if self._offered(request, self.what, offers) or not self._offered(request, self._freed(LEAST.limits), offers):
            return ()
        bounds = {rule: self.what.closing[rule.id] for rule in self.what.by}
        bounds |= dict.fromkeys(self.what.shutting() if self.what.shut else (), rules_of(self.content).table.other_leg)
        alone = tuple(rule for rule, limits in bounds.items() if not self._offered(request, self._freed(limits), offers))
        return alone or tuple(bounds)

    def _freed(self, limits: Limits) -> Allowed:
        """Give what is allowed when only these limits hold."""
        return attrs.evolve(self.what, limits=limits, keep_off=tuple(closed_on(limits, leg) for leg in self.what.legs))

    # ------------------------------------------------------------------------ what it would need

    def offered(self, request: RoutineRequest, offers: Offers, *, settled: bool = False) -> bool:
        """Say whether another request offers it, under the same answers or (settled) when all open ones are a no."""
        try:
            what = allowed(self.content, request, self.what.triage)
        except RoutineRefused:
            return False
        return self._offered(request, attrs.evolve(what, settled=what.settled or settled), offers)

    def _offered(self, request: RoutineRequest, what: Allowed, offers: Offers) -> bool:
        return offers(frame_of(self.content, request, what)[0])

    def _needs(self, offers: Offers, request: RoutineRequest, asking: tuple[str, ...]) -> tuple[str, ...]:
        """Name the changes that alone make it possible; if there is none, as few as do so together."""
        changes = wider_requests(self.content, request, self.what)
        joined = self.phrase("and").join
        found = [self.phrase(name, **gaps) for name, gaps, other in changes if self.offered(other, offers)]
        if self.offered(request, offers, settled=True):
            found.append(self.phrase("change-screened"))
        if found:
            return tuple(joined((*asking, entry)) for entry in dict.fromkeys(found))
        return self._together(offers, request, asking, settled=False) or self._together(offers, request, asking, settled=True)

    def _together(self, offers: Offers, request: RoutineRequest, asking: tuple[str, ...], *, settled: bool) -> tuple[str, ...]:
        """Name as few changes as make it possible together; nothing when none do."""
        for wide in self._wide(request):
            if self.offered(wide, offers, settled=settled):
                changes = wider_requests(self.content, request, self.what)
                needs = needed(request, wide, changes, lambda other: self.offered(other, offers, settled=settled))
                told = (*asking, *(self.phrase(name, **gaps) for name, gaps, _ in needs))
                return (self.phrase("and").join((*told, *((self.phrase("change-screened"),) if settled else ()))),) if needs else ()
        return ()

    def _wide(self, request: RoutineRequest) -> list[RoutineRequest]:
        """List requests with all that a person can bring along, those for the same aim and skin first."""
        goals = sorted(Goal, key=lambda goal: goal is not request.goal)
        skins = sorted(Skin, key=lambda skin: skin is not request.skin)
        return [generous(self.content, request, goal, skin) for goal in goals for skin in skins if skin is not Skin.ANY]

    def phrase(self, name: str, **gaps: str) -> str:
        """Fill the gaps of a phrase."""
        return self.content.phrases[name].text.format(**gaps)


__all__ = ["Asker", "Offers"]
