"""The promise: why a block is in a routine is told in words that are true of it, also with the points of another content."""

import re
from functools import cache

import pytest

from hamstring import catalogue, plan_routine
from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.outputs.text import routine_text


@cache
def with_points(**points: int) -> Catalogue:
    """Give the content with other points of a few strokes, for each goal; one with none is taken from the list."""
    texts = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    for name, number in points.items():
        variant = name.replace("_", "-")
        entry = f'  {{ variant = "{variant}", points = {number} }},\n' if number else ""
        texts["goals"], count = re.subn(rf'  {{ variant = "{variant}", points = \d+ }},\n'.encode(), entry.encode(), texts["goals"])
        assert count
    return Catalogue((Folder(tuple(sorted(texts.items()))),))


@pytest.mark.parametrize(
    ("points", "reason"),
    [(0, "Why: it spreads the work."), (1, "Why: it suits the goal, flexibility."), (3, "Why: it suits the goal, flexibility.")],
)
def test_a_stroke_that_the_goal_has_no_points_for_only_spreads_the_work(points: int, reason: str) -> None:
    content = with_points(hands_knead=points)
    told = routine_text(plan_routine(minutes=4, complete=True, catalogue=content), content)
    assert content.manifest == catalogue().manifest
    assert reason in told
    assert told.count("it suits the goal") + told.count("it spreads the work") == 1
