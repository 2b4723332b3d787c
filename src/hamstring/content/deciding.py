"""Content of which only what decides is read: no word for people is needed, and none is looked at."""

import os

from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Folder


class _Deciding(Folder):
    """A folder whose words do not matter: its findings and rules are skimmed, not checked."""

    __slots__ = ()
    is_checked = True


def deciding(path: str | os.PathLike[str]) -> Catalogue:
    """Load a folder to see what its findings and rules decide.

    A whole content, which has a manifest, may leave out all words, so that an old release can be kept small. A folder
    without one is a pack on the shipped content and is read whole.

    Args:
        path: The folder.

    Returns:
        A catalogue for compiling and comparing rules; records whose words were left out cannot be read from it.

    Raises:
        ContentError: If the folder cannot be read, or what decides in it breaks its schema.
    """
    folder = Folder.load(path)
    return Catalogue((_Deciding(folder.texts),)) if "manifest" in folder.kinds() else Catalogue.from_folder(path)


__all__ = ["deciding"]
