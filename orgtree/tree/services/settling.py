"""Settling in an area, and closing it: who comes while it is being dissolved either is counted or is turned away.

Settlers share a lock on the community, dissolving takes it alone. It is no row lock: tree edits anywhere in the city shift
the intervals of this row, and would wait for every settler, and settlers for them.
"""

from hashlib import blake2b

from django.db import connection, transaction

from orgtree.tree.models import Area


def settle(area: Area) -> Area:
    """The area as it stands; neither it nor its community is dissolved before the running transaction ends."""
    _hold(community_of(area), "pg_advisory_xact_lock_shared")
    return Area.objects.get(pk=area.pk)


def keep_settlers_out(area: Area) -> None:
    """Wait for those who are settling in the area or its community, and keep others out until the transaction ends."""
    _hold(community_of(area), "pg_advisory_xact_lock")


def community_of(area: Area) -> int:
    """The id of the community that the area belongs to; of the area itself above that level."""
    communities = area.get_ancestors(include_self=True).communities()
    return communities.values_list("pk", flat=True).first() or area.pk


def _hold(area_id: int, function: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a lock needs a transaction to live in")
    key = int.from_bytes(blake2b(f"settling:{area_id}".encode(), digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [key])
