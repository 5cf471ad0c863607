"""Unread notices; what of the report-in and of services was sent back."""

from django.urls import reverse

from orgtree.declare import HomeTask
from orgtree.models import Notice
from volunteers.members.models.member import Member
from volunteers.members.services.own_report_in import latest_report_in
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord

SHOWN = 3


def section(member: Member):
    """The newest unread notices."""
    notices = Notice.objects.mine(member.user).unread()[:SHOWN]
    return ("volunteers/home/section.html", {"notices": notices}) if notices else None


def tasks(member: Member) -> list[HomeTask]:
    """What came back cannot wait: the report-in with its reason, and how many services."""
    found = []
    report_in = member.hold_spell(latest_report_in(member.user))
    if report_in and report_in.state == "returned":
        found.append(HomeTask("修改报到信息", f"报到被退回：{report_in.return_reason}", reverse("member-report-in")))
    back = ServiceRecord.objects.mine(member.user).filter(state=ServiceState.REJECTED).count()
    if back:
        page = f"{reverse('member-services')}?state={ServiceState.REJECTED}"
        found.append(HomeTask(f"修改{back}条服务记录", "被社区退回，请看原因后修改", page))
    return found
