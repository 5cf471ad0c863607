"""What a worker does with an import: check it, then write it; each is a run in one transaction.

A killed run leaves the job in CHECKING or APPLYING with nothing written, and is simply done again.
"""

from collections.abc import Callable
from dataclasses import asdict

import pghistory
from django.db import IntegrityError

from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports.models import ImportJob
from orgtree.imports.services.jobs import APPLY, CHECK, WITH_HIDDEN, WORKING, areas_for, close, start_step
from orgtree.imports.services.places import rows_elsewhere, unread_columns
from orgtree.runs.engine import Running, do_run
from orgtree.runs.models import Run
from orgtree.sheets.declaring import Entry, Plan, Request, RowError, importers
from orgtree.sheets.reading import Table, read_table

Report = Callable[[int], None]
SHOWN_EFFECTS = 2_000  # rows of the preview; the counts are of all
SHOWN_PASSED = 500  # lines that are no data
KEPT_ERRORS = 2_000
LOST_SCOPE = "您已不再负责该区域或没有导入权限，未写入任何数据"
CHANGED = "确认之后平台上的数据有变动，以下是重新核对的结果；尚未写入，请再次核对确认"
TOO_OFTEN = "多次处理未成功，未写入任何数据；请把表格分成几份再试"


def check_import(job_id: int) -> None:
    """Do the check that a job waits for, if it does. Writes nothing but what the file would do, or what is wrong with it."""
    _do(job_id, CHECK)


def apply_import(job_id: int) -> None:
    """Do the writing that a job waits for, if it does: plan again under lock, and all of it if it is what was confirmed."""
    _do(job_id, APPLY)


def _do(job_id: int, kind: str) -> None:
    run = ImportJob.objects.filter(pk=job_id, run__kind=kind).values_list("run", flat=True).first()
    if run:
        do_run(run)


def work_on_import(running: Running) -> dict[str, int]:
    """The work of a run of either kind: how many rows the sheet has."""
    jobs = ImportJob.objects.select_for_update(of=("self",)).select_related("created_by", "area")
    job = jobs.get(pk=running.run.params["job"])
    if WORKING.get(job.state) != running.kind.key:
        return {}
    with pghistory.context(user=job.created_by_id, import_job=job.pk):
        STEPS[running.kind.key](job, running)
    running.report(job.total, total=job.total)
    return {"rows": job.total}


def give_up(run: Run, error: Exception | None) -> None:
    """What follows for the job when its run has failed: nothing was written, and why is on its page.

    Somebody who wrote the same rows between our plan and our write makes us look anew.
    """
    job = ImportJob.objects.get(pk=run.params["job"])
    if isinstance(error, IntegrityError):
        start_step(job, JobState.CHECKING, CHANGED)
        return
    job.state, job.message = JobState.FAILED, _why(run, error)
    job.save(update_fields=["state", "message", "touched_at"])


def _why(run: Run, error: Exception | None) -> str:
    if error is None:
        return TOO_OFTEN
    return run.message if "未写入" in run.message else f"{run.message}；未写入任何数据"


def _check(job: ImportJob, running: Running) -> None:
    _stay_in_scope(job)
    try:
        table, plan, _ = _plan(job, running, report=running.report, lock=False)
    except RuleBroken as refusal:
        _show(job, Plan(errors=[RowError(0, "", refusal.message)]))
        return
    job.preview = {
        "unknown": unread_columns(table),
        "sheet": table.sheet,
        "others": table.others,
        "passed": [[line.row, line.reason, line.words] for line in table.passed[:SHOWN_PASSED]],
        "passed_count": len(table.passed),
    }
    _show(job, plan)


def _apply(job: ImportJob, running: Running) -> None:
    _stay_in_scope(job)
    # The counter on the page follows the writing: checking again is the quick part.
    _, plan, request = _plan(job, running, report=lambda done: None, lock=True)
    if plan.errors or plan.digest != job.preview.get("digest"):
        job.message = CHANGED
        _show(job, plan)
        return
    importers[job.importer].write(plan, request, running.report)
    close(job, JobState.DONE)


def _stay_in_scope(job: ImportJob) -> None:
    """Raises RuleBroken where the uploader may no longer import this there."""
    if not areas_for(job.created_by, importers[job.importer]).filter(pk=job.area_id).exists():
        raise RuleBroken("scope_lost", LOST_SCOPE)


def _plan(job: ImportJob, running: Running, *, report: Report, lock: bool) -> tuple[Table, Plan, Request]:
    """What the file does now. Raises RuleBroken for a file that cannot be read."""
    importer = importers[job.importer]
    table = read_job(job)
    job.total = len(table.rows)
    running.report(0, total=job.total)
    entries, errors = _entries(table, importer.form, report)
    request = Request(entries=entries, area=job.area, options=job.options, by=job.created_by, lock=lock)
    plan = importer.plan(request)
    plan.errors = sorted([*errors, *rows_elsewhere(table, job.area), *plan.errors], key=lambda error: error.row)
    return table, plan, request


def read_job(job: ImportJob) -> Table:
    """The rows of the uploaded file as its uploader wants it read. Raises RuleBroken."""
    return read_table(job.file.path, importers[job.importer].form, with_hidden=bool(job.options.get(WITH_HIDDEN)))


def _entries(table: Table, form_class, report: Report) -> tuple[list[Entry], list[RowError]]:
    form, entries, errors = form_class(), [], []
    for done, row in enumerate(table.rows, start=1):
        values, wrong = form.check(row.cells)
        unread = {column for column, _ in row.wrong}
        wrong = [*row.wrong, *((column, message) for column, message in wrong if column not in unread)]
        if wrong:
            errors += [RowError(row.number, column, message) for column, message in wrong]
        else:
            entries.append(Entry(row.number, values))
        report(done)
    return entries, errors


def _show(job: ImportJob, plan: Plan) -> None:
    """Store the plan for the page that asks the uploader."""
    job.state = JobState.INVALID if plan.errors else JobState.READY
    job.errors = [asdict(error) for error in plan.errors[:KEPT_ERRORS]]
    job.preview |= {
        "counts": plan.counts,
        "digest": plan.digest,
        "effects": [asdict(effect) for effect in _sample(plan)],
        "error_count": len(plan.errors),
        "error_rows": len({error.row for error in plan.errors}),
    }
    job.save()


def _sample(plan: Plan) -> list:
    """Effects to show, those that change something first."""
    return sorted(plan.effects, key=lambda effect: (effect.action == "不变", effect.row))[:SHOWN_EFFECTS]


STEPS = {CHECK: _check, APPLY: _apply}
