"""The files that the command line reads, and those that it writes beside what it prints."""

import argparse
from typing import TYPE_CHECKING

from hamstring.errors import HamstringError, RequestError, RoutineRefused

if TYPE_CHECKING:
    from hamstring.model.routines import Routine
    from hamstring.safety.triage import Triage


def write_files(options: argparse.Namespace, answer: "Routine | Triage") -> None:
    """Write the files that were asked for.

    Raises:
        RequestError: If one cannot be written.
    """
    for form in ("html", "svg"):
        path: str | None = getattr(options, form, None)
        if path is not None:
            save(form, path, getattr(answer, f"to_{form}")())


def write_refusal(error: HamstringError, path: str | None) -> RequestError | None:
    """Write the card of a refusal where one was asked for, and give what went wrong: no file may hide the refusal itself."""
    if path is None or not isinstance(error, RoutineRefused):
        return None
    from hamstring.outputs.refusal import refusal_html

    try:
        save("html", path, refusal_html(error))
    except RequestError as unwritten:
        return unwritten
    return None


def save(option: str, path: str, text: str) -> None:
    """Write a file.

    Raises:
        RequestError: If it cannot be written.
    """
    from pathlib import Path

    try:
        Path(path).write_bytes(text.encode("utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError(option, path, f"a file that can be written: {getattr(error, 'strerror', None) or error}") from error


def read(option: str, path: str) -> bytes:
    """Read a file, one byte further than JSON may be long, so that a longer one is refused when it is parsed.

    Raises:
        RequestError: If it cannot be read.
    """
    from pathlib import Path

    from hamstring.outputs.as_json import LONGEST

    try:
        with Path(path).open("rb") as file:
            return file.read(LONGEST + 1)
    except (OSError, ValueError) as error:  # a NUL in a path, or half a surrogate pair, is a ValueError
        raise RequestError(option, path, f"a file that can be read: {getattr(error, 'strerror', None) or error}") from error
