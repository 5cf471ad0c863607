"""Imports that waited for a worker when jobs got runs: migration 0005 gives each the run that goes on with it, and no other any."""

from importlib import import_module

import pytest
from django.db import connection

from orgtree.choices import JobState
from orgtree.imports.services.runs import CHECK
from orgtree.models import ImportJob, Run
from orgtree.runs.engine import do_run
from tests.orgtree.workbooks import upload, workbook

pytestmark = pytest.mark.django_db

ORDER = import_module("orgtree.migrations.0005_imports_are_runs").ORDER
SHEET = [["姓名", "手机", "工作单位", "居住小区/楼栋"], ["王试", "19912345678", "第二中学", "阳光小区"]]
# Every state a job could be in before runs, the kind of run it gets, and its state afterwards.
BEFORE = [
    ("queued", "orgtree.import_check", "checking"),
    ("checking", "orgtree.import_check", "checking"),
    ("confirmed", "orgtree.import_apply", "applying"),
    ("applying", "orgtree.import_apply", "applying"),
    ("ready", None, "ready"),
    ("invalid", None, "invalid"),
    ("done", None, "done"),
    ("failed", None, "failed"),
    ("discarded", None, "discarded"),
]


def job_of(town, state: str) -> ImportJob:
    """A job as it stood then: no run."""
    file = upload(workbook(SHEET))
    return ImportJob.objects.create(
        importer="roster",
        area=town.east,
        file=file,
        filename=f"{state}.xlsx",
        created_by=town.clerk,
        state=state,
        options={"consented": True},
    )


def copy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ORDER)


def gone_wrong(jobs: dict[str, ImportJob]) -> list[str]:
    """The former states of jobs that did not become what they should."""
    wrong = []
    for state, kind, after in BEFORE:
        job = ImportJob.objects.select_related("run").get(pk=jobs[state].pk)
        run = job.run
        fits = (
            run is None
            if kind is None
            else run and (run.kind, run.params, run.state) == (kind, {"job": job.pk}, "queued")
        )
        belongs = run is None or (run.area_id, run.created_by_id) == (job.area_id, job.created_by_id)
        if not (fits and belongs and job.state == after):
            wrong.append(state)
    return wrong


@pytest.fixture
def jobs(town, settings, tmp_path) -> dict[str, ImportJob]:
    settings.MEDIA_ROOT = tmp_path
    return {state: job_of(town, state) for state, _, _ in BEFORE}


def test_every_job_that_waited_gets_its_run_and_no_other_does(jobs):
    copy()
    assert gone_wrong(jobs) == []
    assert Run.objects.count() == 4


def test_control_what_the_copy_leaves_out_is_found(jobs, monkeypatch):
    monkeypatch.setattr(f"{__name__}.ORDER", ORDER.replace("'confirmed', 'applying')", "'applying')", 1))
    copy()
    assert gone_wrong(jobs) == ["confirmed"]


def test_the_next_number_of_a_run_is_free(jobs):
    copy()
    assert Run.objects.create(kind=CHECK, area=jobs["queued"].area, created_by=jobs["queued"].created_by).pk


@pytest.mark.parametrize("state", ["queued", "checking"])
def test_the_run_goes_on_with_the_job(jobs, state):
    copy()
    job = ImportJob.objects.get(pk=jobs[state].pk)
    do_run(job.run_id)
    job.refresh_from_db()
    assert (job.state, job.total) == (JobState.READY, 1), job.message or job.errors
