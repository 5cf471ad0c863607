"""Cases by the calendar."""

from celery import shared_task
from django.utils import timezone

from grids.cases.services.keeping import purge_askers


@shared_task(name="grids.tasks.purge_case_askers")
def purge_case_askers() -> None:
    """Forget who told of cases that ended long ago; safe to run any number of times."""
    purge_askers(today=timezone.localdate())
