"""The safety questions as a dialogue: what is urgent is ruled out first, until no answer can change anything."""

from collections.abc import Callable

from hamstring.content.catalogue import Catalogue
from hamstring.errors import AnswersError, HamstringError
from hamstring.model.logic import Placing
from hamstring.model.screening import Screen
from hamstring.outputs.words import Words, wrapped
from hamstring.safety.screening import URGENT, next_screen
from hamstring.safety.triage import Triage, rules_of, triage


def ask_screens(
    catalogue: Catalogue, *, read: Callable[[str], str | None], write: Callable[[str], object], may_begin: bool = False
) -> Triage:
    """Ask screen by screen and give the triage of the answers.

    The fewest questions that rule out what is urgent come first, and it is told when they have.

    Args:
        catalogue: The content.
        read: Shows a prompt and gives the answer, or None when there are no more answers.
        write: Shows a text.
        may_begin: Offers to begin once nothing urgent is open; a routine stays light while other questions are open.

    Returns:
        The triage; what was not answered is open in it.
    """
    words = Words(catalogue)
    present: list[str] = []
    absent: list[str] = []
    skipped: set[str] = set()
    introduced: set[str] = set()
    offered = False
    answered = triage((), catalogue=catalogue)
    while True:
        following = next_screen(catalogue, answered, skipped)
        if following is None:
            write(words("screen-done" if answered.settled else "screen-end"))
            write("")
            return answered
        screen, questions = following
        begins = may_begin and not answered.not_asked and not answered.half_met
        if begins and not offered:
            write(f"\n{wrapped(words('screen-may-begin'))}")
        offered = offered or begins
        for text in _shown(words, catalogue, screen, questions, is_new=screen.id not in introduced):
            write(text)
        introduced.add(screen.id)
        chosen = _chosen(words, len(questions), read, write, begins=begins)
        if chosen is None:
            write("")
            return answered
        if chosen == ():
            skipped.update(questions)
            continue
        yes = {questions[place - 1] for place in chosen if place}
        said = [*present, *(_placed(words, catalogue, name, read, write) for name in questions if name in yes)]
        # INVARIANT: a yes wins over a no that it contradicts, so that nobody is stopped by an error in mid-dialogue.
        follows = rules_of(catalogue).table.close(yes)
        denied = [name for name in (*absent, *questions) if name not in follows]
        try:
            now = triage(said, absent=denied, catalogue=catalogue)
        except AnswersError as error:
            write(f"{error}\n{words('screen-contradiction')}")
        else:
            for text in _ruled_out(words, answered, now):
                write(text)
            present, absent, answered = said, denied, now


def _ruled_out(words: Words, before: Triage, now: Triage) -> list[str]:
    """Tell which urgency no further answer can bring any more; nothing when no question is left."""
    found = [level for level in URGENT if now.at_most.urgency < level <= before.at_most.urgency]
    return [] if now.settled else [f"\n{wrapped(words(f'screen-no-{level}'))}" for level in found[-1:]]


def _shown(words: Words, catalogue: Catalogue, screen: Screen, questions: tuple[str, ...], *, is_new: bool) -> list[str]:
    lines = ["", screen.title.upper(), *([wrapped(screen.intro)] if is_new else [])]
    lines += [wrapped(catalogue.findings[name].ask, "     ", f"  {place}  ") for place, name in enumerate(questions, 1)]
    return [*lines, f"  0  {words('screen-none')}"]


def _chosen(
    words: Words, count: int, read: Callable[[str], str | None], write: Callable[[str], object], *, begins: bool
) -> tuple[int, ...] | None:
    """Read the numbers of the lines that are true; empty for skipped, None when there are no more answers."""
    while True:
        line = read(words("screen-prompt-begin" if begins else "screen-prompt"))
        if line is None or (begins and line == "b"):
            return None
        if line == "?":
            return ()
        parts = line.replace(",", " ").split()
        numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < len(str(count)) + 2]
        sound = numbers and len(numbers) == len(parts) and max(numbers) <= count
        if sound and (numbers == [0] or 0 not in numbers):
            return tuple(numbers)
        write(words("screen-again", count=count))


def _placed(words: Words, catalogue: Catalogue, name: str, read: Callable[[str], str | None], write: Callable[[str], object]) -> str:
    """Ask where, for a finding that can be placed; an empty answer means both legs."""
    finding = catalogue.findings[name]
    if finding.place is Placing.NONE:
        return name
    prompt = words("screen-leg" if finding.place is Placing.LEG else "screen-where", name=finding.name)
    while True:
        place = read(prompt)
        if not place or place == "both":
            return name
        try:
            triage([f"{name}@{place}"], catalogue=catalogue)
        except HamstringError as error:
            write(str(error))
        else:
            return f"{name}@{place}"
