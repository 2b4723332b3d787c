"""A week of sessions, as the planner gives it back."""

from datetime import date, datetime, time

import attrs

from hamstring.model.requests import RoutineRequest
from hamstring.model.week_requests import SessionReport, WeekRequest


@attrs.frozen(kw_only=True)
class WeekSession:
    """One session of a week. It holds what to plan, never that it is safe: `plan_session` asks that anew.

    Attributes:
        number: Its number in the week, from 1; it stays the same when the session is moved.
        day: The day.
        request: What to plan, without answers.
        pressure_cap: Highest felt pressure; the answers of the day may hold it lower.
        cap_reasons: Why it is not higher: ids of phrases.
        is_firm: True when the ceiling allows firm work.
        stage: Id of the stage of a graded return, or an empty text.

    Example:
        >>> from hamstring import plan_week
        >>> first = plan_week(sessions=3, start="2026-11-23", minutes=10).sessions[0]
        >>> first.request.minutes, first.pressure_cap
        (5, 3)
    """

    number: int
    day: date
    request: RoutineRequest
    pressure_cap: int
    cap_reasons: tuple[str, ...] = ()
    is_firm: bool = False
    stage: str = ""

    def report(
        self,
        *,
        pain_before: int | None = None,
        pain_during: int | None = None,
        pain_next_morning: int | None = None,
        new_bruise: bool | None = None,
        minutes: int | None = None,
    ) -> SessionReport:
        """Give the report of this session, done as planned unless other minutes are told.

        Example:
            >>> from hamstring import plan_week
            >>> first = plan_week(sessions=3, start="2026-11-23", minutes=10).sessions[0]
            >>> first.report(pain_before=0, pain_during=2, pain_next_morning=0, new_bruise=False).is_complete
            True
        """
        return SessionReport(
            day=self.day,
            minutes=self.request.seconds // 60 if minutes is None else minutes,
            ceiling=self.pressure_cap,
            pain_before=pain_before,
            pain_during=pain_during,
            pain_next_morning=pain_next_morning,
            new_bruise=new_bruise,
            stage=self.stage,
        )


@attrs.frozen(kw_only=True)
class Week:
    """A week of sessions, with the reasons for it. Planning it again from the same input gives an equal week.

    Attributes:
        request: What was asked.
        sessions: The sessions, by day; those that were done are not among them.
        done: How many sessions of this week the history tells as done.
        step: How far the history leads, from 0, the first and lightest step.
        steps: How many steps there are.
        reasons: Why it is this step, and why sessions are missing: ids of phrases.
        rest_until: The first day after a rest that the history demands, or None.
        screened: False while urgent safety questions were open on planning.
        limited_by: Ids of the rules whose limits were kept on planning.
        min_gap_h: Least hours from one session to the next that those rules ask for, or None.
        content_version: Version of the content.
        rules_digest: Digest of the rules.

    Example:
        >>> from hamstring import plan_week
        >>> week = plan_week(sessions=3, start="2026-11-23", minutes=10, free={"mon", "wed", "fri", "sun"})
        >>> [str(session.day) for session in week.sessions]
        ['2026-11-23', '2026-11-25', '2026-11-27']
    """

    request: WeekRequest
    sessions: tuple[WeekSession, ...]
    done: int
    step: int
    steps: int
    reasons: tuple[str, ...]
    rest_until: date | None
    screened: bool
    limited_by: tuple[str, ...]
    min_gap_h: int | None
    content_version: str
    rules_digest: str

    def to_text(self) -> str:
        """Give the week as a page for 80 columns.

        Example:
            >>> from hamstring import plan_week
            >>> print(plan_week(sessions=3, start="2026-11-23", minutes=10).to_text().splitlines()[0])
            Flexibility, 3 sessions in the week from 2026-11-23
        """
        from hamstring.outputs.week import week_text

        return week_text(self)

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the week as one JSON object, keys in a fixed order.

        Example:
            >>> import json
            >>> from hamstring import plan_week
            >>> len(json.loads(plan_week(sessions=3, start="2026-11-23", minutes=10).to_json())["sessions"])
            3
        """
        from hamstring.outputs.week_json import week_json

        return week_json(self, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Week":
        """Read a week from what `to_json` gave.

        Raises:
            RequestError: If it is no week: a field is unknown, missing or of the wrong type, or it holds answers.

        Example:
            >>> from hamstring import Week, plan_week
            >>> week = plan_week(sessions=3, start="2026-11-23", minutes=10)
            >>> Week.from_json(week.to_json()) == week
            True
        """
        from hamstring.outputs.week_json import week_from_json

        return week_from_json(text)

    def to_ics(
        self,
        *,
        at: time | str,
        zone: str,
        stamp: datetime | str,
        sequence: int = 0,
        owner: str = "hamstring",
        replaces: "Week | None" = None,
    ) -> str:
        """Give the week as an iCalendar file (RFC 5545), one event for each session. Needs the extra ``calendar``.

        An event tells minutes, tools, goal, the ceiling of pressure, and to answer the safety questions first.
        Its UID stays the same when the session is moved, so that importing again updates it.

        Args:
            at: Local time of day of the sessions, such as ``18:30``.
            zone: Name of the time zone, such as ``Europe/Berlin``.
            stamp: When the file is made, with its offset from UTC; two files with the same stamp are equal.
            sequence: 0 at first; one more each time the week is planned anew.
            owner: Ends the UIDs; letters, digits, dots and hyphens. Give each person an own one in a shared calendar.
            replaces: The week as it was in the calendar; its sessions that are no longer planned are cancelled.

        Returns:
            The text of the file, lines ending in CR LF.

        Raises:
            RequestError: If a value has the wrong type or form.
            MissingExtraError: If icalendar is not installed.
        """
        from hamstring.outputs.calendar import week_ics

        return week_ics(self, at=at, zone=zone, stamp=stamp, sequence=sequence, owner=owner, replaces=replaces)

    def __str__(self) -> str:
        return self.to_text()
