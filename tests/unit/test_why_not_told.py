"""The promise: whatever is asked about, why it is not in a routine is told in words that fit it.

One answer of each sort stands in `tests/reviewed`: for each kind of thing that can be asked about each reason, with and
without points, minutes and what would help; see `tests/reviewed.py`.
"""

from functools import cache

import attrs
import pytest

from hamstring import Routine, plan_routine
from reviewed import Reviewed

ROUTINES: dict[str, dict[str, object]] = {
    "plain": {"minutes": 10},
    "several tools": {"minutes": 20, "tools": {"foam-roller", "hands", "tennis-ball", "roller-stick"}, "goal": "soreness"},
    "limits": {"minutes": 10, "tools": {"foam-roller", "hands"}, "symptoms": {"open-wound@left:outer-lower", "cannot-get-up-from-floor"}},
    "one leg shut": {"minutes": 10, "tools": {"foam-roller", "hands"}, "symptoms": {"recent-injury@left"}},
    "spots": {"minutes": 8, "tools": {"hands", "tennis-ball"}, "goal": "tender-spots", "spots": ["left:outer-lower:2"]},
    "tight": {"budget_s": 180, "tools": {"hands", "foam-roller", "tennis-ball"}, "spots": ["left:outer-lower:2"]},
    "one leg": {"minutes": 9, "legs": "left", "exclude": ["left:upper"], "positions": {"chair"}, "stretch": False, "already_warm": True},
    "after a pull": {
        "minutes": 20,
        "goal": "tender-spots",
        "symptoms": ["pull-stage-2@left:outer-upper"],
        "spots": ["right:outer-lower:2"],
    },
    "on a chair": {"minutes": 6, "tools": {"roller-stick"}, "positions": {"chair"}},
    "unanswered": {
        "minutes": 20,
        "tools": {"foam-roller", "hands"},
        "experience": "experienced",
        "already_warm": True,
        "goal": "tender-spots",
        "complete": False,
    },
}


@cache
def routine_of(name: str) -> Routine:
    return plan_routine(**{"complete": True, **ROUTINES[name]})  # type: ignore[arg-type]  # the table above


ASKED = {
    "plain": "hook-cane hands massage-gun bed floor cane-walk ball-walk hands-knead compression rolling bed-leg-long floor-long-sit "
    "brisk-walk-beforehand march-on-the-spot seated-march before-sport flexibility back-of-knee inner left:outer-lower:2",
    "several tools": "hook-cane left:outer-lower:2 thick-book both",
    "limits": "hands-palm-press floor compression bed-leg-raise floor-long-sit march-on-the-spot lower left:outer-lower:2",
    "one leg shut": "left stripping foam-roller roller-light rolling seated-march",
    "spots": "left:outer-lower:2",
    "tight": "foam-roller lying ball-press knuckle-press bed-leg-long march-on-the-spot left:outer right:inner-upper:1",
    "one leg": "thick-book bed-leg-long bed seated-leg-out seated-march inner inner-lower right right:inner-upper:1",
    "after a pull": "hook-cane standing hands-palm-press compression bed-leg-long march-on-the-spot outer left:outer-lower:2",
    "on a chair": "left:outer-upper upper",
    "unanswered": "roller-crossed",
}


@pytest.mark.parametrize(("name", "asked"), [(name, asked) for name, ids in ASKED.items() for asked in ids.split()])
def test_each_reason_is_told_as_it_was_reviewed(name: str, asked: str, reviewed: Reviewed) -> None:
    told = routine_of(name).why_not(asked)
    reviewed(*(f"{key} {value}" for key, value in attrs.asdict(told).items() if key not in ("text", "sources") and value not in (None, ())))
    reviewed(told.text)
