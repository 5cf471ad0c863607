"""Orders of the hotline from a sheet: a line is an order, once a year; what is wrong is said at its column."""

import pytest

from grids.cases.choices import CaseState
from grids.doors.choices import OrderState
from grids.models import Case, DoorOrder, Report
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.api import Api
from tests.grids.cases import world
from tests.orgtree.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HEADERS = ["工单编号", "来电时间", "问题分类", "网格编码", "事发地址", "诉求标题", "诉求内容", "诉求人", "联系方式"]


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


def line(town, number: str, **changes) -> list[str]:
    row = [
        number,
        "2026-11-02",
        "0202",
        town.east_grid.code,
        "健康路路口",
        f"路灯不亮{number}",
        "两盏路灯不亮",
        "王女士",
        "13812345678",
    ]
    return list((dict(zip(HEADERS, row, strict=True)) | changes).values())


def take_in(town, rows: list[list[str]], area=None):
    content = workbook([HEADERS, *rows])
    job = imports.upload_import(
        importer="hotline-orders", area=area or town.street, file=upload(content), options={}, by=town.street_secretary
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def write(town, job) -> None:
    perform_one(import_acts, "confirm", pk=job.pk, by=town.street_secretary, seen=job.preview["digest"])
    imports.apply_import(job.pk)


def test_each_line_is_a_case_with_its_asker_sealed_and_none_comes_twice(town):
    rows = [line(town, "GD1"), line(town, "GD2", 联系方式="", 诉求人="")]
    job = take_in(town, rows)
    assert job.preview["counts"] == {"工单": {"新增": 2, "更新": 0, "不变": 0}}, job.errors
    write(town, job)
    assert set(DoorOrder.objects.values_list("state", flat=True)) == {OrderState.FILED}
    assert (Case.objects.count(), Report.objects.filter(source="hotline").count()) == (2, 2)
    report = Report.objects.get(outside_number="GD1")
    assert (report.asker, report.phone, report.channel) == ("王女士", "13812345678", "source")
    assert report.told_at.astimezone().date().isoformat() == "2026-11-02"
    assert "13812345678" not in str(job.preview)
    again = take_in(town, rows)
    assert again.preview["counts"] == {"工单": {"新增": 0, "更新": 0, "不变": 2}}


def test_what_was_taken_back_comes_in_again_as_a_new_case(town):
    """Sent for the wrong class, taken back, sent right: the number is the new case's. Sent again by the system, it stays with the withdrawn one."""
    first = take_in(town, [line(town, "GD1", 问题分类="0206"), line(town, "GD2")])
    write(town, first)
    perform_one(import_acts, "undo", pk=first.pk, by=town.street_secretary)
    imports.take_import_back(first.pk)
    assert set(Case.objects.values_list("state", flat=True)) == {CaseState.WITHDRAWN}
    orders = Api(town.street_secretary, scopes=[P.CASE_ENTER, P.CASE_VIEW])
    said = {"area": town.street.pk, "outside_number": "GD2", "told_at": "2026-11-02T08:30:00+08:00"}
    assert orders.post("door-orders/", said).status_code == 200
    again = take_in(town, [line(town, "GD1"), line(town, "GD2")])
    assert again.preview["counts"] == {"工单": {"新增": 2, "更新": 0, "不变": 0}}, again.errors
    write(town, again)
    live = Case.objects.exclude(state=CaseState.WITHDRAWN)
    assert sorted(live.values_list("reports__outside_number", "category__code")) == [("GD1", "0202"), ("GD2", "0202")]
    assert set(DoorOrder.objects.values_list("case", flat=True)) == set(live.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"工单编号": ""}, "来件编号"),
        ({"来电时间": "2099-01-01"}, "反映日期"),
        ({"来电时间": "昨天"}, "反映日期"),
        ({"问题分类": "9999"}, "事项分类"),
        ({"网格编码": "370702002001"}, "区域编码"),
        ({"诉求内容": "住3号楼2单元501，电话13812345678"}, "情况"),
        ({"联系方式": "12345"}, "联系电话"),
    ],
)
def test_what_is_wrong_is_said_at_its_column_and_nothing_is_written(town, changes, column):
    job = take_in(town, [line(town, "GD1", **changes), line(town, "GD2")])
    assert column in [error["column"] for error in job.errors]
    assert DoorOrder.objects.count() == 0


def test_a_number_twice_in_the_sheet_is_refused(town):
    job = take_in(town, [line(town, "GD1"), line(town, "GD1")])
    assert [error["message"] for error in job.errors] == ["表中重复"]
