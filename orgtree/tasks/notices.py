"""Old notices go at night."""

from celery import shared_task

from orgtree.services.notices import clear_old_notices as clear


@shared_task
def clear_old_notices() -> None:
    clear()
