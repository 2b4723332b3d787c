"""What an answer may contribute: a lattice of urgency, permission and limits.

Every part only ever grows: ``|`` joins part by part, ``<=`` compares part by part. Two outcomes may be
incomparable: a blood thinner asks for permission, a graze closes a place, and neither is the milder one.
"""

from typing import Self

import attrs

from hamstring.model.ordered import Ordered


class Urgency(Ordered):
    """How soon a professional must be seen.

    Example:
        >>> from hamstring import Urgency
        >>> Urgency.SELF_CARE < Urgency.SEE_SOON < Urgency.SAME_DAY < Urgency.EMERGENCY
        True
    """

    SELF_CARE = "self-care"
    SEE_SOON = "see-soon"
    SAME_DAY = "same-day"
    EMERGENCY = "emergency"


class Permission(Ordered):
    """Whether self-massage is allowed.

    Example:
        >>> from hamstring import Permission
        >>> max(Permission.ASK_FIRST, Permission.WITH_LIMITS)
        <Permission.ASK_FIRST: 'ask-first'>
    """

    OK = "ok"
    WITH_LIMITS = "with-limits"
    ASK_FIRST = "ask-first"
    NOT_TODAY = "not-today"


def _least(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)


def _tighter(a: int | None, b: int | None) -> bool:
    """Say whether the bound b is at least as tight as a; None is unlimited."""
    return a is None or (b is not None and b <= a)


def _union(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return a if not b or a == b else b if not a else tuple(sorted({*a, *b}))


@attrs.frozen(kw_only=True)
class Limits:
    """What must not be done. An empty value limits nothing; a total one leaves nothing to do.

    Attributes:
        is_total: True when everything is forbidden; the other fields are then empty.
        keep_off: Closed quadrants as ``leg:quadrant``, sorted.
        max_pressure: Highest felt pressure, 0 to 10, or None for unlimited.
        no_tools: Kinds of tool not to use.
        no_strokes: Ids of techniques not to use.
        no_demands: Ids of demands not to make: positions, body weight, crossed legs, stretches.
        max_leg_s: Most seconds of work on one leg, or None.
        max_session_s: Most seconds of work in a session, or None.
        min_gap_h: Least hours until the next session, or None.

    Example:
        >>> from hamstring import Limits
        >>> (Limits(max_pressure=4) | Limits(max_pressure=3, no_tools=("roller",))).max_pressure
        3
    """

    is_total: bool = False
    keep_off: tuple[str, ...] = ()
    max_pressure: int | None = None
    no_tools: tuple[str, ...] = ()
    no_strokes: tuple[str, ...] = ()
    no_demands: tuple[str, ...] = ()
    max_leg_s: int | None = None
    max_session_s: int | None = None
    min_gap_h: int | None = None

    def __or__(self, other: Self) -> "Limits":
        """Join: sets by union, bounds by minimum, the gap by maximum."""
        if self.is_total or other.is_total:
            return EVERYTHING
        gaps = [gap for gap in (self.min_gap_h, other.min_gap_h) if gap is not None]
        return Limits(
            keep_off=_union(self.keep_off, other.keep_off),
            max_pressure=_least(self.max_pressure, other.max_pressure),
            no_tools=_union(self.no_tools, other.no_tools),
            no_strokes=_union(self.no_strokes, other.no_strokes),
            no_demands=_union(self.no_demands, other.no_demands),
            max_leg_s=_least(self.max_leg_s, other.max_leg_s),
            max_session_s=_least(self.max_session_s, other.max_session_s),
            min_gap_h=max(gaps, default=None),
        )

    def __le__(self, other: Self) -> bool:
        """Say whether the other one forbids at least as much, part by part."""
        if other.is_total or self.is_total:
            return other.is_total
        return (
            set(self.keep_off) <= set(other.keep_off)
            and _tighter(self.max_pressure, other.max_pressure)
            and set(self.no_tools) <= set(other.no_tools)
            and set(self.no_strokes) <= set(other.no_strokes)
            and set(self.no_demands) <= set(other.no_demands)
            and _tighter(self.max_leg_s, other.max_leg_s)
            and _tighter(self.max_session_s, other.max_session_s)
            and (self.min_gap_h is None or (other.min_gap_h is not None and self.min_gap_h <= other.min_gap_h))
        )

    @property
    def is_empty(self) -> bool:
        """True when nothing is limited."""
        return self == NOTHING


NOTHING = Limits()
EVERYTHING = Limits(is_total=True)


@attrs.frozen(kw_only=True)
class Outcome:
    """One point of the lattice: urgency, permission and limits, which are separate answers.

    Attributes:
        urgency: How soon to be seen.
        massage: Whether self-massage is allowed.
        limits: What must not be done.

    Example:
        >>> from hamstring import Outcome, Permission, Urgency
        >>> Outcome() <= Outcome(urgency=Urgency.SEE_SOON)
        True
    """

    urgency: Urgency = Urgency.SELF_CARE
    massage: Permission = Permission.OK
    limits: Limits = NOTHING

    def __or__(self, other: Self) -> "Outcome":
        """Join part by part."""
        return Outcome(
            urgency=max(self.urgency, other.urgency),
            massage=max(self.massage, other.massage),
            limits=self.limits | other.limits,
        )

    def __le__(self, other: Self) -> bool:
        """Say whether the other outcome is at least as strict in every part."""
        return self.urgency <= other.urgency and self.massage <= other.massage and self.limits <= other.limits


LEAST = Outcome()
