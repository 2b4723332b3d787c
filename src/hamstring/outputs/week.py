"""A week as plain text for 80 columns."""

from collections.abc import Iterator

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.week_requests import Weekday
from hamstring.model.weeks import Week, WeekSession
from hamstring.outputs.words import Words, bullets, section, wrapped


def week_text(week: Week, catalogue: Catalogue | None = None) -> str:
    """Write a week as a page: the days with minutes and ceilings, why, and what to do before and after each session.

    Args:
        week: The week.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import plan_week
        >>> from hamstring.outputs.week import week_text
        >>> week_text(plan_week(sessions=3, start="2026-11-23", minutes=10)).splitlines()[2:4]
        ['DAYS', '  - Monday 2026-11-23: 5 min, pressure up to 3 out of 10']
    """
    return "\n".join(_lines(week, Words(catalogue or shipped_catalogue()))).rstrip()


def _lines(week: Week, words: Words) -> Iterator[str]:
    yield _title(week, words)
    yield ""
    yield from section(words("week-heading-days"), [*bullets(_day(entry, words) for entry in week.sessions), *_rest_of_week(week, words)])
    yield from section(words("week-heading-first"), [wrapped(words("week-answer-first"))])
    yield from section(words("week-heading-why"), bullets(_reasons(week, words)))
    yield from section(words("week-heading-next"), [wrapped(words("week-next"))])
    yield wrapped(words.notice("what-this-is-not"))
    yield wrapped(words("content", version=week.content_version, digest=week.rules_digest[:12]))


def _title(week: Week, words: Words) -> str:
    goal = words.catalogue.goals[week.request.routine.goal.value].name.capitalize()
    count = len(week.sessions)
    return words("week-title-one" if count == 1 else "week-title", goal=goal, sessions=count, start=week.request.start)


def _day(session: WeekSession, words: Words) -> str:
    told = words(
        "week-day",
        day=words(f"weekday-{Weekday.of(session.day)}"),
        date=session.day,
        minutes=words.time(session.request.seconds),
        cap=session.pressure_cap,
    )
    return f"{told} ({words('week-cap-held')})" if "week-cap-held" in session.cap_reasons else told


def _rest_of_week(week: Week, words: Words) -> Iterator[str]:
    if not week.sessions:
        yield wrapped(words("week-none"))
    if week.done:
        yield wrapped(words("week-done", done=week.done))


def _reasons(week: Week, words: Words) -> Iterator[str]:
    yield f"{words('week-step', step=week.step + 1, steps=week.steps)} {words(week.reasons[0])}"
    yield from (words(reason) for reason in week.reasons[1:])
    if week.rest_until:
        yield words("week-rest-until", until=week.rest_until)
    if week.request.hard:
        yield words("week-hard", days=", ".join(words(f"weekday-{day}") for day in week.request.hard))
    for stage in sorted({session.stage for session in week.sessions if session.stage}):
        yield words("week-stage", title=words.catalogue.stages[stage].title)
    if week.min_gap_h:
        yield words("gap", hours=week.min_gap_h)
