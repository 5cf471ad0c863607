"""A figure of a past month is of where people stood in that month, whatever grid they were put into since."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.models import FilteredRelation, Q
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.boards.services.drilldown import rows_of
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services import statements
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.models import Correction
from tests.deeds import at, reported, served
from tests.orgtree.filling import LATER, OCTOBER, recounted_now, stored, value
from volunteers.members.models.report_in import ReportInQuerySet
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Placing, ReportIn

pytestmark = pytest.mark.django_db
KEYS = ("volunteers.reported", "volunteers.serving", "volunteers.accepted", "assessments.accepted")


def an_hour_ago() -> None:
    """Say that what was placed so far was placed an hour ago: what one transaction does is one placing."""
    Placing.objects.update(noted_at=timezone.now() - timedelta(hours=1))


def place(report_in, area, by) -> None:
    perform_one(report_ins, "place", pk=report_in.pk, by=by, area=area)


@pytest.fixture
def newcomer(town) -> ReportIn:
    """Accepted by 东园社区 in October, where he served; in no grid yet. October is closed, this month filled."""
    member = reported(town.east, by=town.secretary, accepted_at=at(2026, 10, 9))
    served(member, at(2026, 10, 20), by=town.secretary)
    ReportIn.objects.update(origin="self")
    an_hour_ago()
    fill_figures(OCTOBER, as_of=LATER)
    close_period(period=OCTOBER, by=town.organisation)
    fill_figures(Period.holding("M", timezone.localdate()), as_of=timezone.now())
    drain()
    return ReportIn.objects.get()


def lasts(town, newcomer) -> None:
    """The closed month is as it was, its rows too, and of today the member counts in the grid."""
    was = stored(OCTOBER)
    assert all(was[key, town.east.pk] == 1 for key in KEYS)
    place(newcomer, town.east_grid, town.secretary)
    drain()
    assert (stored(OCTOBER), recounted_now(OCTOBER)) == (was, was)
    assert not Correction.objects.exists()
    month = Period.holding("M", timezone.localdate())
    assert [value(area, "volunteers.reported", month) for area in (town.east, town.east_grid)] == [1, 1]
    found = [
        rows_of(registry.catalogue()[KEYS[0]], area=town.east_grid, period=one, viewer=town.secretary).count
        for one in (OCTOBER, month)
    ]
    assert found == [0, 1]


def test_who_is_first_placed_today_stood_in_no_grid_before(town, newcomer):
    lasts(town, newcomer)


def test_control_read_as_it_is_today_the_closed_month_is_changed(town, newcomer, monkeypatch):
    asked = []

    def as_it_is(rows, moment):
        asked.append(moment)
        return rows.annotate(stood=FilteredRelation("placings", condition=Q(placings__until__isnull=True)))

    monkeypatch.setattr(ReportInQuerySet, "standing_at", as_it_is)
    monkeypatch.setattr(statements, "_kept", {})
    with pytest.raises(AssertionError):
        lasts(town, newcomer)
    assert asked
    assert Correction.objects.filter(area=town.east_grid, measure=KEYS[0]).exists()


def test_a_late_service_of_that_month_counts_where_the_member_stood(town, newcomer):
    """The mark of a write goes to the place of then, which is not the one of today."""
    member = reported(town.east, by=town.secretary, accepted_at=at(2026, 10, 9))
    an_hour_ago()
    place(member.report_ins.get(), town.east_grid, town.secretary)
    drain()
    served(member, at(2026, 10, 21), by=town.secretary, decided_at=timezone.now())
    drain()
    assert stored(OCTOBER) == recounted_now(OCTOBER)
    assert stored(OCTOBER)["volunteers.serving", town.east.pk] == 2


def steps(report_in) -> list[tuple]:
    """(area, whether from the beginning, whether to this day) of its placings, in order."""
    rows = report_in.placings.order_by("noted_at").values_list("area", "since", "until")
    return [(area, since is None, until is None) for area, since, until in rows]


def test_what_one_transaction_does_is_one_placing_whoever_writes(town, newcomer):
    places = [town.east_grid.pk, town.east_grid_two.pk]
    for area in (*places, *places):
        ReportIn.objects.update(area=area)
    assert steps(newcomer) == [(town.east.pk, True, False), (places[1], False, True)]
    [first, last] = newcomer.placings.order_by("noted_at")
    assert first.until == last.since
    ReportIn.objects.update(residence="东园小区")
    assert newcomer.placings.count() == 2


def test_reports_of_before_are_placed_as_the_trail_tells(town, newcomer):
    events = ReportIn.pgh_event_model.objects
    ReportIn.objects.update(area=town.east_grid)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)")
        events.filter(area=town.east.pk).update(pgh_created_at=at(2026, 10, 9))
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
        kept = list(newcomer.placings.order_by("noted_at").values_list("area", "since", "until"))
        Placing.objects.all().delete()
        cursor.execute(import_module("volunteers.migrations.0023_placings").PLACINGS_OF_THE_TRAIL)
    assert list(newcomer.placings.order_by("noted_at").values_list("area", "since", "until")) == kept
