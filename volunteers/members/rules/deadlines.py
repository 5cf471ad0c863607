"""In which units the deadlines of this floor are counted, and what nobody may go below; half-years."""

from datetime import date

from orgtree.choices import DeadlineUnit
from volunteers.members.choices.deadline import DeadlineKey

# Working days or days for what somebody has to do; days before the end of the half-year or year for a reminder ahead.
UNITS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            DeadlineKey.ACCEPT,
            DeadlineKey.GRID,
            DeadlineKey.POST,
            DeadlineKey.REJOIN,
            DeadlineKey.FEEDBACK,
            DeadlineKey.DATA,
        ),
        frozenset({DeadlineUnit.WORKDAY, DeadlineUnit.DAY}),
    ),
    **dict.fromkeys((DeadlineKey.CHECK_IN, DeadlineKey.YEAR), frozenset({DeadlineUnit.DAY})),
    **dict.fromkeys((DeadlineKey.WISH, DeadlineKey.WISH_MORE, DeadlineKey.WISH_PHONE), frozenset({DeadlineUnit.DAY})),
    **dict.fromkeys((DeadlineKey.YEAR_TIMES, DeadlineKey.WISHES_HELD), frozenset({DeadlineUnit.TIME})),
    DeadlineKey.YEAR_HOURS: frozenset({DeadlineUnit.HOUR}),
    DeadlineKey.ERASE_AHEAD: frozenset({DeadlineUnit.DAY}),
    **dict.fromkeys(
        (DeadlineKey.KEEP_PERSON, DeadlineKey.KEEP_WORDS, DeadlineKey.KEEP_NAMES, DeadlineKey.KEEP_SHEETS),
        frozenset({DeadlineUnit.MONTH}),
    ),
}
# Nobody may go below these: records of provision by law (网络数据安全管理条例 Art. 12); the others (P), so that a slip of the
# pen does not take what the close of a year and objections still need.
SHORTEST: dict[str, int] = {
    DeadlineKey.KEEP_SHEETS: 36,
    DeadlineKey.KEEP_WORDS: 24,
    DeadlineKey.KEEP_NAMES: 12,
    DeadlineKey.KEEP_PERSON: 6,
    DeadlineKey.ERASE_AHEAD: 7,
}

KEPT = frozenset({DeadlineKey.KEEP_SHEETS, DeadlineKey.KEEP_WORDS, DeadlineKey.KEEP_NAMES, DeadlineKey.KEEP_PERSON})


def half_of(day: date) -> tuple[int, int]:
    """(year, 1 or 2): the half-year of a day."""
    return day.year, 1 if day.month <= 6 else 2


def half_slug(day: date) -> str:
    """2026H2, as half-years are written in keys."""
    return "{}H{}".format(*half_of(day))


def end_of_half(day: date) -> date:
    """The last day of the half-year of `day`."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)
