"""The sheet of staff: a line is somebody, known by area, role and name; what is wrong is said at its column."""

import pytest

from grids.models import StaffTerm
from grids.staff.choices import StaffRole
from orgtree.acts import perform_one
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.grids.staff.makers import serving
from tests.orgtree.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HEADERS = ["区域", "身份", "姓名", "值班电话", "负责范围", "任职日期", "任期至", "同意公示日期"]


def take_in(rows: list[list[str]], area, by):
    content = workbook([HEADERS, *[[*row, *[""] * (len(HEADERS) - len(row))] for row in rows]])
    job = imports.upload_import(importer="staff", area=area, file=upload(content), options={}, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_a_line_is_somebody_once(town):
    known = serving(town, area=town.east_grid_two, role=StaffRole.FULL_TIME, holder="吴试")
    rows = [
        ["东园二网格", "全科网格员", "吴试"],
        ["", "社区工作者", "郑试", "0536-8230000", "", "2026-1-1", "2028-12-31"],
        ["370702001001-001", "街长", "冯试", "", "健康街", "2026.3"],
        ["东园一网格1号楼", "楼栋长", "陈试"],
        ["", "社区书记", town.secretary.name],
    ]
    job = take_in(rows, town.east, town.clerk)
    assert job.preview["counts"] == {"任职": {"新增": 3, "更新": 0, "不变": 2}}, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk, seen=job.preview["digest"])
    imports.apply_import(job.pk)
    assert StaffTerm.objects.get(holder="冯试").role == StaffRole.STREET_CHIEF
    assert StaffTerm.objects.get(holder="陈试").area == town.east_building
    assert StaffTerm.objects.get(area=town.east_grid_two).pk == known.pk
    again = take_in(rows, town.east, town.clerk)
    assert again.preview["counts"] == {"任职": {"新增": 0, "更新": 0, "不变": 5}}


def test_what_is_wrong_is_said_at_its_column(town):
    rows = [
        ["西园一网格", "全科网格员", "吴试"],
        ["东园一网格", "组长", "吴试"],
        ["", "全科网格员", "吴试"],
        ["东园一网格", "街巷长", "吴试", "打社区"],
        ["东园一网格", "街巷长", "吴试", "", "", "2026-5-1", "2026-4-1"],
    ]
    job = take_in(rows, town.east, town.clerk)
    told = [(error["row"], error["column"]) for error in job.errors]
    assert [column for _, column in told] == ["区域", "身份", "身份", "值班电话", "任期至"], job.errors
    assert not StaffTerm.objects.filter(holder="吴试").exists()
