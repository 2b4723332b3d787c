"""Vignettes: patient stories and the boundaries of every rule, run against a content.

A story was written apart from the rules, and tells whether they are right. A boundary case is made of a rule, and tells
whether the rule is carried out: just met it fires, one condition away it does not, and the answer is what all rules say
when they are read plainly, one by one.
"""

from collections.abc import Callable, Iterator
from enum import Enum

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.catalogue import catalogue as shipped_catalogue
from hamstring.errors import AnswersError, RequestError, UnknownIdError
from hamstring.model.outcomes import Limits, Outcome
from hamstring.model.vignettes import Vignette
from hamstring.safety.plainly import plain_outcome
from hamstring.safety.proofs import Case, boundary_cases
from hamstring.safety.table import table_of
from hamstring.safety.triage import triage


class VignetteKind(Enum):
    """What a vignette is: a patient story, a rule just met, or a rule missed by one condition.

    Example:
        >>> from hamstring import VignetteKind
        >>> [kind.value for kind in VignetteKind]
        ['story', 'just-met', 'near-miss']
    """

    STORY = "story"
    JUST_MET = "just-met"
    NEAR_MISS = "near-miss"


@attrs.frozen(kw_only=True)
class VignetteResult:
    """What came of one vignette.

    Attributes:
        id: Id of the story, or of the rule.
        kind: Patient story, rule just met, or near miss.
        missing: The condition that a near miss lacks; otherwise empty.
        present: The findings that were answered yes.
        problems: What is not as expected. A vignette without problems has passed, unless it could not be run.
        stricter: Where an added pack, or a content of one's own, asks for more care than a shipped story does. That is no
            failure: a pack may only add care.
        unknown: For a shipped story: findings that a content of one's own does not have, so that it could not be run.

    Example:
        >>> from hamstring import run_vignettes
        >>> run_vignettes()[0].id, run_vignettes()[0].passed
        ('ache-after-birth', True)
    """

    id: str
    kind: VignetteKind
    missing: str = ""
    present: tuple[str, ...]
    problems: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """True when it was run and nothing was unexpected."""
        return not self.problems and not self.unknown


def run_vignettes(catalogue: Catalogue | None = None) -> tuple[VignetteResult, ...]:
    """Run the patient stories and the boundary cases of every rule.

    A content without stories of its own is held to the shipped ones, as far as it has their findings.

    Args:
        catalogue: The content to examine, or None for the shipped one.

    Returns:
        One result for each story, sorted by id, then for each rule just met and each of its near misses.

    Raises:
        ContentError: If the content cannot be read, or its rules break a law.

    Example:
        >>> from hamstring import run_vignettes
        >>> all(result.passed for result in run_vignettes())
        True
    """
    content = shipped_catalogue() if catalogue is None else catalogue
    cases = boundary_cases(table_of(content))
    return (*_stories(content), *(_boundary(content, case) for case in cases))


# ---------------------------------------------------------------------------- stories


def _stories(content: Catalogue) -> Iterator[VignetteResult]:
    shipped = shipped_catalogue()
    borrowed = not content.vignettes
    for name, story in (content.vignettes or shipped.vignettes).items():
        is_guest = content != shipped and shipped.vignettes.get(name) == story
        unknown = tuple(name for name in map(_finding, (*story.present, *story.absent)) if name not in content.findings)
        if borrowed and unknown:
            yield VignetteResult(id=name, kind=VignetteKind.STORY, present=story.present, unknown=unknown)
        else:
            problems, stricter = judged(content, story)
            if not is_guest:
                problems, stricter = (*problems, *stricter), ()
            yield VignetteResult(id=name, kind=VignetteKind.STORY, present=story.present, problems=problems, stricter=stricter)


def _finding(entry: str) -> str:
    return entry.partition("@")[0]


def judged(content: Catalogue, story: Vignette) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell where the answer is milder than the story asks, and where it is stricter.

    What cannot be answered at all counts as milder.

    Example:
        >>> from hamstring.content.catalogue import catalogue
        >>> judged(catalogue(), catalogue().vignettes["ache-after-birth"])
        ((), ())
    """
    try:
        answered = triage(list(story.present), absent=list(story.absent), catalogue=content)
    except (AnswersError, RequestError, UnknownIdError) as error:
        return (str(error),), ()
    outcome = answered.at_least
    return tuple(_milder(story, outcome)), tuple(_stricter(story, outcome))


def _milder(story: Vignette, outcome: Outcome) -> Iterator[str]:
    if outcome.urgency < story.urgency:
        yield f"urgency `{outcome.urgency}`, expected at least `{story.urgency}`"
    if outcome.massage < story.massage:
        yield f"massage `{outcome.massage}`, expected `{story.massage}`"
    if not outcome.limits.is_total:
        yield from _open(story, outcome.limits)


def _open(story: Vignette, limits: Limits) -> Iterator[str]:
    """Tell which limits of a story do not hold."""
    for field in ("no_tools", "no_strokes", "no_demands", "keep_off"):
        for name in getattr(story, field):
            if name not in getattr(limits, field):
                yield f"{field} lacks `{name}`"
    for field, holds, bound in _BOUNDS:
        expected, actual = getattr(story, field), getattr(limits, field)
        if expected is not None and (actual is None or not holds(actual, expected)):
            yield f"{field} is {'open' if actual is None else actual}, expected {bound} {expected}"


_BOUNDS: tuple[tuple[str, Callable[[int, int], bool], str], ...] = (
    ("max_pressure", int.__le__, "at most"),
    ("max_leg_s", int.__le__, "at most"),
    ("max_session_s", int.__le__, "at most"),
    ("min_gap_h", int.__ge__, "at least"),
)


def _stricter(story: Vignette, outcome: Outcome) -> Iterator[str]:
    if outcome.urgency.rank > story.urgency.rank + 1:
        yield f"urgency `{outcome.urgency}`, expected at most one step above `{story.urgency}`"
    if outcome.massage > story.massage:
        yield f"massage `{outcome.massage}`, expected `{story.massage}`"


# ---------------------------------------------------------------------------- boundaries


def _boundary(content: Catalogue, case: Case) -> VignetteResult:
    kind = VignetteKind.JUST_MET if case.missing is None else VignetteKind.NEAR_MISS
    problems = tuple(_astray(content, case))
    return VignetteResult(id=case.rule, kind=kind, missing=case.missing or "", present=case.present, problems=problems)


def _astray(content: Catalogue, case: Case) -> Iterator[str]:
    """Tell where the answer at a boundary differs from the rules as they stand in the content."""
    answered = triage(case.present, catalogue=content)
    fired = tuple(rule.id for rule in answered.fired)
    expected, outcome = plain_outcome(content, case.present)
    if (case.rule in fired) != (case.missing is None):
        yield "the rule does not fire" if case.missing is None else "the rule fires all the same"
    for name in sorted(({*fired} ^ {*expected}) - {case.rule}):
        yield f"`{name}` {'fires' if name in fired else 'does not fire'}"
    for part in attrs.fields_dict(Outcome):
        found, wanted = getattr(answered.at_least, part), getattr(outcome, part)
        if found != wanted:
            yield f"{part} `{found}`, expected `{wanted}`"
