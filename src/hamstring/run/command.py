"""The command ``hamstring run``: the safety questions, the plan, the run, and what to do when it hurts."""

import argparse
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, TextIO

from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.dialogue import ask_screens
from hamstring.errors import RequestError
from hamstring.outputs.as_json import dumped
from hamstring.outputs.words import Words, wrapped
from hamstring.planning.keywords import RoutineFields
from hamstring.planning.plan import plan_routine
from hamstring.run.following import Ending, Following
from hamstring.run.hurting import Hurting
from hamstring.run.machine import Program, machine
from hamstring.run.panel import has_room, panel
from hamstring.run.plain import PlainScreen
from hamstring.run.ports import Machine, Screen, Silent, Speaker

if TYPE_CHECKING:
    from hamstring.model.routines import Routine
    from hamstring.safety.triage import Triage

DONE: Final = 0
STOPPED: Final = 3

_ENDED: Final = {Ending.DONE: "run-done", Ending.QUIT: "run-quit", Ending.HURTS: "run-hurts-over"}

_DUMB: Final = (None, "", "dumb", "unknown")

Read = Callable[[str], str | None]


def run_told(options: argparse.Namespace, *, read: Read) -> int:
    """Ask the safety questions, plan, and follow the routine.

    Args:
        options: The options of the command line.
        read: Shows a prompt and gives the answer, or None when there are no more answers.

    Returns:
        The exit code: 0 when it was done or left, 3 when it hurt and the answers say what to do about it.

    Raises:
        HamstringError: If there is no such routine, or the voice cannot be started.
        BrokenPipeError: If nothing can be shown any more.
    """
    speaker: Speaker = Silent() if options.speak is None else Program(options.speak)
    routine = _planned(options, read)
    if options.json:
        _write(dumped([cue.to_dict() for cue in routine.cues()]))
        return DONE
    words = Words(shipped_catalogue())
    answered: Triage | None = None
    try:
        with machine(sys.stdin, sys.stdout) as clock, _screen(clock, plain=options.plain) as screen:
            ending = Following(routine, words, machine=clock, screen=screen, speaker=speaker).run()
            if ending is Ending.HURTS:
                answered = Hurting(words, machine=clock, screen=screen, speaker=speaker).ask(routine.request.answers)
    except OSError as error:  # the terminal is gone, or what reads the lines
        raise BrokenPipeError(*error.args) from error
    finally:
        speaker.hush()
    if answered is None:
        _write(wrapped(words(_ENDED[ending])))
        return DONE
    _write(f"\n{answered}")
    return STOPPED


def _planned(options: argparse.Namespace, read: Read) -> "Routine":
    given = {name: value for name, value in vars(options).items() if name in RoutineFields.__annotations__ and value is not None}
    if not options.screened and not options.complete:
        for name in ("symptoms", "absent", "complete"):
            if found := given.pop(name, None):
                raise RequestError(name, found, "`--screened` beside it, since all questions are asked without it")
        given["triage"] = ask_screens(shipped_catalogue(), read=read, write=_to_side, may_begin=True)
    return plan_routine(**given)


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _to_side(text: str) -> None:
    """Write what is no part of the run, so that the run alone can be piped."""
    sys.stderr.write(f"{text}\n")


@contextmanager
def _screen(clock: Machine, *, plain: bool) -> Generator[Screen]:
    out: TextIO = sys.stdout
    if plain or not clock.has_keys or os.environ.get("TERM") in _DUMB or find_spec("rich") is None or not has_room():
        yield PlainScreen(out, has_keys=clock.has_keys)
        return
    with panel(out) as screen:
        yield screen
