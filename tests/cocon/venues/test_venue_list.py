"""The lists of venues, rooms and facilities as workbooks: what went out comes in again as what it is; what lines say is read and set."""

import io

import openpyxl
import pytest

from cocon.models import Facility, Room, Venue
from cocon.venues.services.rooms import save_floor_change
from orgtree.acts import perform_one
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.sheets.declaring import importers
from orgtree.sheets.writing import template
from tests.cocon.units.makers import unit_of
from tests.cocon.venues.makers import day, room, venue
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
LISTS = {"venues": "venue", "rooms": "room", "facilities": "facility"}
MODELS = {"venues": Venue, "rooms": Room, "facilities": Facility}
TITLES = {"venues": "阵地", "rooms": "房间与场地", "facilities": "生活圈设施"}


def take_in(importer: str, content: bytes, town, *, apply: bool = False):
    job = imports.upload_import(importer=importer, area=town.east, file=upload(content), options={}, by=town.clerk)
    imports.check_import(job.pk)
    job.refresh_from_db()
    if apply:
        assert job.errors == [], job.errors
        perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
        imports.apply_import(job.pk)
        job.refresh_from_db()
    return job


def sheet_of(importer: str, *lines: dict) -> bytes:
    """A workbook with the importer's headings and these lines, told by field."""
    fields = importers[importer].form.asked_fields()
    return workbook(
        [[field.label for field in fields.values()], *([line.get(name, "") for name in fields] for line in lines)]
    )


def counts(job, importer: str) -> tuple[int, int, int]:
    found = job.preview["counts"][TITLES[importer]]
    return found["新增"], found["更新"], found["不变"]


def wrong(job) -> set[tuple[str, str]]:
    return {(error["column"], error["message"]) for error in job.errors}


@pytest.fixture
def kept(town):
    """Two venues, one a unit's, with rooms and a facility; what they hold is what a sheet may say."""
    unit = unit_of(town)
    base = venue(town, name="党性教育基地", kind="base", base_kind="education", is_public=False, unit=unit, m2=300)
    save_floor_change(venue=base, kind="added", day=day(-1), m2=50, note="", cost=None, by=town.clerk)
    hall = venue(town, m2=460)
    room(town, at=hall, hours="一至五 8:30-12:00、14:00-18:00", prepare=30, for_groups=True, is_lent=False)
    room(town, at=base, name="展厅", use="classroom", hours="六日 9:00-17:00", asks_approval=True, lead_days=5)
    Facility.objects.create(area=town.east, kind="health", name="卫生服务站", since=day(-9))
    return base, hall


@pytest.mark.parametrize("importer", LISTS)
def test_what_went_out_comes_in_as_what_it_is(town, kept, importer):
    model = MODELS[importer]
    there = model.objects.count()
    reply = signed_in(town.clerk).get(f"/desk/cocon/{LISTS[importer]}/sheet/")
    content = b"".join(reply.streaming_content)
    job = take_in(importer, content, town)
    assert (counts(job, importer), job.errors) == ((0, 0, there), [])
    row = model.objects.earliest("pk")  # control: what is not there would be added
    model.objects.filter(pk=row.pk).update(name="另一处")
    assert counts(take_in(importer, content, town), importer) == (1, 0, there - 1)


def test_what_went_out_makes_the_same_again(town, kept):
    """Rooms that are gone come back with all their terms."""
    reply = signed_in(town.clerk).get("/desk/cocon/room/sheet/")
    content = b"".join(reply.streaming_content)
    before = {one.name: {**one.__dict__, "_state": 0, "id": 0} for one in Room.objects.all()}
    Room.objects.all().delete()
    take_in("rooms", content, town, apply=True)
    after = {one.name: {**one.__dict__, "_state": 0, "id": 0} for one in Room.objects.all()}
    for one in (before, after):
        for row in one.values():
            row["hours"] = Room(hours=row["hours"]).hours_label
    assert after == before


def test_a_venue_comes_with_its_floor_and_its_unit(town):
    unit = unit_of(town)
    line = {"name": "学校操场", "kind": "其他活动场所", "address": "学校路1号", "since": "2025.3", "m2": "900㎡"}
    job = take_in("venues", sheet_of("venues", line | {"unit": unit.name}), town, apply=True)
    made = Venue.objects.get(name="学校操场")
    assert (made.unit, made.is_public, made.floor_changes.get().m2, job.state) == (unit, True, 900, "done")
    again = take_in(
        "venues", sheet_of("venues", line | {"address": "学校路2号", "is_public": "否", "m2": "1"}), town, apply=True
    )
    made.refresh_from_db()
    assert counts(again, "venues") == (0, 1, 0)
    assert (made.address, made.is_public, made.unit, made.floor_changes.get().m2) == ("学校路2号", False, unit, 900)


def test_rooms_come_with_their_hours_and_what_is_left_out_is_usual(town):
    at = venue(town)
    line = {
        "venue": "东园 党群服务中心",
        "name": "书画室",
        "use": "培训教室",
        "capacity": "30人",
        "hours": "每天 8:00-21:00",
    }
    plain = {"venue": at.name, "name": "办公室", "use": "党组织办公室", "capacity": "8", "is_lent": "否"}
    take_in("rooms", sheet_of("rooms", line, plain), town, apply=True)
    lent, office = Room.objects.get(name="书画室"), Room.objects.get(name="办公室")
    assert (lent.venue, lent.use, lent.capacity, lent.hours, lent.is_lent) == (
        at,
        "classroom",
        30,
        "每天 8:00-21:00",
        True,
    )
    assert (office.is_lent, office.longest, office.hours_label[:4]) == (False, 240, "周一至周")
    more = line | {"hours": "每天 8:00-20:00；周日休息", "checks_in": "是"}
    take_in("rooms", sheet_of("rooms", more), town, apply=True)
    lent.refresh_from_db()
    assert (lent.hours_label, lent.checks_in, lent.capacity) == ("周一至周日 8:00-20:00", True, 30)


def test_bad_lines_are_told_at_their_columns_and_nothing_is_written(town):
    at = venue(town)
    good = {"venue": at.name, "name": "书画室", "use": "培训教室", "capacity": "30"}
    bad = [
        good,
        good,
        good | {"name": "甲", "venue": "没有的中心"},
        good | {"name": "乙", "use": "桑拿房"},
        good | {"name": "丙", "capacity": "9000"},
        good | {"name": "丁", "hours": "早上"},
        good | {"name": "戊", "is_lent": "也许"},
        good | {"name": "己", "waits_for": "1"},
    ]
    job = take_in("rooms", sheet_of("rooms", *bad), town)
    told = dict(wrong(job))
    assert told.keys() == {"名称", "阵地", "功能", "容纳人数", "开放时间", "可以预约", "等候时间"}
    assert "表中重复" in told["名称"]
    assert "先登记" in told["阵地"]
    assert "没有“桑拿房”，可选：党组织办公室" in told["功能"]
    assert "没有写明星期几" in told["开放时间"]
    assert not Room.objects.exists()
    lines = [
        {"name": "甲", "kind": "组织生活基地", "address": "一", "since": "2025-1-1"},
        {"name": "乙", "kind": "讲习所", "address": "一", "since": "2025-1-1", "base_kind": "红色文化"},
        {"name": "丙", "kind": "讲习所", "address": "一", "since": "2025-1-1", "until": "2024-1-1"},
        {"name": "丁", "kind": "讲习所", "address": "一", "since": "2025-1-1", "unit": "没有的学校"},
    ]
    told = [column for column, _ in sorted(wrong(take_in("venues", sheet_of("venues", *lines), town)))]
    assert sorted(told) == sorted(["基地类型", "停用日期", "开放单位"])
    line = {"kind": "卫生站", "name": "甲", "since": "2025-1-1"}
    assert {column for column, _ in wrong(take_in("facilities", sheet_of("facilities", line), town))} == {"类别"}


def test_facilities_come_in_and_end(town):
    line = {"kind": "公园绿地", "name": "东园公园", "since": "2024.5"}
    take_in("facilities", sheet_of("facilities", line), town, apply=True)
    take_in("facilities", sheet_of("facilities", line | {"until": "2026-6-30"}), town, apply=True)
    made = Facility.objects.get()
    assert (made.area, made.kind, f"{made.since}", f"{made.until}") == (town.east, "green", "2024-05-01", "2026-06-30")


def test_a_stranger_takes_nothing_in(town):
    with refused("not_found", "area"):
        imports.upload_import(
            importer="rooms", area=town.east, file=upload(sheet_of("rooms")), options={}, by=town.west_secretary
        )


@pytest.mark.parametrize("importer", LISTS)
def test_the_template_has_notes_and_drop_downs(importer):
    book = openpyxl.load_workbook(io.BytesIO(template(importers[importer])))
    fields = importers[importer].form.asked_fields()
    assert [cell.value for cell in book["填写"][3]][1:] == [field.label for field in fields.values()]
    chosen = [name for name, field in fields.items() if hasattr(field, "words")]
    assert chosen
    assert len(book["填写"].data_validations.dataValidation) == len(chosen)
    notes = {row[0]: row[1:] for row in book["填写说明"].iter_rows(min_row=2, values_only=True)}
    for name in chosen:
        assert notes[fields[name].label][2] == "、".join(fields[name].words)


def test_the_list_says_how_large_a_venue_is_in_one_query(town, kept, django_assert_num_queries):
    desk = signed_in(town.clerk)
    page = desk.get("/desk/cocon/venue/").content.decode()
    assert all(f">{number}<" in page for number in (350, 460))
