"""How many examples each law is tried on: the same ones in each run, or many times more, drawn afresh.

``HAMSTRING_EXAMPLES=20`` tries twenty times as many; what breaks a law is then told with how to draw it again.
``HAMSTRING_EXAMPLES=0.1`` tries a tenth, for mutation runs.
"""

import os
from collections.abc import Callable
from typing import cast

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

TIMES = float(os.environ.get("HAMSTRING_EXAMPLES", "1"))

Law = Callable[..., None]

ALL_CHECKS = cast("list[HealthCheck]", list(HealthCheck))  # Hypothesis does not say what its own iteration gives


def examples(number: int) -> settings:
    """Try a law on so many examples, or on that many times more."""
    return settings(derandomize=TIMES <= 1, deadline=None, max_examples=max(1, round(number * TIMES)), print_blob=TIMES > 1)


def on(strategy: st.SearchStrategy[object], number: int) -> Callable[[Law], Law]:
    """Try a law of the planner on values drawn alike in each run and for each law, so that no plan is made twice.

    With ``HAMSTRING_SHRINK=1`` what breaks a law is made as small as can be, which may take minutes.
    """
    phases = (Phase.generate, Phase.shrink) if os.environ.get("HAMSTRING_SHRINK") else (Phase.generate,)

    def decorate(test: Law) -> Law:
        quiet = settings(examples(number), database=None, phases=phases, suppress_health_check=ALL_CHECKS)
        tried = quiet(given(strategy)(test))
        return seed(20261122)(tried) if TIMES <= 1 else tried

    return decorate
