"""One ledger: appending to its chains, making its nightly roots, looking at the whole of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db import connection, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from orgtree.chain.choices import Damage
from orgtree.chain.models import LedgerEntry, LedgerHead, LedgerRoot
from orgtree.chain.rules import GENESIS, Fault, Sealed, first_fault, root_digest, seal
from orgtree.database.locks import hold_for

BATCH = 2000
READ = 5000

# One statement sees one moment. What is committed later goes into the next root.
MOVED_HEADS = """
    WITH known AS (SELECT account_id, max(sequence) AS sequence FROM {heads} GROUP BY account_id),
         last AS (SELECT account_id, max(sequence) AS sequence FROM {entries} GROUP BY account_id)
    SELECT entry.account_id, entry.sequence, entry.digest
    FROM {entries} entry
    JOIN last USING (account_id, sequence)
    LEFT JOIN known USING (account_id)
    WHERE entry.sequence > coalesce(known.sequence, 0)
    ORDER BY entry.account_id
"""


@dataclass
class Findings:
    """What a look at a ledger found: how much it saw, and the first bad entry of each account that has one."""

    entries: int = 0
    accounts: int = 0
    faults: dict[int | date | None, Fault] = field(default_factory=dict)

    def note(self, fault: Fault | None) -> None:
        if fault:
            self.faults.setdefault(fault.account or fault.day, fault)


@dataclass(frozen=True)
class Ledger:
    """The tables of one ledger."""

    entry: type[LedgerEntry]
    root: type[LedgerRoot]
    head: type[LedgerHead]

    # --- Appending --------------------------------------------------------------------------------------------------------

    def append(self, entries: Sequence[LedgerEntry]) -> None:
        """Give each new entry its place and digest behind the head of its account, and write them all.

        The only place where entries are made; the accounts are locked by the caller. What the tables refuse is an
        IntegrityError: callers leave those out under the lock.
        """
        heads = self.heads_of({entry.account_id for entry in entries})
        for entry in entries:
            last, previous = heads.get(entry.account_id, (0, GENESIS))
            entry.sequence, entry.previous_digest = last + 1, previous
            entry.digest = seal(entry.content(), entry.sequence, previous)
            heads[entry.account_id] = entry.sequence, entry.digest
        self.entry._default_manager.bulk_create(entries, batch_size=BATCH)

    def heads_of(self, account_ids: Collection[int]) -> dict[int, tuple[int, str]]:
        """Account id → (sequence, digest) of its last entry; an account without entries is not in it."""
        rows = self.entry._default_manager.filter(account__in=account_ids)
        last = rows.order_by("account", "-sequence").distinct("account")
        return {
            account: (sequence, digest)
            for account, sequence, digest in last.values_list("account", "sequence", "digest")
        }

    # --- Roots ------------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def make_root(self, day: date) -> LedgerRoot:
        """The root of `day`: made now, or the one that was made when it was asked for before.

        An account whose end is missing keeps the head that an earlier root saw, so that the loss stays visible.
        """
        roots = self.root._default_manager
        hold_for(f"ledger-root:{self.root._meta.label_lower}")
        if made := roots.filter(day=day).first():
            return made
        last = roots.order_by("-day").first()
        previous, heads = last.digest if last else GENESIS, self._moved_heads()
        known = set(self.head._default_manager.values_list("account", flat=True))
        root = roots.create(
            day=day,
            digest=root_digest(day, heads, previous),
            previous_digest=previous,
            entries=self.entry._default_manager.count(),
            accounts=len(known | {account for account, _, _ in heads}),
            made_at=timezone.now(),
        )
        self.head._default_manager.bulk_create(
            [
                self.head(root=root, account_id=account, sequence=sequence, digest=digest)
                for account, sequence, digest in heads
            ],
            batch_size=BATCH,
        )
        return root

    def _moved_heads(self) -> list[tuple[int, int, str]]:
        quote = connection.ops.quote_name
        tables = {"heads": quote(self.head._meta.db_table), "entries": quote(self.entry._meta.db_table)}
        with connection.cursor() as cursor:
            cursor.execute(MOVED_HEADS.format(**tables))
            return cursor.fetchall()

    # --- Looking at all of it ---------------------------------------------------------------------------------------------

    def inspect(self, *, until: date | None = None, digest: str = "") -> Findings:
        """Go through every entry and root. `until`: compare with the roots up to that day only.

        `digest` is the root of `until` as it was printed then: with it even a ledger that was sealed anew from end to
        end, its roots included, is found out.
        """
        found = Findings()
        self._check_roots(found, until, digest)
        self._check_chains(found)
        self._check_heads(found, until)
        return found

    def _check_roots(self, found: Findings, until: date | None, digest: str) -> None:
        previous = GENESIS
        for root in self.root._default_manager.order_by("day"):
            heads = root.heads.values_list("account", "sequence", "digest")
            if root.previous_digest != previous or root.digest != root_digest(root.day, heads, previous):
                found.note(Fault(None, None, Damage.ROOT, day=root.day))
            elif root.day == until and digest and root.digest != digest:
                found.note(Fault(None, None, Damage.ROOT, "与留存的摘要不一致", root.day))
            previous = root.digest

    @transaction.atomic
    def _check_chains(self, found: Findings) -> None:
        rows = self.entry._default_manager.order_by("account", "sequence").iterator(READ)
        for account, entries in groupby(rows, key=attrgetter("account_id")):
            sealed = [Sealed(row.sequence, row.content(), row.previous_digest, row.digest) for row in entries]
            found.accounts += 1
            found.entries += len(sealed)
            found.note(first_fault(account, sealed))

    def _check_heads(self, found: Findings, until: date | None) -> None:
        """Each account against the heads that the roots saw: an end that is missing, a past that was written anew."""
        entries = self.entry._default_manager
        now = entries.filter(account=OuterRef("account"), sequence=OuterRef("sequence"))
        heads = self.head._default_manager.all()
        if until:
            heads = heads.filter(root__day__lte=until)
        rows = heads.annotate(now=Subquery(now.values("digest")[:1])).order_by("account", "sequence")
        for account, stored in groupby(rows.values_list("account", "sequence", "digest", "now"), key=itemgetter(0)):
            found.note(self._first_lost(account, stored))

    def _first_lost(self, account: int, stored: Iterable[tuple[int, int, str, str | None]]) -> Fault | None:
        agreed = 0
        for _, sequence, digest, now in stored:
            if now is None:
                of_account = self.entry._default_manager.filter(account=account)
                last = of_account.aggregate(last=Max("sequence"))["last"] or 0
                return Fault(account, last + 1, Damage.TRUNCATED, f"应有至少{sequence}条")
            if now != digest:
                return Fault(account, agreed + 1, Damage.REWRITTEN, f"至第{sequence}条")
            agreed = sequence
        return None
