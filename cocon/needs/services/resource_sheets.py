"""Resources from a sheet (资源清单): a line is what a unit or a community shares, known by whose it is and what it is called."""

from collections.abc import Callable

from cocon.needs.choices import ResourceKind, ResourceState
from cocon.needs.models import Resource
from cocon.needs.services.need_sheets import Words
from cocon.needs.services.resources import check_last_day, resource_acts
from cocon.units.services.community_lookup import CommunityBook
from cocon.units.services.unit_lookup import UnitBook
from orgtree.acts import find_broken, make
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

PLAIN = ("title", "capacity", "hours", "conditions", "until")


def plan_resources(request: Request, labels: dict[str, str]) -> Plan:
    """Effects and errors of the lines; `work` holds the answers for each new resource."""
    plan, words = Plan(work=[]), Words(labels, request.area)
    units, places = UnitBook(request.area), CommunityBook(request)
    live = Resource.objects.within(request.area).filter(state=ResourceState.SHARED)
    known = {_key(*row) for row in live.values_list("area", "unit", "title")}
    for entry in request.entries:
        before = len(plan.errors)
        if entry.values["state"] == ResourceState.WITHDRAWN.label:  # a line of our own list about what is over
            plan.effects.append(Effect(entry.row, Action.SAME, "资源", entry.values["title"]))
            continue
        unit, area = _whose(entry, request, units, places, labels, plan)
        said = _said(entry, words, plan)
        if len(plan.errors) > before:
            continue
        key = _key(area.pk, unit and unit.pk, said["title"])
        if key in known:
            plan.effects.append(Effect(entry.row, Action.SAME, "资源", said["title"]))
            continue
        known.add(key)
        shown = (("谁的", "", unit.name if unit else area.name), ("种类", "", ResourceKind(said["kind"]).label))
        plan.effects.append(Effect(entry.row, Action.ADD, "资源", said["title"], shown))
        plan.work.append(said | {"area": area, "unit": unit})
    return plan


def write_resources(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Put them on the shared list."""
    for count, said in enumerate(plan.work, start=1):
        make(resource_acts, "enter", by=request.by, **said)
        progress(count)


def _key(area: int, unit: int | None, title: str) -> tuple[int, int | None, str]:
    """What makes two lines one resource, however its name is spaced."""
    return area, unit, name_key(title)


def _whose(entry: Entry, request: Request, units: UnitBook, places: CommunityBook, labels: dict, plan: Plan):
    """(the unit, where it sits), or (None, the community)."""
    if not entry.values["unit"]:
        area, why = (request.area, "") if not entry.values["area"] else _place(entry, request, places)
        if why:
            plan.refuse(entry.row, labels["area"], why)
        return None, area
    unit, _, why = units.find(entry.values["unit"], "")
    if unit and not unit.area.is_descendant_of(request.area, include_self=True):
        why = f"这个单位在{unit.area.name}，请由当地登记，或由单位自己共享"
    if why:
        plan.refuse(entry.row, labels["unit"], why)
    return unit, unit and unit.area


def _place(entry: Entry, request: Request, places: CommunityBook) -> tuple[Area | None, str]:
    written = entry.values["area"]
    return (request.area, "") if name_key(written) == name_key(request.area.name) else places.find(written)


def _said(entry: Entry, words: Words, plan: Plan) -> dict:
    said = {name: entry.values[name] for name in PLAIN}
    for broken in find_broken(resource_acts["enter"], said).values():
        plan.refuse(entry.row, words.labels[broken.field], broken.message)
    try:
        check_last_day(said["until"])
    except RuleBroken as broken:
        plan.refuse(entry.row, words.labels["until"], broken.message)
    return said | {"matter": words.matter(entry, plan), "kind": words.choice("kind", ResourceKind, entry, plan)}
