"""What rules of a content that nobody has checked may not name: what is unknown would be lost without a word."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hamstring.content.spelling import near
from hamstring.errors import ContentError
from hamstring.model.practice import ToolKind
from hamstring.model.screening import Rule

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue


def refuse_unknown(catalogue: "Catalogue") -> None:
    """Refuse rules that give unknown advice, or forbid unknown tools, strokes or demands: such a limit limits nothing.

    A content without any technique or demand has nothing that could be forbidden.

    Raises:
        ContentError: If there is such a rule.
    """
    known = {
        "advice": ("advice", catalogue.advice),
        "limits.no_demands": ("demand", catalogue.demands),
        "limits.no_strokes": ("technique", catalogue.techniques),
        "limits.no_tools": ("kind of tool", {kind.value: kind for kind in ToolKind}),
    }
    for rule in catalogue.rules.values():
        for field, name in _names(rule):
            title, ids = known[field]
            if name not in ids and (ids or field == "advice"):
                file = "contraindications.toml" if rule.id in catalogue.contraindications else "rules.toml"
                raise ContentError(file, rule.id, field, _unknown(title, name, ids))


def _names(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "advice", rule.advice
    yield from (("limits.no_demands", name) for name in rule.limits.no_demands)
    yield from (("limits.no_strokes", name) for name in rule.limits.no_strokes)
    yield from (("limits.no_tools", name) for name in rule.limits.no_tools)


def _unknown(title: str, name: str, known: Iterable[str]) -> str:
    matches = near(name, known)
    return f"unknown {title} `{name}`" + (f", did you mean `{matches[0]}`?" if matches else "")
