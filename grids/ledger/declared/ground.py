"""What the ledger declares for the ground floor: the open work of grids, as a list that offices' tables may ask for."""

from grids.ledger.choices import Colour
from grids.ledger.lists import ledger_list
from grids.ledger.services.entries import with_open_work
from grids.staff.services.cover import grids_on
from orgtree.choices import Permission as P
from orgtree.declare import Window, registry
from orgtree.declare.tables import ListedRows


def open_work(window: Window):
    """The grids of the last day that counts, with what is open in them now: the ledger keeps no past."""
    return with_open_work(grids_on(window.last_day)).select_related("parent").order_by("tree_id", "lft")


registry.add_listed_rows(
    [
        ListedRows(
            "grids.ledger",
            "网格在办事项",
            open_work,
            "",
            ledger_list.pick(f"name code parent late {' '.join(Colour)}"),
            P.CASE_VIEW,
        )
    ]
)
