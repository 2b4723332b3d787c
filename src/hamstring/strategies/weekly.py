"""Strategies for weeks: what came of earlier sessions, what is asked of a week, and the week that is planned."""

from datetime import date, timedelta

from hypothesis import reject
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue
from hamstring.errors import PlanningError
from hamstring.model.answers import Answers
from hamstring.model.week_requests import SessionReport, Weekday, WeekRequest
from hamstring.model.weeks import Week, WeekSession
from hamstring.planning.week import plan_week
from hamstring.strategies.requesting import requests
from hamstring.strategies.values import part_of

FIRST, LAST = date(2001, 1, 1), date(2098, 12, 31)
LOOKED_BACK = 28
"""Days before a week on which reports lie."""


def _known(low: int, high: int) -> st.SearchStrategy[int | None]:
    """A number in a closed span, or that it is not known."""
    return st.one_of(st.none(), st.integers(low, high))


@st.composite
def session_reports(draw: st.DrawFn, day: date | None = None) -> SessionReport:  # noqa: D417 - the decorator gives `draw`
    """Draw reports on one session: skipped, or done with all or some of it known.

    Shrinks to a session of which nothing is known.

    Args:
        day: The day of the session, or None for any from 2001 to 2098.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import session_reports
        >>> @given(session_reports())
        ... def what_was_skipped_hurt_nobody(report):
        ...     assert report.done or report.pain_during is None
        >>> what_was_skipped_hurt_nobody()
    """
    when = draw(st.dates(FIRST, LAST)) if day is None else day
    if draw(st.integers(0, 4)) == 4:  # noqa: PLR2004 - once in five
        return SessionReport(day=when, done=False)
    bruise = draw(st.sampled_from((None, False, False, True)))
    gone = draw(_known(0, 10)) if bruise else None
    return SessionReport(
        day=when,
        minutes=draw(_known(1, 30)),
        ceiling=draw(_known(0, 6)),
        pain_before=draw(_known(0, 10)),
        pain_during=draw(_known(0, 10)),
        pain_next_morning=draw(_known(0, 10)),
        new_bruise=bruise,
        bruise_gone_on=None if gone is None else when + timedelta(days=gone),
    )


@st.composite
def week_requests(draw: st.DrawFn, content: Catalogue | None = None) -> WeekRequest:  # noqa: D417 - the decorator gives `draw`
    """Draw requests for a week, with reports on up to four sessions of the four weeks before.

    Shrinks to three sessions, all days free and no history.

    Args:
        content: Whose tools and findings, or None for the shipped content.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import week_requests
        >>> @given(week_requests())
        ... def reports_lie_before_the_week(request):
        ...     assert all(report.day < request.start for report in request.history)
        >>> reports_lie_before_the_week()
    """
    start = draw(st.dates(FIRST, LAST))
    before = draw(st.lists(st.integers(1, LOOKED_BACK), max_size=4, unique=True))
    usual = requests(content, low_s=300, high_s=900, most_spots=1, answers=Answers(), cleared=())
    free = draw(st.one_of(st.just(tuple(Weekday)), st.lists(st.sampled_from(Weekday), min_size=3, unique=True)))
    return WeekRequest(
        sessions=draw(st.integers(3, 5)),
        start=start,
        routine=draw(usual),
        free=[*free],
        hard=draw(st.lists(st.sampled_from(Weekday), max_size=2, unique=True)),
        history=[draw(session_reports(start - timedelta(days=days))) for days in before],
    )


@st.composite
def weeks(draw: st.DrawFn, content: Catalogue | None = None) -> Week:  # noqa: D417 - the decorator gives `draw`
    """Draw weeks, by planning what was drawn with every question denied; a request without a plan is drawn again.

    Shrinks as `week_requests` does.

    Args:
        content: The content to plan with, or None for the shipped one.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import weeks
        >>> @settings(max_examples=5, deadline=None)
        ... @given(weeks())
        ... def days_come_in_order(week):
        ...     days = [session.day for session in week.sessions]
        ...     assert days == sorted(set(days))
        >>> days_come_in_order()
    """
    try:
        return plan_week(draw(week_requests(content)), catalogue=content, complete=True)
    except PlanningError:
        return reject()


def week_sessions(content: Catalogue | None = None) -> st.SearchStrategy[WeekSession]:
    """Draw sessions out of `weeks`.

    Shrinks to the first one of a simple week.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import week_sessions
        >>> @settings(max_examples=5, deadline=None)
        ... @given(week_sessions())
        ... def has_a_day(session):
        ...     assert session.day.year > 2000
        >>> has_a_day()
    """
    return part_of(weeks(content), lambda week: week.sessions)
