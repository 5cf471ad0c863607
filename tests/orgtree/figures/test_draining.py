"""Counting what writes touched: after every kind of write the drained figures are those of a full recount, and no more was looked at."""

import random
import re
from datetime import timedelta

import pgtrigger
import pytest
import time_machine
from django.db import connection
from django.db.models import F
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import AreaKind, PartyOrgKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Measure, Window, registry
from orgtree.figures.services import counting, draining
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.figures.services.scans import Scan
from orgtree.models import Area, Correction, Figure, FigureFill, FigureMark, Institution, PartyOrg, Task
from orgtree.tree.acts import area_acts
from orgtree.tree.services.tree import create_area
from orgtree.units.services.party import create_party_org
from tests.deeds import at, reported, served, service_kind, void
from tests.orgtree.filling import LATER, OCTOBER, measures, recent, recounted_now, stored, today, value
from volunteers.models import Member, ReportIn, ServiceKind, ServiceRecord

pytestmark = pytest.mark.django_db


def is_exact(period: Period) -> bool:
    """Whether what is stored is what a full recount gives."""
    return stored(period) == recounted_now(period)


def lately(hours: int = 3):
    return timezone.now() - timedelta(hours=hours)


def member() -> Member:
    return ReportIn.objects.order_by("pk").first().member


# --- What is declared -------------------------------------------------------------------------------------------------

# Rows of these tables never change what counts: entries are append-only, cells of a survey are written when it is published
# and its kind stays, the scheme of a round is published and stays, its subjects are frozen before they have a grade, the rest
# are looked at for their names.
NEVER_TOUCH = {"volunteers_pointentry", "assessments_survey", "assessments_scheme", "assessments_roundsubject"}


def tables_without_marker(measure: Measure) -> set[str]:
    """The tables that the measure's rows are chosen from and whose writes mark nothing for it."""
    rows = Scan((measure,)).rows(Window(OCTOBER, LATER)).values(measure.area or "pk")
    sql = str(rows.query)
    asked = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
    return asked - {marker.model._meta.db_table for marker in measure.marks} - NEVER_TOUCH


def test_every_measure_says_what_touches_it(town):
    service_kind()
    assert {one.key: found for one in measures() if (found := tables_without_marker(one))} == {}
    assert all(one.marks for one in measures())


def test_control_a_table_that_is_left_out_is_found():
    serving = registry.figures["volunteers.serving"]
    forgetful = Measure(**{**vars(serving), "marks": serving.marks[:1]})
    assert tables_without_marker(forgetful) == {"volunteers_servicerecord", "volunteers_placing"}


# --- Writes -----------------------------------------------------------------------------------------------------------


class TestWrites:
    def test_a_confirmed_hour_is_counted_and_nothing_else_is_written(self, filled):
        before = dict(Figure.objects.values_list("pk", "total"))
        served(member(), lately(), by=filled.west_secretary, area=filled.north)
        assert drain() > 0
        assert all(is_exact(period) for period in recent())
        changed = Figure.objects.exclude(area__in=filled.north.get_ancestors(include_self=True))
        here = member().area.get_ancestors(include_self=True)  # who served counts where they belong
        assert all(before[one.pk] == one.total for one in changed.exclude(area__in=here))
        assert drain() == 0

    def test_a_late_record_reaches_its_own_month(self, filled):
        was = value(filled.district, "volunteers.hours")
        served(member(), at(2026, 10, 7, 21), by=filled.west_secretary, hours="2", decided_at=lately())
        drain()
        assert value(filled.district, "volunteers.hours") == was + 2
        assert is_exact(OCTOBER)

    def test_voided_moved_changed_deleted(self, filled):
        rows = list(ServiceRecord.objects.during(OCTOBER).order_by("pk")[:6])
        void(rows[0], when=lately())
        ServiceRecord.objects.filter(pk=rows[1].pk).update(area=filled.north)
        ServiceRecord.objects.filter(pk=rows[2].pk).update(hours=9, people_served=0)
        ServiceRecord.objects.filter(pk=rows[3].pk).update(served_on="2026-11-02")
        ServiceRecord.objects.filter(pk=rows[4].pk).update(kind=service_kind("T9", "另一类"))
        rows[5].delete()
        drain()
        assert all(is_exact(period) for period in recent())

    def test_raw_sql_over_many_rows(self, filled):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE volunteers_servicerecord SET hours = hours + 0.5 WHERE id % 2 = 0")
        drain()
        assert all(is_exact(period) for period in recent())

    def test_what_no_figure_looks_at_marks_nothing(self, filled):
        ServiceRecord.objects.update(note="另记")
        ReportIn.objects.update(residence="小区")
        Area.objects.update(position=3, rght=F("rght") + 1)
        assert not FigureMark.objects.exists()

    def test_who_serves_counts_where_they_belong(self, filled):
        """Two tables: the service was in the north, the figure is the report-in's."""
        fresh = reported(filled.west_grid, by=filled.secretary, accepted_at=lately(40))
        drain()
        was = value(filled.west_grid, "volunteers.serving", today()[0])
        served(fresh, lately(), by=filled.west_secretary, area=filled.north)
        drain()
        assert value(filled.west_grid, "volunteers.serving", today()[0]) == was + (
            timezone.localdate(lately()) >= today()[0].start
        )
        ReportIn.objects.filter(member=fresh).update(area=filled.north)
        drain()
        assert all(is_exact(period) for period in recent())

    def test_a_stock_reaches_every_later_period(self, filled):
        reported(filled.north, by=filled.secretary, accepted_at=at(2026, 10, 5))
        drain()
        assert all(is_exact(period) for period in recent())
        ReportIn.objects.filter(area=filled.north).update(ended_at=lately(), state="closed")
        drain()
        assert all(is_exact(period) for period in recent())

    def test_areas_their_households_and_party_organisations(self, filled):
        grid = create_area(
            parent_id=filled.north.pk, kind=AreaKind.GRID, code="370702009001-009", name="九网格", by=None
        )
        Area.objects.filter(pk=grid.pk).update(households=12)
        org = create_party_org(parent_id=None, kind=PartyOrgKind.BRANCH, name="支部", area=grid, by=None)
        drain()
        assert all(is_exact(period) for period in recent())
        PartyOrg.objects.filter(pk=org.pk).update(kind=PartyOrgKind.COMMITTEE)
        Institution.objects.update(kind="social")
        perform_one(area_acts, "dissolve", pk=filled.east_grid_two.pk, by=None)
        drain()
        assert all(is_exact(period) for period in recent())

    def test_a_moved_branch_takes_its_figures_along_from_today_on(self, filled):
        was = stored(OCTOBER)
        perform_one(area_acts, "move", pk=filled.east_grid.pk, parent=filled.north, by=None)
        drain()
        assert all(is_exact(period) for period in recent())
        if OCTOBER.end <= timezone.localdate():
            assert stored(OCTOBER) == was

    def test_a_code_of_the_dictionary(self, filled):
        ServiceKind.objects.filter(code="T1").update(code="T7")
        drain()
        assert value(filled.district, "volunteers.served.T7") > 0

    def test_a_closed_period_gets_corrections(self, filled):
        fill_figures(OCTOBER, as_of=LATER)
        close_period(period=OCTOBER, by=filled.organisation)
        frozen = list(Figure.objects.of(OCTOBER).order_by("pk").values_list())
        drain()
        record = served(
            member(),
            at(2026, 10, 7, 21),
            by=filled.west_secretary,
            hours="2",
            area=filled.east_grid,
            decided_at=lately(),
        )
        drain()
        assert list(Figure.objects.of(OCTOBER).order_by("pk").values_list()) == frozen
        assert is_exact(OCTOBER)
        assert Correction.objects.of(OCTOBER).filter(area=filled.district, measure="volunteers.hours").exists()
        ServiceRecord.objects.filter(pk=record.pk).update(area=filled.east)
        drain()
        assert is_exact(OCTOBER)
        record.delete()
        drain()
        assert is_exact(OCTOBER)
        assert fill_figures(OCTOBER).written == 0

    def test_random_writes(self, filled):
        dice = random.Random(11)
        for _ in range(5):
            for _ in range(dice.randint(2, 8)):
                write_at_random(dice, filled)
            drain()
            assert all(is_exact(period) for period in recent())
        for period in recent():
            assert fill_figures(period).corrected == 0


def write_at_random(dice: random.Random, town) -> None:
    """One of the writes that figures live by, wherever it happens to fall."""
    places = list(Area.objects.filter(level__gte=town.east.level).order_by("pk"))
    record = dice.choice(list(ServiceRecord.objects.order_by("pk")))
    report_in = dice.choice(list(ReportIn.objects.order_by("pk")))
    grids = [area for area in places if area.kind == AreaKind.GRID]
    moment = timezone.now() - timedelta(days=dice.randint(1, 70), minutes=dice.randint(0, 1440))
    match dice.randrange(7):
        case 0:
            somebody = reported(dice.choice(grids), by=town.secretary, accepted_at=moment)
            served(somebody, moment, by=town.west_secretary, area=dice.choice(places))
        case 1:
            void(record, when=timezone.now())
        case 2:
            ServiceRecord.objects.filter(pk=record.pk).update(area=dice.choice(places), hours=dice.randint(1, 9))
        case 3:
            ServiceRecord.objects.filter(pk=record.pk).update(served_on=moment.date())
        case 4:
            record.delete()
        case 5:
            ReportIn.objects.filter(pk=report_in.pk).update(area=dice.choice(grids))
        case 6:
            grid = dice.choice(grids)
            free = Area.objects.filter(kind=AreaKind.COMMUNITY).exclude(children__name=grid.name).order_by("pk")
            if free:
                perform_one(area_acts, "move", pk=grid.pk, parent=dice.choice(list(free)), by=None)


# --- Time, accidents, and what is not declared --------------------------------------------------------------------------


class TestTime:
    def test_what_falls_due_is_counted_when_the_day_begins(self, filled):
        create_party_org(
            parent_id=None, kind=PartyOrgKind.BRANCH, name="支部", area=filled.east, by=None,
            founded_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
        drain()
        assert value(filled.east, "party.branch", today()[0]) == 0
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            year = today()[-1]
            fill_figures(year) if not FigureFill.objects.of(year).exists() else drain()
            assert value(filled.east, "party.branch", year) == 1
            assert is_exact(year)

    def test_what_a_passing_moment_changes_is_counted_with_the_next_look(self, filled):
        due = timezone.now() + timedelta(minutes=2)
        Task.objects.create(
            title="排查", asked="逐户排查", owner_kind="grid_worker", area=filled.east, giver_area=filled.street,
            given_by=filled.street_secretary, due_at=due,
        )  # fmt: skip
        drain()
        year = today()[-1]
        assert value(filled.street, "task.late", year) == 0
        with time_machine.travel(due + timedelta(minutes=2)):
            if FigureFill.objects.of(today()[-1]).exists():
                assert fill_figures(year).corrected == 0, "time is no fault of the marks"
                Figure.objects.filter(measure="task.late").delete()
                FigureFill.objects.update(as_of=due)
                drain()
                assert value(filled.street, "task.late", year) == 1

    def test_a_quiet_period_says_once_a_minute_that_it_was_looked_at(self, filled):
        before = timezone.now()
        FigureFill.objects.update(as_of=before)
        assert drain() == 0
        assert FigureFill.objects.of(today()[0]).get().as_of == before
        FigureFill.objects.update(as_of=timezone.now() - timedelta(minutes=2))
        drain()
        assert FigureFill.objects.of(today()[0]).get().as_of > before

    def test_a_fill_as_of_a_past_moment_is_made_good(self, filled):
        fill_figures(OCTOBER, as_of=at(2026, 10, 3))
        assert not is_exact(OCTOBER)
        drain()
        assert is_exact(OCTOBER)

    def test_a_measure_that_declares_nothing_waits_for_the_full_fill(self, filled, monkeypatch):
        hours = registry.figures["volunteers.hours"]
        silent = Measure(**{**vars(hours), "key": "silent", "rows": lambda window: hours.rows(window), "marks": ()})
        monkeypatch.setitem(registry.figures, "silent", silent)
        fill_figures(OCTOBER)
        was = value(filled.district, "silent")
        served(member(), at(2026, 10, 7, 21), by=filled.west_secretary, hours="2", decided_at=lately())
        drain()
        assert value(filled.district, "silent") == was
        filling = fill_figures(OCTOBER)
        assert value(filled.district, "silent") == was + 2
        assert filling.corrected == 0, "not judged: it was never promised"


class TestAccidents:
    @pytest.mark.parametrize("step", ["count_cells", "recount"])
    def test_a_killed_drain_has_taken_nothing(self, filled, monkeypatch, step):
        served(member(), lately(), by=filled.west_secretary)
        waiting, before = FigureMark.objects.count(), stored(today()[0])
        original = getattr(counting, step)

        def die(*args, **kwargs):
            original(*args, **kwargs)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(counting, step, die)
            with pytest.raises(KeyboardInterrupt):
                drain()
        assert (FigureMark.objects.count(), stored(today()[0])) == (waiting, before)
        drain()
        assert all(is_exact(period) for period in recent())

    def test_parents_in_a_circle_take_nothing(self, filled):
        served(member(), lately(), by=filled.west_secretary, area=filled.east)
        with pgtrigger.ignore("orgtree.Area:area_placed_anew"):  # as a tree from before the database refused it
            Area.objects.filter(pk=filled.street.pk).update(parent=filled.east)
        waiting, before = FigureMark.objects.count(), stored(today()[0])
        with pytest.raises(ValueError, match="circle"):
            drain()
        assert (FigureMark.objects.count(), stored(today()[0])) == (waiting, before)

    def test_many_marks_are_taken_in_parts(self, filled, monkeypatch):
        monkeypatch.setattr(draining, "TAKEN_AT_ONCE", 3)
        ServiceRecord.objects.filter(pk__in=ServiceRecord.objects.values("pk")[:4]).update(hours=9)
        assert FigureMark.objects.count() > draining.TAKEN_AT_ONCE
        drain()
        assert not FigureMark.objects.exists()
        assert all(is_exact(period) for period in recent())


class TestJudge:
    def test_it_finds_nothing_where_all_was_marked(self, filled):
        served(member(), lately(), by=filled.west_secretary)
        drain()
        served(member(), lately(6), by=filled.west_secretary)  # still waits: no fault of the marks
        assert [fill_figures(period).corrected for period in recent()] == [0] * len(recent())
        assert all(is_exact(period) for period in recent())

    def test_control_what_was_written_past_the_triggers_is_found_to_the_cell(self, filled):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            served(member(), at(2026, 10, 7, 21), by=filled.west_secretary, area=filled.north, people=4)
            cursor.execute("SET LOCAL session_replication_role TO DEFAULT")
        drain()
        assert not is_exact(OCTOBER)
        filling = fill_figures(OCTOBER)
        # services, hours, people, people of that kind; not `serving`, where they had served already
        assert filling.corrected == 4
        assert FigureFill.objects.of(OCTOBER).get().corrected == 4
        assert is_exact(OCTOBER)
        assert fill_figures(OCTOBER).corrected == 0

    def test_control_a_total_that_is_off_is_found(self, filled):
        Figure.objects.of(OCTOBER).filter(area=filled.street, measure="volunteers.hours").update(total=1)
        assert fill_figures(OCTOBER).corrected == 1

    def test_a_move_that_waits_is_no_fault(self, filled):
        perform_one(area_acts, "move", pk=filled.east_grid.pk, parent=filled.north, by=None)
        assert fill_figures(today()[0]).corrected == 0
        assert is_exact(today()[0])
