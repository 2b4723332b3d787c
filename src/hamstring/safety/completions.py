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
from hamstring.safety.table import Places, RuleTable, bits_of


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
    reached = _Reached(table, state)
    outcome = LEAST
    for bit, rule in possible(table, state):
        missing = frozenset(rule.when) - state.present
        for more in reached.widening(rule):
            if not table.fired(state.filled | table.filled(missing | more)) & table.conflicts:
                outcome |= reached.outcome(1 << bit, table.close(missing) | more)
    return outcome


def open_questions(table: RuleTable, state: State) -> tuple[Open, ...]:
    """Give the questions whose answers can change the outcome, in the order of asking."""
    reached = _Reached(table, state)
    best: dict[str, Open] = {}
    for bit, rule in possible(table, state):
        missing = frozenset(rule.when) - state.present
        bringers = reached.bringers(missing.union(name for name in rule.when if name in state.places))
        for more in reached.widening(rule) if bringers else ():
            for finding in bringers:
                found = _change(reached, bit, finding, missing, more)
                if found and (finding not in best or found.order < best[finding].order):
                    best[finding] = found
    return tuple(sorted(best.values(), key=lambda entry: entry.order))


class _Reached:
    """Outcomes of completions, each worked out once."""

    def __init__(self, table: RuleTable, state: State) -> None:
        self.table = table
        self.state = state
        self.open = {name: closed for name, closed in table.closure.items() if name not in state.present and name not in state.absent}
        self._seen: dict[tuple[int, frozenset[str]], Outcome] = {}

    def bringers(self, wanted: frozenset[str]) -> list[str]:
        """Name the open findings that bring one of some conditions, or say that it is everywhere."""
        return [name for name, closed in self.open.items() if closed & wanted] if wanted else []

    def widening(self, rule: Condition) -> list[frozenset[str]]:
        """Give nothing, and each open finding, closed, that says of a placed condition that it is everywhere."""
        placed = self.state.places.keys() & {*rule.when}
        return [frozenset(), *(closed for closed in self.open.values() if placed & closed)] if placed else [frozenset()]

    def outcome(self, hit: int, more: frozenset[str]) -> Outcome:
        """Join fired rules, findings of the completion being everywhere."""
        lifted = more.intersection(self.state.places)
        found = self._seen.get((hit, lifted))
        if found is None:
            places = {name: spots for name, spots in self.state.places.items() if name not in lifted} if lifted else self.state.places
            found = LEAST
            if not places:
                found = self.table.outcome_of(hit)
            elif hit & (hit - 1):
                for bit in bits_of(hit & ~self.table.conflicts):
                    found |= self.outcome(1 << bit, lifted)
            else:
                found = self.table.outcome(hit, places)
            self._seen[hit, lifted] = found
        return found


def _change(reached: _Reached, bit: int, finding: str, missing: frozenset[str], more: frozenset[str]) -> Open | None:
    """Say what a finding brings through one rule, in the completion that changes least, or in one with wider places."""
    table, state = reached.table, reached.state
    closed = table.closure[finding]
    further = missing - closed
    before = table.close(further) | more
    if finding in before:
        return None
    filled = state.filled | table.filled(before)
    if table.fired(filled | table.fills[finding]) & table.conflicts:
        return None
    brought = reached.outcome(1 << bit, before | closed)
    known = reached.outcome(table.fired(filled), before)
    if brought <= known:
        return None
    urgency = brought.urgency if brought.urgency > known.urgency else LEAST.urgency
    massage = brought.massage if brought.massage > known.massage else LEAST.massage
    return Open(finding, urgency, massage, len(further))


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
