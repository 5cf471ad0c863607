"""The sheet of refused rows: value, reason and way on, and that it is read again as it is."""

from io import BytesIO

import openpyxl
import pytest
from django import forms

from orgtree.sheets.declaring import RowError
from orgtree.sheets.forms import CountField, PhoneField, RowForm
from orgtree.sheets.reading import read_table
from orgtree.sheets.refused import error_sheet, split_message
from tests.orgtree.workbooks import cells, workbook


class HouseForm(RowForm):
    name = forms.CharField(label="姓名")
    phone = PhoneField(label="手机", required=False, help_text="11位手机号")
    unit = forms.CharField(label="单位", required=False)
    homes = CountField(label="户数", required=False)


@pytest.fixture
def read(tmp_path):
    def read_content(content):
        (tmp_path / "a.xlsx").write_bytes(content)
        return read_table(tmp_path / "a.xlsx", HouseForm)

    return read_content


ROWS = [["姓名", "手机", "单位", "户数"], ["甲", "1", "虚构局", 3], ["乙", "", "同上", "x"]]


def test_a_row_comes_back_with_value_reason_and_way_on(read):
    table = read(workbook(ROWS))
    errors = [RowError(2, "手机", "应为11位手机号：少10位"), RowError(3, "户数", "应为整数；请只填数字")]
    content = error_sheet(table, errors, HouseForm)
    _, first, second = cells(content)
    assert first == ["2", "甲", "1", "虚构局", "3", "手机“1”：应为11位手机号：少10位", "手机：11位手机号"]
    # What stood above does not come along: it is written out.
    assert second == ["3", "乙", "", "虚构局", "x", "户数“x”：应为整数", "户数：请只填数字"]
    page = openpyxl.load_workbook(BytesIO(content)).active
    marked = [
        cell.coordinate for row in page.iter_rows(min_row=2) for cell in row if cell.fill.fgColor.rgb == "FFFBE3E4"
    ]
    assert marked == ["C2", "E3"]


def test_it_is_read_again_and_a_second_one_is_no_wider(read):
    table = read(workbook(ROWS))
    errors = [RowError(row.number, "", "不行") for row in table.rows]
    again = read(error_sheet(table, errors, HouseForm))
    assert (again.unknown, [row.cells["unit"] for row in again.rows]) == ([], ["虚构局", "虚构局"])
    twice = error_sheet(again, [RowError(row.number, "", "不行") for row in again.rows], HouseForm)
    assert cells(twice)[0] == ["原行号", "姓名", "手机", "单位", "户数", "错误原因", "怎么改"]


def test_a_value_above_that_is_wrong_is_not_copied(read):
    rows = [ROWS[0], ["甲", "", "#N/A", 1], ["乙", "", "同上", 2], ["丙", "", "同上", 2]]
    table = read(workbook(rows))
    assert [[label for label, _ in row.wrong] for row in table.rows] == [["单位"]] * 3


def test_an_identity_number_is_not_told_again_and_not_kept_where_nothing_reads_it(read):
    number = "410000190001010001"
    table = read(workbook([["姓名", "单位", "证件"], ["甲", f"虚构局{number}", number]]))
    _, back = cells(error_sheet(table, [RowError(2, "单位", "含身份证号")], HouseForm))
    assert str(back).count(number) == 1
    assert back[3] == "（未保留）"


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("没有这一类别，可选：甲、乙", ("没有这一类别", "可选：甲、乙")),
        ("不能为空", ("不能为空", "")),
        ("该单位有2位同名党员（编号1、2），请填编号", ("该单位有2位同名党员（编号1、2）", "请填编号")),
    ],
)
def test_a_message_says_what_is_wrong_and_what_to_do(message, parts):
    assert split_message(message) == parts
