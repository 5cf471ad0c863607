"""A clock told to people: its segments that add up, and the days that did not count."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from grids.cases.models import Case, CaseClock
from grids.cases.models.clocks import Watched
from orgtree.calendar.services.calendar import Calendar
from orgtree.calendar.services.clocks import clock_of
from orgtree.calendar.services.office_hours import Offices
from orgtree.days.rules.working_time import Clock, UncountedDay, Unit

IN_OFFICE = (Unit.WORKDAY, Unit.HOUR)  # other units run on over weekends and holidays
SHOWN_DAYS = 40


@dataclass(frozen=True)
class Part:
    """A stretch of a clock: running or standing, from when to when, and what of it counted."""

    start: datetime
    end: datetime
    words: str
    counted: str


@dataclass(frozen=True)
class ToldClock:
    """One clock with its parts; `used` is their sum."""

    row: Watched
    title: str
    limit: str
    parts: list[Part]
    used: str
    off: list[UncountedDay]

    @property
    def off_told(self) -> str:
        """The days that did not count: 10-01国庆节、10-03周六."""
        return "、".join(f"{one.day:%m-%d}{one.why}" for one in self.off)

    @property
    def card(self) -> str:
        """红牌, 黄牌 or nothing."""
        return "红牌" if self.row.red_at else "黄牌" if self.row.yellow_at else ""


def tell_clocks(case: Case, now: datetime | None = None) -> list[ToldClock]:
    """All clocks of the case and of its legs, in the order in which they began. Four queries."""
    now, offices, calendar = now or timezone.now(), Offices(), Calendar(case.area)
    rows: list[Watched] = [*case.clocks.select_related("leg__institution"), *case.legs.select_related("institution")]
    begun = sorted((row for row in rows if row.clock), key=lambda row: row.clock[0][0])
    return [_tell(row, offices.at(case.area, timezone.localdate(case.opened_at)), calendar, now) for row in begun]


def _tell(row: Watched, office, calendar: Calendar, now: datetime) -> ToldClock:
    clock = clock_of(row, office)
    parts = [_part(clock, part, now) for part in clock.segments]
    first, last = timezone.localdate(parts[0].start), timezone.localdate(parts[-1].end)
    off = calendar.days_not_counted(first, last)[:SHOWN_DAYS] if row.limit_unit in IN_OFFICE else []
    limit = f"{row.limit_number}{row.get_limit_unit_display()}"
    return ToldClock(row, _title(row), limit, parts, amount(clock.used(now)), off)


def _title(row: Watched) -> str:
    if not isinstance(row, CaseClock):
        return f"{row.institution}办理"
    words = row.get_kind_display() if row.leg is None else f"{row.leg.institution}{row.get_kind_display()}"
    return words if row.round == 1 else f"{words}（第{row.round}轮）"


def _part(clock: Clock, part, now: datetime) -> Part:
    end = part.end or now
    if not part.runs:
        return Part(part.start, end, f"暂停：{part.reason}", "不计时")
    alone = Clock([part], clock.limit, clock.office)
    return Part(part.start, end, "计时", amount(alone.used(now)))


def amount(used: int | timedelta) -> str:
    """What was used, in words: 3天, 2小时30分."""
    if isinstance(used, int):
        return f"{used}天"
    hours, minutes = divmod(int(used.total_seconds()) // 60, 60)
    return f"{hours}小时{minutes}分" if hours else f"{minutes}分"
