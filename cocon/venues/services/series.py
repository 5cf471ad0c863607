"""Long uses: a row for each date that could be had, a row with the reason for each that could not."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cocon.venues.choices import RefusedWhy, VenueDeadline
from cocon.venues.models.bookings import BookingSeries, RefusedDate
from cocon.venues.rules.booking import dates_weekly
from cocon.venues.services.bookings import Caller, Use, lent_room, place_in_series
from cocon.venues.services.free_times import moment
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.locks import hold_for
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken

MOST_DATES = 60
WHY = {"taken": RefusedWhy.OVERLAP, "closed": RefusedWhy.CLOSED}


@dataclass(frozen=True)
class Weekly:
    """Each `every` weeks from the first day to the last, from `start` to `end` in minutes of the local day."""

    first: date
    last: date
    start: int
    end: int
    every: int = 1


@transaction.atomic
def plan_series(
    *, room_id: int, weekly: Weekly, group: str, purpose: str, people: int, caller: Caller, by
) -> BookingSeries:
    """The series with its bookings and refused dates; the same one planned twice by one person is the first. Raises RuleBroken."""
    room = lent_room(room_id, by)
    days = dates_weekly(weekly.first, weekly.last, weekly.every)
    if weekly.first < timezone.localdate():
        raise RuleBroken("past", "第一天不能早于今天", field="first_day")
    if len(days) > MOST_DATES:
        raise RuleBroken("too_many", f"一次最多安排{MOST_DATES}个日期", field="last_day")
    hold_for(f"booking-by:{by.pk}")
    words = {"group": group.strip(), "purpose": purpose.strip()}
    told = {"room": room, "first_day": weekly.first, "last_day": weekly.last, "every_weeks": weekly.every, **words}
    since = timezone.now() - timedelta(minutes=10)
    if known := BookingSeries.objects.filter(**told, entered_by=by, entered_at__gte=since).first():
        return known
    series = BookingSeries(**told, entered_by=by, entered_at=timezone.now())
    check_valid(series, at="last_day")
    series.save()
    soon = timezone.localdate() + timedelta(
        days=DeadlineBook().number(VenueDeadline.KEEP, weekly.first, room.venue.area) or 0
    )
    for day in days:
        use = Use(moment(day, weekly.start), moment(day, weekly.end), purpose, people, group)
        kept_at = timezone.now() if day <= soon else None
        try:
            with constraints_as_rules():
                place_in_series(room, use, caller, series=series, kept_at=kept_at, by=by)
        except RuleBroken as broken:
            why = WHY.get(broken.code, RefusedWhy.RULE)
            RefusedDate.objects.create(series=series, day=day, why=why, words=broken.message[:100])
    return series
