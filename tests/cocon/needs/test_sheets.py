"""Lists of needs and of resources as workbooks: what goes out comes in again as what it is, what others write is read."""

import pytest
from django.utils import timezone

from cocon.models import Need, Resource
from cocon.needs.services.needs import need_acts
from cocon.needs.services.resources import resource_acts
from orgtree.acts import make, perform_one
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.models import Notice
from tests.cocon.needs.makers import matter
from tests.cocon.needs.test_resources import offer
from tests.cocon.needs.world import accepted, need, paired_unit, unit_with_clerk
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
SAME = {"新增": 0, "更新": 0, "不变": 0}


def sheet_of(user, noun: str) -> bytes:
    reply = signed_in(user).get(f"/desk/cocon/{noun}/sheet/")
    assert reply.status_code == 200, reply
    return b"".join(reply.streaming_content)


def take_in(key: str, content: bytes, area, by, *, write: bool = False):
    job = imports.upload_import(importer=key, area=area, file=upload(content), options={}, by=by)
    imports.check_import(job.pk)
    if write:
        perform_one(import_acts, "confirm", pk=job.pk, by=by)
        imports.apply_import(job.pk)
    job.refresh_from_db()
    return job


def sheet(*rows) -> bytes:
    return workbook(list(rows))


def test_needs_that_went_out_come_in_as_what_they_are(town):
    around = paired_unit(town)
    need(town, people=40, place="二楼活动室", reach="district", listed="problem", source="hotline")
    accepted(town, around, need(town, title="义诊"), 3)
    perform_one(need_acts, "withdraw", pk=need(town, title="不要了").pk, by=town.secretary, reason="不再需要")
    content = sheet_of(town.secretary, "need")
    job = take_in("needs", content, town.east, town.secretary)
    assert job.preview["counts"] == {"需求": {**SAME, "不变": 3}}, job.errors
    Need.objects.filter(title="周末课业辅导").update(title="暑期辅导")  # control: what is not there would be added
    assert take_in("needs", content, town.east, town.secretary).preview["counts"]["需求"]["新增"] == 1


def test_a_list_of_the_street_is_published_community_by_community(town):
    around = paired_unit(town)
    until = f"{timezone.localdate().year}-12-31"
    content = sheet(
        ["需求社区", "需求名称", "具体内容", "需求类型", "数量", "量词", "人数", "完成时限", "谁可以认领"],
        ["东园", "课业辅导", "小学生周末辅导", "教育培训", "3", "场", "40人", until, ""],
        ["西园社区", "义诊", "量血压测血糖", "医疗健康", "", "", "", until, "本街道、镇乡的单位"],
    )
    job = take_in("needs", content, town.street, town.street_secretary, write=True)
    assert job.state == "done", (job.errors, job.message)
    told = Need.objects.order_by("pk").values_list("area", "title", "quantity", "measure", "people", "reach", "state")
    assert list(told) == [
        (town.east.pk, "课业辅导", 3, "场", 40, "paired", "published"),
        (town.west.pk, "义诊", 1, "项", None, "street", "published"),
    ]
    assert Notice.objects.filter(user=around.clerk, title__startswith="新需求：东园社区").exists()


def test_what_will_not_do_is_told_at_its_column_and_nothing_is_written(town):
    content = sheet(
        ["社区", "需求", "说明", "事项类别", "完成日期"],
        ["没有的社区", "辅导", "周末", "教育培训", "2099-01-01"],
        ["东园社区", "辅导", "周末", "没有的类别", "2030-01-01"],
        ["东园社区", "辅导", "联系13912345678", "教育培训", "2030-01-01"],
        ["东园社区", "辅导", "周末", "教育培训", "2020-01-01"],
    )
    job = take_in("needs", content, town.street, town.street_secretary)
    assert {error["column"] for error in job.errors} == {"社区", "事项类别", "说明", "完成日期"}
    assert not Need.objects.exists()


def test_resources_that_went_out_come_in_as_what_they_are(town):
    around = paired_unit(town)
    offer(around, capacity=120, hours="周末")
    said = {"area": town.east, "kind": "goods", "matter": matter(), "title": "折叠桌椅", "capacity": 30}
    make(resource_acts, "enter", by=town.secretary, **said)
    over = offer(around, title="旧礼堂")
    perform_one(resource_acts, "withdraw", pk=over.pk, by=around.clerk, reason="装修停用")
    content = sheet_of(town.street_secretary, "resource")
    job = take_in("resources", content, town.street, town.street_secretary)
    assert job.preview["counts"] == {"资源": {**SAME, "不变": 3}}, job.errors
    Resource.objects.filter(title="多功能厅").update(title="大礼堂")  # control
    assert take_in("resources", content, town.street, town.street_secretary).preview["counts"]["资源"]["新增"] == 1


def test_a_list_of_resources_is_entered_for_the_units_of_the_street(town):
    paired_unit(town)
    unit_with_clerk(town, "beixiao", "北关小学", town.other_street)
    headings = ["提供单位", "所属社区", "资源名称", "资源类型", "类别", "容量", "可用时间"]
    good = [
        ["第一小学", "", "操场", "场地", "教育培训", "300人", "周末"],
        ["", "东园", "会议室", "场地", "教育培训", "40", ""],
    ]
    job = take_in("resources", sheet(headings, *good), town.street, town.street_secretary, write=True)
    assert job.state == "done", (job.errors, job.message)
    told = Resource.objects.order_by("pk").values_list("area", "unit__name", "title", "capacity", "hours")
    assert list(told) == [
        (town.street.pk, "第一小学", "操场", 300, "周末"),
        (town.east.pk, None, "会议室", 40, ""),
    ]
    bad = [["北关小学", "", "操场", "场地", "教育培训", "", ""], ["", "西区", "礼堂", "宝贝", "教育培训", "", ""]]
    job = take_in("resources", sheet(headings, *bad), town.street, town.street_secretary)
    assert {error["column"] for error in job.errors} == {"共享单位", "所在区域", "种类"}
