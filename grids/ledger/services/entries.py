"""What happened in a grid: its cases with what came of them and the talk afterwards, its tasks. Issues, never persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from grids.cases.models import Case
from grids.ledger.choices import Colour
from grids.ledger.rules import OF_CLASS, OF_GROUP, colour_of
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.declare import Window
from orgtree.models import Area, Task

MOST = 2_000  # lines of one sheet
OPEN_TASKS = ("given", "accepted", "reported")


@dataclass(frozen=True)
class Entry:
    """One line: when, what kind of work, by which way it came, what and where, who deals with it, what came of it, the talk afterwards."""

    at: datetime
    colour: str
    source: str
    number: str
    title: str
    place: str
    words: str
    handler: str
    done_at: datetime | None
    state: str
    outcome: str
    talked: str


def entries_of(grid: Area, window: Window, user) -> list[Entry]:
    """The lines of the period in the order of their days, of what the person may see."""
    cases = Case.objects.allowed(user, P.CASE_VIEW).within(grid)
    cases = cases.filter(opened_at__gte=window.beginning, opened_at__lt=window.ending)
    tasks = Task.objects.allowed(user, P.TASK_VIEW).filter(area=grid.pk)
    tasks = tasks.filter(given_at__gte=window.beginning, given_at__lt=window.ending)
    loaded = cases.select_related("category", "lead").prefetch_related("reports").order_by("opened_at")[:MOST]
    lines = [*map(_of_case, loaded), *map(_of_task, tasks.order_by("given_at")[:MOST])]
    return sorted(lines, key=lambda line: line.at)


def _of_case(case: Case) -> Entry:
    reports = list(case.reports.all())
    sources = dict.fromkeys(report.get_source_display() for report in reports)
    return Entry(
        at=case.opened_at,
        colour=colour_of(case.category.code).label,
        source="、".join(sources),
        number=case.number,
        title=f"{case.category.name}：{case.title}",
        place=case.place,
        words=case.words,
        handler=case.lead.name if case.lead else case.get_level_display(),
        done_at=case.done_at,
        state=case.get_state_display(),
        outcome=f"{case.get_result_display()}　{case.answer}".strip("　"),
        talked=talk_told(reports),
    )


def talk_told(reports: Iterable) -> str:
    """How often somebody was asked afterwards, and what they said: 回访2次，解决1，满意1."""
    rated = [report for report in reports if report.rated_at]
    if not rated:
        return ""
    solved = sum(1 for report in rated if report.is_solved)
    content = sum(1 for report in rated if (report.stars or 0) >= 4)
    return f"回访{len(rated)}次，解决{solved}，满意{content}"


def _of_task(task: Task) -> Entry:
    return Entry(
        at=task.given_at,
        colour=Colour.RED.label,
        source="任务",
        number=str(task.pk),
        title=task.title,
        place="",
        words=task.asked,
        handler=task.get_owner_kind_display(),
        done_at=task.reported_at,
        state=task.get_state_display(),
        outcome=task.result,
        talked="",
    )


# --- The open work of grids -------------------------------------------------------------------------------------------------


def with_open_work(grids: QuerySet) -> QuerySet:
    """The grids with how much of each colour is open (`red` … `blue`), and how much of all is late (`late`)."""
    cases = Case.objects.open().filter(area=OuterRef("pk"))
    tasks = Task.objects.filter(area=OuterRef("pk"), state__in=OPEN_TASKS)
    counts = {colour.value: _count(cases.filter(_of(colour)), "area") for colour in list(Colour)[1:]}
    late = _count(cases.filter(due_at__lt=timezone.now()), "area")
    return grids.annotate(red=_count(tasks, "area"), late=late, **counts)


def _of(colour: Colour) -> Q:
    """The condition that a case has this colour."""
    own = [code for code, one in OF_CLASS.items() if one == colour]
    groups = Q()
    for group, one in OF_GROUP.items():
        if one == colour:
            groups |= Q(category__code__startswith=group)
    return Q(category__code__in=own) | (groups & ~Q(category__code__in=OF_CLASS))


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def grids_of(areas: QuerySet) -> QuerySet:
    return areas.current().filter(kind=AreaKind.GRID)
