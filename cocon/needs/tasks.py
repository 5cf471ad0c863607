"""Needs and claims by the calendar."""

from celery import shared_task
from django.utils import timezone

from cocon.needs.services.waiting import lapse_claims as lapse


@shared_task(name="cocon.tasks.lapse_claims")
def lapse_claims() -> None:
    """Let go claims that nobody confirmed or moved on with; safe to run any number of times."""
    lapse(today=timezone.localdate())
