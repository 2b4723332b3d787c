"""The promise: told a patient story, triage answers as a careful clinician who never saw the rules would.

It is never less urgent than the clinician, and at most one step more; it allows exactly as much massage;
and every limit that the clinician asked for holds. The stories are package data, `vignettes.toml`.
At the boundary of every rule the answer is what the rules say when they are read plainly, here from the files themselves.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from checking import rule_of
from hamstring import run_vignettes, triage
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Shipped
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.places import QUADRANTS
from hamstring.model.vignettes import Vignette
from hamstring.safety import vignettes
from hamstring.safety.triage import Triage
from hamstring.safety.vignettes import VignetteKind
from opened import put

STORIES: dict[str, dict[str, Any]] = tomllib.loads(Shipped().text("vignettes").decode())
URGENCIES, PERMISSIONS = [str(level) for level in Urgency], [str(level) for level in Permission]
SETS = ("keep_off", "no_demands", "no_strokes", "no_tools")

each_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
limited_story = pytest.mark.parametrize(
    ("story", "name"), [pytest.param(story, name, id=f"{key}-{name}") for key, story in STORIES.items() for name in SETS if name in story]
)
capped_story = pytest.mark.parametrize("story", [pytest.param(story, id=key) for key, story in STORIES.items() if "max_pressure" in story])


def answered(story: dict[str, Any]) -> Triage:
    """Give the triage of what this person ticks."""
    return triage(story["present"], absent=story.get("absent", []))


@each_story
def test_urgency_is_never_below_the_clinician(story: dict[str, Any]) -> None:
    """Nobody is told to wait longer than a careful clinician would let them."""
    assert answered(story).urgency >= Urgency(story["urgency"])


@each_story
def test_urgency_is_at_most_one_step_above_the_clinician(story: dict[str, Any]) -> None:
    """Nobody is alarmed by two steps: that is how alarms lose their worth."""
    assert URGENCIES.index(str(answered(story).urgency)) <= URGENCIES.index(story["urgency"]) + 1


@each_story
def test_massage_is_what_the_clinician_allows(story: dict[str, Any]) -> None:
    """Neither a risky massage allowed nor a harmless one refused."""
    assert Permission(story["massage"]) == answered(story).massage


@capped_story
def test_pressure_stays_below_the_cap_of_the_clinician(story: dict[str, Any]) -> None:
    """The pressure that a condition bears is never exceeded."""
    limits = answered(story).limits
    assert limits.is_total or (limits.max_pressure is not None and limits.max_pressure <= story["max_pressure"])


@limited_story
def test_what_the_clinician_forbids_is_forbidden(story: dict[str, Any], name: str) -> None:
    """Tools, demands, strokes and places that the clinician shuts are shut."""
    limits = answered(story).limits
    assert limits.is_total or set(story[name]) <= set(getattr(limits, name))


def test_every_finding_has_a_story() -> None:
    """No finding goes into the content without somebody who ticks it."""
    ticked = {entry.partition("@")[0] for story in STORIES.values() for entry in story["present"]}
    assert set(catalogue().findings) == ticked


# ---------------------------------------------------------------------------- boundaries, by another reader of the files

RAW: dict[str, dict[str, Any]] = {
    **tomllib.loads(Shipped().text("rules").decode()),
    **{name: raw | {"when": [raw["finding"]]} for name, raw in tomllib.loads(Shipped().text("contraindications").decode()).items()},
}
IMPLIES: dict[str, list[str]] = {name: raw.get("implies", []) for name, raw in tomllib.loads(Shipped().text("findings").decode()).items()}
COVERS: dict[str, list[str]] = {
    name: raw.get("quadrants", [name]) for name, raw in tomllib.loads(Shipped().text("regions").decode()).items()
}


def brings(names: list[str]) -> set[str]:
    found = set(names)
    return (
        found
        if all(set(IMPLIES[name]) <= found for name in found)
        else brings([*found, *(more for name in found for more in IMPLIES[name])])
    )


def read(names: list[str]) -> tuple[set[str], str, str, dict[str, Any]]:
    """Give the fired rules, the highest level of each ladder, and all limits, from the files alone."""
    fired = {name for name, raw in RAW.items() if set(raw["when"]) <= brings(names)}
    urgency = max((URGENCIES.index(RAW[name]["urgency"]) for name in fired), default=0)
    massage = max((PERMISSIONS.index(RAW[name]["massage"]) for name in fired), default=0)
    told = [RAW[name].get("limits", {}) for name in fired]
    limits: dict[str, Any] = {field: {entry for limit in told for entry in limit.get(field, [])} for field in SETS}
    closed = {name for region in limits["keep_off"] for name in (QUADRANTS if region == "place" else COVERS[region])}
    limits["keep_off"] = {f"{leg}:{name}" for leg in ("left", "right") for name in closed}
    for field, choose in (("max_pressure", min), ("max_leg_s", min), ("max_session_s", min), ("min_gap_h", max)):
        limits[field] = choose((limit[field] for limit in told if field in limit), default=None)
    return fired, URGENCIES[urgency], PERMISSIONS[massage], limits


def boundaries() -> list[tuple[str, str, list[str]]]:
    """Give each rule just met, and each near miss: without one condition, and without whatever brings it."""
    found: list[tuple[str, str, list[str]]] = []
    for name, raw in RAW.items():
        found.append((name, "", list(raw["when"])))
        found += [(name, missing, [other for other in raw["when"] if missing not in brings([other])]) for missing in raw["when"]]
    return found


def test_at_every_boundary_the_answer_is_what_the_files_say() -> None:
    """Just met, a rule fires; one condition away it does not; the answer is that of all rules that remain."""
    for name, missing, present in boundaries():
        fired, urgency, massage, limits = read(present)
        answer = triage(present)
        assert (name in fired) == (not missing), name
        assert fired == {rule.id for rule in answer.fired}, (name, missing)
        assert (urgency, massage) == (str(answer.urgency), str(answer.massage)), (name, missing)
        if massage == "not-today":
            assert answer.limits.is_total, (name, missing)
        else:
            actual = attrs.asdict(answer.limits) | {field: set(getattr(answer.limits, field)) for field in SETS}
            assert limits | {"is_total": False} == actual, (name, missing)


def test_the_boundaries_that_users_run_are_all_boundaries() -> None:
    """No rule and no condition is left out."""
    run = [
        (result.id, result.missing, tuple(sorted(result.present))) for result in run_vignettes() if result.kind is not VignetteKind.STORY
    ]
    assert sorted((name, missing, tuple(sorted(present))) for name, missing, present in boundaries()) == sorted(run)


# ---------------------------------------------------------------------------- what users run


def test_all_vignettes_pass_on_the_shipped_content() -> None:
    assert [result for result in run_vignettes() if not result.passed] == []
    assert list(STORIES) == [result.id for result in run_vignettes() if result.kind is VignetteKind.STORY]


def with_stories(*stories: Vignette) -> Catalogue:
    """Give a content with the shipped rules and stories of its own."""
    content = catalogue().with_rules()
    put(content, {"vignettes": {story.id: story for story in stories}})
    return content


FEVER = Vignette(id="mine", story="x", present=("fever",), urgency=Urgency.SELF_CARE, massage=Permission.NOT_TODAY, row="x")
BLOOD = Vignette(id="mine", story="x", present=("takes-anticoagulant",), urgency=Urgency.SELF_CARE, massage=Permission.ASK_FIRST, row="x")


@pytest.mark.parametrize(
    ("story", "problem"),
    [
        (attrs.evolve(FEVER, urgency=Urgency.EMERGENCY), "urgency `self-care`, expected at least `emergency`"),
        (attrs.evolve(FEVER, massage=Permission.OK), "massage `not-today`, expected `ok`"),
        (attrs.evolve(FEVER, present=("chest-pain",)), "urgency `emergency`, expected at most one step above `self-care`"),
        (attrs.evolve(FEVER, present=("coughing-blood",)), "urgency `same-day`, expected at most one step above `self-care`"),
        (attrs.evolve(FEVER, present=("fevr",)), "unknown finding `fevr`, did you mean `fever`?"),
        (attrs.evolve(BLOOD, massage=Permission.NOT_TODAY), "massage `ask-first`, expected `not-today`"),
        (attrs.evolve(BLOOD, max_pressure=2), "max_pressure is 3, expected at most 2"),
        (attrs.evolve(BLOOD, max_leg_s=60), "max_leg_s is open, expected at most 60"),
        (attrs.evolve(BLOOD, min_gap_h=48), "min_gap_h is open, expected at least 48"),
        (attrs.evolve(BLOOD, no_tools=("hands",)), "no_tools lacks `hands`"),
        (attrs.evolve(BLOOD, keep_off=("left:outer-lower",)), "keep_off lacks `left:outer-lower`"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_story_that_does_not_hold_is_told(story: Vignette, problem: str) -> None:
    assert problem in run_vignettes(with_stories(story))[0].problems


@pytest.mark.parametrize("story", [FEVER, BLOOD, attrs.evolve(BLOOD, max_pressure=3)], ids=["fever", "blood", "cap"])
def test_a_story_that_holds_passes(story: Vignette) -> None:
    assert run_vignettes(with_stories(story))[0].passed


def test_a_rule_that_adds_care_fails_no_shipped_story_and_is_told() -> None:
    """A pack may only add care; whose answer it changes stands in the result."""
    strict = rule_of("varicose-veins", urgency=Urgency.EMERGENCY, advice="emergency")
    results = run_vignettes(catalogue().with_rules(strict))
    assert all(result.passed for result in results)
    changed = {result.id for result in results if result.stricter}
    assert changed
    assert all(any(entry.startswith("varicose-veins") for entry in STORIES[name]["present"]) for name in changed)


WHOLE = """
content_version = "1"
schema = 1
reviewed = "2026-01-01"
review_due = "2026-06-01"
clinician_reviewed = false
licence = "MIT"
rules_digest = ""
title = "x"
language = "en"
"""


def test_a_content_without_stories_borrows_those_whose_findings_it_has(tmp_path: Path) -> None:
    """A story that names a finding of ours only is not run, and that is told."""
    finding = 'name = "x"\nask = "x?"\nkind = "symptom"\nplace = "none"\neditorial = true\n'
    (tmp_path / "manifest.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "findings.toml").write_text(f"[fever]\n{finding}", encoding="utf-8")
    stories = [result for result in run_vignettes(Catalogue.from_folder(tmp_path)) if result.kind is VignetteKind.STORY]
    run = [result for result in stories if not result.unknown]
    assert len(stories) == len(STORIES)
    assert run
    assert all(bool(result.problems) == (result.present == ("fever",)) for result in run)
    assert not any(result.problems or result.passed for result in stories if result.unknown)


def answer_instead(monkeypatch: pytest.MonkeyPatch, change: Callable[[list[str]], list[str]]) -> None:
    """Let what runs the stories and cases get the answer to other findings than it names."""

    def instead(names: list[str], *, absent: list[str] | tuple[str, ...] = (), catalogue: Catalogue | None = None) -> Triage:
        return triage(change(names), absent=absent, catalogue=catalogue)

    monkeypatch.setattr(vignettes, "triage", instead)


@pytest.mark.parametrize(("lost", "told"), [("fever", "the rule does not fire"), ("chest-pain", "the rule does not fire")])
def test_a_rule_that_is_not_carried_out_is_told(lost: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases would see a compiled table that loses a rule, or fires one too many."""
    answer_instead(monkeypatch, lambda names: [name for name in names if name != lost])
    failed = [
        result for result in run_vignettes() if result.problems and result.kind is VignetteKind.JUST_MET and result.present == (lost,)
    ]
    assert [told] == [result.problems[0] for result in failed]


def test_a_rule_that_fires_too_soon_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_instead(monkeypatch, lambda names: [*names, "fever"])
    failed = {result.id: result.problems for result in run_vignettes() if result.kind is VignetteKind.NEAR_MISS and result.problems}
    assert "the rule fires all the same" in failed["fever"]
    assert "`fever` fires" in failed["chest-pain"]
