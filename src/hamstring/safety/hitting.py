"""Smallest hitting sets: the fewest things of which every one of some sets holds at least one. Exact."""

from collections.abc import Collection, Iterable, Sequence

from hamstring.safety.table import bits_of


def smallest_hitting_set(bodies: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Give the fewest names such that every body holds one of them.

    Exact, by branch and bound: a branch is left only when its bodies without a common name are too many to do better.
    Exponential in the worst case; what stands alone in a body costs nothing.

    Args:
        bodies: Sets of names, none of them empty.

    Returns:
        The names, sorted. Of several smallest sets always the same one.

    Example:
        >>> from hamstring.safety.hitting import smallest_hitting_set
        >>> smallest_hitting_set([frozenset("ab"), frozenset("bc"), frozenset("d")])
        ('b', 'd')
    """
    known = {*bodies}
    names = sorted(frozenset[str]().union(*known))
    place = {name: number for number, name in enumerate(names)}
    masks = {_union(1 << place[name] for name in body) for body in known}
    least = sorted(body for body in masks if not any(other != body and other & body == other for other in masks))
    return tuple(names[bit] for bit in bits_of(_hitting_set(tuple(least))))


def bodies_apart(bodies: Iterable[frozenset[str]], chosen: Collection[str]) -> tuple[frozenset[str], ...]:
    """Give one body for each chosen name, no two of them with a name in common: a proof that nothing smaller hits all.

    Each of these bodies needs a name of its own, so no hitting set has fewer names than there are bodies.

    Args:
        bodies: Sets of names, none of them empty.
        chosen: A smallest hitting set of them.

    Returns:
        The bodies, or nothing where there is no such proof; the set may be smallest all the same.

    Example:
        >>> from hamstring.safety.hitting import bodies_apart
        >>> [sorted(body) for body in bodies_apart([frozenset("ab"), frozenset("bc"), frozenset("d")], ("b", "d"))]
        [['a', 'b'], ['d']]
        >>> bodies_apart([frozenset("ab"), frozenset("bc"), frozenset("ac")], ("a", "b"))
        ()
    """
    ways = [sorted((body for body in {*bodies} if body.intersection(chosen) == frozenset({name})), key=_size) for name in sorted(chosen)]
    order = sorted(range(len(ways)), key=lambda number: len(ways[number]))
    found: list[tuple[int, ...]] = [()]
    while found:
        picked = found.pop()
        taken = [ways[order[level]][way] for level, way in enumerate(picked)]
        if len(picked) == len(ways):
            return tuple(sorted(taken, key=sorted))
        used = frozenset[str]().union(*taken)
        options = ways[order[len(picked)]]
        found += [(*picked, way) for way in reversed(range(len(options))) if used.isdisjoint(options[way])]
    return ()


def _size(body: frozenset[str]) -> tuple[int, list[str]]:
    return len(body), sorted(body)


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
    """Meet every body, each time with the name that meets most."""
    chosen = 0
    left = list(bodies)
    while left:
        chosen |= 1 << _most_common(left, bits_of(_union(left)))
        left = [body for body in left if not body & chosen]
    return chosen


def _most_common(bodies: Sequence[int], among: Iterable[int]) -> int:
    return max(among, key=lambda bit: (sum(body >> bit & 1 for body in bodies), -bit))


def _disjoint(bodies: Sequence[int]) -> int:
    """Count bodies that have nothing in common: each needs a name of its own."""
    used = count = 0
    for body in sorted(bodies, key=int.bit_count):
        if not body & used:
            used |= body
            count += 1
    return count


def _branches(bodies: tuple[int, ...], chosen: int, banned: int) -> list[tuple[tuple[int, ...], int, int]]:
    """Split by the name that meets the smallest body; a name that was tried is banned from what follows."""
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


__all__ = ["bodies_apart", "smallest_hitting_set"]
