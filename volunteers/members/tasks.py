"""Report-ins from day to day."""

from celery import shared_task

from volunteers.members.services.phone_codes import clear_phone_codes
from volunteers.members.services.report_ins import resume_due


@shared_task(name="volunteers.tasks.report_ins.resume_due_report_ins")
def resume_due_report_ins() -> None:
    """End the pauses whose day has come; safe to run twice."""
    resume_due()


@shared_task(name="volunteers.tasks.phone_codes.clear_phone_codes")
def clear_phone_codes_over() -> None:
    """Delete the codes that are over; safe to run twice."""
    clear_phone_codes()
