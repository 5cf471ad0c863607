"""Certificates that were asked for."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, registry
from orgtree.desk.finding import find_by
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.models.certificate import Certificate

registry.add_cards(
    [
        Card(
            key="volunteers.certificates_waiting",
            label="待开具记录单",
            hint="党员申请了服务记录单，等待开具",
            place="services",
            rows=lambda user: Certificate.objects.allowed(user, P.CERTIFICATE_ISSUE).waiting(),
            since="requested_at",
            minutes=1,
            url=lambda user: (
                f"{reverse('admin:volunteers_certificate_changelist')}?state__exact={CertificateState.REQUESTED}"
            ),
            permission=P.CERTIFICATE_ISSUE,
        )
    ]
)
registry.add_finders(
    [Finder("certificates", "服务记录单", P.CERTIFICATE_ISSUE, find_by(Certificate, P.CERTIFICATE_ISSUE, "number"))]
)
