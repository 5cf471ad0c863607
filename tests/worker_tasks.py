"""Tasks that only tests send: a worker started with `--include tests.worker_tasks` knows them."""

import time

from celery import current_app, shared_task
from django.core.cache import cache

from orgtree.models import User
from volunteers.service.services.service_records import confirm_services

RUNS = "worker-tasks-run"
# What a killed worker had taken is handed out again after seconds, not after ten minutes.
current_app.conf.broker_transport_options = {**current_app.conf.broker_transport_options, "visibility_timeout": 4}


@shared_task
def confirm_and_linger(record_ids: list[int], by: int) -> None:
    """Confirm the records; then be busy for a moment in which the work is done and the broker does not know."""
    confirm_services(record_ids=record_ids, by=User.objects.get(pk=by))
    cache.incr(RUNS)
    time.sleep(0.7)
