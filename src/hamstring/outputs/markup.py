"""Elements of HTML and SVG as text. Whatever is not already markup is escaped, so nothing can be forgotten."""

import re
from html import escape
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow, lone surrogates among them."""


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def safe(text: object) -> Markup:
    """Escape a text; what no XML may hold becomes a replacement character."""
    return text if isinstance(text, Markup) else Markup(escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", str(text))))


def joined(*parts: object) -> Markup:
    """Put parts together, each escaped unless it is markup."""
    return Markup("".join(safe(part) for part in parts))


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """Give one element.

    Args:
        name: Its name.
        children: Texts and markup in it. Without any it closes itself.
        attributes: An underscore in a name stands for a hyphen, one at its end for nothing; None leaves it out.

    Example:
        >>> from hamstring.outputs.markup import tag
        >>> tag("p", "1 < 2", class_="note")
        '<p class="note">1 &lt; 2</p>'
    """
    said = "".join(f' {key.rstrip("_").replace("_", "-")}="{safe(value)}"' for key, value in attributes.items() if value is not None)
    if not children:
        return Markup(f"<{name}{said} />")
    return Markup(f"<{name}{said}>{joined(*children)}</{name}>")
