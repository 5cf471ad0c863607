"""What tests of sheets share: rosters and people as offices write them, and the way of a workbook through an import."""

import os
from pathlib import Path

from django.conf import settings

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.orgtree.workbooks import upload, workbook

CASES = Path(os.environ.get("SHEET_CASES", settings.BASE_DIR.parent / "shared/data/cases"))
ROSTER = ["序号", "姓名", "手机", "工作单位", "居住小区/楼栋"]
GRIDS = ["网格编号", "网格名称", "楼栋号", "楼栋名称", "户数", "常住人口"]
PHONE = "1990001{:04}".format


def check(content, *, key, area, by, **options):
    """Upload a workbook and check it; the job."""
    job = imports.upload_import(importer=key, area=area, file=upload(content), options=options, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def write(job):
    assert job.state == JobState.READY, job.errors
    counts = job.preview["counts"]
    perform_one(import_acts, "confirm", pk=job.pk, by=job.created_by)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message
    return counts


def passed(job):
    return [(row, reason) for row, reason, _ in job.preview["passed"]]


def roster(*people):
    return workbook([ROSTER, *([n, *person] for n, person in enumerate(people, start=1))])


def person(name, phone="", unit="虚构局", home="东苑小区1号楼"):
    return [name, phone, unit, home]
