"""Looking at the whole ledger: is every chain whole, does it agree with the roots, are the credits what the rules give."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from operator import attrgetter, itemgetter

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.models import Post
from orgtree.notices.services import notify
from orgtree.scope.rules.grants import post_kinds_with
from volunteers.points.choices import LedgerDamage
from volunteers.points.models.ledger_roots import LedgerCheck, LedgerHead, LedgerRoot
from volunteers.points.models.points import MemberYear, PointEntry
from volunteers.points.rules.chain import GENESIS, Fault, Sealed, first_fault, root_digest
from volunteers.points.services.points import differing_credits, lock_years

BATCH = 5000
ACCOUNTS_AT_ONCE = 500
FAULTS_KEPT = 200


@dataclass
class Findings:
    """What a look at the ledger found: how much it saw, and the first bad entry of each account that has one."""

    entries: int = 0
    accounts: int = 0
    faults: dict[int | date | None, Fault] = field(default_factory=dict)

    def note(self, fault: Fault | None) -> None:
        if fault:
            self.faults.setdefault(fault.account or fault.day, fault)


def inspect_ledger(*, until: date | None = None, digest: str = "") -> Findings:
    """Go through every entry, root and credit. `until`: compare with the roots up to that day only.

    `digest` is the root of `until` as it was printed then: with it even a ledger that was sealed anew from end to
    end, its roots included, is found out.
    """
    found = Findings()
    _check_roots(found, until, digest)
    _check_chains(found)
    _check_heads(found, until)
    _check_credits(found)
    return found


@transaction.atomic
def _check_chains(found: Findings) -> None:
    rows = PointEntry.objects.order_by("account", "sequence").iterator(BATCH)
    for account, entries in groupby(rows, key=attrgetter("account_id")):
        sealed = [Sealed(row.sequence, row.content(), row.previous_digest, row.digest) for row in entries]
        found.accounts += 1
        found.entries += len(sealed)
        found.note(first_fault(account, sealed))


def _check_heads(found: Findings, until: date | None) -> None:
    """Each account against the heads that the roots saw: an end that is missing, a past that was written anew."""
    now = PointEntry.objects.filter(account=OuterRef("account"), sequence=OuterRef("sequence"))
    heads = LedgerHead.objects.filter(root__day__lte=until) if until else LedgerHead.objects.all()
    rows = heads.annotate(now=Subquery(now.values("digest")[:1])).order_by("account", "sequence")
    for account, stored in groupby(rows.values_list("account", "sequence", "digest", "now"), key=itemgetter(0)):
        found.note(_first_lost(account, stored))


def _first_lost(account: int, stored) -> Fault | None:
    agreed = 0
    for _, sequence, digest, now in stored:
        if now is None:
            last = PointEntry.objects.filter(account=account).aggregate(last=Max("sequence"))["last"] or 0
            return Fault(account, last + 1, LedgerDamage.TRUNCATED, f"应有至少{sequence}条")
        if now != digest:
            return Fault(account, agreed + 1, LedgerDamage.REWRITTEN, f"至第{sequence}条")
        agreed = sequence
    return None


def _check_roots(found: Findings, until: date | None, digest: str) -> None:
    previous = GENESIS
    for root in LedgerRoot.objects.order_by("day"):
        heads = root.heads.values_list("account", "sequence", "digest")
        if root.previous_digest != previous or root.digest != root_digest(root.day, heads, previous):
            found.note(Fault(None, None, LedgerDamage.ROOT, day=root.day))
        elif root.day == until and digest and root.digest != digest:
            found.note(Fault(None, None, LedgerDamage.ROOT, "与留存的摘要不一致", root.day))
        previous = root.digest


def _check_credits(found: Findings) -> None:
    ids = MemberYear.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH)
    while batch := list(islice(ids, ACCOUNTS_AT_ONCE)):
        if differing_credits(batch):
            for fault in _credit_faults(batch):
                found.note(fault)


@transaction.atomic
def _credit_faults(account_ids: list[int]) -> Iterator[Fault]:
    """Looked at once more under the lock: an entry and its credit may have come between two statements."""
    lock_years(account_ids)
    keys = [item.key for item in differing_credits(account_ids)]
    rows = PointEntry.objects.filter(pk__in=keys).order_by("account", "sequence").values_list("account", "sequence")
    return iter([Fault(account, sequence, LedgerDamage.CREDIT) for account, sequence in rows])


@transaction.atomic
def check_ledger() -> LedgerCheck:
    """Inspect the ledger, keep what was found, and tell those who answer for it where something is wrong."""
    found = inspect_ledger()
    faults = [str(fault) for fault in found.faults.values()]
    check = LedgerCheck.objects.create(
        made_at=timezone.now(),
        entries=found.entries,
        accounts=found.accounts,
        fault_count=len(faults),
        faults=faults[:FAULTS_KEPT],
    )
    if faults:
        _tell(check)
    return check


def _tell(check: LedgerCheck) -> None:
    keepers = Post.objects.live().filter(kind__in=post_kinds_with(P.LEDGER_CHECK)).values_list("holder", flat=True)
    notify(
        users=keepers,
        key=f"ledger-check:{check.pk}",
        title=f"积分账本核验发现{check.fault_count}处问题",
        text=f"{check.faults[0]}。请停止办理积分，保留现场，由系统管理员与审计人员一同查明。",
        url=reverse("admin:volunteers_ledgercheck_change", args=[check.pk]),
    )
