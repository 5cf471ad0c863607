"""What units bring to shared matters, from a sheet: a line is a unit, known by name or code, with what it is good at and can give."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cocon.units.choices import UnitSystem
from cocon.units.models import Matter, UnitProfile
from cocon.units.services.profiles import keep_profile, units_kept_by
from cocon.units.services.unit_lookup import UnitBook
from orgtree.models import Institution
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

NOUN = "共建单位"


@dataclass(frozen=True)
class Line:
    """What is to be kept about a unit."""

    unit: Institution
    system: UnitSystem
    matters: tuple[Matter, ...]
    offers: str

    def told(self, labels: dict[str, str]) -> dict[str, str]:
        """heading -> words, as the list shows them."""
        good_at = "、".join(sorted(matter.name for matter in self.matters))
        return {labels["system"]: self.system.label, labels["good_at"]: good_at, labels["offers"]: self.offers}


def plan_profiles(request: Request, labels: dict[str, str]) -> Plan:
    """Effects and errors of the lines; `work` is a `Line` for each unit of which something is new. `labels` are the headings by column."""
    plan, units, seen = Plan(work=[]), UnitBook(request.area), set()
    theirs = set(units_kept_by(request.by).values_list("pk", flat=True))
    profiles = UnitProfile.objects.filter(unit__in=theirs).select_related("unit").prefetch_related("matters")
    known, matters = {row.unit_id: _line_of(row).told(labels) for row in profiles}, _Matters(profiles)
    for entry in request.entries:
        line = _read_line(entry, plan, units, matters, labels)
        if line is None:
            continue
        if line.unit.pk in seen or line.unit.pk not in theirs:
            why = "表中重复" if line.unit.pk in seen else "没有登记的单位，或不在职责范围内"
            plan.refuse(entry.row, labels["unit_name"], why)
            continue
        seen.add(line.unit.pk)
        was, told = known.get(line.unit.pk, {}), line.told(labels)
        changes = tuple((name, was.get(name, ""), words) for name, words in told.items() if was.get(name, "") != words)
        action = Action.SAME if was and not changes else Action.UPDATE if was else Action.ADD
        plan.effects.append(Effect(entry.row, action, NOUN, line.unit.name, changes))
        plan.work += [] if action == Action.SAME else [line]
    return plan


def write_profiles(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Keep them."""
    for count, line in enumerate(plan.work, start=1):
        keep_profile(unit=line.unit, system=line.system, matters=line.matters, offers=line.offers, by=request.by)
        progress(count)


class _Matters:
    """The matters that may be named of a unit: those offered where it is, and those that it has. A query for each area."""

    def __init__(self, profiles: Iterable[UnitProfile]):
        self.kept = {row.unit_id: list(row.matters.all()) for row in profiles}
        self.offered: dict[int, list[Matter]] = {}

    def find(self, unit: Institution, names: Iterable[str]) -> tuple[tuple[Matter, ...], list[str]]:
        """(each matter that is meant, once), (the names that mean none)."""
        if unit.area_id not in self.offered:
            self.offered[unit.area_id] = list(Matter.objects.offered_at(unit.area))
        there = [*self.kept.get(unit.pk, []), *self.offered[unit.area_id]]
        by_key = {name_key(matter.name): matter for matter in there}
        keys = {name_key(name): name for name in names}
        return tuple(by_key[key] for key in keys if key in by_key), [keys[key] for key in keys if key not in by_key]


def _line_of(row: UnitProfile) -> Line:
    return Line(row.unit, UnitSystem(row.system), tuple(row.matters.all()), row.offers)


def _read_line(entry: Entry, plan: Plan, units: UnitBook, book: _Matters, labels: dict[str, str]) -> Line | None:
    """The line's answers; None where any of them will not do, all of what is wrong refused."""
    before, values = len(plan.errors), entry.values
    unit, column, wrong = units.find(values["unit_name"], values["uscc"])
    if wrong:
        plan.refuse(entry.row, column, wrong)
    system = next((one for one in UnitSystem if name_key(one.label) == name_key(values["system"])), None)
    if system is None:
        plan.refuse(entry.row, labels["system"], f"没有“{values['system']}”，请从可选值中选")
    matters, unknown = book.find(unit, values["good_at"]) if unit else ((), [])
    if unknown:
        plan.refuse(entry.row, labels["good_at"], f"没有“{'、'.join(unknown)}”，请从可选值中选")
    return Line(unit, system, matters, values["offers"].strip()) if len(plan.errors) == before else None
