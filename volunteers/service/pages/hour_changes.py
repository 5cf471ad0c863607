"""A member asks for a correction of confirmed hours, and may take the request back."""

from orgtree.acts.pages import page_to_do, page_to_make
from volunteers.members.pages.access import member_page
from volunteers.service.forms.hour_change import HourChangeForm
from volunteers.service.models.hour_change import HourChange
from volunteers.service.pages.services import days_to_choose, mine_or_404
from volunteers.service.services.hour_changes import hour_changes


def _form(*sent, request, on) -> HourChangeForm:
    days = sorted({*days_to_choose(request.member), on.served_on}, reverse=True)
    return HourChangeForm(*sent, record=on, days=days)


change = page_to_make(
    hour_changes,
    "propose",
    on=mine_or_404,
    leads="member-service",
    form=_form,
    unfit="只有已确认的记录才需要申请更正",
    template="volunteers/service/hour_change_form.html",
    tab="services",
    access=member_page,
)
withdraw = page_to_do(
    hour_changes,
    "withdraw",
    seen=HourChange.objects.mine,
    leads=lambda change: ("member-service", change.record_id),
    access=member_page,
)
