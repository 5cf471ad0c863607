"""A closed year is frozen: nothing is credited to it any more."""

from collections.abc import Iterable, Sequence
from typing import Any

from orgtree.errors import RuleBroken
from volunteers.points.models.points import MemberYear


def check_open(account_ids: Iterable[int]) -> None:
    """Raise RuleBroken (a conflict) where one of the accounts, which the caller has locked, is closed."""
    closed = MemberYear.objects.filter(pk__in=list(account_ids), closed_at__isnull=False).order_by("year").first()
    if closed:
        raise RuleBroken("year_closed", f"{closed.year}年积分已结账，不能再记入", conflict=True)


def without_closed(records: Sequence[Any]) -> list[Any]:
    """Those records of service whose year is still open for their member: a late service keeps its hours and earns no points."""
    years = {record.served_on.year for record in records}
    closed = set(
        MemberYear.objects.filter(
            member__in={record.member_id for record in records}, year__in=years, closed_at__isnull=False
        ).values_list("member", "year")
    )
    return [record for record in records if (record.member_id, record.served_on.year) not in closed]
