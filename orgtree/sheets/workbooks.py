"""Writing .xlsx as offices file them: title, scope line, Chinese headers, total row, ready to print on A4.

Row 1 is the title, row 2 unit, time, scope and definition, row 3 the headers, frozen; codes are text; a cell that
would begin a formula is written as text with an apostrophe before it, so that no copy of it ever runs.
Rows are streamed to a temporary file: memory does not grow with them.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

A4 = 9
MOST_ROWS = 20_000  # a few seconds of writing; more than that nobody reads on paper
CHUNK = 2_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
FONT = {"font_name": "宋体", "font_size": 11}
TITLE = {**FONT, "bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
ABOUT = {**FONT, "text_wrap": True, "valign": "vcenter"}
HEADER = {**FONT, "bold": True, "bg_color": "#F3E3D3", "border": 1, "text_wrap": True, "valign": "vcenter"}
TEXT = {**FONT, "num_format": "@", "border": 1}
TOTAL = {"bold": True, "bg_color": "#FBF4E2"}
WIDTH = {"text": 16, "number": 12}


@dataclass(frozen=True)
class Heading:
    """One column: its Chinese heading, whether it holds numbers, with how many decimals, and whether it is summed.

    `decimals` None: each number as it comes, for a column of many kinds.
    """

    label: str
    number: bool = False
    decimals: int | None = 0
    summed: bool = False
    width: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet: `about` is the second row's text; `total` overrides the sums where a sum would be no truth.

    The first column of the last row says 合计, whatever `total` holds there.
    """

    name: str
    title: str
    about: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Any]]
    total: Sequence[Any] | None = None


def write_workbook(sheets: Iterable[Sheet]) -> IO[bytes]:
    """A temporary file with the workbook, read from its beginning; it vanishes when it is closed."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
            for sheet in sheets:
                _Writer(book, sheet).write()
        file.seek(0)
        stack.pop_all()  # written to its end: from here on it is the caller's
        return file


def guarded(text: str) -> str:
    """`text`, made harmless where a spreadsheet program could take it for a formula (OWASP: CSV injection)."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def plain(value: Any) -> str:
    """A value as a cell prints it: local dates and times, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def lie_on_a4(page, *, repeated_row: int) -> None:
    """Print the worksheet on A4 across, with the row of its headers (from 0) on every page."""
    page.set_landscape()
    page.set_paper(A4)
    page.repeat_rows(repeated_row)


def number_format(decimals: int | None) -> str:
    """Excel's pattern for so many decimals, thousands set apart."""
    if decimals is None:
        return "General"
    return "#,##0" + ("." + "0" * decimals if decimals else "")


class _Writer:
    """Writes one sheet, row by row downward, as constant memory demands."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet):
        self.book, self.sheet = book, sheet
        self.page = book.add_worksheet(sheet.name[:31])
        self.formats = [self._format(heading) for heading in sheet.headings]
        self.sums = [Decimal(0)] * len(sheet.headings)

    def _format(self, heading: Heading, **more) -> Any:
        if not heading.number:
            return self.book.add_format(TEXT | more)
        return self.book.add_format(TEXT | {"num_format": number_format(heading.decimals)} | more)

    def write(self) -> None:
        self._lay_out()
        self._head()
        line = 3
        for row in self.sheet.rows:
            self._line(line, row, self.formats)
            self._add(row)
            line += 1
        self._foot(line)

    def _lay_out(self) -> None:
        page = self.page
        lie_on_a4(page, repeated_row=2)
        page.fit_to_pages(1, 0)
        page.freeze_panes(3, 1)
        page.set_footer("&C第&P页，共&N页")
        for column, heading in enumerate(self.sheet.headings):
            width = heading.width or max(WIDTH["number" if heading.number else "text"], len(heading.label) * 2 + 2)
            page.set_column(column, column, width)

    def _head(self) -> None:
        last = len(self.sheet.headings) - 1
        self._across(0, last, self.sheet.title, self.book.add_format(TITLE), 30)
        self._across(1, last, self.sheet.about, self.book.add_format(ABOUT), 48)
        header = self.book.add_format(HEADER | {"align": "center"})
        for column, heading in enumerate(self.sheet.headings):
            self.page.write_string(2, column, heading.label, header)

    def _across(self, row: int, last: int, text: str, style, height: int) -> None:
        self.page.set_row(row, height)
        if last:
            self.page.merge_range(row, 0, row, last, guarded(text), style)
        else:
            self.page.write_string(row, 0, guarded(text), style)

    def _line(self, line: int, row: Sequence[Any], formats: Sequence[Any]) -> None:
        for column, (heading, value) in enumerate(zip(self.sheet.headings, row, strict=True)):
            if heading.number and isinstance(value, int | Decimal):
                self.page.write_number(line, column, value, formats[column])
            else:
                self.page.write_string(line, column, guarded(plain(value)), formats[column])

    def _add(self, row: Sequence[Any]) -> None:
        for column, heading in enumerate(self.sheet.headings):
            if heading.summed and isinstance(row[column], int | Decimal):
                self.sums[column] += row[column]

    def _foot(self, line: int) -> None:
        total = self.sheet.total or [
            amount if heading.summed else "" for heading, amount in zip(self.sheet.headings, self.sums, strict=True)
        ]
        formats = [self._format(heading, **TOTAL) for heading in self.sheet.headings]
        self._line(line, ["合计", *list(total)[1:]], formats)
