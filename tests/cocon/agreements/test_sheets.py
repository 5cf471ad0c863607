"""Agreements as workbooks: what goes out comes in again as what it is, what was signed on paper is read from a list."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from cocon.agreements.services.acts import agreements
from cocon.models import Agreement
from orgtree.acts import perform_one
from orgtree.days.rules.months import last_day
from tests.cocon.agreements.makers import drafted, signed
from tests.cocon.needs.test_sheets import SAME, sheet, sheet_of, take_in
from tests.cocon.units.makers import unit_of

pytestmark = pytest.mark.django_db
HEADINGS = ["共建单位", "社区", "生效日期", "有效期至", "共建目标", "单位责任", "单位联络员", "纸质原件存放处"]


def counts(job) -> dict:
    return job.preview["counts"]["共建协议"]


def test_agreements_that_went_out_come_in_as_what_they_are(town):
    signed(town, liaison_unit="赵联络")
    drafted(town, unit=unit_of(town, "第二中学"))
    gone = drafted(town, unit=unit_of(town, "第三中学"))
    perform_one(agreements, "cancel", pk=gone.pk, by=town.secretary, reason="不再签订")
    content = sheet_of(town.secretary, "agreement")
    told = str(list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True)))
    assert "联合主题党日 6次；党员到社区服务 40人次" in told
    assert "赵联络" not in told, "no name leaves by the list"
    job = take_in("agreements", content, town.east, town.secretary)
    assert (job.errors, counts(job)) == ([], {**SAME, "不变": 3})
    Agreement.objects.filter(unit__name="第二中学").delete()  # control: what is not there would be made
    assert counts(take_in("agreements", content, town.east, town.secretary))["新增"] == 1


def test_a_list_of_the_street_brings_what_was_signed_and_what_is_to_be(town):
    unit_of(town)
    unit_of(town, "第二中学")
    since = timezone.localdate() - timedelta(days=30)
    day, end = f"{since:%Y-%m-%d}", f"{last_day(since, 24):%Y.%m.%d}"
    content = sheet(
        HEADINGS,
        ["第一中学", "东园", day, end, "联合主题党日 6次；党课 2次", "提供礼堂", "赵联络", "街道档案室"],
        ["第二中学", "西园社区", day, "", "", "", "", ""],
    )
    for done in ({**SAME, "新增": 2}, {**SAME, "不变": 2}):  # the same list once more makes nothing
        job = take_in("agreements", content, town.street, town.street_secretary, write=done["新增"] > 0)
        assert (job.errors, counts(job)) == ([], done)
    first, second = Agreement.objects.order_by("unit__name", "pk")
    assert (first.state, first.until, first.paper_at) == ("active", last_day(since, 24), "街道档案室")
    assert [str(goal) for goal in first.goals.all()] == ["联合主题党日 6次", "党课 2次"]
    assert (first.number is None, first.duties_unit, first.liaison_unit) == (False, "提供礼堂", "赵联络")
    assert (second.state, second.until, second.community) == ("draft", last_day(since, 12), town.west)


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (["没有的学校", "", "2026-1-1", "", "", "", "", ""], "单位名称", "没有"),
        (["第一中学", "没有的社区", "2026-1-1", "", "", "", "", ""], "社区", "没有"),
        (["第一中学", "", "某天", "", "", "", "", ""], "起始日期", ""),
        (["第一中学", "", "2026-1-1", "2025-1-1", "", "", "", ""], "截止日期", "不能早于"),
        (["第一中学", "", "2026-1-1", "2036-1-1", "", "", "", ""], "截止日期", "最长"),
        (["第一中学", "", "2026-1-1", "", "多开展活动", "", "", ""], "目标", "数量"),
        (["第一中学", "", "2026-1-1", "", "", "", "", "柜"], "纸质原件存放处", "至少2个字"),
        (["第一中学", "", "2026-1-1", "", "", "联系13912345678", "", ""], "乙方责任", ""),
    ],
)
def test_what_will_not_do_is_told_at_its_column(town, row, column, says):
    unit_of(town)
    [error] = take_in("agreements", sheet(HEADINGS, row), town.east, town.secretary).errors
    assert (error["column"], says in error["message"]) == (column, True), error


def test_two_signed_for_one_time_are_refused_and_another_end_is_not_taken_over(town):
    row = signed(town)
    since, later = f"{row.since:%Y-%m-%d}", f"{row.since + timedelta(days=40):%Y-%m-%d}"
    content = sheet(
        HEADINGS,
        ["第一中学", "", since, f"{row.until + timedelta(days=1):%Y-%m-%d}", "", "", "", "档案柜"],
        ["第一中学", "", later, "", "", "", "", "档案柜"],
    )
    errors = take_in("agreements", content, town.east, town.secretary).errors
    assert [(error["row"], error["column"]) for error in errors] == [(2, "起始日期"), (3, "起始日期")]
    assert "为止；请在协议页面办理" in errors[0]["message"]
    assert "已有一份签订的协议" in errors[1]["message"]
