"""The safety dossier, told by hand in ``content/dossier.toml``, and the promises that hold a content to it.

Nothing here is read from the content: the content must come to what the dossier says, never the other way round.
"""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.model.logic import Placing
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.screening import Rule

DOSSIER = Path(__file__).parent / "content" / "dossier.toml"

TOOLS = frozenset({"cane", "hard-ball", "medium-ball", "roller", "soft-ball", "stick"})
"""All kinds of tools but the hands."""


@attrs.frozen(kw_only=True)
class Sign:
    """A red flag: all of ``when`` and one of ``with_one_of`` come to this."""

    row: str
    when: tuple[str, ...]
    with_one_of: tuple[str, ...] = ()
    urgency: Urgency
    massage: Permission
    advice: tuple[str, ...]

    def sets(self) -> Iterator[frozenset[str]]:
        """Give each least set of findings that is this sign."""
        yield from (frozenset({*self.when, name}) for name in self.with_one_of)
        if not self.with_one_of:
            yield frozenset(self.when)


@attrs.frozen(kw_only=True)
class Condition:
    """What a condition brings by itself, at least."""

    row: str
    massage: Permission
    advice: tuple[str, ...]
    urgency: Urgency = Urgency.SELF_CARE
    cap: int | None = None
    hands_only: bool = False
    no_tools: tuple[str, ...] = ()
    no_strokes: tuple[str, ...] = ()
    no_demands: tuple[str, ...] = ()
    keep_off: tuple[str, ...] = ()
    leg_s: int | None = None
    gap_h: int | None = None


@attrs.frozen(kw_only=True)
class Station:
    """One way of working in one position: how firm, and what it asks of the body."""

    row: str
    at_least: int = 1
    at_most: int
    demands: tuple[str, ...] = ()
    most_s: int | None = None


@attrs.frozen(kw_only=True)
class Goal:
    """What a goal may not go beyond."""

    cap: int
    no_demands: tuple[str, ...]
    leg_max_s: int | None = None


@attrs.frozen(kw_only=True)
class Spoken:
    """What a stop sign must tell a person to do, what then, and in six words."""

    do: tuple[str, ...]
    then: tuple[str, ...]
    short: tuple[str, ...]


@attrs.frozen(kw_only=True)
class AskedFirst:
    """How lightly a leg is worked whose owner had to ask first, and where the rows say otherwise."""

    cap: int
    higher: dict[str, int]
    closes_a_place: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Dossier:
    """The whole file."""

    signs: tuple[Sign, ...]
    answered_first: dict[str, tuple[str, ...]]
    asked_first: AskedFirst
    conditions: dict[str, Condition]
    harmless: tuple[str, ...]
    means: dict[str, tuple[str, ...]]
    one_at_most: tuple[tuple[str, ...], ...]
    places: dict[Placing, tuple[str, ...]]
    both_legs: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    tool_names: dict[str, tuple[str, ...]]
    stations: dict[tuple[str, str], Station]
    stop_signs: dict[str, Spoken]
    planner: dict[str, object]
    positions: dict[str, tuple[str, ...]]
    stretches: dict[str, tuple[str, ...]]
    goals: dict[str, Goal]
    experiences: dict[str, dict[str, object]]
    gentler_twins: dict[str, str]
    tool_shifts: dict[str, int]
    stages: dict[str, dict[str, int]]
    opens: dict[str, tuple[str, ...]]

    def brought(self, found: Iterable[str]) -> frozenset[str]:
        """Give findings with all that they mean."""
        return frozenset(found).union(*(self.means.get(name, ()) for name in found))


@cache
def dossier() -> Dossier:
    """Read the file."""
    told = tomllib.loads(DOSSIER.read_text(encoding="utf-8"))
    return Dossier(
        signs=tuple(_sign(entry) for entry in told["sign"]),
        answered_first=_lists(told["answered_first"]),
        asked_first=AskedFirst(**_typed(told["asked_first"])),
        conditions={name: Condition(**_typed(entry)) for name, entry in told["condition"].items()},
        harmless=tuple(told["harmless"]["findings"]),
        means=_lists(told["means"]),
        one_at_most=tuple(tuple(names) for names in told["one_at_most"]["groups"]),
        places={place: tuple(told["place"][place.value]) for place in Placing},
        both_legs=tuple(told["place"]["both_legs"]),
        names=_lists(told["names"]),
        tool_names=_lists(told["tool_names"]),
        stations={(way, at): Station(**_typed(entry)) for way, ats in told["station"].items() for at, entry in ats.items()},
        stop_signs={name: Spoken(**_typed(entry)) for name, entry in told["stop_sign"].items()},
        planner=told["planner"],
        positions=_lists(told["position"]),
        stretches=_lists(told["stretch"]),
        goals={name: Goal(**_typed(entry)) for name, entry in told["goal"].items()},
        experiences=told["experience"],
        gentler_twins=told["gentler_twin"],
        tool_shifts=told["tool_shift"],
        stages=told["stage"],
        opens=_lists(told["opens"]),
    )


def _sign(entry: dict[str, Any]) -> Sign:
    return Sign(**_typed({"massage": "not-today", **entry}))


def _lists(entry: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in entry.items()}


def _typed(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in entry.items()}


def _value(name: str, value: Any) -> Any:
    if name == "urgency":
        return Urgency(value)
    if name == "massage":
        return Permission(value)
    return tuple(cast("list[str]", value)) if isinstance(value, list) else value


# ---------------------------------------------------------------------------- red flags


def fired_by(content: Catalogue, found: frozenset[str]) -> list[Rule]:
    return [rule for rule in content.rules.values() if found.issuperset(rule.when)]


def red_flags_are_as_urgent_as_the_dossier_says(content: Catalogue) -> Iterator[str]:
    """Each red flag comes to its urgency and no other, is as strict, and is told what it is."""
    for sign in dossier().signs:
        for found in sign.sets():
            fired = fired_by(content, dossier().brought(found))
            urgency = max((rule.urgency for rule in fired), default=Urgency.SELF_CARE)
            if urgency is not sign.urgency:
                yield f"{sign.row}: {sorted(found)} is `{urgency}`, expected `{sign.urgency}`"
            if max((rule.massage for rule in fired), default=Permission.OK) < sign.massage:
                yield f"{sign.row}: {sorted(found)} allows more than `{sign.massage}`"
            told = {rule.advice for rule in fired if rule.urgency is urgency and not found.isdisjoint(rule.when)}
            yield from (f"{sign.row}: {sorted(found)} is told `{name}`" for name in sorted(told - set(sign.advice)))


def a_risk_by_itself_is_no_sign(content: Catalogue) -> Iterator[str]:
    """A tablet, a journey or an old illness alone sends nobody to a doctor and stops nobody."""
    for name in dossier().harmless:
        yield from (f"`{name}` alone brings `{rule.id}`" for rule in fired_by(content, dossier().brought([name])))


# ---------------------------------------------------------------------------- conditions


def conditions_bring_their_limits(content: Catalogue) -> Iterator[str]:
    """A condition brings by itself at least the permission and the limits of its row, and is as urgent as the row says."""
    for name, asked in dossier().conditions.items():
        own = [rule for rule in fired_by(content, dossier().brought([name])) if name in rule.when]
        yield from (f"{name} ({asked.row}): {problem}" for problem in _missing(own, asked))


def _missing(own: list[Rule], asked: Condition) -> Iterator[str]:
    urgency = max((rule.urgency for rule in own), default=Urgency.SELF_CARE)
    if urgency is not asked.urgency:
        yield f"`{urgency}`, expected `{asked.urgency}`"
    if max((rule.massage for rule in own), default=Permission.OK) < asked.massage:
        yield f"allows more than `{asked.massage}`"
    yield from (f"is told `{rule.advice}`" for rule in own if rule.advice not in asked.advice)
    told = [rule.limits for rule in own]
    for field, most in (("max_pressure", asked.cap), ("max_leg_s", asked.leg_s)):
        values = [value for limits in told if (value := getattr(limits, field)) is not None]
        if most is not None and min(values, default=most + 1) > most:
            yield f"{field} above {most}"
    if asked.gap_h is not None and max((limits.min_gap_h or 0 for limits in told), default=0) < asked.gap_h:
        yield f"min_gap_h below {asked.gap_h}"
    closed = {"no_tools": TOOLS if asked.hands_only else frozenset(asked.no_tools)}
    closed |= {field: frozenset(getattr(asked, field)) for field in ("no_strokes", "no_demands", "keep_off")}
    for field, names in closed.items():
        kept = {entry for limits in told for entry in getattr(limits, field)}
        yield from (f"{field} lacks `{entry}`" for entry in sorted(names - kept))


# ---------------------------------------------------------------------------- findings


def findings_mean_what_they_say(content: Catalogue) -> Iterator[str]:
    """Who has the one has the other too; and of some findings a person can have one at most."""
    for name, meant in dossier().means.items():
        known = content.findings.get(name)
        yield from (f"`{name}` no longer means `{entry}`" for entry in meant if known is None or entry not in known.implies)
    for group in dossier().one_at_most:
        told = {frozenset({name, other}) for name in group if name in content.findings for other in content.findings[name].excludes}
        pairs = {frozenset({name, other}) for name in group for other in group if name != other}
        yield from (f"{sorted(pair)} can be told together" for pair in pairs - told)


def findings_are_placed_where_they_are(content: Catalogue) -> Iterator[str]:
    """What is of the whole body binds both legs; what is of a leg closes that leg; what is a spot closes the spot."""
    for place, names in dossier().places.items():
        for name in names:
            if name in content.findings and content.findings[name].place is not place:
                yield f"`{name}` is placed `{content.findings[name].place.value}`, expected `{place.value}`"
    placed = {name for names in dossier().places.values() for name in names}
    yield from (f"`{name}` has no place in the dossier" for name in sorted(set(content.findings) - placed))


def only_a_clot_binds_the_other_leg(content: Catalogue) -> Iterator[str]:
    """What is wrong with one leg closes that leg only, but for a clot, which closes both or asks about the other."""
    told = {rule.id for rule in content.rules.values() if rule.scope}
    yield from (f"`{name}` binds other legs than the dossier says" for name in sorted(told ^ set(dossier().both_legs)))


def other_names_lead_to_their_finding(content: Catalogue) -> Iterator[str]:
    """The words of patients, clinicians and other data sets are understood, and as what they mean."""
    for name, others in dossier().names.items():
        known = content.findings[name].aliases if name in content.findings else ()
        yield from (f"`{other}` no longer leads to `{name}`" for other in others if other not in known)


def other_names_lead_to_their_tool(content: Catalogue) -> Iterator[str]:
    """A tool is known by the names on its box."""
    for name, others in dossier().tool_names.items():
        known = content.tools[name].aliases if name in content.tools else ()
        yield from (f"`{other}` no longer leads to `{name}`" for other in others if other not in known)


# ---------------------------------------------------------------------------- work


def stations_are_no_firmer_than_the_dossier_says(content: Catalogue) -> Iterator[str]:
    """Each way of working in each position is within its level of pressure, and asks of the body what it does ask."""
    told = {(variant.id, station.position.value): (variant, station) for variant in content.variants.values() for station in variant.at}
    yield from (f"{way} on {at}: not in the dossier" for way, at in sorted(set(told) - set(dossier().stations)))
    for (way, at), asked in dossier().stations.items():
        variant, station = told.get((way, at), (None, None))
        if variant is None or station is None:
            continue
        if station.high > asked.at_most or station.low < asked.at_least:
            yield f"{way} on {at}: {station.low} to {station.high}, expected within {asked.at_least} and {asked.at_most}"
        yield from (f"{way} on {at}: asks no `{name}`" for name in asked.demands if name not in station.demands)
        most = min((limit for limit in (station.max_s, variant.max_s) if limit is not None), default=None)
        if asked.most_s is not None and (most is None or most > asked.most_s):
            yield f"{way} on {at}: longer than {asked.most_s} s"


def stop_signs_say_what_to_do(content: Catalogue) -> Iterator[str]:
    """Each stop sign tells what to do at once and what then, in the words of its own trouble."""
    for name, asked in dossier().stop_signs.items():
        sign = content.stop_signs.get(name)
        for field in ("do", "then", "short") if sign else ():
            text = getattr(sign, field).casefold()
            yield from (f"{name}: `{field}` lacks `{word}`" for word in getattr(asked, field) if word not in text)


def the_planner_keeps_the_numbers(content: Catalogue) -> Iterator[str]:
    """Seconds, counts and levels that the dossier names are those of the planner."""
    for field, asked in dossier().planner.items():
        value = getattr(content.policy, field)
        told = [value.low, value.high] if isinstance(asked, list) else value
        if told != asked:
            yield f"{field}: {told}, expected {asked}"


def positions_and_stretches_ask_what_they_ask(content: Catalogue) -> Iterator[str]:
    """What a position or a stretch asks of the body is said, so that a limit can forbid it."""
    for asked, records in ((dossier().positions, content.positions), (dossier().stretches, content.stretches)):
        for name, record in records.items():
            missing = set(asked.get(name, ())) - set(record.demands)
            yield from (f"{name}: asks no `{entry}`" for entry in sorted(missing))
            if name not in asked:
                yield f"{name}: not in the dossier"
    on_floor = {name for name, demands in dossier().positions.items() if "floor" in demands}
    yield from (f"the planner takes `{name}` for no floor" for name in sorted(on_floor - set(content.policy.floor_positions)))


def goals_stay_gentle(content: Catalogue) -> Iterator[str]:
    """Sore legs, legs before sport and legs that rest are worked lightly."""
    for name, asked in dossier().goals.items():
        goal = content.goals[name]
        if goal.cap is None or goal.cap > asked.cap:
            yield f"{name}: cap {goal.cap}, expected {asked.cap}"
        if asked.leg_max_s is not None and (goal.leg_max_s is None or goal.leg_max_s > asked.leg_max_s):
            yield f"{name}: leg_max_s {goal.leg_max_s}, expected {asked.leg_max_s}"
        yield from (f"{name}: allows `{entry}`" for entry in asked.no_demands if entry not in goal.no_demands)


def firm_work_is_for_the_experienced(content: Catalogue) -> Iterator[str]:
    """Each experience has its ceiling; what is firm comes after its gentler twin; only a hard ball feels firmer than it is."""
    for level in content.policy.experiences:
        told = {"cap": level.cap, "firm": level.firm, "friction": level.friction}
        if told != dossier().experiences.get(level.id):
            yield f"{level.id}: {told}"
    for name, twin in dossier().gentler_twins.items():
        if name in content.variants and content.variants[name].after != twin:
            yield f"{name}: does not come after `{twin}`"
    for tool in content.tools.values():
        if tool.pressure_shift != dossier().tool_shifts.get(tool.id, 0):
            yield f"{tool.id}: pressure_shift {tool.pressure_shift}"


def the_clock_after_an_injury_is_kept(content: Catalogue) -> Iterator[str]:
    """No stage opens before its day, and the first one and the weeks after a knock last to their end."""
    for name, asked in dossier().stages.items():
        for field, value in asked.items() if name in content.stages else ():
            if getattr(content.stages[name], field) != value:
                yield f"{name}: {field} {getattr(content.stages[name], field)}, expected {value}"


def questions_are_opened_by_what_they_follow(content: Catalogue) -> Iterator[str]:
    """A question that only some people need is put to all of them."""
    for name, openers in dossier().opens.items():
        opened = {entry for screen in content.screens.values() if name in screen.findings for entry in screen.opens_with}
        yield from (f"`{name}` is not asked after `{entry}`" for entry in openers if entry not in opened)


def stop_signs_stand_in_the_order_of_danger(content: Catalogue) -> Iterator[str]:
    """Who looks in trouble reads first what can kill."""
    told = [sign.id for sign in sorted(content.stop_signs.values(), key=lambda sign: sign.order)]
    asked = [name for name in dossier().stop_signs if name in told]
    if [name for name in told if name in asked] != asked:
        yield f"stop signs stand as {told}"


PROMISES = (
    (("rules", "contraindications"), red_flags_are_as_urgent_as_the_dossier_says),
    (("rules",), a_risk_by_itself_is_no_sign),
    (("rules", "contraindications"), conditions_bring_their_limits),
    (("findings",), findings_mean_what_they_say),
    (("findings",), findings_are_placed_where_they_are),
    (("rules", "contraindications"), only_a_clot_binds_the_other_leg),
    (("findings",), other_names_lead_to_their_finding),
    (("tools",), other_names_lead_to_their_tool),
    (("variants",), stations_are_no_firmer_than_the_dossier_says),
    (("stop_signs",), stop_signs_say_what_to_do),
    (("stop_signs",), stop_signs_stand_in_the_order_of_danger),
    (("policy",), the_planner_keeps_the_numbers),
    (("positions", "stretches", "policy"), positions_and_stretches_ask_what_they_ask),
    (("goals",), goals_stay_gentle),
    (("policy", "variants", "tools"), firm_work_is_for_the_experienced),
    (("stages",), the_clock_after_an_injury_is_kept),
    (("screens",), questions_are_opened_by_what_they_follow),
)
"""Each promise with the kinds that it looks at first."""
