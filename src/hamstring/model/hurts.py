"""What is asked after somebody stopped because it hurts."""

import attrs


@attrs.frozen(kw_only=True)
class HurtQuestion:
    """A question with yes or no, after a rest.

    Attributes:
        order: Its place in the asking.
        ask: The question.
        findings: What a yes counts as; a no denies each of them.
        is_urgent: True when a yes ends the asking.

    Example:
        >>> from hamstring import catalogue
        >>> sorted(catalogue().hurts)
        ['chest-or-breath', 'cold-or-pale', 'numb-or-weak', 'swelling']
    """

    id: str
    order: int
    ask: str
    findings: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    is_urgent: bool
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
