"""A routine or a triage as Markdown: the same titles and lines as the page for 80 columns, with marks for a renderer.

What stands in it is text: whatever a renderer would take for a mark is escaped. Addresses become links.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.explaining import Explanation
from hamstring.model.routines import Routine
from hamstring.outputs.sources import sources_told
from hamstring.outputs.text import NAMED, RoutinePage, Row
from hamstring.outputs.triage_text import open_lines, triage_foot, triage_levels, triage_sections
from hamstring.outputs.words import Words, bullets

if TYPE_CHECKING:
    from hamstring.safety.triage import Triage

_BULLET = "- "
_STEPS = "heading-steps"
_SOURCES = "heading-sources"
_MARK = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=])")
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")


def routine_markdown(routine: Routine, catalogue: Catalogue | None = None) -> str:
    """Write a routine as a page of Markdown.

    Args:
        routine: The routine.
        catalogue: The content it was planned with, or None for the shipped one.

    Example:
        >>> from hamstring import plan_routine
        >>> print(plan_routine(minutes=5).to_markdown().splitlines()[0])
        # Flexibility, 5 min, both legs
    """
    words = Words(catalogue or shipped_catalogue())
    page = RoutinePage(routine, words.catalogue)
    return _joined(_routine_blocks(page, words))


def triage_markdown(answered: "Triage", catalogue: Catalogue | None = None) -> str:
    """Write a triage as a page of Markdown.

    Args:
        answered: The triage.
        catalogue: The content it was made with, or None for the shipped one.

    Example:
        >>> from hamstring import triage
        >>> print(triage({"chest-pain"}).to_markdown().splitlines()[2])
        **How soon: emergency, now**
    """
    words = Words(catalogue or shipped_catalogue())
    return _joined(_triage_blocks(answered, words))


def explanation_markdown(told: Explanation, catalogue: Catalogue | None = None) -> str:
    """Write an explanation as Markdown, to stand after the page of its routine."""
    words = Words(catalogue or shipped_catalogue())
    parts = {"heading-points": told.points, "heading-what-if": [entry.text for entry in told.what_ifs]}
    return _joined(block for name, lines in parts.items() for block in _headed(words(name), list(_blocks(bullets(lines)))))


def paragraphs(texts: Iterable[str]) -> str:
    """Write texts as paragraphs."""
    return _joined(map(escaped, texts))


def escaped(text: str) -> str:
    r"""Escape what a renderer would take for a mark; an address becomes a link.

    Example:
        >>> from hamstring.outputs.markdown import escaped
        >>> print(escaped("1. a*b, see https://example.org/a_b"))
        1\. a\*b, see <https://example.org/a_b>
    """
    parts = _ADDRESS.split(" ".join(text.split()))
    said = "".join(f"<{part}>" if place % 2 else _MARK.sub(r"\\\g<0>", part) for place, part in enumerate(parts))
    return _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[0]}", said)


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _routine_blocks(page: RoutinePage, words: Words) -> Iterator[str]:
    yield f"# {escaped(page.title())}"
    for heading, lines in page.sections():
        if heading == _STEPS:
            yield from _headed(words(heading), [_steps(page), *_blocks(page.total())])
        elif heading == _SOURCES:
            entries = (f"- {line}" for line in sources_told(page.routine.sources, words, linked=True))
            yield from _headed(words(heading), list(_blocks(entries, named=True)))
        else:
            yield from _headed(words(heading), list(_blocks(lines, named=heading in NAMED)))
    yield from _blocks(page.foot())


def _triage_blocks(answered: "Triage", words: Words) -> Iterator[str]:
    yield f"# {escaped(words('triage-title'))}"
    yield from (f"**{escaped(line)}**" for line in triage_levels(answered, words))
    for heading, lines in triage_sections(answered, words):
        yield from _headed(words(heading), list(_blocks(lines)))
    yield from _headed(words("triage-still-open"), list(_blocks(open_lines(answered, words))))
    yield from _blocks(triage_foot(answered, words, linked=True))


def _headed(title: str, blocks: list[str]) -> Iterator[str]:
    if blocks:
        yield f"## {escaped(title)}"
        yield from blocks


def _blocks(lines: Iterable[str], *, named: bool = False) -> Iterator[str]:
    """Make paragraphs and lists of lines as the text page has them, wrapped or not."""
    plain = [" ".join(line.split()) for line in lines if line.strip()]
    for is_list, group in groupby(plain, lambda line: line.startswith(_BULLET)):
        if is_list:
            yield "\n".join(f"- {_entry(line.removeprefix(_BULLET), named=named)}" for line in group)
        else:
            yield from map(escaped, group)


def _entry(line: str, *, named: bool) -> str:
    name, colon, rest = line.partition(": ")
    return f"**{escaped(name)}:** {escaped(rest)}" if named and colon else escaped(line)


def _steps(page: RoutinePage) -> str:
    return "\n".join(map(_step, page.rows()))


def _step(row: Row) -> str:
    leg = f"{escaped(row.leg)}: " if row.leg else ""
    what = ", ".join(escaped(part) for part in (row.what, row.length, row.firm) if part)
    parts = "".join(f"\n    - {escaped(part)}" for part in (row.detail, row.why) if part)
    return f"- **{row.start_s // 60}:{row.start_s % 60:02d}** {leg}{what}{parts}"
