"""Imports in the background. Each task is safe to run twice, late and out of order: the job's state decides."""

from celery import shared_task

from orgtree.services import imports


@shared_task
def check_import(job_id: int) -> None:
    imports.check_import(job_id)


@shared_task
def apply_import(job_id: int) -> None:
    imports.apply_import(job_id)


@shared_task
def clear_old_imports() -> None:
    imports.clear_old_imports()
    imports.clear_lost_files()
