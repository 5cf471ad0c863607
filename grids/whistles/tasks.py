"""Whistles by the calendar."""

from celery import shared_task

from grids.whistles.services.watching import watch_whistles


@shared_task(name="grids.tasks.watch_whistle_clocks")
def watch_whistle_clocks() -> None:
    """Turn departments' steps yellow and red, remind of their work; safe to run any number of times."""
    watch_whistles()
