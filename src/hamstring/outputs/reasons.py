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
        self._points = {entry.variant: entry.points for entry in words.catalogue.goals[routine.request.goal.value].suits}
        self._begun: dict[Leg | None, int] = {}
        self._earned: set[int] = set()
        for segment in routine.segments:
            if segment.kind in _STROKES:
                self._begun.setdefault(segment.leg, segment.start_s)
            if segment.doing and segment.kind is SegmentKind.WORK and self._is_sweep(segment.doing):
                self._earned.add(self._points.get(segment.doing, 0))

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
        if not self._is_sweep(doing):
            return words("reason-spot")
        if any(segment.search for segment in block):
            return words("reason-search")
        if variant.after is not None:
            return words("reason-after")
        if request.focus is not None and any(segment.lane == request.focus.value for segment in block):
            return words("reason-focus", line=request.focus.value)
        return words(self._suits(self._points.get(doing, 0)), goal=goal.name)

    def _is_sweep(self, doing: str) -> bool:
        return self._words.catalogue.variants[doing].role is Role.SWEEP

    def _suits(self, points: int) -> str:
        """Give the phrase for how a stroke suits the goal, beside the others of this routine."""
        if not points:
            return "reason-spread"
        if points < max(self._earned):
            return "reason-suits-too"
        return "reason-suits" if len(self._earned) == 1 else "reason-suits-most"
