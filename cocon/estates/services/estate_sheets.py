"""Estates from a sheet: a line is an estate, known by its name within the community, its company and its owners' committee."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from cocon.estates.models import Estate, PropertyTerm
from cocon.estates.services.estates import estate_acts
from cocon.estates.services.terms import term_acts
from cocon.units.services.unit_lookup import UnitBook
from orgtree.acts import find_broken, make, perform_one
from orgtree.choices import InstitutionKind
from orgtree.models import Institution
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

NUMBERS = {"households": "户数", "buildings": "楼栋数"}
COLUMNS = {"单位名称": "物业企业", "统一社会信用代码": "物业企业统一社会信用代码"}


@dataclass
class Line:
    """What is to be done for one estate: its words, None for what stays as it is."""

    name: str
    known: Estate | None
    entered: dict | None = None
    edited: dict | None = None
    term: dict | None = None
    committee: dict | None = None
    effects: list[Effect] = field(default_factory=list)


def plan_estates(request: Request) -> Plan:
    """Effects and errors of the lines; `work` is a `Line` for each estate."""
    plan, work, units = Plan(), [], UnitBook(request.area)
    known = {name_key(estate.name): estate for estate in Estate.objects.filter(area=request.area, ended_on=None)}
    served = _terms(list(known.values()))
    seen: set[str] = set()
    for entry in request.entries:
        name = entry.values["name"]
        if entry.values["state"] == "已撤销":  # a line of our own list about what is over
            plan.effects.append(Effect(entry.row, Action.SAME, "小区", name))
            continue
        before, key = len(plan.errors), name_key(name)
        if key in seen:
            plan.refuse(entry.row, "小区名称", "表中重复")
        seen.add(key)
        line = Line(name, known.get(key))
        _plan_estate(line, entry, plan)
        _plan_term(line, entry, plan, units, served)
        _plan_committee(line, entry, plan)
        if len(plan.errors) == before:
            plan.effects += line.effects
            work.append(line)
    plan.work = work
    return plan


def write_estates(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter and change the estates, their companies and committees."""
    for count, line in enumerate(plan.work, start=1):
        estate = line.known
        if line.entered:
            estate = make(estate_acts, "enter", area=request.area, by=request.by, **line.entered).row
        if line.edited:
            perform_one(estate_acts, "edit", pk=estate.pk, by=request.by, **line.edited)
        if line.term:
            make(term_acts, "begin", estate=estate, by=request.by, **line.term)
        if line.committee:
            perform_one(estate_acts, "elect", pk=estate.pk, by=request.by, **line.committee)
        progress(count)


def _terms(estates: list[Estate]) -> dict[int, PropertyTerm]:
    """estate -> its term that is in force today."""
    rows = PropertyTerm.objects.in_force_on(timezone.localdate()).filter(estate__in=estates)
    return {term.estate_id: term for term in rows.select_related("company")}


def _plan_estate(line: Line, entry: Entry, plan: Plan) -> None:
    values = entry.values
    numbers = {name: values[name] for name in NUMBERS}
    for broken in find_broken(estate_acts["enter"], numbers).values():
        plan.refuse(entry.row, NUMBERS[broken.field], broken.message)
    if values["since"] and values["since"] > timezone.localdate():
        plan.refuse(entry.row, "启用日期", "不能晚于今天")
    if line.known is None:
        line.entered = {"name": line.name, "since": values["since"], "party_org": None, **numbers}
        changes = tuple((NUMBERS[name], "", str(number)) for name, number in numbers.items())
        line.effects.append(Effect(entry.row, Action.ADD, "小区", line.name, changes))
        return
    line.edited = {name: number for name, number in numbers.items() if number != getattr(line.known, name)} or None
    changes = tuple((NUMBERS[name], str(getattr(line.known, name)), str(n)) for name, n in (line.edited or {}).items())
    line.effects.append(Effect(entry.row, Action.UPDATE if changes else Action.SAME, "小区", line.name, changes))


def _plan_term(line: Line, entry: Entry, plan: Plan, units: UnitBook, served: dict[int, PropertyTerm]) -> None:
    values = entry.values
    if not (values["company"] or values["uscc"]):
        return
    company = _company(entry, plan, units)
    if company is None:
        return
    term = served.get(line.known.pk) if line.known else None
    if term:
        if term.company_id != company.pk:
            plan.refuse(entry.row, "物业企业", f"现由{term.company.name}服务；更换的请在小区页面办理")
        line.effects.append(Effect(entry.row, Action.SAME, "物业服务", line.name))
        return
    since, until = values["term_since"], values["term_until"]
    if _check_term(line, entry, plan):
        line.term = {"company": company, "since": since, "until": until}
        line.effects.append(Effect(entry.row, Action.ADD, "物业服务", line.name, (("物业企业", "", company.name),)))


def _check_term(line: Line, entry: Entry, plan: Plan) -> bool:
    """Whether the days of the term will do; refused at their columns."""
    since, until = entry.values["term_since"], entry.values["term_until"]
    first = line.known.since if line.known else entry.values["since"] or timezone.localdate()
    if since is None:
        plan.refuse(entry.row, "服务开始", "填了物业企业的必填")
    elif since < first:
        plan.refuse(entry.row, "服务开始", f"不能早于小区启用日期{first}")
    elif until and until < since:
        plan.refuse(entry.row, "服务截止", "不能早于服务开始")
    elif _overlaps(line.known, since, until):
        plan.refuse(entry.row, "服务开始", "与已登记的物业服务重叠")
    else:
        return True
    return False


def _overlaps(estate: Estate | None, since: date, until: date | None) -> bool:
    if estate is None:
        return False
    rows = PropertyTerm.objects.filter(estate=estate).exclude(until__lt=since)
    return (rows.filter(since__lte=until) if until else rows).exists()


def _company(entry: Entry, plan: Plan, units: UnitBook) -> Institution | None:
    """The registered property company of the line; None where it is refused."""
    company, column, wrong = units.find(entry.values["company"], entry.values["uscc"])
    if company and company.kind != InstitutionKind.PROPERTY:
        column, wrong = "单位名称", f"{company.name}登记的单位性质不是物业企业"
    if wrong:
        plan.refuse(entry.row, COLUMNS.get(column, column), wrong)
        return None
    return company


def _plan_committee(line: Line, entry: Entry, plan: Plan) -> None:
    since, until = entry.values["committee_since"], entry.values["committee_until"]
    if since is None:
        if until:
            plan.refuse(entry.row, "业委会自", "填了任期至的必填")
        return
    if since > timezone.localdate():
        plan.refuse(entry.row, "业委会自", "不能晚于今天")
    if until and until < since:
        plan.refuse(entry.row, "业委会任期至", "不能早于第一天")
    was = (line.known.committee_since, line.known.committee_until) if line.known else (None, None)
    if was[0] == since and until in (None, was[1]):
        line.effects.append(Effect(entry.row, Action.SAME, "业委会", line.name))
        return
    line.committee = {"since": since, "until": until}
    changes = (("业委会自", str(was[0] or ""), str(since)), ("业委会任期至", str(was[1] or ""), str(until or "")))
    line.effects.append(Effect(entry.row, Action.UPDATE if was[0] else Action.ADD, "业委会", line.name, changes))
