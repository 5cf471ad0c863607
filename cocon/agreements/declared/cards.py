"""Agreements that wait: for the community's signature, for the unit's, and those whose end is near."""

from django.urls import reverse
from django.utils import timezone

from cocon.agreements.models import Agreement
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, registry


def list_of(kind: str):
    return lambda user: f"{reverse('admin:cocon_agreement_changelist')}?is={kind}"


def expiring(user):
    return Agreement.objects.allowed(user, P.COCON_MANAGE).expiring_on(timezone.localdate())


registry.add_cards(
    [
        Card(
            key="cocon.agreements_for_community",
            label="待社区签订协议",
            hint="单位已签，等待社区签订",
            place="cocon",
            rows=lambda user: Agreement.objects.allowed(user, P.COCON_MANAGE).for_community(),
            since="unit_signed_at",
            minutes=2,
            url=list_of("community"),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.agreements_for_unit",
            label="待单位签订协议",
            hint="社区已签，等待单位签订或退回",
            place="cocon",
            rows=lambda user: Agreement.objects.allowed(user, P.COCON_UNIT).for_unit(),
            since="community_signed_at",
            minutes=2,
            url=list_of("unit"),
            permission=P.COCON_UNIT,
        ),
        Card(
            key="cocon.agreements_expiring",
            label="共建协议即将到期",
            hint="到提醒日还没有续签的协议，可以续签，从到期的第二天接着算",
            place="cocon",
            kind=CardKind.KNOW,
            rows=expiring,
            url=list_of("expiring"),
            permission=P.COCON_MANAGE,
        ),
    ]
)
