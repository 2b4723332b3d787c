"""From answers to what a routine may do, or the refusal. An open question is never read as a no."""

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.errors import RoutineRefused
from hamstring.model.outcomes import LEAST, Limits, Permission, Urgency
from hamstring.model.places import Leg
from hamstring.model.requests import RoutineRequest
from hamstring.model.screening import Rule
from hamstring.safety.table import on_leg
from hamstring.safety.triage import Rules, Triage, rules_of


@attrs.frozen(kw_only=True)
class Allowed:
    """What the answers allow.

    Attributes:
        triage: The answers, evaluated.
        legs: The asked legs that may be worked, the first one first.
        shut: The asked legs that are shut today.
        limits: What binds them; the more careful leg sets the pace.
        keep_off: For each leg its closed quadrants.
        by: The rules whose limits these are.
        binding: For each of them the legs that it binds.
        closing: For each of them its limits, where its findings are.
        screened: True when no urgent question is open.
        settled: True when no open question can change what is allowed.
    """

    triage: Triage
    legs: tuple[Leg, ...]
    shut: tuple[Leg, ...]
    limits: Limits
    keep_off: tuple[frozenset[str], ...]
    by: tuple[Rule, ...]
    binding: dict[str, tuple[Leg, ...]]
    closing: dict[str, Limits]
    screened: bool
    settled: bool

    def shutting(self) -> tuple[Rule, ...]:
        """Name the rules that shut a leg."""
        return tuple(rule for rule in self.triage.fired if rule.massage is Permission.NOT_TODAY)

    def lifted_by_other_leg(self, rules: tuple[Rule, ...]) -> bool:
        """Say whether planning the other leg alone would be free of these rules."""
        legs = {self.binding[rule.id] for rule in rules if rule.id in self.binding}
        return len(self.legs) > 1 and not self.shut and len(legs) == 1 and len(next(iter(legs))) == 1


def allowed(catalogue: Catalogue, request: RoutineRequest, answered: Triage) -> Allowed:
    """Say what the answers allow.

    Raises:
        RoutineRefused: If they forbid a routine today, if a question must be answered first, or if a professional
            must be asked first.
    """
    rules = rules_of(catalogue)
    asked = sorted(request.legs.each, key=lambda leg: leg is not request.first_leg)
    if answered.urgency >= Urgency.SAME_DAY:
        raise RoutineRefused(_advice(answered), answered)
    outcomes = {leg: answered.on_leg(leg) for leg in asked}
    legs = tuple(leg for leg in asked if outcomes[leg].massage is not Permission.NOT_TODAY)
    if not legs:
        raise RoutineRefused(_advice(answered), answered, answered.half_met)
    if answered.half_met:
        raise RoutineRefused(catalogue.notices["not-settled"].text, answered, answered.half_met)
    _check_clearance(rules, request, answered, legs)
    joined = LEAST
    for leg in legs:
        joined |= outcomes[leg]
    by = tuple(rule for rule in answered.fired if rule.massage is not Permission.OK and _binds(rules, answered, rule, legs))
    return Allowed(
        triage=answered,
        legs=legs,
        shut=tuple(leg for leg in asked if leg not in legs),
        limits=joined.limits,
        keep_off=tuple(closed_on(outcomes[leg].limits, leg) for leg in legs),
        by=by,
        binding={rule.id: rules.legs_of(answered, rule) for rule in by},
        closing={rule.id: rules.limits_of(answered, rule) for rule in by},
        screened=not urgent_questions(catalogue, request, answered),
        settled=not _about(catalogue, request, answered.ask),
    )


def urgent_questions(catalogue: Catalogue, request: RoutineRequest, answered: Triage) -> tuple[str, ...]:
    """Name the open questions that can still bring an urgent answer; those about a spot only when one is named."""
    return _about(catalogue, request, answered.not_asked)


def _about(catalogue: Catalogue, request: RoutineRequest, names: tuple[str, ...]) -> tuple[str, ...]:
    spot = () if request.spots else catalogue.screens["spot"].findings
    return tuple(name for name in names if name not in spot)


def closed_on(limits: Limits, leg: Leg) -> frozenset[str]:
    """Name the quadrants of a leg that limits close."""
    here = on_leg(leg)
    return frozenset(place.partition(":")[2] for place in limits.keep_off if place in here)


def _advice(answered: Triage) -> str:
    advice = answered.advice
    return f"{answered.why} {advice[0].text}" if advice else answered.why


def _binds(rules: Rules, answered: Triage, rule: Rule, legs: tuple[Leg, ...]) -> bool:
    return not set(rules.legs_of(answered, rule)).isdisjoint(legs)


def _check_clearance(rules: Rules, request: RoutineRequest, answered: Triage, legs: tuple[Leg, ...]) -> None:
    """Refuse unless a clinician has considered every condition of each rule that says: ask first."""
    pending = [
        rule
        for rule in answered.fired
        if rule.massage is Permission.ASK_FIRST and _binds(rules, answered, rule, legs) and not set(rule.when) <= set(request.cleared)
    ]
    if not pending:
        return
    content, first = rules.table.catalogue, pending[0]
    clearable = tuple(sorted({name for rule in pending for name in rule.when} - set(request.cleared)))
    how = content.phrases["cleared-in-python"].text.format(ids=", ".join(f'"{name}"' for name in clearable))
    raise RoutineRefused(f"{first.why} {content.advice[first.advice].text} {how}", answered, clearable=clearable)
