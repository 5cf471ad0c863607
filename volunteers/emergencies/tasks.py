"""Emergencies in the background. Each task is safe to run twice, late and out of order."""

from celery import shared_task

from volunteers.emergencies.services import closing, course, hours, life


@shared_task(name="volunteers.tasks.emergencies.settle_ended_shifts")
def settle_ended_shifts() -> None:
    hours.settle_ended_shifts()


@shared_task(name="volunteers.tasks.emergencies.end_what_is_over")
def end_what_is_over() -> None:
    """Close what is past its last day, take names out of what is closed long enough, warn of what ends soon."""
    course.close_overdue()
    closing.purge_due()
    life.warn_of_ends()
