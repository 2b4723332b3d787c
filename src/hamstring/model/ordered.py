"""Closed sets whose members have an order."""

from enum import Enum
from typing import Self


class Ordered(Enum):
    """An enum ordered by declaration, comparable with its own kind only.

    A ``StrEnum`` would order by alphabet, where ``emergency`` stands before ``self-care``.
    """

    @property
    def rank(self) -> int:
        """Place in the order, from 0."""
        return type(self)._member_names_.index(self.name)

    def __lt__(self, other: Self) -> bool:
        return self.rank < other.rank if type(other) is type(self) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.rank <= other.rank if type(other) is type(self) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.rank > other.rank if type(other) is type(self) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.rank >= other.rank if type(other) is type(self) else NotImplemented

    def __str__(self) -> str:
        return str(self.value)
