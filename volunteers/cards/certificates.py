"""Certificates that were asked for."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import CertificateState
from volunteers.models import Certificate

registry.add_cards(
    [
        Card(
            key="volunteers.certificates_waiting",
            label="待开具记录单",
            hint="党员申请了服务记录单，等待开具",
            count=lambda user: Certificate.objects.allowed(user, P.CERTIFICATE_ISSUE).waiting().count(),
            url=lambda user: (
                f"{reverse('admin:volunteers_certificate_changelist')}?state__exact={CertificateState.REQUESTED}"
            ),
            permission=P.CERTIFICATE_ISSUE,
        )
    ]
)
