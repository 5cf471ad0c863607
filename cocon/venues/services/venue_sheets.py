"""Venues entered from a sheet: a line is a venue, known by its name within the area."""

from collections.abc import Callable

from cocon.venues.choices import BaseKind, VenueKind
from cocon.venues.models.venues import Venue
from cocon.venues.services.rooms import save_venue
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

KINDS = {label: code for code, label in VenueKind.choices}
BASES = {label: code for code, label in BaseKind.choices}


def plan_venues(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the fields of each new venue."""
    plan, work = Plan(), []
    known = {name_key(name) for name in Venue.objects.filter(area=request.area).values_list("name", flat=True)}
    for entry in request.entries:
        before = len(plan.errors)
        fields = _fields(entry, plan)
        key = name_key(fields["name"])
        same = key in known
        known.add(key)
        if len(plan.errors) == before:
            shown = () if same else (("类别", "", entry.values["kind"]), ("地址", "", fields["address"]))
            plan.effects.append(Effect(entry.row, Action.SAME if same else Action.ADD, "阵地", fields["name"], shown))
            work += [] if same else [fields]
    plan.work = work
    return plan


def _fields(entry: Entry, plan: Plan) -> dict:
    values = entry.values
    if values["kind"] not in KINDS:
        plan.refuse(entry.row, "类别", f"没有这一类别，可选：{'、'.join(KINDS)}")
    is_base = KINDS.get(values["kind"]) == VenueKind.BASE
    if values["base_kind"] and values["base_kind"] not in BASES:
        plan.refuse(entry.row, "基地类型", f"没有这一类型，可选：{'、'.join(BASES)}")
    elif is_base != bool(values["base_kind"]):
        plan.refuse(entry.row, "基地类型", "组织生活基地要填基地类型，其他类别不填")
    if values["is_public"] not in ("", "是", "否"):
        plan.refuse(entry.row, "向居民开放", "请填是或否")
    if values["since"] and values["until"] and values["until"] < values["since"]:
        plan.refuse(entry.row, "停用日期", "停用日期不能早于启用日期")
    return {
        "name": values["name"],
        "kind": KINDS.get(values["kind"], ""),
        "base_kind": BASES.get(values["base_kind"], ""),
        "address": values["address"],
        "is_public": values["is_public"] != "否",
        "since": values["since"],
        "until": values["until"],
    }


def write_venues(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the venues."""
    for count, fields in enumerate(plan.work, start=1):
        save_venue(venue=Venue(), area=request.area, by=request.by, **fields)
        progress(count)
