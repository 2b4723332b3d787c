"""The whole command line in process, with a terminal of any encoding and a person who types anything.

Nothing here starts a program, waits, or writes outside a folder of its own, whatever is asked for.
"""

import io
import json
import sys
import tempfile
from collections.abc import Generator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from fuzz import hostile
from fuzz.choices import Choices
from fuzz.documents import stored
from fuzz.judging import LONGEST_MESSAGE, known
from hamstring.cli import main
from hamstring.content.kinds import KINDS

PLANNING = ("plan", "week", "run", "resume", "session")

VERBS = (*PLANNING * 4, *("triage", "show", "list", "screen") * 2, "", "check", "diff", "guide", "vignettes")
"""Those that read or try the whole content are rare, since they take a second."""

FLAGS = (
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

MORE = {
    "plan": ("--markdown", "--explain", "--why-not"),
    "run": ("--screened", "--speak", "--plain"),
    "week": (
        "--sessions",
        "--start",
        "--free",
        "--hard",
        "--seen",
        "--today",
        "--at",
        "--zone",
        "--stamp",
        "--sequence",
        "--owner",
        "--replaces=week.json",
        "--history=history.json",
        "--history=/dev/zero",
        "--history=.",
        "--history=missing",
    ),
    "resume": ("--at", "--spot", "routine.json", "week.json", "/dev/zero", ".", "missing"),
    "session": ("--day", "week.json", "routine.json", "/dev/zero", "--history=history.json"),
    "check": ("--on", "--strict", "--packs", "--pack"),
}

FILES = ("out", "missing/out", ".", "\0", "\ud800", "/dev/full", "")
"""Where a file may be written: never at a place that the input makes up."""

FORMS = ("--html", "--svg")

WRITING = {"plan": FORMS, "resume": FORMS, "session": FORMS, "triage": ("--html",), "week": ("--ics",)}

START = {
    "plan": ["--minutes", "10"],
    "resume": ["routine.json", "--at", "60"],
    "run": ["--minutes", "5", "--screened"],
    "session": ["week.json", "--day", "2026-11-23"],
    "week": ["--sessions", "3", "--start", "2026-11-23", "--minutes", "10"],
}

NUMBERS = ("9" * hostile.DIGITS, "1e9", "NaN", "１２", "-5")  # noqa: RUF001 - full width

EXIT_CODES = (0, 2, 3, 4, 5)


class Clock:
    """A clock on which waiting takes no time."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.001)


def harmless(text: str) -> str:
    """Give a text, or nothing in place of one that would write a file where it likes."""
    return "" if text.startswith(("--ht", "--sv", "--i")) else text


def argument(choices: Choices, verb: str) -> list[str]:
    match choices.below(6):
        case 0 | 1:
            return [choices.pick((*FLAGS, *MORE.get(verb, ()), "10", "12", "600"))]
        case 2:
            return [harmless(hostile.text(choices, known()))]
        case 3:
            return [choices.pick((*FLAGS, *MORE.get(verb, ("-h",)))), harmless(hostile.text(choices, known()))]
        case 4 if verb in WRITING:
            return [f"{choices.pick(WRITING[verb])}={choices.pick(FILES)}"]
        case _:
            return [choices.pick((*NUMBERS, "--minutes=", "--tool=\0", *hostile.TEXTS))]


def command(choices: Choices) -> list[str]:
    verb = choices.pick(VERBS)
    start = [verb, *START.get(verb, ())] if choices.below(4) else [verb]
    if verb in ("show", "list") and choices.one_in(2):
        return [verb, choices.pick((*KINDS, "findings", "sources:", "findings:fever", *known()))]
    return start + [entry for _ in range(choices.below(6)) for entry in argument(choices, verb)]


@contextmanager
def apart(choices: Choices) -> Generator[None]:
    """Work in a folder of its own with files to read, one of them hostile, where no program starts and no time passes."""
    texts: dict[str, str | bytes] = {name: json.dumps(plain) for name, plain in stored().items()}
    damaged = choices.pick(sorted(texts))
    if choices.one_in(2):
        texts[damaged] = hostile.json_text(choices, stored()[damaged], known())
    with (
        tempfile.TemporaryDirectory() as place,
        patch("hamstring.run.machine.time", Clock()),
        patch("hamstring.run.machine.subprocess.Popen", side_effect=FileNotFoundError(2, "no such program")),
        chdir(place),
    ):
        for name, text in texts.items():
            Path(name).write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        yield


def command_line(choices: Choices) -> None:
    """Any arguments, with an answer or a complaint of one line and an exit code that says which."""
    arguments = command(choices)
    encoding = choices.pick(("utf-8", "ascii", "cp1252", "latin-1"))
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, encoding=encoding, write_through=True) for stream in (out, err)]
    typed = io.StringIO(
        "\n".join(choices.pick(("y", "n", "yes", "", "?", hostile.text(choices, known()))) for _ in range(choices.below(40)))
    )
    with apart(choices), redirect_stdout(streams[0]), redirect_stderr(streams[1]), patch.object(sys, "stdin", typed):
        code = main(arguments)
    told, complaint = (stream.getvalue().decode(encoding) for stream in (out, err))
    assert code in EXIT_CODES, f"exit code {code}"
    check_complaint(complaint, code, asked=arguments[0] in ("screen", "run"))
    if "--json" in arguments and code != 2 and told.startswith(("{", "[")):
        assert json.loads(told) is not None


def check_complaint(complaint: str, code: int, *, asked: bool) -> None:
    """What went wrong is told in one printable line of bounded length, and only if something did."""
    lines = complaint.removesuffix("\n")
    if asked:  # the questions stand there too
        lines = lines.rpartition("\n")[2] if code == 2 else ""
    else:
        assert (code in (0, 5)) == (lines == ""), f"exit code {code} with {lines[:200]!a}"
    assert lines.isprintable(), f"not printable: {lines[:200]!a}"
    assert len(lines) <= LONGEST_MESSAGE, f"a line of {len(lines)} characters"
