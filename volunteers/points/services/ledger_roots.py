"""The nightly roots: the heads of all accounts in one digest, chained to the night before."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from orgtree.database.locks import hold_for
from volunteers.points.models.ledger_roots import LedgerHead, LedgerRoot
from volunteers.points.models.points import PointEntry
from volunteers.points.rules.chain import GENESIS, root_digest
from volunteers.points.services.ledger_chain import BATCH

# One statement sees one moment. What is committed later goes into the next root.
MOVED_HEADS = """
    WITH known AS (SELECT account_id, max(sequence) AS sequence FROM volunteers_ledgerhead GROUP BY account_id),
         last AS (SELECT account_id, max(sequence) AS sequence FROM volunteers_pointentry GROUP BY account_id)
    SELECT entry.account_id, entry.sequence, entry.digest
    FROM volunteers_pointentry entry
    JOIN last USING (account_id, sequence)
    LEFT JOIN known USING (account_id)
    WHERE entry.sequence > coalesce(known.sequence, 0)
    ORDER BY entry.account_id
"""


@transaction.atomic
def make_root(day: date) -> LedgerRoot:
    """The root of `day`: made now, or the one that was made when it was asked for before.

    An account whose end is missing keeps the head that an earlier root saw, so that the loss stays visible.
    """
    hold_for("ledger-root")
    if made := LedgerRoot.objects.filter(day=day).first():
        return made
    last = LedgerRoot.objects.order_by("-day").first()
    previous, heads = last.digest if last else GENESIS, _moved_heads()
    accounts = set(LedgerHead.objects.values_list("account", flat=True)) | {account for account, _, _ in heads}
    root = LedgerRoot.objects.create(
        day=day,
        digest=root_digest(day, heads, previous),
        previous_digest=previous,
        entries=PointEntry.objects.count(),
        accounts=len(accounts),
        made_at=timezone.now(),
    )
    LedgerHead.objects.bulk_create(
        [LedgerHead(root=root, account_id=account, sequence=place, digest=digest) for account, place, digest in heads],
        batch_size=BATCH,
    )
    return root


def _moved_heads() -> list[tuple[int, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(MOVED_HEADS)
        return cursor.fetchall()
