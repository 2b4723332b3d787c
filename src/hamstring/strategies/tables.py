"""Strategies for rule tables: small contents of made-up findings and rules, and more rules for any content.

A made-up content has few findings and few rules, so every consistent way of answering can be listed. Its
alphabets are small on purpose: joins collide, outcomes are often comparable, and relations often bite.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import combinations

import attrs
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.model.logic import Condition, Placing, Relations, RuleLimits
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.screening import Rule
from hamstring.strategies.made_up import MadeUp, finding, rule

NAMES = ("bruise", "cold-foot", "deep-ache", "fever", "limp", "numb-toe", "old-scar")


@attrs.frozen(slots=False)
class Web:
    """Which findings bring which, and which shut each other out: the plain definition."""

    relations: tuple[Relations, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Relations]:
        """The findings by id."""
        return {entry.id: entry for entry in self.relations}

    def close(self, names: Iterable[str]) -> frozenset[str]:
        """Add what is implied until nothing is added any more."""
        closed = frozenset(names)
        while True:
            wider = closed.union(*(self.by_id[name].implies for name in closed))
            if wider == closed:
                return closed
            closed = wider

    def is_consistent(self, names: Iterable[str], absent: Iterable[str] = ()) -> bool:
        """Say whether findings can all be present while others are absent."""
        closed = self.close(names)
        clashes = {other for name in closed for other in self.by_id[name].excludes}
        return closed.isdisjoint(clashes) and closed.isdisjoint(absent)


@st.composite
def webs(draw: st.DrawFn, most: int = 5, placings: Sequence[Placing] = tuple(Placing)) -> Web:
    """Findings with relations that do not contradict each other; rings of implication are allowed."""
    names = NAMES[: draw(st.integers(1, most))]
    places = [draw(st.sampled_from(placings)) for _ in names]
    links = draw(_links(names))
    implies: dict[str, set[str]] = {name: set() for name in names}
    for one, arrow, other in links:
        if arrow in ("->", "<->"):
            implies[one].add(other)
        if arrow in ("<-", "<->"):
            implies[other].add(one)
    entries = zip(names, places, strict=True)
    plain = Web(tuple(finding(name, place, implies=tuple(sorted(implies[name]))) for name, place in entries))
    shut = [(one, other) for one, arrow, other in links if arrow == "x" and _can_exclude(plain, (one, other))]
    return Web(tuple(_with_excludes(entry, shut) for entry in plain.relations))


@cache
def _links(names: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, str, str]]]:
    every = [(one, arrow, other) for one, other in combinations(names, 2) for arrow in ("->", "<-", "x", "<->")]
    return st.lists(st.sampled_from(every), max_size=3) if every else st.just([])


def _can_exclude(web: Web, pair: tuple[str, str]) -> bool:
    return not any(web.close((name,)).issuperset(pair) for name in web.by_id)


def _with_excludes(entry: Relations, shut: list[tuple[str, str]]) -> Relations:
    """Tell each exclusion from one side, which is enough, and some from both."""
    others = {other for one, other in shut if one == entry.id}
    others |= {one for one, other in shut if other == entry.id and len(shut) > 1}
    aliases = (f"{entry.id}-too",)
    return attrs.evolve(entry, excludes=tuple(sorted(others)), aliases=aliases)


_BOUND = (
    RuleLimits(max_pressure=4),
    RuleLimits(max_pressure=3, no_tools=("roller",)),
    RuleLimits(no_tools=("roller", "stick")),
    RuleLimits(no_strokes=("friction",), no_demands=("floor",)),
    RuleLimits(keep_off=("outer",)),
    RuleLimits(keep_off=("outer-knee",), max_leg_s=60),
    RuleLimits(max_leg_s=120, max_session_s=300, min_gap_h=24),
    RuleLimits(max_pressure=6, min_gap_h=48),
)
_LOCALLY_BOUND = (
    RuleLimits(keep_off=("place",)),
    RuleLimits(keep_off=("place",), max_pressure=4),
    RuleLimits(keep_off=("inner-upper", "place"), no_tools=("roller",)),
)


def rule_limits(*, is_local: bool = True) -> st.SearchStrategy[RuleLimits]:
    """Limits of a rule, not empty and often comparable; ``place`` only where there is one."""
    return st.sampled_from((*_LOCALLY_BOUND, *_LOCALLY_BOUND, *_BOUND) if is_local else _BOUND)


_MILD = (
    (Urgency.SELF_CARE, Permission.WITH_LIMITS),
    (Urgency.SELF_CARE, Permission.ASK_FIRST),
    (Urgency.SEE_SOON, Permission.WITH_LIMITS),
    (Urgency.SEE_SOON, Permission.ASK_FIRST),
)
_LEVELS = (
    *_MILD,
    *_MILD,
    (Urgency.SELF_CARE, Permission.NOT_TODAY),
    (Urgency.SEE_SOON, Permission.NOT_TODAY),
    (Urgency.SEE_SOON, Permission.OK),
    (Urgency.SELF_CARE, Permission.OK),
    (Urgency.SAME_DAY, Permission.NOT_TODAY),
    (Urgency.EMERGENCY, Permission.NOT_TODAY),
)
"""Every lawful pair; mild ones more often than urgent ones, which swallow all limits."""


@st.composite
def conditions(draw: st.DrawFn, web: Web, name: str) -> Condition | None:
    """One lawful rule over some findings, or None when the drawn findings cannot be present together."""
    when = draw(_subsets_of(tuple(sorted(web.by_id))))
    if not web.is_consistent(when):
        return None
    urgency, massage = draw(st.sampled_from(_LEVELS))
    is_local = any(web.by_id[entry].place is not Placing.NONE for entry in when)
    bound = draw(rule_limits(is_local=is_local)) if massage in (Permission.WITH_LIMITS, Permission.ASK_FIRST) else None
    scope = draw(st.sampled_from(("", "", "", "", "body"))) if is_local else ""
    return rule(name, *when, urgency=urgency, massage=massage, limits=bound, scope=scope)


@cache
def _subsets_of(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """From one to four names."""
    some = st.lists(st.sampled_from(names), min_size=1, max_size=min(4, len(names)), unique=True)
    return some.map(lambda chosen: tuple(sorted(chosen)))


@st.composite
def contents(draw: st.DrawFn, most_findings: int = 5, most_rules: int = 6, placings: Sequence[Placing] = tuple(Placing)) -> MadeUp:  # noqa: D417 - the decorator gives `draw`
    """Draw small contents, lawful and consistent, as values that can be written and loaded.

    Shrinks to one finding without a place, and one rule or none.

    Args:
        most_findings: At most so many findings, 1 to 7.
        most_rules: At most so many rules.
        placings: How closely findings may be placed.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import contents
        >>> @given(contents(most_findings=3))
        ... def has_few_findings(made):
        ...     assert len(made.load().findings) == len(made.names) <= 3
        >>> has_few_findings()
    """
    web = draw(webs(most_findings, placings))
    drawn = [draw(conditions(web, f"r{number}")) for number in range(draw(st.integers(1, most_rules)))]
    return MadeUp(web.relations, tuple(entry for entry in drawn if entry is not None))


def whole_body_contents(most_findings: int = 5, most_rules: int = 6) -> st.SearchStrategy[MadeUp]:
    """Draw small contents whose findings have no place; the rest is as for `contents`.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import whole_body_contents
        >>> @given(whole_body_contents())
        ... def has_no_places(made):
        ...     assert {entry.place.value for entry in made.relations} == {"none"}
        >>> has_no_places()
    """
    return contents(most_findings, most_rules, (Placing.NONE,))


def catalogues(most_findings: int = 5, most_rules: int = 6) -> st.SearchStrategy[Catalogue]:
    """Draw catalogues of made-up content: a small, valid rule table with what `triage` needs, and nothing to plan with.

    Shrinks as `contents` does.

    Args:
        most_findings: At most so many findings, 1 to 7.
        most_rules: At most so many rules.

    Example:
        >>> from hypothesis import given
        >>> from hamstring import triage
        >>> from hamstring.strategies import catalogues
        >>> @given(catalogues())
        ... def nothing_present_is_self_care(content):
        ...     assert triage((), complete=True, catalogue=content).urgency.value == "self-care"
        >>> nothing_present_is_self_care()
    """
    return contents(most_findings, most_rules).map(MadeUp.load)


@st.composite
def rules(draw: st.DrawFn, content: Catalogue | None = None, name: str = "made-up") -> Rule:  # noqa: D417 - the decorator gives `draw`
    """Draw a lawful rule over one to four findings of a content, as `Catalogue.with_rules` takes it.

    Shrinks to one finding and a mild outcome.

    Args:
        content: Whose findings it needs, or None for the shipped content.
        name: The id of the rule.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring import catalogue, triage
        >>> from hamstring.strategies import rules
        >>> @settings(max_examples=10, deadline=None)
        ... @given(rules())
        ... def fires_when_its_findings_are_present(rule):
        ...     content = catalogue().with_rules(rule)
        ...     assert rule in triage(set(rule.when), catalogue=content).fired
        >>> fires_when_its_findings_are_present()
    """
    known = content or catalogue()
    lawful = conditions(Web(known.relations()), name).filter(lambda entry: entry is not None)
    entry = draw(lawful)
    assert entry is not None  # noqa: S101 - the filter has seen to it
    fitting = [advice.id for advice in known.advice.values() if advice.urgency is entry.urgency]
    fields = attrs.asdict(entry, recurse=False)
    return Rule(**fields, row="", why="Made up.", advice=(fitting or list(known.advice))[0], editorial=True)


@st.composite
def overlays(draw: st.DrawFn, content: Catalogue | None = None, most: int = 3) -> Catalogue:  # noqa: D417 - the decorator gives `draw`
    """Draw a content with more rules: what anybody may do to it, so no answer becomes milder.

    The rules have the ids ``made-up-1`` and so on. Shrinks to one rule.

    Args:
        content: What the rules are added to, or None for the shipped content.
        most: At most so many rules, from one.

    Example:
        >>> from hypothesis import given, settings
        >>> from hamstring import triage
        >>> from hamstring.strategies import overlays
        >>> @settings(max_examples=10, deadline=None)
        ... @given(overlays())
        ... def never_makes_an_answer_milder(content):
        ...     assert triage({"fever"}).at_least <= triage({"fever"}, catalogue=content).at_least
        >>> never_makes_an_answer_milder()
    """
    known = content or catalogue()
    return known.with_rules(*(draw(rules(known, f"made-up-{number}")) for number in range(1, draw(st.integers(1, most)) + 1)))
