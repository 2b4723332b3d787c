"""The numbers of weeks. All of them are content; these classes only say what they mean."""

import attrs


@attrs.frozen(kw_only=True)
class Nearness:
    """The days after a hard day that a goal prefers; 0 is the hard day itself."""

    goal: str
    days_after: tuple[int, ...]


@attrs.frozen(kw_only=True)
class GradedReturn:
    """The stages after a pull or a knock, from the first to the last."""

    stages: tuple[str, ...]


@attrs.frozen(kw_only=True)
class WeekPolicy:
    """The numbers of a week of sessions, and of the steps from session to session.

    Attributes:
        sessions_low: Least sessions a week.
        sessions_high: Most sessions a week.
        days_apart: Least days from one session to the next.
        minutes: Lengths on the way to the wished one, rising.
        pressures: Ceilings of pressure, rising; the first one holds until the wished length is reached.
        held_pressure: The ceiling where firm work is held down.
        held_after_hard: Days after a hard day on which it is held down.
        nearness: Days that goals prefer.
        good_sessions: So many good sessions make one step up.
        gap_days: A gap of more days makes a step down, and each further gap of that length another one.
        pain_during_above: Pain during above it makes a step down.
        morning_rise: So many points more the next morning than before make a step down.
        rest_days: Whole days without a session after a step down.
        stop_running: Worse so many times running means stop.
        stop_bruises: So many new bruises mean stop.
        stop_set_backs: Worse so many times in a graded return means stop.
        stop_advice: Id of the advice for that.
        bruise_advice: Id of the advice while there is a bruise.
        rest_practice: Id of the practice with the words for a rest.
        bruise_practice: Id of the practice with the words for a bruise.
        returns: The graded returns after a pull and after a knock.
        alarm_min: Minutes from the reminder in a calendar to the session.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().weeks.good_sessions
        3
    """

    sessions_low: int
    sessions_high: int
    days_apart: int
    minutes: tuple[int, ...]
    pressures: tuple[int, ...]
    held_pressure: int
    held_after_hard: tuple[int, ...]
    nearness: tuple[Nearness, ...]
    good_sessions: int
    gap_days: int
    pain_during_above: int
    morning_rise: int
    rest_days: int
    stop_running: int
    stop_bruises: int
    stop_set_backs: int
    stop_advice: str
    bruise_advice: str
    rest_practice: str
    bruise_practice: str
    returns: tuple[GradedReturn, ...]
    alarm_min: int
    sources: tuple[str, ...]
    editorial: bool
    note: str = ""

    def days_after(self, goal: str) -> tuple[int, ...]:
        """Give the days after a hard day that a goal prefers."""
        return next((entry.days_after for entry in self.nearness if entry.goal == goal), ())
