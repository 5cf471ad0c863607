"""An old secretary's quarter of an hour at the desk, on a phone and on a desktop: clicks and filled fields are counted."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults, measured
from tests.flows.test_needs_browser import Counted
from tests.flows.test_tree_desk import sign_in
from tests.town import PASSWORD
from tests.volunteers.people import accepted, logged, registered
from volunteers.choices import ReportInState
from volunteers.models import ReportIn, ServiceRecord

MOST_PLACES = 10

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["phone", "desktop"])
def screen(request):
    """A page of either size: the same clicks lead to the same end."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def desk(committed_town, screen) -> Counted:
    """The home of the secretary, from which clicks are counted."""
    registered(committed_town.east, name="王试", phone="13700006688")
    sign_in(screen, "dongyuan")
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
    desk.page.get_by_placeholder("找人、找事").fill("6688")
    desk.click("button", "搜索")
    expect(desk.page.get_by_role("link", name="王试")).to_be_visible()
    assert faults(desk.page) == []
    assert desk.clicks == 1


def test_what_waits_is_confirmed_in_four_clicks(committed_town, desk):
    members = [accepted(committed_town.east, committed_town.secretary) for _ in range(3)]
    for member in members:
        logged(member)
    desk.page.goto("/desk/")
    desk.click("link", "待确认服务")
    desk.clicks += 1
    desk.page.locator("#action-toggle").click()
    desk.clicks += 1
    desk.page.locator("#changelist-actions select[name=action]").select_option(label="确认所选")
    desk.click("button", "执行")
    expect(desk.page.get_by_text("已确认3条")).to_be_visible()
    assert desk.clicks == 4
    assert ServiceRecord.objects.confirmed().count() == 3


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
    sign_in(desktop, "dongyuan")
    assert measured(desktop, "document.documentElement.scrollHeight") <= 1.5 * 900
    assert measured(desktop, "document.querySelectorAll('.shell-menu li').length") <= MOST_PLACES
