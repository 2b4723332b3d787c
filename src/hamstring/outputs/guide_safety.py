"""The part of the guide that says when to stop, when not to begin, and when to get help."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.screening import Asked
from hamstring.outputs.guide_page import GuidePage, Lines, joined, source_link, strong

if TYPE_CHECKING:
    from hamstring.model.screening import Advice, PublishedGrade, Rule, Screen, Stage

_HELP = ((Urgency.EMERGENCY, "emergency"), (Urgency.SAME_DAY, "same-day"), (Urgency.SEE_SOON, "see-soon"))
_AVOID = (
    (Permission.NOT_TODAY, ("not-today",)),
    (Permission.ASK_FIRST, ("ask-first", "cleared")),
    (Permission.WITH_LIMITS, ("with-limits",)),
)


def stop_signs(page: GuidePage) -> Lines:
    """Give the stop signs, the most urgent first."""
    yield from page.notices("stop-signs", "stop-signs-short", "after-stopping")
    for place, sign in enumerate(sorted(page.content.stop_signs.values(), key=attrgetter("order")), 1):
        soon = page.words("triage-urgency", name=page.words(f"urgency-{sign.urgency}"))
        yield f"{place}. {strong(sign.sign)} {joined(sign.do, sign.then, soon + '.', page.cited(sign))}"
    yield ""
    hurts = sorted(page.content.hurts.values(), key=attrgetter("order"))
    yield from page.points("guide-hurts", (joined(question.ask, page.cited(question)) for question in hurts))


def screens(page: GuidePage) -> Lines:
    """Give the safety questions, screen by screen, the most urgent first."""
    yield from page.notices("unscreened", "not-settled")
    for screen in sorted(page.content.screens.values(), key=attrgetter("order")):
        yield from page.heading(3, screen.title)
        yield joined(screen.intro, _asked(page, screen), page.cited(screen))
        yield ""
        for finding in (page.content.findings[name] for name in screen.findings):
            yield f"- {strong(finding.name)} {joined(finding.ask, page.cited(finding))}"
        yield ""


def _asked(page: GuidePage, screen: "Screen") -> str:
    if screen.asked is not Asked.FOLLOW_UP:
        return page.words(f"guide-asked-{screen.asked.value}")
    if not screen.opens_with:
        return page.words("guide-asked-spot")
    return page.words("guide-asked-follow-up", findings=page.words.findings(screen.opens_with))


def avoid(page: GuidePage) -> Lines:
    """Give what rules massage out or limits it: every contraindication, and the rules that ask for no visit."""
    content = page.content
    found = [rule for rule in content.rules.values() if rule.id in content.contraindications or rule.urgency is Urgency.SELF_CARE]
    for massage, notices in _AVOID:
        yield from page.heading(3, page.words(f"massage-{massage}"))
        yield from page.notices(*notices)
        yield from _by_advice(page, (rule for rule in found if rule.massage is massage), lambda rule: page.limits(rule.limits))


def get_help(page: GuidePage) -> Lines:
    """Give the rules that ask for help, the most urgent first, each group under its advice."""
    for urgency, notice in _HELP:
        yield from page.heading(3, page.words(f"urgency-{urgency}"))
        yield from page.notices(notice)
        found = (rule for rule in page.content.rules.values() if rule.urgency is urgency)
        yield from _by_advice(page, found, lambda rule: _allowed(page, rule))
    yield from page.notices("self-care")
    yield from _covered(page)


def _allowed(page: GuidePage, rule: "Rule") -> str:
    if rule.massage is Permission.NOT_TODAY:
        return ""
    massage = page.words("triage-massage", name=page.words(f"massage-{rule.massage}"))
    return joined(f"{massage}.", page.limits(rule.limits))


def _by_advice(page: GuidePage, rules: Iterable["Rule"], bound: Callable[["Rule"], str]) -> Lines:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.advice, []).append(rule)
    for name in sorted(groups):
        yield _advice(page, page.content.advice[name])
        yield ""
        for rule in groups[name]:
            yield f"- {strong(page.names(rule.when))} {joined(rule.why, bound(rule), *_more(page, rule), page.cited(rule))}"
        yield ""


def _more(page: GuidePage, rule: "Rule") -> Iterable[str]:
    if rule.scope == "body" and rule.massage is not Permission.NOT_TODAY:
        yield page.words("guide-both-legs")
    known = page.content.contraindications.get(rule.id)
    yield from (_published(page, entry) for entry in (known.published if known else ()))


def _published(page: GuidePage, entry: "PublishedGrade") -> str:
    source = source_link(entry.source)
    if entry.percent is None:
        return page.words("guide-published", label=entry.label, source=source)
    return page.words("guide-published-percent", label=entry.label, percent=entry.percent, source=source)


def _advice(page: GuidePage, advice: "Advice") -> str:
    when = page.words("advice-when", when=advice.time_frame, who=advice.contact)
    worse = page.words("advice-worse", worse=advice.if_worse)
    return joined(advice.text, when, worse, page.cited(advice), page.words("guide-holds-for"))


def _covered(page: GuidePage) -> Lines:
    yield from page.heading(3, page.words("guide-covered"))
    for row in page.content.covered.values():
        covering = page.names(page.content.rules[row.covered_by].when)
        yield f"- {joined(row.pattern, page.words('guide-covered-by', findings=covering), page.cited(row))}"
    yield ""


def ordinary(page: GuidePage) -> Lines:
    """Give the ordinary cases."""
    for case in page.content.ordinary.values():
        yield f"- {strong(case.name)} {joined(case.text, page.cited(case))}"
    yield ""


def stages(page: GuidePage) -> Lines:
    """Give the stages of the graded return."""
    for stage in page.content.stages.values():
        yield f"- {strong(stage.title)} {joined(*_stage(page, stage), page.cited(stage))}"
    yield ""


def _stage(page: GuidePage, stage: "Stage") -> Iterable[str]:
    if stage.from_h is not None:
        phrase = "guide-hours-from" if stage.to_h is None else "guide-hours-span"
        yield page.words(phrase, low=stage.from_h, high=stage.to_h)
    yield page.told("guide-when", stage.gate)
    yield page.told("guide-may", stage.allowed)
    yield page.told("guide-set-back", stage.set_back)
