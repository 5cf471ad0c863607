"""What the windows of communities and streets dealt with, entered by kind and day. Source: docs/rules.md, "Doors"; T16."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone

from grids.doors.choices import CountState, WindowKind
from grids.doors.models import WindowCount
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts, make
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.scope.services import within_reach
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request

MOST = 10_000  # matters of a kind in a day
KINDS = {label: code for code, label in WindowKind.choices}
WINDOWS = (AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE)


def windows_for(user, ids=None) -> QuerySet[Area]:
    """Streets and communities where the person enters matters."""
    return within_reach(Area, P.CASE_ENTER, user).current().filter(kind__in=WINDOWS)


def _check_day(row: WindowCount, doing: Doing) -> None:
    if row.day > timezone.localdate():
        raise RuleBroken("day", "日期不能晚于今天", field="day")


window_acts = declare_acts(
    Acts(
        WindowCount,
        called="窗口办件",
        loads=("area",),
        acts=(
            Making(
                "count",
                "登记窗口办件",
                "登记",
                CountState.COUNTED,
                permission=P.CASE_ENTER,
                asks=asks_of(
                    WindowCount,
                    "area day kind number",
                    at=P.CASE_ENTER,
                    area={"rows": windows_for},
                    number={"least": 1, "most": MOST},
                ),
                stamps=("entered_by", "entered_at"),
                run=_check_day,
                done="已登记{row.number}次。",
                hint="每个窗口每天每种一条，只记次数，不记办事人。",
                icon="storefront",
                summary="登记窗口办件",
                description="一站式服务窗口按日期和种类登记办理次数；同一天同一种已登记的返回409。",
            ),
            Act(
                "void",
                "作废",
                "作废",
                frozenset({CountState.COUNTED}),
                CountState.VOID,
                permission=P.CASE_ENTER,
                asks=(ask_reason("作废", column="reason", told="作废原因，2到200字"),),
                done="已作废，不再计入。",
                hint="用于登记有误，作废后可以重新登记。",
                icon="block",
                summary="作废窗口办件",
                description="用于登记有误；作废后可以重新登记。",
            ),
        ),
    )
)


# --- From a sheet ---------------------------------------------------------------------------------------------------------


def plan_windows(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the fields of each new entry."""
    plan, work, seen = Plan(), [], set()
    rows = WindowCount.objects.counted().filter(area=request.area)
    known = {(row.day, row.kind): row.number for row in rows}
    for entry in request.entries:
        if entry.values["state"] == CountState.VOID.label:  # a line of our own list about what counts no more
            plan.effects.append(Effect(entry.row, Action.SAME, "窗口办件", entry.values["kind"]))
            continue
        before, key = len(plan.errors), (entry.values["day"], KINDS.get(entry.values["kind"], ""))
        _check(entry, plan, key, known, seen)
        seen.add(key)
        if len(plan.errors) == before:
            action = Action.SAME if key in known else Action.ADD
            name = f"{key[0]} {entry.values['kind']} {entry.values['number']}次"
            plan.effects.append(Effect(entry.row, action, "窗口办件", name))
            work += [] if key in known else [{"day": key[0], "kind": key[1], "number": entry.values["number"]}]
    plan.work = work
    return plan


def _check(entry: Entry, plan: Plan, key: tuple, known: dict, seen: set) -> None:
    day, kind = key
    number = entry.values["number"]
    if not kind:
        plan.refuse(entry.row, "事项种类", f"没有这一种类，可选：{'、'.join(KINDS)}")
    if day > timezone.localdate():
        plan.refuse(entry.row, "日期", "不能晚于今天")
    if not 1 <= number <= MOST:
        plan.refuse(entry.row, "办理次数", f"应在1到{MOST}之间")
    if key in seen:
        plan.refuse(entry.row, "日期", "表中同一天同一种重复")
    if key in known and known[key] != number:
        plan.refuse(entry.row, "办理次数", f"已登记{known[key]}次，有误的请先作废")


def write_windows(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the counts."""
    for count, fields in enumerate(plan.work, start=1):
        make(window_acts, "count", area=request.area, by=request.by, **fields)
        progress(count)
