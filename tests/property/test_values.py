"""Every public value is a value: it can be compared, hashed, copied and pickled, and nothing of it can be changed."""

import copy
import inspect
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hamstring
from hamstring import _hypothesis, strategies
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.kinds import KINDS
from hamstring.strategies import catalogues, contents, overlays, requests, routines
from hamstring.strategies.made_up import MadeUp
from profiles import examples

_hypothesis.register()

VALUES = sorted(_hypothesis.STRATEGIES)


def twins(value: Any) -> list[Any]:
    """Copy a value in each way that Python knows."""
    return [
        copy.copy(value),
        copy.deepcopy(value),
        *(pickle.loads(pickle.dumps(value, protocol)) for protocol in (0, pickle.HIGHEST_PROTOCOL)),
    ]


def test_every_public_class_but_enums_and_errors_can_be_drawn() -> None:
    """Each public value has a strategy."""
    public = [getattr(hamstring, name) for name in hamstring.__all__]
    classes = {
        kind.__name__ for kind in public if inspect.isclass(kind) and not issubclass(kind, Exception) and not hasattr(kind, "__members__")
    }
    assert classes == set(VALUES)
    assert {function for function, *_ in _hypothesis.STRATEGIES.values()} <= set(strategies.__all__)


@pytest.mark.parametrize("name", VALUES)
def test_a_public_value_is_equal_to_its_copies(name: str) -> None:
    """Values can be compared and hashed, and survive copying and pickling."""
    kind: type[Any] = getattr(hamstring, name)

    @examples(8)
    @given(st.from_type(kind))
    def check(value: Any) -> None:
        assert isinstance(value, kind)
        for twin in twins(value):
            assert value == twin
            assert hash(value) == hash(twin)
            assert repr(value) == repr(twin)
        assert value != object()

    check()


@pytest.mark.parametrize("name", [name for name in VALUES if attrs.has(getattr(hamstring, name))])
def test_a_public_value_cannot_be_changed(name: str) -> None:
    """Values are immutable."""

    @examples(1)
    @given(st.from_type(getattr(hamstring, name)))
    def check(value: Any) -> None:
        for field in attrs.fields(value.__class__):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, field.name, None)

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_records_of_a_catalogue_cannot_be_changed(kind: str) -> None:
    """A catalogue is immutable, so one thread cannot change the content of another one."""
    with pytest.raises(TypeError):
        catalogue().kind(kind)["mine"] = None  # type: ignore[index]  # that is the test


@examples(20)
@given(contents(), contents())
def test_catalogues_are_equal_exactly_when_their_files_are(one: MadeUp, other: MadeUp) -> None:
    """A catalogue is what its files say: loaded twice it is equal, with other files it is not."""
    assert one.load() == one.load()
    assert hash(one.load()) == hash(one.load())
    assert (one.load() == other.load()) is (one.texts() == other.texts())
    assert one.load() != one.load(words="other words")


@examples(6)
@given(overlays(), st.one_of(catalogues(), st.just(catalogue())))
def test_a_catalogue_with_more_rules_is_another_one(wider: Catalogue, other: Catalogue) -> None:
    """Rules count: a content with a rule more is not equal, and its copies keep the rule."""
    assert wider != other
    assert wider != catalogue()
    for twin in twins(wider):
        assert twin == wider
        assert sorted(twin.rules) == sorted(wider.rules)


@examples(60)
@given(requests())
def test_a_request_survives_json(request: hamstring.RoutineRequest) -> None:
    """Round trip: a request goes to JSON and back without loss, in either layout."""
    assert request == hamstring.RoutineRequest.from_json(request.to_json())
    assert request == hamstring.RoutineRequest.from_json(request.to_json(indent=None).encode())


@examples(40)
@given(st.one_of(st.from_type(hamstring.Placed), st.from_type(hamstring.TenderSpot)))
def test_a_place_survives_being_written_as_text(value: hamstring.Placed | hamstring.TenderSpot) -> None:
    """Round trip: what is printed of a placed finding or a tender spot is read back."""
    assert value == type(value).parse(str(value))


@examples(6)
@given(routines())
def test_a_routine_copied_prints_the_same(routine: hamstring.Routine) -> None:
    """A stored routine is the page and the JSON that it was."""
    for twin in twins(routine):
        assert (str(routine), routine.to_json()) == (str(twin), twin.to_json())
