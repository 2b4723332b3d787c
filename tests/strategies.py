"""Hypothesis strategies for the values of the library, and small made-up contents to try the laws on.

A made-up content has few findings and few rules, so every consistent way of answering can be listed. Its
alphabets are small on purpose: joins collide, outcomes are often comparable, and relations often bite.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import combinations

import attrs
from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.model.answers import Answers, Placed
from hamstring.model.logic import Condition, Placing, Relations, RuleLimits
from hamstring.model.outcomes import EVERYTHING, NOTHING, Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Leg
from hamstring.safety.triage import Triage

SINGLE_LEGS = (Leg.LEFT, Leg.RIGHT)
PRESSURES = (3, 4, 6)
SECONDS = (60, 120, 300)
HOURS = (24, 48)
MARKS = (*PRESSURES, *SECONDS, *HOURS)
"""Every number that a generated limit can hold."""

KEEP_OUTS = {"buttock-crease": ("inner-upper", "outer-upper"), "outer-knee": ("outer-lower",)}
"""The keep-out places of a made-up content, with the quadrants that border on them."""

REGIONS = (*QUADRANTS, "inner", "lower", "outer", "upper", *KEEP_OUTS)
"""Everything that a placed finding may name in a made-up content."""

NAMES = ("bruise", "cold-foot", "deep-ache", "fever", "limp", "numb-toe", "old-scar")

TOLD = (
    "answers",
    "at_least",
    "at_most",
    "urgency",
    "massage",
    "limits",
    "settled",
    "ask",
    "not_asked",
    "half_met",
    "fired",
    "decided_by",
    "why",
    "advice",
    "content_version",
    "rules_digest",
    "schema",
)
"""Everything that a triage says."""


def told(answer: Triage) -> dict[str, object]:
    """Read everything that a triage says."""
    said: dict[str, object] = {name: getattr(answer, name) for name in TOLD}
    return said | {f"on_{leg}": answer.on_leg(leg) for leg in SINGLE_LEGS}


# ---------------------------------------------------------------------------- outcomes


def _subsets(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(sorted(names))).map(lambda chosen: tuple(sorted(chosen)))


def limits() -> st.SearchStrategy[Limits]:
    """Limits, the empty and the total ones included."""
    closed = [f"{leg}:{name}" for leg in SINGLE_LEGS for name in QUADRANTS]
    some = st.builds(
        Limits,
        keep_off=_subsets(closed[1:6:2]),
        max_pressure=st.sampled_from((None, *PRESSURES)),
        no_tools=_subsets(("roller", "stick")),
        no_strokes=_subsets(("friction",)),
        no_demands=_subsets(("floor", "stretch")),
        max_leg_s=st.sampled_from((None, *SECONDS)),
        max_session_s=st.sampled_from((None, *SECONDS)),
        min_gap_h=st.sampled_from((None, *HOURS)),
    )
    return st.one_of(st.just(NOTHING), some, st.just(EVERYTHING))


def outcomes() -> st.SearchStrategy[Outcome]:
    """Points of the lattice, lawful as the outcome of a rule or not."""
    return st.builds(Outcome, urgency=st.sampled_from(Urgency), massage=st.sampled_from(Permission), limits=limits())


def atoms(outcome: Outcome, marks: Iterable[int] = MARKS) -> frozenset[tuple[str, object]]:
    """Tell an outcome as a set, so that the join is the union and the order is inclusion.

    A level stands as all levels up to it, a bound as all marks that it keeps below, a gap as all marks it reaches.
    The numbers of the outcome must be among the marks. What is total stands alone for all limits.
    """
    found: set[tuple[str, object]] = {("urgency", level) for level in Urgency if level.rank <= outcome.urgency.rank}
    found |= {("massage", level) for level in Permission if level.rank <= outcome.massage.rank}
    bound = outcome.limits
    if bound.is_total:
        return frozenset(found | {("total", True)})
    for field in ("keep_off", "no_tools", "no_strokes", "no_demands"):
        found |= {(field, name) for name in getattr(bound, field)}
    for field in ("max_pressure", "max_leg_s", "max_session_s"):
        low = getattr(bound, field)
        found |= {(field, mark) for mark in marks if low is not None and mark >= low}
    found |= {("min_gap_h", mark) for mark in marks if bound.min_gap_h is not None and mark <= bound.min_gap_h}
    return frozenset(found)


def join_atoms(parts: Iterable[frozenset[tuple[str, object]]]) -> frozenset[tuple[str, object]]:
    """Unite outcomes told as sets; what is total swallows all other limits."""
    found = frozenset[tuple[str, object]]().union(*parts)
    if ("total", True) in found:
        return frozenset(atom for atom in found if atom[0] in ("urgency", "massage", "total"))
    return found


# ---------------------------------------------------------------------------- made-up contents


@attrs.frozen
class MadeUp:
    """A small content: what its findings have to do with each other, and its rules.

    Rules of one condition with an even place among the rules are written as contraindications.
    """

    relations: tuple[Relations, ...]
    conditions: tuple[Condition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the findings, sorted."""
        return tuple(sorted(entry.id for entry in self.relations))

    def texts(self, *, words: str = "made up", backwards: bool = False) -> dict[str, str]:
        """Write the content files, with any words, and with records in either order."""
        step = -1 if backwards else 1
        single = [rule for place, rule in enumerate(self.conditions) if len(rule.when) == 1 and place % 2 == 0]
        return {
            "findings": "\n".join(_finding_text(entry, words) for entry in self.relations[::step]),
            "rules": "\n".join(_rule_text(rule, words) for rule in self.conditions[::step] if rule not in single),
            "contraindications": "\n".join(_contraindication_text(rule, words) for rule in single[::step]),
            "advice": "\n".join(_advice_text(level, words) for level in Urgency),
            "notices": "\n".join(_notice_text(name, words) for name in ("not-settled", "self-care")),
            "regions": "\n".join(_keep_out_text(name, near, words) for name, near in KEEP_OUTS.items()),
            "manifest": _MANIFEST,
            "policy": Shipped().text("policy").decode(),
        }

    def load(self, *, words: str = "made up", backwards: bool = False) -> Catalogue:
        """Make a new catalogue of the content, which shares nothing with any other one."""
        texts = self.texts(words=words, backwards=backwards)
        return Catalogue((Folder(tuple(sorted((kind, text.encode()) for kind, text in texts.items()))),))


_MANIFEST = """\
title = "made up"
language = "en"
content_version = "2001.1.1"
schema = 1
reviewed = "2001-01-01"
review_due = "2002-01-01"
clinician_reviewed = false
licence = "MIT"
rules_digest = ""
"""


def _texts(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _finding_text(entry: Relations, words: str) -> str:
    lists = "".join(f"{field} = {_texts(getattr(entry, field))}\n" for field in ("aliases", "implies", "excludes"))
    return f'[{entry.id}]\nname = "{words}"\nask = "{words}?"\nkind = "sign"\nplace = "{entry.place.value}"\n{lists}editorial = true\n'


def _limits_text(told_limits: RuleLimits) -> str:
    parts = []
    for field in attrs.fields(RuleLimits):
        value = getattr(told_limits, field.name)
        if value not in ((), None):
            parts.append(f"{field.name} = {_texts(value) if isinstance(value, tuple) else value}")
    return f"limits = {{ {', '.join(parts)} }}\n" if parts else ""


def _outcome_text(rule: Condition, words: str) -> str:
    scope = f'scope = "{rule.scope}"\n' if rule.scope else ""
    return (
        f'urgency = "{rule.urgency}"\nmassage = "{rule.massage}"\n{_limits_text(rule.limits)}{scope}'
        f'why = "{words}, since {rule.id}."\nadvice = "{rule.urgency}"\neditorial = true\n'
    )


def _rule_text(rule: Condition, words: str) -> str:
    return f'[{rule.id}]\nrow = "R"\nwhen = {_texts(rule.when)}\n{_outcome_text(rule, words)}'


def _contraindication_text(rule: Condition, words: str) -> str:
    return f'[{rule.id}]\nrow = "C"\nfinding = "{rule.when[0]}"\ngrade = "relative"\n{_outcome_text(rule, words)}'


def _advice_text(level: Urgency, words: str) -> str:
    return (
        f'[{level}]\nurgency = "{level}"\ntext = "{words}"\ntime_frame = "now"\nif_worse = "{words}"\n'
        f'contact = "{words}"\neditorial = true\n'
    )


def _notice_text(name: str, words: str) -> str:
    return f'[{name}]\ntitle = "{words}"\ntext = "{words}: {name}."\neditorial = true\n'


def _keep_out_text(name: str, near: tuple[str, ...], words: str) -> str:
    return (
        f'[{name}]\nkind = "keep-out"\nname = "{words}"\nplain = "{words}"\nfind = "{words}"\n'
        f"quadrants = {_texts(near)}\neditorial = true\n"
    )


def finding(
    name: str,
    place: Placing = Placing.NONE,
    *,
    aliases: tuple[str, ...] = (),
    implies: tuple[str, ...] = (),
    excludes: tuple[str, ...] = (),
) -> Relations:
    """Make one finding by hand."""
    return Relations(id=name, place=place, aliases=aliases, implies=implies, excludes=excludes)


_USUAL = {
    Permission.WITH_LIMITS: RuleLimits(max_pressure=4),
    Permission.ASK_FIRST: RuleLimits(max_pressure=3),
}


def rule(
    name: str,
    *when: str,
    urgency: Urgency = Urgency.SELF_CARE,
    massage: Permission = Permission.NOT_TODAY,
    limits: RuleLimits | None = None,
    scope: str = "",
) -> Condition:
    """Make one rule by hand; what must have limits gets a ceiling of pressure unless told otherwise."""
    bound = _USUAL.get(massage, RuleLimits()) if limits is None else limits
    return Condition(id=name, when=tuple(sorted(when)), urgency=urgency, massage=massage, limits=bound, scope=scope)


def made_up(*entries: Relations | Condition) -> MadeUp:
    """Put a content together by hand."""
    return MadeUp(
        tuple(entry for entry in entries if isinstance(entry, Relations)),
        tuple(entry for entry in entries if isinstance(entry, Condition)),
    )


# ---------------------------------------------------------------------------- what findings have to do with each other


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


# ---------------------------------------------------------------------------- strategies for contents


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
    """From one to four names, few more often than many."""
    every = [chosen for size in (1, 2, 3, 4) for chosen in combinations(names, size)]
    return st.sampled_from([*every, *(chosen for chosen in every if len(chosen) <= 2)])


@st.composite
def contents(draw: st.DrawFn, most_findings: int = 5, most_rules: int = 6, placings: Sequence[Placing] = tuple(Placing)) -> MadeUp:
    """Small contents, lawful and consistent."""
    web = draw(webs(most_findings, placings))
    drawn = [draw(conditions(web, f"r{number}")) for number in range(draw(st.integers(1, most_rules)))]
    return MadeUp(web.relations, tuple(entry for entry in drawn if entry is not None))


def whole_body_contents(most_findings: int = 5, most_rules: int = 6) -> st.SearchStrategy[MadeUp]:
    """Small contents whose findings have no place."""
    return contents(most_findings, most_rules, (Placing.NONE,))


# ---------------------------------------------------------------------------- strategies for answers


def finding_ids(content: Catalogue | None = None) -> st.SearchStrategy[str]:
    """Ids of findings, of the shipped content unless told otherwise."""
    return st.sampled_from(_names(content))


def _names(content: Catalogue | None) -> list[str]:
    return [entry.id for entry in (content or catalogue()).relations()]


@st.composite
def placed(draw: st.DrawFn, content: Catalogue | None = None, entry: Relations | None = None) -> Placed:
    """A finding at a place that it can have."""
    known = () if entry else (content or catalogue()).relations()
    local = [found for found in known if found.place is not Placing.NONE]
    chosen = entry or draw(st.sampled_from(local))
    leg, region = draw(_SOMEWHERE if chosen.place is Placing.REGION else _ONE_LEG)
    return Placed(chosen.id, leg, region)


_ONE_LEG = st.sampled_from([(leg, None) for leg in SINGLE_LEGS])
_SOMEWHERE = st.sampled_from([(leg, region) for leg in SINGLE_LEGS for region in (None, None, None, *REGIONS)])


@cache
def _ways(names: tuple[str, ...], *, places: bool, absent: bool) -> st.SearchStrategy[tuple[str, str]]:
    ways = ["yes", *(["no"] if absent else []), *(["here", "here"] if places else [])]
    return st.sampled_from([(name, way) for name in names for way in ways])


@st.composite
def answers(draw: st.DrawFn, content: Catalogue | None = None, *, most: int = 6, places: bool = True, absent: bool = True) -> Answers:
    """Answers that do not contradict each other, by the plain definition."""
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


@st.composite
def asked(
    draw: st.DrawFn,
    pool: st.SearchStrategy[MadeUp] | None = None,
    *,
    most: int = 6,
    places: bool = True,
    absent: bool = True,
) -> tuple[MadeUp, Catalogue, Answers]:
    """A small content, loaded afresh, with answers that fit it."""
    made = draw(contents() if pool is None else pool)
    content = made.load()
    return made, content, draw(answers(content, most=most, places=places, absent=absent))
