"""Reads a workbook in a process of its own, with bounds on memory and time, and prints its rows as JSON lines.

Started by `reading`, never imported by it: no Django here, and nothing of the caller's environment. A file that
breaks the parser or eats its memory ends this process and nothing else (C02 of docs/rules.md).
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MAX_MEMORY = 1024 * 1024 * 1024  # bytes of address space
MAX_SECONDS = 60
MAX_ROWS = 50_000
SPARE_ROWS = 100  # titles, headers and footnotes around the data
MAX_COLUMNS = 100
MAX_TEXT = 2_000
MAX_MERGES = 50_000
TOO_MANY_ROWS = 3
UNREADABLE = 4


def text_of(value) -> str:
    """The cell as a person would type it: whole numbers without a point, dates as 2024-03-05, times as 08:30."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(value)[:MAX_TEXT]


class Merges:
    """Gives every cell of a merged range the text of its first cell, row by row."""

    def __init__(self, ranges):
        self.starting = {}
        self.open = {}
        for (top, left), (bottom, right) in (ranges or [])[:MAX_MERGES]:
            self.starting.setdefault(top, []).append((left, min(right, MAX_COLUMNS - 1), bottom))

    def fill(self, index, cells):
        for left, right, bottom in self.starting.get(index, []):
            if left < len(cells):
                self.open.update(dict.fromkeys(range(left, right + 1), (cells[left], bottom)))
        for column, (text, bottom) in list(self.open.items()):
            if index > bottom:
                del self.open[column]
            elif column < len(cells) and not cells[column]:
                cells[column] = text


def print_sheet(sheet) -> None:
    merges = Merges(sheet.merged_cell_ranges)
    print(json.dumps({"sheet": sheet.name}))
    for index, row in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = [text_of(value) for value in row[:MAX_COLUMNS]]
        merges.fill(index, cells)
        if any(cells):
            print(json.dumps([index + 1, cells]))


def main(path: str) -> int:
    for limit, bound in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (bound, bound))
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_path(path)
    for sheet_data in book.sheets_metadata:
        if sheet_data.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(sheet_data.name)
        if sheet.end and sheet.end[0] >= MAX_ROWS + SPARE_ROWS:
            return TOO_MANY_ROWS
        print_sheet(sheet)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except Exception as error:  # noqa: BLE001 - whatever the parser met, the caller needs one answer
        print(error, file=sys.stderr)
        sys.exit(UNREADABLE)
