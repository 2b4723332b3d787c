"""A week in a calendar: read back by icalendar, updated and not doubled by a second import, at the same local time."""

import builtins
import pickle
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from icalendar import Calendar

from hamstring import MissingExtraError, RequestError, Week, catalogue, plan_session, plan_week
from hamstring.cli import main
from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.outputs.calendar import week_ics

START = date(2026, 11, 23)
STAMP = "2026-11-22T12:00:00Z"
BERLIN = ZoneInfo("Europe/Berlin")


def week_of(**fields: object) -> Week:
    return plan_week(**({"sessions": 3, "start": START, "minutes": 10, "tools": {"foam-roller", "hands"}} | fields))  # type: ignore[arg-type]


def ics(week: Week, **fields: object) -> str:
    return week.to_ics(**({"at": "18:30", "zone": "Europe/Berlin", "stamp": STAMP} | fields))  # type: ignore[arg-type]


def events(text: str) -> list[Any]:
    """Read the events; to icalendar a property is one of thirty types, so none is told here."""
    found: list[Any] = Calendar.from_ical(text).events
    return found


class Store:
    """A small calendar as RFC 5546 has it: of two events with one UID the higher SEQUENCE counts, then the later DTSTAMP."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def take(self, text: str) -> None:
        for event in events(text):
            uid = str(event["uid"])
            if uid not in self.kept or self._age(event) >= self._age(self.kept[uid]):
                self.kept[uid] = event

    @staticmethod
    def _age(event: Any) -> tuple[int, datetime]:
        return event["sequence"], event["dtstamp"].dt

    @property
    def days(self) -> list[date]:
        return sorted(event.start.date() for event in self.kept.values() if event["status"] == "CONFIRMED")


def test_each_session_is_an_event_at_its_local_time_and_length() -> None:
    week = week_of()
    found = events(ics(week))
    assert [datetime.combine(session.day, time(18, 30), tzinfo=BERLIN) for session in week.sessions] == [event.start for event in found]
    assert [timedelta(seconds=session.request.seconds) for session in week.sessions] == [event.duration for event in found]
    for event in found:
        assert (datetime(2026, 11, 22, 12, tzinfo=UTC), 0, "CONFIRMED") == (event["dtstamp"].dt, event["sequence"], event["status"])
        (alarm,) = event.alarms.times
        assert event.start - timedelta(minutes=catalogue().weeks.alarm_min) == alarm.trigger


def test_the_text_asks_for_the_safety_questions_first_and_never_holds_segments_or_answers() -> None:
    week = week_of(symptoms={"irritated-skin@left:outer-lower"}, complete=True)
    routine = plan_session(week, week.sessions[0].day, symptoms={"irritated-skin@left:outer-lower"}, complete=True)
    variants = catalogue().variants
    for event in events(ics(week)):
        told = str(event["description"])
        assert told.startswith("Before you start, answer the safety questions again")
        assert all(part in told for part in ("5 min", "foam roller, hands", "flexibility", "at most 3 out of 10"))
        assert not any(variants[segment.doing].say in told for segment in routine.segments if segment.doing and segment.doing in variants)
        assert "irritated" not in told


def test_the_same_week_and_stamp_give_the_same_bytes() -> None:
    assert ics(week_of()) == ics(week_of(), stamp=datetime(2026, 11, 22, 13, tzinfo=timezone(timedelta(hours=1))), at=time(18, 30))
    assert ics(week_of()) != ics(week_of(), stamp="2026-11-22T12:00:01Z")


def test_a_second_import_updates_and_does_not_double() -> None:
    store, week = Store(), week_of(sessions=4)
    store.take(ics(week))
    store.take(ics(week))
    assert [session.day for session in week.sessions] == store.days
    moved = week_of(sessions=4, today=START + timedelta(days=2), free={"wed", "thu", "fri", "sat", "sun"})
    store.take(ics(moved, sequence=1))
    assert [session.day for session in moved.sessions] == store.days
    store.take(ics(week))
    assert [session.day for session in moved.sessions] == store.days, "an older file changes nothing"
    store.take(ics(moved, sequence=1, at="07:00", stamp="2026-11-22T12:00:01Z"))
    assert {time(7)} == {event.start.time() for event in store.kept.values()}, "of two with one number the later one counts"


def test_what_is_no_longer_planned_is_cancelled_and_what_was_done_stays() -> None:
    store, week = Store(), week_of(sessions=5, free={"mon", "tue", "wed", "thu", "sat"})
    store.take(ics(week))
    bad = week.sessions[0].report(pain_before=0, pain_during=8, pain_next_morning=0, new_bruise=False)
    later = attrs.evolve(week.request, history=[bad], today=START + timedelta(days=1))
    replanned = plan_week(later)
    text = ics(replanned, sequence=1, replaces=week)
    assert ["CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED"] == [event["status"] for event in events(text)]
    store.take(text)
    assert [START, *(session.day for session in replanned.sessions)] == store.days
    store.take(ics(week))
    assert [START, *(session.day for session in replanned.sessions)] == store.days, "an older file brings nothing back"


@pytest.mark.parametrize(
    ("start", "zone", "offsets"),
    [
        (date(2026, 10, 22), "Europe/Berlin", {1, 2}),
        (date(2027, 3, 25), "Europe/Berlin", {1, 2}),
        (date(2027, 3, 11), "America/New_York", {-5, -4}),
        (date(2026, 10, 1), "Australia/Sydney", {10, 11}),
    ],
)
def test_a_change_of_the_clocks_within_the_week_keeps_the_local_time(start: date, zone: str, offsets: set[int]) -> None:
    text = ics(week_of(start=start, sessions=5), zone=zone)
    found = events(text)
    assert {time(18, 30)} == {event.start.time() for event in found}
    assert offsets == {event.start.utcoffset() / timedelta(hours=1) for event in found}
    (rules,) = Calendar.from_ical(text).timezones
    own: Any = rules.to_tz()  # pyright: ignore[reportUnknownVariableType] - icalendar does not tell it
    assert [event.start.utcoffset() for event in found] == [event.start.replace(tzinfo=own).utcoffset() for event in found], (
        "the file alone says it"
    )


@pytest.mark.parametrize(("at", "start", "offset_h"), [("02:30", date(2027, 3, 28), 1), ("02:30", date(2026, 10, 25), 2)])
def test_a_time_that_the_clocks_skip_or_repeat_is_read_as_the_standard_says(at: str, start: date, offset_h: int) -> None:
    """RFC 5545, 3.3.5: what does not occur has the offset from before the gap, what occurs twice is the first one."""
    first = events(ics(week_of(start=start), at=at))[0]
    assert (start, timedelta(hours=offset_h)) == (first.start.date(), first.start.utcoffset())


def test_no_time_floats_and_each_zone_that_is_named_is_there() -> None:
    """The same moment wherever the file is read: each start has a zone whose rules the file holds, each stamp is in UTC."""
    for zone in ("Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "UTC"):
        text = ics(week_of(), zone=zone)
        named = set(re.findall(r"DTSTART;TZID=([^:]+):", text))
        assert set(re.findall(r"^TZID:(.+?)\r$", text, re.MULTILINE)) == named
        assert len(re.findall(r"^DTSTART(;TZID=[^:]+:\d{8}T\d{6}|:\d{8}T\d{6}Z)\r$", text, re.MULTILINE)) == 3
        assert len(re.findall(r"^DTSTAMP:\d{8}T\d{6}Z\r$", text, re.MULTILINE)) == 3


def test_each_planned_session_has_one_reminder_with_words_and_a_cancelled_one_none() -> None:
    week = week_of(sessions=5, free={"mon", "tue", "wed", "thu", "sat"})
    bad = week.sessions[0].report(pain_before=0, pain_during=8, pain_next_morning=0, new_bruise=False)
    replanned = plan_week(attrs.evolve(week.request, history=[bad], today=START + timedelta(days=1)))
    for event in events(ics(replanned, sequence=1, replaces=week)):
        alarms = [part for part in event.subcomponents if part.name == "VALARM"]
        assert (event["status"] == "CONFIRMED") == (len(alarms) == 1)
        for alarm in alarms:
            assert ("DISPLAY", str(event["summary"])) == (str(alarm["action"]), str(alarm["description"]))
            assert timedelta(minutes=-catalogue().weeks.alarm_min) == alarm["trigger"].dt


def test_utc_needs_no_zone_rules() -> None:
    text = ics(week_of(), zone="UTC")
    assert "DTSTART:20261123T183000Z" in text
    assert "VTIMEZONE" not in text


def renamed(texts: Mapping[str, str]) -> Catalogue:
    """Give the content with some names of goals changed."""
    found = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    for old, new in texts.items():
        assert old.encode() in found["goals"]
        found["goals"] = found["goals"].replace(old.encode(), new.encode())
    return Catalogue((Folder(tuple(sorted(found.items()))),))


def test_lines_are_folded_by_octets_and_texts_escaped() -> None:
    strange = "Ähnlich; süß, 柔らかい " * 12 + "\\\\ end"
    content = renamed({'name = "flexibility"': f'name = "{strange}"'})
    text = week_ics(week_of(), at="18:30", zone="Europe/Berlin", stamp=STAMP, catalogue=content)
    lines = text.encode("utf-8").split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert not re.search(r"(?<!\r)\n", text)
    assert content.goals["flexibility"].name in str(events(text)[0]["description"])


def test_uids_are_those_of_the_owner_and_of_the_week() -> None:
    one, other = ics(week_of()), ics(week_of(), owner="anna.example.org")
    assert ["20261123-1@hamstring", "20261123-2@hamstring", "20261123-3@hamstring"] == [str(event["uid"]) for event in events(one)]
    assert not {str(event["uid"]) for event in events(one)} & {str(event["uid"]) for event in events(other)}
    assert not set(re.findall("UID:.*", one)) & set(re.findall("UID:.*", ics(week_of(start=START + timedelta(days=7)))))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"at": "25:00"}, "at"),
        ({"at": "6:30"}, "at"),
        ({"at": time(18, tzinfo=UTC)}, "at"),
        ({"zone": "Europe/Berln"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"zone": "../secret"}, "zone"),
        ({"zone": "A\0"}, "zone"),
        ({"zone": 5}, "zone"),
        ({"zone": None}, "zone"),
        ({"stamp": "2026-11-22T12:00:00"}, "stamp"),
        ({"stamp": "now"}, "stamp"),
        ({"stamp": 5}, "stamp"),
        ({"sequence": -1}, "sequence"),
        ({"sequence": True}, "sequence"),
        ({"owner": "a b"}, "owner"),
        ({"owner": "x\r\nEND:VEVENT"}, "owner"),
        ({"replaces": 5, "sequence": 1}, "replaces"),
    ],
)
def test_a_wrong_value_is_told_by_its_name(fields: dict[str, object], field: str) -> None:
    with pytest.raises(RequestError) as caught:
        ics(week_of(), **fields)
    assert field == caught.value.field


def test_a_week_replaces_only_itself_and_with_a_higher_number() -> None:
    with pytest.raises(RequestError, match="same day"):
        ics(week_of(), replaces=week_of(start=START + timedelta(days=7)), sequence=1)
    with pytest.raises(RequestError, match="sequence"):
        ics(week_of(), replaces=week_of())


def test_without_icalendar_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.split(".", maxsplit=1)[0] == "icalendar":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError) as caught:
        ics(week_of())
    assert "python -m pip install '.[calendar]'" in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.library, again.extra, str(again)) == ("icalendar", "calendar", str(caught.value))
    assert 2 == main([*COMMAND, "--ics", str(tmp_path / "week.ics"), *WHEN])
    assert 1 == len(capsys.readouterr().err.splitlines())


COMMAND = ("week", "--sessions", "3", "--start", "2026-11-23", "--minutes", "10", "--tool", "foam-roller", "--tool", "hands")
WHEN = ("--at", "18:30", "--zone", "Europe/Berlin", "--stamp", STAMP)


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "week.ics"
    assert 0 == main([*COMMAND, "--ics", str(file), *WHEN])
    assert ics(week_of()).encode() == file.read_bytes()
    assert "DAYS" in capsys.readouterr().out
    assert 0 == main([*COMMAND, "--ics", str(file), *WHEN, "--sequence", "2", "--owner", "anna"])
    assert {(2, "anna")} == {(event["sequence"], str(event["uid"]).rpartition("@")[2]) for event in events(file.read_text("utf-8"))}


def test_the_command_cancels_what_is_planned_no_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the week as it was: the sessions that a rest has taken away are told as cancelled."""
    old, history, file = tmp_path / "old.json", tmp_path / "history.json", tmp_path / "week.ics"
    asked = ["week", "--sessions", "5", "--start", "2026-11-23", "--minutes", "10", "--free", "mon,tue,wed,thu,sat"]
    assert 0 == main([*asked, "--json"])
    old.write_text(capsys.readouterr().out, encoding="utf-8")
    history.write_text('[{"day": "2026-11-23", "pain_during": 8}]', encoding="utf-8")
    again = [*asked, "--history", str(history), "--today", "2026-11-24", "--ics", str(file), *WHEN, "--replaces", str(old)]
    assert 0 == main([*again, "--sequence", "1"])
    assert ["CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED"] == [event["status"] for event in events(file.read_text("utf-8"))]
    assert 2 == main(again), "it needs a higher number"
    assert 2 == main([*asked, "--replaces", str(old)]), "it needs a file to write"


@pytest.mark.parametrize(
    "more", [("--ics", "FILE"), ("--at", "18:30"), ("--sequence", "1"), ("--ics", "FILE/no/such", *WHEN), ("--ics", "", *WHEN)]
)
def test_the_command_tells_what_is_missing_in_one_line(more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = [part.replace("FILE", str(tmp_path / "week.ics")) for part in more]
    assert 2 == main([*COMMAND, *told])
    assert 1 == len(capsys.readouterr().err.splitlines())
