"""Working days of China: the built-in calendar with 调休, and the corrections that win over it."""

from datetime import date, datetime, timedelta

import pytest

from orgtree.acts import perform_one
from orgtree.calendar.acts import workday_acts
from orgtree.calendar.services.calendar import (
    Calendar,
    save_override,
    workdays_after,
    workdays_between,
)
from orgtree.days.rules.working_time import office_hours
from orgtree.models import WorkdayOverride
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
SPRING_FESTIVAL_EVE = date(2026, 2, 16)
WORKING_SATURDAY = date(2026, 2, 14)


def test_holidays_are_off_and_their_weekends_are_worked():
    calendar = Calendar()
    assert not calendar.is_workday(SPRING_FESTIVAL_EVE)
    assert calendar.is_workday(WORKING_SATURDAY)
    assert workdays_after(date(2026, 2, 13), 2) == date(2026, 2, 24)  # the worked Saturday, then eleven days later
    assert workdays_between(date(2026, 2, 13), date(2026, 2, 24)) == 2


def test_a_corrected_day_wins(town):
    save_override(override=WorkdayOverride(day=WORKING_SATURDAY, is_workday=False, note="测试"), by=town.organisation)
    save_override(override=WorkdayOverride(day=SPRING_FESTIVAL_EVE, is_workday=True, note="测试"), by=town.organisation)
    assert workdays_after(date(2026, 2, 13), 1) == SPRING_FESTIVAL_EVE
    perform_one(
        workday_acts, "remove", pk=WorkdayOverride.objects.get(day=SPRING_FESTIVAL_EVE).pk, by=town.organisation
    )
    assert workdays_after(date(2026, 2, 13), 1) == date(2026, 2, 24)


@pytest.mark.parametrize("count", [1, 3, 5, 10])
def test_what_began_before_the_last_day_in_time_is_overdue(count):
    calendar = Calendar()
    for today in (date(2026, 2, 24), date(2026, 10, 9), date(2026, 11, 22)):
        last_overdue = calendar.workdays_before(today, count)
        assert calendar.workdays_after(last_overdue, count) < today
        assert calendar.workdays_after(last_overdue + timedelta(days=1), count) >= today


def test_only_keepers_of_the_rules_correct_it(town):
    with refused("not_found"):
        save_override(override=WorkdayOverride(day=WORKING_SATURDAY, note="测试"), by=town.clerk)
    save_override(override=WorkdayOverride(day=WORKING_SATURDAY, note="测试"), by=town.organisation)
    with refused("invalid", "day"):
        save_override(override=WorkdayOverride(day=WORKING_SATURDAY, note="再来"), by=town.organisation)
    with refused("not_found"):
        perform_one(workday_acts, "remove", pk=WorkdayOverride.objects.get().pk, by=town.secretary)


def test_the_desk_corrects_a_day(client, town):
    client.force_login(town.organisation)
    page = "/desk/orgtree/workdayoverride/"
    assert client.post(f"{page}add/", {"day": "2027-02-08", "note": "国办通知"}).url == page
    override = WorkdayOverride.objects.get()
    assert (override.day, override.is_workday) == (date(2027, 2, 8), False)
    again = client.post(f"{page}add/", {"day": "2027-02-08", "note": "又一次"}).content.decode()
    assert "这一天已经登记过" in again
    assert (
        client.post(f"{page}{override.pk}/change/", {"day": "2027-02-08", "is_workday": "on", "note": "改"}).url == page
    )
    assert WorkdayOverride.objects.get().is_workday
    assert client.post(f"{page}{override.pk}/act/remove/").url == page
    assert not WorkdayOverride.objects.exists()
    client.force_login(town.clerk)
    assert client.get(f"{page}add/").status_code == 403


def test_days_that_did_not_count_are_named(db):
    found = Calendar().days_not_counted(date(2026, 9, 30), date(2026, 10, 13))
    assert [one.day.day for one in found] == [1, 2, 3, 4, 5, 6, 7, 11]
    assert "国庆" in found[0].why
    assert found[-1].why == "周日"


def test_a_clock_of_the_built_in_calendar(db):
    """Wed 30 Sep 2026 16:50 + 5 working days = Tue 13 Oct; Fri 9 Oct + 2 = Mon 12 Oct: Sat 10 Oct is worked."""
    calendar = Calendar()
    assert calendar.workdays_after(date(2026, 9, 30), 5) == date(2026, 10, 13)
    assert calendar.workdays_after(date(2026, 10, 9), 2) == date(2026, 10, 12)
    office = calendar.working_time(office_hours("8:30-12:00、14:30-18:00"))
    begun = datetime(2026, 9, 30, 16, 30, tzinfo=office.zone)
    assert office.after(begun, timedelta(hours=4)) == datetime(2026, 10, 8, 11, 0, tzinfo=office.zone)
