"""The columns of tasks, for the desk, its workbook and the rows behind figures."""

from django.utils import timezone
from django.utils.html import format_html

from orgtree.assigned.giving import is_late, progress_of
from orgtree.assigned.models import Task
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, state_column

STATE_COLOURS = {"待接收": "info", "办理中": "warning", "待确认": "danger", "已完成": "success", "已取消": "info"}


def progress_in_words(task: Task) -> str:
    """12/20户, 12户, or nothing."""
    done, goal, unit = progress_of(task)
    return f"{done}/{goal}{unit}" if goal else (f"{done}{unit}" if done else "")


def due_dressed(task: Task, due_at):
    """The moment, marked where it is past and nothing was reported."""
    words = f"{timezone.localtime(due_at):%Y-%m-%d %H:%M}"
    return format_html('{} <span class="term term-over">已逾期</span>', words) if is_late(task) else words


task_list = declare_list(
    Task,
    columns=columns_of(Task, "title asked giver_area given_by given_at reported_at result decided_at")
    | {
        "state": state_column(Task, STATE_COLOURS),
        "owner": Column("承办", lambda task: task.owner_label),
        "due": Column("完成期限", lambda task: task.due_at, order="due_at", html=due_dressed),
        "late": Column("是否逾期", is_late),
        "progress": Column("进度", progress_in_words),
    },
    desk="state title owner due progress giver_area given_at",
    links="state title",
    filters=("state",),
    loads=("area", "institution", "giver_area"),
    sheet="state title asked owner due late progress giver_area given_by given_at reported_at result decided_at",
    sheet_loads=("given_by",),
    api="id title asked area institution owner_kind owner_kind_label assists giver_area given_at due_at first_due_at is_late"
    " state state_label progress origin accepted_at result reported_at decided_at",
    asked_by="which state under",
)
