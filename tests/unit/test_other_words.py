"""The promise: what is planned or asked with a content is told in the words of that content, and of no other."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape

import pytest

from hamstring import Routine, RoutineRefused, Triage, catalogue, plan_routine, plan_week, triage
from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.outputs.card import routine_svg
from hamstring.outputs.card_page import routine_fragment, routine_html
from hamstring.outputs.cues import routine_cues
from hamstring.outputs.explain import explanation
from hamstring.outputs.guide import guide_markdown
from hamstring.outputs.markdown import explanation_markdown, routine_markdown, triage_markdown
from hamstring.outputs.refusal import refusal_html, refusal_text
from hamstring.outputs.text import routine_text
from hamstring.outputs.triage_card import triage_fragment, triage_html
from hamstring.outputs.triage_text import triage_text
from hamstring.outputs.week import week_text
from hamstring.outputs.why_not import why_not

MARK = "¶"
"""Stands before each phrase and each notice of the other content."""


@cache
def marked() -> Catalogue:
    """Give the content with a mark before each phrase and notice, and all else as it is."""
    texts = {kind: Shipped().text(kind) for kind in Shipped().kinds()}
    for kind in ("phrases", "notices"):
        texts[kind] = re.sub(rb'^text = ("""\\\n|")', lambda found: found[0] + MARK.encode(), texts[kind], flags=re.MULTILINE)
    return Catalogue((Folder(tuple(sorted(texts.items()))),))


@cache
def known() -> tuple[str, ...]:
    """Give the shipped phrases and notices that have no gaps and stand nowhere else in the content."""
    texts = [" ".join(entry.text.split()) for kind in ("phrases", "notices") for entry in catalogue().kind(kind).values()]
    everything = " ".join(" ".join(Shipped().text(kind).decode().replace("\\\n", "") for kind in Shipped().kinds()).split())
    return tuple(text for text in texts if "{" not in text and everything.count(text) == 1)


@cache
def routine() -> Routine:
    return plan_routine(minutes=10, tools={"foam-roller"}, spots=["left:inner-lower:2"], goal="tender-spots", catalogue=marked())


@cache
def asked() -> Triage:
    return triage(["recent-injury@left"], catalogue=marked())


def refused() -> RoutineRefused:
    with pytest.raises(RoutineRefused) as caught:
        plan_routine(minutes=10, symptoms=["takes-anticoagulant"], complete=True, catalogue=marked())
    return caught.value


OUTPUTS: dict[str, Callable[[Catalogue], str]] = {
    "text": lambda content: routine_text(routine(), content),
    "markdown": lambda content: routine_markdown(routine(), content),
    "page": lambda content: routine_html(routine(), content),
    "fragment": lambda content: routine_fragment(routine(), content),
    "card": lambda content: routine_svg(routine(), content),
    "cues": lambda content: "\n".join(cue.say for cue in routine_cues(routine(), catalogue=content)),
    "explanation": lambda content: explanation(routine(), content).text,
    "explanation as Markdown": lambda content: explanation_markdown(explanation(routine(), content), content),
    "why not": lambda content: why_not(routine(), "massage-gun", content).text,
    "triage": lambda content: triage_text(asked(), content),
    "triage as Markdown": lambda content: triage_markdown(asked(), content),
    "triage as a page": lambda content: triage_html(asked(), content),
    "triage as a fragment": lambda content: triage_fragment(asked(), content),
    "refusal": lambda content: refusal_text(refused(), content),
    "refusal as a page": lambda content: refusal_html(refused(), content),
    "week": lambda content: week_text(plan_week(sessions=3, start="2026-11-23", minutes=10, catalogue=content), content),
    "guide": guide_markdown,
}


LEAST = 8
SHORT = ("cues", "card", "why not")


@pytest.mark.parametrize("name", OUTPUTS)
def test_each_output_takes_its_words_from_the_content_at_hand(name: str) -> None:
    """No phrase of the shipped content stands there as it is: each has the mark of the other one before it."""
    told = " ".join(unescape(OUTPUTS[name](marked())).split())
    assert told.count(MARK) >= (LEAST if name not in SHORT else 1)
    bare = [text for text in known() if re.search(f"(?<!{MARK}){re.escape(text)}", told)]
    assert not bare
