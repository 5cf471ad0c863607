"""Deeds from a spreadsheet: each line becomes a report that waits for its confirmer."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from orgtree.acts import note_first
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.numbers import plain
from orgtree.text.rules.written.names import same_name
from volunteers.members.models.member import Member
from volunteers.points.choices import ItemEntry
from volunteers.points.models.points import RuleItem
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.choices.deed import DeedOrigin, DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, judged_report, lock_reported

COLUMNS = {
    "item_code": "积分项目",
    "happened_on": "日期",
    "quantity": "数量或级别",
    "deed_key": "事迹名称",
    "evidence": "依据",
}
ENDED = (DeedState.REJECTED, DeedState.WITHDRAWN, DeedState.REVERSED)
ENDED_WORDS = {state.label for state in ENDED}  # a line of our own list about what is over
LIVE_WORDS = "这一事项以前导入过，已退回、撤回或冲正，请在“积分事项”中办理"


@dataclass(frozen=True)
class Line:
    """A line of the sheet and the deed it stands for; one of our own list says its state."""

    row: int
    member: Member
    deed: DeedRow
    is_listed: bool


def plan_deeds(request: Request) -> Plan:
    """Effects and errors of the lines; `work` is the list of unsaved reports."""
    plan = Plan()
    lines = _lines(request, plan)
    members = {line.member.pk: line.member for line in lines}
    if request.lock:
        members = lock_reported(member_ids=members.keys(), by=request.by)
    known, told, book, work, seen = _known(members), _read_standing(members), RuleBook(), [], set()
    for line in lines:
        if line.is_listed and _content(line.deed) in told:
            plan.effects.append(_effect(line, Action.SAME))
            continue
        key = (line.member.pk, line.deed.client_key)
        if key in seen:
            plan.refuse(line.row, "", "与表中前面的一行相同")
            continue
        seen.add(key)
        if key in known:
            if known[key] in ENDED:
                plan.refuse(line.row, "", LIVE_WORDS)
            plan.effects.append(_effect(line, Action.SAME))
            continue
        try:
            report = judged_report(line.deed, members[line.member.pk], book, by=request.by)
            _no_deduction(report)
        except RuleBroken as broken:
            plan.refuse(line.row, COLUMNS.get(broken.field, ""), broken.message)
            continue
        work.append(report)
        plan.effects.append(_effect(line, Action.ADD))
    plan.work = work
    return plan


def _no_deduction(report: DeedReport) -> None:
    if report.is_deduction:
        raise RuleBroken("deduction", "扣减项须逐条登记并告知本人，不能批量导入", field="item_code")


def write_deeds(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the reports; nobody confirms what they entered themselves, so they wait."""
    note_first(deed_acts, "enter", *DeedReport.objects.bulk_create(plan.work), by=request.by)
    progress(len(request.entries))


def _lines(request: Request, plan: Plan) -> list[Line]:
    numbers = {entry.values["number"] for entry in request.entries}
    reach = Member.objects.allowed(request.by, P.POINTS_ENTER).within(request.area).select_related("area")
    members = reach.by_number(numbers)
    lines = []
    for entry in request.entries:
        if entry.values["state"] in ENDED_WORDS:
            plan.effects.append(Effect(entry.row, Action.SAME, "积分事项", entry.values["name"]))
            continue
        member = members.get(entry.values["number"])
        if member is None:
            plan.refuse(entry.row, "编号", "本社区没有这位报到党员，或不在您的管理范围")
        elif not same_name(member.name, entry.values["name"]):
            plan.refuse(entry.row, "姓名", "与该编号登记的姓名不一致，请核对")
        else:
            lines.append(Line(entry.row, member, _deed(entry, member), bool(entry.values["state"])))
    return lines


def _deed(entry: Entry, member: Member) -> DeedRow:
    values = entry.values
    said = (member.pk, values["item_code"], values["day"], values["quantity"], values["deed_key"], values["evidence"])
    return DeedRow(
        member_id=member.pk,
        item_code=values["item_code"],
        happened_on=values["day"],
        evidence=values["evidence"],
        quantity=Decimal(values["quantity"] or 1),
        deed_key=values["deed_key"],
        origin=DeedOrigin.SHEET,
        # The same line, imported twice, is one report.
        client_key=uuid5(NAMESPACE_URL, "deed:" + ":".join(map(str, said))),
    )


def _known(members: dict[int, Member]) -> dict[tuple, str]:
    reports = DeedReport.objects.filter(member__in=list(members), client_key__isnull=False)
    return {(member, key): state for member, key, state in reports.values_list("member", "client_key", "state")}


def _content(deed: DeedRow) -> tuple:
    return deed.member_id, deed.item_code, deed.happened_on, deed.quantity, deed.deed_key, deed.evidence


def _read_standing(members: dict[int, Member]) -> set[tuple]:
    """What the reports say that stand, whoever brought them forward."""
    reports = DeedReport.objects.filter(member__in=list(members)).exclude(state__in=ENDED)
    return set(reports.values_list("member", "item_code", "happened_on", "quantity", "deed_key", "evidence"))


def _effect(line: Line, action: Action) -> Effect:
    changes = (
        ("积分项目", "", line.deed.item_code),
        ("数量或级别", "", plain(line.deed.quantity)),
        *([("事迹名称", "", line.deed.deed_key)] if line.deed.deed_key else []),
        ("依据", "", line.deed.evidence),
    )
    name = f"{line.member.name} {line.deed.happened_on}"
    return Effect(line.row, action, "积分事项", name, changes if action == Action.ADD else ())


def deed_choices() -> dict[str, list[str]]:
    """Codes that the column takes: items of the published tables that are entered by the desk."""
    items = RuleItem.objects.filter(
        rule_set__published_at__isnull=False, entry__in=[ItemEntry.DESK, ItemEntry.SELF]
    ).order_by("code")
    return {"item_code": list(dict.fromkeys(items.values_list("code", flat=True)))}
