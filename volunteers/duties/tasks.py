"""Duty posts by the calendar: terms that end, notice before they do, points for the months held."""

from celery import shared_task
from django.utils import timezone

from volunteers.duties.services.duty_months import credit_months
from volunteers.duties.services.duty_terms import end_terms, remind_of_terms


@shared_task(name="volunteers.tasks.duties.end_duty_terms")
def end_duty_terms() -> None:
    """Close posts whose term is over, then give notice of those that end soon."""
    today = timezone.localdate()
    end_terms(today=today)
    remind_of_terms(today=today)


@shared_task(name="volunteers.tasks.duties.credit_duty_months")
def credit_duty_months() -> None:
    """Credit the months that are over; safe to run at any time and any number of times."""
    credit_months(today=timezone.localdate())
