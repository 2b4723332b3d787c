"""What open questions can still change: the bounds of an answer, and the questions worth asking.

Both are exact, by the definition: a finding is worth asking when adding it to some consistent completion changes
the outcome. For a rule r and a finding f the completion that changes least is what is present, with the
conditions of r that f does not bring; if r does not raise that one, it raises no other (outcomes only grow).
A completion adds findings everywhere; what is placed stays in its place unless the completion says more.
"""

from collections.abc import Iterator

import attrs

from hamstring.model.logic import Condition
from hamstring.model.outcomes import LEAST, Outcome, Permission, Urgency
from hamstring.safety.table import Places, RuleTable


@attrs.frozen
class Open:
    """One question that can still change the answer, and what it can raise it to: nothing is brought that is certain."""

    finding: str
    urgency: Urgency
    massage: Permission
    further: int

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The most urgent first, then the strictest, then the fewest further answers, then the id."""
        return -self.urgency.rank, -self.massage.rank, self.further, self.finding


@attrs.frozen
class State:
    """Answers as the evaluator sees them.

    Attributes:
        present: Findings that are present, closed under what they imply.
        absent: Findings that cannot be present any more.
        filled: The bits that the present findings fill.
        places: Where placed findings are.
    """

    present: frozenset[str]
    absent: frozenset[str]
    filled: int
    places: Places = attrs.field(eq=False)


def state_of(table: RuleTable, present: frozenset[str], absent: frozenset[str], places: Places) -> State:
    """Close answers: a denied finding denies what implies it, a present one what it excludes."""
    yes = table.close(present)
    no = {name for name, closed in table.closure.items() if closed & absent}
    no |= {name for name, closed in table.closure.items() if name not in yes and table.is_contradiction(yes | closed)}
    return State(yes, frozenset(no), table.filled(present), places)


def possible(table: RuleTable, state: State) -> Iterator[tuple[int, Condition]]:
    """Give the rules that some consistent completion fires, with their bits."""
    for bit, rule in enumerate(table.rules):
        missing = [name for name in rule.when if name not in state.present]
        if not missing or (state.absent.isdisjoint(missing) and not table.fired(state.filled | table.filled(missing)) & table.conflicts):
            yield bit, rule


def at_most(table: RuleTable, state: State) -> Outcome:
    """Join the outcomes of all rules that some consistent completion fires, wherever it can put their findings."""
    outcome = LEAST
    for bit, rule in possible(table, state):
        if not state.places:
            outcome |= table.whole_of(bit)
            continue
        missing = frozenset(rule.when) - state.present
        for more in (frozenset[str](), *_wideners(table, state, rule)):
            outcome |= table.outcome(1 << bit, _places_in(state, table.close(missing | more)))
    return outcome


def open_questions(table: RuleTable, state: State) -> tuple[Open, ...]:
    """Give the questions whose answers can change the outcome, in the order of asking."""
    best: dict[str, Open] = {}
    for bit, rule in possible(table, state):
        for finding in _bringers(table, state, rule):
            found = _change(table, state, bit, finding)
            if found and (finding not in best or found.order < best[finding].order):
                best[finding] = found
    return tuple(sorted(best.values(), key=lambda entry: entry.order))


def _placed_conditions(state: State, rule: Condition) -> frozenset[str]:
    return frozenset(name for name in rule.when if name in state.places)


def _bringers(table: RuleTable, state: State, rule: Condition) -> list[str]:
    """Name the open findings that bring a missing condition, or say that a placed one is everywhere."""
    wanted = (frozenset(rule.when) - state.present) | _placed_conditions(state, rule)
    if not wanted:
        return []
    return [name for name in _open(table, state) if table.closure[name] & wanted]


def _open(table: RuleTable, state: State) -> list[str]:
    return [name for name in table.closure if name not in state.present and name not in state.absent]


def _wideners(table: RuleTable, state: State, rule: Condition) -> list[frozenset[str]]:
    """List the open findings, each alone, that put a placed condition of a rule everywhere and go with the rule."""
    placed = _placed_conditions(state, rule)
    filled = state.filled | table.filled(rule.when)
    return [
        frozenset({name})
        for name in (_open(table, state) if placed else ())
        if table.closure[name] & placed and not table.fired(filled | table.fills[name]) & table.conflicts
    ]


def _change(table: RuleTable, state: State, bit: int, finding: str) -> Open | None:
    """Say what a finding brings through a rule: in the completion that changes least, or one with wider places."""
    rule = table.rules[bit]
    further = frozenset(rule.when) - state.present - table.closure[finding]
    for more in (frozenset[str](), *(_wideners(table, state, rule) if state.places else ())):
        before = table.close(further | more)
        if finding in before:
            continue
        change = _outcomes(table, state, before, finding)
        if change is not None:
            old, new = change
            urgency = new.urgency if new.urgency > old.urgency else LEAST.urgency
            massage = new.massage if new.massage > old.massage else LEAST.massage
            return Open(finding, urgency, massage, len(further))
    return None


def _outcomes(table: RuleTable, state: State, before: frozenset[str], finding: str) -> tuple[Outcome, Outcome] | None:
    """Give the outcomes without and with a finding, or None when they are the same or it cannot be."""
    filled = state.filled | table.filled(before)
    hit, after = table.fired(filled), table.fired(filled | table.fills[finding])
    if after & table.conflicts or (after == hit and not state.places):
        return None
    old = table.outcome(hit, _places_in(state, before))
    new = table.outcome(after, _places_in(state, before | table.closure[finding]))
    return (old, new) if old != new else None


def _places_in(state: State, more: frozenset[str]) -> Places:
    """Forget the places of findings that a completion says are everywhere."""
    if not state.places or state.places.keys().isdisjoint(more):
        return state.places
    return {name: places for name, places in state.places.items() if name not in more}


def half_met(table: RuleTable, state: State) -> tuple[str, ...]:
    """Name the open conditions of rules that would forbid massage today and are met in part."""
    found: dict[str, Open] = {}
    for _, rule in possible(table, state):
        missing = [name for name in rule.when if name not in state.present]
        if rule.massage is Permission.NOT_TODAY and missing and len(missing) < len(rule.when):
            for name in missing:
                entry = Open(name, rule.urgency, rule.massage, len(missing) - 1)
                if name not in found or entry.order < found[name].order:
                    found[name] = entry
    return tuple(entry.finding for entry in sorted(found.values(), key=lambda entry: entry.order))


__all__ = ["Open", "State", "at_most", "half_met", "open_questions", "possible", "state_of"]
