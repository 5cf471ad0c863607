"""Which quarter of a branch is kept. Source: docs/rules.md, "三会一课" (《中国共产党支部工作条例(试行)》第四、五章)."""

from collections.abc import Mapping
from datetime import date, timedelta

from assessments.life.choices import Held
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken

# What is looked at, and how often in a quarter.
MEETINGS = {"congress": "至少1次", "committee": "每月1次", "group": "每月1次", "lecture": "至少1次"}


def is_kept(said: Mapping[str, str]) -> bool:
    """Whether nothing was missed; what a branch has not cannot be missed."""
    return all(said[name] != Held.MISSED for name in MEETINGS)


def last_day(year: int, quarter: str, today: date) -> date:
    """The last day of the quarter. Raises RuleBroken at `quarter` while it is not over."""
    end = Period.parse(f"{year}Q{quarter}").end - timedelta(days=1)
    if end >= today:
        raise RuleBroken("quarter", "这个季度还没有结束，结束后再登记", field="quarter")
    return end
