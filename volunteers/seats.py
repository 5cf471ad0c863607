"""What of members and their service names an area, and what becomes of it when communities are merged or split."""

from orgtree.declare import registry
from orgtree.declare.seats import MOVES, STOPS, Seat, staying, told
from volunteers.choices import ActivityState, CheckInState, DutyState, EmergencyState, ServiceState
from volunteers.models import (
    Activity,
    CheckIn,
    DutyPost,
    Emergency,
    Member,
    ReportIn,
    ServiceRecord,
    ServiceTeam,
    UnitReportIn,
)

COMING = [ActivityState.DRAFT, ActivityState.PUBLISHED]

registry.add_seats(
    [
        told("volunteers.member.area", "登记的党员", "名", lambda: Member.objects.filter(closed_at=None)),
        told("volunteers.reportin.community", "在册报到", "名", lambda: ReportIn.objects.live(), MOVES),
        told("volunteers.unitreportin.community", "单位报到", "家", lambda: UnitReportIn.objects.filter(ended_at=None)),
        told("volunteers.serviceteam.area", "服务队", "支", lambda: ServiceTeam.objects.current()),
        told("volunteers.dutypost.area", "服务岗位", "个", lambda: DutyPost.objects.filter(state=DutyState.OPEN)),
        told("volunteers.activity.area", "未结束的活动", "场", lambda: Activity.objects.filter(state__in=COMING)),
        told(
            "volunteers.checkin.area",
            "待审核的回社区报到",
            "条",
            lambda: CheckIn.objects.filter(state=CheckInState.SUBMITTED),
        ),
        told(
            "volunteers.servicerecord.area",
            "待确认的服务",
            "条",
            lambda: ServiceRecord.objects.filter(state=ServiceState.SUBMITTED),
        ),
        Seat(
            "volunteers.emergency.areas",
            STOPS,
            "进行中的应急动员",
            "次",
            lambda ids: Emergency.objects.filter(state=EmergencyState.OPEN, areas__in=ids).distinct(),
        ),
        *staying(
            "volunteers",
            "reportin.area placing.area emergency.area emergencyarea.area emergencytotals.area callup.area",
        ),
        *staying("volunteers", "calluprun.area shift.area feedbackrun.area yearclosing.area"),
        *staying("volunteers", "dryrun.area feedbacksheet.community datarequest.area"),
        *staying("volunteers", "certificate.community rewardwindow.area servicekind.area ruleset.area"),
        *staying("volunteers", "pointentry.area deedreport.area publicnotice.area objection.area phonecode.area"),
    ]
)
