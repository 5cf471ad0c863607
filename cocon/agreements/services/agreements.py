"""Agreements by the calendar: who is reminded of an end that is near; and those of a unit."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cocon.agreements.models import Agreement
from cocon.units.services.pairings import clerks_of
from orgtree.models import Institution, Notice
from orgtree.notices.services import notify_each


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
