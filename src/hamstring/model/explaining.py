"""Why a routine is as it is: its points in words, what a change would bring, and why something is not in it."""

import attrs

from hamstring.model.routines import Routine


@attrs.frozen(kw_only=True)
class WhatIf:
    """One change of the request, planned again.

    Attributes:
        change: What is changed: ``minute-more``, ``minute-less``, ``without-tool``, ``with-tool``, ``lower-pressure`` or
            ``already-warm``.
        about: The tool or the pressure that it is about, or an empty string.
        text: One line for a person: what would change.
        points: Points more (or, below 0, fewer) than now, or None when there is no routine.
        routine: The routine that would come of it, or None when there is none.

    Example:
        >>> from hamstring import plan_routine
        >>> plan_routine(minutes=5, complete=True).explain().what_ifs[0].change
        'minute-more'
    """

    change: str
    about: str = ""
    text: str
    points: int | None = None
    routine: Routine | None = None


@attrs.frozen(kw_only=True)
class Explanation:
    """The points of a routine in words, and what-ifs.

    Attributes:
        points: One line for each term of the score, and their sum at the end.
        what_ifs: What a change would bring, one for each.
        text: All of it as a page for 80 columns; `str` gives it too.

    Example:
        >>> from hamstring import plan_routine
        >>> print(plan_routine(minutes=5, complete=True).explain().text.splitlines()[0])
        WHERE ITS POINTS COME FROM
    """

    points: tuple[str, ...]
    what_ifs: tuple[WhatIf, ...]
    text: str

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class WhyNot:
    """Why something is not in a routine, or that it is.

    Attributes:
        kind: What it is: ``tool``, ``variant``, ``technique``, ``stretch``, ``warm-up``, ``place``, ``spot``, ``goal`` or
            ``position``.
        about: Its id; a place or a spot as it was asked.
        reason: ``in`` (it is in the routine), ``never`` (nobody presses there, or it is never planned), ``forbidden``
            (by the answers), ``not-asked``, ``not-possible`` (needs something else), ``does-not-fit``, or ``earns-less``.
        rules: Ids of the rules that forbid it.
        findings: The findings of those rules.
        sources: Ids of the sources of what forbids it.
        needs: Changes in words, each of which would make it possible (some are several at once); none lifts a limit of the triage.
        points: How many points more (below 0: fewer) the best routine with it has, or None when none can be compared.
        least_minutes: The fewest minutes in which a routine with it fits, or None.
        text: One or two lines for a person; `str` gives them too.

    Example:
        >>> from hamstring import plan_routine
        >>> plan_routine(minutes=5, complete=True).why_not("sit-bone").reason
        'never'
    """

    kind: str
    about: str
    reason: str
    rules: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    points: int | None = None
    least_minutes: int | None = None
    text: str = ""

    def __str__(self) -> str:
        return self.text
