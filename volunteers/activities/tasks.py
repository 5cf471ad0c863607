"""The evening before: whoever has a place is reminded."""

from celery import shared_task

from volunteers.activities.services.activity_notices import remind_of_tomorrow


@shared_task(name="volunteers.tasks.activities.remind_of_activities")
def remind_of_activities() -> None:
    """Tell each person once, however often it runs."""
    remind_of_tomorrow()
