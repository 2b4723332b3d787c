"""The guide holds everything that the content knows, as sound Markdown."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

from hamstring import catalogue
from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Shipped
from hamstring.content.kinds import KINDS
from hamstring.model.outcomes import Permission, Urgency
from hamstring.outputs.guide import guide_markdown
from hamstring.outputs.guide_page import anchor, joined

GUIDE = guide_markdown()
FLAT = " ".join(GUIDE.split())
LINES = GUIDE.split("\n")

TEXTS = {
    "advice": ("text", "time_frame", "contact", "if_worse"),
    "article": ("fact",),
    "benefits": ("claim", "text", "article_says", "lasts"),
    "conflicts": ("value_a", "value_b", "resolution"),
    "contraindications": ("why",),
    "corrections": ("article_says", "we_say", "why"),
    "covered": ("pattern",),
    "demands": ("plain",),
    "findings": ("ask",),
    "glossary": ("plain",),
    "goals": ("plain",),
    "groups": ("plain", "actions", "notes", "nerves", "problems"),
    "heads": ("proximal_attachment", "distal_attachment", "notes"),
    "hurts": ("ask",),
    "muscles": ("plain", "notes"),
    "notices": ("text",),
    "ordinary": ("text",),
    "positions": ("plain", "how", "get_down", "get_up"),
    "practices": ("text", "why", "dose"),
    "questions": ("question", "answer"),
    "regions": ("plain", "find", "why"),
    "rules": ("why",),
    "screens": ("intro",),
    "sources": ("title", "published_in", "note"),
    "stages": ("gate", "allowed", "set_back"),
    "stop_signs": ("sign", "do", "then"),
    "stretches": ("say", "steps", "dose", "cautions"),
    "techniques": ("plain", "how", "aim_outer", "aim_inner", "dose", "cautions"),
    "tools": ("plain", "choose", "care", "figures"),
    "variants": ("say", "steps", "raise_", "lower", "cautions"),
    "warmups": ("say", "steps"),
}
"""The texts of each kind that stand in the guide word for word."""

MACHINERY = {"cues", "hazards", "phrases", "vignettes"}
"""Kinds that hold lines of the outputs, or what shows that the rules are safe, and no knowledge for people."""


def headings() -> list[tuple[int, str]]:
    return [(len(mark), title) for mark, title in re.findall(r"^(#+) (.+)$", GUIDE, re.MULTILINE)]


def section(title: str) -> str:
    start = LINES.index(f"## {title}")
    end = next((place for place in range(start + 1, len(LINES)) if LINES[place].startswith("## ")), len(LINES))
    return "\n".join(LINES[start:end])


def test_every_kind_of_content_has_its_texts_named_here() -> None:
    assert set(KINDS) - MACHINERY == set(TEXTS)


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_every_text_of_every_record_appears(kind: str) -> None:
    for record in catalogue().kind(kind).values():
        found = [getattr(record, field) for field in TEXTS[kind]]
        texts = [text for value in found for text in ([value] if isinstance(value, str) else value) if text]
        assert texts, record.id
        missing = [text for text in texts if joined(text) not in FLAT]
        assert missing == [], record.id


def test_each_rule_stands_with_all_its_findings_and_its_reason() -> None:
    findings = catalogue().findings
    for rule in catalogue().rules.values():
        names = " and ".join(findings[name].name for name in rule.when)
        assert any(line.startswith(f"- **{names[:1].upper()}{names[1:]}") and joined(rule.why) in line for line in LINES), rule.id


def test_each_station_tells_pressure_and_setup() -> None:
    for variant in catalogue().variants.values():
        for station in variant.at:
            assert any(
                line.startswith(f"- Pressure {station.low} to {station.high} out of 10") and joined(station.setup) in line for line in LINES
            ), variant.id


def test_each_figure_names_its_source() -> None:
    for benefit in catalogue().benefits.values():
        for figure in benefit.figures:
            assert f"{joined(figure.text)} [{figure.source}]" in FLAT


def test_each_rule_that_asks_for_help_stands_under_its_urgency() -> None:
    text = section("When to get help")
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert [part.split("\n")[0] for part in parts[:3]] == ["Emergency, now", "Today", "See someone soon"]
    for part, urgency in zip(parts, (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.SEE_SOON), strict=False):
        for rule in catalogue().rules.values():
            if rule.urgency is urgency:
                assert joined(rule.why) in part, rule.id


def test_each_contraindication_stands_under_its_permission_with_its_limits() -> None:
    text = section("When not to, and when to ask first")
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert [part.split("\n")[0] for part in parts] == ["Not today", "Ask first", "Yes, within limits"]
    for part, massage in zip(parts, (Permission.NOT_TODAY, Permission.ASK_FIRST, Permission.WITH_LIMITS), strict=True):
        for record in catalogue().contraindications.values():
            if record.massage is not massage:
                continue
            name = catalogue().findings[record.finding].name
            line = next(line for line in part.split("\n") if line.startswith(f"- **{name[:1].upper()}{name[1:]}"))
            assert ("Limits: " in line) == (massage is not Permission.NOT_TODAY), record.id
            if record.limits.max_pressure is not None:
                assert f"no more than {record.limits.max_pressure} out of 10" in line


def test_every_record_that_rests_on_our_judgement_says_so() -> None:
    ours = {line for line in LINES if "our own judgement" in line}
    for benefit in catalogue().benefits.values():
        line = next(line for line in LINES if line.startswith(f"- **{benefit.claim}"))
        assert (line in ours) == benefit.editorial


def test_no_gap_of_a_phrase_is_left_open() -> None:
    assert re.findall(r"[{}]", GUIDE) == []


def test_every_phrase_of_the_guide_is_used() -> None:
    waiting = {"guide-published", "guide-reach-upper"}  # no shipped record needs them yet; other content may
    for name, phrase in catalogue().phrases.items():
        if name.startswith("guide-") and name not in waiting:
            fixed = max(re.split(r"{[a-z]+}", phrase.text), key=len)
            assert fixed.casefold() in GUIDE.casefold(), name


def test_headings_go_down_one_level_at_a_time_and_stand_alone() -> None:
    levels = [level for level, _ in headings()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for place, line in enumerate(LINES):
        if line.startswith("#"):
            assert LINES[place + 1] == ""
            assert place == 0 or LINES[place - 1] == ""


def test_no_two_headings_or_sources_share_an_anchor() -> None:
    anchors = [anchor(title) for _, title in headings()] + re.findall(r'<a id="([^"]+)">', GUIDE)
    assert [name for name, times in Counter(anchors).items() if times > 1] == []


def test_every_link_inside_leads_somewhere() -> None:
    anchors = {anchor(title) for _, title in headings()} | set(re.findall(r'<a id="([^"]+)">', GUIDE))
    links = re.findall(r"\]\(#([^)]+)\)", GUIDE) + re.findall(r"^\[[^\]]+\]: #(.+)$", GUIDE, re.MULTILINE)
    assert links
    assert [link for link in links if link not in anchors] == []


def test_every_reference_has_a_definition_and_no_title_is_taken_for_one() -> None:
    defined = re.findall(r"^\[([^\]]+)\]: ", GUIDE, re.MULTILINE)
    assert defined == sorted(catalogue().sources)
    body = section("Sources")
    above = GUIDE[: GUIDE.index("## Sources")]
    assert set(re.findall(r"\[([a-z0-9-]+)\](?!\()", above)) <= set(defined)
    titles = {source.title.strip("[]").casefold() for source in catalogue().sources.values() if source.title.startswith("[")}
    assert titles & set(defined) == set()
    for source in catalogue().sources.values():
        assert source.doi is None or f"<https://doi.org/{source.doi}>" in body


def test_lists_stand_between_empty_lines() -> None:
    item = re.compile(r"^ *(- |\d+\. )")
    for before, line in pairwise(LINES):
        if item.match(line) and not item.match(before):
            assert before == "", line
        if item.match(before) and not item.match(line):
            assert line == "", line


def test_numbered_lists_count_on_from_one() -> None:
    for before, line in zip(["", *LINES], LINES, strict=False):
        number = re.match(r"^(\d+)\. ", line)
        if number and before == "":
            assert number[1] == "1", line


def test_lines_hold_no_stray_space_and_blocks_one_empty_line() -> None:
    assert [line for line in LINES if line != line.rstrip()] == []
    assert "\n\n\n" not in GUIDE
    assert "  " not in re.sub(r"^ +", "", GUIDE, flags=re.MULTILINE)


def test_the_guide_is_the_same_each_time() -> None:
    fresh = Catalogue((Shipped(),))
    assert guide_markdown(fresh) == GUIDE == guide_markdown(catalogue())


def test_a_rule_of_ones_own_appears() -> None:
    rule = attrs.evolve(catalogue().rules["chest-pain"], id="mine", when=("chest-pain", "fever"), why="Because of the two together.")
    assert "- **Chest pain and fever" in guide_markdown(catalogue().with_rules(rule))


def test_a_pack_appears_with_its_question_limits_and_published_grade(tmp_path: Path) -> None:
    (tmp_path / "findings.toml").write_text('[mine]\nname = "mine"\nask = "Is it mine?"\nkind = "sign"\nplace = "leg"\neditorial = true\n')
    (tmp_path / "screens.toml").write_text(
        '[mine]\norder = 99\nasked = "once"\ntitle = "Mine"\nintro = "One more."\nfindings = ["mine"]\neditorial = true\n'
    )
    (tmp_path / "contraindications.toml").write_text(
        '[mine]\nrow = "mine"\nfinding = "mine"\ngrade = "local"\npublished = [{ source = "bartsch-2021", label = "caution" }]\n'
        'urgency = "self-care"\nmassage = "with-limits"\nlimits = { keep_off = ["place", "upper"], max_leg_s = 60 }\nscope = "body"\n'
        'why = "It is mine."\nadvice = "go-light"\nsources = ["bartsch-2021"]\n'
    )
    guide = guide_markdown(catalogue(packs=[tmp_path]))
    assert "- **Mine.** Is it mine? From: our own judgement." in guide
    line = next(line for line in guide.split("\n") if "It is mine." in line)
    assert "Limits: stay off: that place, upper half; at most 60 s a leg. This holds for both legs." in line
    assert "A published list says: caution [bartsch-2021]." in line


BARE = """
title = "Is it so?"
kind = "web-page"
read_as = "not-read"
not_located = true
"""
FULL = """
authors = ["One A", "Two B"]
year = 2001
title = "So it is"
kind = "trial"
published_in = "A journal 1:2."
doi = "10.1/a"
url = "https://example.org/a"
read_as = "abstract"
read_where = "Somewhere"
note = "From memory."
"""
KNOWN = "One A, Two B (2001). So it is. A journal 1:2. <https://doi.org/10.1/a> <https://example.org/a>"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BARE, "(no year). Is it so? No address found. Read as: not read."),
        (FULL, f"{KNOWN} Read as: the abstract, Somewhere. From memory."),
    ],
    ids=["bare", "full"],
)
def test_a_source_is_told_with_what_is_known_of_it_and_no_more(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(f"[mine]{text}")
    assert f'- <a id="source-mine"></a>**mine**: {told}\n' in guide_markdown(catalogue(packs=[tmp_path]))
