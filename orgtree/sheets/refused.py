"""The sheet of refused rows: each as it came, with what is wrong with it and what to do, to be mended and uploaded as it is."""

import re
from collections import defaultdict
from io import BytesIO

from xlsxwriter import Workbook

from orgtree.sheets.declaring import RowError
from orgtree.sheets.forms import PhoneField, RowForm
from orgtree.sheets.headings import OURS, REASON, ROW_NUMBER, WAY_ON
from orgtree.sheets.lines import heading_key
from orgtree.sheets.reading import Row, Table
from orgtree.sheets.workbooks import HEADER
from orgtree.sheets.writing import TEXT
from orgtree.text.rules.scanner import NOT_KEPT, refusal_of

WRONG = {**TEXT, "font_color": "#A8242B", "text_wrap": True}
WRONG_CELL = {**TEXT, "bg_color": "#FBE3E4", "font_color": "#A8242B"}
SHOWN_VALUE = 30  # characters
# Where a message goes over from what is wrong to what to do.
ASKS = re.compile(r"[，；。](?=请|如|可选|可填|应|须|填|更换|有误|先|写法|由)")
MEND = "改正后重新上传"


def error_sheet(table: Table, errors: list[RowError], form: type[RowForm]) -> bytes:
    """An .xlsx of the wrong rows under their own headings: row number in front, reason and way on behind, wrong cells marked."""
    by_row: dict[int, list[RowError]] = defaultdict(list)
    for error in errors:
        by_row[error.row].append(error)
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        _Writer(book, table, form).write(by_row)
    return buffer.getvalue()


class _Writer:
    """Writes the sheet; columns that an earlier sheet of ours added are not told twice."""

    def __init__(self, book: Workbook, table: Table, form: type[RowForm]):
        self.page = book.add_worksheet("错误行")
        self.header, self.text, self.wrong, self.wrong_cell = (
            book.add_format(style) for style in (HEADER, TEXT, WRONG, WRONG_CELL)
        )
        self.table, self.fields = table, form.base_fields
        ours = {column for column, text in enumerate(table.headings) if heading_key(text) in OURS}
        widest = max((len(row.raw) for row in table.rows), default=0)
        self.columns = [column for column in range(max(widest, len(table.headings))) if column not in ours]
        self.column_of = {str(self.fields[name].label): column for column, name in table.columns.items()}
        self.name_of = {str(field.label): name for name, field in self.fields.items()}

    def write(self, by_row: dict[int, list[RowError]]) -> None:
        headings = [self._heading(column) for column in self.columns]
        for place, text in enumerate([ROW_NUMBER, *headings, REASON, WAY_ON]):
            self.page.write_string(0, place, text, self.header)
        for line, row in enumerate((row for row in self.table.rows if row.number in by_row), start=1):
            self._write_row(line, row, by_row[row.number])
        last = len(self.columns)
        self.page.set_column(0, last, 14)
        self.page.set_column(last + 1, last + 2, 44)
        self.page.freeze_panes(1, 0)

    def _heading(self, column: int) -> str:
        return self.table.headings[column] if column < len(self.table.headings) else ""

    def _write_row(self, line: int, row: Row, errors: list[RowError]) -> None:
        marked = {self.column_of.get(error.column) for error in errors}
        self.page.write_string(line, 0, str(row.number), self.text)
        for place, column in enumerate(self.columns, start=1):
            style = self.wrong_cell if column in marked else self.text
            self.page.write_string(line, place, self._kept(row, column), style)
        told = [self._told(row, error) for error in errors]
        last = len(self.columns)
        self.page.write_string(line, last + 1, "\n".join(reason for reason, _ in told), self.wrong)
        self.page.write_string(line, last + 2, "\n".join(dict.fromkeys(way for _, way in told)), self.wrong)

    def _kept(self, row: Row, column: int) -> str:
        """The cell; a number of a person in a column that nothing reads does not stay with us."""
        text = row.raw[column] if column < len(row.raw) else ""
        return NOT_KEPT if column not in self.table.columns and refusal_of(text) else text

    def _told(self, row: Row, error: RowError) -> tuple[str, str]:
        """(column, value as read and reason), (what to do)."""
        reason, way = split_message(error.message)
        if not error.column:
            return reason, way or MEND
        column = self.column_of.get(error.column)
        value = row.raw[column] if column is not None and column < len(row.raw) else ""
        shown = f"“{value[:SHOWN_VALUE]}”" if value else "（空）"
        shown = (
            "" if refusal_of(value) and not isinstance(self.fields[self.name_of[error.column]], PhoneField) else shown
        )
        field = self.fields.get(self.name_of.get(error.column, ""))
        hint = str(field.help_text) if field is not None and field.help_text else MEND
        return f"{error.column}{shown}：{reason}", f"{error.column}：{way or hint}"


def split_message(message: str) -> tuple[str, str]:
    """(reason, way on) of a message that tells both; the way is "" where it tells none."""
    found = ASKS.search(message)
    return (message[: found.start()], message[found.end() :]) if found else (message, "")
