"""How many hours of training there were a head this year, against what is laid down."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, Sum

from assessments.honours.choices import Audience, EntryState
from assessments.honours.models import TrainingRoll
from assessments.keytasks.choices import NormKey
from assessments.keytasks.services.norms import number_at
from grids.staff.choices import StaffRole
from grids.staff.models import StaffTerm
from orgtree.models import Area
from orgtree.text.rules.numbers import plain

HEAD_HOURS = ExpressionWrapper(F("people") * F("training__hours"), DecimalField(max_digits=14, decimal_places=1))


def rolls_that_count():
    """Counts of trainings that count, with their hours by head (`head_hours`)."""
    rows = TrainingRoll.objects.counted().filter(training__state=EntryState.COUNTED)
    return rows.annotate(head_hours=HEAD_HOURS)


def secretary_hours_told(area: Area, today: date) -> str:
    """今年人均12学时（3名书记，标准56）, of the secretaries in office in the area and of trainings held there or below."""
    rolls = rolls_that_count().within(area).filter(audience=Audience.SECRETARY, training__held_on__year=today.year)
    hours = rolls.aggregate(sum=Sum("head_hours"))["sum"] or Decimal(0)
    people = StaffTerm.objects.in_office_on(today).within(area).filter(role=StaffRole.SECRETARY).count()
    norm = number_at(NormKey.HOURS_SECRETARY, area, today)
    if not people:
        return "没有在任的社区书记"
    each = (hours / people).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"今年人均{plain(each)}学时（{people}名社区书记{f'，标准{norm}学时' if norm else ''}）"
