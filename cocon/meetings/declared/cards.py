"""Topics that wait for a meeting, meetings to be held, closed or reported on."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cocon.meetings.choices import MeetingState, TopicState
from cocon.meetings.models import Meeting, Topic
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, registry
from orgtree.desk.finding import find_by

AHEAD = timedelta(days=31)  # of a series only what is near waits
SOON = timedelta(days=3)  # who is invited has to hear of it


def listed(model: str, query: str):
    return lambda user: f"{reverse(f'admin:cocon_{model}_changelist')}?{query}"


registry.add_cards(
    [
        Card(
            key="cocon.meetings_running",
            label="进行中的会议",
            hint="点名、记录议定事项，开完点“结束会议”",
            place="cocon",
            kind=CardKind.DUE,
            rows=lambda user: Meeting.objects.allowed(user, P.COCON_MANAGE).filter(state=MeetingState.RUNNING),
            since="starts_at",
            overdue=lambda memo: Q(starts_at__lt=timezone.now() - timedelta(days=1)),
            minutes=10,
            url=listed("meeting", f"state__exact={MeetingState.RUNNING}"),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.meetings_drafted",
            label="筹备中的会议",
            hint="列好议程再通知；通知前不会有人收到消息",
            place="cocon",
            rows=lambda user: Meeting.objects.allowed(user, P.COCON_MANAGE).filter(
                state=MeetingState.DRAFT, starts_at__lt=timezone.now() + AHEAD
            ),
            since="planned_at",
            overdue=lambda memo: Q(starts_at__lt=timezone.now() + SOON),
            minutes=5,
            url=listed("meeting", f"state__exact={MeetingState.DRAFT}"),
            permission=P.COCON_MANAGE,
            is_listed=False,
        ),
        Card(
            key="cocon.topics_in_pool",
            label="待上会议题",
            hint="选好列入最近的会议；不属于议事范围的写明原因",
            place="cocon",
            rows=lambda user: Topic.objects.allowed(user, P.COCON_MANAGE).in_pool(),
            since="proposed_at",
            minutes=1,
            url=listed("topic", f"state__exact={TopicState.POOL}"),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.topics_settled",
            label="待办结议题",
            hint="会议已议定，任务完成后办结，计入“协调解决问题”",
            place="cocon",
            kind=CardKind.KNOW,
            rows=lambda user: Topic.objects.allowed(user, P.COCON_MANAGE).filter(state=TopicState.SETTLED),
            since="proposed_at",
            minutes=2,
            url=listed("topic", f"state__exact={TopicState.SETTLED}"),
            permission=P.COCON_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("meetings", "会议", P.COCON_VIEW, find_by(Meeting, P.COCON_VIEW, "title"))])
