"""The hazard log as rows of a Markdown table."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.hazards import Risk


def hazards_markdown(catalogue: "Catalogue") -> str:
    """Give one row for each hazard, sorted by id: id, hazard, risk before and after, control, and what is left.

    Example:
        >>> from hamstring import catalogue
        >>> from hamstring.outputs.hazards import hazards_markdown
        >>> hazards_markdown(catalogue()).splitlines()[0].split(" | ")[0]
        '| `answers-half-filled`'
    """
    rows = [
        (f"`{name}`", hazard.hazard, _risk(hazard.before), _risk(hazard.after), hazard.control, hazard.left)
        for name, hazard in catalogue.hazards.items()
    ]
    return "\n".join(f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows)


def _risk(risk: "Risk") -> str:
    return f"{risk.severity}, {risk.likelihood}"
