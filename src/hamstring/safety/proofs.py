"""Exact facts about a rule table: what it promises, what it never says, what changed.

No rule asks for the absence of a finding, so outcomes only grow with answers, and each question below is decided at
the smallest answers that could decide it: the conditions of one rule. Outcomes are points of a product, not of a
chain: a rule can be hidden by two others of which neither hides it alone. So it is compared with the join of all.

A rule whose findings can be placed binds a leg or both, and may matter at one place only. Wherever outcomes are
compared here they are compared unplaced and, as far as that settles nothing, at every place that can tell two rules
apart: places join as outcomes do, so one quadrant for each finding is enough.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations, combinations_with_replacement, product

import attrs

from hamstring.errors import RequestError
from hamstring.model.answers import Placed
from hamstring.model.logic import Condition, Placing
from hamstring.model.outcomes import NOTHING, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.safety.table import LEGS, Places, RuleTable, bits_of, on_leg

_Side = tuple[RuleTable, Callable[[str], str | None]]
"""A table, and how it calls the findings in question: by the same name, by another one, or not at all."""


@attrs.frozen
class Proof:
    """One property of a rule table, proven or refuted.

    Attributes:
        property: What was examined.
        holds: Whether it holds.
        witness: For a refuted property the rules or findings that break it; for a level a smallest answer that
            reaches it; for the digest the one that was computed.
        refuses: True when a table without it must not be used at all; otherwise it is an oversight to be told.
    """

    property: str
    holds: bool
    witness: tuple[str, ...] = ()
    refuses: bool = False


def prove(table: RuleTable) -> tuple[Proof, ...]:
    """Examine a rule table: exactly, without sampling.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> all(proof.holds for proof in prove(table_of(catalogue())) if proof.refuses)
        True
    """
    return (
        _monotone(table),
        _lawful(table),
        _consistent(table),
        _no_dead_rule(table),
        *_levels(table),
        _no_unused_finding(table),
        _no_idle_finding(table),
        _digest(table),
    )


# ---------------------------------------------------------------------------- laws


def _monotone(table: RuleTable) -> Proof:
    """One more finding never makes an answer milder: fired rules stay fired, and a join lies above its parts."""
    filled = [table.filled(rule.when) for rule in table.rules]
    hits = [table.fired(bits) for bits in filled]
    lost = [
        (table.rules[a].id, table.rules[b].id)
        for a, b in combinations(range(len(filled)), 2)
        if (hits[a] | hits[b]) & ~table.fired(filled[a] | filled[b])
    ]
    # Urgency and permission join as the greater of two; only limits have parts of their own.
    known = {outcome.limits: rule for outcome, rule in _contributions(table)}
    for one, other in combinations(known, 2):
        joined = one | other
        if not (one <= joined and other <= joined):
            lost.append((known[one], known[other]))
    return Proof("monotone", not lost, lost[0] if lost else (), refuses=True)


def _lawful(table: RuleTable) -> Proof:
    """Each outcome and each join of two obeys the laws of outcomes."""
    known = {_read_by_laws(outcome): (outcome, rule) for outcome, rule in _contributions(table)}
    for (one, first), (other, second) in combinations_with_replacement(known.values(), 2):
        if not _is_lawful(one | other):
            return Proof("lawful", holds=False, witness=(first, second), refuses=True)
    return Proof("lawful", holds=True, refuses=True)


def _read_by_laws(outcome: Outcome) -> tuple[Urgency, Permission, bool, bool]:
    """Give what the laws look at. Outcomes that agree in it are lawful together, and so are their joins."""
    return outcome.urgency, outcome.massage, outcome.limits == NOTHING, _shuts_a_leg(outcome)


def _is_lawful(outcome: Outcome) -> bool:
    """Say whether urgency forbids massage, forbidding closes a leg, and limits are told exactly when they bind."""
    urgency, massage, unlimited, shut = _read_by_laws(outcome)
    forbidden = massage is Permission.NOT_TODAY
    return (forbidden or urgency < Urgency.SAME_DAY) and (shut or not forbidden) and unlimited == (massage is Permission.OK)


def _shuts_a_leg(outcome: Outcome) -> bool:
    closed = outcome.limits.keep_off
    return outcome.limits.is_total or any(on_leg(leg).issubset(closed) for leg in LEGS)


def _contributions(table: RuleTable) -> Iterator[tuple[Outcome, str]]:
    """Give what each rule says: everywhere, and with all that can be placed on one leg."""
    one_leg = {name: on_leg(Leg.LEFT) for name in table.findings if _closeness(table, name)}
    for bit, rule in enumerate(table.rules):
        yield table.whole_of(bit), rule.id
        yield table.outcome(1 << bit, one_leg), rule.id


def _consistent(table: RuleTable) -> Proof:
    """No finding brings a contradiction with it, and the conditions of each rule can all be true."""
    answers = {**{name: (name,) for name in table.findings}, **{rule.id: rule.when for rule in table.rules}}
    broken = tuple(name for name, names in answers.items() if _contradicts(table, names))
    return Proof("consistent", not broken, broken, refuses=True)


def _contradicts(table: RuleTable, names: Iterable[str]) -> bool:
    return bool(table.fired(table.filled(names)) & table.conflicts)


# ---------------------------------------------------------------------------- rules and findings that matter


def _no_dead_rule(table: RuleTable) -> Proof:
    dead = tuple(dead_rules(table))
    return Proof("no dead rule", not dead, dead)


def dead_rules(table: RuleTable) -> dict[str, tuple[str, ...]]:
    """Name the rules that never decide anything, each with the rules that hide it.

    A rule is dead when its outcome lies below the join of all other rules that fire whenever it does. Of rules with
    equal conditions and outcomes the last one is dead. What is left without the dead rules answers as before.
    """
    dead: dict[str, tuple[str, ...]] = {}
    alive = (1 << len(table.rules)) - 1
    for bit in reversed(range(len(table.rules))):
        rule = table.rules[bit]
        alive &= ~(1 << bit)
        if all(_is_hidden(table, bit, names, alive) for names in _answers_bringing(table, rule.when)):
            dead[rule.id] = tuple(table.rules[other].id for other in bits_of(table.fired(table.filled(rule.when)) & alive))
        else:
            alive |= 1 << bit
    return dict(sorted(dead.items()))


def _is_hidden(table: RuleTable, bit: int, names: tuple[str, ...], among: int) -> bool:
    others = table.fired(table.filled(names)) & among
    views = _views(names, (table, str))
    return all(_all_below(_seen(table, 1 << bit, places), _seen(table, others, places)) for (places,) in views)


def _answers_bringing(table: RuleTable, wanted: Iterable[str]) -> set[tuple[str, ...]]:
    """Give the smallest answers that bring findings: the findings, or what passes on places that they cannot."""
    ways = ([name, *_passing_on(table, name)] for name in wanted)
    answers = {tuple(sorted(set(names))) for names in product(*ways)}
    return {names for names in answers if not _contradicts(table, names)}


def _passing_on(table: RuleTable, name: str) -> list[str]:
    """Name what implies a finding and is placed more closely, if that is passed on to something that it implies in turn.

    A place that is one quadrant shuts a whole leg by a finding of the leg, and yet stays a quadrant for what follows.
    """
    closeness = _closeness(table, name)
    if not any(_closeness(table, other) > closeness for other in table.closure[name]):
        return []
    return [other for other, closed in table.closure.items() if name in closed and _closeness(table, other) > closeness]


def _closeness(table: RuleTable, name: str) -> int:
    return (Placing.NONE, Placing.LEG, Placing.REGION).index(table.findings[name].place)


def _seen(table: RuleTable, hit: int, places: Places) -> tuple[Outcome, ...]:
    """Give all that rules say at places: in all, and for each leg, which is the same when nothing is placed."""
    if not places:
        return (table.outcome_of(hit),) * (1 + len(LEGS))
    return (table.outcome(hit, places), *(table.outcome_on(leg, hit, places) for leg in LEGS))


def _all_below(milder: Iterable[Outcome], stricter: Iterable[Outcome]) -> bool:
    return all(one <= other for one, other in zip(milder, stricter, strict=True))


def _views(names: Sequence[str], *sides: _Side) -> Iterator[tuple[Places, ...]]:
    """Give the places where the same findings may be, as each table sees them: unplaced first, then on one leg.

    The first finding that is placed at all is placed on the left: the legs are mirror images.
    """
    yield tuple({} for _ in sides)
    choices = [tuple(_spots(name, sides)) for name in names]
    one_leg = tuple(next((spot for spot in spots if spot and spot.region is None), None) for spots in choices)
    for spots in chain([one_leg], product(*choices)):
        first = next(filter(None, spots), None)
        if first and first.leg is Leg.LEFT:
            yield tuple(_places(side, names, spots) for side in sides)


def _spots(name: str, sides: Iterable[_Side]) -> Iterator[Placed | None]:
    placings = {table.findings[known].place for table, rename in sides if (known := rename(name))}
    yield None
    if Placing.NONE not in placings:
        yield from (Placed(name, leg) for leg in LEGS)
        if Placing.LEG not in placings:
            yield from (Placed(name, leg, region) for leg in LEGS for region in QUADRANTS)


def _places(side: _Side, names: Sequence[str], spots: Sequence[Placed | None]) -> Places:
    table, rename = side
    known = [(current, spot) for name, spot in zip(names, spots, strict=True) if (current := rename(name))]
    placed = [attrs.evolve(spot, finding=current) for current, spot in known if spot]
    return table.places(placed, [current for current, spot in known if not spot])


def _no_unused_finding(table: RuleTable) -> Proof:
    """Each finding stands in a rule, or brings one that does."""
    used = {name for rule in table.rules for name in rule.when}
    unused = tuple(name for name in table.findings if used.isdisjoint(table.closure[name]))
    return Proof("no unused finding", not unused, unused)


def _no_idle_finding(table: RuleTable) -> Proof:
    """Each finding can change some answer."""
    asking: dict[str, list[Condition]] = {}
    for rule in table.rules:
        for name in rule.when:
            asking.setdefault(name, []).append(rule)
    idle = tuple(
        name
        for name, closed in table.closure.items()
        if not _matters(table, name, [rule for other in sorted(closed) for rule in asking.get(other, ())])
    )
    return Proof("no idle finding", not idle, idle)


def _matters(table: RuleTable, name: str, rules: Iterable[Condition]) -> bool:
    """Say whether a finding changes an answer that lacks of a rule only what the finding brings, or its place."""
    lacking = {tuple(other for other in rule.when if other not in table.closure[name]) for rule in rules}
    answers = sorted({names for wanted in lacking for names in _answers_bringing(table, wanted)}, key=lambda names: (len(names), names))
    steps = [(names, table.fired(table.filled(names)), table.fired(table.filled([*names, name]))) for names in answers]
    possible = [step for step in steps if not step[2] & table.conflicts]
    return any(table.outcome_of(before) != table.outcome_of(after) for _, before, after in possible) or any(
        _seen(table, before, without) != _seen(table, after, places)
        for names, before, after in possible
        for without, places in _views([*names, name], (table, {other: other for other in names}.get), (table, str))
    )


# ---------------------------------------------------------------------------- levels


def _levels(table: RuleTable) -> Iterator[Proof]:
    """Every urgency and every permission is the answer to something."""
    for level in (*Urgency, *Permission):
        witness = _smallest(table, level)
        yield Proof(f"reaches {level}", witness is not None, witness or ())


def _smallest(table: RuleTable, level: Urgency | Permission) -> tuple[str, ...] | None:
    """Give the fewest findings with exactly this level; a level is reached at the conditions of a rule, or by nothing."""
    if level.rank == 0:
        return ()
    bodies = [rule.when for rule in table.rules if _is_at(table, rule.when, level)]
    if not bodies:
        return None
    best = min(bodies, key=lambda when: (len(when), when))
    for size in range(1, len(best)):
        for names in combinations(table.findings, size):
            if _is_at(table, names, level) and not _contradicts(table, names):
                return names
    return best


def _is_at(table: RuleTable, names: Iterable[str], level: Urgency | Permission) -> bool:
    outcome = table.outcome_of(table.fired(table.filled(names)) & ~table.conflicts)
    return level in (outcome.urgency, outcome.massage)


def _digest(table: RuleTable) -> Proof:
    """The manifest names the digest of these very rules."""
    return Proof("digest in the manifest", table.catalogue.manifest.rules_digest == table.digest, (table.digest,))


# ---------------------------------------------------------------------------- the shortest screen


def shortest_screen(table: RuleTable, urgency: Urgency) -> tuple[str, ...]:
    """Give the fewest findings whose denial rules out an urgency and all above it.

    A no to a finding is a no to whatever implies it. Exact, by branch and bound: rules without a common finding need
    a no each.

    Raises:
        RequestError: If the urgency is the lowest one, which no answer rules out.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> table = table_of(catalogue())
        >>> len(shortest_screen(table, Urgency.EMERGENCY)) < len(shortest_screen(table, Urgency.SEE_SOON))
        True
    """
    if urgency.rank == 0:
        raise RequestError("urgency", urgency.value, "an urgency above the lowest one, which no answer rules out")
    names = sorted(table.findings)
    place = {name: number for number, name in enumerate(names)}
    closed = {table.close(rule.when) for rule in table.rules if rule.urgency >= urgency}
    bodies = [_union(1 << place[name] for name in body) for body in closed]
    least = [body for body in bodies if not any(other != body and other & body == other for other in bodies)]
    return tuple(names[bit] for bit in bits_of(_hitting_set(tuple(sorted(least)))))


def _union(masks: Iterable[int]) -> int:
    bits = 0
    for mask in masks:
        bits |= mask
    return bits


def _hitting_set(bodies: tuple[int, ...]) -> int:
    best = _greedy(bodies)
    open_nodes = [(bodies, 0, 0)]
    while open_nodes:
        left, chosen, banned = open_nodes.pop()
        if not left:
            best = chosen if chosen.bit_count() < best.bit_count() else best
        elif chosen.bit_count() + _disjoint(left) < best.bit_count():
            open_nodes += _branches(left, chosen, banned)
    return best


def _greedy(bodies: Sequence[int]) -> int:
    """Meet every body, each time with the finding that meets most."""
    chosen = 0
    left = list(bodies)
    while left:
        chosen |= 1 << _most_common(left, bits_of(_union(left)))
        left = [body for body in left if not body & chosen]
    return chosen


def _most_common(bodies: Sequence[int], among: Iterable[int]) -> int:
    return max(among, key=lambda bit: (sum(body >> bit & 1 for body in bodies), -bit))


def _disjoint(bodies: Sequence[int]) -> int:
    """Count bodies that have nothing in common: each needs a finding of its own."""
    used = count = 0
    for body in sorted(bodies, key=int.bit_count):
        if not body & used:
            used |= body
            count += 1
    return count


def _branches(bodies: tuple[int, ...], chosen: int, banned: int) -> list[tuple[tuple[int, ...], int, int]]:
    """Split by the finding that meets the smallest body; a finding that was tried is banned from what follows."""
    found: list[tuple[tuple[int, ...], int, int]] = []
    smallest = min(bodies, key=int.bit_count)
    while smallest:
        bit = 1 << _most_common(bodies, bits_of(smallest))
        left = tuple(body & ~banned for body in bodies if not body & bit)
        if all(left):
            found.append((left, chosen | bit, banned))
        banned |= bit
        smallest &= ~bit
    return found[::-1]


# ---------------------------------------------------------------------------- what changed


def relaxed(old: RuleTable, new: RuleTable) -> tuple[tuple[str, ...], ...]:
    """Give the smallest answers whose outcome under the new rules is not at least as strict as under the old ones.

    Exact: if any answer is relaxed, one of these lies within it. Ids are those of the old rules. A finding that was
    renamed, so that either name is an alias of the other, is the same; one that the new rules do not know counts for
    nothing there. Answers that the new rules call contradictory are left out.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> relaxed(table_of(catalogue()), table_of(catalogue()))
        ()
    """
    return _Change(old, new).relaxed()


def tightened(old: RuleTable, new: RuleTable) -> tuple[tuple[str, ...], ...]:
    """Give the smallest answers whose outcome under the old rules is not at least as strict as under the new ones.

    An answer may be relaxed and tightened at once. Ids are those of the new rules.
    """
    return _Change(new, old).relaxed()


class _Change:
    """Two tables, and the findings of the first as the second knows them."""

    def __init__(self, old: RuleTable, new: RuleTable) -> None:
        self.old = old
        self.new = new
        self.names = {name: current for name in old.findings if (current := self._renamed(name))}

    def _renamed(self, name: str) -> str | None:
        names = (name, self.new.aliases.get(name), *self.old.findings[name].aliases)
        return next((known for known in names if known in self.new.findings), None)

    def known(self, names: Iterable[str]) -> list[str]:
        return [self.names[name] for name in names if name in self.names]

    def relaxed(self) -> tuple[tuple[str, ...], ...]:
        answers = {
            self._shortened(bit, names)
            for bit, rule in enumerate(self.old.rules)
            for names in self._answers_firing(rule)
            if self._is_possible(names) and self._is_milder(bit, names)
        }
        return self._least(answers)

    def _is_possible(self, names: tuple[str, ...]) -> bool:
        return not _contradicts(self.old, names) and not _contradicts(self.new, self.known(names))

    def _answers_firing(self, rule: Condition) -> set[tuple[str, ...]]:
        """Give the answers that fire a rule: its conditions, or what brings them otherwise than before."""
        ways = [[name, *(other for other in self.old.findings if self._brings_otherwise(other, name))] for name in rule.when]
        return {tuple(sorted(set(names))) for names in product(*ways)}

    def _brings_otherwise(self, name: str, other: str) -> bool:
        """Say whether a finding implied another one, and now no more, or at places that the other one cannot have."""
        if other not in self.old.closure[name]:
            return False
        if not self._still_implies(name, other) or not self._same_placing(other):
            return True
        return name in _passing_on(self.old, other) or self.names[name] in _passing_on(self.new, self.names[other])

    def _same_placing(self, name: str) -> bool:
        return self.old.findings[name].place is self.new.findings[self.names[name]].place

    def _still_implies(self, name: str, other: str) -> bool:
        return self.names.get(other) in self.new.close(self.known([name]))

    def _shortened(self, bit: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """Leave away what the other findings imply under both tables, unless the answer needs a place of its own for it."""
        for name in names:
            others = tuple(other for other in names if other != name)
            implied = any(name in self.old.closure[other] and self._still_implies(other, name) for other in others)
            if implied and self._is_milder(bit, others):
                return self._shortened(bit, others)
        return names

    def _is_milder(self, bit: int, names: tuple[str, ...]) -> bool:
        """Say whether what one old rule contributes is not held by the new rules, somewhere."""
        hit = self.new.fired(self.new.filled(self.known(names)))
        if self._is_kept(bit, hit):
            return False
        views = _views(names, (self.old, str), (self.new, self.names.get))
        return any(not _all_below(_seen(self.old, 1 << bit, before), _seen(self.new, hit, after)) for before, after in views)

    def _is_kept(self, bit: int, hit: int) -> bool:
        """Say whether the same rule fires with the same meaning; then there is nothing to compare."""
        old, new = self.old, self.new
        rule = old.rules[bit]
        return old.other_leg == new.other_leg and any(
            new.rules[other] == rule and new.whole_of(other) == old.whole_of(bit) and all(map(self._same_placing, rule.when))
            for other in bits_of(hit & ~new.conflicts)
        )

    def _least(self, answers: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        """Keep the answers that hold no other one, under either table."""
        closed = {names: (self.old.close(names), self.new.close(self.known(names))) for names in answers}
        kept: list[tuple[str, ...]] = []
        for names in sorted(closed, key=lambda names: (sum(map(len, closed[names])), len(names), names)):
            if not any(all(a <= b for a, b in zip(closed[other], closed[names], strict=True)) for other in kept):
                kept.append(names)
        return tuple(sorted(kept))


# ---------------------------------------------------------------------------- boundaries


@attrs.frozen
class Case:
    """One answer at the boundary of a rule.

    Attributes:
        rule: Id of the rule.
        missing: The condition that a near miss lacks, or None where the rule is just met.
        present: The findings.
        outcome: What all rules together say to them.
    """

    rule: str
    missing: str | None
    present: tuple[str, ...]
    outcome: Outcome


def boundary_cases(table: RuleTable) -> tuple[Case, ...]:
    """Give each rule just met, and each near miss: one condition away, with whatever implies it.

    If no rule is dead, these cases pin the table: a condition dropped, a level changed or a rule lost shows in one.
    """
    return tuple(case for rule in table.rules for case in _cases(table, rule))


def _cases(table: RuleTable, rule: Condition) -> Iterator[Case]:
    yield _case(table, rule, None, rule.when)
    for missing in rule.when:
        yield _case(table, rule, missing, tuple(name for name in rule.when if missing not in table.closure[name]))


def _case(table: RuleTable, rule: Condition, missing: str | None, present: tuple[str, ...]) -> Case:
    return Case(rule.id, missing, present, table.outcome_of(table.fired(table.filled(present))))
