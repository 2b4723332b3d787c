"""The promise: a plan changes only where a reviewer sees it.

Fifty drawn requests, each planned with its reasons, stand in `tests/reviewed`; see `tests/reviewed.py`. They say nothing of
what is right: the laws and the oracle do.
"""

from collections.abc import Iterator

import attrs
import pytest

from hamstring import HamstringError, Routine, Segment, plan_routine
from oracle.requests import drawn_request
from reviewed import Reviewed


def line(segment: Segment) -> str:
    told = (segment.kind.value, segment.position.value, segment.leg and segment.leg.value, segment.tool, segment.doing)
    where = (",".join(segment.quadrants), segment.low, segment.high, "search" if segment.search else None)
    return f"{segment.start_s}-{segment.end_s} " + " ".join(str(part) for part in (*told, *where) if part)


def lines(routine: Routine) -> Iterator[str]:
    yield f"{routine.score} points, {routine.seconds} s, up to {routine.pressure_cap}: {', '.join(routine.cap_reasons)}"
    yield from map(line, routine.segments)
    yield from (" ".join(map(str, attrs.astuple(entry))) for entry in routine.ledger)
    yield from (" ".join(map(str, attrs.astuple(entry))) for entry in routine.omissions)
    yield f"closed {', '.join(routine.closed)}; quick {routine.is_quick}; gap {routine.min_gap_h}; by {', '.join(routine.limited_by)}"


@pytest.mark.parametrize("number", range(50))
def test_a_drawn_request_is_planned_as_it_was_reviewed(number: int, reviewed: Reviewed) -> None:
    try:
        routine = plan_routine(drawn_request(number))
    except HamstringError as error:
        reviewed(type(error).__name__, error)
    else:
        reviewed(*lines(routine))
