"""Doors by the calendar."""

from celery import shared_task
from django.utils import timezone

from grids.doors.services.keeping import purge_sendings


@shared_task(name="grids.tasks.purge_sendings")
def purge_sent() -> None:
    """Forget pictures and sealed words whose term is over; safe to run any number of times."""
    purge_sendings(today=timezone.localdate())
