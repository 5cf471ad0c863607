"""Giving a task, who does it, how far it is, where it stems from, and reminding before it is due."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.assigned.models import OPEN, Task
from orgtree.assigned.rules import due_moment, remind_moment
from orgtree.calendar.services.office_hours import Offices
from orgtree.choices import Permission as P
from orgtree.choices import TaskState
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.days.rules.working_time import WorkingTime
from orgtree.declare import registry
from orgtree.errors import RuleBroken, not_found
from orgtree.notices.services import notify
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import may_sit, post_kinds_with
from orgtree.tree.models import Area
from orgtree.units.models.institution import Institution


def office_of(area: Area) -> WorkingTime:
    """The working time by which tasks of the area are due."""
    return Offices().at(area, timezone.localdate())


@transaction.atomic
def give_task(
    *,
    title: str,
    asked: str,
    owner_kind: str,
    area: Area,
    institution: Institution | None = None,
    due_on: date | None = None,
    workdays: int | None = None,
    goal: int | None = None,
    counter: str = "",
    origin: tuple[str, int] | None = None,
    by,
) -> Task:
    """The new task, told to whoever holds the post. Due by a day or after working days, one of both.

    `origin` is (declared kind, id) of a row that the giver may open. Raises RuleBroken at the wrong field.
    """
    task = Task(title=title.strip(), asked=asked.strip(), owner_kind=owner_kind, area=area, institution=institution)
    task.goal = goal
    task.given_by, task.giver_area = by, giver_area_of(by, area)
    _check_owner(task)
    task.due_at = due_moment(timezone.now(), office_of(area), due_on=due_on, workdays=workdays)
    _set_counter(task, counter)
    if origin is not None:
        _set_origin(task, origin, by)
    check_valid(task)
    with constraints_as_rules():
        task.save()
    _tell_owners(task)
    return task


def _tell_owners(task: Task) -> None:
    text = f"{timezone.localtime(task.due_at):%Y-%m-%d %H:%M}前完成"
    notify(users=owners_of(task), key=f"task:{task.pk}", title=f"新任务：{task.title}", text=text, url=page_of(task))


def _set_counter(task: Task, counter: str) -> None:
    if counter and counter not in registry.task_counters:
        raise RuleBroken("counter", "没有这种计数方式", field="counter")
    task.counter = counter


def _set_origin(task: Task, origin: tuple[str, int], by) -> None:
    task.origin_kind, task.origin_id = origin
    if origin_of(task, by) is None:
        raise not_found("来源", field="origin")


def giver_area_of(by, area: Area) -> Area:
    """The seat from which the person may give tasks there, the nearest one. Raises RuleBroken where there is none."""
    kinds = post_kinds_with(P.TASK_GIVE)
    seats = [post.area for post in by.live_posts if post.area and post.kind in kinds]
    above = [seat for seat in seats if area.is_descendant_of(seat, include_self=True)]
    if not above or not by.holds_at(P.TASK_GIVE, area):
        raise not_found("区域", field="area")
    return max(above, key=lambda seat: seat.level)


def _check_owner(task: Task) -> None:
    if task.owner_kind not in post_kinds_with(P.TASK_DO) or not may_sit(task.owner_kind, task.seat.kind):
        raise RuleBroken("owner_kind", "这种岗位不能在该处承办任务", field="owner_kind")
    if task.institution and task.institution.area_id is None:
        raise not_found("单位", field="institution")
    if task.institution and not task.institution.area.is_descendant_of(task.area, include_self=True):
        raise RuleBroken("institution", "承办单位应在承办区域之内", field="institution")
    if not owners_of(task):
        raise RuleBroken("nobody", "该处现在没有人担任这个岗位", field="owner_kind")


def owners_of(task: Task) -> list[int]:
    """The accounts that hold the owner's post now."""
    seat = {"institution": task.institution_id} if task.institution_id else {"area": task.area_id}
    return list(Post.objects.live().filter(kind=task.owner_kind, **seat).values_list("holder", flat=True))


def sides_of(task: Task) -> list[int]:
    """The accounts on both sides of a task: who gave it, and who holds the owner's post now."""
    return sorted({task.given_by_id, *owners_of(task)})


def may_talk(user, task: Task) -> bool:
    """Whether the person may say something about an open task: as its owner, or from the seat that gave it."""
    of_task = Task.objects.filter(pk=task.pk, state__in=OPEN)
    return of_task.owned_by(user).exists() or of_task.allowed(user, P.TASK_GIVE).exists()


def page_of(task: Task) -> str:
    return reverse("task", args=[task.pk])


def progress_of(task: Task) -> tuple[int, int | None, str]:
    """(done, goal or None, unit): counted where the task has a counter, else as told."""
    counter = registry.task_counters.get(task.counter)
    return (counter.count(task), task.goal, counter.unit) if counter else (task.told, task.goal, "")


def origin_of(task: Task, user) -> tuple[str, str] | None:
    """(title, address) of what the task stems from, for whom may open it; else None."""
    kind = registry.task_origins.get(task.origin_kind)
    return kind.find(user, task.origin_id) if kind and task.origin_id else None


def is_late(task: Task) -> bool:
    return task.state in (TaskState.GIVEN, TaskState.ACCEPTED) and task.due_at < timezone.now()


def late(memo: dict) -> Q:
    """The condition of tasks past their time, for the desk's cards."""
    return Q(due_at__lt=memo.setdefault("now", timezone.now()))


def remind_of_tasks(today: date) -> None:
    """Tell the owners of what is due by the end of the next working day, and of what is late: each once."""
    now, offices = timezone.now(), Offices()
    for task in Task.objects.to_do().select_related("area", "institution"):
        if task.due_at < now:
            _remind(task, "late", f"任务已逾期：{task.title}")
        elif remind_moment(task.given_at, task.due_at, offices.at(task.area, today)) <= now:
            _remind(task, "soon", f"任务快到期：{task.title}")


def _remind(task: Task, what: str, title: str) -> None:
    due = timezone.localtime(task.due_at)
    key = f"task:{task.pk}:{what}:{due:%Y%m%d}"
    notify(users=owners_of(task), key=key, title=title, text=f"期限：{due:%Y-%m-%d %H:%M}", url=page_of(task))
