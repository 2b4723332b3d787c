"""A routine as it is asked for: as text, as Markdown or as JSON, with its explanation, or only why something is not in it."""

from collections.abc import Sequence
from typing import Any

from hamstring.model.explaining import Explanation, WhyNot
from hamstring.model.routines import Routine
from hamstring.outputs.as_json import dumped, routine_object
from hamstring.outputs.explain import explanation
from hamstring.outputs.markdown import explanation_markdown, paragraphs
from hamstring.outputs.why_not import why_not
from hamstring.outputs.words import wrapped


def explained(
    routine: Routine, names: Sequence[str] = (), *, explain: bool = False, as_json: bool = False, as_markdown: bool = False
) -> str:
    """Give a routine, and what was asked about it.

    Args:
        routine: A routine that was planned with the shipped content.
        names: Ids to say of why they are not in it; with some, the page of the routine is left out.
        explain: Whether to add where the points come from, and what a change would bring.
        as_json: One JSON object; what was asked about the routine stands in it under ``explanation`` and ``why_not``.
        as_markdown: Markdown rather than text.

    Raises:
        UnknownIdError: If an id is unknown.
        RequestError: If a place or a spot has the wrong form.

    Example:
        >>> from hamstring import plan_routine
        >>> from hamstring.outputs.explained import explained
        >>> print(explained(plan_routine(minutes=5), ["hands"]))
        Hands: it is in the routine.
    """
    answers = [why_not(routine, name) for name in names]
    told = explanation(routine) if explain else None
    if as_json:
        return dumped(routine_object(routine) | _plain(told, answers))
    if as_markdown:
        pages = [] if answers else [routine.to_markdown()]
        pages += [explanation_markdown(told)] if told else []
        return "\n".join((*pages, *([paragraphs(answer.text for answer in answers)] if answers else ()))).rstrip()
    pages = [] if answers else [routine.to_text()]
    pages += [told.text] if told else []
    return "\n\n".join((*pages, *(wrapped(answer.text) for answer in answers)))


def _plain(told: Explanation | None, answers: Sequence[WhyNot]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if told:
        what_ifs = [{"change": entry.change, "about": entry.about, "text": entry.text, "points": entry.points} for entry in told.what_ifs]
        found["explanation"] = {"points": list(told.points), "what_ifs": what_ifs}
    if answers:
        from hamstring.content.converter import unstructure

        found["why_not"] = [unstructure(answer) for answer in answers]
    return found
