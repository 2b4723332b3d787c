"""Where content files lie, and how they are read. The only module that knows TOML and importlib_resources."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeGuard

import attrs

from hamstring.errors import ContentError

_SUFFIX = ".toml"

_PROSE = ("advice", "ask", "grade", "kind", "name", "note", "published", "row", "sources", "why")
_WORDS = frozenset((*_PROSE, "editorial"))

_PROSE_LINE = re.compile(rf'^(?:{"|".join(_PROSE)}) = (?:"(?:[^"\\\n]|\\.)*"|\[[^\[\]\n]*\])[ \t]*\r?\n', re.MULTILINE)
"""One whole line of prose or sources. A text over several lines is no such line and is parsed."""


_MOST_DOTS = 100
"""Dots in one line. A key with thousands of them takes the parser memory and time by the square of their number."""

_LARGEST = 500_000
"""Bytes of one file. The largest shipped one has a fifth of that; parsing takes seconds for each million."""


class ContentFiles(Protocol):
    """A place that holds content files."""

    @property
    def is_checked(self) -> bool:
        """True when every record has been checked before it got here."""
        ...

    def kinds(self) -> tuple[str, ...]:
        """List the kinds for which there is a file, sorted."""
        ...

    def text(self, kind: str) -> bytes:
        """Give the file of one kind; empty when there is none."""
        ...


def read(files: ContentFiles, kind: str) -> dict[str, object]:
    """Parse the file of one kind.

    Raises:
        ContentError: If it is not valid TOML.
    """
    return _parse(kind, _decoded(kind, files.text(kind)))


def skim(files: ContentFiles, kind: str) -> dict[str, dict[str, object]]:
    """Parse the part of a file that decides, without the words, which are most of it and not needed yet.

    Raises:
        ContentError: If it is not valid TOML.
    """
    found: dict[str, dict[str, object]] = {}
    for record, fields in _parse(kind, _PROSE_LINE.sub("", _decoded(kind, files.text(kind)))).items():
        if not is_table(fields):
            raise ContentError(kind + _SUFFIX, record, "", "expected a table")
        found[record] = {name: value for name, value in fields.items() if name not in _WORDS}
    return found


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether a value is a table of TOML, whose keys are texts."""
    return isinstance(value, dict)


def _decoded(kind: str, data: bytes) -> str:
    if len(data) > _LARGEST:
        raise ContentError(kind + _SUFFIX, "", "", f"expected at most {_LARGEST} bytes, found {len(data)}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(kind + _SUFFIX, "", "", "not UTF-8 text") from error


def _parse(kind: str, text: str) -> dict[str, object]:
    if text.count(".") > _MOST_DOTS and any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        raise ContentError(kind + _SUFFIX, "", "", f"expected at most {_MOST_DOTS} dots in a line")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ContentError(kind + _SUFFIX, "", "", "not valid TOML: nested too deeply") from error
    except ValueError as error:  # of the parser itself, and of a number with too many digits
        raise ContentError(kind + _SUFFIX, "", "", f"not valid TOML: {str(error).splitlines()[0]}") from error


@attrs.frozen
class Shipped:
    """The content that comes with the package; read from a folder or from inside a zip."""

    is_checked = True

    def kinds(self) -> tuple[str, ...]:
        """List the kinds, sorted."""
        from importlib_resources import files

        names = (entry.name for entry in (files("hamstring") / "data").iterdir())
        return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))

    def text(self, kind: str) -> bytes:
        """Give the file of one kind; empty when there is none."""
        return _shipped_text(kind + _SUFFIX)


def _shipped_text(name: str) -> bytes:
    """Ask the loader that imported the package, which costs a tenth of importing importlib_resources for it.

    Loaders of folders and of zip files can both give data; for any other one there is importlib_resources.
    """
    import hamstring

    get_data: Callable[[str], bytes] | None = getattr(hamstring.__spec__ and hamstring.__spec__.loader, "get_data", None)
    if get_data is not None and hamstring.__file__:
        try:
            return get_data(os.path.join(os.path.dirname(hamstring.__file__), "data", name))  # noqa: PTH118, PTH120 - pathlib costs
        except OSError:
            return b""
    from importlib_resources import files

    try:
        return (files("hamstring") / "data" / name).read_bytes()
    except FileNotFoundError:
        return b""


@attrs.frozen
class Folder:
    """Content files of one's own, read once: what changes on disk later does not matter.

    Attributes:
        texts: Pairs of kind and file text, sorted.
    """

    is_checked = False
    texts: tuple[tuple[str, bytes], ...] = attrs.field(repr=False)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "Folder":
        """Read all content files of a folder.

        Raises:
            ContentError: If there is no such folder, or it holds no content file.
        """
        if not isinstance(path, str | os.PathLike):
            raise ContentError(type(path).__name__, "", "", "expected the path of a folder")
        place = os.fsdecode(path)
        try:
            texts = tuple(sorted(_texts(place)))
        except (OSError, ValueError) as error:  # a NUL in a path, or half a surrogate pair, is a ValueError
            raise ContentError(place, "", "", f"cannot be read: {getattr(error, 'strerror', None) or 'not a path'}") from error
        if not texts:
            raise ContentError(place, "", "", f"expected a folder with content files (`*{_SUFFIX}`)")
        return cls(texts)

    def kinds(self) -> tuple[str, ...]:
        """List the kinds, sorted."""
        return tuple(name for name, _ in self.texts)

    def text(self, kind: str) -> bytes:
        """Give the file of one kind; empty when there is none."""
        return dict(self.texts).get(kind, b"")


def package_files(place: str, package: str, folder: str) -> Folder:
    """Read the content files of an installed package, once; its code is run, as by any import.

    Raises:
        ContentError: If it cannot be imported, or holds no content file there.
    """
    from importlib_resources import files

    try:
        folder_of = files(package).joinpath(*folder.split(".")) if folder else files(package)
        found = [entry for entry in folder_of.iterdir() if entry.name.endswith(_SUFFIX)]
        texts = sorted((entry.name.removesuffix(_SUFFIX), entry.read_bytes()) for entry in found)
    except Exception as error:  # a package of somebody else may raise anything when it is imported
        raise ContentError(place, "", "", f"cannot be read: {' '.join(str(error).split())}") from error
    if not texts:
        raise ContentError(place, "", "", f"expected a package with content files (`*{_SUFFIX}`)")
    return Folder(tuple(texts))


def _texts(path: str | os.PathLike[str]) -> Iterator[tuple[str, bytes]]:
    from pathlib import Path

    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIX) and entry.is_file():
                with Path(entry.path).open("rb") as file:
                    yield entry.name.removesuffix(_SUFFIX), file.read(_LARGEST + 1)  # one more, to be refused when it is parsed
