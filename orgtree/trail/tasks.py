"""Nightly: is the trail whole, and what was its state."""

from celery import shared_task
from django.utils import timezone

from orgtree.trail.services import check_trail, make_trail_root


@shared_task(name="orgtree.tasks.trail.seal_trail")
def seal_trail() -> None:
    """Check what earlier nights sealed and tell of damage, then make the root of the day; run twice, it makes one root."""
    check_trail()
    make_trail_root(timezone.localdate())
