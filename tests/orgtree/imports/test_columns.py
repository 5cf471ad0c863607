"""An office's own headings: read by likeness, corrected in selects, remembered for its next sheet."""

import pytest

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.imports.services import layouts
from orgtree.models import ImportJob
from tests.orgtree.workbooks import upload, workbook
from volunteers.models import Member

pytestmark = pytest.mark.django_db

HEADINGS = ["编码", "姓名", "移动电话", "工作单位及职务", "家住哪里"]
LINE = ["A1", "王试", "19912345678", "第二中学", "阳光小区"]
AGAIN = ["A2", "李试", "19912345679", "第二中学", "阳光小区"]


@pytest.fixture
def desk(client, town):
    client.force_login(town.clerk)
    return client


def checked(area, by, *rows, headings=HEADINGS):
    content = workbook([headings, *rows])
    job = imports.upload_import(importer="roster", area=area, file=upload(content), options={"consented": True}, by=by)
    return look(job)


def look(job):
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def told(job):
    return {heading: (name, how) for heading, _, name, how in job.preview["columns"]}


def choose(client, job, **columns):
    """Send the selects as they stand, but for those named."""
    answers = {}
    for place, (heading, _, name, _) in enumerate(job.preview["columns"]):
        answers[f"column-{place}"] = columns.get(heading, name)
    client.post(f"/imports/{job.pk}/columns/", answers)
    return look(job)


def written(job):
    perform_one(import_acts, "confirm", pk=job.pk, by=job.created_by)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message


def test_a_layout_is_told_once_and_asked_about_never_again(desk, town):
    job = checked(town.east, town.clerk, LINE)
    assert told(job)["工作单位及职务"] == ("unit_name", "like")
    page = desk.get(f"/imports/{job.pk}/").content.decode()
    assert "名称相近，请核对" in page
    assert job.errors
    job = choose(desk, job, 移动电话="phone", 家住哪里="residence")
    assert (job.state, job.errors) == (JobState.READY, [])
    written(job)
    assert Member.objects.get().phone == "19912345678"
    other_order = [HEADINGS[0], *reversed(HEADINGS[1:])]
    again = checked(town.east, town.clerk, ["A3", *reversed(AGAIN[1:])], headings=other_order)
    assert (again.state, told(again)["家住哪里"]) == (JobState.READY, ("residence", "kept"))
    written(again)
    assert Member.objects.count() == 2


def test_a_column_that_was_left_out_stays_left_out(desk, town):
    job = choose(desk, checked(town.east, town.clerk, LINE), 工作单位及职务="", 家住哪里="residence")
    assert "工作单位" in [error["column"] for error in job.errors]
    assert told(checked(town.east, town.clerk, AGAIN))["工作单位及职务"] == ("", "")


def test_another_area_is_told_by_itself(desk, town):
    choose(desk, checked(town.east, town.clerk, LINE), 家住哪里="residence")
    assert told(checked(town.east, town.clerk, AGAIN))["家住哪里"] == ("residence", "kept")
    ImportJob.objects.update(area=town.west)
    assert told(checked(town.east, town.clerk, AGAIN))["家住哪里"] == ("", "")


@pytest.mark.parametrize(
    ("columns", "message"),
    [({"移动电话": "name"}, "姓名选了两列"), ({"移动电话": "state_of_things"}, "列的对应有误")],
)
def test_a_wrong_answer_is_refused_and_nothing_changes(desk, town, columns, message):
    job = checked(town.east, town.clerk, LINE)
    answers = {f"column-{n}": columns.get(h, name) for n, (h, _, name, _) in enumerate(job.preview["columns"])}
    reply = desk.post(f"/imports/{job.pk}/columns/", answers, follow=True)
    assert message in reply.content.decode()
    job.refresh_from_db()
    assert (job.state, job.columns) != (JobState.CHECKING, columns)


@pytest.mark.parametrize("text", ["", "[]", '{"姓名": 1}', "x"])
def test_answers_that_are_none_are_refused(text):
    with pytest.raises(RuleBroken) as refusal:
        layouts.read_columns(text)
    assert refusal.value.field == "columns"


def test_a_sheet_without_a_required_column_is_mended_on_the_page(desk, town):
    headings = ["党员编码", "谁", "移动电话", "工作单位", "居住小区"]
    job = checked(town.east, town.clerk, LINE, headings=headings)
    assert job.state == JobState.INVALID
    assert "缺少列：姓名" in job.errors[0]["message"]
    assert "按这样重新核对" in desk.get(f"/imports/{job.pk}/").content.decode()
    assert choose(desk, job, 谁="name", 移动电话="phone").state == JobState.READY


def test_what_is_remembered_costs_one_query(town, django_assert_num_queries):
    job = checked(town.east, town.clerk, LINE)
    job = ImportJob.objects.select_related("area", "created_by").get(pk=job.pk)
    job.created_by.holds("x")
    arranged = layouts.arranged_for(job)
    arranged.remembered("warm")
    arranged = layouts.arranged_for(job)
    with django_assert_num_queries(1):
        assert [arranged.remembered(layout) for layout in "abc"] == [{}, {}, {}]


def test_the_selects_are_open_where_rows_are_refused_and_a_column_was_not_known(desk, town):
    known = ["姓名", "手机", "工作单位", "居住小区/楼栋"]
    is_open = '<details class="import-columns" open>'
    odd = checked(town.east, town.clerk, ["王试", "19912345678", "第二中学", "阳光"], headings=[*known[:3], "家住哪里"])
    assert odd.errors
    assert is_open in desk.get(f"/imports/{odd.pk}/").content.decode()
    plain = checked(town.east, town.clerk, ["王试", "19912345678", "第二中学", "阳光"], headings=known)
    assert is_open not in desk.get(f"/imports/{plain.pk}/").content.decode()
