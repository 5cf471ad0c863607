"""Reminders once a day."""

from celery import shared_task

from volunteers.services.reminders import send_reminders as send


@shared_task
def send_reminders() -> None:
    """Tell desks and members what has fallen due; safe to run twice, and to miss a day."""
    send()
