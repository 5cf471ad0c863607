"""谁看过这个人 and 操作审计 on a phone and a desktop; 谁看过我的信息 on the member's phone: judged by axe, none wider than the screen."""

import pytest
from playwright.sync_api import expect

from orgtree.looks.services.access import reveal_phone
from tests.browser import faults
from tests.town import PASSWORD
from tests.volunteers.people import PASSWORD as OWN_PASSWORD
from tests.volunteers.people import accepted
from volunteers.models import Member


@pytest.fixture
def seen(committed_town):
    """A member whose number was looked at twice."""
    member = accepted(committed_town.east, committed_town.secretary, name="王小问", phone="13911118888")
    for reason in ("通知周六清扫", "核对报到单"):
        reveal_phone(model=Member, pk=member.pk, reason=reason, by=committed_town.secretary)
    return member


def sign_in(page, account: str, password: str, lands: str) -> None:
    page.goto("/login/")
    page.get_by_label("账号或手机号").fill(account)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lands)


def ask_and_read(page) -> list[str]:
    """Walk from the sign-in to the looks at the person; what axe objects to on the way."""
    sign_in(page, "auditor", PASSWORD, "**/desk/who-looked/")
    page.goto("/desk/audit/")
    expect(page.get_by_text("最近7天（")).to_be_visible()
    found = faults(page)
    page.get_by_role("link", name="本月").click()
    expect(page.get_by_text("：本月（")).to_be_visible()
    page.goto("/desk/audit/?since=2020-01-01&until=2020-01-31")
    expect(page.get_by_text("没有“账号”的操作记录")).to_be_visible()
    found += faults(page)
    page.goto("/desk/who-looked/")
    page.get_by_label("姓名全名").fill("8888")
    page.locator(".find-page").get_by_role("button", name="查找").click()
    page.get_by_role("link", name="王**").click()
    expect(page.get_by_text("通知周六清扫")).to_be_visible()
    return found + faults(page)


def test_the_auditor_asks_on_a_phone(seen, phone):
    assert ask_and_read(phone) == []


def test_the_auditor_asks_at_a_desk(seen, desktop):
    assert ask_and_read(desktop) == []


def test_the_member_reads_who_looked(seen, phone):
    sign_in(phone, "13911118888", OWN_PASSWORD, "**/m/**")
    phone.goto("/m/me/looks/")
    expect(phone.get_by_text("事由：核对报到单")).to_be_visible()
    assert faults(phone) == []
