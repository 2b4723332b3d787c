"""Packs that come as installed distributions: listed on request, and never used unasked.

A distribution offers a pack by an entry point of the group ``hamstring.packs``. Its name is that of the pack; its value
is the package that holds the content files, or ``package:folder`` where they lie in a folder of it.
"""

from typing import Final

import attrs

from hamstring.content.files import Folder, package_files
from hamstring.content.spelling import near
from hamstring.errors import ContentError, UnknownIdError

GROUP: Final = "hamstring.packs"
"""The group of entry points that offer packs."""


@attrs.frozen(kw_only=True)
class Pack:
    """A pack that an installed distribution offers. Listing it reads none of its files and runs none of its code.

    Attributes:
        name: What it is called.
        distribution: The distribution that brings it, or an empty string when that is not told.
        version: The version of that distribution, or an empty string.
        place: Where its files lie: a package, or ``package:folder``.

    Example:
        >>> from hamstring.content.packs import Pack
        >>> Pack(name="our-studio", distribution="our-studio-pack", version="1.0", place="our_studio:content").name
        'our-studio'
    """

    name: str
    distribution: str
    version: str
    place: str

    def load(self) -> Folder:
        """Read its content files. The package is imported, so its code is run.

        Raises:
            ContentError: If the package cannot be imported, or holds no content file there.
        """
        package, _, folder = self.place.partition(":")
        return package_files(self.place, package.strip(), folder.strip())


def installed_packs() -> tuple[Pack, ...]:
    """List the packs of all installed distributions, sorted by name. None of them is used unless you pass it on.

    Example:
        >>> from hamstring import catalogue
        >>> from hamstring.content.packs import installed_packs
        >>> content = catalogue(packs=[pack for pack in installed_packs() if pack.name == "our-studio"])
        >>> "chest-pain" in content.rules
        True
    """
    from importlib.metadata import entry_points

    packs = {
        Pack(
            name=entry.name,
            distribution=entry.dist.name if entry.dist else "",
            version=entry.dist.version if entry.dist else "",
            place=entry.value,
        )
        for entry in entry_points(group=GROUP)
    }
    return tuple(sorted(packs, key=lambda pack: (pack.name, pack.distribution, pack.place)))


def installed_pack(name: str) -> Pack:
    """Find one installed pack by its name.

    Raises:
        UnknownIdError: If no distribution offers it.
        ContentError: If several do.

    Example:
        >>> from hamstring import UnknownIdError
        >>> from hamstring.content.packs import installed_pack
        >>> try:
        ...     installed_pack("no-such-pack")
        ... except UnknownIdError as error:
        ...     print(error)
        unknown installed pack `no-such-pack`
    """
    packs = installed_packs()
    found = [pack for pack in packs if pack.name == name]
    if not found:
        raise UnknownIdError("installed pack", {name: near(name, {pack.name for pack in packs})})
    if len(found) > 1:
        offered = ", ".join(f"`{pack.distribution or pack.place}`" for pack in found)
        raise ContentError(name, "", "", f"several distributions offer this pack: {offered}")
    return found[0]
