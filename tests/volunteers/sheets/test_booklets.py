"""Days, times and durations of booklets and record cards, and headings of two lines."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.orgtree.workbooks import workbook
from tests.volunteers.people import accepted, kind
from tests.volunteers.sheets.making import PHONE, ROSTER, write
from volunteers.models import Member, ServiceRecord

pytestmark = pytest.mark.django_db


def booklet(member, start, end, day):
    header = ["编号", "姓名", "服务类别", "日期", "开始", "结束", "内容"]
    return workbook([header, [member.number, member.name, kind().name, day, start, end, "夜间值守"]])


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("22:00", "02:00", 4),
        ("20:00", "24:00", 4),
        ("22:00", "次日2:00", 4),
        ("20:00", "0:00", 4),
        ("22:00", "26:00", 4),
    ]
    + [("下午2:30", "16点半", 2)],
)
def test_a_service_past_midnight_ends_on_the_next_day(send, town, start, end, hours):
    member = accepted(town.east, town.clerk, name="赵试")
    day = timezone.localdate() - timedelta(days=3)
    job = send(booklet(member, start, end, day=f"{day.year}年{day.month}月{day.day}日"), "booklets")
    write(job)
    record = ServiceRecord.objects.get()
    assert (record.hours, timezone.localdate(record.started_at)) == (hours, day)


def test_the_preview_of_a_booklet_shows_what_is_written(send, town):
    member = accepted(town.east, town.clerk, name="赵试")
    job = send(booklet(member, "22:00", "2:00", day=str(timezone.localdate() - timedelta(days=3))), "booklets")
    [effect] = job.preview["effects"]
    assert effect["name"].endswith("22:00–次日02:00")
    assert ["内容", "", "夜间值守"] in effect["changes"]


UPPER = ["序号", "姓名", "编号", "服务项目", "服务日期", "服务时间", None, "服务内容", None]
LOWER = [None, None, None, None, None, "开始时间", "结束时间", None, None]
ACROSS = "F2:G2"
DOWN = [f"{column}2:{column}3" for column in "ABCDEH"]


@pytest.mark.parametrize(
    "merges", [[ACROSS, *DOWN], [ACROSS], [], [ACROSS, *DOWN[:-1], "H2:I2"], [ACROSS, *DOWN[:-1], "H2:I3"]]
)
def test_a_heading_of_two_lines_is_found(send, town, merges):
    member = accepted(town.east, town.clerk, name="赵试")
    day = timezone.localdate() - timedelta(days=3)
    line = [1, "赵试", member.number, kind().name, str(day), "8:30", "10:00", "清理楼道", None]
    job = send(workbook([UPPER, LOWER, line], title="党员志愿服务台账", merges=merges), "booklets")
    assert job.preview["unknown"] == []
    write(job)
    record = ServiceRecord.objects.get()
    assert (record.hours, record.note) == (1.5, "清理楼道")


def test_a_heading_of_one_line_does_not_take_in_the_data(send, town):
    """The control: a value that is also the name of a column is data."""
    send_again = [[*ROSTER, "特长"], [1, "甲一", PHONE(1), "单位", "小区", "无"]]
    write(send(workbook(send_again)))
    assert Member.objects.get().unit_name == "单位"


CARD = ["序号", "姓名", "工作单位", "服务时间", "服务时长", "服务内容", "服务地点", "社区确认"]


def card(*lines):
    return workbook([CARD, *([n, *line, "清理楼道", "东苑小区", None] for n, line in enumerate(lines, start=1))])


@pytest.fixture
def served(town):
    return accepted(town.east, town.clerk, name="赵试", unit_name="示例甲机械厂"), timezone.localdate() - timedelta(3)


@pytest.mark.parametrize(
    ("when", "length", "begins", "hours"),
    [
        ("{0:%Y}年{0:%m}月{0:%d}日上午", "2小时30分", "08:30", 2.5),
        ("{0:%Y}年{0:%m}月{0:%d}日（下午）", "1.5", "14:30", 1.5),
        ("{0:%Y.%m.%d} 8:30-11:30", "3小时", "08:30", 3),
        ("{0:%Y.%m.%d} 8:30-11:30", "", "08:30", 3),
        ("{0:%Y-%m-%d} 9:00", "两小时", "09:00", 2),
        ("{0:%Y-%m-%d} 22:00—次日2:00", "", "22:00", 4),
    ],
)
def test_the_record_card_of_offices_is_read(send, served, when, length, begins, hours):
    member, day = served
    job = send(card(["赵　试", "示例甲机械厂", when.format(day), length]), "booklets", plain_kind=True)
    changes = {column: new for column, _, new in job.preview["effects"][0]["changes"]}
    assert (changes["编号"], changes["服务类别"]) == (member.number, "一般志愿服务")
    assert ("服务时间" in changes) == ("午" in when)
    assert job.preview["unknown"] == ["服务地点", "社区确认"]
    write(job)
    record = ServiceRecord.objects.get()
    assert (record.hours, f"{timezone.localtime(record.started_at):%H:%M}", record.served_on) == (hours, begins, day)


@pytest.mark.parametrize(
    ("when", "length", "column", "message"),
    [
        ("{0} 上午", "", "服务时间", "没有写时长"),
        ("{0:%Y}年{0:%m}月", "2小时", "服务时间", "月份"),
        ("{0} 8:30-11:30", "2小时", "服务时间", "对不上"),
        ("{0} 有空时", "2小时", "服务时间", "8:30-11:30"),
        ("{0} 上午", "半天", "服务时间", "时长应写成"),
        ("", "2小时", "日期", "不能为空"),
    ],
)
def test_a_card_says_what_it_cannot_read(send, served, when, length, column, message):
    content = card(["赵试", "示例甲机械厂", when.format(served[1]), length])
    job = send(content, "booklets", plain_kind=True)
    found = {error["column"]: error["message"] for error in job.errors}
    assert message in found[column]


def test_a_card_names_one_person_or_is_asked_about(send, served, town):
    other = accepted(town.east, town.clerk, name="赵试", unit_name="示例甲机械厂")
    when = f"{served[1]} 8:30-11:30"
    job = send(card(["赵试", "示例甲机械厂", when, ""], ["赵试", "示例乙厂", when, ""]), "booklets", plain_kind=True)
    assert [(error["row"], error["column"]) for error in job.errors] == [(2, "姓名"), (3, "姓名")]
    assert other.number in job.errors[0]["message"]


def test_a_card_without_a_kind_is_asked_for_one(send, served):
    job = send(card(["赵试", "示例甲机械厂", f"{served[1]} 8:30-11:30", ""]), "booklets")
    assert [error["column"] for error in job.errors] == ["服务类别"]
