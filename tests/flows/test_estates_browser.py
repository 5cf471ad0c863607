"""The secretary enters an estate with its company and a brand with who was served; everybody opens the brand's page on a phone."""

from playwright.sync_api import expect

from cocon.models import Brand, Estate
from tests.browser import faults, sign_in
from tests.cocon.brands.makers import brand, held, part, tally
from tests.cocon.estates.makers import company, standing, term


def test_an_estate_with_its_company(committed_town, desktop):
    unit = company(committed_town)
    term(committed_town, estate=standing(committed_town))
    sign_in(desktop, "dongyuan")
    desktop.goto("/desk/cocon/estate/")
    assert faults(desktop) == []
    desktop.goto("/desk/cocon/estate/add/")
    desktop.get_by_label("小区名称").fill("东园花园")
    desktop.get_by_label("户数").fill("860")
    desktop.get_by_label("楼栋数").fill("12")
    assert faults(desktop) == []
    desktop.get_by_role("button", name="登记").first.click()
    expect(desktop.get_by_text("东园花园已登记")).to_be_visible()
    made = Estate.objects.get(name="东园花园")
    desktop.goto(f"/desk/cocon/estate/{made.pk}/change/")
    assert faults(desktop) == []
    assert unit.name not in desktop.content()


def test_a_brands_page_on_the_phone(committed_town, desktop, phone):
    row = brand(committed_town, name="东园红邻里", is_main=True)
    part(committed_town, brand=row, activity=held(committed_town, 30, title="邻里节").activity)
    tally(committed_town, brand=row)
    sign_in(desktop, "dongyuan")
    desktop.goto(f"/desk/cocon/brand/{row.pk}/change/")
    assert faults(desktop) == []
    desktop.get_by_role("link", name="公开", exact=True).click()
    desktop.get_by_role("button", name="公开", exact=True).click()
    expect(desktop.get_by_text("已公开，可以打印和分享")).to_be_visible()
    assert Brand.objects.get().state == "public"
    phone.goto(f"/brands/{row.pk}/")
    expect(phone.get_by_role("heading", name="东园红邻里")).to_be_visible()
    expect(phone.get_by_text("70人次")).to_be_visible()
    assert faults(phone) == []
