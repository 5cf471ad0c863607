"""What keeps imports moving and their files short-lived."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from orgtree.choices import JobState
from orgtree.models import ImportJob
from orgtree.services.imports.jobs import CLOSABLE, TASKS, close
from orgtree.services.queue import send_on_commit

WAITING = timedelta(seconds=60)
KEPT = timedelta(days=7)  # docs/rules.md: uploads that nobody confirmed


@transaction.atomic
def resend_waiting_imports() -> int:
    """How many jobs were sent again: those that no worker holds and nothing has touched for a minute.

    Their message was lost with Redis, or their worker was killed. Locked rows are being worked on and are left alone.
    """
    stale = ImportJob.objects.select_for_update(skip_locked=True).filter(
        state__in=list(TASKS), touched_at__lt=timezone.now() - WAITING
    )
    waiting = [(TASKS[JobState(job.state)], job.pk) for job in stale]
    ImportJob.objects.filter(pk__in=[pk for _, pk in waiting]).update(touched_at=timezone.now())
    # Only after the locks are gone: a worker that finds the row taken leaves it.
    for task, pk in waiting:
        send_on_commit(task, pk)
    return len(waiting)


@transaction.atomic
def clear_old_imports() -> int:
    """How many jobs were discarded because nobody confirmed them for seven days; their files are removed."""
    old = ImportJob.objects.select_for_update(skip_locked=True).filter(
        state__in=CLOSABLE, touched_at__lt=timezone.now() - KEPT
    )
    for job in old:
        job.message = "超过7天未确认，已自动放弃"
        close(job, JobState.DISCARDED)
    return len(old)
