"""Giving a task, who does it, how far it is, where it stems from, and reminding before it is due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.assigned.models import OPEN, Task, TaskAssist
from orgtree.assigned.rules import due_moment, limit_moment, read_limit, remind_moment
from orgtree.calendar.services.office_hours import Offices
from orgtree.choices import Permission as P
from orgtree.choices import TaskState
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.locks import hold_for
from orgtree.database.validation import check_valid
from orgtree.days.rules.words import say_day
from orgtree.days.rules.working_time import Limit, Unit, WorkingTime
from orgtree.declare import registry
from orgtree.errors import RuleBroken, not_found
from orgtree.notices.services import notify
from orgtree.notices.words import called
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import may_sit, post_kinds_with
from orgtree.tree.models import Area
from orgtree.units.models.institution import Institution


def office_of(area: Area) -> WorkingTime:
    """The working time by which tasks of the area are due."""
    return Offices().at(area, timezone.localdate())


def give_task(**wanted) -> Task:
    """The task, as `give_once` tells."""
    return give_once(**wanted)[0]


@transaction.atomic
def give_once(
    *,
    title: str,
    asked: str,
    owner_kind: str,
    area: Area,
    institution: Institution | None = None,
    due_on: date | None = None,
    workdays: int | None = None,
    hours: int | None = None,
    assists: Iterable[TaskAssist] = (),
    goal: int | None = None,
    counter: str = "",
    origin: tuple[str, int] | None = None,
    is_agreed: bool = False,
    by,
) -> tuple[Task, bool]:
    """(the task, whether it is new), told to whoever holds the post. Due by a day, or after working days or hours of the office: one of the three.

    Given again in the same words, of the same row and to the same end, with nothing done about it yet, it is found and not given twice.

    `assists` are posts that help, not yet saved. `origin` is (declared kind, id) of a row that the giver may open. A unit that
    has taken it on itself (`is_agreed`) may sit outside the area. Raises RuleBroken at the wrong field.
    """
    task = Task(title=title.strip(), asked=asked.strip(), owner_kind=owner_kind, area=area, institution=institution)
    task.goal = goal
    task.given_by, task.giver_area = by, giver_area_of(by, area)
    _check_owner(task, is_agreed)
    _set_due(task, due_on, read_limit(due_on=due_on, workdays=workdays, hours=hours))
    _set_counter(task, counter)
    if origin is not None:
        _set_origin(task, origin, by)
    check_valid(task)
    known = _given_before(task)
    if known is None:
        with constraints_as_rules():
            task.save()
        note_first(acts_of(Task), "give", task, by=by)
    for assist in assists:
        add_assist(known or task, assist, by=by)
    if known is None:
        _tell_doers(task)
    return known or task, known is None


SAME = ("title", "asked", "owner_kind", "area", "institution", "goal", "counter", "limit_number", "limit_unit")
SAME += ("origin_kind", "origin_id")
APART = timedelta(minutes=10)  # a limit in hours runs from the moment of each sending


def _given_before(task: Task) -> Task | None:
    """The same task of an earlier sending; two sendings at once are one after the other."""
    hold_for(f"{Task._meta.label_lower}:{task.given_by_id}")
    rows = Task.objects.filter(**{name: getattr(task, name) for name in SAME}, given_by=task.given_by)
    return rows.filter(state=TaskState.GIVEN, due_at__gt=task.due_at - APART, due_at__lte=task.due_at).first()


def _tell_doers(task: Task) -> None:
    text = f"{timezone.localtime(task.due_at):%Y-%m-%d %H:%M}前完成"
    notify(users=owners_of(task), key=f"task:{task.pk}", title=f"新任务：{called(task)}", text=text, url=page_of(task))
    helpers, title = helpers_of(task), f"请您协办：{called(task)}"
    notify(
        users=helpers,
        key=f"task:{task.pk}:assist",
        title=title,
        text=f"{task.owner_label}承办，{text}",
        url=page_of(task),
    )


def _set_due(task: Task, due_on: date | None, limit: Limit | None) -> None:
    now, office = timezone.now(), office_of(task.area)
    if limit is None:
        task.due_at = due_moment(now, office, due_on)
    else:
        task.limit_number, task.limit_unit = limit.number, limit.unit
        task.due_at = limit_moment(now, limit, office)


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


def _check_owner(seated: Task | TaskAssist, is_agreed: bool = False) -> None:
    """Raise RuleBroken unless somebody holds such a post there, who may do tasks."""
    if seated.owner_kind not in post_kinds_with(P.TASK_DO) or not may_sit(seated.owner_kind, seated.seat.kind):
        raise RuleBroken("owner_kind", "这种岗位不能在该处承办任务", field="owner_kind")
    if seated.institution and not is_agreed:
        _check_inside(seated)
    if not owners_of(seated):
        raise RuleBroken("nobody", "该处现在没有人担任这个岗位", field="owner_kind")


def _check_inside(seated: Task | TaskAssist) -> None:
    if seated.institution.area_id is None:
        raise not_found("单位", field="institution")
    if not seated.institution.area.is_descendant_of(seated.area, include_self=True):
        raise RuleBroken("institution", "承办单位应在承办区域之内", field="institution")


def add_assist(task: Task, assist: TaskAssist, *, by) -> None:
    """Let a post help, where the giver may give tasks; once more is harmless. Raises RuleBroken at its field."""
    if not by.holds_at(P.TASK_GIVE, assist.area):
        raise not_found("区域", field="area")
    _check_owner(assist)
    post = {"owner_kind": assist.owner_kind, "area": assist.area, "institution": assist.institution}
    if all(getattr(task, name) == value for name, value in post.items()):
        raise RuleBroken("leads", "这个岗位就是承办岗位", field="owner_kind")
    TaskAssist.objects.get_or_create(task=task, **post)


def owners_of(seated: Task | TaskAssist) -> list[int]:
    """The accounts that hold the post now."""
    seat = {"institution": seated.institution_id} if seated.institution_id else {"area": seated.area_id}
    return list(Post.objects.live().filter(kind=seated.owner_kind, **seat).values_list("holder", flat=True))


def helpers_of(task: Task) -> list[int]:
    """The accounts whose posts help with the task now, without those that lead it."""
    helping = {user for assist in task.assists.all() for user in owners_of(assist)}
    return sorted(helping - {*owners_of(task)}) if helping else []


def sides_of(task: Task) -> list[int]:
    """The accounts on both sides of a task: who gave it, and whose posts do it now."""
    return sorted({task.given_by_id, *owners_of(task), *helpers_of(task)})


def may_talk(user, task: Task) -> bool:
    """Whether the person may say something about an open task: as one of its doers, or from the seat that gave it."""
    of_task = Task.objects.filter(pk=task.pk, state__in=OPEN)
    return of_task.done_by(user).exists() or of_task.allowed(user, P.TASK_GIVE).exists()


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


UNITS = {Unit.WORKDAY: "个工作日", Unit.HOUR: "个办公小时"}


def due_in_words(task: Task) -> str:
    """2026年11月27日 11:00（4个办公小时内）, or with the moment before the extension."""
    words = _moment_in_words(task.due_at)
    if task.limit_unit:
        words += f"（{task.limit_number}{UNITS[Unit(task.limit_unit)]}内）"
    return f"{words}（原为{_moment_in_words(task.first_due_at)}，已延期一次）" if task.first_due_at else words


def _moment_in_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{say_day(local)} {local:%H:%M}"


def is_late(task: Task) -> bool:
    return task.state in (TaskState.GIVEN, TaskState.ACCEPTED) and task.due_at < timezone.now()


def late(memo: dict) -> Q:
    """The condition of tasks past their time, for the desk's cards."""
    return Q(due_at__lt=memo.setdefault("now", timezone.now()))


def remind_of_tasks(today: date) -> None:
    """Tell the owners of what is due by the end of the next working day, and of what is late: each once.

    What is due after a limit is counted anew before, since a working day may have been corrected.
    """
    now, offices = timezone.now(), Offices()
    for task in Task.objects.to_do().select_related("area", "institution"):
        _count_anew(task, offices)
        if task.due_at < now:
            _remind(task, "late", f"已逾期：{called(task)}")
        elif remind_moment(task.given_at, task.due_at, offices.at(task.area, today)) <= now:
            _remind(task, "soon", f"快到期：{called(task)}")


def _count_anew(task: Task, offices: Offices) -> None:
    """Store the due moment that follows from the limit and today's calendar, where it is another."""
    if not task.limit_unit:
        return
    office = offices.at(task.area, timezone.localdate(task.given_at))
    due = limit_moment(task.given_at, Limit(task.limit_number, Unit(task.limit_unit)), office)
    if due != task.due_at:
        unchanged = Task.objects.to_do().filter(pk=task.pk, due_at=task.due_at, limit_unit=task.limit_unit)
        if unchanged.update(due_at=due):
            task.due_at = due


def _remind(task: Task, what: str, title: str) -> None:
    due = timezone.localtime(task.due_at)
    key = f"task:{task.pk}:{what}:{due:%Y%m%d}"
    notify(users=owners_of(task), key=key, title=title, text=f"期限：{due:%Y-%m-%d %H:%M}", url=page_of(task))
