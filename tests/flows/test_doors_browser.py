"""A resident scans the code of a grid, tells of a lamp in four taps and two fields, follows it and rates it with one; the desk enters a call."""

from playwright.sync_api import expect

from grids.models import Case, Report
from tests.browser import faults, sign_in
from tests.grids.cases import world


def test_a_resident_tells_follows_and_rates(committed_town, phone):
    world.long_since()
    phone.goto(f"/tell/{committed_town.east_grid.code}/")
    assert faults(phone) == []
    taps = [
        lambda: phone.get_by_text("公共设施", exact=True).tap(),
        lambda: phone.get_by_role("link", name="路灯不亮").tap(),
        lambda: phone.get_by_role("button", name="提交").tap(),
    ]
    fields = {"在哪里": "健康路与和平街路口", "什么情况": "两盏路灯连续三晚不亮"}
    for tap in taps[:2]:
        tap()
    expect(phone.get_by_role("heading", name="路灯不亮")).to_be_visible()
    assert faults(phone) == []
    for label, words in fields.items():
        phone.get_by_label(label).fill(words)
    taps[2]()
    expect(phone.get_by_role("heading", name="已收到，等待受理")).to_be_visible()
    assert (len(taps) <= 4, len(fields)) == (True, 2)
    assert faults(phone) == []
    report = Report.objects.get()
    expect(phone.get_by_text(report.case.number, exact=True)).to_be_visible()
    code = phone.locator(".door-numbers dd").nth(1).inner_text()
    world.replied(committed_town, world.department(committed_town), report.case)
    phone.goto("/cases/find/")
    assert faults(phone) == []
    phone.get_by_label("编号").fill(report.case.number)
    phone.get_by_label("查询码").fill(code)
    phone.get_by_role("button", name="查看").tap()
    expect(phone.get_by_text("路灯已修好，感谢反映")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("button", name="解决了，满意").tap()  # one tap
    expect(phone.get_by_text("谢谢您的评价。")).to_be_visible()
    report.refresh_from_db()
    assert (report.stars, report.is_solved) == (5, True)


def test_the_desk_enters_a_call_and_is_told_of_the_same_case(committed_town, desktop):
    world.long_since()
    case = world.case(committed_town, place="健康路与和平街路口")
    sign_in(desktop, "dongyuan")
    desktop.goto("/cases/call/")
    assert faults(desktop) == []
    desktop.get_by_label("事项分类").select_option(label="路灯不亮")
    desktop.get_by_label("网格或社区").select_option(label="东园一网格")
    desktop.get_by_label("地点").fill("健康路和平街路口")
    desktop.get_by_label("事项", exact=False).nth(1).fill("路灯不亮")
    desktop.get_by_label("情况").fill("晚上路灯不亮，过马路危险")
    desktop.get_by_role("button", name="登记").click()
    expect(desktop.get_by_role("heading", name="可能是同一件事")).to_be_visible()
    assert faults(desktop) == []
    desktop.get_by_role("button", name="并入这件，单独答复").click()
    expect(desktop.get_by_text(case.number).first).to_be_visible()
    assert (Case.objects.count(), Report.objects.count()) == (1, 2)
