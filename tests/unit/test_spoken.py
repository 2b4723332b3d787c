"""What is said really fits: every cue of ten routines, spoken by espeak-ng and measured.

It prints its figures with `-s`. Without espeak-ng on the machine there is nothing to measure.
"""

import shutil
import subprocess
from collections.abc import Mapping

import pytest

from hamstring import plan_routine

RATE = 160
"""Words per minute that the voice is asked for."""
SAMPLES_A_SECOND, BYTES_A_SAMPLE, HEADER = 22050, 2, 44

BALLS = {"complete": True, "goal": "tender-spots", "experience": "experienced"}
ROUTINES: tuple[Mapping[str, object], ...] = (
    {"minutes": 5},
    {"minutes": 8, "complete": True, "tools": {"foam-roller"}},
    {"minutes": 6, "complete": True, "tools": {"roller-stick"}, "goal": "before-sport"},
    {"minutes": 15, "complete": True, "tools": {"roller-stick"}, "goal": "soreness", "positions": ["chair"], "pace": "slow"},
    {"minutes": 10, "complete": True, "goal": "relaxation", "skin": "bare", "positions": ["lying", "bed"]},
    {"minutes": 10, "complete": True, "symptoms": ["open-wound@left:inner-lower"]},
    {"minutes": 20, "complete": True, "tools": {"foam-roller", "hands", "lacrosse-ball", "roller-stick"}, "first_leg": "right"},
    {**BALLS, "minutes": 12, "tools": {"foam-roller", "tennis-ball"}, "already_warm": True, "spots": ["left:outer-lower:2"]},
    {**BALLS, "minutes": 30, "tools": {"foam-roller", "massage-ball", "hands"}, "spots": ["right:inner-upper:3"], "pace": "slow"},
    {
        **BALLS,
        "minutes": 14,
        "tools": {"massage-ball", "yoga-block", "hands"},
        "positions": ["lying", "floor"],
        "spots": ["right:inner-upper:2"],
    },
)


def spoken_s(text: str) -> float:
    """Give the seconds of sound of a text."""
    done = subprocess.run(["espeak-ng", "-v", "en", "-s", str(RATE), "--stdout"], input=text.encode(), capture_output=True, check=True)
    return (len(done.stdout) - HEADER) / BYTES_A_SAMPLE / SAMPLES_A_SECOND


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_no_cue_of_ten_routines_sounds_longer_than_was_counted_for_it() -> None:
    """The seconds of sound never exceed the seconds that the cue says it takes, and so never its gap."""
    cues = [cue for asked in ROUTINES for cue in plan_routine(**asked).cues()]  # type: ignore[arg-type]
    sounds = {text: spoken_s(text) for text in {cue.say for cue in cues}}
    shares = sorted((sounds[cue.say] / cue.say_s, cue.say) for cue in cues)
    print(f"\n{len(cues)} cues, {len(sounds)} texts, at {RATE} words a minute: at most {shares[-1][0]:.0%} of the seconds counted")
    assert len(ROUTINES) == 10
    assert [share for share in shares if share[0] > 1] == []
