"""Meetings: planned, called, run and closed; what they come to is written while they run, and only corrected afterwards."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cocon.bodies.models import Seat
from cocon.meetings.choices import MeetingState, OutcomeKind, Presence, TopicState
from cocon.meetings.models import AgendaItem, Attendance, Meeting, Outcome, Topic
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.topics import pool_for, take_lists, take_pool, topic_acts
from cocon.units.services.pairings import clerks_of
from orgtree.acts import Act, Acts, Doing, Making, Tell, ask_reason, asks_of, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

LAST_TIME = "上次议定事项"
EARLIEST = timedelta(days=1)  # a meeting may be written down on the day after it was held
STATES = (MeetingState.DRAFT, MeetingState.CALLED, MeetingState.RUNNING, MeetingState.CLOSED)
DRAFT, CALLED, RUNNING, CLOSED = (frozenset({state}) for state in STATES)


# --- Meetings -------------------------------------------------------------------------------------------------------------


def _complete(doing: Doing, ids) -> None:
    """A meeting is called after its body and day where no title is given."""
    said = doing.said
    said["title"] = said["title"] or f"{said['body'].name}{timezone.localtime(said['starts_at']):%m月%d日}会议"


def _plan(meeting: Meeting, doing: Doing) -> None:
    if meeting.body.ended_on:
        raise RuleBroken("wrong_state", "该共建组织已撤销", field="body", conflict=True)
    if meeting.starts_at < doing.at - EARLIEST:
        raise RuleBroken("starts_at", "开始时间不能早于昨天", field="starts_at")


def last_meeting(meeting: Meeting) -> Meeting | None:
    """The closed meeting of the same body before this one."""
    before = Meeting.objects.filter(body=meeting.body_id, state=MeetingState.CLOSED, starts_at__lt=meeting.starts_at)
    return before.order_by("-starts_at").first()


def open_with_last(meetings: list[Meeting]) -> None:
    """The agenda begins with 上次议定事项, where the meeting before agreed on something."""
    for meeting in meetings:
        before = last_meeting(meeting)
        agreed = Outcome.objects.filter(item__meeting=before).exclude(kind=OutcomeKind.INFORMATION)
        if before and not meeting.items.filter(topic=None, title=LAST_TIME).exists() and agreed.exists():
            AgendaItem.objects.create(meeting=meeting, title=LAST_TIME, presenter="社区", position=0)


def _begin_agenda(meetings: list[Meeting], doing: Doing) -> None:
    open_with_last(meetings)
    for meeting in meetings:
        take_lists(meeting, by=doing.by)


def _fill(meeting: Meeting, doing: Doing) -> None:
    """Everything that waits in the pool, and what waits too long on the lists."""
    take_lists(meeting, by=doing.by)
    take_pool(meeting, pool_for(meeting), by=doing.by)


def _has_pool(meeting: Meeting) -> bool:
    return pool_for(meeting).exists()


def _call(meeting: Meeting, doing: Doing) -> None:
    """Whoever sits in the body on that day is invited by name; notices go out from here alone, never from a draft.

    One that was planned long ago begins with what was agreed since, and has what waits on the lists by now.
    """
    day = timezone.localdate(meeting.starts_at)
    meeting.called_at = doing.at
    _begin_agenda([meeting], doing)
    Attendance.objects.bulk_create(
        [
            Attendance(meeting=meeting, seat=seat, institution=seat.institution, name=seat.holder)
            for seat in Seat.objects.in_office_on(day).filter(body=meeting.body).select_related("institution")
        ],
        ignore_conflicts=True,
    )


def _tell_units(words: str):
    """The clerks of the units that are invited."""

    def tells(meeting: Meeting, doing: Doing) -> list[Tell]:
        units = meeting.attendances.exclude(institution=None).values("institution")
        users = clerks_of(units)
        when = f"{timezone.localtime(meeting.starts_at):%m月%d日 %H:%M}，地点和议题请打开查看"
        page = reverse("unit-meeting", args=[meeting.pk])
        return [Tell(users, f"{words}：{meeting.body}", when, page, why=True)] if users else []

    return tells


def _start(meeting: Meeting, doing: Doing) -> None:
    meeting.opened_at = doing.at


def _close(meeting: Meeting, doing: Doing) -> None:
    """Who neither came nor asked to be excused was absent; topics with an outcome are settled, the others go back to the pool."""
    missed = meeting.attendances.filter(state=Presence.INVITED).select_related("institution").order_by("pk")
    follow(attendance_acts, "miss", missed.select_for_update(of=("self",), no_key=True), by=doing.by)
    topics = Topic.objects.filter(items__meeting=meeting, items__moved_to=None, state=TopicState.SET)
    locked = topics.select_for_update(of=("self",), no_key=True)
    settled = set(Outcome.objects.filter(item__meeting=meeting).values_list("item__topic", flat=True))
    for topic in locked:
        follow(topic_acts, "settle" if topic.pk in settled else "return", [topic], by=doing.by)


def _cancel(meeting: Meeting, doing: Doing) -> None:
    topics = Topic.objects.filter(items__meeting=meeting, state=TopicState.SET)
    for topic in topics.select_for_update(of=("self",), no_key=True):
        follow(topic_acts, "return", [topic], by=doing.by)


PLANNING = asks_of(
    Meeting,
    "body title starts_at minutes place",
    at=P.COCON_MANAGE,
    title={"is_optional": True, "help": "留空时为组织名称加日期"},
    minutes={"least": 10, "most": 600},
)
meeting_acts = declare_acts(
    Acts(
        Meeting,
        called="会议",
        loads=("body__area", "body__kind"),
        acts=(
            Making(
                "plan",
                "筹备会议",
                "筹备",
                MeetingState.DRAFT,
                permission=P.COCON_MANAGE,
                asks=PLANNING,
                first=_complete,
                run=_plan,
                after=_begin_agenda,
                stamps=("planned_by", "planned_at"),
                done="已登记，可以列议程；通知前不会有人收到消息。",
                hint="先排议程，再通知；通知前不会有人收到消息。",
                summary="筹备会议",
                description="登记一次会议；上次议定过事项的，议程第一项为“上次议定事项”。",
            ),
            Act(
                "fill",
                "列入待上会议题",
                "列入",
                DRAFT | CALLED,
                None,
                permission=P.COCON_MANAGE,
                run=_fill,
                fits=_has_pool,
                meets=lambda meeting: f"{pool_for(meeting).count()}个议题",
                each_counts=True,
                done="已列入议程。",
                hint="议题库里待上会的都列在议程最后，各10分钟；不议的可以移出。",
                icon="playlist_add_check",
                summary="列入待上会议题",
                description="把议题库中待上会的议题都列入这次会议的议程，各10分钟。",
            ),
            Act(
                "call",
                "通知开会",
                "通知",
                DRAFT,
                MeetingState.CALLED,
                permission=P.COCON_MANAGE,
                run=_call,
                tells=_tell_units("会议通知"),
                done="已按席位列出应到人员，并通知有关单位。",
                hint="按在任席位列出应到人员，通知有关单位。",
                icon="campaign",
                summary="通知开会",
                description="按在任席位列出应到人员，通知有关单位。",
            ),
            Act(
                "start",
                "开始开会",
                "开始",
                CALLED,
                MeetingState.RUNNING,
                permission=P.COCON_MANAGE,
                run=_start,
                done="会议进行中，可以点名、记录议定事项。",
                hint="开始后点名、记录议定事项。",
                icon="play_circle",
                summary="开始开会",
                description="开始后才能记录到会和议定事项。",
            ),
            Act(
                "close",
                "结束会议",
                "结束",
                RUNNING,
                MeetingState.CLOSED,
                permission=P.COCON_MANAGE,
                run=_close,
                stamps=("closed_by", "closed_at"),
                done="会议已结束，纪要不再修改；有误的用“更正”另记一条。",
                hint="结束后纪要不再修改；没有议到的议题回到议题库。",
                icon="stop_circle",
                summary="结束会议",
                description="结束后纪要锁定，没有议到的议题回到议题库。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT,
                None,
                permission=P.COCON_MANAGE,
                asks=PLANNING[1:],
                partial=True,
                icon="edit",
                done="已修改。",
            ),
            Act(
                "cancel",
                "取消会议",
                "取消",
                DRAFT | CALLED,
                MeetingState.CANCELLED,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("取消", column="reason"),),
                run=_cancel,
                tells=_tell_units("会议取消"),
                done="会议已取消，议题回到议题库。",
                hint="已通知的单位会收到取消通知，议题回到议题库。",
                icon="event_busy",
                summary="取消会议",
                description="写明原因；已通知的单位会收到通知，议题回到议题库。",
            ),
        ),
    )
)
