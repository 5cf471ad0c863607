"""In which hours the offices of an area work, and who may say so: docs/rules.md, "Clocks"."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.calendar.models.office_hours import OfficeHours
from orgtree.calendar.services.calendar import Calendars, calendars_in
from orgtree.database.kept import Kept
from orgtree.database.validation import check_valid
from orgtree.days.rules.working_time import WorkingTime, office_hours
from orgtree.errors import RuleBroken
from orgtree.owned.services.owned import OwnedBook, check_keeper
from orgtree.tree.models import Area

USUAL = office_hours("8:30-12:00、14:30-18:00")  # where no row says otherwise


HOURS = Kept(lambda: OwnedBook(OfficeHours.objects.select_related("area")), {OfficeHours: ["area"]})


class Offices:
    """The working time of every area as it stands now. Two queries; one where the calendars are there already."""

    def __init__(self, calendars: Calendars | None = None):
        self._calendars = calendars or Calendars()
        self._hours = HOURS()

    def at(self, area: Area | None, day: date) -> WorkingTime:
        """The days and hours by which a clock of `area` counts that begins on `day`."""
        row = self._hours.in_force(OfficeHours.key, day, area)
        return self._calendars.at(area).working_time(office_hours(row.hours) if row else USUAL)


def offices_in(memo: dict | None) -> Offices:
    """The offices that the clocks of one act share in `memo`; of its own where there is none."""
    memo = {} if memo is None else memo
    if "offices" not in memo:
        memo["offices"] = Offices(calendars_in(memo))
    return memo["offices"]


@transaction.atomic
def save_hours(*, hours: OfficeHours, by) -> OfficeHours:
    """New or changed hours of an area that `by` keeps; of those in force only the end is still open. Raises RuleBroken."""
    check_keeper(hours.area, by)
    stored = OfficeHours.objects.select_for_update(of=("self",)).select_related("area").filter(pk=hours.pk).first()
    today = timezone.localdate()
    if stored:
        check_keeper(stored.area, by)
    if stored and stored.active_from < today:
        if (hours.hours, hours.active_from) != (stored.hours, stored.active_from):
            raise RuleBroken("in_force", "已启用的规定不能修改，请新增一条", field="hours")
    elif hours.active_from and hours.active_from < today:
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")
    if hours.active_to and hours.active_to < today:
        raise RuleBroken("past", "停用日期不能早于今天", field="active_to")
    try:
        office_hours(hours.hours)
    except ValueError as error:
        raise RuleBroken("hours", f"{error}；写法如 8:30-12:00、14:30-18:00", field="hours") from error
    check_valid(hours, at="active_from")
    hours.save()
    return hours
