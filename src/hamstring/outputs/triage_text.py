"""A triage as plain text for 80 columns: how soon, whether to massage, what to do, why, what is still open."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.places import Leg
from hamstring.outputs.sources import sources_told
from hamstring.outputs.words import Words, bullets, fitted, section, wrapped

if TYPE_CHECKING:
    from hamstring.safety.triage import Triage


def triage_text(answered: "Triage", catalogue: Catalogue | None = None, *, ending: Iterable[str] | None = None) -> str:
    """Write a triage as a short page: how soon, whether to massage, what to do, why, what is still open.

    Args:
        answered: The triage.
        catalogue: The content it was made with, or None for the shipped one.
        ending: Lines for its end in place of the next question, or None.

    Example:
        >>> from hamstring import triage
        >>> print(str(triage({"chest-pain"})).splitlines()[0])
        How soon: emergency, now
    """
    content = catalogue or shipped_catalogue()
    words = Words(content)
    last = open_lines(answered, words) if ending is None else ending
    return "\n".join([*_triage_lines(answered, words), *last, *map(fitted, triage_foot(answered, words))]).rstrip()


def _triage_lines(answered: "Triage", words: Words) -> Iterator[str]:
    yield from triage_levels(answered, words)
    yield ""
    for heading, lines in triage_sections(answered, words):
        yield from section(words(heading), lines)


def triage_sections(answered: "Triage", words: Words) -> Iterator[tuple[str, Iterable[str]]]:
    """Give the phrase of each heading with what stands under it: a line is a paragraph or an entry of a list."""
    todo, why = list(_advice_lines(answered, words)), wrapped(answered.why)
    yield "triage-do", todo
    if why not in todo:
        yield "triage-why", [why]
    if answered.massage in (Permission.WITH_LIMITS, Permission.ASK_FIRST) or not answered.limits.is_total:
        yield "triage-limits", bullets(words.limits(answered.limits))


def triage_foot(answered: "Triage", words: Words, *, linked: bool = False) -> Iterator[str]:
    """Say what this is not, which rules fired, with their sources, and of which content."""
    yield wrapped(words.notice("what-this-is-not"))
    if answered.fired:
        yield wrapped(words("triage-fired", rules=", ".join(rule.id for rule in answered.fired)))
        used = {name for rule in answered.fired for name in rule.sources}
        yield from (f"  - {line}" for line in sources_told(used, words, linked=linked))
    yield wrapped(words("content", version=answered.content_version, digest=answered.rules_digest[:12]))


def triage_levels(answered: "Triage", words: Words) -> Iterator[str]:
    """Tell how soon and whether to massage, by leg where they differ; what is not settled is never told as if it were."""
    most = answered.at_most
    for part, level, highest in (("urgency", answered.urgency, most.urgency), ("massage", answered.massage, most.massage)):
        name, top = words(f"{part}-{level}"), words(f"{part}-{highest}")
        how = "" if level is highest else "-at-least" if level is Urgency.SAME_DAY else "-open"
        yield wrapped(words(f"triage-{part}{how}", name=name, most=top))
    if answered.massage_on(Leg.LEFT) is not answered.massage_on(Leg.RIGHT):
        for leg in Leg.BOTH.each:
            yield words("triage-leg", leg=leg.value.capitalize(), name=words(f"massage-{answered.massage_on(leg)}"))


def _advice_lines(answered: "Triage", words: Words) -> Iterator[str]:
    shown = [entry for entry in answered.advice if answered.urgency < Urgency.SAME_DAY or entry.urgency >= answered.urgency]
    unsure = answered.massage < Permission.ASK_FIRST and answered.massage < answered.at_most.massage
    if unsure and shown:
        yield wrapped(words.notice("not-settled"))
    for advice in shown or answered.advice[:1]:
        yield wrapped(words("advice-if-no-more", advice=advice.text) if unsure else advice.text)
        yield wrapped(words("advice-when", when=advice.time_frame, who=advice.contact))
        yield wrapped(words("advice-worse", worse=advice.if_worse))
    if not answered.advice:
        yield wrapped(words.notice("self-care" if answered.settled else "not-settled"))


def open_lines(answered: "Triage", words: Words) -> Iterator[str]:
    """Say that nothing is open, or give the next question."""
    if answered.settled:
        yield words("triage-settled")
        yield ""
        return
    if answered.ask:
        yield wrapped(words("triage-open", question=words.catalogue.findings[answered.ask[0]].ask))
        yield ""
