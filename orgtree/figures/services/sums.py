"""Periods put together of shorter ones: where additive measures changed in a month, its year is summed and not counted.

Summed anew, never added to: what the month has the year has, whichever of them was looked at first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from orgtree.days.rules.periods import Period, Span
from orgtree.declare import Window
from orgtree.figures.services.scans import Scan, count_cells


class Cells(NamedTuple):
    """Cells (measure, area id), as two lists of one length."""

    measures: list[str]
    areas: list[int]


@dataclass(frozen=True)
class Summed:
    """Cells of `period` that are the sum of its parts and of what the scans count in its gaps."""

    period: Period
    parts: list[Period]
    gaps: list[Span]
    cells: Cells
    scans: list[Scan]

    @property
    def keys(self) -> list[str]:
        return sorted(set(self.cells.measures))


def sum_up(period: Period, parts: list[Period], gaps: list[Span], scans: list[Scan], changed: Mapping) -> Summed | None:
    """What is to be summed of these scans when the cells `changed[part]` of the parts changed; None where nothing."""
    keys = {key for scan in scans for key in scan.keys}
    found = {cell for part in parts for cell in zip(*changed[part], strict=True) if cell[0] in keys}
    if not found:
        return None
    found = sorted(found, key=lambda cell: cell[::-1])  # as they lie in the index
    cells = Cells([measure for measure, _ in found], [area for _, area in found])
    return Summed(
        period, parts, gaps, cells, [narrowed for scan in scans if (narrowed := _narrowed(scan, cells)).measures]
    )


def _narrowed(scan: Scan, cells: Cells) -> Scan:
    """The scan of those of its measures, and in those areas, that are among the cells."""
    keys = set(cells.measures)
    return Scan(tuple(measure for measure in scan.measures if measure.key in keys), frozenset(cells.areas))


def sum_differences(summed: Summed, window: Window) -> tuple[str, dict]:
    """(sql, values) of the cells (measure, area id, own) that are not the sum of their parts, and by how much.

    What is stored of the period itself is taken off. Of closed periods the corrections count with the figures.
    """
    spans = [*((part, 1) for part in summed.parts), (summed.period, -1)]
    values = {
        "cell_measures": summed.cells.measures,
        "cell_areas": summed.cells.areas,
        "span_kinds": [span.kind for span, _ in spans],
        "span_starts": [span.start for span, _ in spans],
        "span_signs": [sign for _, sign in spans],
    }
    lines = [STORED]
    for place, gap in enumerate(summed.gaps):
        sql, more = count_cells(summed.scans, Window(gap, window.as_of), f"gap{place}_")
        lines.append(
            f"SELECT measure, owner, own FROM ({sql}) gap(measure, owner, own) JOIN ({CELLS}) USING (measure, owner)"
        )
        values |= more
    return (
        f"SELECT measure, area_id, sum(own) AS own FROM ({' UNION ALL '.join(lines)}) lines(measure, area_id, own)"
        " GROUP BY area_id, measure HAVING sum(own) <> 0",
        values,
    )


CELLS = "SELECT * FROM unnest(%(cell_measures)s::text[], %(cell_areas)s::bigint[]) cell(measure, owner)"
# Cell by cell, by its key.
STORED = f"""
    SELECT cell.measure, cell.owner, stored.own * span.sign FROM ({CELLS}) cell
    CROSS JOIN unnest(%(span_kinds)s::text[], %(span_starts)s::date[], %(span_signs)s::int[]) span(kind, start, sign)
    CROSS JOIN LATERAL (
        SELECT own FROM orgtree_figure
        WHERE (period_kind, period_start, area_id, measure) = (span.kind, span.start, cell.owner, cell.measure)
        UNION ALL SELECT own FROM orgtree_correction
        WHERE (period_kind, period_start, area_id, measure) = (span.kind, span.start, cell.owner, cell.measure)
    ) stored
"""
