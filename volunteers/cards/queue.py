"""Work that waits on the desk of a community."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import HourChangeState, ReportInState
from volunteers.models import HourChange, ReportIn, ServiceRecord


def _list(model: str, state: str):
    return lambda user: f"{reverse(f'admin:volunteers_{model}_changelist')}?state__exact={state}"


registry.add_cards(
    [
        Card(
            key="volunteers.report_ins_waiting",
            label="待审核报到",
            hint="党员已提交报到，等待接收或退回",
            count=lambda user: ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).waiting().count(),
            url=_list("reportin", ReportInState.SUBMITTED),
            permission=P.REPORT_IN_DECIDE,
        ),
        Card(
            key="volunteers.report_ins_to_place",
            label="待入格",
            hint="已接收，还没有编入网格或楼栋",
            count=lambda user: ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).to_place().count(),
            url=lambda user: f"{reverse('admin:volunteers_reportin_changelist')}?due=to_place",
            permission=P.REPORT_IN_DECIDE,
        ),
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
            url=_list("hourchange", HourChangeState.PROPOSED),
            permission=P.SERVICE_CONFIRM,
        ),
    ]
)
