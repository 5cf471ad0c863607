"""The list of wishes as a workbook: numbers are numbers, and what went out comes in again as what it is."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from cocon.models import Wish
from cocon.wishes.services.wishes import wishes
from orgtree.acts import perform_one
from orgtree.imports import services as imports
from tests.cocon.wishes.test_wishes import claimed, wish
from tests.orgtree.workbooks import upload
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def sheet_of(user, **query) -> bytes:
    reply = signed_in(user).get("/desk/cocon/wish/sheet/", query)
    assert reply.status_code == 200, reply
    return b"".join(reply.streaming_content)


def take_in(content: bytes, area, by):
    job = imports.upload_import(importer="wishes", area=area, file=upload(content), options={}, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_numbers_are_numbers_with_their_sum(town):
    wish(town, people_helped=3)
    wish(town, title="另一个", people_helped=4)
    _, _, headings, *rows, total = load_workbook(BytesIO(sheet_of(town.clerk))).active.iter_rows(values_only=True)
    place = headings.index("帮助人数")
    assert ([row[place] for row in rows], total[place]) == ([4, 3], 7)


def test_what_went_out_comes_in_as_what_it_is(town, member):
    wish(town)
    claimed(town, member, title="送药")
    over = wish(town, title="不要了")
    perform_one(wishes, "cancel", pk=over.pk, by=town.clerk, reason="居民已搬走")
    sheet = sheet_of(town.clerk)
    job = take_in(sheet, town.east, town.clerk)
    assert job.preview["counts"] == {"微心愿": {"新增": 0, "更新": 0, "不变": 3}}, job.errors
    Wish.objects.filter(title="送药").update(title="陪诊")  # control: what is not there would be added
    assert take_in(sheet, town.east, town.clerk).preview["counts"]["微心愿"]["新增"] == 1


def test_a_row_of_another_community_is_refused(town):
    wish(town)
    wish(town, area=town.west, by=town.west_secretary)
    job = take_in(sheet_of(town.west_secretary), town.east, town.clerk)
    assert [(error["column"], "西园社区" in error["message"]) for error in job.errors] == [("所属区域", True)]
    assert "所属区域" not in job.preview["unknown"], "said to be read by nobody, and read"
