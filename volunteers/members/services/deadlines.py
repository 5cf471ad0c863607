"""When something is due, and what is overdue: by the dated rules and the calendar of working days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Q
from django.utils import timezone

from orgtree.services.calendar import Calendar
from volunteers.members.choices.deadline import DeadlineKey, DeadlineUnit
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.models.deadline import DeadlineRule
from volunteers.members.models.report_in import ACTIVE, ReportIn
from volunteers.members.rules.deadlines import Term, in_force

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """What is to happen to a report-in: which ones wait for it, since when, and how the desk calls being late."""

    key: str
    waits: Q
    since: str
    label: str
    hint: str


STEPS = (
    Step(
        DeadlineKey.ACCEPT,
        Q(state=ReportInState.SUBMITTED),
        "submitted_at",
        "超期未审核",
        "报到提交后已超过审核期限，请尽快接收或退回",
    ),
    Step(
        DeadlineKey.GRID,
        Q(state__in=ACTIVE, gridded_at__isnull=True),
        "accepted_at",
        "超期未入格",
        "接收后已超过入格期限，请编入网格或楼栋",
    ),
    Step(
        DeadlineKey.POST,
        Q(state__in=ACTIVE, posted_at__isnull=True),
        "accepted_at",
        "超期未认岗",
        "接收后已超过首次认岗期限，请介绍合适的岗位；认岗自愿",
    ),
)


class DeadlineBook:
    """The rules and the calendar as they stand now. Two queries."""

    def __init__(self):
        self.calendar = Calendar()
        self.terms = _terms()

    def number(self, key: str, day: date) -> int | None:
        """The number in force on `day`, in the unit of its key; None for no rule."""
        term = in_force(self.terms[key], day)
        return term and term.number

    def due(self, key: str, start: date) -> date | None:
        """The last day for what began on `start`; None where no rule was in force then."""
        term = in_force(self.terms[key], start)
        if term is None:
            return None
        if term.unit == DeadlineUnit.WORKDAY:
            return self.calendar.workdays_after(start, term.number)
        return start + DAY * term.number

    def overdue(self, step: Step, today: date | None = None) -> Q:
        """The condition that a report-in waits for `step` and its last day is before `today`."""
        today = today or timezone.localdate()
        late = Q(pk__in=[])
        for term in self.terms[step.key]:
            before = min(self._first_in_time(term, today), term.until or date.max)
            late |= Q(**{f"{step.since}__gte": _midnight(term.since), f"{step.since}__lt": _midnight(before)})
        return step.waits & late

    def _first_in_time(self, term: Term, today: date) -> date:
        """The first day of beginning that is not late on `today` under `term`."""
        if term.unit == DeadlineUnit.WORKDAY:
            return self.calendar.workdays_before(today, term.number) + DAY
        return today - DAY * term.number

    def next_due(self, report_in: ReportIn) -> tuple[str, date] | None:
        """(what, last day) of the first step that a report-in waits for; None when it waits for none."""
        for step in STEPS:
            if _waits(report_in, step.key):
                due = self.due(step.key, timezone.localdate(getattr(report_in, step.since)))
                return (DeadlineKey(step.key).label, due) if due else None
        return None


def _waits(report_in: ReportIn, key: str) -> bool:
    """`Step.waits` for a row that is in memory."""
    if key == DeadlineKey.ACCEPT:
        return report_in.state == ReportInState.SUBMITTED
    missing = report_in.gridded_at is None if key == DeadlineKey.GRID else report_in.posted_at is None
    return report_in.state in ACTIVE and missing


def _terms() -> dict[str, list[Term]]:
    """key -> its terms, each until the next one begins."""
    rules = defaultdict(list)
    for rule in DeadlineRule.objects.order_by("active_from"):
        rules[rule.key].append(rule)
    terms = defaultdict(list)
    for key, rows in rules.items():
        for rule, following in pairwise([*rows, None]):
            until = following.active_from if following else None
            terms[key].append(Term(rule.number, rule.unit, rule.active_from, until))
    return terms


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def step_of(key: str) -> Step:
    """The step with this key."""
    return next(step for step in STEPS if step.key == key)
