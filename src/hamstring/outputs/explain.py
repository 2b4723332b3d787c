"""A routine explained in words: where its points come from, and what a change would bring."""

from collections.abc import Iterator, Mapping
from typing import Any

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import RequestError
from hamstring.model.explaining import Explanation, WhatIf
from hamstring.model.routines import LedgerLine, Routine
from hamstring.outputs.changes import changes
from hamstring.outputs.words import Words, bullets, section
from hamstring.planning.what_ifs import Other, what_ifs
from hamstring.safety.triage import rules_of


def content_of(routine: Routine, catalogue: Catalogue | None) -> Catalogue:
    """Give the content to plan a routine again with.

    Raises:
        RequestError: If the routine was planned with other content.
    """
    content = shipped_catalogue() if catalogue is None else catalogue
    if not isinstance(content, Catalogue) or _digests(content) != (routine.content_version, routine.rules_digest):
        raise RequestError("catalogue", catalogue, f"the content that it was planned with, of version {routine.content_version}")
    return content


def _digests(content: Catalogue) -> tuple[str, str]:
    return content.manifest.content_version, rules_of(content).table.digest


def explanation(routine: Routine, catalogue: Catalogue | None = None) -> Explanation:
    """Explain a routine.

    Args:
        routine: The routine.
        catalogue: The content it was planned with, or None for the shipped one.

    Raises:
        RequestError: If the content is not the one that it was planned with.

    Example:
        >>> from hamstring import plan_routine
        >>> from hamstring.outputs.explain import explanation
        >>> plan = plan_routine(minutes=5, complete=True)
        >>> explanation(plan).points[-1] == f"In all: {plan.score} points."
        True
    """
    content = content_of(routine, catalogue)
    words = Words(content)
    points = (*_ledger(routine, words), words("ledger-total", points=routine.score))
    found = tuple(_what_if(routine, other, words) for other in what_ifs(content, routine))
    lines = [
        *section(words("heading-points"), bullets(points)),
        *section(words("heading-what-if"), bullets(entry.text for entry in found)),
    ]
    return Explanation(points=points, what_ifs=found, text="\n".join(lines).rstrip())


def _ledger(routine: Routine, words: Words) -> Iterator[str]:
    """Tell each term; what is the same on both legs is told once."""
    joined: dict[tuple[str, str], list[LedgerLine]] = {}
    for line in routine.ledger:
        joined.setdefault((line.term, line.about), []).append(line)
    for (term, about), lines in joined.items():
        seconds, points = sum(line.seconds for line in lines), sum(line.points for line in lines)
        said = words(f"ledger-{term}", name=_name(term, about, words), seconds=seconds, points=points)
        yield f"{said[0].upper()}{said[1:]}"


def _name(term: str, about: str, words: Words) -> str:
    content = words.catalogue
    if term == "spot":
        leg, region, _ = about.split(":")
        return words("place", leg=leg, region=words.region(region))
    kinds: Mapping[str, Mapping[str, Any]] = {
        "quadrant": content.regions,
        "suits": content.variants,
        "ending": content.stretches,
        "move": content.positions,
        "fetch": content.tools,
    }
    return str(kinds[term][about].name) if term in kinds else about


def _what_if(routine: Routine, other: Other, words: Words) -> WhatIf:
    label = _label(other, words)
    if not isinstance(other.found, Routine):
        text = words("what-if", change=label, changes=words("what-if-nothing", why=other.found))
        return WhatIf(change=other.change, about=other.about, text=text)
    gain = other.found.score - routine.score
    text = words("what-if", change=label, changes="; ".join(_told(routine, other, other.found, words)))
    if gain:
        text = f"{text} {words('what-if-more' if gain > 0 else 'what-if-less', points=abs(gain))}"
    return WhatIf(change=other.change, about=other.about, text=text, points=gain, routine=other.found)


def _told(routine: Routine, other: Other, found: Routine, words: Words) -> list[str]:
    """Tell what would change for a person; never nothing where anything does."""
    if other.change == "with-tool" and not other.about:
        return [words("what-if-no-better")]
    if found.segments == routine.segments:
        return [words("what-if-same")]
    told = changes(routine, found, words, about=other.about, timed=not other.change.startswith("minute-"))
    return told or changes(routine, found, words, about=other.about) or [words("what-if-order")]


def _label(other: Other, words: Words) -> str:
    tool = words.catalogue.tools.get(other.about)
    one = "-any" if other.change == "with-tool" and tool is None else ""
    return words(f"what-if-{other.change}{one}", about=tool.name if tool else other.about)
