"""The evening before: whoever has a place is reminded."""

from celery import shared_task

from volunteers.services.activity_notices import remind_of_tomorrow


@shared_task
def remind_of_activities() -> None:
    """Tell each person once, however often it runs."""
    remind_of_tomorrow()
