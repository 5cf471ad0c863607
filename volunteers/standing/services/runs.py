"""Orders that no worker has taken: sent again, because a message may be lost with the broker."""

from datetime import timedelta

from django.utils import timezone

from orgtree.services.queue import send
from volunteers.standing.choices.standing import OrderState
from volunteers.standing.models.closing import DryRun, YearClosing
from volunteers.standing.services import dry_runs, year_closing

WAIT = timedelta(minutes=2)


def resend_waiting_runs() -> int:
    """Send orders that have waited two minutes in the queue; how many."""
    since, sent = timezone.now() - WAIT, 0
    for model, task in ((YearClosing, year_closing.TASK), (DryRun, dry_runs.TASK)):
        for pk in model.objects.filter(state=OrderState.QUEUED, created_at__lt=since).values_list("pk", flat=True):
            sent += send(task, pk)
    return sent
