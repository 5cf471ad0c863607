"""Bookings as time goes by."""

from celery import shared_task
from django.utils import timezone

from cocon.venues.services.keeping import free_no_shows, lapse_unanswered, purge_contacts, release_unkept


@shared_task(name="cocon.tasks.keep_bookings")
def keep_bookings() -> None:
    """Free what nobody uses and what was not answered in time; safe to run at any time and any number of times."""
    now = timezone.now()
    free_no_shows(now=now)
    lapse_unanswered(now=now)
    release_unkept(today=timezone.localdate())


@shared_task(name="cocon.tasks.purge_bookings")
def purge_bookings() -> None:
    """Forget who booked, once the term is over; safe to run at any time and any number of times."""
    purge_contacts(today=timezone.localdate())
