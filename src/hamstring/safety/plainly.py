"""The rules read plainly: one loop over whole records, with no compiling, no bits and no cache.

It is slow and easy to check by eye, and shares nothing with the compiled table but the words: so each can tell of the other.
"""

from collections.abc import Iterable

from hamstring.content.catalogue import Catalogue
from hamstring.model.anatomy import Region
from hamstring.model.outcomes import EVERYTHING, Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.screening import Rule

_THIGHS = (Leg.LEFT, Leg.RIGHT)


def brought(content: Catalogue, present: Iterable[str]) -> set[str]:
    """Give findings with everything that they imply.

    Example:
        >>> from hamstring import catalogue
        >>> sorted(brought(catalogue(), ["active-cancer"]))
        ['active-cancer', 'had-cancer']
    """
    found = set(present)
    while more := {name for known in found for name in content.findings[known].implies} - found:
        found |= more
    return found


def plain_outcome(content: Catalogue, present: Iterable[str]) -> tuple[tuple[str, ...], Outcome]:
    """Name the rules that fire, sorted, and say what they come to when no finding is placed.

    Args:
        content: The content whose rules are read.
        present: Ids of findings, all known.

    Example:
        >>> from hamstring import catalogue
        >>> fired, outcome = plain_outcome(catalogue(), ["takes-anticoagulant"])
        >>> fired, outcome.limits.max_pressure
        (('takes-anticoagulant',), 3)
    """
    found = brought(content, present)
    fired = [rule for rule in content.rules.values() if set(rule.when) <= found]
    urgency, massage = Urgency.SELF_CARE, Permission.OK
    for rule in fired:
        urgency = rule.urgency if rule.urgency.rank > urgency.rank else urgency
        massage = rule.massage if rule.massage.rank > massage.rank else massage
    limits = EVERYTHING if massage is Permission.NOT_TODAY else _limits(content, fired)
    return tuple(sorted(rule.id for rule in fired)), Outcome(urgency=urgency, massage=massage, limits=limits)


def _limits(content: Catalogue, fired: Iterable[Rule]) -> Limits:
    told = [rule.limits for rule in fired]
    return Limits(
        keep_off=tuple(
            sorted({f"{leg}:{name}" for limits in told for region in limits.keep_off for leg, name in _closed(content, region)})
        ),
        max_pressure=min((limits.max_pressure for limits in told if limits.max_pressure is not None), default=None),
        no_tools=tuple(sorted({name for limits in told for name in limits.no_tools})),
        no_strokes=tuple(sorted({name for limits in told for name in limits.no_strokes})),
        no_demands=tuple(sorted({name for limits in told for name in limits.no_demands})),
        max_leg_s=min((limits.max_leg_s for limits in told if limits.max_leg_s is not None), default=None),
        max_session_s=min((limits.max_session_s for limits in told if limits.max_session_s is not None), default=None),
        min_gap_h=max((limits.min_gap_h for limits in told if limits.min_gap_h is not None), default=None),
    )


def _closed(content: Catalogue, region: str) -> list[tuple[str, str]]:
    """Give the quadrants of both legs that a region closes; the place of a finding that is nowhere in particular is everywhere."""
    known: Region | None = content.regions.get(region)
    names = tuple(QUADRANTS) if region == "place" else known.quadrants or (region,) if known else ()
    return [(leg.value, name) for leg in _THIGHS for name in names]
