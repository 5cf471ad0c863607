"""What is kept about units, by the calendar."""

from celery import shared_task
from django.utils import timezone

from cocon.units.services.profiles import forget_contacts


@shared_task(name="cocon.tasks.keep_units")
def keep_units() -> None:
    """Forget contacts whose term is over; safe to run at any time and any number of times."""
    forget_contacts(today=timezone.localdate())
