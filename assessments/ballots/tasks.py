"""What is kept of polls, by the calendar."""

from celery import shared_task
from django.utils import timezone

from assessments.ballots.services.keeping import forget_rolls


@shared_task(name="assessments.tasks.keep_rolls")
def keep_rolls() -> None:
    """Forget who stood on a roll once the term is over; safe to run at any time and any number of times."""
    forget_rolls(today=timezone.localdate())
