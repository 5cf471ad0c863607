"""Orders that nobody could make a case of wait on the desk; telling of a call stands in the menu."""

from django.urls import reverse

from grids.declare import Tabs
from grids.doors.choices import OrderState
from grids.doors.models import DoorOrder
from grids.doors.services.months import PLACES
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, Tab, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="grids.orders_waiting",
            label="待登记来件",
            hint="12345等系统推送、未能自动登记的工单，请核对后登记为事项",
            place="grids",
            rows=lambda user: DoorOrder.objects.allowed(user, P.CASE_ENTER).waiting(),
            since="received_at",
            minutes=3,
            url=lambda user: f"{reverse('admin:grids_doororder_changelist')}?state__exact={OrderState.WAITING}",
            permission=P.CASE_ENTER,
        )
    ]
)
registry.add_finders([Finder("orders", "来件", P.CASE_ENTER, find_by(DoorOrder, P.CASE_ENTER, "outside_number"))])
registry.add_tabs(
    [
        Tab(
            key="calls",
            label="登记来电",
            place="grids",
            url=lambda: reverse("case-call"),
            permission=P.CASE_ENTER,
            position=5,
        ),
        Tab(
            key="hotline-months",
            label="12345月报",
            place="grids",
            url=lambda: reverse("case-months"),
            permission=P.CASE_VIEW,
            seats=PLACES,
            position=16,
            group=Tabs.CASES,
        ),
    ]
)
