"""Answers to an answer: the urgency, the permission and the limits that all fired rules together demand."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.model.answers import Answers
from hamstring.model.outcomes import LEAST, Limits, Outcome, Permission, Urgency
from hamstring.model.places import Leg
from hamstring.safety.answering import Ids, Symptoms, read_answers
from hamstring.safety.table import Places, RuleTable, table_of

if TYPE_CHECKING:
    from hamstring.model.screening import Advice, Rule
    from hamstring.safety.completions import Open, State

SCHEMA = 1
"""Version of the JSON form of a triage."""

_NOTHING: tuple[str, ...] = ()

_PLAIN = frozenset({frozenset, list, set, tuple})
"""Collections that the fast way takes as they are; others are looked at first."""


class _Told(Protocol):
    """What a triage says: read from the rules, or finished values that were stored."""

    def told(self, answered: "Triage", name: str) -> Any: ...  # noqa: ANN401 - each property below says its own type


# Made on the hot path: with a plain dict and this __init__ in half the time of slots and a generated one.
@attrs.frozen(eq=False, repr=False, slots=False, init=False)
class Triage:
    """What answers mean: what is certain, what it could still become, and why.

    Made by `triage`. Two are equal when their answers and the digest of their rules are.
    Pickling, copying and JSON keep the finished values.

    Attributes:
        answers: The answers, canonical.
        at_least: The outcome that is certain.
        at_most: The outcome that it can still become, whatever the open questions bring.
        urgency: How soon to be seen: a part of ``at_least``.
        massage: Whether self-massage is allowed: a part of ``at_least``; the stricter of both legs.
        limits: What must not be done: a part of ``at_least``.
        settled: True when no open question can change the answer.
        ask: Ids of the findings that can still change it, the most urgent first.
        not_asked: The part of ``ask`` that can still bring ``same-day`` or above; empty means screened.
        half_met: Open conditions of rules that are met in part and would forbid massage today.
        fired: The rules that fired.
        decided_by: The fired rules that reach the certain urgency, or the certain permission if that is self-care.
        why: The reason for a person; never empty.
        advice: What to do, the most urgent first.
        content_version: Version of the content.
        rules_digest: Digest of the rules.
        schema: Version of the JSON form.

    Example:
        >>> from hamstring import triage
        >>> answer = triage({"one-leg-swelling", "sudden-breathlessness"})
        >>> answer.urgency
        <Urgency.EMERGENCY: 'emergency'>
        >>> answer.settled
        True
    """

    _present: frozenset[str]
    _hit: int
    _source: _Told
    _answers: Answers | None

    def __init__(self, present: frozenset[str], hit: int, source: _Told, answers: Answers | None = None) -> None:
        fields = self.__dict__
        fields["_present"] = present
        fields["_hit"] = hit
        fields["_source"] = source
        fields["_answers"] = answers

    @property
    def answers(self) -> Answers:
        """The answers, canonical."""
        return self._answers or Answers(present=tuple(sorted(map(str.__str__, self._present))))

    @property
    def at_least(self) -> Outcome:
        """The outcome that is certain."""
        found: Outcome = self._source.told(self, "at_least")
        return found

    @property
    def at_most(self) -> Outcome:
        """The outcome that it can still become."""
        found: Outcome = self._source.told(self, "at_most")
        return found

    @property
    def urgency(self) -> Urgency:
        """How soon to be seen."""
        return self.at_least.urgency

    @property
    def massage(self) -> Permission:
        """Whether self-massage is allowed; the stricter of both legs."""
        return self.at_least.massage

    @property
    def limits(self) -> Limits:
        """What must not be done."""
        return self.at_least.limits

    @property
    def settled(self) -> bool:
        """True when no open question can change the answer."""
        return self.at_least == self.at_most

    @property
    def ask(self) -> tuple[str, ...]:
        """Findings that can still change the answer, the most urgent first."""
        found: tuple[str, ...] = self._source.told(self, "ask")
        return found

    @property
    def not_asked(self) -> tuple[str, ...]:
        """The part of ``ask`` that can still bring ``same-day`` or above."""
        found: tuple[str, ...] = self._source.told(self, "not_asked")
        return found

    @property
    def half_met(self) -> tuple[str, ...]:
        """Open conditions of rules that are met in part and would forbid massage today."""
        found: tuple[str, ...] = self._source.told(self, "half_met")
        return found

    @property
    def fired(self) -> "tuple[Rule, ...]":
        """The rules that fired."""
        found: tuple[Rule, ...] = self._source.told(self, "fired")
        return found

    @property
    def decided_by(self) -> "tuple[Rule, ...]":
        """The fired rules that decide."""
        outcome = self.at_least
        if outcome.urgency > LEAST.urgency:
            return tuple(rule for rule in self.fired if rule.urgency == outcome.urgency)
        if outcome.massage > LEAST.massage:
            return tuple(rule for rule in self.fired if rule.massage == outcome.massage)
        return ()

    @property
    def why(self) -> str:
        """The reason for a person; never empty."""
        decided = self.decided_by
        reason: str = decided[0].why if decided else self._source.told(self, "why")
        return reason

    @property
    def advice(self) -> "tuple[Advice, ...]":
        """What to do, the most urgent first."""
        found: tuple[Advice, ...] = self._source.told(self, "advice")
        return found

    @property
    def content_version(self) -> str:
        """Version of the content."""
        found: str = self._source.told(self, "content_version")
        return found

    @property
    def rules_digest(self) -> str:
        """Digest of the rules."""
        found: str = self._source.told(self, "rules_digest")
        return found

    @property
    def schema(self) -> int:
        """Version of the JSON form."""
        return SCHEMA

    def on_leg(self, leg: Leg | str) -> Outcome:
        """Give the certain outcome for one leg: the rules that bind it, and what a shut other leg asks of it.

        Args:
            leg: Left or right; both gives the join of the two.

        Raises:
            RequestError: If the leg is unknown.

        Example:
            >>> from hamstring import triage
            >>> answer = triage({"recent-injury@left"})
            >>> answer.on_leg("left").massage.value, answer.on_leg("right").massage.value
            ('not-today', 'with-limits')
        """
        from hamstring.model.reading import one_of

        legs = one_of(Leg, "leg", leg).each
        outcome = LEAST
        for single in legs:
            outcome |= self._source.told(self, f"on_{single.value}")
        return outcome

    def massage_on(self, leg: Leg | str) -> Permission:
        """Say whether self-massage is allowed on one leg.

        Example:
            >>> from hamstring import triage
            >>> triage({"fever"}).massage_on("left")
            <Permission.NOT_TODAY: 'not-today'>
        """
        return self.on_leg(leg).massage

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the finished values as one JSON object, keys in a fixed order.

        Example:
            >>> import json
            >>> from hamstring import triage
            >>> json.loads(triage({"fever"}).to_json())["massage"]
            'not-today'
        """
        from hamstring.outputs.as_json import triage_json

        return triage_json(self, indent=indent)

    def to_text(self) -> str:
        """Give the answer as a page for 80 columns; `str` gives it too.

        Example:
            >>> from hamstring import triage
            >>> print(triage({"chest-pain"}).to_text().splitlines()[0])
            How soon: emergency, now
        """
        from hamstring.outputs.triage_text import triage_text

        return triage_text(self)

    def to_markdown(self) -> str:
        """Give the answer as a page of Markdown, with all that its text tells.

        Returns:
            The page. Marks in what it tells are escaped; the addresses of sources are links.

        Example:
            >>> from hamstring import triage
            >>> print(triage({"fever"}).to_markdown().splitlines()[0])
            # What your answers mean
        """
        from hamstring.outputs.markdown import triage_markdown

        return triage_markdown(self)

    def to_html(self) -> str:
        """Give the answer as one HTML page that needs no script and no network: how soon, what to do, what stays open.

        Returns:
            The page, from its document type on. `_repr_html_` gives the same as a part of a page, for notebooks.

        Example:
            >>> from hamstring import triage
            >>> "not settled" in triage(set()).to_html()
            True
        """
        from hamstring.outputs.triage_card import triage_html

        return triage_html(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        from hamstring.outputs.triage_card import triage_fragment

        return triage_fragment(self)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"Triage({self.at_least!r}, {self.answers!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Triage):
            return NotImplemented
        return self.answers == other.answers and self.rules_digest == other.rules_digest

    def __hash__(self) -> int:
        return hash(self.answers)

    def __reduce__(self) -> tuple[object, ...]:
        from hamstring.safety.stored import finished

        present = frozenset(map(str.__str__, self._present))  # not a caller's own kind of text
        return Triage, (present, self._hit, finished(self._source, self), self._answers)


class Rules:
    """Reads what a triage says from a rule table, on demand."""

    __slots__ = ("_open", "table")

    def __init__(self, table: RuleTable) -> None:
        self.table: RuleTable = table
        self._open = lru_cache(256)(self._read_questions)

    def told(self, answered: Triage, name: str) -> Any:  # noqa: ANN401 - the property that asks says its type
        """Give one value."""
        return getattr(self, "_" + name)(answered)

    def _places(self, answered: Triage) -> Places:
        answers = answered._answers  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - this module owns the class
        return self.table.places(answers.placed, answers.present) if answers and answers.placed else {}

    def state(self, answered: Triage) -> "State":
        """Close the answers."""
        from hamstring.safety.completions import state_of

        answers = answered.answers
        present = frozenset(answers.present) | {entry.finding for entry in answers.placed}
        return state_of(self.table, present, frozenset(answers.absent), self._places(answered))

    def legs_of(self, answered: Triage, rule: "Rule") -> tuple[Leg, ...]:
        """Name the legs that a fired rule binds."""
        return self.table.legs_of(rule.condition, self._places(answered))

    def limits_of(self, answered: Triage, rule: "Rule") -> Limits:
        """Give the limits of a fired rule where its findings are."""
        return self.table.closed_by(rule.condition, self._places(answered))

    def _read_questions(self, answers: Answers) -> "tuple[Open, ...]":
        from hamstring.safety.completions import open_questions

        return open_questions(self.table, self.state(of_answers(self, answers)))

    def _questions(self, answered: Triage) -> "tuple[Open, ...]":
        return self._open(answered.answers)

    def _at_least(self, answered: Triage) -> Outcome:
        return self.table.outcome(answered._hit, self._places(answered))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - this module owns the class

    def _at_most(self, answered: Triage) -> Outcome:
        from hamstring.safety.completions import at_most

        return at_most(self.table, self.state(answered))

    def _ask(self, answered: Triage) -> tuple[str, ...]:
        return tuple(entry.finding for entry in self._questions(answered))

    def _not_asked(self, answered: Triage) -> tuple[str, ...]:
        return tuple(entry.finding for entry in self._questions(answered) if entry.urgency >= Urgency.SAME_DAY)

    def _half_met(self, answered: Triage) -> tuple[str, ...]:
        from hamstring.safety.completions import half_met

        return half_met(self.table, self.state(answered))

    def _fired(self, answered: Triage) -> "tuple[Rule, ...]":
        return self.table.rules_in(answered._hit)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - this module owns the class

    def _why(self, answered: Triage) -> str:
        notices = self.table.catalogue.notices
        return notices["self-care" if answered.settled else "not-settled"].text

    def _advice(self, answered: Triage) -> "tuple[Advice, ...]":
        known = self.table.catalogue.advice
        rules = sorted(self._heeded(answered), key=lambda rule: (-rule.urgency.rank, -rule.massage.rank, rule.id))
        return tuple(known[name] for name in dict.fromkeys(rule.advice for rule in rules))

    def _heeded(self, answered: Triage) -> "list[Rule]":
        """Leave out advice that a stricter rule overrides: nobody with a broken hip is told to keep walking."""
        outcome = answered.at_least
        if outcome.urgency >= Urgency.SAME_DAY:
            return [rule for rule in answered.fired if rule.urgency is outcome.urgency]
        if outcome.limits.is_total:
            return [rule for rule in answered.fired if rule.massage is outcome.massage or LEAST.urgency < rule.urgency == outcome.urgency]
        return list(answered.fired)

    def _content_version(self, _: Triage) -> str:
        return self.table.catalogue.manifest.content_version

    def _rules_digest(self, _: Triage) -> str:
        return self.table.digest

    def _on_left(self, answered: Triage) -> Outcome:
        return self.table.outcome_on(Leg.LEFT, answered._hit, self._places(answered))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - this module owns the class

    def _on_right(self, answered: Triage) -> Outcome:
        return self.table.outcome_on(Leg.RIGHT, answered._hit, self._places(answered))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - this module owns the class


@lru_cache(maxsize=16)
def rules_of(content: Catalogue) -> Rules:
    """Compile the rules of a catalogue, once.

    Raises:
        ContentError: If the rules break a law.
    """
    return Rules(table_of(content))


@cache
def _shipped() -> tuple[Rules, Mapping[str, int], int, int, tuple[int, ...], int]:
    rules = rules_of(shipped_catalogue())
    table = rules.table
    shift, *deeper = table.shifts
    return rules, table.fills, table.base, shift, tuple(deeper), (1 << len(table.rules)) - 1


def triage(symptoms: Symptoms, *, absent: Ids = _NOTHING, complete: bool = False, catalogue: Catalogue | None = None) -> Triage:
    """Say what findings mean: how urgent, whether self-massage is allowed, and within which limits.

    What is neither in ``symptoms`` nor in ``absent`` is unanswered, which is not a no.

    Args:
        symptoms: Findings that are present: ids, aliases, ``finding@leg:region`` texts or `Placed` values.
        absent: Ids of findings that are denied, wherever.
        complete: True denies every finding of the content at hand that is not named.
        catalogue: The content to use, or None for the shipped one.

    Returns:
        The answer. It is the join of all rules that fire, so one more finding never makes it milder.

    Raises:
        UnknownIdError: For all unknown ids at once, with near matches.
        AnswersError: If answers contradict each other.
        RequestError: If a field has the wrong type, such as a bare string.

    Example:
        >>> from hamstring import triage
        >>> triage({"takes-anticoagulant"}).massage
        <Permission.ASK_FIRST: 'ask-first'>
    """
    if catalogue is not None:
        return _checked(rules_of(catalogue), symptoms, absent, complete)
    rules, fills, filled, shift, deeper, highest = _shipped()
    if absent is not _NOTHING or complete is not False or type(symptoms) not in _PLAIN:
        return _checked(rules, symptoms, absent, complete)
    try:
        present = frozenset(symptoms)
        for name in present:
            filled |= fills[name]  # type: ignore[index]  # a `Placed` is no key and takes the slow way
    except (KeyError, TypeError):
        return _checked(rules, symptoms, absent, complete)
    hit = filled & filled >> shift
    for shift in deeper:
        hit &= filled >> shift
    if hit > highest:  # the bits above are contradictions
        return _checked(rules, symptoms, absent, complete)
    return Triage(present, hit, rules)  # type: ignore[arg-type]  # only ids are keys, so only ids are present


def _checked(rules: Rules, symptoms: object, absent: object, complete: object) -> Triage:
    answers = read_answers(rules.table, symptoms, absent, complete=complete)
    return of_answers(rules, answers)


def of_answers(rules: Rules, answers: Answers) -> Triage:
    """Evaluate canonical answers."""
    names = (*answers.present, *(entry.finding for entry in answers.placed))
    hit = rules.table.fired(rules.table.filled(names))
    return Triage(frozenset(answers.present), hit, rules, answers)
