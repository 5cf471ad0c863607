"""Uploads that nobody confirmed, and files that nothing refers to, go at night."""

from celery import shared_task

from orgtree.imports import services as imports


@shared_task(name="orgtree.tasks.imports.clear_old_imports")
def clear_old_imports() -> None:
    imports.clear_old_imports()
    imports.clear_lost_files()
