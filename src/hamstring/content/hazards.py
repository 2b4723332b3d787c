"""Checks of the hazard log: every rule and limit answers to a hazard, and no control is claimed that nothing keeps."""

from collections.abc import Iterator
from typing import Final

from hamstring.content.catalogue import Catalogue
from hamstring.content.issues import Checklist, Issue, error, note
from hamstring.content.links import LIMIT_KINDS
from hamstring.model.hazards import Hazard


def hazards_of(catalogue: Catalogue, rule: str) -> tuple[str, ...]:
    """Name the hazards that a rule or contraindication answers to, sorted.

    Raises:
        UnknownIdError: If there is no such rule.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> from hamstring.content.hazards import hazards_of
        >>> hazards_of(catalogue(), "foot-drop")
        ('nerve-compressed',)
    """
    advice = catalogue.rules[rule].advice
    return tuple(name for name, hazard in catalogue.hazards.items() if rule in hazard.rules or advice in hazard.advice)


def _answered(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """Every rule, every kind of limit and every demand answers to a hazard."""
    hazards = catalogue.hazards.values()
    advice = {name for hazard in hazards for name in hazard.advice}
    named = {name for hazard in hazards for name in hazard.rules}
    for rule in catalogue.rules.values():
        if rule.id not in named and rule.advice not in advice:
            yield note("contraindications" if rule.id in catalogue.contraindications else "rules", rule.id, "", _NO_HAZARD)
    limits = {name for hazard in hazards for name in hazard.limits}
    for name in LIMIT_KINDS:
        if name not in limits:
            yield note("hazards", "", "limits", f"`{name}`: {_NO_HAZARD}")
    demands = {name for hazard in hazards for name in hazard.demands}
    for name in catalogue.demands:
        if name not in demands:
            yield note("demands", name, "", _NO_HAZARD)


_NO_HAZARD: Final = "it answers to no hazard"


def _kept(catalogue: Catalogue, _: Checklist) -> Iterator[Issue]:
    """A risk only falls by a control that something keeps, and never rises."""
    for name, hazard in catalogue.hazards.items():
        if hazard.after.severity > hazard.before.severity or hazard.after.likelihood > hazard.before.likelihood:
            yield error("hazards", name, "after", "expected no more than `before`")
        if not hazard.kept_by and hazard.after != hazard.before:
            yield error("hazards", name, "after", "expected the same as `before`, as nothing keeps the control")
        yield from _named(name, hazard)


def _named(name: str, hazard: Hazard) -> Iterator[Issue]:
    for keeper in hazard.kept_by:
        path, _, test = keeper.partition("::")
        is_test = path.startswith("tests/") and path.endswith(".py") and test.startswith("test_")
        if not is_test and not keeper.startswith(PROVEN):
            yield error("hazards", name, "kept_by", f"expected `tests/FILE.py::test_NAME` or `{PROVEN}PROPERTY`, found `{keeper}`")


PROVEN: Final = "check:"
"""How a property that `hamstring check` proves is named among what keeps a control."""

HAZARD_CHECKS: Final = (_answered, _kept)
