"""Which numbers a matter with a deadline may have. Late is late: a reminder, and nothing else."""

from collections.abc import Iterable

from orgtree.choices import DeadlineUnit
from orgtree.errors import RuleBroken


def check_unit(unit: str, units: Iterable[str]) -> None:
    """Raise RuleBroken at `unit` unless it is one of those in which the matter is counted."""
    if unit not in units:
        words = "、".join(str(DeadlineUnit(one).label) for one in sorted(units))
        raise RuleBroken("deadline_unit", f"这一事项的单位只能是：{words}", field="unit")


def check_shortest(number: int, least: int) -> None:
    """Raise RuleBroken at `number` where something would be kept shorter than it must be."""
    if number < least:
        raise RuleBroken("keep_shorter", f"这一事项不能少于{least}", field="number")
