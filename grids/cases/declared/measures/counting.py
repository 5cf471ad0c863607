"""What figures of cases count, and how their rates are made. Never 100 % while one is open."""

from datetime import datetime
from decimal import Decimal

from django.db.models import DecimalField, F, Func, Q

from grids.cases.choices import CaseSource, CaseState, ClockKind, ReplyChannel, SendingState
from grids.cases.lists import case_list, clock_list, report_list
from grids.cases.models import Case, CaseClock, Report, Sending
from orgtree.declare import Column, Window

GROUP = "网格事项"
CASES = case_list.pick("number title category place state lead opened_at done_at closed_at")
HOURS_SPENT = Column("用时（小时）", lambda row: row.hours, number=True, decimals=1, field="hours")
CLOCKS = clock_list.pick("number title place kind unit due_at stopped_at kept")
REPORTS = report_list.pick("number place source told_at replied_at was_contacted is_solved stars")
LEAST = 5  # answers below which nothing is said of them
PROPERTY = "0403"
OUT = [CaseState.NOT_OURS, CaseState.MERGED, CaseState.WITHDRAWN]
IN_TIME = Q(stopped_at__lte=F("due_at"))


def between(rows, moment: str, start: datetime, end: datetime, as_of: datetime):
    """Those of the rows whose moment lies in the period, and not after what the figures know of."""
    return rows.filter(**{f"{moment}__gte": start, f"{moment}__lt": end, f"{moment}__lte": as_of}).order_by(
        moment, "pk"
    )


def _cases(window: Window, moment: str):
    rows = Case.objects.valid().select_related("area__parent__parent", "category", "lead")
    return between(rows, moment, window.beginning, window.ending, window.as_of)


def opened(window: Window):
    """Cases that came in the period and count."""
    return _cases(window, "opened_at")


def closed(window: Window):
    """Cases closed in the period."""
    return _cases(window, "closed_at").filter(state=CaseState.CLOSED)


def reopened(window: Window):
    """Cases that began once more in the period."""
    return _cases(window, "reopened_at")


def _with_hours(rows):
    spent = Func(F("done_at") - F("opened_at"), template="EXTRACT(EPOCH FROM %(expressions)s)/3600", output_field=HOURS)
    return rows.annotate(hours=spent)


HOURS = DecimalField(max_digits=12, decimal_places=2)


def done(window: Window):
    """Cases done in the period, each with the hours since it was told."""
    return _with_hours(_cases(window, "done_at"))


def done_before(window: Window):
    """The same of the same days a year earlier."""
    rows = Case.objects.valid().select_related("area__parent__parent", "category", "lead")
    start, end, as_of = (_year_before(moment) for moment in (window.beginning, window.ending, window.as_of))
    return _with_hours(between(rows, "done_at", start, end, as_of))


def _year_before(moment: datetime) -> datetime:
    leap = moment.month == 2 and moment.day == 29
    return moment.replace(year=moment.year - 1, day=28 if leap else moment.day)


def stopped(window: Window):
    """Clocks of cases that count which stopped in the period."""
    rows = CaseClock.objects.exclude(case__state__in=OUT).filter(case__excluded_at__isnull=True)
    rows = rows.select_related("case__area__parent__parent", "leg__institution")
    return between(rows, "stopped_at", window.beginning, window.ending, window.as_of)


def unsigned(window: Window):
    """Clocks of signing that turned yellow in the period: a moment that is written, so that it marks the figure."""
    rows = CaseClock.objects.filter(kind=ClockKind.SIGN).select_related(
        "case__area__parent__parent", "leg__institution"
    )
    return between(rows, "yellow_at", window.beginning, window.ending, window.as_of)


def excluded(window: Window):
    """Cases that a level above took out of the rates in the period."""
    rows = Case.objects.select_related("area__parent__parent", "category", "lead")
    return between(rows, "excluded_at", window.beginning, window.ending, window.as_of)


def _reports(window: Window, moment: str):
    rows = Report.objects.exclude(case__state__in=OUT).filter(case__excluded_at__isnull=True)
    rows = rows.select_related("case__area__parent__parent")
    return between(rows, moment, window.beginning, window.ending, window.as_of)


def replied(window: Window):
    """Tellings that wanted an answer and got it in the period."""
    return _reports(window, "replied_at").exclude(channel=ReplyChannel.NONE)


def told_by_hotline(window: Window):
    """Tellings that came by the hotline in the period."""
    return _reports(window, "told_at").filter(source=CaseSource.HOTLINE)


def refused_sendings(window: Window):
    """What departments wished to send down and the list of duties refused, in the period."""
    rows = Sending.objects.filter(state=SendingState.REFUSED).select_related(
        "case__area__parent__parent", "institution"
    )
    return between(rows, "sent_at", window.beginning, window.ending, window.as_of)


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Percent; None of nothing; never 100 while one is missing, however it would round."""
    if not whole:
        return None
    percent = part * 100 / whole
    return min(percent, Decimal("99.99")) if part < whole else percent


def share_of_enough(part: Decimal, whole: Decimal) -> Decimal | None:
    """The same, hidden where fewer than five have spoken."""
    return share(part, whole) if whole >= LEAST else None


def mean(total: Decimal, number: Decimal) -> Decimal | None:
    return total / number if number else None


def sooner(hours: Decimal, number: Decimal, hours_before: Decimal, before: Decimal) -> Decimal | None:
    """By how many percent the mean time is shorter than a year before; below zero: longer. None where either year has none."""
    if not (number and before and hours_before):
        return None
    was = hours_before / before
    return (was - hours / number) * 100 / was
