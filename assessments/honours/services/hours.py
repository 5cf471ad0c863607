"""How many hours of training there were a head this year, against what is laid down: of secretaries by head-counts, of members by rolls with names."""

from collections import defaultdict
from datetime import date, timedelta
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
from volunteers.models import ReportIn, SignUp

HEAD_HOURS = ExpressionWrapper(F("people") * F("training__hours"), DecimalField(max_digits=14, decimal_places=1))
LEAST = 5  # of fewer an average says what each of them had


def rolls_that_count():
    """Counts of trainings that count, with their hours by head (`head_hours`)."""
    rows = TrainingRoll.objects.counted().filter(training__state=EntryState.COUNTED)
    return rows.annotate(head_hours=HEAD_HOURS)


def member_hours_told(area: Area, today: date) -> str:
    """今年人均6学时（2名在册党员，按培训点名；标准32学时，达到1人）, of members on the roll of the area and of the trainings to whose roll they came,
    wherever these were held. Of fewer than five nothing is told. Source: docs/rules.md, "Honours and training".
    """
    members = ReportIn.objects.belonging().within(area).values("member")
    people = members.count()
    if people < LEAST:
        return f"在册党员少于{LEAST}名，不显示"
    rows = SignUp.objects.learned().filter(member__in=members, session__starts_at__year=today.year)
    hours: dict[int, Decimal] = defaultdict(Decimal)
    for member, start, end in rows.values_list("member", "session__starts_at", "session__ends_at"):
        hours[member] += Decimal((end - start) // timedelta(minutes=1)) / 60
    each = (sum(hours.values(), Decimal(0)) / people).quantize(Decimal("0.1"), ROUND_HALF_UP)
    norm = number_at(NormKey.HOURS_MEMBER, area, today)
    against = f"；标准{norm}学时，达到{sum(had >= norm for had in hours.values())}人" if norm else ""
    return f"今年人均{plain(each)}学时（{people}名在册党员，按培训点名{against}）"


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
