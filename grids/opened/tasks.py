"""Open data, by night."""

from celery import shared_task

from grids.opened.services.publishing import publish_months


@shared_task(name="grids.tasks.publish_open_months")
def publish_open_months() -> None:
    """Publish months that are over; safe to run any number of times."""
    publish_months()
