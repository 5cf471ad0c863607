"""Real sheets as they come: titles, merged cells, full-width digits, examples, sums."""

from datetime import date, datetime

import openpyxl
import pytest
from django import forms

from orgtree.errors import RuleBroken
from orgtree.sheets.forms import ClockField, CountField, DayField, PhoneField, RowForm, WordsField
from orgtree.sheets.reading import heading_key, plain, read_table
from tests.orgtree.workbooks import saved, workbook


class PersonForm(RowForm):
    aliases = {"phone": ("联系电话", "手机号码")}

    name = forms.CharField(label="姓名")
    phone = PhoneField(label="手机", required=False)
    homes = CountField(label="户数", required=False)
    day = DayField(label="日期", required=False)


HEADER = ["姓名", "手机", "户数", "日期"]


@pytest.fixture
def read(tmp_path):
    def read_content(content, form=PersonForm):
        path = tmp_path / "a.xlsx"
        path.write_bytes(content)
        return read_table(path, form)

    return read_content


def test_titles_above_the_header_are_skipped_and_row_numbers_are_the_clerks(read):
    table = read(workbook([["东园社区在职党员名册"], ["填报单位：东园", "", "2026年"], HEADER, ["张三", "", 3, ""]]))
    assert [(row.number, row.cells["name"], row.cells["homes"]) for row in table.rows] == [(4, "张三", "3")]


@pytest.mark.parametrize(
    "heading", ["手机", " 手 机 ", "手机（必填）", "手机*", "手机：", "联系电话", "手机号码 (11位)"]
)
def test_headings_are_known_however_they_are_written(read, heading):
    table = read(workbook([["姓名", heading], ["张三", "13800000001"]]))
    assert table.rows[0].cells["phone"] == "13800000001"


def test_a_header_over_two_lines_is_unmerged(read):
    rows = [["序号", "姓名", "联系方式", None], [None, None, "手机", "户数"], [1, "张三", 13800000001, 2]]
    table = read(workbook(rows, merges=["A1:A2", "B1:B2", "C1:D1"]))
    assert table.rows[0].cells == {"name": "张三", "phone": "13800000001", "homes": "2"}
    assert table.unknown == []


def test_a_value_merged_over_rows_belongs_to_each(read):
    table = read(workbook([HEADER, ["张三", "", 1, ""], [None, "", 2, ""]], merges=["A2:A3"]))
    assert [row.cells["name"] for row in table.rows] == ["张三", "张三"]


def test_cells_of_every_type_become_what_a_person_reads(read):
    rows = [
        HEADER,
        ["张三", 13800000001, 128.0, date(2024, 3, 5)],
        ["李四", "１３８００００００02　", "１２８", "2024.3.5"],
    ]
    assert [list(row.cells.values()) for row in read(workbook(rows)).rows] == [
        ["张三", "13800000001", "128", "2024-03-05"],
        ["李四", "13800000002", "128", "2024.3.5"],
    ]


def test_examples_sums_notes_and_repeated_headers_are_no_data(read):
    rows = [
        HEADER,
        ["示例", "", "", ""],
        ["张三", "", "", ""],
        HEADER,
        ["合计", "", 2, ""],
        ["注：以上人员均已同意", "", "", ""],
    ]
    table = read(workbook(rows))
    assert [row.cells["name"] for row in table.rows] == ["张三"]
    assert [(line.row, line.reason) for line in table.passed] == [
        (2, "示例"),
        (4, "重复表头"),
        (5, "合计"),
        (6, "表尾说明"),
    ]


def test_a_person_whose_name_begins_alike_is_data(read):
    assert len(read(workbook([HEADER, ["注小明", "", "", ""], ["合计然", "", "", ""]])).rows) == 2


def test_formulas_are_not_run_and_their_stored_value_is_read(read):
    """openpyxl stores no value beside a formula, so the cell is empty; text that looks like one stays text."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["张三", "", "=1+1", ""])
    book.active["A3"] = "=HYPERLINK(1)"
    book.active["A3"].data_type = "s"
    table = read(saved(book))
    assert [(row.cells["name"], row.cells["homes"]) for row in table.rows] == [("张三", ""), ("=HYPERLINK(1)", "")]


def test_unknown_columns_are_named(read):
    assert read(workbook([["序号", "姓名", "身份证号", "手机"], [1, "张三", "x", ""]])).unknown == ["身份证号"]


def test_the_sheet_with_the_header_is_found_and_hidden_ones_are_not_read(read):
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    hidden = book.create_sheet("旧")
    hidden.append(HEADER)
    hidden.append(["旧人", "", "", ""])
    hidden.sheet_state = "hidden"
    data = book.create_sheet("名册")
    data.append(HEADER)
    data.append(["张三", "", "", ""])
    assert [row.cells["name"] for row in read(saved(book)).rows] == ["张三"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["甲", "乙"], ["1", "2"]], "header_missing"),
        ([["手机", "户数"], ["1", "2"]], "column_missing"),
        ([["姓名", "手机", "联系电话"], ["张三", "", ""]], "column_twice"),
        ([HEADER, ["示例", "", "", ""]], "no_rows"),
    ],
)
def test_sheets_without_usable_rows_are_refused(read, rows, code):
    with pytest.raises(RuleBroken) as refusal:
        read(workbook(rows))
    assert refusal.value.code == code


def test_helpers_of_text():
    assert heading_key("　常住 人口（人）") == "常住人口"
    assert plain("一网格（东区），Ａ１ ") == "一网格（东区），A1"


@pytest.mark.parametrize(
    "text",
    [
        "2024-3-5",
        "2024/03/05",
        "2024.3.5",
        "2024年3月5日",
        "20240305",
        "２０２４年３月５日",
        "45356",
        "2024-03-05 00:00",
    ],
)
def test_days(text):
    assert DayField().clean(text) == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["2024.3", "2024年3月", "2024-13-1", "3月5日", "昨天", "2024-02-30"])
def test_what_is_no_day(text):
    with pytest.raises(forms.ValidationError):
        DayField().clean(text)


def test_months_where_they_are_enough():
    field = DayField(month_ok=True)
    assert field.clean("2024.3") == field.clean("2024年3月") == date(2024, 3, 1)
    with pytest.raises(forms.ValidationError, match="1月还是10月"):
        field.clean("2024.1")


@pytest.mark.parametrize("text", ["8:30", "08:30", "8：30", "8点30分", "8时30", "8点半", "08:30:00", str(8.5 / 24)])
def test_clocks(text):
    assert ClockField().clean(text) == 510


@pytest.mark.parametrize("text", ["49:00", "早上", "-1"])
def test_what_is_no_clock(text):
    with pytest.raises(forms.ValidationError):
        ClockField().clean(text)


def test_counts_and_words():
    assert [CountField().clean(text) for text in ("1,280", "１２８", "48户", "0")] == [1280, 128, 48, 0]
    assert WordsField().clean("电工、 法律；英语/钢琴 ") == ["电工", "法律", "英语", "钢琴"]
    for wrong in ("-1", "1.5", "许多"):
        with pytest.raises(forms.ValidationError):
            CountField().clean(wrong)


def test_one_form_checks_row_after_row():
    form = PersonForm()
    values, errors = form.check({"name": "", "phone": "123"})
    assert errors == [("姓名", "不能为空"), ("手机", "应为11位手机号：读到3位数字，少8位")]
    values, errors = form.check({"name": "张三", "phone": "+86 138 0000 0001"})
    assert (values["phone"], errors) == ("13800000001", [])


def test_a_date_with_a_time_is_told_apart(read):
    table = read(workbook([HEADER, ["张三", "", "", datetime(2024, 3, 5, 8, 30)]]))  # noqa: DTZ001 - Excel knows no zones
    assert table.rows[0].cells["day"] == "2024-03-05 08:30"
