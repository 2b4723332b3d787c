"""What the HTML pages share: the document around a card, headed sections, and paragraphs and lists from lines of text."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from hamstring.outputs.card_style import ground_style, page_style
from hamstring.outputs.markup import Markup, joined, tag
from hamstring.outputs.words import Words

_BULLET = "- "

_UNIT = re.compile(r"(\d) (s|min)\b")
"""A number with the sign of its unit."""


def document(title: str, parts: Markup, words: Words) -> str:
    """Give a page of its own."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", ground_style(), page_style()),
    )
    body = tag("body", "\n", tag("main", parts, class_="hs-card"), "\n")
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=words('card-language'))}\n"


def fragment(parts: Markup, words: Words) -> str:
    """Give a part of somebody else's page; its styles touch nothing outside."""
    return tag("div", tag("style", page_style()), parts, class_="hs-card", lang=words("card-language"))


def section_html(title: str, body: Markup, style: str | None = None) -> Markup:
    """Give a headed part, or nothing when it would be empty."""
    return tag("section", tag("h2", title), body, "\n", class_=style) if body else Markup()


def beside(style: str, *parts: Markup) -> Markup:
    """Put parts beside each other where there is room, and under each other where there is none."""
    return tag("div", *(tag("div", part) for part in parts), class_=style)


def lines_html(lines: Iterable[str], *, named: bool = False) -> Markup:
    """Make paragraphs and lists of lines as the text page has them, wrapped or not.

    Args:
        lines: The lines.
        named: Whether each entry of a list begins with what it is about, and a colon; that stands out, then.
    """
    plain = (bound(" ".join(line.split())) for line in lines)
    return joined(*_blocks((line for line in plain if line), named=named))


def bound(text: str) -> str:
    """Keep each number and its unit on one line."""
    return _UNIT.sub("\\1\N{NO-BREAK SPACE}\\2", text)


def _blocks(lines: Iterable[str], *, named: bool) -> Iterator[Markup]:
    for is_list, group in groupby(lines, lambda line: line.startswith(_BULLET)):
        if is_list:
            yield tag("ul", *(tag("li", _entry(line.removeprefix(_BULLET), named=named)) for line in group))
        else:
            yield from (tag("p", line) for line in group)


def _entry(line: str, *, named: bool) -> Markup:
    name, colon, rest = line.partition(": ")
    return joined(tag("strong", name, ":"), " ", rest) if named and colon else joined(line)
