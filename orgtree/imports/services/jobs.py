"""What a person does with an import: upload, confirm, discard."""

import uuid

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.choices import JobState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.imports.models import ImportJob
from orgtree.runs.engine import start_run
from orgtree.runs.models import Run
from orgtree.sheets.declaring import Importer, importers
from orgtree.sheets.limits import check_workbook, refuse
from orgtree.tree.models import Area

CHECK = "orgtree.import_check"
APPLY = "orgtree.import_apply"
UNDO = "orgtree.import_undo"
# The kind of run that works on a job in this state.
WORKING = {JobState.CHECKING: CHECK, JobState.APPLYING: APPLY, JobState.UNDOING: UNDO}
WITH_HIDDEN = "with_hidden"  # the option to take hidden and filtered-out rows as well
CLOSABLE = [JobState.READY, JobState.INVALID, JobState.FAILED]


def importers_of(user) -> list[Importer]:
    """What `user` may import somewhere, in the order of declaration."""
    return [item for item in importers.values() if user.holds(P.IMPORT) and user.holds(item.permission)]


def areas_for(user, importer: Importer):
    """The areas into which `user` may import this."""
    areas = Area.objects.current().filter(kind__in=importer.kinds)
    return areas.allowed(user, P.IMPORT).allowed(user, importer.permission)


def own_imports(user):
    """The jobs that `user` uploaded, while their post still reaches the area."""
    return ImportJob.objects.allowed(user, P.IMPORT).filter(created_by=user.pk)


@transaction.atomic
def upload_import(*, importer: str, area: Area, file, options: dict[str, bool], by) -> ImportJob:
    """The new job, queued for checking.

    `file` is a Django upload. Raises RuleBroken for a file that is refused (field "file"), an area outside the
    uploader's reach (field "area") or a statement that was not ticked (field: its key).
    """
    declared = importers[importer]
    if not areas_for(by, declared).filter(pk=area.pk).exists():
        raise not_found("区域", field="area")
    for box in declared.boxes:
        if not options.get(box.key):
            raise RuleBroken("box_unticked", "请先确认这一项", field=box.key)
    if not file.name.lower().endswith(".xlsx"):
        raise refuse("file_not_xlsx", "只接受 .xlsx 文件，请用 Excel 或 WPS 另存为“Excel 工作簿（*.xlsx）”")
    check_workbook(file)
    job = ImportJob(importer=importer, area=area, filename=file.name[-200:], created_by=by)
    job.options = {key: bool(options.get(key)) for key in (*(box.key for box in declared.all_boxes), WITH_HIDDEN)}
    job.file.save(f"{uuid.uuid4().hex}.xlsx", file, save=False)
    start_step(job, JobState.CHECKING)
    note_first(acts_of(ImportJob), "upload", job, by=by)
    return job


def start_step(job: ImportJob, state: JobState, message: str = "") -> None:
    """Save the job in a state in which a run works on it, and order that run."""
    job.state, job.message = state, message
    job.save()
    job.run = start_run(
        Run(kind=WORKING[state], area_id=job.area_id, created_by_id=job.created_by_id, params={"job": job.pk})
    )
    job.save(update_fields=["run"])


def keep_refused(job: ImportJob, content: bytes | None) -> None:
    """Put the sheet of refused rows, or none, in the place of the one that the job had; the job is saved by the caller."""
    _let_go(job.refused)
    job.refused = ""
    if content:
        job.refused.save(f"{uuid.uuid4().hex}.xlsx", ContentFile(content), save=False)


def close(job: ImportJob, state: JobState) -> None:
    """Save the job as ended: only its counts stay, and the sheet of refused rows of one that was written (for as long as
    an upload is kept); rows and file go, the files once this has committed.
    """
    job.state = state
    kept = ("counts", "good_rows", "error_rows", "error_count") if state == JobState.DONE else ("counts",)
    job.preview = {key: job.preview[key] for key in kept if key in job.preview}
    job.errors = []
    if job.file:
        job.file_removed_at = timezone.now()
    _let_go(job.file)
    job.file = ""
    if state != JobState.DONE:
        keep_refused(job, None)
    job.save()


def _let_go(file) -> None:
    """Delete a stored file once it is certain that no row refers to it any more."""
    if file:
        transaction.on_commit(lambda storage=file.storage, name=file.name: storage.delete(name))
