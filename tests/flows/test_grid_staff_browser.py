"""Somebody is put on the roll and on the card of their grid; everybody reads the card on a phone; the index and the ledger at both sizes."""

from datetime import date

from django.utils import timezone
from playwright.sync_api import expect

from grids.index.services.computing import compute_month
from grids.models import GridCard, GridIndex, StaffTerm
from grids.staff.choices import StaffRole
from orgtree.models import Area
from tests.browser import faults, sign_in
from tests.deeds import at
from tests.grids.index.world import case
from tests.grids.staff.makers import agreed, card, published, serving, trained


def test_from_the_roll_to_the_card(committed_town, desktop, phone):
    town = committed_town
    trained(town, term=serving(town, until=timezone.localdate()))
    agreed(town, area=town.east_grid, role=StaffRole.STREET_CHIEF, holder="冯试", phone="13800001234", beat="健康街")
    card(town)
    sign_in(desktop, "dongyuan")
    desktop.goto("/desk/grids/staffterm/add/")
    assert faults(desktop) == []
    desktop.goto("/desk/grids/staffterm/")
    assert faults(desktop) == []
    desktop.goto("/desk/grids/gridcover/?lacks=worker")
    expect(desktop.get_by_text("东园二网格").first).to_be_visible()
    assert faults(desktop) == []
    desktop.goto(f"/desk/grids/gridcard/{GridCard.objects.get().pk}/change/")
    desktop.get_by_role("link", name="公布", exact=True).click()
    desktop.get_by_role("button", name="公布", exact=True).click()
    expect(desktop.get_by_text("已公布，可以打印张贴")).to_be_visible()
    phone.goto(f"/grids/{town.east_grid.code}/")
    for words in ("东至健康街", "冯试", "13800001234"):
        expect(phone.get_by_text(words).first).to_be_visible()
    assert faults(phone) == []


def test_the_index_and_the_ledger(committed_town, desktop, phone):
    town = committed_town
    Area.objects.update(opened_on=date(2020, 1, 1))
    Area.objects.filter(pk=town.east_building.pk).update(households=652)
    Area.objects.filter(pk=town.east_grid_two.pk).update(households=700)
    for grid in (town.east_grid, town.east_grid_two):
        for code in ("0101", "0101", "0401", "0301", "0202", "0202"):
            case(town, grid, code)
    compute_month(date(2026, 10, 1), now=at(2026, 11, 2))
    row = GridIndex.objects.get(area=town.east_grid)
    sign_in(desktop, "dongyuan")
    for page in ("gridindex/", f"gridindex/{row.pk}/change/", f"indexpoint/?of={row.pk}", "gridledger/"):
        desktop.goto(f"/desk/grids/{page}")
        assert faults(desktop) == []
    desktop.goto(f"/desk/grids/gridledger/{town.east_grid.pk}/change/")
    assert faults(desktop) == []
    phone.goto("/grid-index/")
    assert faults(phone) == []
    assert StaffTerm.objects.exists()
    assert published(town).state == "public"
