"""The shipped rule table against z3: an independent reading of the same rules, asked about every way of answering.

A finding is a Boolean, what is implied and excluded are clauses, a rule fires when all its conditions hold. An
outcome is a set of atoms (each level up to its own, each forbidden thing), so the join is a union and "milder"
is inclusion; mind the product, where being below one rule at a time is not enough.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from random import Random
from typing import cast

import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.model.logic import Condition, Placing, Relations, RuleLimits
from hamstring.model.outcomes import LEAST, Permission, Urgency
from hamstring.model.places import Leg
from hamstring.safety.table import on_leg, table_of
from hamstring.safety.triage import Triage, triage
from oracle.z3_types import Z3, Clauses, Term
from strategies import MadeUp, atoms, finding, join_atoms, made_up, rule

z3: Z3 = pytest.importorskip("z3", reason="z3-solver is not installed (extra `oracle`)")

Atom = tuple[str, object]
TOTAL: Atom = ("total", True)
SHEETS = 8
"""How many random sheets of answers are compared with z3; each asks about every open finding."""


class Theory:
    """One copy of the rule table in z3, over Booleans with a prefix of their own."""

    def __init__(
        self, relations: Iterable[Relations], rules: Mapping[str, Condition], told: Mapping[str, frozenset[Atom]], prefix: str
    ) -> None:
        self.relations = tuple(relations)
        self.rules = rules
        self.told = told
        self.has = {entry.id: z3.Bool(f"{prefix}:{entry.id}") for entry in self.relations}
        self.fires = {name: z3.And([self.has[one] for one in entry.when]) for name, entry in rules.items()}
        everything = sorted({atom for found in told.values() for atom in found}, key=repr)
        self.kept = {name: z3.Bool(f"{prefix}:kept:{name}") for name in rules}
        self.atoms = {atom: self._reached(atom, self.fires) for atom in everything}

    @cached_property
    def atoms_of_kept(self) -> dict[Atom, Term]:
        """What is reached by the rules that are kept."""
        kept = {name: z3.And(self.kept[name], fires) for name, fires in self.fires.items()}
        return {atom: self._reached(atom, kept) for atom in self.atoms}

    def _reached(self, atom: Atom, fires: Mapping[str, Term]) -> Term:
        """Say that a join reaches an atom; what is total reaches every atom that limits."""
        if atom in atoms(LEAST):
            return z3.BoolVal(val=True)
        swallowed = atom[0] not in ("urgency", "massage")
        return z3.Or([fires[name] for name, found in self.told.items() if atom in found or (swallowed and TOTAL in found)])

    @property
    def relating(self) -> Iterator[Term]:
        """What findings have to do with each other."""
        for entry in self.relations:
            for other in entry.implies:
                yield z3.Implies(self.has[entry.id], self.has[other])
            for other in entry.excludes:
                yield z3.Not(z3.And(self.has[entry.id], self.has[other]))


def marks_of(content: Catalogue) -> list[int]:
    """List every number that a limit of the content holds."""
    names = ("max_pressure", "max_leg_s", "max_session_s", "min_gap_h")
    numbers = {getattr(entry.limits, name) for entry in content.conditions() for name in names}
    return sorted(number for number in numbers if number is not None)


def told_by_rules(content: Catalogue, *, on: Leg = Leg.BOTH) -> dict[str, frozenset[Atom]]:
    """Tell the outcome of each rule as atoms: with no place told, or with everything that has a place on one leg."""
    table = table_of(content)
    local = [name for name, entry in table.findings.items() if entry.place is not Placing.NONE]
    places = {} if on is Leg.BOTH else dict.fromkeys(local, on_leg(on))
    return {entry.id: atoms(table.outcome(1 << bit, places), marks_of(content)) for bit, entry in enumerate(table.rules)}


def theory(content: Catalogue, *, on: Leg = Leg.BOTH) -> Theory:
    """Read a content into z3."""
    rules = {entry.id: entry for entry in content.conditions()}
    return Theory(content.relations(), rules, told_by_rules(content, on=on), "x")


@cache
def shipped() -> Theory:
    """The shipped rule table, read once."""
    return theory(catalogue())


def solver(*theories: Theory) -> Clauses:
    """Make a solver that knows what findings have to do with each other."""
    found = z3.SolverFor("QF_FD")
    for entry in theories:
        found.add(*entry.relating)
    return found


def holds(known: Clauses, *more: Term) -> bool:
    """Say whether there is a way of answering for which all of it holds."""
    known.push()
    known.add(*more)
    answer = known.check()
    known.pop()
    assert answer in (z3.sat, z3.unsat)
    return answer == z3.sat


# ---------------------------------------------------------------------------- questions put to z3


def dead_rules(known: Theory, among: Iterable[str] | None = None) -> list[str]:
    """Name the rules without which no consistent way of answering gets another outcome."""
    asked = solver(known)
    found: list[str] = []
    for name in known.rules if among is None else among:
        kept = [has if other != name else z3.Not(has) for other, has in known.kept.items()]
        lost = [z3.Not(known.atoms_of_kept[atom]) for atom in known.told[name]]
        if not holds(asked, *kept, known.fires[name], z3.Or(lost)):
            found.append(name)
    return found


def unused_findings(known: Theory) -> list[str]:
    """Name the findings whose answer never changes the outcome."""
    return sorted(set(known.has) - set(changing(known, (), ())))


def changing(known: Theory, present: Iterable[str], absent: Iterable[str]) -> list[str]:
    """Name the findings that change the outcome of some consistent completion: two copies that differ by one finding."""
    fuller = _second(known)
    asked = solver(known, fuller)
    asked.add(*(z3.Implies(known.has[name], fuller.has[name]) for name in known.has))
    asked.add(*(copy.has[name] for name in present for copy in (known, fuller)))
    asked.add(*(z3.Not(copy.has[name]) for name in absent for copy in (known, fuller)))
    asked.add(z3.Or([z3.And(fuller.atoms[atom], z3.Not(known.atoms[atom])) for atom in known.atoms]))
    return [name for name, closed in _closures(known).items() if holds(asked, z3.Not(known.has[name]), *_only(known, fuller, closed, name))]


def _only(known: Theory, fuller: Theory, closed: frozenset[str], name: str) -> Iterator[Term]:
    """Say that the second copy has one finding more, with what it implies, and nothing else."""
    yield fuller.has[name]
    for other in known.has:
        if other not in closed:
            yield cast("Term", fuller.has[other] == known.has[other])  # z3 makes a term of `==`


@cache
def _second(known: Theory) -> Theory:
    return Theory(known.relations, known.rules, known.told, "y")


def _closures(known: Theory) -> dict[str, frozenset[str]]:
    implied = {entry.id: set(entry.implies) for entry in known.relations}
    closed: dict[str, frozenset[str]] = {}
    for name in implied:
        reach = {name}
        while wider := set[str]().union(*(implied[one] for one in reach)) - reach:
            reach |= wider
        closed[name] = frozenset(reach)
    return closed


# ---------------------------------------------------------------------------- the shipped table


def test_z3_finds_no_answer_that_one_more_finding_makes_milder() -> None:
    """Monotone: no consistent answers are milder than consistent answers that they include."""
    known, fuller = shipped(), _second(shipped())
    asked = solver(known, fuller)
    asked.add(*(z3.Implies(known.has[name], fuller.has[name]) for name in known.has))

    assert not holds(asked, z3.Or([z3.And(known.atoms[atom], z3.Not(fuller.atoms[atom])) for atom in known.atoms]))


def test_every_shipped_rule_can_fire() -> None:
    """No rule asks for findings that exclude each other."""
    asked = solver(shipped())

    assert [] == [name for name, fires in shipped().fires.items() if not holds(asked, fires)]


def test_no_shipped_rule_is_dead() -> None:
    """Each rule decides somewhere: without it some answer would be milder, with no place told or all on one leg."""
    dead_without_places = dead_rules(shipped())

    assert [] == dead_rules(theory(catalogue(), on=Leg.LEFT), dead_without_places)


def test_no_shipped_finding_is_unused() -> None:
    """Each question can change some answer."""
    assert [] == unused_findings(shipped())


@pytest.mark.parametrize("level", [*Urgency, *Permission])
def test_every_level_is_reached_and_none_only_together_with_a_higher_one(level: Urgency | Permission) -> None:
    """Each urgency and each permission is the answer to something."""
    kind: type[Urgency | Permission] = type(level)
    field = "urgency" if kind is Urgency else "massage"
    above = [shipped().atoms[field, higher] for higher in kind if higher > level]  # type: ignore[operator]

    assert holds(solver(shipped()), shipped().atoms[field, level], z3.Not(z3.Or(above)))


def test_same_day_without_not_today_is_never_reached() -> None:
    """The law of outcomes holds for every consistent way of answering."""
    known = shipped()
    asked = solver(known)
    forbidden = known.atoms["massage", Permission.NOT_TODAY]

    assert not holds(asked, known.atoms["urgency", Urgency.SAME_DAY], z3.Not(forbidden))
    assert not holds(asked, forbidden, z3.Not(known.atoms[TOTAL]))
    assert not holds(asked, known.atoms[TOTAL], z3.Not(forbidden))


def test_nothing_present_is_self_care() -> None:
    """Whoever has nothing of all that is asked gets the mildest outcome, and z3 agrees."""
    asked = solver(shipped())
    none = [z3.Not(has) for has in shipped().has.values()]

    assert LEAST == triage((), complete=True).at_least
    assert not holds(asked, *none, z3.Or([reached for atom, reached in shipped().atoms.items() if atom not in atoms(LEAST)]))


def _sheets() -> list[tuple[list[str], list[str]]]:
    """Make random consistent sheets of answers, the empty one first."""
    rng = Random(20)
    names = sorted(shipped().has)
    asked = solver(shipped())
    sheets: list[tuple[list[str], list[str]]] = [([], [])]
    while len(sheets) < SHEETS:
        drawn = rng.sample(names, rng.choice((8, 30, 80, len(names))))
        cut = rng.choice((0, 1, 2, 3))
        present, absent = sorted(drawn[:cut]), sorted(drawn[cut:])
        clauses = [*(shipped().has[name] for name in present), *(z3.Not(shipped().has[name]) for name in absent)]
        if holds(asked, *clauses):
            sheets.append((present, absent))
    return sheets


@pytest.mark.parametrize("number", range(SHEETS))
def test_questions_and_bounds_of_the_shipped_table_are_those_that_z3_finds(number: int) -> None:
    """The questions to ask, and what the answer can still become, are exact on the shipped table."""
    present, absent = _sheets()[number]
    answer = triage(present, absent=absent)
    known = shipped()
    asked = solver(known)
    asked.add(*(known.has[name] for name in present), *(z3.Not(known.has[name]) for name in absent))
    marks = marks_of(catalogue())
    reachable = join_atoms([atoms(LEAST), frozenset(atom for atom, reached in known.atoms.items() if holds(asked, reached))])
    certain = join_atoms([atoms(LEAST), frozenset(atom for atom, reached in known.atoms.items() if not holds(asked, z3.Not(reached)))])

    assert changing(known, present, absent) == sorted(answer.ask)
    assert reachable == atoms(answer.at_most, marks)
    assert certain == atoms(answer.at_least, marks)


def test_rules_that_z3_lets_fire_are_those_that_fire() -> None:
    """On the sheets above the compiled evaluator fires what z3 derives from the conditions."""
    for present, _ in _sheets():
        asked = solver(shipped())
        asked.add(*(shipped().has[name] for name in present))
        forced = tuple(name for name, fires in shipped().fires.items() if not holds(asked, z3.Not(fires)))
        answer: Triage = triage(present)
        assert forced == tuple(entry.id for entry in answer.fired)


# ---------------------------------------------------------------------------- the questions themselves, on small tables


PRODUCT = made_up(
    finding("a"),
    finding("b"),
    finding("c", implies=("b",)),
    finding("d", excludes=("a",)),
    finding("e"),
    rule("a-press", "a", massage=Permission.WITH_LIMITS, limits=RuleLimits(max_pressure=4)),
    rule("b-tool", "b", massage=Permission.WITH_LIMITS, limits=RuleLimits(no_tools=("roller",))),
    rule("ab-both", "a", "b", massage=Permission.WITH_LIMITS, limits=RuleLimits(max_pressure=4, no_tools=("roller",))),
    rule("c-stricter", "c", massage=Permission.ASK_FIRST, limits=RuleLimits(max_pressure=3)),
    rule("c-same", "c", massage=Permission.ASK_FIRST, limits=RuleLimits(max_pressure=3)),
    rule("d-soon", "d", urgency=Urgency.SEE_SOON, massage=Permission.OK),
)
"""``ab-both`` is below the join of two rules and below neither of them; of two equal rules neither decides alone."""


def test_a_rule_below_the_join_of_others_is_dead_though_it_is_below_none_of_them() -> None:
    """On a product the pairwise test is wrong: z3 sees it."""
    told = told_by_rules(PRODUCT.load())

    assert not any(told["ab-both"] <= told[other] for other in told if other != "ab-both")
    assert ["ab-both", "c-same", "c-stricter"] == dead_rules(theory(PRODUCT.load()))


def test_a_finding_in_no_rule_is_unused() -> None:
    """A question that no rule reads never changes an answer."""
    assert ["e"] == unused_findings(theory(PRODUCT.load()))


def _dead_by_definition(made: MadeUp) -> list[str]:
    """Name dead rules without z3: below the join of all others whose conditions lie inside its closure."""
    content = made.load()
    table = table_of(content)
    told = told_by_rules(content)
    found: list[str] = []
    for entry in table.rules:
        inside = table.close(entry.when)
        others = [told[other.id] for other in table.rules if other.id != entry.id and inside.issuperset(other.when)]
        joined = join_atoms([atoms(LEAST), *others])
        if join_atoms([joined, told[entry.id]]) == joined:
            found.append(entry.id)
    return found


def test_dead_rules_by_definition_are_those_that_z3_finds() -> None:
    """A rule is dead exactly when its outcome is below the join of all others inside it."""
    assert _dead_by_definition(PRODUCT) == dead_rules(theory(PRODUCT.load()))
    shipped_like = MadeUp(catalogue().relations(), tuple(sorted(catalogue().conditions(), key=attrgetter("id"))))
    dropped = MadeUp(shipped_like.relations, shipped_like.conditions[::3])
    assert _dead_by_definition(dropped) == dead_rules(theory(dropped.load()))
