"""The promise: every rule and every limit answers to a hazard, and every control is kept by a test or proof that exists."""

import ast
import re
from functools import cache
from pathlib import Path

import attrs
import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.checks import check_content
from hamstring.content.files import Shipped
from hamstring.content.hazards import PROVEN, hazards_of
from hamstring.content.issues import Issue
from hamstring.model.hazards import Hazard, Likelihood, Severity
from hamstring.model.logic import NO_LIMITS, RuleLimits
from hamstring.model.screening import Rule
from hamstring.outputs.hazards import hazards_markdown
from hamstring.safety.proofs import prove
from hamstring.safety.table import table_of
from opened import put
from reviewed import Reviewed

ROOT = Path(__file__).parents[2]
HAZARDS = catalogue().hazards
each_hazard = pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS)

ASKED_FOR = {
    "answers-half-filled",
    "app-ignores-settled",
    "content-past-review",
    "firm-on-fresh-injury",
    "keep-out-pressed",
    "misspelt-id",
    "plan-too-long",
    "rule-made-milder",
    "stale-triage",
    "translation-loses-warning",
}
"""Hazards that the log must never lose."""


@cache
def names_in(path: str) -> frozenset[str]:
    """Name the tests of one file, without running it."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@cache
def proofs() -> frozenset[str]:
    """Name what is proven of the shipped content, and of a content with something added."""
    more = catalogue().with_rules(attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("fever", "new-lump")))
    return frozenset(proof.property for content in (catalogue(), more) for proof in prove(table_of(content)))


@each_hazard
def test_what_keeps_a_control_exists(hazard: Hazard) -> None:
    """A control whose test was renamed or dropped is kept by nothing."""
    for keeper in hazard.kept_by:
        if keeper.startswith(PROVEN):
            assert keeper.removeprefix(PROVEN) in proofs()
        else:
            path, _, test = keeper.partition("::")
            assert (ROOT / path).is_file(), f"no such file: {path}"
            assert test in names_in(path), f"no such test: {keeper}"


@each_hazard
def test_a_hazard_without_a_control_says_so(hazard: Hazard) -> None:
    assert hazard.control.startswith("No control yet") is (not hazard.kept_by)
    assert hazard.left
    assert hazard.editorial


def test_the_log_holds_what_it_must_never_lose() -> None:
    assert set(HAZARDS) >= ASKED_FOR


@pytest.mark.parametrize("rule", sorted(catalogue().rules))
def test_every_rule_answers_to_a_hazard(rule: str) -> None:
    assert hazards_of(catalogue(), rule)


def test_every_kind_of_limit_answers_to_a_hazard() -> None:
    assert {name for hazard in HAZARDS.values() for name in hazard.limits} == set(attrs.fields_dict(RuleLimits))


@pytest.mark.parametrize("rule", [rule for rule in catalogue().rules.values() if rule.limits != NO_LIMITS], ids=lambda rule: rule.id)
def test_every_limit_of_a_rule_answers_to_a_hazard_of_that_rule(rule: Rule) -> None:
    """So a reader sees for each limit and each forbidden demand what it is for."""
    hazards = [HAZARDS[name] for name in hazards_of(catalogue(), rule.id)]
    told = {field for field in attrs.fields_dict(RuleLimits) if getattr(rule.limits, field) not in ((), None)}
    assert told <= {limit for hazard in hazards for limit in hazard.limits}
    assert set(rule.limits.no_demands) <= {demand for hazard in hazards for demand in hazard.demands}


def test_advice_that_covers_a_group_of_rules_is_never_the_common_one() -> None:
    """A new rule with common advice, such as `ask-first`, must be given a hazard by hand."""
    common = {"ask-first", "go-light", "go-round-it"}
    assert not [name for name, hazard in HAZARDS.items() if common & set(hazard.advice)]


# ---------------------------------------------------------------------------- each check can fail


def with_log(old: str, new: str) -> Catalogue:
    """Give the shipped content with one edit in the log, as one that was read from a folder."""
    text = Shipped().text("hazards").decode()
    schema, blank, records = text.partition("\n\n")
    assert old in records
    texts = {
        **{kind: Shipped().text(kind) for kind in Shipped().kinds()},
        "hazards": (schema + blank + records.replace(old, new, 1)).encode(),
    }
    from hamstring.content.files import Folder
    from hamstring.content.kinds import KINDS, SINGLES

    content = Catalogue((Folder(tuple(sorted(texts.items()))),))
    put(content, {name: getattr(catalogue(), name) for name in (*KINDS, *SINGLES) if name != "hazards"})
    return content


BROKEN = {
    "a rule without a hazard": (
        'rules = ["spot-tingles"]\n',
        "",
        Issue("note", "rules.toml: `spot-tingles`", "it answers to no hazard"),
    ),
    "a contraindication without a hazard": (
        'advice = ["spare-your-thumbs"]\n',
        "",
        Issue("note", "contraindications.toml: `thumb-arthritis`", "it answers to no hazard"),
    ),
    "a demand without a hazard": (
        'demands = ["hands-behind", "thumb-press"]',
        'demands = ["thumb-press"]',
        Issue("note", "demands.toml: `hands-behind`", "it answers to no hazard"),
    ),
    "a risk that rises": (
        'after = { severity = "slight", likelihood = "rare" }',
        'after = { severity = "grave", likelihood = "rare" }',
        Issue("error", "hazards.toml: `plan-too-long`.after", "expected no more than `before`"),
    ),
    "a risk that falls by nothing": (
        'after = { severity = "grave", likelihood = "possible" }',
        'after = { severity = "grave", likelihood = "rare" }',
        Issue("error", "hazards.toml: `translation-loses-warning`.after", "expected the same as `before`, as nothing keeps the control"),
    ),
    "a keeper in a file that holds no tests": (
        '"check:lawful"',
        '"src/hamstring/cli.py::test_main"',
        Issue("error", "hazards.toml: `emergency-not-acted-on`.kept_by", "found `src/hamstring/cli.py::test_main`"),
    ),
    "a keeper that names no test": (
        '"check:lawful"',
        '"tests/unit/test_cli.py::main"',
        Issue("error", "hazards.toml: `emergency-not-acted-on`.kept_by", "found `tests/unit/test_cli.py::main`"),
    ),
    "a keeper that is no file of Python": (
        '"check:lawful"',
        '"tests/unit::test_main"',
        Issue("error", "hazards.toml: `emergency-not-acted-on`.kept_by", "found `tests/unit::test_main`"),
    ),
    "a likelihood that rises": (
        'after = { severity = "grave", likelihood = "rare" }',
        'after = { severity = "grave", likelihood = "likely" }',
        Issue("error", "hazards.toml: `artery-or-pressure-in-the-leg-missed`.after", "expected no more than `before`"),
    ),
    "a keeper that is neither test nor proof": (
        '"check:lawful"',
        '"reviewed by hand"',
        Issue(
            "error",
            "hazards.toml: `emergency-not-acted-on`.kept_by",
            "expected `tests/FILE.py::test_NAME` or `check:PROPERTY`, found `reviewed by hand`",
        ),
    ),
    "advice that nobody gives": (
        'advice = ["emergency-spine"]',
        'advice = ["emergency-spin"]',
        Issue(
            "error", "hazards.toml: `cauda-equina-missed`.advice", "`emergency-spin` is none of the advice, did you mean `emergency-spine`?"
        ),
    ),
    "a limit that no rule can have": (
        'limits = ["max_leg_s", "max_session_s", "min_gap_h"]',
        'limits = ["max_leg_s", "max_session", "min_gap_h"]',
        Issue("error", "hazards.toml: `plan-too-long`.limits", "`max_session` is none of the limit kinds"),
    ),
    "a severity outside the scale": (
        'severity = "slight"',
        'severity = "mild"',
        Issue(
            "error",
            "hazards.toml: `hands-overloaded`.after.severity",
            "expected one of `slight`, `moderate`, `serious`, `grave`, found `mild`",
        ),
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN.values(), ids=BROKEN)
def test_one_edit_of_the_log_is_told(old: str, new: str, expected: Issue, reviewed: Reviewed) -> None:
    found = check_content(with_log(old, new))
    reviewed(*(issue for issue in found if not issue.where.startswith("sources.toml")))
    assert any(
        (issue.severity, issue.where) == (expected.severity, expected.where) and expected.problem in issue.problem for issue in found
    )


def test_a_limit_that_no_hazard_names_is_told() -> None:
    text = Shipped().text("hazards").decode().partition("\n\n")[2]
    assert text.count('"min_gap_h"') > 1
    content = with_log("", "")
    less = {
        name: attrs.evolve(hazard, limits=tuple(limit for limit in hazard.limits if limit != "min_gap_h"))
        for name, hazard in HAZARDS.items()
    }
    put(content, {"hazards": less})
    assert Issue("note", "hazards.toml.limits", "`min_gap_h`: it answers to no hazard") in check_content(content)


# ---------------------------------------------------------------------------- the page


PAGE = ROOT / "docs" / "explanation" / "hazards.md"


def test_the_page_lists_every_hazard_as_the_data_says() -> None:
    """The rows are those that `hamstring.outputs.hazards.hazards_markdown(catalogue())` gives."""
    text = PAGE.read_text(encoding="utf-8")
    assert hazards_markdown(catalogue()) in text


@pytest.mark.parametrize("scale", [Severity, Likelihood])
def test_every_step_of_the_scales_is_explained(scale: type[Severity] | type[Likelihood]) -> None:
    schema = Shipped().text("hazards").decode().partition("\n\n")[0]
    page = PAGE.read_text(encoding="utf-8")
    for step in scale:
        explained = re.search(rf'"{step}"\s+([^\n]+)', schema)
        assert explained
        assert f"| `{step}` | {explained[1].strip()[0].upper()}{explained[1].strip()[1:]}. |" in page
