"""Areas of choice beside each other over twelve periods."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from orgtree.boards.services.comparing import compare
from orgtree.figures.services.figures import figures_for
from tests.orgtree.filling import OCTOBER, text

pytestmark = pytest.mark.django_db
RATE, COUNT = "volunteers.gridded_share", "volunteers.services"


def address(area, name="board-compare", **asked) -> tuple[str, dict]:
    return reverse(name, args=[area.pk]), {"period": "2026-10"} | asked


def test_each_cell_is_the_figure_with_rate_count_and_n(busy):
    shown = compare([busy.east, busy.street], OCTOBER, [RATE, COUNT])
    assert [one.slug for one in shown.periods][::11] == ["2025-11", "2026-10"]
    for table in shown.tables:
        for line in table.lines:
            for period, cell in line.points[-2:]:
                assert cell.value == figures_for([line.area.pk], period)[line.area.pk][table.figure.key]
            assert line.cells[0].value is None, "never filled"
    east = figures_for([busy.east.pk], OCTOBER)[busy.east.pk]
    count, base = (east[key] for key in shown.tables[0].figure.parts)
    assert shown.tables[0].lines[0].cells[-1].base_text == f"{count:.0f}/{base:.0f}"


def test_the_page_and_its_sheet(busy, client):
    client.force_login(busy.organisation)
    asked = {"with": [busy.east.pk, busy.west.pk], "figure": [RATE, COUNT]}
    page = text(client.get(*address(busy.street, **asked)))
    assert f"with={busy.east.pk}&amp;with={busy.west.pk}&amp;figure={RATE}&amp;figure={COUNT}" in page
    assert page.count("<table") == 2
    book = load_workbook(
        BytesIO(b"".join(client.get(*address(busy.street, "board-compare-xlsx", **asked)).streaming_content))
    )
    assert len(book.sheetnames) == 2
    words = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert words >= {"东园社区", "西园社区", "其中", "基数"}


def test_without_a_choice_the_areas_below_by_the_usual_figure(busy, client):
    client.force_login(busy.organisation)
    page = client.get(*address(busy.street))
    assert [one.name for one in page.context["shown"].areas] == ["东园社区", "西园社区"]
    assert [one.name for one in client.get(*address(busy.east_building)).context["shown"].areas] == ["1号楼"]


@pytest.mark.parametrize("asked", [{"with": "x"}, {"with": "9" * 11}, {"figure": "nothing"}, {"with": "²"}])
def test_what_is_not_there_is_not_found(busy, client, asked):
    client.force_login(busy.organisation)
    assert client.get(*address(busy.street, **asked)).status_code == 404


def test_an_area_out_of_sight_is_not_found_and_too_much_is_told(busy, client):
    client.force_login(busy.secretary)
    assert client.get(*address(busy.east, **{"with": busy.north.pk})).status_code == 404
    client.force_login(busy.organisation)
    many = [
        area.pk
        for area in (busy.district, busy.street, busy.other_street, busy.east, busy.west, busy.north, busy.east_grid)
    ]
    page = client.get(*address(busy.street, **{"with": many}))
    assert len(page.context["shown"].areas) == 6
    assert "最多比较6个区域" in text(page)
