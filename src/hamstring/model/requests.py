"""What is asked of the planner."""

from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Self

import attrs

from hamstring.errors import RequestError
from hamstring.model.answers import Answers
from hamstring.model.places import QUADRANTS, Leg, Line
from hamstring.model.practice import Pace, Position, Skin
from hamstring.model.reading import collection, one_of, truth


class Goal(Enum):
    """What a routine is for.

    Example:
        >>> from hamstring import Goal
        >>> Goal("before-sport").name
        'BEFORE_SPORT'
    """

    FLEXIBILITY = "flexibility"
    SORENESS = "soreness"
    TENDER_SPOTS = "tender-spots"
    BEFORE_SPORT = "before-sport"
    RELAXATION = "relaxation"

    def __str__(self) -> str:
        return self.value


def _leg(value: Leg | str) -> Leg:
    return one_of(Leg.BOTH.each, "leg", value)


def _region(value: str) -> str:
    if type(value) is not str or value not in QUADRANTS:
        raise RequestError("region", value, "a part of the thigh that may be pressed: " + ", ".join(f"`{name}`" for name in QUADRANTS))
    return value


def _tenderness(value: int) -> int:
    if type(value) is not int or value < 1:
        raise RequestError("tenderness", value, "a whole number from 1 (a little) to 3 (very)")
    return value


@attrs.frozen(order=True)
class TenderSpot:
    """A place that hurts when pressed.

    Attributes:
        leg: Left or right.
        region: The quadrant of the thigh in which it lies.
        tenderness: From 1, a little, to 3, very; not a pressure.

    Example:
        >>> from hamstring import TenderSpot
        >>> TenderSpot.parse("left:outer-lower:2").tenderness
        2
    """

    leg: Leg = attrs.field(converter=_leg, order=lambda leg: leg.value)
    region: str = attrs.field(converter=_region)
    tenderness: int = attrs.field(default=2, converter=_tenderness)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``leg:region`` or ``leg:region:tenderness``.

        Raises:
            RequestError: If the text has another form.
        """
        leg, colon, rest = text.partition(":") if type(text) is str else ("", "", "")
        region, more, tenderness = rest.partition(":")
        if not colon or (more and not (tenderness.isascii() and tenderness.isdigit() and len(tenderness) == 1)):
            raise RequestError("spots", text, "`leg:region` or `leg:region:tenderness`, such as `left:outer-lower:2`")
        return cls(leg, region, int(tenderness)) if more else cls(leg, region)

    def __str__(self) -> str:
        return f"{self.leg.value}:{self.region}:{self.tenderness}"


Texts = AbstractSet[str] | list[str] | tuple[str, ...]
"""A collection of ids, as callers give it."""

SpotsGiven = AbstractSet[TenderSpot | str] | list[TenderSpot] | list[str] | list[TenderSpot | str] | tuple[TenderSpot | str, ...]
PositionsGiven = AbstractSet[Position | str] | list[Position] | list[str] | list[Position | str] | tuple[Position | str, ...]


def _ids(field: str, value: object, expected: str) -> tuple[str, ...]:
    entries = collection(field, value, expected)
    for entry in entries:
        if type(entry) is not str:
            raise RequestError(field, entry, f"text: one of the {expected}")
    return tuple(sorted({str(entry) for entry in entries}))


def _tools(value: Texts) -> tuple[str, ...]:
    return _ids("tools", value, "tool ids")


def _exclude(value: Texts) -> tuple[str, ...]:
    return _ids("exclude", value, "places")


def _done(value: Texts) -> tuple[str, ...]:
    return _ids("done", value, "texts of what was done")


def _cleared(value: Texts) -> tuple[str, ...]:
    return _ids("cleared", value, "finding ids")


def _positions(value: PositionsGiven) -> tuple[Position, ...]:
    entries = {one_of(Position, "positions", entry) for entry in collection("positions", value, "positions")}
    if not entries:
        raise RequestError("positions", value, "at least one position")
    return tuple(position for position in Position if position in entries)


def _spots(value: SpotsGiven) -> tuple[TenderSpot, ...]:
    found: list[TenderSpot] = []
    for entry in collection("spots", value, "tender spots"):
        spot = TenderSpot.parse(entry) if isinstance(entry, str) else entry
        if not isinstance(spot, TenderSpot):
            raise RequestError("spots", spot, "a `TenderSpot`, or text such as `left:outer-lower:2`")
        found.append(spot)
    return tuple(sorted(found))


def _whole(field: str, value: object) -> int | None:
    if value is not None and type(value) is not int:
        raise RequestError(field, value, "a whole number")
    return value


def _minutes(value: int | None) -> int | None:
    return _whole("minutes", value)


def _budget_s(value: int | None) -> int | None:
    return _whole("budget_s", value)


def _pressure_cap(value: int | None) -> int | None:
    return _whole("pressure_cap", value)


def _goal(value: Goal | str) -> Goal:
    return one_of(Goal, "goal", value)


def _legs(value: Leg | str) -> Leg:
    return one_of(Leg, "legs", value)


def _first_leg(value: Leg | str) -> Leg:
    return one_of(Leg.BOTH.each, "first_leg", value)


def _focus(value: Line | str | None) -> Line | None:
    return None if value is None else one_of(Line, "focus", value)


def _experience(value: str) -> str:
    if type(value) is not str:
        raise RequestError("experience", value, "text")
    return value


def _pace(value: Pace | str) -> Pace:
    return one_of(Pace, "pace", value)


def _already_warm(value: bool) -> bool:  # noqa: FBT001 - a converter takes one value
    return truth("already_warm", value)


def _stretch(value: bool) -> bool:  # noqa: FBT001 - a converter takes one value
    return truth("stretch", value)


def _skin(value: Skin | str) -> Skin:
    return one_of((Skin.BARE, Skin.CLOTHES), "skin", value)


def _answers(value: Answers) -> Answers:
    if not isinstance(value, Answers):
        raise RequestError("answers", value, "an `Answers` value, such as `triage(...).answers`")
    return value


@attrs.frozen(kw_only=True)
class RoutineRequest:
    """Everything that `plan_routine` needs to know. Ids and members of the closed sets are both accepted.

    Attributes:
        minutes: Whole minutes at hand; give this or ``budget_s``.
        budget_s: Seconds at hand, a multiple of 5; give this or ``minutes``.
        tools: Ids of the tools at hand, props included.
        positions: Positions that may be used.
        goal: What the routine is for.
        legs: Which legs.
        first_leg: The leg to start with.
        spots: Tender spots, at most four a leg.
        focus: The line to favour, or None.
        exclude: Places to leave out, as ``leg:region`` or ``region`` for both legs.
        pressure_cap: Highest felt pressure wanted, 1 to 10, or None for the content's own.
        experience: Id of a level of experience: ``beginner``, ``regular`` or ``experienced``.
        pace: How long changes of position may take.
        already_warm: True after easy movement.
        stretch: False leaves static stretches out.
        skin: Whether the strokes touch bare skin or clothes.
        answers: The answers to the safety questions; planning always evaluates them.
        cleared: Findings that a clinician has considered and allowed.
        done: What was done already in this session, as ``leg:region:seconds`` or ``leg:region:seconds:variant``, one entry
            for each place and stroke, seconds a multiple of 5. It earns nothing again and counts for all bounds on work.

    Raises:
        RequestError: If a field has the wrong type or value.

    Example:
        >>> from hamstring import RoutineRequest, plan_routine
        >>> request = RoutineRequest(minutes=6, tools={"foam-roller", "hands"})
        >>> plan_routine(request).request == request
        True
    """

    minutes: int | None = attrs.field(default=None, converter=_minutes)
    budget_s: int | None = attrs.field(default=None, converter=_budget_s)
    tools: tuple[str, ...] = attrs.field(default=("hands",), converter=_tools)
    positions: tuple[Position, ...] = attrs.field(default=tuple(Position), converter=_positions)
    goal: Goal = attrs.field(default=Goal.FLEXIBILITY, converter=_goal)
    legs: Leg = attrs.field(default=Leg.BOTH, converter=_legs)
    first_leg: Leg = attrs.field(default=Leg.LEFT, converter=_first_leg)
    spots: tuple[TenderSpot, ...] = attrs.field(default=(), converter=_spots)
    focus: Line | None = attrs.field(default=None, converter=_focus)
    exclude: tuple[str, ...] = attrs.field(default=(), converter=_exclude)
    pressure_cap: int | None = attrs.field(default=None, converter=_pressure_cap)
    experience: str = attrs.field(default="regular", converter=_experience)
    pace: Pace = attrs.field(default=Pace.NORMAL, converter=_pace)
    already_warm: bool = attrs.field(default=False, converter=_already_warm)
    stretch: bool = attrs.field(default=True, converter=_stretch)
    skin: Skin = attrs.field(default=Skin.CLOTHES, converter=_skin)
    answers: Answers = attrs.field(default=Answers(), converter=_answers)
    cleared: tuple[str, ...] = attrs.field(default=(), converter=_cleared)
    done: tuple[str, ...] = attrs.field(default=(), converter=_done)

    def __attrs_post_init__(self) -> None:
        if (self.minutes is None) == (self.budget_s is None):
            given = None if self.minutes is None else (self.minutes, self.budget_s)
            raise RequestError("minutes", given, "exactly one of `minutes` and `budget_s`")

    @property
    def seconds(self) -> int:
        """The time at hand, in seconds."""
        return self.budget_s if self.budget_s is not None else 60 * (self.minutes or 0)

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the request as one JSON object; `from_json` reads it back.

        Example:
            >>> from hamstring import RoutineRequest
            >>> request = RoutineRequest(minutes=5)
            >>> RoutineRequest.from_json(request.to_json()) == request
            True
        """
        from hamstring.outputs.as_json import request_json

        return request_json(self, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "RoutineRequest":
        """Read a request from JSON; fields that are left out have their defaults.

        Raises:
            RequestError: If it is not JSON, or a field is unknown or has the wrong type.

        Example:
            >>> from hamstring import RoutineRequest
            >>> RoutineRequest.from_json('{"minutes": 5}').minutes
            5
        """
        from hamstring.outputs.as_json import request_from_json

        return request_from_json(text)
