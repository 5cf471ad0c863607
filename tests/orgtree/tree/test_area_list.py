"""The workbook of areas: all of them in one list, and what went out comes in again as what it is."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from orgtree.acts import perform_one
from orgtree.choices import AreaKind
from orgtree.imports import services as imports
from orgtree.models import Area
from orgtree.tree.acts import area_acts
from orgtree.tree.services.tree import create_area
from tests.orgtree.workbooks import upload
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db

SHEET = "/desk/orgtree/area/sheet/"


def sheet_of(user, **query) -> bytes:
    reply = signed_in(user).get(SHEET, query)
    assert reply.status_code == 200, reply
    return b"".join(reply.streaming_content)


def lines_of(content: bytes) -> list[dict]:
    _, _, headings, *rows, _ = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def take_in(content: bytes, area, by):
    job = imports.upload_import(importer="grids", area=area, file=upload(content), options={}, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_what_went_out_comes_in_as_what_it_is(town):
    gone = create_area(
        parent_id=town.east_grid.pk, kind="building", code=f"{town.east_grid.code}-009", name="拆除楼", by=None
    )
    perform_one(area_acts, "dissolve", pk=gone.pk, by=None)
    below = town.east.get_descendants(include_self=True)
    grids, buildings = (
        below.filter(kind=kind, dissolved_on=None).count() for kind in (AreaKind.GRID, AreaKind.BUILDING)
    )
    sheet = sheet_of(town.secretary)
    job = take_in(sheet, town.east, town.secretary)
    assert job.errors == []
    counts = {kind: (new["新增"], new["更新"], new["不变"]) for kind, new in job.preview["counts"].items()}
    assert counts == {"网格": (0, 0, grids), "楼栋": (0, 0, buildings), "区域": (0, 0, 2)}
    # Control: what the sheet says otherwise would be changed.
    Area.objects.filter(pk=town.east_building.pk).update(households=61, name="老楼")
    changed = take_in(sheet, town.east, town.secretary)
    assert changed.preview["counts"]["楼栋"]["更新"] == 1


def test_a_list_of_two_communities_is_not_taken_in_as_one(town):
    job = take_in(sheet_of(town.street_secretary), town.east, town.secretary)
    assert any(f"“{town.east.name}”内没有代码为 {town.west.code}" in error["message"] for error in job.errors)


def test_numbers_of_areas_that_lie_in_each_other_are_not_added_up(town):
    Area.objects.filter(pk=town.east.pk).update(households=60)
    _, _, headings, *_, total = load_workbook(BytesIO(sheet_of(town.secretary))).active.iter_rows(values_only=True)
    assert total[headings.index("户数")] in ("", None)
    assert 60 in {line["户数"] for line in lines_of(sheet_of(town.secretary))}


def test_the_search_narrows_it_and_the_tree_leads_to_it(town):
    client = signed_in(town.street_secretary)
    assert SHEET in client.get("/desk/orgtree/area/").content.decode()
    assert "sheet/?q=%E4%B8%80%E7%BD%91%E6%A0%BC" in client.get("/desk/orgtree/area/", {"q": "一网格"}).content.decode()
    names = {line["名称"] for line in lines_of(sheet_of(town.street_secretary, q="东园一网格"))}
    assert names == {"东园一网格"}


def test_who_may_not_export_is_led_to_none(town):
    assert SHEET not in signed_in(town.grid_worker).get("/desk/orgtree/area/").content.decode()


def test_a_workbook_of_many_costs_no_more_queries(town):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            sheet_of(town.secretary)
        return len(seen)

    queries()
    few = queries()
    for number in range(20, 24):
        create_area(
            parent_id=town.east_grid.pk,
            kind="building",
            code=f"{town.east_grid.code}-{number:03d}",
            name=f"{number}号楼",
            by=None,
        )
    assert queries() == few
