"""The shortest screen: the fewest findings whose denial rules out an urgency."""

from collections.abc import Iterable, Sequence

from hamstring.errors import RequestError
from hamstring.model.outcomes import Urgency
from hamstring.safety.table import RuleTable, bits_of


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
