"""The promise: what is shared is used, what is drawn has a record, whole and part name each other, and misspelt names get a hint."""

import attrs
import pytest

from checking import alone, with_record, with_records
from hamstring import UnknownIdError
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.issues import Checklist, Closed, Issue
from hamstring.content.links import LINK_CHECKS
from hamstring.content.spelling import near, nearest
from hamstring.model.figure import Shape, ShapeKind


def told(content: Catalogue, *closed: Closed) -> list[tuple[str, str, str]]:
    """List what the checks of links find that the shipped content has not."""

    def found(known: Catalogue) -> list[Issue]:
        return [issue for check in LINK_CHECKS[1:] for issue in check(known, Checklist(closed=closed))]

    shipped = found(catalogue())
    return [(issue.severity, issue.where, issue.problem) for issue in found(content) if issue not in shipped]


# ---------------------------------------------------------------------------- closed sets and what lies idle


def test_a_field_with_a_closed_set_of_values_has_one_of_them() -> None:
    phases = Closed(kind="practices", field="phase", values=("before", "during"))
    name = next(iter(catalogue().practices))
    content = alone("practices", name, phase="never")
    assert ("error", f"practices.toml: `{name}`.phase", "expected one of `before`, `during`, found `never`") in told(content, phases)
    assert not [entry for entry in told(alone("practices", name, phase="during"), phases) if entry[1].endswith(".phase")]


@pytest.mark.parametrize(("kind", "name"), [("goals", "soreness"), ("positions", "bed"), ("regions", "inner-upper")])
def test_each_member_of_a_closed_set_has_its_record(kind: str, name: str) -> None:
    records = {key: record for key, record in catalogue().kind(kind).items() if key != name}
    assert ("error", f"{kind}.toml: `{name}`", "expected a record of this id, found none") in told(with_records(**{kind: records}))


@pytest.mark.parametrize("kind", ["advice", "demands", "sources", "techniques"])
def test_what_is_shared_is_used(kind: str) -> None:
    """By something else than the log of hazards, which only names what others use."""
    some = next(iter(catalogue().kind(kind).values()))
    shared = {**catalogue().kind(kind), "mine": attrs.evolve(some, id="mine")}
    hazard = attrs.evolve(next(iter(catalogue().hazards.values())), advice=("mine",), demands=("mine",), sources=("mine",), rules=())
    unused = [("note", f"{kind}.toml: `mine`", "nothing uses it")]
    assert told(with_records(**{kind: shared})) == told(with_records(**{kind: shared, "hazards": {hazard.id: hazard}})) == unused


def test_what_a_rule_names_is_used() -> None:
    advice = {**catalogue().advice, "mine": attrs.evolve(catalogue().advice["see-soon"], id="mine")}
    rule = attrs.evolve(catalogue().rules["chest-pain"], id="mine", advice="mine")
    assert told(with_records(advice=advice, rules={**catalogue().rules, "mine": rule})) == []


# ---------------------------------------------------------------------------- corrections


def test_a_correction_is_told_by_a_record_or_belongs_to_a_fact() -> None:
    correction = attrs.evolve(next(iter(catalogue().corrections.values())), id="mine", where=())
    alone_told = told(with_records(corrections={"mine": correction}, article={}))
    assert ("error", "corrections.toml: `mine`.where", "no fact of the article names it, and no record carries it") in alone_told
    fact = attrs.evolve(next(iter(catalogue().article.values())), corrected_by=("mine",))
    for records in (
        {"corrections": {"mine": correction}, "article": {fact.id: fact}},
        {"corrections": {"mine": attrs.evolve(correction, where=("tools:cane",))}, "article": {}},
    ):
        assert not [entry for entry in told(with_records(**records)) if entry[1].startswith("corrections")]


# ---------------------------------------------------------------------------- whole and part


def test_whole_and_part_name_each_other() -> None:
    muscle = "semitendinosus"
    content = with_record("muscles", muscle, heads=("semitendinosus-head", "semimembranosus-head"))
    assert told(content) == [("error", f"muscles.toml: `{muscle}`.heads", "`semimembranosus-head` does not name it in `muscle`")]
    content = with_record("muscles", muscle, heads=())
    assert told(content) == [("error", "heads.toml: `semitendinosus-head`.muscle", f"`{muscle}` does not name it in `heads`")]
    content = with_record("groups", "hamstrings", muscles=("biceps-femoris", "semimembranosus"))
    assert told(content) == [("error", f"muscles.toml: `{muscle}`.group", "`hamstrings` does not name it in `muscles`")]
    content = with_record("regions", "outer-upper", heads=())
    told_of = [(where, problem) for _, where, problem in told(content)]
    assert told_of == [("heads.toml: `biceps-femoris-long-head`.quadrants", "`outer-upper` does not name it in `heads`")]


# ---------------------------------------------------------------------------- the drawing


def drawn(*more: Shape, without: str = "") -> list[tuple[str, str, str]]:
    shapes = tuple(shape for shape in catalogue().figure.shapes if shape.id != without)
    return told(with_record("figure", "", shapes=(*shapes, *more)))


KINDS_DRAWN = {ShapeKind.HEAD: "semitendinosus-head", ShapeKind.KEEP_OUT: "sit-bone", ShapeKind.QUADRANT: "outer-lower"}


@pytest.mark.parametrize("kind", KINDS_DRAWN, ids=str)
def test_each_shape_has_a_record_and_each_place_a_shape(kind: ShapeKind) -> None:
    name = KINDS_DRAWN[kind]
    missing = [("error", "figure.toml.shapes", f"expected a shape for the {kind} `{name}`, found none")]
    assert drawn(without=name) == missing
    misspelt = Shape(id=f"{name}x", kind=kind, d="M 0 0")
    hinted = f"`{name}x` is no {kind} of this content, did you mean `{name}`?"
    assert drawn(misspelt) == [("error", "figure.toml.shapes.id", hinted)]
    assert drawn(Shape(id="q", kind=kind, d="M 0 0")) == [("error", "figure.toml.shapes.id", f"`q` is no {kind} of this content")]


def test_what_is_only_there_to_look_at_needs_no_record() -> None:
    assert drawn(Shape(id="q", kind=ShapeKind.BODY, d="M 0 0")) == []


def test_a_zone_gets_its_next_shade_at_the_very_second() -> None:
    figure = catalogue().figure
    assert [figure.shade(seconds) for seconds in (0, 1)] == [0, 1]
    for number, least in enumerate(figure.shades_s, start=2):
        assert [figure.shade(seconds) for seconds in (least - 1, least)] == [number - 1, number]


# ---------------------------------------------------------------------------- hints


def test_names_that_look_alike_come_best_first() -> None:
    assert near("foam-rollr", ["foam-roller", "tennis-ball"]) == ("foam-roller",)
    assert near("knee", ["another-quite-long-name-of-a-knee", "my-knee-thing"]) == ("my-knee-thing", "another-quite-long-name-of-a-knee")
    assert near("Foam  ROLLER", ["foam-roll", "foam-roller"])[0] == "foam-roller", "whatever the case and the blanks"
    assert near("foam_roller", ["foam-roller"]) == ("foam-roller",)


def test_as_many_names_are_told_as_are_wanted() -> None:
    known = ["ball-a", "ball-b", "ball-c", "ball-d"]
    assert len(near("ball", known)) == len(near("ball-x", known)) == 3
    assert len(near("ball-x", known, 1)) == 1


def test_more_than_half_of_the_words_must_be_shared() -> None:
    assert near("night-pain", ["a-long-name-that-holds-pain-somewhere"]) == ()
    assert near("night-pain", ["a-long-name-that-holds-night-and-pain"]) == ("a-long-name-that-holds-night-and-pain",)


def test_what_is_no_text_looks_like_nothing() -> None:
    assert near(None, ["None"]) == near(5, ["5"]) == near("", ["x"]) == ()


def test_only_the_beginning_of_a_long_name_is_compared() -> None:
    assert near("x" * 100 + "y" * 100_000, ["x" * 100]) == ("x" * 100,)


def test_past_the_first_hundred_unknown_names_nothing_is_compared() -> None:
    found = nearest([f"ball-{number:03}" for number in range(101)], ["ball-1"])
    assert list(found) == sorted(found)
    assert [name for name, matches in found.items() if not matches] == ["ball-100"]


def test_a_kind_that_is_not_known_is_told_with_the_one_that_looks_like_it() -> None:
    with pytest.raises(UnknownIdError) as caught:
        catalogue().kind("tolls")
    assert (caught.value.kind, caught.value.near) == ("kind", {"tolls": ("tools", "goals")})
