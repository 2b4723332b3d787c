"""The promise: what is asked of records across files is asked at its very end: one letter, one day, one screen more is told.

Each check is tried on what just fits, where it says nothing, and on what just does not.
"""

from typing import Any

import attrs
import pytest

from checking import alone, with_record, with_records
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.checks import CHECKS, LOCAL_CHECKS
from hamstring.content.files import Folder
from hamstring.content.issues import Checklist, Issue, Longest
from hamstring.content.kinds import KINDS, SINGLES
from hamstring.model.outcomes import Urgency
from hamstring.model.screening import Asked
from opened import put

Told = list[tuple[str, str]]

NOTHING: dict[str, object] = {kind: {} for kind in KINDS}
"""No record of any kind."""


def told(content: Catalogue, *, local: bool = False, **expected: Any) -> Told:
    """List the place and the problem of the errors that the checks of records find; those of each text only when asked to."""
    checks = [check for check in CHECKS if check.__module__ == "hamstring.content.checks" and (check in LOCAL_CHECKS) is local]
    issues = [issue for check in checks for issue in check(content, Checklist(**expected))]
    return [(issue.where, issue.problem) for issue in issues if issue.severity == "error"]


def test_the_shipped_records_fit() -> None:
    """So each report below is owed to its one change."""
    assert told(catalogue()) == []


# ---------------------------------------------------------------------------- names of files


def with_file(kind: str) -> Catalogue:
    """Give a content with one file more, of a kind that nobody reads."""
    content = Catalogue((Folder(((kind, b""),)),))
    put(content, {name: getattr(catalogue(), name) for name in (*KINDS, *SINGLES)})
    return content


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("rulez", ", did you mean `rules.toml`?"),
        ("figur", ", did you mean `figure.toml`?"),
        ("cheklist", ", did you mean `checklist.toml`?"),
        ("x", ""),
    ],
)
def test_a_file_that_nobody_reads_is_told_with_the_name_that_looks_like_it(name: str, hint: str) -> None:
    assert told(with_file(name)) == [(f"{name}.toml", f"no kind of content has this name{hint}")]
    assert told(with_file("checklist")) == told(with_file("figure")) == told(with_file("rules")) == []


# ---------------------------------------------------------------------------- sources and texts


def test_a_claim_has_a_source_or_is_ours() -> None:
    assert told(alone("benefits", "flexibility-now", sources=(), editorial=True)) == []
    expected = [("benefits.toml: `flexibility-now`.sources", "expected a source, or `editorial = true`")]
    assert told(alone("benefits", "flexibility-now", sources=(), editorial=False)) == expected


@pytest.mark.parametrize(("doi", "url"), [("10.1/x", None), (None, "https://example.org"), ("10.1/x", "https://example.org"), (None, None)])
def test_a_source_can_be_found_or_says_that_it_cannot(doi: str | None, url: str | None) -> None:
    is_lost = doi is None and url is None
    expected = [("sources.toml: `article`.not_located", "expected either a `doi` or `url`, or `not_located = true`")]
    assert told(alone("sources", "article", doi=doi, url=url, not_located=is_lost)) == []
    assert told(alone("sources", "article", doi=doi, url=url, not_located=not is_lost)) == expected


BLANK = "expected text without blanks at its ends"
EMPTY = "expected something, found nothing"


@pytest.mark.parametrize("text", [" A ball.", "A ball.\n", "\tA ball."])
def test_a_text_has_no_blanks_at_its_ends(text: str) -> None:
    assert told(alone("tools", "tennis-ball", plain=text), local=True) == [("tools.toml: `tennis-ball`.plain", BLANK)]
    assert told(alone("phrases", next(iter(catalogue().phrases)), text=text), local=True) == [], "a phrase is joined to others"


def test_what_is_needed_holds_something() -> None:
    assert told(alone("tools", "tennis-ball", plain=""), local=True) == [("tools.toml: `tennis-ball`.plain", EMPTY)]
    assert told(alone("tools", "tennis-ball", choose=("a", "")), local=True) == [("tools.toml: `tennis-ball`.choose", EMPTY)]
    assert told(alone("tools", "tennis-ball", choose=(), note=""), local=True) == [], "nobody needs these"
    assert told(alone("stretches", "lying-leg-raise", demands=()), local=True) == [], "a stretch may ask nothing of the body"
    assert told(with_records(**NOTHING, manifest=attrs.evolve(catalogue().manifest, rules_digest="")), local=True) == []


def test_a_text_within_is_told_with_its_path() -> None:
    first, *rest = catalogue().variants["ball-circles"].at
    content = alone("variants", "ball-circles", at=(attrs.evolve(first, setup=""), *rest), raise_=("",))
    places = [("variants.toml: `ball-circles`.raise", EMPTY), ("variants.toml: `ball-circles`.at.setup", EMPTY)]
    assert told(content, local=True) == places


# ---------------------------------------------------------------------------- lengths


def test_a_text_may_be_as_long_as_it_may_be() -> None:
    content = alone("findings", "fever", name="A fever.")
    content = with_records(findings=content.findings, screens=catalogue().screens)
    where = "findings.toml: `fever`.name"

    def found(**most: int) -> Told:
        return [entry for entry in told(content, longest=(Longest(kind="findings", field="name", **most),)) if entry[0] == where]

    assert found(most_chars=8) == found(most_words=2) == found() == []
    assert found(most_chars=7) == [(where, "8 characters, expected at most 7")]
    assert found(most_words=1) == [(where, "2 words, expected at most 1")]
    assert found(most_chars=7, most_words=1) == [(where, "8 characters, expected at most 7"), (where, "2 words, expected at most 1")]


def test_each_text_of_a_list_is_measured_and_that_of_a_file_without_ids_too() -> None:
    content = alone("tools", "tennis-ball", choose=("one", "three"))
    longest = (Longest(kind="tools", field="choose", most_chars=3), Longest(kind="manifest", field="licence", most_chars=2))
    assert told(content, longest=longest) == [
        ("tools.toml: `tennis-ball`.choose", "5 characters, expected at most 3"),
        ("manifest.toml.licence", "3 characters, expected at most 2"),
    ]


# ---------------------------------------------------------------------------- places in a list, and other names


@pytest.mark.parametrize(
    ("kind", "field"),
    [("conflicts", "number"), ("corrections", "number"), ("questions", "order"), ("screens", "order"), ("stop_signs", "order")],
)
def test_no_two_records_have_the_same_place(kind: str, field: str) -> None:
    names = list(catalogue().kind(kind))[:3]
    content = alone(kind, *names, **{field: 5})
    places = [entry for entry in told(content) if entry[0].endswith(f".{field}")]
    assert places == [(f"{kind}.toml: `{name}`.{field}", f"`{names[0]}` has the same {field}") for name in names[1:]]


def test_two_habits_may_have_the_same_place_in_different_phases() -> None:
    one, other = list(catalogue().practices)[:2]
    for phases, is_told in ((("before", "after"), False), (("after", "after"), True)):
        records = {
            name: attrs.evolve(catalogue().practices[name], order=1, phase=phase) for name, phase in zip((one, other), phases, strict=True)
        }
        found = told(with_records(practices=records))
        assert found == ([(f"practices.toml: `{other}`.order", f"`{one}` has the same order")] if is_told else [])


@pytest.mark.parametrize(
    ("kind", "field", "title"), [("findings", "aliases", "id"), ("glossary", "also", "term"), ("tools", "aliases", "id")]
)
def test_another_name_stands_for_one_thing(kind: str, field: str, title: str) -> None:
    """Whatever the case of its letters."""
    one, other = list(catalogue().kind(kind))[:2]
    known = catalogue().kind(kind)

    def found(first: tuple[str, ...], second: tuple[str, ...]) -> Told:
        records = {one: attrs.evolve(known[one], **{field: first}), other: attrs.evolve(known[other], **{field: second})}
        return [entry for entry in told(with_records(**{kind: records})) if entry[0].endswith(f".{field}")]

    def twice(name: str, alias: str) -> tuple[str, str]:
        return (f"{kind}.toml: `{name}`.{field}", f"`{alias}` stands for something else, or stands twice")

    taken = getattr(known[other], title).upper()
    assert found(("made-up",), ("another",)) == []
    assert found(("made-up",), ("Made-Up",)) == [twice(one, "made-up"), twice(other, "Made-Up")]
    assert found((taken,), ()) == [twice(one, taken)]
    assert found(("made-up", "made-up"), ()) == [twice(one, "made-up")] * 2


# ---------------------------------------------------------------------------- days


def dated(due_within_days: int | None = 366, /, **fields: Any) -> Told:
    """Say what is found with other days in the manifest, in a content with one source."""
    manifest = attrs.evolve(catalogue().manifest, **({"reviewed": "2026-01-31"} | fields))
    sources = {"article": attrs.evolve(catalogue().sources["article"], checked="2026-01-31", year=2026)}
    return told(with_records(**NOTHING | {"manifest": manifest, "sources": sources}), due_within_days=due_within_days)


def test_the_next_review_comes_after_the_last_one_and_soon_enough() -> None:
    expected = [("manifest.toml.review_due", "expected a day within 366 days after the last review")]
    assert dated(review_due="2026-02-01") == dated(review_due="2027-02-01") == []
    for day in ("2026-01-31", "2026-01-30", "2027-02-02"):
        assert dated(review_due=day) == expected


def test_without_a_longest_time_the_next_review_only_comes_after_the_last_one() -> None:
    assert dated(None, review_due="2126-01-31") == []
    assert dated(None, review_due="2026-01-31") == [("manifest.toml.review_due", "expected a day after the last review")]


@pytest.mark.parametrize("field", ["reviewed", "review_due"])
def test_a_day_is_a_day(field: str) -> None:
    assert dated(**({"review_due": "2026-06-01"} | {field: "2026-02-30"})) == [(f"manifest.toml.{field}", "expected a day as `2026-01-31`")]


def test_both_days_are_told_when_neither_is_one() -> None:
    assert [where for where, _ in dated(reviewed="soon", review_due="later")] == ["manifest.toml.reviewed", "manifest.toml.review_due"]


def with_source(**fields: Any) -> Told:
    manifest = attrs.evolve(catalogue().manifest, reviewed="2026-01-31", review_due="2026-06-01")
    sources = {"article": attrs.evolve(catalogue().sources["article"], **fields)}
    return told(with_records(**NOTHING | {"manifest": manifest, "sources": sources}))


def test_no_source_was_checked_after_the_review() -> None:
    assert with_source(checked=None) == with_source(checked="2026-01-31") == []
    for day in ("2026-02-01", "in spring"):
        assert with_source(checked=day) == [("sources.toml: `article`.checked", f"expected a day not after 2026-01-31, found `{day}`")]


def test_no_source_was_printed_after_the_review() -> None:
    assert with_source(year=None) == with_source(year=2026) == []
    assert with_source(year=2027) == [("sources.toml: `article`.year", "expected a year not after 2026, found 2027")]


# ---------------------------------------------------------------------------- screens


def screened(*asked: tuple[str, ...], kind: Asked = Asked.ONCE, opens_with: tuple[str, ...] = (), **expected: Any) -> Told:
    """Say what is found in a content of two findings with screens that ask these."""
    names = list(catalogue().screens)[: len(asked)]
    screens = {
        name: attrs.evolve(catalogue().screens[name], findings=findings, asked=kind, opens_with=opens_with)
        for name, findings in zip(names, asked, strict=True)
    }
    findings = alone("findings", "chest-pain", "fever").findings
    return told(with_records(**NOTHING | {"findings": findings, "screens": screens}), **expected)


def test_each_finding_is_asked_once() -> None:
    assert screened(("chest-pain", "fever")) == screened(("chest-pain",), ("fever",)) == []
    assert screened(("chest-pain",)) == [("findings.toml: `fever`", "expected in exactly one screen, found in 0")]
    assert screened(("chest-pain", "fever"), ("fever",)) == [("findings.toml: `fever`", "expected in exactly one screen, found in 2")]


def test_a_screen_may_ask_as_much_as_it_may_ask() -> None:
    first = next(iter(catalogue().screens))
    assert screened(("chest-pain", "fever"), max_screen_findings=2) == []
    told_of = screened(("chest-pain", "fever"), max_screen_findings=1)
    assert told_of == [(f"screens.toml: `{first}`.findings", "2 questions, expected at most 1")]


def test_only_follow_ups_have_openers() -> None:
    first = next(iter(catalogue().screens))
    asked = ("chest-pain", "fever")
    assert screened(asked, kind=Asked.FOLLOW_UP, opens_with=("fever",)) == []
    for kind in (Asked.ONCE, Asked.SESSION):
        expected = [(f"screens.toml: `{first}`.opens_with", "only `follow-up` screens have openers")]
        assert screened(asked, kind=kind, opens_with=("fever",)) == expected


def test_as_many_screens_each_session_as_there_may_be() -> None:
    asked = (("chest-pain",), ("fever",))
    assert screened(*asked, kind=Asked.SESSION, max_session_screens=2) == screened(*asked, max_session_screens=0) == []
    assert screened(*asked, kind=Asked.SESSION, max_session_screens=1) == [
        ("screens.toml.asked", "2 screens each session, expected at most 1")
    ]


def noted(**records: object) -> list[Issue]:
    content = with_records(**NOTHING | records)
    return [issue for check in CHECKS for issue in check(content, Checklist()) if issue.problem.startswith("no rule asks for it")]


def test_a_finding_is_of_use_in_a_rule_or_as_an_opener_or_by_what_it_brings() -> None:
    findings = alone("findings", "chest-pain", "fever", implies=()).findings
    ruled = {"chest-pain": catalogue().rules["chest-pain"]}
    unused = [Issue("note", "findings.toml: `fever`", "no rule asks for it, and it opens no screen")]
    assert noted(findings=findings, rules=ruled) == unused
    assert noted(findings={**findings, "fever": attrs.evolve(findings["fever"], implies=("chest-pain",))}, rules=ruled) == []
    assert noted(findings={**findings, "fever": attrs.evolve(findings["fever"], implies=("nothing",))}, rules=ruled) == unused
    opening = attrs.evolve(next(iter(catalogue().screens.values())), opens_with=("fever",))
    assert noted(findings=findings, rules=ruled, screens={opening.id: opening}) == []


# ---------------------------------------------------------------------------- rows and what covers them


def test_a_row_is_carried_by_a_rule_or_a_covered_row_or_an_ordinary_case() -> None:
    carriers = {
        kind: {name: attrs.evolve(record, row=row)}
        for kind, row in (("rules", "A"), ("covered", "B"), ("ordinary", "C"))
        for name, record in list(catalogue().kind(kind).items())[:1]
    }
    found = told(with_records(**carriers), rows=("A", "B", "C", "D"))
    problem = "row D is in no rule, contraindication, covered row or ordinary case"
    assert [entry for entry in found if entry[0].startswith("checklist")] == [("checklist.toml.rows", problem)]


def covered(when: tuple[str, ...], *others: Urgency, urgency: Urgency = Urgency.SAME_DAY) -> Told:
    """Say what is found where `fever` and `limp`, at this urgency, cover a row that other rules carry too."""
    rule = attrs.evolve(catalogue().rules["chest-pain"], id="mine", row="X", when=("fever", "limp"), urgency=urgency)
    rules = {"mine": rule} | {
        f"other-{place}": attrs.evolve(rule, id=f"other-{place}", row="R", urgency=other) for place, other in enumerate(others)
    }
    name, row = next(iter(catalogue().covered.items()))
    findings = alone("findings", "fever").findings
    limping = {"limping": attrs.evolve(findings["fever"], id="limping", implies=("limp",))}
    records: dict[str, object] = {
        "covered": {name: attrs.evolve(row, row="R", when=when, covered_by="mine")},
        "rules": rules,
        "findings": {**findings, **limping},
    }
    found = told(with_records(**NOTHING | records))
    return [(where.removeprefix(f"covered.toml: `{name}`"), problem) for where, problem in found if where.startswith("covered")]


def test_the_rule_that_covers_a_row_fires_with_it() -> None:
    assert covered(("fever", "limp")) == covered(("fever", "limping")) == covered(("fever", "limp", "more")) == []
    assert covered(("fever",)) == [(".covered_by", "`mine` also needs `limp`")]
    assert covered(()) == [(".covered_by", "`mine` also needs `fever`")]


def test_the_rule_that_covers_a_row_is_no_milder_than_the_mildest_rule_of_it() -> None:
    assert covered(("fever", "limp"), Urgency.SAME_DAY, Urgency.EMERGENCY) == []
    expected = [(".covered_by", "`mine` is less urgent than every rule of row R")]
    assert covered(("fever", "limp"), Urgency.EMERGENCY, Urgency.SAME_DAY, urgency=Urgency.SEE_SOON) == expected


@pytest.mark.parametrize("when", [("limp", "fever"), ("fever", "fever", "limp")])
def test_the_findings_of_a_covered_row_are_sorted(when: tuple[str, ...]) -> None:
    assert covered(when) == [(".when", "expected findings sorted, without duplicates")]


def test_an_unknown_rule_that_covers_is_left_to_the_check_of_ids() -> None:
    name = next(iter(catalogue().covered))
    assert told(with_record("covered", name, covered_by="nothing", when=("b", "a"))) == []


# ---------------------------------------------------------------------------- advice and stages


def advised(written_for: Urgency, urgency: Urgency) -> Told:
    rule = attrs.evolve(catalogue().rules["chest-pain"], urgency=urgency)
    advice = {rule.advice: attrs.evolve(catalogue().advice[rule.advice], urgency=written_for)}
    found = told(with_records(rules={rule.id: rule}, advice=advice))
    return [entry for entry in found if entry[0].endswith(".advice")]


def test_advice_fits_the_urgency_of_its_rule() -> None:
    """Urgent advice for a milder rule frightens, and mild advice for an urgent rule reassures; mild rules may share their advice."""
    for written_for in Urgency:
        for urgency in Urgency:
            fits = written_for == urgency or (written_for < urgency < Urgency.SAME_DAY)
            problem = f"`emergency-chest` is written for `{written_for}`, the rule is `{urgency}`"
            assert advised(written_for, urgency) == ([] if fits else [("rules.toml: `chest-pain`.advice", problem)])


def test_a_stage_begins_before_it_ends() -> None:
    for hours in ({"from_h": 71, "to_h": 72}, {"from_h": None, "to_h": 0}, {"from_h": 5, "to_h": None}):
        assert told(with_record("stages", "knock-1", **hours)) == []
    for from_h in (72, 73):
        expected = [("stages.toml: `knock-1`.to_h", f"expected more than {from_h}, found 72")]
        assert told(with_record("stages", "knock-1", from_h=from_h, to_h=72)) == expected
