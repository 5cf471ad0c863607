"""A copy of everything the platform keeps about one member, for the member (个人信息保护法 Art. 45).

What each list tells of it (docs/decisions/0033-lists.md), declared by its app: every table with personal data has its sheet.
"""

from io import BytesIO

from django.utils import timezone
from xlsxwriter import Workbook

from orgtree.acts.own_data import steps_section
from orgtree.declare import Section, registry
from orgtree.sheets.workbooks import FONT, HEADER, lie_on_a4, plain
from volunteers.members.models.member import Member


def own_data(member: Member) -> dict:
    """{"导出时间": text, section title: [{header: text}]}, ready for JSON."""
    tables = {
        table.title: [dict(zip(table.headers, row, strict=True)) for row in table.rows] for table in _tables(member)
    }
    return {"导出时间": plain(timezone.now()), **tables}


def own_workbook(member: Member) -> bytes:
    """The same as an .xlsx, a sheet per table; cells are text, so that nothing in them can run as a formula (C01)."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        for table in _tables(member):
            _write(book, table)
    return buffer.getvalue()


def _tables(member: Member) -> list[Section]:
    return [table.section(member) for table in registry.own_data.values()] + [steps_section(member)]


def _write(book: Workbook, section: Section) -> None:
    sheet = book.add_worksheet(section.title)
    title = book.add_format({**FONT, "bold": True, "font_size": 14})
    header = book.add_format(HEADER)
    text = book.add_format({**FONT, "num_format": "@", "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, section.title, title)
    sheet.write_string(1, 0, f"本人数据，导出时间：{plain(timezone.now())}", book.add_format(FONT))
    for line, row in enumerate([section.headers, *section.rows], start=2):
        for column, value in enumerate(row):
            sheet.write_string(line, column, value, header if line == 2 else text)
    sheet.set_column(0, len(section.headers) - 1, 20)
    sheet.freeze_panes(3, 0)
    lie_on_a4(sheet, repeated_row=2)
