"""Months of streets are published some days after they are over, each once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from grids.cases.choices import CaseResult, CaseSource
from grids.cases.models import Case, Report
from grids.cases.models.cases import ANSWERED
from grids.categories.models import GROUPS
from grids.opened.choices import OpenTable
from grids.opened.models import OpenMonth
from grids.opened.rules import MONTHS, is_ripe, shown_counts, shown_total
from orgtree.choices import AreaKind
from orgtree.days.rules.months import months_before, months_on
from orgtree.models import Area

STREETS = (AreaKind.STREET, AreaKind.TOWN)
COMMUNITIES = (AreaKind.COMMUNITY, AreaKind.VILLAGE)
IN_WORK = "办理中"


def publish_months(*, today: date | None = None) -> int:
    """Publish what is ripe and was not published, of every street. How many months. Safe to run any number of times, also beside itself."""
    today = today or timezone.localdate()
    months = [months_before(today.replace(day=1), back) for back in range(MONTHS, 0, -1)]
    ripe = [month for month in months if is_ripe(month, today)]
    streets = Area.objects.current().filter(kind__in=STREETS).order_by("tree_id", "lft")
    return sum(_publish_street(street, ripe) for street in streets)


def _publish_street(street: Area, months: Iterable[date]) -> int:
    known = set(OpenMonth.objects.filter(area=street).values_list("month", flat=True))
    rows = [_month_of(street, month) for month in months if month not in known]
    OpenMonth.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _month_of(street: Area, month: date) -> OpenMonth:
    counted = _count(street, month)
    total = sum(counted[OpenTable.SOURCE].values())
    shown = shown_total(total)
    tables = {str(table): _shown(counts) for table, counts in counted.items()} if shown else {}
    return OpenMonth(area=street, month=month, total=shown, tables=tables, published_at=timezone.now())


def _shown(counts: Counter) -> list[list]:
    return [list(pair) for pair in zip(counts, shown_counts([*counts.values()]), strict=True)]


def _count(street: Area, month: date) -> dict[OpenTable, Counter]:
    """The cases of the street that were opened in the month, counted four times, each by one thing; with nought where there is none."""
    places = Area.objects.within(street).filter(kind__in=COMMUNITIES).order_by("lft").values_list("pk", "name")
    named = dict(places)
    counts = {
        OpenTable.PLACE: Counter(dict.fromkeys(named.values(), 0)),
        OpenTable.GROUP: Counter(dict.fromkeys(GROUPS.values(), 0)),
        OpenTable.SOURCE: Counter(dict.fromkeys(CaseSource.labels, 0)),
        OpenTable.RESULT: Counter(dict.fromkeys((*CaseResult.labels, IN_WORK), 0)),
    }
    for kind, area, parent, code, state, result, source in _cases(street, month):
        place = parent if kind == AreaKind.GRID else area
        counts[OpenTable.PLACE][named.get(place, "其他")] += 1
        counts[OpenTable.GROUP][GROUPS.get(code[:2], "其他")] += 1
        counts[OpenTable.SOURCE][CaseSource(source or CaseSource.PATROL).label] += 1
        counts[OpenTable.RESULT][CaseResult(result).label if state in ANSWERED else IN_WORK] += 1
    return counts


def _cases(street: Area, month: date) -> Sequence[tuple]:
    """One matter once: neither what does not count, nor parts of another."""
    first = Report.objects.filter(case=OuterRef("pk")).order_by("told_at", "pk").values("source")[:1]
    begins, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (month, months_on(month, 1)))
    rows = Case.objects.valid().within(street).filter(parent=None, opened_at__gte=begins, opened_at__lt=ends)
    return rows.annotate(first_source=Subquery(first)).values_list(
        "area__kind", "area", "area__parent", "category__code", "state", "result", "first_source"
    )
