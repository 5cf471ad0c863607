"""Filling: totals equal a recursive oracle, a rerun writes nothing, a killed fill is done again, closed is closed."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from orgtree.choices import AreaKind, PartyOrgKind
from orgtree.declare import DuplicateDeclaration, Measure, Registry, Window, registry
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import close_period, figures_for, fill_figures, rows_behind
from orgtree.figures.tasks import fill_open_periods, fill_period
from orgtree.models import Area, Correction, Figure, FigureFill
from orgtree.tree.services.tree import create_area
from orgtree.units.services.party import create_party_org
from tests.deeds import at, reported, served, service_kind, void
from tests.orgtree.filling import LATER, OCTOBER, measures, measures_with_rows, oracle, value
from volunteers.choices import ReportInState
from volunteers.models import ReportIn, ServiceRecord


@pytest.mark.django_db
class TestFilling:
    def test_every_node_equals_the_recursive_oracle(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        inside = "served_on >= '2026-10-01' AND served_on < '2026-11-01' AND state = 'confirmed'"
        for key, sql in [("services", "count(*)"), ("hours", "sum(hours)"), ("people_served", "sum(people_served)")]:
            expected = {area: total for area, total in oracle(sql, inside).items() if total}
            stored = Figure.objects.of(OCTOBER).filter(measure=f"volunteers.{key}")
            assert dict(stored.values_list("area", "total")) == expected

    def test_every_total_equals_the_rows_behind_it(self, services):
        window = Window(OCTOBER, LATER)
        fill_figures(OCTOBER, as_of=LATER)
        counted = measures_with_rows()
        for area in Area.objects.all():
            values = figures_for([area.pk], OCTOBER)[area.pk]
            assert not any(values[measure.key] for measure in measures() if measure not in counted)
            for measure in counted:
                rows = rows_behind(measure, area=area, window=window)
                total = sum(rows.values_list(measure.value, flat=True)) if measure.value else rows.count()
                assert values[measure.key] == total, (area, measure.key)

    def test_a_second_fill_writes_no_figure(self, services):
        first = fill_figures(OCTOBER, as_of=LATER)
        assert first.written > 0
        before = list(Figure.objects.order_by("pk").values_list())
        again = fill_figures(OCTOBER, as_of=LATER + timedelta(minutes=15))
        assert (again.written, again.removed) == (0, 0)
        assert list(Figure.objects.order_by("pk").values_list()) == before
        assert FigureFill.objects.get().as_of == LATER + timedelta(minutes=15)
        # Control: one more row does write.
        served(services_member(), at(2026, 10, 5, 20), by=services.west_secretary)
        assert fill_figures(OCTOBER, as_of=LATER).written > 0

    def test_the_rerun_leaves_the_rows_of_the_table_alone(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        versions = "SELECT array_agg((ctid, xmin, xmax) ORDER BY id) FROM orgtree_figure"
        with connection.cursor() as cursor:
            cursor.execute(versions)
            before = cursor.fetchone()
            fill_figures(OCTOBER, as_of=LATER)
            cursor.execute(versions)
            assert cursor.fetchone() == before

    def test_what_vanished_is_removed(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        ServiceRecord.objects.all().delete()
        assert fill_figures(OCTOBER, as_of=LATER).removed > 0
        assert value(services.district, "volunteers.services") == 0
        assert not Figure.objects.filter(measure="volunteers.hours").exists()

    def test_a_fill_speaks_of_its_moment(self, town):
        member = reported(town.east_grid, by=town.secretary, accepted_at=at(2026, 10, 1))
        early = served(member, at(2026, 10, 2), by=town.west_secretary)
        served(member, at(2026, 10, 3), by=town.west_secretary, decided_at=at(2026, 10, 20))
        void(early, when=at(2026, 10, 25))
        for moment, expected in [(at(2026, 10, 10), 1), (at(2026, 10, 22), 2), (at(2026, 10, 26), 1)]:
            fill_figures(OCTOBER, as_of=moment)
            assert value(town.district, "volunteers.services") == expected

    def test_a_service_belongs_to_the_day_it_began_local_time(self, town):
        member = reported(town.east, by=town.secretary, accepted_at=at(2026, 9, 1))
        served(member, at(2026, 10, 31, 23), by=town.west_secretary, hours="3")
        fill_figures(OCTOBER, as_of=LATER)
        fill_figures(OCTOBER.next, as_of=LATER)
        assert value(town.east, "volunteers.services") == 1
        assert value(town.east, "volunteers.services", OCTOBER.next) == 0

    def test_a_stock_is_the_state_at_the_end(self, town):
        reported(town.east, by=town.secretary, accepted_at=at(2026, 10, 31, 23))
        reported(town.east, by=town.secretary, accepted_at=at(2026, 11, 1, 0))
        fill_figures(OCTOBER, as_of=LATER)
        assert value(town.street, "volunteers.reported") == 1
        ReportIn.objects.filter(accepted_at=at(2026, 10, 31, 23)).update(
            state=ReportInState.CLOSED, ended_at=at(2026, 11, 2)
        )
        fill_figures(OCTOBER, as_of=LATER)
        assert value(town.street, "volunteers.reported") == 1, "ended after the month: still on its roll"

    def test_before_the_first_fill_there_is_no_value_and_after_it_zero(self, town):
        assert value(town.north, "volunteers.services") is None
        fill_figures(OCTOBER, as_of=LATER)
        assert value(town.north, "volunteers.services") == 0
        assert value(town.north, "volunteers.gridded_share") is None

    def test_rates_come_from_folded_parts(self, town):
        for place, people in [(town.east_grid, 1), (town.east, 1), (town.west_grid, 1), (town.west, 7)]:
            for _ in range(people):
                reported(place, by=town.secretary, accepted_at=at(2026, 10, 1))
        fill_figures(OCTOBER, as_of=LATER)
        shares = [value(area, "volunteers.gridded_share") for area in (town.east, town.west, town.street)]
        assert shares == [50, D("12.5"), 20]

    def test_areas_and_party_organisations(self, town):
        create_party_org(parent_id=None, kind=PartyOrgKind.COMMITTEE, name="东园社区党委", area=town.east, by=None)
        create_party_org(
            parent_id=None, kind=PartyOrgKind.BRANCH, name="支部", area=town.east_grid, by=None,
            founded_on=OCTOBER.start,
        )  # fmt: skip
        fill_figures(OCTOBER, as_of=LATER)
        expected = {
            "area.streets": 2, "area.communities": 3, "area.committees": 3, "area.grids": 3, "area.buildings": 3,
            "area.households": 180, "area.residents": 496, "party.all": 2, "party.community_committee": 1,
            "party.grid_branch": 1, "party.branch": 1, "party.founded": 1, "party.founded_new_sectors": 0,
        }  # fmt: skip
        assert {key: value(town.district, key) for key in expected} == expected

    def test_households_count_at_the_lowest_level_only(self, town):
        Area.objects.filter(pk=town.east.pk).update(households=500)
        Area.objects.filter(pk=town.north.pk).update(households=70)
        fill_figures(OCTOBER, as_of=LATER)
        assert value(town.district, "area.households") == 180 + 70

    def test_a_dictionary_row_is_a_measure(self, town):
        member = reported(town.east, by=town.secretary, accepted_at=at(2026, 9, 1))
        served(member, at(2026, 10, 2), by=town.west_secretary, people=4, kind=service_kind("T1"))
        served(member, at(2026, 10, 3), by=town.west_secretary, people=5, kind=service_kind("T2", "另一类"))
        fill_figures(OCTOBER, as_of=LATER)
        assert value(town.district, "volunteers.served.T1") == 4
        assert value(town.district, "volunteers.served.T2") == 5
        assert value(town.district, "volunteers.people_served") == 9

    def test_a_member_serves_once_however_often(self, town):
        busy = reported(town.east, by=town.secretary, accepted_at=at(2026, 9, 1))
        reported(town.west, by=town.secretary, accepted_at=at(2026, 9, 1))
        for day in (2, 3):
            served(busy, at(2026, 10, day), by=town.west_secretary, area=[town.east, town.west][day % 2])
        fill_figures(OCTOBER, as_of=LATER)
        assert value(town.street, "volunteers.serving") == 1
        assert value(town.street, "volunteers.serving_share") == 50


def services_member():
    return ServiceRecord.objects.order_by("pk").first().member


@pytest.mark.django_db
class TestClosing:
    def test_the_command_says_local_time_and_refuses_what_is_no_period(self, town, capsys):
        fill_figures(OCTOBER, as_of=LATER)
        with pytest.raises(CommandError, match="统计期写法"):
            call_command("close_period", "2026-13", by="zuzhibu")
        call_command("close_period", "2026-10", by="zuzhibu")
        assert f"2026年10月已关账，数据截至{timezone.localtime(LATER):%Y-%m-%d %H:%M}" in capsys.readouterr().out

    def test_a_closed_period_keeps_its_figures_and_shows_corrections(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        closed = close_period(period=OCTOBER, by=services.organisation)
        frozen = list(Figure.objects.order_by("pk").values_list())
        member = reported(services.north, by=services.secretary, accepted_at=at(2026, 10, 1))
        served(member, at(2026, 10, 9), by=services.west_secretary, hours="2", decided_at=at(2026, 11, 10))
        late = fill_figures(OCTOBER, as_of=at(2026, 11, 12))
        assert late.closed
        assert late.written > 0
        assert list(Figure.objects.order_by("pk").values_list()) == frozen
        assert FigureFill.objects.get().as_of == closed.as_of
        hours = Correction.objects.of(OCTOBER).get(measure="volunteers.hours", area=services.district)
        assert hours.difference == 2
        assert fill_figures(OCTOBER, as_of=at(2026, 11, 13)).written == 0
        # Taken back, the correction goes.
        void(ServiceRecord.objects.get(member=member), when=at(2026, 11, 14))
        fill_figures(OCTOBER, as_of=at(2026, 11, 15))
        assert not Correction.objects.filter(measure="volunteers.hours").exists()

    def test_the_rows_behind_a_closed_figure_stay_countable(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        closed = close_period(period=OCTOBER, by=services.organisation)
        served(services_member(), at(2026, 10, 9, 20), by=services.west_secretary, decided_at=at(2026, 11, 10))
        measure = registry.catalogue()["volunteers.services"]
        rows = rows_behind(measure, area=services.district, window=Window(OCTOBER, closed.as_of))
        assert rows.count() == value(services.district, "volunteers.services")

    def test_not_before_its_end_nor_on_a_fill_from_before_it(self, town):
        with pytest.raises(RuleBroken) as unfilled:
            close_period(period=OCTOBER, by=town.organisation)
        fill_figures(OCTOBER, as_of=at(2026, 10, 31, 23))
        with pytest.raises(RuleBroken) as early:
            close_period(period=OCTOBER, by=town.organisation)
        assert unfilled.value.code == early.value.code == "period_unfinished"
        fill_figures(OCTOBER, as_of=LATER)
        assert close_period(period=OCTOBER, by=town.organisation).closed_by == town.organisation
        with pytest.raises(RuleBroken) as twice:
            close_period(period=OCTOBER, by=town.organisation)
        assert twice.value.code == "period_closed"

    def test_only_who_oversees_all_that_counts(self, town):
        fill_figures(OCTOBER, as_of=LATER)
        for person in (town.street_secretary, town.secretary, town.admin, town.auditor):
            with pytest.raises(RuleBroken) as refused:
                close_period(period=OCTOBER, by=person)
            assert refused.value.code == "not_found"

    def test_a_district_does_not_close_its_neighbours_month(self, town):
        far = create_area(parent_id=town.city.pk, kind=AreaKind.DISTRICT, code="370703000000", name="寒亭区", by=None)
        create_area(parent_id=far.pk, kind=AreaKind.STREET, code="370703001000", name="远处街道", by=None)
        fill_figures(OCTOBER, as_of=LATER)
        with pytest.raises(RuleBroken):
            close_period(period=OCTOBER, by=town.organisation)

    def test_the_commands(self, town, capsys):
        call_command("fill_figures", period=["2026-10"])
        call_command("close_period", "2026-10", by="zuzhibu")
        assert "2026年10月已关账" in capsys.readouterr().out
        with pytest.raises(CommandError, match="已关账"):
            call_command("close_period", "2026-10", by="zuzhibu")
        with pytest.raises(CommandError, match="统计期写法"):
            call_command("fill_figures", period=["October"])


@pytest.mark.django_db
class TestTasks:
    def test_tasks_may_run_twice_and_out_of_order(self, services):
        for slug in ["2026Q4", "2026-10", "2026", "2026-10"]:
            fill_period(slug)
        state = list(Figure.objects.order_by("pk").values_list())
        for slug in ["2026", "2026-10", "2026Q4"]:
            fill_period(slug)
        assert list(Figure.objects.order_by("pk").values_list()) == state

    def test_open_periods_are_asked_for_one_by_one(self, monkeypatch):
        asked = []
        monkeypatch.setattr(fill_period, "delay", asked.append)
        fill_open_periods()
        assert [len(slug) for slug in asked] == [7, 6, 4]


def test_a_key_is_declared_once():
    shelf = Registry()
    measure = next(figure for figure in registry.figures.values() if isinstance(figure, Measure))
    shelf.add_figures([measure])
    shelf.add_family(lambda: [measure])
    with pytest.raises(DuplicateDeclaration):
        shelf.catalogue()
