"""What a worker does with an import: check it, then write it.

Both begin by taking the job's row: a second delivery of the same message finds it taken, or already moved on, and
leaves. A killed run leaves the job in CHECKING or APPLYING with nothing written, and is simply run again.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict

import pghistory
from django.db import IntegrityError, OperationalError, transaction

from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.models import ImportJob
from orgtree.services.imports.jobs import CHECK_TASK, WITH_HIDDEN, areas_for, close
from orgtree.services.imports.progress import reporter
from orgtree.services.queue import send_on_commit
from orgtree.sheets.declaring import Entry, Plan, Request, RowError, importers
from orgtree.sheets.reading import Table, read_table

logger = logging.getLogger(__name__)

Report = Callable[[int], None]
MAX_ATTEMPTS = 3
SHOWN_EFFECTS = 2_000  # rows of the preview; the counts are of all
SHOWN_PASSED = 500  # lines that are no data
KEPT_ERRORS = 2_000
LOST_SCOPE = "您已不再负责该区域或没有导入权限，未写入任何数据"
CHANGED = "确认之后平台上的数据有变动，以下是重新核对的结果；尚未写入，请再次核对确认"


class ScopeLost(Exception):
    """The uploader may no longer import this there."""


def check_import(job_id: int) -> None:
    """Read the file and store what it would do, or what is wrong with it. Writes nothing else."""
    _run(job_id, [JobState.QUEUED, JobState.CHECKING], JobState.CHECKING, _check)


def apply_import(job_id: int) -> None:
    """Plan again under lock and write everything in one transaction, if it is still what was confirmed."""
    _run(job_id, [JobState.CONFIRMED, JobState.APPLYING], JobState.APPLYING, _apply)


def _run(job_id: int, startable: list[JobState], working: JobState, step: Callable[[ImportJob], None]) -> None:
    if not _begin(job_id, startable, working):
        return
    try:
        with transaction.atomic():
            job = _taken(job_id, [working])
            if job is not None:
                reporter(job)(0)  # what the page shows of the step before is over
                with pghistory.context(user=job.created_by_id, import_job=job.pk):
                    step(job)
    except OperationalError:
        raise  # the database went away: the job stays as it is and the sweeper sends it again
    except ScopeLost:
        _fail(job_id, LOST_SCOPE)
    except RuleBroken as refusal:
        _fail(job_id, f"{refusal.message}；未写入任何数据")
    except IntegrityError:
        _check_again(job_id)
    except Exception:
        logger.exception("Import %s failed", job_id)
        _fail(job_id, "处理时出错，未写入任何数据；请稍后重新上传，仍不成功请联系系统管理员")


def _taken(job_id: int, states: list[JobState]) -> ImportJob | None:
    """The job, locked; None when another worker holds it or it is in another state by now."""
    jobs = ImportJob.objects.select_for_update(skip_locked=True, of=("self",)).select_related("created_by", "area")
    return jobs.filter(pk=job_id, state__in=states).first()


@transaction.atomic
def _begin(job_id: int, startable: list[JobState], working: JobState) -> bool:
    """Mark the job as being worked on, visibly for the page; False when there is nothing to do."""
    job = _taken(job_id, startable)
    if job is None:
        return False
    job.attempts += 1
    job.state = working
    if job.attempts > MAX_ATTEMPTS:
        job.state, job.message = JobState.FAILED, "多次处理未成功，未写入任何数据；请把表格分成几份再试"
    job.save()
    return job.state == working


@transaction.atomic
def _fail(job_id: int, message: str) -> None:
    ImportJob.objects.filter(pk=job_id).update(state=JobState.FAILED, message=message)


@transaction.atomic
def _check_again(job_id: int) -> None:
    """Somebody wrote the same rows between our plan and our write: nothing was written, so look anew."""
    ImportJob.objects.filter(pk=job_id).update(state=JobState.QUEUED, message=CHANGED)
    send_on_commit(CHECK_TASK, job_id)


def _check(job: ImportJob) -> None:
    try:
        table, plan, _ = _plan(job, report=reporter(job), lock=False)
    except RuleBroken as refusal:
        _show(job, Plan(errors=[RowError(0, "", refusal.message)]))
        return
    job.preview = {
        "unknown": table.unknown,
        "sheet": table.sheet,
        "others": table.others,
        "passed": [[line.row, line.reason, line.words] for line in table.passed[:SHOWN_PASSED]],
        "passed_count": len(table.passed),
    }
    _show(job, plan)


def _apply(job: ImportJob) -> None:
    # The counter on the page follows the writing: checking again is the quick part.
    _, plan, request = _plan(job, report=lambda done: None, lock=True)
    if plan.errors or plan.digest != job.preview.get("digest"):
        job.message = CHANGED
        _show(job, plan)
        return
    importers[job.importer].write(plan, request, reporter(job))
    job.done = job.total
    close(job, JobState.DONE)


def _plan(job: ImportJob, *, report: Report, lock: bool) -> tuple[Table, Plan, Request]:
    """What the file does now, by the rights that the uploader has now. Raises ScopeLost, RuleBroken."""
    importer = importers[job.importer]
    if not areas_for(job.created_by, importer).filter(pk=job.area_id).exists():
        raise ScopeLost
    table = read_job(job)
    job.total = len(table.rows)
    entries, errors = _entries(table, importer.form, report)
    request = Request(entries=entries, area=job.area, options=job.options, by=job.created_by, lock=lock)
    plan = importer.plan(request)
    plan.errors = sorted([*errors, *plan.errors], key=lambda error: error.row)
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
