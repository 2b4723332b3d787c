"""The promise: a number may lie on its bound and not beyond it, and what lies beyond is told with its place and the bound.

Doses, sums, pressures and points of the planner: each is tried on the bound, where nothing is told, and one step further.
"""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from checking import alone, with_record
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.doses import DOSE_CHECKS, LOCAL_DOSE_CHECKS
from hamstring.content.issues import Checklist
from hamstring.model.policy import Band, Holds, Pattern, Patterns, Suit
from hamstring.model.practice import DoseRange, Role, SecondsSpan, Station, ToolKind

Told = list[tuple[str, str]]


def told(content: Catalogue, *may_earn_more: str, local: bool = False) -> Told:
    """List the place and the problem of what the checks of doses find, those that look at each number only when asked to."""
    checks = [check for check in DOSE_CHECKS if (check in LOCAL_DOSE_CHECKS) is local]
    issues = [issue for check in checks for issue in check(content, Checklist(firm_may_earn_more_for=("tender-spots", *may_earn_more)))]
    assert all(issue.severity == "error" for issue in issues)
    return [(issue.where, issue.problem) for issue in issues]


def of_policy(**fields: object) -> Told:
    return told(with_record("policy", "", **fields))


def span(low: int, high: int) -> SecondsSpan:
    return SecondsSpan(low=low, high=high)


def holds(*seconds: int) -> tuple[Holds, ...]:
    return (Holds(dose_s=sum(seconds), holds=seconds),)


def test_the_shipped_numbers_lie_within_their_bounds() -> None:
    """So each report below is owed to its one number."""
    assert told(catalogue()) == told(catalogue(), local=True) == []


# ---------------------------------------------------------------------------- doses, and what techniques publish

BEYOND: dict[str, tuple[dict[str, object], str, str]] = {
    "a hold too short": ({"hold_s": span(15, 30)}, "hold_s.low", "15 s, expected the span `hold` of techniques.toml, 20 to 30 s"),
    "a hold too long": ({"hold_s": span(20, 35)}, "hold_s.high", "35 s, expected the span `hold` of techniques.toml, 20 to 30 s"),
    "a sweep too short": ({"tool_s": span(55, 120)}, "tool_s.low", "55 s, expected the span `sweep` of techniques.toml, 60 to 120 s"),
    "a sweep too long": ({"tool_s": span(60, 125)}, "tool_s.high", "125 s, expected the span `sweep` of techniques.toml, 60 to 120 s"),
    "a leg too short": ({"leg_s": span(60, 295)}, "leg_s.high", "295 s, expected the span `leg` of techniques.toml, 300 to 600 s"),
    "a leg too long": ({"leg_s": span(60, 605)}, "leg_s.high", "605 s, expected the span `leg` of techniques.toml, 300 to 600 s"),
    "a quick routine too short": ({"quick_below_s": 295}, "quick_below_s", "295 s, expected the span `leg` of techniques.toml, 300 to 600 s"),
    "a quick routine too long": ({"quick_below_s": 605}, "quick_below_s", "605 s, expected the span `leg` of techniques.toml, 300 to 600 s"),
    "a spot too short": ({"spot_doses": holds(25)}, "spot_doses.dose_s", "25 s, expected the span `spot` of techniques.toml, 30 to 60 s"),
    "a spot too long": ({"spot_doses": holds(25, 20, 20)}, "spot_doses.dose_s", "65 s, expected the span `spot` of techniques.toml, 30 to 60 s"),
    "a hold of a spot too long": ({"spot_doses": holds(35)}, "spot_doses.holds", "35 s, expected the span `hold` of techniques.toml, 20 to 30 s"),
    "a stretch too long": ({"stretch_doses": holds(30, 35)}, "stretch_doses.holds", "35 s, expected the span `hold` of techniques.toml, 20 to 30 s"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "field", "problem"), BEYOND.values(), ids=BEYOND)
def test_a_dose_lies_within_the_span_that_techniques_publish(fields: dict[str, object], field: str, problem: str) -> None:
    assert of_policy(**fields) == [(f"policy.toml.{field}", problem)]


def test_a_dose_may_lie_on_either_end_of_its_span() -> None:
    on_the_low = {"hold_s": span(20, 20), "tool_s": span(60, 120), "leg_s": span(60, 300), "quick_below_s": 300, "spot_doses": holds(30)}
    on_the_high = {"hold_s": span(30, 30), "tool_s": span(120, 120), "leg_s": span(60, 600), "quick_below_s": 600, "spot_doses": holds(30, 30)}  # fmt: skip
    for fields in (on_the_low, on_the_high):
        assert of_policy(**fields, stretch_doses=holds(20, 30)) == []


def with_spans(*spans: DoseRange) -> Told:
    """Say what is found when one more technique publishes these spans."""
    return told(with_record("techniques", "petrissage", dose_ranges=(*catalogue().techniques["petrissage"].dose_ranges, *spans)))


def test_where_techniques_differ_the_span_is_what_all_of_them_allow() -> None:
    assert with_spans(DoseRange(scope="hold", low_s=10, high_s=40)) == []
    narrow = with_spans(DoseRange(scope="hold", low_s=25))
    assert ("policy.toml.hold_s.low", "20 s, expected the span `hold` of techniques.toml, 25 to 30 s") in narrow
    narrow = with_spans(DoseRange(scope="hold", high_s=25))
    assert ("policy.toml.hold_s.high", "30 s, expected the span `hold` of techniques.toml, 20 to 25 s") in narrow


def test_without_a_published_span_no_dose_is_right() -> None:
    spots = tuple(entry for entry in catalogue().techniques["compression"].dose_ranges if entry.scope == "spot")
    found = told(with_record("techniques", "compression", dose_ranges=spots))
    assert ("policy.toml.hold_s.low", "20 s, expected the span `hold` of techniques.toml, 1 to 0 s") in found
    assert len(found) == 2 + 17, "both ends of a hold, and each hold of the shipped spots and stretches"


# ---------------------------------------------------------------------------- sums and ceilings


@pytest.mark.parametrize("field", ["spot_doses", "stretch_doses"])
def test_holds_add_up_to_their_dose(field: str) -> None:
    assert of_policy(**{field: (Holds(dose_s=45, holds=(20, 20)),)}) == [(f"policy.toml.{field}.holds", "they add up to 40 s, expected 45")]


def with_pattern(field: str, dose_s: int, blocks: int, **fields: object) -> Told:
    pattern = Pattern(dose_s=dose_s, blocks=("whole",) * blocks)
    return of_policy(patterns=attrs.evolve(catalogue().policy.patterns, **{field: (pattern,)}), **fields)


@pytest.mark.parametrize("field", attrs.fields_dict(Patterns))
def test_blocks_add_up_to_their_dose_within_the_ceiling_of_a_sweep(field: str) -> None:
    assert with_pattern(field, 120, 4) == []
    for dose_s, blocks in ((90, 4), (150, 4), (150, 5)):
        expected = (f"policy.toml.patterns.{field}", f"expected {dose_s} s in blocks of 30, at most 120 s")
        assert with_pattern(field, dose_s, blocks) == [expected]


@pytest.mark.parametrize(
    ("kind", "name", "field", "most"), [("goals", "soreness", "leg_max_s", 600), ("variants", "hands-knead", "max_s", 120)]
)
def test_a_ceiling_of_its_own_is_no_higher_than_the_general_one(kind: str, name: str, field: str, most: int) -> None:
    assert told(with_record(kind, name, **{field: None})) == told(with_record(kind, name, **{field: most})) == []
    found = told(with_record(kind, name, **{field: most + 5}))
    assert found == [(f"{kind}.toml: `{name}`.{field}", f"{most + 5} s, expected at most {most}")]


def test_a_lead_in_of_its_own_is_longer_than_the_usual_one() -> None:
    assert told(with_record("variants", "hands-knead", lead_in_s=None)) == told(with_record("variants", "hands-knead", lead_in_s=6)) == []
    found = told(with_record("variants", "hands-knead", lead_in_s=5))
    assert found == [("variants.toml: `hands-knead`.lead_in_s", "expected more than the usual 5 s, or none")]


# ---------------------------------------------------------------------------- single numbers


def of_one(kind: str, name: str, **fields: object) -> Told:
    """Say what is found in one record, which is the only one beside the numbers of the planner."""
    return told(alone(kind, name, **fields), local=True)


@pytest.mark.parametrize(("seconds", "is_told"), [(0, False), (5, False), (-5, True), (-4, True), (3, True), (6, True)])
def test_seconds_are_multiples_of_the_grain(seconds: int, is_told: bool) -> None:  # noqa: FBT001 - a case
    expected = [("positions.toml: `chair`.switch_s", f"expected a multiple of 5, found {seconds}")]
    assert of_one("positions", "chair", switch_s=seconds) == (expected if is_told else [])


def test_seconds_of_a_table_within_are_multiples_of_the_grain() -> None:
    """Its name tells that the table holds seconds; the names in it need not say so again."""
    enter_s = attrs.evolve(catalogue().positions["chair"].enter_s, slow=7)
    assert of_one("positions", "chair", enter_s=enter_s) == [("positions.toml: `chair`.enter_s.slow", "expected a multiple of 5, found 7")]


def test_seconds_deep_within_are_told_with_their_whole_path() -> None:
    lanes = (Pattern(dose_s=31, blocks=("whole",)),)
    content = with_record("policy", "", patterns=attrs.evolve(catalogue().policy.patterns, lanes=lanes))
    assert told(content, local=True) == [("policy.toml.patterns.lanes.dose_s", "expected a multiple of 5, found 31")]


def of_limit(felt: int) -> Told:
    limits = attrs.evolve(catalogue().contraindications["fever"].limits, max_pressure=felt)
    return of_one("contraindications", "fever", limits=limits)


PRESSURES: dict[str, Callable[[int], Told]] = {
    "goals.toml: `soreness`.cap": lambda felt: of_one("goals", "soreness", cap=felt),
    "policy.toml.unscreened_cap": lambda felt: told(with_record("policy", "", unscreened_cap=felt), local=True),
    "contraindications.toml: `fever`.limits.max_pressure": of_limit,
}


@pytest.mark.parametrize("where", PRESSURES)
def test_a_felt_pressure_lies_on_the_scale(where: str) -> None:
    of = PRESSURES[where]
    assert of(0) == of(10) == []
    assert of(-1) == [(where, "expected 0 to 10, found -1")]
    assert of(11) == [(where, "expected 0 to 10, found 11")]


def test_a_number_that_is_no_pressure_may_leave_the_scale() -> None:
    assert of_one("screens", "call-now", order=11) == []
    assert of_one("screens", "call-now", order=-1) == []


# ---------------------------------------------------------------------------- stations and twins


def with_station(**fields: Any) -> Told:
    first, *rest = catalogue().variants["ball-circles"].at
    return told(with_record("variants", "ball-circles", at=(attrs.evolve(first, **fields), *rest)))


def test_the_pressures_of_a_station_lie_on_the_scale() -> None:
    assert with_station(low=0, high=10) == with_station(low=4, high=4) == []
    for low, high in ((-1, 5), (5, 11), (5, 4)):
        assert with_station(low=low, high=high) == [("variants.toml: `ball-circles`.at.chair", "expected 0 <= low <= high <= 10")]


NO_TWIN = ("variants.toml: `ball-lean`.after", "`ball-press` is no lighter way of the same role with the same tools")


def felt(name: str, *lows: int) -> tuple[Station, ...]:
    """Give the stations of a variant with other lightest pressures."""
    return tuple(attrs.evolve(station, low=low, high=low) for station, low in zip(catalogue().variants[name].at, lows, strict=True))


@pytest.mark.parametrize(
    "fields",
    [
        {"after": "hands-press"},
        {"role": Role.SWEEP},
        {"tool_kinds": (ToolKind.HARD_BALL, ToolKind.SOFT_BALL)},
    ],
    ids=["firm itself", "another role", "not all tools"],
)
def test_the_twin_of_a_firm_variant_is_a_lighter_way_of_the_same(fields: dict[str, object]) -> None:
    assert NO_TWIN in told(with_record("variants", "ball-press", **fields))


@pytest.mark.parametrize("lows", [(5, 5, 5), (6, 6, 6)], ids=["as firm", "firmer"])
def test_the_twin_of_a_firm_variant_is_lighter(lows: tuple[int, ...]) -> None:
    assert told(with_record("variants", "ball-press", at=felt("ball-press", *lows))) == [NO_TWIN]


def test_a_twin_may_fit_more_tools_and_be_lighter_in_one_place_only() -> None:
    kinds = (*catalogue().variants["ball-press"].tool_kinds, ToolKind.CANE)
    assert told(with_record("variants", "ball-press", tool_kinds=kinds)) == []
    assert told(with_record("variants", "ball-press", at=felt("ball-press", 9, 4, 9))) == []
    assert NO_TWIN in told(with_record("variants", "ball-lean", at=felt("ball-lean", 2, 9))), "the lightest of both are the same"


def test_an_unknown_twin_is_left_to_the_check_of_ids() -> None:
    first = next(iter(catalogue().variants))
    assert told(with_record("variants", first, after="nothing")) == []


def with_points(goal: str, *may_earn_more: str, **points: int) -> Told:
    suits = tuple(Suit(variant=name.replace("_", "-"), points=earned) for name, earned in points.items())
    return told(with_record("goals", goal, suits=suits), *may_earn_more)


def test_a_firm_variant_never_earns_more_than_its_twin() -> None:
    expected = [("goals.toml: `relaxation`.suits", "`ball-lean` earns more than `ball-press`, which comes before it")]
    assert with_points("relaxation", ball_lean=2, ball_press=2) == []
    assert with_points("relaxation", ball_lean=3, ball_press=2) == expected
    assert with_points("relaxation", ball_lean=1) == expected, "the twin earns nothing"
    assert with_points("relaxation", ball_press=1) == with_points("relaxation", roller_light=1) == []


def test_a_firm_variant_may_earn_more_where_the_checklist_says_so() -> None:
    """For that goal, and for no other one."""
    assert with_points("relaxation", "relaxation", ball_lean=3, ball_press=2) == []
    assert len(with_points("relaxation", "soreness", ball_lean=3, ball_press=2)) == 1


# ---------------------------------------------------------------------------- points per band


def with_bands(*bands: tuple[int, int]) -> Told:
    return of_policy(quadrant_bands=tuple(Band(up_to_s=up_to_s, points=points) for up_to_s, points in bands))


def test_points_per_band_fall_while_the_bands_rise() -> None:
    expected = [("policy.toml.quadrant_bands", "expected rising seconds with falling points")]
    assert with_bands((15, 8), (30, 6)) == with_bands((15, 8)) == []
    for later in ((30, 8), (30, 10), (15, 6), (10, 6)):
        assert with_bands((15, 8), later) == expected


def test_points_per_band_are_even() -> None:
    expected = ("policy.toml.quadrant_bands.points", "expected an even number, found 7")
    assert with_bands((15, 8), (30, 7)) == [expected]
    assert with_bands((15, 7), (30, 6)) == [expected]
