"""The part of findings and rules that decides: conditions and outcomes, without a word for people."""

from enum import Enum

import attrs

from hamstring.model.outcomes import Outcome, Permission, Urgency


class Placing(Enum):
    """How closely a finding can be placed."""

    NONE = "none"
    LEG = "leg"
    REGION = "region"


@attrs.frozen(kw_only=True)
class RuleLimits:
    """The limits of a rule, told relative to the place of its findings.

    Attributes:
        keep_off: ``place`` for the place of the finding, or ids of regions on the affected legs.

    The other fields are those of `Limits`.
    """

    keep_off: tuple[str, ...] = ()
    max_pressure: int | None = None
    no_tools: tuple[str, ...] = ()
    no_strokes: tuple[str, ...] = ()
    no_demands: tuple[str, ...] = ()
    max_leg_s: int | None = None
    max_session_s: int | None = None
    min_gap_h: int | None = None


NO_LIMITS = RuleLimits()


@attrs.frozen(kw_only=True)
class Relations:
    """What a finding has to do with others, and how closely it can be placed.

    The fields are those of `Finding`.
    """

    id: str
    place: Placing
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Condition:
    """When a rule fires, and what it then contributes.

    The fields are those of `Rule`.
    """

    id: str
    when: tuple[str, ...]
    urgency: Urgency
    massage: Permission
    limits: RuleLimits = NO_LIMITS
    scope: str = ""


def broken_law(outcome: Outcome, limits: RuleLimits) -> str | None:
    """Say which law of outcomes is broken, or None.

    Same day and above forbid massage; ``not-today`` limits everything; limits are told exactly when they bind.
    """
    has_limits = limits != NO_LIMITS
    if outcome.urgency >= Urgency.SAME_DAY and outcome.massage is not Permission.NOT_TODAY:
        return "an urgency of `same-day` or above needs the permission `not-today`"
    if outcome.massage in (Permission.OK, Permission.NOT_TODAY) and has_limits:
        return f"`{outcome.massage}` takes no limits"
    if outcome.massage in (Permission.WITH_LIMITS, Permission.ASK_FIRST) and not has_limits:
        return f"`{outcome.massage}` needs at least one limit"
    return None
