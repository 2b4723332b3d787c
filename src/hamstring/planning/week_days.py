"""Which days of a week, and on which of them firm work: exact over all sets of days, at most 128 of them.

Of two sets the better one has, in this order of preference:

1. more sessions, up to the number that was asked;
2. more sessions on the days that the goal prefers, such as the hard day and the day after for soreness;
3. a more even spread: the smaller sum of squares of the days from each session to each other one, counted forward
   and around the week, as if each week were the same;
4. more sessions on which firm work is open, if the step allows any;
5. earlier days.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

import attrs

from hamstring.model.week_requests import WEEK_DAYS


@attrs.frozen(kw_only=True)
class Days:
    """What decides on the days; days are counted from the first one of the week, and those before it are negative.

    Attributes:
        free: Days on which a session may lie, rising, all of them far enough from earlier sessions.
        wanted: How many sessions are still wanted.
        gap: Least days from one session to the next.
        done: Days of this week's sessions that were done.
        near: Days that the goal prefers.
        held: Days on which firm work is held down.
        firm_before: Days of earlier sessions that were firm, or may have been.
        is_firm: True when the step allows firm work.
    """

    free: tuple[int, ...]
    wanted: int
    gap: int
    done: tuple[int, ...] = ()
    near: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()
    firm_before: frozenset[int] = frozenset()
    is_firm: bool = False


def best_days(days: Days) -> tuple[tuple[int, ...], frozenset[int]]:
    """Give the best set of days, and those among them with firm work.

    Complexity:
        At most 128 sets of days, and for each set of equal rank at most 32 sets of firm ones.
    """
    ranked = [(_rank(days, chosen), chosen) for chosen in _sets(days)]
    first = max(rank for rank, _ in ranked)
    equal = [(chosen, firm_days(days, chosen)) for rank, chosen in ranked if rank == first]
    return min(equal, key=lambda found: (-len(found[1]), found[0]))


def most_days(days: Days) -> int:
    """Give how many sessions fit, up to the number that is wanted."""
    return max(map(len, _sets(days)))


def _sets(days: Days) -> Iterator[tuple[int, ...]]:
    """Give every set of days that keeps the gaps; the empty one always does."""
    for count in range(min(days.wanted, len(days.free)) + 1):
        for chosen in combinations(days.free, count):
            if all(later - earlier >= days.gap for earlier, later in pairwise(chosen)):
                yield chosen


def _rank(days: Days, chosen: tuple[int, ...]) -> tuple[int, int, int]:
    here = {*days.done, *chosen}
    unevenness = sum(((later - day) % WEEK_DAYS) ** 2 for day in here for later in here)
    return len(chosen), len(days.near.intersection(chosen)), -unevenness


def firm_days(days: Days, chosen: tuple[int, ...]) -> frozenset[int]:
    """Give the most days of a set on which firm work is open, the earliest of equals; never two running.

    The last day of the week and the first one count as running, as the next week may be the same.
    """
    if not days.is_firm:
        return frozenset()
    beside = {day + step for day in days.firm_before for step in (-1, 1)}
    open_ = [day for day in chosen if day not in days.held and day not in beside]
    for count in range(len(open_), 0, -1):
        for firm in combinations(open_, count):
            if all((b - a) % WEEK_DAYS not in (1, WEEK_DAYS - 1) for a, b in combinations(firm, 2)):
                return frozenset(firm)
    return frozenset()


__all__ = ["Days", "best_days", "firm_days", "most_days"]
