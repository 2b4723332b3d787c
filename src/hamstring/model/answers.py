"""What a person has answered, and where."""

from collections.abc import Set as AbstractSet
from typing import Self

import attrs

from hamstring.errors import RequestError
from hamstring.model.places import Leg
from hamstring.model.reading import collection, one_of

Ids = AbstractSet[str] | list[str] | tuple[str, ...]
"""A collection of finding ids, as callers give it."""


def _leg(value: Leg | str) -> Leg:
    return one_of(Leg.BOTH.each, "leg", value)


def _finding(value: str) -> str:
    if type(value) is not str or not value:
        raise RequestError("finding", value, "the id of a finding")
    return value


def _region(value: str | None) -> str | None:
    if value is not None and (type(value) is not str or not value):
        raise RequestError("region", value, "the id of a region, or None for the whole leg")
    return value


@attrs.frozen(order=False)
class Placed:
    """A finding at a place: one leg, or a part of one thigh.

    Attributes:
        finding: Id of the finding.
        leg: Left or right.
        region: Id of a region of the thigh, or None for the whole leg.

    Example:
        >>> from hamstring import Leg, Placed
        >>> str(Placed("open-wound", Leg.LEFT, "outer-lower"))
        'open-wound@left:outer-lower'
    """

    finding: str = attrs.field(converter=_finding)
    leg: Leg = attrs.field(converter=_leg)
    region: str | None = attrs.field(default=None, converter=_region)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``finding@leg`` or ``finding@leg:region``.

        Raises:
            RequestError: If the text has another form.

        Example:
            >>> from hamstring import Placed
            >>> Placed.parse("varicose-veins@right").leg
            <Leg.RIGHT: 'right'>
        """
        finding, _, place = text.partition("@") if isinstance(text, str) else ("", "", "")
        leg, colon, region = place.partition(":")
        if not finding or leg not in ("left", "right") or bool(colon) != bool(region):
            raise RequestError("symptoms", text, "`finding`, `finding@left` or `finding@left:region`")
        return cls(finding, Leg(leg), region or None)

    def __str__(self) -> str:
        return f"{self.finding}@{self.leg.value}" + (f":{self.region}" if self.region else "")


def _ids(field: str, value: object) -> tuple[str, ...]:
    entries = collection(field, value, "finding ids")
    for entry in entries:
        if type(entry) is not str:
            raise RequestError(field, entry, "a finding id")
    return tuple(sorted({str(entry) for entry in entries}))


def _present(value: Ids) -> tuple[str, ...]:
    return _ids("present", value)


def _absent(value: Ids) -> tuple[str, ...]:
    return _ids("absent", value)


def _placed(value: AbstractSet[Placed] | list[Placed] | tuple[Placed, ...]) -> tuple[Placed, ...]:
    entries = collection("placed", value, "`Placed` values")
    for entry in entries:
        if not isinstance(entry, Placed):
            raise RequestError("placed", entry, "a `Placed` value")
    return tuple(sorted({entry for entry in entries if isinstance(entry, Placed)}, key=str))


@attrs.frozen(kw_only=True)
class Answers:
    """What a person has answered: yes, no, and by silence neither.

    Attributes:
        present: Ids of findings that are present, with no place told; sorted.
        placed: Findings that are present at a place; sorted.
        absent: Ids of findings that are denied, wherever; sorted.

    Raises:
        RequestError: If a field is no set, list or tuple, or holds something else.

    Example:
        >>> from hamstring import Answers
        >>> Answers(present=("fever",), absent=("chest-pain",)).absent
        ('chest-pain',)
    """

    present: tuple[str, ...] = attrs.field(default=(), converter=_present)
    placed: tuple[Placed, ...] = attrs.field(default=(), converter=_placed)
    absent: tuple[str, ...] = attrs.field(default=(), converter=_absent)

    @property
    def symptoms(self) -> tuple[str | Placed, ...]:
        """Everything that is present, as `triage` takes it."""
        return (*self.present, *self.placed)
