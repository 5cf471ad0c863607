"""Services, and changes to their hours, that wait on the desk of a community."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, MonthFigure, Quick, registry
from volunteers.service.choices import ServiceOrigin
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceRecord


def _list(model: str, query: str):
    return lambda user: f"{reverse(f'admin:volunteers_{model}_changelist')}?{query}"


registry.add_cards(
    [
        Card(
            key="volunteers.services_waiting",
            label="待确认服务",
            hint="服务已填报，等待确认或退回",
            place="services",
            rows=lambda user: ServiceRecord.objects.to_confirm(user).exclude(origin=ServiceOrigin.CALL_UP),
            since="entered_at",
            url=_list("servicerecord", "mine=yes"),
            permission=P.SERVICE_CONFIRM,
            minutes=0.25,
        ),
        Card(
            key="volunteers.services_to_vouch",
            label="待先行确认服务",
            hint="须两人确认的服务，等您先核实，再由另一人确认",
            place="services",
            rows=lambda user: ServiceRecord.objects.to_vouch(user),
            since="entered_at",
            url=_list("servicerecord", "mine=first"),
            permission=P.SERVICE_ENTER,
            minutes=0.5,
        ),
        Card(
            key="volunteers.call_up_services_waiting",
            label="待确认应急服务",
            hint="应急班次点名记入的服务，由街道确认",
            place="services",
            rows=lambda user: ServiceRecord.objects.to_confirm(user).filter(origin=ServiceOrigin.CALL_UP),
            since="entered_at",
            url=_list("servicerecord", f"mine=yes&origin__exact={ServiceOrigin.CALL_UP}"),
            permission=P.EMERGENCY_OPEN,
            at_community=False,
            minutes=0.25,
        ),
        Card(
            key="volunteers.hour_changes_waiting",
            label="待办理时长更正",
            hint="已确认的服务有人提出更正，须由另一位工作人员办理",
            place="services",
            rows=lambda user: HourChange.objects.to_confirm(user),
            since="proposed_at",
            url=_list("hourchange", "mine=yes"),
            permission=P.SERVICE_CONFIRM,
            minutes=1,
        ),
        Card(
            key="volunteers.hour_changes_to_vouch",
            label="待先行确认时长更正",
            hint="更正后须两人确认的服务，等您先核实，再由另一人办理",
            place="services",
            rows=lambda user: HourChange.objects.to_vouch(user),
            since="proposed_at",
            url=_list("hourchange", "mine=first"),
            permission=P.SERVICE_ENTER,
            minutes=0.5,
        ),
    ]
)
registry.add_quick(
    [
        Quick(
            key="enter-service",
            label="代录服务",
            icon="volunteer_activism",
            url=lambda: reverse("admin:volunteers_member_changelist"),
            permission=P.SERVICE_ENTER,
            position=10,
        ),
    ]
)
registry.add_month(
    [
        MonthFigure("services", "服务", "次", ("volunteers.services",)),
        MonthFigure("hours", "时长", "小时", ("volunteers.hours",)),
    ]
)
