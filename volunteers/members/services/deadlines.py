"""What is expected of report-ins by when, and which of them are late."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from orgtree.calendar.services.deadlines import DeadlineBook
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.models.report_in import ACTIVE, ReportIn


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


def overdue(book: DeadlineBook, step: Step, today: date | None = None) -> Q:
    """The condition that a report-in waits for `step` and its last day is before `today`."""
    return step.waits & book.late(step.key, step.since, "community", today)


def next_due(book: DeadlineBook, report_in: ReportIn) -> tuple[str, date] | None:
    """(what, last day) of the first step that a report-in waits for; None when it waits for none. It comes with its community."""
    for step in STEPS:
        if _waits(report_in, step.key):
            due = book.due(step.key, timezone.localdate(getattr(report_in, step.since)), report_in.community)
            return (DeadlineKey(step.key).label, due) if due else None
    return None


def mark_due(report_ins) -> None:
    """Set `due` of each: (what, last day), or None. Two queries."""
    book = DeadlineBook()
    for report_in in report_ins:
        report_in.due = next_due(book, report_in)


def _waits(report_in: ReportIn, key: str) -> bool:
    """`Step.waits` for a row that is in memory."""
    if key == DeadlineKey.ACCEPT:
        return report_in.state == ReportInState.SUBMITTED
    missing = report_in.gridded_at is None if key == DeadlineKey.GRID else report_in.posted_at is None
    return report_in.state in ACTIVE and missing


def step_of(key: str) -> Step:
    """The step with this key."""
    return next(step for step in STEPS if step.key == key)
