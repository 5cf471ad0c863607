"""The secretary's desk in a hand: its lists, a form of each and the page of a row, judged by axe, none wider than the phone."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults, measured, sign_in
from tests.volunteers.gatherings import announced
from tests.volunteers.people import accepted, logged

LISTS = ("reportin", "member", "servicerecord", "activity", "dutypost")
FORMS = ("volunteers/activity", "volunteers/dutypost", "cocon/wish", "volunteers/unitreportin")


@pytest.fixture
def busy(committed_town):
    """A member with a service to confirm and an activity to come."""
    member = accepted(committed_town.east, committed_town.secretary, name="王问")
    logged(member)
    announced(committed_town.east, committed_town.secretary)
    return committed_town


def low_ones(page) -> list[str]:
    """What there is to press in the part below the head that is lower than a fingertip: 44 px."""
    return measured(
        page,
        """() => [...document.querySelectorAll("#result_list a, #submit-row button, #submit-row a, .object-acts a, "
          + ".queue, .by-place a, .plain-links a, .quick-links a, .desk-act button, .desk-act .act-back")]
          .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
          .map((one) => one.outerHTML.slice(0, 120))""",
    )


def high_ones(page) -> list[str]:
    """The rows of the list on view that take more than a line to press and two to read."""
    return measured(
        page,
        """() => [...document.querySelectorAll("#result_list .data-row")]
          .filter((one) => one.getBoundingClientRect().height > 44 + 2 * 30).map((one) => one.textContent.trim())""",
    )


def test_the_desk_fits_a_hand(busy, phone):
    sign_in(phone, "dongyuan", "/desk/")
    found = faults(phone) + low_ones(phone)
    for name in LISTS:
        phone.goto(f"/desk/volunteers/{name}/")
        expect(phone.locator("h1.crumbs")).to_be_visible()
        found += faults(phone) + low_ones(phone) + high_ones(phone)
    for name in FORMS:
        phone.goto(f"/desk/{name}/add/")
        expect(phone.locator('[role="combobox"][aria-labelledby*="_label"]').first).to_be_visible()
        found += faults(phone) + low_ones(phone)
    assert found == []


def test_a_row_is_opened_and_an_act_done_with_a_finger(busy, phone):
    sign_in(phone, "dongyuan")
    phone.goto("/desk/volunteers/servicerecord/")
    phone.locator("#result_list").get_by_role("link", name="王问").tap()
    expect(phone.locator("h1.crumbs")).to_contain_text("王问")
    assert faults(phone) + low_ones(phone) == []
    phone.get_by_role("link", name="退回").tap()
    expect(phone.get_by_role("button", name="退回")).to_be_visible()
    assert faults(phone) + low_ones(phone) == []


def test_the_menu_opens_and_leads_to_a_place_and_its_tabs(busy, phone):
    """The frame is the same on the theme's pages and on ours, with the tab on view in sight."""
    sign_in(phone, "dongyuan")
    for address in ("/desk/volunteers/member/", "/imports/", "/emergencies/", "/board/"):
        phone.goto(address)
        expect(phone.locator("#shell-menu")).to_be_hidden()
        expect(phone.get_by_role("link", name="搜索")).to_be_visible()
        phone.get_by_role("button", name="菜单").tap()
        menu = phone.get_by_role("navigation", name="菜单")
        expect(menu.get_by_role("link", name="活动与服务")).to_be_visible()
        assert faults(phone, "#shell-menu") == []
        menu.get_by_role("link", name="活动与服务").tap()
        expect(phone.locator("h1.crumbs")).to_contain_text("服务记录")
        phone.get_by_role("navigation", name="活动与服务").get_by_role("link", name="应急动员").tap()
        expect(phone.get_by_role("heading", name="应急动员")).to_be_visible()
        tab = phone.locator(".shell-tabs [aria-current]")
        expect(tab).to_have_text("应急动员")
        expect(tab).to_be_in_viewport(ratio=0.9)


def test_contrast_is_measured_wherever_a_look_is_new(busy, desktop):
    """Negative control: a page that was judged before, with one link in a grey that nobody reads, or on a ground as dark as it is."""
    sign_in(desktop, "dongyuan")
    desktop.goto("/desk/volunteers/member/")
    link = desktop.locator("#result_list a").first
    expect(link).to_be_visible()
    assert [faults(desktop), faults(desktop)] == [[], []]
    for spoilt, is_found in (("color: #ccc", True), ("background: #333", True), ("", False)):
        link.evaluate("(one, style) => one.setAttribute('style', style)", spoilt)
        assert any("color-contrast" in fault for fault in faults(desktop)) == is_found, spoilt
