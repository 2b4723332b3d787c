"""What is expected of an error of the library, and the ids that hostile input is mixed with."""

import pickle
from collections.abc import Callable
from functools import cache

from hamstring import HamstringError, Weekday, catalogue

LONGEST_MESSAGE = 4_000
"""Characters of an error message; what was given is shown in part only."""

MAY_BREAK_LINES = ("refused", "no-routine-fits")
"""Errors whose message is advice for a person, from the content and not from the input."""


@cache
def known() -> tuple[str, ...]:
    """Give ids, aliases and places that the shipped content knows: hostile input that is almost right goes deepest."""
    content = catalogue()
    findings = [name for finding in content.findings.values() for name in (finding.id, *finding.aliases)]
    placed = ["open-wound@left", "open-wound@right:outer-lower", "recent-injury@left", "calf-swelling@left:upper"]
    spots = ["left:outer-lower:2", "right:inner-upper:3", "left:inner-lower"]
    closed = ["flexibility", "soreness", "tender-spots", "before-sport", "relaxation", "left", "right", "both", "outer", "normal", "slow"]
    closed += ["bare", "clothes", "beginner", "regular", "experienced", *content.positions, *content.regions, "upper", "lower"]
    days = [*(day.value for day in Weekday), "2026-11-23", "2026-11-25", "0001-01-01", "9999-12-31"]
    return (*findings, *content.tools, *placed, *spots, *closed, *days)


def check_error(error: HamstringError) -> None:
    """An error of the library can be pickled and is told in one printable line."""
    told = str(error)
    assert told == str(pickle.loads(pickle.dumps(error)))
    assert len(told) <= LONGEST_MESSAGE, f"a message of {len(told)} characters"
    if error.slug not in MAY_BREAK_LINES:
        assert told.isprintable(), f"not printable: {told[:200]!a}"


def tried(call: Callable[[], object]) -> object:
    """Call; an error of the library is an answer."""
    try:
        return call()
    except HamstringError as error:
        check_error(error)
        return None
