"""Hostile input brings errors of the library and nothing else, in bounded time: a sample of `fuzz.py`, and what it found."""

import io
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import pytest

from fuzz import guided
from fuzz.fuzz import Run, Tally, run, shares
from fuzz.judging import check_error
from fuzz.targets import TARGETS
from hamstring import (
    Answers,
    AnswersError,
    Catalogue,
    ContentError,
    HamstringError,
    Placed,
    RequestError,
    UnknownIdError,
    catalogue,
    plan_routine,
    suggest,
    triage,
)
from hamstring.cli import main
from hamstring.content.files import Folder, Shipped

SEED = 2
SAMPLE = 300
SLOWEST_S = 30
"""For a busy machine; the fuzzer itself allows less."""


@pytest.mark.parametrize("target", TARGETS)
def test_hostile_input_brings_errors_of_the_library_only(target: str) -> None:
    for number in range(shares(SAMPLE)[target]):
        assert not (failure := run(target, SEED, number, SLOWEST_S).failure), f"number {number}: {failure}"


def test_without_atheris_the_guided_fuzzer_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing(_: str) -> None:
        return None

    monkeypatch.setattr(guided, "find_spec", missing)
    monkeypatch.setattr(sys, "argv", ["guided.py"])
    assert guided.main() == guided.MISSING != 0
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed; it comes with the extra `fuzz`")
def test_the_guided_fuzzer_finds_nothing_in_a_sample() -> None:
    found = subprocess.run([sys.executable, guided.__file__, "--runs", "300"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert [f"{name:<20}    300 tried    0 failed" in found.stdout for name in guided.GUIDED] == [True] * 3


def test_the_guided_fuzzer_drives_targets_that_there_are() -> None:
    assert set(guided.GUIDED) <= set(TARGETS)


def test_of_many_failures_of_a_sort_the_first_is_told() -> None:
    tally = Tally("triage")
    failure = "Traceback\n  File\n    line\nKeyError: 'fever'"
    assert [tally.add(Run("triage", number, 0.1, failure)) for number in range(3)] == [True, False, False]
    assert not tally.add(Run("triage", 3, 0.5, ""))
    assert "4 tried    3 failed   slowest   0.50 s (number 3)" in str(tally)


def test_the_fuzzer_tells_what_is_no_error_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise KeyError("fever")

    monkeypatch.setitem(cast("dict[str, Any]", TARGETS), "triage", (1, broken))
    assert "KeyError: 'fever'" in run("triage", SEED, 0).failure


@pytest.mark.skipif(sys.platform == "win32", reason="there is no interval timer")
def test_the_fuzzer_stops_what_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: object) -> None:
        time.sleep(5)

    monkeypatch.setitem(cast("dict[str, Any]", TARGETS), "triage", (1, slow))
    assert "took more than" in run("triage", SEED, 0, 0.05).failure


def told(call: Callable[..., object], *given: Any, **fields: Any) -> HamstringError:
    """Call with something hostile; give the error, which must be one printable line of bounded length."""
    with pytest.raises(HamstringError) as caught:
        call(*given, **fields)
    check_error(caught.value)
    return caught.value


# ---------------------------------------------------------------------------- what the fuzzer found


@pytest.mark.parametrize("path", ["a\0b", "\ud800", 5, 3.5, False, None, b"fever", ["fever"], {"a": 1}])
def test_what_is_no_path_is_no_content_folder(path: object) -> None:
    assert isinstance(told(Catalogue.from_folder, path), ContentError)


@pytest.mark.parametrize("packs", [5, 1.5, None, {"a": 1}, {"a"}, iter(["a"])])
def test_packs_are_a_list(packs: object) -> None:
    assert isinstance(told(catalogue, packs), RequestError)


@pytest.mark.parametrize("text", [5, None, b"fever@left", ["fever@left"], {}])
def test_a_placed_finding_is_read_from_text_only(text: object) -> None:
    assert isinstance(told(Placed.parse, text), RequestError)


@pytest.mark.parametrize("field", ["present", "placed", "absent"])
@pytest.mark.parametrize("value", ["fever", 5, None, [5], [None], {"fever": 1}])
def test_answers_are_collections_of_the_right_things(field: str, value: object) -> None:
    assert isinstance(told(Answers, **{field: value}), RequestError)


def test_answers_are_sorted_without_duplicates() -> None:
    assert Answers(present=["fever", "chest-pain", "fever"]).present == ("chest-pain", "fever")


def test_ten_thousand_unknown_ids_are_told_in_a_second_and_in_one_short_line() -> None:
    names = {f"no-{number}" for number in range(10_000)}
    for call, fields in ((triage, {"symptoms": names}), (plan_routine, {"minutes": 5, "tools": names, "complete": True})):
        start = time.perf_counter()
        error = told(call, **fields)
        assert isinstance(error, UnknownIdError)
        assert len(error.ids) == len(names)
        assert "and 9980 more" in str(error)
        assert time.perf_counter() - start < 10


def test_a_text_for_suggest_is_compared_word_by_word_once() -> None:
    start = time.perf_counter()
    suggest(" ".join(["swollen"] * 60))
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "error",
    [
        ContentError("\x1b[2J.toml", "\u202efever", "a\nb", "x" * 1_000_000),
        AnswersError(("fever\n", *map(str, range(1_000))), "cannot all be true"),
        RequestError("\ud800\x07", "\0", "text"),
        UnknownIdError("finding", {"a": ("b\u202e" * 1_000,)}),
    ],
    ids=lambda error: error.slug,
)
def test_an_error_is_one_printable_line_whatever_is_in_it(error: HamstringError) -> None:
    check_error(error)


def test_an_unknown_keyword_is_shown_as_printable_text() -> None:
    told(plan_routine, **{"\x1b[2J\u202e": 1})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = [" + "1," * 250_000 + "]", "at most 500000 bytes"),
        (".".join("a" * 20_000) + " = 1", "at most 100 dots"),
        ("x = {" + ".".join("a" * 20_000) + " = 1}", "at most 100 dots"),
        ("x = " + "[" * 20_000, "not valid TOML"),
    ],
)
def test_a_content_file_that_would_take_the_parser_minutes_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "rules.toml").write_text(text)
    content = Catalogue.from_folder(tmp_path)
    assert expected in str(told(content.kind, "rules"))
    assert expected in str(told(triage, {"fever"}, catalogue=content))


@pytest.mark.parametrize("argument", ["\x1b[2J", "\ufefffever\u202e", "9" * 5_000, "--tool=\0"])
def test_a_complaint_of_the_command_line_is_one_printable_line(argument: str) -> None:
    with redirect_stderr(io.StringIO()) as complaint:
        assert main(["plan", "--minutes", "5", argument]) == 2
    line = complaint.getvalue().removesuffix("\n")
    assert line.isprintable()
    assert len(line) < 1_000


@pytest.mark.parametrize(
    "history",
    [
        '[{"day": "2026-11-20", "minutes": ' + "9" * 5_000 + "}]",
        '[{"day": "2026-11-20", "day": "2026-11-21"}]',
        '[{"day": "2026-11-20", "minutes": NaN}]',
        "[" * 20_000,
        "[" + " " * 1_000_000,
        "\x80",
    ],
    ids=["more digits than Python reads", "a day twice", "no number", "nested deeply", "a megabyte", "no UTF-8"],
)
def test_a_history_that_is_no_history_is_one_complaint(tmp_path: Path, history: str) -> None:
    """It is read as strictly as a request is, and never further than a history can be long."""
    (tmp_path / "history.json").write_bytes(history.encode("latin-1"))
    check_history(str(tmp_path / "history.json"))


@pytest.mark.parametrize("path", ["a\0b", "\ud800", ".", "missing"])
def test_what_is_no_file_is_no_history(path: str) -> None:
    check_history(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without an end")
def test_a_history_without_an_end_is_refused() -> None:
    check_history("/dev/zero")


def check_history(path: str) -> None:
    with redirect_stderr(io.StringIO()) as complaint:
        assert main(["week", "--sessions", "3", "--start", "2026-11-23", "--minutes", "10", "--history", path]) == 2
    assert complaint.getvalue().removesuffix("\n").isprintable()


def test_a_content_without_a_text_that_is_needed_says_which() -> None:
    """A file alone is a content too; what it lacks is an error of the library when it is asked for, and not before."""
    alone = Catalogue((Folder((("findings", Shipped().text("findings")),)),))
    answered = triage((), catalogue=alone)
    assert "unknown id in notices `self-care`" in str(told(str, answered))


def test_a_record_that_is_not_there_is_told_with_those_that_look_like_it() -> None:
    assert "did you mean `foam-roller`" in str(told(catalogue().tools.__getitem__, "foam-rollr"))
    assert catalogue().tools.get("foam-rollr") is None
