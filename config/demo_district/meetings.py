"""Meetings of the demo: in each community one that was held in the past quarter, topics in the pool, and for the first login one to come."""

from datetime import timedelta

from django.utils import timezone

from cocon.meetings.choices import MeetingState, OutcomeKind, TopicState
from cocon.meetings.services.agenda import ORIGIN, item_acts, outcome_acts
from cocon.meetings.services.meetings import meeting_acts
from cocon.meetings.services.topics import topic_acts
from cocon.models import AgendaItem, Body, Meeting, Topic
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, make, note_steps, perform, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task
from orgtree.choices import PostKind
from orgtree.models import Task

TOPICS = (
    ("小区路灯维修", "东侧路灯不亮，晚上出行不便", "resident", "由物业一周内修好"),
    ("共用停车位", "白天空余车位向周边单位开放", "unit", "工作日白天试行三个月"),
    ("暑期托管班", "双职工家庭孩子暑假无人照看", "need", "由小学提供场地，社区招募志愿者"),
    ("楼道杂物清理", "楼道堆物影响消防", "case", "本月集中清理一次，各楼栋长到场"),
    ("老年食堂选址", "老人就餐不便，需要一处场地", "community", ""),
)
SETTLED = 3  # so many were dealt with at the meeting that was held


def build_meetings(part: Part) -> None:
    """Topics and one closed meeting everywhere; the first community has one announced and one being prepared as well."""
    bodies = {body.area_id: body for body in Body.objects.filter(kind__code="joint").select_related("area", "kind")}
    for place in part.staffed:
        topics = _topics(part, place)
        _held(
            part, place, bodies[place.area.pk], topics[:SETTLED], has_tasks=part.is_first and place is part.staffed[0]
        )
    if part.is_first:
        _to_come(part.staffed[0], bodies[part.staffed[0].area.pk])


def _topics(part: Part, place: Staffed) -> list[Topic]:
    luck, rows = part.luck(f"topics {place.number}"), []
    for number, (title, words, source, _) in enumerate(TOPICS):
        said = moment(part.today - timedelta(days=luck.randrange(60, 90)), 600)
        state = TopicState.RESOLVED if number == 0 else TopicState.SETTLED if number < SETTLED else TopicState.POOL
        row = Topic(area=place.area, title=title, words=words, source=source, state=state)
        row.proposed_by, row.proposed_at = place.secretary, said
        if state == TopicState.RESOLVED:
            row.resolved_by, row.resolved_at = place.secretary, said + timedelta(days=40)
            row.outcome = "已修好，居民反映满意"
        rows.append(row)
    topics = Topic.objects.bulk_create(rows)
    note_steps(topic_acts, [step for topic in topics for step in _course(topic)])
    return topics


def _course(topic: Topic) -> list[Noted]:
    """What people did to it, in the order of its days."""
    course = ["", TopicState.POOL, TopicState.SET, TopicState.SETTLED, TopicState.RESOLVED]
    keys = ["propose", "set", "settle", "resolve"]
    reached = course.index(topic.state)
    days = [0, 8, 20, 40]
    return [
        Noted(
            topic, keys[at], course[at], course[at + 1], topic.proposed_by, topic.proposed_at + timedelta(days=days[at])
        )
        for at in range(reached)
    ]


def _held(part: Part, place: Staffed, body: Body, topics: list[Topic], *, has_tasks: bool) -> None:
    starts = moment(part.today - timedelta(days=30 + place.number % 20), 9 * 60)
    meeting = Meeting.objects.create(
        body=body,
        title=f"{body.name}{timezone.localtime(starts):%m月%d日}会议",
        starts_at=starts,
        place="社区会议室",
        state=MeetingState.CLOSED,
        planned_by=place.secretary,
        planned_at=starts - timedelta(days=16),
        called_at=starts - timedelta(days=10),
        opened_at=starts,
        closed_by=place.secretary,
        closed_at=starts + timedelta(minutes=80),
    )
    course = [("plan", "", "draft", 16), ("call", "draft", "called", 10), ("start", "called", "running", 0)]
    steps = [
        Noted(meeting, key, was, to, place.secretary, starts - timedelta(days=ago)) for key, was, to, ago in course
    ]
    steps.append(Noted(meeting, "close", "running", "closed", place.secretary, meeting.closed_at))
    note_steps(meeting_acts, steps)
    _agreed(meeting, topics, place, has_tasks)


def _agreed(meeting: Meeting, topics: list[Topic], place: Staffed, has_tasks: bool) -> None:
    """An item and a decision for each topic that was dealt with; where people sign in, tasks: the first is done, the others are not."""
    starts = meeting.starts_at
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, topic=topic, title=topic.title, position=number, presenter="社区")
        for number, topic in enumerate(topics, start=1)
    )
    words = {title: outcome for title, _, _, outcome in TOPICS}
    tasks = _given(items, words, place) if has_tasks else [None] * len(items)
    outcomes = outcome_acts.model.objects.bulk_create(
        outcome_acts.model(
            item=item,
            kind=OutcomeKind.TASK if task else OutcomeKind.DECISION,
            words=words[item.title],
            task=task,
            by=place.secretary,
            at=starts,
        )
        for item, task in zip(items, tasks, strict=True)
    )
    note_steps(outcome_acts, [Noted(row, "record", "", row.state, place.secretary, starts) for row in outcomes])


def _given(items: list[AgendaItem], words: dict[str, str], place: Staffed) -> list[Task]:
    """A task of the clerk's for each item: one confirmed, one reported, one late in hand."""
    day, by, owner = timezone.localdate(), place.secretary, PostKind.POINTS_CLERK
    said = {"owner_kind": owner, "area": place.area, "is_agreed": True, "due_on": day + timedelta(days=10), "by": by}
    tasks = [
        give_task(title=item.title, asked=words[item.title], origin=(ORIGIN, item.meeting_id), **said) for item in items
    ]
    for task in tasks:
        perform_one(task_acts, "accept", pk=task.pk, by=place.clerk)
    for task in tasks[:2]:
        perform_one(task_acts, "report", pk=task.pk, by=place.clerk, result="已按议定办完")
    perform_one(task_acts, "confirm", pk=tasks[0].pk, by=by)
    late, given = timezone.now() - timedelta(days=2), items[0].meeting.closed_at
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(given_at=given)
    Task.objects.filter(pk=tasks[-1].pk).update(due_at=late)
    return tasks


def _to_come(place: Staffed, body: Body) -> None:
    """One announced for next week with a topic of the pool, one being prepared for the week after."""
    now = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    said = {"body": body, "title": "", "minutes": 90, "place": "社区会议室"}
    next_week, later = (
        make(meeting_acts, "plan", starts_at=now + timedelta(days=days), by=place.secretary, **said).row
        for days in (7, 14)
    )
    topic = Topic.objects.in_pool().filter(area=place.area).earliest("pk")
    perform(topic_acts, "set", ids=[topic.pk], meeting=next_week, by=place.secretary)
    perform_one(meeting_acts, "call", pk=next_week.pk, by=place.secretary)
    words = {"title": "通报上月服务情况", "minutes": 10, "presenter": "社区"}
    make(item_acts, "add", meeting=later, by=place.secretary, **words)
