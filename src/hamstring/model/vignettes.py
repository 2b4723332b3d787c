"""Patient stories: who somebody is, what they tick, and what a careful clinician would say."""

import attrs

from hamstring.model.outcomes import Permission, Urgency


@attrs.frozen(kw_only=True)
class Vignette:
    """A made-up person, and the answer that is expected for them. It was written without looking at the rules.

    Attributes:
        id: Stable id.
        story: Who it is and what happened.
        present: Findings that such a person ticks, with the place where the story tells it.
        absent: Findings that this person denies.
        urgency: The least that is safe; one step more is tolerated.
        massage: Exactly this much massage is allowed.
        max_pressure: The limits allow at most this felt pressure, 0 to 10; None asks for no bound.
        no_tools: Kinds of tool that the limits must bar.
        no_strokes: Techniques that the limits must bar.
        no_demands: Demands that the limits must bar.
        keep_off: Quadrants, as ``leg:quadrant``, that the limits must close.
        max_leg_s: The limits allow at most so many seconds on one leg; None asks for no bound.
        max_session_s: The limits allow at most so many seconds in a session; None asks for no bound.
        min_gap_h: The limits ask for at least so many hours until the next session; None asks for no gap.
        row: The row of the safety dossier from which the expectation comes, or ``clinical judgement``.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().vignettes["ache-after-birth"].urgency
        <Urgency.SAME_DAY: 'same-day'>
    """

    id: str
    story: str
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    urgency: Urgency
    massage: Permission
    max_pressure: int | None = None
    no_tools: tuple[str, ...] = ()
    no_strokes: tuple[str, ...] = ()
    no_demands: tuple[str, ...] = ()
    keep_off: tuple[str, ...] = ()
    max_leg_s: int | None = None
    max_session_s: int | None = None
    min_gap_h: int | None = None
    row: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
