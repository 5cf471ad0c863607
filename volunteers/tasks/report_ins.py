"""Report-ins from day to day."""

from celery import shared_task

from volunteers.services.report_ins import resume_due


@shared_task
def resume_due_report_ins() -> None:
    """End the pauses whose day has come; safe to run twice."""
    resume_due()
