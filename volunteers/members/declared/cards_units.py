"""Units on the desk: what waits, and the pages of the unit's clerk."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, Quick, Tab, registry
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.members.models.unit_report_in import UnitReportIn


def unit_list(state: str):
    return lambda user: f"{reverse('admin:volunteers_unitreportin_changelist')}?state__exact={state}"


registry.add_cards(
    [
        Card(
            key="volunteers.unit_report_ins_waiting",
            label="待接收单位报到",
            hint="单位党组织已提交报到，等待接收或退回",
            place="people",
            rows=lambda user: UnitReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).waiting(),
            since="filed_at",
            minutes=1,
            url=unit_list(UnitReportInState.SUBMITTED),
            permission=P.REPORT_IN_DECIDE,
        ),
        Card(
            key="volunteers.unit_report_ins_returned",
            label="单位报到被退回",
            hint="请按退回原因修改后重新提交",
            place="people",
            rows=lambda user: UnitReportIn.objects.allowed(user, P.UNIT_REPORT).filter(
                state=UnitReportInState.RETURNED
            ),
            minutes=5,
            url=unit_list(UnitReportInState.RETURNED),
            permission=P.FEEDBACK_RECEIVE,
        ),
        Card(
            key="volunteers.unit_report_ins_at_community",
            label="单位报到接收",
            hint="已提交，等社区接收",
            place="people",
            turn="社区",
            rows=lambda user: UnitReportIn.objects.allowed(user, P.UNIT_REPORT).waiting(),
            url=unit_list(UnitReportInState.SUBMITTED),
            permission=P.FEEDBACK_RECEIVE,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="whereabouts",
            label="本单位党员报到去向",
            place="people",
            url=lambda: reverse("admin:volunteers_unitreportin_whereabouts"),
            permission=P.FEEDBACK_RECEIVE,
            position=35,
        ),
        Tab(
            key="papers",
            label="纸质表单",
            place="services",
            url=lambda: reverse("papers"),
            permission=P.MEMBER_VIEW,
            position=55,
        ),
        Tab(
            key="link-units",
            label="对应工作单位",
            place="people",
            url=lambda: reverse("admin:volunteers_member_link_units"),
            permission=P.MEMBER_EDIT,
            position=80,
        ),
        Tab(
            key="doubles",
            label="疑似重复登记",
            place="people",
            url=lambda: reverse("admin:volunteers_memberpair_doubles"),
            permission=P.MEMBER_EDIT,
            position=82,
            group="重复登记",
        ),
    ]
)
registry.add_quick(
    [
        Quick(
            key="papers",
            label="打印",
            icon="print",
            url=lambda: reverse("papers"),
            permission=P.MEMBER_VIEW,
            position=40,
        ),
    ]
)
