"""What a guided run needs from the outside: time, keys, a place to show things, and a voice."""

from typing import Protocol

from hamstring.run.frames import Frame


class Machine(Protocol):
    """Time and keys.

    Attributes:
        has_keys: False when no key can ever be pressed.
    """

    has_keys: bool

    def seconds(self) -> float:
        """Give the seconds of a clock that never goes back."""
        ...

    def key(self, wait_s: float) -> str:
        """Give the keys that are pressed at once within so many seconds, or an empty text after them."""
        ...


class Screen(Protocol):
    """A place to show things."""

    def tell(self, at: str, text: str) -> None:
        """Show a text that begins now; ``at`` is the time of the routine, or empty."""
        ...

    def show(self, frame: Frame) -> None:
        """Show how far it is."""
        ...


class Speaker(Protocol):
    """A voice."""

    def say(self, text: str) -> None:
        """Begin to say a text, and end what is being said."""
        ...

    def hush(self) -> None:
        """End what is being said."""
        ...


class Silent:
    """Says nothing."""

    def say(self, text: str) -> None:
        """Say nothing."""

    def hush(self) -> None:
        """Have nothing to end."""
