"""Work on points that waits on the desk."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.models import DeedReport

registry.add_cards(
    [
        Card(
            key="volunteers.deeds_waiting",
            label="待办积分事项",
            hint="已登记或申报，等待您确认或复核",
            count=lambda user: DeedReport.objects.to_decide(user).count(),
            url=lambda user: reverse("admin:volunteers_deedreport_changelist"),
            permission=P.POINTS_ENTER,
        ),
    ]
)
