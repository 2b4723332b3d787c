"""Where findings are, and what that does to each leg."""

import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.errors import ContentError, RequestError
from hamstring.model.answers import Placed
from hamstring.model.logic import Condition, Placing, RuleLimits
from hamstring.model.outcomes import EVERYTHING, NOTHING, Limits, Outcome, Permission, Urgency
from hamstring.model.places import QUADRANTS, Half, Leg, Line, quadrant
from hamstring.safety.table import on_leg
from hamstring.safety.triage import Triage, triage
from strategies import finding, made_up, rule

OK, WITH_LIMITS, ASK_FIRST, NOT_TODAY = Permission
PLACE = RuleLimits(keep_off=("place",))
LEFT, RIGHT = Leg.LEFT, Leg.RIGHT
ALL_LEFT, ALL_RIGHT = (tuple(sorted(on_leg(leg))) for leg in (LEFT, RIGHT))
KEEP_OUTS = {
    "back-of-knee": {"inner-lower", "outer-lower"},
    "buttock-crease": {"inner-upper", "outer-upper"},
    "greater-trochanter": {"outer-upper"},
    "inner-knee": {"inner-lower"},
    "outer-knee": {"outer-lower"},
    "sit-bone": {"inner-upper", "outer-upper"},
}
FINDINGS = (
    finding("fever"),
    finding("graze", Placing.REGION),
    finding("numb-leg", Placing.LEG),
    finding("scab", Placing.REGION),
    finding("deep-cut", Placing.REGION, implies=("graze",)),
)


def content(*rules: Condition) -> Catalogue:
    """Put rules on the findings of this file."""
    return made_up(*FINDINGS, *rules).load()


GRAZED = content(rule("grazed", "graze", massage=WITH_LIMITS, limits=PLACE))
SHUT = content(rule("shut", "graze"), rule("numb", "numb-leg"), rule("hot", "fever"))


def ask(known: Catalogue, *symptoms: str | Placed) -> Triage:
    """Ask a made-up content."""
    return triage(symptoms, catalogue=known)


def closed(leg: Leg, *names: str) -> tuple[str, ...]:
    """Name quadrants as limits do."""
    return tuple(sorted(on_leg(leg, names)))


# ---------------------------------------------------------------------------- quadrants


def test_there_is_a_quadrant_where_each_line_meets_each_half() -> None:
    assert {quadrant(line, half): (line, half) for line in Line for half in Half} == dict(QUADRANTS)
    assert {"outer-upper", "outer-lower", "inner-upper", "inner-lower"} == set(QUADRANTS)


def test_the_other_leg_of_the_left_one_is_the_right_one() -> None:
    assert [RIGHT, LEFT, Leg.BOTH] == [leg.other for leg in Leg]
    assert [(LEFT,), (RIGHT,), (LEFT, RIGHT)] == [leg.each for leg in Leg]


# ---------------------------------------------------------------------------- what a place closes


@pytest.mark.parametrize(
    ("region", "names"),
    [
        *((name, (name,)) for name in QUADRANTS),
        ("upper", ("inner-upper", "outer-upper")),
        ("lower", ("inner-lower", "outer-lower")),
        ("inner", ("inner-lower", "inner-upper")),
        ("outer", ("outer-lower", "outer-upper")),
        ("outer-knee", ("outer-lower",)),
        ("buttock-crease", ("inner-upper", "outer-upper")),
    ],
)
@pytest.mark.parametrize("leg", [LEFT, RIGHT])
def test_a_place_closes_its_quadrants_on_its_leg_only(region: str, names: tuple[str, ...], leg: Leg) -> None:
    answer = ask(GRAZED, Placed("graze", leg, region))

    assert Limits(keep_off=closed(leg, *names)) == answer.limits
    assert answer.limits == answer.on_leg(leg).limits
    assert NOTHING == answer.on_leg(leg.other).limits
    assert (WITH_LIMITS, OK) == (answer.massage_on(leg), answer.massage_on(leg.other))


@pytest.mark.parametrize("region", KEEP_OUTS)
def test_a_shipped_keep_out_place_closes_the_quadrants_that_border_on_it(region: str) -> None:
    answer = triage([Placed("open-wound", RIGHT, region)])

    assert closed(RIGHT, *KEEP_OUTS[region]) == answer.limits.keep_off


def test_shipped_keep_out_places_are_those_named_here() -> None:
    found = {name: set(region.quadrants) for name, region in catalogue().regions.items() if region.kind.value == "keep-out"}

    assert KEEP_OUTS == found


def test_every_shipped_region_closes_something_and_only_quadrants() -> None:
    for name, region in catalogue().regions.items():
        assert region.quadrants, name
        assert set(region.quadrants) <= set(QUADRANTS)


@pytest.mark.parametrize("region", ["inner", "lower", "outer", "upper", *QUADRANTS])
def test_shipped_lines_halves_and_quadrants_close_what_their_records_say(region: str) -> None:
    answer = triage([Placed("open-wound", LEFT, region)])

    assert closed(LEFT, *catalogue().regions[region].quadrants) == answer.limits.keep_off


def test_a_whole_leg_closes_its_thigh() -> None:
    assert ALL_LEFT == ask(GRAZED, "graze@left").limits.keep_off


def test_an_answer_without_a_place_closes_both_thighs() -> None:
    answer = ask(GRAZED, "graze")

    assert (*ALL_LEFT, *ALL_RIGHT) == answer.limits.keep_off
    assert answer.at_least == answer.on_leg(LEFT) == answer.on_leg(RIGHT)


def test_several_places_close_all_of_them() -> None:
    answer = ask(GRAZED, "graze@left:upper", "graze@left:outer-lower", "graze@right:inner-lower")

    assert (*closed(LEFT, "inner-upper", "outer-lower", "outer-upper"), "right:inner-lower") == answer.limits.keep_off


def test_a_place_of_one_finding_does_not_place_another() -> None:
    known = content(rule("grazed", "graze", massage=WITH_LIMITS, limits=PLACE), rule("scabbed", "scab", massage=WITH_LIMITS, limits=PLACE))

    assert ("left:outer-lower", "right:inner-upper") == ask(known, "graze@left:outer-lower", "scab@right:inner-upper").limits.keep_off
    assert (*ALL_LEFT, *ALL_RIGHT) == ask(known, "graze@left:outer-lower", "scab").limits.keep_off


def test_what_is_implied_is_where_the_finding_is() -> None:
    assert ("left:outer-lower",) == ask(GRAZED, "deep-cut@left:outer-lower").limits.keep_off
    assert ("left:outer-lower", "right:inner-upper") == ask(GRAZED, "deep-cut@left:outer-lower", "graze@right:inner-upper").limits.keep_off


def test_what_is_implied_and_concerns_a_whole_leg_is_on_the_whole_leg() -> None:
    known = made_up(
        finding("graze", Placing.REGION, implies=("numb-leg",)),
        finding("numb-leg", Placing.LEG),
        rule("numb", "numb-leg", massage=WITH_LIMITS, limits=PLACE),
    ).load()

    assert ALL_LEFT == ask(known, "graze@left:outer-lower").limits.keep_off


def test_what_is_implied_by_an_answer_without_a_place_is_everywhere() -> None:
    assert (*ALL_LEFT, *ALL_RIGHT) == ask(GRAZED, "deep-cut", "graze@left:outer-lower").limits.keep_off


@pytest.mark.parametrize("region", ["nowhere", "left", "place:upper", ""])
def test_a_rule_that_closes_an_unknown_region_is_refused_on_loading(region: str) -> None:
    known = content(rule("grazed", "graze", massage=WITH_LIMITS, limits=RuleLimits(keep_off=(region,))))

    with pytest.raises(ContentError) as caught:
        triage((), catalogue=known)

    assert ("grazed", "limits.keep_off") == (caught.value.record, caught.value.field)


def test_a_rule_that_closes_the_place_needs_a_finding_that_has_one() -> None:
    known = content(rule("hot", "fever", massage=WITH_LIMITS, limits=PLACE))

    with pytest.raises(ContentError) as caught:
        triage((), catalogue=known)

    assert ("hot", "limits.keep_off") == (caught.value.record, caught.value.field)


# ---------------------------------------------------------------------------- rules of several conditions


def test_a_rule_binds_the_union_of_the_places_of_its_conditions() -> None:
    known = content(rule("both", "graze", "scab", massage=WITH_LIMITS, limits=PLACE))

    assert OK is ask(known, "graze@left:upper").massage
    assert ("left:outer-lower", "right:inner-upper") == ask(known, "graze@left:outer-lower", "scab@right:inner-upper").limits.keep_off
    assert (*ALL_LEFT, *ALL_RIGHT) == ask(known, "graze@left:outer-lower", "scab").limits.keep_off


def test_a_condition_without_a_place_of_its_own_does_not_widen_the_place_of_the_other() -> None:
    known = content(rule("both", "graze", "fever", massage=WITH_LIMITS, limits=PLACE))

    assert ("left:outer-lower",) == ask(known, "graze@left:outer-lower", "fever").limits.keep_off


def test_regions_of_a_rule_close_on_the_legs_of_its_findings() -> None:
    known = content(rule("sore", "numb-leg", massage=WITH_LIMITS, limits=RuleLimits(keep_off=("outer",))))

    assert closed(RIGHT, "outer-lower", "outer-upper") == ask(known, "numb-leg@right").limits.keep_off
    assert 4 == len(ask(known, "numb-leg").limits.keep_off)


def test_regions_of_a_whole_body_rule_close_on_both_legs() -> None:
    known = content(rule("hot", "fever", massage=WITH_LIMITS, limits=RuleLimits(keep_off=("outer-knee",))))

    assert ("left:outer-lower", "right:outer-lower") == ask(known, "fever").limits.keep_off


def test_limits_that_are_no_places_bind_the_leg_of_the_finding_and_the_session() -> None:
    bound = RuleLimits(keep_off=("place",), max_pressure=3, no_tools=("roller",))
    answer = ask(content(rule("sore", "graze", massage=ASK_FIRST, limits=bound)), "graze@left:upper")

    assert (3, ("roller",)) == (answer.limits.max_pressure, answer.limits.no_tools)
    assert (3, ("roller",)) == (answer.on_leg(LEFT).limits.max_pressure, answer.on_leg(LEFT).limits.no_tools)
    assert Outcome() == answer.on_leg(RIGHT)
    assert (ASK_FIRST, OK) == (answer.massage_on(LEFT), answer.massage_on(RIGHT))


# ---------------------------------------------------------------------------- a leg that is shut


def _one_leg_shut(answer: Triage, leg: Leg) -> None:
    told = catalogue().policy.other_leg
    other = Limits(no_tools=told.no_tools, no_strokes=told.no_strokes, no_demands=told.no_demands)
    assert NOT_TODAY is answer.massage
    assert (NOT_TODAY, WITH_LIMITS) == (answer.massage_on(leg), answer.massage_on(leg.other))
    assert EVERYTHING == answer.on_leg(leg).limits
    assert other == answer.on_leg(leg.other).limits
    assert other | Limits(keep_off=tuple(sorted(on_leg(leg)))) == answer.limits


@pytest.mark.parametrize("leg", [LEFT, RIGHT])
@pytest.mark.parametrize("where", ["", ":upper", ":outer-knee"])
def test_what_forbids_massage_on_one_leg_shuts_that_leg_only(leg: Leg, where: str) -> None:
    _one_leg_shut(ask(SHUT, f"graze@{leg}{where}"), leg)


def test_a_finding_of_a_whole_leg_shuts_that_leg() -> None:
    _one_leg_shut(ask(SHUT, "numb-leg@right"), RIGHT)


def test_two_reasons_on_one_leg_shut_that_leg_only() -> None:
    _one_leg_shut(ask(SHUT, "graze@left:upper", "numb-leg@left"), LEFT)


def test_the_other_leg_gets_hands_or_stick_on_a_chair_only() -> None:
    bound = triage({"recent-injury@left"}).on_leg("right").limits
    kinds = {tool.kind.value for tool in catalogue().tools.values()} - {"prop", "percussion"}

    assert {"hands", "stick"} == kinds - set(bound.no_tools)
    assert {"floor", "flat-on-back", "standing", "one-leg-standing"} <= set(bound.no_demands)
    assert not bound.keep_off


@pytest.mark.parametrize("leg", [LEFT, RIGHT])
def test_a_shipped_injury_on_one_leg_shuts_that_leg(leg: Leg) -> None:
    _one_leg_shut(triage([Placed("recent-injury", leg)]), leg)


def test_the_limits_of_the_other_leg_add_to_its_own() -> None:
    known = content(rule("shut", "graze"), rule("sore", "scab", massage=ASK_FIRST, limits=RuleLimits(keep_off=("place",), max_pressure=3)))
    answer = ask(known, "graze@left", "scab@right:inner-upper")
    bound = answer.on_leg(RIGHT).limits

    assert (NOT_TODAY, ASK_FIRST) == (answer.massage_on(LEFT), answer.massage_on(RIGHT))
    assert (("right:inner-upper",), 3) == (bound.keep_off, bound.max_pressure)
    assert set(catalogue().policy.other_leg.no_tools) <= set(bound.no_tools)
    assert (*ALL_LEFT, "right:inner-upper") == answer.limits.keep_off


def test_a_reason_without_a_place_shuts_both_legs() -> None:
    for symptoms in (("graze",), ("fever",), ("graze@left", "fever"), ("graze@left", "graze@right"), ("deep-cut",)):
        answer = ask(SHUT, *symptoms)
        assert EVERYTHING == answer.limits
        assert [NOT_TODAY] * 3 == [answer.massage_on(leg) for leg in Leg]


def test_reasons_on_both_legs_shut_both_legs() -> None:
    for symptoms in (("graze@left:upper", "graze@right:lower"), ("graze@left", "numb-leg@right")):
        answer = ask(SHUT, *symptoms)
        assert NOT_TODAY is answer.massage
        assert [NOT_TODAY] * 3 == [answer.massage_on(leg) for leg in Leg]
        assert [EVERYTHING] * 2 == [answer.on_leg(leg).limits for leg in (LEFT, RIGHT)]


def test_limits_close_both_thighs_when_different_findings_shut_a_leg_each() -> None:
    assert (*ALL_LEFT, *ALL_RIGHT) == ask(SHUT, "graze@left", "numb-leg@right").limits.keep_off


def test_a_rule_over_findings_on_different_legs_shuts_both() -> None:
    known = content(rule("both", "graze", "numb-leg"))

    assert EVERYTHING == ask(known, "graze@left", "numb-leg@right").limits
    _one_leg_shut(ask(known, "graze@left:upper", "numb-leg@left"), LEFT)


def test_a_rule_with_body_scope_binds_both_legs_wherever_its_finding_is() -> None:
    shut = content(rule("shut", "graze", scope="body"))
    limited = content(rule("limited", "graze", massage=WITH_LIMITS, limits=RuleLimits(keep_off=("outer-knee",)), scope="body"))

    assert EVERYTHING == ask(shut, "graze@left:upper").limits
    assert ("left:outer-lower", "right:outer-lower") == ask(limited, "graze@left:upper").limits.keep_off
    assert [WITH_LIMITS] * 2 == [ask(limited, "graze@left:upper").massage_on(leg) for leg in (LEFT, RIGHT)]


def test_a_rule_with_body_scope_closes_the_place_only_where_it_is() -> None:
    known = content(rule("limited", "graze", massage=WITH_LIMITS, limits=RuleLimits(keep_off=("place",), max_pressure=3), scope="body"))
    answer = ask(known, "graze@left:outer-lower")

    assert ("left:outer-lower",) == answer.limits.keep_off
    assert 3 == answer.on_leg(RIGHT).limits.max_pressure


@pytest.mark.parametrize("urgency", [Urgency.SAME_DAY, Urgency.EMERGENCY])
def test_an_urgent_finding_shuts_both_legs_wherever_it_is(urgency: Urgency) -> None:
    answer = ask(content(rule("urgent", "graze", urgency=urgency)), "graze@left:upper")

    assert EVERYTHING == answer.limits
    assert [urgency] * 3 == [answer.on_leg(leg).urgency for leg in Leg]
    assert [NOT_TODAY] * 3 == [answer.massage_on(leg) for leg in Leg]


@pytest.mark.parametrize("urgency", Urgency)
def test_urgency_ignores_places(urgency: Urgency) -> None:
    known = content(rule("urgent", "graze", urgency=urgency))

    assert urgency is ask(known, "graze").urgency
    assert urgency is ask(known, "graze@left:upper").urgency


# ---------------------------------------------------------------------------- asking for a leg


def test_a_leg_is_named_by_member_or_by_text_and_both_join_the_two() -> None:
    answer = ask(SHUT, "graze@left")

    assert answer.on_leg(LEFT) == answer.on_leg("left")
    assert answer.on_leg(LEFT) | answer.on_leg(RIGHT) == answer.on_leg(Leg.BOTH) == answer.on_leg("both")
    assert answer.massage_on("right") is answer.on_leg("right").massage


@pytest.mark.parametrize("leg", ["LEFT", "l", "", None, 0, True, ["left"], b"left"], ids=repr)
def test_an_unknown_leg_is_refused(leg: object) -> None:
    for read in (ask(SHUT).on_leg, ask(SHUT).massage_on):
        with pytest.raises(RequestError) as caught:
            read(leg)  # type: ignore[arg-type]
        assert "leg" == caught.value.field
        assert "one of `left`, `right`, `both`" == caught.value.expected


# ---------------------------------------------------------------------------- what can still become, with places


WIDENING = made_up(
    finding("graze", Placing.REGION),
    finding("grazed-all-over", implies=("graze",)),
    rule("grazed", "graze", massage=WITH_LIMITS, limits=PLACE),
).load()
"""An open question that, answered yes, says that a placed finding is everywhere."""

ADDING = made_up(
    finding("fever"),
    finding("graze", Placing.REGION),
    rule("grazed", "graze", massage=WITH_LIMITS, limits=PLACE),
    rule("hot-and-grazed", "fever", "graze", massage=WITH_LIMITS, limits=PLACE),
).load()
"""An open question that fires a rule which says nothing new at the place of the finding."""


def test_what_can_still_become_reckons_with_a_finding_that_is_everywhere() -> None:
    answer = ask(WIDENING, "graze@left")
    fuller = ask(WIDENING, "graze@left", "grazed-all-over")

    assert fuller.at_least == answer.at_most
    assert not answer.settled


def test_a_question_that_widens_a_place_is_asked() -> None:
    assert ("grazed-all-over",) == ask(WIDENING, "graze@left").ask


@pytest.mark.parametrize("first", ["graze", "graze@left"])
def test_answers_that_differ_in_places_only_are_not_mixed_up(first: str) -> None:
    known = made_up(
        finding("graze", Placing.REGION),
        finding("grazed-all-over", implies=("graze",)),
        rule("grazed", "graze", massage=WITH_LIMITS, limits=PLACE),
    ).load()
    ask(known, first)

    for _ in range(2):
        assert ask(known, "graze").ask == ()
        assert ask(known, "graze@left").ask == ("grazed-all-over",)


def test_what_can_still_become_leaves_a_placed_finding_where_it_is() -> None:
    answer = ask(ADDING, "graze@left")
    fuller = ask(ADDING, "graze@left", "fever")

    assert answer.at_least == fuller.at_least
    assert answer.at_least == answer.at_most


def test_a_question_that_changes_nothing_at_the_place_is_not_asked() -> None:
    assert () == ask(ADDING, "graze@left").ask
    assert ("graze",) == ask(ADDING).ask


def test_a_question_that_shuts_the_other_leg_as_well_is_asked() -> None:
    known = content(rule("shut", "graze"), rule("numb", "numb-leg"))

    assert "numb-leg" in ask(known, "graze@left").ask
    assert EVERYTHING == ask(known, "graze@left").at_most.limits
