"""A filled form in the office's own layout: its heading with merged cells, its lines, its foot; every text a text, never a formula."""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.utils import timezone

from orgtree.oneform.services.cells import Cell, Filled
from orgtree.sheets.lines import Line, Merge
from orgtree.sheets.workbooks import FONT, HEADER, TITLE, guarded, lie_on_a4

TEXT = {**FONT, "border": 1, "text_wrap": True, "valign": "vcenter"}
PLAIN = {**FONT, "valign": "vcenter"}
# What the head and foot of a table leave open, and who fills it: 填报单位：____.
BLANK_WORDS = re.compile(
    r"(填报单位|填表单位|制表单位|填报日期|填表日期|制表日期|填报时间|统计期|报告期)([（(].*[）)])?[:：][\s_]*"
)


def form_workbook(filled: Filled) -> IO[bytes]:
    """A temporary file with the workbook, read from its beginning; it vanishes when it is closed."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            _Writer(book, filled).write()
        file.seek(0)
        stack.pop_all()  # written to its end: from here on it is the caller's
        return file


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, filled: Filled):
        self.filled, self.layout = filled, filled.layout
        self.page = book.add_worksheet(self.layout.sheet or "报表")
        self.title, self.header = book.add_format(TITLE), book.add_format(HEADER | {"align": "center"})
        self.plain, self.text = book.add_format(PLAIN), book.add_format(TEXT)

    def write(self) -> None:
        layout = self.layout
        lie_on_a4(self.page, repeated_row=layout.top - 2)
        self.page.fit_to_pages(1, 0)
        self.page.set_column(0, layout.width - 1, 14)
        for at, line in enumerate(layout.head):
            style = self.header if at >= layout.begins else self.title if at == 0 else self.plain
            self._line(line, line.number - 1, style)
        merged = {merge for line in layout.body for merge in line.merges.values()} if self._is_printed else set()
        self._merge(merged, 0, self.text)
        covered = {(row, column) for one in merged for row in range(one.top, one.bottom + 1) for column in range(one.left, one.right + 1)}  # fmt: skip
        last = layout.top - 1
        for at, cells in enumerate(self.filled.grid()):
            last = layout.body[at].number - 1 if self._is_printed else layout.top - 1 + at
            for column, cell in enumerate(cells):
                if (last, column) not in covered:
                    self._cell(last, column, cell)
        shift = last + 1 - (layout.foot[0].number - 1) if layout.foot else 0
        for line in layout.foot:
            self._line(line, line.number - 1 + shift, self.plain, shift)

    @property
    def _is_printed(self) -> bool:
        return bool(self.layout.body) and len(self.layout.body) == len(self.filled.lines)

    def _line(self, line: Line, row: int, style, shift: int = 0) -> None:
        merges = {merge for merge in line.merges.values() if merge.top == line.number - 1}
        self._merge(merges, shift, style, {merge: line.cell(merge.left) for merge in merges})
        for column, text in enumerate(line.cells):
            if text and column not in line.merges:
                self.page.write_string(row, column, guarded(self._said(text)), style)

    def _merge(self, merges: Iterable[Merge], shift: int, style, words: dict[Merge, str] | None = None) -> None:
        for merge in sorted(merges, key=lambda one: (one.top, one.left)):
            text = (words or {}).get(merge, self._printed(merge))
            area = (merge.top + shift, merge.left, merge.bottom + shift, merge.right)
            self.page.merge_range(*area, guarded(self._said(text)), style)

    def _printed(self, merge: Merge) -> str:
        return next((line.cell(merge.left) for line in self.layout.body if line.number - 1 == merge.top), "")

    def _said(self, text: str) -> str:
        """The words with what they leave open: who fills it in, of which time, on which day."""
        match = BLANK_WORDS.fullmatch(text)
        if not match:
            return text
        day = timezone.localdate()
        said = self.filled.area.name if "单位" in match[1] else self.filled.period.label if match[1] in ("统计期", "报告期") else f"{day:%Y-%m-%d}"  # fmt: skip
        return f"{match[1]}：{said}"

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell.number, Decimal) and not cell.was:
            self.page.write_number(row, column, cell.number, self.text)
        else:
            self.page.write_string(row, column, guarded(cell.text), self.text)
