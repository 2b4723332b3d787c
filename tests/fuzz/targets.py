"""What is fuzzed. A target makes hostile input from choices and hands it over; whatever it raises is a defect.

Errors of the library are the right answer to hostile input. They too are held to something: they can be pickled,
and they say what is wrong in one printable line of bounded length.
"""

import io
import json
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache, partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import attrs

import hamstring
from fuzz import hostile
from fuzz.choices import Choices
from hamstring import Catalogue, HamstringError, Placed, RoutineRequest, TenderSpot, Triage, catalogue, plan_routine, suggest, triage
from hamstring.cli import main
from hamstring.content.files import Folder, Shipped
from hamstring.content.kinds import KINDS, OVERLAY_KINDS, SINGLES
from hamstring.outputs.report import report_of
from hamstring.planning.keywords import RoutineFields

LONGEST_MESSAGE = 4_000
"""Characters of an error message; what was given is shown in part only."""

MAY_BREAK_LINES = ("refused", "no-routine-fits")
"""Errors whose message is advice for a person, from the content and not from the input."""


@cache
def known() -> tuple[str, ...]:
    """Give ids, aliases and places that the shipped content knows: hostile input that is almost right goes deepest."""
    content = catalogue()
    findings = [name for finding in content.findings.values() for name in (finding.id, *finding.aliases)]
    placed = ["open-wound@left", "open-wound@right:outer-lower", "recent-injury@left", "calf-swelling@left:upper"]
    spots = ["left:outer-lower:2", "right:inner-upper:3", "left:inner-lower"]
    closed = ["flexibility", "soreness", "tender-spots", "before-sport", "relaxation", "left", "right", "both", "outer", "normal", "slow"]
    closed += ["bare", "clothes", "beginner", "regular", "experienced", *content.positions, *content.regions, "upper", "lower"]
    return (*findings, *content.tools, *placed, *spots, *closed)


def check_error(error: HamstringError) -> None:
    """An error of the library can be pickled and is told in one printable line."""
    told = str(error)
    assert told == str(pickle.loads(pickle.dumps(error)))
    assert len(told) <= LONGEST_MESSAGE, f"a message of {len(told)} characters"
    if error.slug not in MAY_BREAK_LINES:
        assert told.isprintable(), f"not printable: {told[:200]!a}"


def tried(call: Callable[[], object]) -> object:
    """Call; an error of the library is an answer."""
    try:
        return call()
    except HamstringError as error:
        check_error(error)
        return None


# ---------------------------------------------------------------------------- values and JSON


def fields(choices: Choices) -> dict[str, Any]:
    """Give keywords of `plan_routine`: some right, some of any sort."""
    found: dict[str, Any] = {"minutes": choices.pick((5, 10, 12, 60))}
    for name in choices.some(sorted(RoutineFields.__annotations__), 5):
        found[name] = hostile.value(choices, known()) if choices.below(3) else near_miss(choices, name)
    if choices.one_in(16):
        found[hostile.text(choices, known())[:200]] = 1
    return found


def near_miss(choices: Choices, name: str) -> object:
    """Give a value of the right shape, with ids of any sort in it."""
    if name in ("tools", "positions", "spots", "exclude", "cleared", "symptoms", "absent"):
        ids = hostile.texts(choices, known())
        shapes: tuple[object, ...] = (ids, set(ids), tuple(ids), frozenset(ids))
        return choices.pick(shapes)
    return hostile.text(choices, known()) if choices.one_in(2) else choices.pick(hostile.NUMBERS)


def plan_values(choices: Choices) -> None:
    """Keywords of `plan_routine`."""
    given = fields(choices)
    routine = tried(lambda: plan_routine(**given))
    if isinstance(routine, hamstring.Routine):
        assert RoutineRequest.from_json(routine.request.to_json()) == routine.request
        assert json.loads(routine.to_json())
        assert str(routine)


def parts(choices: Choices) -> None:
    """The values that users construct: requests, spots, placed findings, answers."""
    kinds: tuple[type[Any], ...] = (TenderSpot, Placed, hamstring.Answers, RoutineRequest)
    kind = choices.pick(kinds)
    names = [field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", kind))]
    given: dict[str, Any] = {name: hostile.value(choices, known()) for name in names if choices.below(3)}
    made = tried(lambda: kind(**given)) if {"leg", "finding", "region"}.isdisjoint(set(names) - set(given)) else None
    if isinstance(made, RoutineRequest):
        assert RoutineRequest.from_json(made.to_json()) == made
    readers = [reader for entry in kinds if (reader := getattr(entry, "parse", None))]
    tried(lambda: choices.pick(readers)(hostile.value(choices, known())))


def triage_values(choices: Choices) -> None:
    """Answers for `triage`, and what its result says."""
    given = hostile.value(choices, known()) if choices.one_in(2) else near_miss(choices, "symptoms")
    more: dict[str, Any] = {}
    for name in choices.some(("absent", "complete"), 2):
        more[name] = hostile.value(choices, known()) if choices.one_in(2) else near_miss(choices, name)
    answered = tried(lambda: triage(cast("set[str]", given), **more))
    if isinstance(answered, Triage):
        assert json.loads(answered.to_json())
        assert str(answered)
        assert pickle.loads(pickle.dumps(answered)) == answered
        tried(lambda: answered.massage_on(cast("str", hostile.value(choices, known()))))


def suggest_values(choices: Choices) -> None:
    """Free text for `suggest`."""
    given = hostile.value(choices, known()) if choices.one_in(4) else " ".join(hostile.texts(choices, known()))
    tried(lambda: suggest(cast("str", given)))


@cache
def readers() -> Mapping[str, Callable[[str | bytes], object]]:
    """Every public class that can be read from JSON."""
    found = {name: getattr(getattr(hamstring, name), "from_json", None) for name in hamstring.__all__}
    return {name: read for name, read in sorted(found.items()) if read}


@cache
def documents() -> tuple[str, ...]:
    """Give JSON that is right: requests, routines and triages."""
    requests = [
        RoutineRequest(minutes=12, tools={"hands", "ball"}, spots=["left:outer-lower:2", "right:inner-upper"], exclude=["left:upper"]),
        RoutineRequest(budget_s=600, answers=triage({"open-wound@left:outer-lower", "takes-anticoagulant"}, complete=True).answers),
    ]
    results = [plan_routine(minutes=6).to_json(), triage({"fever", "open-wound@left"}, absent={"chest-pain"}).to_json()]
    return (*(request.to_json() for request in requests), *results)


def from_json(choices: Choices) -> None:
    """JSON for everything that reads it."""
    read = choices.pick(list(readers().values()))
    plain = json.loads(choices.pick(documents()))
    given: object = hostile.json_text(choices, plain, known()) if choices.below(8) else hostile.value(choices, known())
    if choices.one_in(16):
        given = choices.pick(hostile.RAW_JSON)
    made = tried(lambda: read(cast("str", given)))
    if isinstance(made, RoutineRequest):
        assert RoutineRequest.from_json(made.to_json()) == made


# ---------------------------------------------------------------------------- content


@cache
def shipped_texts() -> Mapping[str, str]:
    return {kind: Shipped().text(kind).decode() for kind in (*KINDS, *SINGLES)}


@cache
def shipped_tables() -> Mapping[str, Any]:
    import tomllib

    return {kind: tomllib.loads(text) for kind, text in shipped_texts().items()}


def toml_text(choices: Choices, kind: str) -> bytes:
    """Give a content file with damage done to its values, its text or its bytes."""
    match choices.below(4):
        case 0:
            return choices.pick(hostile.RAW_TOML).encode("utf-8", "surrogatepass")
        case 1:
            data = bytearray(shipped_texts()[kind].encode())
            for _ in range(1 + choices.below(6)):
                at = choices.below(65536) % len(data)
                data[at : at + choices.below(4)] = choices.take(4)
            return bytes(data)
        case _:
            tables: object = shipped_tables()[kind]
            if choices.one_in(3):
                tables = dict(choices.some(sorted(shipped_tables()[kind].items(), key=lambda entry: entry[0]), 6))
            for _ in range(1 + choices.below(3)):
                tables = hostile.damaged(choices, tables, known())
            return hostile.toml(cast("dict[str, Any]", tables) if isinstance(tables, dict) else {"x": tables}).encode()


def use(content: Catalogue, *, whole: bool) -> None:
    """Read every kind, ask for an answer, and check all of it, as `hamstring check` does."""
    for kind in KINDS:
        tried(partial(content.kind, kind))
    for single in SINGLES:
        tried(partial(getattr, content, single))
    tried(lambda: str(triage({"fever", "open-wound@left"}, absent={"chest-pain"}, catalogue=content)))
    tried(lambda: repr(content))
    if whole:
        tried(lambda: json.dumps(report_of(content).plain()))
        tried(lambda: "\n".join(report_of(content).lines()))


def pack(choices: Choices) -> None:
    """A pack of one to three damaged files on the shipped content."""
    kinds = choices.some(sorted(OVERLAY_KINDS), 2) or ["rules"]
    texts = tuple(sorted({kind: toml_text(choices, kind) for kind in kinds}.items()))
    use(Catalogue((Shipped(), Folder(texts))), whole=choices.one_in(16))


def folder(choices: Choices) -> None:
    """A folder on disk with one to three damaged files, among whole ones or alone."""
    damaged = {kind: toml_text(choices, kind) for kind in choices.some(sorted(shipped_texts()), 2) or ["policy"]}
    rest = {kind: text.encode() for kind, text in shipped_texts().items()} if choices.below(4) else {}
    with tempfile.TemporaryDirectory() as place:
        for kind, data in (rest | damaged).items():
            (Path(place) / f"{kind}.toml").write_bytes(data)
        content = tried(lambda: Catalogue.from_folder(place))
        if isinstance(content, Catalogue):
            use(content, whole=choices.one_in(8))
    tried(lambda: Catalogue.from_folder(cast("str", hostile.value(choices, known()))))
    tried(lambda: catalogue(cast("list[str]", hostile.value(choices, known()))))


# ---------------------------------------------------------------------------- command line


def argument(choices: Choices) -> str:
    flags: tuple[str, ...] = (
        "--minutes",
        "--seconds",
        "--tool",
        "--spot",
        "--symptom",
        "--absent",
        "--goal",
        "--leg",
        "--focus",
        "--cap",
        "--pace",
    )
    flags += (
        "--skin",
        "--exclude",
        "--cleared",
        "--position",
        "--experience",
        "--first-leg",
        "--warm",
        "--no-stretch",
        "--complete",
        "--json",
    )
    match choices.below(4):
        case 0 | 1:
            return choices.pick((*flags, "10", "12", "600"))
        case 2:
            return hostile.text(choices, known())
        case _:
            return choices.pick(("9" * hostile.DIGITS, "1e9", "NaN", "１２", "-5", "--minutes=", "--tool=\0", *hostile.TEXTS))  # noqa: RUF001 - full width


def command(choices: Choices) -> list[str]:
    verb = choices.pick(("plan", "plan", "triage", "triage", "show", "list", "check", "screen", "", "diff", "guide"))
    start = [verb, "--minutes", "10"] if verb == "plan" and choices.below(4) else [verb]
    if verb in ("show", "list") and choices.one_in(2):
        return [verb, choices.pick((*KINDS, "findings", "sources:", "findings:fever", *known()))]
    return start + [argument(choices) for _ in range(choices.below(6))]


def command_line(choices: Choices) -> None:
    """The whole command line in process, with a terminal of any encoding and a person who types anything."""
    arguments = command(choices)
    encoding = choices.pick(("utf-8", "ascii", "cp1252", "latin-1"))
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, encoding=encoding, write_through=True) for stream in (out, err)]
    typed = io.StringIO(
        "\n".join(choices.pick(("y", "n", "yes", "", "?", hostile.text(choices, known()))) for _ in range(choices.below(40)))
    )
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]), patch.object(sys, "stdin", typed):
        code = main(arguments)
    told, complaint = (stream.getvalue().decode(encoding) for stream in (out, err))
    assert code in (0, 2, 3, 4), f"exit code {code}"
    check_complaint(complaint, code, asked="screen" in arguments)
    if "--json" in arguments and code != 2 and told.startswith(("{", "[")):
        assert json.loads(told) is not None


def check_complaint(complaint: str, code: int, *, asked: bool) -> None:
    """What went wrong is told in one printable line of bounded length, and only if something did."""
    if asked:
        return
    lines = complaint.removesuffix("\n")
    assert (code == 0) == (lines == ""), f"exit code {code} with {lines[:200]!a}"
    assert lines.isprintable(), f"not printable: {lines[:200]!a}"
    assert len(lines) <= LONGEST_MESSAGE, f"a line of {len(lines)} characters"


TARGETS: Mapping[str, tuple[int, Callable[[Choices], None]]] = {
    "command line": (15, command_line),
    "content folder": (2, folder),
    "content pack": (4, pack),
    "from_json": (30, from_json),
    "parts of a request": (18, parts),
    "plan_routine": (14, plan_values),
    "suggest": (3, suggest_values),
    "triage": (14, triage_values),
}
"""Each target with its share of the runs, in hundredths."""
