"""Working days of the offices: the built-in calendar of China with its 调休, and the days that people have corrected.

The calendar knows the years that the State Council has published; for later ones it holds only what the law fixes. Until
a release of the library brings a new year, its 放假 and 上班 days are entered on the desk (docs/rules.md, "Working days").
"""

from datetime import date
from functools import cache

from django.db import transaction
from django.utils import timezone
from holidays import HolidayBase, country_holidays

from orgtree.errors import not_found
from orgtree.models import WorkdayOverride
from orgtree.rules import workdays, working_time
from orgtree.services.reach import check_rule_keeper
from orgtree.services.validation import check_valid


@cache
def _china() -> HolidayBase:
    return country_holidays("CN", language="zh_CN")


class Calendar:
    """The calendar as it stands now, read once: for answers about many days."""

    def __init__(self):
        self.overrides = dict(WorkdayOverride.objects.values_list("day", "is_workday"))

    def is_workday(self, day: date) -> bool:
        """Whether the offices work on `day`; a corrected day wins over the built-in calendar."""
        overridden = self.overrides.get(day)
        return _china().is_working_day(day) if overridden is None else overridden

    def workdays_after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        return workdays.workday_after(day, count, self.is_workday)

    def days_not_counted(self, first: date, last: date) -> list[working_time.UncountedDay]:
        """The days off after `first`, up to `last` included, each with its reason: 周六, 国庆节, 已登记为放假."""
        return working_time.days_not_counted(first, last, self.is_workday, self._why_off)

    def _why_off(self, day: date) -> str:
        if day in self.overrides:
            return "已登记为放假"
        return _china().get(day) or f"周{'一二三四五六日'[day.weekday()]}"

    def working_time(self, hours: working_time.Hours) -> working_time.WorkingTime:
        """The working time of an office with these hours of a day, for clocks."""
        return working_time.WorkingTime(self.is_workday, hours, timezone.get_default_timezone())

    def workdays_before(self, day: date, count: int) -> date:
        """The latest day whose `count`-th following working day is before `day`: what began then is overdue on `day`."""
        first = day
        while self.workdays_after(first, count) >= day:
            first -= workdays.DAY
        return first


def workdays_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`. One query; for many days make one `Calendar`."""
    return Calendar().workdays_after(day, count)


def workdays_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to `last` included. One query."""
    return workdays.workdays_between(first, last, Calendar().is_workday)


@transaction.atomic
def save_override(*, override: WorkdayOverride, by) -> WorkdayOverride:
    """The new or changed day, for those who keep rules. Raises RuleBroken at the wrong field."""
    check_rule_keeper(by)
    check_valid(override)
    override.save()
    return override


@transaction.atomic
def remove_override(*, override_id: int, by) -> None:
    """Let the built-in calendar answer for that day again. Raises RuleBroken."""
    check_rule_keeper(by)
    removed, _ = WorkdayOverride.objects.filter(pk=override_id).delete()
    if not removed:
        raise not_found()
