"""The shortest screen: the fewest questions whose "no" rules out an urgency."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RequestError
from hamstring.model.outcomes import Outcome, Urgency
from hamstring.model.reading import one_of
from hamstring.safety.answering import read_answers
from hamstring.safety.completions import State, possible
from hamstring.safety.hitting import bodies_apart, smallest_hitting_set
from hamstring.safety.table import RuleTable, table_of
from hamstring.safety.triage import of_answers, rules_of

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.safety.answering import Ids, Symptoms


def shortest_screen(
    urgency: "Urgency | str", *, symptoms: "Symptoms" = (), absent: "Ids" = (), catalogue: "Catalogue | None" = None
) -> tuple[str, ...]:
    """Give the fewest findings whose denial rules out an urgency and all above it.

    A no to a finding is a no to whatever implies it. Exact: no shorter list of questions does the same. A yes on the
    way changes what is worth asking; ask again with it among the symptoms.

    Args:
        urgency: The urgency to rule out, above the lowest one.
        symptoms: Findings that are present, as `triage` takes them.
        absent: Ids of findings that are denied already.
        catalogue: The content to use, or None for the shipped one.

    Returns:
        Ids, sorted, none of them answered yet; empty when the answers rule the urgency out.

    Raises:
        RequestError: If the urgency is unknown, the lowest one, or reached by the symptoms, so that no answer rules
            it out; or if a field has the wrong type.
        UnknownIdError: For all unknown ids at once, with near matches.
        AnswersError: If answers contradict each other.

    Example:
        >>> from hamstring import shortest_screen, triage
        >>> screen = shortest_screen("emergency")
        >>> len(screen), triage((), absent=screen).at_most.urgency.value
        (22, 'same-day')
        >>> shortest_screen("emergency", absent=screen)
        ()
    """
    level = _above_the_lowest(one_of(Urgency, "urgency", urgency))
    rules = rules_of(shipped_catalogue() if catalogue is None else catalogue)
    answered = of_answers(rules, read_answers(rules.table, symptoms, absent))
    if answered.urgency >= level:
        raise RequestError("urgency", level.value, f"an urgency above `{answered.urgency}`, which the symptoms reach already")
    return smallest_hitting_set(open_bodies(rules.table, rules.state(answered), level).values())


def open_bodies(table: RuleTable, state: State, level: Urgency) -> dict[str, frozenset[str]]:
    """Give what each rule of an urgency or above still needs: a no to any of these findings rules the rule out.

    Rules that have fired, or that no consistent answer fires any more, need nothing and are left out.
    """
    return {
        rule.id: table.close(rule.when) - state.present
        for _, rule in possible(table, state)
        if rule.urgency >= level and not state.present.issuperset(rule.when)
    }


def changing_bodies(table: RuleTable, state: State, certain: Outcome) -> dict[str, frozenset[str]]:
    """Give what each rule that could raise a certain outcome still needs."""
    return {
        rule.id: table.close(rule.when) - state.present
        for bit, rule in possible(table, state)
        if not state.present.issuperset(rule.when) and not table.whole_of(bit) <= certain
    }


def fewest_askable(bodies: Collection[frozenset[str]], askable: Collection[str]) -> tuple[str, ...]:
    """Give the fewest questions that meet all bodies, as far as they hold something that can be asked."""
    return smallest_hitting_set(found for body in bodies if (found := body.intersection(askable)))


def rules_apart(urgency: "Urgency | str", *, catalogue: "Catalogue | None" = None) -> tuple[str, ...]:
    """Name rules of an urgency or above of which no two have a finding in common, as many as the shortest screen is long.

    They prove it shortest to anybody who reads them: each rule needs a no of its own.

    Args:
        urgency: The urgency to rule out, above the lowest one.
        catalogue: The content to use, or None for the shipped one.

    Returns:
        Ids of rules, sorted; nothing where there is no such proof, and only the search has shown it.

    Raises:
        RequestError: If the urgency is unknown or the lowest one.

    Example:
        >>> from hamstring import shortest_screen
        >>> from hamstring.safety.shortest import rules_apart
        >>> len(rules_apart("emergency")) == len(shortest_screen("emergency"))
        True
    """
    level = _above_the_lowest(one_of(Urgency, "urgency", urgency))
    table = table_of(shipped_catalogue() if catalogue is None else catalogue)
    bodies = {rule.id: table.close(rule.when) for rule in table.rules if rule.urgency >= level}
    named = {body: name for name, body in reversed(bodies.items())}
    apart = bodies_apart(named, smallest_hitting_set(named))
    return tuple(sorted(named[body] for body in apart))


def _above_the_lowest(level: Urgency) -> Urgency:
    if level.rank == 0:
        raise RequestError("urgency", level.value, "an urgency above the lowest one, which no answer rules out")
    return level


__all__ = ["changing_bodies", "fewest_askable", "open_bodies", "rules_apart", "shortest_screen"]
