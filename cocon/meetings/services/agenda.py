"""The agenda of a meeting, who came, and what was agreed on each item."""

from collections import Counter
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cocon.meetings.choices import ItemState, MeetingState, OutcomeKind, Presence
from cocon.meetings.models import AgendaItem, Meeting, Outcome
from cocon.meetings.rules import quorum_of
from cocon.meetings.services.meetings import last_meeting
from cocon.meetings.services.topics import meeting_named, meetings_ahead, next_position, put_on_agenda
from orgtree.acts import Act, Acts, Ask, Doing, Making, asks_of, declare_acts
from orgtree.assigned.giving import give_task
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Post
from orgtree.scope.models.rows import inside
from orgtree.scope.rules.grants import post_kinds_with

ORIGIN = "meeting"
USUAL_DAYS = 30  # until a task of a meeting is due, where no day is said
PLANNED, RUNNING, LOCKED = (frozenset({one}) for one in (ItemState.PLANNED, ItemState.RUNNING, ItemState.LOCKED))


# --- The agenda -----------------------------------------------------------------------------------------------------------


def _hold_meeting(meeting: Meeting, *states: str) -> Meeting:
    """The meeting, locked, in one of these states. Raises RuleBroken."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body__area", "body__kind")
    held = rows.get(pk=meeting.pk)
    if held.state not in states:
        raise RuleBroken("wrong_state", f"会议{held.get_state_display()}，不能办理", field="meeting", conflict=True)
    return held


def _add(item: AgendaItem, doing: Doing) -> None:
    _hold_meeting(item.meeting, MeetingState.DRAFT, MeetingState.CALLED)
    item.position = next_position(item.meeting)


def _take_off(item: AgendaItem, doing: Doing) -> None:
    if item.topic_id:
        raise RuleBroken("topic", "这是议题库的议题，请在“议题”里移出议程", conflict=True)


def _move(item: AgendaItem, doing: Doing) -> None:
    """What was said of it goes along: the new item is known to continue this one. The topic stays on an agenda."""
    following = _next(item, doing)
    item.moved_to = put_on_agenda(
        following, item.title, topic=item.topic, minutes=item.minutes, presenter=item.presenter
    )


def _copy(item: AgendaItem, doing: Doing) -> None:
    """The same words once more, without what was said of it."""
    put_on_agenda(_next(item, doing), item.title, minutes=item.minutes, presenter=item.presenter)


def _next(item: AgendaItem, doing: Doing) -> Meeting:
    following = _hold_meeting(doing.said["meeting"], MeetingState.DRAFT, MeetingState.CALLED)
    if following.body_id != item.meeting.body_id or following.pk == item.meeting_id:
        raise RuleBroken("meeting", "请选择同一组织的下一次会议", field="meeting")
    return following


def outcomes_of(item: AgendaItem) -> list[Outcome]:
    """What was agreed on an item, with what came along from the meetings before, in order of time."""
    ids, before = [item.pk], list(item.moved_from.all())
    while before:
        ids.append(before[0].pk)
        before = list(before[0].moved_from.all())
    rows = Outcome.objects.filter(item__in=ids).select_related("task", "by", "corrects").order_by("at", "pk")
    return list(rows)


def agreed_before(meeting: Meeting) -> list[Outcome]:
    """上次议定事项: decisions and tasks of the meeting before, for the first item of this one."""
    before = last_meeting(meeting)
    if before is None:
        return []
    rows = Outcome.objects.filter(item__meeting=before).exclude(kind=OutcomeKind.INFORMATION)
    return list(rows.select_related("task", "item").order_by("item__position", "at", "pk"))


# --- What was agreed ------------------------------------------------------------------------------------------------------


def owners_near(user, ids=None):
    """Posts that may do tasks: those of areas where the person manages bodies, and of units that sit in one of these."""
    seats = [post.area for post in user.live_posts if post.area_id]
    here = Q(pk__in=[])
    for area in seats:
        here |= inside(area, "area") | Q(institution__seats__body__area__in=area.get_descendants(include_self=True))
    kinds = post_kinds_with(P.TASK_DO)
    return Post.objects.live().filter(here, kind__in=kinds).select_related("area", "institution").distinct()


def post_named(post: Post) -> str:
    return f"{(post.institution or post.area).name}　{post.get_kind_display()}"


def _check_quorum(meeting: Meeting) -> None:
    """Refuse to decide anything as long as fewer are marked as present than the body's kind asks for."""
    rows = meeting.attendances.order_by().values_list("state", flat=True)
    counts = Counter(rows)
    least = quorum_of(counts.total(), meeting.body.kind.quorum)
    if counts[Presence.PRESENT] < least:
        said = f"到会{counts[Presence.PRESENT]}人，不足{least}人，不能作出决定；请先点名，或转到下次会议"
        raise RuleBroken("quorum", said, field="kind", conflict=True)


def _record(outcome: Outcome, doing: Doing) -> None:
    """Only while the meeting runs; something to do becomes a task of a post, traced both ways."""
    item = outcome.item
    meeting = _hold_meeting(item.meeting, MeetingState.RUNNING)
    if outcome.kind != OutcomeKind.INFORMATION:
        _check_quorum(meeting)
    if outcome.kind != OutcomeKind.TASK:
        return
    owner, due = doing.said["owner"], doing.said["due_on"]
    if owner is None:
        raise RuleBroken("owner", "任务须选择承办岗位", field="owner")
    outcome.task = give_task(
        title=item.title,
        asked=outcome.words,
        owner_kind=owner.kind,
        area=owner.area or meeting.body.area,
        institution=owner.institution,
        is_agreed=True,
        due_on=due or timezone.localdate() + timedelta(days=USUAL_DAYS),
        origin=(ORIGIN, meeting.pk),
        by=doing.by,
    )


def _correct(outcome: Outcome, doing: Doing) -> None:
    """Beside what stands, never in its place; once the meeting is over."""
    _hold_meeting(outcome.corrects.item.meeting, MeetingState.CLOSED)
    outcome.item, outcome.kind = outcome.corrects.item, outcome.corrects.kind


OUTCOME = asks_of(Outcome, "item kind words", at=P.COCON_MANAGE)
item_acts = declare_acts(
    Acts(
        AgendaItem,
        called="议程",
        loads=("meeting__body__area", "topic"),
        derived=tuple(ItemState.choices),
        acts=(
            Making(
                "add",
                "加议程",
                "加入",
                None,
                permission=P.COCON_MANAGE,
                on="meeting",
                asks=asks_of(
                    AgendaItem, "meeting title minutes presenter", at=P.COCON_MANAGE, minutes={"least": 1, "most": 300}
                ),
                run=_add,
                leads="待议",
                fits=lambda meeting: meeting.state in (MeetingState.DRAFT, MeetingState.CALLED),
                done="已加在议程最后。",
                hint="直接加一项；议题库里的议题在“议题”里选好列入。",
                icon="playlist_add",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                PLANNED,
                None,
                permission=P.COCON_MANAGE,
                asks=asks_of(
                    AgendaItem,
                    "title minutes presenter position",
                    minutes={"least": 1, "most": 300},
                    position={"least": 1, "most": 99},
                ),
                partial=True,
                icon="edit",
                done="已修改。",
            ),
            Act(
                "take_off",
                "删去",
                "删去",
                PLANNED,
                None,
                permission=P.COCON_MANAGE,
                run=_take_off,
                removes=True,
                done="已删去。",
                icon="delete",
            ),
            Act(
                "move",
                "转到下次会议",
                "转出",
                PLANNED | RUNNING,
                None,
                permission=P.COCON_MANAGE,
                asks=(Ask("meeting", "下次会议", rows=meetings_ahead, shown=meeting_named),),
                run=_move,
                leads="已转下次",
                done="已转到下次会议，已有的议定事项一并带去。",
                hint="没有议完的转到下一次，已有的议定事项一并带去。",
                icon="redo",
                aside=True,
            ),
            Act(
                "copy",
                "复制到下次会议",
                "复制",
                PLANNED | RUNNING | LOCKED,
                None,
                permission=P.COCON_MANAGE,
                asks=(Ask("meeting", "下次会议", rows=meetings_ahead, shown=meeting_named),),
                run=_copy,
                done="已复制到下次会议。",
                hint="只复制事项和时长，不带议定事项。",
                icon="content_copy",
                aside=True,
            ),
        ),
    )
)
outcome_acts = declare_acts(
    Acts(
        Outcome,
        called="议定事项",
        loads=("item__meeting__body", "task"),
        derived=((ItemState.LOCKED, "已记录"),),
        acts=(
            Making(
                "record",
                "记录议定事项",
                "记录",
                None,
                permission=P.COCON_MANAGE,
                on="item",
                asks=(
                    *OUTCOME,
                    Ask("owner", "承办岗位", rows=owners_near, shown=post_named, is_optional=True, help="任务必填"),
                    Ask("due_on", "完成日期", is_day=True, is_optional=True, help="任务用；留空为三十天"),
                ),
                run=_record,
                stamps=("by", "at"),
                leads="已记录",
                fits=lambda item: item.state == ItemState.RUNNING,
                done="已记录。",
                hint="决定和通报留文字；任务交给一个岗位，办到哪里会一直连着这次会议。",
                icon="edit_note",
            ),
            Making(
                "correct",
                "更正",
                "更正",
                None,
                permission=P.COCON_MANAGE,
                on="corrects",
                asks=asks_of(Outcome, "corrects words", at=P.COCON_MANAGE, corrects={"is_optional": False}),
                run=_correct,
                stamps=("by", "at"),
                leads="已记录",
                fits=lambda outcome: outcome.item.meeting.state == MeetingState.CLOSED,
                done="已另记一条更正，原来的保留。",
                hint="原来的保留，另记一条更正，写明日期和更正人。",
                icon="edit",
            ),
        ),
    )
)
