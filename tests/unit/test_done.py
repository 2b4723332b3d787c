"""The promise: what was done already is read strictly, and a mistake in it is told with what is nearest."""

import pytest

from hamstring import HamstringError, plan_routine


@pytest.mark.parametrize(
    "entry",
    [
        "left:outer-lower",
        "left:outer-lower:60:",
        "left:outer-lower:60:roller-long:x",
        "left:outer-lower:0",
        "left:outer-lower:62",
        "left:outer-lower:3605",
        "left:outer-lower:+60",
        "left:outer-lower:\N{ARABIC-INDIC DIGIT SIX}0",
        "both:outer-lower:60",
        "left:outer-lowr:60",
        "left:outer-lower:60:roler-long",
        "",
    ],
)
def test_a_mistake_in_what_was_done_is_an_error(entry: str) -> None:
    """Form, seconds, leg, region and stroke: each is named, as it was written; the sentences are reviewed."""
    with pytest.raises(HamstringError):
        plan_routine(minutes=10, complete=True, done=[entry])


@pytest.mark.parametrize("seconds", [5, 3600])
def test_the_bounds_of_what_was_done_may_be_reached(seconds: int) -> None:
    assert plan_routine(minutes=10, complete=True, done=[f"left:outer-lower:{seconds}"]).request.done == (f"left:outer-lower:{seconds}",)
