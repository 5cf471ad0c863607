"""What is asked of a community, month by month: forms with their blanks, meetings, pages, minutes; and whether it falls."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from orgtree.choices import AreaKind, LoadKind, ReturnState
from orgtree.days.rules.periods import Period, Span
from orgtree.declare import Window, registry
from orgtree.declare.tables import Load
from orgtree.oneform.models import AskedForm, FormReturn
from orgtree.oneform.rules import Rates, change_in_words, pages_of
from orgtree.oneform.services.layouts import from_json
from orgtree.oneform.services.rates import norm_book, rates_at
from orgtree.oneform.services.registering import Cost
from orgtree.scope.models.rows import inside
from orgtree.sheets.workbooks import Heading, Sheet
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

COMPARED = 3  # whole months beside as many before them
AHEAD = 2  # the running month and the next: what is asked now may be due then
MOST_ROWS = 300
HEADINGS = ("报表（张）", "栏目（个）", "其中补填", "会议（次）", "材料（页）", "约（分钟）")


@dataclass(frozen=True)
class Amounts:
    """What is asked: forms, their blanks, how many of those are to be typed, meetings, pages, minutes."""

    forms: Decimal = Decimal(0)
    blanks: Decimal = Decimal(0)
    asked: Decimal = Decimal(0)
    meetings: Decimal = Decimal(0)
    pages: Decimal = Decimal(0)
    minutes: Decimal = Decimal(0)

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(*(one + more for one, more in zip(self.values, other.values, strict=True)))

    def each(self, number: int) -> "Amounts":
        """For one of so many, nothing where there is none."""
        return Amounts(*(value / number for value in self.values)) if number else Amounts()

    @property
    def is_nothing(self) -> bool:
        return not any(self.values)

    @property
    def values(self) -> list[Decimal]:
        """In the order in which tables have them."""
        return [getattr(self, one.name) for one in fields(self)]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """(heading, number) for a page."""
        return list(zip(HEADINGS, (f"{value:.1f}".removesuffix(".0") for value in self.values), strict=True))


@dataclass(frozen=True)
class Burden:
    """The last months of an area for one community on the average, the oldest first, and in words whether it is asked more or less."""

    months: list[tuple[Period, Amounts]]

    @property
    def words(self) -> str:
        before, after = (self.months[:COMPARED], self.months[COMPARED : 2 * COMPARED])
        return change_in_words(*(sum(float(one.minutes) for _, one in part) for part in (before, after)), COMPARED)


@dataclass(frozen=True)
class Asked:
    """One thing that was asked in a month: what, when, of which areas in how many cases, what it comes to; the form where it is one."""

    label: str
    kind: str
    day: date
    place: str
    amounts: Amounts
    form: AskedForm | None = None


def burden_of(area: Area, today: date) -> Burden:
    """The burden of `area`, which the caller has found through a scope, for one of its communities on the average."""
    last = Period.holding("M", today).next
    periods = last.last(2 * COMPARED + AHEAD)
    book = norm_book()
    rates = {period: rates_at(area, period.start, book) for period in periods}
    sums: dict[Period, Amounts] = defaultdict(Amounts)
    window = Span(periods[0].start, last.end)
    for period, amounts in [*_of_forms(area, window, rates), *_of_loads(area, window, rates)]:
        sums[period] += amounts
    communities = list(Area.objects.within(area).communities().values_list("opened_on", "dissolved_on"))
    return Burden([(period, sums[period].each(_standing(communities, period.end))) for period in periods])


def burden_sheet(area: Area, burden: Burden) -> Sheet:
    """The same as a sheet."""
    headings = [Heading("月份"), *(Heading(one, number=True, decimals=1) for one in HEADINGS)]
    about = f"每个社区平均，按报送期限和会议、材料的日期　范围：{area.path_label()}　{burden.words}"
    lines = [[period.label, *amounts.values] for period, amounts in burden.months]
    return Sheet("要表负担", f"{area.name}要表负担", about, headings, lines)


def _standing(communities: Iterable[tuple], day: date) -> int:
    """How many stood just before the day; in months to come those of today."""
    day = min(day, timezone.localdate())
    return sum((opened is None or opened <= day) and (gone is None or gone > day) for opened, gone in communities)


def _returns(area: Area, span: Span) -> QuerySet:
    rows = FormReturn.objects.within(area).filter(due_on__gte=span.start, due_on__lt=span.end)
    rows = rows.exclude(state=ReturnState.LAPSED).filter(area__kind__in=RESIDENT_COMMITTEE_KINDS)
    return rows.order_by()


def _amounts_of(form: AskedForm, number: int, rates: Rates) -> Amounts:
    """What so many returns of the form come to."""
    cost = Cost(form, rates)
    pages = pages_of(from_json(form.layout))
    told = (1, len(cost.items), cost.asked, 0, pages, cost.minutes)
    return Amounts(*(Decimal(value * number) for value in told))


def _of_forms(area: Area, span: Span, rates: dict[Period, Rates]) -> list[tuple[Period, Amounts]]:
    """By the month in which they are due, those that communities report themselves. Three queries."""
    rows = _returns(area, span)
    forms = {form.pk: form for form in AskedForm.objects.filter(returns__in=rows).distinct().prefetch_related("items")}
    told = []
    for form, kind, due, number in rows.values_list("form", "area__kind", "due_on").annotate(Count("pk")):
        if kind in forms[form].kinds:
            period = Period.holding("M", due)
            told.append((period, _amounts_of(forms[form], number, rates[period])))
    return told


def _rows_of(load: Load, area: Area, span: Span) -> QuerySet:
    """Those of communities in the days, none of what is to come."""
    kinds = Q(**{f"{load.area}__kind__in": RESIDENT_COMMITTEE_KINDS})
    return load.rows(Window(span, timezone.now())).filter(inside(area, load.area), kinds).order_by()


def _amounts(load: Load, number: int, minutes: int | None, pages: int, rates: Rates) -> Amounts:
    if load.kind == LoadKind.PAGE:
        return Amounts(pages=Decimal(pages), minutes=pages * rates.page)
    return Amounts(meetings=Decimal(number), minutes=number * rates.meeting if minutes is None else Decimal(minutes))


def _of_loads(area: Area, span: Span, rates: dict[Period, Rates]) -> list[tuple[Period, Amounts]]:
    """Meetings and papers, one query for each noun that has such."""
    told = []
    for load in registry.loads.values():
        rows = _rows_of(load, area, span).annotate(asked_in=TruncMonth(load.day)).values("asked_in")
        found = rows.annotate(
            number=Count("pk"),
            took=Sum(load.minutes) if load.minutes else Max(F("pk")),
            pages=Sum(load.pages) if load.pages is not None else Count("pk"),
        )
        for row in found:
            period = Period.holding("M", row["asked_in"])
            minutes = row["took"] if load.minutes else None
            told.append((period, _amounts(load, row["number"], minutes, row["pages"], rates[period])))
    return told


def asked_in(area: Area, period: Period) -> list[Asked]:
    """What the numbers of a month are made of, the forms first, the latest first; at most so many rows of each noun."""
    rates, span = rates_at(area, period.start), Span(period.start, period.end)
    rows = _returns(area, span)
    forms = {form.pk: form for form in AskedForm.objects.filter(returns__in=rows).distinct().prefetch_related("items")}
    told = [
        Asked(forms[pk].title, "报表", due, f"{number}个社区", _amounts_of(forms[pk], number, rates), forms[pk])
        for pk, due, number in rows.filter(form__level=AreaKind.COMMUNITY)
        .values_list("form", "due_on")
        .annotate(Count("pk"))
    ]
    for load in registry.loads.values():
        found = _rows_of(load, area, span).annotate(
            asked_on=F(load.day),
            asked_of=F(f"{load.area}__name"),
            took=F(load.minutes) if load.minutes else F("pk"),
            pages=load.pages if load.pages is not None else Count("pk"),
        )
        for row in found.order_by("-asked_on", "-pk")[:MOST_ROWS]:
            day = row.asked_on if type(row.asked_on) is date else timezone.localdate(row.asked_on)
            amounts = _amounts(load, 1, row.took if load.minutes else None, row.pages, rates)
            told.append(Asked(f"{load.label}：{load.named(row)}", load.kind.label, day, row.asked_of, amounts))
    return told
