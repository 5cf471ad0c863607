"""Pairings from a sheet: a line is a unit and a community, known by both; what is not registered is asked for, not made."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from cocon.units.choices import PairingState
from cocon.units.models import Pairing
from cocon.units.services.community_lookup import CommunityBook
from cocon.units.services.pairings import pairings
from cocon.units.services.unit_lookup import UnitBook
from orgtree.acts import make
from orgtree.models import Area, Institution
from orgtree.sheets.declaring import Action, Effect, Plan, Request


def plan_pairings(request: Request) -> Plan:
    """Effects and errors of the lines; `work` is a list of (unit, community, since)."""
    plan, work = Plan(), []
    units, places, live = UnitBook(request.area), CommunityBook(request), _in_force(request.area)
    for entry in request.entries:
        name = entry.values["unit_name"] or entry.values["uscc"]
        if entry.values["state"] == PairingState.ENDED.label:  # a line of our own list about what is over
            plan.effects.append(Effect(entry.row, Action.SAME, "结对", name))
            continue
        found = _read_line(entry, plan, units, places)
        if found is None:
            continue
        unit, community, since = found
        known = live.get((unit.pk, community.pk))
        if known and known != since:
            plan.refuse(entry.row, "结对日期", f"表中重复，或已自{known:%Y-%m-%d}起结对；日期有误的请先结束或撤销登记")
            continue
        live[unit.pk, community.pk] = since
        title = f"{unit.name} — {community.name}"
        changes = () if known else (("结对日期", "", f"{since:%Y-%m-%d}"),)
        plan.effects.append(Effect(entry.row, Action.SAME if known else Action.ADD, "结对", title, changes))
        work += [] if known else [(unit, community, since)]
    plan.work = work
    return plan


def _read_line(entry, plan: Plan, units: UnitBook, places: CommunityBook) -> tuple[Institution, Area, date] | None:
    """Unit, community and first day of the line; None where any of them will not do, all of what is wrong refused."""
    before, since = len(plan.errors), entry.values["since"]
    unit, column, wrong = units.find(entry.values["unit_name"], entry.values["uscc"])
    if wrong:
        plan.refuse(entry.row, column, wrong)
    community, why = places.find(entry.values["community"])
    if why:
        plan.refuse(entry.row, "结对社区", why)
    if since > timezone.localdate():
        plan.refuse(entry.row, "结对日期", "不能晚于今天")
    return (unit, community, since) if len(plan.errors) == before else None


def write_pairings(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Pair them."""
    for count, (unit, community, since) in enumerate(plan.work, start=1):
        make(pairings, "make", by=request.by, unit=unit, community=community, since=since)
        progress(count)


def _in_force(area: Area) -> dict[tuple[int, int], date]:
    """(unit, community) -> since when, of the pairings that last."""
    rows = Pairing.objects.within(area).in_force_on(timezone.localdate())
    return {(unit, community): since for unit, community, since in rows.values_list("unit", "community", "since")}
