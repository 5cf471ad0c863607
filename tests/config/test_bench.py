"""`make bench` in small: that its made-up rows still fit the tables and that what it measures still does what it says."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.models import RollEntry
from cocon.models import Booking, Claim, Need, Resource
from config.bench import ballots, desk, figures, national, needs, pages, suites, venues, world
from orgtree.days.rules.periods import periods_holding, recent_periods
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, Figure
from orgtree.people.services.tree_health import check_trees
from volunteers.models import CallUp, Member, PointEntry, ServiceKind, ServiceRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(town, monkeypatch):
    """The bench's members and services in the buildings of the town, a few of each."""
    monkeypatch.setattr(world, "SERVICES_EACH", 3)
    monkeypatch.setattr(desk, "ENTRIES", 5)
    monkeypatch.setattr(desk, "CONFIRMED", 2)
    monkeypatch.setattr(desk, "ROSTER", 6)
    world.insert_members_and_services(town.clerk, members=4)
    return town


def test_the_rows_fit(small):
    assert (Member.objects.count(), ServiceRecord.objects.confirmed().count()) == (4, 12)


def test_an_api_list(small):
    rows = list(suites.api_list({"community": small.west_secretary}))
    assert [row.floor_ms > 0 for row in rows] == [True]
    assert Member.objects.get(user=small.west_secretary).area != small.west


def test_pages_as_they_are_sent(small):
    rows = list(pages.pages({"community": small.secretary}))
    assert [row.floor_ms > 0 for row in rows] == [True] * len(pages.PAGES)


def test_a_service_logged(small):
    [row] = pages.logging(small.secretary)
    assert (row.most, row.floor_ms > 0) == (5, True)
    assert ServiceRecord.objects.count() == 12  # each round was undone


def test_a_tree_loaded_and_edited(small, monkeypatch):
    monkeypatch.setattr(suites, "ADDED", 20)
    monkeypatch.setattr(
        suites,
        "build_areas",
        lambda serial, districts: world.build_areas(serial=serial, districts=2, streets=1, communities=1, grids=1),
    )
    before = Area.objects.count()
    assert [row.floor_ms > 0 for row in suites.tree_load()] == [True] * 3
    assert Area.objects.count() == before + 2  # the bench province and its city


def test_a_ballot_among_others(small, monkeypatch):
    monkeypatch.setattr(ballots, "VOTERS", 6)
    monkeypatch.setattr(ballots, "VOTED", 2)
    (row,) = ballots.issuing_and_casting()
    assert row.most_seconds == 0.04
    assert not RollEntry.objects.filter(way="token").count() > 2  # what was timed was taken back


def test_a_booking_and_a_districts_pages(small, monkeypatch):
    monkeypatch.setattr(venues, "ROOMS", 2)
    monkeypatch.setattr(venues, "EACH", 3)
    rows = list(venues.booking())
    assert [row.floor_ms > 0 for row in rows] == [True] * 3
    assert Booking.objects.count() == 6  # what was measured was undone


def test_the_newest_members(small):
    rows = list(suites.newest_members({"community": small.west_secretary}))
    assert [row.floor_ms > 0 for row in rows] == [True, True]


def test_crediting(small):
    whole, more = desk.crediting(small.secretary)
    assert (whole.floor_ms > 0, more.floor_ms > 0) == (True, True)
    assert PointEntry.objects.count() == 5  # each round was undone


@pytest.mark.parametrize("kind", ["S01", "S03"])
def test_confirming(small, kind):
    """Whichever kinds fall to the first members: their numbers go on over the tests of one database."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        ServiceRecord.objects.update(kind=ServiceKind.objects.get(code=kind))
        cursor.execute("SET session_replication_role = DEFAULT")
    rows = list(desk.confirming(small.secretary))
    assert len(rows) == 2
    assert ServiceRecord.objects.confirmed().count() == 10


def test_a_roster(small, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert len(list(desk.roster(small.secretary))) == 2
    assert Member.objects.count() == 4


def test_matching(small, monkeypatch):
    for name, number in {"UNITS": 9, "COMMUNITIES": 2, "NEEDS": 30, "LISTED": 8, "SHARED": 12}.items():
        monkeypatch.setattr(needs, name, number)
    rows = list(needs.matching(small.street_secretary))
    assert [row.floor_ms > 0 for row in rows] == [True, True]
    assert (Need.objects.count(), Claim.objects.count(), Resource.objects.count()) == (30, 10, 12)


def test_a_call_up(small, monkeypatch):
    monkeypatch.setattr(suites, "CALLED", 7)
    assert len(list(suites.call_up(small.street_secretary))) == 2
    assert CallUp.objects.count() == 7


def test_figures(small, monkeypatch):
    monkeypatch.setattr(figures, "CHANGED", 2)
    monkeypatch.setattr(figures, "_writes", list)  # they switch triggers, which a test's transaction may not
    rows = list(figures.month_fill(rounds=1))
    assert [row.floor_ms > 0 for row in rows] == [True] * 5
    assert str(rows[0]).startswith("first fill of a month : every measure's own GROUP BY\n    by the clock ")
    assert sum(Figure.objects.filter(measure="volunteers.services").values_list("own", flat=True)) == 12


def test_figures_of_a_year(small, monkeypatch):
    monkeypatch.setattr(figures, "CHANGED", 2)
    monkeypatch.setattr(figures, "recent_periods", lambda day: [recent_periods(day)[0], *periods_holding(day)])
    rows = list(figures.year_fill(rounds=1))
    assert [row.floor_ms > 0 for row in rows] == [True] * 2
    months = ServiceRecord.objects.dates("served_on", "month")
    assert (len(months), ServiceRecord.objects.count()) == (2, 12)


def test_a_country_is_a_sound_tree(small, monkeypatch):
    levels = [(kind, count, digits) for (kind, _, digits), count in zip(national.LEVELS, (2, 1, 3, 2), strict=True)]
    monkeypatch.setattr(national, "LEVELS", levels)
    monkeypatch.setattr(national, "PROVINCES", 2)
    assert national.insert_country() == 2 * 23
    assert check_trees()[Area] == []
    fill_figures(world.MONTH)
    assert Figure.objects.get(area__code="100000000000", measure="area.households").total == 6 * (101 + 102)
    assert re.search(r"figures, Python [\d,]+ MB, its server process [\d,]+ MB", national.peaks())


def test_an_unknown_suite_is_named():
    with pytest.raises(CommandError, match="no such suite: unheard"):
        call_command("bench", "unheard")
