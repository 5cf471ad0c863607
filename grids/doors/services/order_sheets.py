"""Orders of the hotline from a sheet: a line is an order, known by its number in the year of its telling."""

from collections.abc import Callable
from datetime import datetime, time

from django.utils import timezone

from grids.cases.choices import CaseSource, CaseState
from grids.cases.models import Report
from grids.cases.services.course import case_acts
from grids.cases.services.opening import PLACES
from grids.categories.models import Category
from grids.categories.services import categories_for
from grids.doors.services.intake import drop_withdrawn
from grids.doors.services.orders import order_acts
from orgtree.acts import find_broken, make
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.scope.services import within_reach
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request

COLUMNS = {"place": "地点", "title": "事项", "words": "情况"}


def plan_orders(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the words of each new order."""
    plan, work, seen = Plan(), [], set()
    numbers = {entry.values["outside_number"] for entry in request.entries}
    told = Report.objects.filter(source=CaseSource.HOTLINE, outside_number__in=numbers)
    known = set(told.exclude(case__state=CaseState.WITHDRAWN).values_list("outside_number", "year"))
    places = {area.code: area for area in _places(request)}
    classes: dict[str, Category] = {one.code: one for one in categories_for(request.by)}
    for entry in request.entries:
        before, values = len(plan.errors), entry.values
        key = (values["outside_number"], values["told_on"].year)
        if key in seen:
            plan.refuse(entry.row, "来件编号", "表中重复")
        seen.add(key)
        _check(entry, plan, places, classes)
        if len(plan.errors) == before:
            same = key in known
            shown = () if same else tuple((label, "", values[name]) for name, label in COLUMNS.items())
            plan.effects.append(
                Effect(entry.row, Action.SAME if same else Action.ADD, "工单", values["outside_number"], shown)
            )
            work += [] if same else [_said(values)]
    plan.work = work
    return plan


def _places(request: Request):
    reached = within_reach(Area, P.CASE_ENTER, request.by).current()
    return reached.filter(pk__in=request.area.get_descendants(include_self=True), kind__in=PLACES)


def _check(entry: Entry, plan: Plan, places: dict[str, Area], classes: dict[str, Category]) -> None:
    values = entry.values
    if values["told_on"] > timezone.localdate():
        plan.refuse(entry.row, "反映日期", "不能晚于今天")
    if values["category"] not in classes:
        plan.refuse(entry.row, "事项分类", "没有这一编码，或本地未启用")
    if values["area_code"] not in places:
        plan.refuse(entry.row, "区域编码", "没有这一社区或网格，或不在本区域")
    for broken in find_broken(case_acts["enter"], {name: values[name] for name in COLUMNS}).values():
        plan.refuse(entry.row, COLUMNS[broken.field], broken.message)


def _said(values: dict) -> dict:
    """The order as another system would send it; told of at the beginning of office hours where only the day is known."""
    told_at = timezone.make_aware(datetime.combine(values["told_on"], time(8, 30)))
    return {
        "source": CaseSource.HOTLINE,
        "outside_number": values["outside_number"],
        "told_at": min(told_at, timezone.now()),
        "category_code": values["category"],
        **{name: values[name] for name in ("area_code", "place", "title", "words", "asker", "phone")},
    }


def write_orders(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Receive the orders, each a case; of one whose case was withdrawn the sheet makes a new case, which a system that sends again does not."""
    for count, said in enumerate(plan.work, start=1):
        drop_withdrawn(said["outside_number"], said["told_at"])
        make(order_acts, "receive", area=request.area, by=request.by, **said)
        progress(count)
