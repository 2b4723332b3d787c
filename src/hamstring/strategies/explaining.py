"""Strategies for explanations: of small routines, each really explained."""

from hypothesis import strategies as st

from hamstring.model.explaining import Explanation, WhatIf, WhyNot
from hamstring.strategies.requesting import requests, routines
from hamstring.strategies.shipped import records
from hamstring.strategies.values import part_of

_SMALL = routines(requests(low_s=300, high_s=420, most_spots=0))


def explanations() -> st.SearchStrategy[Explanation]:
    """Draw explanations of routines of 5 to 7 minutes.

    Shrinks to that of a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import explanations
        >>> @settings(max_examples=3, deadline=None)
        ... @given(explanations())
        ... def ends_with_the_sum(told):
        ...     assert told.points[-1] in told.text
        >>> ends_with_the_sum()
    """
    return _SMALL.map(lambda routine: routine.explain())


def what_ifs() -> st.SearchStrategy[WhatIf]:
    """Draw what-ifs out of `explanations`.

    Shrinks to the first one of a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import what_ifs
        >>> @settings(max_examples=3, deadline=None)
        ... @given(what_ifs())
        ... def has_points_with_a_routine(what_if):
        ...     assert (what_if.points is None) == (what_if.routine is None)
        >>> has_points_with_a_routine()
    """
    return part_of(explanations(), lambda told: told.what_ifs)


def why_nots() -> st.SearchStrategy[WhyNot]:
    """Draw why a tool, technique or stretch is not in a routine of 5 to 7 minutes, or that it is.

    Shrinks to the first record of a kind and a simple routine.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring.strategies import why_nots
        >>> @settings(max_examples=3, deadline=None)
        ... @given(why_nots())
        ... def names_the_rules_that_forbid(told):
        ...     assert (told.reason == "forbidden") == bool(told.rules)
        >>> names_the_rules_that_forbid()
    """
    asked = st.sampled_from(("tools", "techniques", "stretches")).flatmap(records)
    return st.tuples(_SMALL, asked).map(lambda drawn: drawn[0].why_not(drawn[1].id))
