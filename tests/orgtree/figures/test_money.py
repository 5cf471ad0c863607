"""Money as an app of a higher floor declares it: whole fen shown as yuan, by day and in force on a day, and sums over tables."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
import time_machine
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from orgtree.choices import InstitutionKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import Marker, MarkTrigger
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.models import FigureMark, Institution
from tests.orgtree.filling import differing_sums, recounted_now, stored, value
from tests.upstairs.models import Pledge

pytestmark = pytest.mark.django_db

COLUMNS = ("area", "fen", "starts_on", "ends_on")
SPANS = [Period.parse(slug) for slug in ("2026-09", "2026-10", "2026Q4", "2026")]
OCTOBER, YEAR = SPANS[1], SPANS[-1]
MUCH = 123_456_789_012_34  # fen: beyond 32 bits, and beyond what a float holds to the fen when there are many


def in_yuan(rows):
    return rows.annotate(yuan=F("fen") * D("0.01"))


def begun(window: Window):
    """Pledges that begin in the period."""
    return in_yuan(Pledge.objects.filter(starts_on__gte=window.period.start, starts_on__lt=window.period.end))


def lasting(window: Window):
    """Pledges in force on the last day that counts."""
    last = window.last_day
    return in_yuan(Pledge.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=last), starts_on__lte=last))


def in_money(key: str, rows, marker: Marker, **more) -> Measure:
    return Measure(
        key=key,
        label="认捐",
        unit="元",
        definition="测试",
        rows=rows,
        marks=(marker,),
        area="area",
        value="yuan",
        columns=(),
        decimals=2,
        **more,
    )


PLEDGED = in_money("pledged", begun, Marker(Pledge, COLUMNS, area="area", day="starts_on"), additive=True)
IN_FORCE = in_money("in_force", lasting, Marker(Pledge, COLUMNS, area="area", since="starts_on"), stock=True)
BOTH = Derived(
    key="both",
    label="合计",
    unit="元",
    definition="测试",
    parts=("pledged", "volunteers.hours"),
    formula=lambda money, hours: money + hours * 30,
    decimals=2,
    is_rate=False,
)


@pytest.fixture
def pledges(services, monkeypatch):
    """The measures of pledges declared, their table watched, all periods filled: a function that makes one."""
    for figure in (PLEDGED, IN_FORCE, BOTH):
        monkeypatch.setitem(registry.figures, figure.key, figure)
    for kind in MarkTrigger.KINDS:
        MarkTrigger(kind, [*PLEDGED.marks, *IN_FORCE.marks]).install(Pledge)
    for period in SPANS:
        fill_figures(period)
    FigureMark.objects.all().delete()
    unit = Institution.objects.create(name="认捐单位", kind=InstitutionKind.AUTHORITY, area=services.district)

    def pledge(area, day: date, fen: int, until: date | None = None) -> Pledge:
        return Pledge.objects.create(area=area, unit=unit, fen=fen, starts_on=day, ends_on=until)

    return pledge


def are_exact() -> bool:
    return all(stored(period) == recounted_now(period) for period in SPANS)


def test_sums_of_fen_are_exact_to_the_fen(services, pledges):
    made = [pledges(services.east_grid, date(2026, 10, day), MUCH) for day in range(1, 8)]
    pledges(services.north, date(2026, 9, 30), 1)
    drain()
    assert value(services.east, "pledged") == D(7 * MUCH) / 100
    assert value(services.district, "pledged", YEAR) == D(7 * MUCH + 1) / 100
    assert differing_sums([PLEDGED], YEAR) == []
    made[0].delete()
    Pledge.objects.filter(pk=made[1].pk).update(area=services.west, starts_on=date(2026, 9, 1), fen=5)
    drain()
    assert value(services.district, "pledged", YEAR) == D(5 * MUCH + 6) / 100
    assert are_exact()


def test_what_is_in_force_on_a_day_comes_and_goes_with_its_days(services, pledges):
    ended = pledges(services.east, date(2026, 9, 5), 100_00, until=date(2026, 10, 30))
    lasts = pledges(services.east, date(2026, 9, 5), 50_00, until=date(2026, 10, 31))
    drain()
    assert value(services.district, "in_force", SPANS[0]) == 150
    assert value(services.district, "in_force") == 50
    Pledge.objects.filter(pk=ended.pk).update(ends_on=None)
    lasts.delete()
    drain()
    assert value(services.district, "in_force") == 100
    assert are_exact()


def test_it_ends_with_its_day_though_nothing_is_written(services, pledges):
    running = Period.holding("Y", timezone.localdate())
    fill_figures(running)
    pledges(services.east, date(2026, 9, 5), 100_00, until=timezone.localdate())
    drain()
    assert value(services.east, "in_force", running) == 100
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        if running.holds(timezone.localdate()):
            drain()
            assert value(services.east, "in_force", running) == 0


def test_a_sum_over_several_tables(services, pledges):
    pledges(services.east, date(2026, 10, 5), 12_34)
    drain()
    hours = value(services.district, "volunteers.hours")
    assert value(services.district, "both") == D("12.34") + hours * 30


def test_control_a_table_that_is_not_watched_is_found_by_night(services, pledges):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        pledges(services.east, date(2026, 10, 5), 12_34)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    drain()
    assert value(services.east, "pledged") == 0
    assert fill_figures(OCTOBER).corrected == 2
    assert value(services.east, "pledged") == D("12.34")
