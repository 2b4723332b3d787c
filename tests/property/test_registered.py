"""What Hypothesis is told of the public classes: each is drawn by the strategy of its name."""

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

import hamstring
from drawing import drawn
from hamstring._hypothesis import STRATEGIES, register

Registered = dict[type[object], Callable[[type[object]], st.SearchStrategy[object]]]


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Registered:
    """What is registered, by class."""
    found: Registered = {}

    def noted(kind: type[object], strategy: Callable[[type[object]], st.SearchStrategy[object]]) -> None:
        assert kind not in found, "one strategy for a class"
        found[kind] = strategy

    monkeypatch.setattr(st, "register_type_strategy", noted)
    register()
    return found


def test_every_class_of_values_is_registered_under_its_own_name(registered: Registered) -> None:
    """Whoever writes `st.from_type` for a public class gets values that the library could have made."""
    assert {kind.__name__ for kind in registered} == set(STRATEGIES)
    assert all(getattr(hamstring, kind.__name__) is kind for kind in registered)


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_what_is_drawn_is_of_the_class(name: str, registered: Registered) -> None:
    kind: type[object] = getattr(hamstring, name)
    strategy = registered[kind]
    assert {type(value) for value in drawn(strategy(kind), 1)} == {kind}
