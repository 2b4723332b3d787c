"""The part of the guide that says what the muscles are, and how to work on them."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

from hamstring.model.anatomy import RegionKind
from hamstring.model.places import Half
from hamstring.model.practice import Skin, ToolKind
from hamstring.outputs.guide_page import GuidePage, Lines, capital, joined, source_link, strong

if TYPE_CHECKING:
    from hamstring.model.anatomy import Head, OntologyIds, Region
    from hamstring.model.knowledge import Benefit
    from hamstring.model.practice import Practice, Station, Technique, Tool, Variant

PHASES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "before": ("guide-before", ("look-and-feel", "spot-questions")),
    "during": ("guide-during", ("how-firm", "how-to-sit", "hold-a-spot")),
    "after": ("guide-after", ("tomorrow", "drink-to-thirst")),
    "over-weeks": ("guide-weeks", ("quick-routine",)),
}
"""The phases of practices in their order, each with its title and the notices that open it."""


def muscles(page: GuidePage) -> Lines:
    """Give the group, the muscles and their heads."""
    for group in page.content.groups.values():
        yield f"{strong(group.name)} {joined(group.plain, _ids(page, group.ids), page.cited(group))}"
        yield ""
        yield from page.points("guide-does", group.actions)
        yield from page.points("guide-notes", group.notes)
        yield from page.points("guide-nerves", group.nerves)
        yield from page.points("guide-problems", group.problems)
    for muscle in page.content.muscles.values():
        yield from page.heading(3, muscle.name)
        yield joined(muscle.plain, _ids(page, muscle.ids), *muscle.notes, page.cited(muscle))
        yield ""
        for name in muscle.heads:
            yield _head(page, page.content.heads[name])
        yield ""


def _head(page: GuidePage, head: "Head") -> str:
    said = page.words(
        "guide-head",
        start=head.proximal_attachment,
        end=head.distal_attachment,
        nerve=head.innervation.nerve,
        roots=head.innervation.roots,
        moves=", ".join(f"{action.joint} {action.movement.replace('-', ' ')}" for action in head.actions),
    )
    return f"- {strong(head.name)} {joined(capital(said) + '.', _ids(page, head.ids), *head.notes, page.cited(head))}"


def _ids(page: GuidePage, ids: "OntologyIds") -> str:
    known = [value if ":" in value else f"{name.upper()} {value}" for name, value in attrs.asdict(ids).items() if value]
    return page.words("guide-ids", ids=", ".join(known)) if known else ""


def benefits(page: GuidePage) -> Lines:
    """Give the claims of benefit, the best supported first; a grade is that of the article's claim."""
    yield from page.notices("what-it-can-do")
    yield page.words("guide-benefits-lead")
    yield ""
    for benefit in sorted(page.content.benefits.values(), key=lambda one: (-one.grade.rank, one.id)):
        yield f"- {strong(benefit.claim)} {joined(benefit.text, *_support(page, benefit))}"
        yield from (f"  - {joined(figure.text)} {source_link(figure.source)}" for figure in benefit.figures)
    yield ""


def _support(page: GuidePage, benefit: "Benefit") -> Iterable[str]:
    yield page.words("guide-mechanism") if benefit.mechanism else ""
    yield page.told("guide-lasts", benefit.lasts)
    yield page.told("guide-article", benefit.article_says)
    yield page.grade("guide-support", benefit.grade)
    yield page.cited(benefit)


def goals(page: GuidePage) -> Lines:
    """Give what a routine can be for."""
    for goal in page.content.goals.values():
        yield f"- {strong(goal.name)} {joined(goal.plain, page.cited(goal))}"
    yield ""


def tools(page: GuidePage) -> Lines:
    """Give the tools, those that are never planned included."""
    for tool in page.content.tools.values():
        yield from page.heading(3, tool.name)
        yield joined(tool.plain, *_what_it_is(page, tool), page.cited(tool))
        yield ""
        yield from page.points("guide-choose", tool.choose)
        yield from page.points("guide-care", tool.care)
        yield from page.points("guide-figures", tool.figures)


def _what_it_is(page: GuidePage, tool: "Tool") -> Iterable[str]:
    yield page.told("guide-firmness", tool.firmness.value if tool.firmness else "")
    yield page.words(f"guide-contact-{tool.contact.value}") if tool.contact else ""
    if not tool.is_planned:
        yield page.words("guide-prop" if tool.kind is ToolKind.PROP else "guide-never-planned")


def practices(page: GuidePage, phase: str) -> Lines:
    """Give the notices and the practices of one phase."""
    yield from page.notices(*PHASES[phase][1])
    found = [practice for practice in page.content.practices.values() if practice.phase == phase]
    for practice in sorted(found, key=attrgetter("order", "id")):
        yield f"- {strong(practice.title)} {joined(*_practice(page, practice))}"
    yield ""


def _practice(page: GuidePage, practice: "Practice") -> Iterable[str]:
    yield practice.text
    yield page.told("guide-because", practice.why)
    yield page.told("guide-dose", practice.dose)
    yield page.grade("guide-grade", practice.grade)
    yield page.cited(practice)


def techniques(page: GuidePage) -> Lines:
    """Give the strokes, each with its ways of doing it."""
    for technique in page.content.techniques.values():
        yield from _technique(page, technique)
        for variant in page.content.variants.values():
            if variant.technique == technique.id:
                yield from _variant(page, variant)


def _technique(page: GuidePage, technique: "Technique") -> Lines:
    title = technique.name if technique.name == technique.term else f"{technique.name} ({technique.term})"
    yield from page.heading(3, title)
    yield joined(technique.plain, page.cited(technique, (name for dose in technique.dose_ranges for name in dose.sources)))
    yield ""
    yield from page.points("guide-how", technique.how)
    for text in (page.told("guide-outer", technique.aim_outer), page.told("guide-inner", technique.aim_inner)):
        if text:
            yield text
            yield ""
    yield from page.points("guide-dose-title", technique.dose)
    yield from page.points("guide-care", technique.cautions)


def _variant(page: GuidePage, variant: "Variant") -> Lines:
    yield from page.heading(4, variant.name)
    yield joined(variant.say, *_bounds(page, variant), page.cited(variant))
    yield ""
    yield from page.steps("guide-how", variant.steps)
    yield joined(page.told("guide-outer", variant.aim_outer), page.told("guide-inner", variant.aim_inner))
    yield ""
    yield from page.points("guide-ways", (_station(page, station) for station in variant.at))
    yield joined(page.told("guide-raise", variant.raise_), page.told("guide-lower", variant.lower))
    yield ""
    yield from page.points("guide-care", variant.cautions)


def _bounds(page: GuidePage, variant: "Variant") -> Iterable[str]:
    if variant.after:
        yield page.words("guide-first", name=page.content.variants[variant.after].name)
    if variant.skin is not Skin.ANY:
        yield page.words(f"guide-skin-{variant.skin.value}")
    if variant.max_s is not None:
        yield page.words("guide-max", seconds=variant.max_s)


def _station(page: GuidePage, station: "Station") -> str:
    content, words = page.content, page.words
    reach = "both" if len(station.reach) == len(Half) else station.reach[0].value
    pressure = words(
        "guide-pressure",
        low=station.low,
        high=station.high,
        position=content.positions[station.position.value].name,
        reach=words(f"guide-reach-{reach}"),
    )
    props = ", ".join(content.tools[name].name for name in station.props)
    longest = words("guide-max", seconds=station.max_s) if station.max_s is not None else ""
    needed = words("guide-props", props=props) if props else ""
    return joined(pressure, station.setup, needed, longest, page.demands(station.demands))


def stretches(page: GuidePage) -> Lines:
    """Give the stretches and movements."""
    for stretch in page.content.stretches.values():
        yield from page.heading(3, stretch.name)
        where = page.words("guide-position", name=page.content.positions[stretch.position.value].name)
        yield joined(stretch.say, where, page.demands(stretch.demands), page.cited(stretch))
        yield ""
        yield from page.steps("guide-how", stretch.steps)
        yield from page.points("guide-dose-title", stretch.dose)
        yield from page.points("guide-care", stretch.cautions)


def warm_ups(page: GuidePage) -> Lines:
    """Give the warm-ups."""
    for warm_up in page.content.warmups.values():
        yield from page.heading(3, warm_up.name)
        span = page.words("guide-duration", low=warm_up.dose_s.low, high=warm_up.dose_s.high)
        where = page.words("guide-position", name=page.content.positions[warm_up.position.value].name)
        yield joined(warm_up.say, where, page.told("guide-dose", span), page.cited(warm_up))
        yield ""
        yield from page.steps("guide-how", warm_up.steps)


def positions(page: GuidePage) -> Lines:
    """Give the positions with the way down and up, and what they ask of the body."""
    yield from page.notices("getting-down", "getting-up")
    for position in page.content.positions.values():
        yield from page.heading(3, position.name)
        yield joined(position.plain, page.demands(position.demands), page.cited(position))
        yield ""
        yield from page.points("guide-how", (*position.how, *(line.text for line in position.how_with)))
        yield from page.steps("guide-way-down", position.get_down)
        yield from page.steps("guide-way-up", position.get_up)
    yield from page.heading(3, page.words("guide-demands-title"))
    for demand in page.content.demands.values():
        yield f"- {strong(demand.name)} {joined(demand.plain, page.cited(demand))}"
    yield ""


def regions(page: GuidePage) -> Lines:
    """Give the places to work on, then those never to press."""
    yield from page.notices("where", "where-not")
    found = page.content.regions.values()
    shut = [region for region in found if region.kind is RegionKind.KEEP_OUT]
    yield from page.heading(3, page.words("guide-work-here"))
    yield from (_region(page, region) for region in found if region not in shut)
    yield ""
    yield from page.heading(3, page.words("guide-keep-out"))
    yield from (_region(page, region) for region in shut)
    yield ""


def _region(page: GuidePage, region: "Region") -> str:
    find, why = page.told("guide-find", region.find), page.told("guide-because", region.why)
    return f"- {strong(region.name)} {joined(region.plain, find, why, page.cited(region))}"
