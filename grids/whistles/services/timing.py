"""The clocks of a department's steps: all begin with the whistle, each is stopped by its own step."""

from datetime import datetime

from django.utils import timezone

from grids.whistles.choices import StepKind, WhistleDeadline
from grids.whistles.models import WhistleClock, WhistleLeg
from orgtree.calendar.services import clocks
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.calendar.services.office_hours import Offices
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.models import Area

KEYS = {kind: WhistleDeadline(f"whistle_{kind.value}") for kind in StepKind}


def begin_steps(leg: WhistleLeg, area: Area, at: datetime) -> None:
    """Start the clock of every step for which a rule holds there and then. Three queries and one insert a step."""
    book, day = DeadlineBook(), timezone.localdate(at)
    office = Offices(book.calendars).at(area, day)
    for kind, key in KEYS.items():
        if limit := book.limit(key, day, area):
            clock = WhistleClock(leg=leg, kind=kind)
            clocks.begin(clock, limit, at, office)
            clock.save()


def stop_steps(leg: WhistleLeg, at: datetime, *kinds: StepKind) -> None:
    """End these clocks, those that were passed over as well."""
    area = leg.whistle.case.area
    office = Offices().at(area, timezone.localdate(leg.called_at))
    for clock in leg.clocks.filter(kind__in=kinds, stopped_at__isnull=True):
        clocks.stop(clock, at, office)
        clock.save()


def give_more(leg: WhistleLeg, days: int) -> None:
    """So much longer for the work; the other steps are of hours and over by now."""
    for clock in leg.clocks.filter(kind=StepKind.RESULT, stopped_at__isnull=True):
        office = Offices().at(leg.whistle.case.area, timezone.localdate(leg.called_at))
        clocks.change_limit(clock, Limit(clock.limit_number + days, Unit(clock.limit_unit)), office)
        clock.save()


def may_contest_until(leg: WhistleLeg) -> datetime | None:
    """Until when the rating may be contested, by the rule of the place; None for no rule."""
    area, day = leg.whistle.case.area, timezone.localdate(leg.rated_at)
    due = DeadlineBook().due(WhistleDeadline.CONTEST, day, area)
    return due and timezone.make_aware(datetime.combine(due, datetime.max.time()))
