"""Agreements from a sheet: a line is what a unit and a community agreed on from a day, as a draft or as both signed it on paper."""

from collections.abc import Callable
from dataclasses import dataclass

from cocon.agreements.choices import AgreementState
from cocon.agreements.models import Agreement
from cocon.agreements.rules.goals import read_goals
from cocon.agreements.services.acts import agreements
from cocon.agreements.services.drafting import DUTIES_COMMUNITY, DUTIES_UNIT, check_days, usual_end
from cocon.units.services.community_lookup import CommunityBook
from cocon.units.services.unit_lookup import UnitBook
from orgtree.acts import find_broken, make, perform_one
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request

NOUN = "共建协议"
NAMES = {"liaison_unit": "unit_liaison", "liaison_community": "community_liaison"}  # ask -> column, where they differ
USUAL = {"duties_unit": DUTIES_UNIT, "duties_community": DUTIES_COMMUNITY}


@dataclass(frozen=True)
class Line:
    """An agreement to be drafted, and where the paper is that both have signed ("": nobody has yet)."""

    said: dict
    paper_at: str


def plan_agreements(request: Request, labels: dict[str, str]) -> Plan:
    """Effects and errors of the lines; `work` is a `Line` for each new agreement. `labels` are the headings by column."""
    plan = Plan(work=[])
    units, places, known = UnitBook(request.area), CommunityBook(request), _Known(request.area)
    for entry in request.entries:
        name = entry.values["unit_name"] or entry.values["uscc"]
        if entry.values["state"] == AgreementState.CANCELLED.label:  # a line of our own list about what is over
            plan.effects.append(Effect(entry.row, Action.SAME, NOUN, name))
            continue
        before = len(plan.errors)
        said = _said(entry, plan, units, places, labels)
        paper = entry.values["paper_at"]
        for broken in find_broken(agreements["sign_on_paper"], {"paper_at": paper} if paper else {}).values():
            plan.refuse(entry.row, labels["paper_at"], broken.message)
        if len(plan.errors) > before:
            continue
        wrong, action = known.judge(said, is_signed=bool(paper))
        if wrong:
            plan.refuse(entry.row, labels["since"], wrong)
            continue
        title, term = f"{said['unit'].name} — {said['community'].name}", f"{said['since']}至{said['until']}"
        changes = () if action == Action.SAME else (("期限", "", term), ("状态", "", "双方已签" if paper else "草拟中"))
        plan.effects.append(Effect(entry.row, action, NOUN, title, changes))
        plan.work += [] if action == Action.SAME else [Line(said, paper)]
    return plan


def write_agreements(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Draft them, and sign for both where the paper says that they have."""
    for count, line in enumerate(plan.work, start=1):
        row = make(agreements, "draft", by=request.by, **line.said).row
        if line.paper_at:
            perform_one(agreements, "sign_community", pk=row.pk, by=request.by)
            perform_one(agreements, "sign_on_paper", pk=row.pk, by=request.by, paper_at=line.paper_at)
        progress(count)


class _Known:
    """The agreements of an area that are not cancelled, with those that the lines add. One query."""

    def __init__(self, area: Area):
        self.ends: dict[tuple, object] = {}
        self.signed: dict[tuple, list[tuple]] = {}
        for row in Agreement.objects.within(area).filter(cancelled_at__isnull=True):
            is_signed = row.community_signed_at is not None and row.unit_signed_at is not None
            self._add((row.unit_id, row.community_id), row.since, row.until, is_signed)

    def _add(self, both: tuple, since, until, is_signed: bool) -> None:
        self.ends[*both, since] = until
        if is_signed:
            self.signed.setdefault(both, []).append((since, until))

    def judge(self, said: dict, *, is_signed: bool) -> tuple[str, Action]:
        """(what is wrong, ""), or ("", what becomes of the line); what is new is known from then on."""
        both, since, until = (said["unit"].pk, said["community"].pk), said["since"], said["until"]
        there = self.ends.get((*both, since))
        if there == until:
            return "", Action.SAME
        if there:
            return f"双方从这一天起已有一份协议，到{there}为止；请在协议页面办理", Action.SAME
        if is_signed and any(first <= until and last >= since for first, last in self.signed.get(both, [])):
            return "这段时间双方已有一份签订的协议", Action.SAME
        self._add(both, since, until, is_signed)
        return "", Action.ADD


def _said(entry: Entry, plan: Plan, units: UnitBook, places: CommunityBook, labels: dict[str, str]) -> dict:
    """The answers of the line to the draft's asks; what will not do is refused at its column."""
    values = entry.values
    unit, column, wrong = units.find(values["unit_name"], values["uscc"])
    if wrong:
        plan.refuse(entry.row, column, wrong)
    community, why = places.find(values["community"])
    if why:
        plan.refuse(entry.row, labels["community"], why)
    said = {name: values[column] for name, column in NAMES.items()}
    said |= {name: values[name] or usual for name, usual in USUAL.items()} | {"goals": values["goals"]}
    for name, broken in find_broken(agreements["draft"], said).items():
        plan.refuse(entry.row, labels[NAMES.get(name, name)], broken.message)
    since, until = values["since"], values["until"] or usual_end(values["since"])
    try:
        if community:
            check_days(community, since, until)
    except RuleBroken as broken:
        plan.refuse(entry.row, labels["until"], broken.message)
    return said | {"unit": unit, "community": community, "since": since, "until": until}


def goals_of_cell(text: str) -> str:
    """A line for each goal of a cell, in which they may stand behind one another. Raises RuleBroken at `goals`."""
    lines = "\n".join(part.strip() for part in text.replace("；", "\n").replace(";", "\n").splitlines() if part.strip())
    read_goals(lines)
    return lines
