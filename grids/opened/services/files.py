"""What is published of a street, for programs: as JSON and as lines of CSV."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from grids.opened.choices import OpenTable
from grids.opened.models import OpenMonth
from grids.opened.rules import LEAST
from orgtree.sheets.workbooks import guarded

HEADINGS = ("月份", "街道（镇）", "分项", "项目", "件数")
TOTAL = "合计"
ABOUT = f"少于{LEAST}件的，和为防止推算须一并隐去的，不公布件数。每月公布一次，公布后不再改动。"


def as_json(rows: Iterable[OpenMonth]) -> dict:
    """{about, least, months: [{month, area, code, total, tables}]}, the newest first; null for what is not shown."""
    months = [
        {
            "month": f"{row.month:%Y-%m}",
            "area": row.area.name,
            "code": row.area.code,
            "total": row.total,
            "tables": {table.value: row.tables.get(table, []) for table in OpenTable},
        }
        for row in rows
    ]
    return {"about": ABOUT, "least": LEAST, "months": months}


def as_csv(rows: Iterable[OpenMonth]) -> str:
    """A line a cell, under headings; with the mark by which tables know UTF-8."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows(line for row in rows for line in _lines(row))
    return f"\ufeff{written.getvalue()}"


def _lines(row: OpenMonth) -> Iterator[tuple]:
    head = (f"{row.month:%Y-%m}", guarded(row.area.name))
    yield (*head, TOTAL, TOTAL, "" if row.total is None else row.total)
    for table in OpenTable:
        for label, count in row.tables.get(table, []):
            yield (*head, table.label, guarded(label), "" if count is None else count)
