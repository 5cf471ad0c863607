"""Report-ins that wait on the desk of a community."""

from django.urls import reverse
from django.utils import timezone

from orgtree.calendar.services.deadlines import book_in
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, MonthFigure, registry
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.declared.cards_deadlines import overdue
from volunteers.members.models.phone_code import PhoneCode
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services import deadlines


def _list(query: str):
    return lambda user: f"{reverse('admin:volunteers_reportin_changelist')}?{query}"


def _without_post(user, memo=None):
    """On the roll for longer than the term, and in no post yet: whom one could introduce to one."""
    return ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).filter(
        deadlines.overdue(book_in(memo), deadlines.step_of(DeadlineKey.POST))
    )


registry.add_cards(
    [
        Card(
            key="volunteers.report_ins_waiting",
            label="待审核报到",
            hint="党员已提交报到，等待接收或退回",
            place="people",
            rows=lambda user: ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).waiting(),
            since="submitted_at",
            overdue=overdue(DeadlineKey.ACCEPT),
            url=_list(f"state__exact={ReportInState.SUBMITTED}"),
            permission=P.REPORT_IN_DECIDE,
        ),
        Card(
            key="volunteers.phone_codes_to_tell",
            label="待告知验证码",
            hint="有人在手机上登记、换号或忘记密码，等您打电话告知验证码",
            place="people",
            rows=lambda user: PhoneCode.objects.allowed(user, P.MEMBER_EDIT).to_tell(timezone.now()),
            since="asked_at",
            url=lambda user: reverse("admin:volunteers_phonecode_changelist"),
            permission=P.MEMBER_EDIT,
        ),
        Card(
            key="volunteers.report_ins_to_place",
            label="待入格",
            hint="已接收，还没有编入网格或楼栋",
            place="people",
            rows=lambda user: ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).to_place(),
            since="accepted_at",
            overdue=overdue(DeadlineKey.GRID),
            url=_list("due=to_place"),
            permission=P.REPORT_IN_DECIDE,
        ),
        Card(
            key="volunteers.without_post",
            label="可介绍岗位的党员",
            hint="接收后已超过首次认岗期限，还没有岗位；认岗自愿",
            place="people",
            kind=CardKind.KNOW,
            rows=_without_post,
            reads_memo=True,
            since="accepted_at",
            url=_list(f"due={DeadlineKey.POST}"),
            permission=P.REPORT_IN_DECIDE,
        ),
    ]
)
registry.add_month([MonthFigure("reported", "在册报到", "名", ("volunteers.reported",))])
