"""Damage to the ledger, on the desks of the system administrator and the auditor."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.models import LedgerCheck


def faults_of_last_check(user) -> int:
    last = LedgerCheck.objects.first()
    return last.fault_count if last else 0


registry.add_cards(
    [
        Card(
            key="volunteers.ledger_damaged",
            label="积分账本有问题",
            hint="最近一次核验发现条目与摘要不符，请停止办理积分并保留现场",
            count=faults_of_last_check,
            url=lambda user: reverse("admin:volunteers_ledgercheck_changelist"),
            permission=P.LEDGER_CHECK,
        )
    ]
)
