"""What is done about report-ins: accepted or returned, placed in a grid (`deciding`), paused, moved, ended."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, ask_reason, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from orgtree.tree.services.settling import settle
from volunteers.declare import report_in_ended
from volunteers.members.choices.report_in import CloseReason, ReportInState, SuspendReason
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.report_in import ACTIVE, BELONGING, WAITING, check_close_reason, check_until, placed
from volunteers.members.rules.residence import LONGEST, checked_residence
from volunteers.members.services.deciding import (
    accept,
    ask_place,
    lock_members,
    lock_to_accept,
    place_accepted,
    refuse_elsewhere,
    settle_and_lock,
)

# --- The community's decisions ------------------------------------------------------------------------------------------


def _place(report_ins: list[ReportIn], doing: Doing) -> None:
    for report_in in report_ins:
        put(report_in, doing.said["area"], doing.at)
    ReportIn.objects.bulk_update(report_ins, ["state", "state_before", "gridded_at"])
    Member.objects.filter(pk__in=[report_in.member_id for report_in in report_ins]).update(area=doing.said["area"])


def put(report_in: ReportIn, area: Area, at: datetime) -> None:
    """Write on an unsaved change of a report-in that it is in this grid or building from `at` on."""
    _ripen(report_in, placed(report_in.state_before or report_in.state))
    report_in.area = area
    report_in.gridded_at = report_in.gridded_at or at


def _ripen(report_in: ReportIn, state: str) -> None:
    """Set the state; of one that is paused, the state that it will come back to."""
    if report_in.state == ReportInState.SUSPENDED:
        report_in.state_before = state
    else:
        report_in.state = state


def _ripens(state: str, stamp: str) -> Callable[[list[ReportIn], Doing], None]:
    """The batch that leads to a state, at once or after the pause, and notes when."""

    def ripen(report_ins: list[ReportIn], doing: Doing) -> None:
        for report_in in report_ins:
            _ripen(report_in, state)
            setattr(report_in, stamp, doing.at)
        ReportIn.objects.bulk_update(report_ins, ["state", "state_before", stamp])

    return ripen


# --- Going elsewhere, pausing, ending -----------------------------------------------------------------------------------


def communities(user, ids: Sequence[int] | None) -> QuerySet[Area]:
    """Whoever reports in names any community."""
    return Area.objects.communities()


def _hand_in_again(report_in: ReportIn, doing: Doing) -> None:
    """To the same community unless another is named."""
    report_in.submitted_at, community = doing.at, doing.said["community"]
    if community and community.pk != report_in.community_id:
        report_in.community = report_in.area = settled(community)
        move_member(report_in.member, report_in.area)


def settled(community: Area) -> Area:
    """The community as it stands, not to be dissolved before the report-in is written; raises RuleBroken."""
    community = settle(community)
    check_community(community)
    return community


def check_community(community: Area) -> None:
    """Raise RuleBroken at `community` unless members report in there."""
    if community.kind not in RESIDENT_COMMITTEE_KINDS or community.is_dissolved:
        raise RuleBroken("community", "请选择现有的社区或村", field="community")


def move_member(member: Member, area: Area) -> None:
    """The member belongs to the area."""
    member.area = area
    member.save(update_fields=["area"])


def _pause(report_in: ReportIn, doing: Doing) -> None:
    """Nothing is expected of the member, until the day on which it goes on by itself, or until somebody resumes it."""
    check_until(doing.said["until"], timezone.localdate())
    report_in.state_before = doing.was[report_in.pk].state


def _resume(report_in: ReportIn, doing: Doing) -> None:
    report_in.state = report_in.state_before
    _without_pause(report_in)


def _without_pause(report_in: ReportIn) -> None:
    report_in.state_before = report_in.suspend_reason = ""
    report_in.suspended_at = report_in.suspended_until = report_in.suspended_by = None


def _end(report_in: ReportIn, doing: Doing) -> None:
    report_in.ended_at = doing.at
    _without_pause(report_in)


def _transfer(report_in: ReportIn, doing: Doing) -> None:
    _end(report_in, doing)
    report_in_ended.run(member_id=report_in.member_id, reason="报到转出", by=doing.by)


def _carry(report_ins: list[ReportIn], doing: Doing) -> None:
    """The community that the caller has set."""
    ReportIn.objects.bulk_update(report_ins, ["community"])


def _tell_carried(report_in: ReportIn, doing: Doing) -> list[Tell]:
    text = f"因区划调整，您的报到现在属于{report_in.community}，时长、积分和岗位不变，不用重新报到。"
    return [Tell((report_in.member.user_id,), "报到社区有调整", text)]


def _close(report_in: ReportIn, doing: Doing) -> None:
    check_close_reason(report_in.close_reason, by_member=report_in.member.user_id == doing.by.pk)
    _end(report_in, doing)
    report_in_ended.run(member_id=report_in.member_id, reason="报到注销", by=doing.by)


def _leave(report_in: ReportIn, doing: Doing) -> None:
    report_in.close_reason = CloseReason.OWN_WISH
    _end(report_in, doing)
    report_in_ended.run(member_id=report_in.member_id, reason="报到注销", by=doing.by)


# --- The acts -----------------------------------------------------------------------------------------------------------

SUBMITTED, RETURNED, SUSPENDED = (
    frozenset({state}) for state in (ReportInState.SUBMITTED, ReportInState.RETURNED, ReportInState.SUSPENDED)
)
NOT_OWN = (NotBy("member.user_id", "own_record", "不能办理本人的报到，请由其他工作人员办理"),)
PLACE_HINT = "只能编入本人报到社区之下的网格或楼栋；已编入的可以调整。"

# Source: docs/rules.md, "Report-ins", [D4] (voluntary: the member may always leave), [A4] (until the new community accepts
# nothing else moves). Deadlines only remind; they never move a state. There is no draft among the states: what is typed
# and not sent stays in the browser (docs/decisions/0014).
report_ins = declare_acts(
    Acts(
        ReportIn,
        member="member",
        loads=("member", "community", "area"),
        acts=(
            Act("submit", "提交报到", "提交", frozenset(), ReportInState.SUBMITTED, own=True, by_form=True),
            Act(
                "resubmit",
                "重新提交",
                "重新提交",
                RETURNED,
                ReportInState.SUBMITTED,
                own=True,
                asks=(
                    Ask("residence", "居住小区或楼栋", LONGEST, column="residence", check=checked_residence),
                    Ask("community", "社区或村", rows=communities, is_optional=True),
                ),
                clears=("return_reason",),
                first=lock_members,
                run=_hand_in_again,
            ),
            Act(
                "accept",
                "接收",
                "接收",
                SUBMITTED,
                ReportInState.ACCEPTED,
                permission=P.REPORT_IN_DECIDE,
                stamps=("decided_by", "accepted_at"),
                asks=(
                    ask_place(
                        "同时编入网格或楼栋",
                        is_optional=True,
                        help="可以以后再编",
                        told="网格或楼栋的编号，可以不填；填了的接收后随即编入，须在本人报到社区之下",
                    ),
                ),
                not_by=NOT_OWN,
                first=lock_to_accept,
                refuse=refuse_elsewhere,
                many=True,
                batch=accept,
                after=place_accepted,
                final=True,
                done="已接收，本人可以开始填报服务。",
                hint="接收后本人归属本社区，记入“按期报到”积分（每年一次）。",
                summary="批量接收报到",
                description="逐条判断：能办的办，不能办的列出原因。接收后本人归属本社区，记入“按期报到”积分；可以同时编入网格或楼栋。",
            ),
            Act(
                "return",
                "退回",
                "退回",
                SUBMITTED,
                ReportInState.RETURNED,
                permission=P.REPORT_IN_DECIDE,
                asks=(ask_reason("退回", column="return_reason"),),
                stamps=("decided_by",),
                not_by=NOT_OWN,
                first=lock_members,
                done="已退回。",
                hint="本人会看到原因，可以修改后重新提交。",
                summary="退回报到",
                description="写明原因，本人可见，修改后可重新提交。同样原因重复提交返回同一结果。",
            ),
            # Moves the member to a grid or building at any time; only what was not yet in a grid changes state.
            Act(
                "place",
                "编入网格或楼栋",
                "编入网格",
                BELONGING,
                None,
                leads="已入格（更进一步的不变）",
                permission=P.REPORT_IN_DECIDE,
                asks=(ask_place("网格或楼栋", column="area", told="网格或楼栋的编号，须在本人报到社区之下"),),
                not_by=NOT_OWN,
                first=settle_and_lock,
                refuse=refuse_elsewhere,
                many=True,
                batch=_place,
                entry="编入网格或楼栋",
                done="已编入。",
                hint=PLACE_HINT,
                icon="location_on",
                description="逐条判断：只能编入本人报到社区之下的网格或楼栋；已编入的可以调整。",
            ),
            # Follow from an approved claim of a post and from the first confirmed service after it.
            Act(
                "post",
                "认岗",
                "认岗",
                frozenset({ReportInState.ACCEPTED, ReportInState.GRIDDED, ReportInState.SUSPENDED}),
                None,
                leads="已认岗（暂停的恢复以后）",
                batch=_ripens(ReportInState.POSTED, "posted_at"),
            ),
            Act(
                "serve",
                "开始服务",
                "开始服务",
                frozenset({ReportInState.POSTED, ReportInState.SUSPENDED}),
                None,
                leads="服务中（暂停的恢复以后）",
                batch=_ripens(ReportInState.SERVING, "serving_at"),
            ),
            Act(
                "pause",
                "暂停",
                "暂停",
                ACTIVE,
                ReportInState.SUSPENDED,
                permission=P.REPORT_IN_DECIDE,
                own=True,
                asks=(
                    Ask(
                        "reason",
                        "暂停原因",
                        column="suspend_reason",
                        choices=SuspendReason.choices,
                        told="暂停原因",
                    ),
                    Ask(
                        "until",
                        "恢复日期",
                        column="suspended_until",
                        is_day=True,
                        is_optional=True,
                        told="到期自动恢复；空为自行恢复",
                        help="到这一天自动恢复；说不准可以不填，由本人或社区恢复",
                    ),
                ),
                stamps=("suspended_by", "suspended_at"),
                first=lock_members,
                run=_pause,
                done="已暂停，期间不作要求，也不发提醒。",
                hint="用于外出、生病等一时不能参加的情况。仍在册，时长、积分和岗位保留。",
                icon="pause_circle",
                summary="暂停报到",
                description="党员本人或社区暂停，最长366天；期间不提醒、不作要求。同样内容重复提交返回同一结果。",
            ),
            Act(
                "resume",
                "恢复",
                "恢复",
                SUSPENDED,
                None,
                leads="暂停前的状态",
                permission=P.REPORT_IN_DECIDE,
                own=True,
                first=lock_members,
                run=_resume,
                done="已恢复。",
                hint="回到暂停前的状态。",
                icon="play_circle",
                summary="恢复报到",
                description="党员本人或社区恢复。重复提交返回同一结果。",
            ),
            Act(
                "withdraw",
                "撤回报到",
                "撤回",
                WAITING,
                ReportInState.WITHDRAWN,
                own=True,
                first=lock_members,
                run=_end,
            ),
            Act(
                "transfer",
                "转出",
                "转出",
                WAITING | BELONGING,
                ReportInState.TRANSFERRED,
                own=True,
                by_form=True,
                run=_transfer,
            ),
            # Follows from a grid or building that goes to another community, and from communities that are merged or split.
            Act(
                "carry",
                "随区划调整转到另一社区",
                "转到",
                WAITING | BELONGING,
                None,
                batch=_carry,
                tells=_tell_carried,
            ),
            Act("leave", "退出报到", "退出", BELONGING, ReportInState.CLOSED, own=True, first=lock_members, run=_leave),
            Act(
                "close",
                "注销报到",
                "注销",
                BELONGING,
                ReportInState.CLOSED,
                permission=P.REPORT_IN_DECIDE,
                asks=(Ask("reason", "注销原因", column="close_reason", choices=CloseReason.choices),),
                first=lock_members,
                run=_close,
                done="报到已注销，服务时长和积分保留。",
                hint="用于退休、调离等情况。服务时长和积分保留，以后可以重新报到。",
                icon="person_off",
                description="用于退休、调离等情况，服务时长和积分保留。同样原因重复提交返回同一结果。",
            ),
        ),
    )
)
