"""A word on a number, for the contract of acts and the tests of this subject."""

from datetime import date, timedelta

from django.utils import timezone

from orgtree.models import FigureDoubt


def doubt_on(town, member) -> FigureDoubt:
    """On a month of 城关街道 that no other word is on, said by somebody who does not answer."""
    month = (date(2000, 1, 1) + timedelta(days=31 * (member.pk % 300))).replace(day=1)
    return FigureDoubt.objects.create(
        area=town.street,
        figure="volunteers.reported",
        period_kind="M",
        period_start=month,
        reason="与名册对不上",
        raised_by=town.north_secretary,
        raised_at=timezone.now(),
    )
