"""The promise: what does not hold is told as clearly as what does: what it is, with an example, and how many there are."""

import attrs
import pytest

from hamstring import VignetteKind, VignetteResult, catalogue
from hamstring.content.issues import error, note
from hamstring.outputs.report import Report, report_of
from hamstring.outputs.vignettes import VignetteReport
from hamstring.safety.proofs import Proof

LONG = tuple(f"a-finding-with-a-long-name-{number}" for number in range(4))
PROOFS = (
    Proof("monotone", holds=True, witness=("told-only-where-it-fails",), refuses=True),
    Proof("no dead rule", holds=False, witness=LONG),
    Proof("reaches emergency", holds=False),
)
ISSUES = (note("rules", "one", "", "it is told"), error("rules", "other", "when", "it is wrong"), error("tools", "", "", "so is this"))

REPORT = """\
holds monotone
FAILS no dead rule
       for example: a-finding-with-a-long-name-0,
       a-finding-with-a-long-name-1, a-finding-with-a-long-name-2,
       a-finding-with-a-long-name-3
FAILS reaches emergency
note: rules.toml: `one`: it is told
error: rules.toml: `other`.when: it is wrong
error: tools.toml: so is this
3 proofs, 2 fail; 2 errors, 1 notes"""

REFUSED = (Proof("no dead rule", holds=False), Proof("lawful", holds=False, refuses=True))


def test_what_fails_is_told_with_an_example() -> None:
    assert "\n".join(Report(ISSUES, PROOFS, strict=False).lines()) == REPORT


@pytest.mark.parametrize(
    ("report", "first"),
    [
        (Report(ISSUES, PROOFS, strict=True), "rules.toml: `other`.when: it is wrong"),
        (Report(ISSUES[:1], PROOFS, strict=True), "no dead rule"),
        (Report(ISSUES[:1], PROOFS, strict=False), ""),
        (Report((), REFUSED, strict=False), "lawful"),
        (Report((), PROOFS[:1], strict=True), ""),
    ],
)
def test_an_error_counts_always_and_a_defect_only_where_it_is_asked(report: Report, first: str) -> None:
    """What must not be used at all is never let through."""
    assert (report.first_failure, report.holds, report.plain()["holds"]) == (first, not first, not first)


def test_the_shipped_content_is_always_held_to_all() -> None:
    assert report_of(catalogue()).strict is True
    assert report_of(catalogue().with_rules()).strict is True


def test_what_somebody_adds_is_held_to_what_must_hold_unless_more_is_asked() -> None:
    rule = attrs.evolve(catalogue().rules["new-lump"], id="mine", why="Made up.")
    assert (report_of(catalogue().with_rules(rule)).strict, report_of(catalogue().with_rules(rule), strict=True).strict) == (False, True)


# ---------------------------------------------------------------------------- vignettes

STORY, NEAR_MISS = VignetteKind.STORY, VignetteKind.NEAR_MISS
RESULTS = (
    VignetteResult(id="good", kind=STORY, present=("fever",)),
    VignetteResult(id="milder", kind=STORY, present=("fever",), problems=("urgency `self-care`", "massage `ok`")),
    VignetteResult(
        id="stricter", kind=STORY, present=("fever",), stricter=("urgency `emergency`, expected `see-soon`", "massage `not-today`")
    ),
    VignetteResult(id="foreign", kind=STORY, present=("fevr",), unknown=("fevr",)),
    VignetteResult(id="a-rule", kind=VignetteKind.JUST_MET, present=("fever", "new-lump")),
    VignetteResult(
        id="a-rule",
        kind=NEAR_MISS,
        missing="new-lump",
        present=("fever",),
        problems=("the rule fires all the same, and it should not " * 2,),
    ),
)
TOLD = """\
FAILS milder
       urgency `self-care`
       massage `ok`
FAILS a-rule without new-lump
       the rule fires all the same, and it should not the rule fires all the
       same, and it should not
more care than in the story stricter: urgency `emergency`, expected
  `see-soon`; massage `not-today`
2 of 3 patient stories
1 of 1 rules just met
0 of 1 near misses
1 patient stories name findings that this content does not have
3 of 5 vignettes pass; 2 fail"""


def test_each_vignette_that_fails_is_told_with_what_it_lacks() -> None:
    report = VignetteReport(RESULTS)
    assert "\n".join(report.lines()) == TOLD
    assert report.first_failure == "milder: urgency `self-care`"
    assert VignetteReport(RESULTS[5:]).first_failure.startswith("a-rule without new-lump: the rule fires")
    assert (VignetteReport(RESULTS[:1]).failed, VignetteReport(RESULTS[:1]).first_failure) == ((), "")


def test_plain_values_tell_the_same() -> None:
    told = VignetteReport(RESULTS).plain()
    assert told["holds"] is False
    assert VignetteReport(RESULTS[:1]).plain()["holds"] is True
    assert told["counts"] == {
        "story": {"run": 3, "passed": 2, "failed": 1, "skipped": 1},
        "just-met": {"run": 1, "passed": 1, "failed": 0, "skipped": 0},
        "near-miss": {"run": 1, "passed": 0, "failed": 1, "skipped": 0},
        "all": {"run": 5, "passed": 3, "failed": 2, "skipped": 1},
    }
    assert [entry["passed"] for entry in told["vignettes"]] == [True, False, True, False, True, False]
    assert told["vignettes"][3] == {
        "kind": "story",
        "passed": False,
        "id": "foreign",
        "missing": "",
        "present": ("fevr",),
        "problems": (),
        "stricter": (),
        "unknown": ("fevr",),
    }
