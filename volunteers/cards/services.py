"""Services, and changes to their hours, that wait on the desk of a community."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import HourChangeState
from volunteers.models import HourChange, ServiceRecord

registry.add_cards(
    [
        Card(
            key="volunteers.services_waiting",
            label="待确认服务",
            hint="服务已填报，等待确认或退回",
            count=lambda user: ServiceRecord.objects.to_confirm(user).count(),
            url=lambda user: f"{reverse('admin:volunteers_servicerecord_changelist')}?mine=yes",
            permission=P.SERVICE_CONFIRM,
        ),
        Card(
            key="volunteers.hour_changes_waiting",
            label="待办理时长更正",
            hint="已确认的服务有人提出更正，须由另一位工作人员办理",
            count=lambda user: HourChange.objects.allowed(user, P.SERVICE_CONFIRM).waiting().count(),
            url=lambda user: (
                f"{reverse('admin:volunteers_hourchange_changelist')}?state__exact={HourChangeState.PROPOSED}"
            ),
            permission=P.SERVICE_CONFIRM,
        ),
    ]
)
