"""The promise: a person of eleven, or of eighty and in pain, understands every sentence that is shown or spoken.

The measure is the Flesch-Kincaid grade (Kincaid and others, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
Grade 6 is read at eleven. Syllables come from the CMU Pronouncing Dictionary, as installed; nothing is fetched.
The formula was made for passages. So each field as a whole must stay at grade 6 or below, and one text of eight words or more
at grade 8 or below: in ten words one more syllable is more than a grade.

The worst offenders are printed by:

    python -m pytest tests/content/test_plain_words.py -k offenders -s
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast

import pytest

from hamstring.content.files import Shipped, read
from reading_age import WORD, grade, sentences, syllables

# ---------------------------------------------------------------------------- what people read

READ = {
    "advice": "text time_frame if_worse contact",
    "article": "fact",
    "benefits": "claim article_says figures.text text lasts",
    "conflicts": "value_a value_b resolution",
    "contraindications": "why",
    "corrections": "article_says we_say why",
    "covered": "pattern",
    "cues": "texts",
    "demands": "name plain",
    "findings": "name ask",
    "glossary": "plain",
    "goals": "name plain",
    "groups": "plain actions notes nerves problems",
    "heads": "notes",
    "hurts": "ask",
    "muscles": "plain notes",
    "notices": "title text",
    "ordinary": "name text",
    "phrases": "text",
    "positions": "name plain how get_down get_up how_with.text",
    "practices": "title text why dose",
    "questions": "question answer",
    "regions": "name plain find why",
    "rules": "why",
    "screens": "title intro",
    "stages": "title gate allowed set_back",
    "stop_signs": "sign do then short",
    "stretches": "name say steps dose cautions",
    "techniques": "name plain how aim_outer aim_inner dose cautions",
    "tools": "name plain choose care figures",
    "variants": "name say steps aim_outer aim_inner raise lower cautions setup",
    "warmups": "name say steps",
}
"""The fields that a person meets, by kind."""

UNREAD = {
    "article": "section carried_by corrected_by",
    "benefits": "grade figures.source",
    "contraindications": "row finding grade published limits scope advice",
    "conflicts": "where_a where_b",
    "corrections": "where",
    "covered": "row when covered_by",
    "findings": "kind place aliases implies excludes",
    "glossary": "term also see",
    "goals": "roles no_demands stretch suits",
    "groups": "name latin muscles ids",
    "hurts": "findings",
    "heads": "name muscle proximal_attachment distal_attachment innervation actions quadrants ids",
    "muscles": "name latin group heads line ids",
    "ordinary": "row",
    "positions": "demands base how_with.tool_kinds",
    "practices": "phase grade",
    "questions": "see",
    "regions": "kind quadrants heads",
    "rules": "row when limits scope advice",
    "screens": "asked findings opens_with",
    "stages": "finding",
    "stretches": "position kind demands",
    "techniques": "term dose_ranges",
    "tools": "kind firmness contact aliases",
    "variants": "technique role tool_kinds contact skin reach demands after props",
    "warmups": "position",
}
"""Ids, closed values, places in a text, and names in the language of anatomy, whose plain words stand in a field beside them."""

EVERYWHERE = {"sources", "note", "urgency", "massage"}
MAINTAINERS = {"checklist", "figure", "hazards", "manifest", "policy", "sources", "speech", "vignettes", "weeks"}
"""Files that only maintainers and programs read."""
TO_MAINTAINERS = ("check-", "diff-", "report-", "vignettes-")
"""Phrases of the commands with which maintainers check content."""

REPORTED = {"article.fact", "benefits.article_says", "benefits.figures.text", "corrections.article_says", "tools.figures"}
"""What others have said or measured: the field as a whole is held to grade 6, the single text is not."""

ANATOMY = {"groups.actions", "groups.nerves", "groups.notes", "heads.notes", "muscles.notes"}
"""Background on muscles and nerves: long names are their subject."""

HARD = {
    "findings.ask:takes-anticoagulant": "names of medicines",
    "findings.ask:takes-fluoroquinolone": "names of medicines",
    "findings.ask:takes-statin": "names of medicines",
    "findings.ask:strong-antiplatelet": "names of medicines",
    "findings.ask:spasticity": "names of illnesses",
    "findings.ask:skin-infection": "names of illnesses",
    "findings.ask:pelvic-nodes-or-radiotherapy": "the word for the treatment, as the people who had it know it",
}
"""Single texts that may be harder than grade 8: what has to be named and has no plain word."""

LONG_WORDS = {
    "emergency emergencies physiotherapist physiotherapists professional operation operations": "whom to call, and what was done",
    "antibiotic clopidogrel prednisolone ticagrelor apixaban rivaroxaban edoxaban dabigatran": "names of medicines",
    "ciprofloxacin levofloxacin moxifloxacin ofloxacin fluoroquinolone": "names of medicines",
    "atorvastatin simvastatin rosuvastatin cholesterol": "names of medicines, and what they are for",
    "radiotherapy osteoporosis lymphoedema haemophilia diabetes amputation artificial paralysed": "names of illnesses and treatments",
    "anatomist distribution": "who has not checked the drawing, and what a pack comes in",
    "autonomic dysreflexia": "the name that the emergency service has to hear",
    "semitendinosus semimembranosus anatomy": "the names of the muscles, in the glossary",
    "ordinary everybody anybody experience unevenly authority": "long but everyday",
    "flexibility relaxation insufficient contradicted identifiers": "names of goals, grades and parts of this library",
}
"""Words of four syllables or more; any other long word needs a plainer one."""

# ---------------------------------------------------------------------------- how it is measured

GRADE_OF_A_FIELD = 6.0
GRADE_OF_A_TEXT = 8.0
WORDS_OF_A_TEXT = 8
WORDS_OF_A_SENTENCE = 25
CHARS_OF_A_SUMMARY = 140
SUMMARIES = {"name", "title", "plain", "why", "say", "short", "claim", "intro", "sign", "do", "time_frame", "question"}
TWO_LINES = {"glossary.plain"}
"""A glossary entry is a definition; it says what to do as well."""


class Text(NamedTuple):
    """One string that people read, and where it stands."""

    field: str
    id: str
    text: str

    @property
    def where(self) -> str:
        return f"{self.field}:{self.id}"


def strings(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for part in cast("list[object]", value):
            yield from strings(part, path)
    elif isinstance(value, dict):
        for name, part in cast("dict[str, object]", value).items():  # as TOML has them
            yield from strings(part, (*path, name))


def named(path: tuple[str, ...], names: str) -> str | None:
    """Tell by which of the names a path is meant: by its whole, its first or its last part."""
    ways = {".".join(path), path[0], path[-1]}
    return next((name for name in names.split() if name in ways), None)


@cache
def every_string() -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    kinds = [kind for kind in Shipped().kinds() if kind not in MAINTAINERS]
    rows = ((kind, name, row) for kind in kinds for name, row in read(Shipped(), kind).items())
    return tuple((kind, name, path or (name,), text) for kind, name, row in rows for path, text in strings(row))


def to_maintainers(kind: str, name: str) -> bool:
    return kind == "phrases" and name.startswith(TO_MAINTAINERS)


@cache
def texts() -> tuple[Text, ...]:
    found = ((kind, name, named(path, READ.get(kind, "")), text) for kind, name, path, text in every_string())
    return tuple(Text(f"{kind}.{field}", name, text) for kind, name, field, text in found if field and not to_maintainers(kind, name))


def shown(found: list[Text]) -> list[str]:
    return [f"{text.where}: {text.text}" for text in found]


def together(found: list[Text]) -> str:
    """Make one passage of texts: each ends with a stop."""
    return " ".join(re.sub(r"([^.!?])$", r"\1.", text.text) for text in found)


# ---------------------------------------------------------------------------- reading age


def test_every_string_of_the_content_is_either_read_by_people_or_said_not_to_be() -> None:
    """A new field cannot come in unread."""
    loose = {
        f"{kind}.{'.'.join(path)}"
        for kind, _, path, _ in every_string()
        if path[0] not in EVERYWHERE and not named(path, READ.get(kind, "")) and not named(path, UNREAD.get(kind, ""))
    }
    assert loose == set()


@pytest.mark.parametrize("field", [f"{kind}.{name}" for kind, names in READ.items() for name in names.split()])
def test_each_field_as_a_whole_can_be_read_at_eleven(field: str) -> None:
    whole = together([text for text in texts() if text.field == field])
    assert whole, f"nothing stands in {field}"
    assert grade(whole) <= GRADE_OF_A_FIELD or len(WORD.findall(whole)) < 20, f"{field}: grade {grade(whole):.1f}"


def offenders() -> list[tuple[float, Text]]:
    long = (text for text in texts() if sum(map(len, sentences(text.text))) >= WORDS_OF_A_TEXT)
    return sorted(((grade(text.text), text) for text in long), reverse=True)


def as_it_is() -> str:
    """The figures of the page on testing, and the hardest texts."""
    found, free = list(texts()), REPORTED | ANATOMY
    hard = sorted(score for score, _ in offenders())
    questions = [text for text in found if text.field == "findings.ask"]
    long = {word for words in LONG_WORDS for word in words.split()}
    lines = [
        f"{len(found)} texts, {sum(len(sentences(text.text)) for text in found)} sentences",
        f"all questions together: grade {grade(together(questions)):.1f}",
        f"everything together: grade {grade(together(found)):.1f}",
        f"{len(hard)} texts of {WORDS_OF_A_TEXT} words or more: half below {hard[len(hard) // 2]:.1f}, 95 in 100 below {hard[len(hard) * 95 // 100]:.1f}",
        f"{len(long)} words of four syllables or more with a reason",
    ]
    worst = [f"{score:4.1f} {HARD.get(text.where, text.field if text.field in free else '')} | {text.text}" for score, text in offenders()]
    return "\n".join([*lines, *worst[:40]])


def test_no_single_text_is_far_harder_and_the_offenders_are_named() -> None:
    """Printed with `-s`: the figures, and the hardest first; those with a reason are marked."""
    print("\n" + as_it_is())
    free = REPORTED | ANATOMY
    over = [f"{hard:.1f} {text.where}: {text.text}" for hard, text in offenders() if hard > GRADE_OF_A_TEXT and text.field not in free]
    assert [] == [line for line in over if not any(f" {where}:" in line for where in HARD)]


def test_every_exception_is_still_needed() -> None:
    hard = {text.where for score, text in offenders() if score > GRADE_OF_A_TEXT}
    assert set() == set(HARD) - hard
    used = {word.lower() for text in texts() for part in sentences(text.text) for word in part}
    assert set() == {word for words in LONG_WORDS for word in words.split()} - used


def test_a_word_of_four_syllables_has_a_reason_or_a_plainer_word() -> None:
    allowed = {word for words in LONG_WORDS for word in words.split()}
    ours = [text for text in texts() if text.field not in REPORTED | ANATOMY]
    long = Counter(word.lower() for text in ours for part in sentences(text.text) for word in part if syllables(word) >= 4)
    assert set() == set(long) - allowed


def test_the_measure_tells_hard_words_from_easy_ones() -> None:
    assert grade("Stop now. Do not rub the leg.") < 1
    assert grade("Discontinue mechanical stimulation immediately and obtain professional medical evaluation.") > 18
    assert [3, 1, 1, 4] == [syllables(word) for word in ("hospital", "25", "pain", "emergency")]


# ---------------------------------------------------------------------------- sentences


def test_no_sentence_has_more_than_25_words() -> None:
    assert [] == shown([text for text in texts() if any(len(part) > WORDS_OF_A_SENTENCE for part in sentences(text.text))])


def test_summaries_are_short() -> None:
    """Names, titles, and the one line that says what or why."""
    last = [text for text in texts() if text.field.split(".")[-1] in SUMMARIES and text.field not in TWO_LINES]
    assert len(last) > 500
    assert [] == [f"{len(text.text)} {text.where}" for text in last if len(text.text) >= CHARS_OF_A_SUMMARY]


def test_an_instruction_does_not_say_should() -> None:
    """`Should` leaves it open. A person may ask with it, and the article may be told with it."""
    asked = {"questions.question", *REPORTED}
    assert [] == shown([text for text in texts() if re.search(r"\bshould\b", text.text, re.IGNORECASE) and text.field not in asked])


UNKIND = (
    r"may potentially|potentially|good pain|hurts? so good|no pain, no gain|simply|obviously|of course|unfortunately|toxins?|suffer\w*"
    r"|victims?|elderly|obese|handicapped|disabled|non-compliant|utili[sz]e\w*|e\.g\.|i\.e\.|etc\.|in order to|prior to|commence\w*"
)


def test_the_tone_guide_is_kept() -> None:
    """You, now, one thing at a time: no hedge on a hedge, no good pain, no Latin, nobody is made a case."""
    ours = [text for text in texts() if text.field not in REPORTED]
    assert [] == shown([text for text in ours if re.search(rf"\b(?:{UNKIND})", text.text, re.IGNORECASE)])


def test_no_number_of_seconds_is_spelt() -> None:
    """The number before the word: 25 seconds."""
    spelt = r"\b(?:one|two|three|four|five|six|ten|fifteen|twenty|thirty|forty|sixty|ninety) seconds?\b"
    assert [] == shown([text for text in texts() if re.search(spelt, text.text, re.IGNORECASE)])


AMERICAN = (
    r"\b(?:colors?|colored|centers?|fibers?|tumors?|\w*edema(?<!oedema)|estrogen|hemo\w+|anemi\w+|anesthe\w+|gray\w*|labor|behavior\w*"
    r"|favor\w*|paralyz\w+|toward|licensed?|diarrhea|pediatric\w*|orthopedic\w*|traveling|canceled|fulfill|skillful\w*|practicing"
    r"|\w+iz(?:es?|ed|ing|ation)|\w+lyz(?:es?|ed|ing))\b"
)
SIZES = {"size", "sizes", "seized", "prize"}


def test_the_spelling_is_british() -> None:
    found = [(text.where, word) for text in texts() for word in re.findall(AMERICAN, text.text, re.IGNORECASE)]
    assert [] == [(where, word) for where, word in found if word.lower() not in SIZES]


# ---------------------------------------------------------------------------- questions

HELPERS = "is|are|was|were|do|does|did|has|have|had|can|could|will|would"
OPENS = re.compile(rf"^(?:[^?]*?[,:] )?(?:{HELPERS})\b[^?]*\?", re.IGNORECASE)
ASKS_MORE = re.compile(r"(?:what|which|when (?:do|does|did|is|are)|where (?:do|does|did|is|are)|who|how|why)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\b(?:not|never|no|nobody|nothing|none|cannot|without|neither|nor)\b|n['\u2019]t\b", re.IGNORECASE)
CLAUSE = re.compile(r"[.?!,;:()]| or | and | that | when | because ")


def asked() -> list[Text]:
    return [text for text in texts() if text.field == "findings.ask"]


def test_every_question_can_be_answered_by_yes_or_no() -> None:
    """It begins with a verb, perhaps after a time or a place; it never asks which, when or how much."""
    assert len(asked()) > 150
    assert [] == shown([text for text in asked() if not OPENS.match(text.text) or ASKS_MORE.match(text.text)])


def test_no_question_says_no_twice() -> None:
    """Two negatives in one clause, or a yes that means no: people in pain answer them wrong."""
    twice = [text for text in asked() if any(len(NEGATIVE.findall(part)) > 1 for part in CLAUSE.split(text.text))]
    assert [] == shown(twice)
    assert [] == shown(
        [text for text in asked() if re.match(r"(?:do|does|did|is|are|have|has|can|could) (?:you |it )?not\b", text.text, re.IGNORECASE)]
    )


def test_what_is_not_meant_stands_after_the_question() -> None:
    """After the question come only brackets and `Say yes`, so that it can be read aloud and answered."""
    after = [(text, text.text[text.text.index("?") + 1 :].strip()) for text in asked() if "?" in text.text]
    assert [] == [f"{text.where}: {rest}" for text, rest in after if rest and not re.match(r"\(|Say yes\b", rest)]


# ---------------------------------------------------------------------------- urgency

WHEN = {
    "emergency": r"\bnow\b|at once",
    "same-day": r"\btoday\b|\bnow\b",
    "see-soon": r"(?:this|a|next) week|two weeks|week or two|(?:one|two|to two|next) (?:days?|weeks?)|days",
    "self-care": r".",
}
"""How each urgency names its time."""

ACTS = r"\b(?:call|phone|ring|go|get help|get it|press|stop|see|sit|ask|tell|wait|leave|wash|change)\b"
COMFORT = r"do not worry|don't worry|no need to|nothing to fear|probably|harmless|mostly|usually|relax\b|just\b|calm down"


def rows(kind: str) -> dict[str, Any]:
    return dict(read(Shipped(), kind))


@pytest.mark.parametrize("name", sorted(read(Shipped(), "advice")))
def test_each_advice_says_when_and_what_to_do_if_it_gets_worse(name: str) -> None:
    """The text alone, spoken, must carry its time."""
    row = rows("advice")[name]
    assert re.search(WHEN[row["urgency"]], row["text"], re.IGNORECASE), f"{name} names no time: {row['text']}"
    assert re.search(WHEN[row["urgency"]], row["time_frame"], re.IGNORECASE), f"{name}: {row['time_frame']}"
    assert row["if_worse"].startswith(("If ", "Call ", "Go ", "Does ")), f"{name}: {row['if_worse']}"
    assert re.search(ACTS, row["if_worse"], re.IGNORECASE), f"{name} says nothing to do: {row['if_worse']}"


def test_each_emergency_names_the_number_and_forbids_rubbing() -> None:
    for name, row in rows("advice").items():
        if row["urgency"] == "emergency":
            assert re.search(r"999.*112.*911", row["text"]), name
            assert re.search(r"all pressure|not rub|not .*rub|not [\w, ]*rub", row["text"], re.IGNORECASE), name


@pytest.mark.parametrize("name", ["emergency", "same-day", "see-soon", "self-care"])
def test_each_notice_of_an_urgency_says_when_and_what_if_worse(name: str) -> None:
    text = rows("notices")[name]["text"]
    assert re.search(WHEN[name], text), text
    assert re.search(r"if (?:it|you)(?: get| gets)? worse", text, re.IGNORECASE), text
    assert re.search(ACTS, text.lower().split("worse", 1)[1]), text


def test_each_stop_sign_says_how_fast() -> None:
    late = [
        f"{name}: {row['then']}"
        for name, row in rows("stop_signs").items()
        if row["urgency"] != "self-care" and not re.search(WHEN[row["urgency"]] + r"|today|emergency number", row["then"], re.IGNORECASE)
    ]
    assert [] == late


def test_nothing_urgent_is_softened() -> None:
    """No comfort in the urgent sentences."""
    urgent = [row["text"] + row["if_worse"] for row in rows("advice").values() if row["urgency"] in {"emergency", "same-day"}]
    urgent += [row["do"] + row["then"] for row in rows("stop_signs").values() if row["urgency"] in {"emergency", "same-day"}]
    assert [] == [text for text in urgent if re.search(COMFORT, text, re.IGNORECASE)]
