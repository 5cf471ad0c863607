"""Which column is read as which field: told, remembered, by its heading, or by what is most like it."""

import pytest
from django import forms

from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import importers
from orgtree.sheets.forms import NameField, PhoneField, RowForm
from orgtree.sheets.headings import Arranged, How, likeness_of, map_columns, print_of
from orgtree.sheets.reading import ColumnsMissing, read_table
from tests.orgtree.workbooks import workbook


class PersonForm(RowForm):
    aliases = {"unit": ("单位名称",)}
    name = NameField(label="姓名")
    unit = NameField(label="工作单位")
    phone = PhoneField(label="手机", required=False)
    skill = forms.CharField(label="志愿特长", required=False)


def mapped(*headings, chosen=None, kept=None):
    arranged = Arranged(chosen or {}, lambda layout: (kept or {}) if layout == print_of(headings) else {})
    return [(one.name, one.how) for one in map_columns(list(headings), PersonForm, arranged)]


def test_a_heading_that_is_known_is_read_and_one_that_is_like_it_is_offered():
    assert mapped("序号", "姓名", "工作单位及职务", "单位电话") == [
        ("", How.NOT_READ),
        ("name", How.HEADING),
        ("unit", How.LIKE),
        ("", How.NOT_READ),
    ]


def test_a_field_is_offered_once_and_never_beside_its_own_column():
    assert mapped("姓名", "介绍人姓名", "工作单位") == [("name", How.HEADING), ("", ""), ("unit", How.HEADING)]
    offered = [name for name, how in mapped("党员姓名", "人员姓名", "单位名称") if how == How.LIKE]
    assert offered == ["name"]


def test_what_need_not_be_there_is_offered_only_where_it_is_very_like():
    assert mapped("姓名", "工作单位", "志愿者特长")[2] == ("skill", How.LIKE)
    assert mapped("姓名", "工作单位", "特长说明")[2] == ("", How.NOT_READ)


def test_what_was_told_counts_before_the_heading_and_a_column_may_be_left_out():
    headings = ("姓名", "工作单位", "手机")
    assert mapped(*headings, chosen={"手机": ""})[2] == ("", How.NOT_READ)
    assert mapped(*headings, kept={"手机": "skill"})[2] == ("skill", How.KEPT)
    assert mapped(*headings, kept={"手机": "skill"}, chosen={"手机": "phone"})[2] == ("phone", How.CHOSEN)


@pytest.mark.parametrize("heading", ["身份证号", "证件号码", "序号", "", "错误原因"])
def test_some_columns_are_offered_for_nothing(heading):
    assert likeness_of(heading, "号码") == 0


def test_a_layout_is_its_headings_in_any_order():
    assert print_of(["序号", "姓名 ", "单位"]) == print_of(["单位", "姓名（必填）", "原行号"]) != print_of(["姓名"])


def read(tmp_path, rows, **told):
    (tmp_path / "a.xlsx").write_bytes(workbook(rows))
    return read_table(tmp_path / "a.xlsx", PersonForm, **told)


def test_a_sheet_without_a_required_column_says_which_columns_there_are(tmp_path):
    with pytest.raises(ColumnsMissing) as refusal:
        read(tmp_path, [["姓名", "手机", "所在部门"], ["甲", "", "虚构局"]])
    assert "工作单位" in refusal.value.message
    assert [one.heading for one in refusal.value.mapped] == ["姓名", "手机", "所在部门"]
    table = read(
        tmp_path,
        [["姓名", "手机", "所在部门"], ["甲", "", "虚构局"]],
        arranged=Arranged({"所在部门": "unit"}, lambda _: {}),
    )
    assert [row.cells["unit"] for row in table.rows] == ["虚构局"]


def test_a_header_in_strange_words_is_found_by_likeness_or_by_what_was_told(tmp_path):
    rows = [["在职党员一览"], ["同志姓名", "工作单位全称"], ["甲", "虚构局"]]
    assert read(tmp_path, rows).rows[0].cells["unit"] == "虚构局"
    strange = [["谁", "哪里的"], ["甲", "虚构局"]]
    with pytest.raises(RuleBroken):
        read(tmp_path, strange)
    told = Arranged({}, lambda layout: {"谁": "name", "哪里的": "unit"} if layout == print_of(strange[0]) else {})
    assert read(tmp_path, strange, arranged=told).rows[0].cells["name"] == "甲"


@pytest.mark.parametrize("key", sorted(importers))
def test_every_importer_reads_a_required_column_under_a_like_heading(key, tmp_path):
    form = importers[key].form
    headings = {name: str(field.label) for name, field in form.asked_fields().items()}
    strange = next(name for name, field in form.base_fields.items() if field.required)
    headings[strange] += "具体情况"
    [one] = [one for one in map_columns(list(headings.values()), form) if one.heading.endswith("具体情况")]
    assert (one.name, one.how) == (strange, How.LIKE)
