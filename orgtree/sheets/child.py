"""Reads a workbook in a process of its own, with bounds on memory and time, and prints its rows as JSON lines.

Started by `reading`, never imported by it: no Django here, and nothing of the caller's environment. A file that
breaks the parser or eats its memory ends this process and nothing else (C02 of docs/rules.md).
"""

import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta

MAX_MEMORY = 1024 * 1024 * 1024  # bytes of address space
MAX_SECONDS = 60
MAX_ROWS = 50_000
SPARE_ROWS = 100  # titles, headers and footnotes around the data
MAX_COLUMNS = 100
MAX_TEXT = 2_000
MAX_MERGES = 50_000
# What the parser does not tell: which rows are hidden, and which cells hold a fault (#N/A) instead of a value.
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*\sr="(\d+)"')
FAULT_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\st="e")[^>]*\sr="([A-Z]{1,3})(\d+)"[^>]*>.*?<(?:\w+:)?v>([^<]*)<', re.DOTALL
)
SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\s(?:\w+:)?id="([^"]*)"')
RELATION = re.compile(r"<Relationship\b[^>]*>")
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
    """Gives every cell of a merged range the text of its first cell, row by row, and says which range that was."""

    def __init__(self, ranges):
        self.starting = {}
        self.open = {}
        for (top, left), (bottom, right) in (ranges or [])[:MAX_MERGES]:
            self.starting.setdefault(top, []).append((top, left, bottom, min(right, MAX_COLUMNS - 1)))

    def fill(self, index, cells):
        """Fill the row in place; column -> (top, left, bottom, right) of its merged cells, all counted from zero."""
        for area in self.starting.get(index, []):
            _, left, _, right = area
            if left < len(cells):
                self.open.update(dict.fromkeys(range(left, right + 1), (cells[left], area)))
        filled = {}
        for column, (text, area) in list(self.open.items()):
            if index > area[2]:
                del self.open[column]
            elif column < len(cells):
                cells[column] = cells[column] or text
                filled[column] = area
        return filled


class Marks:
    """Hidden rows and cells with faults of one sheet, counted from zero, out of its own part of the archive."""

    def __init__(self, content: bytes):
        self.hidden = {int(number) - 1 for number in HIDDEN_ROW.findall(content)}
        self.faults = {}
        for letters, number, text in FAULT_CELL.findall(content):
            self.faults.setdefault(int(number) - 1, {})[column_of(letters)] = text.decode()

    def put(self, index, cells):
        for column, text in self.faults.get(index, {}).items():
            if column < len(cells):
                cells[column] = cells[column] or text


def column_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def sheet_parts(path: str) -> list[bytes]:
    """The parts of the sheets in the order of the workbook; empty ones where the archive is written unusually."""
    with zipfile.ZipFile(path) as archive:
        book, names = archive.read("xl/workbook.xml").decode(), set(archive.namelist())
        targets = {}
        for relation in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode()):
            values = dict(re.findall(r'(\w+)="([^"]*)"', relation))
            targets[values.get("Id")] = values.get("Target", "")
        parts = []
        for key in SHEET.findall(book):
            target = targets.get(key, "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            parts.append(archive.read(name) if name in names else b"")
        return parts


def print_sheet(sheet, content: bytes) -> None:
    merges, marks = Merges(sheet.merged_cell_ranges), Marks(content)
    print(json.dumps({"sheet": sheet.name}))
    for index, row in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = [text_of(value) for value in row[:MAX_COLUMNS]]
        marks.put(index, cells)
        filled = merges.fill(index, cells)
        if any(cells):
            print(json.dumps([index + 1, cells, filled, index in marks.hidden]))


def main(path: str) -> int:
    for limit, bound in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (bound, bound))
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book, parts = CalamineWorkbook.from_path(path), sheet_parts(path)
    for position, sheet_data in enumerate(book.sheets_metadata):
        if sheet_data.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(sheet_data.name)
        if sheet.end and sheet.end[0] >= MAX_ROWS + SPARE_ROWS:
            return TOO_MANY_ROWS
        print_sheet(sheet, parts[position] if position < len(parts) else b"")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1]))
    except Exception as error:  # noqa: BLE001 - whatever the parser met, the caller needs one answer
        print(error, file=sys.stderr)
        sys.exit(UNREADABLE)
