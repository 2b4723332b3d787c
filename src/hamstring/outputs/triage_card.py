"""A triage as one HTML page: how soon in words first, then what to do, what if it gets worse, and what stays open."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.outcomes import Permission, Urgency
from hamstring.outputs.markup import Markup, joined, tag
from hamstring.outputs.page_html import document, fragment, lines_html, section_html
from hamstring.outputs.triage_text import open_lines, triage_foot, triage_levels, triage_sections
from hamstring.outputs.words import Words

if TYPE_CHECKING:
    from hamstring.safety.triage import Triage


def triage_html(answered: "Triage", catalogue: Catalogue | None = None) -> str:
    """Write a triage as a page of its own.

    Args:
        answered: The triage.
        catalogue: The content it was made with, or None for the shipped one.

    Example:
        >>> from hamstring import triage
        >>> "How soon: emergency, now" in triage({"chest-pain"}).to_html()
        True
    """
    words = Words(catalogue or shipped_catalogue())
    return document(words("triage-title"), triage_parts(answered, words), words)


def triage_fragment(answered: "Triage", catalogue: Catalogue | None = None) -> str:
    """Write a triage as a part of a page, such as a notebook."""
    words = Words(catalogue or shipped_catalogue())
    return fragment(triage_parts(answered, words), words)


def triage_parts(answered: "Triage", words: Words, ending: Iterable[tuple[str, Iterable[str]]] | None = None) -> Markup:
    """Write the card.

    Args:
        answered: The triage.
        words: The phrases.
        ending: Headings and what stands under them, in place of what is still open, or None.
    """
    levels = [tag("p", " ".join(line.split()), class_="hs-level") for line in triage_levels(answered, words)]
    last = still_open(answered, words) if ending is None else ending
    return joined(
        tag("h1", words("triage-title")),
        tag("div", *levels, class_=_look(answered)),
        *(section_html(words(name), lines_html(lines)) for name, lines in (*triage_sections(answered, words), *last)),
        tag("footer", lines_html(triage_foot(answered, words)), class_="hs-foot"),
    )


def _look(answered: "Triage") -> str:
    """Give the look of the first words: calm only when nothing can change that nobody needs to be seen or asked first."""
    if answered.at_most.urgency >= Urgency.SAME_DAY or answered.massage is Permission.NOT_TODAY:
        return "hs-alert"
    most = answered.at_most
    return "hs-calm" if most.urgency is Urgency.SELF_CARE and most.massage < Permission.ASK_FIRST and answered.settled else "hs-panel"


def still_open(answered: "Triage", words: Words) -> Iterator[tuple[str, list[str]]]:
    """Say that nothing is open, or give the next question and how many there are."""
    count = [] if answered.settled else [words("triage-open-count", count=len(answered.ask))]
    yield "triage-still-open", [*open_lines(answered, words), *count]
