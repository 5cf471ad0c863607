"""Leader, clerk and unit's clerk at work on a phone and at a desktop, in real Chromium; a member's pages, judged by axe."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orgtree.acts import make, perform
from tests.browser import faults, sign_in
from tests.flows.test_activities_phone import NUMBER
from tests.town import PASSWORD
from tests.volunteers.feedback.test_feedback import BOTH, shown, signed
from tests.volunteers.gatherings import announced, joined, put_back
from tests.volunteers.members.test_unit_report_ins import of_unit, unit_with_clerk
from tests.volunteers.people import accepted, logged
from tests.volunteers.posts import opened
from tests.volunteers.recognition.test_certificates import stretch
from tests.volunteers.recognition.test_rewards import reward_in, served_two_hours, window_at
from volunteers.choices import FeedbackState, SignUpState
from volunteers.models import Certificate, FeedbackSheet, Member, ServiceRecord, SignUp
from volunteers.recognition.services.certificates import certificates


@pytest.fixture(params=["phone", "desktop"])
def screen(request):
    """A page of either size: the same clicks lead to the same end."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def town(committed_town):
    return committed_town


@pytest.fixture
def school(town):
    unit, clerk = unit_with_clerk(town, "第一中学")
    clerk.set_password(PASSWORD)
    clerk.save()
    return unit, clerk


@pytest.fixture
def member(town, school) -> Member:
    """A member of the school with one confirmed service, who agreed to feedback."""
    person = of_unit(accepted(town.east, town.secretary, name="赵试", phone=NUMBER, purposes=BOTH), school[0])
    served_two_hours(person, town.secretary)
    return person


def test_every_page_of_a_busy_member_passes_axe(phone, town, member):
    session, post = announced(town.east, town.clerk), opened(town.east, town.secretary)
    reward = reward_in(window_at(town.east, town.secretary), town.secretary)
    asked = make(certificates, "ask", **stretch(), purpose="评优", by=member.user).row
    assert perform(certificates, "issue", ids=[asked.pk], by=town.clerk).done == 1
    certificate, sheet = Certificate.objects.get(), shown(town)
    year = (timezone.localdate() - timedelta(days=1)).year
    sign_in(phone, NUMBER)
    found = []
    for address in [
        *("/m/", "/m/activities/", f"/m/activities/{session.pk}/", "/m/duties/", f"/m/duties/{post.pk}/"),
        *("/m/rewards/", f"/m/rewards/{reward.pk}/", "/m/certificates/", f"/m/years/{year}/"),
        *("/m/feedback/", f"/m/feedback/{sheet.pk}/", "/verify/", "/feedback/verify/"),
    ]:
        reply = phone.goto(address)
        assert reply.status == 200, address
        found += faults(phone)
    phone.goto("/verify/")
    phone.get_by_label("编号").fill(certificate.number)
    phone.get_by_label("校验码").fill(certificate.code)
    phone.get_by_role("button", name="查验").click()
    expect(phone.get_by_text("记录单有效")).to_be_visible()
    assert found + faults(phone) == []


def test_a_leader_calls_the_roll(screen, town):
    leader = accepted(town.east, town.clerk, phone=NUMBER, name="带队人")
    others = [accepted(town.east, town.clerk, name=name) for name in ("甲某人", "乙某人")]
    session = announced(town.east, town.clerk)
    session.leader = leader
    session.save()
    joined(session, *others)
    put_back(session)
    sign_in(screen, NUMBER, "/m/")
    found = faults(screen)
    screen.get_by_role("link", name="楼道清扫").first.click()
    screen.get_by_role("button", name="甲某人：到").click()
    expect(screen.locator(f"#m{others[0].pk}")).to_contain_text("已保存：到")
    screen.get_by_role("button", name="乙某人：缺").click()
    expect(screen.locator(f"#m{others[1].pk}")).to_contain_text("已保存：缺")
    found += faults(screen)
    screen.get_by_role("link", name="提交点名").click()
    screen.get_by_role("button", name="确认提交").click()
    expect(screen.get_by_text("点名已提交，时长已生成。")).to_be_visible()
    assert found + faults(screen) == []
    states = dict(SignUp.objects.values_list("member", "state"))
    assert states == {others[0].pk: SignUpState.ATTENDED, others[1].pk: SignUpState.ABSENT}


def test_the_units_clerk_acknowledges_a_sheet(screen, town, school, member):
    sheet = signed(town, member)
    sign_in(screen, school[1].account, "/desk/")
    found = faults(screen)
    screen.get_by_role("link", name="反馈表待签收").click()
    screen.wait_for_url("**/receivedsheet/**")
    found += faults(screen)
    screen.goto(f"/desk/volunteers/receivedsheet/{sheet.pk}/change/")
    found += faults(screen)
    screen.get_by_role("link", name="签收", exact=True).click()
    screen.get_by_label("单位回复").fill("谢谢社区")
    found += faults(screen)
    screen.get_by_role("button", name="签收").click()
    screen.wait_for_url("**/change/")
    assert found + faults(screen) == []
    sheet = FeedbackSheet.objects.get(pk=sheet.pk)
    assert (sheet.state, sheet.unit_text, sheet.acknowledged_by) == (
        FeedbackState.ACKNOWLEDGED,
        "谢谢社区",
        school[1],
    )


def test_a_clerk_returns_one_service_and_confirms_the_rest(screen, town):
    wrong, right, other = (
        logged(accepted(town.east, town.secretary, name=name)) for name in ("甲某人", "乙某人", "丙某人")
    )
    sign_in(screen, town.clerk.account, "/desk/")
    found = faults(screen)
    screen.get_by_role("link", name="待确认服务").click()
    screen.wait_for_url("**/servicerecord/**")
    found += faults(screen)
    screen.goto(f"/desk/volunteers/servicerecord/{wrong.pk}/act/reject/")
    screen.get_by_role("button", name="退回").click()  # without a reason: told at the field, nothing happens
    expect(screen.get_by_text("请填写").first).to_be_visible()
    screen.locator("textarea").fill("请写清地点")
    found += faults(screen)
    screen.get_by_role("button", name="退回").click()
    screen.wait_for_url("**/change/")
    screen.goto("/desk/volunteers/servicerecord/?state__exact=submitted")
    screen.locator("#action-toggle").click()
    screen.locator("#changelist-actions select[name=action]").select_option(label="确认所选")
    screen.get_by_role("button", name="执行").click()
    expect(screen.get_by_text("已确认2条")).to_be_visible()
    assert found + faults(screen) == []
    states = dict(ServiceRecord.objects.values_list("pk", "state"))
    assert states == {wrong.pk: "rejected", right.pk: "confirmed", other.pk: "confirmed"}
