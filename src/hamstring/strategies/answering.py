"""Strategies for answers, and for what triage says to them."""

from functools import cache

from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.model.answers import Answers, Placed
from hamstring.model.logic import Placing, Relations
from hamstring.model.places import QUADRANTS
from hamstring.model.screening import Finding
from hamstring.safety.triage import Triage, triage
from hamstring.strategies.made_up import KEEP_OUTS
from hamstring.strategies.tables import Web
from hamstring.strategies.values import SINGLE_LEGS

REGIONS = (*QUADRANTS, "inner", "lower", "outer", "upper", *KEEP_OUTS)
"""Everything that a placed finding may name in a made-up content; the shipped content has all of them too."""

_ONE_LEG = st.sampled_from([(leg, None) for leg in SINGLE_LEGS])
_SOMEWHERE = st.sampled_from([(leg, region) for leg in SINGLE_LEGS for region in (None, None, None, *REGIONS)])


def finding_ids(content: Catalogue | None = None) -> st.SearchStrategy[str]:
    """Draw ids of findings.

    Shrinks to the first id of the alphabet.

    Args:
        content: Whose findings, or None for the shipped content.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import triage
        >>> from hamstring.strategies import finding_ids
        >>> @given(finding_ids())
        ... def every_finding_gets_an_answer(name):
        ...     assert triage({name}).why
        >>> every_finding_gets_an_answer()
    """
    return st.deferred(lambda: st.sampled_from([entry.id for entry in (content or catalogue()).relations()]))


def findings(content: Catalogue | None = None) -> st.SearchStrategy[Finding]:
    """Draw findings: whole records, with their questions.

    Shrinks to the first id of the alphabet.

    Args:
        content: Whose findings, or None for the shipped content.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import findings
        >>> @given(findings())
        ... def every_finding_asks_something(finding):
        ...     assert "?" in finding.ask
        >>> every_finding_asks_something()
    """
    return st.deferred(lambda: st.sampled_from(list((content or catalogue()).findings.values())))


@st.composite
def placed(draw: st.DrawFn, content: Catalogue | None = None, entry: Relations | None = None) -> Placed:  # noqa: D417 - the decorator gives `draw`
    """Draw a finding at a place that it can have: a leg, or a part of one thigh.

    Shrinks to the first id and the whole left leg.

    Args:
        content: Whose findings, or None for the shipped content.
        entry: The finding to place, or None for any that has a place.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import triage
        >>> from hamstring.strategies import placed
        >>> @given(placed())
        ... def a_place_is_told_back(spot):
        ...     assert spot in triage([spot]).answers.placed
        >>> a_place_is_told_back()
    """
    known = () if entry else (content or catalogue()).relations()
    local = [found for found in known if found.place is not Placing.NONE]
    chosen = entry or draw(st.sampled_from(local))
    leg, region = draw(_SOMEWHERE if chosen.place is Placing.REGION else _ONE_LEG)
    return Placed(chosen.id, leg, region)


@cache
def _ways(names: tuple[str, ...], *, places: bool, absent: bool) -> st.SearchStrategy[tuple[str, str]]:
    ways = ["yes", *(["no"] if absent else []), *(["here", "here"] if places else [])]
    return st.sampled_from([(name, way) for name in names for way in ways])


@st.composite
def answers(draw: st.DrawFn, content: Catalogue | None = None, *, most: int = 6, places: bool = True, absent: bool = True) -> Answers:  # noqa: D417 - the decorator gives `draw`
    """Draw answers that do not contradict each other: findings that are present, placed or denied, the rest left open.

    What findings imply and exclude is kept. Shrinks to fewer answers, and to none.

    Args:
        content: Whose findings, or None for the shipped content.
        most: At most so many answers.
        places: False draws no placed finding.
        absent: False denies nothing.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import triage
        >>> from hamstring.strategies import answers
        >>> @given(answers(most=4))
        ... def an_answer_can_only_get_stricter(given_answers):
        ...     answer = triage(given_answers.symptoms, absent=given_answers.absent)
        ...     assert answer.at_least <= answer.at_most
        >>> an_answer_can_only_get_stricter()
    """
    web = Web((content or catalogue()).relations())
    present: set[str] = set()
    spots: set[Placed] = set()
    denied: set[str] = set()
    ways = _ways(tuple(sorted(web.by_id)), places=places, absent=absent)
    for _ in range(draw(st.integers(0, most))):
        yes = {*present, *(entry.finding for entry in spots)}
        name, way = draw(ways)
        if way == "no":
            if web.is_consistent(yes, {*denied, name}):
                denied.add(name)
        elif web.is_consistent({*yes, name}, denied):
            if way == "here" and web.by_id[name].place is not Placing.NONE:
                spots.add(draw(placed(content, web.by_id[name])))
            else:
                present.add(name)
    return Answers(present=tuple(sorted(present)), placed=tuple(sorted(spots, key=str)), absent=tuple(sorted(denied)))


def triages(content: Catalogue | None = None, *, most: int = 6, places: bool = True, absent: bool = True) -> st.SearchStrategy[Triage]:
    """Draw what triage says to `answers`; the arguments are the same.

    Shrinks as the answers do.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import triages
        >>> @given(triages(most=3))
        ... def every_answer_explains_itself(answer):
        ...     assert answer.why
        >>> every_answer_explains_itself()
    """
    given = answers(content, most=most, places=places, absent=absent)
    return given.map(lambda entry: triage(entry.symptoms, absent=entry.absent, catalogue=content))
