"""What is kept of rules is what the database says, whatever becomes of a row; and it is read again only then."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.calendar.models.office_hours import OfficeHours
from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.database import kept
from orgtree.database.kept import Kept, look_again, one_look
from orgtree.database.replica import COPY
from orgtree.models import Area

pytestmark = pytest.mark.django_db
DAY = timezone.datetime(2026, 10, 9).date()


@pytest.fixture
def days(town, monkeypatch):
    """Corrected days with the names of their areas, kept; and hours beside them. What else is kept is left out."""
    monkeypatch.setattr(kept, "_all", [])
    rows = WorkdayOverride.objects.select_related("area")
    said = Kept(
        lambda: {(row.day, row.is_workday, row.area and (row.area.name, row.area.lft)) for row in rows.all()},
        {WorkdayOverride: ["area"]},
    )
    Kept(lambda: list(OfficeHours.objects.all()), {OfficeHours: ["area"]})
    WorkdayOverride.objects.create(day=DAY, is_workday=True, area=town.east)
    return said


def changes(town):
    """Each way in which a row, or the area beside it, becomes another."""
    rows = WorkdayOverride.objects.all()
    yield lambda: rows.update(is_workday=False)
    yield lambda: rows.update(is_workday=True)
    yield lambda: WorkdayOverride.objects.create(day=DAY, is_workday=True)
    yield lambda: rows.filter(area=None).delete()
    yield lambda: Area.objects.filter(pk=town.east.pk).update(name="东园新区")
    yield lambda: Area.objects.filter(pk=town.east.pk).update(lft=town.east.lft + 1)
    yield lambda: rows.update(area=town.west)
    yield lambda: rows.all().delete()


def test_it_is_what_the_database_says_after_each_change(town, days):
    for change in changes(town):
        before = days()
        change()
        assert days() == days.read() != before


def test_what_was_rolled_back_is_not_kept(town, days):
    before = days()
    with transaction.atomic():
        WorkdayOverride.objects.all().delete()
        assert days() == set()
        transaction.set_rollback(True)
    assert days() == before


def test_control_without_stamps_a_change_is_not_seen(town, days, monkeypatch):
    asked = []
    monkeypatch.setattr(kept, "_stamps", lambda *ones: asked.append(ones) or [(1,)] * len(ones))
    before = days()
    WorkdayOverride.objects.all().delete()
    assert days() == before != days.read()
    assert len(asked) == 2


def test_all_is_looked_at_once_until_something_is_written(town, days):
    hours = kept._all[1]
    days(), hours()
    with CaptureQueriesContext(connection) as asked, one_look():
        days(), hours()
        with one_look():
            days(), hours()
        assert len(asked) == 1
        WorkdayOverride.objects.all().delete()
        assert days() != set()  # as it was looked at; whoever writes says so
        look_again()
        assert days() == set()


def test_a_copy_of_the_database_is_read_and_not_kept(town, days, monkeypatch):
    """Its rows may be older than the stamps of the primary."""
    before = days()
    asked = []
    monkeypatch.setattr(kept.router, "db_for_read", lambda model, **hints: asked.append(model) or COPY)
    monkeypatch.setattr(days, "read", lambda: {"as the copy has it"})
    assert days() == {"as the copy has it"}
    assert asked == [WorkdayOverride]
    monkeypatch.undo()
    assert days() == before
