"""The arithmetic of a fill, done by the database: counted cells, what differs from the stored ones, and its way up the tree.

One statement counts, compares and climbs, so that Python holds no figure and no tree. Callers hold the lock of the period.
"""

from dataclasses import dataclass

from django.db import connection

from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.figures.services.scans import Scan, count_cells
from orgtree.figures.services.sums import Cells, Summed, sum_differences
from orgtree.tree.services.lineage import moved_since

MOST_LEVELS = 50  # a tree deeper than this runs in a circle

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


# --- Compare and climb ------------------------------------------------------------------------------------------------


def find_differences(window: Window, target: Target, scans: list[Scan]) -> None:
    """Count everywhere, and put into `differences` what that changes in `target`, up to the roots.

    Raises ValueError where the parents run in a circle.
    """
    everything = f"SELECT * FROM ({target.cells}) stored WHERE own <> 0"
    cells, values = _changed(window, scans, everything, {})
    _put_differences(window, f"changed AS MATERIALIZED ({cells})", RISEN, values)


def hash_within_bounds() -> None:
    """For the rest of the transaction a hash takes no more than `work_mem`, which is doubled otherwise.

    Counting everywhere keeps a hash for each scan until the end: 470 MB where the whole country is in the tree, 215 so.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL hash_mem_multiplier = 1")


def fold_anew(window: Window, target: Target) -> int:
    """Put into `differences` what is wrong with totals of `target`, folding all its own cells up the tree of the moment.

    Returns how many totals are wrong. Raises ValueError where the parents run in a circle.
    """
    cells = f"changed AS MATERIALIZED (SELECT measure, area_id, own FROM ({target.cells}) cells WHERE own <> 0)"
    wrong = f"""
        SELECT * FROM (
            SELECT measure, area_id, 0 AS own, coalesce(folded.total, 0) - coalesce(stored.total, 0) AS total
            FROM folded FULL JOIN ({target.cells}) stored USING (measure, area_id)
        ) lines WHERE total <> 0
    """
    return _put_differences(window, cells, wrong, values_of(window.period))


def recount(window: Window, target: Target, scans: list[Scan], summed: Summed | None = None) -> Cells:
    """Count the areas of the scans, sum what is put together of parts, and bring `target` up to both, in one statement.

    Returns the cells of additive measures that it changed, scans of everywhere left out. Raises ValueError where the
    parents run in a circle.
    """
    cells, values = _touched(window, target, scans, summed)
    moved = moved_since(window.moment)
    followed = [key for scan in scans if scan.is_additive and scan.areas is not None for key in scan.keys]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE changed AS MATERIALIZED ({cells}), {_climb(moved, few=not moved)},
            differences AS ({RISEN}), written AS ({_upsert(target)} RETURNING id, {_is_zero(target)})
            SELECT (SELECT max(steps) FROM up), done.*, followed.* FROM (SELECT {COUNTED_ZEROS} FROM written) done, (
                SELECT coalesce(array_agg(measure), '{{}}'), coalesce(array_agg(area_id), '{{}}')
                FROM changed WHERE measure = ANY(%(followed)s::text[])
            ) followed
            """,
            values
            | _values_of_tree(moved)
            | {"found": window.as_of, "followed": followed + (summed.keys if summed else [])},
        )
        steps, written, zeros, *changed = cursor.fetchone()
        _refuse_circle(steps)
        _remove(cursor, target, written, zeros)
        return Cells(*changed)


def _put_differences(window: Window, changed: str, differences: str, values: dict) -> int:
    """Put what the query `differences` finds of the cells `changed` and their climb into the table; returns how many lines."""
    moved = moved_since(window.moment)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS differences ({CELLS}) ON COMMIT DROP")
        cursor.execute("TRUNCATE differences")
        cursor.execute(
            f"""
            WITH RECURSIVE {changed}, {_climb(moved)}, put AS (INSERT INTO differences {differences})
            SELECT max(steps) FROM up
            """,
            values | _values_of_tree(moved),
        )
        _refuse_circle(cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM differences")
        return cursor.fetchone()[0]


def _refuse_circle(steps: int | None) -> None:
    if steps == MOST_LEVELS:
        raise ValueError("the parents of areas run in a circle")


def _changed(window: Window, scans: list[Scan], stored: str, of_stored: dict) -> tuple[str, dict]:
    """(sql, values) of the cells that the scans count and that differ from `stored`, and by how much (measure, area id, own)."""
    counted, values = count_cells(scans, window)
    sql = f"""
        SELECT measure, area_id, coalesce(new.own, 0) - coalesce(old.own, 0) AS own
        FROM ({counted}) new(measure, area_id, own) FULL JOIN ({stored}) old USING (measure, area_id)
        WHERE coalesce(new.own, 0) <> coalesce(old.own, 0)
    """
    return sql, values | of_stored | values_of(window.period)


def _touched(window: Window, target: Target, scans: list[Scan], summed: Summed | None) -> tuple[str, dict]:
    """(sql, values) of the cells that a drain counts or sums and that are not what is stored, and by how much."""
    parts, values = [], values_of(window.period)
    if scans:
        parts.append(_changed(window, scans, *_stored_cells(target, scans)))
    if summed:
        parts.append(sum_differences(summed, window))
    for _, more in parts:
        values |= more
    return " UNION ALL ".join(f"({sql})" for sql, _ in parts), values


def _stored_cells(target: Target, scans: list[Scan]) -> tuple[str, dict]:
    """(sql, values) of the own cells of `target` that the scans count."""
    keys: dict[frozenset[int] | None, list[str]] = {}
    for scan in scans:
        keys.setdefault(scan.areas, []).extend(scan.keys)
    parts, values = [], {}
    for place, (areas, measures) in enumerate(keys.items()):
        within = "" if areas is None else f" AND area_id = ANY(%(areas{place})s)"
        parts.append(f"SELECT * FROM ({target.cells}) stored WHERE measure = ANY(%(keys{place})s){within}")
        values |= {f"keys{place}": measures, f"areas{place}": sorted(areas or ())}
    return " UNION ALL ".join(parts), values


CELLS = "measure varchar(60), area_id bigint, own numeric(16, 2), total numeric(16, 2)"
# What `folded` makes of the cells that changed, as far as it is anything.
RISEN = "SELECT * FROM folded WHERE own <> 0 OR total <> 0"

FOLDED = """
        risen AS (
            SELECT measure, area_id, sum(total) AS total FROM (
                SELECT measure, area_id, total FROM first
                UNION ALL SELECT measure, place, total FROM second JOIN up USING (area_id)
            ) lines GROUP BY area_id, measure
        ),
        folded AS (
            SELECT measure, area_id, coalesce(own, 0) AS own, coalesce(own, 0) + coalesce(risen.total, 0) AS total
            FROM changed FULL JOIN risen USING (measure, area_id)
        )
"""


def _climb(moved: dict[int, int | None], *, few: bool = False) -> str:
    """SQL of parts of a statement: the cells of `changed` go up to the roots and are added up where branches meet (`folded`).

    The first two steps make of many cells few; what is left is sent to all that is above at once. `few`: each parent is
    looked up by its key, since the planner, who cannot know how few cells changed, would read the whole tree.
    """
    first, second, higher = (_parents(key, moved, few) for key in ("changed.area_id", "first.area_id", "up.place"))
    return f"""
        first AS MATERIALIZED (
            SELECT tree.parent_id AS area_id, measure, sum(own) AS total FROM changed {first}
            WHERE tree.parent_id IS NOT NULL GROUP BY tree.parent_id, measure HAVING sum(own) <> 0
        ),
        second AS MATERIALIZED (
            SELECT tree.parent_id AS area_id, measure, sum(total) AS total FROM first {second}
            WHERE tree.parent_id IS NOT NULL GROUP BY tree.parent_id, measure HAVING sum(total) <> 0
        ),
        up(area_id, place, steps) AS (
            SELECT DISTINCT area_id, area_id, 2 FROM second
            UNION ALL SELECT up.area_id, tree.parent_id, steps + 1 FROM up {higher}
            WHERE tree.parent_id IS NOT NULL AND steps < {MOST_LEVELS}
        ),
        {FOLDED}
    """


def _parents(key: str, moved: dict[int, int | None], few: bool) -> str:
    if few:
        return f"CROSS JOIN LATERAL (SELECT parent_id FROM {_tree(moved)} area WHERE area.id = {key} OFFSET 0) tree"
    return f"JOIN {_tree(moved)} tree ON tree.id = {key}"


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


# --- Write what changed -----------------------------------------------------------------------------------------------

COUNTED_ZEROS = "count(*), coalesce(array_agg(id) FILTER (WHERE is_zero), '{}')"


def write_differences(window: Window, target: Target) -> tuple[int, int]:
    """(written, removed): add what stands in `differences` to `target`, in the order of its key; zero is no row."""
    values = values_of(window.period) | {"found": window.as_of}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {target.table} WHERE {PERIOD})", values)
        if not cursor.fetchone()[0]:  # nothing to add to: half the work
            cursor.execute(_insert(target), values)
            return cursor.rowcount, 0
        written = f"WITH written AS ({_upsert(target)} RETURNING id, {_is_zero(target)})"
        cursor.execute(f"{written} SELECT {COUNTED_ZEROS} FROM written", values)
        return _remove(cursor, target, *cursor.fetchone())


def _insert(target: Target) -> str:
    noted, found = (f", {target.noted}", ", %(found)s") if target.noted else ("", "")
    # By bytes, as fast as it goes: nobody reads this order.
    return f"""
        INSERT INTO {target.table} AS stored (measure, period_kind, period_start, area_id, own, {target.total}{noted})
        SELECT measure, %(kind)s, %(start)s, area_id, own, total{found}
        FROM differences ORDER BY area_id, measure COLLATE "C"
    """


def _upsert(target: Target) -> str:
    return f"""
        {_insert(target)} ON CONFLICT (area_id, period_kind, period_start, measure) DO UPDATE SET
            own = stored.own + EXCLUDED.own, {target.total} = stored.{target.total} + EXCLUDED.{target.total}
            {f", {target.noted} = EXCLUDED.{target.noted}" if target.noted else ""}
    """


def _is_zero(target: Target) -> str:
    return f"own = 0 AND {target.total} = 0 AS is_zero"


def _remove(cursor, target: Target, written: int, zeros: list[int]) -> tuple[int, int]:
    """(written, removed), when rows that have become zero are gone.

    What is zero with children that are not, +5 beside -5, goes too: a row that is missing stands for zero.
    """
    if zeros:
        cursor.execute(f"DELETE FROM {target.table} WHERE id = ANY(%s)", [zeros])
    return written - len(zeros), len(zeros)


def values_of(period: Period) -> dict:
    """What `PERIOD` asks for."""
    return {"kind": period.kind, "start": period.start}
