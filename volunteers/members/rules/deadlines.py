"""Which numbers a deadline may have, and which rule is in force on a day. Late is late: a reminder, and nothing else."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgtree.errors import RuleBroken
from volunteers.members.choices.deadline import DeadlineKey as K
from volunteers.members.choices.deadline import DeadlineUnit as U

# Working days or days for what somebody has to do; days before the end of the half-year or year for a reminder ahead.
UNITS: dict[str, frozenset[str]] = {
    **dict.fromkeys((K.ACCEPT, K.GRID, K.POST, K.REJOIN, K.FEEDBACK, K.DATA), frozenset({U.WORKDAY, U.DAY})),
    **dict.fromkeys((K.CHECK_IN, K.YEAR), frozenset({U.DAY})),
    **dict.fromkeys((K.WISH, K.WISH_MORE, K.WISH_PHONE), frozenset({U.DAY})),
    **dict.fromkeys((K.YEAR_TIMES, K.WISHES_HELD), frozenset({U.TIME})),
    K.YEAR_HOURS: frozenset({U.HOUR}),
    K.ERASE_AHEAD: frozenset({U.DAY}),
    **dict.fromkeys((K.KEEP_PERSON, K.KEEP_WORDS, K.KEEP_NAMES, K.KEEP_SHEETS), frozenset({U.MONTH})),
}
# Nobody may go below these: records of provision by law (网络数据安全管理条例 Art. 12); the others (P), so that a slip of the
# pen does not take what the close of a year and objections still need.
SHORTEST: dict[str, int] = {K.KEEP_SHEETS: 36, K.KEEP_WORDS: 24, K.KEEP_NAMES: 12, K.KEEP_PERSON: 6, K.ERASE_AHEAD: 7}

KEPT = frozenset({K.KEEP_SHEETS, K.KEEP_WORDS, K.KEEP_NAMES, K.KEEP_PERSON})


@dataclass(frozen=True)
class Term:
    """One dated number: in force from `since` until the day `until` (None: for good)."""

    number: int
    unit: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def check_unit(key: str, unit: str) -> None:
    """Raise RuleBroken at `unit` unless this is how the matter is counted."""
    if unit not in UNITS[key]:
        words = "、".join(str(U(one).label) for one in sorted(UNITS[key]))
        raise RuleBroken("deadline_unit", f"这一事项的单位只能是：{words}", field="unit")


def check_shortest(key: str, number: int) -> None:
    """Raise RuleBroken at `number` where something would be kept shorter than it must be."""
    least = SHORTEST.get(key, 0)
    if number < least:
        raise RuleBroken("keep_shorter", f"这一事项不能少于{least}", field="number")


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def half_of(day: date) -> tuple[int, int]:
    """(year, 1 or 2): the half-year of a day."""
    return day.year, 1 if day.month <= 6 else 2


def half_slug(day: date) -> str:
    """2026H2, as half-years are written in keys."""
    return "{}H{}".format(*half_of(day))


def end_of_half(day: date) -> date:
    """The last day of the half-year of `day`."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def in_force(terms: Sequence[Term], day: date) -> Term | None:
    """The term that holds on `day`; None for none."""
    return next((term for term in terms if term.holds(day)), None)
