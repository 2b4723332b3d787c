"""What was given, made fit to be printed: one line, bounded, nothing that a terminal would obey."""


class Verbatim(str):
    """A text whose repr is itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def shown(value: object, longest: int) -> str:
    """Show any value in one line, whatever its own repr does."""
    if type(value) is Verbatim:
        return str(value)
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a stranger's __repr__ may raise anything; the error must still be told
        text = f"<{type(value).__name__}>"
    return printable(text, longest)


def one_line(text: str, longest: int = 80) -> str:
    """Make a text fit for one line of a terminal: what cannot be seen is spelt out, what is too long is cut."""
    return "".join(letter if letter.isprintable() else _spelt_out(letter) for letter in _cut(text, longest))


def printable(text: str, longest: int = 60) -> str:
    """Make a text safe to print: one line, ASCII, not too long."""
    return _cut(_spelt_out(_cut(text, longest)), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _spelt_out(text: str) -> str:
    return text.encode("unicode_escape").decode()
