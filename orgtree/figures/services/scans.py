"""What is counted, in SQL: measures over the same rows in one pass, in some areas or everywhere."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, Lookup, Sum, Value

from orgtree.declare import Measure, Window
from orgtree.figures.services.statements import Statement, statement_for


class AnyOf(Lookup):
    """Whether the expression is one of the numbers in a list: a single value however many they are, found by an index."""

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        sql, values = self.process_lhs(compiler, connection)
        chosen, numbers = self.process_rhs(compiler, connection)
        return f"{sql} = ANY({chosen}::bigint[])", (*values, *numbers)


@dataclass(frozen=True)
class Scan:
    """Measures that one pass over their rows counts, in these areas alone or everywhere (None)."""

    measures: tuple[Measure, ...]
    areas: frozenset[int] | None = None

    @property
    def keys(self) -> list[str]:
        return [measure.key for measure in self.measures]

    @property
    def is_additive(self) -> bool:
        """Whether the sums of parts of a period are what it counts."""
        return all(measure.additive for measure in self.measures)

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
        return rows.filter(AnyOf(F(first.area or "pk"), Value(sorted(self.areas))))


def scans_of(measures: Iterable[Measure]) -> list[Scan]:
    """The measures in groups that one pass over their rows can count, everywhere."""
    groups: dict[tuple, list[Measure]] = {}
    for measure in measures:
        groups.setdefault((measure.rows, measure.area, measure.additive), []).append(measure)
    return [Scan(tuple(group)) for group in groups.values()]


def count_cells(scans: Iterable[Scan], window: Window, name: str = "counted") -> tuple[str, dict]:
    """(sql, values) of what each area owns of each measure (measure, area id, own); areas with nothing are left out.

    One statement for all measures, so that they all speak of the same moment. The values are named with `name`.
    """
    parts, values = [], []
    for sql, params in _scanned(scans, window):
        parts.append(sql)
        values += params
    names = iter([f"{name}{place}" for place in range(len(values))])
    # Django numbers its values by place, the statement around them knows its own by name.
    sql = re.sub(
        "%[%s]", lambda found: f"%({next(names)})s" if found[0] == "%s" else found[0], " UNION ALL ".join(parts)
    )
    named = {f"{name}{place}": value for place, value in enumerate(values)}
    return sql or "SELECT NULL, NULL::bigint, NULL::numeric WHERE false", named


def _scanned(scans: Iterable[Scan], window: Window) -> Iterator[Statement]:
    """(sql, values) of each scan that counts anything."""
    for scan in scans:
        statement = statement_for(scan.measures, scan.areas, window, partial(_lines_of, scan.measures))
        if statement:
            yield statement


def _lines_of(measures: tuple[Measure, ...], window: Window, areas: frozenset[int] | None) -> Statement | None:
    """One GROUP BY by owning area, its columns laid out as lines (measure, area id, own); None where there can be no rows."""
    scan = Scan(measures, areas)
    names = [f"m{place}" for place in range(len(measures))]
    amounts = {name: _amount(measure, scan) for name, measure in zip(names, measures, strict=True)}
    owner = F(measures[0].area or "pk")
    grouped = scan.rows(window).values(owner=owner).annotate(**amounts).values_list("owner", *names)
    try:
        sql, values = grouped.query.sql_with_params()
    except EmptyResultSet:
        return None
    lines = ", ".join(f"(%s, {name}::numeric(16, 2))" for name in names)
    return (
        f"(SELECT line.measure, cells.owner, line.amount FROM ({sql}) cells(owner, {', '.join(names)})"
        f" CROSS JOIN LATERAL (VALUES {lines}) line(measure, amount)"
        f" WHERE line.amount <> 0 AND cells.owner IS NOT NULL)",
        [*values, *scan.keys],
    )


def _amount(measure: Measure, scan: Scan):
    only = None if len(scan.measures) == 1 else measure.only  # alone, it narrows the rows
    return Sum(measure.value, filter=only) if measure.value else Count("pk", filter=only)
