"""What each case of a month adds, by class, level, how it came about and what became of it.

`now` is the moment as of which a month is told: what stopped, was reopened or confirmed later has not happened yet. So a month
that is settled can be told again as it stood, with what has become known of it since (`correcting`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from grids.cases.choices import CaseSource, ClockKind
from grids.cases.models import Case, CaseClock, Report
from grids.cases.models.cases import ENDED
from grids.index.choices import Part
from grids.index.models import IndexPoint
from grids.index.rules import origin_of, part_of, weight_of
from grids.index.services.formula import FormulaBook
from orgtree.days.rules.months import months_on

BATCH = 2_000


def bounds(month: date) -> tuple[datetime, datetime]:
    """The first moment of the month, and the first after it."""
    ends = (month, months_on(month, 1))
    return tuple(timezone.make_aware(datetime.combine(day, time.min)) for day in ends)


@transaction.atomic
def count_cases(month: date, *, now: datetime, book: FormulaBook) -> int:
    """Write the points of the month anew. How many."""
    IndexPoint.objects.filter(month=month).delete()
    return len(IndexPoint.objects.bulk_create(points_of(month, now, book), batch_size=BATCH))


def points_of(month: date, now: datetime, book: FormulaBook) -> Iterator[IndexPoint]:
    """What each case of the month adds as of `now`, not saved."""
    for case in _cases(month, now).iterator(chunk_size=BATCH):
        part = part_of(case.category.code)
        if part is None or (part == Part.ACCIDENT and not _has_been(case.verified_at, now)):
            continue  # services, praise and ideas never enter; an accident counts once it is confirmed
        origin = origin_of(
            self_found=case.is_patrol and not case.is_told,
            in_time=case.is_kept and not case.is_late,
            reopened=_has_been(case.reopened_at, now),
            overdue=case.is_overdue and (case.state not in ENDED or not _has_been(case.closed_at, now)),
        )
        weight = weight_of(case.level, origin, book.on(month, case.area).numbers)
        yield IndexPoint(month=month, area=case.area, case=case, part=part, origin=origin, weight=weight)


def _has_been(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _cases(month: date, now: datetime):
    """Valid cases opened in the month, with whether they were found by a patrol, told by anybody else, done in time, or are late."""
    first, end = bounds(month)
    clocks = CaseClock.objects.filter(case=OuterRef("pk"), kind=ClockKind.HANDLE, leg=None)
    stopped = clocks.filter(stopped_at__lte=now)
    runs = Q(stopped_at__isnull=True) | Q(stopped_at__gt=now)
    told = Report.objects.filter(case=OuterRef("pk"))
    return (
        Case.objects.valid()
        .filter(opened_at__gte=first, opened_at__lt=end, opened_at__lte=now)
        .annotate(
            is_patrol=Exists(told.filter(source=CaseSource.PATROL)),
            is_told=Exists(told.exclude(source=CaseSource.PATROL)),
            is_kept=Exists(stopped.kept_in_time()),
            is_late=Exists(stopped.exclude(pk__in=CaseClock.objects.kept_in_time().values("pk"))),
            is_overdue=Exists(clocks.filter(runs, due_at__lt=now)),
        )
        .select_related("category", "area")
        .order_by("pk")
    )
