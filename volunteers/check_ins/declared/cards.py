"""Check-ins that wait for the desk."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.check_ins.choices import CheckInState
from volunteers.check_ins.models import CheckIn

registry.add_cards(
    [
        Card(
            key="volunteers.check_ins_waiting",
            label="待接收回社区报到",
            hint="党员半年回社区报到或交来年度小结，等待接收或退回",
            place="people",
            rows=lambda user: CheckIn.objects.allowed(user, P.REPORT_IN_DECIDE).waiting(),
            since="entered_at",
            url=lambda user: f"{reverse('admin:volunteers_checkin_changelist')}?state__exact={CheckInState.SUBMITTED}",
            permission=P.REPORT_IN_DECIDE,
        )
    ]
)
