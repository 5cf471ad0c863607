"""The task behind an item: it stands among all that its owner is asked, is reminded of and holds the evidence; the item leads it."""

from assessments.rectify.models import RectifyItem
from orgtree.acts import Doing, follow, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task
from orgtree.assigned.models import OPEN, Task
from orgtree.choices import TaskState

ORIGIN = "assessments.rectifyitem"
TITLE = "整改："
LONGEST_TITLE = Task._meta.get_field("title").max_length


def tasks_of(item: RectifyItem):
    """The tasks of the item that count, of which there is one."""
    return Task.objects.stemming_from(ORIGIN, [item.pk]).exclude(state=TaskState.CANCELLED).order_by("pk")


def give_task_of(item: RectifyItem, *, by) -> Task:
    """The owner is asked by the item's day. Raises RuleBroken at `due_on`."""
    title = f"{TITLE}{item.problem}"
    return give_task(
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        asked=item.problem,
        owner_kind=item.owner_kind,
        area=item.area,
        institution=item.institution,
        is_agreed=item.institution is not None,
        due_on=item.due_on,
        origin=(ORIGIN, item.pk),
        by=by,
    )


def accept_task_of(item: RectifyItem, *, by) -> None:
    """Who claims the item has received its task."""
    for task in tasks_of(item).filter(state=TaskState.GIVEN):
        perform_one(task_acts, "accept", pk=task.pk, by=by)


def report_task_of(item: RectifyItem, doing: Doing) -> None:
    """Its outcome is the task's; what was reported on the task's own page stays as it is."""
    accept_task_of(item, by=doing.by)
    for task in tasks_of(item).filter(state=TaskState.ACCEPTED):
        perform_one(task_acts, "report", pk=task.pk, by=doing.by, result=item.outcome)


def extend_task_of(item: RectifyItem, doing: Doing) -> None:
    for task in tasks_of(item).filter(state__in=[TaskState.GIVEN, TaskState.ACCEPTED]):
        perform_one(task_acts, "extend", pk=task.pk, by=doing.by, due_on=item.due_on, reason=doing.reason)


def follow_with_task(item: RectifyItem, key: str, doing: Doing) -> None:
    """Confirm, send back or cancel the task with its item."""
    states = OPEN if key == "cancel" else [TaskState.REPORTED]
    rows = tasks_of(item).filter(state__in=states).select_related("area", "institution", "giver_area")
    if key == "confirm":
        rows = rows.exclude(reported_by=doing.by)
    follow(task_acts, key, list(rows.select_for_update(of=("self",), no_key=True)), reason=doing.reason, by=doing.by)
