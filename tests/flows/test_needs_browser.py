"""A need in real Chromium: published at the desk, taken on and reported on the phone, accepted by both, and over."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cocon.models import Need
from tests.browser import faults, sign_in
from tests.cocon.needs import world

pytestmark = pytest.mark.django_db(transaction=True)


class Counted:
    """A page whose clicks and filled fields are counted."""

    def __init__(self, page):
        self.page, self.clicks, self.fields = page, 0, 0

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.fields += 1
        fields = self.page.locator("input, textarea")  # tabs have names too
        self.page.get_by_label(label).and_(fields).first.fill(text)

    def choose(self, name: str, label: str) -> None:
        self.fields += 1
        self.page.locator(f"select[name={name}]").select_option(label=label)


@pytest.fixture
def around(committed_town):
    return world.paired_unit(committed_town)


def publish(desktop, town) -> None:
    sign_in(desktop, "dongyuan", "/desk/")
    desk, until = Counted(desktop), timezone.localdate().replace(month=12, day=31)
    desk.click("link", "发布需求")
    expect(desktop.get_by_role("button", name="发布需求")).to_be_visible()
    assert faults(desktop) == []
    desk.fill("需求", "周末课业辅导")
    desk.fill("说明", "小学生周末辅导，每次两小时")
    desk.choose("matter", "教育培训")
    desk.fill("完成日期", until.isoformat())
    desk.click("button", "发布需求")
    expect(desktop.get_by_text("周末课业辅导").first).to_be_visible()
    assert desk.clicks <= 3
    assert desk.fields <= 4
    assert Need.objects.get().state == "published"


def to_unit(phone, around) -> None:
    sign_in(phone, around.clerk.account, "/u/")


def test_from_the_desk_to_the_phone_and_back(committed_town, around, desktop, phone):
    publish(desktop, committed_town)
    to_unit(phone, around)
    expect(phone.get_by_text("周末课业辅导")).to_be_visible()
    assert faults(phone) == []
    hand = Counted(phone)
    hand.click("link", "周末课业辅导")
    expect(phone.get_by_role("button", name="为第一小学认领")).to_be_visible()
    assert faults(phone) == []
    hand.click("button", "为第一小学认领")
    expect(phone.get_by_text("已认领，等社区确认")).to_be_visible()
    assert hand.clicks <= 3
    assert faults(phone) == []
    confirm(desktop)
    report(phone)
    accept(desktop, phone)
    expect(phone.get_by_text("已验收").first).to_be_visible()
    assert Need.objects.get().state == "closed"


def test_the_list_for_the_meeting(committed_town, around, desktop, phone):
    world.need(committed_town, title="社区义诊")
    for page in (desktop, phone):
        sign_in(page, "dongyuan")
        page.goto("/desk/cocon/need/matching/")
        expect(page.get_by_role("heading", name="建议的单位")).to_be_visible()
        assert faults(page) == []
    desktop.get_by_role("button", name="商请第一小学认领社区义诊").click()
    expect(desktop.get_by_text("已通知单位的经办人")).to_be_visible()
    desktop.get_by_role("button", name="把社区义诊提交联席会").click()
    expect(desktop.get_by_role("link", name="联席会：待上会")).to_be_visible()
    assert faults(desktop) == []


def open_claim(desktop) -> None:
    desktop.goto("/desk/cocon/claim/")
    desktop.locator("#result_list").get_by_role("link", name="周末课业辅导").click()
    expect(desktop.locator("h1.crumbs")).to_contain_text("周末课业辅导")


def confirm(desktop) -> None:
    open_claim(desktop)
    assert faults(desktop) == []
    desktop.get_by_role("link", name="确认认领").click()
    desktop.get_by_role("button", name="确认认领").click()
    expect(desktop.get_by_text("第一个节点已交给单位")).to_be_visible()


def report(phone) -> None:
    phone.goto("/u/")
    hand = Counted(phone)
    hand.click("link", "周末课业辅导")
    hand.fill("进展", "第一场已办，到场二十人")
    assert faults(phone) == []
    hand.click("button", "报告这个节点")
    expect(phone.get_by_text("已报告。")).to_be_visible()
    assert hand.clicks <= 3
    assert hand.fields <= 1
    phone.get_by_label("完成情况").fill("三场都已办完，到场五十人次")
    phone.get_by_role("button", name="提交验收").click()
    expect(phone.get_by_text("已提交，等双方验收")).to_be_visible()


def accept(desktop, phone) -> None:
    open_claim(desktop)
    desktop.get_by_role("link", name="社区验收").click()
    desktop.locator("select[name=rating]").select_option("5")
    desktop.get_by_role("button", name="社区验收").click()
    expect(desktop.get_by_text("社区已验收")).to_be_visible()
    phone.reload()
    phone.get_by_text("4分 满意").click()
    phone.get_by_role("button", name="确认完成").click()
    expect(phone.get_by_text("本单位已验收。")).to_be_visible()
    assert faults(phone) == []
