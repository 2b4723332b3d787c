"""The promise: what is said in a routine changes only where a reviewer sees it.

The cues of drawn requests, chosen so that each line and each way in which one follows another is among them, stand in
`tests/reviewed`; see `tests/reviewed.py`. A line is the second, the seconds, the kind,
its priority, the leg, and what is said.
"""

from collections.abc import Iterable
from functools import cache
from random import Random

import attrs
import pytest

from hamstring import Cue, Routine, catalogue, plan_routine, triage
from oracle.requests import random_frame
from reviewed import Reviewed

TOLD = ("varicose-veins@left:inner-lower", "wrist-or-shoulder-trouble", "spot-is-bruise@right:outer-upper")


@cache
def routine(number: int) -> Routine:
    """Plan a drawn request; one in three with something told that limits a massage, one in four with open questions."""
    rng = Random(number)
    drawn = attrs.evolve(random_frame(rng, catalogue()).request, done=())
    told = triage([rng.choice(TOLD)] if rng.random() < 0.33 else (), complete=rng.random() < 0.75)
    return plan_routine(attrs.evolve(drawn, answers=told.answers))


def lines(cues: Iterable[Cue]) -> list[str]:
    return [f"{cue.start_s} +{cue.seconds} {cue.kind} {cue.priority} {cue.leg or '-'}: {cue.say}" for cue in cues]


@pytest.mark.parametrize("number", [12, 43, 63, 74, 102, 114, 117, 125, 132, 133, 158, 176, 178, 196])
def test_a_drawn_routine_is_told_as_it_was_reviewed(number: int, reviewed: Reviewed) -> None:
    reviewed(*lines(routine(number).cues()))


@pytest.mark.parametrize("most", [1, 3])
def test_with_fewer_cues_what_stays_was_reviewed(most: int, reviewed: Reviewed) -> None:
    reviewed(*lines(routine(132).cues(most=most)))


CAREFUL: dict[str, dict[str, object]] = {
    "after a pull": {"minutes": 6, "symptoms": ["pull-stage-2@left:outer-upper"], "tools": {"hands", "roller-stick"}},
    "one leg shut": {"minutes": 5, "symptoms": ["recent-injury@left"], "tools": {"foam-roller", "hands"}},
}


@pytest.mark.parametrize("name", CAREFUL)
def test_what_answers_ask_for_is_said(name: str, reviewed: Reviewed) -> None:
    """What to stay off before the start and on the leg, and how long to wait until the next time at the end."""
    reviewed(*lines(plan_routine(**{"complete": True, **CAREFUL[name]}).cues()))  # type: ignore[arg-type]  # the table above
