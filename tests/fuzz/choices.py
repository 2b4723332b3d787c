"""Choices drawn from bytes, so that whatever makes bytes can drive the targets."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """Draw values from bytes; where they run out every draw is the first possible one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        if self._at >= len(self._data):
            return 0
        self._at += 1
        return self._data[self._at - 1]

    def below(self, bound: int) -> int:
        """Give a number from 0 to just under the bound, which is at most 65536."""
        return (self.byte() if bound <= 256 else self.byte() * 256 + self.byte()) % bound

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def one_in(self, count: int) -> bool:
        return self.below(count) == count - 1

    def some(self, options: Sequence[T], most: int) -> list[T]:
        return [self.pick(options) for _ in range(self.below(most + 1))]

    def take(self, most: int) -> bytes:
        """Give up to so many bytes as they are."""
        count = self.below(most + 1)
        found = self._data[self._at : self._at + count]
        self._at += count
        return found
