"""The index, by night."""

from celery import shared_task
from django.utils import timezone

from grids.index.services.computing import compute_month
from grids.index.services.correcting import MONTHS_CORRECTED, correct_month
from orgtree.days.rules.months import months_before


@shared_task(name="grids.tasks.compute_indexes")
def compute_indexes() -> None:
    """Write the months that may still change anew, this one and the one before, and put what has become known of settled ones beside them.

    Safe to run any number of times.
    """
    month = timezone.localdate().replace(day=1)
    for each in (months_before(month, 1), month):
        compute_month(each)
    for back in range(2, 2 + MONTHS_CORRECTED):
        correct_month(months_before(month, back))
