"""Figures on their schedule: what runs now every quarter of an hour, the last twelve months every night."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from orgtree.rules.periods import Period, periods_holding, recent_periods
from orgtree.services.figures import fill_figures

RETRY = {"autoretry_for": (OperationalError,), "max_retries": 3, "retry_backoff": True}


@shared_task(**RETRY)
def fill_period(slug: str) -> None:
    """Fill one period, `2026-11`, `2026Q4` or `2026`."""
    fill_figures(Period.parse(slug))


@shared_task
def fill_open_periods() -> None:
    """Ask for the month, quarter and year of today."""
    for period in periods_holding(timezone.localdate()):
        fill_period.delay(period.slug)


@shared_task
def fill_recent_periods() -> None:
    """Ask for every period of the last twelve months; in closed ones late changes show as corrections."""
    for period in recent_periods(timezone.localdate()):
        fill_period.delay(period.slug)
