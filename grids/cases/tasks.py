"""Cases by the calendar."""

from celery import shared_task
from django.utils import timezone

from grids.cases.services.keeping import close_answered, purge_askers
from grids.cases.services.watching import watch_clocks


@shared_task(name="grids.tasks.purge_case_askers")
def purge_case_askers() -> None:
    """Forget who told of cases that ended long ago; safe to run any number of times."""
    purge_askers(today=timezone.localdate())


@shared_task(name="grids.tasks.watch_case_clocks")
def watch_case_clocks() -> None:
    """Remind before clocks are due, turn them yellow and red; safe to run any number of times."""
    watch_clocks()


@shared_task(name="grids.tasks.close_answered_cases")
def close_answered_cases() -> None:
    """Close what was answered long enough ago; safe to run any number of times."""
    close_answered(today=timezone.localdate())
