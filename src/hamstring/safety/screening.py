"""Which questions to put next: by screens, the most urgent first, and only what can still change the answer."""

from collections.abc import Collection

from hamstring.content.catalogue import Catalogue
from hamstring.model.screening import Asked, Screen
from hamstring.safety.triage import Triage


def next_screen(catalogue: Catalogue, answered: Triage, skipped: Collection[str] = ()) -> tuple[Screen, tuple[str, ...]] | None:
    """Give the next screen with the questions of it that are worth asking, or None when nothing is left to ask.

    A follow-up comes as soon as its opener is present, before anything less urgent. Once the answer cannot change
    nothing more is asked.

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
    wanted = {*answered.ask, *answered.half_met}.difference(skipped)
    present = {*answered.answers.present, *(entry.finding for entry in answered.answers.placed)}
    implied = {name for rule in answered.fired for name in rule.when}
    screens = sorted(catalogue.screens.values(), key=lambda entry: entry.order)
    opened = [screen for screen in screens if screen.asked is not Asked.FOLLOW_UP or not (present | implied).isdisjoint(screen.opens_with)]
    # What no opener opened is asked last: some of it counts alone, and only an answer can rule it out.
    for screen in (*opened, *screens):
        questions = tuple(name for name in screen.findings if name in wanted)
        if questions:
            return screen, questions
    return None
