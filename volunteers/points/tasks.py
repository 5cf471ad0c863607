"""Nightly: is the points ledger whole, and what was its state."""

from celery import shared_task
from django.utils import timezone

from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.ledger_checks import check_ledger


@shared_task(name="volunteers.tasks.ledger.seal_ledger")
def seal_ledger() -> None:
    """Check every entry and tell of damage, then make the root of the day; run twice, it makes one root."""
    check_ledger()
    LEDGER.make_root(timezone.localdate())
