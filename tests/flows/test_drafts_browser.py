"""What was typed at the desk outlives a lost session on this device, for this person, until it is taken."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from grids.categories.choices import SUGGESTIONS
from orgtree.models import Draft
from orgtree.web import taken
from orgtree.web.sessions import SessionStore
from tests import browser
from tests.grids.cases import world
from tests.town import PASSWORD
from tests.volunteers.people import accepted, registered
from volunteers.models import ReportIn

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/desk/volunteers/activity/add/"
TITLE = "#main [name=title]"
BACK = "已带回您"


def sign_in(page, account):
    page.get_by_label("账号或手机号").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def lose_session():
    for session in Session.objects.all():
        SessionStore(session.session_key).delete()


def type_and_lose(page):
    """Type a title, and press to save after the session has ended."""
    page.goto(ADD)
    page.locator(TITLE).fill("楼道清扫")
    lose_session()
    page.locator("[name=_save]").click()
    expect(page.get_by_text("您刚才填写的内容还在这台设备上")).to_be_visible()


def test_typed_words_outlive_the_session_and_are_nobody_elses(committed_town, desktop):
    desktop.goto("/login/")
    expect(desktop.get_by_text("您刚才填写的内容还在这台设备上")).to_be_hidden()
    sign_in(desktop, "dongyuan")
    type_and_lose(desktop)
    sign_in(desktop, "dongyuan")
    expect(desktop.locator(TITLE)).to_have_value("楼道清扫")
    expect(desktop.get_by_text(BACK)).to_be_visible()
    # Another person at this device has an empty form, and nothing is left for the first.
    type_and_lose(desktop)
    sign_in(desktop, "jiedao")
    expect(desktop.locator(TITLE)).to_have_value("")
    assert desktop.evaluate("Object.keys(sessionStorage).length") == 0


def kept(page) -> int:
    return page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('kept:')).length")


def send_back(page, member, reason: str) -> None:
    page.goto(f"/desk/volunteers/reportin/{ReportIn.objects.get(member=member).pk}/act/return/")
    page.locator("#main [name=reason]").fill(reason)
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回").first).to_be_visible()


def test_what_was_taken_is_forgotten(committed_town, desktop, monkeypatch):
    """With the control: while the server does not say that it took a form, its draft is one."""
    asked = []
    desktop.goto("/login/")
    sign_in(desktop, "dongyuan")
    expect(desktop.get_by_role("heading", name="等您办")).to_be_visible()
    send_back(desktop, registered(committed_town.east), "住址不在本社区")
    assert kept(desktop) == 0
    monkeypatch.setattr(taken, "_is_taken", lambda answer: asked.append(answer) if answer.status_code == 302 else None)
    send_back(desktop, registered(committed_town.east), "住址不在本社区")
    assert (kept(desktop), len(asked)) == (1, 1)


def test_typed_words_follow_from_the_phone_to_the_desk(committed_town, phone, desktop):
    """A form of the desk, and a member's own with a key of its own; on both the words of the other device come by themselves."""
    accepted(committed_town.east, by=committed_town.secretary, phone="13900000001")
    for account, page, field in (("dongyuan", ADD, TITLE), ("13900000001", "/m/services/new/", "#main [name=note]")):
        for device in (phone, desktop):
            browser.sign_in(device, account)
        with phone.expect_response("**/drafts/keep/"):
            phone.goto(page)
            phone.locator(field).fill("楼道清扫")
        desktop.goto("/drafts/")
        expect(desktop.locator("#main h2")).not_to_contain_text("_")  # no name of a symbol
        desktop.get_by_role("link", name="接着写").click()
        expect(desktop.locator(field)).to_have_value("楼道清扫")
        with desktop.expect_response("**/drafts/drop/"):
            desktop.get_by_role("button", name="不要这些，重新填").or_(
                desktop.get_by_role("button", name="清空重填")
            ).click()
        assert not Draft.objects.exists()
        for device in (phone, desktop):
            device.evaluate("sessionStorage.clear(), localStorage.clear()")
            device.context.clear_cookies()


def test_what_a_resident_types_outlives_larger_letters_and_not_the_sending(committed_town, phone):
    """Without an account, in the tab alone, and no cookie tells of it."""
    world.long_since()
    phone.goto(f"/tell/{committed_town.east.code}/{SUGGESTIONS[0]}/")
    words = phone.locator("#main textarea").first
    words.fill("社区窗口中午没有人")
    phone.get_by_role("button", name="长辈版").click()
    expect(phone.get_by_text(BACK)).to_be_visible()
    expect(words).to_have_value("社区窗口中午没有人")
    phone.get_by_role("button", name="提交").click()
    expect(words).to_have_count(0)
    assert kept(phone) == 0
    assert not Draft.objects.exists()
