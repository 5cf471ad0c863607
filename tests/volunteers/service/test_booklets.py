"""Paper booklets typed into a sheet: the same rules as on the phone, told by row and column."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted, enrolled, kind, logged
from volunteers.choices import ServiceOrigin, ServiceState
from volunteers.models import ServiceRecord
from volunteers.service.services.service_records import confirm_services, reject_services

pytestmark = pytest.mark.django_db

HEADER = ["编号", "姓名", "手机", "服务类别", "日期", "开始", "结束", "服务人数", "内容"]


@pytest.fixture
def member(town):
    return accepted(town.east, town.clerk, name="赵试", phone="19912345678")


def day(days_ago=1):
    return (timezone.localdate() - timedelta(days=days_ago)).isoformat()


def row(member, **values):
    names = ["number", "name", "phone", "kind", "day", "start", "end", "people", "note"]
    defaults = {"number": member.number, "name": member.name, "kind": kind().name, "day": day(), "start": "8:30"}
    return [({**defaults, "end": "10:00", "people": 5, "note": "清理楼道"} | values).get(name, "") for name in names]


def check(town, *rows, by=None):
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="booklets", area=town.east, file=file, options={}, by=by or town.clerk)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def take_in(town, *rows):
    job = check(town, *rows)
    assert job.state == JobState.READY, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message
    return job


def test_a_line_becomes_a_record_that_waits_for_another_person(town, member):
    take_in(town, row(member))
    record = ServiceRecord.objects.get()
    assert (record.state, record.origin, record.hours, record.people_served, record.entered_by) == (
        ServiceState.SUBMITTED,
        ServiceOrigin.PAPER,
        1.5,
        5,
        town.clerk,
    )
    assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 0
    assert confirm_services(record_ids=[record.pk], by=town.secretary).done == 1


def test_by_phone_and_with_an_excel_time(town, member):
    take_in(town, row(member, number="", phone="199 1234 5678", start=8.5 / 24, end="10点"))
    assert ServiceRecord.objects.get().member == member


@pytest.mark.parametrize(
    ("values", "column", "message"),
    [
        ({"number": "", "phone": ""}, "编号", "至少填一个"),
        ({"number": "00099999"}, "编号", "没有这位"),
        ({"name": "钱试"}, "姓名", "不一致"),
        ({"phone": "19900000000"}, "手机", "不一致"),
        ({"kind": "打卡"}, "服务类别", "没有这一类别"),
        ({"day": "2026.3"}, "日期", "日期应写成"),
        ({"day": (timezone.localdate() + timedelta(days=2)).isoformat()}, "开始", "将来"),
        ({"start": "8:40"}, "开始", "整点或半点"),
        ({"end": "8:00"}, "结束", "晚于"),
        ({"start": "0:00", "end": "23:30"}, "结束", "一天最多"),
        ({"note": ""}, "内容", "不能为空"),
        ({"people": "99999"}, "服务人数", "之间"),
    ],
)
def test_errors_stand_at_their_column(town, member, values, column, message):
    job = check(town, row(member, **values))
    assert job.state == JobState.INVALID
    assert [(error["row"], error["column"]) for error in job.errors] == [(2, column)]
    assert message in job.errors[0]["message"]


def test_overlaps_with_stored_records_and_within_the_sheet(town, member):
    logged(member, 9, 11)
    job = check(town, row(member), row(member, day=day(2)), row(member, day=day(2), start="9:30", end="11:00"))
    assert [(error["row"], error["column"]) for error in job.errors] == [(2, "开始"), (4, "开始")]


def test_the_same_booklet_again_adds_nothing(town, member):
    take_in(town, row(member))
    again = check(town, row(member), row(member, day=day(3)))
    assert again.preview["counts"]["服务记录"] == {"新增": 1, "更新": 0, "不变": 1}
    take_in(town, row(member), row(member, day=day(3)))
    assert ServiceRecord.objects.count() == 2


def test_a_record_that_was_sent_back_is_not_slipped_in_again(town, member):
    take_in(town, row(member))
    reject_services(record_ids=[ServiceRecord.objects.get().pk], reason="日期有误", by=town.secretary)
    assert "以前录入过" in check(town, row(member)).errors[0]["message"]


def test_a_neighbours_member_is_out_of_reach(town):
    stranger = accepted(town.west, town.west_secretary, name="赵试")
    assert "没有这位" in check(town, row(stranger)).errors[0]["message"]


def test_somebody_not_yet_accepted_cannot_serve(town):
    waiting = enrolled(town.east, town.clerk, name="孙试")
    assert "接收后" in check(town, row(waiting)).errors[0]["message"]


def test_statements_do_not_grow_with_the_rows(town, member, django_assert_max_num_queries):
    rows = [row(member, day=day(n // 10 + 1), start=f"{n % 10 + 8}:00", end=f"{n % 10 + 8}:30") for n in range(500)]
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="booklets", area=town.east, file=file, options={}, by=town.clerk)
    with django_assert_max_num_queries(25):
        imports.check_import(job.pk)
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    with django_assert_max_num_queries(40):
        imports.apply_import(job.pk)
    assert ServiceRecord.objects.count() == 500
