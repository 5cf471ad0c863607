"""Old notices go at night."""

from celery import shared_task

from orgtree.notices.services import clear_old_notices as clear


@shared_task(name="orgtree.tasks.notices.clear_old_notices")
def clear_old_notices() -> None:
    clear()
