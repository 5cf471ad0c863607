"""Uploads that nobody confirmed, and files that nothing refers to, go at night."""

from celery import shared_task

from orgtree.services import imports


@shared_task
def clear_old_imports() -> None:
    imports.clear_old_imports()
    imports.clear_lost_files()
