"""Staff entered from a sheet: a line is somebody who serves at an area of the one imported into, known by area, role and name."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from grids.staff.choices import StaffRole, TermState
from grids.staff.models import StaffTerm
from grids.staff.rules import alike, check_seat
from grids.staff.services.terms import check_days, term_acts
from orgtree.acts import find_broken, make
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

ROLES = {label: code for code, label in StaffRole.choices} | {
    "网格员": StaffRole.WORKER,
    "街长": StaffRole.STREET_CHIEF,
}
MASKED = "***"
COLUMNS = {"area": "区域", "role": "身份", "holder": "姓名", "phone": "值班电话", "until": "任期至"}
COLUMNS |= {"since": "任职日期", "beat": "负责范围", "consented_on": "同意公示日期"}


class AreaBook:
    """The area imported into and all below it, by code and by name; a name that several have names none. One query."""

    def __init__(self, request: Request):
        self.area = request.area
        rows = Area.objects.current().filter(pk__in=request.area.get_descendants(include_self=True).values("pk"))
        self.by_word: dict[str, list[Area]] = {}
        for area in rows.select_related("parent__parent"):
            below = f"{area.parent and area.parent.name}{area.name}"
            for word in {area.code, name_key(area.name), name_key(below), name_key(area.place_label)}:
                self.by_word.setdefault(word, []).append(area)

    def find(self, written: str) -> tuple[Area | None, str]:
        """(the one area meant, ""), or (None, why not); the one imported into where the line names none."""
        if not written:
            return self.area, ""
        found = self.by_word.get(written.strip()) or self.by_word.get(name_key(written), [])
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, f"有{len(found)}个区域叫“{written}”，请填代码，或连上级一起写，如“{found[0].parent}{found[0]}”"
        return None, f"{self.area.name}没有“{written}”"


def plan_staff(request: Request) -> Plan:
    """Effects and errors of the lines; `work` holds what each new term begins with."""
    plan, work, book = Plan(), [], AreaBook(request)
    known = _known(request.area)
    for entry in request.entries:
        said = _said(entry, plan, book)
        if said is None:
            continue
        keys = {(said["area"].pk, role, name_key(said["holder"])) for role in alike(said["role"])}
        keys |= {(*key, said["since"]) for key in keys}
        same = bool(keys & known)
        if not same and MASKED in entry.values["phone"]:
            plan.refuse(entry.row, "值班电话", "号码有隐去的数字，请填完整的号码，或者留空")
            continue
        known |= keys
        shown = () if same else (("区域", "", said["area"].place_label), ("身份", "", entry.values["role"]))
        plan.effects.append(Effect(entry.row, Action.SAME if same else Action.ADD, "任职", said["holder"], shown))
        work += [] if same else [said]
    plan.work = work
    return plan


def _known(area: Area) -> set[tuple]:
    """Who serves, whatever their first day; who has left, by it too: a list that is taken in again appoints nobody anew."""
    known = set()
    for row in StaffTerm.objects.within(area).select_related("account"):
        keys = {(row.area_id, role, name_key(row.name)) for role in alike(row.role)}
        known |= keys if row.state == TermState.HELD else {(*key, row.since) for key in keys}
    return known


def _said(entry: Entry, plan: Plan, book: AreaBook) -> dict | None:
    """What the making asks for; None where the line is refused."""
    values = entry.values
    area, why = book.find(values["place"])
    role = ROLES.get(values["role"])
    if why:
        plan.refuse(entry.row, "区域", why)
    if role is None:
        plan.refuse(entry.row, "身份", f"没有这一身份，可选：{'、'.join(StaffRole.labels)}")
    if area is None or role is None:
        return None
    names = ("holder", "phone", "beat", "since", "until", "consented_on")
    said = {"area": area, "role": role} | {name: values[name] for name in names}
    if MASKED in values["phone"]:  # as our own list shows it, of somebody who serves already
        said["phone"] = ""
    broken = list(find_broken(term_acts["begin"], said).values()) or list(_wrong_together(said))
    for one in broken:
        plan.refuse(entry.row, COLUMNS.get(one.field, ""), one.message)
    return None if broken else said


def _wrong_together(said: dict) -> Iterator[RuleBroken]:
    """What the answers are only together: a role that does not serve there, days that run backwards."""
    term = StaffTerm(**said | {"since": said["since"] or timezone.localdate()})
    for check in (lambda: check_seat(term.role, term.area.kind), lambda: check_days(term)):
        try:
            check()
        except RuleBroken as broken:
            yield broken


def write_staff(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the terms."""
    for count, said in enumerate(plan.work, start=1):
        make(term_acts, "begin", by=request.by, **said)
        progress(count)
