"""What writes touch figures: declared beside the measures, noted by triggers in the transaction of the write.

A mark says which table was written, which area's figures that touches, and between which days. The triggers look at
statements as a whole, old and new rows, so bulk writes, imports and raw SQL are noted like every other.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pgtrigger
from django.conf import settings
from django.db import models

MARKS = "orgtree_figuremark"
# In place of a table: an area has another parent; everything is to be counted anew; a full fill has looked while marks waited.
MOVED = "moved"
ALL = "*"
FILLED = "filled"


@dataclass(frozen=True)
class Marker:
    """Which writes of `model` touch a measure, and where.

    `area` is the lookup from a row to the area whose figures it touches, "" the row itself, None: no area in particular,
    so that the measure is counted whole. `day` is the lookup to the one day that it touches, `since` to the first of all
    that it touches, a row without that day touches nothing; without either every day is touched. An update that changes
    none of `columns` touches nothing, and with no area neither does a new row: nothing points at it yet.
    Lookups may pass through other tables, either way; what is found there is what stands there at the time of the write,
    so a table on the way whose rows can change needs a marker of its own.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    area: str | None = None
    day: str | None = None
    since: str | None = None
    apart: str = ""  # tells one from another of the same table, area and day, of which one touches the day and one all from it on

    @property
    def source(self) -> str:
        """What its marks are known by."""
        return f"{self.model._meta.db_table}.{self.area}.{self.day or self.since or ''}{self.apart}"


@dataclass
class Path:
    """Lookups of one marker on their way to SQL: the tables they pass through, and how each hangs on what is before it."""

    tables: dict[str, str]
    conditions: list[str]

    def column(self, model: type[models.Model], lookup: str) -> tuple[str, models.Field]:
        """The SQL of what `lookup` leads to, from a row named `changed`, and the field that it is."""
        alias: str | None = "changed"
        key, field = f"changed.{model._meta.pk.column}", model._meta.pk
        names = lookup.split("__") if lookup else []
        for depth, name in enumerate(names):
            field = model._meta.get_field(name)
            if not field.concrete:  # from a row to those that point at it
                alias = self._table("__".join(names[: depth + 1]), field.related_model, field.field.column, key)
                model, field = field.related_model, field.related_model._meta.pk
                key = f"{alias}.{field.column}"
                continue
            alias = alias or self._table("__".join(names[:depth]), model, model._meta.pk.column, key)
            key = f"{alias}.{field.column}"
            if field.is_relation:
                model, alias = field.related_model, None
        return key, field

    def _table(self, place: str, model: type[models.Model], column: str, key: str) -> str:
        alias = f"at_{place}"
        if alias not in self.tables:
            self.tables[alias] = model._meta.db_table
            self.conditions.append(f"{alias}.{column} = {key}")
        return alias


def _lines_of(marker: Marker) -> str:
    """SQL of the marks of the rows in `changed`.

    Rows of other tables are looked up one by one (OFFSET 0 keeps it so): a plan made for a thousand rows, which scans
    those tables, would be kept for the session and burden every single write after it.
    """
    path = Path({}, [])
    area = "NULL" if marker.area is None else path.column(marker.model, marker.area)[0]
    first = _day(path, marker)
    tables = ", ".join(f"{table} {alias}" for alias, table in path.tables.items())
    found = f"FROM {tables} WHERE {' AND '.join(path.conditions)} OFFSET 0" if tables else ""
    return (
        f"SELECT DISTINCT '{marker.source}', cell.area, cell.first, {'cell.first' if marker.day else 'NULL::date'}"
        f" FROM changed CROSS JOIN LATERAL (SELECT {area}::bigint AS area, {first}::date AS first {found}) cell"
        + _known(marker)
    )


def _known(marker: Marker) -> str:
    """SQL of the condition that the row leads to an area and a day, where the marker names them."""
    named = [name for name, lookup in (("area", marker.area), ("first", _day_of(marker))) if lookup is not None]
    return f" WHERE {' AND '.join(f'cell.{name} IS NOT NULL' for name in named)}" if named else ""


def _day_of(marker: Marker) -> str | None:
    return marker.day or marker.since


def _day(path: Path, marker: Marker) -> str:
    lookup = _day_of(marker)
    if lookup is None:
        return "NULL"
    column, field = path.column(marker.model, lookup)
    if isinstance(field, models.DateTimeField):
        return f"({column} AT TIME ZONE '{settings.TIME_ZONE}')"
    return column


def _own_columns(markers: Iterable[Marker]) -> list[str]:
    """The columns of the written table that these markers look at, its key first."""
    columns: dict[str, None] = {}
    for marker in markers:
        meta = marker.model._meta
        starts = [lookup.split("__")[0] for lookup in (marker.area, marker.day, marker.since) if lookup]
        fields = [meta.get_field(name) for name in (*marker.columns, *starts)]
        columns |= dict.fromkeys([meta.pk.column, *[field.column for field in fields if field.concrete]])
    return list(columns)


class MarkTrigger(pgtrigger.Trigger):
    """After one kind of statement, note what it touched for every marker of the table."""

    level = pgtrigger.Statement
    when = pgtrigger.After
    KINDS = {
        "insert": (pgtrigger.Insert, {"new": "new_rows"}),
        "update": (pgtrigger.Update, {"old": "old_rows", "new": "new_rows"}),
        "delete": (pgtrigger.Delete, {"old": "old_rows"}),
    }

    def __init__(self, kind: str, markers: list[Marker]):
        operation, rows = self.KINDS[kind]
        super().__init__(name=f"mark_figures_{kind}", operation=operation, referencing=pgtrigger.Referencing(**rows))
        self.rows = list(rows.values())
        self.groups = self._grouped(markers)

    def get_func(self, model) -> str:
        return " ".join(f"{self._note(group)};" for group in self.groups) + " RETURN NULL;"

    def _grouped(self, markers: list[Marker]) -> list[list[Marker]]:
        """The markers by the columns they look at: what an update changed is found out once for all that share them."""
        groups: dict[tuple, list[Marker]] = {}
        told = [marker for marker in markers if marker.area is not None or self.rows != ["new_rows"]]
        for marker in sorted(told, key=lambda marker: marker.source):
            groups.setdefault(marker.columns, []).append(marker)
        return list(groups.values())

    def _note(self, markers: list[Marker]) -> str:
        columns = ", ".join(_own_columns(markers))
        if len(self.rows) == 1:
            changed = f"SELECT {columns} FROM {self.rows[0]}"
        else:
            one_way, other_way = (
                f"(SELECT {columns} FROM {these} EXCEPT SELECT {columns} FROM {those})"
                for these, those in (self.rows, self.rows[::-1])
            )
            changed = f"{one_way} UNION ALL {other_way}"
        lines = " UNION ALL ".join(_lines_of(marker) for marker in markers)
        return f"WITH changed AS MATERIALIZED ({changed}) INSERT INTO {MARKS} (source, area_id, since, until) {lines}"


def moved_trigger() -> pgtrigger.Trigger:
    """Note that areas have other parents from today on: totals of the open periods are to be folded anew."""
    return pgtrigger.Trigger(
        name="mark_figures_moved",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
        func=(
            f"INSERT INTO {MARKS} (source, since) SELECT DISTINCT '{MOVED}',"
            f" (now() AT TIME ZONE '{settings.TIME_ZONE}')::date FROM old_rows JOIN new_rows USING (id)"
            f" WHERE old_rows.parent_id IS DISTINCT FROM new_rows.parent_id; RETURN NULL;"
        ),
    )


def watch_tables(markers: Iterable[Marker]) -> None:
    """Give every table that has markers the triggers that note its writes."""
    of_model: dict[type[models.Model], dict[str, Marker]] = {}
    for marker in markers:
        known = of_model.setdefault(marker.model, {}).setdefault(marker.source, marker)
        if known != marker:
            raise ValueError(f"{marker.source} is declared twice, differently")
    for model, known in of_model.items():
        triggers = [MarkTrigger(kind, list(known.values())) for kind in MarkTrigger.KINDS]
        pgtrigger.register(*(trigger for trigger in triggers if trigger.groups))(model)
