"""Signing in, in real Chromium: by keyboard on a desktop, by thumb on a phone, large text, and what axe finds."""

import pytest
from playwright.sync_api import expect

from orgtree.acts import perform_one
from orgtree.people.acts import account_acts
from tests.browser import faults, measured, overflow
from tests.town import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def smallest_text(page) -> float:
    """The smallest size, in pixels, of any text in the page."""
    return measured(
        page,
        """() => Math.min(...[...document.querySelectorAll("body *")]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
            .filter(e => e.checkVisibility() && !["SCRIPT", "STYLE", "OPTION"].includes(e.tagName))
            .map(e => parseFloat(getComputedStyle(e).fontSize)).filter(size => size > 0))""",
    )


def test_a_secretary_signs_in_by_keyboard_and_out_again(committed_town, desktop):
    desktop.goto("/login/")
    # A page is loaded a moment before its first field takes the cursor: what is typed in between goes nowhere.
    expect(desktop.get_by_label("账号或手机号")).to_be_focused()
    desktop.keyboard.type("dongyuan")
    desktop.keyboard.press("Tab")
    desktop.keyboard.type(PASSWORD)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="等您办")).to_be_visible()
    assert smallest_text(desktop) >= 16
    desktop.get_by_text("东园书记", exact=True).click()
    desktop.get_by_role("button", name="退出登录").click()
    expect(desktop.get_by_role("heading", name="登录")).to_be_visible()


def test_our_pages_on_a_phone(committed_town, phone):
    password = perform_one(
        account_acts, "reset_password", pk=committed_town.clerk.pk, by=committed_town.admin
    ).one_time_password
    phone.goto("/login/")
    assert faults(phone) == []
    phone.get_by_role("button", name="长辈版").click()
    expect(phone.get_by_role("button", name="再大些")).to_be_visible()
    assert smallest_text(phone) >= 20
    assert overflow(phone) == 0
    phone.get_by_label("账号或手机号").fill("jifen")
    phone.get_by_label("密码").fill(password)
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_text("请先设置自己的密码")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_label("当前密码").fill(password)
    phone.get_by_label("新密码 必填", exact=True).fill("Fresh-pass-77")
    phone.get_by_label("再输一次新密码").fill("Fresh-pass-77")
    phone.get_by_role("button", name="保存新密码").click()
    expect(phone.get_by_role("heading", name="等您办")).to_be_visible()
    phone.wait_for_load_state()  # a page is as wide as it will be once its style sheets are there
    assert overflow(phone) == 0


@pytest.mark.parametrize("tail", ["user/", "user/add/", "post/", "post/add/"])
def test_desk_pages_fit_a_phone_and_speak_chinese(committed_town, phone, tail):
    phone.goto("/login/")
    phone.get_by_label("账号或手机号").fill("admin")
    phone.get_by_label("密码").fill(PASSWORD)
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_role("heading", name="等您办")).to_be_visible()
    phone.goto(f"/desk/orgtree/{tail}")
    assert overflow(phone) == 0
    assert smallest_text(phone) >= 16
    shown = phone.locator("#main").inner_text()
    assert not [word for word in ("Select", "Filter", "Search", "Save", "Add ", "History", "Run") if word in shown]
