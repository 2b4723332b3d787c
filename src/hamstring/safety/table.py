"""The rule table, compiled: findings to fired rules without a loop over rules, and fired rules to outcomes.

Each rule has one bit in each of ``depth`` slots; a finding is the integer of all bits that it fills. Slots that a
rule does not use are set from the start. OR the integers of the answers, AND the slots: a set bit is a fired rule.
Order and duplicates cannot matter, and a finding that nothing knows is a missing key.
What findings imply is filled in with them; what they exclude is a rule too, whose firing is a contradiction.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from hamstring.content.spelling import near
from hamstring.errors import ContentError, UnknownIdError
from hamstring.model.answers import Placed
from hamstring.model.logic import Condition, Placing, broken_law
from hamstring.model.outcomes import EVERYTHING, LEAST, Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.logic import Relations
    from hamstring.model.screening import Rule

Places = Mapping[str, frozenset[str]]
"""Finding to the places where it is present, as ``leg:quadrant``; a finding that is not in it is everywhere."""

LEGS = (Leg.LEFT, Leg.RIGHT)


def on_leg(leg: Leg, quadrants: Iterable[str] = tuple(QUADRANTS)) -> frozenset[str]:
    """Name quadrants of one leg as ``leg:quadrant``."""
    return frozenset(f"{leg.value}:{quadrant}" for quadrant in quadrants)


EVERYWHERE = on_leg(Leg.LEFT) | on_leg(Leg.RIGHT)

_CACHED = 4096


class RuleTable:
    """The rules of one catalogue, ready to be asked.

    Attributes:
        catalogue: Where the rules come from.
        rules: All rules, sorted by id; a rule's place is its bit.
        fills: For each finding the bits that it fills.
        base: The bits of unused slots.
        closure: For each finding everything that is present with it, itself included.
        conflicts: The bits that mean a contradiction.
        aliases: Other ids, each with the id that it stands for.
    """

    def __init__(self, catalogue: "Catalogue") -> None:
        self.catalogue = catalogue
        self.findings: dict[str, Relations] = {entry.id: entry for entry in catalogue.relations()}
        self.rules: tuple[Condition, ...] = catalogue.conditions()
        self.aliases: dict[str, str] = _aliases(self.findings)
        self.closure: dict[str, frozenset[str]] = _closures(self.findings)
        self._check_rules()
        self._compile()
        self.whole_of: Callable[[int], Outcome] = cache(self._whole_of)
        self.outcome_of: Callable[[int], Outcome] = lru_cache(_CACHED)(self._outcome_of)

    def _whole_of(self, bit: int) -> Outcome:
        return self._located(self.rules[bit], None)

    def _check_rules(self) -> None:
        for rule in self.rules:
            if not rule.when or tuple(sorted(set(rule.when))) != rule.when:
                raise self._broken(rule, "when", "expected at least one finding, sorted, without duplicates")
            for name in rule.when:
                if name not in self.findings:
                    raise self._broken(rule, "when", _unknown_finding(name, self.findings))
            if law := broken_law(Outcome(urgency=rule.urgency, massage=rule.massage), rule.limits):
                raise self._broken(rule, "", law)
            if rule.scope not in ("", "body"):
                raise self._broken(rule, "scope", "expected `body`, or no scope at all")
            if "place" in rule.limits.keep_off and not self.local(rule):
                raise self._broken(rule, "limits.keep_off", "`place` needs a finding that can be placed")
            if self.is_contradiction(rule.when):
                raise self._broken(rule, "when", "these findings exclude each other")

            self._check_regions(rule)

    def _check_regions(self, rule: Condition) -> None:
        for region in rule.limits.keep_off:
            try:
                _ = region == "place" or self.quadrants(region)
            except UnknownIdError as error:
                raise self._broken(rule, "limits.keep_off", str(error)) from error

    def _broken(self, rule: Condition, field: str, problem: str) -> ContentError:
        """Name the file that holds a rule; a contraindication has one finding in place of a list."""
        if rule.id not in self.catalogue.contraindications:
            return ContentError("rules.toml", rule.id, field, problem)
        return ContentError("contraindications.toml", rule.id, "finding" if field == "when" else field, problem)

    def _excluded_pairs(self) -> list[tuple[str, str]]:
        pairs = {tuple(sorted((name, other))) for name, entry in self.findings.items() for other in entry.excludes}
        return sorted((a, b) for a, b in pairs)

    def is_contradiction(self, names: Iterable[str]) -> bool:
        """Say whether findings, with what they imply, exclude each other."""
        closed = self.close(names)
        return any(other in closed for name in closed for other in self.findings[name].excludes)

    def close(self, names: Iterable[str]) -> frozenset[str]:
        """Give findings with everything that they imply."""
        return frozenset[str]().union(*(self.closure[name] for name in names))

    def _compile(self) -> None:
        bodies = [rule.when for rule in self.rules] + list(self._excluded_pairs())
        width, depth = len(bodies), max((2, *map(len, bodies)))
        own = dict.fromkeys(self.findings, 0)
        self.base: int = 0
        for place, body in enumerate(bodies):
            for slot, name in enumerate(body):
                own[name] |= 1 << (slot * width + place)
            for slot in range(len(body), depth):
                self.base |= 1 << (slot * width + place)
        self.fills: dict[str, int] = {}
        for name, closed in self.closure.items():
            bits = 0
            for other in closed:
                bits |= own[other]
            self.fills[name] = bits
        self.shifts: tuple[int, ...] = tuple(slot * width for slot in range(1, depth))
        self.conflicts: int = (1 << width) - (1 << len(self.rules))

    def fired(self, filled: int) -> int:
        """AND the slots of filled bits: the set bits of the result are the fired rules (and contradictions)."""
        hit = filled
        for shift in self.shifts:
            hit &= filled >> shift
        return hit

    def filled(self, names: Iterable[str]) -> int:
        """OR the bits that findings fill."""
        bits = self.base
        for name in names:
            bits |= self.fills[name]
        return bits

    def rules_in(self, hit: int) -> "tuple[Rule, ...]":
        """Name the rules whose bits are set, in the order of their ids."""
        return tuple(self.catalogue.rules[self.rules[bit].id] for bit in bits_of(hit & ~self.conflicts))

    # ------------------------------------------------------------------ outcomes

    def _outcome_of(self, hit: int) -> Outcome:
        outcome = LEAST
        for bit in bits_of(hit & ~self.conflicts):
            outcome |= self.whole_of(bit)
        return outcome

    def outcome(self, hit: int, places: Places) -> Outcome:
        """Join the outcomes of fired rules, each where its findings are."""
        if not places:
            return self.outcome_of(hit)
        outcome = LEAST
        for bit in bits_of(hit & ~self.conflicts):
            outcome |= self._located(self.rules[bit], places)
        return outcome

    def closed_by(self, rule: Condition, places: Places) -> Limits:
        """Give the limits of one fired rule where its findings are."""
        return self._located(rule, places).limits

    def outcome_on(self, leg: Leg, hit: int, places: Places) -> Outcome:
        """Join the outcomes of the fired rules that bind one leg, and what a shut other leg asks of it."""
        outcome = LEAST
        for bit in bits_of(hit & ~self.conflicts):
            rule = self.rules[bit]
            legs = self.legs_of(rule, places)
            if leg in legs:
                shut = rule.massage is Permission.NOT_TODAY
                outcome |= Outcome(urgency=rule.urgency, massage=rule.massage, limits=EVERYTHING) if shut else self._located(rule, places)
            elif rule.massage is Permission.NOT_TODAY:
                outcome |= Outcome(massage=Permission.WITH_LIMITS, limits=self.other_leg)
        return outcome

    @cached_property
    def other_leg(self) -> Limits:
        """What still binds a leg while the other one is shut."""
        limits = self.catalogue.policy.other_leg
        return Limits(no_tools=_sorted(limits.no_tools), no_strokes=_sorted(limits.no_strokes), no_demands=_sorted(limits.no_demands))

    def local(self, rule: Condition) -> tuple[str, ...]:
        """Name the conditions of a rule that can be placed."""
        return tuple(name for name in rule.when if self.findings[name].place is not Placing.NONE)

    def legs_of(self, rule: Condition, places: Places | None) -> tuple[Leg, ...]:
        """Name the legs that a rule binds."""
        local = self.local(rule)
        if not places or not local or rule.scope == "body" or rule.urgency >= Urgency.SAME_DAY:
            return LEGS
        spots = frozenset[str]().union(*(places.get(name, EVERYWHERE) for name in local))
        return tuple(leg for leg in LEGS if spots & on_leg(leg))

    def _located(self, rule: Condition, places: Places | None) -> Outcome:
        legs = self.legs_of(rule, places)
        if rule.massage is Permission.NOT_TODAY:
            limits = EVERYTHING if len(legs) == len(LEGS) else Limits(keep_off=tuple(sorted(on_leg(legs[0])))) | self.other_leg
        else:
            limits = self._limits(rule, legs, places or {})
        return Outcome(urgency=rule.urgency, massage=rule.massage, limits=limits)

    def _limits(self, rule: Condition, legs: Collection[Leg], places: Places) -> Limits:
        told = rule.limits
        closed: set[str] = set()
        for region in told.keep_off:
            if region == "place":
                for name in self.local(rule):
                    closed |= places.get(name, EVERYWHERE)
            else:
                quadrants = self.quadrants(region)
                for leg in legs:
                    closed |= on_leg(leg, quadrants)
        return Limits(
            keep_off=tuple(sorted(closed)),
            max_pressure=told.max_pressure,
            no_tools=_sorted(told.no_tools),
            no_strokes=_sorted(told.no_strokes),
            no_demands=_sorted(told.no_demands),
            max_leg_s=told.max_leg_s,
            max_session_s=told.max_session_s,
            min_gap_h=told.min_gap_h,
        )

    def quadrants(self, region: str) -> tuple[str, ...]:
        """Name the quadrants that a region covers; those that border on it if it is a keep-out."""
        if region in QUADRANTS:
            return (region,)
        within = tuple(name for name, (line, half) in QUADRANTS.items() if region in (line.value, half.value))
        if within:
            return within
        regions = self.catalogue.regions
        if region not in regions:
            raise UnknownIdError("region", {region: near(region, regions)})
        if not regions[region].quadrants:
            raise ContentError("regions.toml", region, "quadrants", "expected the quadrants that border on it")
        return regions[region].quadrants

    def places(self, placed: Iterable[Placed], present: Iterable[str]) -> Places:
        """Collect the places of placed findings and of what they imply; what is present unplaced is everywhere."""
        everywhere = self.close(present)
        found: dict[str, frozenset[str]] = {}
        for entry in placed:
            quadrants = self.quadrants(entry.region) if entry.region else tuple(QUADRANTS)
            spots = on_leg(entry.leg, quadrants)
            for name in self.closure[entry.finding] - everywhere:
                if self.findings[name].place is not Placing.NONE:
                    here = spots if self.findings[name].place is Placing.REGION else on_leg(entry.leg)
                    found[name] = found.get(name, frozenset()) | here
        return found

    # ------------------------------------------------------------------ identity

    @cached_property
    def digest(self) -> str:
        """sha256 of the canonical JSON of finding ids, aliases, relations, rule conditions and outcomes."""
        import json
        from hashlib import sha256

        from hamstring.content.converter import unstructure

        findings = {
            name: {
                "aliases": sorted(entry.aliases),
                "excludes": sorted(entry.excludes),
                "implies": sorted(entry.implies),
                "place": entry.place.value,
            }
            for name, entry in self.findings.items()
        }
        rules = {
            rule.id: {
                "limits": unstructure(rule.limits),
                "massage": rule.massage.value,
                "scope": rule.scope,
                "urgency": rule.urgency.value,
                "when": sorted(rule.when),
            }
            for rule in self.rules
        }
        text = json.dumps({"findings": findings, "rules": rules}, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


def bits_of(mask: int) -> Iterable[int]:
    """Give the places of the set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _unknown_finding(name: str, known: Iterable[str]) -> str:
    matches = near(name, known)
    return f"unknown finding `{name}`" + (f", did you mean `{matches[0]}`?" if matches else "")


def folded(name: str) -> str:
    """Fold case, spaces, underscores and hyphens, so that an alias is found however it is spelt."""
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _aliases(findings: "Mapping[str, Relations]") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, entry in findings.items():
        for alias in entry.aliases:
            if folded(alias) in findings or folded(alias) in found:
                raise ContentError("findings.toml", name, "aliases", f"`{alias}` names another finding already")
            found[folded(alias)] = name
    return found


def _closures(findings: "Mapping[str, Relations]") -> dict[str, frozenset[str]]:
    for name, entry in findings.items():
        for field, others in (("implies", entry.implies), ("excludes", entry.excludes)):
            for other in others:
                if other not in findings:
                    raise ContentError("findings.toml", name, field, _unknown_finding(other, findings))
                if other == name:
                    raise ContentError("findings.toml", name, field, "a finding cannot name itself")
    closed = {name: _reach(name, {key: entry.implies for key, entry in findings.items()}) for name in findings}
    for name, reach in closed.items():
        for a, b in combinations(sorted(reach), 2):
            if b in findings[a].excludes or a in findings[b].excludes:
                raise ContentError("findings.toml", name, "implies", f"it implies `{a}` and `{b}`, which exclude each other")
    return closed


def _reach(start: str, edges: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    seen = {start}
    todo = [start]
    while todo:
        for other in edges[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return frozenset(seen)


@lru_cache(maxsize=16)
def table_of(catalogue: "Catalogue") -> RuleTable:
    """Compile the rules of a catalogue, once.

    Raises:
        ContentError: If rules or findings break a law: an unknown id, an empty ``when``, a broken outcome law,
            a reused id, relations that contradict each other.
    """
    return RuleTable(catalogue)


__all__ = ["EVERYWHERE", "LEGS", "Places", "RuleTable", "bits_of", "on_leg", "table_of"]
