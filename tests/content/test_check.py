"""The promise: `hamstring check` refuses what must not be used at all, and reports what is only a defect.

One broken folder for each refusal and for each report. What is refused is refused on loading too, by whoever loads it.
"""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

import hamstring
from checking import DONE, SOUND, WRONG, Check, errors_of, finding_text, folder, proof, rule_text, screen_text
from hamstring import ContentError, RequestError, catalogue, triage
from hamstring.content.catalogue import Catalogue
from hamstring.outputs.report import report_of
from hamstring.safety.proofs import prove
from hamstring.safety.table import table_of
from reviewed import Reviewed

DATA = Path(hamstring.__file__).parent / "data"


def limited(limits: str) -> dict[str, str]:
    """Give a pack with one rule with these limits."""
    return {"rules": rule_text("fever", massage="with-limits", urgency="self-care", advice="go-light", limits=f"limits = {{ {limits} }}\n")}


# ---------------------------------------------------------------------------- refused


REFUSED = {
    "an unknown finding": ({"rules": rule_text("fevr")}, "rules.toml: `mine`.when", "unknown finding `fevr`, did you mean `fever`?"),
    "an empty when": ({"rules": rule_text()}, "rules.toml: `mine`.when", "expected at least one finding"),
    "a when that is not sorted": ({"rules": rule_text("new-lump", "fever")}, "rules.toml: `mine`.when", "expected at least one finding, sorted"),
    "findings that exclude each other": (
        {"rules": rule_text("age-16-17", "age-65-or-over")},
        "rules.toml: `mine`.when",
        "these findings exclude each other",
    ),
    "an urgent rule that allows massage": (
        limited("max_pressure = 3") | {"rules": rule_text("fever", urgency="same-day", massage="ok", advice="same-day")},
        "rules.toml: `mine`",
        "an urgency of `same-day` or above needs the permission `not-today`",
    ),
    "limits where nothing is allowed": (
        {"rules": rule_text("fever", limits="limits = { max_pressure = 3 }\n")},
        "rules.toml: `mine`",
        "`not-today` takes no limits",
    ),
    "no limits where there must be some": (
        {"rules": rule_text("fever", massage="ask-first", advice="ask-first", urgency="self-care")},
        "rules.toml: `mine`",
        "`ask-first` needs at least one limit",
    ),
    "an unknown scope": ({"rules": rule_text("fever", scope="leg")}, "rules.toml: `mine`.scope", "expected `body`"),
    "unknown advice": ({"rules": rule_text("fever", advice="see-son")}, "rules.toml: `mine`.advice", "unknown advice `see-son`, did you mean `see-soon`?"),
    "an unknown region": (limited('keep_off = ["outer-loer"]'), "rules.toml: `mine`.limits.keep_off", "unknown region `outer-loer`"),
    "the place of what has none": (limited('keep_off = ["place"]'), "rules.toml: `mine`.limits.keep_off", "`place` needs a finding that can be placed"),
    "an unknown demand": (limited('no_demands = ["flor"]'), "rules.toml: `mine`.limits.no_demands", "unknown demand `flor`, did you mean `floor`?"),
    "an unknown stroke": (limited('no_strokes = ["fricton"]'), "rules.toml: `mine`.limits.no_strokes", "unknown technique `fricton`"),
    "an unknown kind of tool": (limited('no_tools = ["rollr"]'), "rules.toml: `mine`.limits.no_tools", "unknown kind of tool `rollr`, did you mean `roller`?"),
    "a rule id that is taken": ({"rules": rule_text("fever", name="chest-pain")}, "rules.toml: `chest-pain`", "ids are never reused"),
    "a finding id that is taken": ({"findings": finding_text("fever")}, "findings.toml: `fever`", "ids are never reused"),
    "a finding id that is another name already": ({"findings": finding_text("cancer")}, "findings.toml: `active-cancer`.aliases", "names another finding already"),
    "another name that is an id already": (
        {"findings": finding_text("waxed", more='aliases = ["fever"]\n')},
        "findings.toml: `waxed`.aliases",
        "`fever` names another finding already",
    ),
    "an unknown finding that is implied": (
        {"findings": finding_text("waxed", more='implies = ["fevr"]\n')},
        "findings.toml: `waxed`.implies",
        "unknown finding `fevr`",
    ),
    "findings that are implied and exclude each other": (
        {"findings": finding_text("waxed", "none", 'implies = ["age-16-17", "age-65-or-over"]\n')},
        "findings.toml: `waxed`.implies",
        "which exclude each other",
    ),
    "a contraindication of an unknown finding": (
        {"contraindications": rule_text("x").replace('when = ["x"]', 'finding = "fevr"\ngrade = "local"')},
        "contraindications.toml: `mine`.finding",
        "unknown finding `fevr`",
    ),
    "a value of the wrong type": ({"rules": rule_text("fever").replace("editorial = true", "editorial = 1")}, "rules.toml: `mine`.editorial", "expected true or false"),
    "an unknown field": ({"rules": rule_text("fever") + "unless = true\n"}, "rules.toml: `mine`", "unknown `unless`"),
    "what is not TOML": ({"rules": "[mine"}, "rules.toml", "not valid TOML"),
}  # fmt: skip
"""What is wrong, the place that is told, and the problem. Such a pack must not be used at all."""


@pytest.mark.parametrize("broken", REFUSED.values(), ids=REFUSED)
def test_what_breaks_a_law_is_refused(broken: tuple[dict[str, str], str, str], tmp_path: Path, check: Check, reviewed: Reviewed) -> None:
    """The check says where, and no answer can be had from such a pack: a rule is never skipped."""
    texts, where, problem = broken
    pack = folder(tmp_path / "pack", texts)
    told = check(pack)
    assert told.code == WRONG
    assert told.json["holds"] is False
    assert any(issue["severity"] == "error" and issue["where"] == where and problem in issue["problem"] for issue in told.json["issues"]), (
        told
    )
    assert told.err.startswith("hamstring: this content does not hold: ")
    with pytest.raises(ContentError) as refused:
        triage({"fever"}, catalogue=catalogue(packs=[pack]))
    assert problem in str(refused.value)
    assert str(refused.value).startswith(where)
    reviewed(*errors_of(told), told.err)


MUST_NOT_HOLD: dict[str, tuple[dict[str, str], str, str]] = {
    "a kind that packs may not add to": ({"tools": ""}, "tools.toml", "a pack may add to advice"),
    "a region of its own": ({"regions": ""}, "regions.toml", "a pack may add to advice"),
    "numbers of the planner": ({"policy": ""}, "policy.toml", "a pack may add to advice"),
    "a checklist of its own": ({"checklist": ""}, "checklist.toml", "a pack may add to advice"),
    "a misspelt file": ({"ruels": ""}, "ruels.toml", "did you mean `rules.toml`?"),
    "nothing": ({}, "", "expected a folder with content files"),
}


@pytest.mark.parametrize(("texts", "file", "problem"), MUST_NOT_HOLD.values(), ids=MUST_NOT_HOLD)
def test_what_a_pack_must_not_hold_is_refused(texts: dict[str, str], file: str, problem: str, tmp_path: Path, check: Check) -> None:
    """However it is loaded: nothing in a pack is passed over without a word."""
    pack = folder(tmp_path / "pack", texts)
    told = check(pack)
    assert (told.code, told.json["error"], told.json["file"]) == (WRONG, "content", file or str(pack))
    assert problem in told.json["message"]
    loaders: tuple[Callable[[], Catalogue], ...] = (lambda: Catalogue.from_folder(pack), lambda: catalogue(packs=[pack]))
    for load in loaders:
        with pytest.raises(ContentError, match=r"expected a folder|a pack may add to"):
            load()


@pytest.mark.parametrize("place", ["", "no-such-folder"])
def test_a_folder_that_is_not_there_is_refused(place: str, check: Check) -> None:
    """An empty name, such as that of a variable that is not set, does not stand for the shipped content."""
    told = check(place)
    assert (told.code, told.json["error"]) == (WRONG, "content")


# ---------------------------------------------------------------------------- reported


def test_a_sound_pack_holds_and_is_proven_to_raise_only(tmp_path: Path, check: Check) -> None:
    told = check(folder(tmp_path / "pack", SOUND))
    assert (told.code, told.json["holds"], told.err) == (DONE, True, "")
    assert all(entry["holds"] for entry in told.json["proofs"])
    assert proof(told, "only raises answers") == {"property": "only raises answers", "holds": True, "witness": [], "refuses": True}
    assert "digest in the manifest" not in {entry["property"] for entry in told.json["proofs"]}


ERRORS = {
    "an unknown source": (SOUND | {"rules": SOUND["rules"] + 'sources = ["nobody-1999"]\n'}, "rules.toml: `mine`.sources"),
    "a finding that no screen asks": ({kind: SOUND[kind] for kind in ("findings", "rules")}, "findings.toml: `waxed`"),
    "a screen of an unknown finding": (SOUND | {"screens": screen_text("waxed", "waxd")}, "screens.toml: `our-studio`.findings"),
    "a claim without a source": (
        SOUND | {"findings": finding_text("waxed").replace("editorial = true\n", "")},
        "findings.toml: `waxed`.sources",
    ),
    "an order that is taken": (SOUND | {"screens": SOUND["screens"].replace("60", "2")}, "screens.toml: `our-studio`.order"),
    "an urgent rule with mild advice": (
        {"rules": rule_text("fever", "new-lump", urgency="same-day")},
        "rules.toml: `mine`.advice",
    ),
}
"""What does not fit together and yet leaves every answer safe: it loads, and the check fails."""


@pytest.mark.parametrize(("texts", "where"), ERRORS.values(), ids=ERRORS)
def test_what_does_not_fit_together_is_an_error(
    texts: dict[str, str], where: str, tmp_path: Path, check: Check, reviewed: Reviewed
) -> None:
    pack = folder(tmp_path / "pack", texts)
    told = check(pack)
    assert told.code == WRONG
    assert where in {issue["where"] for issue in told.json["issues"] if issue["severity"] == "error"}
    reviewed(*errors_of(told), told.err)
    assert triage({"fever"}, catalogue=catalogue(packs=[pack])).at_least >= triage({"fever"}).at_least


HARDER = rule_text("fever", massage="not-today", urgency="same-day", advice="same-day")
DEFECTS = {
    "a rule that never decides": ({"rules": rule_text("chest-pain")}, "no dead rule", ["mine"]),
    "a finding in no rule": (SOUND | {"rules": ""}, "no unused finding", ["waxed"]),
    "a finding that changes nothing": (SOUND | {"rules": rule_text("chest-pain", "waxed")}, "no idle finding", ["waxed"]),
}
"""What is only a defect: told with a witness, and counted on request."""


@pytest.mark.parametrize(("texts", "name", "witness"), DEFECTS.values(), ids=DEFECTS)
def test_what_is_only_a_defect_is_reported(texts: dict[str, str], name: str, witness: list[str], tmp_path: Path, check: Check) -> None:
    """Anybody's content may have it; the shipped content must not, and `--strict` holds yours to the same."""
    pack = folder(tmp_path / "pack", texts)
    told = check(pack)
    assert (told.code, told.json["holds"]) == (DONE, True)
    assert proof(told, name) == {"property": name, "holds": False, "witness": witness, "refuses": False}
    strict = check(pack, "--strict")
    assert (strict.code, strict.json["holds"]) == (WRONG, False)
    assert strict.err.startswith("hamstring: this content does not hold: no ")


def test_a_shipped_rule_that_a_pack_hides_is_a_note(tmp_path: Path, check: Check) -> None:
    told = check(folder(tmp_path / "pack", {"rules": HARDER}), "--strict")
    expected = {
        "severity": "note",
        "where": "contraindications.toml: `fever`",
        "problem": "what was added hides it: it decides nothing any more",
    }
    assert expected in told.json["issues"]
    assert proof(told, "no dead rule")["holds"]


def test_a_pack_may_ask_before_each_session(tmp_path: Path, check: Check) -> None:
    """The shipped content asks seven screens before each session; an eighth one is the pack's own affair, and is told."""
    told = check(folder(tmp_path / "pack", SOUND | {"screens": screen_text("waxed", asked="session")}))
    assert (told.code, told.json["holds"]) == (DONE, True)
    assert {"severity": "note", "where": "screens.toml.asked", "problem": "8 screens each session, expected at most 7"} in told.json[
        "issues"
    ]


def test_a_rule_of_a_pack_that_answers_to_no_hazard_is_a_note(tmp_path: Path, check: Check) -> None:
    ours = '[waxed-skin]\nhazard = "Sore."\ncause = "Wax."\neffect = "Sore."\ncontrol = "Kept off."\nleft = "Little."\neditorial = true\n'
    ours += 'before = { severity = "slight", likelihood = "possible" }\nafter = { severity = "slight", likelihood = "rare" }\n'
    ours += 'kept_by = ["tests/test_pack.py::test_waxed"]\nrules = ["mine"]\n'
    texts = SOUND | {"rules": SOUND["rules"].replace("leave-it-alone", "go-round-it")}
    issue = {"severity": "note", "where": "rules.toml: `mine`", "problem": "it answers to no hazard"}
    assert issue in check(folder(tmp_path / "pack", texts)).json["issues"]
    told = check(folder(tmp_path / "pack", texts | {"hazards": ours}))
    assert told.code == DONE
    assert issue not in told.json["issues"]


# ---------------------------------------------------------------------------- a whole content


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Copy the shipped content, which as a copy is anybody's."""
    return Path(shutil.copytree(DATA, tmp_path / "content"))


def edited(place: Path, kind: str, old: str, new: str) -> Path:
    path = place / f"{kind}.toml"
    schema, blank, records = (
        path.read_text(encoding="utf-8").partition("\n\n") if kind != "manifest" else ("", "", path.read_text(encoding="utf-8"))
    )
    assert old in records
    path.write_text(schema + blank + records.replace(old, new), encoding="utf-8")
    return place


def test_a_copy_of_the_shipped_content_holds(whole: Path, check: Check) -> None:
    """So each report below is owed to its one edit."""
    told = check(whole, "--strict")
    assert (told.code, told.err) == (DONE, "")


def test_a_stale_digest_is_reported(whole: Path, check: Check) -> None:
    told = check(edited(whole, "manifest", catalogue().manifest.rules_digest, "0" * 64))
    assert told.code == DONE
    assert proof(told, "digest in the manifest")["witness"] == [table_of(catalogue()).digest]
    assert check(whole, "--strict").code == WRONG


def test_a_level_that_nothing_reaches_is_reported(whole: Path) -> None:
    edited(whole, "rules", 'urgency = "emergency"', 'urgency = "same-day"')
    table = table_of(Catalogue.from_folder(edited(whole, "contraindications", 'urgency = "', 'urgency = "')))
    told = {entry.property: entry for entry in prove(table)}["reaches emergency"]
    assert (told.holds, told.witness, told.refuses) == (False, (), False)


def test_a_file_of_no_known_kind_is_an_error(whole: Path, check: Check) -> None:
    """What nobody reads is lost: a misspelt name of a file would take all its rules away."""
    (whole / "rulez.toml").write_text("", encoding="utf-8")
    issues = check(whole).json["issues"]
    assert {"severity": "error", "where": "rulez.toml", "problem": "no kind of content has this name, did you mean `rules.toml`?"} in issues


def test_screens_of_ones_own_content_keep_to_its_own_number(whole: Path, check: Check) -> None:
    issues = check(edited(whole, "screens", 'asked = "once"', 'asked = "session"')).json["issues"]
    assert ("error", "screens.toml.asked") in {(issue["severity"], issue["where"]) for issue in issues}


# ---------------------------------------------------------------------------- the day of the next review


def test_content_is_due_from_the_day_of_its_next_review() -> None:
    manifest = attrs.evolve(catalogue().manifest, review_due="2027-05-22")
    assert [manifest.is_due(date(2027, 5, day)) for day in (21, 22, 23)] == [False, True, True]
    assert manifest.is_due(datetime(2027, 5, 22, 0, 1))  # noqa: DTZ001 - whatever a caller has for a day
    assert attrs.evolve(manifest, review_due="in spring").is_due(date(2020, 1, 1)), "what cannot be read is due"


def test_a_check_on_a_day_fails_once_the_review_is_due(check: Check) -> None:
    due = date.fromisoformat(catalogue().manifest.review_due)
    assert check("--on", date.fromordinal(due.toordinal() - 1).isoformat()).code == DONE
    told = check("--on", due.isoformat())
    assert (told.code, told.json["holds"]) == (WRONG, False)
    assert told.json["issues"][0]["where"] == "manifest.toml.review_due"
    assert "it may be out of date" in told.err


@pytest.mark.parametrize("day", ["soon", "2027-13-01", ""])
def test_a_day_that_is_none_is_one_line_and_code_2(day: str, check: Check) -> None:
    told = check("--on", day)
    assert (told.code, told.json["error"], told.err.count("\n")) == (WRONG, RequestError.slug, 1)


def test_what_cannot_be_compiled_is_told_first() -> None:
    broken = catalogue().with_rules(attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("fevr",)))
    report = report_of(broken)
    assert not report.holds
    assert not report.proofs
    assert report.issues[0].where == "rules.toml: `mine`.when"
