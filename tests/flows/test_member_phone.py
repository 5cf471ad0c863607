"""Members on a phone, in real Chromium: register, sign in, log a service; with a script, without, and by axe."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from orgtree.acts import perform, perform_one
from tests.browser import PEOPLE, PHONE, clean_page, faults, overflow, sideways, sign_in
from tests.flows.proving import prove_in_browser
from tests.volunteers.people import PASSWORD, accepted, logged, registered
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Member, ReportIn, ServiceRecord
from volunteers.service.services.service_records import confirm_services, reject_services

NUMBER = "13900000001"
ELDERS = (Path(__file__).parent.parent / "elder.js").read_text()


@pytest.fixture
def plain_phone(new_context, live_server):
    """The phone with JavaScript switched off."""
    context = new_context(base_url=live_server.url, java_script_enabled=False, **PEOPLE, **PHONE)
    yield from clean_page(context, live_server.url)


def fill_in_service(page, note: str = "清扫3号楼楼道") -> None:
    page.goto("/m/services/new/")
    page.get_by_label("服务类别").select_option(index=1)
    page.get_by_label("服务日期").select_option(index=1)
    page.get_by_label("开始时间").select_option("09:00")
    page.get_by_label("结束时间").select_option("11:30")
    page.get_by_label("服务内容").fill(note)


def test_from_registering_to_a_logged_service_without_a_script(plain_phone, committed_town):
    """With scripts it is the main job (test_main_job_browser.py)."""
    page, town = plain_phone, committed_town
    page.goto("/")
    page.get_by_role("link", name="报到登记").click()
    page.get_by_label("查找社区（村）").fill("dongyuan")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="东园社区").click()
    prove_in_browser(page, NUMBER, town.secretary)
    page.get_by_role("textbox", name="姓名").fill("测试乙")
    page.get_by_label("设置密码").fill(PASSWORD)
    page.get_by_role("textbox", name="工作单位").fill("测试局")
    page.get_by_label("居住小区、楼栋").fill("测试花园2号楼")
    page.get_by_label("周末白天").check()
    page.get_by_role("button", name="提交报到").click()
    expect(page.get_by_role("alert")).to_contain_text("不同意这一项")
    expect(page.get_by_role("textbox", name="工作单位")).to_have_value("测试局")
    page.get_by_label("设置密码").fill(PASSWORD)
    page.get_by_label("报到登记与编入网格").check()
    page.get_by_role("button", name="提交报到").click()
    page.get_by_role("link", name="去登录").click()
    expect(page.get_by_label("账号或手机号")).to_have_value(NUMBER)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".steps .now")).to_contain_text("正在审核")

    perform(report_ins, "accept", ids=[ReportIn.objects.get().pk], by=town.secretary)
    page.goto("/m/")
    page.get_by_role("link", name="记一次服务").click()
    fill_in_service(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存，等待社区确认")
    assert ServiceRecord.objects.get().member == Member.objects.get()
    assert overflow(page) == 0


def test_a_service_is_logged_by_four_taps_and_a_few_words(phone, committed_town):
    """To the form, what it was, how long, the words, and saved."""
    accepted(committed_town.east, by=committed_town.secretary, phone=NUMBER)
    sign_in(phone, NUMBER, "/m/")
    phone.get_by_role("link", name="记一次服务").click()
    kind = phone.get_by_role("group", name="常做的").get_by_role("button").first
    kind.click()
    expect(kind).to_have_attribute("aria-pressed", "true")
    phone.get_by_role("button", name="1.5小时").click()
    phone.get_by_label("服务内容").fill("清扫3号楼楼道")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("status").first).to_contain_text("已保存")
    assert ServiceRecord.objects.get().hours == Decimal("1.5")


def test_a_double_tap_makes_one_record(phone, committed_town):
    accepted(committed_town.east, by=committed_town.secretary, phone=NUMBER)
    sign_in(phone, NUMBER)
    fill_in_service(phone)
    phone.get_by_role("button", name="保存").dblclick()
    expect(phone.get_by_role("status").first).to_contain_text("已保存")
    assert ServiceRecord.objects.count() == 1


def test_a_draft_outlives_a_lost_connection_and_a_lost_reply(phone, committed_town):
    """The reply is lost after the record was made: what was typed is still there, and sending again makes no second."""
    accepted(committed_town.east, by=committed_town.secretary, phone=NUMBER)
    sign_in(phone, NUMBER)
    fill_in_service(phone, "没有送出去的一句话")

    def lose_reply(route):
        route.fetch(max_redirects=0)
        route.abort("internetdisconnected")

    phone.route("**/m/services/new/", lose_reply, times=1)
    phone.get_by_role("button", name="保存").click()
    phone.wait_for_url("chrome-error://**")
    phone.goto("/m/services/new/")
    expect(phone.get_by_text("已恢复上次没有提交的内容")).to_be_visible()
    expect(phone.get_by_label("服务内容")).to_have_value("没有送出去的一句话")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("status").first).to_contain_text("没有重复记录")
    assert ServiceRecord.objects.count() == 1
    phone.goto("/m/services/new/")
    expect(phone.get_by_label("服务内容")).to_have_value("")


def test_without_a_network_a_service_waits_and_a_refusal_says_why(phone, committed_town):
    """It is sent when there is a network, refused as the form would be, corrected on the form, and then taken: one record."""
    accepted(committed_town.east, by=committed_town.secretary, phone=NUMBER)
    sign_in(phone, NUMBER)
    fill_in_service(phone)
    phone.get_by_label("结束时间").select_option("08:00")
    expect(phone.get_by_text("已暂存在本机，断网也不会丢")).to_be_visible()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("已存进“待发送”")).to_be_visible()
    expect(phone.get_by_label("服务内容")).to_have_value("")
    phone.context.set_offline(False)
    phone.get_by_role("link", name="其中1件没有被接受").click()
    waiting = phone.get_by_role("main").get_by_role("listitem")
    expect(waiting).to_contain_text("结束时间")
    assert faults(phone) == []
    assert not ServiceRecord.objects.exists()
    waiting.get_by_role("button", name="改").click()
    expect(phone.get_by_label("服务内容")).to_have_value("清扫3号楼楼道")
    phone.get_by_label("结束时间").select_option("11:30")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("status").first).to_contain_text("已保存")
    assert ServiceRecord.objects.count() == 1
    phone.goto("/outbox/")
    expect(phone.get_by_text("没有等待发出的")).to_be_visible()


def test_a_photo_is_made_smaller_before_it_travels_and_what_is_too_large_does_not(phone, committed_town):
    accepted(committed_town.east, by=committed_town.secretary, phone=NUMBER)
    sign_in(phone, NUMBER, "/m/services/new/")
    phone.locator("details.more > summary").click()
    noise = BytesIO()
    Image.effect_noise((2400, 1200), 100).save(noise, "PNG")
    field = phone.locator("[type=file]")
    field.set_input_files({"name": "楼道.png", "mimeType": "image/png", "buffer": noise.getvalue()})
    expect(phone.get_by_text("楼道.jpg（")).to_be_visible()
    size = field.evaluate("field => createImageBitmap(field.files[0]).then(({ width, height }) => [width, height])")
    assert size == [1600, 800]
    field.set_input_files({"name": "楼道.heic", "mimeType": "image/heic", "buffer": bytes(11 * 1024 * 1024)})
    expect(phone.get_by_text("超过10兆字节，请换一个")).to_be_visible()
    assert field.evaluate("field => field.files.length") == 0


def test_a_draft_is_not_shown_to_another_account(phone, committed_town):
    for number in (NUMBER, "13900000002"):
        accepted(committed_town.east, by=committed_town.secretary, phone=number)
    sign_in(phone, NUMBER)
    fill_in_service(phone, "只给自己看的一句话")
    phone.context.clear_cookies()
    sign_in(phone, "13900000002")
    phone.goto("/m/services/new/")
    expect(phone.get_by_label("服务内容")).to_have_value("")


def test_large_text_stays_on_without_a_script(plain_phone, committed_town):
    """With scripts all pages are measured in it (`in_large_text`)."""
    plain_phone.goto("/m/register/")
    before = plain_phone.get_by_role("heading", level=1).bounding_box()["height"]
    plain_phone.get_by_role("button", name="长辈版").click()
    expect(plain_phone.get_by_role("button", name="再大些")).to_be_visible()
    plain_phone.goto("/m/activate/")
    assert plain_phone.get_by_role("heading", level=1).bounding_box()["height"] > before * 1.2
    expect(plain_phone.get_by_role("button", name="再大些")).to_be_visible()


def in_large_text(page, home: str, addresses: list[str]) -> list[str]:
    """What of these pages falls short in 长辈版 and in the dark, or does not fit there or in letters of 30 px."""
    page.emulate_media(color_scheme="dark")
    page.context.add_cookies([{"name": "large_text", "value": "1", "url": home}])
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page)
        found += [f"{address} {fault}" for fault in page.evaluate(ELDERS)]
        page.evaluate("document.documentElement.classList.add('largest-text')")
        found += sideways(page)
    expect(page.get_by_role("button", name="再大些")).to_be_visible()  # it was large text indeed
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 20, 18)"  # and dark
    return found


def test_control_small_letters_and_narrow_buttons_are_found(phone, committed_town, live_server):
    phone.goto("/m/activate/")
    assert {fault.partition(":")[0] for fault in phone.evaluate(ELDERS)} == {"letters", "to press"}


def test_pages_before_signing_in_have_no_serious_findings(phone, committed_town, live_server):
    found = []
    register = f"/m/register/?community={committed_town.east.pk}"
    addresses = ["/m/register/", "/m/register/?q=x", register, "/m/register/done/", "/m/activate/", "/m/forgot/"]
    for address in addresses:
        phone.goto(address)
        found += faults(phone)
    phone.goto("/m/forgot/")
    phone.get_by_role("button", name="获取验证码").click()
    expect(phone.get_by_role("alert").first).to_be_visible()
    found += faults(phone)
    found += in_large_text(phone, live_server.url, addresses)
    assert found == []


def test_pages_of_a_busy_member_have_no_serious_findings(phone, committed_town, live_server):
    member = accepted(committed_town.east, by=committed_town.secretary, phone=NUMBER)
    confirmed, rejected = logged(member, 8, 10), logged(member, 14, 16)
    confirm_services(record_ids=[confirmed.pk], by=committed_town.secretary)
    reject_services(record_ids=[rejected.pk], reason="请写清地点", by=committed_town.secretary)
    sign_in(phone, NUMBER)
    found = []
    addresses = [
        *(
            "/m/",
            "/m/?see=give",
            "/m/?see=mine",
            "/m/report-in/",
            "/m/report-in/choose/",
            f"/m/report-in/choose/?community={committed_town.west.pk}",
        ),
        *("/m/services/", "/m/services/new/", f"/m/services/{rejected.pk}/", f"/m/services/{rejected.pk}/edit/"),
        *("/m/points/", "/m/points/rules/", "/m/me/", "/m/me/edit/"),
    ]
    for address in addresses:
        phone.goto(address)
        found += faults(phone)
    phone.goto("/m/services/new/")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("alert").first).to_be_visible()
    found += faults(phone)
    found += in_large_text(phone, live_server.url, addresses)
    assert found == []


def test_pages_of_a_returned_member_on_a_desktop_have_no_serious_findings(desktop, committed_town):
    report_in = registered(committed_town.east, phone=NUMBER).report_ins.get()
    perform_one(report_ins, "return", pk=report_in.pk, reason="不是本社区居民", by=committed_town.secretary)
    sign_in(desktop, NUMBER)
    found = []
    for address in ["", "report-in/", "services/", "services/new/", "points/", "me/"]:
        desktop.goto(f"/m/{address}")
        found += faults(desktop)
    assert found == []
