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
from django.db.models.expressions import RawSQL

from orgtree.declare import Measure, Window
from orgtree.rules.periods import Period
from orgtree.services.lineage import moved_since

MOST_LEVELS = 50  # a tree deeper than this runs in a circle
MANY = 50_000  # from so many lines on the planner is told how many there are

PERIOD = "period_kind = %(kind)s AND period_start = %(start)s"


@dataclass(frozen=True)
class Target:
    """Where differences go: the figures of an open period, the corrections of a closed one."""

    table: str
    total: str
    # SQL of the cells (measure, area_id, own, total) with all that was noted so far.
    cells: str
    noted: str = ""


FIGURES = Target("orgtree_figure", "total", f"SELECT measure, area_id, own, total FROM orgtree_figure WHERE {PERIOD}")
CORRECTIONS = Target(
    "orgtree_correction",
    "difference",
    f"""
    SELECT measure, area_id, sum(own) AS own, sum(total) AS total FROM (
        SELECT measure, area_id, own, total FROM orgtree_figure WHERE {PERIOD}
        UNION ALL SELECT measure, area_id, own, difference FROM orgtree_correction WHERE {PERIOD}
    ) frozen_and_noted GROUP BY measure, area_id
    """,
    noted="found_at",
)


# --- Count ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scan:
    """Measures that one pass over their rows counts, in these areas alone or everywhere (None)."""

    measures: tuple[Measure, ...]
    areas: frozenset[int] | None = None

    @property
    def keys(self) -> list[str]:
        return [measure.key for measure in self.measures]

    @property
    def sources(self) -> set[str]:
        """What the marks that touch it are known by."""
        return {marker.source for measure in self.measures for marker in measure.marks}

    def rows(self, window: Window):
        """The rows to be grouped; what only some of its measures count among them is told by a filter of the amount."""
        first = self.measures[0]
        rows = (first.counted(window) if len(self.measures) == 1 else first.rows(window)).order_by()
        if self.areas is None:
            return rows
        chosen = RawSQL("SELECT unnest(%s::bigint[])", [sorted(self.areas)])
        return rows.filter(**{f"{first.area or 'pk'}__in": chosen})


def scans_of(measures: Iterable[Measure]) -> list[Scan]:
    """The measures in groups that one pass over their rows can count, everywhere."""
    groups: dict[tuple, list[Measure]] = {}
    for measure in measures:
        groups.setdefault((measure.rows, measure.area), []).append(measure)
    return [Scan(tuple(group)) for group in groups.values()]


def count_cells(scans: Iterable[Scan], window: Window) -> None:
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


def _scanned(scans: Iterable[Scan], window: Window) -> Iterator[tuple[str, list]]:
    """(sql, values) of each scan: one GROUP BY by owning area, its columns laid out as lines (measure, area id, own)."""
    for scan in scans:
        names = [f"m{place}" for place in range(len(scan.measures))]
        amounts = {name: _amount(measure, scan) for name, measure in zip(names, scan.measures, strict=True)}
        owner = F(scan.measures[0].area or "pk")
        grouped = scan.rows(window).values(owner=owner).annotate(**amounts).values_list("owner", *names)
        try:
            sql, values = grouped.query.sql_with_params()
        except EmptyResultSet:
            continue
        lines = ", ".join(f"(%s, {name}::numeric(16, 2))" for name in names)
        yield (
            f"(SELECT line.measure, cells.owner, line.amount FROM ({sql}) cells(owner, {', '.join(names)})"
            f" CROSS JOIN LATERAL (VALUES {lines}) line(measure, amount)"
            f" WHERE line.amount <> 0 AND cells.owner IS NOT NULL)",
            [*values, *scan.keys],
        )


def _amount(measure: Measure, scan: Scan):
    only = None if len(scan.measures) == 1 else measure.only  # alone, it narrows the rows
    return Sum(measure.value, filter=only) if measure.value else Count("pk", filter=only)


# --- Compare and climb ------------------------------------------------------------------------------------------------


def find_differences(window: Window, target: Target, scans: list[Scan] | None = None) -> int:
    """Put into `differences` what the counted own cells change in `target`, up to the roots; returns how many cells differ.

    `scans`: only the cells that they counted are compared, otherwise all that there are.
    """
    stored, values = _stored_cells(target, scans)
    with connection.cursor() as cursor:
        _create(cursor, "climbing", LINES)
        cursor.execute(
            f"""
            INSERT INTO climbing SELECT 0, measure, area_id, difference, difference FROM (
                SELECT measure, area_id, coalesce(new.own, 0) - coalesce(old.own, 0) AS difference
                FROM counted new FULL JOIN ({stored}) old USING (measure, area_id)
            ) cells WHERE difference <> 0
            """,
            values | values_of(window.period),
        )
        found = cursor.rowcount
        if found:
            _climb(cursor, window.moment, found)
        _add_up(cursor)
        return found


def _stored_cells(target: Target, scans: list[Scan] | None) -> tuple[str, dict]:
    """(sql, values) of the own cells of `target`, all or those of the scans."""
    if scans is None:
        return f"SELECT * FROM ({target.cells}) stored WHERE own <> 0", {}
    keys: dict[frozenset[int] | None, list[str]] = {}
    for scan in scans:
        keys.setdefault(scan.areas, []).extend(scan.keys)
    parts, values = [], {}
    for place, (areas, measures) in enumerate(keys.items()):
        within = "" if areas is None else f" AND area_id = ANY(%(areas{place})s)"
        parts.append(f"SELECT * FROM ({target.cells}) stored WHERE measure = ANY(%(keys{place})s){within}")
        values |= {f"keys{place}": measures, f"areas{place}": sorted(areas or ())}
    return " UNION ALL ".join(parts), values


def has_wrong_totals(window: Window, target: Target) -> bool:
    """Whether any total of `target` is not its own part and the totals of the children it had at the moment."""
    moved = moved_since(window.moment)
    with connection.cursor() as cursor:
        # Cells that are all their own, most of them, add nothing. Counted, not asked whether there is one: the planner
        # would sort them all to find the first sooner.
        cursor.execute(
            f"""
            SELECT count(*) FROM (SELECT FROM (
                SELECT measure, area_id, own - total AS amount FROM ({target.cells}) cells WHERE own <> total
                UNION ALL SELECT measure, tree.parent_id, total FROM ({target.cells}) cells
                JOIN {_tree(moved)} tree ON tree.id = area_id WHERE tree.parent_id IS NOT NULL
            ) lines GROUP BY area_id, measure COLLATE "C" HAVING sum(amount) <> 0) wrong
            """,
            values_of(window.period) | _values_of_tree(moved),
        )
        return cursor.fetchone()[0] > 0


def fold_anew(window: Window, target: Target) -> int:
    """Put into `differences` what is wrong with totals of `target`, folding all its own cells up the tree of the moment.

    Returns how many totals are wrong.
    """
    with connection.cursor() as cursor:
        _create(cursor, "climbing", LINES)
        values = values_of(window.period)
        cursor.execute(
            f"INSERT INTO climbing SELECT 0, measure, area_id, 0, own FROM ({target.cells}) cells WHERE own <> 0",
            values,
        )
        _climb(cursor, window.moment, cursor.rowcount)
        cursor.execute(
            f"INSERT INTO climbing SELECT -1, measure, area_id, 0, -total FROM ({target.cells}) cells", values
        )
        return _add_up(cursor)


CELLS = "measure varchar(60), area_id bigint, own numeric(16, 2), total numeric(16, 2)"
LINES = f"step smallint, {CELLS}"


def _climb(cursor, moment: datetime, lines: int) -> None:
    """Send what stands in `climbing` up to the roots, a level at a time, added up where branches meet.

    Raises ValueError where the parents run in a circle.
    """
    moved = moved_since(moment)
    for step in range(MOST_LEVELS):
        if lines > MANY:
            cursor.execute("ANALYZE climbing")
        cursor.execute(
            f"""
            INSERT INTO climbing SELECT %(next)s, measure, tree.parent_id, 0, sum(total)
            FROM climbing JOIN {_tree(moved)} tree ON tree.id = area_id
            WHERE step = %(step)s AND tree.parent_id IS NOT NULL
            GROUP BY measure, tree.parent_id HAVING sum(total) <> 0
            """,
            _values_of_tree(moved) | {"step": step, "next": step + 1},
        )
        if not cursor.rowcount:
            return
    raise ValueError("the parents of areas run in a circle")


def _tree(moved: dict[int, int | None]) -> str:
    """SQL of the areas with their parents (id, parent_id), those of `moved` as they were."""
    if not moved:
        return "orgtree_area"
    return """
        (SELECT area.id, CASE WHEN moved.id IS NULL THEN area.parent_id ELSE moved.parent_id END AS parent_id
         FROM orgtree_area area LEFT JOIN unnest(%(moved)s::bigint[], %(parents)s::bigint[]) moved(id, parent_id) USING (id))
    """


def _values_of_tree(moved: dict[int, int | None]) -> dict:
    return {"moved": list(moved), "parents": list(moved.values())}


def _add_up(cursor) -> int:
    """Put the sums of `climbing` into `differences`, where they are not zero; returns how many."""
    _create(cursor, "differences", CELLS)
    cursor.execute(
        "INSERT INTO differences SELECT measure, area_id, sum(own), sum(total) FROM climbing"
        " GROUP BY measure, area_id HAVING sum(own) <> 0 OR sum(total) <> 0"
    )
    return cursor.rowcount


# --- Write what changed -----------------------------------------------------------------------------------------------


def write_differences(window: Window, target: Target) -> tuple[int, int]:
    """(written, removed): add what stands in `differences` to `target`, in the order of its key; zero is no row."""
    noted = f", {target.noted}" if target.noted else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH written AS (
                INSERT INTO {target.table} AS stored
                    (measure, period_kind, period_start, area_id, own, {target.total}{noted})
                SELECT measure, %(kind)s, %(start)s, area_id, own, total{", %(found)s" if noted else ""}
                FROM differences ORDER BY area_id, measure
                ON CONFLICT (area_id, period_kind, period_start, measure) DO UPDATE SET
                    own = stored.own + EXCLUDED.own, {target.total} = stored.{target.total} + EXCLUDED.{target.total}
                    {", found_at = EXCLUDED.found_at" if noted else ""}
                RETURNING id, own = 0 AND {target.total} = 0 AS is_zero
            ) SELECT count(*), coalesce(array_agg(id) FILTER (WHERE is_zero), '{{}}') FROM written
            """,
            values_of(window.period) | {"found": window.as_of},
        )
        written, zeros = cursor.fetchone()
        # What is zero with children that are not, +5 beside -5, goes too: a row that is missing stands for zero.
        if zeros:
            cursor.execute(f"DELETE FROM {target.table} WHERE id = ANY(%s)", [zeros])
        return written - len(zeros), len(zeros)


# --- Tables of the transaction ----------------------------------------------------------------------------------------


def values_of(period: Period) -> dict:
    """What `PERIOD` asks for."""
    return {"kind": period.kind, "start": period.start}


def _create(cursor, table: str, columns: str) -> None:
    """Make the table, or empty it where an earlier fill of this transaction made it."""
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns}) ON COMMIT DROP")
    cursor.execute(f"TRUNCATE {table}")
