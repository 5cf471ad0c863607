"""Appending to the ledger: the only place where entries are made. The accounts are locked by the caller."""

from collections.abc import Sequence

from volunteers.points.models.points import PointEntry
from volunteers.points.rules.chain import GENESIS, seal

BATCH = 2000


def append(entries: Sequence[PointEntry]) -> None:
    """Give each new entry its place and digest behind the head of its account, and write them all.

    A source that is in the ledger already is an IntegrityError: callers leave those out under the lock.
    """
    heads = heads_of({entry.account_id for entry in entries})
    for entry in entries:
        last, previous = heads.get(entry.account_id, (0, GENESIS))
        entry.sequence, entry.previous_digest = last + 1, previous
        entry.digest = seal(entry.content(), entry.sequence, previous)
        heads[entry.account_id] = entry.sequence, entry.digest
    PointEntry.objects.bulk_create(entries, batch_size=BATCH)


def heads_of(account_ids: set[int]) -> dict[int, tuple[int, str]]:
    """Account id → (sequence, digest) of its last entry; an account without entries is not in it."""
    last = PointEntry.objects.filter(account__in=account_ids).order_by("account", "-sequence").distinct("account")
    return {
        account: (sequence, digest) for account, sequence, digest in last.values_list("account", "sequence", "digest")
    }
