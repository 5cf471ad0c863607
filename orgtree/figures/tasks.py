"""Figures on their schedule: what writes touched every few seconds, every cell of the last twelve months by night."""

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils import timezone

from orgtree.days.rules.periods import Period, periods_holding, recent_periods
from orgtree.figures.models import FigureFill
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.figures.services.judging import begin_attempt, note_cut, tell_of_corrections
from orgtree.figures.services.reporting import keep_returns

RETRY = {"autoretry_for": (OperationalError,), "max_retries": 3, "retry_backoff": True}


@shared_task(name="orgtree.tasks.figures.count_changes")
def count_changes() -> None:
    """Count what was written since the last time; safe to miss, and beside another this one ends."""
    drain()


@shared_task(name="orgtree.tasks.figures.fill_period", **RETRY)
def fill_period(slug: str) -> None:
    """Fill one period, `2026-11`, `2026Q4` or `2026`; what had to be corrected is told to those who run the system."""
    period = Period.parse(slug)
    begin_attempt(period)
    try:
        filled = fill_figures(period)
    except SoftTimeLimitExceeded:
        note_cut(period)
        raise
    if filled.corrected:
        tell_of_corrections(period, filled.corrected)


@shared_task(name="orgtree.tasks.figures.fill_open_periods")
def fill_open_periods() -> None:
    """Ask for the month, quarter and year of today where they have no figures yet; from then on changes are counted."""
    for period in periods_holding(timezone.localdate()):
        if not FigureFill.objects.of(period).exists():
            fill_period.delay(period.slug)


@shared_task(name="orgtree.tasks.figures.fill_recent_periods")
def fill_recent_periods() -> None:
    """Ask for every period of the last twelve months; in closed ones late changes show as corrections."""
    for period in recent_periods(timezone.localdate()):
        fill_period.delay(period.slug)


@shared_task(name="orgtree.tasks.figures.ask_for_returns")
def ask_for_returns() -> None:
    """Ask for the figures of periods that are over, and end what is over; safe to run twice, late, and beside another."""
    keep_returns(timezone.localdate())
