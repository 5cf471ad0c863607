"""Unread notices; what of the report-in and of services was sent back."""

from django.urls import reverse

from orgtree.declare import HomeTask
from orgtree.models import Notice
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.models.member import Member
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord

SHOWN = 3


def section(member: Member):
    """The newest unread notices."""
    notices = Notice.objects.mine(member.user).unread()[:SHOWN]
    return ("volunteers/home/section.html", {"notices": notices}) if notices else None


def report_in_task(member: Member) -> list[HomeTask]:
    """A report-in that came back, with its reason; it cannot wait."""
    report_in = member.live_spell()
    if report_in is None or report_in.state != ReportInState.RETURNED:
        return []
    return [HomeTask("修改报到信息", f"报到被退回：{report_in.return_reason}", reverse("member-report-in"))]


def services_back(member: Member):
    """The member's services that came back."""
    return ServiceRecord.objects.mine(member.user).filter(state=ServiceState.REJECTED)


def services_task(member: Member) -> list[HomeTask]:
    """How many services came back; they cannot wait."""
    back = services_back(member).count()
    page = f"{reverse('member-services')}?state={ServiceState.REJECTED}"
    return [HomeTask(f"修改{back}条服务记录", "被社区退回，请看原因后修改", page)] if back else []
