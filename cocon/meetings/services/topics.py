"""Topics: proposed by community or unit, put on an agenda, settled, resolved once; what a body does not take up says why."""

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from cocon.meetings.choices import MeetingState, TopicSource, TopicState
from cocon.meetings.models import AgendaItem, Meeting, Topic
from cocon.meetings.rules import open_tasks
from cocon.units.models import Pairing
from cocon.units.services.pairings import units_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, asks_of, declare_acts, follow, note_first
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.declare.matters import MeetingMatter, meeting_matters
from orgtree.errors import RuleBroken, not_found
from orgtree.models import ActStep, Area, Task
from orgtree.notices.words import called

TITLE_LENGTH = Topic._meta.get_field("title").max_length
POOL, SET, SETTLED = (frozenset({one}) for one in (TopicState.POOL, TopicState.SET, TopicState.SETTLED))


def own_units(user, ids=None):
    """The units for which the person may propose."""
    return units_of(user)


def communities_of_units(user, ids=None):
    """Communities with which a unit of the person is paired today."""
    pairs = Pairing.objects.in_force_on(timezone.localdate()).filter(unit__in=own_units(user))
    return Area.objects.filter(pk__in=pairs.values("community")).current()


def meetings_ahead(user, ids=None):
    """Meetings on whose agenda the person may still put something, the next one first."""
    return Meeting.objects.allowed(user, P.COCON_MANAGE).ahead().select_related("body").order_by("starts_at", "pk")


def meeting_named(meeting: Meeting) -> str:
    return f"{timezone.localtime(meeting.starts_at):%m-%d %H:%M} {meeting.title}"


# --- What follows ---------------------------------------------------------------------------------------------------------


def _suggest(topic: Topic, doing: Doing) -> None:
    """A unit's own; only a community that it is paired with hears it."""
    topic.source = TopicSource.UNIT
    paired = Pairing.objects.in_force_on(timezone.localdate()).filter(unit=topic.institution, community=topic.area)
    if not paired.exists():
        raise not_found("社区", field="area")


def _lock_meeting(doing: Doing, ids=()) -> Meeting:
    """Before the topics, as whatever else is done to a meeting has it."""
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("body__area")
    return rows.get(pk=doing.said["meeting"].pk)


def _set(topic: Topic, doing: Doing) -> None:
    """One item more on the agenda, last of all. Raises RuleBroken for a meeting elsewhere, or one that has begun."""
    meeting = _lock_meeting(doing)
    if meeting.state not in (MeetingState.DRAFT, MeetingState.CALLED):
        raise RuleBroken("wrong_state", "会议已经开始，不能再列议题", field="meeting", conflict=True)
    if not topic.area.is_descendant_of(meeting.body.area, include_self=True):
        raise RuleBroken("meeting", "议题不在这个组织的区域内", field="meeting")
    put_on_agenda(meeting, topic.title, topic=topic)


def put_on_agenda(meeting: Meeting, title: str, **fields) -> AgendaItem:
    """The new last item of a meeting that the caller has locked."""
    return AgendaItem.objects.create(meeting=meeting, title=title, position=next_position(meeting), **fields)


def next_position(meeting: Meeting) -> int:
    """The place after the last item of the agenda."""
    return (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1


def pool_for(meeting: Meeting):
    """Topics that wait within the area of the meeting's body, the oldest first."""
    areas = meeting.body.area.get_descendants(include_self=True)
    return Topic.objects.in_pool().filter(area__in=areas).order_by("proposed_at", "pk")


def take_pool(meeting: Meeting, topics, *, by) -> int:
    """Put these topics of the pool on the agenda of a meeting that the caller has locked; how many."""
    locked = list(topics.select_related("area").select_for_update(of=("self",), no_key=True))
    for topic in locked:
        put_on_agenda(meeting, topic.title, topic=topic)
    return follow(topic_acts, "follow", locked, by=by)


def take_lists(meeting: Meeting, *, by) -> None:
    """What waits too long on the lists of the area goes on the agenda by itself, once, where the body's kind deals with it.

    What an earlier meeting did not come to is in the pool and taken again; what a meeting has dealt with, or somebody left out, is not.
    """
    if not meeting.body.kind.takes_lists:
        return
    take_pool(meeting, pool_for(meeting).exclude(origin_id=None), by=by)
    for matter in meeting_matters.values():
        waiting = list(matter.waiting(meeting.body.area))
        known = Topic.objects.filter(origin_kind=matter.key, origin_id__in=[pk for pk, *_ in waiting])
        there = set(but_left(known).values_list("origin_id", flat=True))
        for pk, area, title, words in waiting:
            if pk not in there:
                _bring(meeting, matter, pk, area, title, words, by)


def _bring(meeting: Meeting, matter: MeetingMatter, pk: int, area: Area, title: str, words: str, by) -> None:
    origin = {"source": TopicSource(matter.source), "origin_kind": matter.key, "origin_id": pk}
    said = {"area": area, "title": title[:60], "words": words[:500], "proposed_by": by, "proposed_at": timezone.now()}
    topic = Topic.objects.create(state=TopicState.SET, **said, **origin)
    note_first(topic_acts, "bring", topic, by=by)
    put_on_agenda(meeting, topic.title, topic=topic)


def _unset(topic: Topic, doing: Doing) -> None:
    """Off the agenda that has not begun; what a meeting has said of it stays."""
    AgendaItem.objects.filter(topic=topic, outcomes=None, meeting__in=Meeting.objects.ahead()).delete()


def tasks_of(topic: Topic):
    """The tasks that meetings gave about it."""
    return Task.objects.filter(outcomes__item__topic=topic).distinct()


def _keep_why(topic: Topic, doing: Doing) -> None:
    topic.reason = doing.reason


def _resolve(topic: Topic, doing: Doing) -> None:
    left = open_tasks(tasks_of(topic).values_list("state", flat=True))
    if left:
        raise RuleBroken("open_tasks", f"还有{left}项任务没有确认完成", conflict=True)


def _tell_proposer(words: str):
    return lambda topic, doing: [Tell((topic.proposed_by_id,), f"您提的{called(topic)}{words}", why=True)]


def raise_topic(
    *, area: Area, title: str, words: str, origin: tuple[str, int], proposer: int, by=None, source=TopicSource.NEED
) -> Topic:
    """The topic in the pool about a row of another noun; the one that is under way where there is one. `by` None: by itself."""
    kind, pk = origin
    hold_for(f"topic:{kind}:{pk}")
    if known := Topic.objects.about(kind, [pk]).under_way().first():
        return known
    said = {"area": area, "title": title[:TITLE_LENGTH], "words": words, "source": source}
    topic = Topic.objects.create(
        **said, origin_kind=kind, origin_id=pk, proposed_by_id=proposer, proposed_at=timezone.now()
    )
    note_first(topic_acts, "raise", topic, by=by)
    return topic


def leave_pool(topics, reason: str) -> int:
    """Take these out of the pool because what they are about has been seen to without a meeting; how many. Their proposers are told why."""
    rows = topics.in_pool().select_related("area").order_by("pk")
    return follow(topic_acts, "leave", rows.select_for_update(of=("self",), no_key=True), reason=reason)


def but_left(topics):
    """Those of the topics that did not leave the pool by themselves: what such a one was about may come before a meeting anew."""
    left = ActStep.objects.filter(noun=topic_acts.noun, act="leave", row_id=OuterRef("pk"))
    return topics.exclude(Exists(left))


# --- The acts -------------------------------------------------------------------------------------------------------------

TITLE = {"help": "一句话，不写居民姓名、电话和门牌号"}
PROPOSING = asks_of(Topic, "area title words source", at=P.COCON_MANAGE, title=TITLE)
SUGGESTING = asks_of(
    Topic,
    "institution area title words",
    at=P.COCON_UNIT,
    institution={"rows": own_units, "is_optional": False},
    area={"rows": communities_of_units},
    title=TITLE,
)
MEETING = Ask("meeting", "会议", rows=meetings_ahead, shown=meeting_named, told="会议的编号")

topic_acts = declare_acts(
    Acts(
        Topic,
        called="议题",
        loads=("area", "institution"),
        acts=(
            Making(
                "propose",
                "提出议题",
                "提出",
                TopicState.POOL,
                permission=P.COCON_MANAGE,
                asks=PROPOSING,
                stamps=("proposed_by", "proposed_at"),
                done="已进入议题库，可以列入会议。",
                hint="先进议题库，开会前列入议程。",
                summary="提出议题",
                description="社区、街道提出；先进议题库。",
            ),
            Making(
                "suggest",
                "提出议题",
                "提出",
                TopicState.POOL,
                permission=P.COCON_UNIT,
                asks=SUGGESTING,
                run=_suggest,
                stamps=("proposed_by", "proposed_at"),
                done="已送社区议题库。",
                hint="社区开会前会看到。",
            ),
            Act(
                "set",
                "列入会议",
                "列入",
                POOL,
                TopicState.SET,
                permission=P.COCON_MANAGE,
                asks=(MEETING,),
                first=_lock_meeting,
                run=_set,
                many=True,
                undo=_unset,
                tells=_tell_proposer("已列入会议"),
                done="已列入议程。",
                hint="列在议程最后，时长10分钟，可在会议里调整。",
                icon="playlist_add",
                entry="列入会议",
                summary="批量列入会议",
                description="把议题库中的议题列入尚未开始的会议；逐条判断。",
            ),
            Act(
                "unset",
                "移出议程",
                "移出",
                SET,
                TopicState.POOL,
                permission=P.COCON_MANAGE,
                run=_unset,
                done="已回到议题库。",
                hint="会议开始前可以移出，回到议题库。",
                icon="playlist_remove",
                aside=True,
                summary="移出议程",
                description="会议开始前移出议程，回到议题库。",
            ),
            Act("bring", "清单事项上会", "上会", frozenset(), TopicState.SET, by_form=True),
            Act("follow", "随议题库列入", "列入", POOL, TopicState.SET, tells=_tell_proposer("已列入会议")),
            Act("raise", "清单转来", "转来", frozenset(), TopicState.POOL),
            Act("settle", "会议议定", "议定", SET, TopicState.SETTLED),
            Act("return", "会议未议", "退回", SET, TopicState.POOL),
            Act(
                "leave",
                "已有着落",
                "移出议题库",
                POOL,
                TopicState.DROPPED,
                run=_keep_why,
                tells=_tell_proposer("已有着落，移出议题库"),
            ),
            Act(
                "again",
                "再次上会",
                "重提",
                SETTLED,
                TopicState.POOL,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("重提", column="reason"),),
                done="已回到议题库。",
                hint="没有解决、需要再议的，回到议题库。",
                icon="replay",
                summary="再次上会",
                description="没有解决、需要再议的，写明原因，回到议题库。",
            ),
            Act(
                "resolve",
                "办结销号",
                "办结",
                SETTLED,
                TopicState.RESOLVED,
                permission=P.COCON_MANAGE,
                asks=asks_of(Topic, "outcome", outcome={"is_optional": False, "help": "怎样解决的，一两句话"}),
                run=_resolve,
                stamps=("resolved_by", "resolved_at"),
                tells=_tell_proposer("已解决"),
                done="已办结，计入“协调解决问题”。",
                hint="议定的任务都确认完成后办结；计入“协调解决问题”，只计一次。",
                icon="task_alt",
                summary="议题办结",
                description="议定的任务都确认完成后办结，计入“协调解决问题”，只计一次。",
            ),
            Act(
                "drop",
                "不上会",
                "不上会",
                POOL,
                TopicState.DROPPED,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("不上会", column="reason"),),
                tells=_tell_proposer("不上会"),
                done="已记为不上会，提出人会看到原因。",
                hint="不属于本组织议事范围，或已另行解决。",
                icon="block",
                summary="不上会",
                description="写明原因，提出人可见。",
            ),
        ),
    )
)
