"""Files that show what was done for a task: added and taken away by its doers while it is being done."""

from collections.abc import Sequence

from django.db import transaction

from orgtree.assigned.models import Task, TaskFile
from orgtree.assigned.rules import checked_caption
from orgtree.assigned.seen import seen_tasks
from orgtree.choices import TaskState
from orgtree.errors import RuleBroken, not_found
from orgtree.files.services import attach


@transaction.atomic
def add_evidence(*, task_id: int, uploads: Sequence, caption: str = "", by) -> list[TaskFile]:
    """The files on the task, all or none; one that is there already is not added again.

    Raises RuleBroken: not found for who neither owns it nor helps, `wrong_state`, at `caption`, or at `files`.
    """
    task = _in_hand(task_id, by)
    return attach(TaskFile, task, uploads, caption=checked_caption(caption), by=by)


@transaction.atomic
def remove_evidence(*, file_id: int, by) -> Task:
    """The task from which the file was taken away. Raises RuleBroken."""
    found = TaskFile.objects.filter(pk=file_id).values_list("task", flat=True).first()
    task = _in_hand(found or 0, by)
    for file in TaskFile.objects.select_for_update().filter(pk=file_id, task=task):
        file.delete()
    return task


def files_seen_by(user):
    """The files of the tasks that the person sees."""
    return TaskFile.objects.filter(task__in=seen_tasks(user).order_by().values("pk"))


def may_add_evidence(task: Task, user) -> bool:
    return task.state == TaskState.ACCEPTED and Task.objects.filter(pk=task.pk).done_by(user).exists()


def _in_hand(task_id: int, by) -> Task:
    """The task, locked, which its doers work on."""
    owned = Task.objects.filter(pk=task_id).done_by(by).values("pk")
    task = Task.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=owned).first()
    if task is None:
        raise not_found("任务")
    if task.state != TaskState.ACCEPTED:
        raise RuleBroken("wrong_state", f"当前状态为“{task.get_state_display()}”，不能改动附件", conflict=True)
    return task
