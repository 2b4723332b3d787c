"""The whole guide as Markdown: everything that the content knows, each claim with its sources."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.outputs import guide_doing as doing
from hamstring.outputs import guide_safety as safety
from hamstring.outputs.guide_page import GuidePage, Lines, anchor, capital, joined, source_anchor, source_link, strong

if TYPE_CHECKING:
    from hamstring.model.evidence import Source

_ABOUT = (
    "intended-use",
    "what-this-is-not",
    "not-reviewed",
    "not-a-medical-device",
    "stop-first",
    "under-the-law",
)


def guide_markdown(catalogue: Catalogue | None = None) -> str:
    """Write the whole guide.

    Args:
        catalogue: The content, or None for the shipped one.

    Returns:
        Markdown. Sources are short references such as ``[bartsch-2021]``, linked to the list of sources.

    Example:
        >>> from hamstring.outputs.guide import guide_markdown
        >>> print(guide_markdown().splitlines()[0])
        # Self-massage for the hamstrings
    """
    page = GuidePage(catalogue or shipped_catalogue())
    lines = [*_opening(page)]
    for phrase, writer in _PARTS:
        lines += page.part(phrase, writer(page))
    lines += (f"{source_link(name)}: #{source_anchor(name)}" for name in page.content.sources)
    return "\n".join(_single_spaced(lines))


def _opening(page: GuidePage) -> Lines:
    manifest = page.content.manifest
    yield from page.heading(1, page.words("guide-title"))
    yield page.words("guide-version", version=manifest.content_version, reviewed=manifest.reviewed, due=manifest.review_due)
    yield ""
    for phrase, _ in _PARTS:
        title = capital(page.words(phrase))
        yield f"- [{title}](#{anchor(title)})"
    yield ""


def _single_spaced(lines: Iterable[str]) -> Lines:
    """Let one empty line stand where blocks meet."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def _about(page: GuidePage) -> Lines:
    yield from page.notices(*_ABOUT)


def _questions(page: GuidePage) -> Lines:
    for question in sorted(page.content.questions.values(), key=attrgetter("order")):
        yield from page.heading(3, question.question)
        yield joined(question.answer, page.cited(question))
        yield ""


def _glossary(page: GuidePage) -> Lines:
    for term in sorted(page.content.glossary.values(), key=lambda one: one.term.casefold()):
        also = f" ({page.words('guide-also', names=', '.join(term.also))})" if term.also else ""
        yield f"- {strong(term.term + also)} {joined(term.plain, page.cited(term))}"
    yield ""


def _corrections(page: GuidePage) -> Lines:
    for entry in sorted(page.content.corrections.values(), key=attrgetter("number")):
        said, ours = page.told("guide-article", entry.article_says), page.told("guide-we", entry.we_say)
        yield f"{entry.number}. {joined(said, ours, page.told('guide-because', entry.why), page.cited(entry))}"
    yield ""


def _conflicts(page: GuidePage) -> Lines:
    for entry in sorted(page.content.conflicts.values(), key=attrgetter("number")):
        yield f"{entry.number}. {joined(page.told('guide-settled', entry.resolution), page.cited(entry))}"
        for text, where in ((entry.value_a, entry.where_a), (entry.value_b, entry.where_b)):
            yield f"    - {page.words('guide-statement', text=joined(text), where=where.rstrip('.')) if where else joined(text)}"
    yield ""


def _article(page: GuidePage) -> Lines:
    yield page.words("guide-article-lead")
    yield ""
    for fact in page.content.article.values():
        numbers = sorted(page.content.corrections[name].number for name in fact.corrected_by)
        ours = page.words("guide-corrected", numbers=", ".join(map(str, numbers))) if numbers else ""
        yield f"- {joined(fact.fact, ours, page.cited(fact))}"
    yield ""


def _sources(page: GuidePage) -> Lines:
    yield page.words("guide-sources-lead")
    yield ""
    for name, source in page.content.sources.items():
        yield f'- <a id="{source_anchor(name)}"></a>**{name}**: {joined(*_source(page, source))}'
    yield ""


def _source(page: GuidePage, source: "Source") -> Iterable[str]:
    year = str(source.year) if source.year else page.words("guide-no-year")
    yield ", ".join(source.authors) + f" ({year})." if source.authors else f"({year})."
    yield _stopped(source.title)
    yield _stopped(source.published_in)
    yield from (f"<{address}>" for address in _addresses(source))
    yield page.words("guide-no-address") if source.not_located else ""
    how = page.words(f"guide-read-{source.read_as.value}")
    yield _stopped(capital(page.words("guide-read", how=f"{how}, {source.read_where}" if source.read_where else how)))
    yield source.note


def _addresses(source: "Source") -> Iterable[str]:
    if source.doi:
        yield f"https://doi.org/{source.doi}"
    if source.url:
        yield source.url


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _phase(name: str) -> Callable[[GuidePage], Lines]:
    return lambda page: doing.practices(page, name)


_PARTS: tuple[tuple[str, Callable[[GuidePage], Lines]], ...] = (
    ("guide-about", _about),
    ("guide-muscles", doing.muscles),
    ("guide-benefits", doing.benefits),
    ("guide-goals", doing.goals),
    ("guide-tools", doing.tools),
    *((phrase, _phase(name)) for name, (phrase, _) in doing.PHASES.items()),
    ("guide-techniques", doing.techniques),
    ("guide-stretches", doing.stretches),
    ("guide-warmups", doing.warm_ups),
    ("guide-positions", doing.positions),
    ("guide-where", doing.regions),
    ("guide-stop", safety.stop_signs),
    ("guide-safety-questions", safety.screens),
    ("guide-avoid", safety.avoid),
    ("guide-help", safety.get_help),
    ("guide-ordinary", safety.ordinary),
    ("guide-return", safety.stages),
    ("guide-questions", _questions),
    ("guide-glossary", _glossary),
    ("guide-corrections", _corrections),
    ("guide-conflicts", _conflicts),
    ("guide-article-facts", _article),
    ("guide-sources", _sources),
)
"""The parts of the guide in their order, each with the phrase of its title."""
