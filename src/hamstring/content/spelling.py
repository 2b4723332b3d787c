"""Known names that look like a misspelt one."""

from collections.abc import Iterable

MOST_COMPARED = 100
"""More unknown names than this are no misspellings, and comparing them all takes minutes."""


def nearest(names: Iterable[str], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """List for each unknown name the known ones that look most like it; nothing past the first hundred."""
    entries, everything = sorted(set(names)), list(known)
    return {name: near(name, everything) if index < MOST_COMPARED else () for index, name in enumerate(entries)}


def near(name: object, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """List the known names that look most like one, best first; an exact match after folding comes first."""
    from difflib import SequenceMatcher, get_close_matches

    if not isinstance(name, str):
        return ()
    folded = "-".join(name[:100].casefold().replace("_", " ").replace("-", " ").split())
    names = sorted(known)
    close = get_close_matches(folded, names, n=most, cutoff=0.6)
    words = set(folded.split("-"))
    shared = [entry for entry in names if len(words & set(entry.split("-"))) * 2 > len(words)]
    shared.sort(key=lambda entry: -SequenceMatcher(None, folded, entry).ratio())
    return tuple(dict.fromkeys((*close, *shared)))[:most]
