"""Which questions to put next: the fewest that rule out what is urgent, by screens, then what can still change the answer."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from hamstring.content.catalogue import Catalogue
from hamstring.model.outcomes import Urgency
from hamstring.model.screening import Asked, Screen
from hamstring.safety.shortest import changing_bodies, fewest_askable, open_bodies
from hamstring.safety.triage import Triage, rules_of

URGENT = (Urgency.EMERGENCY, Urgency.SAME_DAY)
"""The urgencies that are ruled out one after the other, before anything else is asked."""


def next_screen(catalogue: Catalogue, answered: Triage, skipped: Collection[str] = ()) -> tuple[Screen, tuple[str, ...]] | None:
    """Give the next screen with the questions of it that are worth asking, or None when nothing is left to ask.

    First come the fewest questions whose "no" rules out an emergency, then the fewest that rule out what needs help
    the same day, then the fewest that settle the rest. Each answer may change what is fewest, so ask again after
    each screen. Once the answer cannot change nothing more is asked.

    Args:
        catalogue: The content.
        answered: The answers so far.
        skipped: Questions that the person left open.

    Example:
        >>> from hamstring import catalogue, triage
        >>> from hamstring.safety.screening import next_screen
        >>> next_screen(catalogue(), triage(()))[0].id
        'call-now'
    """
    if answered.settled:
        return None
    screens = _in_order(catalogue, answered)
    askable = {name for screen in screens for name in screen.findings}.difference(skipped)
    for wanted in _worth_asking(catalogue, answered, askable):
        for screen in screens:
            questions = tuple(name for name in screen.findings if name in wanted)
            if questions:
                return screen, questions
    return None


def _worth_asking(catalogue: Catalogue, answered: Triage, askable: Collection[str]) -> Iterator[Collection[str]]:
    rules = rules_of(catalogue)
    state = rules.state(answered)
    for level in URGENT:
        if answered.urgency < level <= answered.at_most.urgency:
            yield fewest_askable(open_bodies(rules.table, state, level).values(), askable)
    yield fewest_askable(changing_bodies(rules.table, state, answered.at_least).values(), askable)
    yield {*answered.ask, *answered.half_met}.intersection(askable)


def _in_order(catalogue: Catalogue, answered: Triage) -> Sequence[Screen]:
    """Sort screens by their order; what no opener opened is asked last: only an answer can rule it out."""
    present = {*answered.answers.present, *(entry.finding for entry in answered.answers.placed)}
    present |= {name for rule in answered.fired for name in rule.when}
    screens: Iterable[Screen] = catalogue.screens.values()
    return sorted(screens, key=lambda entry: (entry.asked is Asked.FOLLOW_UP and present.isdisjoint(entry.opens_with), entry.order))


__all__ = ["URGENT", "next_screen"]
