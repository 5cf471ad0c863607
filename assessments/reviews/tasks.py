"""What is kept about reviews of members, by the calendar."""

from celery import shared_task
from django.utils import timezone

from assessments.reviews.services.keeping import forget_names


@shared_task(name="assessments.tasks.keep_reviews")
def keep_reviews() -> None:
    """Forget who was reviewed once the term is over; safe to run at any time and any number of times."""
    forget_names(today=timezone.localdate())
