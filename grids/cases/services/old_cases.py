"""Open cases of an old system from a sheet: a line is a case, counted from its own received time (G03). Columns as in our own list of cases."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from grids.cases.choices import CaseSource, CaseState
from grids.cases.models import Case, Report
from grids.cases.services.course import case_acts
from grids.cases.services.filing import open_case
from grids.cases.services.opening import PLACES, Told
from grids.categories.models import Category
from grids.categories.services import categories_for
from grids.staff.services.sheets import AreaBook
from orgtree.acts import find_broken, follow
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.scope.services import within_reach
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request

COLUMNS = {"place": "地点", "title": "事项", "words": "情况"}
SOURCES = {label: code for code, label in CaseSource.choices}
WAITING, WORKED_ON = (
    CaseState.REPORTED.label,
    [CaseState(state).label for state in ("accepted", "assigned", "handling", "returned")],
)
ENDED = [CaseState(state).label for state in ("closed", "not_ours", "merged", "withdrawn")]


def plan_old_cases(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds what is said of each new case. What has ended, or is here already, stays as it is."""
    plan, work, seen = Plan(), [], set()
    book, classes = AreaBook(request), _classes(request)
    known = _known({entry.values["number"] for entry in request.entries})
    allowed = set(
        within_reach(Area, P.CASE_ENTER, request.by).current().filter(kind__in=PLACES).values_list("pk", flat=True)
    )
    for entry in request.entries:
        number = entry.values["number"]
        if entry.values["state"] in ENDED or number in known:
            plan.effects.append(Effect(entry.row, Action.SAME, "事项", number))
            continue
        if number in seen:
            plan.refuse(entry.row, "编号", "表中重复")
        seen.add(number)
        before = len(plan.errors)
        said = _said(entry, plan, book, classes)
        if said["area"] and said["area"].pk not in allowed:
            plan.refuse(entry.row, "网格或社区", "只能是您管理的网格或社区")
        if len(plan.errors) == before:
            shown = (
                ("事项", "", said["title"]),
                ("接收时间", "", f"{timezone.localtime(said['opened_at']):%Y-%m-%d %H:%M}"),
            )
            plan.effects.append(Effect(entry.row, Action.ADD, "事项", number, shown))
            work.append(said)
    plan.work = work
    return plan


def _classes(request: Request) -> dict[str, Category]:
    rows = list(categories_for(request.by))
    return {one.code: one for one in rows} | {one.name: one for one in rows}


def _known(numbers: set[str]) -> set[str]:
    """Those that are numbers of our own cases, or of an earlier import that was not taken back."""
    own = Case.objects.filter(number__in=numbers).values_list("number", flat=True)
    told = Report.objects.filter(outside_number__in=numbers).exclude(case__state=CaseState.WITHDRAWN)
    return {*own, *told.values_list("outside_number", flat=True)}


def _said(entry: Entry, plan: Plan, book: AreaBook, classes: dict[str, Category]) -> dict:
    """What the case begins with; what will not do is refused at its column."""
    values, now = entry.values, timezone.now()
    area, why = book.find(values["area"])
    if area is None:
        plan.refuse(entry.row, "网格或社区", why)
    if values["category"] not in classes:
        plan.refuse(entry.row, "事项分类", "没有这一分类，或本地未启用；填名称或四位编码")
    if values["opened_at"] > now:
        plan.refuse(entry.row, "接收时间", "不能晚于现在")
    accepted: datetime | None = values["accepted_at"] or values["opened_at"]
    if values["state"] not in ("", WAITING, *WORKED_ON):
        plan.refuse(entry.row, "状态", f"可填{'、'.join((WAITING, *WORKED_ON))}，已结束的不导入")
    if values["accepted_at"] and not values["opened_at"] <= accepted <= now:
        plan.refuse(entry.row, "受理时间", "应在接收时间以后、现在以前")
    if values["source"] not in ("", *SOURCES):
        plan.refuse(entry.row, "来源", f"可填{'、'.join(SOURCES)}")
    said = {"place": values["where"], "title": values["title"], "words": values["words"]}
    for broken in find_broken(case_acts["enter"], said).values():
        plan.refuse(entry.row, COLUMNS[broken.field], broken.message)
    return said | {
        "area": area,
        "category": classes.get(values["category"]),
        "number": values["number"],
        "opened_at": values["opened_at"],
        "accepted_at": accepted if values["state"] in WORKED_ON or values["accepted_at"] else None,
        "source": SOURCES.get(values["source"], CaseSource.DEPARTMENT),
    }


def write_old_cases(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Open the cases from their own received time; those that were accepted wait to be given out."""
    for count, said in enumerate(plan.work, start=1):
        told = Told(source=said["source"], outside_number=said["number"], told_at=said["opened_at"])
        fields = {name: said[name] for name in ("category", "area", "place", "title", "words")}
        case = open_case(**fields, told=told, by=None, client_key=uuid4())  # two in the same words are two there
        case.opened_by = request.by
        case.save(update_fields=["opened_by"])
        if said["accepted_at"]:
            case.accepted_at, case.accepted_by = said["accepted_at"], request.by
            follow(case_acts, "take_over", [case], by=request.by, reason="导入历史在办事项")
        progress(count)
