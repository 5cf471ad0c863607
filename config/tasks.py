"""The rest of the demonstration data, made while the site already answers."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from config.demo_district import FillRunning, Scale, fill_next, is_filled

logger = logging.getLogger(__name__)


@shared_task
def fill_demo_further() -> None:
    """Do one step and send for the next, until nothing is missing.

    Safe to send at any time: what is done is told by the rows, and beside another step this one ends.
    """
    if not (getattr(settings, "DEMO_DATA", False) and is_filled()):
        return
    try:
        more = fill_next(Scale(timezone.localdate()), say=logger.debug)
    except FillRunning:
        return
    if more:
        fill_demo_further.delay()
