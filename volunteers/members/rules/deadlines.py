"""In which units the deadlines of this floor are counted, and what nobody may go below; half-years."""

from datetime import date

from orgtree.choices import DeadlineUnit as U
from volunteers.members.choices.deadline import DeadlineKey as K

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


def half_of(day: date) -> tuple[int, int]:
    """(year, 1 or 2): the half-year of a day."""
    return day.year, 1 if day.month <= 6 else 2


def half_slug(day: date) -> str:
    """2026H2, as half-years are written in keys."""
    return "{}H{}".format(*half_of(day))


def end_of_half(day: date) -> date:
    """The last day of the half-year of `day`."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)
