"""Nightly look at the trees."""

from celery import shared_task

from orgtree.services.tree_health import check_trees


@shared_task
def check_tree() -> None:
    """Log every fault of both trees; a person mends them with `manage.py rebuild_tree`."""
    check_trees()
