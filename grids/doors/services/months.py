"""The hotline's year of an area, by month: what came, what was accepted, given out and done in time, what was answered and what those who asked say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from grids.cases.choices import CaseSource, CaseState, ClockKind
from grids.cases.models import CaseClock, Report
from grids.doors.rules import LEAST_ANSWERS, rate_told
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.sheets.workbooks import Heading, Sheet, plain, write_workbook

VALID = Q(case__excluded_at__isnull=True) & ~Q(
    case__state__in=[CaseState.NOT_OURS, CaseState.MERGED, CaseState.WITHDRAWN]
)
CONTENT = 4  # stars from which somebody is pleased


@dataclass(frozen=True)
class Rate:
    """A column of so many of so many, with the number beside it; hidden below `least`."""

    label: str
    part: str
    whole: str
    whole_label: str
    least: int = 1


# What is counted of the tellings of a month. Rates are of those that count (docs/rules.md, "Cases").
COUNTS: dict[str, tuple[str, Q]] = {
    "received": ("受理量", Q()),
    "valid": ("有效件", VALID),
    "accepted": ("已受理", VALID & Q(case__accepted_at__isnull=False)),
    "dispatched": ("交办量", VALID & Q(case__assigned_at__isnull=False)),
    "answered": ("已答复", VALID & Q(replied_at__isnull=False)),
}
PARTS: dict[str, Q] = {
    "signed": VALID & Q(has_signed=True),
    "signed_kept": VALID & Q(has_signed=True, signed_late=False),
    "done": VALID & Q(has_done=True),
    "done_kept": VALID & Q(has_done=True, done_late=False),
    "called": VALID & Q(was_contacted__isnull=False),
    "contacted": VALID & Q(was_contacted=True),
    "rated": VALID & Q(stars__isnull=False),
    "pleased": VALID & Q(stars__gte=CONTENT),
    "asked": VALID & Q(is_solved__isnull=False),
    "solved": VALID & Q(is_solved=True),
}
RATES = (
    Rate("及时签收率", "signed_kept", "signed", "签收"),
    Rate("按时办结率", "done_kept", "done", "办结"),
    Rate("有效回访率", "contacted", "called", "回访", LEAST_ANSWERS),
    Rate("满意率", "pleased", "rated", "评价", LEAST_ANSWERS),
    Rate("解决率", "solved", "asked", "问到是否解决", LEAST_ANSWERS),
)
EARLIEST = 2020
PLACES = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE)
HEADINGS = ("月份", *(label for label, _ in COUNTS.values()), *(f"{one.label}（n）" for one in RATES))


def places_of_months(user):
    """The areas whose months the person may read."""
    return Area.objects.allowed(user, P.CASE_VIEW).current().filter(kind__in=PLACES)


def months_of(area: Area, year: int, user) -> list[tuple[str, ...]]:
    """A line for each month of the year up to this one, and their sum; rates with their n. One query."""
    return [_line(label, row) for label, row in counted_months(area, year, user)]


def counted_months(area: Area, year: int, user) -> list[tuple[str, dict[str, int]]]:
    """(月份 or 合计, counts by their names) of the same. One query."""
    found = {row["month"]: row for row in _counted(area, year, user)}
    today = timezone.localdate()
    last = 12 if year < today.year else today.month
    lines = [(f"{month}月", found.get(date(year, month, 1), {})) for month in range(1, last + 1)]
    names = (*COUNTS, *PARTS)
    whole = {name: sum(row.get(name, 0) for _, row in lines) for name in names}
    return [*lines, ("合计", whole)]


def _counted(area: Area, year: int, user) -> Iterator[dict]:
    begins, ends = (timezone.make_aware(datetime.combine(date(each, 1, 1), time.min)) for each in (year, year + 1))
    rows = Report.objects.allowed(user, P.CASE_VIEW).within(area)
    rows = rows.filter(source=CaseSource.HOTLINE, told_at__gte=begins, told_at__lt=ends)
    conditions = {name: condition for name, (_, condition) in COUNTS.items()} | PARTS
    counts = {name: Count("pk", filter=condition or None) for name, condition in conditions.items()}
    dated = rows.annotate(month=TruncMonth("told_at"), **_kept_in_time())
    for row in dated.order_by().values("month").annotate(**counts):
        yield row | {"month": timezone.localtime(row["month"]).date()}


def _kept_in_time() -> dict[str, Exists]:
    """Whether the case of a telling was signed for and done at all, and whether once too late."""
    stopped = CaseClock.objects.filter(case=OuterRef("case"), stopped_at__isnull=False)
    signed, done = stopped.filter(kind=ClockKind.SIGN), stopped.filter(kind=ClockKind.HANDLE, leg=None)
    late = Q(stopped_at__gt=F("due_at"))
    return {
        "has_signed": Exists(signed),
        "signed_late": Exists(signed.filter(late)),
        "has_done": Exists(done),
        "done_late": Exists(done.filter(late)),
    }


def _line(label: str, row: dict) -> tuple[str, ...]:
    told = [f"{row.get(name, 0)}" for name in COUNTS]
    told += [f"{rate}（{whole}）" for _, rate, whole in rates_told(row)]
    return (label, *told)


def rates_told(row: dict[str, int]) -> list[tuple[str, str, int]]:
    """(label, the rate or — where too few were asked, of how many) of a month's counts."""
    pairs = [(rate, row.get(rate.part, 0), row.get(rate.whole, 0)) for rate in RATES]
    return [(rate.label, rate_told(part, whole, least=rate.least), whole) for rate, part, whole in pairs]


def months_workbook(area: Area, year: int, user) -> IO[bytes]:
    """The same as the offices file it, open at its beginning."""
    *lines, total = months_of(area, year, user)
    counted = [f"{one.label}的n为{one.whole_label}的件数" for one in RATES]
    about = (
        f"一件诉求算一件，并案的各算各的；比率只算有效件，{'，'.join(counted)}，回访、满意、解决少于{LEAST_ANSWERS}件不显示。"
        f"制表人：{user}　制表时间：{plain(timezone.now())}"
    )
    headings = [Heading(label, width=14) for label in HEADINGS]
    return write_workbook([Sheet("12345月报", months_title(area, year), about, headings, lines, total)])


def months_title(area: Area, year: int) -> str:
    return f"{area.name}{year}年12345办理情况"
