"""What the database does of a fill: scans shared by measures, differences that climb, zeros, corrections to the cell."""

from decimal import Decimal as D
from importlib import import_module

import pgtrigger
import pytest
from django.db import connection
from django.db.models import Case, F, When
from django.utils import timezone

from orgtree.declare import Measure, Window, registry
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.figures.services.scans import count_cells, scans_of
from orgtree.models import Area, Correction, Figure
from tests.deeds import at, served, void
from tests.orgtree.filling import LATER, OCTOBER, measures, recounted, stored, today, value
from volunteers.models import ReportIn, ServiceRecord

pytestmark = pytest.mark.django_db


def test_every_total_is_what_a_plain_recount_gives(services):
    fill_figures(OCTOBER, as_of=LATER)
    assert stored() == recounted(Window(OCTOBER, LATER))


def test_control_a_cell_that_is_off_is_seen_and_mended_with_all_above_it(services):
    fill_figures(OCTOBER, as_of=LATER)
    before = stored()
    for change in ({"own": 3}, {"total": 5}, {"own": 1, "total": 1}):
        Figure.objects.of(OCTOBER).filter(area=services.east_grid, measure="volunteers.hours").update(**change)
        fill_figures(OCTOBER, as_of=LATER)
        assert stored() == before, change


def test_measures_over_the_same_rows_are_one_scan(services):
    scans = {key: number for number, scan in enumerate(scans_of(measures())) for key in scan.keys}
    of_services = [key for key in scans if key.startswith("volunteers.served.")]
    of_services += [f"volunteers.{key}" for key in ("services", "hours", "people_served", "good_deeds_in_services")]
    assert len({scans[key] for key in of_services}) == 1
    assert scans["volunteers.services"] != scans["volunteers.reported"]
    statement, _ = count_cells(scans_of(measures()), Window(OCTOBER, LATER))
    # services; lectures among them; members who served
    assert statement.count('FROM "volunteers_servicerecord"') == 3


def test_a_measure_may_have_no_rows_at_all(services, monkeypatch):
    empty = Measure(
        key="none", label="无", unit="个", definition="无", rows=lambda window: Area.objects.none(), area="", columns=()
    )
    monkeypatch.setitem(registry.figures, "none", empty)
    fill_figures(OCTOBER, as_of=LATER)
    assert value(services.district, "none") == 0


def test_children_that_are_not_zero_below_a_total_that_is(services, monkeypatch):
    """Hours count with a sign by where they were: +5 in one grid, -5 in another, nothing at the street above."""
    plain = registry.figures["volunteers.hours"]
    signed = Measure(
        key="signed",
        label="带符号",
        unit="小时",
        definition="测试",
        rows=lambda window: plain.rows(window).annotate(
            signed=Case(When(area=services.west_grid, then=-F("hours")), default=F("hours"))
        ),
        area="area",
        value="signed",
        columns=(),
    )
    monkeypatch.setitem(registry.figures, "signed", signed)
    ServiceRecord.objects.all().delete()
    member = ReportIn.objects.first().member
    east = served(member, at(2026, 10, 2), by=services.west_secretary, area=services.east_grid, hours="5")
    served(member, at(2026, 10, 3), by=services.west_secretary, area=services.west_grid, hours="5")
    fill_figures(OCTOBER, as_of=LATER)
    found = [value(area, "signed") for area in (services.east_grid, services.east, services.west, services.street)]
    assert found == [5, 5, -5, 0]
    ServiceRecord.objects.filter(pk=east.pk).update(hours="7")
    fill_figures(OCTOBER, as_of=LATER)
    found = [value(area, "signed") for area in (services.east_grid, services.east, services.west, services.street)]
    assert found == [7, 7, -5, 2]
    assert not Figure.objects.filter(own=0, total=0).exists()


def test_parents_in_a_circle_are_an_error(services):
    fill_figures(OCTOBER, as_of=LATER)
    with pgtrigger.ignore("orgtree.Area:area_placed_anew"):  # as a tree from before the database refused it
        Area.objects.filter(pk=services.street.pk).update(parent=services.east)
    served(ReportIn.objects.first().member, at(2026, 10, 9, 22), by=services.west_secretary, area=services.east)
    with pytest.raises(ValueError, match="circle"):
        fill_figures(today()[0])


class TestCorrections:
    """A closed month, and what is noted beside it."""

    @pytest.fixture
    def closed(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        close_period(period=OCTOBER, by=services.organisation)
        return services

    @staticmethod
    def differences(measure="volunteers.hours") -> dict[int, tuple[D, D]]:
        rows = Correction.objects.of(OCTOBER).filter(measure=measure).values_list("area", "own", "difference")
        return {area: (own, total) for area, own, total in rows}

    def test_two_late_records_add_up_and_one_taken_back_goes(self, closed):
        member, places = ReportIn.objects.first().member, (closed.east_grid, closed.east)
        late = [
            served(member, at(2026, 10, 9, hour), by=closed.west_secretary, area=closed.east_grid, hours=hours)
            for hour, hours in ((18, "2"), (20, "3"))
        ]
        fill_figures(OCTOBER)
        assert [self.differences()[area.pk] for area in places] == [(5, 5), (0, 5)]
        void(late[0], when=timezone.now())
        fill_figures(OCTOBER)
        assert [self.differences()[area.pk] for area in places] == [(3, 3), (0, 3)]
        void(late[1], when=timezone.now())
        fill_figures(OCTOBER)
        assert self.differences() == {}

    def test_what_moved_within_a_community_is_no_correction_of_it(self, closed):
        record = ServiceRecord.objects.during(OCTOBER).filter(area=closed.east_grid).first()
        ServiceRecord.objects.filter(pk=record.pk).update(area=closed.east_building)
        fill_figures(OCTOBER)
        assert self.differences() == {
            closed.east_grid.pk: (-record.hours, 0),
            closed.east_building.pk: (record.hours, record.hours),
        }
        assert fill_figures(OCTOBER).written == 0

    def test_what_was_noted_before_own_parts_were_kept_is_told_apart(self, closed):
        """The data migration: rows as they were before it, then a further late record."""
        member = ReportIn.objects.first().member
        served(member, at(2026, 10, 9, 20), by=closed.west_secretary, area=closed.east_grid, hours="2")
        served(member, at(2026, 10, 9, 14), by=closed.west_secretary, area=closed.east, hours="4")
        fill_figures(OCTOBER)
        before = self.differences()
        Correction.objects.update(own=0)
        with connection.cursor() as cursor:
            cursor.execute(import_module("orgtree.migrations.0003_correction_own").OWN_PARTS)
        assert self.differences() == before


def test_fills_share_the_tables_of_one_transaction(services):
    for period in (OCTOBER, OCTOBER.previous):
        fill_figures(period, as_of=LATER)
    for period in (OCTOBER, OCTOBER.previous):
        assert stored(period) == recounted(Window(period, LATER))
