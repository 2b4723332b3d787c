"""The commands that go on with what was stored: the rest of a routine, and one session of a week. They decide nothing."""

import argparse
from typing import TYPE_CHECKING, Any

from hamstring.cli_files import read
from hamstring.cli_week import read_history, read_week

if TYPE_CHECKING:
    from hamstring.model.routines import Routine


def add_rest(parser: argparse.ArgumentParser) -> None:
    """Add what is asked of the rest of a routine."""
    parser.add_argument("file", metavar="ROUTINE.json", help="the routine, as `hamstring plan --json` has printed it")
    parser.add_argument("--at", type=int, required=True, metavar="SECONDS", help="seconds of it that are over, such as 180")
    spot = "a tender spot that was found, such as left:inner-lower:2"
    parser.add_argument("--spot", action="append", default=[], dest="spots", metavar="LEG:REGION:TENDERNESS", help=spot)


def rest_of(options: argparse.Namespace) -> "Routine":
    """Plan the rest of a routine, with the answers of now.

    Raises:
        HamstringError: If there is no such rest.
    """
    from hamstring.model.routines import Routine

    routine = Routine.from_json(read("routine", options.file))
    return routine.resume(at=options.at, spots=options.spots, **_answers(options))


def add_session(parser: argparse.ArgumentParser) -> None:
    """Add what is asked of a session."""
    parser.add_argument("file", metavar="WEEK.json", help="the week, as `hamstring week --json` has printed it")
    parser.add_argument("--day", required=True, metavar="DAY", help="the day of the session, such as 2026-11-23")
    parser.add_argument("--history", metavar="FILE", help="all reports until now: a JSON list; without it those of the week")


def session_of(options: argparse.Namespace) -> "Routine":
    """Plan one session of a week, with the answers of today.

    Raises:
        HamstringError: If there is no such session.
    """
    from hamstring.planning.week import plan_session

    history = None if options.history is None else read_history(options.history)
    return plan_session(read_week("week", options.file), options.day, history=history, **_answers(options))


def _answers(options: argparse.Namespace) -> dict[str, Any]:
    from hamstring.planning.keywords import AnswersGiven

    asked = vars(options)
    return {name: asked[name] for name in AnswersGiven.__annotations__ if asked.get(name) is not None}
