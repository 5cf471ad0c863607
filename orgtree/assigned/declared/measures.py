"""Figures of tasks: given, done, late."""

from django.db.models import Q

from orgtree.assigned.lists import task_list
from orgtree.assigned.models import Task
from orgtree.choices import TaskState
from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker

TASKS = Marker(Task, ("state", "area", "given_at", "due_at", "reported_at", "decided_at"), area="area")


def tasks(**conditions):
    rows = Task.objects.exclude(state=TaskState.CANCELLED).filter(**conditions)
    return rows.select_related("area", "institution", "giver_area")


def given_tasks(window: Window):
    """Those given in the period, up to the day of the fill."""
    return tasks(given_at__gte=window.beginning, given_at__lt=window.ending).filter(given_at__lt=window.as_of)


def done_tasks(window: Window):
    """Those whose giver confirmed them in the period."""
    rows = tasks(state=TaskState.CONFIRMED, decided_at__gte=window.beginning, decided_at__lt=window.ending)
    return rows.filter(decided_at__lt=window.as_of)


def late_tasks(window: Window):
    """Those past their time and not reported done when the stock is read."""
    return tasks(due_at__lt=window.moment).filter(Q(reported_at__isnull=True) | Q(reported_at__gt=window.moment))


def task_count(key: str, label: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"task.{key}",
        label=label,
        unit="项",
        definition=definition,
        rows=rows,
        marks=(TASKS,),
        area="area",
        columns=task_list.pick("title owner giver_area due state"),
        group="任务",
        **more,
    )


registry.add_figures(
    [
        task_count("given", "交办任务", "统计期内交办、没有取消的任务，计在承办区域", given_tasks),
        task_count("done", "办结任务", "交办方在统计期内确认完成的任务", done_tasks),
        task_count(
            "late",
            "逾期任务",
            "统计期末已过期限、承办人还没有报告完成的任务，已取消的不计",
            late_tasks,
            stock=True,
            timed="due_at",
        ),
    ]
)
