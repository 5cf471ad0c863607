"""Closing a year for an area, account by account: totals frozen, bands suggested; the work of a worker, in batches."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.runs import Running, start_run
from volunteers.members.models.report_in import ReportIn
from volunteers.points.models.points import MemberYear, PointCredit
from volunteers.points.services.points import lock_years, recompute_years
from volunteers.points.services.rule_sets import RuleBook
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord
from volunteers.standing.models.closing import YearClosing
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.models.publication import Objection
from volunteers.standing.rules.years import check_year_over, suggested_band
from volunteers.standing.services.deductions import barred_from_excellent

BATCH = 500
ZERO = Decimal(0)


@transaction.atomic
def start_closing(*, area: Area, year: int, despite_waiting: bool = False, by) -> YearClosing:
    """The order to close a year for an area; the work is done by a worker, and may be ordered again.

    Raises RuleBroken: `not_found`, `running` while the year lasts, `objections` while one is open, `waiting` while
    services or deeds of the year wait and the person has not said to close all the same.
    """
    if not by.holds_at(P.YEAR_CLOSE, area):
        raise not_found("区域", field="area")
    check_year_over(year, this_year=timezone.localdate().year)
    open_objections = Objection.objects.within(area).waiting().of_year(year).count()
    if open_objections:
        raise RuleBroken("objections", f"还有{open_objections}件异议没有裁定，不能结账", field="year", conflict=True)
    waiting = waiting_of(area, year)
    if waiting and not despite_waiting:
        text = f"还有{waiting}条服务或积分事项没有办理；如仍要结账，请勾选“仍有待办事项也结账”"
        raise RuleBroken("waiting", text, field="despite_waiting", conflict=True)
    run = start_run(YearClosing(area=area, year=year, despite_waiting=despite_waiting, created_by=by))
    note_first(year_closings, "start", run, by=by)
    return run


# Source: docs/rules.md, "Years". What its owner may do to a run is declared of runs.
year_closings = declare_acts(
    Acts(
        YearClosing,
        called="结账",
        acts=(Act("start", "开始结账", "开始", frozenset(), RunState.QUEUED, permission=P.YEAR_CLOSE, by_form=True),),
    )
)


def waiting_of(area: Area, year: int) -> int:
    """Services and deeds of the year that wait in the area."""
    services = ServiceRecord.objects.within(area).filter(state=ServiceState.SUBMITTED, served_on__year=year)
    deeds = DeedReport.objects.within(area).waiting().filter(happened_on__year=year)
    return services.count() + deeds.count()


def close_year(running: Running) -> None:
    """The work of a run: in batches, each its own transaction; begun anew it goes on with the accounts still open."""
    closing = YearClosing.objects.select_related("area", "created_by").get(pk=running.pk)
    _open_accounts(closing)
    ids = list(
        MemberYear.objects.within(closing.area)
        .filter(year=closing.year, closed_at__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    running.report(0, total=len(ids))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        close_accounts(account_ids=batch, by=closing.created_by)
        running.report(start + len(batch))


def _open_accounts(closing: YearClosing) -> None:
    """Everyone on the roll by the end of the year has an account of it, also without any points."""
    on_roll = ReportIn.objects.belonging().within(closing.area)
    reported = on_roll.filter(accepted_at__year__lte=closing.year).values_list("member", flat=True).distinct()
    MemberYear.objects.bulk_create(
        [MemberYear(member_id=member, year=closing.year) for member in reported], ignore_conflicts=True
    )


@transaction.atomic
def close_accounts(*, account_ids: Collection[int], by) -> int:
    """Freeze the totals and suggest the bands of accounts that are still open; how many."""
    lock_years(account_ids)
    recompute_years(account_ids)
    accounts = list(
        MemberYear.objects.filter(pk__in=account_ids, closed_at__isnull=True).select_related("member__area")
    )
    totals, hours, book, now = _totals(accounts), _hours(accounts), RuleBook(), timezone.now()
    barred = barred_from_excellent([account.member_id for account in accounts])
    for account in accounts:
        account.frozen_total = totals.get(account.pk, ZERO)
        account.frozen_hours = hours.get((account.member_id, account.year), ZERO)
        account.closed_at, account.closed_by = now, by
        account.suggested_band = "" if account.exempt_reason else suggestion_for(account, book, barred)
    fields = ["frozen_total", "frozen_hours", "closed_at", "closed_by", "suggested_band"]
    MemberYear.objects.bulk_update(accounts, fields)
    return len(accounts)


def suggestion_for(account: MemberYear, book: RuleBook, barred: Collection[tuple[int, int]]) -> str:
    """The band that the marks in force at the end of the year suggest for a frozen total; `barred` of `barred_from_excellent`."""
    rule_set = book.set_for(account.member.area, date(account.year, 12, 31))
    return suggested_band(account.frozen_total, rule_set.marks, barred=(account.member_id, account.year) in barred)


def _totals(accounts: Iterable[MemberYear]) -> dict[int, Decimal]:
    rows = PointCredit.objects.filter(entry__account__in=accounts).values_list("entry__account")
    return dict(rows.annotate(total=Sum("credited")))


def _hours(accounts: Iterable[MemberYear]) -> dict[tuple[int, int], Decimal]:
    """(member, year) → confirmed hours."""
    years, members = {one.year for one in accounts}, {one.member_id for one in accounts}
    records = ServiceRecord.objects.confirmed().filter(member__in=members, served_on__year__in=years)
    rows = records.values_list("member", "served_on__year").annotate(hours=Sum("hours"))
    return {(member, year): hours for member, year, hours in rows}
