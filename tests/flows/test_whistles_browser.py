"""The street whistles in four clicks and three fields, another approves, the department signs and answers on its phone, the street rates."""

from playwright.sync_api import expect

from grids.models import Whistle, WhistleLeg
from orgtree.models import User
from tests.browser import faults, sign_in
from tests.flows.test_needs_browser import Counted
from tests.grids.cases import world as cases
from tests.grids.whistles import world
from tests.town import PASSWORD


def _with_password(user: User) -> str:
    user.set_password(PASSWORD)
    user.save()
    return user.account


def rate(desktop, leg: WhistleLeg) -> None:
    """By the street, at the desk: two clicks and three fields."""
    desktop.context.clear_cookies()
    sign_in(desktop, "jiedao")
    desktop.goto(f"/desk/grids/whistleleg/{leg.pk}/change/")
    desk = Counted(desktop)
    desk.click("link", "评价")
    expect(desktop.locator("select[name=response]")).to_be_visible()
    assert faults(desktop) == []
    for name, stars in (("response", "5"), ("attendance", "4"), ("result", "5")):
        desktop.locator(f"select[name={name}]").select_option(stars)
        desk.fields += 1
    desk.click("button", "评价")
    expect(desktop.get_by_text("已评价，权重按吹哨当天的标准")).to_be_visible()
    assert desk.clicks <= 4
    assert desk.fields <= 3


def test_a_whistle_from_the_case_to_the_score(committed_town, desktop, phone):
    town = committed_town
    cases.long_since()
    row = world.case(town)
    unit = world.department(town)
    clerk = _with_password(world.clerk(town, unit))
    sign_in(desktop, "jiedao", "/desk/grids/case/")
    desk = Counted(desktop)
    desktop.get_by_role("link", name=row.number).first.click()
    desk.clicks += 1
    desk.click("link", "提请吹哨")
    expect(desktop.get_by_label("需要解决什么")).to_be_visible()
    assert faults(desktop) == []
    desk.fill("需要解决什么", "多年排水不畅，请现场定方案")
    desk.choose("lead", unit.name)
    desk.click("button", "提请")
    expect(desktop.get_by_text("已提请")).to_be_visible()
    assert desk.clicks <= 4
    assert desk.fields <= 3
    whistle = Whistle.objects.get()
    world.perform_one(world.whistle_acts, "approve", pk=whistle.pk, by=world.deputy(town))
    leg = WhistleLeg.objects.get()
    sign_in(phone, clerk, "/u/whistles/")
    expect(phone.get_by_text("多年排水不畅").first).to_be_visible()
    assert faults(phone) == []
    phone.goto(f"/u/whistles/{leg.pk}/")
    phone.get_by_role("button", name="签收").tap()
    expect(phone.get_by_text("已签收，请尽快应哨")).to_be_visible()
    assert faults(phone) == []
    world.done(town, leg)
    rate(desktop, leg)
    phone.context.clear_cookies()
    sign_in(phone, "jiedao")
    for page in (desktop, phone):
        page.goto("/whistles/scores/")
        expect(page.get_by_role("heading", name="部门评分表")).to_be_visible()
        assert faults(page) == []
    desktop.goto("/whistles/scores/")
    expect(desktop.get_by_text(unit.name)).to_be_visible()
    expect(desktop.get_by_text("28.2")).to_be_visible()
    assert faults(desktop) == []
    desktop.goto(f"/desk/grids/whistleleg/{leg.pk}/change/")
    assert faults(desktop) == []
