"""Budgets from a sheet: a line is one kind of money of an area and a year, known by area, kind, name and year."""

from collections.abc import Callable

from cocon.projects.choices import FundKind
from cocon.projects.models import FundLine
from cocon.projects.services.funds import areas_with_money, line_acts
from orgtree.acts import make
from orgtree.models import Area
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.money import told
from orgtree.text.rules.written.names import name_key

KINDS = {label: code for code, label in FundKind.choices}


def plan_budgets(request: Request) -> Plan:
    """Effects and errors of the lines; `work` has what each new budget says."""
    plan, work, places, known = Plan(), [], _places(request), _known(request.area)
    for entry in request.entries:
        before, said = len(plan.errors), entry.values
        area = _area(entry, request, places, plan)
        if said["kind"] not in KINDS:
            plan.refuse(entry.row, "资金类别", f"没有这一类别，可选：{'、'.join(KINDS)}")
        if len(plan.errors) > before:
            continue
        fields = {"area": area, "kind": KINDS[said["kind"]], "name": said["name"] or said["kind"], "year": said["year"]}
        key, fen = (area.pk, *list(fields.values())[1:]), int(said["yuan"] * 100)
        if key in known and known[key] != fen:
            plan.refuse(entry.row, "预算（元）", f"已登记为{told(known[key])}，改动请在“经费预算”中调整额度")
            continue
        action = Action.SAME if key in known else Action.ADD
        changes = () if key in known else (("预算", "", told(fen)),)
        plan.effects.append(Effect(entry.row, action, "预算", f"{area.name} {fields['name']}", changes))
        work += [] if key in known else [fields | {"yuan": said["yuan"]}]
        known[key] = fen
    plan.work = work
    return plan


def write_budgets(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Grant them."""
    for count, fields in enumerate(plan.work, start=1):
        make(line_acts, "grant", by=request.by, **fields)
        progress(count)


def _places(request: Request) -> dict[str, list[Area]]:
    """Streets and communities of the area by the writings of their names; 东园 is 东园社区."""
    found: dict[str, list[Area]] = {}
    inside = request.area.get_descendants(include_self=True).values("pk")
    for area in areas_with_money(request.by).filter(pk__in=inside):
        for key in {name_key(area.name), name_key(area.name.removesuffix("社区").removesuffix("村"))}:
            found.setdefault(key, []).append(area)
    return found


def _known(area: Area) -> dict[tuple, int]:
    """(area, kind, name, year) -> fen, of the lines that are there."""
    lines = FundLine.objects.within(area).with_sums()
    return {(line.area_id, line.kind, line.name, line.year): line.purse.budget for line in lines}


def _area(entry: Entry, request: Request, places: dict[str, list[Area]], plan: Plan) -> Area | None:
    """The area of a line; the one that is imported into where the line names none."""
    written = entry.values["place"]
    found = places.get(name_key(written), []) if written else [request.area]
    if len(found) == 1:
        return found[0]
    plan.refuse(
        entry.row,
        "使用区域",
        f"{request.area.name}没有“{written}”" if not found else f"有{len(found)}个区域都叫“{written}”",
    )
    return None
