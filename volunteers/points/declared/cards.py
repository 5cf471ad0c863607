"""Damage to the ledger, on the desks of the system administrator and the auditor."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, registry
from volunteers.points.models.ledger_roots import LedgerCheck


def last_check_with_faults(user):
    """The newest check, if it found something wrong; [] as a queryset otherwise."""
    newest = LedgerCheck.objects.order_by("-made_at", "-id").values("pk")[:1]
    return LedgerCheck.objects.filter(pk__in=newest, fault_count__gt=0)


registry.add_cards(
    [
        Card(
            key="volunteers.ledger_damaged",
            label="积分账本有问题",
            hint="最近一次核验发现条目与摘要不符，请停止办理积分并保留现场",
            place="audit",
            kind=CardKind.DUE,
            rows=last_check_with_faults,
            summed="fault_count",
            since="made_at",
            at_community=False,
            is_listed=False,
            minutes=10,
            url=lambda user: reverse("admin:volunteers_ledgercheck_changelist"),
            permission=P.LEDGER_CHECK,
        )
    ]
)
