"""Notices go out by their other channels; safe to run twice, beside itself, and to be killed."""

from celery import shared_task

from orgtree.notices.channels.sending import send_notices as send


@shared_task(name="orgtree.tasks.channels.send_notices")
def send_notices() -> None:
    send()
