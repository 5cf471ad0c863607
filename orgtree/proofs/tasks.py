"""Nightly: the papers of the day come below a root."""

from celery import shared_task
from django.utils import timezone

from orgtree.proofs.services import seal_papers


@shared_task(name="orgtree.tasks.proofs.seal_papers")
def seal_today() -> None:
    """The roots of the day; run twice, it makes them once."""
    seal_papers(timezone.localdate())
