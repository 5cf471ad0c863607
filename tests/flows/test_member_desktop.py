"""A member at a desktop, in real Chromium: sign up, log a service, see why there are points, answer the sheet to the unit.

And every page of members that no other flow looks at, on a desktop and on a phone in large text, judged by axe.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orgtree.acts import make
from tests.browser import faults, sign_in
from tests.cocon.wishes.test_wishes import claimed as claimed_wish
from tests.flows.test_member_phone import NUMBER, fill_in_service, in_large_text
from tests.volunteers.check_ins.test_check_ins import WORDS
from tests.volunteers.feedback.test_feedback import BOTH, shown
from tests.volunteers.gatherings import announced
from tests.volunteers.members.test_unit_report_ins import of_unit, unit_with_clerk
from tests.volunteers.people import accepted, logged
from tests.volunteers.recognition.test_rewards import served_two_hours
from tests.volunteers.standing.test_deeds import entered, noticed
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import CheckInKind
from volunteers.models import FeedbackSheet, Member, SignUp
from volunteers.service.services.service_records import confirm_services, void_service
from volunteers.teams.services.teams import create_team


@pytest.fixture
def town(committed_town):
    return committed_town


@pytest.fixture
def member(town) -> Member:
    """A member of a school with one confirmed service, who agreed to feedback."""
    school, _ = unit_with_clerk(town, "第一中学")
    person = of_unit(accepted(town.east, town.secretary, name="赵试", phone=NUMBER, purposes=BOTH), school)
    served_two_hours(person, town.secretary)
    return person


def test_a_day_of_a_member_at_a_desktop(desktop, town, member):
    session, sheet = announced(town.east, town.clerk), shown(town)
    sign_in(desktop, NUMBER, "/m/")
    found = faults(desktop)
    desktop.get_by_role("link", name="楼道清扫").first.click()
    desktop.get_by_role("button", name="报名").click()  # two clicks from the first page
    expect(desktop.get_by_role("status").first).to_contain_text("报名成功")
    found += faults(desktop)
    assert SignUp.objects.get().session == session

    fill_in_service(desktop)
    desktop.get_by_label("开始时间").select_option("14:00")
    desktop.get_by_label("结束时间").select_option("16:30")
    expect(desktop.get_by_label("服务人数")).to_be_hidden()
    found += faults(desktop)
    desktop.get_by_role("button", name="保存").click()
    expect(desktop.get_by_role("status").first).to_contain_text("已保存，等待社区确认")
    found += faults(desktop)

    desktop.get_by_role("link", name="积分", exact=True).click()
    why = desktop.locator(".entries .card", has_text="一般志愿服务")
    expect(why).to_contain_text("2小时 × 2分 = 4分")
    why.get_by_role("link", name="查看这次服务").click()
    expect(desktop.get_by_text("已确认")).to_be_visible()
    found += faults(desktop)

    desktop.get_by_role("link", name="首页").click()
    desktop.get_by_role("link", name="反馈表").click()
    desktop.get_by_label("无异议").check()
    desktop.get_by_role("button", name="提交答复").click()
    expect(desktop.get_by_text("您已答复").first).to_be_visible()
    assert found + faults(desktop) == []
    assert FeedbackSheet.objects.get(pk=sheet.pk).replied_at


@pytest.fixture
def addresses(town, member) -> list[str]:
    """Pages with something on them: a deduction, a reversal, a claimed wish, a team, a check-in, a session."""
    void = logged(member, 14, 16)
    confirm_services(record_ids=[void.pk], by=town.secretary)
    void_service(record_id=void.pk, reason="重复登记", by=town.secretary)
    session, wish = announced(town.east, town.clerk), claimed_wish(town, member)
    today = timezone.localdate()
    team = create_team(area=town.east, name="邻里帮帮队", kind="general", founded_on=today, by=town.clerk)
    sent = make(check_in_acts, "submit", kind=CheckInKind.SUMMARY, text=WORDS, by=member.user).row
    served = member.services.exclude(pk=void.pk).get()
    return [
        *("/m/activities/mine/", "/m/calendars/", f"/activities/{session.pk}/share/", "/m/points/", "/m/deeds/"),
        *("/m/deeds/new/", f"/m/deeds/{noticed(town, member).pk}/", f"/m/deeds/{entered(member, town.clerk).pk}/"),
        *("/m/check-ins/", f"/m/check-ins/{sent.pk}/", "/m/publications/", f"/m/services/{void.pk}/"),
        *(f"/m/services/{served.pk}/change/", "/m/teams/", f"/m/teams/{team.pk}/", "/m/wishes/"),
        *(f"/m/wishes/{wish.pk}/", "/m/call-ups/", "/notices/", "/m/report-in/pause/", "/m/me/close/", "/m/closed/"),
        *(f"/timeline/{town.east.pk}/", "/password/", f"/m/years/{(today - timedelta(days=1)).year}/"),
    ]


def test_pages_that_no_other_flow_looks_at_pass_axe(desktop, phone, live_server, addresses):
    """As they are on a desktop; on a phone in large text they are measured."""
    sign_in(desktop, NUMBER)
    found = []
    for address in addresses:
        reply = desktop.goto(address)
        assert reply.status == 200, address
        found += faults(desktop)
    sign_in(phone, NUMBER)
    found += in_large_text(phone, live_server.url, addresses)
    for page in (desktop, phone):
        for address in ("/m/deeds/new/", "/m/me/close/"):
            page.goto(address)
            page.locator("main form[method=post] button:not([type=button])").last.click()
            page.wait_for_selector(".errorlist")
            found += faults(page)
    assert found == []


def test_a_deed_is_drafted_on_the_phone(phone, town, member):
    """What was typed is there again after the page was left, and gone once it is sent."""
    sign_in(phone, NUMBER)
    phone.goto("/m/deeds/new/")
    phone.get_by_label("积分项目").select_option(index=1)
    phone.get_by_label("依据").fill("没有送出去的一句话")
    expect(phone.get_by_text("已暂存在本机，断网也不会丢")).to_be_visible()
    phone.goto("/m/deeds/new/")
    expect(phone.get_by_text("已恢复上次没有提交的内容")).to_be_visible()
    expect(phone.get_by_label("依据")).to_have_value("没有送出去的一句话")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_role("status").first).to_contain_text("已提交，等待社区确认")
    phone.goto("/m/deeds/new/")
    expect(phone.get_by_label("依据")).to_have_value("")
