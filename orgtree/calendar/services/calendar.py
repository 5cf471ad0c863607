"""Working days of the offices: the built-in calendar of China with its 调休, and the days that people have corrected.

The calendar knows the years that the State Council has published; for later ones it holds only what the law fixes. Until
a release of the library brings a new year, its 放假 and 上班 days are entered on the desk (docs/rules.md, "Working days").
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db import transaction
from django.utils import timezone
from holidays import HolidayBase, country_holidays

from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.database.kept import Kept
from orgtree.database.validation import check_valid
from orgtree.days.rules import workdays, working_time
from orgtree.owned.models import covers
from orgtree.owned.services.owned import check_keeper, level_of
from orgtree.tree.models import Area


@cache
def _china() -> HolidayBase:
    return country_holidays("CN", language="zh_CN")


class Calendar:
    """The calendar of an area as it stands now (for none: what holds for all), read once, for answers about many days."""

    def __init__(self, area: Area | None = None, corrections: Iterable[WorkdayOverride] | None = None):
        if corrections is None:
            corrections = WorkdayOverride.objects.select_related("area")
        nearest_last = sorted(corrections, key=lambda row: level_of(row.area))
        self.overrides = {row.day: row.is_workday for row in nearest_last if covers(row.area, area)}

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


CORRECTED = Kept(lambda: list(WorkdayOverride.objects.select_related("area")), {WorkdayOverride: ["area"]})


class Calendars:
    """The calendars of all areas, as they stand now. One query."""

    def __init__(self):
        self._corrections = CORRECTED()
        self._known: dict[tuple, Calendar] = {}

    @property
    def keepers(self) -> set[Area]:
        """The areas that have corrected days of their own."""
        return {row.area for row in self._corrections if row.area}

    def at(self, area: Area | None) -> Calendar:
        """The calendar of an area."""
        fitting = tuple(row.pk for row in self._corrections if covers(row.area, area))
        if fitting not in self._known:
            self._known[fitting] = Calendar(area, self._corrections)
        return self._known[fitting]


def calendars_in(memo: dict | None) -> Calendars:
    """The calendars that one page or act shares in `memo`; of its own where there is none."""
    memo = {} if memo is None else memo
    if "calendars" not in memo:
        memo["calendars"] = Calendars()
    return memo["calendars"]


def workdays_after(day: date, count: int, area: Area | None = None) -> date:
    """The `count`-th working day of `area` after `day`. One query; for many days make one `Calendar`."""
    return Calendar(area).workdays_after(day, count)


def workdays_between(first: date, last: date, area: Area | None = None) -> int:
    """How many working days of `area` lie after `first`, up to `last` included. One query."""
    return workdays.workdays_between(first, last, Calendar(area).is_workday)


@transaction.atomic
def save_override(*, override: WorkdayOverride, by) -> WorkdayOverride:
    """The new or changed day of an area that `by` keeps. Raises RuleBroken at the wrong field."""
    check_keeper(override.area, by)
    stored = WorkdayOverride.objects.filter(pk=override.pk).select_related("area").first()
    if stored:
        check_keeper(stored.area, by)
    check_valid(override, at="day")
    override.save()
    return override
