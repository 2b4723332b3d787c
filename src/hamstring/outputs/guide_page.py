"""The small parts that the guide is made of: headings, lists, citations and limits as Markdown."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from hamstring.model.logic import RuleLimits
from hamstring.model.outcomes import Limits
from hamstring.outputs.words import Words

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.evidence import Grade

Lines = Iterator[str]
"""Lines of Markdown; an empty one ends a block."""


class Backed(Protocol):
    """A record that names its sources, or says that it is our own judgement."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of its sources."""
        ...

    @property
    def editorial(self) -> bool:
        """True when some of it is our own judgement."""
        ...


class GuidePage:
    """Writes Markdown from the records of one catalogue; its words are phrases and notices of that catalogue."""

    def __init__(self, content: "Catalogue") -> None:
        self.content = content
        self.words: Words = Words(content)

    def part(self, phrase: str, *blocks: Iterable[str]) -> Lines:
        """Give a part of the guide under its title."""
        yield from self.heading(2, self.words(phrase))
        for block in blocks:
            yield from block

    def heading(self, level: int, title: str) -> Lines:
        """Give a heading."""
        yield f"{'#' * level} {capital(title)}"
        yield ""

    def notices(self, *names: str) -> Lines:
        """Give standing texts, each a paragraph with its title."""
        for name in names:
            notice = self.content.notices[name]
            yield f"{strong(notice.title)} {joined(notice.text, self.cited(notice))}"
            yield ""

    def steps(self, phrase: str, steps: Iterable[str]) -> Lines:
        """Give a labelled list of steps in their order, or nothing."""
        yield from self._labelled(phrase, [f"{place}. {step}" for place, step in enumerate(steps, 1)])

    def points(self, phrase: str, points: Iterable[str]) -> Lines:
        """Give a labelled list, or nothing."""
        yield from self._labelled(phrase, [f"- {point}" for point in points])

    def _labelled(self, phrase: str, lines: list[str]) -> Lines:
        if lines:
            yield f"**{capital(self.words(phrase))}**"
            yield ""
            yield from lines
            yield ""

    def told(self, phrase: str, text: str) -> str:
        """Give a phrase around a text, or nothing around nothing."""
        return self.words(phrase, text=joined(text)) if text else ""

    def names(self, findings: Iterable[str]) -> str:
        """Join the names of findings that are all needed."""
        return self.words("and").join(self.content.findings[name].name for name in findings)

    def grade(self, phrase: str, grade: "Grade | None") -> str:
        """Say in words how well a claim is supported, or nothing."""
        return self.words(phrase, grade=self.words(f"guide-grade-{grade.value}")) if grade else ""

    def demands(self, names: Iterable[str]) -> str:
        """Say what a way of working asks of the body, or nothing."""
        named = ", ".join(self.content.demands[name].name for name in names)
        return self.words("guide-demands", demands=named) if named else ""

    def cited(self, record: Backed, more: Iterable[str] = ()) -> str:
        """Name the sources of a record; what is ours says so."""
        found = [source_link(name) for name in dict.fromkeys((*record.sources, *more))]
        found += [self.words("guide-editorial")] if record.editorial else []
        return self.words("guide-from", sources=", ".join(found)) if found else ""

    def limits(self, limits: RuleLimits) -> str:
        """Say the limits of a rule in words, or nothing."""
        closed = ", ".join(self._place(name) for name in limits.keep_off)
        said = [self.words("limit-keep-off", value=closed)] if closed else []
        said += self.words.limits(
            Limits(
                max_pressure=limits.max_pressure,
                no_tools=limits.no_tools,
                no_strokes=limits.no_strokes,
                no_demands=limits.no_demands,
                max_leg_s=limits.max_leg_s,
                max_session_s=limits.max_session_s,
                min_gap_h=limits.min_gap_h,
            )
        )
        return self.words("guide-limits", limits="; ".join(said)) if said else ""

    def _place(self, name: str) -> str:
        return self.words("guide-place") if name == "place" else self.content.regions[name].name


def source_link(name: str) -> str:
    """Give a short reference; the definitions at the end of the guide make a link of it."""
    return f"[{name}]"


def source_anchor(name: str) -> str:
    """Name the anchor of a source."""
    return f"source-{name}"


def joined(*texts: str) -> str:
    """Join texts into one line, leaving out empty ones."""
    return " ".join(" ".join(text.split()) for text in texts if text)


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def strong(text: str) -> str:
    """Set a label in bold, ended by a stop."""
    text = capital(text)
    return f"**{text}**" if text.endswith((".", "?", "!")) else f"**{text}.**"


def anchor(title: str) -> str:
    """Name the anchor that a heading gets."""
    kept = "".join(letter for letter in title.casefold() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")
