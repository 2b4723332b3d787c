"""A refusal as a page: the triage, what has to be answered first, and what would count as cleared."""

from collections.abc import Iterator

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RoutineRefused
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
    content = catalogue or shipped_catalogue()
    words = Words(content)
    ask = [f"{content.findings[name].ask} [{name}]" for name in error.ask]
    first = section(words("heading-ask"), bullets(ask)) if ask else open_lines(error.triage, words)
    return triage_text(error.triage, content, ending=[*first, *section(words("heading-cleared"), _cleared(error, words))])


def _cleared(error: RoutineRefused, words: Words) -> Iterator[str]:
    if error.clearable:
        yield wrapped(words.notice("cleared"))
        yield wrapped(words("cleared-on-command-line"))
        yield from bullets(f"--cleared {name}" for name in error.clearable)
