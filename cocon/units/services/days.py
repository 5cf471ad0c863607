"""Days that may be left out: today then; and the last day of what holds from a day to a day."""

from django.utils import timezone

from orgtree.acts import Ask, Doing
from orgtree.errors import RuleBroken

LAST_DAY = Ask("until", "最后一天", is_day=True, is_optional=True, help="不晚于今天；留空为今天")


def today_for(field: str):
    """For `first` of a beginning: the day `field` is today where none is said."""

    def complete(doing: Doing, ids) -> None:
        doing.said[field] = doing.said[field] or timezone.localdate()

    return complete


def end_on_last_day(row, doing: Doing) -> None:
    """For `run` of an act that asks LAST_DAY: the row's `until` is the day said, today where none is.

    Raises RuleBroken at `until` for one before the row began or still to come.
    """
    today = timezone.localdate()
    row.until = doing.said["until"] or today
    if not row.since <= row.until <= today:
        raise RuleBroken("until", f"最后一天应在{row.since}到今天之间", field="until")
