"""What a content keeps to itself, for tests that look behind its records or put others in their place."""

from collections.abc import Mapping

from hamstring.content.catalogue import Catalogue
from hamstring.content.files import ContentFiles


class _Opened(Catalogue):
    __slots__ = ()

    @staticmethod
    def files_of(content: Catalogue) -> tuple[ContentFiles, ...]:
        """Give the files that a content reads, the whole content first and then its packs."""
        return content._files

    @staticmethod
    def put(content: Catalogue, records: Mapping[str, object]) -> None:
        """Put what was read elsewhere in the place of what a content would read, by kind."""
        content._read.update(records)


files_of = _Opened.files_of
put = _Opened.put
