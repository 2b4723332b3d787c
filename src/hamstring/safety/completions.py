"""What open questions can still change: the bounds of an answer, and the questions worth asking.

Both are exact, by the definition: a finding is worth asking when adding it to some consistent completion changes
the outcome. For a rule r and a finding f the completion that changes least is what is present, with the
conditions of r that f does not bring; if r does not raise that one, it raises no other (outcomes only grow).
"""

from collections.abc import Iterator

import attrs

from hamstring.model.logic import Condition
from hamstring.model.outcomes import LEAST, Outcome, Permission, Urgency
from hamstring.safety.table import Places, RuleTable


@attrs.frozen
class Open:
    """One question that can still change the answer, and what it can bring at most."""

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
    """Join the outcomes of all rules that some consistent completion fires."""
    outcome = LEAST
    for bit, rule in possible(table, state):
        fired = state.present.issuperset(rule.when)
        outcome |= table.outcome(1 << bit, state.places) if fired else table.whole_of(bit)
    return outcome


def open_questions(table: RuleTable, state: State) -> tuple[Open, ...]:
    """Give the questions whose answers can change the outcome, in the order of asking."""
    best: dict[str, Open] = {}
    for bit, rule in possible(table, state):
        missing = frozenset(rule.when) - state.present
        for finding in _bringers(table, state, missing):
            found = _change(table, state, bit, finding, missing)
            if found and (finding not in best or found.order < best[finding].order):
                best[finding] = found
    return tuple(sorted(best.values(), key=lambda entry: entry.order))


def _bringers(table: RuleTable, state: State, missing: frozenset[str]) -> list[str]:
    """Name the open findings that bring a missing condition: the condition itself, or what implies it."""
    if not missing:
        return []
    return [name for name, closed in table.closure.items() if closed & missing and name not in state.present and name not in state.absent]


def _change(table: RuleTable, state: State, bit: int, finding: str, missing: frozenset[str]) -> Open | None:
    further = missing - table.closure[finding]
    before = table.close(further)
    if finding in before or not missing - before:
        return None
    filled = state.filled | table.filled(further)
    hit = table.fired(filled)
    after = table.fired(filled | table.fills[finding])
    if after & table.conflicts:
        return None
    brought = table.whole_of(bit)
    outcome = table.outcome(hit, _places_in(state, before))
    if brought <= outcome and table.outcome(after, _places_in(state, before | table.closure[finding])) == outcome:
        return None
    return Open(finding, brought.urgency, brought.massage, len(further))


def _places_in(state: State, more: frozenset[str]) -> Places:
    """Forget the places of findings that a completion adds everywhere."""
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
