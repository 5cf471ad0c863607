"""The arithmetic of a fill, done by the database: counted cells, what differs from the stored ones, and its way up the tree.

Everything stands in tables of the running transaction, so that Python holds no figure and no tree. Callers hold the lock
of the period.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Sum

from orgtree.declare import Measure, Window
from orgtree.rules.periods import Period
from orgtree.services.lineage import moved_since

MOST_LEVELS = 50  # a tree deeper than this runs in a circle
MANY = 10_000  # from so many lines on the planner is told how many there are

PERIOD = "period_kind = %(kind)s AND period_start = %(start)s"


@dataclass(frozen=True)
class Target:
    """Where differences go: the figures of an open period, the corrections of a closed one."""

    table: str
    total: str
    # Own cells and totals as they stand with all that was noted so far.
    own_cells: str
    totals: str
    noted: str = ""


FIGURES = Target(
    "orgtree_figure",
    "total",
    own_cells=f"SELECT measure, area_id, own FROM orgtree_figure WHERE {PERIOD} AND own <> 0",
    totals=f"SELECT measure, area_id, total FROM orgtree_figure WHERE {PERIOD}",
)
BOTH = f"""
    SELECT measure, area_id, sum(own) AS own, sum(total) AS total FROM (
        SELECT measure, area_id, own, total FROM orgtree_figure WHERE {PERIOD}
        UNION ALL SELECT measure, area_id, own, difference FROM orgtree_correction WHERE {PERIOD}
    ) both_of_them GROUP BY measure, area_id
"""
CORRECTIONS = Target(
    "orgtree_correction",
    "difference",
    own_cells=f"SELECT measure, area_id, own FROM ({BOTH}) cells WHERE own <> 0",
    totals=f"SELECT measure, area_id, total FROM ({BOTH}) cells",
    noted="found_at",
)


# --- Count ------------------------------------------------------------------------------------------------------------


def scans_of(measures: Iterable[Measure]) -> list[list[Measure]]:
    """The measures in groups that one pass over their rows can count."""
    scans: dict[tuple, list[Measure]] = {}
    for measure in measures:
        scans.setdefault((measure.rows, measure.area), []).append(measure)
    return list(scans.values())


def count_cells(scans: Iterable[list[Measure]], window: Window) -> None:
    """Put what each area owns of each measure into `counted`; areas with nothing are left out.

    One statement for all measures, so that they all speak of the same moment.
    """
    parts, values = [], []
    for sql, params in _scanned(scans, window):
        parts.append(sql)
        values += params
    with connection.cursor() as cursor:
        _create(cursor, "counted", "measure varchar(60), area_id bigint, own numeric(16, 2)")
        if parts:
            cursor.execute(f"INSERT INTO counted {' UNION ALL '.join(parts)}", values)
        _tell_planner(cursor, "counted")


def _scanned(scans: Iterable[list[Measure]], window: Window) -> Iterator[tuple[str, list]]:
    """(sql, values) of each scan: one GROUP BY by owning area, its columns laid out as lines (measure, area id, own)."""
    for scan in scans:
        alone = scan[0] if len(scan) == 1 else None
        rows = alone.counted(window) if alone else scan[0].rows(window)
        names = [f"m{place}" for place in range(len(scan))]
        amounts = {name: _amount(one, None if alone else one.only) for name, one in zip(names, scan, strict=True)}
        owner = F(scan[0].area or "pk")
        grouped = rows.order_by().values(owner=owner).annotate(**amounts).values_list("owner", *names)
        try:
            sql, values = grouped.query.sql_with_params()
        except EmptyResultSet:
            continue
        lines = ", ".join(f"(%s, {name}::numeric(16, 2))" for name in names)
        yield (
            f"(SELECT line.measure, cells.owner, line.amount FROM ({sql}) cells(owner, {', '.join(names)})"
            f" CROSS JOIN LATERAL (VALUES {lines}) line(measure, amount)"
            f" WHERE line.amount <> 0 AND cells.owner IS NOT NULL)",
            [*values, *[measure.key for measure in scan]],
        )


def _amount(measure: Measure, only):
    return Sum(measure.value, filter=only) if measure.value else Count("pk", filter=only)


# --- Compare and climb ------------------------------------------------------------------------------------------------


def find_differences(window: Window, target: Target) -> int:
    """Put into `climbing` by how much the counted own cells differ from those of `target`; returns how many do."""
    with connection.cursor() as cursor:
        _create(cursor, "climbing", CLIMBING)
        cursor.execute(
            f"""
            INSERT INTO climbing SELECT 0, measure, area_id, difference, difference FROM (
                SELECT measure, area_id, coalesce(new.own, 0) - coalesce(old.own, 0) AS difference
                FROM counted new FULL JOIN ({target.own_cells}) old USING (measure, area_id)
            ) cells WHERE difference <> 0
            """,
            values_of(window.period),
        )
        found = cursor.rowcount
        if found:
            _climb(cursor, window.moment, found)
        return found


def fold_anew(window: Window, target: Target) -> None:
    """Put into `climbing` by how much the totals of `target` differ from its own cells folded up the tree of the moment."""
    with connection.cursor() as cursor:
        _create(cursor, "climbing", CLIMBING)
        values = values_of(window.period)
        cursor.execute(
            f"INSERT INTO climbing SELECT 0, measure, area_id, 0, own FROM ({target.own_cells}) cells", values
        )
        _climb(cursor, window.moment, cursor.rowcount)
        cursor.execute(
            f"INSERT INTO climbing SELECT -1, measure, area_id, 0, -total FROM ({target.totals}) cells", values
        )


CLIMBING = "step smallint, measure varchar(60), area_id bigint, own numeric(16, 2), total numeric(16, 2)"


def _climb(cursor, moment: datetime, lines: int) -> None:
    """Send what stands in `climbing` up to the roots, a level at a time, added up where branches meet.

    Raises ValueError where the parents run in a circle.
    """
    moved = moved_since(moment)
    values = {"moved": list(moved), "parents": list(moved.values())}
    for step in range(MOST_LEVELS):
        if lines > MANY:
            cursor.execute("ANALYZE climbing")
        cursor.execute(
            f"""
            INSERT INTO climbing SELECT %(next)s, measure, tree.parent_id, 0, sum(total)
            FROM climbing JOIN {TREE_THEN if moved else "orgtree_area"} tree ON tree.id = area_id
            WHERE step = %(step)s AND tree.parent_id IS NOT NULL
            GROUP BY measure, tree.parent_id HAVING sum(total) <> 0
            """,
            values | {"step": step, "next": step + 1},
        )
        if not cursor.rowcount:
            return
    raise ValueError("the parents of areas run in a circle")


TREE_THEN = """
    (SELECT area.id, CASE WHEN moved.id IS NULL THEN area.parent_id ELSE moved.parent_id END AS parent_id
     FROM orgtree_area area LEFT JOIN unnest(%(moved)s::bigint[], %(parents)s::bigint[]) moved(id, parent_id) USING (id))
"""


# --- Write what changed -----------------------------------------------------------------------------------------------


def write_differences(window: Window, target: Target) -> tuple[int, int]:
    """(written, removed): add what stands in `climbing` to `target`, in the order of its key; zero is no row."""
    values = values_of(window.period) | {"found": window.as_of}
    noted = f", {target.noted}" if target.noted else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {target.table} AS stored
                (measure, period_kind, period_start, area_id, own, {target.total}{noted})
            SELECT measure, %(kind)s, %(start)s, area_id, sum(own), sum(total){", %(found)s" if noted else ""}
            FROM climbing GROUP BY measure, area_id HAVING sum(own) <> 0 OR sum(total) <> 0
            ORDER BY area_id, measure
            ON CONFLICT (area_id, period_kind, period_start, measure) DO UPDATE SET
                own = stored.own + EXCLUDED.own, {target.total} = stored.{target.total} + EXCLUDED.{target.total}
                {", found_at = EXCLUDED.found_at" if noted else ""}
            """,
            values,
        )
        written = cursor.rowcount
        # What is zero with children that are not, +5 beside -5, goes too: a row that is missing stands for zero.
        cursor.execute(
            f"""
            DELETE FROM {target.table} stored USING (SELECT DISTINCT measure, area_id FROM climbing) touched
            WHERE {PERIOD} AND own = 0 AND {target.total} = 0
            AND touched.measure = stored.measure AND touched.area_id = stored.area_id
            """,
            values,
        )
        return written - cursor.rowcount, cursor.rowcount


# --- Tables of the transaction ----------------------------------------------------------------------------------------


def values_of(period: Period) -> dict:
    """What `PERIOD` asks for."""
    return {"kind": period.kind, "start": period.start}


def _create(cursor, table: str, columns: str) -> None:
    """Make the table, or empty it where an earlier fill of this transaction made it."""
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns}) ON COMMIT DROP")
    cursor.execute(f"TRUNCATE {table}")


def _tell_planner(cursor, table: str) -> None:
    if cursor.rowcount > MANY:
        cursor.execute(f"ANALYZE {table}")
