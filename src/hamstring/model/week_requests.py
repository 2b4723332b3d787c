"""What is asked of a week of sessions, and what came of earlier sessions."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

import attrs

from hamstring.errors import RequestError
from hamstring.model.answers import Answers
from hamstring.model.days import day_of
from hamstring.model.reading import collection, one_of, truth, whole
from hamstring.model.requests import RoutineRequest

WEEK_DAYS = 7
_HIGHEST_RATING = 10
_MOST_MINUTES = 24 * 60


class Weekday(Enum):
    """A day of the week.

    Example:
        >>> from datetime import date
        >>> from hamstring import Weekday
        >>> Weekday.of(date(2026, 11, 23))
        <Weekday.MONDAY: 'mon'>
    """

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """Give the day of the week of a date."""
        return tuple(cls)[day.weekday()]

    def __str__(self) -> str:
        return self.value


DaysGiven = AbstractSet[Weekday | str] | list[Weekday] | list[str] | list[Weekday | str] | tuple[Weekday | str, ...]
"""Days of the week, as callers give them."""


def read_day(field: str, value: object) -> date:
    """Read a date, from a `datetime.date` or from ISO text.

    Raises:
        RequestError: If it is neither; a `datetime.datetime` is not a date.
    """
    if type(value) is date:
        return value
    if type(value) is str and (found := day_of(value)) is not None:
        return found
    raise RequestError(field, value, "a `datetime.date`, or a day such as `2026-11-23`")


def _day(value: date | str) -> date:
    return read_day("day", value)


def _start(value: date | str) -> date:
    found = read_day("start", value)
    if not date.min + timedelta(days=WEEK_DAYS) <= found <= date.max - timedelta(days=WEEK_DAYS):
        raise RequestError("start", value, "a day whose week lies in the calendar")
    return found


def _gone(value: date | str | None) -> date | None:
    return None if value is None else read_day("bruise_gone_on", value)


def _seen(value: date | str | None) -> date | None:
    return None if value is None else read_day("seen_on", value)


def _today(value: date | str | None) -> date | None:
    return None if value is None else read_day("today", value)


def _done(value: bool) -> bool:  # noqa: FBT001 - a converter takes one value
    return truth("done", value)


def _bruise(value: bool | None) -> bool | None:  # noqa: FBT001 - a converter takes one value
    return None if value is None else truth("new_bruise", value)


def _minutes(value: int | None) -> int | None:
    return None if value is None else whole("minutes", value, 0, _MOST_MINUTES)


def _rating(field: str, value: int | None) -> int | None:
    return None if value is None else whole(field, value, 0, _HIGHEST_RATING)


def _ceiling(value: int | None) -> int | None:
    return _rating("ceiling", value)


def _before(value: int | None) -> int | None:
    return _rating("pain_before", value)


def _during(value: int | None) -> int | None:
    return _rating("pain_during", value)


def _morning(value: int | None) -> int | None:
    return _rating("pain_next_morning", value)


def _stage(value: str) -> str:
    if type(value) is not str:
        raise RequestError("stage", value, "text: the id of a stage, or an empty text")
    return value


@attrs.frozen(kw_only=True)
class SessionReport:
    """What came of one session. What is not known is None: it never counts as good.

    Attributes:
        day: The day of the session.
        done: False when it was skipped; then nothing else is told.
        minutes: How long it was.
        ceiling: The highest felt pressure, 0 to 10.
        pain_before: Pain before it, 0 to 10.
        pain_during: The highest pain during it, 0 to 10.
        pain_next_morning: Pain the next morning, 0 to 10.
        new_bruise: Whether a bruise came of it.
        bruise_gone_on: The day on which that bruise had gone, or None while it is there.
        stage: Id of the stage of a graded return in which it was done, or an empty text.

    Raises:
        RequestError: If a field has the wrong type or value.

    Example:
        >>> from hamstring import SessionReport
        >>> SessionReport(day="2026-11-23", minutes=5, ceiling=3, pain_before=1, pain_during=3).is_complete
        False
    """

    day: date = attrs.field(converter=_day)
    done: bool = attrs.field(default=True, converter=_done)
    minutes: int | None = attrs.field(default=None, converter=_minutes)
    ceiling: int | None = attrs.field(default=None, converter=_ceiling)
    pain_before: int | None = attrs.field(default=None, converter=_before)
    pain_during: int | None = attrs.field(default=None, converter=_during)
    pain_next_morning: int | None = attrs.field(default=None, converter=_morning)
    new_bruise: bool | None = attrs.field(default=None, converter=_bruise)
    bruise_gone_on: date | None = attrs.field(default=None, converter=_gone)
    stage: str = attrs.field(default="", converter=_stage)

    def __attrs_post_init__(self) -> None:
        told = (*self._told, self.bruise_gone_on)
        if not self.done and any(value is not None for value in told):
            raise RequestError("done", self.done, "nothing more about a session that was skipped")
        if self.bruise_gone_on is not None and (self.new_bruise is not True or self.bruise_gone_on < self.day):
            raise RequestError("bruise_gone_on", str(self.bruise_gone_on), "the day of a session with a new bruise, or a later one")

    @property
    def is_complete(self) -> bool:
        """True when all is known about a session that was done; only such a session can be a good one."""
        return self.done and None not in self._told

    @property
    def _told(self) -> tuple[int | None, ...]:
        return self.minutes, self.ceiling, self.pain_before, self.pain_during, self.pain_next_morning, self.new_bruise


ReportsGiven = AbstractSet[SessionReport] | list[SessionReport] | tuple[SessionReport, ...]
"""Reports, as callers give them."""


def _sessions(value: int) -> int:
    return whole("sessions", value, 1, WEEK_DAYS)


def _days(field: str, value: object) -> tuple[Weekday, ...]:
    entries = {one_of(Weekday, field, entry) for entry in collection(field, value, "days such as `mon`")}
    return tuple(day for day in Weekday if day in entries)


def _free(value: DaysGiven) -> tuple[Weekday, ...]:
    return _days("free", value)


def _hard(value: DaysGiven) -> tuple[Weekday, ...]:
    return _days("hard", value)


def _history(value: ReportsGiven) -> tuple[SessionReport, ...]:
    reports: set[SessionReport] = set()
    for entry in collection("history", value, "reports"):
        if not isinstance(entry, SessionReport):
            raise RequestError("history", entry, "a `SessionReport`")
        reports.add(entry)
    found = tuple(sorted(reports, key=lambda report: report.day))
    for one, other in pairwise(found):
        if one.day == other.day:
            raise RequestError("history", str(one.day), "at most one report for each day")
    return found


def _routine(value: RoutineRequest) -> RoutineRequest:
    if not isinstance(value, RoutineRequest):
        raise RequestError("routine", value, "a `RoutineRequest`")
    for name, kept in (("answers", value.answers != Answers()), ("cleared", bool(value.cleared))):
        if kept:
            raise RequestError(name, "kept in the request of a week", "answers given anew on planning the week and each session")
    if value.done:
        raise RequestError("done", value.done, "nothing: each session of a week begins at its beginning")
    return value


@attrs.frozen(kw_only=True)
class WeekRequest:
    """What is asked of a week. It holds no answers to the safety questions: they are given anew each time.

    Attributes:
        sessions: How many sessions; the content says from how many to how many.
        start: The first of the seven days.
        routine: What a session is to become in the end; the first ones are shorter and lighter.
        free: Days on which a session may lie.
        hard: Days of hard training; the pattern is taken to be the same each week.
        history: Reports on earlier sessions, at most one a day.
        seen_on: The day on which a professional last looked at it and allowed going on; steps begin anew after it.
        today: No session lies before it; None for the start of the week.

    Raises:
        RequestError: If a field has the wrong type or value, or the routine holds answers or something done already.

    Example:
        >>> from hamstring import RoutineRequest, WeekRequest
        >>> request = WeekRequest(sessions=3, start="2026-11-23", routine=RoutineRequest(minutes=10))
        >>> WeekRequest.from_json(request.to_json()) == request
        True
    """

    sessions: int = attrs.field(converter=_sessions)
    start: date = attrs.field(converter=_start)
    routine: RoutineRequest = attrs.field(converter=_routine)
    free: tuple[Weekday, ...] = attrs.field(default=tuple(Weekday), converter=_free)
    hard: tuple[Weekday, ...] = attrs.field(default=(), converter=_hard)
    history: tuple[SessionReport, ...] = attrs.field(default=(), converter=_history)
    seen_on: date | None = attrs.field(default=None, converter=_seen)
    today: date | None = attrs.field(default=None, converter=_today)

    def __attrs_post_init__(self) -> None:
        last = self.end if self.today is None else min(self.end, self.today)
        for report in self.history:
            if report.day > last:
                raise RequestError("history", str(report.day), f"reports on days up to {last}")
        if self.seen_on is not None and self.seen_on > last:
            raise RequestError("seen_on", str(self.seen_on), f"a day up to {last}")

    @property
    def end(self) -> date:
        """The last of the seven days."""
        return self.start + timedelta(days=WEEK_DAYS - 1)

    @property
    def first(self) -> date:
        """The first day on which a session may lie, were all days free."""
        return self.start if self.today is None else max(self.start, self.today)

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the request as one JSON object; `from_json` reads it back."""
        from hamstring.outputs.week_json import week_request_json

        return week_request_json(self, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "WeekRequest":
        """Read a request from JSON; fields that are left out have their defaults.

        Raises:
            RequestError: If it is not JSON, or a field is unknown, missing or has the wrong type.
        """
        from hamstring.outputs.week_json import week_request_from_json

        return week_request_from_json(text)
