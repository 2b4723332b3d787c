"""Exact facts about a rule table: what it promises, and what it never says.

No rule asks for the absence of a finding, so outcomes only grow with answers, and each question below is decided at
the smallest answers that could decide it: the conditions of one rule. Outcomes are points of a product, not of a
chain: a rule can be hidden by two others of which neither hides it alone. So it is compared with the join of all.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, product

import attrs

from hamstring.model.logic import Condition
from hamstring.model.outcomes import NOTHING, Outcome, Permission, Urgency
from hamstring.model.places import Leg
from hamstring.safety.changes import relaxed
from hamstring.safety.comparing import all_below, closeness, contradicts, passing_on, seen, views
from hamstring.safety.table import LEGS, RuleTable, bits_of, on_leg, table_of


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
    base = table.catalogue.base
    return (
        _monotone(table),
        _lawful(table),
        *of_rules(table),
        _digest(table) if base is None else only_raises(table_of(base), table),
    )


def of_rules(table: RuleTable) -> tuple[Proof, ...]:
    """Examine what an edit of rules and findings can break; the laws of the join and the digest are left out.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> [proof.property for proof in of_rules(table_of(catalogue())) if not proof.holds]
        []
    """
    return (
        _consistent(table),
        _no_dead_rule(table),
        *_levels(table),
        _no_unused_finding(table),
        _no_idle_finding(table),
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
    one_leg = {name: on_leg(Leg.LEFT) for name in table.findings if closeness(table, name)}
    for bit, rule in enumerate(table.rules):
        yield table.whole_of(bit), rule.id
        yield table.outcome(1 << bit, one_leg), rule.id


def _consistent(table: RuleTable) -> Proof:
    """No finding brings a contradiction with it, and the conditions of each rule can all be true."""
    answers = {**{name: (name,) for name in table.findings}, **{rule.id: rule.when for rule in table.rules}}
    broken = tuple(name for name, names in answers.items() if contradicts(table, names))
    return Proof("consistent", not broken, broken, refuses=True)


# ---------------------------------------------------------------------------- rules and findings that matter


def _no_dead_rule(table: RuleTable) -> Proof:
    """Each rule decides something; of an overlay only its own ones are asked, as it may well hide others."""
    dead = tuple(name for name, _ in _dead(table) if name not in _base_rules(table))
    return Proof("no dead rule", not dead, dead)


def hidden_rules(table: RuleTable) -> tuple[str, ...]:
    """Name the rules that decide nothing any more since an overlay was added; none where nothing was.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> hidden_rules(table_of(catalogue()))
        ()
    """
    return tuple(name for name, _ in _dead(table) if name in _base_rules(table))


def _base_rules(table: RuleTable) -> frozenset[str]:
    base = table.catalogue.base
    return frozenset(rule.id for rule in table_of(base).rules) if base else frozenset()


@lru_cache(maxsize=4)
def _dead(table: RuleTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(dead_rules(table).items())


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
    return all(all_below(seen(table, 1 << bit, places), seen(table, others, places)) for (places,) in views(names, (table, str)))


def _answers_bringing(table: RuleTable, wanted: Iterable[str]) -> set[tuple[str, ...]]:
    """Give the smallest answers that bring findings: the findings, or what passes on places that they cannot."""
    ways = ([name, *passing_on(table, name)] for name in wanted)
    answers = {tuple(sorted(set(names))) for names in product(*ways)}
    return {names for names in answers if not contradicts(table, names)}


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
        seen(table, before, without) != seen(table, after, places)
        for names, before, after in possible
        for without, places in views([*names, name], (table, {other: other for other in names}.get), (table, str))
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
            if _is_at(table, names, level) and not contradicts(table, names):
                return names
    return best


def _is_at(table: RuleTable, names: Iterable[str], level: Urgency | Permission) -> bool:
    outcome = table.outcome_of(table.fired(table.filled(names)) & ~table.conflicts)
    return level in (outcome.urgency, outcome.massage)


def only_raises(base: RuleTable, merged: RuleTable) -> Proof:
    """No answer is milder in any part than it was before something was added, wherever its findings are.

    Exact: if an answer were milder, one of the smallest such answers would be the witness. So it holds as well for
    answers that an overlay makes stricter in a part of which the base says nothing.

    Args:
        base: The rules before.
        merged: The same rules with those of an overlay.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.safety.table import table_of
        >>> only_raises(table_of(catalogue()), table_of(catalogue())).holds
        True
    """
    milder = relaxed(base, merged)
    return Proof("only raises answers", not milder, milder[0] if milder else (), refuses=True)


def _digest(table: RuleTable) -> Proof:
    """The manifest names the digest of these very rules."""
    return Proof("digest in the manifest", table.catalogue.manifest.rules_digest == table.digest, (table.digest,))


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
