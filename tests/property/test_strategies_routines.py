"""What the strategies of routines, of their parts and of explanations give: plans of what was asked, and of the content at hand."""

from typing import Any

import attrs
import pytest
from hypothesis import strategies as st

from drawing import drawn, has_plan, least
from hamstring import (
    Answers,
    Catalogue,
    Leg,
    Routine,
    RoutineRequest,
    catalogue,
    plan_routine,
)
from hamstring.strategies import cues, explanations, ledger_lines, omissions, requests, routines, segments, what_ifs, why_nots

SMALL = requests(low_s=300, high_s=300, most_spots=0, answers=Answers(), tools=("hands",))


def test_routines_are_planned_from_what_is_asked() -> None:
    """Each is the plan of its request."""
    for routine in drawn(routines(SMALL), 10):
        assert (routine.request.seconds, routine.request.tools) == (300, ("hands",))
        assert plan_routine(routine.request) == routine


def test_routines_are_asked_for_in_five_to_fifteen_minutes_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[RoutineRequest] = []
    routine = plan_routine(minutes=5)

    def planned(request: RoutineRequest, content: Catalogue | None) -> Routine:
        assert content is None
        asked.append(request)
        return routine

    monkeypatch.setattr("hamstring.strategies.requesting._planned", planned)
    drawn(routines(), 150)
    assert 300 <= min(request.seconds for request in asked) < 400
    assert 850 < max(request.seconds for request in asked) <= 900
    spots = {sum(spot.leg is leg for spot in request.spots) for request in asked for leg in (Leg.LEFT, Leg.RIGHT)}
    assert spots == {0, 1, 2}
    assert len({request.answers for request in asked}) > 10


def test_requests_without_a_plan_are_drawn_again() -> None:
    """Of two requests of which one has no plan only the other one comes through."""
    hopeless, fine = RoutineRequest(minutes=1, tools=["foam-roller"]), RoutineRequest(minutes=5)
    assert not has_plan(hopeless)
    assert {routine.request for routine in drawn(routines(st.sampled_from((hopeless, fine))), 30)} == {fine}


def test_the_content_is_handed_on_to_the_planner(monkeypatch: pytest.MonkeyPatch) -> None:
    content = catalogue().with_rules()
    asked: list[Catalogue | None] = []

    def noted(request: RoutineRequest, *, catalogue: Catalogue | None) -> Routine:
        asked.append(catalogue)
        return plan_routine(request, catalogue=catalogue)

    monkeypatch.setattr("hamstring.strategies.requesting.plan_routine", noted)
    once = RoutineRequest(budget_s=425, tools=["hands"], first_leg="right", focus="inner")  # what was planned is remembered
    drawn(routines(st.just(once), content), 1, at_a_time=1)
    assert {id(entry) for entry in asked} == {id(content)}


@pytest.mark.parametrize("part", [segments, ledger_lines, omissions, cues])
def test_parts_are_of_routines_of_the_content_at_hand(part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    content = catalogue().with_rules()
    routine = plan_routine(minutes=5, tools={"hands", "foam-roller"}, complete=True)
    asked: list[Catalogue | None] = []

    def noted(*, content: Catalogue | None) -> st.SearchStrategy[Routine]:
        asked.append(content)
        return st.just(routine)

    monkeypatch.setattr("hamstring.strategies.requesting.routines", noted)
    drawn(part(content), 1, at_a_time=1)
    drawn(part(), 1, at_a_time=1)
    assert [id(entry) for entry in asked] == [id(content), id(None)]


def test_findings_and_tools_are_those_of_the_content_of_a_routine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only the planner has to know it."""
    content = catalogue().with_rules()
    told: list[object] = []

    def usual(known: Catalogue | None = None, **_: object) -> st.SearchStrategy[RoutineRequest]:
        told.append(known)
        return st.just(RoutineRequest(minutes=5))

    monkeypatch.setattr("hamstring.strategies.requesting.requests", usual)
    drawn(routines(content=content), 1)
    assert {id(known) for known in told} == {id(content)}


def test_parts_are_parts_of_a_routine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its segments, terms, omissions and cues; the first one is what they shrink to."""
    routine = plan_routine(minutes=5, tools={"hands", "foam-roller"}, goal="flexibility", complete=True)
    assert routine.omissions

    def only(*_: object, **__: object) -> st.SearchStrategy[Routine]:
        return st.just(routine)

    monkeypatch.setattr("hamstring.strategies.requesting.routines", only)
    for strategy, parts in (
        (segments(), routine.segments),
        (ledger_lines(), routine.ledger),
        (omissions(), routine.omissions),
        (cues(), routine.cues()),
    ):
        found: list[object] = [*drawn(strategy, 300, at_a_time=1)]
        assert set(found) == set(parts)
        assert least(strategy) == parts[0]


def test_omissions_are_of_routines_that_left_something_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """One without any is drawn again."""
    routine = plan_routine(minutes=5, complete=True)
    bare = attrs.evolve(routine, omissions=())
    full = plan_routine(minutes=5, tools={"hands", "foam-roller"}, complete=True)

    def either(*_: object, **__: object) -> st.SearchStrategy[Routine]:
        return st.sampled_from((bare, full))

    monkeypatch.setattr("hamstring.strategies.requesting.routines", either)
    assert set(drawn(omissions(), 60)) == set(full.omissions)


def test_explanations_and_what_ifs_are_of_small_routines_really_explained() -> None:
    for told in drawn(explanations(), 3):
        assert told.text
        assert told.what_ifs
    assert drawn(what_ifs(), 3)


def test_why_not_is_asked_of_every_kind() -> None:
    """Tools, techniques and stretches, those of the routine too."""
    found = drawn(why_nots(), 16, at_a_time=1)
    assert {told.kind for told in found} == {"tool", "technique", "stretch"}
