"""Which number of the key work holds where, on a day."""

from datetime import date

from assessments.keytasks.choices import NormKey
from assessments.keytasks.models import YearNorm
from assessments.keytasks.rules import NEAR_DAYS
from orgtree.models import Area
from orgtree.owned.services.owned import OwnedBook


def number_at(key: str, area: Area, day: date) -> int | None:
    """The number in force; None where nobody laid one down. One query."""
    row = OwnedBook(YearNorm.objects.filter(key=key).select_related("area")).in_force(key, day, area)
    return row and row.number


def near_days(area: Area, day: date) -> int:
    """So many days before its time a milestone is shown as due soon."""
    return number_at(NormKey.NEAR, area, day) or NEAR_DAYS
