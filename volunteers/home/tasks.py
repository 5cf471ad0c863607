"""Keeping the terms of the words of consent, by night."""

from celery import shared_task

from volunteers.home.services.retention import keep_terms as keep


@shared_task(name="volunteers.tasks.retention.keep_terms")
def keep_terms() -> None:
    """Clear what is past its term; safe to run twice, to be killed, and to miss a night."""
    keep()
