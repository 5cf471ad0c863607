"""An uploaded table as its form keeps it, and back: lines with their merged cells, nothing else of the file."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from orgtree.errors import RuleBroken
from orgtree.files.local import on_disk
from orgtree.oneform.rules import Layout, Unreadable, closed_up, layout_of
from orgtree.sheets.lines import Line, Merge
from orgtree.sheets.reading import read_sheets

PARTS = ("head", "body", "foot")
PLAIN = ("top", "width", "begins", "sheet", "hidden")


def read_layout(upload, sheet: str = "") -> Layout:
    """The empty table in an uploaded .xlsx: of the visible sheet called so, else of the first that has a heading.

    Raises RuleBroken at `file` for one that is missing, refused or has no heading, at `sheet` for a name that no sheet has.
    """
    if not upload:
        raise RuleBroken("file_missing", "请选择要登记的空表（.xlsx）", field="file")
    with on_disk(upload) as path:
        sheets = read_sheets(path)
    if sheet and sheet not in sheets:
        raise RuleBroken("sheet_missing", f"文件里没有这张工作表，有的是：{'、'.join(sheets)}", field="sheet")
    faults = []
    for name in [sheet] if sheet else sheets:
        lines = closed_up(sheets[name])
        try:
            layout = layout_of(lines)
        except Unreadable as error:
            faults.append(error)
            continue
        others = tuple(other for other in sheets if other != name)
        return replace(layout, sheet=name, others=others, hidden=len(sheets[name]) - len(lines))
    raise RuleBroken("layout_unread", str(faults[0]), field="file") from faults[0]


def told_of_file(layout: Layout) -> str:
    """What of the office's file was not taken in; "" where it was all taken."""
    others = f"文件里另有工作表{'、'.join(layout.others)}没有登记，要用的请另行登记。" if layout.others else ""
    return others + (f"隐藏的{layout.hidden}行没有读入。" if layout.hidden else "")


def as_json(layout: Layout) -> dict[str, Any]:
    """The layout for its column."""
    lines = {part: [_line_out(line) for line in getattr(layout, part)] for part in PARTS}
    return lines | {name: getattr(layout, name) for name in PLAIN} | {"others": list(layout.others)}


def from_json(kept: dict[str, Any]) -> Layout:
    """The layout out of its column."""
    lines = {part: tuple(_line_in(line) for line in kept[part]) for part in PARTS}
    plain = {name: kept[name] for name in PLAIN if name in kept}
    return Layout(**lines, **plain, others=tuple(kept.get("others", ())))


def _line_out(line: Line) -> list:
    merges = sorted({(one.top, one.left, one.bottom, one.right) for one in line.merges.values()})
    return [line.number, line.cells, merges]


def _line_in(kept: list) -> Line:
    number, cells, merges = kept
    ranges = [Merge(*one) for one in merges]
    return Line(number, cells, {column: one for one in ranges for column in range(one.left, one.right + 1)})


def merges_of(lines: Iterable[Line]) -> set[Merge]:
    return {merge for line in lines for merge in line.merges.values()}


def headings_with_spans(layout: Layout) -> list[list[tuple[str, int, int]]]:
    """The lines of headings for a page: (text, how many columns, how many lines) of each cell."""
    lines = layout.head[layout.begins :]
    last = len(lines)
    told = []
    for at, line in enumerate(lines):
        cells = []
        for column in range(layout.width):
            merge = line.merges.get(column)
            if merge is None:
                cells.append((line.cell(column), 1, 1))
            elif (merge.top, merge.left) == (line.number - 1, column):
                cells.append(
                    (line.cell(column), merge.right - merge.left + 1, min(merge.bottom - merge.top + 1, last - at))
                )
        told.append(cells)
    return told
