"""Budgets come from a sheet as people write them; the same sheet once more changes nothing."""

import pytest

from cocon.models import FundLine
from orgtree.acts import perform_one
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.cocon.projects.world import granted
from tests.orgtree.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ["社区", "资金类别", "预算名称", "年度", "金额"]


def take_in(rows, town):
    file = upload(workbook([HEADINGS, *rows]))
    job = imports.upload_import(importer="budgets", area=town.street, file=file, options={}, by=town.street_secretary)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def written(rows, town):
    job = take_in(rows, town)
    assert not job.errors, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.street_secretary, seen=job.preview["digest"])
    imports.apply_import(job.pk)


ROWS = [
    ["东园", "社区工作经费", "", 2026, "3.6万元"],
    ["西园社区", "党建活动经费", "活动经费", 2026, "20,000"],
    ["", "党建活动经费", "", 2026, 40000.5],
]


def test_they_are_granted_once(town):
    written(ROWS, town)
    lines = FundLine.objects.with_sums().order_by("pk")
    assert [(line.area, line.name, line.purse.budget) for line in lines] == [
        (town.east, "社区工作经费", 3_600_000),
        (town.west, "活动经费", 2_000_000),
        (town.street, "党建活动经费", 4_000_050),
    ]
    assert take_in(ROWS, town).preview["counts"] == {"预算": {"新增": 0, "更新": 0, "不变": 3}}


def test_what_will_not_do_is_said_at_its_line(town):
    granted(town, 10, kind="party", name="党建活动经费", year=2026)
    rows = [
        ["北苑社区", "党建活动经费", "", 2026, 1],  # another street
        ["东园", "活动费", "", 2026, 1],
        ["东园", "党建活动经费", "", 1999, 1],
        ["东园", "党建活动经费", "", 2026, "0"],
        ["", "党建活动经费", "", 2026, 11],  # granted with another amount
    ]
    job = take_in(rows, town)
    assert {error["row"] for error in job.errors} == {2, 3, 4, 5, 6}, job.errors
    assert FundLine.objects.count() == 1
