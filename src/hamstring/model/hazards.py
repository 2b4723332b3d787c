"""What could go wrong, how bad and how likely that is, and what keeps it from happening."""

import attrs

from hamstring.model.ordered import Ordered


class Severity(Ordered):
    """How bad the harm would be, the worst last. Our own scale; `hazards.toml` says what each step means.

    Example:
        >>> from hamstring.model.hazards import Severity
        >>> Severity.SLIGHT < Severity.GRAVE
        True
    """

    SLIGHT = "slight"
    MODERATE = "moderate"
    SERIOUS = "serious"
    GRAVE = "grave"


class Likelihood(Ordered):
    """How often the harm is to be expected, the most often last. An estimate; `hazards.toml` says what each step means.

    Example:
        >>> from hamstring.model.hazards import Likelihood
        >>> Likelihood.RARE < Likelihood.LIKELY
        True
    """

    RARE = "rare"
    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    LIKELY = "likely"


@attrs.frozen(kw_only=True)
class Risk:
    """How bad a harm would be, and how likely it is."""

    severity: Severity
    likelihood: Likelihood


@attrs.frozen(kw_only=True)
class Hazard:
    """One way in which somebody could come to harm, and the control that is to prevent it.

    Attributes:
        hazard: What goes wrong.
        cause: How it comes about.
        effect: What it does to a person.
        before: The risk without the control.
        after: The risk that is left with it; never above the one before, and equal to it while nothing keeps the control.
        control: What prevents it, or that nothing does yet.
        kept_by: What fails when the control is lost: ids of tests (``tests/unit/test_cli.py::test_x``) and properties
            that ``hamstring check`` proves (``check:monotone``). Empty while there is no control.
        left: The risk that is left, and what whoever builds on the library must do about it.
        advice: Every rule that gives this advice answers to the hazard.
        rules: Further rules that answer to it.
        limits: Fields of `Limits` that answer to it.
        demands: Demands that limits forbid because of it.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().kind("hazards")["clot-rubbed-loose"].before.severity
        <Severity.GRAVE: 'grave'>
    """

    id: str
    hazard: str
    cause: str
    effect: str
    before: Risk
    after: Risk
    control: str
    kept_by: tuple[str, ...] = ()
    left: str
    advice: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
