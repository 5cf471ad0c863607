"""A grid with its open work, counted when it is read; nothing of the ledger is stored: it is a view of cases and tasks."""

from orgtree.tree.models import Area


class GridLedger(Area):
    """A grid, as the page of its ledger shows it (services/entries.py)."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "民情台账"
        ordering = ["tree_id", "lft"]
