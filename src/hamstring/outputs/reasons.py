"""Why each block of a routine is in it, in a few words."""

from hamstring.model.places import Leg
from hamstring.model.practice import Role
from hamstring.model.routines import Routine, Segment, SegmentKind
from hamstring.outputs.words import Words

_PLAIN = {
    SegmentKind.WARM_UP: "reason-warm-up",
    SegmentKind.STRETCH: "reason-stretch",
    SegmentKind.MOVEMENT: "reason-movement",
    SegmentKind.SETTLE: "reason-settle",
}
_STROKES = (SegmentKind.WORK, SegmentKind.HOLD)


class Reasons:
    """Gives the reasons of one routine."""

    def __init__(self, routine: Routine, words: Words) -> None:
        self._routine = routine
        self._words = words
        self._begun: dict[Leg | None, int] = {}
        for segment in routine.segments:
            if segment.kind in _STROKES:
                self._begun.setdefault(segment.leg, segment.start_s)

    def of(self, block: list[Segment]) -> str:
        """Give the reason for a step; an empty string for what only leads to the next one."""
        first, words = block[0], self._words
        if first.kind in _PLAIN:
            return words("reason", why=words(_PLAIN[first.kind]))
        if first.kind is SegmentKind.LIGHT:
            opens = first.start_s < self._begun.get(first.leg, 0)
            return words("reason", why=words("reason-opening" if opens else "reason-closing"))
        if first.kind in _STROKES and first.doing:
            return words("reason", why=self._stroke(block, first.doing))
        return ""

    def _stroke(self, block: list[Segment], doing: str) -> str:
        words, request = self._words, self._routine.request
        variant, goal = words.catalogue.variants[doing], words.catalogue.goals[request.goal.value]
        if variant.role is not Role.SWEEP:
            return words("reason-spot")
        if any(segment.search for segment in block):
            return words("reason-search")
        if variant.after is not None:
            return words("reason-after")
        if request.focus is not None and any(segment.lane == request.focus.value for segment in block):
            return words("reason-focus", line=request.focus.value)
        suits = any(entry.variant == doing and entry.points > 0 for entry in goal.suits)
        return words("reason-suits", goal=goal.name) if suits else words("reason-spread")
