"""How far work is, from counts of its milestones alone. Source: docs/rules.md, "Key tasks"."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.keytasks.choices import WorkState

NEAR_DAYS = 7  # where no keeper laid down another number


@dataclass(frozen=True)
class Tally:
    """Milestones that count: all, confirmed by whoever asked for them, past their time, and due soon; these two not reported."""

    number: int = 0
    done: int = 0
    late: int = 0
    near: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.number + other.number, self.done + other.done, self.late + other.late, self.near + other.near)

    @property
    def state(self) -> WorkState:
        """The one word for it: what is late goes before what is due soon."""
        if not self.number:
            return WorkState.NONE
        if self.done == self.number:
            return WorkState.DONE
        if self.late:
            return WorkState.LATE
        return WorkState.NEAR if self.near else WorkState.DOING

    @property
    def words(self) -> str:
        """2/3; nothing where there is none yet."""
        return f"{self.done}/{self.number}" if self.number else ""

    @property
    def percent(self) -> int | None:
        """Whole percent, cut and never rounded up: 100 means all. None of nothing."""
        return self.done * 100 // self.number if self.number else None


def share_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent; None of nothing."""
    return Decimal(part) * 100 / whole if whole else None
