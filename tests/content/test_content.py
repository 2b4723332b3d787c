"""The promise: every id names something, every claim has a source, every dose lies within its published span.

The shipped content has no error. Each check is seen to fail: one record of the shipped files is broken at a time,
and the issue must name its file and its field.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.checks import check_content
from hamstring.content.files import Folder, Shipped, read
from hamstring.content.issues import Issue
from hamstring.content.kinds import APART, KINDS, SINGLES
from opened import put
from reviewed import Reviewed

TEXTS = {kind: Shipped().text(kind) for kind in Shipped().kinds()}


@cache
def shipped_issues() -> tuple[Issue, ...]:
    return tuple(check_content(catalogue()))


# ---------------------------------------------------------------------------- the shipped content


def test_shipped_content_has_no_error() -> None:
    errors = [f"{issue.where}: {issue.problem}" for issue in shipped_issues() if issue.severity == "error"]
    assert errors == []


def test_notes_are_about_sources_that_are_kept_for_the_record_only() -> None:
    """Nothing else lies about unused."""
    others = [issue for issue in shipped_issues() if issue.severity == "note" and not issue.where.startswith("sources.toml")]
    assert others == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_records_are_sorted_by_id(kind: str) -> None:
    """A reader finds a record where the alphabet puts it."""
    names = list(read(Shipped(), kind))
    assert sorted(names) == names


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_ids_are_kebab_case(kind: str) -> None:
    odd = [
        name
        for name in catalogue().kind(kind)
        if not all(part.isalnum() and part == part.lower() and part.isascii() for part in name.split("-"))
    ]
    assert odd == []


def test_every_shipped_file_is_of_a_known_kind() -> None:
    assert {*KINDS, *SINGLES, *APART} == set(Shipped().kinds())


def test_issues_come_sorted_and_once() -> None:
    places = [(issue.severity, issue.where, issue.problem) for issue in shipped_issues()]
    assert sorted(set(places)) == places


# ---------------------------------------------------------------------------- one edit at a time


class Break(NamedTuple):
    """One edit in the text of one file, and the place and the problem that must be told."""

    kind: str
    change: Callable[[str], str]
    where: str
    problem: str


def swap(kind: str, old: str, new: str, where: str, problem: str) -> Break:
    """Put one text for another, where it stands first; the comment at the head of a file is left as it is."""

    def change(text: str) -> str:
        schema, blank, records = text.partition("\n\n") if text.startswith("#") else ("", "", text)
        assert old in records, f"`{old}` is not there to be broken"
        return schema + blank + records.replace(old, new, 1)

    return Break(kind, change, where, problem)


def edit(kind: str, name: str, field: str, value: str, problem: str, *, told: str = "") -> Break:
    """Give a field of a record another value; a field that is not there is added."""

    def change(text: str) -> str:
        heading, record, rest = text.partition(f"\n[{name}]\n") if name else ("", "", text)
        assert rest, f"`{name}` is not there to be broken"
        own, end, others = rest.partition("\n\n[") if name else (rest, "", "")
        line = f"{field} = {value}"
        found, count = re.subn(rf"^{field} = .*?(?=\n[a-z_]+ = |\n\n|\n*\Z)", lambda _: line, own, count=1, flags=re.MULTILINE | re.DOTALL)
        return heading + record + (found if count else f"{line}\n{own}") + end + others

    where = f"{kind}.toml" + (f": `{name}`" if name else "") + f".{told or field}"
    return Break(kind, change, where, problem)


def broken(one: Break) -> Catalogue:
    """Give the shipped content with one file changed; what stays the same is not read again."""
    shipped = catalogue()
    texts = TEXTS | {one.kind: one.change(TEXTS[one.kind].decode()).encode()}
    content = Catalogue((Folder(tuple(sorted(texts.items()))),))
    same = {*KINDS, *SINGLES} - {one.kind, *(["rules"] if one.kind == "contraindications" else [])}
    put(content, {name: getattr(shipped, name) for name in same})
    return content


def new_errors(content: Catalogue) -> list[Issue]:
    """List the errors that the shipped content has not."""
    return [issue for issue in check_content(content) if issue.severity == "error" and issue not in shipped_issues()]


IDS = {
    "sources": edit("benefits", "flexibility-now", "sources", '["behm-2021"]', "`behm-2021` is none of the sources, did you mean `behm-20"),
    "sources of a figure": swap("benefits", 'source = "', 'source = "x', "", "is none of the sources"),
    "sources of a dose": swap(
        "techniques",
        'high_s = 30, sources = ["article"]',
        'high_s = 30, sources = ["artcle"]',
        "techniques.toml: `compression`.dose_ranges.sources",
        "`artcle` is none of the sources, did you mean `article`?",
    ),
    "published": swap("contraindications", 'published = [{ source = "', 'published = [{ source = "x', "", "is none of the sources"),
    "heads": edit("muscles", "biceps-femoris", "heads", '["short-head"]', "`short-head` is none of the heads"),
    "group": edit("muscles", "biceps-femoris", "group", '"quadriceps"', "`quadriceps` is none of the groups"),
    "muscles": edit("groups", "hamstrings", "muscles", '["gracilis"]', "`gracilis` is none of the muscles"),
    "muscle": edit("heads", "semitendinosus-head", "muscle", '"gracilis"', "`gracilis` is none of the muscles"),
    "quadrants": edit("heads", "semitendinosus-head", "quadrants", '["upper"]', "`upper` is none of the quadrants"),
    "regions": edit("regions", "upper", "quadrants", '["upper"]', "`upper` is none of the quadrants"),
    "tool kind without a tool": edit(
        "variants", "stick-roll", "tool_kinds", '["percussion"]', "`percussion` is none of the planned tool kinds"
    ),
    "technique": edit("variants", "stick-roll", "technique", '"roling"', "`roling` is none of the techniques, did you mean `rolling`?"),
    "after": edit("variants", "ball-lean", "after", '"ball-pres"', "`ball-pres` is none of the variants, did you mean `ball-press`?"),
    "demands of a position": edit("positions", "floor", "demands", '["flor"]', "`flor` is none of the demands, did you mean `floor`?"),
    "demands of a station": swap(
        "variants",
        'demands = ["body-weight"]',
        'demands = ["body-wait"]',
        "variants.toml: `ball-circles`.at.demands",
        "`body-wait` is none of the demands",
    ),
    "props": swap(
        "variants", '"yoga-block"', '"foam-roller"', "variants.toml: `ball-press`.at.props", "`foam-roller` is none of the props"
    ),
    "demands of a stretch": edit(
        "stretches", "lying-leg-raise", "demands", '["strech"]', "`strech` is none of the demands, did you mean `stretch`?"
    ),
    "demand of the policy": edit("policy", "", "turn_demand", '"leg-trun"', "`leg-trun` is none of the demands"),
    "floor positions": edit("policy", "", "floor_positions", '["flor"]', "`flor` is none of the positions"),
    "demand of the rest": swap(
        "policy", 'demand = "hands-behind"', 'demand = "x"', "policy.toml.rest.demand", "`x` is none of the demands"
    ),
    "demands of a limit": swap("contraindications", 'no_demands = ["body-weight"]', 'no_demands = ["x"]', "", "`x` is none of the demands"),
    "tools of a limit": swap("contraindications", 'no_tools = ["hard-ball"', 'no_tools = ["x"', "", "`x` is none of the tool kinds"),
    "strokes of a limit": swap("contraindications", 'no_strokes = ["friction"', 'no_strokes = ["x"', "", "`x` is none of the techniques"),
    "place of a limit": swap("contraindications", 'keep_off = ["place"]', 'keep_off = ["x"]', "", "`x` is none of the keep-offs"),
    "limits of the other leg": swap(
        "policy", 'no_tools = ["cane"', 'no_tools = ["x"', "policy.toml.other_leg.no_tools", "`x` is none of the tool kinds"
    ),
    "findings of a rule": swap(
        "rules", 'when = ["chest-pain"]', 'when = ["chest-pian"]', "rules.toml: `chest-pain`.when", "`chest-pian` is none of the findings"
    ),
    "finding of a contraindication": edit(
        "contraindications", "fever", "finding", '"fevr"', "`fevr` is none of the findings, did you mean `fever`?"
    ),
    "advice of a rule": edit("rules", "chest-pain", "advice", '"emergncy"', "`emergncy` is none of the advice"),
    "advice of a contraindication": edit("contraindications", "fever", "advice", '"x"', "`x` is none of the advice"),
    "findings of a screen": swap(
        "screens", '"saddle-numbness"', '"sadle-numbness"', "screens.toml: `back-and-nerves`.findings", "did you mean `saddle-numbness`?"
    ),
    "openers": swap("screens", 'opens_with = ["had-cancer"]', 'opens_with = ["x"]', "", "`x` is none of the findings"),
    "finding of a stage": edit("stages", "pull-1", "finding", '"pull-stage-9"', "`pull-stage-9` is none of the findings"),
    "findings of a covered row": edit("covered", "cancer-bladder", "when", '["had-cancr"]', "did you mean `had-cancer`?"),
    "covering rule": edit("covered", "cancer-bladder", "covered_by", '"x"', "`x` is none of the rules"),
    "implied findings": edit("findings", "active-cancer", "implies", '["had-cancr"]', "did you mean `had-cancer`?"),
    "excluded findings": edit("findings", "age-16-17", "excludes", '["x"]', "`x` is none of the findings"),
    "carriers of a fact": swap("article", 'carried_by = ["', 'carried_by = ["x:y", "', "", "`x:y` is none of the records"),
    "corrections of a fact": swap("article", 'corrected_by = ["', 'corrected_by = ["x", "', "", "`x` is none of the corrections"),
    "records of a correction": swap("corrections", 'where = ["', 'where = ["tools:x", "', "", "`tools:x` is none of the records"),
    "records of a question": swap("questions", 'see = ["', 'see = ["x", "', "", "`x` is none of the records"),
    "related terms": swap("glossary", 'see = ["', 'see = ["x", "', "", "`x` is none of the glossary"),
    "suits": swap(
        "goals", 'variant = "ball-walk"', 'variant = "ball-wlk"', "goals.toml: `before-sport`.suits.variant", "did you mean `ball-walk`?"
    ),
    "roles": edit("goals", "flexibility", "roles", '["presss"]', "`presss` is none of the roles, did you mean `press`?"),
    "demands of a goal": edit("goals", "relaxation", "no_demands", '["x"]', "`x` is none of the demands"),
}

SHAPES = {
    "neither sourced nor editorial": edit("benefits", "flexibility-now", "sources", "[]", "expected a source, or `editorial = true`"),
    "a source that cannot be found": edit("sources", "bartsch-2021", "not_located", "true", "expected either a `doi` or `url`"),
    "an empty text": edit("tools", "tennis-ball", "plain", '""', "expected something, found nothing"),
    "an empty entry": edit("tools", "tennis-ball", "choose", '[""]', "expected something, found nothing"),
    "an empty list": edit("positions", "floor", "how", "[]", "expected something, found nothing"),
    "an empty text within": edit(
        "benefits",
        "flexibility-now",
        "figures",
        '[{ text = "", source = "article" }]',
        "expected something, found nothing",
        told="figures.text",
    ),
    "blanks at an end": edit("tools", "tennis-ball", "plain", '"A ball. "', "expected text without blanks at its ends"),
    "advice without a time": edit("advice", "ask-first", "time_frame", '""', "expected something, found nothing"),
    "advice without a worse": edit("advice", "ask-first", "if_worse", '""', "expected something, found nothing"),
    "a line too long to say": edit("variants", "stick-roll", "say", f'"{"x" * 91}"', "91 characters, expected at most 90"),
    "a stretch too long to say": edit("stretches", "lying-leg-raise", "say", f'"{"x" * 91}"', "91 characters, expected at most 90"),
    "a warm-up too long to say": edit("warmups", "march-on-the-spot", "say", f'"{"x" * 91}"', "91 characters, expected at most 90"),
    "a name too long to list": edit("findings", "fever", "name", f'"{"x" * 51}"', "51 characters, expected at most 50"),
    "a stop sign of many words": edit("stop_signs", "chest-pain-or-collapse", "short", '"a b c d e f g"', "7 words, expected at most 6"),
    "a value outside its set": edit(
        "practices", "light-warm-up", "phase", '"first"', "expected one of `after`, `before`, `during`, `over-weeks`"
    ),
    "a scope outside its set": edit("contraindications", "fever", "scope", '"leg"', "expected one of `body`, found `leg`"),
    "a goal that is missing": swap(
        "goals", "[relaxation]", "[unwinding]", "goals.toml: `relaxation`", "expected a record of this id, found none"
    ),
    "an order that stands twice": edit("screens", "call-now", "order", "2", "has the same order"),
    "a number that stands twice": swap("corrections", "\nnumber = 1\n", "\nnumber = 2\n", "", "has the same number"),
    "a place within a phase that stands twice": edit("practices", "light-warm-up", "order", "10", "has the same order"),
    "an alias that stands twice": edit(
        "tools", "tennis-ball", "aliases", '["lacrosse-ball"]', "`lacrosse-ball` stands for something else, or stands twice"
    ),
    "a synonym that stands twice": edit("glossary", "friction", "also", '["Effleurage"]', "`Effleurage` stands for something else"),
    "a review date that is none": edit("manifest", "", "reviewed", '"in autumn"', "expected a day as `2026-01-31`"),
    "a review before the last one": edit("manifest", "", "review_due", '"2020-01-01"', "expected a day within 366 days"),
    "a review in the far future": edit("manifest", "", "review_due", '"2126-01-01"', "expected a day within 366 days"),
    "a source checked after the review": swap("sources", 'checked = "2026', 'checked = "2126', "", "expected a day not after"),
    "a source of the future": swap("sources", "\nyear = 20", "\nyear = 30", "", "expected a year not after"),
}

SCREENING = {
    "a finding in no screen": swap(
        "screens", '"saddle-numbness", ', "", "findings.toml: `saddle-numbness`", "expected in exactly one screen, found in 0"
    ),
    "a finding in two screens": swap(
        "screens",
        '"past-clot"',
        '"past-clot", "saddle-numbness"',
        "findings.toml: `saddle-numbness`",
        "expected in exactly one screen, found in 2",
    ),
    "a screen of eight": swap(
        "screens", '"past-clot"', '"past-clot", "fever"', "screens.toml: `blood-and-veins`.findings", "8 questions, expected at most 7"
    ),
    "openers of a screen that is always asked": edit(
        "screens", "call-now", "order", '1\nopens_with = ["fever"]', "only `follow-up` screens have openers", told="opens_with"
    ),
    "too many screens a session": swap(
        "screens", 'asked = "once"', 'asked = "session"', "screens.toml.asked", "8 screens each session, expected at most 7"
    ),
    "a row that nothing carries": swap("checklist", '"R1", ', '"R1", "R99", ', "checklist.toml.rows", "row R99 is in no rule"),
    "a covering rule that needs more": edit(
        "covered",
        "cancer-bladder",
        "when",
        '["had-cancer"]',
        "`bladder-or-bowel-change` also needs `bladder-or-bowel-change`",
        told="covered_by",
    ),
    "a covering rule that is milder": edit(
        "covered", "cauda-equina-two-signs", "covered_by", '"fever"', "`fever` is less urgent than every rule of row R2"
    ),
    "a covered row that is not sorted": edit(
        "covered", "cancer-bladder", "when", '["had-cancer", "bladder-or-bowel-change"]', "expected findings sorted"
    ),
    "advice for milder cases": edit("rules", "chest-pain", "advice", '"see-soon"', "the rule is `emergency`"),
    "advice for more urgent cases": edit(
        "contraindications", "fever", "advice", '"emergency-clot"', "`emergency-clot` is written for `emergency`"
    ),
    "a stage that ends before it begins": edit("stages", "knock-1", "to_h", "24", "expected more than 72, found 24"),
}

KNOWLEDGE = {
    "a fact that nothing carries": swap("article", "\ncarried_by = ", "\ncarried_by = []\n#", "", "expected something, found nothing"),
    "a muscle that does not know its head": edit(
        "heads", "semitendinosus-head", "muscle", '"biceps-femoris"', "`biceps-femoris` does not name it in `heads`"
    ),
    "a head that does not know its muscle": edit(
        "muscles", "semitendinosus", "heads", '["semimembranosus-head"]', "`semimembranosus-head` does not name it in `muscle`"
    ),
    "a region that does not know its head": edit(
        "regions", "outer-upper", "heads", '["biceps-femoris-short-head"]', "`biceps-femoris-short-head` does not name it in `quadrants`"
    ),
}

DOSES = {
    "a hold too long": edit(
        "policy",
        "",
        "hold_s",
        "{ low = 20, high = 40 }",
        "40 s, expected the span `hold` of techniques.toml, 20 to 30 s",
        told="hold_s.high",
    ),
    "a sweep too long": edit(
        "policy", "", "tool_s", "{ low = 60, high = 180 }", "180 s, expected the span `sweep` of techniques.toml", told="tool_s.high"
    ),
    "a leg too long": edit(
        "policy",
        "",
        "leg_s",
        "{ low = 60, high = 900 }",
        "900 s, expected the span `leg` of techniques.toml, 300 to 600 s",
        told="leg_s.high",
    ),
    "a quick routine too long": edit("policy", "", "quick_below_s", "120", "120 s, expected the span `leg`"),
    "a spot too short": swap(
        "policy",
        "{ dose_s = 30, holds = [30], points_percent = 100 }",
        "{ dose_s = 20, holds = [20], points_percent = 100 }",
        "policy.toml.spot_doses.dose_s",
        "20 s, expected the span `spot`",
    ),
    "a hold of a spot too short": swap(
        "policy",
        "holds = [20, 20], points_percent = 108",
        "holds = [10, 30], points_percent = 108",
        "policy.toml.spot_doses.holds",
        "10 s, expected the span `hold`",
    ),
    "holds that do not add up": swap(
        "policy",
        "holds = [20, 20], points_percent = 108",
        "holds = [20, 25], points_percent = 108",
        "policy.toml.spot_doses.holds",
        "they add up to 45 s, expected 40",
    ),
    "blocks that do not add up": swap(
        "policy",
        '{ dose_s = 30, blocks = ["whole"] }',
        '{ dose_s = 30, blocks = ["whole", "whole"] }',
        "policy.toml.patterns.lanes",
        "expected 30 s in blocks of 30",
    ),
    "an unknown block": swap(
        "policy",
        '{ dose_s = 30, blocks = ["whole"] }',
        '{ dose_s = 30, blocks = ["hole"] }',
        "policy.toml.patterns.lanes.blocks",
        "expected one of `inner`, `outer`, `whole`, found `hole`",
    ),
    "a goal above the ceiling": edit("goals", "before-sport", "leg_max_s", "900", "900 s, expected at most 600"),
    "a variant above the ceiling": edit("variants", "roller-crossed", "max_s", "180", "180 s, expected at most 120"),
    "a lead-in as short as the usual": edit("variants", "ball-press", "lead_in_s", "5", "expected more than the usual 5 s, or none"),
    "seconds off the grain": edit("positions", "chair", "switch_s", "7", "expected a multiple of 5, found 7"),
    "seconds off the grain within": edit(
        "positions", "chair", "enter_s", "{ normal = 3, slow = 10 }", "expected a multiple of 5, found 3", told="enter_s.normal"
    ),
    "a pressure off the scale": swap("contraindications", "max_pressure = 3", "max_pressure = 30", "", "expected 0 to 10, found 30"),
    "a station whose low is above its high": swap(
        "variants", "low = 4\nhigh = 5", "low = 6\nhigh = 5", "variants.toml: `ball-circles`.at.chair", "expected 0 <= low <= high <= 10"
    ),
    "a twin that is no gentler": edit(
        "variants", "ball-lean", "after", '"ball-circles"', "`ball-circles` is no lighter way of the same role"
    ),
    "a firm variant that earns more": swap(
        "goals",
        '{ variant = "roller-crossed", points = 4 }',
        '{ variant = "roller-crossed", points = 6 }',
        "goals.toml: `flexibility`.suits",
        "`roller-crossed` earns more than `roller-plain`",
    ),
    "points that are odd": swap(
        "policy",
        "up_to_s = 30, points = 4",
        "up_to_s = 30, points = 5",
        "policy.toml.quadrant_bands.points",
        "expected an even number, found 5",
    ),
    "points that rise": swap(
        "policy",
        "up_to_s = 30, points = 4",
        "up_to_s = 30, points = 10",
        "policy.toml.quadrant_bands",
        "expected rising seconds with falling points",
    ),
    "bands that fall": swap(
        "policy",
        "up_to_s = 30, points = 4",
        "up_to_s = 10, points = 4",
        "policy.toml.quadrant_bands",
        "expected rising seconds with falling points",
    ),
}


@pytest.mark.parametrize(
    "one", [pytest.param(one, id=name) for group in (IDS, SHAPES, SCREENING, KNOWLEDGE, DOSES) for name, one in group.items()]
)
def test_one_edit_is_told_with_its_file_and_field(one: Break, reviewed: Reviewed) -> None:
    found = new_errors(broken(one))
    reviewed(*found)
    assert any(issue.where.startswith(one.where or f"{one.kind}.toml: `") and one.problem in issue.problem for issue in found), found


# ---------------------------------------------------------------------------- notes, and what cannot be read


def test_what_nothing_uses_is_a_note() -> None:
    one = swap("demands", "[floor]", '[flying]\nname = "x"\nplain = "x"\neditorial = true\n\n[floor]', "", "")
    assert Issue("note", "demands.toml: `flying`", "nothing uses it") in check_content(broken(one))


def test_a_finding_that_nothing_asks_for_is_a_note() -> None:
    """It harms nobody: a defect of ours, which the test of notes above and the proof of the rule table refuse."""
    one = swap("rules", 'when = ["saddle-numbness"]', 'when = ["chest-pain"]', "", "")
    expected = Issue("note", "findings.toml: `saddle-numbness`", "no rule asks for it, and it opens no screen")
    assert expected in check_content(broken(one))


def test_a_correction_that_nothing_tells_is_an_error() -> None:
    heading = next(name for name in catalogue().corrections)
    used = {name for fact in catalogue().article.values() for name in fact.corrected_by}
    lonely = f'[a-lonely-one]\nnumber = 999\narticle_says = "x"\nwe_say = "x"\nwhy = "x"\neditorial = true\n\n[{heading}]'
    assert "a-lonely-one" not in used
    found = new_errors(broken(swap("corrections", f"[{heading}]", lonely, "", "")))
    assert [issue.where for issue in found] == ["corrections.toml: `a-lonely-one`.where"]


def test_a_file_that_cannot_be_read_is_told_alone() -> None:
    """With one file missing or broken, nothing can be compared; each such file is told at once."""
    shipped = catalogue()
    texts = TEXTS | {"rules": b"= no key", "tools": b"[tennis-ball]\nkind = 5\n", "checklist": b"rows = 5\n"}
    content = Catalogue((Folder(tuple(sorted(texts.items()))),))
    put(content, {name: getattr(shipped, name) for name in (*KINDS, *SINGLES) if name not in ("rules", "tools")})
    assert ["checklist.toml.rows", "rules.toml", "tools.toml: `tennis-ball`.kind"] == [issue.where for issue in check_content(content)]
    assert all(issue.severity == "error" for issue in check_content(content))


def test_a_content_without_a_checklist_is_held_to_the_general_only() -> None:
    texts = tuple(sorted((kind, text) for kind, text in TEXTS.items() if kind != "checklist"))
    content = Catalogue((Folder(texts),))
    put(content, {name: getattr(catalogue(), name) for name in (*KINDS, *SINGLES)} | {"ordinary": dict[str, object]()})
    found = {issue.where for issue in check_content(content) if issue.severity == "error"}
    assert not any(where.startswith("checklist.toml") for where in found)


def test_a_pack_is_checked_together_with_what_it_adds_to(tmp_path: Path) -> None:
    """A pack names findings, advice and sources of the shipped content; what it misspells is told."""
    (tmp_path / "rules.toml").write_text(
        '[mine]\nrow = "mine"\nwhen = ["fever", "new-lump"]\nurgency = "same-day"\nmassage = "not-today"\n'
        'why = "So."\nadvice = "same-day-infektion"\nsources = ["nobody-1999"]\n',
        encoding="utf-8",
    )
    found = new_errors(Catalogue.from_folder(tmp_path))
    assert ["rules.toml: `mine`.advice", "rules.toml: `mine`.sources"] == [issue.where for issue in found]
