"""Looking at the whole ledger: is every chain whole, does it agree with the roots, are the credits what the rules give."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.chain import Findings
from orgtree.chain.rules import Fault
from orgtree.choices import Permission as P
from orgtree.models import Post
from orgtree.notices.services import notify
from orgtree.scope.rules.grants import post_kinds_with
from volunteers.points.models.ledger_roots import LedgerCheck
from volunteers.points.models.points import MemberYear, PointEntry
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.points import differing_credits, lock_years

BATCH = 5000
ACCOUNTS_AT_ONCE = 500
FAULTS_KEPT = 200


def inspect_ledger(*, until: date | None = None, digest: str = "") -> Findings:
    """Go through every entry, root and credit. `until`: compare with the roots up to that day only.

    `digest` is the root of `until` as it was printed then: with it even a ledger that was sealed anew from end to
    end, its roots included, is found out.
    """
    found = LEDGER.inspect(until=until, digest=digest)
    _check_credits(found)
    return found


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
    return iter([Fault(account, sequence, "credit", words="计入分值与规则计算不符") for account, sequence in rows])


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
