"""Nightly look at the trees."""

from celery import shared_task

from orgtree.people.services.tree_health import check_seats, check_trees, check_units


@shared_task(name="orgtree.tasks.tree.check_tree")
def check_tree() -> None:
    """Log every fault of both trees; a person mends them with `manage.py rebuild_tree`. Posts and units out of place too."""
    check_trees()
    check_seats()
    check_units()
