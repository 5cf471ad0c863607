"""The list of venues as a workbook: what went out comes in again as what it is."""

import pytest

from cocon.models import Venue
from orgtree.imports import services as imports
from tests.cocon.venues.makers import venue
from tests.orgtree.workbooks import upload
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def take_in(content: bytes, area, by):
    job = imports.upload_import(importer="venues", area=area, file=upload(content), options={}, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_what_went_out_comes_in_as_what_it_is(town):
    venue(town)
    venue(town, name="党性教育基地", kind="base", base_kind="education", is_public=False)
    reply = signed_in(town.clerk).get("/desk/cocon/venue/sheet/")
    sheet = b"".join(reply.streaming_content)
    assert take_in(sheet, town.east, town.clerk).preview["counts"] == {"阵地": {"新增": 0, "更新": 0, "不变": 2}}
    Venue.objects.filter(name="党性教育基地").update(name="另一处")  # control: what is not there would be added
    job = take_in(sheet, town.east, town.clerk)
    assert job.preview["counts"]["阵地"]["新增"] == 1, job.errors
