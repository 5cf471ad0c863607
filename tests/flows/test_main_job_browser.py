"""The main job in real Chromium: a member with a phone, a community at its desk, a worker that takes the roster in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orgtree.days.rules.periods import Period
from orgtree.figures.tasks import fill_period
from tests.browser import overflow
from tests.flows.proving import prove_in_browser
from tests.flows.test_import_browser import HEADER, ROWS, XLSX
from tests.flows.test_member_phone import fill_in_service
from tests.flows.test_sign_in_browser import smallest_text
from tests.orgtree.workbooks import workbook
from tests.town import PASSWORD
from volunteers.models import Member

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "13900000009"
OWN_PASSWORD = "Newcomer-pass-2026"


def sign_in(page, account: str, password: str) -> None:
    page.goto("/login/")
    page.get_by_label("账号或手机号").fill(account)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def looks_right(page) -> None:
    """Nothing beside the window and no small print."""
    assert overflow(page) == 0, page.url
    assert smallest_text(page) >= 16, page.url


def take_roster_in(desk) -> None:
    desk.goto("/desk/")
    desk.get_by_role("link", name="导入", exact=True).first.click()
    desk.get_by_role("link", name="上传在职党员名册").click()
    file = {"name": "名册.xlsx", "mimeType": XLSX, "buffer": workbook([HEADER, *ROWS[:3]])}
    desk.locator("input[type=file]").set_input_files(file)
    desk.get_by_label("名册中的党员均已签署知情同意书").check()
    desk.get_by_role("button", name="上传并核对").click()
    desk.get_by_role("button", name="确认写入").click(timeout=30_000)
    expect(desk.get_by_text("已全部写入")).to_be_visible(timeout=30_000)


def register(phone, staff) -> None:
    """Somebody reports in on a phone; the community calls the number and reads the code out."""
    phone.goto("/")
    phone.get_by_role("link", name="报到登记").click()
    phone.get_by_label("查找社区（村）").fill("东园")
    phone.get_by_role("button", name="查找").click()
    phone.get_by_role("link", name="东园社区").click()
    prove_in_browser(phone, NUMBER, staff)
    phone.get_by_role("textbox", name="姓名").fill("赵试")
    phone.get_by_label("设置密码").fill(OWN_PASSWORD)
    phone.get_by_role("textbox", name="工作单位").fill("区图书馆")
    phone.get_by_label("居住小区、楼栋").fill("阳光小区1号楼")
    phone.get_by_label("报到登记与编入网格").check()
    phone.get_by_role("button", name="提交报到").click()
    phone.get_by_role("link", name="去登录").click()
    phone.get_by_label("密码").fill(OWN_PASSWORD)
    phone.get_by_role("button", name="登录").click()
    expect(phone.locator(".steps .now")).to_contain_text("正在审核")
    looks_right(phone)


def choose_act(desk, card: str, label: str) -> None:
    """Follow a card of the desk to its list, tick the row of 赵试, choose an act, press 执行."""
    desk.goto("/desk/")
    desk.get_by_role("link", name=card).click()
    desk.get_by_role("row", name="赵试").get_by_role("checkbox").check()
    looks_right(desk)
    bar = desk.locator("#changelist-actions")
    expect(bar).to_be_in_viewport(ratio=1)
    bar.locator("select[name=action]").select_option(label=label)
    desk.get_by_role("button", name="执行").click()


def accept_and_place(desk) -> None:
    choose_act(desk, "待审核报到", "接收所选")
    accept = desk.get_by_role("button", name="接收所选")
    expect(accept).to_be_visible()
    looks_right(desk)
    accept.click()
    expect(desk.get_by_text("已接收1条")).to_be_visible()
    choose_act(desk, "待入格", "编入网格或楼栋")
    desk.get_by_label("网格或楼栋").select_option(label="东园一网格")
    looks_right(desk)
    desk.get_by_role("button", name="编入网格或楼栋").click()
    expect(desk.get_by_text("已编入网格1条")).to_be_visible()


def log_a_service(phone) -> None:
    phone.goto("/m/")
    phone.get_by_role("link", name="记一次服务").click()
    fill_in_service(phone)
    phone.get_by_text("补充服务人数").click()
    phone.get_by_label("服务人数").fill("12")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("status").first).to_contain_text("已保存，等待社区确认")
    phone.goto("/m/services/")
    expect(phone.get_by_text("待确认")).to_be_visible()
    looks_right(phone)


def confirm(desk) -> None:
    choose_act(desk, "待确认服务", "确认所选")
    expect(desk.get_by_text("已确认1条")).to_be_visible()


def from_the_board_to_the_rows(desk, period: Period) -> None:
    """The number on the card is the number of rows behind it."""
    desk.goto("/desk/")
    desk.get_by_role("link", name="看板与报表").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("东园社区")
    desk.goto(f"{desk.url}?period={period.slug}")
    looks_right(desk)
    card = desk.locator(".figure-card", has_text="志愿服务次数")
    expect(card.locator(".figure-value b")).to_have_text("1")
    card.locator(".figure-link").click()
    expect(desk.get_by_text("以下共 1 条记录")).to_be_visible()
    expect(desk.locator("table.rows tbody tr")).to_have_count(1)
    looks_right(desk)


def test_from_a_roster_and_a_phone_to_the_board(phone, desktop, committed_town, celery_worker_process):
    sign_in(desktop, "jifen", PASSWORD)
    take_roster_in(desktop)
    register(phone, committed_town.secretary)
    accept_and_place(desktop)
    log_a_service(phone)
    confirm(desktop)
    phone.goto("/m/points/")
    expect(phone.get_by_text("按期报到并信息完整 1次 × 8分 = 8分")).to_be_visible()
    expect(phone.get_by_text("一般志愿服务 2.5小时 × 2分 = 5分")).to_be_visible()
    looks_right(phone)
    # The day served on the phone was yesterday: its month is filled.
    month = Period.holding("M", timezone.localdate() - timedelta(days=1))
    fill_period(month.slug)
    from_the_board_to_the_rows(desktop, month)
    assert Member.objects.count() == 4
