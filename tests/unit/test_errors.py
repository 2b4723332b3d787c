"""Errors carry their data, tell it in one style, and survive pickling."""

import copy
import pickle
import re
from datetime import date

import pytest

import hamstring
from hamstring import catalogue, errors
from hamstring.errors import (
    AnswersError,
    ContentError,
    HamstringError,
    MissingExtraError,
    NoRoutineFits,
    NoWeekFits,
    PlanningError,
    RequestError,
    RoutineRefused,
    UnknownIdError,
    WeekRefused,
)
from hamstring.model.outcomes import Permission
from hamstring.safety.triage import triage
from strategies import finding, made_up, rule

REFUSING = triage({"fever"}, catalogue=made_up(finding("fever"), rule("hot", "fever")).load())


class _Loud:
    def __repr__(self) -> str:
        raise RuntimeError("no name")


EXAMPLES: dict[str, HamstringError] = {
    "content": ContentError("rules.toml", "calf-swelling", "when", "unknown finding `calf-swoln`"),
    "unknown-id": UnknownIdError("finding", {"fevr": ("fever",), "brusie": ("bruise", "bruised"), "qq": ()}),
    "answers": AnswersError(("fever", "bruise"), "cannot all be true"),
    "request": RequestError("minutes", True, "a whole number from 1 to 60"),
    "refused": RoutineRefused("See a doctor today.", REFUSING, ("chest-pain",), ("pregnant",)),
    "no-routine-fits": NoRoutineFits("nothing fits in 60 s", 120, ("add `hands`",)),
    "week-refused": WeekRefused("Rest first.", "rest", date(2026, 11, 26), catalogue().advice["see-soon"]),
    "no-week-fits": NoWeekFits("4 sessions do not fit", 3, ("plan 3 sessions",)),
    "missing-extra": MissingExtraError("icalendar", "calendar"),
    "planning": PlanningError("no routine"),
    "hamstring-error": HamstringError("something"),
}

DATA = {
    "content": ("file", "record", "field", "problem"),
    "unknown-id": ("kind", "ids", "near"),
    "answers": ("findings", "problem"),
    "request": ("field", "value", "expected"),
    "refused": ("message", "triage", "ask", "clearable"),
    "no-routine-fits": ("message", "least_s", "changes"),
    "week-refused": ("message", "reason", "until", "advice"),
    "no-week-fits": ("message", "most", "changes"),
    "missing-extra": ("library", "extra"),
    "planning": (),
    "hamstring-error": (),
}

STYLED = ("content", "unknown-id", "answers", "request")
"""Messages for developers; those of planning are sentences for people."""


# ---------------------------------------------------------------------------- the tree


@pytest.mark.parametrize("slug", EXAMPLES)
def test_every_error_is_a_hamstring_error_with_its_slug(slug: str) -> None:
    error = EXAMPLES[slug]

    assert isinstance(error, HamstringError)
    assert slug == error.slug
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.slug)


def test_every_error_of_the_module_has_an_example_here() -> None:
    assert set(errors.__all__) == {type(error).__name__ for error in EXAMPLES.values()}


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (ContentError, ValueError),
        (UnknownIdError, LookupError),
        (AnswersError, ValueError),
        (RequestError, ValueError),
        (RoutineRefused, PlanningError),
        (NoRoutineFits, PlanningError),
        (WeekRefused, PlanningError),
        (NoWeekFits, PlanningError),
        (MissingExtraError, ImportError),
    ],
)
def test_errors_are_caught_as_what_python_calls_them(kind: type[HamstringError], base: type[Exception]) -> None:
    assert issubclass(kind, base)


def test_an_unknown_id_is_no_key_error_whose_text_would_be_a_repr() -> None:
    assert not issubclass(UnknownIdError, KeyError)
    assert "unknown finding `x`" == str(UnknownIdError("finding", {"x": ()}))


@pytest.mark.parametrize("slug", EXAMPLES)
def test_an_error_is_shown_under_its_public_name(slug: str) -> None:
    kind = type(EXAMPLES[slug])

    assert "hamstring" == kind.__module__
    assert kind is getattr(hamstring, kind.__name__)


# ---------------------------------------------------------------------------- copies


@pytest.mark.parametrize("slug", EXAMPLES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_pickling_with_its_data(slug: str, protocol: int) -> None:
    error = EXAMPLES[slug]
    twin = pickle.loads(pickle.dumps(error, protocol))

    assert type(error) is type(twin)
    assert str(error) == str(twin)
    assert [getattr(error, name) for name in DATA[slug]] == [getattr(twin, name) for name in DATA[slug]]


@pytest.mark.parametrize("slug", EXAMPLES)
def test_an_error_survives_copying_and_being_pickled_twice(slug: str) -> None:
    error = EXAMPLES[slug]
    twice = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(error))))
    for twin in (copy.copy(error), copy.deepcopy(error), twice):
        assert type(error) is type(twin)
        assert str(error) == str(twin)
        assert [getattr(error, name) for name in DATA[slug]] == [getattr(twin, name) for name in DATA[slug]]


# ---------------------------------------------------------------------------- messages


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (EXAMPLES["content"], "rules.toml: `calf-swelling`.when: unknown finding `calf-swoln`"),
        (ContentError("rules.toml", "calf-swelling", "", "is empty"), "rules.toml: `calf-swelling`: is empty"),
        (ContentError("rules.toml", "", "", "not UTF-8 text"), "rules.toml: not UTF-8 text"),
        (
            EXAMPLES["unknown-id"],
            "unknown finding `brusie`, did you mean `bruise`, `bruised`?; unknown finding `fevr`, did you mean `fever`?; unknown finding `qq`",
        ),
        (EXAMPLES["answers"], "`bruise`, `fever`: cannot all be true"),
        (EXAMPLES["request"], "`minutes` is True: expected a whole number from 1 to 60"),
        (RequestError("tools", "hands", "a set"), "`tools` is 'hands': expected a set"),
    ],
)
def test_a_message_tells_where_what_and_what_was_expected(error: HamstringError, expected: str) -> None:
    assert expected == str(error)


@pytest.mark.parametrize("slug", STYLED)
def test_a_message_is_in_house_style(slug: str) -> None:
    message = str(EXAMPLES[slug])

    assert message[0].islower() or message[0] == "`"
    assert not message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    "call",
    [
        lambda: triage("fever"),  # type: ignore[arg-type]  # a bare string
        lambda: triage([7]),  # type: ignore[arg-type]  # no text
        lambda: triage({"fevr"}),
        lambda: triage({"fever"}, absent={"fever"}),
        lambda: triage({"pull-stage-1", "pull-stage-2"}),
        lambda: triage({"open-wound@up"}),
        lambda: triage({"open-wound@left:nowhere"}),
        lambda: triage({"chest-pain@left"}),
        lambda: triage(()).on_leg("middle"),
        lambda: made_up(finding("a"), rule("r", "b")).load().conditions() and triage((), catalogue=made_up(rule("r", "b")).load()),
    ],
)
def test_raised_messages_are_in_house_style(call: object) -> None:
    with pytest.raises(HamstringError) as caught:
        call()  # type: ignore[operator]
    message = str(caught.value)

    assert message[0].islower() or message[0] == "`"
    assert not message.endswith(".")
    assert "\n" not in message
    assert "`" in message


# ---------------------------------------------------------------------------- data


def test_unknown_ids_are_sorted_and_each_has_its_near_matches() -> None:
    error = UnknownIdError("tool", {"b": ("bb",), "a": ()})

    assert ("a", "b") == error.ids
    assert {"a": (), "b": ("bb",)} == error.near
    assert ["a", "b"] == list(error.near)


def test_contradicting_findings_are_sorted() -> None:
    assert ("a", "b", "c") == AnswersError(("c", "a", "b"), "cannot all be true").findings


def test_a_value_is_kept_as_short_plain_text() -> None:
    shown = RequestError("tools", "x" * 10_000, "a set").value

    assert type(shown) is str
    assert 60 == len(shown)
    assert shown.endswith("...")


@pytest.mark.parametrize("value", ["\ud800", "naïve", "a\nb", "\x1b[31m", _Loud(), lambda: None])
def test_any_value_can_be_told_printed_and_pickled(value: object) -> None:
    error = RequestError("tools", value, "a set")
    twin = pickle.loads(pickle.dumps(error))

    assert str(error).isascii()
    assert str(error).isprintable()
    assert error.value == twin.value


@pytest.mark.parametrize("name", ["\ud800", "a\nb", "\x1b[31m", "x" * 10_000])
def test_an_unknown_id_can_be_printed_whatever_it_holds(name: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        triage({name})

    assert (name,) == caught.value.ids
    assert str(caught.value).isprintable()
    assert str(caught.value).encode()
    assert 200 > len(str(caught.value))


def test_an_error_without_ids_to_ask_is_certain() -> None:
    error = RoutineRefused("See a doctor today.", REFUSING)

    assert () == error.ask
    assert Permission.NOT_TODAY is error.triage.massage
    assert "See a doctor today." == str(error)


def test_no_time_would_be_enough_when_least_seconds_are_none() -> None:
    error = NoRoutineFits("nothing is left to do", None)

    assert error.least_s is None
    assert () == error.changes
