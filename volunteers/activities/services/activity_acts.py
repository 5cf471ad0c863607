"""What may be done to an activity and to its sessions: published, taken over, called off, ended by the last roll."""

from collections.abc import Sequence

from orgtree.acts import Act, Acts, Doing, ask_reason, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.activities.choices import ActivityState, SessionState, SignUpState
from volunteers.activities.models.activity import Activity, ActivitySession, SignUp
from volunteers.activities.services import activity_notices
from volunteers.activities.services.sign_up_acts import sign_up_acts

# --- Activities ---------------------------------------------------------------------------------------------------------


def _without_sessions(activities: list[Activity], doing: Doing) -> dict[int, RuleBroken]:
    broken = RuleBroken("no_session", "还没有场次，请先添加时间和地点")
    planned = ActivitySession.objects.filter(activity__in=activities, cancelled_at__isnull=True)
    held = set(planned.values_list("activity", flat=True))
    return {activity.pk: broken for activity in activities if activity.pk not in held}


def _unpublish(activity: Activity, doing: Doing) -> None:
    if SignUp.objects.filter(session__activity=activity).exists():
        raise RuleBroken("signed_up", "已有人报名，不能撤销发布；可以取消活动", conflict=True)


def _take_over(activity: Activity, doing: Doing) -> None:
    activity.organiser = doing.by


def _held_before(activities: list[Activity], doing: Doing) -> dict[int, RuleBroken]:
    broken = RuleBroken("held", "已有场次完成点名，请逐场取消没有举行的场次", conflict=True)
    called = ActivitySession.objects.filter(activity__in=activities, roll_submitted_at__isnull=False)
    return dict.fromkeys(called.values_list("activity", flat=True), broken)


def _call_off_sessions(activity: Activity, doing: Doing) -> None:
    """All that stand; who signed up is told."""
    sessions = activity.sessions.filter(cancelled_at__isnull=True).select_related("activity").order_by("pk")
    locked = sessions.select_for_update(of=("self",), no_key=True)
    follow(session_acts, "fall", locked, reason=doing.reason, by=doing.by)


def _note_end(activity: Activity, doing: Doing) -> None:
    activity.ended_at = doing.at


def end_if_done(activity_id: int) -> None:
    """A published activity ends when each of its sessions has its roll or is called off."""
    activity = Activity.objects.select_for_update(no_key=True).get(pk=activity_id)
    if not activity.sessions.filter(cancelled_at__isnull=True, roll_submitted_at__isnull=True).exists():
        follow(activity_acts, "end", [activity])


OPEN = frozenset({ActivityState.DRAFT, ActivityState.PUBLISHED})
# Source: docs/rules.md, "Activities".
activity_acts = declare_acts(
    Acts(
        Activity,
        loads=("area", "kind", "team"),
        called="活动",
        acts=(
            Act(
                "draft",
                "拟定活动",
                "拟定",
                frozenset(),
                ActivityState.DRAFT,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
            ),
            Act(
                "copy",
                "复制活动",
                "复制",
                frozenset(),
                ActivityState.DRAFT,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
                hint="得到一份草稿：内容相同，各场次按第一场的新日期顺移。",
            ),
            Act(
                "publish",
                "发布",
                "发布",
                frozenset({ActivityState.DRAFT}),
                ActivityState.PUBLISHED,
                permission=P.ACTIVITY_MANAGE,
                stamps=("published_by", "published_at"),
                refuse=_without_sessions,
                many=True,
                undo=_unpublish,
                done="已发布，招募范围内的党员可以报名了。",
                hint="发布后，招募范围内的报到党员就可以报名。",
                icon="campaign",
                entry="发布所选活动",
                summary="批量发布活动",
                description="逐条判断：能办的办，不能办的列出原因。发布后招募范围内的党员可以报名。",
            ),
            Act(
                "take_over",
                "由我负责",
                "由我负责",
                OPEN,
                None,
                permission=P.ACTIVITY_MANAGE,
                run=_take_over,
                done="您已是这个活动的负责人。",
                hint="没有指定带队人的场次，由活动负责人点名。",
                icon="person_check",
            ),
            Act(
                "cancel",
                "取消活动",
                "取消",
                OPEN,
                ActivityState.CANCELLED,
                permission=P.ACTIVITY_MANAGE,
                asks=(ask_reason("取消", column="cancel_reason"),),
                refuse=_held_before,
                run=_call_off_sessions,
                done="活动已取消，已通知报名的党员。",
                hint="所有场次一并取消，并通知已报名和候补的党员。取消后不能恢复。",
                icon="event_busy",
                meets=lambda activity: expected(activity.sessions.standing()),
                description="所有场次一并取消，通知已报名和候补的党员，不能恢复。同样原因重复提交返回同一结果。",
            ),
            Act("end", "结束", "结束", frozenset({ActivityState.PUBLISHED}), ActivityState.ENDED, run=_note_end),
        ),
    )
)


# --- Sessions -----------------------------------------------------------------------------------------------------------


def expected(sessions) -> str:
    """To how much calling off these sessions comes: how many, and the people who come or wait for a place."""
    people = SignUp.objects.filter(session__in=sessions, state__in=[SignUpState.SIGNED_UP, SignUpState.WAITING])
    return f"将取消{sessions.count()}场，通知{people.values('member').distinct().count()}人。"


def _lock_activities(doing: Doing, ids: Sequence[int]) -> None:
    """Before their sessions, as whoever calls off an activity does."""
    rows = Activity.objects.filter(sessions__in=ids).order_by("pk")
    list(Activity.objects.filter(pk__in=rows.values("pk")).order_by("pk").select_for_update(no_key=True))


def _call_off(session: ActivitySession, doing: Doing) -> None:
    told = list(session.sign_ups.live().select_related("member"))
    follow(sign_up_acts, "fall", told, reason=doing.reason, by=doing.by)
    session.cancelled_at = doing.at
    session.cancel_reason = doing.reason
    activity_notices.tell_cancelled(session, told, doing.reason)


def _end_activities(sessions: list[ActivitySession], doing: Doing) -> None:
    for pk in sorted({session.activity_id for session in sessions}):
        end_if_done(pk)


def _with_hours(sessions: list[ActivitySession], doing: Doing) -> dict[int, RuleBroken]:
    broken = RuleBroken("not_training", "只有培训可以重新点名；时长有误的，请作废有关时长", conflict=True)
    return {session.pk: broken for session in sessions if not session.activity.is_training}


def _open_roll(session: ActivitySession, doing: Doing) -> None:
    session.roll_submitted_at = session.roll_submitted_by = None


COMING, CALLED = frozenset({SessionState.OPEN}), frozenset({SessionState.CALLED})
session_acts = declare_acts(
    Acts(
        ActivitySession,
        loads=("activity__area", "leader"),
        called="场次",
        derived=tuple(SessionState.choices),
        acts=(
            Act(
                "plan",
                "增加一场",
                "增加",
                frozenset(),
                None,
                leads=SessionState.OPEN.label,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
            ),
            Act(
                "repeat",
                "每周重复",
                "增加",
                frozenset(),
                None,
                leads=SessionState.OPEN.label,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
                hint="在同一活动中，从下周起每周增加一场，时间、地点、名额相同。",
                icon="event_repeat",
            ),
            Act(
                "submit",
                "提交点名",
                "提交点名",
                COMING,
                None,
                permission=P.ACTIVITY_MANAGE,
                own=True,
                doer="带队人",
                by_form=True,
                stamps=("roll_submitted_by", "roll_submitted_at"),
                after=_end_activities,
            ),
            Act(
                "reopen",
                "重新点名",
                "重新点名",
                CALLED,
                None,
                permission=P.ACTIVITY_MANAGE,
                refuse=_with_hours,
                run=_open_roll,
                done="可以重新点名了，改好后请再次提交。",
                hint="培训的点名有误时用：打开名单更正，再次提交。",
                icon="edit_note",
                fits=lambda session: session.activity.is_training,
            ),
            Act(
                "cancel",
                "取消这一场",
                "取消",
                COMING,
                None,
                permission=P.ACTIVITY_MANAGE,
                asks=(ask_reason("取消"),),
                first=_lock_activities,
                run=_call_off,
                after=_end_activities,
                done="这一场已取消，已通知报名的党员。",
                hint="通知已报名和候补的党员。取消后不能恢复。",
                icon="event_busy",
                meets=lambda session: expected(ActivitySession.objects.filter(pk=session.pk)),
                summary="取消一场",
                description="通知已报名和候补的党员，不能恢复；已点名的不能取消。同样原因重复提交返回同一结果。",
            ),
            Act("fall", "随活动取消", "取消", COMING, None, run=_call_off),
        ),
    )
)
