"""What callers may hand over as answers, what it is turned into, and what is refused and why."""

import pickle
from collections.abc import Iterator
from enum import Enum, StrEnum

import pytest

from hamstring.content.catalogue import Catalogue
from hamstring.errors import AnswersError, RequestError, UnknownIdError
from hamstring.model.answers import Answers, Placed
from hamstring.model.logic import Placing, RuleLimits
from hamstring.model.outcomes import Permission
from hamstring.model.places import Leg
from hamstring.safety.answering import Symptoms
from hamstring.safety.triage import Triage, triage
from strategies import finding, made_up, rule

FIRST, SECOND, THIRD = "stage-one", "stage-two", "stage-three"

CONTENT = made_up(
    finding("bruise", Placing.REGION, aliases=("black-and-blue",)),
    finding("cold-foot", Placing.LEG, implies=("poor-blood-flow",)),
    finding("fever", aliases=("high-temperature", "hot")),
    finding("had-injury", Placing.LEG),
    finding("poor-blood-flow", Placing.LEG),
    finding(FIRST, Placing.REGION, implies=("had-injury",), excludes=(SECOND, THIRD)),
    finding(SECOND, Placing.REGION, implies=("had-injury",), excludes=(THIRD,)),
    finding(THIRD, Placing.REGION, implies=("had-injury",)),
    rule("bruised", "bruise", massage=Permission.WITH_LIMITS, limits=RuleLimits(keep_off=("place",))),
    rule("hot-and-bruised", "bruise", "fever"),
).load()


def ask(*symptoms: str | Placed, absent: tuple[str, ...] = (), complete: bool = False) -> Triage:
    """Ask the made-up content."""
    return triage(symptoms, absent=absent, complete=complete, catalogue=CONTENT)


def _generator() -> Iterator[str]:
    yield "fever"


class _Custom:
    def __iter__(self) -> Iterator[str]:
        return iter(("fever",))


def _shown(value: object) -> str:
    """Name a value without its address, which differs from run to run."""
    return type(value).__name__ if " at 0x" in repr(value) else repr(value)


NOT_COLLECTIONS = [
    "fever",
    "",
    b"fever",
    bytearray(b"fever"),
    {"fever": True},
    {},
    None,
    0,
    7,
    1.5,
    True,
    False,
    _generator,
    iter(("fever",)),
    _Custom(),
    Placed("bruise", Leg.LEFT),
    range(2),
]

NO_IDS = [None, 7, True, 1.5, b"fever", ("fever",), ["fever"], {"fever"}, object(), Leg.LEFT]


# ---------------------------------------------------------------------------- collections


@pytest.mark.parametrize("content", [CONTENT, None], ids=["made-up", "shipped"])
@pytest.mark.parametrize("field", ["symptoms", "absent"])
@pytest.mark.parametrize("value", NOT_COLLECTIONS, ids=_shown)
def test_what_is_no_set_list_or_tuple_is_refused(value: object, field: str, content: Catalogue | None) -> None:
    fields: dict[str, object] = {"symptoms": (), "absent": (), field: value}

    with pytest.raises(RequestError) as caught:
        triage(**fields, catalogue=content)  # type: ignore[arg-type]

    assert field == caught.value.field
    assert "a set, list or tuple of finding ids" == caught.value.expected


def test_a_generator_is_refused_and_not_used_up() -> None:
    generator = _generator()

    with pytest.raises(RequestError):
        triage(generator, catalogue=CONTENT)  # type: ignore[arg-type]

    assert ["fever"] == list(generator)


@pytest.mark.parametrize("content", [CONTENT, None], ids=["made-up", "shipped"])
@pytest.mark.parametrize("field", ["symptoms", "absent"])
@pytest.mark.parametrize("value", NO_IDS, ids=_shown)
def test_what_is_no_id_is_refused_inside_a_collection(value: object, field: str, content: Catalogue | None) -> None:
    fields: dict[str, object] = {"symptoms": (), "absent": (), field: ["fever", value] if field == "symptoms" else [value]}

    with pytest.raises(RequestError) as caught:
        triage(**fields, catalogue=content)  # type: ignore[arg-type]

    assert field == caught.value.field
    assert "a finding id" == caught.value.expected


def test_a_placed_finding_cannot_be_absent_since_absent_denies_every_place() -> None:
    with pytest.raises(RequestError) as caught:
        triage((), absent=[Placed("bruise", Leg.LEFT)], catalogue=CONTENT)  # type: ignore[list-item]

    assert "absent" == caught.value.field


@pytest.mark.parametrize("value", [0, 1, None, "yes", "", ()], ids=repr)
@pytest.mark.parametrize("content", [CONTENT, None], ids=["made-up", "shipped"])
def test_complete_takes_true_or_false_only(value: object, content: Catalogue | None) -> None:
    with pytest.raises(RequestError) as caught:
        triage((), complete=value, catalogue=content)  # type: ignore[arg-type]

    assert "complete" == caught.value.field
    assert "True or False" == caught.value.expected


def test_every_collection_is_taken() -> None:
    expected = ask("bruise", "fever")

    names = ["fever", "bruise"]
    collections: tuple[Symptoms, ...] = (names, tuple(names), set(names), frozenset(names))
    for collection in collections:
        assert expected == triage(collection, catalogue=CONTENT)
    assert expected == triage(dict.fromkeys(("fever", "bruise")).keys(), catalogue=CONTENT)


def test_nothing_present_is_an_answer() -> None:
    assert Answers() == ask().answers


class _Word(str, Enum):  # noqa: UP042 - callers on every Python write it so
    FEVER = "fever"


class _NewWord(StrEnum):
    FEVER = "fever"


@pytest.mark.parametrize("member", [_Word.FEVER, _NewWord.FEVER], ids=["str-enum", "StrEnum"])
@pytest.mark.parametrize("absent", [(), ("chest-pain",)], ids=["fast", "careful"])
def test_a_member_of_a_text_enum_is_read_as_its_text(member: str, absent: tuple[str, ...]) -> None:
    answers = triage({member}, absent=absent).answers

    assert ("fever",) == answers.present
    assert [str] == [type(name) for name in answers.present]


# ---------------------------------------------------------------------------- unknown ids


def test_all_unknown_ids_are_told_at_once_with_near_matches() -> None:
    with pytest.raises(UnknownIdError) as caught:
        triage(["fevr", "bruise", "cold-feet", "bruize@left"], absent=["stage-on", "qqqqq"], catalogue=CONTENT)

    assert "finding" == caught.value.kind
    assert ("bruize", "cold-feet", "fevr", "qqqqq", "stage-on") == caught.value.ids
    assert "fever" == caught.value.near["fevr"][0]
    assert "bruise" == caught.value.near["bruize"][0]
    assert "cold-foot" == caught.value.near["cold-feet"][0]
    assert "stage-one" == caught.value.near["stage-on"][0]
    assert () == caught.value.near["qqqqq"]


@pytest.mark.parametrize("name", ["", " ", "-", "fever!", "no fever", "fever fever", "f e v e r", "héver", "\ud800", "x" * 5_000])
def test_a_text_that_no_finding_has_is_unknown(name: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        ask(name)

    assert (name,) == caught.value.ids


def test_an_unknown_id_is_told_even_when_answers_contradict_each_other() -> None:
    with pytest.raises(UnknownIdError):
        ask("fever", "fevr", absent=("fever",))


def test_an_unknown_id_of_the_shipped_content_has_near_matches() -> None:
    with pytest.raises(UnknownIdError) as caught:
        triage({"chest-pian"})

    assert "chest-pain" == caught.value.near["chest-pian"][0]


def test_a_near_match_is_never_taken_for_the_answer() -> None:
    for name in ("bruises", "a-bruise", "cold-foots", "fevers"):
        with pytest.raises(UnknownIdError):
            ask(name)


# ---------------------------------------------------------------------------- aliases and folding


@pytest.mark.parametrize(
    "name",
    ["fever", "Fever", "FEVER", " fever ", "high-temperature", "High Temperature", "high_temperature", " high   temperature", "HOT"],
)
def test_case_spaces_and_underscores_are_folded_and_aliases_stand_for_their_finding(name: str) -> None:
    assert ("fever",) == ask(name).answers.present
    assert ("fever",) == triage((), absent=[name], catalogue=CONTENT).answers.absent


def test_an_alias_can_be_placed() -> None:
    assert ask("bruise@left:upper") == ask("Black and Blue@left:upper") == ask(Placed("black-and-blue", Leg.LEFT, "upper"))


def test_an_alias_and_its_id_are_one_answer() -> None:
    assert ask("fever") == ask("hot", "fever", "HIGH TEMPERATURE")


def test_an_alias_is_found_however_the_content_spells_it() -> None:
    content = made_up(finding("clot", aliases=("DVT", "deep vein clot")), rule("clotted", "clot")).load()

    for name in ("clot", "DVT", "dvt", "deep vein clot", "deep-vein-clot"):
        assert ("clot",) == triage({name}, catalogue=content).answers.present


# ---------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bruise@left", Placed("bruise", Leg.LEFT)),
        ("bruise@right", Placed("bruise", Leg.RIGHT)),
        ("bruise@left:outer-lower", Placed("bruise", Leg.LEFT, "outer-lower")),
        ("bruise@right:inner", Placed("bruise", Leg.RIGHT, "inner")),
        ("bruise@left:outer-knee", Placed("bruise", Leg.LEFT, "outer-knee")),
    ],
)
def test_a_placed_text_is_the_same_as_its_value(text: str, expected: Placed) -> None:
    assert expected == Placed.parse(text)
    assert text == str(expected)
    assert (expected,) == ask(text).answers.placed
    assert ask(text) == ask(expected)


@pytest.mark.parametrize(
    "text",
    [
        "@",
        "@left",
        "bruise@",
        "bruise@:upper",
        "bruise@left:",
        "bruise@both",
        "bruise@LEFT",
        "bruise@ left",
        "bruise@left @right",
        "bruise@left@right",
        "bruise@middle:upper",
        "bruise@left;upper",
        "@left:upper",
    ],
)
def test_a_placed_text_of_another_form_is_refused(text: str) -> None:
    for read in (Placed.parse, ask):
        with pytest.raises(RequestError) as caught:
            read(text)
        assert "symptoms" == caught.value.field
        assert "`finding`, `finding@left` or `finding@left:region`" == caught.value.expected
        assert repr(text) == caught.value.value


@pytest.mark.parametrize("region", ["nowhere", "uper", "left", "outer-outer", "upper:lower"])
def test_an_unknown_region_is_told_with_near_matches(region: str) -> None:
    for symptom in (f"bruise@left:{region}", Placed("bruise", Leg.LEFT, region)):
        with pytest.raises(UnknownIdError) as caught:
            ask(symptom)
        assert "region" == caught.value.kind
        assert (region,) == caught.value.ids


def test_an_unknown_region_has_the_quadrants_and_halves_among_its_near_matches() -> None:
    with pytest.raises(UnknownIdError) as caught:
        triage({"open-wound@left:outer-lowr"})

    assert "outer-lower" == caught.value.near["outer-lowr"][0]


@pytest.mark.parametrize("leg", [Leg.BOTH, "both", "LEFT", "", None, 1, True])
def test_a_place_is_on_one_leg(leg: object) -> None:
    with pytest.raises(RequestError) as caught:
        Placed("bruise", leg)  # type: ignore[arg-type]

    assert "leg" == caught.value.field


@pytest.mark.parametrize("leg", [Leg.RIGHT, "right"])
def test_a_leg_is_taken_as_a_member_or_as_text(leg: Leg) -> None:
    assert Leg.RIGHT is Placed("bruise", leg).leg


@pytest.mark.parametrize("name", [None, 7, b"bruise", ["bruise"], ""], ids=repr)
def test_a_placed_finding_is_text(name: object) -> None:
    with pytest.raises(RequestError) as caught:
        Placed(name, Leg.LEFT)  # type: ignore[arg-type]

    assert "finding" == caught.value.field


@pytest.mark.parametrize("region", [7, b"upper", ["upper"], ""], ids=repr)
def test_the_region_of_a_placed_finding_is_text_or_nothing(region: object) -> None:
    with pytest.raises(RequestError) as caught:
        Placed("bruise", Leg.LEFT, region)  # type: ignore[arg-type]

    assert "region" == caught.value.field


def test_a_finding_of_the_whole_body_cannot_be_placed() -> None:
    for symptom in ("fever@left", "fever@left:upper", Placed("fever", Leg.RIGHT), "hot@left"):
        with pytest.raises(RequestError) as caught:
            ask(symptom)
        assert "symptoms" == caught.value.field
        assert "`fever` without a place; it concerns the whole body" == caught.value.expected


def test_a_finding_of_a_whole_leg_cannot_be_placed_on_a_part_of_it() -> None:
    assert (Placed("cold-foot", Leg.LEFT),) == ask("cold-foot@left").answers.placed
    with pytest.raises(RequestError) as caught:
        ask("cold-foot@left:upper")
    assert "`cold-foot@left`; it concerns the whole leg" == caught.value.expected


def test_an_answer_without_a_place_absorbs_placed_ones() -> None:
    answers = ask("bruise", "bruise@left", Placed("bruise", Leg.RIGHT, "upper")).answers

    assert Answers(present=("bruise",)) == answers


def test_a_whole_leg_absorbs_its_parts_only() -> None:
    answers = ask("bruise@left", "bruise@left:upper", "bruise@right:upper").answers

    assert (Placed("bruise", Leg.LEFT), Placed("bruise", Leg.RIGHT, "upper")) == answers.placed


def test_both_legs_together_are_an_answer_without_a_place() -> None:
    assert Answers(present=("bruise",)) == ask("bruise@left", "bruise@right", "bruise@right:upper").answers


def test_answers_are_sorted_and_free_of_duplicates() -> None:
    answers = ask("fever", "cold-foot@right", "bruise@right:upper", "bruise@left", "fever", absent=(THIRD, FIRST, THIRD)).answers

    assert ("fever",) == answers.present
    assert ("bruise@left", "bruise@right:upper", "cold-foot@right") == tuple(map(str, answers.placed))
    assert (FIRST, THIRD) == answers.absent
    assert ("fever", *answers.placed) == answers.symptoms


# ---------------------------------------------------------------------------- contradictions


def test_present_and_absent_at_once_is_refused() -> None:
    for symptom in ("fever", "hot", "FEVER"):
        with pytest.raises(AnswersError) as caught:
            ask(symptom, absent=("fever",))
        assert ("fever",) == caught.value.findings


def test_a_placed_finding_that_is_denied_is_refused() -> None:
    with pytest.raises(AnswersError) as caught:
        ask("bruise@left:upper", absent=("bruise",))

    assert ("bruise",) == caught.value.findings


def test_a_denial_of_what_is_implied_is_refused() -> None:
    for symptom in ("cold-foot", "cold-foot@left"):
        with pytest.raises(AnswersError) as caught:
            ask(symptom, absent=("poor-blood-flow",))
        assert "poor-blood-flow" in caught.value.findings


def test_every_contradiction_between_yes_and_no_is_told_at_once() -> None:
    with pytest.raises(AnswersError) as caught:
        ask("bruise", "fever", FIRST, absent=("bruise", "fever", "had-injury"))

    assert {"bruise", "fever", "had-injury"} <= set(caught.value.findings)


@pytest.mark.parametrize("pair", [(FIRST, SECOND), (SECOND, FIRST), (FIRST, THIRD), (SECOND, THIRD), (THIRD, SECOND)])
def test_stages_that_exclude_each_other_are_refused(pair: tuple[str, str]) -> None:
    for symptoms in (pair, (f"{pair[0]}@left", f"{pair[1]}@right")):
        with pytest.raises(AnswersError) as caught:
            ask(*symptoms)
        assert tuple(sorted(pair)) == caught.value.findings
        assert "cannot all be true" == caught.value.problem


def test_shipped_stages_exclude_each_other_on_the_fast_way_too() -> None:
    with pytest.raises(AnswersError) as caught:
        triage({"pull-stage-1", "pull-stage-2"})

    assert ("pull-stage-1", "pull-stage-2") == caught.value.findings


def test_what_implied_findings_exclude_is_refused() -> None:
    content = made_up(finding("a", implies=("b",)), finding("b", excludes=("c",)), finding("c"), finding("d", implies=("c",))).load()

    for symptoms in (("a", "c"), ("a", "d"), ("b", "d")):
        with pytest.raises(AnswersError):
            triage(symptoms, catalogue=content)


def test_one_stage_with_the_others_denied_is_fine() -> None:
    assert tuple(sorted((SECOND, THIRD))) == ask(FIRST, absent=(SECOND, THIRD)).answers.absent


def test_what_implies_a_denied_finding_is_no_question_any_more() -> None:
    content = made_up(finding("a", implies=("b",)), finding("b"), rule("r", "a")).load()

    assert ("a",) == triage((), catalogue=content).ask
    assert () == triage((), absent=("b",), catalogue=content).ask


def test_what_a_present_finding_excludes_is_no_question_any_more() -> None:
    content = made_up(finding("a", excludes=("b",)), finding("b"), rule("r", "b"), rule("s", "a", massage=Permission.ASK_FIRST)).load()

    assert ("b", "a") == triage((), catalogue=content).ask
    assert () == triage(("a",), catalogue=content).ask


# ---------------------------------------------------------------------------- complete


def test_complete_writes_out_each_denial_and_spares_what_is_implied() -> None:
    answers = ask("cold-foot@left", complete=True).answers

    assert ("bruise", "fever", "had-injury", FIRST, THIRD, SECOND) == answers.absent
    assert answers == triage(answers.symptoms, absent=answers.absent, catalogue=CONTENT).answers


def test_complete_denies_the_findings_of_the_content_at_hand() -> None:
    smaller = made_up(finding("fever"), rule("hot", "fever")).load()
    before = triage((), complete=True, catalogue=smaller).answers

    assert ("fever",) == before.absent
    assert "bruise" not in triage(before.symptoms, absent=before.absent, catalogue=CONTENT).answers.absent


# ---------------------------------------------------------------------------- answers as values


def test_answers_and_places_survive_pickling_and_hash_alike() -> None:
    answers = ask("fever", "bruise@left:upper", absent=(FIRST,)).answers
    twin = pickle.loads(pickle.dumps(answers))

    assert answers == twin
    assert hash(answers) == hash(twin)


def test_answers_cannot_be_changed() -> None:
    answers = ask("fever").answers

    with pytest.raises(AttributeError):
        answers.present = ()  # type: ignore[misc]


def test_what_a_caller_changes_afterwards_does_not_matter() -> None:
    symptoms = ["fever"]
    answer = triage(symptoms)
    symptoms.append("chest-pain")

    assert ("fever",) == answer.answers.present
