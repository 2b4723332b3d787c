"""The command line: arguments in, text or JSON out, an exit code. It decides nothing.

Exit codes: 0 done, 2 wrong usage or unknown id, 3 refused, 4 no routine fits.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn, cast

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.content.kinds import KINDS
from hamstring.errors import HamstringError, NoRoutineFits, RoutineRefused

if TYPE_CHECKING:
    from hamstring.planning.plan import RoutineFields

DONE, WRONG, REFUSED, NOTHING_FITS, INTERRUPTED = 0, 2, 3, 4, 130


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Tell what was wrong in one line, and leave."""
        self.exit(WRONG, f"{self.prog}: {message} (see `{self.prog} --help`)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The arguments, or None for those of the process.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except HamstringError as error:
        return _told(error, as_json=getattr(options, "json", False))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _told(error: HamstringError, *, as_json: bool) -> int:
    code = REFUSED if isinstance(error, RoutineRefused) else NOTHING_FITS if isinstance(error, NoRoutineFits) else WRONG
    if as_json:
        print(json.dumps(_error_object(error), indent=2, ensure_ascii=False))
    elif isinstance(error, RoutineRefused):
        from hamstring.outputs.refusal import refusal_text

        print(refusal_text(error))
    print(f"hamstring: {_line(error)}", file=sys.stderr)
    return code


def _line(error: HamstringError) -> str:
    """Tell an error in one line; the page of a refusal has the rest."""
    line = " ".join(str(error).split())
    if isinstance(error, RoutineRefused):
        return _phrase("refused", why=error.triage.why if error.clearable else line)
    if isinstance(error, NoRoutineFits) and error.changes:
        return f"{line}; {_phrase('nothing-fits-other', changes='; '.join(error.changes))}"
    return line


def _phrase(name: str, **gaps: object) -> str:
    from hamstring.outputs.words import Words

    return Words(shipped_catalogue())(name, **gaps)


def _error_object(error: HamstringError) -> dict[str, object]:
    found: dict[str, object] = {"error": error.slug, "message": str(error)}
    if isinstance(error, RoutineRefused):
        from hamstring.outputs.as_json import triage_object

        found |= {"ask": list(error.ask), "clearable": list(error.clearable), "triage": triage_object(error.triage)}
    elif isinstance(error, NoRoutineFits):
        found |= {"least_s": error.least_s, "changes": list(error.changes)}
    else:
        found |= {name: value for name, value in vars(error).items() if not name.startswith("_")}
    return found


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hamstring", description="Self-massage for the hamstrings, done safely.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_plan(commands.add_parser("plan", help="plan a routine"))
    _add_triage(commands.add_parser("triage", help="say what findings mean"))
    screen = commands.add_parser("screen", help="ask the safety questions, the most urgent first")
    _add_json(screen, _screen)
    commands.add_parser("guide", help="the whole guide as Markdown").set_defaults(run=_guide)
    listing = commands.add_parser("list", help="list the records of one kind")
    listing.add_argument("kind", metavar="KIND", help=f"one of {', '.join(KINDS)}")
    listing.set_defaults(run=_list)
    showing = commands.add_parser("show", help="show one record")
    showing.add_argument("id", metavar="ID")
    _add_json(showing, _show)
    checking = commands.add_parser("check", help="run the cross-checks and the proofs")
    checking.add_argument("folder", nargs="?", metavar="FOLDER", help="content of your own, or a pack")
    _add_json(checking, _check)
    return parser


def _add_json(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def _add_answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--absent", action="append", default=[], metavar="ID", help="a finding that is denied")
    parser.add_argument("--complete", action="store_true", help="deny every finding that is not named")


def _add_triage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID[@PLACE]", help="findings that are present")
    _add_answers(parser)
    _add_json(parser, _triage)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    time = parser.add_mutually_exclusive_group(required=True)
    time.add_argument("--minutes", type=int, metavar="N", help="whole minutes at hand")
    time.add_argument("--seconds", type=int, metavar="N", dest="budget_s", help="seconds at hand, a multiple of 5")
    several = {
        "--tool": ("tools", "ID", "a tool at hand (several times for several)"),
        "--position": ("positions", "ID", "a position that may be used"),
        "--spot": ("spots", "LEG:REGION:TENDERNESS", "a tender spot, such as left:outer-lower:2"),
        "--symptom": ("symptoms", "ID[@PLACE]", "a finding that is present"),
        "--cleared": ("cleared", "ID", "a finding that a clinician has allowed"),
        "--exclude": ("exclude", "PLACE", "a place to leave out, such as left:upper"),
    }
    for flag, (name, shown, text) in several.items():
        parser.add_argument(flag, action="append", dest=name, metavar=shown, help=text)
    parser.add_argument("--goal", metavar="ID", help="flexibility, soreness, tender-spots, before-sport or relaxation")
    parser.add_argument("--leg", dest="legs", metavar="LEG", help="left, right or both")
    parser.add_argument("--first-leg", dest="first_leg", metavar="LEG", help="the leg to start with")
    parser.add_argument("--focus", metavar="LINE", help="outer or inner")
    parser.add_argument("--cap", type=int, dest="pressure_cap", metavar="N", help="highest pressure wanted, 1 to 10")
    parser.add_argument("--experience", metavar="ID", help="beginner, regular or experienced")
    parser.add_argument("--pace", metavar="PACE", help="normal or slow")
    parser.add_argument("--skin", metavar="SKIN", help="clothes or bare")
    parser.add_argument("--warm", action="store_const", const=True, dest="already_warm", help="already warm")
    parser.add_argument("--no-stretch", action="store_const", const=False, dest="stretch", help="no stretch at the end")
    _add_answers(parser)
    _add_json(parser, _plan)


def _plan(options: argparse.Namespace) -> int:
    from hamstring.planning.plan import RoutineFields, plan_routine

    asked = vars(options)
    given = {name: asked[name] for name in RoutineFields.__annotations__ if asked.get(name) is not None}
    routine = plan_routine(**cast("RoutineFields", given))
    print(routine.to_json() if options.json else routine)
    return DONE


def _triage(options: argparse.Namespace) -> int:
    from hamstring.safety.triage import triage

    answered = triage(options.ids, absent=options.absent, complete=options.complete)
    print(answered.to_json() if options.json else answered)
    return DONE


def _screen(options: argparse.Namespace) -> int:
    from hamstring.dialogue import ask_screens

    stream = sys.stderr if options.json else sys.stdout
    answered = ask_screens(shipped_catalogue(), read=_read_line(stream), write=lambda text: print(text, file=stream))
    print(answered.to_json() if options.json else answered)
    return DONE


def _read_line(stream: object) -> Callable[[str], str | None]:
    def read(prompt: str) -> str | None:
        print(prompt, end="", file=stream, flush=True)  # type: ignore[call-overload]  # a text stream
        line = sys.stdin.readline()
        return line.strip() if line else None

    return read


def _guide(_: argparse.Namespace) -> int:
    from hamstring.outputs.guide import guide_markdown

    print(guide_markdown(shipped_catalogue()))
    return DONE


def _list(options: argparse.Namespace) -> int:
    for name, record in shipped_catalogue().kind(options.kind.replace("-", "_")).items():
        shown = next((getattr(record, field) for field in _TITLES if getattr(record, field, "")), "")
        print(f"{name:<36} {' '.join(str(shown).split())}"[:110].rstrip())
    return DONE


_TITLES = ("name", "title", "term", "question", "claim", "sign", "fact", "why", "pattern", "article_says", "value_a", "text")


def _show(options: argparse.Namespace) -> int:
    from hamstring.outputs.records import record_lines, records_of

    found = records_of(shipped_catalogue(), options.id)
    if options.json:
        from hamstring.content.converter import unstructure

        print(json.dumps({kind: unstructure(record) for kind, record in found.items()}, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(record_lines(kind, record)) for kind, record in found.items()))
    return DONE


def _check(options: argparse.Namespace) -> int:
    from hamstring.outputs.report import report_of

    content = Catalogue.from_folder(options.folder) if options.folder else shipped_catalogue()
    report = report_of(content)
    print(json.dumps(report.plain(), indent=2, ensure_ascii=False) if options.json else "\n".join(report.lines()))
    if report.holds:
        return DONE
    print(f"hamstring: {_phrase('check-fails', problem=report.first_failure)}", file=sys.stderr)
    return WRONG
