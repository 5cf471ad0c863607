"""Who came to a meeting: excused before by the unit, called by the desk while it runs."""

from cocon.meetings.choices import MeetingState, Presence
from cocon.meetings.models import Attendance
from orgtree.acts import Act, Acts, Doing, ask_reason, declare_acts, leave_as_it_was
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken


def attendance_in(unit, year: int):
    """Of closed meetings of a year, each row of somebody of the unit."""
    rows = Attendance.objects.filter(
        institution=unit, meeting__state=MeetingState.CLOSED, meeting__starts_at__year=year
    )
    return rows.select_related("meeting__body").order_by("meeting__starts_at", "pk")


NOT_YET = frozenset({Presence.INVITED, Presence.EXCUSED})


def _only_while(*states: str):
    """Refuses rows of a meeting in another state."""

    def refuse(rows: list[Attendance], doing: Doing) -> dict[int, RuleBroken]:
        return {
            row.pk: RuleBroken(
                "wrong_state", f"会议{row.meeting.get_state_display()}，不能{doing.act.verb}", conflict=True
            )
            for row in rows
            if row.meeting.state not in states
        }

    return refuse


attendance_acts = declare_acts(
    Acts(
        Attendance,
        called="到会记录",
        loads=("meeting__body", "institution"),
        acts=(
            Act(
                "excuse",
                "请假",
                "请假",
                frozenset({Presence.INVITED}),
                Presence.EXCUSED,
                permission=P.COCON_UNIT,
                asks=(ask_reason("请假", column="reason"),),
                refuse=_only_while(MeetingState.CALLED),
                fits=lambda row: row.meeting.state == MeetingState.CALLED,
                done="已请假，社区会看到事由。",
                hint="会前请假不算缺席。",
                icon="event_busy",
                summary="会议请假",
                description="单位在会前为本单位的人请假，写明事由；不算缺席。",
            ),
            Act(
                "come",
                "到会",
                "记为到会",
                NOT_YET,
                Presence.PRESENT,
                permission=P.COCON_MANAGE,
                refuse=_only_while(MeetingState.RUNNING),
                fits=lambda row: row.meeting.state == MeetingState.RUNNING,
                many=True,
                undo=leave_as_it_was,
                done="已记为到会。",
                hint="会议进行中点名；没有点到的，结束时记为缺席。",
                icon="how_to_reg",
                entry="所选到会",
                summary="批量记为到会",
                description="会议进行中点名；没有点到的，结束时记为缺席。逐条判断。",
            ),
            Act(
                "stay_away",
                "记为请假",
                "记为请假",
                frozenset({Presence.INVITED, Presence.PRESENT}),
                Presence.EXCUSED,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("请假", column="reason"),),
                refuse=_only_while(MeetingState.CALLED, MeetingState.RUNNING),
                fits=lambda row: row.meeting.state in (MeetingState.CALLED, MeetingState.RUNNING),
                done="已记为请假。",
                hint="本人口头请假的，由社区代记，写明事由。",
                icon="event_busy",
                summary="代记请假",
                description="本人口头请假的，由社区代记，写明事由。",
            ),
            Act("miss", "缺席", "记为缺席", frozenset({Presence.INVITED}), Presence.ABSENT),
        ),
    )
)
