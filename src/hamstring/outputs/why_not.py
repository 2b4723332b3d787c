"""Why something is not in a routine, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.errors import RequestError
from hamstring.model.explaining import WhyNot
from hamstring.model.routines import Routine
from hamstring.outputs.explain import content_of
from hamstring.outputs.words import Words
from hamstring.planning.why_not import Asker
from hamstring.planning.why_not_place import of_place


def why_not(routine: Routine, name: str, catalogue: Catalogue | None = None) -> WhyNot:
    """Say why something is not in a routine.

    Args:
        routine: The routine.
        name: Id of a tool, variant, technique, stretch, warm-up, goal or position; a place or a spot as in a request.
        catalogue: The content it was planned with, or None for the shipped one.

    Raises:
        UnknownIdError: If the id is unknown, with near matches.
        RequestError: If a place or a spot has the wrong form, if no routine has such a thing in it, or if the content is
            not the one that it was planned with.

    Example:
        >>> from hamstring import plan_routine
        >>> from hamstring.outputs.why_not import why_not
        >>> print(why_not(plan_routine(minutes=5, complete=True), "back-of-knee").reason)
        never
    """
    if not isinstance(name, str):
        raise RequestError("why_not", name, "the id of something that a routine could have in it")
    content = content_of(routine, catalogue)
    asker = Asker(content, routine)
    told = of_place(asker, name) or asker.of_id(name)
    return attrs.evolve(told, text=" ".join(_said(told, routine, Words(content))))


def _said(told: WhyNot, routine: Routine, words: Words) -> Iterator[str]:
    name = _name(told, words)
    yield words(f"why-{_phrase(told)}", name=f"{name[0].upper()}{name[1:]}", findings=words.findings(told.findings))
    yield from _reasons(told, words)
    yield from _amounts(told, routine, words)
    if told.needs and (told.points is None or told.points > 0):
        yield words("why-needs", changes=words("or").join(told.needs))
    if told.sources:
        yield words("sources", sources=", ".join(told.sources))


def _phrase(told: WhyNot) -> str:
    """Give the phrase that tells the reason; a reason is told otherwise where what was asked about is of another kind."""
    return {
        ("goal", "in"): "in-goal",
        ("goal", "not-asked"): "other-goal",
        ("place", "not-asked"): "left-out",
        ("place", "not-possible"): "no-reach",
        ("warm-up", "never"): "warm-up-before",
    }.get((told.kind, told.reason), "as-good" if (told.reason, told.points) == ("earns-less", 0) else told.reason)


def _reasons(told: WhyNot, words: Words) -> Iterator[str]:
    """Give the reason of each rule, or why nobody presses there."""
    content = words.catalogue
    yield from dict.fromkeys(content.rules[name].why for name in told.rules)
    if told.reason == "never" and told.kind == "place":
        yield content.regions[told.about.rpartition(":")[2]].why
    elif told.reason == "never" and told.kind == "tool":
        yield words("why-never-planned")


def _amounts(told: WhyNot, routine: Routine, words: Words) -> Iterator[str]:
    if told.least_minutes is not None:
        yield words("why-least", minutes=told.least_minutes)
    elif told.reason == "does-not-fit":
        yield words("why-never-fits")
    if told.points is None:
        return
    if told.reason == "not-asked":
        yield words("why-gain", points=told.points) if told.points > 0 else words("why-no-gain")
    elif told.reason == "earns-less" and told.points:
        yield words("why-behind", points=-told.points, best=routine.score)


def _name(told: WhyNot, words: Words) -> str:
    content, about = words.catalogue, told.about
    kinds: Mapping[str, Mapping[str, Any]] = {
        "tool": content.tools,
        "position": content.positions,
        "variant": content.variants,
        "stretch": content.stretches,
        "warm-up": content.warmups,
    }
    if told.kind in kinds:
        return str(kinds[told.kind][about].name)
    if told.kind == "technique":
        return content.techniques[about].name
    if told.kind == "goal":
        return content.goals[about].name
    leg, colon, region = about.partition(":")
    if not colon:
        return content.regions[about].name if about in content.regions else words(f"legs-{about}")
    place = words("place", leg=leg, region=words.region(region.partition(":")[0]))
    return words("why-spot", place=place) if told.kind == "spot" else place
