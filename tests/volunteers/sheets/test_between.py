"""What stands between the data or over it: lines across, sums, merged numbers, hidden rows, 同上 and 无, forms."""

from io import BytesIO

import openpyxl
import pytest

from orgtree.choices import JobState
from orgtree.models import Area
from tests.orgtree.workbooks import saved, workbook
from tests.volunteers.sheets.making import GRIDS, PHONE, ROSTER, passed, person, roster, write
from volunteers.models import Member

pytestmark = pytest.mark.django_db


def test_a_line_across_the_sheet_never_becomes_a_member(send):
    rows = [
        ["东苑社区名册"],
        ["序号", "姓名", "工作单位", "居住小区/楼栋"],
        ["第一网格（2人）"],
        [1, "子一", "虚构局", "东苑小区1号楼"],
    ]
    rows += [["合 计：2人"], ["以上人员均已核实。单位盖章"]]
    job = send(workbook(rows, merges=["A1:D1", "A3:D3", "A5:D5", "A6:D6"]))
    assert passed(job) == [(3, "小标题"), (5, "合计"), (6, "表尾说明")]
    write(job)
    assert [member.name for member in Member.objects.all()] == ["子一"]


def test_a_number_merged_over_three_buildings_is_stored_nowhere(send, town):
    rows = [
        GRIDS,
        ["902", "九零二网格", "1", "1号楼", 120, 300],
        [None, None, "2", "2号楼"],
        [None, None, "3", "3号楼"],
    ]
    job = send(workbook(rows, merges=["A2:A4", "B2:B4", "E2:E4", "F2:F4"]), "grids")
    assert job.state == JobState.INVALID
    told = [(row, column) for row in (2, 3, 4) for column in ("户数", "常住人口")]
    assert [(e["row"], e["column"]) for e in job.errors] == told
    assert not Area.objects.filter(code__startswith=f"{town.east.code}-902").exists()
    rows[1][4:] = ["", ""]
    write(send(workbook(rows, merges=["A2:A4", "B2:B4"]), "grids"))
    assert Area.objects.filter(code__startswith=f"{town.east.code}-902-").count() == 3


def test_sums_of_a_grid_sheet_are_no_buildings(send, town):
    rows = [
        GRIDS,
        ["901", "九零一网格", "1", "1号楼", 30, 80],
        ["合 计", "", "", "", 30, 80],
        ["总  计", "", "", "", 30, 80],
    ]
    job = send(workbook(rows), "grids")
    assert passed(job) == [(3, "合计"), (4, "合计")]
    assert write(job)["楼栋"]["新增"] == 1


def test_as_above_takes_the_value_above(send):
    write(
        send(
            roster(
                person("庚一", PHONE(1)), person("庚二", PHONE(2), "同上", "〃"), person("庚三", "无", "同上", "同上")
            )
        )
    )
    assert set(Member.objects.values_list("unit_name", flat=True)) == {"虚构局"}
    assert Member.objects.get(name="庚三").phone == ""


def test_a_form_of_one_person_a_page_is_read_as_one(send):
    rows = [["在职党员到社区报到登记表"], ["姓 名", "卯一", "性别", ""], ["工作单位", "虚构局", "联系电话", PHONE(1)]]
    job = send(workbook([*rows, ["居住小区", "东苑小区1号楼", "特长", "无"]]))
    assert (3, "登记表中没有读取的内容") not in passed(job)
    assert write(job)["报到党员"]["新增"] == 1
    member = Member.objects.get()
    assert (member.name, member.phone, member.unit_name) == ("卯一", PHONE(1), "虚构局")


def test_a_form_that_lacks_a_name_is_refused_with_what_to_do(send):
    rows = [
        ["登记表"],
        ["姓 名", "", "性别", ""],
        ["工作单位", "虚构局", "联系电话", PHONE(1)],
        ["居住小区", "东苑小区1号楼", "特长", "无"],
    ]
    job = send(workbook(rows))
    assert job.state == JobState.INVALID
    assert "逐行填入模板" in job.errors[0]["message"]


def test_each_sheet_of_forms_is_a_person(send):
    book = openpyxl.Workbook()
    for number, name in ((1, "卯一"), (2, "卯二")):
        page = book.active if number == 1 else book.create_sheet("第二张")
        for row in (
            ["附件2"],
            ["姓名", name, "性别", None],
            ["工作单位及职务", "虚构局 科员", None, None, "手机", PHONE(number)],
        ):
            page.append(row)
        page.append(["居住小区", f"东苑小区{number}号楼", None, None, "特长", "无"])
        page.merge_cells("B3:D3")
    job = send(saved(book))
    assert write(job)["报到党员"]["新增"] == 2
    assert set(Member.objects.values_list("name", "unit_name")) == {("卯一", "虚构局科员"), ("卯二", "虚构局科员")}


def test_a_hidden_row_is_taken_by_choice_only(send):
    book = openpyxl.load_workbook(BytesIO(roster(person("丁一", PHONE(1)), person("丁二", PHONE(2)))))
    book.active.row_dimensions[3].hidden = True
    content = saved(book)
    assert write(send(content))["报到党员"]["新增"] == 1
    assert write(send(content, with_hidden=True))["报到党员"] == {"新增": 1, "更新": 0, "不变": 1}


@pytest.mark.parametrize("nothing", ["无", "/", "—", "暂无"])
def test_a_mark_for_nothing_is_nothing(send, nothing):
    rows = [[*ROSTER, "特长"], [1, "庚一", nothing, "虚构局", "东苑小区1号楼", nothing]]
    write(send(workbook(rows)))
    [member] = Member.objects.all()
    assert (member.phone, member.skills.count()) == ("", 0)
