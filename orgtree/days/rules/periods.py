"""Reporting periods: months, quarters and calendar years, half-open `[start, end)`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"M": 1, "Q": 3, "Y": 12}
SLUG = re.compile(r"(?P<year>2\d{3})(Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)


def add_months(day: date, months: int) -> date:
    """The first of the month that lies `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Span:
    """Any days: from `start` up to, and without, `end`."""

    start: date
    end: date


@dataclass(frozen=True, order=True)
class Period:
    """One month, quarter or year. `kind` is M, Q or Y; `start` its first day."""

    kind: str
    start: date

    def __post_init__(self) -> None:
        if self.start != Period.holding(self.kind, self.start).start:
            raise ValueError(f"{self.start} does not begin a period of kind {self.kind}")

    @classmethod
    def holding(cls, kind: str, day: date) -> "Period":
        """The period of `kind` that holds `day`."""
        length = MONTHS[kind]
        start = date(day.year, (day.month - 1) // length * length + 1, 1)
        period = object.__new__(cls)
        object.__setattr__(period, "kind", kind)
        object.__setattr__(period, "start", start)
        return period

    @classmethod
    def parse(cls, slug: str) -> "Period":
        """The period of a slug such as `2026-11`, `2026Q4` or `2026`; ValueError otherwise."""
        match = SLUG.fullmatch(slug)
        if match is None:
            raise ValueError(slug)
        year, quarter, month = match["year"], match["quarter"], match["month"]
        if quarter:
            return cls("Q", date(int(year), int(quarter) * 3 - 2, 1))
        return cls("M" if month else "Y", date(int(year), int(month or 1), 1))

    @property
    def end(self) -> date:
        """The first day after the period."""
        return add_months(self.start, MONTHS[self.kind])

    @property
    def previous(self) -> "Period":
        return Period(self.kind, add_months(self.start, -MONTHS[self.kind]))

    def last(self, number: int) -> list["Period"]:
        """The `number` periods of this kind that end with this one, oldest first."""
        length = MONTHS[self.kind]
        return [Period(self.kind, add_months(self.start, -length * back)) for back in range(number - 1, -1, -1)]

    @property
    def next(self) -> "Period":
        return Period(self.kind, self.end)

    @property
    def slug(self) -> str:
        """`2026-11`, `2026Q4` or `2026`, as used in addresses and file names."""
        if self.kind == "Y":
            return f"{self.start.year}"
        if self.kind == "Q":
            return f"{self.start.year}Q{self.start.month // 3 + 1}"
        return f"{self.start:%Y-%m}"

    @property
    def label(self) -> str:
        """`2026年11月`, `2026年第4季度` or `2026年`."""
        if self.kind == "Y":
            return f"{self.start.year}年"
        if self.kind == "Q":
            return f"{self.start.year}年第{self.start.month // 3 + 1}季度"
        return f"{self.start.year}年{self.start.month}月"

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end


def same_days_before(period: Period, day: date) -> Span | None:
    """As many days of the period before as `period` has had by `day`, that day among them; None where it is over or to come.

    A shorter period before ends where it ends: of a month of 30 days all are the same days as 31.
    """
    if not period.holds(day):
        return None
    before = period.previous
    return Span(before.start, min(before.start + (day - period.start) + timedelta(days=1), before.end))


def parts_of(period: Period, known: Collection[Period]) -> tuple[list[Period], list[Span]]:
    """The longest shorter ones of `known` that lie in `period`, and the spans of it that none of them covers."""
    shorter = [kind for kind, length in MONTHS.items() if length < MONTHS[period.kind]][::-1]
    parts: list[Period] = []
    gaps: list[Span] = []
    day = period.start
    while day < period.end:
        found = [part for kind in shorter if (part := Period.holding(kind, day)).start == day and part in known]
        after = found[0].end if found else add_months(day, 1)
        if found:
            parts.append(found[0])
        elif gaps and gaps[-1].end == day:
            gaps[-1] = Span(gaps[-1].start, after)
        else:
            gaps.append(Span(day, after))
        day = after
    return parts, gaps


def periods_holding(day: date) -> list[Period]:
    """The month, quarter and year that hold `day`."""
    return [Period.holding(kind, day) for kind in MONTHS]


def recent_periods(day: date, *, months: int = 12) -> list[Period]:
    """Every month, quarter and year that holds one of the last `months` months, the present one included.

    In order of their ends, shorter periods first.
    """
    found: set[Period] = set()
    month = Period.holding("M", day)
    for _ in range(months):
        found.update(periods_holding(month.start))
        month = month.previous
    return sorted(found, key=lambda period: (period.end, MONTHS[period.kind]))
