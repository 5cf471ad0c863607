"""The office's own list from a sheet: a line is one key task, known by year and title, given to the offices that it names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

from assessments.keytasks.choices import Everywhere, KeyTaskState
from assessments.keytasks.models import KeyTask
from assessments.keytasks.services.milestones import give_milestones, held_posts, places_of
from assessments.keytasks.services.tasks import key_task_acts
from grids.staff.services.sheets import AreaBook
from orgtree.acts import make
from orgtree.assigned.giving import office_of
from orgtree.assigned.rules import due_moment
from orgtree.errors import RuleBroken
from orgtree.models import Institution
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

ALL = {
    **dict.fromkeys(("各街道", "所有街道", "各街镇", "各镇街", "各镇街道"), Everywhere.STREETS),
    **dict.fromkeys(("各社区", "所有社区", "各村社区"), Everywhere.COMMUNITIES),
}
OWNERS = "责任分工"
TAILS = ("", "社区", "村", "街道", "镇")  # 东园 is 东园社区


@dataclass
class Line:
    """What a new key task begins with, and the areas and units that it is given to."""

    said: dict
    seats: list = field(default_factory=list)


class Offices:
    """Streets, communities and units of the area imported into, by the writings of their names. Two queries."""

    def __init__(self, request: Request):
        self.area, self.places = request.area, AreaBook(request)
        units = Institution.objects.filter(area__in=request.area.get_descendants(include_self=True).values("pk"))
        self.units: dict[str, list[Institution]] = {}
        for unit in units.select_related("area"):
            self.units.setdefault(name_key(unit.name), []).append(unit)

    def find(self, written: str) -> tuple[list, str]:
        """(the areas or units that are meant, ""), or ([], why not)."""
        if everywhere := ALL.get(written):
            found = list(places_of(self.area, everywhere))
            return (found, "") if found else ([], f"{self.area.name}没有{everywhere.label[2:]}")
        units = self.units.get(name_key(written), [])
        if len(units) == 1:
            return units, ""
        if units:
            return [], f"有{len(units)}个单位叫“{written}”"
        found = [self.places.find(f"{written}{tail}") for tail in TAILS]
        return next((([place], "") for place, _ in found if place), ([], found[0][1]))


def plan_key_tasks(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds the new key tasks with those who do them."""
    plan, work, offices = Plan(), [], Offices(request)
    rows = KeyTask.objects.standing().filter(area=request.area)
    known = {(year, name_key(title)) for year, title in rows.values_list("year", "title")}
    for entry in request.entries:
        before, values = len(plan.errors), entry.values
        seats = _seats(entry, offices, plan)
        if seats:
            _check_due(entry, request, plan)
        if len(plan.errors) > before:
            continue
        key = (values["due_on"].year, name_key(values["title"]))
        action = Action.SAME if key in known else Action.ADD
        shown = () if key in known else (("完成时限", "", f"{values['due_on']}"), (OWNERS, "", f"{len(seats)}个"))
        plan.effects.append(Effect(entry.row, action, "重点任务", values["title"], shown))
        if key not in known:
            said = {name: values[name] for name in ("title", "asked", "lead", "due_on")}
            work.append(Line(said | {"area": request.area, "year": values["due_on"].year}, seats))
        known.add(key)
    plan.work = work
    return plan


def _seats(entry: Entry, offices: Offices, plan: Plan) -> list:
    """Whom the line names, each once; with an error for each that is not found or that nobody sits at."""
    seats: dict = {}
    for written in entry.values["owners"]:
        found, why = offices.find(written)
        if why:
            plan.refuse(entry.row, OWNERS, why)
        held = held_posts(found)
        if found and not held:
            plan.refuse(entry.row, OWNERS, f"“{written}”现在没有人担任承办岗位，请先任命")
        seats |= held
    return list(seats)


def _check_due(entry: Entry, request: Request, plan: Plan) -> None:
    try:
        due_moment(timezone.now(), office_of(request.area), entry.values["due_on"])
    except RuleBroken as broken:
        plan.refuse(entry.row, "完成时限", broken.message)


def write_key_tasks(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter and give them."""
    for count, line in enumerate(plan.work, start=1):
        made = make(key_task_acts, "enter", by=request.by, **line.said)
        if line.seats and made.row.state == KeyTaskState.OPEN:
            give_milestones(made.row, title="", due_on=None, seats=line.seats, by=request.by)
        progress(count)
