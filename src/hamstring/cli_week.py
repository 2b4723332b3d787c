"""The command ``hamstring week``: its options, and what they ask for. It decides nothing."""

import argparse
from typing import TYPE_CHECKING, Any, Final

from hamstring.cli_files import read, save
from hamstring.errors import NoWeekFits, PlanningError, RequestError, WeekRefused

if TYPE_CHECKING:
    from hamstring.model.week_requests import SessionReport
    from hamstring.model.weeks import Week

_CALENDAR: Final = ("at", "zone", "stamp")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a week to those of a routine."""
    parser.add_argument("--sessions", type=int, required=True, metavar="N", help="sessions in the week")
    parser.add_argument("--start", required=True, metavar="DAY", help="the first of the seven days, such as 2026-11-23")
    parser.add_argument("--free", type=_days, metavar="DAYS", help="days on which a session may lie, such as mon,wed,fri; all without it")
    parser.add_argument("--hard", type=_days, metavar="DAYS", help="days of hard training, such as tue,sat")
    parser.add_argument("--history", metavar="FILE", help="reports on earlier sessions: a JSON list")
    parser.add_argument("--seen", dest="seen_on", metavar="DAY", help="the day on which a professional allowed going on")
    parser.add_argument("--today", metavar="DAY", help="no session before it; for planning the rest of a week")
    calendar = parser.add_argument_group("calendar")
    calendar.add_argument("--ics", metavar="FILE", help="write a calendar file; needs the three below, and the extra `calendar`")
    calendar.add_argument("--at", metavar="TIME", help="time of day of the sessions, such as 18:30")
    calendar.add_argument("--zone", help="time zone, such as Europe/Berlin")
    calendar.add_argument("--stamp", metavar="MOMENT", help="when the file is made, such as 2026-11-22T12:00:00Z")
    calendar.add_argument("--sequence", type=int, metavar="N", help="one more each time the week is planned anew; 0 at first")
    calendar.add_argument("--replaces", metavar="WEEK.json", help="the week as it is in the calendar, to cancel what is planned no more")
    calendar.add_argument("--owner", metavar="NAME", help="ends the UIDs; an own one for each person in a shared calendar")


def _days(text: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())


def week_told(options: argparse.Namespace) -> str:
    """Plan the week, write the calendar file if one is asked for, and give what to print.

    Raises:
        HamstringError: If there is no such week.
    """
    from hamstring.planning.keywords import WeekFields
    from hamstring.planning.week import plan_week

    asked = vars(options)
    _check_calendar(asked)
    given = {name: asked[name] for name in WeekFields.__annotations__ if asked.get(name) is not None}
    if "history" in given:
        given["history"] = read_history(given["history"])
    week = plan_week(**given)
    if options.ics is not None:
        save("ics", options.ics, _calendar(week, asked))
    return week.to_json() if options.json else week.to_text()


def _check_calendar(asked: dict[str, Any]) -> None:
    given = [name for name in (*_CALENDAR, "sequence", "owner", "replaces") if asked[name] is not None]
    if asked["ics"] is None and given:
        raise RequestError(given[0], asked[given[0]], "`--ics FILE` with it")
    for name in _CALENDAR if asked["ics"] is not None else ():
        if asked[name] is None:
            raise RequestError(name, None, f"`--{name}` with `--ics`")


def _calendar(week: "Week", asked: dict[str, Any]) -> str:
    more = {name: asked[name] for name in ("sequence", "owner") if asked[name] is not None}
    if asked["replaces"] is not None:
        more["replaces"] = read_week("replaces", asked["replaces"])
    return week.to_ics(at=asked["at"], zone=asked["zone"], stamp=asked["stamp"], **more)


def read_history(path: str) -> "tuple[SessionReport, ...]":
    """Read reports from a file with a JSON list.

    Raises:
        RequestError: If it cannot be read, or a report is wrong.
    """
    from hamstring.outputs.as_json import read_json
    from hamstring.outputs.week_json import reports_from

    return reports_from(read_json("history", read("history", path)))


def read_week(option: str, path: str) -> "Week":
    """Read a week from the file that ``hamstring week --json`` has printed.

    Raises:
        RequestError: If it cannot be read, or is no week.
    """
    from hamstring.model.weeks import Week

    return Week.from_json(read(option, path))


def refusal_fields(error: PlanningError) -> dict[str, object]:
    """Give the data of the errors of weeks as plain values."""
    match error:
        case WeekRefused():
            from hamstring.content.converter import unstructure

            until = None if error.until is None else error.until.isoformat()
            return {"reason": error.reason, "until": until, "advice": unstructure(error.advice)}
        case NoWeekFits():
            return {"most": error.most, "changes": list(error.changes)}
        case _:
            return {}


def refusal_told(error: WeekRefused) -> str:
    """Give a refusal as a short page: why, what to do, by when, and what if it gets worse."""
    from hamstring.content.catalogue import catalogue
    from hamstring.outputs.words import Words, wrapped

    words, advice = Words(catalogue()), error.advice
    lines = [wrapped(error.message)]
    if advice is not None:
        lines += [
            wrapped(words("advice-when", when=advice.time_frame, who=advice.contact)),
            wrapped(words("advice-worse", worse=advice.if_worse)),
        ]
    return "\n".join(lines)
