"""What figures must be, by another way of counting than ours."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal as D
from functools import lru_cache

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from orgtree.days.rules.periods import Period, periods_holding
from orgtree.declare import Measure, Window, registry
from orgtree.figures.services.figures import figures_for
from orgtree.models import Correction, Figure
from orgtree.tree.services.lineage import forest_at
from tests.deeds import at

OCTOBER = Period.parse("2026-10")
LATER = at(2026, 11, 3)


def today() -> list[Period]:
    """The running month, quarter and year."""
    return periods_holding(timezone.localdate())


def recent() -> list[Period]:
    """October of 2026, and the running periods."""
    return list(dict.fromkeys([OCTOBER, *today()]))


def link(area, name="board", *more, period="2026-10"):
    """The address of a page of boards; of the board itself the one with all its figures."""
    whole = "&subject=all" if name == "board" else ""
    return f"{reverse(name, args=[area.pk, *more])}?period={period}{whole}"


def text(response) -> str:
    """The page, each run of white space as one blank: where a template has its lines is seen by nobody."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return " ".join(content.decode().split())


def value(area, key, period=OCTOBER):
    return figures_for([area.pk], period)[area.pk][key]


def measures() -> list[Measure]:
    return [figure for figure in registry.catalogue().values() if isinstance(figure, Measure)]


@lru_cache
def table_of(rows: Callable) -> str:
    """The table of the rows that measures choose from."""
    return rows(Window(OCTOBER, LATER)).model._meta.db_table


def measures_with_rows() -> list[Measure]:
    """Those whose table is not empty: of others there is nothing to count, and to ask a hundred of them is most of a recount."""
    tables = {table_of(measure.rows) for measure in measures()}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (TABLE \"{table}\")" for table in tables))
        filled = {table for (table,) in cursor.fetchall()}
    return [measure for measure in measures() if table_of(measure.rows) in filled]


def recounted(window: Window, parents: dict | None = None) -> dict[tuple[str, int], D]:
    """Every total by asking each measure by itself and walking up by foot (by `parents`, else those of the moment): nothing of `counting` is used."""
    parents = parents or forest_at(window.moment).parents
    totals = defaultdict(D)
    for measure in measures_with_rows():
        fields = [measure.area or "pk", *([measure.value] if measure.value else [])]
        for area, *amount in measure.counted(window).order_by().values_list(*fields):
            while area is not None:
                totals[measure.key, area] += amount[0] if amount else 1
                area = parents[area]
    return {cell: total for cell, total in totals.items() if total}


def own_cells(measure: Measure, period: Period) -> dict[int, D]:
    """What each area owns of the measure in the period as it is now, by foot."""
    found: dict[int, D] = defaultdict(D)
    fields = [measure.area or "pk", *([measure.value] if measure.value else [])]
    rows = measure.counted(Window(period, timezone.now())).order_by().values_list(*fields)
    for area, *amount in rows:
        found[area] += amount[0] if amount else 1
    return found


def differing_sums(found: Iterable[Measure], year: Period) -> list[str]:
    """Those of the measures that are not, at every area, the sum of what they are in the months of the year."""
    months = Period("M", date(year.start.year, 12, 1)).last(12)

    def summed(measure: Measure) -> dict[int, D]:
        total: dict[int, D] = defaultdict(D)
        for month in months:
            for area, amount in own_cells(measure, month).items():
                total[area] += amount
        return total

    return [measure.key for measure in found if own_cells(measure, year) != summed(measure)]


def recounted_now(period: Period) -> dict[tuple[str, int], D]:
    return recounted(Window(period, timezone.now()))


def stored(period: Period = OCTOBER) -> dict[tuple[str, int], D]:
    """Every total as it is stored, corrections of a closed period added."""
    totals = defaultdict(D)
    for model, name in ((Figure, "total"), (Correction, "difference")):
        for measure, area, total in model.objects.of(period).values_list("measure", "area", name):
            totals[measure, area] += total
    return {cell: total for cell, total in totals.items() if total}


def oracle(sql_sum: str, conditions: str) -> dict[int, D]:
    """Totals by walking the parents in the database: knows nothing of intervals or of our folding."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE above(area, ancestor) AS (
                SELECT id, id FROM orgtree_area
                UNION ALL
                SELECT above.area, parent.parent_id FROM above
                JOIN orgtree_area parent ON parent.id = above.ancestor WHERE parent.parent_id IS NOT NULL
            )
            SELECT ancestor, {sql_sum} FROM above JOIN volunteers_servicerecord r ON r.area_id = above.area
            WHERE {conditions} GROUP BY ancestor
            """
        )
        return dict(cursor.fetchall())
