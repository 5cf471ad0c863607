"""What keeps the files of imports short-lived."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from orgtree.choices import JobState
from orgtree.imports.models import ImportJob
from orgtree.imports.services.jobs import CLOSABLE, close, keep_refused

LOST = timedelta(days=1)  # longer than any upload takes


@transaction.atomic
def clear_old_imports() -> int:
    """How many jobs were discarded because nobody touched them for `IMPORT_KEPT_DAYS`; their files are removed,
    and the sheets of refused rows of those that were written as long ago.

    Those that are being worked on are left alone: only what waits for a person, or failed, is old.
    """
    days = settings.IMPORT_KEPT_DAYS
    jobs = ImportJob.objects.select_for_update(skip_locked=True)
    stale = jobs.filter(touched_at__lt=timezone.now() - timedelta(days=days))
    old = stale.filter(state__in=CLOSABLE)
    for job in old:
        job.message = f"超过{days}天未确认，已自动放弃"
        close(job, JobState.DISCARDED)
    for job in stale.filter(state=JobState.DONE).exclude(refused=""):
        keep_refused(job, None)
        job.save(update_fields=["refused"])
    return len(old)


def clear_lost_files() -> int:
    """How many uploaded files that no job refers to were removed: left over from an upload or a removal cut short."""
    field = ImportJob._meta.get_field("file")
    known = {name for names in ImportJob.objects.values_list("file", "refused") for name in names}
    before = timezone.now() - LOST
    lost = [
        name
        for name in _stored(field.storage, field.upload_to.split("/")[0])
        if name not in known and field.storage.get_modified_time(name) < before
    ]
    for name in lost:
        field.storage.delete(name)
    return len(lost)


def _stored(storage, folder: str) -> Iterator[str]:
    """The names of all files below a folder; none for a folder that is not there. A bucket has no folders, only names that begin alike."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _stored(storage, f"{folder}/{name}")
