"""Forms that are asked, over or locked again today; safe to run twice, late, and beside another."""

from celery import shared_task
from django.utils import timezone

from orgtree.oneform.services.returns import keep_forms as keep_all


@shared_task(name="orgtree.tasks.oneform.keep_forms")
def keep_forms() -> None:
    keep_all(timezone.localdate())
