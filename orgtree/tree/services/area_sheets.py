"""Grids and buildings from a community's spreadsheet: what each row does, and doing it under the tree's lock.

A row names a community, a grid of it and, mostly, a building of the grid. Nodes are matched by code, never by name;
a blank cell leaves what is stored. Nothing is dissolved: a building that the sheet does not name stays.
"""

from dataclasses import dataclass, field

from django.db import transaction

from orgtree.choices import AreaKind
from orgtree.database.locks import AREA_TREE, hold
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.numbers import own_number
from orgtree.text.rules.written.names import name_key, same_name, same_value
from orgtree.tree.models import Area
from orgtree.tree.services.area_load import NewArea, add_areas
from orgtree.tree.services.tree import first_day, name_area

LABELS = {"name": "名称", "households": "户数", "residents": "常住人口"}


@dataclass
class Target:
    """One grid or building as the sheet wants it; `row` is the first row that names it."""

    row: int
    kind: str
    code: str
    parent_code: str
    wanted: dict
    columns: dict[str, str]
    stored: Area | None = None

    @property
    def changes(self) -> dict:
        """The fields that differ from what is stored."""
        return {
            name: value
            for name, value in self.wanted.items()
            if not same_value(getattr(self.stored, name, None), value)
        }


@dataclass
class Work:
    """The targets by code in the order of the sheet, and the stored areas they refer to."""

    targets: dict[str, Target] = field(default_factory=dict)
    stored: dict[str, Area] = field(default_factory=dict)


def plan_areas(request: Request) -> Plan:
    """What the sheet would add, change and leave. With `request.lock` the tree is locked first, and stays so."""
    if request.lock:
        hold(AREA_TREE)
    plan, work = Plan(), Work()
    communities = _communities(request)
    for entry in request.entries:
        _read_row(entry, communities, request, plan, work)
    work.stored = _stored(work, communities)
    for target in work.targets.values():
        target.stored = work.stored.get(target.code)
        _check_target(target, work, plan)
    _check_names(work, plan)
    plan.effects += [_effect(target) for target in work.targets.values()]
    plan.work = work
    return plan


@transaction.atomic
def write_areas(plan: Plan, request: Request, progress) -> None:
    """Add and change what the plan says; the plan was made under the lock that this transaction holds."""
    targets = list(plan.work.targets.values())
    new = [
        NewArea(kind=t.kind, code=t.code, parent_code=t.parent_code, opened_on=first_day(t.kind), **t.wanted)
        for t in targets
        if t.stored is None
    ]
    add_areas(areas=new, by=request.by)
    _change([target for target in targets if target.stored and target.changes])
    progress(len(request.entries))


def _change(targets: list[Target]) -> None:
    """Write new names and counts; neither moves a node, so the intervals stay as they are."""
    for target in targets:
        area, changes = target.stored, target.changes
        name_area(area, changes.pop("name", area.name))
        for name, value in changes.items():
            setattr(area, name, value)
    columns = ["name", "pinyin", "initials", "households", "residents"]
    Area.objects.bulk_update([target.stored for target in targets], columns, batch_size=500)


def _communities(request: Request) -> dict[str, Area]:
    """The communities within the chosen area, by code."""
    found = Area.objects.current().communities().within(request.area)
    return {area.code: area for area in found}


def _read_row(entry: Entry, communities: dict[str, Area], request: Request, plan: Plan, work: Work) -> None:
    values = entry.values
    if not values["grid_number"] or values["dissolved_on"]:
        # Of our own list: an area above the grids, or one that is no more. Such a line decides nothing.
        name = values["building_name"] or values["grid_name"] or values["kind"]
        plan.effects.append(Effect(entry.row, Action.SAME, "区域", name))
        return
    community = _community(entry, communities, request, plan)
    grid, building = own_number(values["grid_number"]), own_number(values["building_number"])
    if not grid:
        plan.refuse(entry.row, "网格编号", "编号应为1至6位数字或字母")
    if values["building_number"] and not building:
        plan.refuse(entry.row, "楼栋号", "编号应为1至6位数字或字母，如 3 或 3号楼")
    if community is None or not grid or (values["building_number"] and not building):
        return
    counts = {name: values[name] for name in ("households", "residents") if values[name] is not None}
    grid_wants = {} if building else dict(counts)
    if values["grid_name"]:
        grid_wants["name"] = values["grid_name"]
    grid_code = f"{community.code}-{grid}"
    _want(entry.row, AreaKind.GRID, grid_code, community.code, grid_wants, "网格名称", plan, work)
    if building:
        wants = counts | ({"name": values["building_name"]} if values["building_name"] else {})
        _want(entry.row, AreaKind.BUILDING, f"{grid_code}-{building}", grid_code, wants, "楼栋名称", plan, work)
    elif values["building_name"]:
        plan.refuse(entry.row, "楼栋号", "填写了楼栋名称，楼栋号不能为空")


def _community(entry: Entry, communities: dict[str, Area], request: Request, plan: Plan) -> Area | None:
    code, name = entry.values["community_code"], entry.values["community_name"]
    if not code and request.area.code in communities:
        code = request.area.code
    community = communities.get(code)
    if not code:
        plan.refuse(entry.row, "社区代码", "不能为空")
    elif community is None:
        plan.refuse(entry.row, "社区代码", f"“{request.area.name}”内没有代码为 {code} 的社区或村")
    elif name and not same_name(name, community.name):
        plan.refuse(entry.row, "社区名称", f"代码 {code} 对应的是“{community.name}”，请核对代码与名称")
        return None
    return community


def _want(row, kind, code, parent_code, wants: dict, name_column: str, plan: Plan, work: Work) -> None:
    """Note what a row wants of one node; a grid is named by many rows, which must agree."""
    target = work.targets.get(code)
    if target is None:
        columns = {"name": name_column, "households": "户数", "residents": "常住人口"}
        work.targets[code] = Target(row, kind, code, parent_code, wants, columns)
        return
    if kind == AreaKind.BUILDING:
        plan.refuse(row, "楼栋号", f"与第{target.row}行重复")
        return
    for name, value in wants.items():
        if not same_value(target.wanted.setdefault(name, value), value):
            plan.refuse(row, target.columns[name], f"与第{target.row}行的同一网格不一致（“{target.wanted[name]}”）")


def _stored(work: Work, communities: dict[str, Area]) -> dict[str, Area]:
    """Every grid and building below the communities that the sheet names, by code."""
    named = [communities[t.parent_code] for t in work.targets.values() if t.kind == AreaKind.GRID]
    parents = Area.objects.filter(parent__in={area.pk for area in named})
    buildings = Area.objects.filter(parent__parent__in={area.pk for area in named})
    return {area.code: area for area in (*parents, *buildings)}


def _check_target(target: Target, work: Work, plan: Plan) -> None:
    if target.stored is None:
        if not target.wanted.get("name"):
            plan.refuse(target.row, target.columns["name"], "新增时不能为空")
        return
    if target.stored.dissolved_on:
        plan.refuse(
            target.row, "楼栋号" if target.kind == AreaKind.BUILDING else "网格编号", "该编号已撤销，请使用新的编号"
        )


def _check_names(work: Work, plan: Plan) -> None:
    """Two nodes under one parent may not share a name: neither two of the sheet, nor one with a stored one."""
    by_id = {area.pk: area for area in work.stored.values()}
    taken: dict[tuple[str, str], str] = {}
    for area in work.stored.values():
        if area.dissolved_on is None:
            parent = by_id.get(area.parent_id)
            taken[(parent.code if parent else area.code.rsplit("-", 1)[0], name_key(area.name))] = area.code
    for target in work.targets.values():
        name = target.wanted.get("name")
        holder = taken.setdefault((target.parent_code, name_key(name)), target.code) if name else target.code
        if holder != target.code:
            plan.refuse(target.row, target.columns["name"], f"“{name}”已是编号 {holder.rsplit('-', 1)[1]} 的名称")


def _effect(target: Target) -> Effect:
    kind = AreaKind(target.kind).label
    if target.stored is None:
        changes = tuple((LABELS[name], "", str(value)) for name, value in target.wanted.items() if name != "name")
        return Effect(target.row, Action.ADD, kind, f"{target.wanted.get('name', '')}（{target.code}）", changes)
    changes = tuple((LABELS[n], _shown(getattr(target.stored, n)), _shown(v)) for n, v in target.changes.items())
    action = Action.UPDATE if changes else Action.SAME
    return Effect(target.row, action, kind, f"{target.stored.name}（{target.code}）", changes)


def _shown(value) -> str:
    return "" if value is None else str(value)
