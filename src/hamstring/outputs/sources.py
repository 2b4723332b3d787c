"""Sources in one line each: who, when, what, and where to find it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hamstring.outputs.words import Words

if TYPE_CHECKING:
    from hamstring.model.evidence import Source


def sources_told(names: Iterable[str], words: Words, *, linked: bool = False) -> Iterator[str]:
    """Tell each source once, sorted by id; what the content does not know stands by its id alone.

    Args:
        names: Ids of sources.
        words: The phrases to tell it with.
        linked: Whether addresses are told in full, to make links of; otherwise as they are read, without their scheme.

    Example:
        >>> from hamstring import catalogue
        >>> from hamstring.outputs.sources import sources_told
        >>> from hamstring.outputs.words import Words
        >>> print(*sources_told(["wiltshire-2010"], Words(catalogue())))
        wiltshire-2010: ... doi.org/...
    """
    known = words.catalogue.sources
    for name in sorted(set(names)):
        yield f"{name}: {' '.join(_parts(known[name], words, linked=linked))}" if name in known else name


def _parts(source: "Source", words: Words, *, linked: bool) -> Iterator[str]:
    year = str(source.year) if source.year else words("guide-no-year")
    yield f"{', '.join(source.authors)} ({year})." if source.authors else f"({year})."
    yield from (_stopped(text) for text in (source.title, source.published_in) if text)
    address = f"https://doi.org/{source.doi}" if source.doi else source.url
    yield words("guide-no-address") if not address else address if linked else address.partition("://")[2]


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
