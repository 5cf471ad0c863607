"""What is kept about staff of grids, by the calendar."""

from celery import shared_task
from django.utils import timezone

from grids.staff.services.keeping import forget_names


@shared_task(name="grids.tasks.keep_staff")
def keep_staff() -> None:
    """Forget the names of those who left, once the term is over; safe to run at any time and any number of times."""
    forget_names(today=timezone.localdate())
