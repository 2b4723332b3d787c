"""What the checks across files look for, and what they find."""

from collections.abc import Callable, Iterator
from typing import Literal

import attrs

from hamstring.content.catalogue import Catalogue


@attrs.frozen
class Issue:
    """One thing that does not fit.

    Attributes:
        severity: ``error`` for what must be mended, ``note`` for what should be looked at.
        where: File, record and field, such as ``rules.toml: `fever`.advice``.
        problem: What is wrong, and what was expected.
    """

    severity: Literal["error", "note"]
    where: str
    problem: str


@attrs.frozen(kw_only=True)
class Longest:
    """How long a text may be, in characters or in words."""

    kind: str
    field: str
    most_chars: int | None = None
    most_words: int | None = None


@attrs.frozen(kw_only=True)
class Closed:
    """The only values that a field may have."""

    kind: str
    field: str
    values: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Checklist:
    """What a content expects of itself; a content without a checklist expects nothing beyond the general.

    Attributes:
        rows: Rows of the safety dossier; each must be carried.
        max_session_screens: Most screens before each session, or None.
        max_screen_findings: Most questions of one screen, or None.
        firm_may_earn_more_for: Goals for which a firm variant may earn more than its gentler twin.
        due_within_days: Most days from one review to the next, or None.
        longest: How long texts may be.
        closed: Fields with a closed set of values.
    """

    rows: tuple[str, ...] = ()
    max_session_screens: int | None = None
    max_screen_findings: int | None = None
    firm_may_earn_more_for: tuple[str, ...] = ()
    due_within_days: int | None = None
    longest: tuple[Longest, ...] = ()
    closed: tuple[Closed, ...] = ()


Check = Callable[[Catalogue, Checklist], Iterator[Issue]]
"""One check: it looks at a whole content with what is expected of it."""


def error(kind: str, record: str, field: str, problem: str) -> Issue:
    """Tell what must be mended."""
    where = f"{kind}.toml" + (f": `{record}`" if record else "") + (f".{field}" if field else "")
    return Issue("error", where, problem)


def note(kind: str, record: str, field: str, problem: str) -> Issue:
    """Tell what should be looked at."""
    return attrs.evolve(error(kind, record, field, problem), severity="note")
