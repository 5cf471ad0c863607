"""Wishes of residents by the calendar."""

from celery import shared_task
from django.utils import timezone

from cocon.wishes.services.phones import purge_wish_phones
from cocon.wishes.services.wishes import return_overdue_wishes


@shared_task(name="cocon.tasks.keep_wishes")
def keep_wishes() -> None:
    """Open overdue wishes again and forget old phone numbers; safe to run at any time and any number of times."""
    today = timezone.localdate()
    return_overdue_wishes(today=today)
    purge_wish_phones(today=today)
