"""What apps declare to be done again and again: reminders once a day.

Each declaration is a task of its own, so that the failure of one keeps no other from its turn.
"""

from celery import shared_task
from django.utils import timezone

from orgtree.database.queue import send
from orgtree.declare import registry


@shared_task(name="orgtree.tasks.declared.send_reminders")
def send_reminders() -> None:
    """Order every declared reminder; safe to run twice, and to miss a day."""
    for key in registry.reminders:
        send(send_reminder.name, key)


@shared_task(name="orgtree.tasks.declared.send_reminder")
def send_reminder(key: str) -> None:
    registry.reminders[key].send(timezone.localdate())
