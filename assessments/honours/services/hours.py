"""How many hours of training there were a head this year, against what is laid down: by the rolls of members and of secretaries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, Sum

from assessments.honours.choices import EntryState
from assessments.honours.models import TrainingRoll
from assessments.keytasks.choices import NormKey
from assessments.keytasks.services.norms import number_at
from grids.staff.choices import StaffRole, TrainingState
from grids.staff.models import StaffTerm, StaffTraining
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
    return f"今年{_told(hours, people, '在册党员', number_at(NormKey.HOURS_MEMBER, area, today))}"


def secretary_hours_told(area: Area, today: date) -> str:
    """今年人均12学时（3名社区书记，按培训点名；标准56学时，达到1人）, of the secretaries in office in the area and what is recorded of each,
    wherever it was held. Nobody is named. Source: docs/rules.md, "Honours and training".
    """
    secretaries = StaffTerm.objects.in_office_on(today).within(area).filter(role=StaffRole.SECRETARY)
    had = StaffTraining.objects.filter(state=TrainingState.DONE, held_on__year=today.year, term__in=secretaries)
    hours = dict(had.order_by().values_list("term").annotate(sum=Sum("hours")))
    people = secretaries.count()
    if not people:
        return "没有在任的社区书记"
    return f"今年{_told(hours, people, '社区书记', number_at(NormKey.HOURS_SECRETARY, area, today))}"


def _told(hours: Mapping[int, Decimal], people: int, whose: str, norm: int | None) -> str:
    """人均6学时（2名在册党员，按培训点名；标准32学时，达到1人）, from each one's hours."""
    each = (sum(hours.values(), Decimal(0)) / people).quantize(Decimal("0.1"), ROUND_HALF_UP)
    against = f"；标准{norm}学时，达到{sum(had >= norm for had in hours.values())}人" if norm else ""
    return f"人均{plain(each)}学时（{people}名{whose}，按培训点名{against}）"
