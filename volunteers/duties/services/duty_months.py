"""Points for posts that earn by the month (楼栋长, 微网格长, 业委会): each month once, missed months caught up."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from orgtree.errors import RuleBroken
from volunteers.duties.models import DutyClaim
from volunteers.duties.rules.duties import DutyLimits, Holding, MonthHeld, months_that_count
from volunteers.duties.services.duty_claim_acts import is_covered
from volunteers.points.services.points import Deed, credit_deeds
from volunteers.points.services.rule_sets import RuleBook

logger = logging.getLogger(__name__)
BATCH = 500


def credit_months(*, today: date) -> int:
    """Credit the months that are over by `today` and were not looked at; the number of months credited.

    Members in batches, each in a transaction of its own: a run cut short is continued by the next.
    """
    due = _due(today.replace(day=1)).order_by("member_id").values_list("member_id", flat=True).distinct()
    members = list(due)
    return sum(_credit_members(members[start : start + BATCH], today) for start in range(0, len(members), BATCH))


def _due(month_start: date):
    """Appointed claims on posts with an item by the month, with months before `month_start` to look at."""
    claims = DutyClaim.objects.filter(appointed_at__isnull=False, credit_from__lt=month_start)
    return claims.filter(Q(ended_at__isnull=True) | Q(ended_at__date__gte=F("credit_from"))).exclude(
        post__point_item=""
    )


@transaction.atomic
def _credit_members(member_ids: Sequence[int], today: date) -> int:
    month_start = today.replace(day=1)
    due = _due(month_start).filter(member__in=member_ids).select_related("post__area", "decided_by").order_by("pk")
    claims = {claim.pk: claim for claim in due.select_for_update(of=("self",), no_key=True)}
    book = RuleBook()
    by_days = defaultdict(list)
    for claim in claims.values():
        by_days[_month_days(book, claim, month_start - timedelta(days=1))].append(_holding(claim))
    deeds = defaultdict(list)
    for days, holdings in by_days.items():
        for month in months_that_count(holdings, month_days=days, today=today) if days else ():
            claim = claims[month.claim_id]
            deeds[claim.decided_by].append(_deed(claim, month))
    DutyClaim.objects.filter(pk__in=list(claims)).update(credit_from=month_start)
    return sum(_credit([deed for deed in rows if is_covered(book, deed)], by, book) for by, rows in deeds.items())


def _month_days(book: RuleBook, claim: DutyClaim, day: date) -> int | None:
    """Days that make a month under the rules in force there on `day`; None where there are none."""
    try:
        return DutyLimits.of(book.set_for(claim.post.area, day)).month_days
    except RuleBroken:
        return None


def _holding(claim: DutyClaim) -> Holding:
    return Holding(
        claim_id=claim.pk,
        member_id=claim.member_id,
        item=claim.post.point_item,
        held_from=timezone.localdate(claim.appointed_at),
        held_until=claim.ended_at and timezone.localdate(claim.ended_at),
        credit_from=claim.credit_from,
    )


def _deed(claim: DutyClaim, month: MonthHeld) -> Deed:
    item = claim.post.point_item
    return Deed(
        member_id=claim.member_id,
        item_code=item,
        quantity=1,
        occurred_at=timezone.make_aware(datetime.combine(month.last_day, time(12))),
        area=claim.post.area,
        source=f"{item}:{claim.pk}:{month.slug}",
    )


def _credit(deeds: Sequence[Deed], by, book: RuleBook) -> int:
    """How many were credited; a year that is closed refuses its own deeds and holds up no others."""
    try:
        with transaction.atomic():
            credit_deeds(deeds=deeds, by=by, book=book)
    except RuleBroken as broken:
        if len(deeds) == 1:
            logger.warning("No points for %s: %s", deeds[0].source, broken.code)
            return 0
        return sum(_credit([deed], by, book) for deed in deeds)
    return len(deeds)
