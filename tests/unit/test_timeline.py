"""The promise: the drawn time shows each second once, also where a row ends with a step."""

import re

import pytest

from hamstring import plan_routine

ROW_S = 300


@pytest.mark.parametrize("tool", ["hands", "foam-roller"])
def test_a_step_that_ends_with_a_row_leaves_nothing_in_the_next(tool: str) -> None:
    routine = plan_routine(minutes=12, tools={tool}, complete=True)
    assert ROW_S in {segment.end_s for segment in routine.segments}
    seconds = [int(found) for found in re.findall(r'data-seconds="(\d+)"', routine.to_svg().partition("hs-row")[2])]
    assert sum(seconds) == routine.seconds
    assert len(seconds) == len(routine.segments) + sum(
        segment.start_s < end < segment.end_s for segment in routine.segments for end in range(ROW_S, routine.seconds, ROW_S)
    )
