"""What a worker does with an import: check it, then write it; each is a run in one transaction.

A killed run leaves the job in CHECKING or APPLYING with nothing written, and is simply done again.
"""

from dataclasses import asdict

import pghistory
from django.db import IntegrityError

from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports.models import ImportJob
from orgtree.imports.services.jobs import APPLY, CHECK, UNDO, WORKING, areas_for, close, keep_refused, start_step
from orgtree.imports.services.layouts import keep_layout, show_columns
from orgtree.imports.services.places import unread_columns
from orgtree.imports.services.planning import Planned, Report, plan_import
from orgtree.imports.services.showing import shown_effects
from orgtree.imports.services.undoing import undo_import
from orgtree.runs.engine import Running, do_run
from orgtree.runs.models import Run
from orgtree.sheets.declaring import Action, RowError, importers
from orgtree.sheets.refused import error_sheet

SHOWN_PASSED = 500  # lines that are no data
KEPT_ERRORS = 2_000
LOST_SCOPE = "您已不再负责该区域或没有导入权限，未写入任何数据"
CHANGED = "确认之后平台上的数据有变动，以下是重新核对的结果；尚未写入，请再次核对确认"
TOO_OFTEN_UNDONE = "多次处理未成功，没有撤销"
TOO_OFTEN = "多次处理未成功，未写入任何数据；请把表格分成几份再试"


def check_import(job_id: int) -> None:
    """Do the check that a job waits for, if it does. Writes nothing but what the file would do, or what is wrong with it."""
    _do(job_id, CHECK)


def take_import_back(job_id: int) -> None:
    """Do the taking back that a job waits for, if it does: all that its writing made and changed, or nothing."""
    _do(job_id, UNDO)


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
    with pghistory.context(user=job.created_by_id, import_job=job.pk) as context:
        if running.kind.key == APPLY:
            job.context = context.id
        STEPS[running.kind.key](job, running)
    running.report(job.total, total=job.total)
    return {"rows": job.total}


def give_up(run: Run, error: Exception | None) -> None:
    """What follows for the job when its run has failed: nothing was written, and why is on its page.

    Somebody who wrote the same rows between our plan and our write makes us look anew.
    """
    job = ImportJob.objects.get(pk=run.params["job"])
    if run.kind == UNDO:
        job.state, job.message = JobState.DONE, run.message or TOO_OFTEN_UNDONE
        job.save(update_fields=["state", "message", "touched_at"])
        return
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
        planned = _plan(job, running, report=running.report, lock=False)
    except RuleBroken as refusal:
        _show_refusal(job, refusal)
        return
    table = planned.table
    job.preview = {
        "unknown": unread_columns(table),
        "sheet": table.sheet,
        "others": table.others,
        "passed": [[line.row, line.reason, line.words] for line in table.passed[:SHOWN_PASSED]],
        "passed_count": len(table.passed),
    }
    show_columns(job, table.mapped)
    _show(job, planned)


def _apply(job: ImportJob, running: Running) -> None:
    _stay_in_scope(job)
    # The counter on the page follows the writing: checking again is the quick part.
    planned = _plan(job, running, report=lambda done: None, lock=True)
    if planned.plan.digest != job.preview.get("digest"):
        job.message = CHANGED
        _show(job, planned)
        return
    keep_layout(job, planned.table)
    importers[job.importer].write(planned.plan, planned.request, running.report)
    close(job, JobState.DONE)


def _undo(job: ImportJob, running: Running) -> None:
    _stay_in_scope(job)
    undo_import(job)
    keep_refused(job, None)
    job.state, job.message = JobState.UNDONE, ""
    job.save()


def _stay_in_scope(job: ImportJob) -> None:
    """Raises RuleBroken where the uploader may no longer import this there."""
    if not areas_for(job.created_by, importers[job.importer]).filter(pk=job.area_id).exists():
        raise RuleBroken("scope_lost", LOST_SCOPE)


def _plan(job: ImportJob, running: Running, *, report: Report, lock: bool) -> Planned:
    def begin(rows: int) -> None:
        job.total = rows
        running.report(0, total=rows)

    return plan_import(job, report=report, begin=begin, lock=lock)


def _show_refusal(job: ImportJob, refusal: RuleBroken) -> None:
    """Store what is wrong with the file as a whole."""
    job.state, job.preview = JobState.INVALID, {"counts": {}, "error_count": 1, "error_rows": 1}
    show_columns(job, getattr(refusal, "mapped", []))
    keep_refused(job, None)
    job.errors = [asdict(RowError(0, "", refusal.message))]
    job.save()


def _show(job: ImportJob, planned: Planned) -> None:
    """Store the plan for the page that asks the uploader, and the sheet that hands back what stays out."""
    plan, form = planned.plan, importers[job.importer].form
    writes = any(effect.action != Action.SAME for effect in plan.effects)
    job.state = JobState.INVALID if planned.errors and not writes else JobState.READY
    job.errors = [asdict(error) for error in planned.errors[:KEPT_ERRORS]]
    job.preview |= {
        "counts": plan.counts,
        "digest": plan.digest,
        "effects": [vars(effect) for effect in shown_effects(planned, form)],
        "questions": [asdict(question) for question in planned.questions[:KEPT_ERRORS]],
        "answered": len(planned.request.answers),
        "good_rows": planned.good_rows,
        "error_count": len(planned.errors),
        "error_rows": planned.bad_rows,
    }
    keep_refused(job, error_sheet(planned.table, planned.errors, form) if planned.errors else None)
    job.save()


STEPS = {CHECK: _check, APPLY: _apply, UNDO: _undo}
