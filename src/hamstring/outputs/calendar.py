"""A week as an iCalendar file (RFC 5545). The only module that knows icalendar, which comes with an extra.

An event never holds segments, and never says that a session is safe: it asks for the safety questions first.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import MissingExtraError, RequestError
from hamstring.model.reading import whole
from hamstring.model.week_requests import WEEK_DAYS
from hamstring.model.weeks import Week, WeekSession
from hamstring.outputs.words import Words

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_PRODUCT = "-//hamstring//self-massage week//EN"
_HIGHEST_SEQUENCE = 2**31 - 1
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,98}[A-Za-z0-9])?")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


def week_ics(
    week: Week,
    *,
    at: time | str,
    zone: str,
    stamp: datetime | str,
    sequence: int = 0,
    owner: str = "hamstring",
    replaces: Week | None = None,
    catalogue: Catalogue | None = None,
) -> str:
    """Write a week as a calendar file; see `Week.to_ics`.

    Args:
        week: The week.
        at: Local time of day of the sessions.
        zone: Name of the time zone.
        stamp: When the file is made, with its offset from UTC.
        sequence: 0 at first; one more each time the week is planned anew.
        owner: Ends the UIDs.
        replaces: The week as it was in the calendar, or None.
        catalogue: The content it was planned with, or None for the shipped one.

    Raises:
        RequestError: If a value has the wrong type or form.
        MissingExtraError: If icalendar is not installed.
    """
    writer = _Writer(_clock(at), _zone(zone), _stamp(stamp), whole("sequence", sequence, 0, _HIGHEST_SEQUENCE), _owner(owner))
    if replaces is not None and (not isinstance(replaces, Week) or replaces.request.start != week.request.start):
        raise RequestError("replaces", replaces, "a `Week` that begins on the same day")
    if replaces is not None and sequence == 0:
        raise RequestError("sequence", sequence, "more than it was, when one week replaces another")
    return writer.calendar(week, replaces, Words(catalogue or shipped_catalogue()))


def _clock(value: time | str) -> time:
    found = _CLOCK.fullmatch(value) if type(value) is str else None
    if found:
        return time(int(found[1]), int(found[2]))
    if isinstance(value, time) and value.tzinfo is None and not value.microsecond:
        return value
    raise RequestError("at", value, "a time of day without a zone, such as `18:30`")


def _zone(value: str) -> ZoneInfo:
    if type(value) is str and value:
        try:
            return ZoneInfo(value)
        except (OSError, ValueError, LookupError):
            pass
    raise RequestError("zone", value, "the name of a time zone, such as `Europe/Berlin`")


def _stamp(value: datetime | str) -> datetime:
    found: datetime | None = None
    if isinstance(value, datetime):
        found = value
    elif type(value) is str:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = None
    if found is None or found.utcoffset() is None:
        raise RequestError("stamp", value, "a moment with its offset from UTC, such as `2026-11-22T12:00:00Z`")
    return found.astimezone(UTC)


def _owner(value: str) -> str:
    if type(value) is not str or not _OWNER.fullmatch(value):
        raise RequestError("owner", value, "letters, digits, dots and hyphens, such as `anna.example.org`")
    return value


class _Writer:
    """Writes the weeks of one owner, at one time of day."""

    def __init__(self, at: time, zone: ZoneInfo, stamp: datetime, sequence: int, owner: str) -> None:
        self.at = at
        self.zone = zone
        self.stamp = stamp
        self.sequence = sequence
        self.owner = owner

    def calendar(self, week: Week, replaces: Week | None, words: Words) -> str:
        """Give the file."""
        try:
            from icalendar import Calendar
        except ImportError as error:
            raise MissingExtraError("icalendar", "calendar") from error
        found = Calendar()
        _fill(found, {"prodid": _PRODUCT, "version": "2.0", "calscale": "GREGORIAN"})
        for entry, is_planned in _entries(week, replaces):
            found.add_component(self._event(week, entry, words, is_planned=is_planned))
        self._add_zone(found, week.request.start)
        data: bytes = found.to_ical()
        return data.decode("utf-8")

    def _add_zone(self, calendar: "Calendar", start: date) -> None:
        """Add the rules of the time zone for the years around the week."""
        around = (date(start.year - 1, 1, 1), date(start.year + 2, 1, 1)) if 1 < start.year < date.max.year - 1 else None
        if around and calendar.events:
            calendar.add_missing_timezones(*around)

    def _event(self, week: Week, session: WeekSession, words: Words, *, is_planned: bool) -> "Event":
        from icalendar import Alarm, Event

        minutes = words.time(session.request.seconds)
        title = words("calendar-title", minutes=minutes)
        found = Event()
        values: dict[str, object] = {
            "uid": f"{week.request.start:%Y%m%d}-{session.number}@{self.owner}",
            "dtstamp": self.stamp,
            "sequence": self.sequence,
            "dtstart": datetime.combine(session.day, self.at, tzinfo=self.zone),
            "duration": timedelta(seconds=session.request.seconds),
            "summary": title,
            "status": "CONFIRMED" if is_planned else "CANCELLED",
        }
        if is_planned:
            before = -timedelta(minutes=words.catalogue.weeks.alarm_min)
            alarm = Alarm()
            _fill(alarm, {"action": "DISPLAY", "description": title, "trigger": before})
            found.add_component(alarm)
            values["description"] = "\n".join(_told(session, words, minutes))
        _fill(found, values)
        return found


def _fill(component: Any, values: Mapping[str, object]) -> None:  # noqa: ANN401 - icalendar leaves the type of its values open
    for name, value in values.items():
        component.add(name, value)


def _entries(week: Week, replaces: Week | None) -> Iterator[tuple[WeekSession, bool]]:
    """Give the sessions, and those of the week before that are gone: neither planned any more nor done."""
    yield from ((session, True) for session in week.sessions)
    planned = {session.number for session in week.sessions}
    for session in replaces.sessions if replaces else ():
        if session.number not in planned and week.done < session.number <= WEEK_DAYS:
            yield session, False


def _told(session: WeekSession, words: Words, minutes: str) -> Iterator[str]:
    content = words.catalogue
    request = session.request
    yield words("calendar-before")
    yield words("calendar-minutes", minutes=minutes)
    yield words("calendar-tools", tools=", ".join(content.tools[name].name for name in request.tools))
    yield words("calendar-goal", goal=content.goals[request.goal.value].name)
    yield words("calendar-ceiling", cap=session.pressure_cap)
    yield words("calendar-stop")
