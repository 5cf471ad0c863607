"""An upload on its way into the tables: checked, shown, confirmed, written once, by the rights of the moment."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from orgtree.acts import acts_of, perform_one
from orgtree.choices import JobState, PostKind
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.imports.services import jobs, runs
from orgtree.models import Area, ImportJob, Post
from orgtree.people.services.people import appoint
from orgtree.sheets.declaring import importers
from orgtree.tree.services.tree import create_area
from tests.orgtree.workbooks import GRID_HEADER, upload, workbook

pytestmark = pytest.mark.django_db

EAST = "370702001001"
NEW_GRID = [EAST, "东园社区", "003", "东园三网格", "1", "1号楼", 30, 80]
CHANGED_BUILDING = [EAST, "", "001", "", "1号楼", "", 61, 160]
SAME_GRID = [EAST, "", "002", "东园二网格", "", "", "", ""]


def sheet(*rows):
    return upload(workbook([["东园社区网格楼栋表"], GRID_HEADER, *rows]), "网格.xlsx")


def start(town, *rows, by=None, area=None):
    """A checked job."""
    area = area or town.east
    job = imports.upload_import(importer="grids", area=area, file=sheet(*rows), options={}, by=by or town.secretary)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def confirm(job, by):
    perform_one(import_acts, "confirm", pk=job.pk, seen=job.preview["digest"], by=by)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    return job


def codes(area):
    return set(Area.objects.filter(code__startswith=area.code).values_list("code", flat=True))


def test_the_preview_shows_effects_and_writes_nothing(town):
    before = codes(town.east)
    job = start(town, NEW_GRID, CHANGED_BUILDING, SAME_GRID)
    assert (job.state, job.total, job.errors) == (JobState.READY, 3, [])
    assert job.preview["counts"] == {
        "网格": {"新增": 1, "更新": 0, "不变": 2},
        "楼栋": {"新增": 1, "更新": 1, "不变": 0},
    }
    changed = next(effect for effect in job.preview["effects"] if effect["action"] == "更新")
    assert (changed["row"], changed["changes"]) == (4, [["户数", "60", "61"]])
    assert codes(town.east) == before


def test_confirming_writes_everything_and_removes_the_file(town):
    job = start(town, NEW_GRID, CHANGED_BUILDING)
    path = job.file.path
    job = confirm(job, town.secretary)
    assert job.state == JobState.DONE
    building = Area.objects.get(code=f"{EAST}-003-001")
    assert (building.name, building.households, building.parent.name) == ("1号楼", 30, "东园三网格")
    assert Area.objects.get(code=f"{EAST}-001-001").households == 61
    assert building.get_ancestors().filter(pk=town.east.pk).exists()
    assert (job.file.name, job.preview.keys()) == ("", {"counts", "good_rows", "error_rows", "error_count"})
    assert path  # its removal waits for the commit: see test_files_go_with_the_commit


def test_files_go_with_the_commit(town, django_capture_on_commit_callbacks):
    job = start(town, NEW_GRID)
    storage, name = job.file.storage, job.file.name
    with django_capture_on_commit_callbacks(execute=True):
        perform_one(import_acts, "discard", pk=job.pk, by=town.secretary)
    assert not storage.exists(name)


def test_running_twice_writes_once(town):
    job = start(town, NEW_GRID)
    job = confirm(job, town.secretary)
    before = codes(town.east)
    for _ in range(2):
        imports.apply_import(job.pk)
        imports.check_import(job.pk)
    job.refresh_from_db()
    assert (job.state, codes(town.east)) == (JobState.DONE, before)


def test_out_of_order_messages_do_nothing(town):
    job = imports.upload_import(importer="grids", area=town.east, file=sheet(NEW_GRID), options={}, by=town.secretary)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CHECKING
    imports.check_import(job.pk)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.READY
    assert not Area.objects.filter(code=f"{EAST}-003").exists()


def test_importing_the_same_sheet_again_changes_nothing(town):
    confirm(start(town, NEW_GRID), town.secretary)
    again = start(town, NEW_GRID)
    assert again.preview["counts"] == {
        "网格": {"新增": 0, "更新": 0, "不变": 1},
        "楼栋": {"新增": 0, "更新": 0, "不变": 1},
    }


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (["37070200100", "", "1", "甲", "", "", "", ""], (3, "社区代码", "应为12位数字")),
        ([EAST, "", "", "甲", "", "", "", ""], (3, "网格编号", "不能为空")),
        ([EAST, "", "9", "甲", "", "", "许多", ""], (3, "户数", "应为整数")),
        (["370702001002", "", "9", "甲", "", "", "", ""], (3, "社区代码", "没有代码为 370702001002 的社区")),
        ([EAST, "西园社区", "9", "甲", "", "", "", ""], (3, "社区名称", "对应的是“东园社区”")),
        ([EAST, "", "九号", "甲", "", "", "", ""], (3, "网格编号", "1至6位")),
        ([EAST, "", "9", "甲", "前面那栋", "", "", ""], (3, "楼栋号", "1至6位")),
        ([EAST, "", "9", "", "", "", "", ""], (3, "网格名称", "新增时不能为空")),
        ([EAST, "", "1", "", "9", "", "", ""], (3, "楼栋名称", "新增时不能为空")),
        ([EAST, "", "1", "", "", "9号楼", "", ""], (3, "楼栋号", "楼栋号不能为空")),
        ([EAST, "", "9", "东园一网格", "", "", "", ""], (3, "网格名称", "已是编号 001 的名称")),
        ([EAST, "", "1", "", "9", "1号楼", "", ""], (3, "楼栋名称", "已是编号 001 的名称")),
    ],
)
def test_errors_name_row_and_column(town, row, error):
    job = start(town, row)
    assert job.state == JobState.INVALID
    found = [(e["row"], e["column"]) for e in job.errors]
    assert error[:2] in found
    assert any(error[2] in e["message"] for e in job.errors)


def test_rows_that_contradict_each_other(town):
    job = start(
        town,
        [EAST, "", "5", "五网格", "1", "1号楼", "", ""],
        [EAST, "", "5", "伍网格", "2", "2号楼", "", ""],
        [EAST, "", "5", "", "1", "1号楼", "", ""],
        [EAST, "", "5", "", "3", "1号楼", "", ""],
    )
    assert [(e["row"], e["column"]) for e in job.errors] == [(4, "网格名称"), (5, "楼栋号"), (6, "楼栋名称")]


def test_a_dissolved_building_is_not_revived(town):
    Area.objects.filter(code=f"{EAST}-001-002").update(dissolved_on=timezone.localdate())
    job = start(town, [EAST, "", "1", "", "2", "2号楼", "", ""])
    assert "已撤销" in job.errors[0]["message"]


def test_the_whole_file_refused_is_told_on_the_job(town):
    job = imports.upload_import(
        importer="grids", area=town.east, file=upload(workbook([["甲"], ["乙"]])), options={}, by=town.secretary
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.errors[0]["row"]) == (JobState.INVALID, 0)
    assert "没有找到表头" in job.errors[0]["message"]


@pytest.mark.parametrize("who", ["clerk", "west_secretary", "grid_worker", "auditor", "organisation"])
def test_only_who_may_edit_areas_there_may_upload(town, who):
    with pytest.raises(RuleBroken) as refusal:
        imports.upload_import(importer="grids", area=town.east, file=sheet(NEW_GRID), options={}, by=getattr(town, who))
    assert refusal.value.code == "not_found"
    assert not ImportJob.objects.exists()


def test_a_post_lost_before_the_check(town):
    job = imports.upload_import(importer="grids", area=town.east, file=sheet(NEW_GRID), options={}, by=town.secretary)
    Post.objects.filter(holder=town.secretary).update(until=timezone.localdate())
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.preview) == (JobState.FAILED, runs.LOST_SCOPE, {})


def test_a_post_lost_between_confirmation_and_writing(town):
    job = start(town, NEW_GRID)
    perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    Post.objects.filter(holder=town.secretary).update(until=timezone.localdate())
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, runs.LOST_SCOPE)
    assert not Area.objects.filter(code=f"{EAST}-003").exists()


def test_with_the_post_kept_the_same_steps_write(town):
    """Negative control of the two tests above."""
    job = start(town, NEW_GRID)
    assert confirm(job, town.secretary).state == JobState.DONE
    assert Area.objects.filter(code=f"{EAST}-003").exists()


def test_only_the_uploader_decides(town):
    job = start(town, NEW_GRID)
    appoint(
        holder_id=town.west_secretary.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, beside=True, by=town.admin
    )
    for key in ("confirm", "discard"):
        with pytest.raises(RuleBroken) as refusal:
            perform_one(import_acts, key, pk=job.pk, by=town.west_secretary)
        assert refusal.value.code == "not_found"


def test_a_change_since_the_preview_is_shown_again_instead_of_written(town):
    job = start(town, NEW_GRID)
    seen = job.preview["digest"]
    create_area(parent_id=town.east.pk, kind="grid", code=f"{EAST}-003", name="抢先网格", by=town.secretary)
    job = confirm(job, town.secretary)
    assert (job.state, job.message) == (JobState.READY, runs.CHANGED)
    assert Area.objects.get(code=f"{EAST}-003").name == "抢先网格"
    assert job.preview["digest"] != seen
    with pytest.raises(RuleBroken) as refusal:
        perform_one(import_acts, "confirm", pk=job.pk, seen=seen, by=town.secretary)
    assert refusal.value.code == "import_changed"
    assert confirm(job, town.secretary).state == JobState.DONE
    assert Area.objects.get(code=f"{EAST}-003").name == "东园三网格"


def test_what_is_not_ready_cannot_be_confirmed(town):
    job = start(town, [EAST, "", "9", "", "", "", "", ""])
    with pytest.raises(RuleBroken) as refusal:
        perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    assert refusal.value.code == "wrong_state"


def test_what_is_written_cannot_be_discarded(town):
    job = confirm(start(town, NEW_GRID), town.secretary)
    with pytest.raises(RuleBroken) as refusal:
        perform_one(import_acts, "discard", pk=job.pk, by=town.secretary)
    assert refusal.value.code == "wrong_state"


def test_confirming_twice_is_confirming_once(town):
    job = start(town, NEW_GRID)
    for _ in range(2):
        perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def write_that(monkeypatch, error):
    """Let the importer write everything and then fail with `error`."""
    importer = importers["grids"]

    def write(plan, request, progress):
        importer.write(plan, request, progress)
        raise error

    broken = {**importers, "grids": type(importer)(**{**vars(importer), "write": write})}
    monkeypatch.setattr(runs, "importers", broken)


def test_a_failure_while_writing_leaves_nothing(town, monkeypatch):
    job = start(town, NEW_GRID)
    write_that(monkeypatch, ValueError("broken"))
    job = confirm(job, town.secretary)
    assert job.state == JobState.FAILED
    assert "未写入" in job.message
    assert not Area.objects.filter(code=f"{EAST}-003").exists()


def test_a_run_that_was_killed_is_done_again(town, monkeypatch):
    """The database going away in mid-write stands for the kill: nothing is marked, nothing written."""
    job = start(town, NEW_GRID)
    with monkeypatch.context() as patch:
        write_that(patch, OperationalError("server closed the connection"))
        with pytest.raises(OperationalError):
            confirm(job, town.secretary)
    job.refresh_from_db()
    assert job.state == JobState.APPLYING
    assert not Area.objects.filter(code=f"{EAST}-003").exists()
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(town, monkeypatch):
    job = start(town, NEW_GRID)
    write_that(monkeypatch, OperationalError("gone"))
    perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    for _ in range(registry.runs[jobs.APPLY].most_attempts):
        with pytest.raises(OperationalError):
            imports.apply_import(job.pk)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "多次" in job.message


def test_a_race_on_the_same_rows_leads_back_to_the_preview(town, monkeypatch):
    job = start(town, NEW_GRID)
    write_that(monkeypatch, IntegrityError("duplicate key"))
    job = confirm(job, town.secretary)
    assert (job.state, job.message) == (JobState.CHECKING, runs.CHANGED)
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.READY


def age(job, **past):
    ImportJob.objects.filter(pk=job.pk).update(touched_at=timezone.now() - timedelta(**past))


def test_old_uploads_that_nobody_confirmed_are_cleared(town):
    old, fresh, done = start(town, NEW_GRID), start(town, SAME_GRID), confirm(start(town, SAME_GRID), town.secretary)
    age(old, days=8)
    age(done, days=8)
    assert imports.clear_old_imports() == 1
    states = dict(ImportJob.objects.values_list("pk", "state"))
    assert states == {old.pk: JobState.DISCARDED, fresh.pk: JobState.READY, done.pk: JobState.DONE}


def test_the_audit_trail_names_the_uploader(town):
    confirm(start(town, NEW_GRID), town.secretary)
    from pghistory.models import Events

    event = Events.objects.tracks(Area.objects.get(code=f"{EAST}-003")).get()
    assert event.pgh_context["user"] == town.secretary.pk


def test_a_street_imports_for_its_communities(town):
    west = ["370702001002", "西园社区", "002", "西园二网格", "", "", "", ""]
    job = start(town, NEW_GRID, west, by=town.street_secretary, area=town.street)
    assert confirm(job, town.street_secretary).state == JobState.DONE
    assert Area.objects.get(code="370702001002-002").parent == town.west


def test_statements_of_work_do_not_grow_with_the_rows(town, django_assert_max_num_queries):
    rows = [
        [EAST, "", f"{n // 20 + 10}", f"网格{n // 20}", f"{n % 20 + 1}", f"{n % 20 + 1}号楼", 30, 80]
        for n in range(500)
    ]
    job = imports.upload_import(importer="grids", area=town.east, file=sheet(*rows), options={}, by=town.secretary)
    with django_assert_max_num_queries(20):
        imports.check_import(job.pk)
    job.refresh_from_db()
    perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    with django_assert_max_num_queries(40):
        imports.apply_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.run.done) == (JobState.DONE, 500)
    assert town.east.get_descendant_count() + 525 == Area.objects.get(pk=town.east.pk).get_descendant_count()


def test_every_state_that_waits_for_a_worker_has_its_run():
    assert {jobs.WORKING[state] for state in (JobState.CHECKING, JobState.APPLYING)} <= set(registry.runs)


def wrong_ways_back():
    """Importers whose way back is no act, or lacks an answer."""
    for key, importer in importers.items():
        for label, (act, said) in importer.taken_back.items():
            noun = acts_of(apps.get_model(label))
            known = {one.key: one for one in noun.acts}
            if act not in known or {ask.name for ask in known[act].asks if not ask.is_optional} - said.keys():
                yield key


def test_what_takes_an_import_back_is_an_act_with_its_answers(monkeypatch):
    assert list(wrong_ways_back()) == []
    monkeypatch.setitem(importers["roster"].taken_back, "volunteers.ReportIn", ("close", {}))
    assert list(wrong_ways_back()) == ["roster"]
