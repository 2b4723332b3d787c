"""A refusal as a page: the triage, what has to be answered first, and what would count as cleared."""

from collections.abc import Iterator

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RoutineRefused
from hamstring.outputs.page_html import document
from hamstring.outputs.triage_card import still_open, triage_parts
from hamstring.outputs.triage_text import open_lines, triage_text
from hamstring.outputs.words import Words, bullets, section, wrapped


def refusal_text(error: RoutineRefused, catalogue: Catalogue | None = None) -> str:
    """Write why there is no routine, and what to do instead.

    Args:
        error: The refusal.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import RoutineRefused, plan_routine
        >>> from hamstring.outputs.refusal import refusal_text
        >>> try:
        ...     plan_routine(minutes=10, symptoms={"chest-pain"})
        ... except RoutineRefused as error:
        ...     print(refusal_text(error).splitlines()[0])
        How soon: emergency, now
    """
    words = Words(catalogue or shipped_catalogue())
    first = iter(()) if error.ask else open_lines(error.triage, words)
    rest = (line for name, lines in _sections(error, words) for line in section(words(name), lines))
    return triage_text(error.triage, words.catalogue, ending=[*first, *rest])


def refusal_html(error: RoutineRefused, catalogue: Catalogue | None = None) -> str:
    """Write why there is no routine, and what to do instead, as a page of its own.

    Args:
        error: The refusal.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import RoutineRefused, plan_routine
        >>> from hamstring.outputs.refusal import refusal_html
        >>> try:
        ...     plan_routine(minutes=10, symptoms={"chest-pain"})
        ... except RoutineRefused as error:
        ...     print("How soon: emergency, now" in refusal_html(error))
        True
    """
    words = Words(catalogue or shipped_catalogue())
    first = () if error.ask else still_open(error.triage, words)
    return document(words("triage-title"), triage_parts(error.triage, words, (*first, *_sections(error, words))), words)


def _sections(error: RoutineRefused, words: Words) -> Iterator[tuple[str, list[str]]]:
    """Give each heading with what stands under it, which may be nothing."""
    findings = words.catalogue.findings
    yield "heading-ask", bullets(f"{findings[name].ask} [{name}]" for name in error.ask)
    yield "heading-cleared", list(_cleared(error, words))


def _cleared(error: RoutineRefused, words: Words) -> Iterator[str]:
    if error.clearable:
        yield wrapped(words.notice("cleared"))
        yield wrapped(words("cleared-on-command-line"))
        yield from bullets(f"--cleared {name}" for name in error.clearable)
