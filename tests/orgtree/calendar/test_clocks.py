"""Rows with a stored due moment: begun, paused, gone on with, given another limit, stopped; hours of offices by area.

The calendar of autumn 2026: holidays 25–27 Sep (Fri–Sun) and 1–7 Oct (Thu–Wed); worked Sun 20 Sep and Sat 10 Oct.
"""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.calendar.services import clocks
from orgtree.calendar.services.office_hours import Offices, save_hours
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.models import OfficeHours, WorkdayOverride
from tests.orgtree.makers import keeper
from tests.upstairs.models import Errand
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
FIVE_DAYS, FOUR_HOURS = Limit(5, Unit.WORKDAY), Limit(4, Unit.HOUR)


def at(text: str) -> datetime:
    """The moment 10-13 18:00 of 2026."""
    return timezone.make_aware(datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M"))  # noqa: DTZ007


@pytest.fixture
def office(db):
    return Offices().at(None, date(2026, 9, 30))


@pytest.fixture
def errand(office) -> Errand:
    """Begun on Wed 30 Sep at 16:50, with five working days."""
    row = Errand()
    clocks.begin(row, FIVE_DAYS, at("09-30 16:50"), office)
    row.save()
    return row


@pytest.mark.parametrize(
    ("limit", "begins", "due"),
    [
        (FIVE_DAYS, "09-30 16:50", "10-13 18:00"),  # Wed → Tue: 1–7 Oct off, Sat 10 Oct worked
        (Limit(2, Unit.WORKDAY), "10-09 09:00", "10-12 18:00"),  # Fri → Mon, over the worked Saturday
        (FOUR_HOURS, "10-08 16:30", "10-09 11:00"),  # Thu → Fri
        (FOUR_HOURS, "09-30 16:30", "10-08 11:00"),  # Wed → Thu, over the holiday
        (Limit(24, Unit.CLOCK_HOUR), "09-30 16:50", "10-01 16:50"),
    ],
)
def test_the_due_moment_is_stored(office, limit, begins, due):
    row = Errand()
    clocks.begin(row, limit, at(begins), office)
    row.save()
    row.refresh_from_db()
    assert row.due_at == at(due)
    assert list(Errand.objects.overdue(at(due))) == []
    assert list(Errand.objects.overdue(at(due) + timedelta(minutes=1))) == [row]
    assert list(Errand.objects.due_between(at(due), at(due) + timedelta(minutes=1))) == [row]


def test_a_pause_stands_still_and_goes_on(errand, office):
    clocks.pause(errand, at("10-09 10:00"), office, reason="等居民答复")  # Fri: two of five are used, 8 and 9 Oct
    errand.save()
    assert (errand.due_at, errand.paused_at) == (None, at("10-09 10:00"))
    assert list(Errand.objects.overdue(at("12-31 10:00"))) == []
    clocks.resume(errand, at("10-12 10:00"), office)  # Mon: three more, 13, 14 and 15 Oct
    assert (errand.due_at, errand.paused_at) == (at("10-15 18:00"), None)
    assert clocks.paused_total(errand, at("12-31 10:00")) == timedelta(days=3)


@pytest.mark.parametrize(("number", "due"), [(3, "10-13 18:00"), (5, "10-15 18:00"), (8, "10-20 18:00")])
def test_a_limit_changed_while_it_stands_keeps_what_was_used(errand, office, number, due):
    clocks.pause(errand, at("10-09 10:00"), office, reason="等居民答复")
    clocks.change_limit(errand, Limit(number, Unit.WORKDAY), office)
    assert errand.due_at is None
    clocks.resume(errand, at("10-12 10:00"), office)
    assert errand.due_at == at(due)  # Tue, Thu, Tue


def test_stopped_it_is_never_late(errand, office):
    clocks.stop(errand, at("10-20 09:00"), office)
    errand.save()
    assert (errand.stopped_at, errand.due_at) == (at("10-20 09:00"), at("10-13 18:00"))
    assert not Errand.objects.overdue(at("12-31 10:00")).exists()
    for act in (
        lambda: clocks.pause(errand, at("10-21 09:00"), office, reason="晚了"),
        lambda: clocks.change_limit(errand, FOUR_HOURS, office),
    ):
        with refused("no_clock"):
            act()


def test_what_cannot_be_is_refused(errand, office):
    with refused("clock_begun"):
        clocks.begin(errand, FIVE_DAYS, at("10-09 10:00"), office)
    with refused("clock_runs"):
        clocks.resume(errand, at("10-09 10:00"), office)
    with refused("clock_backwards"):
        clocks.pause(errand, at("09-01 10:00"), office, reason="写错了")
    clocks.pause(errand, at("10-09 10:00"), office, reason="等居民答复")
    with refused("clock_stands"):
        clocks.pause(errand, at("10-10 10:00"), office, reason="再等")
    errand.due_at = at("10-13 18:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        errand.save()


def test_a_corrected_day_is_counted_anew(errand, town):
    WorkdayOverride.objects.create(day=date(2026, 10, 12), area=town.street, note="本地安排")  # Mon
    offices = Offices()
    assert clocks.refresh_due([errand], lambda row: offices.at(town.north, date(2026, 9, 30))) == []
    assert clocks.refresh_due([errand], lambda row: offices.at(town.east, date(2026, 9, 30))) == [errand]
    assert errand.due_at == at("10-14 18:00")  # Wed


def test_hours_of_an_area(town, client):
    street = keeper(town.street, "hours-keeper")
    today = timezone.localdate()
    for text in ("8:30-12:00、11:00-17:00", "上午"):
        with refused("hours", "hours"):
            save_hours(hours=OfficeHours(area=town.street, hours=text, active_from=today), by=street)
    with refused("past", "active_from"):
        yesterday = today - timedelta(days=1)
        save_hours(hours=OfficeHours(area=town.street, hours="9:00-17:00", active_from=yesterday), by=street)
    with refused("area_missing", "area"):
        save_hours(hours=OfficeHours(hours="9:00-17:00", active_from=today), by=street)
    client.force_login(street)
    page = "/desk/orgtree/officehours/"
    data = {"area": town.street.pk, "hours": "9:00-12:00、13:00-17:00", "active_from": f"{today}"}
    assert client.post(f"{page}add/", data).url == page
    assert "9:00-12:00、13:00-17:00" in client.get(page).content.decode()
    offices = Offices()
    assert offices.at(town.east, today).hours == ((540, 720), (780, 1020))
    assert offices.at(town.north, today).hours == offices.at(None, today).hours == ((510, 720), (870, 1080))
    row = OfficeHours.objects.get()
    OfficeHours.objects.update(active_from=today - timedelta(days=9))
    row.refresh_from_db()
    row.hours = "10:00-16:00"
    with refused("in_force", "hours"):
        save_hours(hours=row, by=street)
    row.refresh_from_db()
    row.active_to = today
    save_hours(hours=row, by=street)
    assert Offices().at(town.east, today).hours == offices.at(None, today).hours
