"""The errors of the library, one small tree.

```text
HamstringError
+-- ContentError (ValueError)        a content file is broken: file, id, field, problem
+-- UnknownIdError (LookupError)     ids that nothing knows, all at once, with near matches
+-- AnswersError (ValueError)        answers that contradict each other
+-- RequestError (ValueError)        a field of a request: field, value, what was expected
+-- MissingExtraError (ImportError)  an optional library is missing: what needs it, and what to install
+-- PlanningError
    +-- RoutineRefused               the answers forbid a routine: the triage and what to ask
    +-- NoRoutineFits                nothing fits: the least seconds, and changes that would help
    +-- WeekRefused                  earlier sessions forbid one now: why, until when, and the advice
    +-- NoWeekFits                   so many sessions do not fit: how many do, and changes that would help
```

Each carries its data as attributes, survives pickling, and has a ``slug``: an anchor in the documentation.
An answer of triage, however urgent, is a value and never an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from hamstring.printable import Verbatim, one_line, printable, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hamstring.model.screening import Advice
    from hamstring.safety.triage import Triage

__all__ = [
    "AnswersError",
    "ContentError",
    "HamstringError",
    "MissingExtraError",
    "NoRoutineFits",
    "NoWeekFits",
    "PlanningError",
    "RequestError",
    "RoutineRefused",
    "UnknownIdError",
    "WeekRefused",
]


_LONGEST_NAME, _LONGEST_PATH, _LONGEST_PROBLEM = 80, 300, 1_000
_MOST_TOLD = 20
"""What a message shows of what was given; the attributes have all of it."""


class HamstringError(Exception):
    """Base of every error that the library raises on purpose.

    Example:
        >>> from hamstring import HamstringError, triage
        >>> try:
        ...     triage({"chest-pian"})
        ... except HamstringError as error:
        ...     print(error.slug)
        unknown-id
    """

    slug: ClassVar[str] = "hamstring-error"


class ContentError(HamstringError, ValueError):
    """A content file breaks its schema, or its records do not fit together.

    Attributes:
        file: Name of the content file, such as ``rules.toml``.
        record: Id of the record, or an empty string for the file as a whole.
        field: Name of the field, or an empty string for the record as a whole.
        problem: What is wrong and what was expected.

    Example:
        >>> from hamstring import Catalogue, ContentError
        >>> try:
        ...     Catalogue.from_folder("no-such-folder")
        ... except ContentError as error:
        ...     print(error.file)
        no-such-folder
    """

    slug: ClassVar[str] = "content"

    def __init__(self, file: str, record: str, field: str, problem: str) -> None:
        self.file = file
        self.record = record
        self.field = field
        self.problem = problem
        named, name, at = one_line(file, _LONGEST_PATH), one_line(record, _LONGEST_NAME), one_line(field, _LONGEST_PATH)
        where = named + (f": `{name}`" if name else "") + (f".{at}" if at else "")
        super().__init__(f"{where}: {one_line(problem, _LONGEST_PROBLEM)}")

    def __reduce__(self) -> tuple[type[ContentError], tuple[str, str, str, str]]:
        return type(self), (self.file, self.record, self.field, self.problem)


class UnknownIdError(HamstringError, LookupError):
    """One or more ids that the content does not know.

    Attributes:
        kind: What was looked up, such as ``finding``.
        ids: All unknown ids, sorted; the message tells the first twenty.
        near: For each unknown id the known ids that look most like it, best first; empty past the first hundred.

    Example:
        >>> from hamstring import UnknownIdError, triage
        >>> try:
        ...     triage({"chest-pian"})
        ... except UnknownIdError as error:
        ...     print(error.ids, error.near["chest-pian"][0])
        ('chest-pian',) chest-pain
    """

    slug: ClassVar[str] = "unknown-id"

    def __init__(self, kind: str, near: Mapping[str, tuple[str, ...]]) -> None:
        self.kind = kind
        self.near: dict[str, tuple[str, ...]] = {str(name): tuple(matches) for name, matches in sorted(near.items())}
        self.ids: tuple[str, ...] = tuple(self.near)
        told = [self._sentence(name) for name in self.ids[:_MOST_TOLD]]
        more = len(self.ids) - len(told)
        super().__init__("; ".join([*told, f"and {more} more"] if more else told))

    def _sentence(self, name: str) -> str:
        matches = ", ".join(f"`{one_line(match)}`" for match in self.near[name])
        return f"unknown {self.kind} `{printable(name)}`" + (f", did you mean {matches}?" if matches else "")

    def __reduce__(self) -> tuple[type[UnknownIdError], tuple[str, dict[str, tuple[str, ...]]]]:
        return type(self), (self.kind, self.near)


class AnswersError(HamstringError, ValueError):
    """Answers that cannot all be true.

    Attributes:
        findings: The ids that contradict each other, sorted.
        problem: Why they do.

    Example:
        >>> from hamstring import AnswersError, triage
        >>> try:
        ...     triage({"fever"}, absent={"fever"})
        ... except AnswersError as error:
        ...     print(error.findings)
        ('fever',)
    """

    slug: ClassVar[str] = "answers"

    def __init__(self, findings: tuple[str, ...], problem: str) -> None:
        self.findings: tuple[str, ...] = tuple(sorted(findings))
        self.problem = problem
        told = [f"`{one_line(name)}`" for name in self.findings[:_MOST_TOLD]]
        super().__init__(f"{', '.join(told)}: {problem}")

    def __reduce__(self) -> tuple[type[AnswersError], tuple[tuple[str, ...], str]]:
        return type(self), (self.findings, self.problem)


class RequestError(HamstringError, ValueError):
    """A field of a request that has the wrong type or value.

    Attributes:
        field: Name of the field.
        value: What was given, as text (so that the error can always be pickled).
        expected: What would have been accepted.

    Example:
        >>> from hamstring import RequestError, plan_routine
        >>> try:
        ...     plan_routine(minutes=10, tools="hands")
        ... except RequestError as error:
        ...     print(error.field, error.value)
        tools 'hands'
    """

    slug: ClassVar[str] = "request"

    _LONGEST_SHOWN: ClassVar[int] = 60

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field = field
        self.value: str = shown(value, self._LONGEST_SHOWN)
        self.expected = expected
        super().__init__(f"`{printable(field)}` is {self.value}: expected {one_line(expected, _LONGEST_PROBLEM)}")

    def __reduce__(self) -> tuple[object, ...]:
        return _request_error, (self.field, self.value, self.expected)


def _request_error(field: str, value: str, expected: str) -> RequestError:
    return RequestError(field, Verbatim(value), expected)


class PlanningError(HamstringError):
    """No routine can be given; the two children say why.

    Example:
        >>> from hamstring import PlanningError, plan_routine
        >>> try:
        ...     plan_routine(minutes=1)
        ... except PlanningError as error:
        ...     print(error.slug)
        no-routine-fits
    """

    slug: ClassVar[str] = "planning"


class RoutineRefused(PlanningError):  # noqa: N818 - as NoRoutineFits
    """The answers forbid a routine, or leave open a question that must be answered first.

    The message is the advice for the person.

    Attributes:
        triage: The triage that refuses.
        ask: Ids of the questions that could still make the answer more serious, the most urgent first.
        clearable: Ids of the findings that a health professional has to allow first; empty when that would not help.

    Example:
        >>> from hamstring import RoutineRefused, plan_routine
        >>> try:
        ...     plan_routine(minutes=10, symptoms={"chest-pain"})
        ... except RoutineRefused as error:
        ...     print(error.triage.urgency, error.ask)
        emergency ()
    """

    slug: ClassVar[str] = "refused"

    def __init__(self, message: str, triage: Triage, ask: tuple[str, ...] = (), clearable: tuple[str, ...] = ()) -> None:
        self.message = message
        self.triage = triage
        self.ask = ask
        self.clearable = clearable
        super().__init__(message)

    def __reduce__(self) -> tuple[type[RoutineRefused], tuple[str, Triage, tuple[str, ...], tuple[str, ...]]]:
        return type(self), (self.message, self.triage, self.ask, self.clearable)


class NoRoutineFits(PlanningError):  # noqa: N818 - the name says what happened; it is an outcome of planning
    """No routine fits the request.

    Attributes:
        least_s: The least seconds with which the rest of the request works, or None when no time would be enough.
        changes: Other changes, each of which alone would give a routine; where none does, as few as do so together, with the
            minutes that they need, told as one. None of them lifts a limit of the triage.

    Example:
        >>> from hamstring import NoRoutineFits, plan_routine
        >>> try:
        ...     plan_routine(minutes=1)
        ... except NoRoutineFits as error:
        ...     print(error.least_s > 60)
        True
    """

    slug: ClassVar[str] = "no-routine-fits"

    def __init__(self, message: str, least_s: int | None, changes: tuple[str, ...] = ()) -> None:
        self.message = message
        self.least_s = least_s
        self.changes = changes
        super().__init__(message)

    def __reduce__(self) -> tuple[type[NoRoutineFits], tuple[str, int | None, tuple[str, ...]]]:
        return type(self), (self.message, self.least_s, self.changes)


class WeekRefused(PlanningError):  # noqa: N818 - as NoRoutineFits
    """What came of earlier sessions forbids a session now: rest, wait for a bruise to go, or stop and see somebody.

    The message is the advice for the person.

    Attributes:
        reason: ``rest``, ``bruise``, ``stage`` (of a graded return, too early for a routine), or what means stop:
            ``worse-running``, ``second-bruise`` or ``set-backs``.
        until: The first day on which a session may lie, or None when no day is known.
        advice: Where to go and when, or None for a plain rest.

    Example:
        >>> from hamstring import SessionReport, WeekRefused, plan_week
        >>> bruised = SessionReport(day="2026-11-20", new_bruise=True)
        >>> try:
        ...     plan_week(sessions=3, start="2026-11-23", minutes=10, history=[bruised])
        ... except WeekRefused as error:
        ...     print(error.reason, error.until)
        bruise None
    """

    slug: ClassVar[str] = "week-refused"

    def __init__(self, message: str, reason: str, until: date | None = None, advice: Advice | None = None) -> None:
        self.message = message
        self.reason = reason
        self.until = until
        self.advice = advice
        super().__init__(message)

    def __reduce__(self) -> tuple[type[WeekRefused], tuple[str, str, date | None, Advice | None]]:
        return type(self), (self.message, self.reason, self.until, self.advice)


class NoWeekFits(PlanningError):  # noqa: N818 - as NoRoutineFits
    """So many sessions do not fit into the free days.

    Attributes:
        most: How many sessions do fit.
        changes: Changes, each of which alone would make a week; none of them shortens a rest.

    Example:
        >>> from hamstring import NoWeekFits, plan_week
        >>> try:
        ...     plan_week(sessions=4, start="2026-11-23", minutes=10, free={"mon", "wed", "fri"})
        ... except NoWeekFits as error:
        ...     print(error.most, error.changes[0])
        3 plan 3 sessions
    """

    slug: ClassVar[str] = "no-week-fits"

    def __init__(self, message: str, most: int, changes: tuple[str, ...] = ()) -> None:
        self.message = message
        self.most = most
        self.changes = changes
        super().__init__(message)

    def __reduce__(self) -> tuple[type[NoWeekFits], tuple[str, int, tuple[str, ...]]]:
        return type(self), (self.message, self.most, self.changes)


class MissingExtraError(HamstringError, ImportError):
    """An optional library is not installed.

    Attributes:
        library: The library that is missing.
        extra: The extra that brings it.

    Example:
        >>> from hamstring import MissingExtraError
        >>> print(MissingExtraError("icalendar", "calendar"))
        `icalendar` is not installed: in the checkout run `python -m pip install '.[calendar]'`
    """

    slug: ClassVar[str] = "missing-extra"

    def __init__(self, library: str, extra: str) -> None:
        self.library = library
        self.extra = extra
        super().__init__(f"`{library}` is not installed: in the checkout run `python -m pip install '.[{extra}]'`")

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), (self.library, self.extra)


for _error in (
    HamstringError,
    ContentError,
    UnknownIdError,
    AnswersError,
    RequestError,
    PlanningError,
    RoutineRefused,
    NoRoutineFits,
    WeekRefused,
    NoWeekFits,
    MissingExtraError,
):
    _error.__module__ = "hamstring"
