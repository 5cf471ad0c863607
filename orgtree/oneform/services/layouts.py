"""An uploaded table as its form keeps it, and back: lines with their merged cells, nothing else of the file."""

from collections.abc import Iterable
from typing import Any

from orgtree.errors import RuleBroken
from orgtree.files.local import on_disk
from orgtree.oneform.rules import Layout, Unreadable, layout_of
from orgtree.sheets.lines import Line, Merge
from orgtree.sheets.reading import read_lines

PARTS = ("head", "body", "foot")


def read_layout(upload) -> Layout:
    """The empty table in an uploaded .xlsx. Raises RuleBroken at `file` for one that is missing, refused or has no heading."""
    if not upload:
        raise RuleBroken("file_missing", "请选择要登记的空表（.xlsx）", field="file")
    with on_disk(upload) as path:
        _, lines = read_lines(path)
    try:
        return layout_of(lines)
    except Unreadable as error:
        raise RuleBroken("layout_unread", str(error), field="file") from error


def as_json(layout: Layout) -> dict[str, Any]:
    """The layout for its column."""
    lines = {part: [_line_out(line) for line in getattr(layout, part)] for part in PARTS}
    return lines | {"top": layout.top, "width": layout.width, "begins": layout.begins, "sums": layout.sums}


def from_json(kept: dict[str, Any]) -> Layout:
    """The layout out of its column."""
    lines = {part: tuple(_line_in(line) for line in kept[part]) for part in PARTS}
    return Layout(**lines, top=kept["top"], width=kept["width"], begins=kept["begins"], sums=kept["sums"])


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
