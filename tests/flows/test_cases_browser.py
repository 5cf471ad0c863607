"""A case in three hands: the grid worker finds it on patrol, the community accepts it and gives it on, the department deals with it on its phone."""

from playwright.sync_api import expect

from grids.cases.choices import CaseSource, CaseState, LegState
from grids.models import Case, Leg
from tests.browser import faults, sign_in
from tests.flows.test_needs_browser import Counted
from tests.grids.cases import world


def to_list(page, account: str, address: str) -> Counted:
    """The person's list, signed in; clicks are counted from there."""
    sign_in(page, account, address)
    assert faults(page) == []
    return Counted(page)


def test_a_grid_worker_enters_what_was_found_on_patrol_in_three_taps_and_loses_nothing_offline(committed_town, phone):
    world.long_since()
    hand = to_list(phone, "wangge", "/desk/")
    hand.click("link", "登记巡查")
    expect(phone.get_by_label("网格或社区")).to_have_value(str(committed_town.east_grid.pk))  # there is no other
    assert faults(phone) == []
    phone.get_by_label("事项分类").select_option(label="路灯不亮")
    hand.clicks += 1
    for label, words in (("地点", "健康路北口"), ("事项", "路灯不亮"), ("情况", "巡查时两盏路灯不亮")):
        hand.fill(label, words)
    expect(phone.get_by_text("已暂存在本机，断网也不会丢")).to_be_visible()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="登记事项").click()
    expect(phone.get_by_text("现在没有网络")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("现在没有网络")).to_be_hidden()
    assert not Case.objects.exists()
    hand.click("button", "登记事项")
    expect(phone.get_by_text("等待受理")).to_be_visible()
    assert faults(phone) == []
    assert (hand.clicks, hand.fields) == (3, 3)
    case = Case.objects.get()
    assert (case.area, case.reports.get().source) == (committed_town.east_grid, CaseSource.PATROL)


def test_several_found_without_a_network_wait_on_the_phone_are_seen_deleted_and_sent(committed_town, phone):
    world.long_since()
    to_list(phone, "wangge", "/g/cases/new/")
    phone.context.set_offline(True)
    for title in ("路灯不亮", "井盖松动", "路牌倒了"):
        phone.get_by_label("网格或社区").select_option(str(committed_town.east_grid.pk))
        phone.get_by_label("事项分类").select_option(label="路灯不亮")
        for name, words in (("place", "健康路北口"), ("title", title), ("words", "巡查时发现")):
            phone.locator(f"[name={name}]").fill(words)
        phone.get_by_role("button", name="登记事项").click()
        phone.get_by_role("button", name="先存着，再登记一件").click()
        expect(phone.locator("[name=title]")).to_have_value("")
    waiting = phone.get_by_role("region", name="等待发出")
    expect(waiting.get_by_role("listitem")).to_have_count(3)
    waiting.get_by_role("listitem").filter(has_text="井盖松动").get_by_role("button", name="发出").click()
    expect(waiting.get_by_text("没有发出，仍在本机")).to_be_visible()
    waiting.get_by_role("listitem").filter(has_text="路牌倒了").get_by_role("button", name="删除").click()
    expect(waiting.get_by_role("listitem")).to_have_count(2)
    assert not Case.objects.exists()
    phone.context.set_offline(False)
    expect(waiting.get_by_role("listitem")).to_have_count(0)
    assert sorted(Case.objects.values_list("title", flat=True)) == ["井盖松动", "路灯不亮"]
    phone.goto("/g/cases/")
    assert faults(phone) == []


def test_a_community_accepts_and_gives_on_in_three_clicks(committed_town, desktop):
    world.long_since()
    unit = world.department(committed_town)
    case = world.case(committed_town)
    desk = to_list(desktop, "dongyuan", "/g/cases/")
    desk.click("link", case.number)
    expect(desktop.get_by_role("button", name="受理", exact=True)).to_be_visible()
    assert faults(desktop) == []
    desk.click("button", "受理")
    expect(desktop.get_by_text("已受理，办理时限开始计算")).to_be_visible()
    assert faults(desktop) == []
    desk.choose("lead", str(unit.unit))
    desk.click("button", "交办")
    expect(desktop.get_by_text("已交办，等单位签收")).to_be_visible()
    assert (desk.clicks, desk.fields) == (3, 1)
    case.refresh_from_db()
    assert (case.state, case.lead) == (CaseState.ASSIGNED, unit.unit)


def test_a_department_signs_handles_and_answers_on_the_phone(committed_town, phone):
    world.long_since()
    unit = world.department(committed_town)
    case = world.assigned(committed_town, unit)
    hand = to_list(phone, unit.clerk.account, "/u/cases/")
    hand.click("link", case.number)
    expect(phone.get_by_role("button", name="签收")).to_be_visible()
    assert faults(phone) == []
    hand.click("button", "签收")
    expect(phone.get_by_role("button", name="办结", exact=True)).to_be_visible()
    assert faults(phone) == []
    hand.choose("result", "已解决")
    hand.fill("办理情况", "已更换两盏路灯，当晚亮灯")
    hand.click("button", "办结")
    expect(phone.get_by_text("已办结").first).to_be_visible()
    assert faults(phone) == []
    assert (hand.clicks, hand.fields) == (3, 2)
    case.refresh_from_db()
    assert (case.state, case.answer) == (CaseState.DONE, "已更换两盏路灯，当晚亮灯")
    assert Leg.objects.get().state == LegState.DONE
