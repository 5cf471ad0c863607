"""Needs and claims by the calendar."""

from celery import shared_task
from django.utils import timezone

from cocon.needs.services.waiting import lapse_claims as lapse
from cocon.needs.services.waiting import raise_waiting


@shared_task(name="cocon.tasks.lapse_claims")
def lapse_claims() -> None:
    """Let go claims that nobody confirmed or moved on with, put before the meeting what waits too long; safe to run any number of times."""
    today = timezone.localdate()
    lapse(today=today)
    raise_waiting(today=today)
