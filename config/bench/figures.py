"""What is measured of figures: full fills against the SQL of their measures, counting what changed against full fills."""

from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from config.bench.timing import Ratio, side_by_side, undone
from config.bench.world import MONTH, spread_services
from orgtree.days.rules.periods import Period, recent_periods
from orgtree.declare import Measure, Window, registry
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.figures.services.scans import Scan, count_cells
from orgtree.models import FigureFill, FigureMark
from volunteers.service.models.service import ServiceRecord

CHANGED = 1_000
# The goals: ratios to the floor by processor. What changed is to cost less of a fill where there is more that did not.
MOST_OF_SQL, MOST_IDLE, MOST_OF_WRITE = 1.3, 0.001, 1.15
MOST_CHANGED, MOST_CHANGED_LARGE, MANY = 0.05, 0.01, 1_000_000
WRITES = 200
EVERY = "every measure's own GROUP BY"


def month_fill(rounds: int = 3) -> Iterator[Ratio]:
    """All measures of one month over all services and areas."""
    yield side_by_side("first fill of a month", _fill, EVERY, _count_each, rounds=rounds, before=_empty)
    _fill()
    _keep_figures()
    yield side_by_side(
        "first fill of a month", _fill, f"{EVERY}, then a bare INSERT of its figures", _count_and_insert,
        rounds=rounds, before=_empty, most=MOST_OF_SQL,
    )  # fmt: skip
    _empty()
    _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orgtree_figure")
    yield side_by_side("full fill again, nothing changed", _fill, EVERY, _count_each, rounds=rounds, most=MOST_OF_SQL)
    yield side_by_side(
        f"count {CHANGED:,} changed services", drain, "full fill", _fill,
        rounds=rounds, before=_change, most=_most_changed(),
    )  # fmt: skip
    FigureMark.objects.all().delete()
    yield side_by_side("look for changes, there are none", drain, "full fill", _fill, rounds=rounds, most=MOST_IDLE)
    yield from _writes()


def year_fill(rounds: int = 3) -> Iterator[Ratio]:
    """The periods that a night fills, services all over their months: what changed in the last month, and in all of them."""
    periods = recent_periods(timezone.localdate())
    spread_services(periods[0].start)
    _empty()

    def fill_all() -> None:
        for period in periods:
            fill_figures(period)

    fill_all()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE orgtree_figure" if not connection.in_atomic_block else "ANALYZE orgtree_figure")
    FigureMark.objects.all().delete()
    night = f"full fill of all {len(periods)} periods"
    running = Period.holding("M", timezone.localdate())
    for name, since in (("", periods[0].start), (" of the running month", running.start)):
        yield side_by_side(
            f"count {CHANGED:,} changed services{name}", drain, night, fill_all,
            rounds=rounds, before=lambda since=since: _change(since), most=_most_changed(),
        )  # fmt: skip
    FigureMark.objects.all().delete()


def _most_changed() -> float:
    return MOST_CHANGED_LARGE if ServiceRecord.objects.count() > MANY else MOST_CHANGED


def _fill() -> None:
    fill_figures(MONTH)


def _keep_figures() -> None:
    """A copy of the month's figures, as they would come from anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept_figures AS SELECT * FROM orgtree_figure ORDER BY measure, area_id")


def _count_and_insert() -> None:
    _count_each()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orgtree_figure (measure, period_kind, period_start, area_id, own, total)"
            " SELECT measure, period_kind, period_start, area_id, own, total FROM kept_figures ORDER BY area_id, measure"
        )


@transaction.atomic
def _count_each() -> None:
    window = Window(MONTH, timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS counted (measure text, area_id bigint, own numeric) ON COMMIT DROP"
        )
        for figure in registry.catalogue().values():
            if isinstance(figure, Measure):
                sql, values = count_cells([Scan((figure,))], window)
                cursor.execute(f"INSERT INTO counted {sql}", values)


def _empty() -> None:
    FigureFill.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE orgtree_figure")


def _change(since: date = MONTH.start) -> None:
    """Other hours for services all over the province, from a day on; what waited before is forgotten."""
    FigureMark.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE volunteers_servicerecord SET hours = CASE hours WHEN 2 THEN 1 ELSE 2 END"
            " WHERE id IN (SELECT id FROM volunteers_servicerecord WHERE served_on >= %s ORDER BY hashint8(id + %s) LIMIT %s)",
            [since, timezone.now().microsecond, CHANGED],
        )


def _writes() -> Iterator[Ratio]:
    """Single inserts and updates of services, the audit trail as always, with the triggers that mark and without."""
    rows = list(ServiceRecord.objects.order_by("pk")[:WRITES])

    def update() -> None:
        for row in rows:
            ServiceRecord.objects.filter(pk=row.pk).update(hours=3)

    def insert() -> None:
        ServiceRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            ServiceRecord.objects.bulk_create([row])

    for name, write in (("update", update), ("insert", insert)):
        yield side_by_side(
            f"{name} {WRITES} services one by one, marking",
            undone(_with_triggers("ENABLE", write)),
            "not marking",
            undone(_with_triggers("DISABLE", write)),
            rounds=10,
            most=MOST_OF_WRITE,
        )


def _with_triggers(order: str, write):
    """`write` after the triggers that mark were switched; both sides switch them, so that neither pays alone."""

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'volunteers_servicerecord'::regclass"
                " AND tgname LIKE 'pgtrigger_mark_figures_%'"
            )
            for (trigger,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE volunteers_servicerecord {order} TRIGGER {trigger}")
        write()

    return run
