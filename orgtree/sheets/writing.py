"""Templates. Every cell is written as text, so that nothing in it can run as a formula (C01)."""

from io import BytesIO

from xlsxwriter import Workbook

from orgtree.sheets.declaring import Importer
from orgtree.sheets.reading import NOTES
from orgtree.sheets.workbooks import FONT, HEADER, lie_on_a4

TEMPLATE_ROWS = 1_000  # rows of the template that carry drop-downs and text format
EXAMPLE_MARK = "示例"
REQUIRED = {**HEADER, "font_color": "#A8242B"}
EXAMPLE = {**FONT, "font_color": "#6B6B6B", "italic": True, "num_format": "@"}
TEXT = {**FONT, "num_format": "@", "valign": "top"}
MAX_DROPDOWN = 255  # characters that Excel allows in a list typed into a rule


def template(importer: Importer) -> bytes:
    """An .xlsx with headers, an example row, drop-downs, and a second sheet of notes (填写说明)."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        _fill_data_sheet(book, importer)
        _fill_notes_sheet(book, importer)
    return buffer.getvalue()


def _fill_data_sheet(book: Workbook, importer: Importer) -> None:
    sheet = book.add_worksheet("填写")
    fields = importer.form.asked_fields()
    sheet.write_string(0, 0, importer.title + "导入模板", book.add_format({**FONT, "bold": True, "font_size": 14}))
    sheet.write_string(1, 0, "红色列必填；示例行不会导入，可保留；填写说明见第二张表", book.add_format(FONT))
    text, example = book.add_format(TEXT), book.add_format(EXAMPLE)
    sheet.write_string(2, 0, "序号", book.add_format(HEADER))
    sheet.write_string(3, 0, EXAMPLE_MARK, example)
    choices = importer.choices()
    for column, (name, form_field) in enumerate(fields.items(), start=1):
        sheet.write_string(2, column, form_field.label, book.add_format(REQUIRED if form_field.required else HEADER))
        sheet.write_string(3, column, importer.form.example.get(name, ""), example)
        sheet.set_column(column, column, max(12, len(form_field.label) * 2 + 4), text)
        _add_dropdown(sheet, column, choices.get(name, []))
    sheet.set_row(2, 24)
    sheet.freeze_panes(3, 0)
    lie_on_a4(sheet, repeated_row=2)


def _add_dropdown(sheet, column: int, words: list[str]) -> None:
    if words and len(",".join(words)) <= MAX_DROPDOWN:
        rule = {"validate": "list", "source": words, "error_type": "information", "error_title": "请核对"}
        sheet.data_validation(4, column, 3 + TEMPLATE_ROWS, column, {**rule, "error_message": "不在常用选项中"})


def _fill_notes_sheet(book: Workbook, importer: Importer) -> None:
    sheet = book.add_worksheet(NOTES)
    header, text = book.add_format(HEADER), book.add_format({**TEXT, "text_wrap": True})
    for column, (heading, width) in enumerate([("列名", 18), ("是否必填", 10), ("说明", 60), ("可选值", 50)]):
        sheet.write_string(0, column, heading, header)
        sheet.set_column(column, column, width)
    choices = importer.choices()
    for line, (name, form_field) in enumerate(importer.form.asked_fields().items(), start=1):
        required = "必填" if form_field.required else "可空"
        words = "、".join(choices.get(name, []))
        for column, value in enumerate([form_field.label, required, str(form_field.help_text), words]):
            sheet.write_string(line, column, value, text)
    sheet.freeze_panes(1, 0)
