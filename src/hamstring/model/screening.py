"""Questions for people, and the rules that read the answers."""

from enum import Enum

import attrs

from hamstring.model.logic import NO_LIMITS, Condition, Placing, RuleLimits
from hamstring.model.outcomes import Permission, Urgency


class FindingKind(Enum):
    """What a finding is."""

    SYMPTOM = "symptom"
    SIGN = "sign"
    CONDITION = "condition"
    MEDICINE = "medicine"
    EVENT = "event"
    CIRCUMSTANCE = "circumstance"


class Asked(Enum):
    """When a screen is put to a person."""

    SESSION = "session"
    ONCE = "once"
    FOLLOW_UP = "follow-up"


@attrs.frozen(kw_only=True)
class Finding:
    """One yes/no question in plain words.

    Attributes:
        id: Stable id, such as ``one-leg-swelling``.
        name: Short name for lists.
        ask: The question, worded so that its harmless twin is shut out.
        kind: Symptom, sign, condition, medicine, event or circumstance.
        place: Whether it may be placed on a leg or on a part of the thigh.
        aliases: Other ids that mean the same; looked up exactly.
        implies: Findings that are present whenever this one is.
        excludes: Findings that cannot be present together with this one.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().findings["one-leg-swelling"].place.value
        'leg'
    """

    id: str
    name: str
    ask: str
    kind: FindingKind
    place: Placing
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Screen:
    """At most seven questions that are asked together; "none of these" denies each line shown.

    Attributes:
        order: Place among the screens, the most urgent first.
        asked: Before each session, once, or only after an opening answer.
        opens_with: For a follow-up: the findings of which one opens it.
    """

    id: str
    order: int
    asked: Asked
    title: str
    intro: str
    findings: tuple[str, ...]
    opens_with: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Rule:
    """When all of these findings are present, this follows.

    Attributes:
        id: Stable id.
        row: The row of the rule table that it carries out.
        when: Findings that must all be present, sorted.
        urgency: How soon to be seen.
        massage: Whether self-massage is allowed.
        limits: What must not be done; empty for ``ok`` and for ``not-today``, which limits everything.
        scope: ``body`` when both legs are bound although a finding can be placed on one; otherwise empty.
        why: The reason for a person, one or two sentences.
        advice: Id of the advice.

    Example:
        >>> from hamstring import triage
        >>> triage({"chest-pain"}).decided_by[0].when
        ('chest-pain',)
    """

    id: str
    row: str
    when: tuple[str, ...]
    urgency: Urgency
    massage: Permission
    limits: RuleLimits = NO_LIMITS
    scope: str = ""
    why: str
    advice: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""

    @property
    def condition(self) -> Condition:
        """The part that decides."""
        return Condition(id=self.id, when=self.when, urgency=self.urgency, massage=self.massage, limits=self.limits, scope=self.scope)


class ContraindicationGrade(Enum):
    """What sort of contraindication a record is."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    LOCAL = "local"
    PRECAUTION = "precaution"


@attrs.frozen(kw_only=True)
class PublishedGrade:
    """What a published panel or list called a condition."""

    source: str
    label: str
    percent: int | None = None


@attrs.frozen(kw_only=True)
class Contraindication:
    """One finding that by itself forbids or limits self-massage; the loader makes a rule of it.

    Attributes:
        grade: Absolute, relative, local, or a precaution.
        published: What published panels called it, with the share of the panel where it was stated.

    The other fields are those of `Rule`.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().contraindications["open-wound"].grade.value
        'local'
    """

    id: str
    row: str
    finding: str
    grade: ContraindicationGrade
    published: tuple[PublishedGrade, ...] = ()
    urgency: Urgency
    massage: Permission
    limits: RuleLimits = NO_LIMITS
    scope: str = ""
    why: str
    advice: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""

    def as_rule(self) -> Rule:
        """Give the one-condition rule that this record stands for."""
        return Rule(
            id=self.id,
            row=self.row,
            when=(self.finding,),
            urgency=self.urgency,
            massage=self.massage,
            limits=self.limits,
            scope=self.scope,
            why=self.why,
            advice=self.advice,
            sources=self.sources,
            editorial=self.editorial,
            note=self.note,
        )


@attrs.frozen(kw_only=True)
class Advice:
    """What to do, by when, and what to do if it gets worse.

    Example:
        >>> from hamstring import triage
        >>> triage({"chest-pain"}).advice[0].time_frame
        'now'
    """

    id: str
    urgency: Urgency
    text: str
    time_frame: str
    if_worse: str
    contact: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class CoveredRow:
    """A part of the rule table that needs no rule, since a rule at least as strict lies inside it."""

    id: str
    row: str
    pattern: str
    when: tuple[str, ...]
    covered_by: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class OrdinaryCase:
    """Advice for an ordinary case; it contributes no outcome."""

    id: str
    row: str
    name: str
    text: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Stage:
    """One stage of the graded return after a pull or a knock."""

    id: str
    finding: str
    title: str
    from_h: int | None = None
    to_h: int | None = None
    gate: str
    allowed: str
    set_back: str = ""
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class StopSign:
    """A sign while working that means: stop, and what then."""

    id: str
    order: int
    sign: str
    do: str
    then: str
    urgency: Urgency
    short: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
