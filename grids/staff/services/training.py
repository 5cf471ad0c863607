"""How much training somebody had this year, against what is laid down where they serve."""

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from grids.staff.choices import NormKey, TrainingState
from grids.staff.models import StaffNorm, StaffTerm, StaffTraining
from orgtree.owned.services.owned import OwnedBook
from orgtree.text.rules.numbers import plain


def hours_of(term: StaffTerm, year: int) -> Decimal:
    """The hours of the year; 0 for none."""
    rows = StaffTraining.objects.filter(term=term, state=TrainingState.DONE, held_on__year=year)
    return rows.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)


def hours_told(term: StaffTerm) -> str:
    """12 学时（标准40，还差28）; without a norm the hours alone."""
    today = timezone.localdate()
    hours = hours_of(term, today.year)
    norm = OwnedBook(StaffNorm.objects.select_related("area")).in_force(NormKey.TRAINING, today, term.area)
    if norm is None or not norm.number:
        return f"{plain(hours)}学时"
    left = norm.number - hours
    return f"{plain(hours)}学时（标准{norm.number}，{f'还差{plain(left)}' if left > 0 else '已完成'}）"
