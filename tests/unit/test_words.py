"""The promise: each limit is told, and nothing where there is none."""

from typing import Any

import attrs
import pytest

from hamstring import Limits, catalogue
from hamstring.outputs.words import Words

WORDS = Words(catalogue())

EACH: dict[str, tuple[Any, str]] = {
    "max_pressure": (3, "no more than 3 out of 10"),
    "no_tools": (("cane", "hard-ball"), "not with: hook cane, lacrosse ball"),
    "no_strokes": (("friction", "petrissage"), "leave out: small rubbing, kneading"),
    "no_demands": (("floor",), "leave out: getting down to the floor"),
    "keep_off": (("left:inner-lower",), "stay off: left inner lower quarter"),
    "max_leg_s": (60, "at most 60 s a leg"),
    "max_session_s": (120, "at most 120 s in all"),
    "min_gap_h": (48, "at least 48 hours until the next time"),
}


@pytest.mark.parametrize("field", EACH)
def test_a_limit_is_told_alone(field: str) -> None:
    value, told = EACH[field]
    assert WORDS.limits(attrs.evolve(Limits(), **{field: value})) == [told]


def test_all_limits_are_told_in_one_order_and_none_where_there_is_none() -> None:
    assert WORDS.limits(Limits(**{field: value for field, (value, _) in EACH.items()})) == [told for _, told in EACH.values()]
    assert (WORDS.limits(Limits()), WORDS.limits(Limits(is_total=True))) == ([], ["nothing today"])
