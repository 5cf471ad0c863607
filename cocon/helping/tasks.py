"""What is kept about helping pairs, by the calendar."""

from celery import shared_task
from django.utils import timezone

from cocon.helping.services.visits import forget_words


@shared_task(name="cocon.tasks.keep_helping")
def keep_helping() -> None:
    """Clear words about pairs past their term; safe to run at any time and any number of times."""
    forget_words(today=timezone.localdate())
