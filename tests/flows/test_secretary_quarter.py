"""An old secretary's quarter of an hour at the desk, on a phone and on a desktop: clicks and filled fields are counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orgtree.acts import make, perform
from tests.browser import faults, measured, sign_in
from tests.flows.test_needs_browser import Counted
from tests.town import PASSWORD
from tests.volunteers.gatherings import drafted
from tests.volunteers.people import accepted, enrolled, logged, registered
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import ReportInState
from volunteers.home.desk.members import EntryForm
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import ReportIn, ServiceRecord

MOST_PLACES = 10
MOST_CLICKS = 25

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["phone", "desktop"])
def screen(request):
    """A page of either size: the same clicks lead to the same end."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def desk(committed_town, screen) -> Counted:
    """The home of the secretary, from which clicks are counted."""
    registered(committed_town.east, name="王试", phone="13700006688")
    sign_in(screen, "dongyuan", "/desk/")
    return Counted(screen)


def test_somebody_is_accepted_and_placed_in_four_clicks(desk):
    desk.click("link", "待审核报到")
    open_row(desk)
    desk.click("link", "接收")
    desk.choose("area", "东园一网格")
    assert faults(desk.page) == []
    desk.click("button", "接收")
    expect(desk.page.get_by_text("已入格").first).to_be_visible()
    assert (desk.clicks, desk.fields) == (4, 1)
    assert ReportIn.objects.get().state == ReportInState.GRIDDED


def open_row(desk: Counted) -> None:
    desk.clicks += 1
    desk.page.locator("#result_list a[href*='/change/']").first.click()
    expect(desk.page.get_by_text("居住小区").first).to_be_visible()


def test_a_person_is_found_by_the_last_four_digits(desk):
    desk.fill("找人、找事", "6688")
    desk.click("button", "搜索")
    expect(desk.page.get_by_role("link", name="王试")).to_be_visible()
    assert faults(desk.page) == []
    assert (desk.clicks, desk.fields) == (1, 1)


def test_what_waits_is_confirmed_in_two_clicks_and_taken_back_by_one(committed_town, desk):
    members = [accepted(committed_town.east, committed_town.secretary) for _ in range(3)]
    for member in members:
        logged(member)
    desk.page.goto("/desk/")
    desk.click("link", "待确认服务")
    expect(desk.page.get_by_role("button", name="全部确认（3条）")).to_be_visible()
    assert faults(desk.page) == []
    desk.click("button", "全部确认")
    expect(desk.page.get_by_text("已确认3条")).to_be_visible()
    assert desk.clicks == 2
    assert ServiceRecord.objects.confirmed().count() == 3
    desk.click("button", "撤销（十分钟内）")
    expect(desk.page.get_by_role("button", name="全部确认（3条）")).to_be_visible()
    assert ServiceRecord.objects.confirmed().count() == 0


def test_twenty_two_things_that_wait_are_done_in_no_more_than_twenty_five_clicks(committed_town, desktop):
    town = committed_town
    for _ in range(2):
        registered(town.east)
    members = [accepted(town.east, town.secretary) for _ in range(4)]
    for member in members:
        make(check_in_acts, "submit", kind="half_year", by=member.user)
        for day in (1, 2, 3):
            logged(member, days_ago=day)
        drafted(town.east, town.secretary)
    sign_in(desktop, "dongyuan", "/desk/")
    desk = Counted(desktop)
    desk.click("link", "待审核报到")
    open_row(desk)
    for is_last in (False, True):
        desk.click("link", "接收")
        desk.choose("area", "东园一网格")
        desk.click("button", "接收")
        expect(desktop.get_by_text("已入格").first).to_be_visible()
        if not is_last:
            desk.click("link", "下一条")
            expect(desktop.get_by_text("已入格")).to_have_count(0)
    for queue, button, done in (
        ("待接收回社区报到", "全部接收（4条）", "已接收4条"),
        ("待确认服务", "全部确认（12条）", "已确认12条"),
        ("没有发布的活动", "全部发布（4条）", "已发布4条"),
    ):
        desk.click("link", "工作台")
        desk.click("link", queue)
        desk.click("button", button)
        expect(desktop.get_by_text(done)).to_be_visible()
    assert desk.clicks <= MOST_CLICKS
    assert not ReportIn.objects.filter(state=ReportInState.SUBMITTED).exists()


def test_a_service_is_entered_for_somebody_without_a_phone(committed_town, desk, monkeypatch):
    """With the day that the form begins with: here yesterday, so that nine o'clock is past whenever this runs."""
    yesterday = timezone.localdate() - timedelta(days=1)
    monkeypatch.setattr(EntryForm, "usual_day", staticmethod(lambda: yesterday))
    member = enrolled(committed_town.east, committed_town.secretary, name="李无机")
    perform(report_ins, "accept", ids=[member.report_ins.get().pk], by=committed_town.secretary)
    desk.click("link", "代录服务")
    desk.click("link", "李无机")
    desk.click("link", "代录服务")
    desk.choose("kind", "一般志愿服务")
    desk.choose("start", "09:00")
    desk.choose("end", "11:00")
    desk.fill("服务内容", "清扫楼道")
    assert faults(desk.page) == []
    desk.click("button", "代录服务")
    expect(desk.page.get_by_role("link", name="服务记录 1")).to_be_visible()
    assert (desk.clicks, desk.fields) == (4, 4)
    assert ServiceRecord.objects.get(member=member).served_on == yesterday


def test_who_looked_at_somebody_is_answered_by_one_field(committed_town, desk, screen):
    desk.click("link", "待审核报到")
    open_row(desk)
    screen.context.clear_cookies()
    screen.goto("/login/")
    screen.get_by_label("账号或手机号").fill("auditor")
    screen.get_by_label("密码").fill(PASSWORD)
    screen.get_by_role("button", name="登录", exact=True).click()
    auditor = Counted(screen)
    auditor.fill("姓名全名", "6688")
    auditor.click("button", "查找")
    auditor.clicks += 1
    screen.locator(".found a").first.click()
    expect(screen.get_by_text("东园书记").first).to_be_visible()
    assert (auditor.clicks, auditor.fields) == (2, 1)
    assert faults(screen) == []


def test_home_takes_no_more_than_a_screen_and_a_half(committed_town, desktop):
    registered(committed_town.east)
    logged(accepted(committed_town.east, committed_town.secretary))
    sign_in(desktop, "dongyuan", "/desk/")
    assert measured(desktop, "document.documentElement.scrollHeight") <= 1.5 * 900
    assert measured(desktop, "document.querySelectorAll('.shell-menu li').length") <= MOST_PLACES
