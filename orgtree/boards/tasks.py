"""Openings of boards on their schedule: put into rows, and what nobody opens asked about."""

from celery import shared_task
from django.utils import timezone

from orgtree.boards.services.readings import ask_about_unread, write_down


@shared_task(name="orgtree.tasks.boards.write_readings")
def write_readings() -> None:
    write_down(timezone.localdate())


@shared_task(name="orgtree.tasks.boards.ask_about_unread_boards")
def ask_about_unread_boards() -> None:
    """Safe to run twice, late, and beside another."""
    ask_about_unread(timezone.localdate())
