"""Advisory locks, held to the end of the transaction."""

from hashlib import blake2b

from django.db import connection, transaction

from orgtree.days.rules.periods import MONTHS, Period

# One lock per tree. django-mptt leaves locking to its callers: without one, parallel edits break intervals,
# and a broken interval shows people what is not theirs (docs/decisions/0002-tree-lock.md).
AREA_TREE = 7_410_001
PARTY_TREE = 7_410_002
INSTITUTIONS = 7_410_003
BOARD_READINGS = 7_410_004


# Figures: one lock per period, so that months fill beside each other and one month only once at a time.
FIGURES = 7_420_000_000


def period_lock(period: Period) -> int:
    """The lock of one period's figures."""
    return FIGURES + period.start.year * 1_000 + period.start.month * 10 + list(MONTHS).index(period.kind)


# Full fills hold it beside each other, counting of marked cells alone: a fill must not miss what is taken meanwhile.
COUNTING = 7_430_000


def hold_shared(lock: int) -> None:
    """Wait until nobody has `lock` alone, and keep others from it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [lock])


def try_hold(lock: int) -> bool:
    """Whether `lock` could be had at once; it is kept until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock])
        return cursor.fetchone()[0]


def check_in_transaction() -> None:
    """Raise TransactionManagementError outside a transaction: what is locked there is free again at once."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a lock needs a transaction to live in")


def hold(*locks: int) -> None:
    """Wait for these locks, one after another, and keep them until the transaction ends; raises outside a transaction."""
    check_in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['pg_advisory_xact_lock(%s)'] * len(locks))}", locks)


def hold_for(name: str, *, beside: int | None = None) -> None:
    """Wait for the lock of this name, then for the one `beside` it, and keep them until the transaction ends.

    Raises outside a transaction.
    """
    hold(lock_called(name), *([] if beside is None else [beside]))


def lock_called(name: str) -> int:
    """The lock of this name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
