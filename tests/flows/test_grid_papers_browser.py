"""Papers of a case, the hotline's months, open data, the window, orders, the index and its method: each at both sizes, without faults."""

import os
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from grids.index.services.computing import compute_month
from grids.models import GridIndex
from grids.opened.services.publishing import publish_months
from orgtree.choices import Permission as P
from orgtree.models import Area
from tests.api import Api
from tests.browser import faults, sign_in
from tests.deeds import at
from tests.grids.cases import world
from tests.grids.doors.makers import counted, sent
from tests.grids.index.world import case

PICTURES = os.environ.get("PICTURES", "")


def look(page, address: str, name: str) -> None:
    """Open the page and find nothing wrong with it; a picture of it where somebody wants one."""
    page.goto(address)
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"))
    assert faults(page) == [], address


def test_papers_months_and_open_data_at_both_sizes(committed_town, desktop, phone):
    town = committed_town
    world.long_since()
    Area.objects.filter(pk=town.east_building.pk).update(households=652)
    row = world.closed(town, world.department(town))
    for _ in range(3):
        for code in ("0101", "0401", "0202"):
            case(town, town.east_grid, code, source="hotline")
    Api(town.street_secretary, scopes=[P.CASE_ENTER, P.CASE_VIEW]).post(
        "door-orders/", sent(town, category_code="") | {"area": town.street.pk}
    )
    counted(town)
    compute_month(date(2026, 10, 1), now=at(2026, 11, 2))
    publish_months(today=date(2026, 11, 6))
    sign_in(desktop, "jiedao")
    sign_in(phone, "jiedao")
    index = GridIndex.objects.get(area=town.east_grid)
    for name, address in {
        "papers": f"/cases/{row.pk}/papers/",
        "months": f"/cases/months/?area={town.street.pk}&year=2026",
        "windows": "/desk/grids/windowcount/",
        "orders": "/desk/grids/doororder/",
        "index": "/desk/grids/gridindex/",
        "one": f"/desk/grids/gridindex/{index.pk}/change/",
        "method": "/grid-index/",
        "open": f"/open-data/{town.street.code}/",
    }.items():
        look(desktop, address, f"{name}-1440")
        look(phone, address, f"{name}-390")
    desktop.goto(f"/desk/grids/case/{row.pk}/change/")
    desktop.get_by_role("link", name="打印文书").click()
    with desktop.expect_download() as download:
        desktop.get_by_role("link", name="回复单 Word版").click()
    assert download.value.suggested_filename == f"回复单{row.number}.docx"
    expect(desktop.get_by_role("link", name="打印转办单")).to_be_visible()
