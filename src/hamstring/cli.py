"""The command line: arguments in, text or JSON out, an exit code. It decides nothing.

Exit codes: 0 done, 2 wrong usage or unknown id, 3 refused, 4 no routine fits, 5 an outcome was relaxed.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

from hamstring.cli_files import write_files, write_refusal
from hamstring.cli_options import add_answers, add_files, add_forms, add_told, add_wishes
from hamstring.cli_stored import add_rest, add_session, rest_of, session_of
from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.content.kinds import KINDS
from hamstring.errors import HamstringError, NoRoutineFits, NoWeekFits, RequestError, RoutineRefused, WeekRefused
from hamstring.printable import one_line

if TYPE_CHECKING:
    from datetime import date

    from hamstring.model.routines import Routine

DONE, WRONG, REFUSED, NOTHING_FITS, RELAXED, INTERRUPTED = 0, 2, 3, 4, 5, 130
_LONGEST_COMPLAINT = 500


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Tell what was wrong in one line, and leave."""
        self.exit(WRONG, f"{self.prog}: {one_line(message, _LONGEST_COMPLAINT)} (see `{self.prog} --help`)\n")


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
        unwritten = write_refusal(error, getattr(options, "html", None))
        try:
            _tell(error, as_json=getattr(options, "json", False))
            if unwritten:
                print(f"hamstring: {_line(unwritten)}", file=sys.stderr)
        except BrokenPipeError:
            sys.stderr.close()
        return _code_of(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _code_of(error: HamstringError) -> int:
    if isinstance(error, RoutineRefused | WeekRefused):
        return REFUSED
    return NOTHING_FITS if isinstance(error, NoRoutineFits | NoWeekFits) else WRONG


def _json(value: object) -> str:
    from hamstring.outputs.as_json import dumped

    return dumped(value)


def _tell(error: HamstringError, *, as_json: bool) -> None:
    if as_json:
        print(_json(_error_object(error)))
    elif isinstance(error, RoutineRefused):
        from hamstring.outputs.refusal import refusal_text

        print(refusal_text(error))
    elif isinstance(error, WeekRefused):
        from hamstring.cli_week import refusal_told

        print(refusal_told(error))
    sys.stdout.flush()
    print(f"hamstring: {_line(error)}", file=sys.stderr)


def _line(error: HamstringError) -> str:
    """Tell an error in one line; the page of a refusal has the rest."""
    line = " ".join(str(error).split())
    if isinstance(error, RoutineRefused):
        return _phrase("refused", why=error.triage.why if error.clearable else line)
    if isinstance(error, NoRoutineFits | NoWeekFits) and error.changes:
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
    elif isinstance(error, NoWeekFits | WeekRefused):
        from hamstring.cli_week import refusal_fields

        found |= refusal_fields(error)
    else:
        found |= {name: value for name, value in vars(error).items() if not name.startswith("_")}
    return found


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hamstring", description="Self-massage for the hamstrings, done safely.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    planning = commands.add_parser("plan", help="plan a routine")
    _add_plan(planning)
    add_forms(planning)
    _add_stored(commands.add_parser("resume", help="plan the rest of a routine again"), add_rest, rest_of)
    _add_run(commands.add_parser("run", help="follow a routine: cues in their time, with keys"))
    _add_week(commands.add_parser("week", help="plan a week of sessions"))
    _add_stored(commands.add_parser("session", help="plan one session of a week, with the answers of today"), add_session, session_of)
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
    what = checking.add_mutually_exclusive_group()
    what.add_argument("folder", nargs="?", metavar="FOLDER", help="content of your own, or a pack")
    what.add_argument("--pack", metavar="NAME", help="an installed pack")
    what.add_argument("--packs", action="store_true", help="list the installed packs, and check nothing")
    checking.add_argument("--on", metavar="DAY", help="fail if the content is due for review on this day, such as 2027-01-31")
    checking.add_argument("--strict", action="store_true", help="count what is only a defect, as for the shipped content")
    _add_json(checking, _check)
    comparing = commands.add_parser("diff", help="tell whose outcome changed from one content to another")
    for name in ("old", "new"):
        comparing.add_argument(name, metavar=name.upper(), help=f"the {name} content: a folder, or `{_SHIPPED}` for the shipped one")
    _add_json(comparing, _diff)
    stories = commands.add_parser("vignettes", help="run the patient stories and the boundary cases of every rule")
    whose = stories.add_mutually_exclusive_group()
    whose.add_argument("folder", nargs="?", metavar="FOLDER", help="content of your own, or a pack")
    whose.add_argument("--pack", metavar="NAME", help="an installed pack")
    _add_json(stories, _vignettes)
    return parser


def _add_json(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def _add_triage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID[@PLACE]", help="findings that are present")
    add_answers(parser)
    add_files(parser, "html")
    _add_json(parser, _triage)


def _add_stored(
    parser: argparse.ArgumentParser, add: Callable[[argparse.ArgumentParser], None], plan: "Callable[[argparse.Namespace], Routine]"
) -> None:
    add(parser)
    add_told(parser)
    add_forms(parser)
    _add_json(parser, lambda options: _tell_routine(options, plan(options)))


def _add_plan(parser: argparse.ArgumentParser) -> None:
    add_wishes(parser)
    _add_json(parser, _plan)


def _add_run(parser: argparse.ArgumentParser) -> None:
    _add_plan(parser)
    parser.add_argument("--screened", action="store_true", help="skip the safety questions; what is not answered keeps it light")
    parser.add_argument("--speak", metavar="COMMAND", help="say each cue by a program that reads it, such as espeak-ng")
    parser.add_argument("--plain", action="store_true", help="plain lines, also on a terminal")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from hamstring.run.command import run_told

    return run_told(options, read=_read_line(sys.stderr))


def _add_week(parser: argparse.ArgumentParser) -> None:
    from hamstring.cli_week import add_options

    _add_plan(parser)
    add_options(parser)
    parser.set_defaults(run=_week)


def _week(options: argparse.Namespace) -> int:
    from hamstring.cli_week import week_told

    print(week_told(options))
    return DONE


def _plan(options: argparse.Namespace) -> int:
    from hamstring.planning.keywords import RoutineFields
    from hamstring.planning.plan import plan_routine

    asked = vars(options)
    given = {name: asked[name] for name in RoutineFields.__annotations__ if asked.get(name) is not None}
    return _tell_routine(options, plan_routine(**given))


def _tell_routine(options: argparse.Namespace, routine: "Routine") -> int:
    write_files(options, routine)
    from hamstring.outputs.explained import explained

    print(explained(routine, options.why_not, explain=options.explain, as_json=options.json, as_markdown=options.markdown))
    return DONE


def _triage(options: argparse.Namespace) -> int:
    from hamstring.safety.triage import triage

    answered = triage(options.ids, absent=options.absent, complete=options.complete)
    try:
        write_files(options, answered)
    finally:
        print(answered.to_json() if options.json else answered, flush=True)  # told even when a file cannot be written
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

        print(_json({kind: unstructure(record) for kind, record in found.items()}))
    else:
        print("\n\n".join("\n".join(record_lines(kind, record)) for kind, record in found.items()))
    return DONE


def _check(options: argparse.Namespace) -> int:
    from hamstring.outputs.report import report_of

    if options.packs:
        return _packs(options)
    report = report_of(_content(options), on=_day(options.on), strict=options.strict)
    print(_json(report.plain()) if options.json else "\n".join(report.lines()))
    if report.holds:
        return DONE
    print(f"hamstring: {_phrase('check-fails', problem=report.first_failure)}", file=sys.stderr)
    return WRONG


def _content(options: argparse.Namespace) -> Catalogue:
    if options.pack is None:
        return shipped_catalogue() if options.folder is None else Catalogue.from_folder(options.folder)
    from hamstring.content.packs import installed_pack

    return shipped_catalogue([installed_pack(options.pack)])


def _day(text: str | None) -> "date | None":
    from hamstring.model.days import day_of

    found = None if text is None else day_of(text)
    if found is None and text is not None:
        raise RequestError("on", text, "a day such as `2027-01-31`")
    return found


def _packs(options: argparse.Namespace) -> int:
    from hamstring.content.converter import unstructure
    from hamstring.content.packs import installed_packs

    packs = installed_packs()
    lines = [f"{pack.name:<24} {pack.distribution} {pack.version}".rstrip() for pack in packs]
    print(_json({"packs": unstructure(packs)}) if options.json else "\n".join(lines) or _phrase("no-packs"))
    return DONE


_SHIPPED = "shipped"


def _diff(options: argparse.Namespace) -> int:
    from hamstring.content.deciding import deciding
    from hamstring.outputs.differences import comparison

    old, new = (shipped_catalogue() if name == _SHIPPED else deciding(name) for name in (options.old, options.new))
    compared = comparison(old, new)
    print(_json(compared.plain()) if options.json else "\n".join(compared.lines()))
    return RELAXED if compared.is_relaxed else DONE


def _vignettes(options: argparse.Namespace) -> int:
    from hamstring.outputs.vignettes import vignette_report

    report = vignette_report(_content(options))
    print(_json(report.plain()) if options.json else "\n".join(report.lines()))
    if not report.failed:
        return DONE
    print(f"hamstring: {_phrase('check-fails', problem=report.first_failure)}", file=sys.stderr)
    return WRONG
