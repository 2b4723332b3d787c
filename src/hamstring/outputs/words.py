"""Small words that all outputs share, filled in from the content."""

from collections.abc import Iterable
from textwrap import fill
from typing import TYPE_CHECKING

from hamstring.model.places import QUADRANTS, Half, Leg, Line

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.outcomes import Limits

WIDTH = 78


class Words:
    """Phrases of one catalogue."""

    def __init__(self, catalogue: "Catalogue") -> None:
        self.catalogue = catalogue

    def __call__(self, phrase: str, **gaps: object) -> str:
        """Fill the gaps of a phrase."""
        return self.catalogue.phrases[phrase].text.format(**gaps)

    def notice(self, name: str) -> str:
        """Give a standing text as one line."""
        return " ".join(self.catalogue.notices[name].text.split())

    def time(self, seconds: int) -> str:
        """Say a length of time in minutes and seconds."""
        minutes, rest = divmod(seconds, 60)
        return self("minutes-seconds", minutes=minutes, seconds=rest) if rest else self("minutes", minutes=minutes)

    def findings(self, names: Iterable[str]) -> str:
        """Name findings."""
        known = self.catalogue.findings
        return ", ".join(known[name].name if name in known else name for name in names)

    def places(self, keep_off: Iterable[str]) -> str:
        """Name closed quadrants, whole legs in one."""
        closed = set(keep_off)
        found: list[str] = []
        for leg in Leg.BOTH.each:
            here = [name for name in QUADRANTS if f"{leg.value}:{name}" in closed]
            if len(here) == len(QUADRANTS):
                found.append(self("whole-leg", leg=leg))
            else:
                found += [self("place", leg=leg, region=self.region(name)) for name in here]
        return ", ".join(found)

    def part(self, quadrants: Iterable[str]) -> str:
        """Name a part of one thigh as shortly as its quadrants allow: the whole, a half, a line, or the quarters."""
        here = set(quadrants)
        if len(here) == len(QUADRANTS):
            return self("whole-thigh")
        for half in Half:
            if here == {name for name, (_, where) in QUADRANTS.items() if where is half}:
                return self(f"{half.value}-half")
        found: list[str] = []
        for line in Line:
            on_line = [name for name in QUADRANTS if name in here and QUADRANTS[name][0] is line]
            found += [self(f"line-{line.value}")] if len(on_line) == len(Half) else [self.region(name) for name in on_line]
        return self("and").join(found)

    def region(self, name: str) -> str:
        """Name a region."""
        return self.catalogue.regions[name].name

    def limits(self, limits: "Limits") -> list[str]:
        """Say each limit."""
        content = self.catalogue
        if limits.is_total:
            return [self("limit-everything")]
        tools = [tool.name for tool in content.tools.values() if tool.kind.value in limits.no_tools and tool.is_planned]
        found = [
            ("limit-pressure", limits.max_pressure),
            ("limit-tools", ", ".join(tools)),
            ("limit-strokes", ", ".join(content.techniques[name].name for name in limits.no_strokes)),
            ("limit-demands", ", ".join(content.demands[name].name for name in limits.no_demands)),
            ("limit-keep-off", self.places(limits.keep_off)),
            ("limit-leg", limits.max_leg_s),
            ("limit-session", limits.max_session_s),
            ("limit-gap", limits.min_gap_h),
        ]
        return [self(phrase, value=value) for phrase, value in found if value not in (None, "")]


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """Wrap a text for 80 columns."""
    return fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def bullets(lines: Iterable[str]) -> list[str]:
    """Wrap lines as a list."""
    return [wrapped(line, "    ", "  - ") for line in lines]


def fitted(line: str) -> str:
    """Wrap a line that is too long, as what it is: an entry of a list or a paragraph."""
    if "\n" in line or len(line) <= WIDTH:
        return line
    return bullets([line.strip().removeprefix("- ")])[0] if line.lstrip().startswith("- ") else wrapped(line)


def section(title: str, lines: Iterable[str]) -> list[str]:
    """Give a headed block, or nothing when it would be empty."""
    body = [fitted(line) for line in lines if line]
    return [title.upper(), *body, ""] if body else []
