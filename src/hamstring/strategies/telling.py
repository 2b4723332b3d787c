"""Strategies for answers that leave something to do: what a person can have and still massage."""

from functools import cache

from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.errors import AnswersError
from hamstring.model.answers import Answers
from hamstring.model.logic import Placing
from hamstring.model.outcomes import Permission
from hamstring.model.places import QUADRANTS
from hamstring.safety.triage import Triage, triage
from hamstring.strategies.values import SINGLE_LEGS

UP_TO_NINE = st.integers(0, 9)


@cache
def evaluated(content: Catalogue, symptoms: tuple[str, ...], *, complete: bool) -> Triage | None:
    """Evaluate findings once for all draws; None when they contradict each other."""
    try:
        return triage(symptoms, complete=complete, catalogue=content)
    except AnswersError:
        return None


@cache
def alone(content: Catalogue, permission: Permission) -> tuple[str, ...]:
    """Name the findings that by themselves bring a permission, and nothing more than that."""
    once = {rule.when[0] for rule in content.conditions() if len(rule.when) == 1 and rule.massage is permission}
    told = {name: evaluated(content, (name,), complete=True) for name in sorted(once)}
    return tuple(name for name, answer in told.items() if answer and answer.massage is permission)


@cache
def shutting(content: Catalogue) -> tuple[str, ...]:
    """List findings that shut the leg on which they are, and leave the other one: as ``finding@leg``."""
    once = {rule.when[0] for rule in content.conditions() if len(rule.when) == 1 and rule.massage is Permission.NOT_TODAY}
    local = [entry.id for entry in content.relations() if entry.id in once and entry.place is not Placing.NONE]
    told = {name: evaluated(content, (name,), complete=True) for name in (f"{entry}@{leg}" for entry in local for leg in SINGLE_LEGS)}
    return tuple(name for name, answer in told.items() if answer and not answer.limits.is_total)


def shut_answers(content: Catalogue | None = None) -> st.SearchStrategy[Answers]:
    """Draw answers of somebody who must leave one leg alone today, all else denied.

    Shrinks to the first such finding, on the left.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import Permission, triage
        >>> from hamstring.strategies import shut_answers
        >>> @given(shut_answers())
        ... def one_leg_is_shut(told):
        ...     answer = triage(told.symptoms, absent=told.absent)
        ...     assert Permission.NOT_TODAY in (answer.massage_on("left"), answer.massage_on("right"))
        >>> one_leg_is_shut()
    """

    def drawn() -> st.SearchStrategy[Answers]:
        known = content or catalogue()
        found = [evaluated(known, (name,), complete=True) for name in shutting(known)]
        return st.sampled_from([answer.answers for answer in found if answer])

    return st.deferred(drawn)


@cache
def _told(content: Catalogue, name: str) -> st.SearchStrategy[str]:
    """The ways in which a finding can be told, the closest place first."""
    placing = next(entry.place for entry in content.relations() if entry.id == name)
    ways = [name]
    if placing is not Placing.NONE:
        ways += [f"{name}@{leg}" for leg in SINGLE_LEGS]
    if placing is Placing.REGION:
        ways += [f"{name}@{leg}:{region}" for leg in SINGLE_LEGS for region in (*QUADRANTS, "upper", "outer")]
    return st.sampled_from(ways[::-1])


@cache
def _limiting(content: Catalogue) -> st.SearchStrategy[str]:
    pools = [alone(content, permission) for permission in (Permission.WITH_LIMITS, Permission.ASK_FIRST)]
    return st.one_of([st.sampled_from(pool) for pool in pools if pool])


@st.composite
def _symptoms(draw: st.DrawFn, content: Catalogue, names: st.SearchStrategy[str], most: int) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for name in draw(st.lists(names, min_size=1, max_size=most)):
        answer = evaluated(content, (*found, more := draw(_told(content, name))), complete=True)
        if answer is not None and answer.massage is not Permission.NOT_TODAY and not answer.limits.is_total:
            found = (*found, more)
    if (ways := shutting(content)) and draw(UP_TO_NINE) == 9:  # noqa: PLR2004 - once in ten
        shut = (*found, draw(st.sampled_from(ways)))
        answer = evaluated(content, shut, complete=True)
        found = found if answer is None or answer.limits.is_total else shut
    return found


@st.composite
def workable_answers(  # noqa: D417 - the decorator gives `draw`
    draw: st.DrawFn, content: Catalogue | None = None, *, names: st.SearchStrategy[str] | None = None, most: int = 3
) -> Answers:
    """Draw answers on which a routine can mostly be planned.

    All is denied, or nothing is answered, or a few findings that limit the massage or need a professional's word are
    there and the rest is denied or left open; one in ten of those shuts a leg. Shrinks to everything denied.

    Args:
        content: Whose findings, or None for the shipped content.
        names: Where the ids come from, or None for all that limit the massage and do not forbid it.
        most: At most so many findings.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import triage
        >>> from hamstring.strategies import workable_answers
        >>> @given(workable_answers())
        ... def leaves_something_to_do(told):
        ...     assert not triage(told.symptoms, absent=told.absent).limits.is_total
        >>> leaves_something_to_do()
    """
    known = content or catalogue()
    ids = _limiting(known) if names is None else names
    kind = draw(st.sampled_from(("complete", "none") if ids.is_empty else ("complete", "none", "some", "some", "open")))
    if kind == "none":
        return Answers()
    told = () if kind == "complete" else draw(_symptoms(known, ids, most))
    open_ = evaluated(known, told, complete=False)
    is_half_met = open_ is not None and bool(open_.half_met)
    is_complete = kind != "open" or (is_half_met and draw(UP_TO_NINE) < 8)  # noqa: PLR2004 - a refusal now and then
    found = evaluated(known, told, complete=is_complete)
    return Answers() if found is None else found.answers


@cache
def clearance(content: Catalogue, told: Answers) -> tuple[str, ...]:
    """Name all that a professional must have considered before these answers allow a massage."""
    fired = triage(told.symptoms, absent=told.absent, catalogue=content).fired
    return tuple(sorted({name for rule in fired if rule.massage is Permission.ASK_FIRST for name in rule.when}))
