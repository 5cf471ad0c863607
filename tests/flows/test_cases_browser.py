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


def test_a_grid_worker_enters_what_was_found_on_patrol_in_three_taps(committed_town, phone):
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
    hand.click("button", "登记事项")
    expect(phone.get_by_text("等待受理")).to_be_visible()
    assert faults(phone) == []
    assert (hand.clicks, hand.fields) == (3, 3)
    case = Case.objects.get()
    assert (case.area, case.reports.get().source) == (committed_town.east_grid, CaseSource.PATROL)


def test_what_was_found_without_a_network_waits_on_the_phone_is_seen_deleted_and_sent(committed_town, phone):
    """Two wait; one is deleted, on a second tap; the other goes out by itself and leaves its receipt."""
    world.long_since()
    to_list(phone, "wangge", "/outbox/")
    listed = phone.get_by_role("main").get_by_role("listitem")
    form = phone.context.new_page()
    form.goto("/g/cases/new/")
    form.context.set_offline(True)
    for title in ("路灯不亮", "井盖松动"):
        form.get_by_label("网格或社区").select_option(str(committed_town.east_grid.pk))
        form.get_by_label("事项分类").select_option(label="路灯不亮")
        for name, words in (("place", "健康路北口"), ("title", title), ("words", "巡查时发现")):
            form.locator(f"[name={name}]").fill(words)
        form.get_by_role("button", name="登记事项").click()
        expect(form.locator("[name=title]")).to_have_value("")
    form.get_by_role("link", name="待发送2件").wait_for()
    assert not Case.objects.exists()
    # The page, which was open before, shows them when something is done there.
    phone.evaluate("window.outbox.show()")
    expect(listed).to_have_count(2)
    listed.filter(has_text="井盖松动").get_by_role("button", name="删除").click()
    expect(listed).to_have_count(2)
    listed.filter(has_text="井盖松动").get_by_role("button", name="确认删除").click()
    expect(listed).to_have_count(1)
    form.close()
    phone.context.set_offline(False)
    expect(listed.get_by_text("已发出")).to_be_visible()
    assert [case.title for case in Case.objects.all()] == ["路灯不亮"]
    assert faults(phone) == []
    listed.get_by_role("link", name="查看").click()
    expect(phone.get_by_text("受理后开始计办理时限")).to_be_visible()


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
