"""Agreements: drafted and signed by the community, signed by the unit, in force by the calendar, renewed or broken off."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cocon.agreements.choices import AgreementNumber
from cocon.agreements.models import Agreement
from cocon.agreements.services.acts import agreements
from cocon.agreements.services.goals import goals_written, write_goals
from cocon.units.services.pairings import clerks_of, communities_for, units_near
from orgtree.acts import note_first
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.locks import hold_for
from orgtree.database.validation import check_valid
from orgtree.days.rules.months import last_day
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution, Notice
from orgtree.notices.services import notify_each
from orgtree.scope.services import within_reach

WORDS = ("since", "until", "duties_unit", "duties_community", "liaison_unit", "liaison_community")
LONGEST = 36  # months, where no rule says


@transaction.atomic
def draft_agreement(*, unit: Institution, community: Area, goals: str, by, **words) -> Agreement:
    """The new draft; the one that is there where the same two and the same first day are said twice. Raises RuleBroken at its field."""
    if not communities_for(by).filter(pk=community.pk).exists():
        raise not_found("社区", field="community")
    if not units_near([community]).filter(pk=unit.pk).exists():
        raise not_found("单位", field="unit")
    hold_for(f"agreement:{unit.pk}:{community.pk}")
    alike = Agreement.objects.filter(unit=unit, community=community, since=words["since"], cancelled_at__isnull=True)
    if known := alike.first():
        if known.drafted_by_id == by.pk and known.until == words["until"]:
            return known
        raise RuleBroken("already_agreed", "双方从这一天起已有一份协议", field="since", conflict=True)
    agreement = Agreement(unit=unit, community=community, drafted_by=by, drafted_at=timezone.now())
    _write(agreement, words, goals)
    note_first(agreements, "draft", agreement, by=by)
    return agreement


@transaction.atomic
def change_draft(*, agreement_id: int, by, goals: str | None = None, **words) -> Agreement:
    """The draft with other words, as long as nobody has signed. Raises RuleBroken."""
    reach = within_reach(Agreement, P.COCON_MANAGE, by).filter(pk=agreement_id).values("pk")
    agreement = Agreement.objects.select_related("unit", "community").filter(pk__in=reach)
    agreement = agreement.select_for_update(of=("self",), no_key=True).first()
    if agreement is None:
        raise not_found("协议")
    if agreement.state != "draft":
        label = agreements.state_label(agreement.state)
        raise RuleBroken("wrong_state", f"当前状态为“{label}”，不能修改", conflict=True)
    _write(agreement, words, goals)
    return agreement


def _write(agreement: Agreement, words: dict, goals: str | None) -> None:
    if unknown := words.keys() - set(WORDS):
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    for name, value in words.items():
        setattr(agreement, name, value.strip() if isinstance(value, str) else value)
    _check_days(agreement)
    check_valid(agreement, exclude=("unit", "community"))
    with constraints_as_rules():
        agreement.save()
    if goals is not None:
        write_goals(agreement, goals)


def _check_days(agreement: Agreement) -> None:
    if agreement.until < agreement.since:
        raise RuleBroken("until", "截止日期不能早于起始日期", field="until")
    most = DeadlineBook().number(AgreementNumber.LONGEST, timezone.localdate(), agreement.community) or LONGEST
    if agreement.until > last_day(agreement.since, most):
        raise RuleBroken("too_long", f"期限最长{most}个月", field="until")
    if agreement.renews and agreement.since != agreement.renews.until + timedelta(days=1):
        raise RuleBroken("since", "续签的协议从原协议到期的第二天开始", field="since")


# --- Renewed ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def renew_agreement(*, agreement_id: int, until: date, by) -> Agreement:
    """The draft that follows on: the same words from the day after the last; the one that is there already. Raises RuleBroken."""
    reach = within_reach(Agreement, P.COCON_MANAGE, by).filter(pk=agreement_id).values("pk")
    before = Agreement.objects.select_related("unit", "community").filter(pk__in=reach)
    before = before.select_for_update(of=("self",), no_key=True).first()
    if before is None:
        raise not_found("协议")
    if before.state not in agreements["renew"].leaves:
        label = agreements.state_label(before.state)
        raise RuleBroken("wrong_state", f"当前状态为“{label}”，不能续签", conflict=True)
    if following := before.renewals.filter(cancelled_at__isnull=True).first():
        return following
    words = {name: getattr(before, name) for name in WORDS} | {
        "since": before.until + timedelta(days=1),
        "until": until,
    }
    agreement = Agreement(unit=before.unit, community=before.community, renews=before)
    agreement.drafted_by, agreement.drafted_at = by, timezone.now()
    _write(agreement, words, goals_written(before))
    note_first(agreements, "renew", agreement, by=by)
    return agreement


# --- By the calendar ----------------------------------------------------------------------------------------------------


@transaction.atomic
def remind_of_ends(today: date) -> None:
    """Tell both sides once of each agreement whose end is near and that nobody renewed."""
    rows = Agreement.objects.expiring_on(today).filter(reminded_at__isnull=True).select_related("unit", "community")
    rows = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    notify_each([note for row in rows for note in _notices(row, today)])
    Agreement.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=timezone.now())


def _notices(row: Agreement, today: date) -> list[Notice]:
    title = f"{row.unit}与{row.community}的共建协议还剩{(row.until - today).days}天到期"
    users = {row.drafted_by_id, *clerks_of([row.unit_id])}
    return [
        Notice(user_id=user, key=f"agreement-ends:{row.pk}", title=title, text="可以续签，从到期的第二天接着算。")
        for user in sorted(users)
    ]


def unit_agreements(unit: Institution) -> QuerySet[Agreement]:
    """What the unit has agreed on or is asked to sign, not cancelled, the newest first."""
    return Agreement.objects.filter(unit=unit, cancelled_at__isnull=True).select_related("unit", "community__parent")
