"""Report-ins that wait on the desk of a community."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import ReportInState
from volunteers.models import ReportIn

registry.add_cards(
    [
        Card(
            key="volunteers.report_ins_waiting",
            label="待审核报到",
            hint="党员已提交报到，等待接收或退回",
            count=lambda user: ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).waiting().count(),
            url=lambda user: (
                f"{reverse('admin:volunteers_reportin_changelist')}?state__exact={ReportInState.SUBMITTED}"
            ),
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
    ]
)
