"""Days that may be left out: today then; and the last day of what holds from a day to a day."""

from datetime import date

from django.utils import timezone

from orgtree.acts import Ask, Doing
from orgtree.errors import RuleBroken

LAST_DAY = Ask("until", "最后一天", is_day=True, is_optional=True, help="不晚于今天；留空为今天")


def today_for(field: str):
    """For `first` of a beginning: the day `field` is today where none is said."""

    def complete(doing: Doing, ids) -> None:
        doing.said[field] = doing.said[field] or timezone.localdate()

    return complete


def checked_end(said: date | None, first: date, *, field: str = "ended_on", name: str = "日期") -> date:
    """The day that was said, today where none was. Raises RuleBroken at `field` for one before `first` or after today."""
    today = timezone.localdate()
    day = said or today
    if not first <= day <= today:
        raise RuleBroken(field, f"{name}应在{first}到今天之间", field=field)
    return day


def end_on_last_day(row, doing: Doing) -> None:
    """For `run` of an act that asks LAST_DAY: the row's `until` is the day said, today where none is.

    Raises RuleBroken at `until` for one before the row began or still to come.
    """
    row.until = checked_end(doing.said["until"], row.since, field="until", name="最后一天")
