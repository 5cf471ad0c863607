"""Bands of a closed year, decided by people, and exemptions, stated by the desk."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.services.notices import notify
from orgtree.services.outcome import Outcome
from volunteers.members.models.member import Member
from volunteers.points.choices import ExemptReason
from volunteers.points.models.points import MemberYear
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.rules.years import check_band
from volunteers.standing.services.year_closing import suggestion_for


def _deciding(account_ids: Collection[int], by) -> list[MemberYear]:
    """The accounts on which `by` decides bands, locked in the order of their ids."""
    rows = MemberYear.objects.allowed(by, P.BAND_DECIDE).filter(pk__in=account_ids).select_related("member")
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


@transaction.atomic
def accept_bands(*, account_ids: Collection[int], by) -> Outcome:
    """Give each account the band that was suggested; who and when is kept with each."""
    accounts, outcome = _deciding(account_ids, by), Outcome()
    outcome.refuse_missing(len(set(account_ids)), len(accounts))
    for account in accounts:
        try:
            _decide(account, account.suggested_band, "", by)
        except RuleBroken as broken:
            outcome.refuse(account, broken.message)
        else:
            outcome.done += 1
    return outcome


@transaction.atomic
def decide_band(*, account_id: int, band: str, reason: str = "", by) -> MemberYear:
    """The band that an organisation decided, with its reason where it differs from the suggestion.

    Raises RuleBroken: `not_found`, `own_year`, `exempt`, `not_closed`, `band`, `band_reason`.
    """
    accounts = _deciding([account_id], by)
    if not accounts:
        raise not_found()
    _decide(accounts[0], band, reason.strip(), by)
    return accounts[0]


def _decide(account: MemberYear, band: str, reason: str, by) -> None:
    if account.member.user_id == by.pk:
        raise RuleBroken("own_year", "不能评定本人的等次，请由其他工作人员办理")
    check_band(
        band=band,
        suggested=account.suggested_band,
        reason=reason,
        closed=account.closed_at is not None,
        exempt=bool(account.exempt_reason),
    )
    account.band, account.band_reason = band, reason
    account.band_decided_by, account.band_decided_at = by, timezone.now()
    account.save()
    notify(
        users=[account.member.user_id],
        key=f"band:{account.pk}:{account.band_decided_at:%Y%m%d%H%M%S}",
        title=f"{account.year}年度等次已评定",
        text="可在“我的积分”中查看等次、评定人和理由；有异议可以提出。",
        url=f"/m/points/?year={account.year}",
    )


@transaction.atomic
def exempt_year(*, member: Member, year: int, reason: str, by) -> MemberYear:
    """The account, without a score for the year: the desk's statement, no birthday or diagnosis is kept."""
    if reason not in ExemptReason.values:
        raise RuleBroken("exempt_reason", "请选择免评原因", field="reason")
    account = _exemptible(member, year, by)
    account.exempt_reason, account.exempt_by, account.exempt_at = reason, by, timezone.now()
    account.suggested_band = account.band = account.band_reason = ""
    account.band_decided_by = account.band_decided_at = None
    account.save()
    return account


@transaction.atomic
def lift_exemption(*, member: Member, year: int, by) -> MemberYear:
    """The account, with its score again; where the year is closed, the band is suggested anew."""
    account = _exemptible(member, year, by)
    account.exempt_reason, account.exempt_by, account.exempt_at = "", None, None
    if account.closed_at:
        account.suggested_band = suggestion_for(account, RuleBook())
    account.save()
    return account


def _exemptible(member: Member, year: int, by) -> MemberYear:
    if member.user_id == by.pk:
        raise RuleBroken("own_year", "不能登记本人的免评，请由其他工作人员办理")
    if not Member.objects.allowed(by, P.BAND_DECIDE).filter(pk=member.pk).exists():
        raise not_found(field="member")
    MemberYear.objects.bulk_create([MemberYear(member=member, year=year)], ignore_conflicts=True)
    locked = MemberYear.objects.select_for_update(of=("self",), no_key=True).select_related("member__area")
    return locked.get(member=member, year=year)
