"""A written import is taken back: what it made goes, what it changed is as before, unless something rests on it."""

from datetime import timedelta

import pghistory
import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.imports.services import undoing
from orgtree.models import Area
from orgtree.tree.services.tree import update_area
from tests.orgtree.workbooks import workbook
from tests.volunteers.people import accepted, kind
from tests.volunteers.sheets.making import GRIDS, PHONE, person, roster, write
from volunteers.models import Member, ReportIn, ServiceRecord

pytestmark = pytest.mark.django_db


def take_back(job):
    perform_one(import_acts, "undo", pk=job.pk, by=job.created_by)
    imports.take_import_back(job.pk)
    job.refresh_from_db()
    return job


def grids(*rows):
    return workbook([GRIDS, *rows])


NEW = ["902", "九零二网格", "1", "1号楼", 120, 300]


def test_new_grids_go_and_changed_ones_are_as_before(send, town):
    code = town.east_grid.code.rsplit("-", 1)[1]
    was = (town.east_grid.name, town.east.get_descendant_count())
    job = send(grids(NEW, [code, "改了名的网格", "", "", "", ""]), "grids")
    write(job)
    assert Area.objects.get(pk=town.east_grid.pk).name == "改了名的网格"
    assert undoing.plan_undo(job).goes == {"区域": 2}
    assert take_back(job).state == JobState.UNDONE
    assert not Area.objects.filter(code__contains="-902").exists()
    east = Area.objects.get(pk=town.east.pk)
    assert (Area.objects.get(pk=town.east_grid.pk).name, east.get_descendant_count()) == was
    again = send(grids(NEW), "grids")
    assert write(again)["网格"]["新增"] == 1


def test_what_was_changed_since_stays_and_is_named(send, town):
    job = send(grids(NEW), "grids")
    write(job)
    made = Area.objects.get(code=f"{town.east.code}-902")
    with pghistory.context(user=town.secretary.pk):  # a test is one transaction, which would carry on the context
        update_area(area_id=made.pk, households=7, by=town.secretary)
    with pytest.raises(RuleBroken, match="九零二网格以后又有改动"):
        take_back(job)
    assert Area.objects.filter(pk=made.pk).exists()


def test_control_a_trail_that_sees_no_later_writes_would_let_it_go(send, town, monkeypatch):
    job = send(grids(NEW), "grids")
    write(job)
    with pghistory.context(user=town.secretary.pk):
        update_area(area_id=Area.objects.get(code=f"{town.east.code}-902").pk, households=7, by=town.secretary)
    monkeypatch.setattr(undoing.Course, "is_touched", False)
    assert take_back(job).state == JobState.UNDONE


def test_people_of_a_roster_are_no_longer_reported_in(send, town):
    job = send(roster(person("甲", PHONE(1)), person("乙")))
    write(job)
    assert take_back(job).state == JobState.UNDONE
    assert not ReportIn.objects.live().exists()
    assert write(send(roster(person("甲", PHONE(1)))))["报到党员"]["新增"] == 1
    assert Member.objects.filter(name="甲").count() == 1


def test_a_person_with_a_service_since_is_named(send, client, town):
    job = send(roster(person("甲", PHONE(1))))
    write(job)
    member = Member.objects.get()
    day = timezone.localdate()
    line = [member.number, "甲", kind().name, str(day - timedelta(days=1)), "8:30", "10:00", "清理楼道"]
    header = ["编号", "姓名", "服务类别", "日期", "开始", "结束", "内容"]
    ReportIn.objects.update(accepted_at=timezone.now() - timedelta(days=9))
    services = send(workbook([header, line]), "booklets")
    write(services)
    client.force_login(town.clerk)
    page = client.get(f"/imports/{job.pk}/undo/").content.decode()
    assert "服务记录1条" in page
    assert "确认撤销" not in page
    assert take_back(services).state == JobState.UNDONE
    assert not ServiceRecord.objects.exists()
    assert write(send(workbook([header, line]), "booklets"))["服务记录"]["新增"] == 1


def test_the_page_shows_what_goes_and_does_it_in_two_clicks(send, client, town):
    job = send(grids(NEW), "grids")
    write(job)
    client.force_login(town.secretary)
    assert f"/imports/{job.pk}/undo/" in client.get(f"/imports/{job.pk}/").content.decode()
    assert "确认撤销" in client.get(f"/imports/{job.pk}/undo/").content.decode()
    client.post(f"/imports/{job.pk}/undo/")
    imports.take_import_back(job.pk)
    assert "已撤销" in client.get(f"/imports/{job.pk}/").content.decode()
    assert client.get(f"/imports/{job.pk}/undo/").status_code == 404
    client.force_login(town.clerk)
    assert client.get(f"/imports/{job.pk}/undo/").status_code == 404


def test_something_that_comes_between_order_and_work_leaves_all_as_it_is(send, town):
    job = send(grids(NEW), "grids")
    write(job)
    perform_one(import_acts, "undo", pk=job.pk, by=job.created_by)
    made = Area.objects.get(code=f"{town.east.code}-902")
    accepted(town.east, town.clerk, name="丙")
    Member.objects.update(area=made)
    imports.take_import_back(job.pk)
    job.refresh_from_db()
    assert (job.state, Area.objects.filter(pk=made.pk).exists()) == (JobState.DONE, True)
    assert "不能撤销" in job.message
