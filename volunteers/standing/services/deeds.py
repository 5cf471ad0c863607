"""Deeds reported for points by the desk or the member; a deduction begins with a notice to the person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from orgtree.acts import note_first
from orgtree.calendar.services.calendar import workdays_after
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from orgtree.files.services import clean_file
from orgtree.notices.services import notify
from volunteers.activities.models.activity import SignUp
from volunteers.members.models.member import Member
from volunteers.points.choices import ItemEntry, PointUnit
from volunteers.points.models.points import RuleItem
from volunteers.points.rules.items import check_day
from volunteers.points.services.rule_sets import RuleBook
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord
from volunteers.standing.choices.deed import DeedOrigin, DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.rules.deeds import LIVE, check_entry, check_quantity, checked_text
from volunteers.standing.services.deed_acts import deed_acts


@dataclass(frozen=True)
class DeedRow:
    """One deed to be reported. `quantity` is times, items, months, or the level."""

    member_id: int
    item_code: str
    happened_on: date
    evidence: str
    quantity: Decimal = Decimal(1)
    deed_key: str = ""
    origin: str = DeedOrigin.DESK
    client_key: UUID | None = None


@transaction.atomic
def report_deed(
    *, row: DeedRow, upload=None, service: ServiceRecord | None = None, sign_up: SignUp | None = None, by
) -> tuple[DeedReport, bool]:
    """(report, True), or (the report of an earlier call with this client key, False).

    The member reports their own (`origin` SELF), the desk for them where it has POINTS_ENTER. An item that deducts is
    told to the person at once and waits for their word. Raises RuleBroken at the wrong field: `desk_only`, `future`,
    `too_late`, `quantity`, `deed_key`, `evidence`, `duplicate`, `key_reused`, ...
    """
    [member] = lock_reported(member_ids={row.member_id}, own=row.origin == DeedOrigin.SELF, by=by).values()
    earlier = member.deeds.filter(client_key=row.client_key).first() if row.client_key else None
    if earlier:
        return _repeated(earlier, row), False
    report = judged_report(row, member, RuleBook(), by=by)
    report.service, report.sign_up = _checked_service(service, member), sign_up
    if upload:
        report.file = clean_file(upload)
    with constraints_as_rules():
        report.save()
    note_first(deed_acts, "report" if row.origin == DeedOrigin.SELF else "enter", report, by=by)
    if report.is_deduction:
        _tell(report, member)
    return report, True


def lock_reported(*, member_ids: Collection[int], own: bool = False, by) -> dict[int, Member]:
    """The members by id, locked in order. Raises RuleBroken for one that `by` may not report for."""
    reach = Member.objects.mine(by) if own else Member.objects.allowed(by, P.POINTS_ENTER)
    rows = reach.filter(pk__in=member_ids).select_for_update(of=("self",), no_key=True).order_by("pk")
    members = {member.pk: member for member in rows.select_related("area", "user")}
    if len(members) < len(set(member_ids)):
        raise not_found(field="member")
    return members


def judged_report(row: DeedRow, member: Member, book: RuleBook, *, by) -> DeedReport:
    """The unsaved report, checked against the rules in force on its day and the member's other reports."""
    if not member.report_ins.belonging().exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能登记积分事项", field="member")
    item = _item(row, member, book)
    check_entry(item.entry, own=row.origin == DeedOrigin.SELF)
    check_day(row.happened_on, today=timezone.localdate(), days_back=item.rule_set.deed_days)
    check_quantity(item.unit, row.quantity, levels=len(item.tiers), deed_key=row.deed_key.strip())
    _check_new(row, member, item)
    return _report(row, member, item, by)


def _item(row: DeedRow, member: Member, book: RuleBook) -> RuleItem:
    try:
        return book.item_for(row.item_code, member.area, row.happened_on)
    except RuleBroken as broken:
        field = "happened_on" if broken.code == "no_rules" else "item_code"
        raise RuleBroken(broken.code, broken.message, field=field) from broken


def _check_new(row: DeedRow, member: Member, item: RuleItem) -> None:
    """The same deed stands once; what a service record already says is not reported again."""
    same = member.deeds.filter(item_code=item.code, state__in=LIVE, deed_key=row.deed_key.strip())
    if item.unit == PointUnit.MONTH:
        same = same.filter(happened_on__year=row.happened_on.year, happened_on__month=row.happened_on.month)
    elif item.unit == PointUnit.LEVEL:
        same = same.filter(quantity=row.quantity)
    else:
        same = same.filter(happened_on=row.happened_on, evidence=row.evidence.strip())
    if same.exists():
        raise RuleBroken("duplicate", "这一事项已经登记过，请核对", field="happened_on", conflict=True)
    served = member.services.filter(served_on=row.happened_on, kind__item_code=item.code)
    if served.filter(state__in=[ServiceState.SUBMITTED, ServiceState.CONFIRMED]).exists():
        raise RuleBroken("served", "当天已有同一项目的服务记录，不用另外登记", field="happened_on", conflict=True)


def _report(row: DeedRow, member: Member, item: RuleItem, by) -> DeedReport:
    today, deducts = timezone.localdate(), item.entry == ItemEntry.DEDUCT
    return DeedReport(
        member=member,
        area=member.area,
        rule_set=item.rule_set,
        item_code=item.code,
        category=item.category,
        confirmer_role=item.confirmer_role,
        second_role=item.second_role,
        quantity=row.quantity,
        happened_on=row.happened_on,
        deed_key=row.deed_key.strip(),
        evidence=checked_text(row.evidence, field="evidence", name="依据"),
        origin=row.origin,
        client_key=row.client_key,
        state=DeedState.NOTICED if deducts else DeedState.SUBMITTED,
        reply_until=workdays_after(today, item.rule_set.reply_days, member.area) if deducts else None,
        entered_by=by,
        entered_at=timezone.now(),
    )


def _checked_service(service: ServiceRecord | None, member: Member) -> ServiceRecord | None:
    if service is not None and service.member_id != member.pk:
        raise RuleBroken("service", "这条服务记录不是此人的", field="service")
    return service


def _repeated(earlier: DeedReport, row: DeedRow) -> DeedReport:
    said = (row.item_code, row.happened_on, row.quantity, row.evidence.strip(), row.deed_key.strip())
    kept = (earlier.item_code, earlier.happened_on, earlier.quantity, earlier.evidence, earlier.deed_key)
    if said != kept:
        raise RuleBroken("key_reused", "这一提交标识已用于另一事项，请刷新页面后重试", field="client_key")
    return earlier


def _tell(report: DeedReport, member: Member) -> None:
    """The notice to the person: what is said, and until when they may answer."""
    until = f"{report.reply_until:%Y年%-m月%-d日}"
    notify(
        users=[member.user_id],
        key=f"deed:{report.pk}:noticed",
        title=f"拟扣减积分：{report.item().label}",
        text=f"发生日期{report.happened_on:%Y年%-m月%-d日}。您可以在{until}前说明情况；说明期满，经两人审核后才会扣减。",
        url=f"/m/deeds/{report.pk}/",
    )
