"""Activities in real Chromium: a member signs up in two taps, a leader calls the roll on the phone and loses the network."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults, sign_in
from tests.volunteers.gatherings import announced, joined, put_back
from tests.volunteers.people import accepted
from volunteers.choices import ServiceState, SignUpState
from volunteers.models import ServiceRecord, SignUp

NUMBER = "13900000071"


@pytest.fixture
def town(committed_town):
    return committed_town


def test_two_taps_to_sign_up_and_one_page_to_leave(phone, town):
    member = accepted(town.east, town.clerk, phone=NUMBER)
    session = announced(town.east, town.clerk)
    sign_in(phone, NUMBER, "/m/")
    phone.get_by_role("link", name="楼道清扫").tap()  # one
    phone.get_by_role("button", name="报名").tap()  # two
    expect(phone.get_by_text("报名成功")).to_be_visible()
    assert session.sign_ups.get(member=member).state == SignUpState.SIGNED_UP
    phone.get_by_text("退出报名").tap()
    phone.get_by_role("button", name="确认退出").tap()
    expect(phone.get_by_text("已退出报名")).to_be_visible()
    assert session.sign_ups.get(member=member).state == SignUpState.CANCELLED


def test_a_leader_calls_the_roll_and_a_lost_network_loses_nothing(phone, town):
    leader = accepted(town.east, town.clerk, phone=NUMBER, name="带队人")
    others = [accepted(town.east, town.clerk, name=name) for name in ("甲某人", "乙某人", "丙某人")]
    session = announced(town.east, town.clerk)
    session.leader = leader
    session.save()
    joined(session, *others)
    put_back(session)
    sign_in(phone, NUMBER, "/m/")
    phone.get_by_role("link", name="楼道清扫").first.tap()
    phone.get_by_role("button", name="甲某人：到").tap()
    expect(phone.locator(f"#m{others[0].pk}")).to_contain_text("已保存：到")
    phone.route("**/mark/", lambda route: route.abort())
    phone.get_by_role("button", name="乙某人：缺").tap()
    expect(phone.locator(f"#m{others[1].pk}")).to_contain_text("网络恢复后自动保存")
    assert SignUp.objects.get(member=others[1]).state == SignUpState.SIGNED_UP
    phone.unroute("**/mark/")
    expect(phone.locator(f"#m{others[1].pk}")).to_contain_text("已保存：缺")
    assert SignUp.objects.get(member=others[1]).state == SignUpState.ABSENT
    phone.get_by_role("button", name="全部记为到").tap()
    phone.get_by_role("link", name="提交点名").tap()
    expect(phone.get_by_text("到 2 人，缺 1 人，请假 0 人。")).to_be_visible()
    phone.get_by_role("button", name="确认提交").tap()
    expect(phone.get_by_text("点名已提交，时长已生成。")).to_be_visible()
    assert ServiceRecord.objects.filter(state=ServiceState.CONFIRMED).count() == 2
    assert faults(phone) == []


def test_the_pages_pass_axe_and_fit_the_phone(phone, town):
    accepted(town.east, town.clerk, phone=NUMBER)
    session = announced(town.east, town.clerk)
    sign_in(phone, NUMBER)
    for address in ("/m/activities/", "/m/activities/mine/", f"/m/activities/{session.pk}/"):
        phone.goto(address)
        assert faults(phone) == []
