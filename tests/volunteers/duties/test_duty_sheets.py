"""Duty posts from a workbook: set up, changed, harmless when sent again; told at the row what is wrong."""

from datetime import date

import pytest

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted
from tests.volunteers.posts import claimed, opened
from volunteers.choices import DutyClass, DutyKind, FreeTime
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.models import DutyPost, Skill

pytestmark = pytest.mark.django_db
HEADER = [
    "岗位名称",
    "岗位类别",
    "岗位类型",
    "岗位职责",
    "需要人数",
    "所需特长",
    "上岗时间",
    "任期截止",
    "网格",
    "楼栋",
]
ROW = ["政策宣讲员", "社区治理", "", "每月入户宣讲一次", "2", "", "", "", "", ""]


def check(town, *rows):
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="duties", area=town.east, file=file, options={}, by=town.secretary)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def take_in(town, *rows):
    job = check(town, *rows)
    assert job.state == JobState.READY, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message
    return job


def told(job) -> set[tuple[int, str]]:
    return {(error["row"] - 1, error["column"]) for error in job.errors}


def test_a_row_sets_up_a_post_and_sent_again_adds_nothing(town):
    skill = Skill.objects.filter(is_active=True).first()
    row = [*ROW[:5], skill.name, "周末白天", "2030年1月1日", "", ""]
    row[6] = FreeTime.WEEKEND_DAY.label
    take_in(town, row)
    post = DutyPost.objects.get()
    assert (post.area, post.post_class, post.kind, post.needed) == (
        town.east,
        DutyClass.GOVERNANCE,
        DutyKind.ORDINARY,
        2,
    )
    assert (list(post.skills.all()), post.free_times, post.until) == (
        [skill],
        [FreeTime.WEEKEND_DAY],
        date(2030, 1, 1),
    )
    job = take_in(town, row)
    assert job.preview["counts"]["岗位"] == {"新增": 0, "更新": 0, "不变": 1}
    assert DutyPost.objects.count() == 1


def test_a_row_changes_what_it_names_and_leaves_the_rest(town):
    post = opened(town.east, town.secretary, contact="二楼")
    take_in(town, [post.title, "", "", "改为每周一次", "5", "", "", "", "", ""])
    post.refresh_from_db()
    assert (post.duties, post.needed, post.contact, post.post_class) == (
        "改为每周一次",
        5,
        "二楼",
        DutyClass.GOVERNANCE,
    )


def test_the_same_name_stands_for_another_post_at_another_place(town):
    building = town.east_building
    row = ["楼栋长", "社区治理", "楼栋岗", "照看楼道", "1", "", "", "", building.parent.name, building.name]
    take_in(town, row, ["楼栋长", *ROW[1:]])
    places = dict(DutyPost.objects.values_list("area", "kind"))
    assert places == {building.pk: DutyKind.BUILDING, town.east.pk: DutyKind.ORDINARY}


def test_a_closed_post_is_not_woken_by_a_row(town):
    old = opened(town.east, town.secretary)
    perform_one(duty_posts, "close", pk=old.pk, reason="", by=town.secretary)
    take_in(town, ROW)
    assert DutyPost.objects.exclude(pk=old.pk).get().title == old.title


def test_bad_rows_are_told_and_nothing_is_written_before_it_is_confirmed(town):
    job = check(
        town,
        ["甲岗", "不存在", "", "做事", "1", "", "", "", "", ""],
        ["乙岗", "", "", "", "1", "", "", "", "", ""],
        ["丙岗", "其他", "楼栋岗", "做事", "0", "", "", "", "", ""],
        ["丁岗", "其他", "", "做事", "1", "飞行", "半夜", "", "", ""],
        ["戊岗", "其他", "", "做事", "1", "", "", "2020-1-1", "没有的网格", ""],
        ["己岗", "其他", "", "做事", "1", "", "", "2020-1-1", "", ""],
        ROW,
        ROW,
    )
    assert told(job) >= {
        (1, "岗位类别"), (2, "岗位类别"), (2, "岗位职责"), (3, "需要人数"), (4, "所需特长"), (4, "上岗时间"), (5, "网格"), (8, "岗位名称"),
    }  # fmt: skip
    assert {row for row, _ in told(job)} == {1, 2, 3, 4, 5, 6, 8}
    assert not DutyPost.objects.exists()


def test_a_post_of_one_place_only_is_refused_elsewhere(town):
    job = check(town, ["楼栋长", "社区治理", "楼栋岗", "照看楼道", "1", "", "", "", "", ""])
    assert told(job) == {(1, "网格")}


def test_no_fewer_people_than_have_claimed(town):
    post = opened(town.east, town.secretary)
    for _ in range(2):
        claimed(post, accepted(town.east, town.secretary))
    assert told(check(town, [post.title, "", "", "", "1", "", "", "", "", ""])) == {(1, "需要人数")}
    # Control: as many as there are is fine.
    assert check(town, [post.title, "", "", "", "2", "", "", "", "", ""]).state == JobState.READY


def test_only_who_runs_the_posts_imports_them(town):
    file = upload(workbook([HEADER, ROW]))
    for stranger in (town.west_secretary, town.grid_worker, town.auditor):
        with pytest.raises(RuleBroken):
            imports.upload_import(importer="duties", area=town.east, file=file, options={}, by=stranger)
