"""Lines that only stand between the data never become rows, in no importer; what is merged is not multiplied."""

import openpyxl
import pytest
from django import forms

from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import importers
from orgtree.sheets.forms import CountField, PhoneField, RowForm
from orgtree.sheets.lines import Layout
from orgtree.sheets.reading import read_table
from tests.orgtree.workbooks import saved, workbook


class HouseForm(RowForm):
    name = forms.CharField(label="姓名")
    unit = forms.CharField(label="单位", required=False)
    phone = PhoneField(label="手机", required=False)
    homes = CountField(label="户数", required=False)


HEADER = ["序号", "姓名", "单位", "手机", "户数"]
GOOD = [1, "张三", "虚构局", "", 3]


@pytest.fixture
def read(tmp_path):
    def read_rows(*rows, merges=(), form=HouseForm, header=HEADER):
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook([header, *rows], merges=merges))
        return read_table(path, form)

    return read_rows


def names(table):
    return [row.cells["name"] for row in table.rows]


# What stands between the data, as (cells, merged columns, why it is passed over).
BETWEEN = [
    (["第一网格党支部（2人）"], "A{0}:E{0}", "小标题"),
    (["虚构局机关"], "A{0}:E{0}", "小标题"),
    ([None, "虚构局机关"], "B{0}:E{0}", "小标题"),
    (["一、东苑社区"], None, "小标题"),
    (["第一网格党支部"], None, "小标题"),
    ([None, "第二网格党支部"], None, "小标题"),
    ([None, "（二）离退休干部"], None, "小标题"),
    (["随便一句话"], None, "小标题"),
    (["合 计"], None, "合计"),
    (["合　计：", None, None, None, 70], None, "合计"),
    (["合 计：2人"], "A{0}:E{0}", "合计"),
    ([None, "小计", None, None, 70], None, "合计"),
    ([9, "东苑社区", "本页小计", None, 70], None, "合计"),
    (["总  计", None, None, None, 70], "A{0}:D{0}", "合计"),
    (["共计（户）", None, None, None, 70], None, "合计"),
    (["填表人：李四", None, "审核人：王五"], None, "表尾说明"),
    (["填表人", "李四", "审核人", "王五"], None, "表尾说明"),
    (["制表日期：2026年11月"], None, "表尾说明"),
    ([None, None, None, "2026年11月28日"], None, "表尾说明"),
    (["注：以上人员均已核实"], "A{0}:E{0}", "表尾说明"),
    (["以上人员均已核实。单位盖章"], "A{0}:E{0}", "表尾说明"),
    ([None, "（盖章）"], None, "表尾说明"),
    (["单位（盖章）：", None, "日期："], None, "表尾说明"),
    (["序号", "姓　名", "单位", "手机", "户数"], None, "重复表头"),
    (["甲", "乙", "1", "2", "3"], None, "栏号"),
    (["1", "2", "3", "4", "5"], None, "栏号"),
    (["示例", "张示例", "某局"], None, "示例"),
]


@pytest.mark.parametrize(("cells", "merge", "reason"), BETWEEN)
def test_a_line_between_the_data_is_passed_over_and_named(read, cells, merge, reason):
    table = read(GOOD, cells, GOOD, merges=[merge.format(3)] if merge else [])
    assert names(table) == ["张三", "张三"]
    assert [(line.row, line.reason) for line in table.passed] == [(3, reason)]
    assert str(next(text for text in cells if text)).replace("\u3000", " ") in table.passed[0].words


DATA = [
    [2, "合计然", "虚构局"],
    [2, "注小明", "虚构局"],
    [2, "李四", "第一网格党支部"],
    [2, "李四", "合计社区"],
    ["", "李四"],
    [2, "示例甲"],
    ["", "王社", "", "", 70],
    [2, "欧阳甲乙", "制表人培训中心"],
]


@pytest.mark.parametrize("cells", DATA)
def test_a_row_that_only_looks_alike_is_data(read, cells):
    table = read(GOOD, cells)
    assert (len(table.rows), table.passed) == (2, [])


def test_lines_numbered_beforehand_are_blank(read):
    table = read(GOOD, [2], [3])
    assert (len(table.rows), table.passed) == (1, [])


@pytest.mark.parametrize("key", sorted(importers))
@pytest.mark.parametrize(
    ("merged", "text"), [(True, "东苑社区分册"), (True, "合 计：2人"), (False, "第一网格党支部"), (False, "总 计")]
)
def test_no_importer_takes_a_line_across_for_a_row(read, key, merged, text):
    form = importers[key].form
    header = [field.label for field in form.base_fields.values()]
    row = [str(form.example.get(name, "")).replace("示例", "东园") for name in form.base_fields]
    last = chr(64 + len(header))
    table = read(row, [text], form=form, header=header, merges=[f"A3:{last}3"] if merged else [])
    assert len(table.rows) == 1
    assert [line.row for line in table.passed] == [3]


def test_control_without_the_rule_the_line_is_a_row(read, monkeypatch):
    monkeypatch.setattr(Layout, "reason_to_pass", lambda self, line: None)
    assert len(read(GOOD, ["第一网格党支部"], merges=["A3:E3"]).rows) == 2


def test_a_number_merged_over_rows_is_asked_about_in_each_and_stored_nowhere(read):
    rows = [[1, "张三", "虚构局", "", 120], [2, "李四", "", "", None], [3, "王五", "", "", None]]
    table = read(*rows, merges=["E2:E4", "C2:C4"])
    assert [row.cells["homes"] for row in table.rows] == ["", "", ""]
    assert [row.cells["unit"] for row in table.rows] == ["虚构局"] * 3
    faults = [fault for row in table.rows for fault in row.wrong]
    assert [label for label, _ in faults] == ["户数"] * 3
    assert [message[:8] for _, message in faults] == [
        "E2:E4合并了",
        "与第2行合并在一",
        "与第2行合并在一",
    ]


@pytest.mark.parametrize("key", sorted(importers))
def test_no_importer_multiplies_a_merged_number(read, key):
    form = importers[key].form
    counts = [i for i, field in enumerate(form.base_fields.values()) if isinstance(field, CountField)]
    header = [field.label for field in form.base_fields.values()]
    for column in counts:
        row = [str(form.example.get(name, "")).replace("示例", "东园") or "x" for name in form.base_fields]
        second = [*row]
        row[column], second[column] = 12, None
        letter = chr(65 + column)
        table = read(row, second, form=form, header=header, merges=[f"{letter}2:{letter}3"])
        assert [label for line in table.rows for label, _ in line.wrong] == [header[column]] * 2


def test_control_a_field_that_fills_down_is_copied(read, monkeypatch):
    monkeypatch.setattr(CountField, "fills_down", True)
    table = read([1, "张三", "", "", 120], [2, "李四", "", "", None], merges=["E2:E3"])
    assert [row.cells["homes"] for row in table.rows] == ["120", "120"]


def test_a_cell_merged_over_two_columns_of_a_data_row_is_asked_about(read):
    table = read([1, "张三", None, "13800000001", 3], merges=["B2:C2"])
    assert [message[:5] for _, message in table.rows[0].wrong] == ["B2:C2"]


def test_a_heading_over_two_columns_names_one_and_its_rows_are_data(read):
    table = read(
        ["张三", None, "", 3],
        ["李四", None, "", 4],
        header=["姓名", None, "手机", "户数"],
        merges=["A1:B1", "A2:B2", "A3:B3"],
    )
    assert (names(table), table.passed) == (["张三", "李四"], [])


def test_as_above_and_nothing(read):
    table = read([1, "张三", "虚构局", "", 3], [2, "李四", "同上", "无", "—"], [3, "王五", "〃", "/", "同上"])
    assert [row.cells["unit"] for row in table.rows] == ["虚构局"] * 3
    assert [(row.cells["phone"], row.cells["homes"]) for row in table.rows] == [("", "3"), ("", ""), ("", "")]
    assert [row.wrong for row in table.rows] == [(), (), ()]


def test_as_above_in_the_first_row_is_asked_about(read):
    assert read([1, "张三", "同上"]).rows[0].wrong == (("单位", "上面没有可以照抄的内容，请写出来"),)


def test_hidden_rows_are_listed_and_taken_only_by_choice(tmp_path):
    book = openpyxl.Workbook()
    for cells in (HEADER, GOOD, [2, "李四", "虚构局"], [3, "王五", "虚构局"]):
        book.active.append(cells)
    book.active.row_dimensions[3].hidden = True
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book))
    table = read_table(path, HouseForm)
    assert names(table) == ["张三", "王五"]
    assert [(line.row, line.reason) for line in table.passed] == [(3, "隐藏的行")]
    assert names(read_table(path, HouseForm, with_hidden=True)) == ["张三", "李四", "王五"]
    for row in (2, 4):
        book.active.row_dimensions[row].hidden = True
    path.write_bytes(saved(book))
    with pytest.raises(RuleBroken, match="隐藏"):
        read_table(path, HouseForm)


def test_sheets_that_are_not_read_are_named_with_their_lines(tmp_path):
    book = openpyxl.Workbook()
    for title, count in (("第一支部", 1), ("第二支部", 2), ("填写说明", 1)):
        page = book.create_sheet(title)
        for cells in (HEADER, *[GOOD] * count):
            page.append(cells)
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book))
    table = read_table(path, HouseForm)
    assert (table.sheet, table.others) == ("第一支部", [("第二支部", 3)])


def test_faults_of_formulas_are_named_and_never_values(read):
    table = read([1, "张三", "#N/A", "", "#REF!"], [2, "李四", "N/A", "", ""])
    assert table.rows[1].wrong == ()
    assert [label for label, _ in table.rows[0].wrong] == ["单位", "户数"]
    assert (table.rows[0].cells["unit"], table.rows[0].cells["homes"]) == ("", "")
