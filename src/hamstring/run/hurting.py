"""When it hurts: weight off, what cannot wait at once, two minutes still, four questions, and what their answers mean."""

from typing import TYPE_CHECKING, Final

from hamstring.errors import AnswersError
from hamstring.run.frames import Frame, clock
from hamstring.run.ports import Machine, Screen, Speaker
from hamstring.safety.triage import rules_of, triage

if TYPE_CHECKING:
    from hamstring.content.catalogue import Catalogue
    from hamstring.model.answers import Answers
    from hamstring.outputs.words import Words
    from hamstring.safety.triage import Triage

_TICK_S: Final = 1.0
_YES, _NO, _OPEN, _QUIT = "y", "n", "?", "q"
_STRICTEST: Final = (_YES, _QUIT, _OPEN, _NO)
"""Of several answers pressed at once the first of these counts."""
_SOON: Final = frozenset(("s", _NO, _YES, _QUIT))
"""Keys that end the rest."""


class Hurting:
    """What is done after the key "this hurts"."""

    def __init__(self, words: "Words", *, machine: Machine, screen: Screen, speaker: Speaker) -> None:
        self.words = words
        self.content: Catalogue = words.catalogue
        self.machine = machine
        self.screen = screen
        self.speaker = speaker

    def ask(self, before: "Answers") -> "Triage | None":
        """Rest, ask, and say what the answers mean.

        Args:
            before: What was answered before the routine.

        Returns:
            The triage of all answers when one of the four was a yes or stayed open; otherwise None.
        """
        self._tell(self.words("run-hurts"))
        self._rest()
        yes: list[str] = []
        no: list[str] = []
        is_open = False
        for question in sorted(self.content.hurts.values(), key=lambda entry: entry.order):
            answer = self._answer(question.ask)
            if answer == _QUIT:
                is_open = True
                break
            is_open = is_open or answer == _OPEN
            yes += question.findings if answer == _YES else ()
            no += question.findings if answer == _NO else ()
            if answer == _YES and question.is_urgent:
                break
        return self._answered(before, yes, no) if yes or is_open else None

    def _tell(self, text: str) -> None:
        self.screen.tell("", text)
        self.speaker.say(text)

    def _rest(self) -> None:
        """Stay still; the key for skip leads to the questions at once."""
        seconds = self.content.policy.stop_rest_s
        began = self.machine.seconds()
        while (into := self.machine.seconds() - began) < seconds:
            left = clock(seconds - int(into))
            share = into / seconds
            step = self.words("run-still")
            keys = self.words("run-keys-still")
            self.screen.show(Frame(left=left, share=share, step=step, say=self.words("run-hurts"), keys=keys, told=step))
            if _SOON.intersection(self.machine.key(min(_TICK_S, seconds - into)).lower()):
                return

    def _answer(self, question: str) -> str:
        text = self.words("run-question", question=question)
        self._tell(text)
        while True:
            self.screen.show(Frame(left="", step=text, say=text, keys=self.words("run-keys-hurts")))
            pressed = self.machine.key(_TICK_S).lower()
            found = next((answer for answer in _STRICTEST if answer in pressed), None)
            if found is not None:
                return found

    def _answered(self, before: "Answers", yes: list[str], no: list[str]) -> "Triage":
        """Join what is true now with what was answered before: a yes, of whenever, goes before a no that it contradicts."""
        present = {*before.present, *yes}
        follows = rules_of(self.content).table.close({*present, *(spot.finding for spot in before.placed)})
        absent = {*before.absent, *no}.difference(follows)
        try:
            return triage({*present, *before.placed}, absent=absent, catalogue=self.content)
        except AnswersError:
            return triage(yes, catalogue=self.content)
