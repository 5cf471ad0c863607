"""Advisory locks, held to the end of the transaction."""

from django.db import connection, transaction

# One lock per tree. django-mptt leaves locking to its callers: without one, parallel edits break intervals,
# and a broken interval shows people what is not theirs (docs/decisions/0002-tree-lock.md).
AREA_TREE = 7_410_001
PARTY_TREE = 7_410_002


def hold(lock: int) -> None:
    """Wait for `lock` and keep it until the transaction ends; raises outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a lock needs a transaction to live in")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
