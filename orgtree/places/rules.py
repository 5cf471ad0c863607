"""What is left of a limited number of places. Source: docs/rules.md, "Places"."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Room:
    """So many places there are, and so many are taken. A number that was lowered by hand may be below what is taken."""

    size: int
    taken: int

    @property
    def left(self) -> int:
        """How many are free, never below nought."""
        return max(self.size - self.taken, 0)

    def fits(self, wanted: int = 1) -> bool:
        """Whether `wanted` at once still find a place: all of them or none."""
        return wanted <= self.left

    def first_of(self, line: Any) -> Any:
        """The head of a wait list (a list, or a queryset in its order): those who get a place."""
        return line[: self.left]
