"""A triage as finished values: what pickling, copying and JSON keep, apart from any rules."""

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from hamstring.safety.triage import Triage

STORED = (
    "at_least",
    "at_most",
    "ask",
    "not_asked",
    "half_met",
    "fired",
    "why",
    "advice",
    "content_version",
    "rules_digest",
    "on_left",
    "on_right",
)
"""What a finished triage keeps; the rest follows from these."""


@attrs.frozen
class Finished:
    """The finished values of a triage, apart from any rules."""

    values: tuple[tuple[str, Any], ...]

    def told(self, _: object, name: str) -> Any:  # noqa: ANN401 - as in triage
        """Give one value."""
        return dict(self.values)[name]


def finished(source: Any, answered: "Triage") -> Finished:  # noqa: ANN401 - whatever tells what a triage says
    """Read everything that a triage says, once."""
    if isinstance(source, Finished):
        return source
    return Finished(tuple((name, source.told(answered, name)) for name in STORED))
