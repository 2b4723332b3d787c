"""The options that several commands have in common."""

import argparse


def add_wishes(parser: argparse.ArgumentParser) -> None:
    """Add what can be wished of a routine, and the answers of now."""
    time = parser.add_mutually_exclusive_group(required=True)
    time.add_argument("--minutes", type=int, metavar="N", help="whole minutes at hand")
    time.add_argument("--seconds", type=int, metavar="N", dest="budget_s", help="seconds at hand, a multiple of 5")
    several = {
        "--tool": ("tools", "ID", "a tool at hand (several times for several)"),
        "--position": ("positions", "ID", "a position that may be used"),
        "--spot": ("spots", "LEG:REGION:TENDERNESS", "a tender spot, such as left:outer-lower:2"),
        "--exclude": ("exclude", "PLACE", "a place to leave out, such as left:upper"),
    }
    for flag, (name, shown, text) in several.items():
        parser.add_argument(flag, action="append", dest=name, metavar=shown, help=text)
    parser.add_argument("--goal", metavar="ID", help="flexibility, soreness, tender-spots, before-sport or relaxation")
    parser.add_argument("--leg", dest="legs", metavar="LEG", help="left, right or both")
    parser.add_argument("--first-leg", metavar="LEG", help="the leg to start with")
    parser.add_argument("--focus", metavar="LINE", help="outer or inner")
    parser.add_argument("--cap", type=int, dest="pressure_cap", metavar="N", help="highest pressure wanted, 1 to 10")
    parser.add_argument("--experience", metavar="ID", help="beginner, regular or experienced")
    parser.add_argument("--pace", help="normal or slow")
    parser.add_argument("--skin", help="clothes or bare")
    parser.add_argument("--warm", action="store_const", const=True, dest="already_warm", help="already warm")
    parser.add_argument("--no-stretch", action="store_const", const=False, dest="stretch", help="no stretch at the end")
    add_told(parser)


def add_told(parser: argparse.ArgumentParser) -> None:
    """Add the answers of now, and what a clinician has allowed."""
    parser.add_argument("--symptom", action="append", dest="symptoms", metavar="ID[@PLACE]", help="a finding that is present")
    add_answers(parser)
    parser.add_argument("--cleared", action="append", metavar="ID", help="a finding that a clinician has allowed")


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Add what is denied."""
    parser.add_argument("--absent", action="append", default=[], metavar="ID", help="a finding that is denied")
    parser.add_argument("--complete", action="store_true", help="deny every finding that is not named")


def add_forms(parser: argparse.ArgumentParser) -> None:
    """Add the forms in which a routine can be told."""
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    parser.add_argument("--explain", action="store_true", help="say where the points come from, and what a change would bring")
    parser.add_argument("--why-not", action="append", default=[], metavar="ID", help="say why it is not in the routine, and no more")
    add_files(parser, "html", "svg")


def add_files(parser: argparse.ArgumentParser, *forms: str) -> None:
    """Add files to write beside what is printed."""
    for form in forms:
        parser.add_argument(f"--{form}", metavar="FILE", help=f"write it to a file as {form.upper()}, too")
