"""The clocks of a case: begun, stopped, and the due moment that lists show. The caller holds the case's lock.

An act reads the rules and hours once for all its clocks: it hands on its `memo`.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from grids.cases.choices import CaseDeadline, ClockKind
from grids.cases.models import Case, CaseClock, Leg
from grids.cases.models.clocks import Watched
from orgtree.calendar.services import clocks
from orgtree.calendar.services.deadlines import book_in
from orgtree.calendar.services.office_hours import offices_in
from orgtree.days.rules.working_time import Limit, WorkingTime
from orgtree.models import Area

OF_THE_CASE = (ClockKind.ACCEPT, ClockKind.HANDLE)  # what its due moment follows


def office_of(area: Area, at: datetime, memo: dict | None = None) -> WorkingTime:
    """The working time by which a clock counts that begins there and then. Two queries."""
    return offices_in(memo).at(area, timezone.localdate(at))


def rule_limit(key: CaseDeadline, area: Area, at: datetime, memo: dict | None = None) -> Limit | None:
    """The limit of a dated rule for a clock that begins there and then; None for no rule."""
    return book_in(memo).limit(key, timezone.localdate(at), area)


def rule_number(key: CaseDeadline, area: Area, usual: int, memo: dict | None = None) -> int:
    """The number of a dated rule that holds there today; `usual` for no rule."""
    return book_in(memo).number(key, timezone.localdate(), area) or usual


def new_clock(case: Case, kind: ClockKind, limit: Limit, at: datetime, office: WorkingTime, leg=None) -> CaseClock:
    """A clock of the case's round that runs from `at`, not saved yet."""
    clock = CaseClock(case=case, kind=kind, round=case.round, leg=leg)
    clocks.begin(clock, limit, at, office)
    return clock


def begin_clock(
    case: Case, kind: ClockKind, limit: Limit, at: datetime, leg=None, memo: dict | None = None
) -> CaseClock:
    """The same, saved."""
    clock = new_clock(case, kind, limit, at, office_of(case.area, at, memo), leg)
    clock.save()
    return clock


def live_clocks(case: Case, *kinds: ClockKind) -> Iterable[CaseClock]:
    """The clocks of the case itself that have not stopped."""
    rows = case.clocks.filter(stopped_at__isnull=True, leg=None)
    return rows.filter(kind__in=kinds) if kinds else rows


def stop_clocks(rows: Iterable[Watched], at: datetime, area: Area, memo: dict | None = None) -> None:
    """End these clocks, those that stand as well."""
    memo = {} if memo is None else memo
    for row in rows:
        clocks.stop(row, at, office_of(area, at, memo))
        row.save()


def settle_due(case: Case) -> None:
    """Write the due moment of the clock that runs now on the case; the caller saves it."""
    running = case.clocks.filter(stopped_at__isnull=True, leg=None, kind__in=OF_THE_CASE)
    case.due_at = running.order_by("-round", "-id").values_list("due_at", flat=True).first()


def held_clocks(case: Case, leg: Leg | None) -> list[Watched]:
    """What stands or is given more time with a request: of the lead, or without a leg, the case's own clock too."""
    rows: list[Watched] = [leg] if leg and leg.clock and leg.stopped_at is None else []
    if leg is None or leg.role == "lead":
        rows += live_clocks(case, ClockKind.HANDLE)
    return rows
