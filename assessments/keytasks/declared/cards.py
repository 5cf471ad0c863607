"""What waits of key tasks: what is late, what nobody was given, streets where nobody was this quarter."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from assessments.declare import Tabs
from assessments.keytasks.choices import KeyTaskState
from assessments.keytasks.models import KeyTask
from assessments.keytasks.services.milestones import ORIGIN
from assessments.keytasks.services.visits import unvisited
from orgtree.assigned.models import Task
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, Tab, registry
from orgtree.desk.finding import find_by


def kept(user):
    """Open key tasks of the lists that the person keeps."""
    return KeyTask.objects.allowed(user, P.KEY_TASK_MANAGE).filter(state=KeyTaskState.OPEN)


def late_keys(user):
    milestones = Task.objects.filter(origin_kind=ORIGIN, origin_id=OuterRef("pk"))
    return kept(user).filter(Exists(milestones.late(timezone.now())))


def bare_keys(user):
    milestones = Task.objects.filter(origin_kind=ORIGIN, origin_id=OuterRef("pk")).exclude(state="cancelled")
    return kept(user).filter(~Exists(milestones))


def key_list() -> str:
    return f"{reverse('admin:assessments_keytask_changelist')}?state__exact={KeyTaskState.OPEN}"


registry.add_cards(
    [
        Card(
            key="assessments.key_tasks_late",
            label="逾期重点任务",
            hint="有节点逾期、承办岗位还没有报告完成的重点任务，请催办或延期",
            place="assessments",
            kind=CardKind.DUE,
            rows=late_keys,
            since="due_on",
            url=lambda user: key_list(),
            permission=P.KEY_TASK_MANAGE,
        ),
        Card(
            key="assessments.key_tasks_bare",
            label="未分解重点任务",
            hint="还没有分解到承办岗位的重点任务",
            place="assessments",
            rows=bare_keys,
            since="entered_at",
            url=lambda user: key_list(),
            permission=P.KEY_TASK_MANAGE,
        ),
        Card(
            key="assessments.streets_unvisited",
            label="本季度未督导",
            hint="本季度还没有督导过的街道",
            place="assessments",
            rows=lambda user: unvisited(user, timezone.localdate()),
            url=lambda user: reverse("admin:assessments_supervisionvisit_changelist"),
            permission=P.KEY_TASK_MANAGE,
            is_listed=False,
        ),
    ]
)
registry.add_finders([Finder("key_tasks", "重点任务", P.ASSESS_VIEW, find_by(KeyTask, P.ASSESS_VIEW, "title"))])
registry.add_tabs(
    [
        Tab(
            key="key-task-wall",
            label="挂图作战",
            place="assessments",
            url=lambda: reverse("wall-home"),
            permission=P.ASSESS_VIEW,
            position=71,
            group=Tabs.KEY_TASKS,
        )
    ]
)
